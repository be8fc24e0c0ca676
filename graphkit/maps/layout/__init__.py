"""Layout: a lane for each tier, few crossings, even use of the picture. Pure, deterministic, integer coordinates.

Within a lane a maker stands above what it makes, like a heading above its list: such a family stays together.
`items.py` has what goes in and comes out, with all lengths; `sizes.py` the number and width of columns; `arrange.py`
with `order.py`, `columns.py`, `heights.py` and `exchange.py` order, crossings and heights; `levels.py` and `packing.py`
do for graphs without tiers; `keep.py` is for a map like an older one.
"""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.maps.layout.arrange import arranged
from graphkit.maps.layout.families import families
from graphkit.maps.layout.items import (
    ASPECT,
    GAP,
    LINE,
    MARK,
    ROW,
    TIER_GAP,
    Band,
    Columns,
    Item,
    Layout,
    indent,
    room,
)
from graphkit.maps.layout.keep import LOOSE, Before, kept
from graphkit.maps.layout.levels import levels
from graphkit.maps.layout.measure import crossings
from graphkit.maps.layout.packing import STEP, WIDTH, packed
from graphkit.maps.layout.sizes import Size, row_heights, sizes

__all__ = [
    "LINE",
    "LOOSE",
    "ROW",
    "Band",
    "Before",
    "Item",
    "Layout",
    "crossings",
    "kept",
    "layout",
    "levels",
]


def layout(items: Sequence[Item], links: Sequence[tuple[int, int]], aspect: float = ASPECT) -> Layout:
    """Place the items; `links` are pairs of positions in `items`.

    From left to right: core items by their tiers, those without a tier by their levels, the others by their tiers.
    Core items and those without a tier are ordered by their links among themselves, so that showing the others moves
    none of them.
    """
    near: list[list[int]] = [[] for _ in items]
    for a, b in sorted(links):  # the same for any order
        if a != b:
            near[a].append(b)
            near[b].append(a)
    draft = _Draft([0] * len(items), [0] * len(items), [0] * len(items))
    core = [i for i, item in enumerate(items) if item.core and not item.loose]
    loose = [i for i, item in enumerate(items) if item.loose]
    others = [i for i, item in enumerate(items) if not item.core and not item.loose]
    high = draft.tiers(items, core, _among(near, set(core)), aspect, 0) if core else 0
    if loose:
        draft.grid(items, loose, _among(near, set(loose)), aspect)
    if others:
        draft.tiers(items, others, near, aspect, high)
    return Layout(tuple(draft.x), tuple(draft.y), tuple(draft.room), tuple(draft.bands))


def _among(near: Sequence[Sequence[int]], chosen: set[int]) -> list[list[int]]:
    return [[j for j in found if j in chosen] if i in chosen else [] for i, found in enumerate(near)]


class _Draft:
    """Coordinates that are being given, from left to right."""

    def __init__(self, x: list[int], y: list[int], room: list[int]) -> None:
        self.x, self.y, self.room = x, y, room
        self.bands: list[Band] = []
        self.left = 0
        self.placed: dict[int, int] = {}

    def tiers(
        self, items: Sequence[Item], chosen: Sequence[int], near: Sequence[Sequence[int]], aspect: float, high: int
    ) -> int:
        """Place items by their tiers, at least as high as what stands already; gives how high they stand."""
        lanes = families(items, chosen, high or len(chosen) * ROW)
        best, found = sizes(items, lanes, aspect)
        lanes = families(items, chosen, max(best, high))
        if best < high:
            best, found = sizes(items, lanes, aspect, least=high)
        rows = row_heights(items, lanes, found)
        counts = {tier: size.columns for tier, size in found.items()}
        columns, self.placed = arranged(lanes, near, counts, rows, best, self.placed)
        self._draw(items, columns, found)
        return best

    def _draw(self, items: Sequence[Item], columns: Columns, found: dict[int, Size]) -> None:
        for tier, lane in columns.items():
            start = self.left
            for column in lane:
                for i, depth in (member for family in column for member in family):
                    self.x[i], self.y[i] = self.left + MARK + indent(depth), self.placed[i]
                    self.room[i] = room(found[tier].width, depth)
                self.left += MARK + found[tier].width + GAP
            core = items[lane[0][0][0][0]].core
            self.bands.append(Band(tier, start - GAP // 2, self.left - GAP // 2, core))
            self.left += TIER_GAP

    def grid(self, items: Sequence[Item], chosen: Sequence[int], near: Sequence[Sequence[int]], aspect: float) -> None:
        """Place items without a tier; levels have bands if all of them hang together."""
        found = packed(items, chosen, near, aspect)
        for i in chosen:
            self.x[i], self.y[i], self.room[i] = self.left + found.column[i] * STEP + MARK, found.y[i], WIDTH
        for level, (first, end) in found.levels.items():
            left = self.left - GAP // 2
            self.bands.append(Band(level, left + first * STEP, left + end * STEP, items[chosen[0]].core))
        self.placed |= found.y
        self.left += (max(found.column.values()) + 1) * STEP + TIER_GAP
