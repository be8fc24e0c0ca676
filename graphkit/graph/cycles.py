"""Circles where there must be none: a part that contains its whole, a place within itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from graphkit.graph.graph import Edge, Graph
from graphkit.model import Model


def cycles(graph: Graph, model: Model) -> Iterable[list[Edge]]:
    """The edges of each knot of entities that reach each other by one acyclic edge type; one list per knot, sorted."""
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in graph.edges.values():
        if model.edges[edge.type].acyclic:
            by_type[edge.type].append(edge)
    for _, edges in sorted(by_type.items()):
        if not _goes_round(edges):
            continue
        import networkx as nx  # only a graph that is wrong pays for it

        ways: nx.DiGraph[str] = nx.DiGraph()
        ways.add_edges_from((e.source, e.target) for e in edges)
        for knot in sorted(nx.strongly_connected_components(ways), key=min):
            inside = [e for e in edges if e.source in knot and e.target in knot]
            if inside:
                yield sorted(inside, key=lambda e: (e.source, e.target))


def _goes_round(edges: Iterable[Edge]) -> bool:
    order: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges:
        order.add(edge.source, edge.target)
    try:
        order.prepare()
    except CycleError:
        return True
    return False
