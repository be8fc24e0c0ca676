"""The families of each tier dealt into its columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.maps.layout.items import FAMILY_GAP, Columns, Family, Lanes, Near


def dealt(lanes: Lanes, near: Near, counts: Mapping[int, int], rows: Mapping[int, int]) -> Columns:
    """The lanes in so many columns each.

    What is linked to the left stands in the left columns of its tier, what is linked to the right in the right ones;
    within a column the order of the lane holds.
    """
    tier_of = {i: tier for tier, lane in lanes.items() for family in lane for i, _ in family}
    return {tier: _columns(lane, counts[tier], _sides(lane, tier, near, tier_of), rows) for tier, lane in lanes.items()}


def _sides(lane: Sequence[Family], tier: int, near: Near, tier_of: Mapping[int, int]) -> list[float]:
    """For each family the share of its links that lead to the right less that to the left."""
    out = []
    for family in lane:
        steps = [tier_of.get(j, tier - 1) - tier for i, _ in family for j in near[i]]
        right, left = sum(step > 0 for step in steps), sum(step < 0 for step in steps)
        out.append((right - left) / (right + left) if right + left else 0.0)
    return out


def _columns(lane: Sequence[Family], count: int, sides: Sequence[float], rows: Mapping[int, int]) -> list[list[Family]]:
    high = [sum(rows[i] for i, _ in family) + (FAMILY_GAP if len(family) > 1 else 0) for family in lane]
    total, at, used = sum(high), 0, 0
    column_of = [0] * len(lane)
    for k in sorted(range(len(lane)), key=lambda k: (sides[k], k)):
        # The next column begins where this one is nearer to its share without the family.
        if at < count - 1 and used + high[k] // 2 >= total * (at + 1) / count:
            at += 1
        column_of[k] = at
        used += high[k]
    out: list[list[Family]] = [[] for _ in range(count)]
    for k, family in enumerate(lane):
        out[column_of[k]].append(family)
    return [column for column in out if column]
