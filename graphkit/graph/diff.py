"""The difference of two graphs as rows: what to add, to change and to remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.graph.convert import EdgeRow, NodeRow, Rows

#: (label or relationship type, key) -> hash: what a store says it holds.
Hashes = Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Diff:
    """What makes a store equal to the wanted rows. Removals are (label or type, key)."""

    add_nodes: tuple[NodeRow, ...]
    change_nodes: tuple[NodeRow, ...]
    remove_nodes: tuple[tuple[str, str], ...]
    add_edges: tuple[EdgeRow, ...]
    change_edges: tuple[EdgeRow, ...]
    remove_edges: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return any(getattr(self, name) for name in self.__slots__)

    def counts(self) -> dict[str, dict[str, int]]:
        """Per node type or relationship type: how many are added, changed, removed."""
        out: dict[str, dict[str, int]] = {}
        for verb, names in (
            ("added", [n.type or n.label for n in self.add_nodes] + [e.type for e in self.add_edges]),
            ("changed", [n.type or n.label for n in self.change_nodes] + [e.type for e in self.change_edges]),
            ("removed", [label for label, _ in (*self.remove_nodes, *self.remove_edges)]),
        ):
            for name, count in sorted(Counter(names).items()):
                out.setdefault(name, {"added": 0, "changed": 0, "removed": 0})[verb] += count
        return dict(sorted(out.items()))


def diff(node_hashes: Hashes, edge_hashes: Hashes, wanted: Rows) -> Diff:
    """What turns a store with these hashes into `wanted`; sorted, so that a load is deterministic."""
    return Diff(
        add_nodes=tuple(wanted.nodes[k] for k in sorted(wanted.nodes.keys() - node_hashes.keys())),
        change_nodes=tuple(
            wanted.nodes[k]
            for k in sorted(wanted.nodes.keys() & node_hashes.keys())
            if node_hashes[k] != wanted.nodes[k].hash
        ),
        remove_nodes=tuple(sorted(node_hashes.keys() - wanted.nodes.keys())),
        add_edges=tuple(sorted((wanted.edges[k] for k in wanted.edges.keys() - edge_hashes.keys()), key=_place)),
        change_edges=tuple(
            wanted.edges[k]
            for k in sorted(wanted.edges.keys() & edge_hashes.keys())
            if edge_hashes[k] != wanted.edges[k].hash
        ),
        remove_edges=tuple(sorted(edge_hashes.keys() - wanted.edges.keys())),
    )


def _place(edge: EdgeRow) -> tuple[str, tuple[str, str], tuple[str, str], str]:
    """Edges of one type sorted by their ends: measured half as long to create as unsorted (docs/performance.md)."""
    return (edge.type, edge.start, edge.end, edge.uid)
