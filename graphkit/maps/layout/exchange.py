"""The last crossings of a small picture: families change places where its straight links then cross less.

Sweeps order by means and by what they know of one tier; here every link is looked at as it is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.maps.layout.items import INDENT, Columns, Family, Near, indent

#: So many pairs of links are tried at most, which takes a fifth of a second.
TRIES = 1_000_000
#: From a column to the next, where only directions matter.
STEP = 10 * INDENT
#: What a pixel of rise or fall counts beside a crossing.
RISE = 0.002


def exchanged(columns: Columns, y: dict[int, int], rows: Mapping[int, int], near: Near) -> tuple[dict[int, int], float]:
    """The heights with families exchanged, as long as that takes crossings away: neighbours of a column, and equally
    high ones of a tier. Puts the families of each column in order. Tells what crossings and rises are left."""
    found = [column for lane in columns.values() for column in lane]
    x = {i: k * STEP + indent(depth) for k, column in enumerate(found) for family in column for i, depth in family}
    links = [(i, j) for i in sorted(x) for j in near[i] if i < j and j in x]
    search = _Search(x, y, links, rows)
    changed = True
    while changed and search.left > 0:
        changed = False
        for column in found:
            for k in range(len(column) - 1):
                if search.left > 0 and search.turned(column[k], column[k + 1]):
                    column[k], column[k + 1] = column[k + 1], column[k]
                    changed = True
        for lane in columns.values():
            changed |= search.swapped(lane)
    return search.y, search.cost(range(len(links)))


class _Search:
    """Heights that are being changed, and how many pairs of links may still be tried."""

    def __init__(
        self, x: dict[int, int], y: dict[int, int], links: Sequence[tuple[int, int]], rows: Mapping[int, int]
    ) -> None:
        self.x, self.y, self.links, self.rows, self.left = x, y, links, rows, TRIES
        self.at: dict[int, list[int]] = {}
        for k, ends in enumerate(links):
            for i in ends:
                self.at.setdefault(i, []).append(k)

    def turned(self, upper: Family, lower: Family) -> bool:
        """Lets the lower of two neighbours of a column stand above the other, if that is better."""
        top, end = self._top(upper), self._end(lower)
        rise, fall = self._top(lower) - top, end - self._end(upper)
        moved = {i: (self.x[i], self.y[i] - rise) for i, _ in lower}
        moved.update({i: (self.x[i], self.y[i] + fall) for i, _ in upper})
        return self._moved(moved)

    def swapped(self, lane: Sequence[list[Family]]) -> bool:
        """Exchanges equally high families of a tier, where that is better."""
        changed = False
        places = [(column, k) for column in lane for k in range(len(column))]
        for n, (first, k) in enumerate(places):
            for second, m in places[n + 1 :]:
                if self.left <= 0:
                    return changed
                one, two = first[k], second[m]
                if not (self._linked(one) or self._linked(two)) or self._high(one) != self._high(two):
                    continue
                across, down = self.x[two[0][0]] - self.x[one[0][0]], self._top(two) - self._top(one)
                moved = {i: (self.x[i] + across, self.y[i] + down) for i, _ in one}
                moved.update({i: (self.x[i] - across, self.y[i] - down) for i, _ in two})
                if self._moved(moved):
                    first[k], second[m] = two, one
                    changed = True
        return changed

    def _linked(self, family: Family) -> bool:
        return any(i in self.at for i, _ in family)

    def _moved(self, moved: Mapping[int, tuple[int, int]]) -> bool:
        """Moves items if that is better."""
        own = sorted({k for i in moved for k in self.at.get(i, ())})
        if not own:
            return False
        before = self.cost(own)
        old = {i: (self.x[i], self.y[i]) for i in moved}
        self._set(moved)
        if self.cost(own) < before:
            return True
        self._set(old)
        return False

    def _set(self, moved: Mapping[int, tuple[int, int]]) -> None:
        for i, (x, y) in moved.items():
            self.x[i], self.y[i] = x, y

    def _high(self, family: Family) -> int:
        return sum(self.rows[i] for i, _ in family)

    def _top(self, family: Family) -> int:
        return self.y[family[0][0]] - self.rows[family[0][0]] // 2

    def _end(self, family: Family) -> int:
        last = family[-1][0]
        return self.y[last] + self.rows[last] - self.rows[last] // 2

    def cost(self, own: Sequence[int]) -> float:
        """Crossings of some links with all, and a little for how far they rise or fall."""
        self.left -= len(own) * len(self.links)
        done: set[int] = set()
        total = 0.0
        for k in own:
            done.add(k)
            total += self._crossed(*self.links[k], done) + RISE * abs(
                self.y[self.links[k][0]] - self.y[self.links[k][1]]
            )
        return total

    def _crossed(self, a: int, b: int, done: set[int]) -> int:
        x, y = self.x, self.y
        ax, ay, bx, by = x[a], y[a], x[b], y[b]
        dx, dy = bx - ax, by - ay
        left, right, top, end = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        count = 0
        for k, (c, d) in enumerate(self.links):
            cy, ey = y[c], y[d]
            if (cy <= top and ey <= top) or (cy >= end and ey >= end):
                continue
            cx, ex = x[c], x[d]
            if (cx <= left and ex <= left) or (cx >= right and ex >= right) or k in done or c in (a, b) or d in (a, b):
                continue
            if (dx * (cy - ay) - dy * (cx - ax)) * (dx * (ey - ay) - dy * (ex - ax)) < 0:
                gx, gy = ex - cx, ey - cy
                count += (gx * (ay - cy) - gy * (ax - cx)) * (gx * (by - cy) - gy * (bx - cx)) < 0
        return count
