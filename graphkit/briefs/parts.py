"""Sections that reports of the corpus, of a maker and of an item share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer
from graphkit.briefs.asked import Asked
from graphkit.briefs.charts import Panel, lanes, years
from graphkit.briefs.charts.years import UNDATED
from graphkit.briefs.content import (
    Bullets,
    Chart,
    Cited,
    Column,
    Grid,
    Notes,
    Said,
    Section,
    counted,
    listed,
    section,
    span,
)
from graphkit.graph import Entity
from graphkit.graph.capacities import OUTPUT
from graphkit.graph.conflicts import KINDS
from graphkit.graph.opinions import HEADING, Opinion, opinions_about
from graphkit.reports.conflicts import conflicts
from graphkit.reports.slips import slips
from graphkit.reports.timeline import timeline

SOURCES = Column("sources", "sources")
NAME = Column("name", "name")
TYPE = Column("type", "word")
#: Lanes of a chart, and of one in the brief.
LANES = 16
YES, NO = "yes", "no"
_GAPS = 25
_SLIPS = (
    NAME,
    Column("stage", "word"),
    Column("planned", "day"),
    Column("now", "day"),
    Column("slip", "word"),
    SOURCES,
)
_LANES = (
    "Hollow: planned. Solid: came. An arrow leads from a plan to what came of it; the dashed line is the day of this "
    "report."
)
#: Most panels of a chart.
_PANELS = 9
_UNTOLD = "what it makes is not told"
_WORDS = {"undated": "planned without a date", "overdue": "planned and overdue"}


def cited(places: Iterable[str]) -> Cited:
    """Places as reports give them."""
    return Cited(tuple(places))


def spoken(name: str, dates: bool = False) -> str:
    """A name of the schema as words; `dates` keeps the hyphens of days beside it."""
    return name.replace("_", " ") if dates else name.replace("_", " ").replace("-", " ")


def stage_words(stage: str) -> str:
    """A stage of the chain as people read it."""
    return _UNTOLD if stage == "unknown" else spoken(stage)


def slip_section(asked: Asked, entity: Entity | None, findings: list[Said]) -> Section | None:
    """Plans that moved or were missed, with what the worst of them is as a finding."""
    graph, model = asked.graph, asked.model
    rows = slips(graph, model, entity).records()
    drawn = timeline(graph, model, entities=[entity] if entity else [], group="none").records()
    if entity is None:
        wanted = [(r["id"], r["stage"], r["with"], r["scope"]) for r in rows]
        order = {key: k for k, key in reversed(list(enumerate(wanted)))}
        drawn = [r for r in drawn if (r["id"], r["stage"], r["with"], r["scope"]) in order]
        drawn.sort(key=lambda r: order[r["id"], r["stage"], r["with"], r["scope"]])
    if rows:
        outcomes = Counter(str(r["outcome"]) for r in rows)
        told = ", ".join(f"{outcomes[o]:,} {o}" for o in dict.fromkeys(str(r["outcome"]) for r in rows))
        worst = rows[0]
        stage = spoken(worst["stage"])
        places = (*worst["sources"], *worst["then_sources"])
        findings.append(
            Said(
                f"{told}. First of them: {worst['entity']}, {stage}, planned for {worst['planned'] or 'no day'}: "
                f"{worst['delay']}.",
                cited(dict.fromkeys(places)),
                f"{counted(len(rows), 'plan')} moved or missed:",
            )
        )
    table = Grid.of(
        "Plans that moved or were missed, the worst first",
        _SLIPS,
        [
            (r["entity"], spoken(r["stage"]), r["planned"], spoken(r["then"], dates=True), r["delay"],
             cited(dict.fromkeys((*r["sources"], *r["then_sources"]))))
            for r in rows
        ],
        brief=4, more="graphkit slips",
    )  # fmt: skip
    kept = _first_lanes(drawn)
    picture = lanes(kept, graph.as_of, _says_lanes(kept, len(drawn) > len(kept)))
    heading = "Milestones and slips" if entity else "Plans that moved or were missed"
    return section("plans", heading, Chart(picture, _LANES) if picture is not None else None, table)


def _first_lanes(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows of the first lanes with a date."""
    seen: dict[tuple[Any, ...], None] = {}
    out = []
    for row in rows:
        key = (row["id"], row["stage"], row["with"], row["scope"])
        if row["earliest"] or row["latest"]:
            seen.setdefault(key)
            if len(seen) <= LANES:
                out.append(row)
    return out


def _says_lanes(rows: Sequence[Mapping[str, Any]], cut: bool) -> str:
    lanes_ = len({(r["id"], r["stage"], r["with"], r["scope"]) for r in rows})
    return f"{counted(lanes_, 'milestone')} with planned and actual days" + (", the first of them" if cut else "")


