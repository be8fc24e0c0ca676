"""What stands upstream and downstream of a node, by ways on which something can really be lost.

A firm that one of its lines leaves does not touch its other lines, and a line that needs its maker does not need what
else that maker makes. So from an owner to what it owns (maker, run by, part of) a way leads downstream only at its
beginning: for what is struck together with the owner. And from an owner up to its lines and sites (output) a way leads
upstream only at its beginning: for what the owner itself hangs on.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from graphkit.analysis.groups import STRUCTURAL, InputGroup

#: Roles by which an owner stops what it owns.
_OWNER = ("maker", "item", "run by", "part of")
Buyers = Mapping[str, Sequence[tuple[str, InputGroup]]]
Links = list[tuple[str, InputGroup]]
Steps = Callable[[str, bool], Iterable[tuple[str, InputGroup, bool]]]


def buyers_of(inputs: Mapping[str, Sequence[InputGroup]]) -> Buyers:
    """For each supplier the nodes and groups in which it is one."""
    out: dict[str, list[tuple[str, InputGroup]]] = defaultdict(list)
    for node, groups in inputs.items():
        for group in groups:
            for supplier in group["suppliers"]:
                out[supplier].append((node, group))
    return out


def upstream(inputs: Mapping[str, Sequence[InputGroup]], target: str) -> tuple[dict[str, int], Links]:
    """Nodes upstream of the target with their tier, and the (supplier, group) on the way.

    The tier is the least number of needs between: makers, sites and firms stand on the tier of what they make.
    """

    def steps(here: str, own: bool) -> Iterable[tuple[str, InputGroup, bool]]:
        for group in inputs.get(here, ()):
            if group["role"] == "item":
                continue  # that its item must not be gone ties a line to no other maker of it
            if group["role"] != "output" or own:
                still = own and group["role"] in ("output", "made at")
                yield from ((supplier, group, still) for supplier in group["suppliers"])

    return _walk([target], steps)


def downstream(buyers: Buyers, targets: Iterable[str], own: bool = True) -> tuple[dict[str, int], Links]:
    """Nodes downstream of some, with their tier, and the (buyer, group) on the way.

    `own` is False if what the targets own is not touched with them.
    """

    def steps(here: str, own: bool) -> Iterable[tuple[str, InputGroup, bool]]:
        for node, group in buyers.get(here, ()):
            owned = group["role"] in _OWNER
            if own or not owned:
                yield node, group, own and owned

    return _walk(targets, steps, own)


def _walk(starts: Iterable[str], steps: Steps, own: bool = True) -> tuple[dict[str, int], Links]:
    """Breadth first, the steps that count no tier before those that do; each node with and without `own`."""
    given = list(starts)
    begin = [(start, own) for start in given]
    tiers = dict.fromkeys(begin, 0)
    open_, done = deque(begin), set()
    links: Links = []
    while open_:
        state = open_.popleft()
        if state in done:
            continue
        done.add(state)
        for node, group, still in steps(*state):
            links.append((node, group))
            step = 0 if group["role"] in (*STRUCTURAL, "made by") else 1
            found, tier = (node, still), tiers[state] + step
            if found not in tiers or tier < tiers[found]:
                tiers[found] = tier
                (open_.append if step else open_.appendleft)(found)
    out: dict[str, int] = {}
    for (node, _), tier in tiers.items():
        out[node] = min(tier, out.get(node, tier))
    for start in given:
        out.pop(start, None)
    return out, links
