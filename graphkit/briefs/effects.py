"""What stops without something, told for a report: makers, products and vehicles, not each single line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.study import LINE_KIND
from graphkit.briefs.asked import Asked
from graphkit.briefs.charts import Bar, bars
from graphkit.briefs.content import Chart, Column, Grid, Said, counted, listed
from graphkit.briefs.parts import NAME, SOURCES, TYPE
from graphkit.graph import Entity

_COLUMNS = (
    NAME, TYPE, Column("possible", "word"), Column("certain", "word"), Column("wave", "number", False),
    Column("because"), SOURCES,
)  # fmt: skip
_STATES = ("stopped", "reduced", "exposed")
_KINDS = ("Vehicle", "Product", "Material", "Firm", "Organization", "Site")


def effect_said(asked: Asked, entity: Entity, answer: Answer, own: frozenset[str]) -> Said:
    """The finding: how many products and vehicles of others, and firms, stop without it."""
    rows = _others(answer, own)
    lead = f"Without {entity.name}"
    if not rows:
        return Said("nothing of others is known to stop, to be reduced or exposed.", lead=lead)
    stopped = [r for r in rows if r["possible"] == "stopped"]
    sure = [r for r in rows if r["certain"] == "stopped"]
    touched = [r for r in rows if r["possible"] != "stopped"]
    first = sorted(stopped or touched, key=lambda r: (r["type"] not in ENDS, _KINDS.index(r["type"])))
    names = listed([r["name"] for r in first], 4)
    cited = asked.cited(*(r["claims"] or () for r in first))
    if not stopped:
        return Said(f"nothing of others is known to stop; {_kinds(touched)} hang on it: {names}.", cited, lead)
    more = f" {_kinds(touched)} more would be reduced or exposed." if touched else ""
    lines = [r for r in answer.table.records() if r["type"] == LINE_KIND and r["certain"] == "stopped"]
    lines = [r for r in lines if r["node"] not in own]
    certain = [_kinds(sure)] if sure or not lines else []
    if lines:
        # A maker goes on where others of its lines do, or may be there.
        certain.append(f"{counted(len(lines), 'single line')} of what somebody makes")
    text = f"{_kinds(stopped)} could stop: {names}. For certain {listed(certain, 2)}.{more}"
    return Said(text, cited, lead)


def effect_grid(asked: Asked, answer: Answer, own: frozenset[str]) -> Sequence[Any]:
    """A chart that counts by kind, and a table of what is touched, what stops first."""
    rows = _others(answer, own)
    if not rows:
        return (Said("Nothing else is known to need what it makes: that may be so, or may not have been told."),)
    order = {kind: k for k, kind in enumerate(_KINDS)}
    rows.sort(
        key=lambda r: (_STATES.index(r["possible"]), order[r["type"]], r["wave"] or 0, r["name"].casefold(), r["node"])
    )
    found = [k for k in _KINDS if any(r["type"] == k and r["possible"] == "stopped" for r in rows)]
    drawn = [
        Bar(
            f"{kind}s that stop",
            sum(r["type"] == kind and r["possible"] == "stopped" for r in rows),
            sum(r["type"] == kind and r["certain"] == "stopped" for r in rows),
        )
        for kind in found
    ]
    chart = (
        Chart(bars(drawn, "What stops, by kind", ("certain", "possible")), "What stops without it, by kind.", True)
        if drawn
        else None
    )
    grid = Grid.of(
        "What stops, is reduced or exposed",
        _COLUMNS,
        [
            (r["name"], r["type"], r["possible"], r["certain"] or "untouched", r["wave"], r["because"],
             asked.cited(r["claims"] or ()))
            for r in rows
        ],
        brief=5, more="graphkit analyze disruption",
    )  # fmt: skip
    return (chart, grid)


def _others(answer: Answer, own: frozenset[str]) -> list[dict[str, Any]]:
    """What is touched besides the struck and what is its own; single lines stand for their makers, which are told."""
    return [
        r for r in answer.table.records() if r["node"] not in own and r["type"] in _KINDS and r["possible"] in _STATES
    ]


def _kinds(rows: Sequence[Mapping[str, Any]]) -> str:
    """`2 products, 1 firm`; `nothing` of no rows."""
    told = [counted(n, kind.lower()) for kind in _KINDS if (n := sum(r["type"] == kind for r in rows))]
    return listed(told, len(_KINDS)) or "nothing"
