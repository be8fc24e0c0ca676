"""Upstream and downstream by ways on which something can really be lost."""

from __future__ import annotations

from graphkit.analysis.losses.around import downstream, upstream
from tests.analysis.world import study

#: Cellco makes foil too, out of `other`; Spare buys it.
FOIL = (
    "s01 | cellco | PRODUCES | li2s",
    "s01 | other | INPUT_TO | li2s",
    "s01 | cellco | SUPPLIES | spare | | | item=li2s",
)


def test_upstream_of_a_line_are_its_maker_and_inputs_not_what_else_the_maker_makes() -> None:
    tiers, links = upstream(study(*FOIL).inputs, "plant|cell")
    assert {n: t for n, t in tiers.items() if t == 0} == {"plant": 0, "cellco": 0}
    assert (tiers["salt"], tiers["mine-a|salt"], tiers["ore"]) == (1, 1, 2)
    assert "other" not in tiers and "cellco|li2s" not in tiers
    assert ("salt", "input") in {(node, group["role"]) for node, group in links}


def test_upstream_of_a_firm_is_all_that_it_makes() -> None:
    tiers, _ = upstream(study(*FOIL).inputs, "cellco")
    assert {"cellco|cell", "cellco|li2s", "plant", "plant|cell", "other", "salt", "ore"} <= set(tiers)


def test_downstream_of_a_line_is_its_owner_but_not_what_else_the_owner_makes() -> None:
    tiers, _ = downstream(study(*FOIL).buyers, ["plant|cell"])
    assert {"plant", "cellco", "cellco|cell", "cell", "carco|car", "car", "carco"} == set(tiers)


def test_downstream_of_a_firm_is_all_that_it_makes() -> None:
    tiers, _ = downstream(study(*FOIL).buyers, ["cellco"])
    assert {"cellco|li2s", "li2s", "spare", "car"} <= set(tiers)
    assert tiers["car"] == 1
    without, _ = downstream(study(*FOIL).buyers, ["cellco"], own=False)
    assert without == {}


def test_what_only_an_owner_ties_together_is_not_exposed() -> None:
    from graphkit.analysis.propagation import disruption
    from graphkit.analysis.questions.disruption import exposed_to

    made = study(*FOIL, "s01 | mine-a | PRODUCES | other")
    found = disruption(made.compiled, ["far"])
    assert "mine-a|other" not in found.stopped | found.reduced
    assert "mine-a|other" in found.exposed  # by the letter: its maker is reduced
    assert "mine-a|other" not in exposed_to(made, found)
