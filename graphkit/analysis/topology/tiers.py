"""How far upstream of given targets each node stands, by the shortest and by the longest way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graphkit.analysis.topology.network import Graph, Ints, Node, compact, matrix, offsets
from graphkit.errors import AnalysisError


@dataclass(frozen=True, slots=True)
class Tier:
    """Where a node stands upstream of the nearest and of the farthest way to any target.

    Parameters
    ----------
    nearest : links on the shortest way to a target; 0 for a target itself
    farthest : links on the longest way to a target. Where a way meets a loop (a strongly connected component), the
        links inside of it do not count, since one could go round for ever; it is never less than `nearest`
    loop : whether some way to a target meets a loop, so that there are longer ways than `farthest` says
    """

    nearest: int
    farthest: int
    loop: bool


def tiers(graph: Graph, targets: Iterable[Node]) -> dict[Node, Tier]:
    """The tier of every node from which a way along the links leads to a target, the targets included.

    Links run from supplier to buyer. A target that is not in the graph, or none at all, is an AnalysisError.
    """
    network = compact(graph)
    wanted = network.numbers(targets, "target")
    if not len(wanted):
        raise AnalysisError("no target is named")
    nearest = distances(*network.rows(back=True), wanted)
    upstream = nearest >= 0
    inside = upstream[network.source] & upstream[network.target]
    farthest, loop = _farthest(network.size, network.source[inside], network.target[inside], network.own)
    return {
        network.nodes[k]: Tier(int(nearest[k]), max(int(nearest[k]), farthest[k]), loop[k])
        for k in np.flatnonzero(upstream).tolist()
    }


def distances(starts: Ints, ends: Ints, origins: Ints) -> Ints:
    """Links on the shortest way from any origin to each node, along rows as `Network.rows` gives them; -1 for none."""
    out = np.full(len(starts) - 1, -1, dtype=np.int64)
    front, step = origins, 0
    while len(front):
        out[front] = step
        step += 1
        near = ends[spans(starts[front], starts[front + 1])]
        front = np.unique(near[out[near] < 0])
    return out


def spans(first: Ints, last: Ints) -> Ints:
    """The whole numbers from each `first` to before each `last`, one after the other."""
    length = last - first
    shift = first - np.cumsum(length) + length
    return np.repeat(shift, length) + np.arange(length.sum())


def _farthest(size: int, source: Ints, target: Ints, own: Ints) -> tuple[list[int], list[bool]]:
    """The longest way over the condensation from each node to an end of it, and whether a loop is met."""
    count, part = connected_components(matrix(source, target, np.ones(len(source)), size), connection="strong")
    one, two = part[source], part[target]
    apart = one != two
    pairs = np.unique(one[apart].astype(np.int64) * count + two[apart])
    left = np.bincount(pairs // count, minlength=count).tolist()
    back = np.argsort(pairs % count, kind="stable")
    starts = offsets((pairs % count)[back], count).tolist()
    before = (pairs // count)[back].tolist()
    far, looped = [0] * count, (np.bincount(part, minlength=count) > 1)
    looped[part[own]] = True
    met = looped.tolist()
    ready = [k for k in range(count) if not left[k]]
    for k in ready:  # grows while it runs: each component follows all that it leads to
        for other in before[starts[k] : starts[k + 1]]:
            far[other] = max(far[other], far[k] + 1)
            met[other] = met[other] or met[k]
            left[other] -= 1
            if not left[other]:
                ready.append(other)
    return [far[k] for k in part.tolist()], [met[k] for k in part.tolist()]
