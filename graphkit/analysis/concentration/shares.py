"""Concentration from shares that are known in part: Herfindahl-Hirschman index and share of the k largest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from graphkit.analysis.concentration.extremes import ROOM, level, most_squares, most_top, squares, top
from graphkit.analysis.concentration.interval import Box, Given, Holder, Interval, boxes
from graphkit.errors import AnalysisError

#: Shares are stated rounded: so much over or under 1 their sum may be, and they are scaled to it.
ROUNDING = 0.005
#: The index of a single holder of everything.
POINTS = 10_000
#: Unlisted holders that are counted one by one.
_UNLISTED = 1_000


def hhi(shares: Mapping[Holder, Given], whole: bool | None = None, cap: float | None = None) -> Interval | None:
    """The Herfindahl-Hirschman index in points (0 to 10,000): the interval of all shares that agree with what is known.

    Parameters
    ----------
    shares : of each holder its share of the whole as a number from 0 to 1, as (low, high), of which either may be
        None, or None if nothing is known
    whole : True if the holders named are all there are. Else (False, or None: not known) unlisted ones may hold what
        is left: for the lower bound infinitely many infinitely small ones, for the upper bound a single one
    cap : the most that one unlisted holder has, where that is known

    Returns
    -------
    Interval, or None without any holder. Both bounds are reached (or come near without end), unless `sharp` is False:
    with very many holders known in part the upper bound can be too high, by a quarter of the square of the width of
    one of them at most (and 10 points if the cap is below a thousandth).

    Raises
    ------
    AnalysisError : a share below 0 or over 1 or no number, shares that add up to more than 1, or to less than 1 where
        the list is whole. A difference of up to 0.005 is taken as rounding: the shares are scaled to 1.

    Notes
    -----
    Floats: right to about 1e-8 points. Bounds and proof in `extremes`.
    """
    known = listed(shares, whole)
    if not known:
        return None
    others, counted = unlisted(known, whole, cap)
    high, sharp = most_squares([*known, *others])
    return points(squares(least(known, whole)), high, sharp and counted)


def top_share(
    shares: Mapping[Holder, Given], k: int = 3, whole: bool | None = None, cap: float | None = None
) -> Interval | None:
    """The share that the k largest hold together, from 0 to 1; parameters, errors and bounds as of `hhi`."""
    check_count(k)
    known = listed(shares, whole)
    if not known:
        return None
    others, counted = unlisted(known, whole, cap)
    high, sharp = most_top([*known, *others], k)
    return part(top(least(known, whole), k), high, sharp and counted)


def check_count(k: int) -> None:
    """AnalysisError unless k is a whole number of 1 or more."""
    count: object = k
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise AnalysisError(f"the {count!r} largest", "a whole number of 1 or more")


def listed(shares: Mapping[Holder, Given], whole: bool | None) -> list[Box]:
    """The bounds of all holders, scaled where they miss 1 by rounding."""
    return list(consistent(boxes(shares, 1.0, "the share"), whole).values())


def consistent(given: Mapping[Holder, Box], whole: bool | None) -> dict[Holder, Box]:
    """Bounds within which shares can add up to 1, or to less where unlisted holders may have the rest.

    Raises
    ------
    AnalysisError
        If the least of them make more than 1 together, or the most of a whole list less.
    """
    low, high = (math.fsum(box[end] for box in given.values()) for end in (0, 1))
    if low > 1 + ROUNDING + ROOM:
        raise AnalysisError(f"the shares add up to {low:.4g}, more than 1", "fractions of the same whole")
    if whole and given and high < 1 - ROUNDING - ROOM:
        raise AnalysisError(f"the shares add up to {high:.4g} at most", "1 where the list of holders is whole")
    down, up = max(low, 1.0), min(high, 1.0) if whole else 1.0
    return {holder: (box[0] / down, max(box[0] / down, min(box[1] / up, 1.0))) for holder, box in given.items()}


def least(known: Sequence[Box], whole: bool | None) -> list[float]:
    """The shares that are least concentrated."""
    return level(known) if whole else [low for low, _ in known]


def unlisted(known: Sequence[Box], whole: bool | None, cap: float | None) -> tuple[list[Box], bool]:
    """Boxes of holders that are not listed, for an upper bound; and whether they are as many as there could be.

    Raises
    ------
    AnalysisError
        If `cap`, the most that one of them can hold, is no share over 0.
    """
    if cap is not None and not 0 < cap <= 1:
        raise AnalysisError(f"a cap of {cap!r} for unlisted holders", "a share over 0, at most 1")
    rest = 1 - math.fsum(low for low, _ in known)
    if whole or rest <= ROOM:
        return [], True
    most = min(cap or 1.0, rest)
    count = math.ceil(rest / most - ROOM)
    if count > _UNLISTED:
        return [(0.0, rest / _UNLISTED)] * _UNLISTED, False
    return [(0.0, most)] * count, True


def points(low: float, high: float, sharp: bool = True) -> Interval:
    """An index from sums of squares, in points, without the last digits of floats, which are noise."""
    return Interval(round(low * POINTS, 9), round(high * POINTS, 9), sharp)


def part(low: float, high: float, sharp: bool = True) -> Interval:
    """A share of the whole, without the last digits of floats."""
    return Interval(round(low, 12), round(high, 12), sharp)
