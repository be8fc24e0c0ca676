"""Layout: a lane for each tier, few crossings, even use of the picture. Pure, deterministic, integer coordinates.

Within a lane a maker stands above what it makes, like a heading above its list: such a family stays together. Order of
the families by barycentre sweeps (Sugiyama, Tagawa, Toda 1981, doi 10.1109/TSMC.1981.4308636); heights by pooling
adjacent violators, which keeps order and row distance and moves each family as little as possible from the mean of its
neighbours. Lengths are pixels at scale 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Distance of rows (a label of 12 px with room above and below), and what is added between families.
ROW = 26
FAMILY_GAP = 6
#: From a node's middle to its label; from a heading to what stands below it; from a label's end to the next column.
MARK = 14
INDENT = 16
GAP = 34
#: What is added between tiers.
TIER_GAP = 26
LABEL_MIN, LABEL_MAX = 60, 158
SWEEPS = 12
#: Width by height that the picture aims at: a wide screen less its panels.
ASPECT = 1.6


@dataclass(frozen=True, slots=True)
class Item:
    """A node to place: its tier, its label's width, and its maker (a position) if that heads it in the same tier.

    `core` items are placed first.
    """

    tier: int
    label: int
    core: bool
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The stretch of a tier on the x axis; `core` if chain nodes stand in it."""

    tier: int
    left: int
    right: int
    core: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Coordinates of the items and the room for each label, in their order; the tiers' bands from left to right."""

    x: tuple[int, ...]
    y: tuple[int, ...]
    room: tuple[int, ...]
    bands: tuple[Band, ...]


#: A family: (position, depth) of its members from the top; and for each tier its families, or its columns of them.
Family = list[tuple[int, int]]
Lanes = dict[int, list[Family]]
Columns = dict[int, list[list[Family]]]


def layout(items: Sequence[Item], links: Sequence[tuple[int, int]], aspect: float = ASPECT) -> Layout:
    """Place the items; `links` are pairs of positions in `items`.

    Core items are ordered by their links among themselves, so that showing the others moves none of them.
    """
    near: list[list[int]] = [[] for _ in items]
    for a, b in links:
        if a != b:
            near[a].append(b)
            near[b].append(a)
    heights: dict[int, int] = {}
    parts: list[tuple[Columns, bool]] = []
    rows = 1
    for core in (True, False):
        chosen = [i for i, item in enumerate(items) if item.core == core]
        rows = max(rows, _rows(items, chosen, aspect))
        known = [[j for j in near[i] if items[j].core or not core] for i in range(len(items))]
        lanes = _ordered(_lanes(items, chosen, rows), known, heights)
        columns = {tier: _columns(lane, rows) for tier, lane in lanes.items()}
        heights = _heights(columns, known, rows, heights)
        parts.append((columns, core))
    return _coordinates(items, parts, heights)


