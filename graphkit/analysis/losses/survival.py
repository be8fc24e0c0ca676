"""Time to survive against time to recover, both as least and most days.

The comparison of the two is that of D. Simchi-Levi et al. (Identifying Risks and Mitigating Disruptions in the
Automotive Supply Chain, Interfaces 45, 2015, 375-390), here for intervals and over AND-OR groups.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graphkit.analysis.propagation import CompiledInputs, Node, stop_times
from graphkit.analysis.propagation.compiled import NO

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
        Least and most days until it can be supplied again: of the struck nodes their own, of others that of the first
        supplier of each need that is lost, and of several such needs the last.
    verdict
        `hit`: it stops before, whatever the days within their bounds are; `safe`: it does not; `depends`: one or the
        other, or not to be told.
    """

    stops: Days
    recovers: Days
    verdict: str


def survival(
    least: CompiledInputs, most: CompiledInputs, recovery: Mapping[Node, Days], world: str = "closed"
) -> dict[Node, Survival]:
    """For each node that can stop how the days until it does compare with those until it can be supplied again.

    Hit is told where the struck nodes that are out longest are enough: for some r those that are out for r days or
    more, with the most that stocks can last, stop the node before r. Safe is told where even with the least stocks, and
    the most days until suppliers are back, no need is lost for longer than its stock lasts. So neither is ever wrong
    within the bounds.

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
    open_ = _may_stop(least, {node: high for node, (_, high) in recovery.items()}, world)
    first, last = (_back(least, soonest, {n: days[k] for n, days in recovery.items()}, world) for k in (0, 1))
    return {
        node: Survival(
            (days, latest.get(node, math.inf)),
            (first[node], last[node]),
            HIT if node in hit else DEPENDS if node in open_ else SAFE,
        )
        for node, days in soonest.items()
    }


def _may_stop(inputs: CompiledInputs, ends: Mapping[Node, float], world: str) -> set[Node]:
    """The nodes that may stop before they can be supplied again: needs that outlast the loss are left out by turns."""
    while True:
        times = stop_times(inputs, ends, world)
        back = _back(inputs, times, ends, world)
        safe = [
            group
            for group, _, suppliers in _lost(inputs, times, world)
            if max(times[s] for s in suppliers) + inputs.stock[group] >= min(back[s] for s in suppliers)
        ]
        if not safe:
            return set(times)
        essential = inputs.essential.copy()
        essential[safe] = NO
        inputs = replace(inputs, essential=essential)


def _back(
    inputs: CompiledInputs, times: Mapping[Node, float], ends: Mapping[Node, float], world: str
) -> dict[Node, float]:
    """For each node that stops the days until it can be supplied again: the least solution; no circle holds on."""
    back = {node: ends.get(node, 0.0) for node in times}
    lost = [(owner, suppliers) for _, owner, suppliers in _lost(inputs, times, world)]
    lost.sort(key=lambda one: max(times[s] for s in one[1]))  # in the order of loss most are settled in one pass
    changed = True
    while changed:
        changed = False
        for owner, suppliers in lost:
            days = min(back[s] for s in suppliers)
            if days > back[owner]:
                back[owner], changed = days, True
    return back


def _lost(inputs: CompiledInputs, times: Mapping[Node, float], world: str) -> Iterator[tuple[int, Node, list[Node]]]:
    """The groups that stop their buyers, all of whose suppliers stop: number, buyer, suppliers."""
    for group in inputs.stopping(world).nonzero()[0].tolist():
        numbers = inputs.suppliers[inputs.group_starts[group] : inputs.group_starts[group + 1]]
        suppliers = inputs.nodes[numbers].tolist()
        if all(s in times for s in suppliers):
            yield group, inputs.nodes[inputs.owner[group]], suppliers
