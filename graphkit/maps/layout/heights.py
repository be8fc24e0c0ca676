"""Heights: rows that do not touch, each family as near as can be to the mean height of its neighbours.

A column's families are put in the order of these means, and stand where pooling adjacent violators (Ayer and others
1955, doi 10.1214/aoms/1177728423) puts them: that keeps order and distances and moves what stands in a column as little
as possible, by least squares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.maps.layout.items import FAMILY_GAP, Columns, Family, Near
from graphkit.maps.layout.measure import crossings

SWEEPS = 14
#: Up to so many links the sweep that crosses least is kept; above it the one that rises and falls least.
COUNTED = 1200


def heights(
    columns: Columns, rows: Mapping[int, int], near: Near, high: int, fixed: Mapping[int, int]
) -> dict[int, int]:
    """The y of each item's middle, with those that are `fixed` already; puts the families of each column in order.

    The picture is as high as `high` or as its longest column.
    """
    found = [_Column(column, rows, near) for lane in columns.values() for column in lane]
    span = max([high, *(column.length for column in found)])
    at = dict(fixed)
    for column in found:
        column.stand((span - column.length) // 2, at)
    best, least = dict(at), _badness(found, near, at)
    for sweep in range(SWEEPS):
        for column in found if sweep % 2 == 0 else reversed(found):
            column.settle(at, span)
        badness = _badness(found, near, at)
        if badness < least:
            best, least = dict(at), badness
    for column in found:
        column.families.sort(key=lambda family: best[family[0][0]])
    return best


class _Column:
    """The families of a column, each with the positions outside that it is linked with."""

    def __init__(self, families: list[Family], rows: Mapping[int, int], near: Near) -> None:
        self.families, self.rows = families, rows
        self.outside: dict[int, list[int]] = {}
        for family in families:
            own = {i for i, _ in family}
            self.outside[family[0][0]] = [j for i, _ in family for j in near[i] if j not in own]
        self.length = 0
        self._measure()

    def _measure(self) -> None:
        """Middles of the members of each family if the column begins at 0 and has no holes; and where it ends."""
        self.middles: list[list[int]] = []
        top = 0
        for k, family in enumerate(self.families):
            if k and (len(family) > 1 or len(self.families[k - 1]) > 1):
                top += FAMILY_GAP
            own = []
            for i, _ in family:
                own.append(top + self.rows[i] // 2)
                top += self.rows[i]
            self.middles.append(own)
        # The order may change, and with it the number of gaps.
        self.length = max(self.length, top)
        self.end = top

    def stand(self, top: int, at: dict[int, int]) -> None:
        """Sets the column from a height on, without holes."""
        for family, own in zip(self.families, self.middles, strict=True):
            at.update({i: top + middle for (i, _), middle in zip(family, own, strict=True)})

    def settle(self, at: dict[int, int], span: int) -> None:
        """Moves the families to the mean heights of what they are linked with."""
        wanted = {}
        for family in self.families:
            known = [at[j] for j in self.outside[family[0][0]] if j in at]
            here = (at[family[0][0]] + at[family[-1][0]]) // 2
            wanted[family[0][0]] = sum(known) // len(known) if known else here
        self.families.sort(key=lambda family: wanted[family[0][0]])
        self._measure()
        blocks = [
            ((wanted[family[0][0]] - (own[0] + own[-1]) // 2) * len(family), len(family))
            for family, own in zip(self.families, self.middles, strict=True)
        ]
        low = max(0, span - self.end)
        for family, own, start in zip(self.families, self.middles, pooled(blocks), strict=True):
            top = min(low, max(0, start))
            at.update({i: top + middle for (i, _), middle in zip(family, own, strict=True)})


def _badness(found: Sequence[_Column], near: Near, at: Mapping[int, int]) -> int:
    """What a sweep is judged by: crossings between the columns, or how far links rise and fall."""
    column_of = {i: k for k, column in enumerate(found) for family in column.families for i, _ in family}
    links = [(i, j) for i in column_of for j in near[i] if i < j or (j in at and j not in column_of)]
    if len(links) > COUNTED:
        return sum(abs(at[i] - at[j]) for i, j in links if j in at)
    ends = sorted({i for link in links for i in link if i in at})
    place = {i: n for n, i in enumerate(ends)}
    return crossings(
        [(place[i], place[j]) for i, j in links if j in place],
        [column_of.get(i, -1) for i in ends],
        [at[i] for i in ends],
    )


def pooled(blocks: Sequence[tuple[int, int]]) -> list[int]:
    """Non-decreasing starts nearest to the wanted ones by least squares; blocks are (start by weight, weight)."""
    pools: list[list[int]] = []
    for total, weight in blocks:
        pools.append([total, weight, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] > pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    return [total // weight for total, weight, count in pools for _ in range(count)]
