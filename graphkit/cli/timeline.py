"""graphkit timeline."""

from __future__ import annotations

import difflib
import io
from collections.abc import Iterable
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path

import click

from graphkit.cli.complete import entities
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.output import format_option, print_table
from graphkit.errors import UsageError
from graphkit.graph import Graph
from graphkit.reports.timeline import GROUPS
from graphkit.values.dates import parse_date
from graphkit.values.table import Table

_SUFFIXES = (".html", ".svg", ".csv")


@click.command("timeline")
@click.option(
    "-o", "--output", metavar="FILE.html|.svg|.csv", help="Draw it, or write its rows; else the rows are printed."
)
@click.option(
    "--entity",
    "wanted",
    multiple=True,
    metavar="NAME",
    shell_complete=entities,
    help="Only of this entity and what it owns; may be repeated.",
)
@click.option(
    "--type", "types", multiple=True, metavar="TYPE", help="Only of entities of this type, as Site; may be repeated."
)
@click.option(
    "--stage", "stages", multiple=True, metavar="STAGE", help="Only this stage, as production_start; may be repeated."
)
@click.option("--from", "start", metavar="DAY", help="Only what may fall on this day or later.")
@click.option("--to", "end", metavar="DAY", help="Only what may fall on this day or earlier.")
@click.option(
    "--group", type=click.Choice(GROUPS), default="firm", show_default=True, help="What the rows are grouped by."
)
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    output: str | None,
    wanted: tuple[str, ...],
    types: tuple[str, ...],
    stages: tuple[str, ...],
    start: str | None,
    end: str | None,
    group: str,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> None:
    """Draw or list who reaches which stage when: planned and actual dates, and the slips between them."""
    from graphkit.reports.find import locate
    from graphkit.reports.timeline import FOR_DRAWING, timeline
    from graphkit.reports.words import without

    suffix = Path(output).suffix.casefold() if output else ""
    if output and suffix not in _SUFFIXES:
        raise UsageError(
            f"a timeline is not written as {suffix or output!r}", "name a file that ends in .html, .svg or .csv"
        )
    model = session.project.model
    _known(types, model.nodes, "type")
    _known(stages, model.stages, "stage")
    window = (_day(session, start, True), _day(session, end, False))
    if window[0] and window[1] and window[0] > window[1]:
        raise UsageError(f"--from {start} is after --to {end}", "give the earlier day first")
    graph = session.graph(as_of, known_on, audience, from_store)
    chosen = [locate(graph, name) for name in wanted]
    rows = timeline(graph, model, entities=chosen, types=types, stages=stages, window=window, group=group)
    if output:
        _write(session, Path(output), rows, graph, window)
    else:
        print_table(without(rows, *FOR_DRAWING), format_, "no milestone of what was asked for")


def _known(names: tuple[str, ...], known: Iterable[str], what: str) -> None:
    """Refuses a name that schema/ does not declare, with the nearest ones."""
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, 3, 0.5)
            raise UsageError(f"there is no {what} {name!r}", f"did you mean {', '.join(near)}?" if near else "")


def _day(session: Session, text: str | None, first: bool) -> date | None:
    """The first or the last day of what may be a partial one."""
    if text is None:
        return None
    last = session.project.day(text)
    if first and text.strip().casefold() != "today":
        return parse_date(text, session.project.model.dates).earliest or last
    return last


def _write(session: Session, path: Path, rows: Table, graph: Graph, window: tuple[date | None, date | None]) -> None:
    from graphkit.export.timeline_html import write_html
    from graphkit.export.timeline_svg import Heading, write_svg
    from graphkit.reports.timeline import FOR_DRAWING
    from graphkit.reports.words import without
    from graphkit.writing import new_file

    notes: tuple[str, ...] = ()
    if graph.left_out:
        notes = (f"{plural(graph.left_out, 'claim')} of sources that are not public left out",)
    heading = Heading(f"{session.project.location.title}: who reaches what when", graph.as_of, window, notes)
    with session.timed("written"), new_file(path, f"timeline{path.suffix.casefold()}") as out:
        if path.suffix.casefold() == ".csv":
            with redirect_stdout(io.StringIO()) as text:
                print_table(without(rows, *FOR_DRAWING), "csv")
            out.write(text.getvalue().encode())
        else:
            write = write_html if path.suffix.casefold() == ".html" else write_svg
            write(rows.records(), heading, out)
    entities = len({row["id"] for row in rows.records()})
    counts = f"{plural(len(rows.rows), 'date')} of {plural(entities, 'entity', 'entities')}"
    note(f"{path}: {counts}, as of {graph.as_of}")
