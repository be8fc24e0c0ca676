"""What can stop one target by at most so many strikes: its upstream, cut down and numbered for walking."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.propagation.compiled import CompiledInputs, Flags, Ints
from graphkit.analysis.propagation.groups import Node
from graphkit.analysis.propagation.kernel import distinct, slices
from graphkit.errors import AnalysisError

_PASSES = 16
_NARROW = 50


@dataclass(frozen=True, slots=True)
class Upstream:
    """The part of the groups that decides about a target, numbered from it: the target is 0, farther nodes come later.

    Attributes
    ----------
    nodes
        The node of each number.
    owner, members
        The buyer and the suppliers of each group that can be lost by so many strikes and then stops its buyer.
    uses
        For each node the groups in which it is a supplier.
    all_nodes
        How many nodes there are upstream of the target, before those are left out that cannot matter.
    """

    nodes: list[Node]
    owner: list[int]
    members: list[list[int]]
    uses: list[list[int]]
    all_nodes: int


def upstream(inputs: CompiledInputs, target: Any, world: str, strikes: int) -> Upstream:
    """The upstream of a target for sets of at most `strikes` nodes that do not hold the target itself.

    Left out is what no such set can lose before the target stops: a group that holds the target or its own buyer, and
    one with more than `strikes` suppliers that nothing but a strike of their own can stop.

    Raises
    ------
    AnalysisError
        If the target is unknown or has no known supplier, or the world is unknown.
    """
    number = _number(inputs, target)
    stopping = inputs.stopping(world)
    reached = _reach(inputs, stopping, number)[0]
    kept = _losable(inputs, stopping & reached[inputs.owner], number, strikes)
    order = _reach(inputs, kept, number)[1]
    local = np.full(len(inputs.nodes), -1, np.int32)
    local[order] = np.arange(len(order), dtype=np.int32)
    groups = np.flatnonzero(kept & (local[inputs.owner] >= 0))
    members = _members(inputs, local, groups)
    uses: list[list[int]] = [[] for _ in order]
    for group, suppliers in enumerate(members):
        for supplier in suppliers:
            uses[supplier].append(group)
    owner = local[inputs.owner[groups]].tolist()
    return Upstream(inputs.nodes[order].tolist(), owner, members, uses, int(np.count_nonzero(reached)) - 1)


def _number(inputs: CompiledInputs, target: Any) -> int:
    if not isinstance(target, Hashable) or (number := inputs.index.get(target)) is None:
        raise AnalysisError(f"{target!r} is neither a buyer nor a supplier in these groups")
    own = inputs.sizes[inputs.starts[number] : inputs.starts[number + 1]]
    if not own.any():
        raise AnalysisError(
            f"{target!r} has no known supplier: what stops it cannot be told", "that is a gap, not safety"
        )
    return number


def _losable(inputs: CompiledInputs, groups: Flags, target: int, strikes: int) -> Flags:
    """Those of the groups that some set of so many nodes may lose, as far as some passes over all links tell."""
    of = np.repeat(np.arange(len(groups), dtype=np.int32), inputs.sizes)
    kept = groups.copy()
    kept[of[(inputs.suppliers == target) | (inputs.suppliers == inputs.owner[of])]] = False
    for _ in range(_PASSES):
        alone = np.ones(len(inputs.nodes), np.bool_)  # what nothing but a strike of its own stops
        alone[inputs.owner[kept]] = False
        needed = np.bincount(of[alone[inputs.suppliers]], minlength=len(kept))
        lost = kept & (needed > strikes)
        if not lost.any():
            break
        kept[lost] = False
    return kept


def _reach(inputs: CompiledInputs, groups: Flags, target: int) -> tuple[Flags, NDArray[Any]]:
    """What the target needs over these groups, as flags with the target, and in order from it."""
    links = np.where(groups, inputs.sizes, 0)
    kept = np.repeat(groups, inputs.sizes)
    suppliers = inputs.suppliers[kept]
    ends = np.concatenate([[0], np.cumsum(links)])[inputs.starts].astype(np.int32)
    reached = np.zeros(len(inputs.nodes), np.bool_)
    reached[target] = True
    order, front = [target], [target]
    while front:
        if len(front) > _NARROW:
            found = slices(ends, suppliers, np.asarray(front))
            front = distinct(found[~reached[found]]).tolist()
        else:
            front = _nearer(ends, suppliers, front, reached)
        reached[front] = True
        order += front
    return reached, np.array(order, np.int32)


def _nearer(starts: Ints, suppliers: Ints, front: list[int], reached: Flags) -> list[int]:
    first, given, seen = starts.data, suppliers.data, reached.data
    return sorted({s for v in front for s in given[first[v] : first[v + 1]].tolist() if not seen[s]})


def _members(inputs: CompiledInputs, local: Ints, groups: NDArray[Any]) -> list[list[int]]:
    flat = local[slices(inputs.group_starts, inputs.suppliers, groups)].tolist()
    ends = np.cumsum(inputs.sizes[groups]).tolist()
    return [flat[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]
