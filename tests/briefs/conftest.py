"""Reports of a small chain, written once."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.briefs import write_report
from graphkit.graph import Graph
from graphkit.graph.opinions import Opinion
from graphkit.model import Model
from tests.analysis.world import chain
from tests.graph import kernel_world

#: What the chain of tests/analysis/world.py lacks for a report: capacities, a plan that came late, one that is overdue,
#: and who is told to take what.
MORE = (
    "s03#p1 | plant | capacity | 2 GWh | | | | | | ",
    "s03#p2 | plant | production_start | | 2025-02 | planned",
    "s04#p3 | plant | production_start | | 2025-04-10 | actual",
    "s02#p4 | plant-2 | production_start | | 2025-03 | planned",
    "s02#p5 | cellco | OPERATES | plant-2",
)
NOTES = (
    Opinion(
        "notes/ore.md",
        ("ore", "far"),
        "Jo Example",
        date(2025, 4, 1),
        "One mine",
        "**Ore** decides. [a](https://e.org)",
    ),
)


@pytest.fixture(scope="session")
def graph() -> Graph:
    """A chain with one maker of ore, two of salt, one of cells and one of cars."""
    return chain(*MORE)


@pytest.fixture(scope="session")
def model() -> Model:
    """The packaged schema."""
    return kernel_world.model()


@pytest.fixture(scope="session")
def reports(graph: Graph, model: Model, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Folders of reports by the id of what they are about, "" for the whole."""
    place = tmp_path_factory.mktemp("reports")
    out = {}
    for identifier in ("", "cellco", "ore", "plant", "spare"):
        out[identifier] = place / (identifier or "whole")
        entity = graph.entities[identifier] if identifier else None
        write_report(graph, model, out[identifier], "A made-up chain", entity, NOTES)
    return out
