"""Trophic levels and incoherence of any directed graph, with cycles and without basal nodes.

After R. S. MacKay, S. Johnson, B. Sansom, "How directed is a directed network?", Royal Society Open Science 7:201138
(2020): with link weights W, u = strength in + out and v = strength in - out of each node, the levels h solve
(diag(u) - W - Wᵀ) h = v, and the incoherence is F0 = Σ w_ij (h_j - h_i - 1)² / Σ w_ij.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.sparse import diags_array
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee
from scipy.sparse.linalg import cg, splu

from graphkit.analysis.topology.network import Floats, Graph, Ints, Node, compact, matrix, sums
from graphkit.errors import AnalysisError

#: A component is factorised if it has at most so many nodes, or links beyond a tree of at most half as many: what is
#: left of it once nodes with one and two neighbours are eliminated, which fills nothing in, is no larger either.
_DIRECT = 500
#: So too if it is long and thin: multiplications at most in an order that keeps links short.
_WORK = 2_000_000_000
#: Conjugate gradients: residual in relation to the right side, and the most steps.
_PRECISION, _STEPS = 1e-11, 20_000
#: By how much a level may miss its equation at the end, in levels.
_MISS = 1e-6


@dataclass(frozen=True, slots=True)
class Trophic:
    """Trophic levels: a link from i to j wants h_j - h_i = 1, and the levels are the least-squares compromise.

    Parameters
    ----------
    levels : level of each node; the lowest of each weakly connected component is 0, so that levels of different
        components do not compare
    incoherence : F0, from 0 (every link climbs one level: a chain, layers) to 1 (no direction at all: a cycle alone);
        None without any link of positive weight
    components : number of weakly connected components, nodes without links counted
    residual : the most by which a level misses its equation, in levels
    """

    levels: dict[Node, float]
    incoherence: float | None
    components: int
    residual: float


def trophic_levels(graph: Graph, weight: str | None = None) -> Trophic:
    """The trophic levels of all nodes and the incoherence of the graph, each weakly connected component apart.

    `weight` names the attribute of links that weighs them; a link that weighs 0 counts as none. A link of a node to
    itself changes no level and counts in F0 as climbing 0. Large components are solved by conjugate gradients with a
    Jacobi preconditioner, small, tree-like, and long and thin ones by factorisation; AnalysisError if the equations do
    not hold at the end (weights that differ by very many orders of magnitude).
    """
    network = compact(graph, weight)
    used = network.weight > 0
    source, target, weights = network.source[used], network.target[used], network.weight[used]
    own = network.own_weight
    most = max(weights.max(initial=0.0), own.max(initial=0.0))
    weights, own = (weights / most, own / most) if most else (weights, own)  # sums stay finite; levels do not change
    levels, components, residual = _solve(network.size, source, target, weights)
    total = float(weights.sum() + own.sum())
    missed = float((weights * (levels[target] - levels[source] - 1) ** 2).sum() + own.sum())
    return Trophic(
        dict(zip(network.nodes, levels.tolist(), strict=True)), missed / total if total else None, components, residual
    )


def _solve(size: int, source: Ints, target: Ints, weights: Floats) -> tuple[Floats, int, float]:
    """Levels, the number of components, and the residual."""
    inward, outward = sums(target, weights, size), sums(source, weights, size)
    strength, balance = inward + outward, inward - outward
    joined = matrix(source, target, weights, size)
    joined = (joined + joined.T).tocsr()
    system = (diags_array(strength) - joined).tocsr()
    components, found = connected_components(joined, directed=False)
    part = found.astype(np.int64)
    nodes = np.bincount(part, minlength=components)
    pairs = np.bincount(part[np.repeat(np.arange(size), np.diff(joined.indptr))], minlength=components) // 2
    direct = (nodes <= _DIRECT) | (2 * (pairs - nodes + 1) <= _DIRECT)
    levels = np.zeros(size)
    _factorise(system, balance, part, np.flatnonzero(direct[part]), levels)
    order = np.argsort(part, kind="stable")
    ends = np.cumsum(nodes)
    for k in np.flatnonzero(~direct):
        members = order[ends[k] - nodes[k] : ends[k]]
        apart = system if components == 1 else system[members][:, members]
        levels[members] = _iterate(apart, balance[members], strength[members])
    lowest = np.full(components, np.inf)
    np.minimum.at(lowest, part, levels)
    levels -= lowest[part]
    missed = np.abs(system @ levels - balance) / np.where(strength > 0, strength, 1.0)
    residual = float(missed.max(initial=0.0))
    if not residual <= _MISS:
        raise AnalysisError(
            f"the trophic levels did not converge: one misses its equation by {residual:.1e} levels",
            "weights that differ by very many orders of magnitude; try without weights",
        )
    return levels, int(components), residual


def _factorise(system: Any, balance: Floats, part: Ints, members: Ints, levels: Floats) -> None:
    """Solve small components all at once, the first node of each held at 0, which makes the system regular."""
    _, held = np.unique(part[members], return_index=True)
    free = np.delete(members, held)
    if len(free):
        # Minimum degree eliminates leaves and chains first, without fill.
        levels[free] = _factors(system, free, "MMD_AT_PLUS_A").solve(balance[free])


def _iterate(system: Any, balance: Floats, strength: Floats) -> Floats:
    """A large component: conjugate gradients on D^-½ Λ D^-½, or factors where those are slow, if it is long and thin.

    The system is singular, but its right side is in its range, so that conjugate gradients converge.
    """
    if (order := _thin(system)) is not None:
        out = np.zeros(len(balance))
        out[order[1:]] = _factors(system, order[1:], "NATURAL").solve(balance[order[1:]])
        return out
    scale = 1 / np.sqrt(strength)
    scaled = (diags_array(scale) @ system @ diags_array(scale)).tocsr()
    found, _ = cg(scaled, scale * balance, rtol=_PRECISION, atol=0.0, maxiter=_STEPS)
    return np.asarray(scale * found, dtype=np.float64)


def _thin(system: Any) -> Ints | None:
    """An order of the rows in which a factorisation stays near the diagonal (Cuthill and McKee), None if none does."""
    order = reverse_cuthill_mckee(system, symmetric_mode=True).astype(np.int64)
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    first = np.minimum.reduceat(place[system.indices], system.indptr[:-1])
    return order if float(((place - first) ** 2).sum()) <= _WORK else None


def _factors(system: Any, free: Ints, ordering: Literal["NATURAL", "MMD_AT_PLUS_A"]) -> Any:
    """Factors of the rows and columns of `free`, whose system is positive definite."""
    part = system[free][:, free].tocsc()
    return splu(part, permc_spec=ordering, diag_pivot_thresh=0.0, options={"SymmetricMode": True})
