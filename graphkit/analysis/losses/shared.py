"""Points upstream that several suppliers share: what stops each of them alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from graphkit.analysis.groups import item_of, maker_of
from graphkit.analysis.propagation import single_points
from graphkit.analysis.study import Study


class SharedPoints:
    """Single points of suppliers, each worked out once, in the closed world."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._points: dict[str, frozenset[str]] = {}

    def of(self, node: str) -> frozenset[str]:
        """What stops a node alone, the node itself and its maker among it."""
        if node not in self._points:
            inputs = self.study.compiled
            found = {str(p) for p in single_points(inputs, node)} if self.study.bound(node) else set()
            # That the item must not be gone as such is common to all who make it, and tells nothing of them.
            self._points[node] = frozenset(found - {item_of(node)} | {node, maker_of(node)})
        return self._points[node]

    def common(self, nodes: Iterable[str]) -> frozenset[str]:
        """What stops each of several nodes alone."""
        sets = [self.of(node) for node in nodes]
        return frozenset.intersection(*sets) if sets else frozenset()

    def fewest(self, nodes: Sequence[str]) -> int:
        """The least number of nodes that, struck at once, stop each of these alone: 1 where they share a point.

        A least cover of the nodes by what each point stops; exact, branching over the points of one uncovered node.
        """
        hit: dict[str, int] = defaultdict(int)
        for at, node in enumerate(nodes):
            for point in self.of(node):
                hit[point] |= 1 << at
        masks = set(hit.values())
        # Sorted, so that the search takes the same way each time.
        largest = sorted(m for m in masks if not any(m != other and m & other == m for other in masks))

        @cache
        def cover(left: int) -> int:
            first = left & -left
            return 1 + min(cover(left & ~m) for m in largest if m & first) if left else 0

        return cover((1 << len(nodes)) - 1)
