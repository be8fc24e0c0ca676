"""What holds of every cascade, and the plain equations beside it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.systemic import cascade, cascade_all, spread
from tests.analysis.systemic.equations import naive

#: No change of a loss is likely to meet this to the last digit, as it would meet 0.01.
EPS = 0.01234567


@st.composite
def networks(draw: st.DrawFn, most: int = 7) -> dict[str, Any]:
    size = draw(st.integers(2, most))
    sectors = draw(st.integers(1, 3))
    row = st.lists(st.sampled_from([0, 0, 1, 2, 3.5, 10]), min_size=size, max_size=size)
    weights = draw(st.lists(row, min_size=size, max_size=size).filter(lambda w: any(map(any, w))))
    of_firms = st.lists(st.integers(0, sectors - 1), min_size=size, max_size=size)
    pairs = [(a, b) for a in range(sectors) for b in range(sectors)]
    kinds = draw(st.lists(st.sampled_from([0, 1, 2]), min_size=len(pairs), max_size=len(pairs)))
    return {
        "weights": weights,
        "sector": draw(of_firms),
        "essentiality": dict(zip(pairs, kinds, strict=True)),
        "market": draw(of_firms),
    }


def shocks(size: int) -> st.SearchStrategy[dict[int, float]]:
    share = st.one_of(st.just(1.0), st.floats(0, 1).map(lambda x: round(x, 3)))
    return st.dictionaries(st.integers(0, size - 1), share, max_size=size)


@pytest.mark.parametrize("few", [0, 1 / 4, 2], ids=["whole products", "both", "links alone"])
def test_the_plain_equations_agree(few: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "FEW", few)

    @settings(max_examples=60, deadline=None)
    @given(networks(), st.data())
    def check(made: dict[str, Any], data: st.DataObject) -> None:
        shock = data.draw(shocks(len(made["weights"])))
        found = cascade(**made, shock=shock, eps=EPS)
        down, up, steps, score = naive(**made, shock=shock, eps=EPS)
        np.testing.assert_allclose(found.h_down, down, atol=1e-9)
        np.testing.assert_allclose(found.h_up, up, atol=1e-9)
        assert (found.steps, found.score) == (steps, pytest.approx(score, abs=1e-9))

    check()


@settings(max_examples=60, deadline=None)
@given(networks(), st.data())
def test_scores_lie_between_the_shock_alone_and_one(made: dict[str, Any], data: st.DataObject) -> None:
    shock = data.draw(shocks(len(made["weights"])))
    out = cascade(**made, shock=shock)
    sales = np.sum(made["weights"], axis=1)
    alone = sum(share * sales[firm] for firm, share in shock.items()) / sales.sum()
    assert alone - 1e-12 <= min(out.score_down, out.score_up)
    assert max(out.score_down, out.score_up) <= out.score + 1e-12 <= 1 + 2e-12
    for kept in (out.h_down, out.h_up):
        assert ((kept >= 0) & (kept <= 1)).all()


@settings(max_examples=60, deadline=None)
@given(networks(most=5), st.data())
def test_a_larger_shock_never_lowers_the_score(made: dict[str, Any], data: st.DataObject) -> None:
    size = len(made["weights"])
    shock = data.draw(shocks(size))
    more = data.draw(shocks(size))
    larger = {firm: max(shock.get(firm, 0), more.get(firm, 0)) for firm in {*shock, *more}}
    # To the fixed point: a larger shock may end a step earlier, and what is below eps then is not counted.
    few, many = (cascade(**made, shock=s, eps=1e-9) for s in (shock, larger))
    assert many.score >= few.score - 1e-6
    assert (many.h <= few.h + 1e-6).all()


@settings(max_examples=40, deadline=None)
@given(networks(), st.data(), st.sampled_from([1e-9, 1e-3, 7.0, 1e12]))
def test_the_unit_of_the_weights_does_not_matter(made: dict[str, Any], data: st.DataObject, unit: float) -> None:
    shock = data.draw(shocks(len(made["weights"])))
    other = made | {"weights": np.array(made["weights"]) * unit}
    one, two = (cascade(**m, shock=shock, eps=EPS) for m in (made, other))
    np.testing.assert_allclose(one.h_down, two.h_down, atol=1e-9)
    np.testing.assert_allclose(one.h_up, two.h_up, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(networks(), st.data())
def test_the_order_of_the_firms_does_not_matter(made: dict[str, Any], data: st.DataObject) -> None:
    size = len(made["weights"])
    shock = data.draw(shocks(size))
    order = data.draw(st.permutations(range(size)))
    turned = {
        "weights": np.array(made["weights"])[np.ix_(order, order)],
        "sector": [f"sector {made['sector'][k]}" for k in order],
        "essentiality": {(f"sector {a}", f"sector {b}"): kind for (a, b), kind in made["essentiality"].items()},
        "market": [made["market"][k] for k in order],
        "shock": {order.index(firm): share for firm, share in reversed(shock.items())},
    }
    one, two = cascade(**made, shock=shock, eps=EPS), cascade(**turned, eps=EPS)
    np.testing.assert_allclose(one.h_down[list(order)], two.h_down, atol=1e-9)
    assert one.score == pytest.approx(two.score, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_all_non_essential_and_irreplaceable_is_a_linear_system(seed: int) -> None:
    pick = np.random.default_rng(seed)
    size = 12
    weights = pick.random((size, size)) * (pick.random((size, size)) < 0.4)
    weights[0, :] += 0.5  # everybody buys from the firm that fails, so that the system has one solution
    weights[:, 0] += 0.5  # and sells to it
    linear = np.ones((1, 1))
    out = cascade(weights, [0] * size, linear, {0: 1.0}, market=range(size), eps=1e-14)
    others = slice(1, size)
    # d = Λᵀ d for all but firm 0, which has lost everything.
    impact = weights / weights.sum(axis=0)
    down = np.linalg.solve(np.eye(size - 1) - impact[others, others].T, impact[0, others])
    np.testing.assert_allclose(1 - out.h_down[others], down, atol=1e-10)
    sold = weights / weights.sum(axis=1, keepdims=True)
    up = np.linalg.solve(np.eye(size - 1) - sold[others, others], sold[others, 0])
    np.testing.assert_allclose(1 - out.h_up[others], up, atol=1e-10)


def test_a_long_ring_ends_for_a_small_eps() -> None:
    size = 300
    ring = np.roll(np.eye(size), 1, axis=1)
    out = cascade(ring, range(size), np.full((size, size), 2), {0: 1.0}, eps=1e-300)
    assert out.score == 1
    # Everything is lost after half the ring in one direction or all of it; each step stops one firm more.
    assert out.steps == size


@settings(max_examples=20, deadline=None)
@given(networks())
def test_every_firm_alone(made: dict[str, Any]) -> None:
    table = cascade_all(**made)
    for row in table:
        one = cascade(**made, shock={row.firm: 1.0})
        assert (row.score, row.score_down, row.score_up, row.steps) == (
            one.score,
            one.score_down,
            one.score_up,
            one.steps,
        )
