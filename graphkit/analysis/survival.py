"""Time to survive against time to recover, both as least and most days.

The comparison of the two is that of D. Simchi-Levi et al. (Identifying Risks and Mitigating Disruptions in the
Automotive Supply Chain, Interfaces 45, 2015, 375-390), here for intervals and over AND-OR groups.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from graphkit.analysis.propagation import CompiledInputs, Node, stop_times
from graphkit.analysis.propagation.kernel import downstream

#: Least and most days; an open end is infinite.
Days = tuple[float, float]
HIT, DEPENDS, SAFE = "hit", "depends", "safe"


@dataclass(frozen=True, slots=True)
class Survival:
    """How a node that the strike can stop fares.

    Attributes
    ----------
    stops
        Least and most days until it stops if nothing that was struck came back.
    recovers
        Least and most days until what was struck upstream of it is back: the least of those, and the most.
    verdict
        `hit`: it stops before, whatever the days within their bounds are; `safe`: it does not; `depends`: one or the
        other.
    """

    stops: Days
    recovers: Days
    verdict: str


def survival(
    least: CompiledInputs, most: CompiledInputs, recovery: Mapping[Node, Days], world: str = "closed"
) -> dict[Node, Survival]:
    """For each node that can stop how the days until it does compare with those until the struck nodes are back.

    Hit is told where the struck nodes that are out longest are enough: of every r those that are out for r days or
    more, with the most that stocks can last, stop the node before r. Safe is told where with the least stocks it would
    stop no sooner than the last struck node upstream of it is back. So neither is ever wrong within the bounds; what
    needs struck nodes one after the other may be told as `depends`.

    Parameters
    ----------
    least, most
        The groups with the least and with the most days of stock; a group whose stock may last for ever is not
        essential in `most`.
    recovery
        The struck nodes with the least and most days until each is back. A strike lasts, however short: what stops at
        once is hit, also where 0 days are the least.
    world
        As in `stop_times`.

    Raises
    ------
    AnalysisError
        As `stop_times`.
    """
    soonest, latest = stop_times(least, recovery, world), stop_times(most, recovery, world)
    hit = {node for node, days in latest.items() if days == 0}
    for bound in sorted({low for low, _ in recovery.values() if low > 0}):
        out = [node for node, (low, _) in recovery.items() if low >= bound]
        hit.update(node for node, days in stop_times(most, out, world).items() if days < bound)
    back = _back(least, recovery)
    found = {}
    for node, days in soonest.items():
        low, high = back[node]
        verdict = HIT if node in hit else SAFE if days >= high else DEPENDS
        found[node] = Survival((days, latest.get(node, math.inf)), (low, high), verdict)
    return found


def _back(inputs: CompiledInputs, recovery: Mapping[Node, Days]) -> dict[Node, Days]:
    """For each node downstream of a struck one the least and the most days until these are back."""
    found: dict[Node, Days] = {}
    everywhere = np.ones(len(inputs.nodes), np.bool_)
    for days in sorted(set(recovery.values())):
        struck = [node for node, own in recovery.items() if own == days]
        numbers = np.array([inputs.index[node] for node in struck if node in inputs.index], np.int32)
        reached = inputs.nodes[downstream(inputs, numbers, everywhere)].tolist() if len(numbers) else []
        for node in {*struck, *reached}:
            low, high = found.get(node, (math.inf, 0.0))
            found[node] = (min(low, days[0]), max(high, days[1]))
    return found
