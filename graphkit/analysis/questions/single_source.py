"""Known suppliers of each need, and how many are left once those that fall together are counted as one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import entities_of
from graphkit.analysis.losses.shared import SharedPoints
from graphkit.analysis.questions.common import YES_NO, gap_table, of_needs, without_needs
from graphkit.analysis.study import Study
from graphkit.values.table import Table

_COLUMNS = (
    "buyer", "name", "item", "material", "known", "by_parent", "by_country", "by_upstream", "effective", "basis",
    "essential", "whole", "suppliers", "shared", "claims",
)  # fmt: skip
BOUNDS = (
    "known: suppliers that a source names; more may exist unless `whole` is yes",
    "by_country: suppliers of which no country is known are counted apart, so the true number may be lower",
    "by_upstream: the least number of nodes, makers among them, whose stop stops all suppliers (closed world)",
)
_ONE, _TWO, _MORE = "#D55E00", "#E69F00", "#009E73"


def answer(study: Study, only: frozenset[str] | None = None, at_most: int | None = None) -> Answer:
    """A row for each (buyer, material): known suppliers, then merged by parent, by country, by common points upstream.

    Parameters
    ----------
    only
        Nodes whose needs are told; None for all.
    at_most
        Only needs with at most so many effective alternatives.

    Returns
    -------
    Answer
        `effective` is the least of the four counts; a need of which no supplier is known is a gap, not a row with 0.
    """
    rows, gaps = [], []
    marks: dict[str, tuple[int, Mark]] = {}
    shared = SharedPoints(study)
    for buyer, group in study.needs:
        if only is not None and buyer not in only:
            continue
        known = study.suppliers(group)
        material = study.material(group["material"])
        if not known:
            gaps.append((buyer, group["material"]))
            continue
        by_parent = _distinct(known, lambda s: {study.parent(f) for f in study.firms(s)})
        by_country = _distinct(known, lambda s: {c} if (c := study.country(s)) else set())
        by_upstream = shared.fewest(known)
        effective = min(len(known), by_parent, by_country, by_upstream)
        points = sorted({study.name(p) for p in shared.common(known)})
        if at_most is not None and effective > at_most:
            continue
        rows.append((
            buyer, study.name(buyer), group["material"], material, len(known), by_parent, by_country, by_upstream,
            effective, group["basis"], YES_NO[group["essential"]], YES_NO[study.whole(group)],
            study.names(known), points, group["claims"],
        ))  # fmt: skip
        for entity in entities_of(buyer):
            if entity not in marks or effective < marks[entity][0]:
                marks[entity] = (effective, _mark(effective))
    rows.sort(key=lambda r: (r[8], r[4], r[1].casefold(), r[0], r[2]))
    return Answer(
        "single-source",
        "Known suppliers of each need, and effective alternatives",
        Table.of(_COLUMNS, rows, "known suppliers per buyer and material"),
        bounds=BOUNDS,
        gaps=gap_table(study, [*gaps, *without_needs(study, only)]),
        assumed=of_needs(study),
        claims=all_claims(*(r[-1] for r in rows)),
        marks={i: mark for i, (_, mark) in marks.items()},
    )


def _mark(effective: int) -> Mark:
    return {1: Mark("one alternative", _ONE), 2: Mark("two alternatives", _TWO)}.get(effective, Mark("more", _MORE))


def _distinct(suppliers: Sequence[str], of: Callable[[str], Iterable[Hashable]]) -> int:
    """How many suppliers there are once those with something in common count as one; nothing known is apart."""
    groups: list[set[Any]] = []
    apart = 0
    for supplier in suppliers:
        own = set(of(supplier))
        if not own:
            apart += 1
            continue
        touched = [g for g in groups if g & own]
        groups = [g for g in groups if not g & own] + [own.union(*touched)]
    return len(groups) + apart
