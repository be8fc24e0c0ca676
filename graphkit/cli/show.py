"""graphkit show."""

from __future__ import annotations

from collections.abc import Sequence

import click

from graphkit.cli.complete import entities
from graphkit.cli.context import Session, clocks
from graphkit.cli.output import format_option, print_fields, print_json, print_table, safe, say
from graphkit.graph import Graph
from graphkit.graph.opinions import HEADING, Opinion, opinions_about
from graphkit.reports.life import FOR_MACHINES
from graphkit.reports.show import Shown
from graphkit.reports.words import without
from graphkit.values.table import Table


@click.command("show")
@click.argument("entity", shell_complete=entities)
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    entity: str,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> None:
    """Show one entity: its values, the life of it and of its parts, and its edges, each with its sources.

    Below them stand analysts' notes on it, which are opinion.

    ENTITY is an id or any name that only one entity has.
    """
    from graphkit.reports.find import locate
    from graphkit.reports.show import show

    graph = session.graph(as_of, known_on, audience, from_store)
    shown = show(graph, locate(graph, entity), session.project.model)
    notes = opinions_about(session.notes(graph, audience), shown.entity["id"])
    if format_ == "json":
        tables = {t.title: t.records() for t in (*shown.tables, _notes(graph, notes))}
        print_json({"as_of": graph.as_of, **shown.entity, **tables})
    elif format_ in ("table", "markdown"):
        _tell(shown, graph, format_)
        _tell_notes(notes, format_)
    else:
        # One table for machines: what kind of thing each row is, and the row's own columns together.
        tables_ = (*shown.tables, *([_notes(graph, notes)] if notes else ()))
        columns = ["part", *dict.fromkeys(c for t in tables_ for c in t.columns)]
        rows = [[t.title, *(record.get(c) for c in columns[1:])] for t in tables_ for record in t.records()]
        print_table(Table.of(columns, rows), format_)


def _notes(graph: Graph, notes: Sequence[Opinion]) -> Table:
    """The notes as a table; they are opinion, and no claim stands behind them."""
    rows = [(n.day, n.author, n.title, n.text, [graph.name(i) for i in n.about], n.file) for n in notes]
    return Table.of(("date", "author", "title", "text", "about", "file"), rows, "notes")


def _tell_notes(notes: Sequence[Opinion], format_: str) -> None:
    """The notes as they are written, under a heading that says what they are."""
    if not notes:
        return
    say()
    say(f"### {HEADING}" if format_ == "markdown" else HEADING, bold=True)
    for note in notes:
        head = f"{note.day}, {note.author}" + (f": {note.title}" if note.title else "")
        say()
        say(f"**{safe(head)}**\n" if format_ == "markdown" else f"  {safe(head)}")
        for line in note.text.split("\n"):
            # Quoted, so that no heading or table of a note can pass for one of this page.
            say(f"> {safe(line)}" if format_ == "markdown" else f"    {safe(line)}".rstrip())


def _tell(shown: Shown, graph: Graph, format_: str) -> None:
    about = {name: value for name, value in shown.entity.items() if name not in ("id", "type", "name", "disputed_in")}
    if about.get("disputed"):
        about["disputed"] = shown.entity["disputed_in"] or True
    title = f"{shown.entity['name']} ({shown.entity['id']}), {shown.entity['type']}, as of {graph.as_of}"
    if format_ == "table":
        say(safe(title), bold=True)
        print_fields(about)
    else:
        say(f"## {safe(title)}\n")
        fields = [(name, value) for name, value in about.items() if value not in ("", [], None)]
        print_table(Table.of(("what", "is"), fields), format_)
    for table in shown.tables:
        # Its life tells the milestones one a line; the statements one by one are for machines, and for why.
        if table.rows and table.title != "milestones":
            say(f"\n### {table.title}\n" if format_ == "markdown" else "")
            print_table(_for_people(table), format_)


def _for_people(table: Table) -> Table:
    """Without what another column says too, as the type of an edge, which its reading tells."""
    hidden = {"edges": ("edge", "direction"), "life": FOR_MACHINES, "life of its parts": (*FOR_MACHINES, "entity")}
    return without(table, *hidden.get(table.title, ()))
