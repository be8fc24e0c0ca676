"""A layout that keeps an older one: what stayed stays exactly, what is new takes the nearest free row of its tier."""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.maps.layout.items import (
    DEEPEST,
    GAP,
    INDENT,
    LABEL_MIN,
    LINE,
    MARK,
    MOST_LINES,
    PAD,
    ROW,
    TIER_GAP,
    Band,
    Item,
    Layout,
    indent,
    label,
)

#: Nodes of one column stand less apart across: an indented one stands right of its heading.
SAME = DEEPEST * INDENT + 2
#: Width of the labels of a column that is new.
WIDTH = 120
#: All levels share the columns of what has no tier.
LOOSE = -1


@dataclass(frozen=True, slots=True)
class Before:
    """What stood where: x, y and label width of each item that stays, by position; the same of all nodes of each tier,
    those that are gone too; and each tier's stretch of the x axis."""

    kept: Mapping[int, tuple[int, int, int]]
    columns: Mapping[int, Sequence[tuple[int, int, int]]]
    bands: Mapping[int, tuple[int, int]]


@dataclass(slots=True)
class _Column:
    """A column that is being filled: its left edge, the width of its labels, and (y, half its height) of its rows."""

    left: int
    width: int
    rows: list[tuple[int, int]] = field(default_factory=list)

    def free(self, wanted: int, half: int, least: int, most: int) -> int | None:
        """The y nearest to the wanted one at which a row of a height fits, from `least` to `most`; the upper of two."""
        best: int | None = None
        low = least
        for y, own in [*self.rows, (most + 10 * half, 0)]:
            high = min(most, y - own - half)
            if low <= high:
                found = min(max(wanted, low), high)
                if best is None or abs(found - wanted) < abs(best - wanted):
                    best = found
            low = max(low, y + own + half)
        return best


def kept(items: Sequence[Item], links: Sequence[tuple[int, int]], before: Before) -> Layout:
    """Place the items like an older layout; `links` are pairs of positions in `items`."""
    return _Keeper(items, links, before).layout()


class _Keeper:
    """Places what is new, one after the other, beside what stands."""

    def __init__(self, items: Sequence[Item], links: Sequence[tuple[int, int]], before: Before) -> None:
        self.items = items
        self.near: list[list[int]] = [[] for _ in items]
        for a, b in sorted(links):
            if a != b:
                self.near[a].append(b)
                self.near[b].append(a)
        self.spots = dict(before.kept)
        self.columns = {tier: _columns(nodes) for tier, nodes in before.columns.items()}
        self.high = max((y for nodes in before.columns.values() for _, y, _ in nodes), default=0) + ROW
        self.right = max([0, *(right for _, right in before.bands.values()), *self._ends()])
        self.bands = {tier: [band] for tier, band in before.bands.items()}
        for i, (x, y, room) in before.kept.items():
            insort(self._column(tier_of(items[i]), x).rows, (y, _half(items[i], room)))

    def _ends(self) -> list[int]:
        return [c.left + MARK + c.width + GAP // 2 for found in self.columns.values() for c in found]

    def _column(self, tier: int, x: int) -> _Column:
        return max((c for c in self.columns[tier] if c.left + MARK <= x), key=lambda c: c.left)

    def layout(self) -> Layout:
        """All items placed: first what is linked with something that stands, and makers before what they make."""
        waiting = [i for i in range(len(self.items)) if i not in self.spots]
        while waiting:
            ready = [i for i in waiting if self._held(i)] or [waiting[0]]
            for i in ready:
                self._place(i)
            waiting = [i for i in waiting if i not in self.spots]
        x, y, room = zip(*(self.spots[i] for i in range(len(self.items))), strict=True) if self.items else ((), (), ())
        core = {item.tier: item.core for item in self.items}
        bands = [
            Band(tier, left, right, core[tier])
            for tier, found in self.bands.items()
            if tier in core
            for left, right in found
        ]
        return Layout(x, y, room, tuple(sorted(bands, key=lambda band: (band.left, band.tier))))

    def _held(self, i: int) -> bool:
        """Whether an item's maker stands already, or, without a maker that is to come, one that it is linked with."""
        parent = self.items[i].parent
        if parent is not None and tier_of(self.items[parent]) == tier_of(self.items[i]):
            return parent in self.spots
        return any(j in self.spots for j in self.near[i])

    def _place(self, i: int) -> None:
        item, tier = self.items[i], tier_of(self.items[i])
        parent = item.parent
        if parent is not None and parent in self.spots and tier_of(self.items[parent]) == tier:
            left, top, width = self.spots[parent]
            column, room = self._column(tier, left), max(LABEL_MIN, width - INDENT)
            x = min(left + INDENT, column.left + MARK + indent(DEEPEST))
            half = _half(item, room)
            y = column.free(top + half + ROW // 2, half, top + half, self.high + 10 * ROW * len(self.items))
            assert y is not None, "there is always room below"
        else:
            column, y = self._nearest(item, tier, i)
            x, room, half = column.left + MARK, column.width, _half(item, column.width)
        insort(column.rows, (y, half))
        self.spots[i] = (x, y, room)

    def _nearest(self, item: Item, tier: int, i: int) -> tuple[_Column, int]:
        """The column of a tier and the row in it that is nearest to what an item is linked with; else the last row."""
        known = sorted(j for j in self.near[i] if j in self.spots)
        wanted = sum(self.spots[j][1] for j in known) // len(known) if known else self.high
        beside = sum(self.spots[j][0] for j in known) // len(known) if known else self.right
        best: tuple[int, int, int] | None = None
        for k, column in enumerate(self.columns.get(tier, ())):
            half = _half(item, column.width)
            y = column.free(wanted, half, half, self.high + max(self.high // 2, 8 * ROW))
            if y is not None:
                off = abs(y - wanted) + (abs(column.left - beside) // 4 if item.loose else 0)
                best = min(best, (off, k, y)) if best else (off, k, y)
        if best is None:
            column = self._widened(tier)
            return column, min(max(wanted, _half(item, column.width)), self.high)
        return self.columns[tier][best[1]], best[2]

    def _widened(self, tier: int) -> _Column:
        """A column more for a tier that has none or is full: at the right end, where it moves nothing."""
        left = self.right + TIER_GAP + GAP // 2
        column = _Column(left, WIDTH)
        self.columns.setdefault(tier, []).append(column)
        right = left + MARK + WIDTH + GAP // 2
        if tier != LOOSE:
            self.bands.setdefault(tier, []).append((left - GAP // 2, right))
        self.right = right
        return column


def tier_of(item: Item) -> int:
    """The tier whose columns an item may stand in."""
    return LOOSE if item.loose else item.tier


def _columns(nodes: Sequence[tuple[int, int, int]]) -> list[_Column]:
    """The columns that nodes of a tier, as (x, y, label width), stand in."""
    out: list[_Column] = []
    for x, _, room in sorted(nodes):
        if not out or x - MARK - out[-1].left > SAME:
            out.append(_Column(x - MARK, room))
        out[-1].width = max(out[-1].width, room)
    return out


def _half(item: Item, room: int) -> int:
    """Half the height of an item's row."""
    return (PAD + LINE * min(MOST_LINES, label(item, max(1, room))) + 1) // 2
