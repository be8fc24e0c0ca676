"""What the layout takes and gives, and its lengths: pixels at scale 1, all integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

#: A line of a label of 12 px, and what a row has besides: a row of one line is the least distance of two nodes.
LINE = 13
PAD = 7
ROW = LINE + PAD
#: Lines that a label may have.
MOST_LINES = 3
#: What is added between families.
FAMILY_GAP = 6
#: From a column's left edge to a node's middle, and from there to its label; what stands below a heading is indented,
#: so often at most; from a label's end to the next column, and what is added between tiers.
MARK = 12
INDENT = 14
DEEPEST = 3
GAP = 22
TIER_GAP = 6
#: Widths that a column's labels may have.
WIDTHS = (88, 96, 104, 112, 120, 132, 144, 160)
LABEL_MIN = 60
#: Width by height that the picture aims at: a wide screen less its panels.
ASPECT = 1.6


@dataclass(frozen=True, slots=True)
class Item:
    """A node to place.

    Parameters
    ----------
    tier
        Its column on the map: small numbers stand on the left.
    words
        Widths of the pieces of its name between which a line may end.
    core
        Whether it is placed first: showing the others moves none of these.
    parent
        Position of its maker, if that heads it in the same tier.
    loose
        Whether it has no tier of its own: `tier` is then its level among what it is connected with, and each connected
        part is laid out by itself.
    short
        The pieces of a shorter name, told where the whole one would be cut; empty if there is none.
    """

    tier: int
    words: tuple[int, ...]
    core: bool
    parent: int | None = None
    loose: bool = False
    short: tuple[int, ...] = ()


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


#: A family: (position, depth) of its members from the top, the maker first.
Family = list[tuple[int, int]]
#: The families of each tier in order, and the same dealt into columns.
Lanes = dict[int, list[Family]]
Columns = dict[int, list[list[Family]]]
Near = Sequence[Sequence[int]]


def lines(words: Sequence[int], width: int) -> int:
    """Number of lines that a name takes in a width; a piece that is wider than it is broken."""
    count, used = 1, 0
    for word in words:
        if used and used + word > width:
            count += 1
            used = 0
        used += word
        if used > width:
            count += (used - 1) // width
            used = (used - 1) % width + 1
    return count


def label(item: Item, width: int) -> int:
    """Number of lines of an item's label in a width: of its name if that goes on two, else of the shorter one of its
    names."""
    whole = lines(item.words, width)
    return whole if whole <= 2 or not item.short else min(whole, max(2, lines(item.short, width)))


def room(width: int, depth: int) -> int:
    """What is left of a column's labels for one that is indented."""
    return max(LABEL_MIN, width - indent(depth))


def indent(depth: int) -> int:
    """How far right of its column's first nodes one stands that is so deep in a list."""
    return INDENT * min(depth, DEEPEST)
