"""Circles where there must be none: a part that contains its whole, a place within itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter

from graphkit.facts.claim import Claim
from graphkit.model import Model

#: From, to, and the claim that says so.
_Way = tuple[str, str, Claim]


def cycles(claims: Iterable[Claim], model: Model) -> Iterable[list[Claim]]:
    """The claims that make entities reach each other in a circle by one acyclic edge type; one list per knot.

    What is denied makes no circle. Claims of a knot are sorted by subject and object.
    """
    by_type: dict[str, list[_Way]] = defaultdict(list)
    for claim in claims:
        if claim.family == "edge" and model.edges[claim.predicate].acyclic and claim.kind != "denied":
            by_type[claim.predicate] += [(claim.subject, end, claim) for end in claim.one_of or (claim.object or "",)]
    for _, ways in sorted(by_type.items()):
        if not _goes_round(ways):
            continue
        import networkx as nx  # only facts that are wrong pay for it

        graph: nx.DiGraph[str] = nx.DiGraph()
        graph.add_edges_from((start, end) for start, end, _ in ways)
        for knot in sorted(nx.strongly_connected_components(graph), key=min):
            inside = {c.id: c for start, end, c in ways if start in knot and end in knot}
            if inside:
                yield sorted(inside.values(), key=lambda c: (c.subject, c.object or "", c.id))


def _goes_round(ways: Iterable[_Way]) -> bool:
    order: TopologicalSorter[str] = TopologicalSorter()
    for start, end, _ in ways:
        order.add(start, end)
    try:
        order.prepare()
    except CycleError:
        return True
    return False
