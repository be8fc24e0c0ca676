"""graphkit why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.grid import wrap
from graphkit.cli.output import cell_text, format_option, print_json, print_table, say, width
from graphkit.graph import Graph
from graphkit.reports.why import Answer
from graphkit.values.table import Table

_COLUMNS = (
    "for", "says", "when", "kind", "basis", "qualifiers", "speaker", "said", "source", "locator", "published", "note"
)  # fmt: skip


@click.command("why")
@click.argument("entity", shell_complete=complete.entities)
@click.argument("rest", nargs=-1, metavar="[NAME [ENTITY] | ENTITY]", shell_complete=complete.predicates)
@click.option(
    "--sources",
    type=click.Path(file_okay=False, exists=True),
    metavar="DIR",
    help="Saved texts: show the passage itself.",
)
@clocks
@format_option
@click.pass_obj
def command(
    session: Session, entity: str, rest: tuple[str, ...], sources: str | None,
    as_of: str | None, known_on: str | None, audience: str, from_store: bool, format_: str,
) -> None:  # fmt: skip
    """Show the claims behind an entity, an edge or a value, and the rule that chose.

    NAME is a metric, a milestone stage, a property or an edge type.

    \b
    graphkit why sak-yibin-line-1
    graphkit why sak-yibin-line-1 capacity
    graphkit why sak-yibin-line-1 production_start
    graphkit why sak-power OPERATES sak-yibin-line-1
    graphkit why sak-power sak-yibin-line-1
    """
    from graphkit.reports.find import locate
    from graphkit.reports.why import why

    graph = session.graph(as_of, known_on, audience, from_store)
    answers = why(graph, session.project.model, locate(graph, entity), rest, Path(sources) if sources else None)
    if format_ == "json":
        print_json([asdict(a) for a in answers])
        return
    if format_ != "table":
        columns = (*_COLUMNS, "passage") if sources else _COLUMNS
        rows = [[a.what, a.chosen, a.state, a.rule, *(c.get(k) for k in columns)] for a in answers for c in a.claims]
        print_table(Table.of(("what", "chosen", "state", "rule", *columns), rows), format_)
        return
    seen: set[str] = set()
    for number, answer in enumerate(answers):
        _tell(answer, graph, bool(number), seen)
    note(f"{plural(len(answers), 'element')}, as of {graph.as_of}; ● a claim behind the choice, ○ another claim")


def _tell(answer: Answer, graph: Graph, apart: bool, seen: set[str]) -> None:
    """An element as a list: what holds and why, then each claim with who says it, where, and the passage."""
    if apart:
        say()
    for line in wrap(cell_text(f"{answer.what}: {answer.chosen}" if answer.chosen else answer.what), width()):
        say(line, bold=True)
    _say(f"{answer.state}; {answer.rule}", "  ")
    for claim in answer.claims:
        _say(_words(claim, graph), "  ● " if claim["for"] else "  ○ ", "    ")
        place = f"{claim['source']}#{claim['locator']}"
        if claim["source"] != "curation":
            _say(f"{place} {claim['title'] or ''}", "    ")
        if claim.get("note"):
            _say(f"note: {claim['note']}", "    ")
        if claim.get("passage") and place not in seen:
            seen.add(place)  # one passage is printed once
            _say(f"“{claim['passage']}”", "    ")
    for conflict in answer.conflicts:
        _say(f"conflict {conflict['uid']} ({conflict['severity']}, {conflict['state']}): {conflict['name']}", "  ≠ ")
        if conflict["ruling"] and "ruling" not in answer.rule:  # which has told it then
            _say(f"ruling {conflict['ruling']}", "    ")


def _words(claim: Mapping[str, Any], graph: Graph) -> str:
    """`0.5 GWh; 2025-11; actual, stated; says SMM, between 2025-11-10 and 2025-12-31`."""
    if claim["source"] == "curation":
        return f"{claim['predicate']}: {cell_text(claim['says'])}; curation"
    parts = [claim["says"]]
    if claim["when"] and claim["when"] != claim["says"]:
        parts.append(claim["when"])
    parts += [f"{name}={graph.name(value)}" for name, value in claim["qualifiers"].items()]
    parts.append(f"{claim['kind']}, {claim['basis']}")
    said = claim["said"]
    day = "" if not said else f", {said[0]}" if said[0] == said[1] else f", between {said[0]} and {said[1]}"
    parts.append(f"says {claim['speaker']}{day}")
    return "; ".join(cell_text(part) for part in parts)


def _say(text: str, first: str, then: str = "") -> None:
    room = width()
    then = then or first
    for number, line in enumerate(wrap(cell_text(text), room - len(then) if room else None)):
        say((then if number else first) + line)
