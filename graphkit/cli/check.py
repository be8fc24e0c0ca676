"""graphkit check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note, plural
from graphkit.cli.output import format_option, print_json, print_table
from graphkit.cli.tables import print_problems, tell_tables, write_rejects
from graphkit.errors import ContentError, Problem
from graphkit.values.table import Table

if TYPE_CHECKING:
    from graphkit.api import Project
    from graphkit.facts import Reading


@click.command("check")
@click.argument("loaders", nargs=-1, metavar="[LOADER]...", shell_complete=complete.loaders)
@click.option(
    "--sources",
    type=click.Path(file_okay=False, exists=True),
    metavar="DIR",
    help="Saved texts: check that each stated number stands in its paragraph.",
)
@data_option
@click.option("--strict", is_flag=True, help="A rejected row of a loader's table is an error.")
@click.option(
    "--rejects",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write each table's rejected rows there, to be mended and read again.",
)
@format_option
@click.pass_obj
def command(
    session: Session, loaders: tuple[str, ...], sources: str | None, strict: bool, rejects: str | None, format_: str
) -> int:
    """Find all that is wrong with the content, without a database.

    Schema, tables, references, the queries' headers, the map's views and the notes; every problem with file, line,
    column and what would be right.
    """
    from graphkit.facts.notes import inspect_notes

    project = session.project
    problems: list[Problem] = []
    account: dict[str, Any] = {}
    claims = 0
    reading = None
    try:
        reading = project.read(*loaders, everything=not loaders)
        problems += reading.problems
        account = accounts(reading.counts)
        claims = len(reading.facts.claims)
        if sources:
            from graphkit.reports.sources import check_sources

            problems += check_sources(reading, Path(sources))
        if not loaders:
            problems += view_problems(project, reading)
            problems += inspect_notes(project.location.notes, reading.registry)[1]
        library = project.library
    except ContentError as error:
        problems += error.problems
        library = {}
    problems = sorted(set(problems))
    errors = [p for p in problems if p.level == "error" or (strict and p.level == "reject")]
    if format_ == "json":
        print_json({"problems": [_record(p) for p in problems], "loaders": account})
    elif format_ == "table":
        print_problems(problems)
        rows = sum(a["rows"] for a in account.values())
        warnings = sum(p.level == "warning" for p in problems)
        read = f"{plural(rows, 'row')}, {plural(claims, 'claim')}, {plural(len(library), 'query', 'queries')}"
        note(f"{plural(len(errors), 'error')}, {plural(warnings, 'warning')}: {read}")
    else:
        columns = ("level", "file", "line", "column", "message", "hint")
        print_table(Table.of(columns, [tuple(_record(p)[c] for c in columns) for p in problems]), format_)
    if reading is not None:
        tell_tables(reading, bool(loaders))
        if rejects is not None:
            write_rejects(reading, Path(rejects))
    return 1 if errors else 0


def view_problems(project: Project, reading: Reading) -> list[Problem]:
    """What is wrong with the saved views of the map, and what of them works on some maps only."""
    from graphkit.maps.views import Known, inspect

    return inspect(project.location.views, Known.of(reading.facts, project.model, reading.registry))[1]


def _record(problem: Problem) -> dict[str, Any]:
    return {name: getattr(problem, name) for name in ("level", "file", "line", "column", "message", "hint")}


def accounts(counts: dict[str, Any]) -> dict[str, Any]:
    """An account of every row, per loader and table: rows = claimed + skipped + rejected."""
    names = ("rows", "claimed", "skipped", "rejected", "claims")
    out: dict[str, Any] = {}
    for loader, tables in counts.items():
        shown = {table: {n: getattr(count, n) for n in names} for table, count in sorted(tables.items())}
        out[loader] = {n: sum(t[n] for t in shown.values()) for n in names} | {"tables": shown}
    return out
