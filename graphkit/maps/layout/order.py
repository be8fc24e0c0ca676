"""Order of the families within their tiers, so that few links cross.

Barycentre sweeps over the tiers (Sugiyama, Tagawa, Toda 1981, doi 10.1109/TSMC.1981.4308636), from each of two starts;
then neighbours of a tier are exchanged as long as that takes crossings away (Gansner, Koutsofios, North, Vo 1993,
doi 10.1109/32.221135).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from graphkit.maps.layout.families import parts, sorted_within
from graphkit.maps.layout.items import Family, Lanes, Near

SWEEPS = 14
STARTS = 4
#: A part of so many items is ordered from one start alone.
LARGE = 25_000
#: Rounds of exchanges over all tiers.
EXCHANGES = 8

#: Heights as shares of the picture's, from 0 to 1.
Heights = dict[int, float]


def ordered(lanes: Lanes, near: Near, fixed: Heights, starts: Sequence[int] = range(STARTS)) -> Lanes:
    """The lanes with their families in order; `fixed` are heights of items that stand already.

    Parts that no link connects are ordered each by itself, and the larger stands above the smaller in every tier. Of
    several starts the one that crosses least is taken.
    """
    out: Lanes = {tier: [] for tier in lanes}
    for part in [lanes] if fixed else parts(lanes, near):
        size = sum(len(family) for lane in part.values() for family in lane)
        chosen = starts if size < LARGE else starts[:1]
        single = sum(map(len, part.values())) == 1
        for tier, lane in (part if single else _order(part, near, fixed, chosen)).items():
            out[tier] += lane
    return out


def _order(lanes: Lanes, near: Near, fixed: Heights, starts: Sequence[int]) -> Lanes:
    """One connected part, from the order as given (0, 1) or that of a walk through it (2, 3), with sweeps that look to
    both sides at once (0, 2) or to the side that they come from."""
    tier_of = {i: tier for tier, lane in lanes.items() for family in lane for i, _ in family}
    best, least = lanes, -1
    for start in starts:
        found = _swept(_walked(lanes, near) if start // 2 else lanes, near, fixed, tier_of, start % 2 == 0)
        crossed = _crossed(found, near, tier_of) if len(starts) > 1 else 0
        if least < 0 or crossed < least:
            best, least = found, crossed
    return _exchanged(best, near, fixed, tier_of)


def _walked(lanes: Lanes, near: Near) -> Lanes:
    """The families in the order in which a walk in rings from one end of the part comes to them."""
    owner = {i: family[0][0] for lane in lanes.values() for family in lane for i, _ in family}
    beside: dict[int, list[int]] = {head: [] for head in owner.values()}
    for i, head in owner.items():
        beside[head] += [owner[j] for j in near[i] if j in owner and owner[j] != head]
    order: list[int] = []
    rank: dict[int, int] = {}
    for _ in range(2):  # the last one that the first walk comes to is an end
        order, rank = [order[-1] if order else min(beside)], {}
        rank[order[0]] = 0
        for head in order:
            for other in beside[head]:
                if other not in rank:
                    rank[other] = len(order)
                    order.append(other)
    last = len(order)
    return {tier: sorted(lane, key=lambda f: (rank.get(f[0][0], last), f[0])) for tier, lane in lanes.items()}


def _swept(lanes: Lanes, near: Near, fixed: Heights, tier_of: dict[int, int], both: bool) -> Lanes:
    at = dict(fixed)
    lanes = dict(lanes)
    for lane in lanes.values():
        _spread(lane, at)
    tiers = list(lanes)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        for tier in tiers if forward else reversed(tiers):
            side = 0 if both or sweep >= SWEEPS - 2 else -1 if forward else 1

            def mean(own: Iterable[int], tier: int = tier, side: int = side) -> float | None:
                """Mean height of the neighbours outside, on one side if there are any."""
                members = set(own)
                known = [j for i in sorted(members) for j in near[i] if j in at and j not in members]
                if side:
                    known = [j for j in known if (tier_of.get(j, tier - 1) - tier) * side > 0] or known
                # Rounded, so that sums in another order sort alike.
                return round(sum(at[j] for j in known) / len(known), 9) if known else None

            lane = [sorted_within(family, mean) for family in lanes[tier]]
            means = [mean(i for i, _ in family) for family in lane]
            lane = [lane[k] for k in sorted(range(len(lane)), key=lambda k: (means[k] is None, means[k] or 0.0))]
            lanes[tier] = lane
            _spread(lane, at)
    return lanes


def _spread(lane: Sequence[Family], at: Heights) -> None:
    count, rank = sum(map(len, lane)), 0
    for family in lane:
        for i, _ in family:
            at[i] = (rank + 0.5) / count
            rank += 1


def _crossed(lanes: Lanes, near: Near, tier_of: dict[int, int]) -> int:
    """Crossings of the links between each two tiers."""
    at: Heights = {}
    for lane in lanes.values():
        _spread(lane, at)
    pairs: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for i, tier in tier_of.items():
        for j in near[i]:
            if tier_of.get(j, tier) > tier:
                pairs.setdefault((tier, tier_of[j]), []).append((at[i], at[j]))
    return sum(inversions(found) for found in pairs.values())


def inversions(pairs: list[tuple[float, float]]) -> int:
    """Pairs (a, b) and (c, d) with a < c and b > d: links from one line to another that cross."""
    rank = {b: k for k, b in enumerate(sorted({b for _, b in pairs}))}
    tree = [0] * (len(rank) + 1)
    total = seen = 0
    pairs = sorted(pairs)
    start = 0
    while start < len(pairs):
        end = start
        while end < len(pairs) and pairs[end][0] == pairs[start][0]:
            k, below = rank[pairs[end][1]] + 1, 0
            while k > 0:
                below += tree[k]
                k -= k & -k
            total += seen - below
            end += 1
        for _, b in pairs[start:end]:
            k = rank[b] + 1
            while k < len(tree):
                tree[k] += 1
                k += k & -k
        seen += end - start
        start = end
    return total


def _exchanged(lanes: Lanes, near: Near, fixed: Heights, tier_of: dict[int, int]) -> Lanes:
    """Neighbours of a tier change places where that takes crossings away, until none does."""
    at = dict(fixed)
    lanes = {tier: list(lane) for tier, lane in lanes.items()}
    for lane in lanes.values():
        _spread(lane, at)
    for _ in range(EXCHANGES):
        changed = False
        for tier, lane in lanes.items():
            ends = [_ends(family, near, at, tier, tier_of) for family in lane]
            for k in range(len(lane) - 1):
                if _between(ends[k], ends[k + 1]) > _between(ends[k + 1], ends[k]):
                    lane[k], lane[k + 1] = lane[k + 1], lane[k]
                    ends[k], ends[k + 1] = ends[k + 1], ends[k]
                    changed = True
            _spread(lane, at)
        if not changed:
            break
    return lanes


def _ends(
    family: Family, near: Near, at: Heights, tier: int, tier_of: dict[int, int]
) -> tuple[list[float], list[float]]:
    """Sorted heights of a family's neighbours in the tiers on its left and on its right."""
    left: list[float] = []
    right: list[float] = []
    for i, _ in family:
        for j in near[i]:
            other = tier_of.get(j, tier - 1)  # what stands already stands on the left
            if other != tier and j in at:
                (left if other < tier else right).append(at[j])
    left.sort()
    right.sort()
    return left, right


def _between(upper: tuple[list[float], list[float]], lower: tuple[list[float], list[float]]) -> int:
    """Crossings of the links of two families, the first standing above the second."""
    return sum(
        sum(len(above) - bisect_right(above, height) for height in below)
        if len(below) < len(above)
        else sum(bisect_left(below, height) for height in above)
        for above, below in zip(upper, lower, strict=True)
    )
