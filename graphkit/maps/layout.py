"""Layout: lanes from left to right, few crossings, even use of the picture. Pure, deterministic, integer coordinates.

A lane is a band of a tier. Order within lanes by barycentre sweeps (Sugiyama, Tagawa, Toda 1981, doi
10.1109/TSMC.1981.4308636); heights by pooling adjacent violators, which keeps the order and the row distance and moves
each node as little as possible from the mean of its neighbours. Lengths are pixels at scale 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: Distance of rows: a label of 12 px with room above and below.
ROW = 26
#: From a node's middle to its label, and from the label's end to the next column.
MARK = 14
GAP = 46
#: Room between two lanes of one tier, and between tiers, beyond GAP.
TIER_GAP = 34
LABEL_MIN, LABEL_MAX = 56, 176
SWEEPS = 12
#: Width by height that the picture aims at: a wide screen less its panels.
ASPECT = 1.62


@dataclass(frozen=True, slots=True)
class Item:
    """A node to place: tier and band give its lane; `label` is its label's width; `core` items are placed first."""

    tier: int
    band: int
    label: int
    core: bool


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


def layout(items: Sequence[Item], links: Sequence[tuple[int, int]], aspect: float = ASPECT) -> Layout:
    """Place the items; `links` are pairs of positions in `items`.

    Core items are ordered by their links among themselves, so that showing the others moves none of them.
    """
    core = [i for i, item in enumerate(items) if item.core]
    rest = [i for i, item in enumerate(items) if not item.core]
    near: list[list[int]] = [[] for _ in items]
    for a, b in links:
        if a != b:
            near[a].append(b)
            near[b].append(a)
    inner = [[b for b in near[a] if items[b].core] if items[a].core else near[a] for a in range(len(items))]
    core_lanes = _ordered(_lanes(items, core), inner, {})
    rows = _rows(items, core_lanes or _lanes(items, rest), aspect)
    heights = _heights(core_lanes, inner, rows, {})
    rest_lanes = _ordered(_lanes(items, rest), near, heights)
    rest_rows = max(rows, _rows(items, rest_lanes, aspect))
    heights = _heights(rest_lanes, near, rest_rows, heights)
    return _coordinates(items, ((core_lanes, rows, True), (rest_lanes, rest_rows, False)), heights)


Lanes = dict[tuple[int, int], list[int]]


def _lanes(items: Sequence[Item], chosen: Sequence[int]) -> Lanes:
    out: Lanes = {}
    for i in chosen:
        out.setdefault((items[i].tier, items[i].band), []).append(i)
    return dict(sorted(out.items()))


def _ordered(lanes: Lanes, near: Sequence[Sequence[int]], fixed: dict[int, int]) -> Lanes:
    """The lanes with their items in an order that crosses little; `fixed` items have their heights already."""
    top = max(fixed.values(), default=0) or 1
    at = {i: height / top for i, height in fixed.items()}
    lanes = {key: list(lane) for key, lane in lanes.items()}
    for lane in lanes.values():
        lane.sort(key=lambda i: (not near[i], i))
        _spread(lane, at)
    keys = list(lanes)
    for sweep in range(SWEEPS):
        for key in keys if sweep % 2 == 0 else reversed(keys):
            means = {i: _mean(near[i], at) for i in lanes[key]}
            lanes[key].sort(key=lambda i, means=means: (means[i] is None, means[i] or 0.0))  # type: ignore[misc]
            _spread(lanes[key], at)
    return lanes


def _spread(lane: Sequence[int], at: dict[int, float]) -> None:
    for rank, i in enumerate(lane):
        at[i] = (rank + 0.5) / len(lane)


def _mean(near: Sequence[int], at: dict[int, float]) -> float | None:
    known = [at[j] for j in near if j in at]
    # Rounded, so that sums in another order sort alike.
    return round(sum(known) / len(known), 9) if known else None


def _label(items: Sequence[Item], lane: Sequence[int]) -> int:
    """Room for the labels of a lane: the widest of them within limits."""
    return min(LABEL_MAX, max([LABEL_MIN, *(items[i].label for i in lane)]))


def _rows(items: Sequence[Item], lanes: Lanes, aspect: float) -> int:
    """The number of rows that brings width by height nearest to the aspect."""
    longest = max((len(lane) for lane in lanes.values()), default=1)
    widths = {key: MARK + GAP + _label(items, lane) for key, lane in lanes.items()}
    best, best_off = 1, float("inf")
    rows = 1
    while True:
        width = sum(-(-len(lane) // rows) * widths[key] for key, lane in lanes.items())
        off = abs(width / (min(rows, longest) * ROW) / aspect - 1)
        if off < best_off:
            best, best_off = min(rows, longest), off
        if rows >= longest:
            return best
        rows = max(rows + 1, rows * 21 // 20)


def _columns(lane: Sequence[int], rows: int) -> int:
    return -(-len(lane) // rows)


def _heights(lanes: Lanes, near: Sequence[Sequence[int]], rows: int, fixed: dict[int, int]) -> dict[int, int]:
    """Heights: rows of the lane at least ROW apart, in its order, near the mean height of their neighbours."""
    at = dict(fixed)
    span = rows * ROW
    for lane in lanes.values():
        count = -(-len(lane) // _columns(lane, rows))
        for k, i in enumerate(lane):
            at[i] = (2 * (k // _columns(lane, rows)) + 1) * span // (2 * count)
    for sweep in range(6):
        for key in lanes if sweep % 2 == 0 else reversed(lanes):
            lane = lanes[key]
            columns = _columns(lane, rows)
            packed = [lane[k : k + columns] for k in range(0, len(lane), columns)]
            wanted = []
            for row in packed:
                known = [at[j] for i in row for j in near[i] if j in at] or [at[i] for i in row]
                wanted.append(sum(known) // len(known))
            for row, height in zip(packed, _pooled(wanted, span), strict=True):
                at.update(dict.fromkeys(row, height))
    return at


def _pooled(wanted: Sequence[int], span: int) -> list[int]:
    """Heights at least ROW apart, in order and within the span, nearest to the wanted ones by least squares."""
    blocks: list[list[int]] = []  # sum of wanted less own offset, count
    for rank, height in enumerate(wanted):
        blocks.append([height - rank * ROW, 1])
        while len(blocks) > 1 and blocks[-2][0] * blocks[-1][1] > blocks[-1][0] * blocks[-2][1]:
            total, count = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += count
    low, high = ROW // 2, max(ROW // 2, span - ROW // 2 - (len(wanted) - 1) * ROW)
    starts = [min(high, max(low, total // count)) for total, count in blocks for _ in range(count)]
    return [start + rank * ROW for rank, start in enumerate(starts)]


def _coordinates(items: Sequence[Item], parts: Sequence[tuple[Lanes, int, bool]], heights: dict[int, int]) -> Layout:
    x = [0] * len(items)
    room = [LABEL_MIN] * len(items)
    bands: list[Band] = []
    left = 0
    for lanes, rows, is_core in parts:
        for tier in sorted({key[0] for key in lanes}):
            start = left
            for key in lanes:
                if key[0] != tier:
                    continue
                lane = lanes[key]
                columns = _columns(lane, rows)
                for column in range(columns):
                    own = lane[column::columns]
                    width = _label(items, own)
                    for i in own:
                        x[i], room[i] = left + MARK, width
                    left += MARK + width + GAP
            bands.append(Band(tier, start - GAP // 2, left - GAP // 2, is_core))
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
