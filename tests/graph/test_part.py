"""A part of a graph: what is asked for and what belongs to it, nothing about anybody else."""

from __future__ import annotations

from functools import cache
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.errors import UsageError
from graphkit.graph import Graph, build
from graphkit.graph.part import called, cut, named_by, part
from tests.graph.kernel_world import TYPES, facts, graph, model
from tests.graph.test_properties import ROWS

IDS = st.lists(st.sampled_from(sorted(TYPES)), max_size=3)
RELATIONS = st.lists(st.sampled_from(["SUPPLIES", "PARTNERS_WITH", "INSTALLED_IN", "LOCATED_IN"]), max_size=2)
KINDS = st.lists(st.sampled_from(["Firm", "Product", "Vehicle", "Place"]), max_size=2)


@cache
def chain() -> Graph:
    """curie supplies acme, acme supplies borel and makes cell-1, which goes into car-1; a document for each row."""
    return graph(
        "s01 | curie | SUPPLIES | acme | | | | curie",
        "s02 | acme | SUPPLIES | borel",
        "s03 | acme | PRODUCES | cell-1",
        "s04 | cell-1 | vehicle_installation | car-1 | 2025-04",
        "s05 | borel | business | automaker",
        "s06 | acme | business | battery-maker",
        "s07 | line-1 | production_start | | 2025-06",
        "s08 | line-1 | production_start | | 2025-07",
        "s09 | acme | agreement | borel | 2025-09",
    )


def relations(found: Graph) -> list[tuple[str, str, str]]:
    return sorted((e.source, e.type, e.target) for e in found.edges.values())


def test_nothing_asked_is_the_whole_graph() -> None:
    assert part(chain()) is chain()


def test_a_focus_has_what_is_one_relation_away_unless_told() -> None:
    found = part(chain(), focus=["curie"])
    assert sorted(found.entities) == ["acme", "curie"]
    assert relations(found) == [("curie", "SUPPLIES", "acme")]
    assert sorted(part(chain(), focus=["curie"], hops=0).entities) == ["curie"]
    assert sorted(part(chain(), focus=["curie"], hops=2).entities) == ["acme", "borel", "cell-1", "curie"]
    assert sorted(part(chain(), focus=["car-1", "curie"], hops=0).entities) == ["car-1", "curie"]


def test_steps_are_counted_along_what_is_left() -> None:
    firms = part(chain(), focus=["curie"], hops=3, types=["Firm"])
    assert sorted(firms.entities) == ["acme", "borel", "curie"]
    # car-1 is of no asked type and in focus; cell-1, the way to the firms, is not asked for
    assert sorted(part(chain(), focus=["car-1"], hops=3, types=["Firm"]).entities) == ["car-1"]
    made = part(chain(), focus=["acme"], hops=2, relations=["PRODUCES", "INSTALLED_IN"])
    assert sorted(made.entities) == ["acme", "car-1", "cell-1"]
    assert {e.type for e in made.edges.values()} == {"PRODUCES", "INSTALLED_IN"}


def test_who_has_none_of_the_relations_is_left_out_unless_in_focus() -> None:
    found = part(chain(), relations=["SUPPLIES"])
    assert sorted(found.entities) == ["acme", "borel", "curie"]
    assert {e.type for e in found.edges.values()} == {"SUPPLIES"}
    alone = part(chain(), focus=["cell-1"], relations=["SUPPLIES"])
    assert (sorted(alone.entities), relations(alone)) == (["cell-1"], [])
    assert not part(chain(), types=["Vehicle"], relations=["SUPPLIES"]).entities


def test_only_what_belongs_to_it_is_in_a_part() -> None:
    found = part(chain(), focus=["curie"])
    assert sorted(found.sources) == ["s01", "s06", "s09"], "curie's supply, acme's business, acme's agreement"
    assert {p.entity for p in found.properties.values()} == {"acme"}
    assert {m.subject for m in found.milestones.values()} == {"acme"}
    assert {c.subject for c in found.claims.values()} == {"acme", "curie"}
    assert found.name("borel") == "Borel", "the agreement mentions it"
    assert "cell-1" not in found.all_names and "car-1" not in found.all_names
    assert (found.as_of, found.known_on) == (chain().as_of, chain().known_on)


