"""When each node stops, with the stock that its buyers hold.

The least over essential groups of the stock plus the latest of the suppliers: Dijkstra's method on an AND-OR graph, as
generalised by D. E. Knuth (A generalization of Dijkstra's algorithm, Information Processing Letters 6, 1977, 1-5).
"""

from __future__ import annotations

from collections.abc import Iterable
from heapq import heappop, heappush
from typing import Any

from graphkit.analysis.propagation.compiled import Inputs, compile_inputs
from graphkit.analysis.propagation.groups import Node, nodes_of


def stop_times(inputs: Inputs, shock: Iterable[Any], world: str = "closed") -> dict[Node, float]:
    """For each node that stops the days until it does, struck nodes at 0; the soonest first.

    A group's stock is used from when all its suppliers are gone, and its buyer stops when it is used up. The nodes are
    those that `disruption` stops in the same world, struck ones that no group knows included.

    Raises
    ------
    AnalysisError
        As `disruption`.
    """
    compiled = compile_inputs(inputs)
    struck = nodes_of(shock, "shock")
    stopping, left = compiled.stopping(world).tolist(), compiled.sizes.tolist()
    starts, uses = compiled.use_starts.data, compiled.uses.data
    owner, stock = compiled.owner.data, compiled.stock.data
    waiting = sorted((0.0, compiled.index[node]) for node in struck if node in compiled.index)
    times: dict[int, float] = {}
    while waiting:
        time, node = heappop(waiting)
        if node in times:
            continue
        times[node] = time
        for group in uses[starts[node] : starts[node + 1]].tolist():
            left[group] -= 1
            # Nodes come in order of time: the supplier that is last here is the latest.
            if not left[group] and stopping[group] and owner[group] not in times:
                heappush(waiting, (time + stock[group], owner[group]))
    unknown = sorted((node for node in struck if node not in compiled.index), key=repr)
    return dict.fromkeys(unknown, 0.0) | {compiled.nodes[node]: time for node, time in times.items()}
