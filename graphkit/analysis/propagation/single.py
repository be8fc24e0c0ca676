"""Nodes that stop a target alone, and for each node the targets that it stops alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graphkit.analysis.propagation.compiled import CompiledInputs, Flags, Inputs, compile_inputs
from graphkit.analysis.propagation.groups import Node, nodes_of
from graphkit.analysis.propagation.kernel import Strikes
from graphkit.analysis.propagation.upstream import Upstream, upstream
from graphkit.errors import AnalysisError

Progress = Callable[[int, int], None]


def single_points(inputs: Inputs, target: Any, world: str = "closed") -> set[Node]:
    """Every node whose stop alone stops the target; the target itself is not one of them.

    In the closed world these are the possible ones, in the open world the certain ones (see `disruption`).

    Raises
    ------
    AnalysisError
        If the target is unknown, or has no known supplier: nothing can be told then, and an empty set would look safe.
    """
    part = upstream(compile_inputs(inputs), target, world, 1)
    return {part.nodes[number] for number in _single(part)}


def _single(part: Upstream) -> list[int]:
    """The numbers of single points, by one strike for each node whose outcome is not implied by an earlier one.

    What a single point's stop needs to reach is any single point; all that stops with a node that is none is none. In a
    shuffled order both spare most of the walking, also along chains.
    """
    order = list(range(1, len(part.nodes)))
    Random(1).shuffle(order)
    single, none = bytearray(len(part.nodes)), bytearray(len(part.nodes))
    single[0] = 1
    left = [len(members) for members in part.members]
    for number in order:
        if not none[number]:
            stopped = _strike(part, number, single, left)
            if stopped is None:
                single[number] = 1
            else:
                for other in stopped:
                    none[other] = 1
    return [number for number in range(1, len(part.nodes)) if single[number]]


def _strike(part: Upstream, number: int, single: bytearray, left: list[int]) -> list[int] | None:
    """What stops with a node; None as soon as a single point does. `left` is as before afterwards."""
    owner, uses = part.owner, part.uses
    stopped, seen, touched = [number], {number}, []
    hit = False
    for node in stopped:  # grows
        for group in uses[node]:
            left[group] -= 1
            touched.append(group)
            if not left[group] and (buyer := owner[group]) not in seen:
                hit = hit or bool(single[buyer])
                seen.add(buyer)
                stopped.append(buyer)
        if hit:
            break
    for group in touched:
        left[group] += 1
    return None if hit else stopped


def blast_radius(
    inputs: Inputs,
    nodes: Iterable[Any] | None = None,
    targets: Iterable[Any] | None = None,
    world: str = "closed",
    progress: Progress | None = None,
) -> dict[Node, int]:
    """For each node how many targets its stop alone stops, itself not counted; the most first, then by node.

    Parameters
    ----------
    inputs
        The groups of each buyer.
    nodes
        Which nodes are struck, one after the other; all by default.
    targets
        What counts; every node by default.
    world
        As in `disruption`.
    progress
        Told after every hundredth of the strikes how many are done, of how many.

    Raises
    ------
    AnalysisError
        If a node or a target is unknown.
    """
    compiled = compile_inputs(inputs)
    wanted = _flags(compiled, targets, "targets")
    found = {
        number: int(np.count_nonzero(wanted[stopped])) if len(stopped) else 0
        for number, stopped in _strikes(compiled, nodes, world, progress)
    }
    return {compiled.nodes[n]: count for n, count in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def blast_targets(
    inputs: Inputs,
    nodes: Iterable[Any] | None = None,
    targets: Iterable[Any] | None = None,
    world: str = "closed",
    progress: Progress | None = None,
) -> dict[Node, set[Node]]:
    """As `blast_radius`, with the targets themselves: for few nodes or few targets, since it holds all these sets."""
    compiled = compile_inputs(inputs)
    wanted = _flags(compiled, targets, "targets")
    found = {
        number: set(compiled.nodes[stopped[wanted[stopped]]].tolist())
        for number, stopped in _strikes(compiled, nodes, world, progress)
    }
    return {compiled.nodes[n]: what for n, what in sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))}


def _strikes(
    inputs: CompiledInputs, nodes: Iterable[Any] | None, world: str, progress: Progress | None
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Each node struck alone, with what stops besides it."""
    numbers = np.flatnonzero(_flags(inputs, nodes, "nodes")).tolist()
    strikes = Strikes(inputs, inputs.stopping(world))
    step, nothing = max(1, len(numbers) // 100), np.zeros(0, np.int32)
    for done, number in enumerate(numbers, 1):
        rounds = strikes.strike([number])
        yield number, np.concatenate([np.asarray(r, np.int32) for r in rounds[1:]]) if len(rounds) > 1 else nothing
        strikes.undo(rounds)
        if progress and (done % step == 0 or done == len(numbers)):
            progress(done, len(numbers))


def _flags(inputs: CompiledInputs, nodes: Iterable[Any] | None, what: str) -> Flags:
    if nodes is None:
        return np.ones(len(inputs.nodes), np.bool_)
    wanted = nodes_of(nodes, what)
    if unknown := wanted - inputs.index.keys():
        raise AnalysisError(f"{sorted(unknown, key=repr)[0]!r} is neither a buyer nor a supplier in these groups")
    out = np.zeros(len(inputs.nodes), np.bool_)
    out[[inputs.index[node] for node in wanted]] = True
    return out
