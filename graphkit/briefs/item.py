"""The report of a material, a product or a vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graphkit.analysis.groups import is_line, maker_of
from graphkit.analysis.propagation import single_points
from graphkit.analysis.questions import gaps
from graphkit.analysis.questions.common import YES_NO
from graphkit.briefs.asked import Asked
from graphkit.briefs.charts import Step, strip
from graphkit.briefs.content import Chart, Column, Grid, Said, Section, counted, listed, percent, points, section
from graphkit.briefs.effects import effect_grid, effect_said
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
from graphkit.graph.opinions import Opinion

_STEP_NAMES = 6
_NOTHING = "No maker and no input of it is known, so what it hangs on is not known: a gap, not safety."
_INDEX = (
    Column("state", "word"), Column("makers", "number"), Column("without a figure", "number"), Column("HHI", "number"),
    Column("if there are others", "number"), Column("shares from", "word"), SOURCES,
)  # fmt: skip


def item_sections(asked: Asked, entity: Entity, notes: Sequence[Opinion]) -> tuple[list[Said], list[Section]]:
    """Findings and sections on an item: who makes and needs it, how concentrated that is, what stops without it."""
    findings: list[Said] = []
    struck = asked.struck(entity)
    own = frozenset({entity.id})
    lost = gaps.answer(asked.study, own & asked.study.inputs.keys())
    capacity = asked.capacity("material" if entity.type == "Material" else "product")
    found = [
        _makers_and_users(asked, entity, findings),
        section("without", "What stops without it", *effect_grid(asked, struck, own)),
        _upstream(asked, entity, findings),
        _concentration(asked, entity, findings),
        capacity_section(asked, capacity, (entity.id,), findings),
        slip_section(asked, entity, findings),
        conflict_section(asked, entity),
        gap_section(lost, findings),
        assumed_section([struck, capacity]),
        note_section(notes, entity),
    ]
    findings.insert(min(1, len(findings)), effect_said(asked, entity, struck, own))
    return findings, [part for part in found if part is not None]


def _makers(asked: Asked, item: str) -> list[str]:
    """Who is known to make or deliver it."""
    groups = [g for g in asked.study.inputs.get(item, ()) if g["role"] == "made by"]
    return sorted(
        {maker_of(s) for g in groups for s in g["suppliers"]}, key=lambda m: (asked.graph.name(m).casefold(), m)
    )


def _makers_and_users(asked: Asked, entity: Entity, findings: list[Said]) -> Section | None:
    graph, study = asked.graph, asked.study
    makers = _makers(asked, entity.id)
    users = sorted(asked.users(entity.id), key=lambda u: (study.name(u[0]).casefold(), u[0]))
    needs = [g for g in study.inputs.get(entity.id, ()) if g["role"] == "input"]
    needs += [g for m in makers for g in study.inputs.get(asked.line(m, entity.id), ()) if g["role"] == "input"]
    inputs = sorted({study.material(g["material"]) for g in needs}, key=str.casefold)
    edges = {m: [e for e in graph.edges_of(m) if e.source == m and e.target == entity.id] for m in makers}
    groups = [g for g in study.inputs.get(entity.id, ()) if g["role"] == "made by"]
    whole = YES_NO[groups[0]["complete"]] if groups else "unknown"
    claims = {c for g in groups for c in g["claims"]}
    buyers = sorted({study.name(maker_of(u[0])) for u in users}, key=str.casefold)
    told = {"yes": "these are told to be all", "no": "more are told to exist"}.get(
        whole, "whether these are all is not known"
    )
    users_ = f"{counted(len(buyers), 'known user')}{': ' + listed(buyers, 4) if buyers else ''}"
    text = f"{listed([graph.name(m) for m in makers], 5)}; {told}. " if makers else ""
    findings.append(
        Said(
            f"{text}{users_}.",
            asked.cited(claims, *(u[3] for u in users)),
            f"{counted(len(makers), 'known maker')}{':' if makers else '.'}",
        )
    )
    made = Grid.of(
        "Who makes or delivers it",
        (NAME, TYPE, Column("country", "word"), Column("status", "word"), SOURCES),
        [_maker(asked, m, edges[m]) for m in makers],
        brief=6,
    )
    used = Grid.of(
        "Who needs it",
        (NAME, Column("essential", "word"), Column("known suppliers", "number"), SOURCES),
        _users(asked, entity.id, users),
        brief=5,
    )
    steps = [
        _step("What goes in", inputs, "item"),
        _step(f"Who makes {entity.name}", [graph.name(m) for m in makers], "known maker", True),
        _step("Who needs it", buyers, "known user"),
    ]
    chart = Chart(
        strip(steps, f"What goes into {entity.name}, who makes it, who needs it"), "As far as sources tell.", True
    )
    return section("makers", "Who makes it, who needs it", chart, made, used)


def _step(heading: str, names: Sequence[str], what: str, here: bool = False) -> Step:
    figure = counted(len(names), what) if names else "none known"
    return Step(heading, (figure,), tuple(names[:_STEP_NAMES]), max(0, len(names) - _STEP_NAMES), here)


def _maker(asked: Asked, maker: str, edges: Sequence[Any]) -> tuple[Any, ...]:
    entity = asked.graph.entities[maker]
    code = asked.study.countries.get(maker, "")
    term = asked.model.vocabularies.get("country", {}).get(code)
    claims = {c for e in edges for c in e.claims}
    return (
        entity.name,
        entity.type,
        term.name if term else code or "not told",
        ", ".join(sorted({e.status for e in edges})),
        asked.cited(claims),
    )


def _users(asked: Asked, item: str, users: Sequence[Any]) -> list[tuple[Any, ...]]:
    known = {(r["buyer"], r["item"]): r["known"] for r in asked.single_source.table.records()}
    return [
        (asked.study.name(node), YES_NO[essential], known.get((node, item)), asked.cited(claims))
        for node, _, essential, claims in users
    ]


def _upstream(asked: Asked, entity: Entity, findings: list[Said]) -> Section | None:
    """What stops it alone, besides itself."""
    study = asked.study
    if not study.bound(entity.id):
        return section(
            "upstream",
            "What it hangs on",
            Said(
                "No maker and no input of it is known, so nothing can be told of what it hangs on: a gap, not safety."
            ),
        )
    certain = single_points(study.compiled, entity.id, "open")
    points = sorted(
        (str(p) for p in single_points(study.compiled, entity.id) if str(p) != entity.id and not is_line(str(p))),
        key=lambda p: (p not in certain, study.name(p).casefold(), p),
    )
    rows = [
        (study.name(p), study.kind(p), "yes" if p in certain else "no",
         asked.cited({c for g in study.inputs.get(p, ()) for c in g["claims"]}))
        for p in points
    ]  # fmt: skip
    if rows:
        sure = sum(r[2] == "yes" for r in rows)
        findings.append(
            Said(
                f"could stop it alone: {listed([r[0] for r in rows], 5)}; {sure or 'none'} of them for certain.",
                rows[0][3],
                counted(len(rows), "node upstream", "nodes upstream"),
            )
        )
    nothing = Said("No single node upstream is known to stop it alone.")
    grid = Grid.of("What stops it alone", (NAME, TYPE, Column("for certain", "word"), SOURCES), rows, brief=5)
    return section("upstream", "What it hangs on", grid if rows else nothing)


def _concentration(asked: Asked, entity: Entity, findings: list[Said]) -> Section | None:
    rows = [r for r in asked.concentration.table.records() if r["node"] == entity.id]
    holders = [r for r in asked.concentration.more["shares"].records() if r["item"] == entity.id]
    if rows:
        first = rows[0]
        index = points(first["hhi_least"], first["hhi_most"])
        makers = counted(first["holders"], "known maker")
        text = f"{index} points (HHI) among {makers}, {first['state']}"
        if first["unknown"]:
            text += f"; {first['unknown']:,} of them state no figure, which widens the interval"
        findings.append(Said(f"{text}.", asked.cited(first["claims"]), "Concentration:"))
    index_grid = Grid.of(
        "Concentration among the known makers",
        _INDEX,
        [
            (r["state"], r["holders"], r["unknown"], points(r["hhi_least"], r["hhi_most"]),
             points(r["open_hhi_least"], r["open_hhi_most"]), r["basis"], asked.cited(r["claims"]))
            for r in rows
        ],
    )  # fmt: skip
    shares = Grid.of(
        "Shares of the known makers",
        (NAME, Column("state", "word"), Column("share", "number")),
        [(r["name"], r["state"], percent(r["share_least"], r["share_most"])) for r in holders],
    )
    return section("concentration", "Concentration", index_grid, shares)