def _lanes(items: Sequence[Item], chosen: Sequence[int], rows: int) -> Lanes:
    """The families of each tier; one that would fill most of a column is taken apart below its head."""
    children: dict[int, list[int]] = {}
    roots = []
    for i in chosen:
        parent = items[i].parent
        if parent is None or items[parent].core != items[i].core or items[parent].tier != items[i].tier:
            roots.append(i)
        else:
            children.setdefault(parent, []).append(i)
    lanes: Lanes = {}
    for root in roots:
        families = lanes.setdefault(items[root].tier, [])
        whole = list(_members(root, 0, children))
        if len(whole) <= max(8, rows // 2):
            families.append(whole)
        else:
            families.append([(root, 0)])
            families += [list(_members(child, 0, children)) for child in children[root]]
    return dict(sorted(lanes.items()))


def _members(root: int, depth: int, children: dict[int, list[int]]) -> Iterator[tuple[int, int]]:
    yield root, depth
    for child in children.get(root, ()):
        yield from _members(child, depth + 1, children)


def _ordered(lanes: Lanes, near: Sequence[Sequence[int]], fixed: dict[int, int]) -> Lanes:
    """The lanes with their families in an order that crosses little; `fixed` items have their heights already."""
    top = max(fixed.values(), default=0) or 1
    at = {i: height / top for i, height in fixed.items()}
    lanes = {tier: sorted(lane, key=lambda f: (not any(near[i] for i, _ in f), f[0])) for tier, lane in lanes.items()}
    for lane in lanes.values():
        _spread(lane, at)
    tiers = list(lanes)
    for sweep in range(SWEEPS):
        for tier in tiers if sweep % 2 == 0 else reversed(tiers):
            lane = lanes[tier]
            means = [_mean(family, near, at) for family in lane]
            ranks = sorted(range(len(lane)), key=lambda k: (means[k] is None, means[k] or 0.0))
            lanes[tier] = [lane[k] for k in ranks]
            _spread(lanes[tier], at)
    return lanes


def _spread(lane: Sequence[Family], at: dict[int, float]) -> None:
    count, rank = sum(map(len, lane)), 0
    for family in lane:
        for i, _ in family:
            at[i] = (rank + 0.5) / count
            rank += 1


def _mean(family: Family, near: Sequence[Sequence[int]], at: dict[int, float]) -> float | None:
    own = {i for i, _ in family}
    known = [at[j] for i, _ in family for j in near[i] if j in at and j not in own]
    # Rounded, so that sums in another order sort alike.
    return round(sum(known) / len(known), 9) if known else None


def _label(items: Sequence[Item], column: Sequence[int]) -> int:
    """Room for the labels of a column: the widest of them within limits."""
    return min(LABEL_MAX, max([LABEL_MIN, *(items[i].label for i in column)]))


def _rows(items: Sequence[Item], chosen: Sequence[int], aspect: float) -> int:
    """The number of rows that brings width by height nearest to the aspect."""
    tiers: dict[int, list[int]] = {}
    for i in chosen:
        tiers.setdefault(items[i].tier, []).append(i)
    longest = max((len(tier) for tier in tiers.values()), default=1)
    widths = {tier: MARK + GAP + _label(items, found) for tier, found in tiers.items()}
    best, best_off, rows = 1, float("inf"), 1
    while rows <= longest:
        width = sum(-(-len(found) // rows) * widths[tier] for tier, found in tiers.items())
        off = abs(width / (rows * ROW) / aspect - 1)
        if off < best_off:
            best, best_off = rows, off
        rows = max(rows + 1, rows * 21 // 20)
    return best


def _columns(lane: Sequence[Family], rows: int) -> list[list[Family]]:
    """The lane's families in as many columns as needed, each next one where most room is left: order goes downwards."""
    out: list[list[Family]] = [[] for _ in range(-(-sum(map(len, lane)) // rows))]
    filled = [0] * len(out)
    for family in lane:
        column = filled.index(min(filled))
        out[column].append(family)
        filled[column] += len(family)
    return [column for column in out if column]


def _heights(columns: Columns, near: Sequence[Sequence[int]], rows: int, fixed: dict[int, int]) -> dict[int, int]:
    """Heights: rows at least ROW apart, in order, families closed up, near the mean height of their neighbours."""
    at = dict(fixed)
    lanes = [column for lane in columns.values() for column in lane]
    span = max([rows * ROW, *(_offsets(column)[-1][-1] + ROW for column in lanes)])
    for column in lanes:
        offsets = _offsets(column)
        shift = (span - offsets[-1][-1]) // 2
        for family, places in zip(column, offsets, strict=True):
            at.update({i: shift + place for (i, _), place in zip(family, places, strict=True)})
    for sweep in range(8):
        for column in lanes if sweep % 2 == 0 else reversed(lanes):
            offsets = _offsets(column)
            blocks = []
            for family, places in zip(column, offsets, strict=True):
                own = {i for i, _ in family}
                known = [at[j] for i, _ in family for j in near[i] if j in at and j not in own]
                middle = (places[0] + places[-1]) // 2
                here = (at[family[0][0]] + at[family[-1][0]]) // 2
                wanted = sum(known) // len(known) if known else here
                blocks.append(((wanted - middle) * len(family), len(family)))
            high = max(ROW // 2, span - ROW // 2 - offsets[-1][-1])
            for family, places, start in zip(column, offsets, _pooled(blocks), strict=True):
                top = min(high, max(ROW // 2, start))
                at.update({i: top + place for (i, _), place in zip(family, places, strict=True)})
    return at


def _offsets(column: Sequence[Family]) -> list[list[int]]:
    """Heights of the members of a column that begins at 0 and has no holes."""
    out, top = [], 0
    for k, family in enumerate(column):
        if k and (len(family) > 1 or len(column[k - 1]) > 1):
            top += FAMILY_GAP
        out.append([top + rank * ROW for rank in range(len(family))])
        top += len(family) * ROW
    return out


def _pooled(blocks: Sequence[tuple[int, int]]) -> list[int]:
    """Non-decreasing starts nearest to the wanted ones by least squares; blocks are (start by weight, weight)."""
    pools: list[list[int]] = []
    for total, weight in blocks:
        pools.append([total, weight, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [total // weight for total, weight, count in pools for _ in range(count)]


def _coordinates(items: Sequence[Item], parts: Sequence[tuple[Columns, bool]], heights: dict[int, int]) -> Layout:
    x = [0] * len(items)
    room = [LABEL_MIN] * len(items)
    bands: list[Band] = []
    left = 0
    for lanes, core in parts:
        for tier, columns in lanes.items():
            start = left
            for column in columns:
                members = [member for family in column for member in family]
                width = _label(items, [i for i, _ in members]) + INDENT * max(depth for _, depth in members)
                for i, depth in members:
                    x[i], room[i] = left + MARK + depth * INDENT, width - depth * INDENT
                left += MARK + width + GAP
            bands.append(Band(tier, start - GAP // 2, left - GAP // 2, core))
            left += TIER_GAP
    return Layout(tuple(x), tuple(heights.get(i, 0) for i in range(len(items))), tuple(room), tuple(bands))


def crossings(links: Sequence[tuple[int, int]], x: Sequence[int], y: Sequence[int]) -> int:
    """Pairs of straight links between the same two columns that cross; a measure for tests and benchmarks."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for a, b in links:
        if x[a] == x[b]:
            continue
        first, second = (a, b) if x[a] < x[b] else (b, a)
        groups.setdefault((x[first], x[second]), []).append((y[first], y[second]))
    total = 0
    for found in groups.values():
        for k, (a, b) in enumerate(found):
            total += sum((a - c) * (b - d) < 0 for c, d in found[k + 1 :])
    return total
