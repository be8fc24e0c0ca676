"""Laws of propagation, for any groups: the definitions told plainly agree, and what must hold of them holds."""

from __future__ import annotations

import copy
import random
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from graphkit.analysis.propagation import (
    blast_radius,
    blast_targets,
    compile_inputs,
    cut_search,
    disruption,
    kernel,
    minimal_cuts,
    shortages,
    single_points,
    stop_times,
    upstream,
    worlds,
)
from tests.analysis.propagation import naive
from tests.analysis.propagation.naive import INPUTS, NODES, SHOCKS, WORLDS, Raw

FIELDS = ("stopped", "reduced", "exposed", "wave", "lost_all", "lost_some", "gaps")


def fields(inputs: Any, shock: Any, world: str) -> dict[str, Any]:
    found = disruption(inputs, shock, world)
    return {name: getattr(found, name) for name in FIELDS}


def has_supplier(inputs: Raw, target: str) -> bool:
    return any(g["suppliers"] for g in inputs.get(target, ()))


@given(INPUTS, SHOCKS, WORLDS, st.sampled_from([0, 3, 10_000]))
def test_the_plain_definition_agrees_however_wide_a_round_is(
    inputs: Raw, shock: set[str], world: str, narrow: int
) -> None:
    before, kernel._NARROW = kernel._NARROW, narrow
    try:
        assert fields(inputs, shock, world) == naive.outcome(inputs, shock, world)
    finally:
        kernel._NARROW = before


@given(INPUTS, SHOCKS, WORLDS)
def test_every_stop_is_proven_by_a_group_lost_in_the_round_before(inputs: Raw, shock: set[str], world: str) -> None:
    found = disruption(inputs, shock, world)
    assert found.proof.keys() == found.stopped - shock
    for node, proof in found.proof.items():
        assert {s: found.wave[s] for s, _ in proof.suppliers} == dict(proof.suppliers)
        assert max(wave for _, wave in proof.suppliers) == found.wave[node] - 1
        assert any(
            g["material"] == proof.material
            and set(g["suppliers"]) == set(dict(proof.suppliers))
            and (g["essential"], g["complete"]) == (proof.essential, proof.complete)
            and naive.needed(g, world)
            and naive.can_be_lost(g, world)
            for g in inputs[node]
        )


@given(INPUTS, SHOCKS, SHOCKS, WORLDS)
def test_a_larger_shock_never_stops_less(inputs: Raw, shock: set[str], more: set[str], world: str) -> None:
    small, large = disruption(inputs, shock, world), disruption(inputs, shock | more, world)
    assert small.stopped <= large.stopped
    assert all(large.wave[node] <= wave for node, wave in small.wave.items())
    assert small.lost_all <= large.lost_all
    assert small.stopped | small.reduced | small.exposed <= large.stopped | large.reduced | large.exposed


@given(INPUTS, SHOCKS)
def test_the_open_world_lies_within_the_closed(inputs: Raw, shock: set[str]) -> None:
    both = worlds(inputs, shock)
    assert both.certain.stopped <= both.possible.stopped
    assert both.certain.lost_all <= both.possible.lost_all
    assert not both.certain.assumed_essential | both.certain.assumed_complete
    if not both.possible.assumed_essential | both.possible.assumed_complete:
        assert both.possible.stopped == both.certain.stopped


@given(INPUTS, SHOCKS, WORLDS, st.data())
def test_a_further_supplier_never_stops_more(inputs: Raw, shock: set[str], world: str, data: st.DataObject) -> None:
    groups = [g for own in inputs.values() for g in own if g["suppliers"]]
    assume(groups)
    before = disruption(inputs, shock, world).stopped
    data.draw(st.sampled_from(groups))["suppliers"].append(data.draw(st.sampled_from([*NODES, "new"])))
    assert disruption(inputs, shock, world).stopped <= before


@given(INPUTS, SHOCKS, WORLDS, st.randoms(use_true_random=False))
def test_no_order_matters(inputs: Raw, shock: set[str], world: str, rng: random.Random) -> None:
    def mixed(values: Any) -> list[Any]:
        return rng.sample(list(values), len(values))

    turned = {
        buyer: [g | {"suppliers": mixed(g["suppliers"]) * 2} for g in mixed(inputs[buyer])] for buyer in mixed(inputs)
    }
    one, other = disruption(inputs, shock, world), disruption(turned, mixed(shock), world)
    for name in (*FIELDS, "proof"):
        assert getattr(one, name) == getattr(other, name)
    assert list(one.proof.items()) == list(other.proof.items())
    assert list(one.wave.items()) == list(other.wave.items())
    assert shortages(one) == shortages(other)
    assert list(stop_times(inputs, shock).items()) == list(stop_times(turned, mixed(shock)).items())
    for target in filter(lambda node: has_supplier(inputs, node), inputs):
        assert minimal_cuts(inputs, target) == minimal_cuts(turned, target)


