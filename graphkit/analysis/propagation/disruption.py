"""What stops if this stops: waves over the groups of all buyers, in the closed and in the open world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.propagation.compiled import NO, UNKNOWN, YES, CompiledInputs, Flags, Inputs, Ints, compile_inputs
from graphkit.analysis.propagation.groups import Node, Pair, nodes_of
from graphkit.analysis.propagation.kernel import Strikes, downstream


@dataclass(frozen=True, slots=True)
class Proof:
    """Why a node stopped: the group whose last supplier went in the round before.

    Attributes
    ----------
    material, name, claims
        Of the group.
    suppliers
        Every known supplier with the round in which it stopped, by node.
    essential, complete
        As stated: None is not known, and was taken as yes in the closed world.
    """

    material: str
    suppliers: tuple[tuple[Node, int], ...]
    essential: bool | None
    complete: bool | None
    name: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Disruption:
    """The outcome of one strike; sets and dicts are made when they are asked for first.

    Attributes
    ----------
    inputs, world
        What was struck, and how lists of suppliers were taken.
    shock
        The struck nodes.
    unknown
        Those of them that are neither buyer nor supplier: nothing can follow from them.
    """

    inputs: CompiledInputs
    world: str
    shock: frozenset[Node]
    unknown: frozenset[Node]
    _wave: Ints = field()
    _left: Ints = field()

    def __repr__(self) -> str:
        return f"Disruption({len(self.shock)} struck, {self._count} stopped, {self.world} world)"

    @property
    def _count(self) -> int:
        return int(np.count_nonzero(self._wave >= 0)) + len(self.unknown)

    @cached_property
    def stopped(self) -> set[Node]:
        """The shock, known or not, and every node some essential group of which has lost all of its known suppliers."""
        return self._set(self._wave >= 0) | self.unknown

    @cached_property
    def reduced(self) -> set[Node]:
        """What has not stopped and has some group, essential or not, that has lost a supplier."""
        return self._set(self._reduced)

    @cached_property
    def exposed(self) -> set[Node]:
        """What is neither, and has some supplier, in any group, that is reduced or exposed."""
        return self._set(self._exposed)

    @cached_property
    def wave(self) -> dict[Node, int]:
        """For each stopped node the round in which it stopped, 0 for the shock; by round."""
        at = np.flatnonzero(self._wave >= 0)
        at = at[np.argsort(self._wave[at], kind="stable")]
        known = dict(zip(self.inputs.nodes[at].tolist(), self._wave[at].tolist(), strict=True))
        return dict.fromkeys(sorted(self.unknown, key=repr), 0) | known

    @cached_property
    def lost_all(self) -> set[Pair]:
        """(buyer, material) of each group that has lost all of its known suppliers and can be lost in this world.

        Groups of every buyer are in it, struck ones and those that are not essential too. A buyer with two groups of
        one material is in both sets where one group is lost whole and the other in part.
        """
        return self.inputs.pairs(np.flatnonzero(self.whole))

    @cached_property
    def lost_some(self) -> set[Pair]:
        """(buyer, material) of each group that has lost a supplier and is not lost whole.

        In the open world these are also the groups without any known supplier left that may have others.
        """
        return self.inputs.pairs(np.flatnonzero(self.hit & ~self.whole))

    @cached_property
    def gaps(self) -> set[Pair]:
        """(buyer, material) of the groups of stopped, reduced and exposed nodes that have no known supplier."""
        met = (self._wave >= 0) | self._reduced | self._exposed
        return self.inputs.pairs(np.flatnonzero((self.inputs.sizes == 0) & met[self.inputs.owner]))

    @cached_property
    def assumed_essential(self) -> set[Pair]:
        """(buyer, material) of the lost groups of which is not known whether they are essential, and was taken as yes.

        Empty in the open world, where they stop nothing.
        """
        return self.inputs.pairs(np.flatnonzero(self._assumed(self.inputs.essential == UNKNOWN)))

    @cached_property
    def assumed_complete(self) -> set[Pair]:
        """(buyer, material) of the lost groups that may be essential and may have other suppliers.

        Those are the ones of which `complete` is not True. Empty in the open world, where they cannot be lost.
        """
        needed = self.inputs.essential != NO
        return self.inputs.pairs(np.flatnonzero(self._assumed(needed & (self.inputs.complete != YES))))

    @cached_property
    def proof(self) -> dict[Node, Proof]:
        """For each stopped node outside the shock the group that stopped it, by round.

        Where several went in the same round, the first by material and suppliers.
        """
        found = {v: self._proof(g) for v, g in self._last_groups().items()}
        ordered = sorted(found, key=lambda v: (self._wave[v], v))
        nodes = self.inputs.nodes
        return {nodes[v]: found[v] for v in ordered}

    @cached_property
    def claims(self) -> tuple[str, ...]:
        """Ids of the claims behind the groups that have lost a supplier, in order."""
        hit = self.hit
        return tuple(sorted({c for g, ids in self.inputs.claims.items() if hit[g] for c in ids}))

    def reached(self) -> NDArray[np.bool_]:
        """For each node number whether it has stopped, without making a set."""
        return self._wave >= 0

    @cached_property
    def hit(self) -> Flags:
        """For each group number whether it has lost a supplier."""
        return self._left < self.inputs.sizes

    @cached_property
    def whole(self) -> Flags:
        """For each group number whether it is lost: no known supplier is left, and in this world there is no other."""
        out: Flags = (self._left == 0) & self.inputs.losable(self.world)
        return out

    @cached_property
    def _reduced(self) -> Flags:
        out = np.zeros(len(self._wave), np.bool_)
        out[self.inputs.owner[self.hit]] = True
        return out & (self._wave < 0)

    @cached_property
    def _exposed(self) -> Flags:
        going = self._wave < 0
        return downstream(self.inputs, np.flatnonzero(self._reduced), going) & ~self._reduced

    def _set(self, flags: Flags) -> set[Node]:
        return set(self.inputs.nodes[flags].tolist())

    def _assumed(self, which: Flags) -> Flags:
        return self.whole & which if self.world == "closed" else np.zeros_like(which)

    def _last_groups(self) -> dict[int, int]:
        inputs, wave = self.inputs, self._wave
        known = np.flatnonzero(inputs.sizes)
        latest = np.full(len(inputs.sizes), -1, np.int32)
        if len(known):
            latest[known] = np.maximum.reduceat(wave[inputs.suppliers], inputs.group_starts[known])
        stopped = wave[inputs.owner]
        last = (self._left == 0) & inputs.stopping(self.world) & (stopped > 0) & (latest == stopped - 1)
        groups = np.flatnonzero(last)
        # Groups stand in order of material and suppliers for each buyer: the first of a buyer is taken.
        buyers, first = np.unique(inputs.owner[groups], return_index=True)
        return dict(zip(buyers.tolist(), groups[first].tolist(), strict=True))

    def _suppliers(self, group: int) -> Ints:
        return self.inputs.suppliers[self.inputs.group_starts[group] : self.inputs.group_starts[group + 1]]

    def _proof(self, group: int) -> Proof:
        inputs, suppliers = self.inputs, self._suppliers(group)
        return Proof(
            inputs.material[group],
            tuple(zip(inputs.nodes[suppliers].tolist(), self._wave[suppliers].tolist(), strict=True)),
            answer(inputs.essential[group]),
            answer(inputs.complete[group]),
            inputs.names.get(group, ""),
            inputs.claims.get(group, ()),
        )


@dataclass(frozen=True, slots=True)
class Worlds:
    """One strike in both worlds: what may stop, and what stops for certain.

    Attributes
    ----------
    possible
        In the closed world: every list of suppliers is taken as whole, what may be essential as essential.
    certain
        In the open world: only what is known counts.
    """

    possible: Disruption
    certain: Disruption


def disruption(inputs: Inputs, shock: Iterable[Any], world: str = "closed") -> Disruption:
    """What stops, is reduced and is exposed if some nodes stop.

    Stopped is what is struck and what has an essential group with at least one known supplier that has lost all of
    them; the least such set, so nodes that only supply each other go on until one of them is struck. A group without a
    known supplier is a gap, never a loss; a node that supplies itself does not lose that group before it stops.

    Parameters
    ----------
    inputs
        The groups of each buyer (`compile_inputs` makes them ready for many strikes).
    shock
        The struck nodes. One that no group knows is stopped all the same, and listed as `unknown`.
    world
        ``closed``: every list of suppliers is taken as whole, and a group is essential unless it is known not to be.
        ``open``: only complete groups can be lost, and only those known to be essential stop their buyer.

    Returns
    -------
    Disruption
        The same for the same groups and nodes in whatever order.

    Raises
    ------
    AnalysisError
        If a group is not one, the world is unknown, or the shock is one text in place of several nodes.
    """
    compiled = compile_inputs(inputs)
    stopping = compiled.stopping(world)
    struck = nodes_of(shock, "shock")
    strikes = Strikes(compiled, stopping)
    numbers = [number for node in struck if (number := compiled.index.get(node)) is not None]
    strikes.strike(numbers)
    whole = len(numbers) == len(struck)
    unknown = frozenset() if whole else frozenset(node for node in struck if node not in compiled.index)
    return Disruption(compiled, world, struck, unknown, strikes.wave, strikes.left)


def worlds(inputs: Inputs, shock: Iterable[Any]) -> Worlds:
    """One strike in the closed world (possible) and in the open one (certain), as `disruption` gives them."""
    compiled = compile_inputs(inputs)
    struck = nodes_of(shock, "shock")
    return Worlds(disruption(compiled, struck, "closed"), disruption(compiled, struck, "open"))


def answer(stored: Any) -> bool | None:
    """Yes, no or not known (None), as arrays store it."""
    return None if stored == UNKNOWN else bool(stored)
