"""Shares and concentration where no share is stated, from capacities that are known in part."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from graphkit.analysis.concentration.extremes import most_squares, top
from graphkit.analysis.concentration.groups import Group, joined, merge, sum_boxes
from graphkit.analysis.concentration.interval import Box, Given, Holder, Interval, boxes
from graphkit.analysis.concentration.shares import check_count, part, points
from graphkit.errors import AnalysisError

Floats: TypeAlias = npt.NDArray[np.float64]

#: Holders known in part of which all corners are tried.
_CORNERS = 14


@dataclass(frozen=True, slots=True)
class CapacityShares:
    """Shares of capacity, which stand in for shares of supply only where all run at the same load.

    Parameters
    ----------
    shares : of each holder, or of each group where holders were merged
    hhi : Herfindahl-Hirschman index in points; narrower than `hhi(shares)`, since one total binds all shares
    top : share of the k largest
    apart : holders whose group is not known, where holders were merged
    """

    shares: dict[Holder, Interval]
    hhi: Interval
    top: Interval
    apart: tuple[Holder, ...] = ()


def from_capacities(
    capacities: Mapping[Holder, Given],
    whole: bool | None = None,
    k: int = 3,
    groups: Mapping[Holder, Group | None] | None = None,
) -> CapacityShares | None:
    """Shares and concentration from capacities, all in one unit: a number, (low, high) or None for each holder.

    The share of i is least with its low and all others' high, low_i / (low_i + Σ high_j), greatest with its high and
    all others' low. A capacity that is not known can be anything, so that every other holder's least share is 0, its
    greatest stays, and the index can come near 10,000. So too where unlisted holders can have capacity: unless `whole`
    is True no share has a lower bound over 0 and the index none at all; what the named holders alone would give is had
    by whole=True, which is then an assumption to be told. With `groups` holders are merged first, as by `by`.

    Both bounds are sharp, but for the upper bound of the index with more than 14 holders known in part: that is then
    the greatest within the intervals of shares. None without any holder.

    Raises
    ------
    AnalysisError : a capacity below 0, infinite or no number, or all of them 0.
    """
    check_count(k)
    given = boxes(capacities, math.inf, "the capacity")
    if not given:
        return None
    if whole and not any(high for _, high in given.values()):
        raise AnalysisError("all capacities are 0", "the share of nothing is not defined")
    scale = max((end for box in given.values() for end in box if math.isfinite(end)), default=0.0) or 1.0
    given = {holder: (low / scale, high / scale) for holder, (low, high) in given.items()}  # so that sums stay finite
    merged, apart = merge(groups, given) if groups is not None else (given, ())
    loose = [given[holder] for holder in apart]
    shares = _shares(merged, sum_boxes(loose), bool(whole), groups is not None)
    if not whole:
        return CapacityShares(shares, points(0.0, 1.0), part(0.0, 1.0), apart)
    ways = joined(list(merged.values()), sum_boxes(loose))
    squared = [_most_squares(way) for way in ways]
    every = [*merged.values(), *loose]
    return CapacityShares(
        shares,
        points(_least_squares(every), max(high for high, _ in squared), all(sharp for _, sharp in squared)),
        part(_least_top(every, k), max(_most_top(way, k) for way in ways)),
        apart,
    )


def _shares(merged: Mapping[Holder, Box], loose: Box, whole: bool, grouped: bool) -> dict[Holder, Interval]:
    """Of each holder or group the least and the greatest share; what is not placed can belong to any group."""
    lows = math.fsum(low for low, _ in merged.values())
    finite = math.fsum(high for _, high in merged.values() if math.isfinite(high))
    endless = sum(math.isinf(high) for _, high in merged.values())
    free = loose[1] if whole else math.inf
    out = {}
    for holder, (low, high) in merged.items():
        others = math.inf if endless - math.isinf(high) else max(0.0, finite - (high if math.isfinite(high) else 0.0))
        most = high + free if grouped else high
        out[holder] = part(_of(low, others + free, low < most), _of(most, max(0.0, lows - low), most > 0))
    return out


def _of(own: float, others: float, some: bool) -> float:
    """The share of `own` beside `others`; where both are 0, all if the holder can have something (`some`)."""
    if math.isinf(own):
        return 1.0
    return own / (own + others) if own + others > 0 else float(some)


def _least_squares(given: Sequence[Box]) -> float:
    """The least Σ c² / (Σ c)²: every capacity at one level m = Σ c² / Σ c, held between its bounds.

    The index is quasiconvex in the capacities (its root is a norm by a positive linear function), so that the
    conditions of first order, c_i (c_i - m) of no effect inside the bounds, are enough. Their sum falls with m.
    """
    lows, highs = _ends(given)
    marks = np.unique(np.concatenate([lows, highs[np.isfinite(highs)]]))

    def slope(at: float) -> float:
        below, above = highs[highs < at], lows[lows > at]
        return float((above * (above - at)).sum() + (below * (below - at)).sum())

    first, last = 0, len(marks) - 1  # the last mark where the slope is not negative
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if slope(marks[middle]) >= 0 else (first, middle - 1)
    at = marks[first]
    if first + 1 < len(marks):
        fixed = np.concatenate([lows[lows > at], highs[highs <= at]])
        at = min(max(float((fixed**2).sum() / fixed.sum()), at), marks[first + 1]) if fixed.sum() else marks[first + 1]
    held = np.clip(at or 1.0, lows, highs)
    return float((held**2).sum() / held.sum() ** 2)


def _most_squares(given: Sequence[Box]) -> tuple[float, bool]:
    """The greatest Σ c² / (Σ c)², which a quasiconvex function takes at a corner; and whether it is reached."""
    if any(math.isinf(high) for _, high in given):
        return 1.0, True
    lows, highs = _ends(given)
    open_ = np.flatnonzero(lows < highs)
    if len(open_) > _CORNERS:
        least, most = math.fsum(lows), math.fsum(highs)
        shares = [
            (_of(low, max(0.0, most - high), low < high), _of(high, max(0.0, least - low), high > 0))
            for low, high in given
        ]
        return most_squares(shares)[0], False
    corners = (np.arange(2 ** len(open_))[:, None] >> np.arange(len(open_))) & 1
    total = lows.sum() + corners @ (highs - lows)[open_]
    summed = (lows**2).sum() + corners @ (highs**2 - lows**2)[open_]
    held = total > 0
    return float((summed[held] / total[held] ** 2).max()), True


def _least_top(given: Sequence[Box], k: int) -> float:
    """The least share of the k largest: at some level, and between two bounds its share only rises or only falls."""
    lows, highs = _ends(given)
    endless = int(np.isinf(highs).sum())
    ends = [min(k, endless) / endless] if endless else []
    for at in np.unique(np.concatenate([lows, highs[np.isfinite(highs)]])):
        held = np.clip(at, lows, highs)
        if total := held.sum():
            ends.append(top(held.tolist(), k) / total)
    return float(min(ends))


def _most_top(given: Sequence[Box], k: int) -> float:
    """The greatest share of the k largest: they at their upper bounds, all others at their lower ones.

    Which they are for the share λ are those with the largest high (1 - λ) + low λ, and λ rises to its value
    (Dinkelbach 1967).
    """
    if any(math.isinf(high) for _, high in given):
        return 1.0
    lows, highs = _ends(given)
    best = 0.0
    while True:
        chosen = np.argsort(-(highs * (1 - best) + lows * best), kind="stable")[:k]
        held = highs[chosen].sum()
        total = held + lows.sum() - lows[chosen].sum()
        share = min(float(held / total), 1.0) if total else 0.0
        if share <= best + 1e-15:
            return max(best, share)
        best = share


def _ends(given: Sequence[Box]) -> tuple[Floats, Floats]:
    return np.array([low for low, _ in given]), np.array([high for _, high in given])
