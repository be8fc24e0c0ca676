"""All shipped loaders with the corpus: one graph, in which ways lead through several sources."""

from __future__ import annotations

import pytest

from graphkit.api import open_project
from graphkit.graph import Graph
from tests.conftest import require
from tests.loaders.told import ROOT, WHOLE

ELSEWHERE = ("battinfo_records", "obelix", "open_ev_data")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """Of everything in ../shared/data, with the corpus."""
    missing = [name for name in ELSEWHERE if not (WHOLE / name).is_dir()]
    if missing:
        require("data", f"the whole sets are not beside the repository: {', '.join(missing)}")
    data = {name: WHOLE / name for name in ELSEWHERE}
    return open_project(ROOT, {**data, "na_ev_investments": None}).graph()


def test_a_way_leads_from_a_refined_material_over_a_site_and_a_firm_to_a_vehicle(graph: Graph) -> None:
    def ends(start: str, type_: str) -> set[str]:
        return {e.target for e in graph.edges.values() if e.source == start and e.type == type_}

    ways = {
        (material, site, firm, vehicle)
        for firm in (i for i, e in graph.entities.items() if e.type == "Firm" and e.name.startswith("Tesla"))
        for site in ends(firm, "OPERATES")
        for material in ends(site, "PRODUCES")
        if graph.entities[material].type == "Material"
        for vehicle in ends(firm, "PRODUCES")
        if graph.entities[vehicle].name == "Tesla Model 3"
    }
    assert [graph.entities[site].name for _, site, _, _ in ways] == ["Tesla, Robstown, Texas"]
    ((material, site, firm, vehicle),) = ways
    sources = {graph.claims[c].source for e in graph.edges.values() if e.source in (site, firm) for c in e.claims}
    assert {"na-ev-investments", "open-ev-data"} <= sources
    assert graph.entities[vehicle].type == "Vehicle"
    assert material


def test_the_corpus_keeps_its_ids_where_others_speak_of_the_same(graph: Graph) -> None:
    assert {"byd", "catl", "gotion"} <= graph.entities.keys()
    assert not [i for i in graph.entities if i.endswith(("/byd", "/catl"))]


def test_the_default_project_is_the_corpus_alone() -> None:
    assert {c.loader for c in open_project(ROOT).facts.claims} == {"solid_state"}
