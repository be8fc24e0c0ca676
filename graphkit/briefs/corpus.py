"""The report of the corpus as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from graphkit.analysis.kinds import ENDS, ITEMS
from graphkit.briefs.asked import MAKERS, Asked
from graphkit.briefs.charts import Bar, Step, bars, strip
from graphkit.briefs.content import Chart, Column, Grid, Said, Section, counted, listed, percent, points, section
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
from graphkit.graph.opinions import Opinion
from graphkit.maps.tiers import CONTEXT_TIERS, NO_TIER, places, tier_names

_BARS, _STEP_NAMES = 10, 3
#: Of nodes that stop as much, who decides comes first.
_FIRST = ("Firm", "Organization", "Material", "Product", "Vehicle", "Site")


def corpus_sections(asked: Asked, notes: Sequence[Opinion]) -> tuple[list[Said], list[Section]]:
    """Findings and sections on everything in the graph."""
    findings: list[Said] = []
    capacity = asked.capacity("stage")
    found = [
        _glance(asked),
        _single_points(asked, findings),
        _hidden(asked, findings),
        _one_source(asked, findings),
        capacity_section(asked, capacity, None, findings),
        slip_section(asked, None, findings),
        _concentration(asked),
        conflict_section(asked, None),
        gap_section(asked.gaps, findings),
        assumed_section((asked.single_source, capacity, asked.concentration)),
        note_section(notes, None),
    ]
    return findings, [part for part in found if part is not None]


def _glance(asked: Asked) -> Section | None:
    """The tiers of the chain with how much stands in each, and where firms and sites stand."""
    graph, model = asked.graph, asked.model
    standing = places(graph, model)
    steps = []
    for tier in tier_names(model):
        members = [i for i, place in standing.items() if place.tier == tier and place.core]
        items = [i for i in members if graph.entities[i].type in ITEMS]
        if not items or tier in (*CONTEXT_TIERS, NO_TIER):
            continue
        makers = sum(graph.entities[i].type in MAKERS for i in members)
        items.sort(key=lambda i: (-len(list(graph.edges_of(i))), graph.name(i).casefold(), i))
        names = tuple(graph.name(i) for i in items[:_STEP_NAMES])
        term = model.vocabularies.get("tier", {}).get(tier)
        figures = (counted(len(items), "item"), counted(makers, "maker"))
        steps.append(Step(term.name if term else tier, figures, names, max(0, len(items) - len(names))))
    chart = Chart(
        strip(steps, "The tiers of the chain"), "Items and makers (firms and sites) by tier of the chain.", True
    )
    return section("chain", "The chain at a glance", chart if steps else None, _countries(asked))


def _countries(asked: Asked) -> Grid:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for i, entity in asked.graph.entities.items():
        if entity.type in ("Firm", "Site"):
            country = asked.study.countries.get(i, "")
            counts[country][entity.type] += 1
            if entity.type == "Site":
                counts[country][entity.status or "no status told"] += 1
    terms = asked.model.vocabularies.get("country", {})
    rows: list[tuple[Any, ...]] = []
    for code in sorted(counts, key=lambda c: (c == "", -counts[c]["Firm"] - counts[c]["Site"], c)):
        own = counts[code]
        name = (terms[code].name if code in terms else code) or "not told"
        going = own["operating"] + own["trial"]
        rows.append((name, own["Firm"], own["Site"], going, own["planned"] + own["building"]))
    columns = (
        Column("country", "name"), Column("firms", "number"), Column("sites", "number"),
        Column("sites running or on trial", "number"), Column("sites planned or building", "number"),
    )  # fmt: skip
    return Grid("Where firms and sites stand", columns, tuple(rows), most=20)


def _single_points(asked: Asked, findings: list[Said]) -> Section | None:
    """What stops the most products and vehicles of others alone."""
    study, rows = asked.study, []
    for node, (possible, certain) in asked.blast.items():
        if study.kind(node) not in _FIRST:
            continue
        own = asked.own(node)
        ends = sorted(t for t in possible - own if study.kind(t) in ENDS)
        if ends:
            sure = [t for t in certain - own if study.kind(t) in ENDS]
            firms = [t for t in possible - own if study.kind(t) == "Firm"]
            rows.append((node, ends, len(sure), len(firms)))
    rows.sort(key=lambda r: (-len(r[1]), -r[2], _FIRST.index(study.kind(r[0])), study.name(r[0]).casefold(), r[0]))
    if not rows:
        return None
    findings.append(_widest(asked, rows))
    columns = (NAME, TYPE, Column("possible", "number"), Column("certain", "number"), Column("firms", "number"),
               Column("which"))  # fmt: skip
    grid = Grid.of(
        "What alone stops products and vehicles that others make",
        columns,
        [(study.name(n), study.kind(n), len(e), s, f, listed(study.names(e), 6)) for n, e, s, f in rows],
        brief=4,
        more="graphkit analyze single-points",
    )
    drawn = [Bar(study.name(n), len(e), s, study.kind(n)) for n, e, s, _ in rows[:_BARS]]
    picture = bars(drawn, "Products and vehicles of others that a node stops alone", ("certain", "possible"))
    caption = (
        "Products and vehicles of others that stop if one node stops. Possible: if no supplier exists that no "
        "source names."
    )
    return section("points", "Single points of failure", Chart(picture, caption), grid)


def _widest(asked: Asked, rows: Sequence[tuple[str, list[str], int, int]]) -> Said:
    """The finding on what stops the most."""
    study = asked.study
    node, ends, sure, _ = rows[0]
    claims = {c for n in (node, *ends) for g in study.inputs[n] for c in g["claims"]}
    alike = [study.name(r[0]) for r in rows[1:] if len(r[1]) == len(ends)]
    also = f" The same holds for {listed(alike)}." if alike else ""
    known = counted(len(asked.ends), "known product and vehicle", "known products and vehicles")
    certain = f"{sure:,} of them" if sure else "none of them"
    return Said(
        f"could alone stop {len(ends):,} of {known} ({listed(study.names(ends))}), {certain} for certain.{also}",
        asked.cited(claims),
        study.name(node),
    )


def _hidden(asked: Asked, findings: list[Said]) -> Section | None:
    """Needs with several suppliers that one node stops."""
    groups = hidden_groups(asked, asked.hidden_common.table.records())
    if groups:
        material, known, points, items, claims = groups[0]
        each = "each of them" if len(points) > 1 else "it"
        findings.append(
            Said(
                f"{counted(len(items), 'product has', 'products have')} {known:,} known suppliers of {material} to "
                f"choose from, and all of these hang on {listed(points, 4)}: {each} alone could stop them all.",
                asked.cited(claims),
                "Only looks like a choice:",
            )
        )
    return section("hidden", "Suppliers that share a point upstream", hidden_grid(asked, groups, brief=3))


def _one_source(asked: Asked, findings: list[Said]) -> Section | None:
    every = asked.single_source.table.records()
    rows = [r for r in every if r["effective"] == 1]
    if rows:
        one = sum(r["known"] == 1 for r in rows)
        silent = len(asked.single_source.gaps.rows)
        findings.append(
            Said(
                f"are left with one alternative: {one:,} have one known supplier, {len(rows) - one:,} several that "
                f"fall together. Of {counted(silent, 'further need')} no supplier is known.",
                asked.cited(*(r["claims"] for r in rows)),
                f"{len(rows):,} of {counted(len(every), 'need')} with a known supplier",
            )
        )
    return section(
        "single-source", "Needs with one alternative", needs_grid(asked, "Needs with one effective alternative", rows)
    )


def _concentration(asked: Asked) -> Section | None:
    """Items of which more than one maker is known: of one alone the index tells nothing more."""
    rows = [r for r in asked.concentration.table.records() if r["holders"] > 1]
    rows.sort(key=lambda r: (-r["hhi_least"], r["name"].casefold(), r["node"], r["state"]))
    columns = (NAME, Column("state", "word"), Column("makers", "number"), Column("without a figure", "number"),
               Column("HHI", "number"), Column("three largest", "number"), SOURCES)  # fmt: skip
    cells = [
        (
            r["name"], r["state"], r["holders"], r["unknown"], points(r["hhi_least"], r["hhi_most"]),
            percent(r["top3_least"], r["top3_most"]), asked.cited(r["claims"]),
        )
        for r in rows
    ]  # fmt: skip
    title = "Concentration among the known makers, as intervals"
    return section(
        "concentration", "Concentration", Grid.of(title, columns, cells, more="graphkit analyze concentration")
    )
