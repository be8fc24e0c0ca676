"""The rounds of a disruption over compiled groups, and the reach of a change downstream.

Both go in rounds, each from all nodes of the one before. A round with few links is walked link by link, one with many
is done by numpy as a whole: the one costs per link, the other per round. `_NARROW` is the only place where that is
chosen, and the outcome is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.propagation.compiled import CompiledInputs, Flags, Ints

_NARROW = 400
"""Up to so many links a round is walked link by link: there a round of numpy costs as much."""

Round: TypeAlias = list[int] | NDArray[Any]


class Strikes:
    """One strike after the other on the same groups, in one world.

    Attributes
    ----------
    wave
        For each node the round in which it stopped, 0 where it was struck, -1 where it goes on.
    left
        For each group how many of its suppliers go on.
    """

    def __init__(self, inputs: CompiledInputs, stopping: Flags) -> None:
        """`stopping` are the groups that stop their buyer when they are lost (`CompiledInputs.stopping`)."""
        self._inputs = inputs
        self._stopping = stopping
        self.wave = np.full(len(inputs.nodes), -1, np.int32)
        self.left = inputs.sizes.astype(np.int32)

    def strike(self, struck: Sequence[int]) -> list[Round]:
        """Stops the nodes given by number and all that stops with them; the rounds, the struck ones first.

        What an earlier strike did must have been undone.
        """
        front: Round = np.array(struck, np.int32) if len(struck) > _NARROW else list(struck)
        self.wave[front] = 0
        rounds = []
        while len(front) > 0:
            rounds.append(front)
            few = _few(self._inputs.use_starts, front)
            front = self._narrow(front, len(rounds)) if few else self._wide(front, len(rounds))
        return rounds

    def undo(self, rounds: Sequence[Round]) -> None:
        """Sets going again what the strike with these rounds stopped."""
        starts, uses, sizes = self._inputs.use_starts, self._inputs.uses, self._inputs.sizes
        # All groups of a supplier that had stopped: whatever was taken off them is put back.
        if len(rounds) < 4 and all(isinstance(front, list) for front in rounds):
            wave, left, first, all_uses = (
                self.wave.data,
                self.left.data,
                starts.data,
                uses.data,
            )
            for node in chain.from_iterable(rounds):
                wave[node] = -1
                for group in all_uses[first[node] : first[node + 1]].tolist():
                    left[group] = sizes[group]
            return
        stopped = np.concatenate([np.asarray(front, np.int32) for front in rounds])
        self.wave[stopped] = -1
        groups = slices(starts, uses, stopped)
        self.left[groups] = sizes[groups]

    def _narrow(self, front: Round, number: int) -> list[int]:
        wave, left, stopping = self.wave.data, self.left.data, self._stopping.data
        starts, uses = self._inputs.use_starts.data, self._inputs.uses.data
        owner = self._inputs.owner.data
        found = []
        for node in front if isinstance(front, list) else front.tolist():
            for group in uses[starts[node] : starts[node + 1]].tolist():
                rest = left[group] - 1
                left[group] = rest
                if not rest and stopping[group]:
                    buyer = owner[group]
                    if wave[buyer] < 0:
                        wave[buyer] = number
                        found.append(buyer)
        return found

    def _wide(self, front: Round, number: int) -> NDArray[Any]:
        inputs, wave, left = self._inputs, self.wave, self.left
        groups = slices(inputs.use_starts, inputs.uses, np.asarray(front)).astype(np.intp)
        # With these very types numpy takes its short way, twenty times as fast (also after unpickling, by astype).
        np.subtract.at(left, groups, np.int32(1))
        lost = groups[(left[groups] == 0) & self._stopping[groups]]
        buyers = inputs.owner[lost]
        buyers = distinct(buyers[wave[buyers] < 0])
        wave[buyers] = number
        return buyers


def downstream(inputs: CompiledInputs, begin: NDArray[Any], inside: Flags) -> Flags:
    """The nodes that `begin` reaches from supplier to buyer, over any group, staying within `inside`; with `begin`."""
    reached = np.zeros(len(inputs.nodes), np.bool_)
    reached[begin] = True
    open_ = inside & ~reached
    front = begin
    while len(front) > 0:
        if _few(inputs.use_starts, front):
            front = _next_few(inputs, front, open_)
        else:
            front = _next_many(inputs, front, open_, reached)
        open_[front] = False
        reached[front] = True
    return reached


def _next_few(inputs: CompiledInputs, front: NDArray[Any], open_: Flags) -> NDArray[Any]:
    starts, uses, owner = inputs.use_starts.data, inputs.uses.data, inputs.owner.data
    waits, found = open_.data, set()
    for node in front.tolist():
        for group in uses[starts[node] : starts[node + 1]].tolist():
            buyer = owner[group]
            if waits[buyer]:
                found.add(buyer)
    return np.fromiter(sorted(found), np.int32, len(found))


def _next_many(inputs: CompiledInputs, front: NDArray[Any], open_: Flags, reached: Flags) -> NDArray[Any]:
    waiting = np.flatnonzero(open_)
    begin = inputs.group_starts[inputs.starts]
    found = np.zeros(len(open_), np.bool_)
    # Whichever is less: the links out of what was just reached, or the links into what is not reached yet.
    if (begin[waiting + 1] - begin[waiting]).sum() < links(inputs.use_starts, front):
        hit = reached[slices(begin, inputs.suppliers, waiting)]
        found[np.repeat(waiting, begin[waiting + 1] - begin[waiting])[hit]] = True
    else:
        found[inputs.owner[slices(inputs.use_starts, inputs.uses, front).astype(np.intp)]] = True
    return np.flatnonzero(found & open_)


def slices(starts: Ints, values: Ints, rows: NDArray[Any]) -> Ints:
    """The values of some rows, one after the other, where row ``r`` has ``values[starts[r]:starts[r + 1]]``."""
    # numpy gathers faster by numbers of its own width.
    begin = starts[rows].astype(np.intp)
    length = starts[rows + 1] - begin
    end = np.cumsum(length)
    at = np.repeat(begin - (end - length), length)
    at += np.arange(len(at))
    out: Ints = values[at]
    return out


def distinct(numbers: NDArray[Any]) -> NDArray[Any]:
    """Numbers in order, each once. np.unique is many times slower in some releases."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def links(starts: Ints, rows: NDArray[Any]) -> int:
    """How many values some rows have."""
    return int((starts[rows + 1] - starts[rows]).sum())


def _few(starts: Ints, front: Round) -> bool:
    if len(front) > _NARROW:
        return False
    if len(front) > 24:
        return links(starts, np.asarray(front)) <= _NARROW
    view = starts.data
    rows = front if isinstance(front, list) else front.tolist()
    return sum(view[row + 1] - view[row] for row in rows) <= _NARROW