def test_a_contradiction_stays_with_all_that_it_is_about() -> None:
    whole = graph(
        "s01 | line-1 | class | all-solid", "s02 | line-1 | class | semi-solid", "s03 | acme | OPERATES | line-1"
    )
    assert len(whole.conflicts) == 1
    assert part(whole, focus=["line-1"], hops=0).conflicts == whole.conflicts
    assert not part(whole, focus=["acme"], hops=0).conflicts


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("acme", {"acme"}),
        ("Acme", {"acme"}),
        ("acmes", set()),
        ("ACME", set()),
        (["acme", ["Borel"]], {"acme", "borel"}),
        ({"maker": "Acme", "made": {"id": "cell-1"}}, {"acme", "cell-1"}),
        ({"labels": ["Entity", "Firm"], "id": "acme", "aliases": ["borel"], "note": "curie"}, {"acme"}),
        ({"labels": ["Milestone"], "subject": "cell-1", "object": "car-1", "text": "acme"}, {"cell-1", "car-1"}),
        ({"labels": ["Conflict"], "about": ["acme", "borel"]}, {"acme", "borel"}),
        ({"type": "HAS_MILESTONE", "uid": "of a leaf"}, set()),
        ({"nodes": [{"labels": ["Entity"], "id": "acme"}], "relationships": []}, {"acme"}),
        (None, set()),
        (7, set()),
        (True, set()),
    ],
)
def test_what_a_cell_of_a_result_names(cell: Any, named: set[str]) -> None:
    assert named_by(chain(), [(0, cell)]) == named


def test_a_relationship_of_a_result_names_its_ends() -> None:
    edge = next(e for e in chain().edges.values() if e.type == "PRODUCES")
    assert named_by(chain(), [({"type": "PRODUCES", "uid": edge.uid, "status": "operating"},)]) == {"acme", "cell-1"}


def test_a_name_of_two_names_both() -> None:
    twins = graph("s01 | acme | SUPPLIES | ACME", types={"ACME": "Firm"})
    assert {e.name for e in twins.entities.values()} == {"Acme"}
    assert named_by(twins, [("Acme",)]) == {"acme", "ACME"}
    assert named_by(twins, [("ACME",)]) == {"ACME"}


def test_names_are_meant_without_case_and_told_where_there_is_none() -> None:
    known = ["Firm", "Site", "SENDS_SAMPLES_TO", "feeds", "Feeds"]
    assert called(["firm", "sends-samples to"], known, "type") == {"Firm", "SENDS_SAMPLES_TO"}
    assert called(["feeds"], known, "type") == {"feeds"}, "the exact one, where there is one"
    assert called(["FEEDS"], known, "type") == {"feeds", "Feeds"}
    with pytest.raises(UsageError, match=r"no type 'Frim' \(did you mean Firm\?\)"):
        called(["Frim"], known, "type")


@given(ROWS, IDS, st.integers(0, 3), KINDS, RELATIONS)
def test_a_part_is_what_is_asked_for(
    texts: list[str], focus: list[str], hops: int, types: list[str], asked: list[str]
) -> None:
    whole = build(facts(*texts), model())
    found = part(whole, focus=focus, hops=hops, types=types, relations=asked)
    for entity in found.entities.values():
        assert entity is whole.entities[entity.id]
        assert not types or entity.type in types or entity.id in focus
        assert not asked or entity.id in focus or any(found.edges_of(entity.id))
    for edge in found.edges.values():
        assert edge is whole.edges[edge.uid]
        assert {edge.source, edge.target} <= found.entities.keys()
        assert not asked or edge.type in asked
    if focus:
        ways = nx.Graph()
        ways.add_nodes_from(i for i, e in whole.entities.items() if not types or e.type in types or i in focus)
        ends = [(e.source, e.target) for e in whole.edges.values() if not asked or e.type in asked]
        ways.add_edges_from((a, b) for a, b in ends if a in ways and b in ways)
        starts = set(focus) & whole.entities.keys()
        near = [nx.single_source_shortest_path_length(ways, start, hops) for start in starts]
        assert set(found.entities) == {i for reached in near for i in reached}
    assert part(found, focus=focus, hops=hops, types=types, relations=asked) == found


@given(ROWS, IDS, st.integers(0, 2))
def test_a_part_holds_no_more_than_belongs_to_it(texts: list[str], focus: list[str], hops: int) -> None:
    whole = build(facts(*texts), model())
    found = part(whole, focus=[*focus, "acme"], hops=hops)
    inside = found.entities.keys()
    groups = (found.edges, found.properties, found.milestones, found.observations, found.conflicts)
    cited = {c for group in (found.entities, *groups) for thing in group.values() for c in thing.claims}
    assert set(found.claims) == cited & whole.claims.keys()
    for claim in found.claims.values():
        assert inside & set(claim.mentions())
    assert set(found.sources) == {c.source for c in found.claims.values()} & whole.sources.keys()
    assert {p.uid for p in found.properties.values()} == {
        p.uid for p in whole.properties.values() if p.entity in inside
    }
    assert {m.uid for m in found.milestones.values()} == {
        m.uid for m in whole.milestones.values() if m.subject in inside
    }
    for conflict in found.conflicts.values():
        assert set(conflict.about) <= inside


@given(ROWS)
def test_all_entities_are_no_part(texts: list[str]) -> None:
    whole = build(facts(*texts), model())
    same = cut(whole, whole.entities.keys())
    for name in ("entities", "edges", "properties", "milestones", "observations", "conflicts"):
        assert getattr(same, name) == getattr(whole, name)
