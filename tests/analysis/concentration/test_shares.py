"""Index and largest shares from shares known in part: worked by hand, against a grid, and for any numbers."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graphkit.analysis.concentration import Interval, by, extremes, hhi, top_share
from graphkit.errors import AnalysisError

#: Bounds in steps of a tenth, so that a grid meets the extremes.
TENTHS = st.tuples(st.integers(0, 10), st.integers(0, 10)).map(lambda ends: (min(ends), max(ends)))


def shares(*given: Any) -> dict[str, Any]:
    """Holders a, b, c … with what is known of them."""
    return dict(zip("abcdefghijkl", given, strict=False))


@pytest.mark.parametrize(
    ("known", "whole", "low", "high"),
    [
        # 50² + 30² + 20² = 2500 + 900 + 400.
        (shares(0.5, 0.3, 0.2), True, 3800, 3800),
        (shares(0.5, 0.3, 0.2), None, 3800, 3800),
        (shares(1), True, 10_000, 10_000),
        # 50² + 30² = 3400; the other 20 % infinitely small, or one holder: + 400.
        (shares(0.5, 0.3), None, 3400, 3800),
        (shares(0.5, 0.3), False, 3400, 3800),
        # One of two unknown, the list whole: it has the rest.
        (shares(0.6, None), True, 5200, 5200),
        # Not whole: the unknown one may have nothing, 36 · 100; or all 40 %: 3600 + 1600.
        (shares(0.6, None), None, 3600, 5200),
        # Two unknown share 40 %: 20 and 20, or 40 and 0.
        (shares(0.6, None, None), True, 4400, 5200),
        # Nothing known of n holders: equal, or one has all.
        (shares(None, None, None, None), True, 2500, 10_000),
        (shares(None, None), None, 0, 10_000),
        # 10 to 50 and 20 to 60 and 30: even is 35, 35, 30 (1225 + 1225 + 900); most is 10, 60, 30 (100 + 3600 + 900).
        (shares((0.1, 0.5), (0.2, 0.6), 0.3), True, 3350, 4600),
        # Lower bounds alone: 40² + 20²; or the rest on the first: 80² + 20².
        (shares((0.4, None), (0.2, None)), None, 2000, 6800),
        (shares((0.4, None), (0.2, None)), True, 5000, 6800),
    ],
)
def test_index_by_hand(known: dict[str, Any], whole: bool | None, low: float, high: float) -> None:
    assert hhi(known, whole) == Interval(low, high)


def test_filling_the_largest_first_would_be_wrong() -> None:
    # Of the whole 30 % are fixed small ones (ten of 2.5 % and one of 5 %: 10 · 6.25 + 25 = 87.5 points) and 70 % are in
    # a, 0 to 45, and b, 30 to 50. The rest above the lower bounds is 40. b full (50) leaves a 20: 2500 + 400 = 2900;
    # a first (40) leaves b its 30: 1600 + 900 = 2500.
    small = {f"small {k}": 0.025 for k in range(10)} | {"other": 0.05}
    found = hhi({"a": (0, 0.45), "b": (0.3, 0.5), **small}, True)
    # Even: 35 and 35: 2 · 1225 = 2450.
    assert found == Interval(2537.5, 2987.5)


def test_a_cap_on_unlisted_holders() -> None:
    # 40 % are unlisted, none over 15: 15, 15, 10, so 3600 + 225 + 225 + 100.
    assert hhi({"a": 0.6}, cap=0.15) == Interval(3600, 4150)
    assert hhi({"a": 0.6}, cap=0.9) == Interval(3600, 5200)
    assert top_share({"a": 0.6}, 3, cap=0.15) == Interval(0.6, 0.9)
    tiny = hhi({"a": 0.6}, cap=1e-7)
    assert tiny is not None and not tiny.sharp and 3600 <= tiny.high <= 3610
    for cap in (0, -0.1, 1.5, float("nan")):
        with pytest.raises(AnalysisError, match="cap"):
            hhi({"a": 0.6}, cap=cap)


@pytest.mark.parametrize(
    ("known", "whole", "k", "low", "high"),
    [
        (shares(0.4, 0.3, 0.2, 0.1), True, 3, 0.9, 0.9),
        (shares(0.4, 0.3, 0.2, 0.1), True, 10, 1, 1),
        (shares(0.4, 0.1), None, 1, 0.4, 0.5),
        (shares(0.4, 0.1), None, 3, 0.5, 1),
        (shares(None, None, None, None), True, 3, 0.75, 1),
        # Even: 35, 35, 30; most of two: b at 60 and then c at 30, or b 60 and a 10 (rest): 90.
        (shares((0.1, 0.5), (0.2, 0.6), 0.3), True, 2, 0.7, 0.9),
    ],
)
def test_top_share_by_hand(known: dict[str, Any], whole: bool | None, k: int, low: float, high: float) -> None:
    found = top_share(known, k, whole)
    assert found is not None and (found.low, found.high) == pytest.approx((low, high))


def grid(boxes: list[tuple[int, int]], whole: bool) -> Iterator[list[int]]:
    """All shares in tenths that agree with the bounds; what is left, unless the list is whole, with two others."""
    for some in itertools.product(*[range(low, high + 1) for low, high in boxes]):
        rest = 10 - sum(some)
        if rest == 0 or (rest > 0 and not whole):
            yield from ([*some, one, rest - one] for one in range(rest // 2 + 1))


@given(st.lists(TENTHS, min_size=1, max_size=3), st.booleans(), st.integers(1, 3))
def test_upper_bounds_are_those_of_a_grid(boxes: list[tuple[int, int]], whole: bool, k: int) -> None:
    # At a corner all shares but one are at bounds, in tenths, and so is that one.
    all_of_them = list(grid(boxes, whole))
    assume(all_of_them)
    known = shares(*[(low / 10, high / 10) for low, high in boxes])
    index, largest = hhi(known, whole or None), top_share(known, k, whole or None)
    assert index is not None and largest is not None and index.sharp and largest.sharp
    assert index.high == pytest.approx(max(sum(s * s for s in some) * 100 for some in all_of_them))
    assert largest.high == pytest.approx(max(sum(sorted(some)[-k:]) / 10 for some in all_of_them))
    if not whole:
        assert index.low == pytest.approx(sum(low * low * 100 for low, _ in boxes))


@settings(max_examples=60)
@given(st.lists(TENTHS, min_size=2, max_size=3), st.integers(1, 2))
def test_lower_bounds_of_whole_lists_are_those_of_a_fine_grid(boxes: list[tuple[int, int]], k: int) -> None:
    fine = [(low * 6, high * 6) for low, high in boxes]  # sixtieths: a tenth, halved and in three
    found = [s for s in itertools.product(*[range(a, b + 1) for a, b in fine]) if sum(s) == 60]
    assume(found)
    known = shares(*[(low / 10, high / 10) for low, high in boxes])
    index, largest = hhi(known, True), top_share(known, k, True)
    assert index is not None and largest is not None
    assert index.low == pytest.approx(min(sum((x / 60) ** 2 for x in s) for s in found) * 10_000)
    assert largest.low == pytest.approx(min(sum(sorted(s)[-k:]) / 60 for s in found))


@given(st.lists(st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)), min_size=2, max_size=7))
def test_the_greatest_index_is_that_of_the_best_corner(given: list[tuple[float, float]]) -> None:
    boxes = [(min(ends), max(ends)) for ends in given]
    assume(sum(low for low, _ in boxes) < 1 < sum(high for _, high in boxes))
    best = 0.0
    for k, (low, high) in enumerate(boxes):
        for others in itertools.product(*(boxes[:k] + boxes[k + 1 :])):
            if low - 1e-12 <= (rest := 1 - math.fsum(others)) <= high + 1e-12:
                best = max(best, rest**2 + math.fsum(s * s for s in others))
    found = hhi(shares(*boxes), True)
    assert found is not None and found.sharp and found.high == pytest.approx(best * 10_000)


VECTORS = st.lists(st.floats(0, 1), min_size=1, max_size=12).filter(lambda v: sum(v) > 0.01)


@given(VECTORS, st.lists(st.tuples(st.floats(0, 0.3), st.floats(0, 0.3), st.booleans()), min_size=12), st.booleans())
def test_the_true_value_is_always_inside(
    vector: list[float], blur: list[tuple[float, float, bool]], whole: bool
) -> None:
    true = [value / math.fsum(vector) for value in vector]
    told = true if whole else true[: len(true) // 2 + 1]
    known: dict[str, Any] = {}
    for name, value, (down, up, lost) in zip("abcdefghijkl", told, blur, strict=False):
        known[name] = None if lost else (max(0.0, value - down), min(1.0, value + up))
    index, largest = hhi(known, whole), top_share(known, 3, whole)
    assert index is not None and math.fsum(s * s for s in true) * 10_000 in index
    assert largest is not None and sum(sorted(true)[-3:]) in largest
    exact = hhi(shares(*true), True)
    assert exact is not None and exact.known
    assert exact.low == pytest.approx(math.fsum(s * s for s in true) * 10_000)
    group = {name: "odd" if k % 2 else "even" for k, name in enumerate("abcdefghijkl") if k < 4}
    merged = by(group, known, whole)
    sums: dict[Any, float] = {}
    for k, value in enumerate(true):
        # Of those without a known group the fifth and sixth turn out to be odd, and one more group.
        sums["odd" if k in (1, 3, 4) else "even" if k in (0, 2) else "new" if k == 5 else k] = (
            sums.get("odd" if k in (1, 3, 4) else "even" if k in (0, 2) else "new" if k == 5 else k, 0) + value
        )
    assert merged is not None
    assert math.fsum(s * s for s in sums.values()) * 10_000 in merged.hhi
    assert all(sums.get(name, 0) in share for name, share in merged.shares.items())


def test_many_holders_known_in_part_take_no_more_than_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    # 60 holders, each 0 to 10 %, all alike: ten have 10 % each, 10 · 100 = 1000; even: 60 · (5/3)² = 166.67.
    alike = hhi(dict.fromkeys(range(60), (0, 0.1)), True)
    assert alike == Interval(round(10_000 / 60, 9), 1000)
    # A knapsack without order: the search ends, and what it gives then is no less than what it had found.
    mixed = {k: (0.0007 * (k % 7), 0.011 + 0.0013 * (k * k % 11)) for k in range(80)}
    sharp = hhi(mixed, True)
    monkeypatch.setattr(extremes, "_STEPS", 5)
    rough = hhi(mixed, True)
    assert sharp is not None and rough is not None
    assert not rough.sharp and rough.low == sharp.low
    assert sharp.high <= rough.high <= sharp.high + 10_000 * 0.025**2 / 4
    monkeypatch.setattr(extremes, "_SETS", 5)
    largest = top_share(mixed, 7, True)
    assert largest is not None and largest.high <= 1


def test_numbers_of_any_kind_and_rounding() -> None:
    assert hhi({"a": Decimal("0.5"), "b": Fraction(1, 2)}, True) == Interval(5000, 5000)
    # Stated to a percent, 33 % thrice is 99 % of ... and 99.6 % is taken as all: scaled to thirds, 3 · 1111.1.
    assert hhi(shares(0.332, 0.332, 0.332), True) == Interval(round(10_000 / 3, 9), round(10_000 / 3, 9))
    over = hhi(shares(0.502, 0.502))
    assert over == Interval(5000, 5000)


@pytest.mark.parametrize(
    ("known", "whole", "said"),
    [
        (shares(1.2), None, "'a' is 1.2.*30 % is 0.3"),
        (shares(-0.1), None, "'a' is -0.1"),
        (shares(float("nan")), None, "'a' is nan"),
        (shares("0.3"), None, "'a' is no number"),
        (shares(True), None, "'a' is no number"),
        (shares((0.3, 0.2)), None, "lower bound 0.3 is over the upper 0.2"),
        (shares((0.1, 0.2, 0.3)), None, "3 bounds"),
        (shares(0.6, 0.5), None, "add up to 1.1, more than 1"),
        (shares((0.6, 1), (0.5, 1)), None, "add up to 1.1, more than 1"),
        (shares(0.6, 0.3), True, "add up to 0.9 at most"),
        ([0.5, 0.5], None, "of whom. A list was given"),
    ],
)
def test_bad_shares(known: dict[str, Any], whole: bool | None, said: str) -> None:
    for measure in (hhi, top_share):
        with pytest.raises(AnalysisError, match=said):
            measure(known, whole=whole)
    with pytest.raises(AnalysisError, match=said):
        by({}, known, whole)


def test_no_holder_and_no_number_of_holders() -> None:
    assert hhi({}) is None and top_share({}) is None and by({}, {}) is None
    for k in (0, -1, True, 1.5):
        with pytest.raises(AnalysisError, match="largest"):
            top_share({"a": 0.5}, k)  # type: ignore[arg-type]


def test_merging_by_hand() -> None:
    known = {"one": 0.3, "two": 0.2, "three": 0.4, "four": 0.1}
    merged = by({"one": "P", "two": "P", "three": "Q", "four": "Q"}, known, True)
    assert merged is not None
    assert merged.hhi == Interval(5000, 5000) and merged.shares == {"P": Interval(0.5, 0.5), "Q": Interval(0.5, 0.5)}
    # The parent of "four" is not known: apart, 50² + 40² + 10² = 4200; with P, 60² + 40² = 5200; with Q less, 5000.
    merged = by({"one": "P", "two": "P", "three": "Q", "four": None}, known, True, k=1)
    assert merged is not None
    assert (merged.hhi, merged.top, merged.apart) == (Interval(4200, 5200), Interval(0.5, 0.6), ("four",))
    assert merged.shares == {"P": Interval(0.5, 0.6), "Q": Interval(0.4, 0.5)}
    # No parent known: all apart, or all one.
    merged = by({}, known, True)
    assert merged is not None and merged.hhi == Interval(3000, 10_000)
    # Not whole: the 20 % that no listed holder has can belong to P too: 50² + 30²; 70² + 30².
    merged = by({"one": "P", "two": "P", "three": "Q"}, {"one": 0.3, "two": 0.2, "three": 0.3})
    assert merged is not None
    assert merged.hhi == Interval(3400, 5800)
    assert merged.shares == {"P": Interval(0.5, 0.7), "Q": Interval(0.3, 0.5)}
