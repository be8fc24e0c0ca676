"""Shares and concentration from capacities: worked by hand, at corners, and for any numbers."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis.concentration import Interval, from_capacities
from graphkit.errors import AnalysisError

BOXES = st.lists(
    st.tuples(st.floats(0, 50), st.floats(0, 50)).map(lambda ends: (min(ends), max(ends))), min_size=1, max_size=6
).filter(lambda boxes: any(low > 0.01 for low, _ in boxes))


def named(boxes: list[Any]) -> dict[str, Any]:
    return dict(zip("abcdefghijklmnopqrstuvwxyz", boxes, strict=False))


def test_known_capacities() -> None:
    # 50, 30, 20 of 100: 2500 + 900 + 400.
    found = from_capacities({"a": 50, "b": 30, "c": 20}, True, 2)
    assert found is not None
    assert found.shares == {"a": Interval(0.5, 0.5), "b": Interval(0.3, 0.3), "c": Interval(0.2, 0.2)}
    assert (found.hhi, found.top) == (Interval(3800, 3800), Interval(0.8, 0.8))


def test_capacities_between_bounds() -> None:
    # a 10 to 30, b 20: a's share 10/30 to 30/50, b's 20/50 to 20/30. Index: corners (100 + 400) / 900 = 0.5556 and
    # (900 + 400) / 2500 = 0.52; least where a is 20 too: 0.5.
    found = from_capacities({"a": (10, 30), "b": 20}, True, 1)
    assert found is not None
    assert (found.shares["a"].low, found.shares["a"].high) == pytest.approx((1 / 3, 0.6))
    assert (found.shares["b"].low, found.shares["b"].high) == pytest.approx((0.4, 2 / 3))
    assert (found.hhi.low, found.hhi.high) == pytest.approx((5000, 50_000 / 9))
    assert (found.top.low, found.top.high) == pytest.approx((0.5, 2 / 3))


def test_an_unknown_capacity_takes_the_lower_bounds_away() -> None:
    # With x unknown: a at most 30 / 50. Least index: x at the level (900 + 400) / 50 = 26 of the others,
    # (900 + 400 + 676) / 76² = 0.34211.
    found = from_capacities({"a": 30, "b": 20, "x": None}, True, 1)
    assert found is not None
    assert found.shares == {"a": Interval(0, 0.6), "b": Interval(0, 0.4), "x": Interval(0, 1)}
    assert found.hhi.low == pytest.approx(10_000 * 1976 / 5776)
    assert found.hhi.high == 10_000
    # The largest has least where x has as much as a: 30 / 80.
    assert (found.top.low, found.top.high) == pytest.approx((30 / 80, 1))


def test_a_list_that_may_not_be_whole_bounds_shares_from_above_only() -> None:
    for whole in (None, False):
        found = from_capacities({"a": 30, "b": 20}, whole)
        assert found is not None
        assert found.shares == {"a": Interval(0, 0.6), "b": Interval(0, 0.4)}
        assert (found.hhi, found.top) == (Interval(0, 10_000), Interval(0, 1))


def test_merging_capacities() -> None:
    # P: 30 + 10, Q: 20, and 40 of nobody knows whom. Apart: 40, 20, 40: 1600 + 400 + 1600; with P: 80² + 20².
    groups = {"a": "P", "b": "P", "c": "Q"}
    found = from_capacities({"a": 30, "b": 10, "c": 20, "d": 40}, True, 1, groups)
    assert found is not None
    assert found.shares == {"P": Interval(0.4, 0.8), "Q": Interval(0.2, 0.6)}
    assert (found.hhi, found.top, found.apart) == (Interval(3600, 6800), Interval(0.4, 0.8), ("d",))
    found = from_capacities({"a": 30, "b": 10, "c": 20}, None, 1, groups)
    assert found is not None and found.shares == {"P": Interval(0, 1), "Q": Interval(0, 1)}


@given(BOXES, st.lists(st.floats(0, 1), min_size=6, max_size=6), st.integers(1, 3))
def test_what_agrees_with_the_bounds_is_inside(boxes: list[tuple[float, float]], at: list[float], k: int) -> None:
    found = from_capacities(named(boxes), True, k)
    assert found is not None and found.hhi.sharp
    for where in [at, *itertools.product((0.0, 0.5, 1.0), repeat=min(len(boxes), 4))]:
        held = [low + part * (high - low) for (low, high), part in zip(boxes, [*where, 0, 0], strict=False)]
        shares = [value / math.fsum(held) for value in held]
        assert math.fsum(s * s for s in shares) * 10_000 in found.hhi
        assert sum(sorted(shares)[-k:]) in found.top
        assert all(share in found.shares[name] for name, share in named(shares).items())


@given(BOXES, st.integers(1, 3))
def test_bounds_are_reached(boxes: list[tuple[float, float]], k: int) -> None:
    found = from_capacities(named(boxes), True, k)
    assert found is not None
    corners = [[v / math.fsum(c) for v in c] for c in itertools.product(*boxes)]
    assert found.hhi.high == pytest.approx(max(math.fsum(s * s for s in c) for c in corners) * 10_000)
    assert found.top.high == pytest.approx(max(sum(sorted(c)[-k:]) for c in corners))
    # The least are reached at a common level held between the bounds: some of 2,000 comes near enough.
    most = max(high for _, high in boxes)
    levels = [[min(max(most * n / 2000, low), high) for low, high in boxes] for n in range(1, 2001)]
    evened = [[v / math.fsum(c) for v in c] for c in levels]
    assert found.hhi.low == pytest.approx(min(math.fsum(s * s for s in c) for c in evened) * 10_000, rel=1e-3)
    assert found.top.low == pytest.approx(min(sum(sorted(c)[-k:]) for c in evened), rel=1e-2)


def test_many_holders_known_in_part() -> None:
    boxes = [(10.0 + k % 5, 30.0 + k % 7) for k in range(20)]
    found = from_capacities(named(boxes), True)
    assert found is not None and not found.hhi.sharp
    rough = [max(ends) if k < 3 else min(ends) for k, ends in enumerate(boxes)]
    assert sum((v / sum(rough)) ** 2 for v in rough) * 10_000 < found.hhi.high


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"a": -1}, "'a' is -1"),
        ({"a": float("nan")}, "nan"),
        ({"a": float("inf")}, "inf"),
        ({"a": "12"}, "no number"),
        ({"a": (3, 2)}, "over the upper"),
        ({"a": 0, "b": 0}, "all capacities are 0"),
    ],
)
def test_bad_capacities(known: dict[str, Any], said: str) -> None:
    with pytest.raises(AnalysisError, match=said):
        from_capacities(known, True)


def test_odd_ends() -> None:
    assert from_capacities({}) is None
    # All may be nothing, but not at once: one alone has all, or both alike.
    found = from_capacities({"a": (0, 5), "b": (0, 10)}, True, 1)
    assert found is not None
    assert (found.hhi, found.top) == (Interval(5000, 10_000), Interval(0.5, 1))
    found = from_capacities({"a": (0, 5), "b": 0}, True)
    assert found is not None and found.shares == {"a": Interval(1, 1), "b": Interval(0, 0)}
    huge = from_capacities({"a": 1.7e308, "b": 1.7e308}, True)
    assert huge is not None and huge.hhi == Interval(5000, 5000)
