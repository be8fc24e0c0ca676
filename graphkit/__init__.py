"""graphkit: curated, sourced facts of an industry chain as a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphkit.errors import ContentError, GraphkitError, ProjectError, QueryError, StoreError, UsageError

if TYPE_CHECKING:
    from graphkit.api import Project, open_project
    from graphkit.graph import Graph, build

__version__ = "0.1.0"
__all__ = [
    "ContentError",
    "Graph",
    "GraphkitError",
    "Project",
    "ProjectError",
    "QueryError",
    "StoreError",
    "UsageError",
    "build",
    "open_project",
]

_HOMES = {"Project": "api", "open_project": "api", "Graph": "graph", "build": "graph"}


def __getattr__(name: str) -> Any:
    """Imports on first use, so that `import graphkit` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"graphkit.{_HOMES[name]}"), name)
