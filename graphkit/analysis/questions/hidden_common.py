"""Needs that look multi-sourced, and all of whose known suppliers hang on one node upstream."""

from __future__ import annotations

from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import item_of, maker_of
from graphkit.analysis.losses.shared import SharedPoints
from graphkit.analysis.questions.common import YES_NO, gap_table, of_needs, without_needs
from graphkit.analysis.study import Study
from graphkit.values.table import Table

_COLUMNS = (
    "buyer", "name", "item", "material", "known", "point", "point_name", "point_type", "essential", "whole",
    "suppliers", "claims",
)  # fmt: skip
BOUNDS = (
    "possible: each list of suppliers is taken as whole; a supplier that no source names may be free of the point",
)
_SHARED, _HANGS = "#D55E00", "#E69F00"


def answer(study: Study, only: frozenset[str] | None = None) -> Answer:
    """A row for each need with two or more known suppliers and each node that alone stops all of them (closed world).

    The item itself is none: without it nobody can deliver it. A line is left out where its maker is a point too.
    """
    rows: list[tuple[Any, ...]] = []
    gaps: list[tuple[str, str]] = []
    shared = SharedPoints(study)
    for buyer, group in study.needs:
        if only is not None and buyer not in only:
            continue
        known = study.suppliers(group)
        if not known:
            gaps.append((buyer, group["material"]))
        if len(known) < 2:
            continue
        own = {buyer, *known, *(item_of(s) for s in known)}
        found = shared.common(known) - own
        points = sorted(p for p in found if maker_of(p) == p or maker_of(p) not in found)
        rows.extend(
            (
                buyer, study.name(buyer), group["material"], study.material(group["material"]), len(known),
                point, study.name(point), study.kind(point), YES_NO[group["essential"]], YES_NO[study.whole(group)],
                study.names(known), group["claims"],
            )
            for point in points
        )  # fmt: skip
    rows.sort(key=lambda r: (-r[4], r[3].casefold(), r[1].casefold(), r[0], r[6].casefold(), r[5]))
    marks = {maker_of(r[0]): Mark("hangs on a common point", _HANGS) for r in rows}
    marks |= {r[5]: Mark("common point", _SHARED) for r in rows if study.kind(r[5]) != "Line"}
    return Answer(
        "hidden-common",
        "Needs with several known suppliers that one node upstream can stop all",
        Table.of(_COLUMNS, rows, "common points upstream"),
        bounds=BOUNDS,
        gaps=gap_table(study, [*gaps, *without_needs(study, only)]),
        assumed=of_needs(study),
        claims=all_claims(*(r[-1] for r in rows)),
        marks=marks,
    )
