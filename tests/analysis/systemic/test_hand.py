"""Cascades worked out by hand: the arithmetic stands beside each."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp

from graphkit.analysis.systemic import cascade

#: Ore (0) to the smelter (1), which cannot do without; metal and paint (3) to the car maker (2), 10 each.
CHAIN = [[0, 10, 0, 0], [0, 0, 10, 0], [0, 0, 0, 0], [0, 0, 10, 0]]
TRADES = ["ore", "metal", "cars", "paint"]
NEEDS = {("ore", "metal"): 2, ("metal", "cars"): 1, ("paint", "cars"): 1}

#: A (0) and B (1) sell cells to C (2) and D (3): A 20 to C and 10 to D, B 10 to C. Sales 30 and 10.
RIVALS = [[0, 0, 20, 10], [0, 0, 10, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
CELLS = ["cells", "cells", "packs", "packs"]
MUST = {("cells", "packs"): 2}


def near(values: object) -> object:
    return pytest.approx(values, abs=1e-12)


def test_down_a_chain() -> None:
    out = cascade(CHAIN, TRADES, NEEDS, {0: 1.0})
    # The smelter stops: 1 − 1 · 10/10. The car maker loses the metal's half of its inputs: 1 − 1 · 10/20.
    assert out.h_down.tolist() == near([0, 0, 0.5, 1])
    # Nobody sells to the mine, so nothing goes up.
    assert out.h_up.tolist() == near([0, 1, 1, 1])
    # Sales are 10, 10, 0, 10: 20 of 30 are lost, 10 of 30 counting the mine alone.
    assert (out.score, out.score_down, out.score_up) == near((2 / 3, 2 / 3, 1 / 3))
    # Step 1 stops the smelter, step 2 halves the car maker, step 3 changes nothing.
    assert out.steps == 3
    assert (out.eps, out.shock, out.unclassified) == (0.01, ((0, 1.0),), ())


def test_up_a_chain() -> None:
    out = cascade(CHAIN, TRADES, NEEDS, {2: 1.0})
    # Metal and paint have one buyer each, ore has the smelter alone.
    assert out.h_up.tolist() == near([0, 0, 0, 0])
    assert out.h_down.tolist() == near([1, 1, 0, 1])
    # The car maker sells nothing, so down there is no loss of sales.
    assert (out.score, out.score_down, out.score_up) == near((1, 0, 1))
    assert out.h.tolist() == near([0, 0, 0, 0])


def test_up_by_the_share_of_sales() -> None:
    # Firm 0 sells 30 to 1 and 10 to 2; firm 1 loses 80 % of its capacity: 1 − 30/40 · 0.8 = 0.4.
    out = cascade([[0, 30, 10], [0, 0, 0], [0, 0, 0]], [0, 1, 1], {(0, 1): 2}, {1: 0.8})
    assert out.h_up.tolist() == near([0.4, 0.2, 1])
    assert out.score_up == near(0.6)


def test_a_small_rival_is_replaced_in_part() -> None:
    out = cascade(RIVALS, CELLS, MUST, {1: 1.0})
    # A is left with 30 on the market of 10 + 30, so σ of B is 10/30; C lacks 1/3 · 10/30 of its cells.
    assert out.h_down.tolist() == near([1, 0, 1 - 1 / 9, 1])
    assert out.score_down == near(10 / 40)


def test_a_large_rival_is_replaced_by_nobody() -> None:
    out = cascade(RIVALS, CELLS, MUST, {0: 1.0})
    # 10 are left, σ of A = min(1, 30/10): C lacks 20/30, D everything.
    assert out.h_down.tolist() == near([0, 1, 1 / 3, 0])


def test_what_is_left_on_the_market_counts_at_the_time() -> None:
    # A tenth of A: 27 + 10 are left, σ = 30/37, C lacks 30/37 · 20/30 · 0.1 = 2/37, D lacks 30/37 · 0.1 = 3/37.
    out = cascade(RIVALS, CELLS, MUST, {0: 0.1})
    assert out.h_down.tolist() == near([0.9, 1, 35 / 37, 34 / 37])
    # Both lose half: 20 are left. σ of A = min(1, 30/20) = 1, of B 10/20: C lacks 2/3 · 0.5 + 1/2 · 1/3 · 0.5 = 5/12.
    out = cascade(RIVALS, CELLS, MUST, {0: 0.5, 1: 0.5})
    assert out.h_down.tolist() == near([0.5, 0.5, 7 / 12, 0.5])


def test_a_market_that_failed_whole_is_replaced_by_nobody_in_any_unit() -> None:
    tiny = np.array(RIVALS) / 1000
    out = cascade(tiny, CELLS, MUST, {0: 1.0, 1: 1.0})
    assert out.h_down.tolist() == near([0, 0, 0, 0])


def test_markets_other_than_sectors() -> None:
    # A and B on markets of their own: σ of B is min(1, 10/0) = 1, C lacks its 10/30.
    out = cascade(RIVALS, CELLS, MUST, {1: 1.0}, market=range(4))
    assert out.h_down.tolist() == near([1, 0, 2 / 3, 1])
    # One market for all: the packs' makers sell nothing, so it is as by sector.
    out = cascade(RIVALS, CELLS, MUST, {1: 1.0}, market=["world"] * 4)
    assert out.h_down.tolist() == near([1, 0, 8 / 9, 1])


#: Firm 3 buys 10 of an essential sector, 20 of a non-essential one, 70 of one that is not relevant.
THREE = [[0, 0, 0, 10], [0, 0, 0, 20], [0, 0, 0, 70], [0, 0, 0, 0]]
CLASSES = {(0, 3): 2, (1, 3): 1, (2, 3): 0}


@pytest.mark.parametrize(("firm", "kept"), [(0, 0.0), (1, 1 - 20 / 100), (2, 1.0)])
def test_what_an_input_counts(firm: int, kept: float) -> None:
    out = cascade(THREE, range(4), CLASSES, {firm: 1.0})
    assert out.h_down[3] == near(kept)
    # Upstream the class of an input does not matter: all three lose their only buyer.
    assert cascade(THREE, range(4), CLASSES, {3: 1.0}).h_up.tolist() == near([0, 0, 0, 0])


def test_the_worst_essential_sector_counts_and_non_essential_ones_add_up() -> None:
    weights = [[0, 0, 0, 0, 10], [0, 0, 0, 0, 10], [0, 0, 0, 0, 10], [0, 0, 0, 0, 10], [0, 0, 0, 0, 0]]
    half = {0: 0.5, 1: 0.25, 2: 0.5, 3: 0.25}
    # Two essential sectors lack 0.5 and 0.25, the others 10/40 · 0.5 + 10/40 · 0.25 = 0.1875: the worst is 0.5.
    out = cascade(weights, range(5), {(0, 4): 2, (1, 4): 2, (2, 4): 1, (3, 4): 1}, half)
    assert out.h_down[4] == near(0.5)
    # All non-essential: 10/40 · (0.5 + 0.25 + 0.5 + 0.25) = 0.375.
    out = cascade(weights, range(5), {(k, 4): 1 for k in range(4)}, half)
    assert out.h_down[4] == near(0.625)


def test_eps_ends_it() -> None:
    # 0 and 1 buy from each other alone, in one direction 2 as well: d_1 = d_0, d_0 = 0.5 · d_1 + 0.5 · d_2.
    weights = [[0, 10, 0], [10, 0, 0], [10, 0, 0]]
    linear = {(a, b): 1 for a in range(3) for b in range(3)}
    # Firm 2 lacks 0.5. d_0: 0.25 in step 1; d_1 0.25 in 2; d_0 0.375 in 3; d_1 0.375 in 4: growth 0.125.
    out = cascade(weights, range(3), linear, {2: 0.5}, eps=0.2)
    assert (out.h_down.tolist(), out.steps) == (near([1 - 0.375, 1 - 0.25, 0.5]), 3)
    out = cascade(weights, range(3), linear, {2: 0.5}, eps=1e-12)
    # To the end d_0 = d_1 = d_2.
    assert out.h_down.tolist() == pytest.approx([0.5, 0.5, 0.5], abs=1e-11)


def test_sales_to_oneself_are_an_input_like_any_other() -> None:
    # Firm 1 buys 10 from itself and 10 from 0, both non-essential: d_1 = 0.5 · 1 + 0.5 · d_1 → 1 in the end.
    weights = [[0, 10], [0, 10]]
    linear = {(0, 1): 1, (1, 1): 1}
    out = cascade(weights, range(2), linear, {0: 1.0}, eps=1e-12)
    assert out.h_down.tolist() == pytest.approx([0, 0], abs=1e-11)
    assert cascade([[0, 10], [0, 0]], range(2), linear, {0: 1.0}).h_down.tolist() == near([0, 0])


def test_no_shock_loses_nothing() -> None:
    out = cascade(CHAIN, TRADES, NEEDS, {})
    assert (out.score, out.steps, out.h.tolist()) == (0, 1, [1, 1, 1, 1])
    assert cascade(CHAIN, TRADES, NEEDS, {1: 0}).score == 0


def test_pairs_that_a_mapping_does_not_say_are_not_relevant_and_told() -> None:
    out = cascade(CHAIN, TRADES, {("ore", "metal"): 2, ("paint", "cars"): 1}, {0: 1.0})
    assert out.h_down.tolist() == near([0, 0, 1, 1])
    assert out.unclassified == (("metal", "cars"),)


@pytest.mark.parametrize(
    "made", [np.array, sp.coo_matrix, sp.csr_array, sp.csc_array, sp.lil_array, sp.dok_array, sp.bsr_array]
)
def test_every_form_of_weights(made: type) -> None:
    given = made(np.array(RIVALS, dtype=float))
    out = cascade(given, CELLS, MUST, {1: 1.0})
    assert out.h_down.tolist() == near([1, 0, 8 / 9, 1])
    back = given.toarray() if sp.issparse(given) else given
    assert (back == np.array(RIVALS)).all()


def test_entries_told_twice_add_up() -> None:
    # 5 + 5 from 0 to 2 and 10 from 1: σ of 0 is 10/10 with the other alone left, half of the inputs.
    twice = sp.coo_array(([5.0, 5.0, 10.0], ([0, 0, 1], [2, 2, 2])), shape=(3, 3))
    assert cascade(twice, [0, 0, 1], {(0, 1): 2}, {0: 1.0}).h_down.tolist() == near([0, 1, 0.5])


def test_essentiality_as_a_matrix() -> None:
    table = np.zeros((3, 3))
    table[0, 2] = 2
    sectors = [0, 0, 2, 2]
    for given in (table, table.tolist(), sp.csr_array(table)):
        assert cascade(RIVALS, sectors, given, {1: 1.0}).h_down.tolist() == near([1, 0, 8 / 9, 1])


def test_the_authors_own_program_gives_the_same() -> None:
    # fastcascade 0.9.3.1 on six firms with all three classes; the figures stand in the tests of ESRIcascade.jl.
    weights = [
        [0, 3, 2, 7, 5, 11],
        [4, 0, 9, 1, 8, 6],
        [10, 2, 0, 4, 3, 7],
        [6, 5, 1, 0, 9, 2],
        [8, 3, 6, 10, 0, 4],
        [2, 7, 5, 3, 11, 0],
    ]
    out = cascade(weights, [0, 1, 2, 0, 1, 2], [[2, 1, 0], [0, 2, 1], [1, 0, 2]], {0: 1.0}, eps=1e-12)
    assert out.score_down == near(0.50687988214742541)
    assert out.h_down.tolist() == near([0.0, 0.6, 0.7894068197483480, 0.0, 0.6111111111111110, 0.8786670560685980])
