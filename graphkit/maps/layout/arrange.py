"""Order, columns and heights of what stands in tiers, one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.maps.layout.columns import dealt
from graphkit.maps.layout.exchange import exchanged
from graphkit.maps.layout.heights import heights
from graphkit.maps.layout.items import Columns, Lanes, Near
from graphkit.maps.layout.order import ordered

#: Up to so many links these starts are followed to the end, and the last crossings looked at one by one.
SMALL = 800
FOLLOWED = (0, 2)


def arranged(
    lanes: Lanes, near: Near, counts: Mapping[int, int], rows: Mapping[int, int], high: int, fixed: Mapping[int, int]
) -> tuple[Columns, dict[int, int]]:
    """The columns of each tier, `counts` of them, with their families in order, and the y of each item's middle.

    `rows` are the heights of the items' rows, `high` that of the picture; `fixed` are the y of what stands already.
    """
    span = max(fixed.values(), default=0) or 1
    shares = {i: y / span for i, y in fixed.items()}
    links = sum(len(near[i]) for lane in lanes.values() for family in lane for i, _ in family) // 2
    if fixed or links > SMALL or not links:
        columns = dealt(ordered(lanes, near, shares), near, counts, rows)
        return columns, heights(columns, rows, near, high, fixed)
    best: tuple[Columns, dict[int, int]] = ({}, {})
    least = float("inf")
    for start in FOLLOWED:
        columns = dealt(ordered(lanes, near, {}, (start,)), near, counts, rows)
        y, left = exchanged(columns, heights(columns, rows, near, high, {}), rows, near)
        if left < least:
            best, least = (columns, y), left
    return best
