"""Bridges and articulation points: single links and nodes that hold a graph together, whatever its directions.

They see ways, not needs: a buyer that needs all of its inputs can stop where no bridge falls. Screening only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.analysis.topology.network import Graph, Ints, Network, Node, compact


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two neighbours whose links, all together, are the only join between two parts of a component.

    `start` and `end` follow the direction of their link (if there are links both ways, the order of the nodes);
    `smaller` is the number of nodes in the smaller of the two parts.
    """

    start: Node
    end: Node
    smaller: int


@dataclass(frozen=True, slots=True)
class Joint:
    """An articulation point: without it its component falls into `parts`; `outside` nodes are not in the largest."""

    node: Node
    parts: int
    outside: int


@dataclass(frozen=True, slots=True)
class Joints:
    """What holds a graph together: bridges and articulation points, those that cut off most first."""

    bridges: tuple[Bridge, ...]
    points: tuple[Joint, ...]


def bridges(graph: Graph) -> Joints:
    """Bridges and articulation points of the graph without its directions.

    Parallel links and links both ways between two nodes are one join: a bridge is a pair of neighbours, as
    `networkx.bridges(networkx.Graph(graph))` finds it. One depth-first search, without recursion (Tarjan 1972).
    """
    network = compact(graph)
    starts, ends = network.both_ways()
    parent, order, whole = _search(starts, ends)
    low = _low(starts, ends, parent, order)
    number = np.empty(network.size, dtype=np.int64)
    number[order] = np.arange(network.size)
    below, earliest = [1] * network.size, low.tolist()
    for node in reversed(order):
        if (up := parent[node]) >= 0:
            below[up] += below[node]
            earliest[up] = min(earliest[up], earliest[node])
    found: list[Bridge] = []
    cut: dict[int, list[int]] = {}
    for node, reached in enumerate(earliest):
        if (up := parent[node]) < 0:
            continue
        if reached > number[up]:
            found.append(_bridge(network, up, node, min(below[node], whole[node] - below[node])))
        if reached >= number[up]:
            cut.setdefault(up, []).append(below[node])
    points = []
    for node, parts in cut.items():
        if rest := whole[node] - 1 - sum(parts):
            parts.append(rest)
        if len(parts) > 1:
            points.append((-(whole[node] - 1 - max(parts)), node, len(parts)))
    rank = network.index
    found.sort(key=lambda b: (-b.smaller, rank[b.start], rank[b.end]))
    return Joints(tuple(found), tuple(Joint(network.nodes[k], parts, -less) for less, k, parts in sorted(points)))


def _search(starts: Ints, ends: Ints) -> tuple[list[int], list[int], list[int]]:
    """Depth first from the first node of each component: parents (-1 for the first), the order, sizes of components."""
    size = len(starts) - 1
    first, near = starts.tolist(), ends.tolist()
    parent, whole = [-2] * size, [0] * size
    order: list[int] = []
    for root in range(size):
        if parent[root] != -2:
            continue
        parent[root] = -1
        begun = len(order)
        order.append(root)
        way, open_ = [root], [iter(near[first[root] : first[root + 1]])]
        while way:
            node = way[-1]
            for other in open_[-1]:
                if parent[other] == -2:
                    parent[other] = node
                    order.append(other)
                    way.append(other)
                    open_.append(iter(near[first[other] : first[other + 1]]))
                    break
            else:
                way.pop()
                open_.pop()
        for node in order[begun:]:
            whole[node] = len(order) - begun
    return parent, order, whole


def _low(starts: Ints, ends: Ints, parent: list[int], order: list[int]) -> Ints:
    """For each node the earliest, in the order of the search, of itself and its neighbours but its parent."""
    size = len(parent)
    number = np.empty(size, dtype=np.int64)
    number[order] = np.arange(size)
    node = np.repeat(np.arange(size), np.diff(starts))
    out = number.copy()
    other = ends != np.array(parent)[node]
    np.minimum.at(out, node[other], number[ends[other]])
    return out


def _bridge(network: Network, one: int, two: int, smaller: int) -> Bridge:
    start, end = sorted((one, two))
    first, last = np.searchsorted(network.source, [start, start + 1])
    if end not in network.target[first:last]:
        start, end = end, start
    return Bridge(network.nodes[start], network.nodes[end], smaller)
