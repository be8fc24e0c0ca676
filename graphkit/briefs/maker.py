"""The report of a firm, an organization or a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from graphkit.analysis.groups import is_line, item_of, maker_of
from graphkit.analysis.propagation import single_points
from graphkit.analysis.questions import exposure, gaps
from graphkit.analysis.study import LINE_KIND
from graphkit.briefs.asked import Asked
from graphkit.briefs.charts import Step, strip
from graphkit.briefs.content import Chart, Column, Grid, Said, Section, counted, listed, section
from graphkit.briefs.effects import effect_grid, effect_said
from graphkit.briefs.needs import hidden_grid, hidden_groups, needs_grid
from graphkit.briefs.parts import (
    NAME,
    SOURCES,
    TYPE,
    assumed_section,
    capacity_section,
    conflict_section,
    gap_section,
    note_section,
    slip_section,
)
from graphkit.graph import Entity
from graphkit.graph.capacities import stated_capacities
from graphkit.graph.opinions import Opinion
from graphkit.reports.show import amount

_STEP_NAMES = 6
_NEEDED = ("input", "supplied")
_ALONE = (
    "What outside it stops alone what it makes",
    (NAME, TYPE, Column("possible", "number"), Column("certain", "number"), Column("stops"), SOURCES),
)
_RUNS = (
    NAME, Column("status", "word"), Column("country", "word"), Column("capacity, installed"),
    Column("capacity, planned"), SOURCES,
)  # fmt: skip


def maker_sections(asked: Asked, entity: Entity, notes: Sequence[Opinion]) -> tuple[list[Said], list[Section]]:
    """Findings and sections on a maker: what it makes, its dates, what it hangs on, who hangs on it, its capacity."""
    findings: list[Said] = []
    own = asked.own(entity.id)
    struck = asked.struck(entity) if entity.id in asked.study.compiled.index else None
    lost = gaps.answer(asked.study, frozenset(own & asked.study.inputs.keys()))
    capacity = asked.capacity("firm")
    found = [
        _makes(asked, entity, findings),
        _upstream(asked, entity, own, findings),
        section("downstream", "Who hangs on it", *effect_grid(asked, struck, own)) if struck else None,
        capacity_section(asked, capacity, (entity.id,), [] if entity.type == "Site" else findings),
        slip_section(asked, entity, findings),
        conflict_section(asked, entity),
        gap_section(lost, findings),
        assumed_section([struck] if struck else [capacity]),
        note_section(notes, entity),
    ]
    if struck:
        findings.insert(min(1, len(findings)), effect_said(asked, entity, struck, own))
    return findings, [part for part in found if part is not None]


def _makes(asked: Asked, entity: Entity, findings: list[Said]) -> Section | None:
    graph, study = asked.graph, asked.study
    lines = asked.lines(entity.id)
    items = list(dict.fromkeys(map(item_of, lines)))
    own = asked.own(entity.id)
    sites = sorted(
        (i for i in own if study.kind(i) == "Site" and i != entity.id), key=lambda i: (graph.name(i).casefold(), i)
    )
    made = Grid.of(
        "What it makes or delivers",
        (NAME, TYPE, Column("status", "word"), Column("made at"), SOURCES),
        [_made(asked, item, own) for item in sorted(items, key=lambda i: (graph.name(i).casefold(), i))],
        brief=3,
    )
    run = Grid.of(
        "What it runs",
        _RUNS,
        [_run(asked, site) for site in sites],
        brief=3,
    )
    if items or sites:
        claims = {c for n in lines for g in study.inputs[n] for c in g["claims"]}
        running = sum(graph.entities[s].status == "operating" for s in sites)
        told = listed([graph.name(i) for i in items], 4) or "nothing that a source names"
        runs = f"; it runs {counted(len(sites), 'site')}, {running or 'none'} of them told to operate" if sites else ""
        findings.append(Said(f"{told}{runs}.", asked.cited(claims), "It makes or delivers"))
    return section("makes", "What it makes and runs", _strip(asked, entity, items), made, run)


def _made(asked: Asked, item: str, own: frozenset[str]) -> tuple[Any, ...]:
    graph = asked.graph
    edges = [
        e for e in graph.edges_of(item) if e.source in own and e.target == item and e.type in ("PRODUCES", "SUPPLIES")
    ]
    statuses = sorted({e.status for e in edges})
    sites = [graph.name(e.source) for e in edges if graph.entities[e.source].type == "Site"]
    claims = {c for e in edges for c in e.claims}
    entity = graph.entities[item]
    return entity.name, entity.type, ", ".join(statuses), sorted(set(sites)), asked.cited(claims)


def _run(asked: Asked, site: str) -> tuple[Any, ...]:
    graph, entity = asked.graph, asked.graph.entities[site]
    told = stated_capacities(graph, asked.model, site)
    code = asked.study.countries.get(site, "")
    term = asked.model.vocabularies.get("country", {}).get(code)
    claims = {c for s in told for c in s.seen.claims} | {
        c for e in graph.edges_of(site) if e.type == "OPERATES" for c in e.claims
    }
    installed, planned = ([amount(s.seen) for s in told if s.planned is ahead] for ahead in (False, True))
    return (
        entity.name,
        entity.status or "not told",
        term.name if term else code,
        installed,
        planned,
        asked.cited(claims),
    )


def _strip(asked: Asked, entity: Entity, items: Sequence[str]) -> Chart | None:
    """What goes into what it makes, what it makes, and into what that goes."""
    study = asked.study
    if not items:
        return None
    own = asked.own(entity.id)
    within = (n for n in own if study.kind(n) in (LINE_KIND, "Firm", "Site"))
    needs = {study.material(g["material"]) for n in within for g in study.inputs.get(n, ()) if g["role"] in _NEEDED}
    users = {study.name(maker_of(n)) for i in items for n, *_ in asked.users(i) if maker_of(n) not in own}
    steps = [
        _step("What goes in", needs, "item"),
        _step(entity.name, {study.name(i) for i in items}, "item", here=True),
        _step("Who takes it", users, "known user"),
    ]
    return Chart(
        strip(steps, f"What goes into what {entity.name} makes, and who takes it"), "As far as sources tell.", True
    )


def _step(heading: str, names: set[str], what: str, here: bool = False) -> Step:
    found = sorted(names, key=lambda n: (n.casefold(), n))
    figure = counted(len(found), what) if found else "none known"
    return Step(heading, (figure,), tuple(found[:_STEP_NAMES]), max(0, len(found) - _STEP_NAMES), here)


def _upstream(asked: Asked, entity: Entity, own: frozenset[str], findings: list[Said]) -> Section | None:
    """Of each of its lines what stops it alone; needs whose suppliers share a point; the needs with their suppliers."""
    study = asked.study
    points: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    lines = asked.lines(entity.id)
    for line in lines:
        certain = single_points(study.compiled, line, "open")
        for point in single_points(study.compiled, line):
            if str(point) not in own and not is_line(str(point)):
                points[str(point)].append((line, point in certain))
    order = sorted(points, key=lambda p: (-len(points[p]), study.name(p).casefold(), p))
    rows = []
    for point in order:
        found = points[point]
        names = sorted({study.name(n) for n, _ in found}, key=str.casefold)
        claims = {c for g in study.inputs.get(point, ()) for c in g["claims"]}
        rows.append(
            (
                study.name(point),
                study.kind(point),
                len(names),
                sum(sure for _, sure in found),
                names,
                asked.cited(claims),
            )
        )
    needs = [r for r in asked.single_source.table.records() if r["buyer"] in own]
    hidden = hidden_groups(asked, [r for r in asked.hidden_common.table.records() if r["buyer"] in own])
    if not rows and not needs:
        nothing = "No source tells what goes into what it makes, so what it hangs on is not known: a gap, not safety."
        return section("upstream", "What it hangs on", Said(nothing))
    if rows:
        findings.append(_hangs(rows, len(hidden)))
    return section(
        "upstream",
        "What it hangs on",
        Grid.of(_ALONE[0], _ALONE[1], rows, brief=4, more="graphkit analyze single-points"),
        needs_grid(asked, "What it needs, and the known suppliers", needs, brief=3),
        hidden_grid(asked, hidden),
        _by_country(asked, entity),
    )


def _hangs(rows: Sequence[tuple[Any, ...]], hidden: int) -> Said:
    """The finding on what stops alone something that the maker makes."""
    first = [r[0] for r in rows if r[2] == rows[0][2]]
    sure = sum(bool(r[3]) for r in rows)
    text = f"could each alone stop something that it makes: {listed(first, 4)}"
    text += "" if len(first) == len(rows) else f", and {len(rows) - len(first):,} that stop less"
    shared = (
        f" {counted(hidden, 'need')} with several suppliers only {'looks' if hidden == 1 else 'look'} like a choice."
    )
    text += f". {f'{sure:,}' if sure else 'None'} of them for certain.{shared if hidden else ''}"
    return Said(text, rows[0][5], counted(len(rows), "node outside it", "nodes outside it"))


def _by_country(asked: Asked, entity: Entity) -> Grid | None:
    if entity.id not in asked.study.inputs:
        return None
    rows = exposure.answer(asked.study, entity.id, "country", ("upstream",)).table.records()
    words = {True: "yes", False: "no", None: "not asked"}
    return Grid.of(
        "Countries upstream, its own sites among them",
        (Column("country", "name"), Column("tier", "number"), Column("nodes", "number"),
         Column("would stop it, possible", "word"), Column("certain", "word")),
        [(r["name"], r["tier"], r["touches"], words[r["would_stop"]], words[r["certain"]]) for r in rows],
    )  # fmt: skip
