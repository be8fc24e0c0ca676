"""The difference of two graphs: applied to the first it gives the second; each change by name, value and claim."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphkit.graph import build
from graphkit.graph.convert import EdgeRow, NodeRow, Rows, rows
from graphkit.graph.diff import Diff, between
from graphkit.graph.plan import Change, cited, counts, explain, record, totals
from tests.graph.kernel_world import facts, model

#: Rows of which a small world is drawn: they agree, contradict, supersede and deny one another.
LINES = (
    "s01#p1 | acme | OPERATES | line-1",
    "s02#p1 | acme | OPERATES | line-1",
    "s03#p1 | borel | SUPPLIES | acme | | | item=li2s",
    "s04#p1 | borel | SUPPLIES | acme | | denied | item=li2s",
    "s05#p1 | line-1 | capacity | 0.5 GWh",
    "s06#p1 | line-1 | capacity | 0.6 GWh",
    "s07#p1 | line-1 | capacity | 2 GWh | by 2027 | planned",
    "s08#p1 | line-1 | production_start | | 2025-10 | planned",
    "s09#p1 | line-1 | production_start | | 2025-09-10",
    "s10#p1 | line-1 | LOCATED_IN | yibin",
    "s11#p1 | li2s | INPUT_TO | cell-1",
    "s12#p1 | line-1 | PRODUCES | cell-1",
)
worlds = st.lists(st.sampled_from(LINES), unique=True)


def made(*texts: str) -> Rows:
    """The rows of a world."""
    return rows(build(facts(*texts), model()))


def apply(old: Rows, change: Diff) -> Rows:
    """As a store does with a difference, on dicts; a change of what is not there, or an addition of what is, fails."""
    nodes: dict[tuple[str, str], NodeRow] = dict(old.nodes)
    edges: dict[tuple[str, str], EdgeRow] = dict(old.edges)
    for key in change.remove_edges:
        del edges[key]
    for key in change.remove_nodes:
        del nodes[key]
    for node in change.add_nodes:
        assert (node.label, node.key) not in nodes
    for node in change.change_nodes:
        assert nodes[node.label, node.key].hash != node.hash
    for edge in change.add_edges:
        assert (edge.type, edge.uid) not in edges
    for edge in change.change_edges:
        assert edges[edge.type, edge.uid].hash != edge.hash
    nodes.update(((n.label, n.key), n) for n in (*change.add_nodes, *change.change_nodes))
    edges.update(((e.type, e.uid), e) for e in (*change.add_edges, *change.change_edges))
    assert all(end in nodes for edge in edges.values() for end in (edge.start, edge.end))
    return Rows(nodes, edges)


def told(old: Rows, new: Rows) -> tuple[Change, ...]:
    """The changes between two worlds."""
    held = {k: n.hash for k, n in old.nodes.items()} | {k: e.hash for k, e in old.edges.items()}
    return explain(between(old, new), held, old, new)


@given(worlds, worlds)
def test_a_difference_applied_to_the_first_gives_the_second(one: list[str], two: list[str]) -> None:
    old, new = made(*one), made(*two)
    assert apply(old, between(old, new)) == new
    assert not between(new, new)


@given(worlds, worlds)
def test_changes_are_the_difference_property_by_property(one: list[str], two: list[str]) -> None:
    old, new = made(*one), made(*two)
    changes = told(old, new)
    assert len({c.key for c in changes}) == len(changes) == between(old, new).size()
    before: dict[tuple[str, str], Any] = {**old.nodes, **old.edges}
    after: dict[tuple[str, str], Any] = {**new.nodes, **new.edges}
    for change in changes:
        props = dict(before[change.key].props) if change.key in before else {}
        for name, (was, becomes) in change.properties().items():
            if name not in ("type", "from", "to"):
                assert props.get(name) == was
                props[name] = becomes
        wanted = dict(after[change.key].props) if change.key in after else {}
        assert {k: v for k, v in props.items() if v is not None} == wanted
        assert set(change.claims) <= {key for label, key in before.keys() | after.keys() if label == "Claim"}
    per_type = counts(changes)
    assert per_type == between(old, new).counts()
    assert sum(totals(per_type).values()) == len(changes)


def the(changes: tuple[Change, ...], type_: str, name: str) -> Change:
    """The one change of this type and name."""
    (found,) = [c for c in changes if c.type == type_ and c.name == name]
    return found


def claim_of(world: Rows, source: str) -> str:
    """Id of the one claim of a document."""
    (found,) = [k for (label, k), n in world.nodes.items() if label == "Claim" and n.props["source"] == source]
    return found


def test_a_later_number_changes_the_value_and_names_its_claim() -> None:
    old, new = made(LINES[4]), made(LINES[4], LINES[5])
    changes = told(old, new)
    line = the(changes, "Site", "Line-1")
    assert line.verb == "changed"
    assert line.properties()["capacity_gwh"] == (0.5, 0.6)
    assert line.claims == (claim_of(new, "s06"),)
    added = the(changes, "Observation", "Line-1 capacity 0.6 GWh")
    assert (added.verb, added.claims) == ("added", (claim_of(new, "s06"),))
    superseded = the(changes, "Observation", "Line-1 capacity 0.5 GWh")
    assert superseded.verb == "changed"
    assert superseded.properties()["current"] == (True, False)
    assert superseded.claims == (claim_of(old, "s05"),), "nothing of it is new: its own claims"


def test_a_second_source_changes_the_claims_of_an_edge() -> None:
    old, new = made(LINES[0]), made(LINES[0], LINES[1])
    edge = the(told(old, new), "OPERATES", "Acme OPERATES Line-1")
    assert edge.verb == "changed"
    assert edge.claims == (claim_of(new, "s02"),)
    was, becomes = edge.properties()["claims"]
    assert set(becomes) - set(was) == {claim_of(new, "s02")}


def test_what_goes_names_the_claim_that_went() -> None:
    old, new = made(LINES[0], LINES[9]), made(LINES[0])
    changes = told(old, new)
    edge = the(changes, "LOCATED_IN", "Line-1 LOCATED_IN Yibin")
    assert (edge.verb, edge.new, edge.claims) == ("removed", None, (claim_of(old, "s10"),))
    assert the(changes, "Place", "Yibin").verb == "removed"
    claim = the(changes, "Claim", "s10#p1: Line-1 LOCATED_IN Yibin")
    assert claim.claims == (claim_of(old, "s10"),)
    assert cited(changes, old, new)[claim_of(old, "s10")]["locator"] == "p1"


def test_a_record_has_all_that_writes_the_element() -> None:
    old, new = made(LINES[4]), made(LINES[5])
    for change in told(old, new):
        told_ = record(change)
        assert (told_["new"] is None) == (change.verb == "removed")
        if isinstance(change.new, NodeRow):
            assert told_["new"] == {"label": change.new.label, "type": change.new.type, "props": change.new.props}
        elif isinstance(change.new, EdgeRow):
            ends = {"start": list(change.new.start), "end": list(change.new.end)}
            assert told_["new"] == {"type": change.new.type, **ends, "props": change.new.props}
        assert told_["becomes"] == (change.new.hash if change.new else None)
