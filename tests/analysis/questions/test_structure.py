"""The structure of the chain, its coverage, and what one weak claim carries."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.analysis.evidence.flips import flips, headlines, weak_claims, without
from graphkit.analysis.questions import PARTS
from graphkit.analysis.questions.structure import answer
from graphkit.analysis.study import Study
from tests.analysis.world import study
from tests.graph.kernel_world import graph, model


def measures(made: Study) -> dict[str, Any]:
    """Measures by name."""
    return {r["measure"]: r["value"] for r in answer(made).table.records()}


def test_counts_of_the_chain() -> None:
    found = measures(study())
    # far → ore → salt → cell → car; mine-a, mine-b → salt; cellco → plant → cell, cellco → cell; carco → car; and
    # spare → other.
    assert (found["nodes"], found["links"], found["components"]) == (12, 11, 2)
    assert found["nodes of the largest component"] == 10
    assert found["strongly connected components of several nodes"] == 0
    # Without directions only cellco, plant and cell stand in a ring: 11 links less 3.
    assert found["bridges"] == 8


def test_a_ring_of_materials_is_told() -> None:
    found = answer(study("s02 | salt | INPUT_TO | ore"), ["cycles"])
    (loop,) = found.table.records()
    assert (loop["size"], loop["nodes_of"]) == (2, ["Ore", "Salt"])


def test_tiers_count_from_what_goes_into_nothing_else() -> None:
    tiers = {r["node"]: r["tier"] for r in answer(study(), ["levels"]).table.records()}
    assert {n: tiers[n] for n in ("car", "cell", "carco", "salt", "plant", "ore", "far")} == {
        "car": 0, "cell": 1, "carco": 1, "salt": 2, "plant": 2, "ore": 3, "far": 4,
    }  # fmt: skip
    assert tiers["spare"] is None  # no way leads from it to a product


def test_planned_relations_can_be_left_out() -> None:
    told = "s02 | spare | PRODUCES | salt | 2027 | planned"
    assert measures(study(told))["links"] == 12
    assert measures(study(told, planned=False))["links"] == 11


def test_coverage_counts_needs_with_a_known_supplier() -> None:
    rare = "s02 | rare | INPUT_TO | cell | | | essential=yes"
    found = {r["what"]: (r["known"], r["of"], r["share"]) for r in
             answer(study(rare, types={"rare": "Material"})).more["coverage"].records()}  # fmt: skip
    # Ore at both mines, salt and rare at the plant; nobody is known to make rare.
    assert found["needs that are essential, with a known supplier"] == (3, 4, 0.75)
    assert found["needs that are not essential, with a known supplier"] == (0, 0, None)  # none, which is no share of 0
    assert found["needs that are not known to be essential, with a known supplier"] == (1, 1, 1)
    assert found["items with a known maker"] == (5, 6, pytest.approx(0.8333))
    assert found["needs of which it is told who delivers to this buyer"][:2] == (0, 5)


def test_facts_per_source_and_age() -> None:
    found = answer(study("s12 | spare | PRODUCES | ore"), ["coverage"])
    sources = {r["source"]: (r["facts"], r["relations_alone"]) for r in found.more["sources"].records()}
    assert sources == {"s01": (11, 11), "s12": (1, 1)}
    # From 15 January to 15 December 2025 are 334 days.
    assert found.more["ages"].rows == (("up to 30 days", 1), ("up to 365 days", 11))


def test_every_part_is_a_table_and_the_first_asked_for_comes_first() -> None:
    found = answer(study(), list(PARTS))
    assert set(found.more) == {*PARTS, "measures", "sources", "ages"} - {"levels"}
    assert answer(study(), ["communities"]).table.columns == ("community", "size", "members")
    assert "for screening only" in answer(study(), ["centralities"]).table.title
    assert any(line.startswith("centralities are for screening only") for line in found.bounds)


def test_a_chain_of_which_nothing_is_told_has_no_structure() -> None:
    made = Study(graph("s01 | acme | country | CN"), model())
    found = answer(made, ["levels"])
    assert found.table.rows == ()


def test_what_one_claim_carries_is_found_by_building_without_it() -> None:
    found = flips(study(), 100)
    by_claim = {(f.claim.subject, f.claim.predicate, f.claim.object): f for f in found.flips}
    far = by_claim["far", "PRODUCES", "ore"]
    assert far.reasons == ("sole",)
    gone = {("single point", t, "", "far") for t in ("car", "cell")} | {
        ("single source", f"mine-{x}|salt", "ore", "") for x in "ab"
    }
    assert gone <= set(far.gone) and not far.new
    # Without mine-b salt hangs on mine-a alone.
    other = by_claim["mine-b", "PRODUCES", "salt"]
    assert ("single point", "cell", "", "mine-a") in other.new
    assert ("single source", "plant|cell", "salt", "") in other.new
    assert ("spare", "PRODUCES", "other") not in by_claim  # nothing hangs on it


def test_a_claim_that_another_source_tells_too_is_not_weak() -> None:
    weak = weak_claims(study("s02 | far | PRODUCES | ore"))
    graph_ = study("s02 | far | PRODUCES | ore").graph
    assert not any((graph_.claims[c].subject, graph_.claims[c].object) == ("far", "ore") for c in weak)


def test_reasons_of_weakness_and_their_order() -> None:
    told = ("s02 | spare | PRODUCES | ore | | | | | | inferred", "s02 | spare | PRODUCES | salt | 2027 | forecast")
    made = study(*told)
    reasons = [(made.graph.claims[c].object, why) for c, why in weak_claims(made).items()]
    assert reasons[:2] == [("ore", ("inferred", "sole")), ("salt", ("estimate", "sole"))]
    assert all(why == ("sole",) for _, why in reasons[2:])


def test_the_search_is_bounded_and_says_so() -> None:
    seen: list[tuple[int, int]] = []
    found = flips(study(), 3, lambda done, total: seen.append((done, total)))
    assert (found.tried, found.weak, seen) == (3, 11, [(1, 3), (2, 3), (3, 3)])
    told = answer(study(), ["flips"], most=3)
    assert "of 3 tried, of 11 weak ones" in told.table.title
    assert any("3 of 11 were dropped, one at a time" in line for line in told.assumed)


def test_dropping_nothing_that_counts_changes_nothing() -> None:
    made = study("s03 | spare | country | CN")
    claim = next(i for i, c in made.graph.claims.items() if c.predicate == "country")
    assert headlines(without(made, claim)) == headlines(made)