@given(INPUTS, SHOCKS, WORLDS)
def test_compiled_groups_answer_alike_and_can_be_struck_again(inputs: Raw, shock: set[str], world: str) -> None:
    compiled = compile_inputs(inputs)
    first = fields(compiled, shock, world)
    assert first == fields(inputs, shock, world) == fields(compiled, shock, world)
    assert compile_inputs(compiled) is compiled


@given(INPUTS, WORLDS, st.sampled_from([0, 50]))
def test_single_points_are_what_stops_the_target_alone(inputs: Raw, world: str, narrow: int) -> None:
    before, upstream._NARROW = upstream._NARROW, narrow
    try:
        for target in filter(lambda node: has_supplier(inputs, node), inputs):
            expected = {node for cut in naive.cuts(inputs, target, 1, world) for node in cut}
            assert single_points(inputs, target, world) == expected
    finally:
        upstream._NARROW = before


@given(INPUTS, WORLDS, st.integers(1, 4))
def test_cuts_are_what_exhaustive_strikes_find(inputs: Raw, world: str, size: int) -> None:
    for target in list(filter(lambda node: has_supplier(inputs, node), inputs))[:2]:
        found = cut_search(inputs, target, size, world)
        assert len(set(found.cuts)) == len(found.cuts)
        assert set(found.cuts) == naive.cuts(inputs, target, size, world)
        assert list(found.cuts) == sorted(found.cuts, key=lambda cut: (len(cut), sorted(cut)))
        assert all(len(cut) <= size for cut in found.cuts)
        assert found.candidates <= found.upstream


@given(INPUTS, WORLDS, st.sampled_from([0, 400]))
def test_the_blast_radius_counts_what_one_strike_stops(inputs: Raw, world: str, narrow: int) -> None:
    nodes = {*inputs, *(s for groups in inputs.values() for g in groups for s in g["suppliers"])}
    expected = {node: naive.waves(inputs, [node], world).keys() - {node} for node in nodes}
    before, kernel._NARROW = kernel._NARROW, narrow
    try:
        assert blast_targets(inputs, world=world) == expected
        assert blast_radius(inputs, world=world) == {node: len(stopped) for node, stopped in expected.items()}
        some = sorted(nodes)[:3]
        few = blast_targets(inputs, some, some, world)
        assert few == {node: expected[node] & set(some) for node in some}
    finally:
        kernel._NARROW = before


@given(INPUTS, SHOCKS, WORLDS)
def test_times_solve_their_equations_and_stop_the_same_nodes(inputs: Raw, shock: set[str], world: str) -> None:
    found = stop_times(inputs, shock, world)
    assert found == naive.times(inputs, shock, world)
    assert found.keys() == disruption(inputs, shock, world).stopped
    assert list(found.values()) == sorted(found.values())


@given(INPUTS, SHOCKS, st.data())
def test_more_stock_never_stops_anything_sooner(inputs: Raw, shock: set[str], data: st.DataObject) -> None:
    groups = [(b, i) for b, own in inputs.items() for i in range(len(own))]
    assume(groups)
    richer = copy.deepcopy(inputs)
    buyer, index = data.draw(st.sampled_from(groups))
    richer[buyer][index]["stock_days"] += 10
    before, after = stop_times(inputs, shock), stop_times(richer, shock)
    assert before.keys() == after.keys()
    assert all(after[node] >= time for node, time in before.items())


@given(INPUTS, SHOCKS, WORLDS)
def test_shortages_count_known_suppliers(inputs: Raw, shock: set[str], world: str) -> None:
    found = disruption(inputs, shock, world)
    rows = shortages(found)
    assert {(r.buyer, r.material) for r in rows} == found.lost_all | found.lost_some
    assert {(r.buyer, r.material) for r in rows if r.whole} == found.lost_all
    for row in rows:
        assert set(row.lost) == set(row.known) & found.stopped
        assert row.stops == (row.buyer in found.stopped)
