"""Degree, PageRank and betweenness. Screening only: they see ways, not needs.

A buyer needs all of its essential inputs and any one supplier of each; no centrality knows the first half of that. A
node that ranks low here can stop a whole chain. What stops if a node stops is asked of `single_points` and
`disruption`.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np

from graphkit.analysis.topology.network import Floats, Graph, Ints, Network, Node, compact, sums
from graphkit.analysis.topology.tiers import spans
from graphkit.errors import AnalysisError

#: Betweenness is exact while nodes times links stay below; above, so many links are followed from sampled nodes.
_EXACT, _FOLLOWED = 20_000_000, 30_000_000
#: From how few nodes at least it is estimated.
_LEAST = 16
#: Links followed at once, which bounds the memory; and steps after which the sample is large enough, in deep graphs.
_AT_ONCE, _STEPS = 4_000_000, 20_000
#: PageRank: the share that follows links, the sum of changes at which it ends, the most rounds (as networkx).
_DAMPING, _CHANGE, _ROUNDS = 0.85, 1e-10, 1_000


@dataclass(frozen=True, slots=True)
class Centrality:
    """Of one node: links in and out (distinct neighbours), PageRank (all add up to 1), betweenness (0 to 1)."""

    suppliers: int
    buyers: int
    pagerank: float
    betweenness: float


@dataclass(frozen=True, slots=True)
class Centralities:
    """Centralities of all nodes, for screening only.

    `sampled` is the number of nodes from which betweenness was estimated (with `seed`), None where it is exact.
    """

    nodes: dict[Node, Centrality]
    sampled: int | None
    seed: int


def centralities(graph: Graph, weight: str | None = None, seed: int = 0, sample: int | None = None) -> Centralities:
    """Degree, PageRank and betweenness of every node: for screening, never as an answer to who is critical.

    PageRank follows links by `weight`, as `networkx.pagerank` does. Betweenness is that of shortest ways by number of
    links (Brandes 2001), divided by (n - 1)(n - 2): exact on small graphs; on large ones from ways that begin at some
    nodes, drawn with `seed`, times n by their number (Brandes and Pich 2007), or at `sample` nodes if that is given.

    Raises
    ------
    AnalysisError
        If `sample` is below 1, a weight is none, or PageRank does not converge.
    """
    network = compact(graph, weight)
    size = network.size
    if sample is not None and sample < 1:
        raise AnalysisError(f"a sample of {sample} nodes", "1 or more")
    given = sample is not None
    if sample is None:
        load = size * (len(network.source) + size)
        sample = size if load <= _EXACT else max(_LEAST, _FOLLOWED // (len(network.source) + size))
    sample = min(sample, size)
    origins = np.array(random.Random(seed).sample(range(size), sample), dtype=np.int64)
    between, sample = betweenness(network, origins, least=sample if given or sample == size else _LEAST)
    if size > 2:
        between = between * (size / sample / ((size - 1) * (size - 2)))
    rank = pagerank(network)
    coming = np.bincount(network.target, minlength=size).tolist()
    leaving = np.bincount(network.source, minlength=size).tolist()
    values = zip(coming, leaving, rank.tolist(), between.tolist(), strict=True)
    nodes = {node: Centrality(*row) for node, row in zip(network.nodes, values, strict=True)}
    return Centralities(nodes, None if sample == size else sample, seed)


def pagerank(network: Network) -> Floats:
    """PageRank by power iteration; what a node without links out holds is spread over all."""
    size = network.size
    matrix = network.matrix()
    out = sums(network.source, network.weight, size)
    loops = sums(network.own, network.own_weight, size)
    total = out + loops
    share = np.divide(1.0, total, out=np.zeros(size), where=total > 0)
    stuck = total <= 0
    back = matrix.T.tocsr()
    rank = np.full(size, 1 / size)
    for _ in range(_ROUNDS):
        flow = rank * share
        new = _DAMPING * (back @ flow + loops * flow + rank[stuck].sum() / size) + (1 - _DAMPING) / size
        if np.abs(new - rank).sum() < _CHANGE:
            return np.asarray(new / new.sum(), dtype=np.float64)
        rank = new
    raise AnalysisError("PageRank did not converge")


def betweenness(network: Network, origins: Ints, least: int) -> tuple[Floats, int]:
    """Sum over `origins` of the share of shortest ways, from there to any node, that run through each node.

    Second, of how many origins: in deep graphs, where ways have very many links, the first `least` or some more.
    """
    size = network.size
    starts, ends = network.rows()
    at_once = max(1, _AT_ONCE // (len(ends) + size))
    out, done, steps = np.zeros(size), 0, 0
    while done < len(origins) and (done < least or steps < _STEPS):
        some = origins[done : done + at_once]
        seen, deep = _dependencies(starts, ends, some)
        out += seen.reshape(len(some), size).sum(axis=0)
        done, steps = done + len(some), steps + deep
    return out, done


def _dependencies(starts: Ints, ends: Ints, origins: Ints) -> tuple[Floats, int]:
    """Brandes' dependencies from several nodes at once, and the most links of a way.

    With n nodes, node v as seen from the k-th origin is at place k · n + v.
    """
    size = len(starts) - 1
    places = np.arange(len(origins)) * size + origins
    ways, depth = np.zeros(len(origins) * size), np.full(len(origins) * size, -1, dtype=np.int32)
    ways[places], depth[places] = 1, 0
    front = places
    steps: list[tuple[Ints, Ints]] = []
    while len(front):
        node = front % size
        links = starts[node + 1] - starts[node]
        far = ends[spans(starts[node], starts[node + 1])] + np.repeat(front - node, links)
        near = np.repeat(front, links)
        first = depth[far] < 0
        near, far = near[first], far[first]
        depth[far] = len(steps) + 1
        np.add.at(ways, far, ways[near])
        steps.append((near, far))
        front = np.unique(far)
    out = np.zeros(len(ways))
    for near, far in reversed(steps):
        np.add.at(out, near, ways[near] / ways[far] * (1 + out[far]))
    out[places] = 0
    return out, len(steps)
