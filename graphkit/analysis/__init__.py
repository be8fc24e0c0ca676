"""Analyses of the chain: pure functions from a networkx graph, or plain structures, to tables of results.

`input_groups` reads out of the facts what each node needs and who can give it; `disruption`, `single_points`,
`minimal_cuts` and `stop_times` propagate what is lost; `cascade` scores firms by what their stop costs the economy.
The room `questions` puts them to the facts for `graphkit analyze`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_HOMES = {
    **dict.fromkeys(("InputGroup", "input_groups", "known_suppliers"), "groups"),
    **dict.fromkeys(
        (
            "CompiledInputs", "CutSearch", "Disruption", "Group", "Proof", "Shortage", "Worlds", "blast_radius",
            "blast_targets", "compile_inputs", "cut_search", "disruption", "minimal_cuts", "shortages", "single_points",
            "stop_times", "worlds",
        ),
        "propagation",
    ),
    **dict.fromkeys(
        ("Cascade", "Scores", "cascade", "cascade_all", "cascade_scenarios", "scenario_weights"), "systemic"
    ),
    **dict.fromkeys(
        ("Trophic", "bridges", "centralities", "communities", "cycles", "structure", "tiers", "trophic_levels"),
        "topology",
    ),
    **dict.fromkeys(("Interval", "from_capacities", "hhi", "top_share"), "concentration"),
    "Answer": "answer",
    "Study": "study",
}  # fmt: skip
__all__ = sorted(_HOMES)  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    """Imports on first use: numpy and scipy are slow to import."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
