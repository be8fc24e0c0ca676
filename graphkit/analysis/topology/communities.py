"""Communities: groups of nodes with more links among themselves than their degrees would lead one to expect.

Modularity Q = Σ_c (in_c / 2m - γ (tot_c / 2m)²) is raised by moving nodes and then whole groups, as Blondel, Guillaume,
Lambiotte and Lefebvre do ("Fast unfolding of communities in large networks", 2008). networkx' version of that takes
a minute for 1,000,000 links; here the nodes of a batch choose at once, in arrays, with the rule of Lu, Halappanavar and
Kalyanaraman ("Parallel heuristics for scalable community detection", 2015) against two single nodes that change
places for ever. Groups that do not hang together are taken apart, which only raises Q (as in Traag, Waltman and van
Eck, "From Louvain to Leiden", 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from graphkit.analysis.topology.network import Floats, Graph, Ints, Node, compact, matrix, sums
from graphkit.errors import AnalysisError

#: Nodes choose in so many batches, one after the other; up to so many nodes, one by one.
_BATCHES, _ONE_BY_ONE = 16, 256
#: A round that raises Q by less is the last; and the most rounds of one level.
_GAIN, _ROUNDS = 1e-5, 40


@dataclass(frozen=True, slots=True)
class Communities:
    """A division of all nodes into communities.

    Parameters
    ----------
    of : the community of each node, numbered from 0, the largest first
    count : number of communities
    modularity : Q, from -0.5 to 1; None without any link
    seed : what the order of choices was drawn with
    """

    of: dict[Node, int]
    count: int
    modularity: float | None
    seed: int


def communities(graph: Graph, seed: int = 0, weight: str | None = None, resolution: float = 1.0) -> Communities:
    """Divide the graph, without its directions, into communities that hang together.

    The same graph and seed give the same communities. They are one good division and not the only one: another seed
    gives another that is about as good, and what changes then says nothing. `resolution` γ above 1 gives smaller ones.

    Raises
    ------
    AnalysisError
        If `resolution` is no number over 0, or a weight is none.
    """
    if not resolution > 0 or resolution == np.inf:
        raise AnalysisError(f"resolution {resolution}", "a number over 0")
    network = compact(graph, weight)
    used = network.weight > 0
    links = matrix(network.source[used], network.target[used], network.weight[used], network.size)
    links = links + links.T
    own = 2 * sums(network.own, network.own_weight, network.size)
    most = max(links.max() if links.nnz else 0.0, own.max(initial=0.0))
    if not most:
        return Communities({node: k for k, node in enumerate(network.nodes)}, network.size, None, seed)
    level = _Level((links / most).tocsr(), own / most, resolution)
    part = _divide(level, np.random.default_rng(seed))
    number = _number(part)
    return Communities(
        dict(zip(network.nodes, number.tolist(), strict=True)), int(number.max()) + 1, level.quality(number), seed
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """A graph of nodes or of groups: links both ways, twice what is inside of each, and the resolution."""

    links: Any
    inner: Floats
    resolution: float

    @property
    def strength(self) -> Floats:
        return np.asarray(self.links.sum(axis=1)).ravel() + self.inner

    def quality(self, part: Ints) -> float:
        """Modularity of a division."""
        strength = self.strength
        total = strength.sum()
        node = np.repeat(np.arange(len(part)), np.diff(self.links.indptr))
        inside = self.links.data[part[node] == part[self.links.indices]].sum() + self.inner.sum()
        groups = sums(part, strength, int(part.max()) + 1) / total
        return float(inside / total - self.resolution * (groups**2).sum())

    def pieces(self, part: Ints) -> Ints:
        """The groups taken apart into what hangs together."""
        node = np.repeat(np.arange(len(part)), np.diff(self.links.indptr))
        same = part[node] == part[self.links.indices]
        kept = matrix(node[same], self.links.indices[same], np.ones(int(same.sum())), len(part))
        return np.asarray(connected_components(kept, directed=False)[1], dtype=np.int64)

    def merged(self, part: Ints) -> _Level:
        """The groups as nodes."""
        to = _membership(part, int(part.max()) + 1)
        links = (to.T @ self.links @ to).tocsr()
        inside = links.diagonal()
        links.setdiag(0)
        links.eliminate_zeros()
        return _Level(links, sums(part, self.inner, to.shape[1]) + inside, self.resolution)


def _membership(part: Ints, count: int) -> Any:
    size = len(part)
    return csr_array((np.ones(size), part, np.arange(size + 1)), shape=(size, count))


def _divide(bottom: _Level, draw: np.random.Generator) -> Ints:
    """Groups of groups until none moves, then single nodes once more, which now see the groups as they became."""
    part = np.arange(len(bottom.inner))
    level, quality = bottom, bottom.quality(part)
    while True:
        moved = level.pieces(_move(level, np.arange(len(level.inner)), draw))
        better = level.quality(moved)
        if better <= quality:
            break
        part, quality = moved[part], better
        level = level.merged(moved)
    last = bottom.pieces(_move(bottom, part, draw))
    return last if bottom.quality(last) > quality else part


def _move(level: _Level, part: Ints, draw: np.random.Generator) -> Ints:
    """Nodes go to the neighbours' group that raises Q most, round after round, until a round gains too little."""
    size = len(part)
    strength = level.strength
    best, quality = part, level.quality(part)
    order = draw.permutation(size)
    batches = [(nodes, level.links[nodes]) for nodes in np.array_split(order, min(size, _count(size)))]
    for _ in range(_ROUNDS):
        part = best.copy()
        total, members = sums(part, strength, size), np.bincount(part, minlength=size)
        for nodes, links in batches:
            _choose(level, nodes, links, part, strength, total, members)
        reached = level.quality(part)
        if reached <= quality:
            break
        best, gain, quality = part, reached - quality, reached
        if gain < _GAIN:
            break
    return best


