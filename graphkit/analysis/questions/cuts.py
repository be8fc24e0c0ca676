"""Minimal sets of nodes that stop a target together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import item_of
from graphkit.analysis.propagation import CutSearch, cut_search, disruption
from graphkit.analysis.propagation.groups import Pair
from graphkit.analysis.questions import KINDS
from graphkit.analysis.questions.common import closed_world, of_the_graph
from graphkit.analysis.questions.grounds import doubts, grounds_claims, require_upstream, upstream_gaps
from graphkit.analysis.study import Study
from graphkit.values.table import Table

_COLUMNS = ("target", "cut", "size", "names", "types", "possible", "certain", "waves", "claims")
_ALONE, _TOGETHER, _TARGET = "#D55E00", "#E69F00", "#0072B2"


def answer(study: Study, target: str, size: int = 2, of: str = "any") -> Answer:
    """A row for each minimal set of at most `size` nodes that stops the target in the closed world.

    Parameters
    ----------
    of
        A key of `KINDS`: of which types the nodes of a set may be. A line and its maker are near duplicates, and `any`
        lists each combination of them. The others leave out whole sets and miss none of their own: every part of such
        a set is of these types too, so what is minimal among them is minimal among all.

    Returns
    -------
    Answer
        `certain` tells whether the set stops the target in the open world too, `waves` in which round it stops.

    Raises
    ------
    AnalysisError
        If nothing is known upstream of the target, or `size` is below 1.
    """
    require_upstream(study, target)
    search = cut_search(study.compiled, target, size)
    # Without its item a line makes nothing: true of every line, and no finding.
    kept = [frozenset(map(str, cut)) for cut in search.cuts if cut != {item_of(target)}]
    if types := KINDS[of]:
        kept = [cut for cut in kept if all(study.kind(node) in types for node in cut)]
    rows: list[tuple[Any, ...]] = []
    essential: set[Pair] = set()
    complete: set[Pair] = set()
    for cut in kept:
        nodes = sorted(cut, key=lambda n: (study.name(n).casefold(), n))
        found = disruption(study.compiled, cut)
        unsaid = doubts(found, [target])
        essential |= unsaid[0]
        complete |= unsaid[1]
        rows.append((
            target, nodes, len(nodes), [study.name(n) for n in nodes], [study.kind(n) for n in nodes], True,
            target in disruption(study.compiled, cut, "open").stopped, found.wave[target],
            list(grounds_claims(found, [target])),
        ))  # fmt: skip
    rows.sort(key=lambda r: (r[2], not r[6], r[7], [name.casefold() for name in r[3]], r[1]))
    together = f", alone or up to {size} together" if size > 1 else " alone"
    return Answer(
        "cuts",
        f"What stops {study.name(target)}{together}",
        Table.of(_COLUMNS, rows, "minimal sets that stop it"),
        asked={"target": target, "k": size, "nodes": of, "searched": _searched(search)},
        bounds=_bounds(search, of, len(kept)),
        gaps=upstream_gaps(study, target),
        assumed=(*closed_world(study, essential, complete), *of_the_graph(study)),
        claims=all_claims(*(r[-1] for r in rows)),
        for_machines=("cut",),
        marks=_marks(study, target, kept),
    )


def _searched(search: CutSearch) -> Mapping[str, Any]:
    return {
        "world": search.world,
        "upstream": search.upstream,
        "candidates": search.candidates,
        "strikes": search.strikes,
        "found": len(search.cuts),
    }


def _bounds(search: CutSearch, of: str, kept: int) -> tuple[str, ...]:
    sets = f"searched: {search.text}; the target itself is in none, nor the item of a line"
    if of != "any":
        sets += f"; {kept} of the {len(search.cuts)} sets found are made of nodes of the kind {of} alone"
    return (
        sets,
        "minimal: no part of a set is enough; larger sets than these may stop the target too",
        "possible: it stops in the closed world, where each list of suppliers is taken as whole",
        "certain: it does so in the open world too, where only lists known to be whole can be lost",
    )


def _marks(study: Study, target: str, cuts: Sequence[frozenset[str]]) -> dict[str, Mark]:
    alone = {node for cut in cuts if len(cut) == 1 for node in cut}
    marks = {
        node: Mark("stops it alone", _ALONE) if node in alone else Mark("stops it with others", _TOGETHER)
        for node in sorted({node for cut in cuts for node in cut})
        if node in study.graph.entities
    }
    return marks | ({target: Mark("target", _TARGET)} if target in study.graph.entities else {})
