"""The recursion of one cascade: losses spread step by step until nothing changes by more than eps.

Losses d = 1 − h are kept in place of the h of the equations (see `graphkit.analysis.systemic`); they never fall from
one step to the next, which is what the step relies on: only what hangs on a firm that changed is computed anew. Where
that is much of the network, one product with the whole matrix is cheaper and gives the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.analysis.systemic.check import Floats, Ints
from graphkit.analysis.systemic.network import Network, Targets, product

#: Below this part of all links, losses go along the links of the firms that changed; from it on, along all.
FEW = 1 / 4


@dataclass(frozen=True, slots=True, eq=False)
class Losses:
    """Where a cascade ended: share of production lost by each firm, downstream and upstream, and the steps it took."""

    down: Floats
    up: Floats
    steps: int


def spread(network: Network, shock: tuple[tuple[int, float], ...], eps: float) -> Losses:
    """Run one cascade to its end: the first step that lowers no firm, in either direction, by more than eps.

    `shock` is (firm, share lost) with every firm at most once, as `check.shares_lost` makes it. Each step lowers some
    firm by more than eps or is the last, so there are at most 2 · firms / eps + 1 of them.
    """
    down, up = _Downstream(network, shock), _Upstream(network, shock)
    steps, most = 0, np.inf
    while most > eps:
        most = max(down.step(), up.step())
        steps += 1
    return Losses(down.lost, up.lost, steps)


def _start(network: Network, shock: tuple[tuple[int, float], ...]) -> tuple[Floats, Ints]:
    lost = np.zeros(network.size)
    firms = np.array([firm for firm, share in shock if share > 0], dtype=np.int64)
    lost[firms] = [share for _, share in shock if share > 0]
    return lost, firms


class _Downstream:
    """Losses that go from suppliers to buyers. `changed` are the firms whose loss grew in the last step."""

    __slots__ = ("changed", "felt", "lost", "missing", "network")

    def __init__(self, network: Network, shock: tuple[tuple[int, float], ...]) -> None:
        self.network = network
        self.lost, self.changed = _start(network, shock)
        #: σ_i · d_i of each firm, and what each group misses: the sum of λ · σ · d over its suppliers.
        self.felt = np.zeros(network.size)
        self.missing = np.zeros(len(network.group_buyer))

    def step(self) -> float:
        """One step for all firms at once; the greatest growth of a loss."""
        if not self.changed.size:
            return 0.0
        net = self.network
        firms, growth = self._felt()
        reached = _reached(net.down_targets, firms)
        if reached < FEW * net.down.nnz:
            groups = _add(self.missing, net.down_targets, firms, growth)
            buyers = net.group_buyer[groups]
            worst = self.missing[groups]
        else:
            self.missing = product(net.down, self.felt)
            buyers = net.buyers
            worst = np.maximum.reduceat(self.missing, net.first_group)
        self.changed, most = _raise(self.lost, buyers, worst)
        return most

    def _felt(self) -> tuple[Ints, Floats]:
        """The firms whose σ · d grew, for their loss did or their market has less left, and by how much."""
        net = self.network
        touched = _distinct(net.market[self.changed], len(net.first_member) - 1)
        first, last = net.first_member[touched], net.first_member[touched + 1]
        places = _ranges(first, last)
        firms = net.members[places]
        lost, sales = self.lost[firms], net.sales[firms]
        counts = last - first
        left = np.repeat(np.add.reduceat(sales * (1.0 - lost), np.cumsum(counts) - counts), counts)
        # Whoever sells all that is left, or more, is replaced by nobody: so with a market on which nothing is left.
        share = np.divide(sales, left, out=np.ones_like(sales), where=sales < left)
        felt = share * lost
        growth = felt - self.felt[firms]
        grown = np.flatnonzero(growth > 0)
        firms = firms[grown]
        self.felt[firms] = felt[grown]
        return firms, growth[grown]


class _Upstream:
    """Losses that go from buyers to sellers. `changed` are the firms whose loss grew in the last step, by `growth`."""

    __slots__ = ("changed", "growth", "lost", "missing", "network")

    def __init__(self, network: Network, shock: tuple[tuple[int, float], ...]) -> None:
        self.network = network
        self.lost, self.changed = _start(network, shock)
        self.growth = self.lost[self.changed]
        #: What each seller misses: the sum of λ · d over its buyers.
        self.missing = np.zeros(network.size)

    def step(self) -> float:
        """One step for all firms at once; the greatest growth of a loss."""
        if not self.changed.size:
            return 0.0
        net = self.network
        if _reached(net.up_targets, self.changed) < FEW * net.up.nnz:
            sellers = _add(self.missing, net.up_targets, self.changed, self.growth)
            worst = self.missing[sellers]
        else:
            self.missing = product(net.up, self.lost)
            sellers, worst = np.arange(net.size), self.missing
        before = self.lost.copy()
        self.changed, most = _raise(self.lost, sellers, worst)
        self.growth = self.lost[self.changed] - before[self.changed]
        return most


def _raise(lost: Floats, firms: Ints, worst: Floats) -> tuple[Ints, float]:
    """Raise losses in place to the worst told of each firm, at most to 1: who changed, and the greatest growth."""
    worst = np.minimum(worst, 1.0)
    growth = worst - lost[firms]
    grown = np.flatnonzero(growth > 0)
    if not grown.size:
        return grown, 0.0
    most = float(growth[grown].max())
    np.maximum.at(lost, firms[grown], worst[grown])
    return _distinct(firms[grown], len(lost)), most


def _distinct(numbers: Ints, below: int) -> Ints:
    """Each of the numbers once, from the least to the greatest: marks are faster than np.unique here."""
    marks = np.zeros(below, dtype=np.bool_)
    marks[numbers] = True
    return np.flatnonzero(marks)


def _reached(targets: Targets, firms: Ints) -> int:
    return int((targets.start[firms + 1] - targets.start[firms]).sum())


def _add(missing: Floats, targets: Targets, firms: Ints, growth: Floats) -> Ints:
    """Add what the firms' growth of loss means for those they hit, in place; whom they hit, with repeats."""
    first, last = targets.start[firms], targets.start[firms + 1]
    places = _ranges(first, last)
    hit = targets.target[places]
    np.add.at(missing, hit, targets.impact[places] * np.repeat(growth, last - first))
    return hit


def _ranges(first: Ints, last: Ints) -> Ints:
    """The numbers from each first up to its last, one range after the other."""
    counts = last - first
    ends = np.cumsum(counts)
    total = int(ends[-1]) if ends.size else 0
    return np.repeat(first - (ends - counts), counts) + np.arange(total)
