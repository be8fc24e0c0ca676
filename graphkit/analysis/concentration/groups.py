"""Concentration after merging holders: by parent, by country, by anything that several of them share."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from graphkit.analysis.concentration.extremes import most_squares, most_top, squares, top
from graphkit.analysis.concentration.interval import Box, Given, Holder, Interval, boxes
from graphkit.analysis.concentration.shares import check_count, consistent, least, part, points

Group: TypeAlias = Hashable


@dataclass(frozen=True, slots=True)
class Grouped:
    """Concentration after merging.

    Parameters
    ----------
    hhi : Herfindahl-Hirschman index of the groups, in points
    top : share of the k largest groups
    shares : share of each known group
    apart : holders whose group is not known
    """

    hhi: Interval
    top: Interval
    shares: dict[Group, Interval]
    apart: tuple[Holder, ...]


def by(
    groups: Mapping[Holder, Group | None], shares: Mapping[Holder, Given], whole: bool | None = None, k: int = 3
) -> Grouped | None:
    """Merge holders by group (`groups`: parent, country; None or missing: not known), then measure concentration.

    Holders of unknown group stay apart for the lower bounds, each a group of its own. For the upper bounds they, and
    unlisted holders unless the list is `whole`, all belong to one group, whichever gives most: a firm that is not
    listed can be a subsidiary of one that is. Lower bounds take it that there can be any number of other groups, of
    firms or countries. Shares, `whole` and errors are as of `hhi`; None without any holder.
    """
    check_count(k)
    known = consistent(boxes(shares, 1.0, "the share"), whole)
    if not known:
        return None
    merged, apart = merge(groups, known)
    loose = [known[holder] for holder in apart]
    low = least([*merged.values(), *loose], whole)
    free = sum_boxes([*loose, *([] if whole else [(0.0, 1.0)])])
    squared = [most_squares(given) for given in joined(list(merged.values()), free)]
    topped = [most_top(given, k) for given in joined(list(merged.values()), free)]
    return Grouped(
        points(squares(low), max(high for high, _ in squared), all(sharp for _, sharp in squared)),
        part(top(low, k), max(high for high, _ in topped), all(sharp for _, sharp in topped)),
        {group: _share(group, merged, loose, whole) for group in merged},
        apart,
    )


def merge(
    groups: Mapping[Holder, Group | None], given: Mapping[Holder, Box]
) -> tuple[dict[Group, Box], tuple[Holder, ...]]:
    """Bounds of the groups, which are the sums of those of their holders, and the holders of unknown group."""
    members: dict[Group, list[Box]] = {}
    apart = []
    for holder, box in given.items():
        group = groups.get(holder)
        if group is None:
            apart.append(holder)
        else:
            members.setdefault(group, []).append(box)
    return {group: sum_boxes(boxes) for group, boxes in members.items()}, tuple(apart)


def joined(merged: list[Box], free: Box) -> list[list[Box]]:
    """For each group the boxes of all of them if that one has besides what belongs to no group for sure."""
    if free == (0.0, 0.0):
        return [merged]
    return [
        [sum_boxes([box, free]) if k == at else box for k, box in enumerate(merged)] for at in range(len(merged))
    ] or [[free]]


def sum_boxes(given: list[Box]) -> Box:
    """Bounds of a sum."""
    return math.fsum(low for low, _ in given), math.fsum(high for _, high in given)


def _share(group: Group, merged: Mapping[Group, Box], loose: list[Box], whole: bool | None) -> Interval:
    """What one group holds, whatever belongs to it besides."""
    low, high = merged[group]
    others = sum_boxes([box for other, box in merged.items() if other != group])
    free = sum_boxes(loose)
    most = min(high + free[1], 1 - others[0]) if whole else 1 - others[0]
    return part(max(low, 1 - others[1] - free[1]) if whole else low, most)
