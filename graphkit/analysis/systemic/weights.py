"""Weights that nobody stated in full: sampled so that they fit the shares that are known."""

from __future__ import annotations

import math
import statistics
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphkit.analysis.systemic.check import Floats, Ints, is_number, is_whole
from graphkit.analysis.systemic.network import Matrix
from graphkit.errors import AnalysisError

#: A firm or a material, as the caller names it.
Node = Hashable
#: (buyer, material): what one buyer buys of one material.
Group = tuple[Node, Node]

#: Below it the gamma numbers of a Dirichlet vector round to zero too often to be divided by their sum.
LEAST_CONCENTRATION = 0.1
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioWeights:
    """Sales between `nodes` as far as they are known, and samples of them that fit (`sample`).

    What is assumed is told: `unknown` are the (buyer, material) with suppliers whose share is sampled, `nothing_left`
    those where the known shares are the whole and such suppliers get nothing, `scaled` those where all shares are known
    but do not make a whole and were scaled to one, `volumes_assumed` those whose size nobody stated, `gaps` those
    without any known supplier, which are no part of the weights.
    """

    nodes: tuple[Node, ...]
    seed: int
    concentration: float
    unknown: tuple[Group, ...]
    nothing_left: tuple[Group, ...]
    scaled: tuple[Group, ...]
    volumes_assumed: tuple[Group, ...]
    gaps: tuple[Group, ...]
    # One entry a link: supplier, buyer, group, known share (0 where it is not), and the places of those to sample.
    _supplier: Ints
    _buyer: Ints
    _group: Ints
    _share: Floats
    _sampled: Ints
    # One entry a group: what the known shares leave, and the size.
    _rest: Floats
    _volume: Floats

    @property
    def stated(self) -> bool:
        """True where every weight follows from what was stated; False: a scenario."""
        return not (self.unknown or self.nothing_left or self.scaled or self.volumes_assumed or self.gaps)

    def sample(self, number: int) -> Matrix:
        """The weights of one sample, `[i, j]` what node i sells to node j; the same for the same seed and number.

        The rest of a group goes to its suppliers of unknown share by a Dirichlet vector with all parameters equal to
        `concentration`: 1 makes every split of the rest equally likely, more draws them to equal parts. A number does
        not depend on those before it.
        """
        share = self._share.copy()
        if self._sampled.size:
            # Gamma numbers divided by their sum are Dirichlet: all groups at once.
            drawn = np.random.default_rng([self.seed, number]).standard_gamma(self.concentration, self._sampled.size)
            group = self._group[self._sampled]
            whole = np.bincount(group, weights=drawn, minlength=len(self._rest))
            share[self._sampled] = self._rest[group] * drawn / whole[group]
        size = len(self.nodes)
        out = sp.csr_array((share * self._volume[self._group], (self._supplier, self._buyer)), shape=(size, size))
        out.sum_duplicates()
        return out


def scenario_weights(
    known: Mapping[Group, Mapping[Node, float | None]],
    *,
    volumes: Mapping[Group, float] | None = None,
    nodes: Sequence[Node] | None = None,
    concentration: float = 1.0,
    seed: int = 0,
) -> ScenarioWeights:
    """Weights that fit known shares.

    Parameters
    ----------
    known
        For each (buyer, material) the known suppliers with their share of what the buyer buys of it, in [0, 1], or None
        where nobody stated it. The list is taken as whole: what the known shares leave goes to the suppliers of unknown
        share, and where there are none the shares are scaled to one, which `ScenarioWeights.scaled` tells.
    volumes
        What each (buyer, material) amounts to, in one unit throughout (money in the paper). Where it is not stated the
        median of those that are is taken, or 1 for all if none is.
    nodes
        The firms in the order of rows and columns; by default all buyers and suppliers, sorted.
    concentration
        Parameter of the Dirichlet vectors, at least 0.1.
    seed
        Of numpy's Generator, 0 or more: the same seed gives the same samples, in whatever order `known` comes.

    Raises AnalysisError for shares outside [0, 1] or above one together, volumes that are not above 0 or of an unknown
    group, firms that `nodes` lacks or repeats, and where no group has a supplier.
    """
    _require_seed(seed, concentration)
    groups = sorted(known, key=_pair_order)
    filled = [g for g in groups if known[g]]
    if not filled:
        raise AnalysisError("no group has a known supplier", "known is {(buyer, material): {supplier: share or None}}")
    order = _order(filled, known, nodes)
    index = {node: place for place, node in enumerate(order)}
    volume, assumed = _volumes(filled, groups, volumes)
    links = _links(filled, known, index)
    known_sum = _known_sums(filled, links)
    open_groups = np.unique(links.group[links.sampled])
    whole = known_sum >= 1 - _SLACK
    scaled = _to_scale(filled, known_sum, whole, open_groups)
    scale = np.ones(len(filled))
    scale[scaled] = 1 / known_sum[scaled]
    return ScenarioWeights(
        nodes=order,
        seed=int(seed),
        concentration=float(concentration),
        unknown=tuple(filled[k] for k in open_groups if not whole[k]),
        nothing_left=tuple(filled[k] for k in open_groups if whole[k]),
        scaled=tuple(filled[k] for k in scaled),
        volumes_assumed=assumed,
        gaps=tuple(g for g in groups if not known[g]),
        _supplier=links.supplier,
        _buyer=links.buyer,
        _group=links.group,
        _share=links.share * scale[links.group],
        _sampled=links.sampled[~whole[links.group[links.sampled]]],
        _rest=np.maximum(1 - known_sum, 0.0),
        _volume=volume,
    )


