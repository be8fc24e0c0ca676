"""Minimal cuts: the smallest sets of nodes that stop a target together.

For every node the set of nodes that stop it alone is the least solution of: itself, and for each of its groups what all
suppliers of the group have in common. The sets are whole numbers, a bit a node. With some nodes struck for good the
same sets, carried on from there, say which one more node is enough.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from numbers import Integral
from typing import Any

from graphkit.analysis.propagation.compiled import Inputs, compile_inputs
from graphkit.analysis.propagation.groups import Node
from graphkit.analysis.propagation.upstream import Upstream, upstream
from graphkit.errors import AnalysisError

Progress = Callable[[int, int], None]
Change = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CutSearch:
    """The minimal cuts of a target with what was searched for them.

    Attributes
    ----------
    target, size, world
        Sets of at most `size` nodes were searched, the target not among them.
    cuts
        All minimal ones, by size and then by nodes.
    upstream
        How many nodes the target needs, directly or not, over groups that can stop something.
    candidates
        How many of them could be in a minimal cut; the others were ruled out beforehand, for certain.
    strikes
        How many sets of candidates were struck.
    """

    target: Node
    size: int
    world: str
    cuts: tuple[frozenset[Node], ...]
    upstream: int
    candidates: int
    strikes: int

    @property
    def text(self) -> str:
        """What was searched, in words."""
        return (
            f"all sets of at most {self.size} of the {self.upstream} nodes upstream, {self.world} world; "
            f"{self.candidates} of these could be in one"
        )


def minimal_cuts(inputs: Inputs, target: Any, k: int = 2, world: str = "closed") -> list[frozenset[Node]]:
    """All minimal sets of at most `k` nodes that stop the target: by size, then by nodes.

    No set holds another one, nor the target. `cut_search` says besides what was searched, and tells its progress.

    Raises
    ------
    AnalysisError
        If `k` is not a whole number above 0, or as in `single_points`.
    """
    return list(cut_search(inputs, target, k, world).cuts)


def cut_search(
    inputs: Inputs, target: Any, k: int = 2, world: str = "closed", progress: Progress | None = None
) -> CutSearch:
    """The minimal cuts of at most `k` nodes, exact, with what was searched.

    The work grows with the number of candidates to the power of `k` - 1, each time a walk over what changes; memory
    with the square of the candidates, in bits.

    Parameters
    ----------
    inputs, target, world
        As in `single_points`.
    k
        The largest size of a cut.
    progress
        Told how many candidates are done, of how many.

    Raises
    ------
    AnalysisError
        If `k` is not a whole number above 0, or as in `single_points`.
    """
    size: object = k
    if isinstance(size, bool) or not isinstance(size, Integral) or size < 1:
        raise AnalysisError(f"the size of cuts is {k!r}", "a whole number, 1 or more")
    k = int(size)
    compiled = compile_inputs(inputs)
    part = upstream(compiled, target, world, k)
    search = _Search(part, k, progress)
    found = [[part.nodes[number] for number in cut] for cut in search.run()]
    rank = compiled.index
    ordered = sorted(found, key=lambda cut: (len(cut), sorted(rank[node] for node in cut)))
    cuts = tuple(frozenset(cut) for cut in ordered)
    return CutSearch(target, k, world, cuts, part.all_nodes, len(part.nodes) - 1, search.strikes)


class _Search:
    """For each node the bits of the nodes any of which is enough to stop it, all bits once it is stopped."""

    def __init__(self, part: Upstream, size: int, progress: Progress | None) -> None:
        self._part = part
        self._size = size
        self._progress = progress
        self._last = len(part.nodes) - 1
        self._all = (1 << len(part.nodes)) - 1
        # Far nodes have the low bits: their sets, with nothing nearer in them, stay short numbers.
        self._enough = [1 << self._bit(number) for number in range(len(part.nodes))]
        self.strikes = 0

    def _bit(self, number: int) -> int:
        return self._last - number

    def run(self) -> list[tuple[int, ...]]:
        """The minimal cuts, as numbers of nodes."""
        self._settle(range(self._last, -1, -1))
        found: list[tuple[int, ...]] = [(number,) for number in self._numbers(self._enough[0], 0)]
        if self._size > 1:
            found += self._beyond(())
        return _minimal(found)

    def _beyond(self, struck: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Cuts of two nodes more than are struck, and larger: in each the numbers rise."""
        before = self._enough[0]
        for number in range(struck[-1] + 1 if struck else 1, self._last + 1):
            if self._progress and not struck:
                self._progress(number, self._last)
            if before >> self._bit(number) & 1:
                continue  # with it the target stops already
            chosen = (*struck, number)
            changes = self._strike(number)
            for other in self._numbers(self._enough[0] & ~before, number):
                yield (*chosen, other)
            if len(chosen) < self._size - 1:
                yield from self._beyond(chosen)
            for node, old in reversed(changes):
                self._enough[node] = old

    def _numbers(self, bits: int, above: int) -> list[int]:
        """The nodes of a set with a greater number, rising."""
        low = bits & ((1 << self._bit(above)) - 1)
        return [self._bit(bit) for bit, digit in enumerate(reversed(f"{low:b}")) if digit == "1"][::-1]

    def _strike(self, number: int) -> list[Change]:
        self.strikes += 1
        old, self._enough[number] = self._enough[number], self._all
        return [(number, old), *self._settle([number])]

    def _settle(self, changed: Iterable[int]) -> list[Change]:
        """Carries changes of some nodes on until nothing changes; what was there before, in order."""
        part, enough = self._part, self._enough
        waiting = deque(changed)
        listed = set(waiting)
        changes: list[Change] = []
        while waiting:
            node = waiting.popleft()
            listed.discard(node)
            for group in part.uses[node]:
                common = enough[node]
                for supplier in part.members[group]:
                    common &= enough[supplier]
                    if not common:
                        break
                buyer = part.owner[group]
                old = enough[buyer]
                if common and (new := old | common) != old:
                    changes.append((buyer, old))
                    enough[buyer] = new
                    if buyer not in listed:
                        listed.add(buyer)
                        waiting.append(buyer)
        return changes


def _minimal(found: list[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those of rising tuples that hold no other; all minimal ones are there, and single ones are in no larger one."""
    known = set(found)
    return [
        cut
        for cut in found
        if not any(part in known for size in range(2, len(cut)) for part in combinations(cut, size))
    ]
