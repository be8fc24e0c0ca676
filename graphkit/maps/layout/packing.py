"""Parts of a graph that names no tiers: each laid out by its levels, then packed beside one another on one grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphkit.maps.layout.arrange import arranged
from graphkit.maps.layout.families import parts
from graphkit.maps.layout.items import GAP, MARK, ROW, Item, Lanes, Near
from graphkit.maps.layout.sizes import row_heights, sizes

#: Width of all labels here, so that the columns of all parts are those of one grid.
WIDTH = 128
STEP = MARK + WIDTH + GAP
#: Free height below a part.
BELOW = ROW


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each item stands: the column of the grid and the y; and the columns of each level, if all is one part."""

    column: dict[int, int]
    y: dict[int, int]
    levels: dict[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Block:
    """One part, laid out from 0: the columns and the y of its items, its size, the columns of its levels."""

    column: dict[int, int]
    y: dict[int, int]
    wide: int
    high: int
    levels: dict[int, tuple[int, int]]


def packed(items: Sequence[Item], chosen: Sequence[int], near: Near, aspect: float) -> Grid:
    """Lay the chosen items out: the highest part first, each where it can stand highest, then leftmost."""
    lanes: Lanes = {}
    for i in chosen:
        lanes.setdefault(items[i].tier, []).append([(i, 0)])
    blocks = [_block(items, part, near, aspect) for part in parts(dict(sorted(lanes.items())), near)]
    if len(blocks) == 1:
        return Grid(blocks[0].column, blocks[0].y, blocks[0].levels)
    order = sorted(range(len(blocks)), key=lambda k: (-blocks[k].high, -blocks[k].wide, k))
    places = _shelved([blocks[k] for k in order], aspect)
    column, y = {}, {}
    for k, (left, top) in zip(order, places, strict=True):
        column.update({i: left + own for i, own in blocks[k].column.items()})
        y.update({i: top + own for i, own in blocks[k].y.items()})
    return Grid(column, y, {})


def _block(items: Sequence[Item], part: Lanes, near: Near, aspect: float) -> Block:
    part = dict(sorted(part.items()))
    high, chosen = sizes(items, part, aspect, (WIDTH,))
    rows = row_heights(items, part, chosen)
    counts = {tier: size.columns for tier, size in chosen.items()}
    columns, y = arranged(part, near, counts, rows, high, {})
    top = min(y[i] - rows[i] // 2 for i in y)
    column: dict[int, int] = {}
    levels: dict[int, tuple[int, int]] = {}
    wide = 0
    for tier, lane in columns.items():
        for k, found in enumerate(lane):
            column.update({i: wide + k for family in found for i, _ in family})
        levels[tier] = (wide, wide + len(lane))
        wide += len(lane)
    bottom = max(y[i] + rows[i] - rows[i] // 2 for i in y)
    return Block(column, {i: own - top for i, own in y.items()}, wide, bottom - top, levels)


def _shelved(blocks: Sequence[Block], aspect: float) -> list[tuple[int, int]]:
    """Left column and top of each block, on as many columns as bring the whole nearest to the aspect."""
    least = max(block.wide for block in blocks)
    best, side, wide = [(0, 0)] * len(blocks), float("inf"), least
    while True:
        places, bottom = _stacked(blocks, wide)
        found = max(wide * STEP / aspect, bottom)
        if found >= side:
            return best
        best, side = places, found
        wide = max(wide + 1, wide * 9 // 8)


def _stacked(blocks: Sequence[Block], wide: int) -> tuple[list[tuple[int, int]], int]:
    """Each block on what stands already in its columns: where that is lowest."""
    skyline = [0] * wide
    places = []
    for block in blocks:
        tops = [max(skyline[left : left + block.wide]) for left in range(wide - block.wide + 1)]
        top = min(tops)
        left = tops.index(top)
        skyline[left : left + block.wide] = [top + block.high + BELOW] * block.wide
        places.append((left, top))
    return places, max(skyline)