def _require_seed(seed: Any, concentration: Any) -> None:
    if not is_whole(seed) or seed < 0:
        raise AnalysisError(f"seed is {seed!r}", "a whole number, 0 or more")
    if not is_number(concentration) or not LEAST_CONCENTRATION <= concentration < math.inf:
        raise AnalysisError(f"concentration is {concentration!r}", f"a number, {LEAST_CONCENTRATION} or more")


def _order(
    groups: Sequence[Group], known: Mapping[Group, Mapping[Node, float | None]], nodes: Sequence[Node] | None
) -> tuple[Node, ...]:
    used = {g[0] for g in groups} | {s for g in groups for s in known[g]}
    if nodes is None:
        return tuple(sorted(used, key=_node_order))
    order = tuple(nodes)
    if len(set(order)) != len(order):
        repeated = next(n for n in order if order.count(n) > 1)
        raise AnalysisError(f"nodes names {repeated!r} twice", "each firm once")
    if missing := sorted(used - set(order), key=_node_order):
        raise AnalysisError(f"nodes lacks {missing[0]!r}", "every buyer and supplier needs its place")
    return order


def _volumes(
    filled: Sequence[Group], groups: Sequence[Group], volumes: Mapping[Group, float] | None
) -> tuple[Floats, tuple[Group, ...]]:
    given, known = dict(volumes or {}), set(groups)
    for group, value in given.items():
        if group not in known:
            raise AnalysisError(f"volumes names {group!r}, which is no group", "keys are those of known")
        if not is_number(value) or not 0 < value < math.inf:
            raise AnalysisError(f"the volume of {_told(group)} is {value!r}", "a number above 0")
    usual = float(statistics.median(given.values())) if given else 1.0
    out = np.array([float(given.get(g, usual)) for g in filled])
    return out, tuple(g for g in filled if g not in given)


class _Links(NamedTuple):
    """One entry a link: places of its supplier, buyer and group, and the known share (0 where it is not); `sampled` are
    the places of the links of unknown share."""

    supplier: Ints
    buyer: Ints
    group: Ints
    share: Floats
    sampled: Ints


def _links(
    filled: Sequence[Group], known: Mapping[Group, Mapping[Node, float | None]], index: Mapping[Node, int]
) -> _Links:
    """The links of the groups that have a supplier; AnalysisError for a share outside [0, 1]."""
    rows = [(k, g, s) for k, g in enumerate(filled) for s in sorted(known[g], key=_node_order)]
    told = [_share(known[g][s], g, s) for _, g, s in rows]
    return _Links(
        np.array([index[s] for _, _, s in rows], dtype=np.int64),
        np.array([index[g[0]] for _, g, _ in rows], dtype=np.int64),
        np.array([k for k, _, _ in rows], dtype=np.int64),
        np.array([0.0 if t is None else t for t in told]),
        np.array([place for place, t in enumerate(told) if t is None], dtype=np.int64),
    )


def _known_sums(filled: Sequence[Group], links: _Links) -> Floats:
    """What the known shares of each group make together; AnalysisError where it is above one."""
    found = np.asarray(np.bincount(links.group, weights=links.share, minlength=len(filled)), dtype=np.float64)
    for place in map(int, np.flatnonzero(found > 1 + _SLACK)):
        raise AnalysisError(
            f"the shares of the suppliers of {_told(filled[place])} add up to {found[place]:g}",
            "shares of what one buyer buys of one material are at most 1 together",
        )
    return found


def _to_scale(filled: Sequence[Group], known_sum: Floats, whole: NDArray[np.bool_], open_groups: Ints) -> list[int]:
    """Places of the groups all of whose shares are known and make less than one; AnalysisError where they make none."""
    closed = np.setdiff1d(np.arange(len(filled)), open_groups)
    found = [int(k) for k in closed if not whole[k]]
    for k in found:
        if not known_sum[k]:
            raise AnalysisError(
                f"all suppliers of {_told(filled[k])} have the share 0", "None is a share that is not known"
            )
    return found


def _share(value: Any, group: Group, supplier: Node) -> float | None:
    if value is None:
        return None
    if not is_number(value) or not 0 <= value <= 1:
        raise AnalysisError(
            f"the share of {supplier!r} in {_told(group)} is {value!r}", "a number from 0 to 1, or None if not known"
        )
    return float(value)


def _told(group: Group) -> str:
    return f"{group[1]!r} for {group[0]!r}"


def _node_order(node: Node) -> tuple[str, Any]:
    return (type(node).__name__, node)


def _pair_order(group: Any) -> tuple[tuple[str, Any], tuple[str, Any]]:
    if not (isinstance(group, tuple) and len(group) == 2):
        raise AnalysisError(f"known has the key {group!r}", "keys are (buyer, material)")
    return _node_order(group[0]), _node_order(group[1])
