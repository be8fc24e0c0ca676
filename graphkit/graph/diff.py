"""The difference of two graphs as rows: what to add, to change and to remove."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graphkit.graph.convert import EdgeRow, NodeRow, Rows

#: (label or relationship type, key) -> hash: what a store says it holds.
Hashes = Mapping[tuple[str, str], str]
#: What can become of an element; `edited`: somebody changed it by hand, and it becomes again what the facts give.
VERBS = ("added", "changed", "edited", "removed")


@dataclass(frozen=True, slots=True)
class Diff:
    """What makes a store equal to the wanted rows. Removals are (label or type, key).

    `edited` names those of the added and changed that differ because somebody changed the store by hand, and `moved`
    those of the added relationships that lie between other nodes in the store: these go before they are added. `types`
    tells the types of removed entities, by id, as far as they are known.
    """

    add_nodes: tuple[NodeRow, ...] = ()
    change_nodes: tuple[NodeRow, ...] = ()
    remove_nodes: tuple[tuple[str, str], ...] = ()
    add_edges: tuple[EdgeRow, ...] = ()
    change_edges: tuple[EdgeRow, ...] = ()
    remove_edges: tuple[tuple[str, str], ...] = ()
    edited: frozenset[tuple[str, str]] = frozenset()
    moved: tuple[tuple[str, str], ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return self.size() > 0

    def size(self) -> int:
        """How many elements differ."""
        return len(self.add_nodes) + len(self.change_nodes) + len(self.add_edges) + len(self.change_edges) + self.gone()

    def gone(self) -> int:
        """How many elements are removed."""
        return len(self.remove_nodes) + len(self.remove_edges)

    def counts(self) -> dict[str, dict[str, int]]:
        """Per node type or relationship type: how many are added, changed, edited, removed."""
        found: Counter[tuple[str, str]] = Counter()
        for verb, nodes, edges in (
            ("added", self.add_nodes, self.add_edges),
            ("changed", self.change_nodes, self.change_edges),
        ):
            found.update((n.type or n.label, self._verb(verb, (n.label, n.key))) for n in nodes)
            found.update((e.type, self._verb(verb, (e.type, e.uid))) for e in edges)
        found.update((self.types.get(k, n) if n == "Entity" else n, "removed") for n, k in self.remove_nodes)
        found.update((name, "removed") for name, _ in self.remove_edges)
        return {name: {verb: found[name, verb] for verb in VERBS} for name in sorted({name for name, _ in found})}

    def _verb(self, verb: str, key: tuple[str, str]) -> str:
        return "edited" if key in self.edited else verb


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
        add_edges=tuple(sorted((wanted.edges[k] for k in wanted.edges.keys() - edge_hashes.keys()), key=place)),
        change_edges=tuple(
            wanted.edges[k]
            for k in sorted(wanted.edges.keys() & edge_hashes.keys())
            if edge_hashes[k] != wanted.edges[k].hash
        ),
        remove_edges=tuple(sorted(edge_hashes.keys() - wanted.edges.keys())),
    )


def between(old: Rows, new: Rows) -> Diff:
    """What turns one graph into another."""
    change = diff({k: n.hash for k, n in old.nodes.items()}, {k: e.hash for k, e in old.edges.items()}, new)
    types = {key: old.nodes[label, key].type or label for label, key in change.remove_nodes if label == "Entity"}
    return replace(change, types=types)


def place(edge: EdgeRow) -> tuple[str, tuple[str, str], tuple[str, str], str]:
    """Edges of one type sorted by their ends: measured half as long to create as unsorted (docs/performance.md)."""
    return (edge.type, edge.start, edge.end, edge.uid)