def _count(size: int) -> int:
    return size if size <= _ONE_BY_ONE else _BATCHES


def _choose(level: _Level, nodes: Ints, links: Any, part: Ints, strength: Floats, total: Floats, members: Ints) -> None:
    """Each of `nodes` goes where it gains most (of equals, to the group with the lowest number); arrays change."""
    toward = links @ _membership(part, len(total))
    row = np.repeat(np.arange(len(nodes)), np.diff(toward.indptr))
    group, own = toward.indices, part[nodes]
    each = strength[nodes]
    factor = level.resolution / strength.sum()
    home = group == own[row]
    stay = np.bincount(row[home], toward.data[home], len(nodes)) - factor * each * (total[own] - each)
    gain = np.where(home, -np.inf, toward.data - factor * each[row] * total[group])
    first = toward.indptr[:-1][np.diff(toward.indptr) > 0]
    if not len(first):
        return
    most = np.full(len(nodes), -np.inf)
    most[row[first]] = np.maximum.reduceat(gain, first)
    chosen = np.full(len(nodes), len(total))
    chosen[row[first]] = np.minimum.reduceat(np.where(gain == most[row], group, len(total)), first)
    goes = most > stay + 1e-12 * each
    if len(nodes) > 1:  # two single nodes would change places: only the one with the higher number moves
        single = members[own] == 1
        goes &= ~(single & (members[np.where(goes, chosen, 0)] == 1) & (chosen > own))
    nodes, own, chosen, each = nodes[goes], own[goes], chosen[goes], each[goes]
    part[nodes] = chosen
    np.add.at(total, own, -each)
    np.add.at(total, chosen, each)
    np.add.at(members, own, -1)
    np.add.at(members, chosen, 1)


def _number(part: Ints) -> Ints:
    """The groups numbered anew: the largest first, of equals the one with the first node."""
    _, first, part, sizes = np.unique(part, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return rank[part]
