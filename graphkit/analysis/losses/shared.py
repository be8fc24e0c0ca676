"""Points upstream that several suppliers share: what stops each of them alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graphkit.analysis.groups import maker_of
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
            bound = any(g["suppliers"] for g in self.study.inputs.get(node, ()))
            found = {str(p) for p in single_points(inputs, node)} if bound else set()
            self._points[node] = frozenset(found | {node, maker_of(node)})
        return self._points[node]

    def common(self, nodes: Iterable[str]) -> frozenset[str]:
        """What stops each of several nodes alone."""
        sets = [self.of(node) for node in nodes]
        return frozenset.intersection(*sets) if sets else frozenset()

    def merged(self, nodes: Sequence[str]) -> list[set[str]]:
        """The nodes in groups: two that share a point are in one group, directly or by way of a third."""
        groups: list[tuple[set[str], set[str]]] = []
        for node in nodes:
            points = set(self.of(node))
            touched = [g for g in groups if g[1] & points]
            members = {node}.union(*(g[0] for g in touched))
            groups = [g for g in groups if not g[1] & points]
            groups.append((members, points.union(*(g[1] for g in touched))))
        return [members for members, _ in groups]
