"""Cycles: the strongly connected components of more than one node, each with a short cycle as its proof."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graphkit.analysis.topology.network import Graph, Ints, Network, Node, compact, offsets

#: Links that may be looked at, all components together, in proving that their cycles are shortest.
_EFFORT = 5_000_000


@dataclass(frozen=True, slots=True)
class Loop:
    """A strongly connected component: from each of its nodes a way leads to each other one, and back.

    Parameters
    ----------
    nodes : all nodes of the component
    cycle : one cycle in it, in the direction of the links; the last links to the first
    shortest : whether no cycle of the component is shorter; False where proving it would have taken too long
    """

    nodes: tuple[Node, ...]
    cycle: tuple[Node, ...]
    shortest: bool


def cycles(graph: Graph) -> tuple[Loop, ...]:
    """The strongly connected components of two nodes and more, largest first, each with one shortest cycle.

    Cycles are not enumerated: there can be more of them than atoms. Nodes that link to themselves are no loop here
    (`Counts.own` of `structure` counts them).
    """
    network = compact(graph)
    count, part = connected_components(network.matrix(weighted=False), connection="strong")
    nodes = np.bincount(part, minlength=count)
    short = _pairs(network, part.astype(np.int64))
    order, ends = np.argsort(part, kind="stable"), np.cumsum(nodes)
    inside = part[network.source] == part[network.target]
    source, target = network.source[inside], network.target[inside]
    near = offsets(source, network.size).tolist(), target.tolist()
    out, effort = [], _EFFORT
    for k in sorted(np.flatnonzero(nodes > 1).tolist(), key=lambda k: (nodes[k], order[ends[k] - 1])):
        members = order[ends[k] - nodes[k] : ends[k]].tolist()
        if k in short:
            cycle, proved = list(short[k]), True
        else:
            cycle, effort = _shortest(*near, members, effort)
            proved = effort > 0
        turn = cycle.index(min(cycle))
        cycle = cycle[turn:] + cycle[:turn]
        out.append((members, cycle, proved))
    out.sort(key=lambda found: (-len(found[0]), found[0][0]))
    names = network.nodes
    return tuple(Loop(tuple(names[n] for n in m), tuple(names[n] for n in c), p) for m, c, p in out)


def _pairs(network: Network, part: Ints) -> dict[int, tuple[int, int]]:
    """Of each component the first two nodes that link to each other: no cycle is shorter."""
    size = network.size
    there, back = network.source * size + network.target, network.target * size + network.source
    out: dict[int, tuple[int, int]] = {}
    for code in np.intersect1d(there, back, assume_unique=True).tolist():
        one, two = divmod(code, size)
        out.setdefault(int(part[one]), (one, two))
    return out


def _shortest(starts: list[int], ends: list[int], members: list[int], effort: int) -> tuple[list[int], int]:
    """A shortest cycle among `members`, all of one component, and what is left of `effort` (0: not proved shortest).

    From each node in turn the shortest cycle through it, by a search no deeper than what would be shorter; then the
    node is taken out, and with it what lies on no cycle without it. A ring is done after one search.
    """
    live = set(members)
    back: dict[int, list[int]] = {node: [] for node in members}
    for node in members:
        for other in ends[starts[node] : starts[node + 1]]:
            back[other].append(node)
    leaving = {node: starts[node + 1] - starts[node] for node in members}
    coming = {node: len(back[node]) for node in members}
    best: list[int] = []
    for origin in members:
        if origin not in live:
            continue
        found, seen = _through(starts, ends, live, origin, len(best) - 1 if best else len(members))
        best, effort = found or best, effort - seen
        if effort <= 0:
            return best, 0
        gone = [origin]
        live.discard(origin)
        for node in gone:  # grows while it runs
            for other, left in [
                *((n, coming) for n in ends[starts[node] : starts[node + 1]]),
                *((n, leaving) for n in back[node]),
            ]:
                left[other] -= 1
                if not left[other] and other in live:
                    live.discard(other)
                    gone.append(other)
    return best, effort


def _through(
    starts: list[int], ends: list[int], live: set[int], origin: int, longest: int
) -> tuple[list[int] | None, int]:
    """The shortest cycle through `origin` of at most `longest` links, or None; and how many links were looked at."""
    before, depth, seen = {origin: -1}, {origin: 0}, 0
    todo = deque([origin])
    while todo:
        node = todo.popleft()
        if depth[node] >= longest:
            break
        for other in ends[starts[node] : starts[node + 1]]:
            seen += 1
            if other == origin:
                cycle = [node]
                while before[cycle[-1]] >= 0:
                    cycle.append(before[cycle[-1]])
                return cycle[::-1], seen
            if other in live and other not in before:
                before[other], depth[other] = node, depth[node] + 1
                todo.append(other)
    return None, seen