def capacity_section(
    asked: Asked, answer: Answer, keep: Iterable[str] | None, findings: list[Said], titled: bool = False
) -> Section | None:
    """Capacity over time as small panels and as a table; `keep` are the groups of the answer that are told."""
    wanted = None if keep is None else set(keep)
    rows = [r for r in answer.table.records() if wanted is None or r["node"] in wanted]
    panels: dict[tuple[str, str, str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        name = str(row["name"]) if titled else ""
        panels.setdefault((name, row["stage"], row["metric"], row["unit"]), []).append(row)
    largest = sorted(panels, key=lambda k: (k[1] == "unknown", -sum(r["plants"] for r in panels[k]), k))[:_PANELS]
    drawn = [_panel(key, panels[key]) for key in largest]
    if rows:
        findings.extend(_capacity_findings(asked, rows))
    table = Grid.of(
        "Capacity that sources state, at the end of the year",
        (*((NAME,) if titled else ()), Column("stage", "word"), Column("state", "word"), Column("year", "number"),
         Column("least to most", "number"), Column("unit", "word"), Column("plants", "number"), SOURCES),
        [
            (*((r["name"],) if titled else ()), stage_words(r["stage"]),
             _WORDS.get(r["state"], r["state"]), str(r["year"] or UNDATED),
             span(r["least"], r["most"]), r["unit"], r["plants"], asked.cited(r["claims"]))
            for r in rows
        ],
        brief=0, more="graphkit analyze capacity",
    )  # fmt: skip
    silent = [r for r in answer.more["without_figure"].records() if wanted is None or r["node"] in wanted]
    names = sorted({name for r in silent for name in r["plants_of"]})
    remark = Said(f"Without a figure, and so in no column: {listed(names, 12)}.") if names else None
    caption = (
        "Each panel has its own scale. Units and stages are never added together; a whisker reaches from least to most."
    )
    chart = Chart(years(drawn, f"Capacity by year in {counted(len(drawn), 'panel')}"), caption) if drawn else None
    return section("capacity", "Capacity", chart, table, remark)


def _panel(key: tuple[str, str, str, str], rows: Sequence[Mapping[str, Any]]) -> Panel:
    name, stage, metric, unit = key
    dated = sorted({r["year"] for r in rows if r["year"]})
    columns: dict[str, dict[str, Any]] = {}
    for year in dated:
        columns[str(year)] = {}
        for state in ("operating", "built", "planned"):
            before = [r for r in rows if r["state"] == state and r["year"] and r["year"] <= year]
            if before:  # a year without a row is as the last one before it
                last = max(before, key=lambda r: int(r["year"]))
                columns[str(year)][state] = (last["least"], last["nominal"], last["most"])
    undated = {r["state"]: (r["least"], r["nominal"], r["most"]) for r in rows if not r["year"]}
    if undated:
        columns[UNDATED] = undated
    title = name or stage_words(stage)
    return Panel(title, unit if metric in OUTPUT else f"{spoken(metric)}, {unit}", columns)


def _capacity_findings(asked: Asked, rows: Sequence[Mapping[str, Any]]) -> Iterable[Said]:
    """Of the largest group of capacity in GWh, or else of the first, what runs and what is planned."""
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["stage"], row["unit"]), []).append(row)
    order = sorted(groups, key=lambda g: (g[0] != "cell", -sum(r["plants"] for r in groups[g]), g))
    stage, unit = order[0]
    told, claims = [], set()
    for state in ("operating", "built", "planned", "undated", "overdue"):
        members = [r for r in groups[stage, unit] if r["state"] == state]
        if members:
            last = max(members, key=lambda r: int(r["year"] or 0))
            when = f" by the end of {last['year']}" if last["year"] else ""
            told.append(f"{span(last['least'], last['most'])} {unit} {_WORDS.get(state, state)}{when}")
            claims.update(last["claims"])
    if told:
        yield Said(f"{'; '.join(told)}.", asked.cited(claims), f"Capacity, {stage_words(stage)}:")


def conflict_section(asked: Asked, entity: Entity | None) -> Section | None:
    """What the sources contradict each other in, unsettled."""
    found = [c for c in conflicts(asked.graph, entity.id if entity else None) if c.state == "open"]
    rows = [
        (listed([asked.graph.name(i) for i in c.about]), KINDS[c.kind], c.severity,
         " / ".join(f"{s.text}{' (taken)' if s.chosen else ''}" for s in c.sides), asked.cited(c.claims))
        for c in found
    ]  # fmt: skip
    columns = (Column("about", "name"), Column("what"), Column("gravity", "word"), Column("the sides"), SOURCES)
    grid = Grid.of("Open contradictions, the gravest first", columns, rows, most=20, more="graphkit conflicts")
    return section("contradictions", "What the sources contradict each other in", grid)


def gap_section(answer: Answer, findings: list[Said]) -> Section | None:
    """What no claim answers: counts by kind, then those with the most that hangs on them."""
    rows = answer.table.records()
    if rows:
        kinds = Counter(str(r["kind"]) for r in rows)
        first = rows[0]
        findings.append(
            Said(
                f"most hangs on {first['name']}: {first['not_known']} ({counted(first['nodes'], 'node')} downstream).",
                lead=f"{counted(len(rows), 'gap')} of {counted(len(kinds), 'kind')};",
            )
        )
    grid = Grid.of(
        "Not known, what most hangs on first",
        (NAME, Column("not known"), Column("nodes downstream", "number"), Column("where to look", brief=False)),
        [(r["name"], r["not_known"], r["nodes"], r["look_for"]) for r in rows],
        brief=3, most=_GAPS, more="graphkit analyze gaps",
    )  # fmt: skip
    return section("gaps", "What is not known", grid)


def assumed_section(answers: Iterable[Answer]) -> Section | None:
    """What the analyses took for granted, each line once."""
    lines = dict.fromkeys(line for answer in answers for line in answer.assumed)
    return section("assumed", "What was taken for granted", Bullets(tuple(Said(line) for line in lines), brief=3))


def note_section(notes: Sequence[Opinion], entity: Entity | None) -> Section | None:
    """Analysts' notes, of one entity or all."""
    found = tuple(opinions_about(notes, entity.id) if entity else notes)
    return section("notes", HEADING, Notes(found))


def reading(answers: Iterable[Answer]) -> tuple[str, ...]:
    """How the figures are to be read, each line once."""
    return tuple(dict.fromkeys(line for answer in answers for line in answer.bounds))
