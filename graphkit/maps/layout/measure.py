"""How good a layout is, for tests and benchmarks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from graphkit.maps.layout.order import inversions


def crossings(links: Sequence[tuple[int, int]], x: Sequence[float], y: Sequence[float]) -> int:
    """Pairs of straight links that cross between one column of nodes and another; links within a column aside.

    Between two neighbouring columns links cross where their order on the one is not that on the other.
    """
    lines = sorted({float(value) for value in x})
    strips: list[list[tuple[float, float]]] = [[] for _ in lines[1:]]
    for a, b in links:
        if x[a] > x[b]:
            a, b = b, a  # noqa: PLW2901
        if x[a] == x[b]:
            continue
        first, last = bisect_left(lines, x[a]), bisect_left(lines, x[b])
        rise = (y[b] - y[a]) / (x[b] - x[a])
        heights = [round(y[a] + rise * (line - x[a]), 6) for line in lines[first : last + 1]]
        for k in range(first, last):
            strips[k].append((heights[k - first], heights[k - first + 1]))
    return sum(inversions(strip) for strip in strips)
