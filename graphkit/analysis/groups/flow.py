"""The chain as a plain directed graph, from what is supplied to who takes it: one link for each relation."""

from __future__ import annotations

import networkx as nx

from graphkit.analysis.kinds import ENDS
from graphkit.analysis.study import Study


def flow(study: Study) -> nx.MultiDiGraph[str]:
    """Entities that stand in a relation of the chain, and these relations in the direction in which material moves.

    Which types of relation these are, and their direction, is told by the schema (`chain` and `flow` of its edges).
    Left out is what is denied or over, and without planned relations (`Study.planned`) what has not begun.
    """
    out: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for edge in study.graph.edges.values():
        entry = study.model.edges[edge.type]
        if not entry.chain or not study.counts(edge):
            continue
        ends = (edge.source, edge.target) if entry.flow == "forward" else (edge.target, edge.source)
        out.add_edge(*ends, key=edge.uid)
    return out


def ends(study: Study, graph: nx.MultiDiGraph[str]) -> list[str]:
    """Products and vehicles that go into no other one."""
    found = {n for n in graph if study.kind(n) in ENDS}
    return sorted(n for n in found if not any(study.kind(m) in ENDS for m in graph.successors(n)))
