"""Least and greatest sum of squares, and sum of the k largest, of numbers between bounds that add up to 1.

Shares s_i with low_i ≤ s_i ≤ high_i and Σ s_i = 1 form a polytope, and both functions are convex and symmetric:

- their least values are taken at one point, s_i = a common level held between the bounds of i, which every other point
  majorises (Veinott 1971; for the squares, the Karush-Kuhn-Tucker conditions of the convex programme say the same);
- the greatest sum of squares is taken at a corner, where one share at most lies strictly between its bounds. Which are
  at their upper bounds is a knapsack: no order of filling is always right, and a search with the bound of the
  continuous knapsack finds the best (with bounds 0 to 0.45 and 0.3 to 0.5 and 0.45 to give, the second goes first
  although the first can take more);
- the k largest: of every set of k holders the most that they can hold is their upper bounds together, or what the
  lower bounds of all others leave.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from graphkit.analysis.concentration.interval import Box

#: Steps of the search for a corner, and sets of holders tried; beyond, a bound is given that is said not to be sharp.
_STEPS, _SETS = 50_000, 50_000
#: Room for the rounding of floats where shares are compared.
ROOM = 1e-12


def level(boxes: Sequence[Box]) -> list[float]:
    """The most even shares that add up to 1; lower bounds must add up to at most 1, upper bounds to at least 1."""
    marks = sorted({end for box in boxes for end in box})
    at = bisect_left(marks, 1 - ROOM, key=lambda mark: math.fsum(_held(box, mark) for box in boxes))
    if at == 0:
        return [low for low, _ in boxes]
    below, above = marks[at - 1], marks[min(at, len(marks) - 1)]
    held = math.fsum(_held(box, below) for box in boxes)
    moving = sum(low <= below and high >= above for low, high in boxes)
    between = min(below + (1 - held) / moving, above) if moving else above
    return [_held(box, between) for box in boxes]


def _held(box: Box, value: float) -> float:
    return min(max(value, box[0]), box[1])


def squares(shares: Sequence[float]) -> float:
    """Σ s²."""
    return math.fsum(s * s for s in shares)


def top(shares: Sequence[float], k: int) -> float:
    """The sum of the k largest."""
    return math.fsum(sorted(shares, reverse=True)[:k])


def most_squares(boxes: Sequence[Box]) -> tuple[float, bool]:
    """The greatest Σ s² of shares that add up to 1, and whether it is reached (else none is greater)."""
    rest = 1 - math.fsum(low for low, _ in boxes)
    gained, sharp = _Corner(boxes, rest).gained() if rest > ROOM else (0.0, True)
    return min(squares([low for low, _ in boxes]) + gained, 1.0), sharp


class _Corner:
    """What is above the lower bounds, shared out so that squares gain most: full or nothing, and one part at most.

    A holder who takes x above its lower bound gains x (2 low + x), and per unit of a full one low + high (`unit`).
    """

    def __init__(self, boxes: Sequence[Box], rest: float) -> None:
        self.rest = rest
        self.items = sorted(((low + high, high - low) for low, high in boxes if high > low), reverse=True)
        self.steps, self.best = 0, 0.0

    def gained(self) -> tuple[float, bool]:
        """The most that can be gained, and whether the search came to its end."""
        for part, item in enumerate(self.items):
            if part == 0 or item != self.items[part - 1]:
                self._search(part)
        if self.steps <= _STEPS:
            return self.best, True
        return self._bound(0, self.rest, 0), False

    def _search(self, part: int) -> None:
        """Choices of full holders that leave to holder `part` what it can take."""
        unit, size = self.items[part]
        todo = [(0, self.rest, 0.0)]
        while todo and self.steps <= _STEPS:
            self.steps += 1
            k, left, sum_ = todo.pop()
            if left <= size + ROOM:
                some = min(left, size)
                self.best = max(self.best, sum_ + some * (unit - size + some))
            k += k == part
            if left <= 0 or k >= len(self.items) or sum_ + self._bound(k, left, part) <= self.best + ROOM:
                continue
            like = k + 1
            while like < len(self.items) and like != part and self.items[like] == self.items[k]:
                like += 1
            todo.append((like, left, sum_))  # without this one, and then without its likes
            each, room = self.items[k]
            if room <= left + ROOM:
                todo.append((k + 1, max(0.0, left - room), sum_ + each * room))

    def _bound(self, start: int, left: float, part: int) -> float:
        """More is not gained with holders from `start` on and `part`, even if each unit gained as in a full one."""
        gained = 0.0
        for unit, size in itertools.chain(self.items[part : part + 1] if part < start else (), self.items[start:]):
            some = min(size, left)
            gained, left = gained + unit * some, left - some
            if left <= 0:
                break
        return gained


def most_top(boxes: Sequence[Box], k: int) -> tuple[float, bool]:
    """The greatest sum of the k largest shares that add up to 1, and whether it is reached (else none is greater)."""
    free = 1 - math.fsum(low for low, _ in boxes)

    def most(chosen: Sequence[Box]) -> float:
        return min(math.fsum(high for _, high in chosen), free + math.fsum(low for low, _ in chosen), 1.0)

    by_low, by_high = sorted(boxes, reverse=True)[:k], sorted(boxes, key=itemgetter(1, 0), reverse=True)[:k]
    limit = min(math.fsum(high for _, high in by_high), free + math.fsum(low for low, _ in by_low), 1.0)
    best = max(most(by_low), most(by_high))
    if best >= limit - ROOM:
        return best, True
    worthy = list(_undominated(boxes, k))
    if math.comb(len(worthy), k) > _SETS:
        return limit, False
    return max(map(most, itertools.combinations(worthy, min(k, len(worthy))))), True


def _undominated(boxes: Sequence[Box], k: int) -> Iterator[Box]:
    """Those that fewer than k others match or exceed in both bounds: the others are never needed in a set of k."""
    seen: list[Box] = []
    for low, high in sorted(boxes, reverse=True):
        if sum(other >= high for _, other in seen) < k:
            yield low, high
        seen.append((low, high))
