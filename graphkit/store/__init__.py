"""The store: Neo4j or the embedded engine behind the same Bolt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.store.comparing import Work
    from graphkit.store.config import Target, choose_store
    from graphkit.store.loading import LoadReport, load, prune
    from graphkit.store.store import Store, open_store

__all__ = ["LoadReport", "Store", "Target", "Work", "choose_store", "load", "open_store", "prune"]

_HOMES = {
    "LoadReport": "loading",
    "load": "loading",
    "prune": "loading",
    "Work": "comparing",
    "Store": "store",
    "open_store": "store",
}


def __getattr__(name: str) -> Any:
    """Imports on first use: the engine's own process imports this package and needs no driver."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"graphkit.store.{_HOMES.get(name, 'config')}"), name)
