"""How high the picture is, how wide the labels of each tier, and how many columns it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphkit.maps.layout.items import (
    FAMILY_GAP,
    GAP,
    LINE,
    MARK,
    MOST_LINES,
    PAD,
    ROW,
    TIER_GAP,
    WIDTHS,
    Family,
    Item,
    Lanes,
    label,
    room,
)

#: A column is filled a little less than the picture is high: families are not divided.
SLACK = 1.04
#: A tier whose names are all cut counts as so much wider.
CUT = 0.3


@dataclass(frozen=True, slots=True)
class Size:
    """A tier's labels: their width, the lines that they may have, and the columns that they then fill."""

    width: int
    most: int
    columns: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to write the labels of a tier: the height of all rows together, and the share of the names cut."""

    width: int
    most: int
    total: int
    cut: float

    def columns(self, high: int) -> int:
        """Number of columns of a height."""
        return max(1, -(-int(self.total * SLACK) // high))

    def wide(self, high: int) -> int:
        """Width of these columns."""
        return self.columns(high) * (MARK + self.width + GAP)

    def cost(self, high: int) -> float:
        """Width of these columns, and more where names are cut."""
        return self.wide(high) * (1 + CUT * self.cut)


def choices(items: Sequence[Item], lane: Sequence[Family], widths: Sequence[int]) -> list[Choice]:
    """The ways to write the labels of a tier."""
    placed = [member for family in lane for member in family]
    gaps = FAMILY_GAP * sum(len(family) > 1 for family in lane)
    out = []
    for width in widths:
        counts = [label(items[i], room(width, depth)) for i, depth in placed]
        for most in range(2, MOST_LINES + 1):
            total = gaps + sum(PAD + LINE * min(most, count) for count in counts)
            cut = sum(count > most for count in counts) / len(counts)
            out.append(Choice(width, most, total, cut))
    return out


def sizes(
    items: Sequence[Item], lanes: Lanes, aspect: float, widths: Sequence[int] = WIDTHS, least: int = ROW
) -> tuple[int, dict[int, Size]]:
    """The height, `least` or more, that brings the whole nearest to the aspect, and the labels of each tier for it."""
    ways = {tier: choices(items, lane, widths) for tier, lane in lanes.items()}
    longest = max((max(way.total for way in found) for found in ways.values()), default=ROW)
    best, short, high = least, float("inf"), least
    while True:
        wide = sum(min(way.cost(high) for way in found) for found in ways.values()) + TIER_GAP * len(ways)
        side = max(wide / aspect, high)
        if side < short:
            best, short = high, side
        if high > longest * SLACK:
            break
        high = max(high + ROW // 2, high * 26 // 25)
    chosen = {tier: min(found, key=lambda w: (w.cost(best), -w.width, w.most)) for tier, found in ways.items()}
    _widen(chosen, ways, best, int(best * aspect) - TIER_GAP * len(ways))
    return best, {tier: Size(way.width, way.most, way.columns(best)) for tier, way in chosen.items()}


def _widen(chosen: dict[int, Choice], ways: Mapping[int, Sequence[Choice]], high: int, budget: int) -> None:
    """Gives the width that is left to the tiers where it saves most names from being cut, a step at a time."""
    left = budget - sum(way.wide(high) for way in chosen.values())
    while left > 0:
        steps = [
            ((own.cut - way.cut) * own.total / max(1, way.wide(high) - own.wide(high)), -tier, way)
            for tier, own in chosen.items()
            for way in ways[tier]
            if way.cut < own.cut and way.wide(high) - own.wide(high) <= left
        ]
        if not steps:
            return
        _, tier, way = max(steps, key=lambda step: step[:2])
        left -= way.wide(high) - chosen[-tier].wide(high)
        chosen[-tier] = way


def row_heights(items: Sequence[Item], lanes: Lanes, chosen: Mapping[int, Size]) -> dict[int, int]:
    """Height of each item's row."""
    return {
        i: PAD + LINE * min(chosen[tier].most, label(items[i], room(chosen[tier].width, depth)))
        for tier, lane in lanes.items()
        for family in lane
        for i, depth in family
    }
