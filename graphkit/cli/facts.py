"""graphkit facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note, plural
from graphkit.cli.output import format_option, print_table
from graphkit.cli.tables import print_problems
from graphkit.errors import ContentError, GraphkitError, Problem, UsageError

if TYPE_CHECKING:
    from graphkit.facts.workbook import CsvTable, Surroundings, Workbook
    from graphkit.facts.workbook.reading import SheetRow

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("facts")
def command() -> None:
    """Edit a loader's tables in a spreadsheet, and take them back."""


@command.command("edit")
@click.argument("loader", required=False, shell_complete=complete.loaders)
@click.option("-o", "--output", required=True, type=_FILE, metavar="FILE.xlsx", help="The workbook to write.")
@click.option("--force", is_flag=True, help="Replace a workbook that is there; edits in it that were not taken go.")
@click.pass_obj
def edit(session: Session, loader: str | None, output: Path, force: bool) -> None:
    """Write the canonical tables of LOADER as a workbook: a sheet each, all cells text, with words to choose from.

    LOADER may be left out where only one loader has such tables. Edit it, save it as .xlsx, then: graphkit facts take.
    """
    from graphkit.facts.workbook import Stamp, write_book
    from graphkit.writing import new_file

    if output.suffix.lower() != ".xlsx":
        raise UsageError(f"{output} is no name of a workbook", f"as {output.with_suffix('.xlsx')}")
    name = _loader(session, loader)
    if output.exists() and not force:
        raise GraphkitError(f"{output} is there already, and may hold edits", "name another file, or give --force")
    tables = _tables(session, name)
    stamp = Stamp.of(session.project.location.name, name, tables)
    model = session.project.model
    with session.timed("workbook written"), new_file(output, "facts.xlsx") as stream:
        write_book(stream, tables, stamp, model)
    counts = ", ".join(f"{plural(len(table.lines), 'row')} of {table.sheet}" for table in tables)
    note(f"{output}: {counts} of {name}")
    note(f"edit it, save it, then: graphkit facts take {output}")


@command.command("take")
@click.argument("file", type=_FILE, metavar="FILE.xlsx")
@click.argument("loader", required=False, shell_complete=complete.loaders)
@click.option("--dry-run", is_flag=True, help="Check, tell how many rows would change, and write nothing.")
@click.option("--force", is_flag=True, help="Overwrite tables that have changed since the workbook was made.")
@data_option
@format_option
@click.pass_obj
def take(session: Session, file: Path, loader: str | None, dry_run: bool, force: bool, format_: str) -> int:
    """Write an edited workbook back as the canonical tables of LOADER: all of it, or nothing.

    Everything is checked first as `graphkit check` does it, and told with sheet, row and column. Rows that stay keep
    their line, so a diff shows what was edited and nothing else. The loader is the one that the workbook was made from.
    """
    from graphkit.facts.workbook import Stamp, change_of, changes_table, open_book, read_rows, read_stamp
    from graphkit.facts.workbook.reading import NOTHING
    from graphkit.facts.workbook.stamp import require_stamp

    location = session.project.location
    if not location.own:
        raise UsageError(f"{location.root} is the project that comes with graphkit", "name your own with --project DIR")
    book = open_book(file)
    stamp = read_stamp(book)
    if stamp is not None:
        stamp.require_project(location.name, str(file))
    elif loader is None and not force:
        message = f"{file} is no workbook of `graphkit facts edit`: it does not tell which tables it was made from"
        hint = "make one with: graphkit facts edit LOADER -o FILE.xlsx; --force takes it whatever the tables hold now"
        raise GraphkitError(message, hint)
    name = _loader(session, loader or (stamp.loader if stamp else None))
    tables = _tables(session, name)
    for text in require_stamp(stamp, Stamp.of(location.name, name, tables), tables, str(file), force):
        note(text)
    rows = read_rows(book, tables)
    errors = _check(session, name, book, tables, rows)
    if errors:
        raise ContentError(errors, NOTHING)
    plain = {table.name: [cells for _, cells in rows[table.name]] for table in tables}
    changes = [change_of(table, plain[table.name]) for table in tables]
    if not dry_run and _write(tables, plain):
        note(f"to go on editing make a new workbook: graphkit facts edit {name} -o {file} --force")
    print_table(changes_table(changes), format_)
    if not any(changes):
        note("nothing has changed")
    elif dry_run:
        note("nothing was written: --dry-run")
    return 0


def _write(tables: list[CsvTable], rows: dict[str, list[tuple[str, ...]]]) -> bool:
    """Writes the tables that differ, all of them or none; whether there were any."""
    from graphkit.facts.workbook import replace_files

    new = {table.path: table.with_rows(rows[table.name]) for table in tables}
    old = {table.path: table.data for table in tables}
    changed = {path: data for path, data in new.items() if data != old[path]}
    if changed:
        replace_files(changed, old)
        note(f"{plural(len(changed), 'table')} written: {', '.join(path.name for path in changed)}")
    return bool(changed)


def _check(
    session: Session, name: str, book: Workbook, tables: list[CsvTable], rows: dict[str, list[SheetRow]]
) -> list[Problem]:
    """Prints what is to be looked at, and gives back what is wrong, with the places of the workbook."""
    from graphkit.cli.check import view_problems
    from graphkit.facts.workbook import placed, tried

    folder = next(f for f in session.project.location.loaders if f.name == name)
    with session.timed("tables checked"):
        reading = tried(folder, tables, rows, _around(session))
        found = placed([*reading.problems, *view_problems(session.project, reading)], name, book, tables)
    sheets = {book.place(table.sheet) for table in tables}
    print_problems([p for p in found if p.level == "warning" and p.file in sheets])
    return [p for p in found if p.level == "error"]


def _around(session: Session) -> Surroundings:
    from graphkit.facts.workbook import Surroundings

    project = session.project
    return Surroundings(project.location.loaders, project.model, project.location.decisions, project.data)


def _loader(session: Session, name: str | None) -> str:
    """The loader that is meant: the one named, or the only one that has canonical tables."""
    from graphkit.facts.hints import near
    from graphkit.facts.workbook import HEADINGS

    folders = {folder.name: folder for folder in session.project.location.loaders}
    canonical = [n for n, folder in folders.items() if any((folder / table).exists() for table in HEADINGS)]
    if name is None:
        if len(canonical) == 1:
            return canonical[0]
        names = ", ".join(canonical)
        raise UsageError("which loader?", f"one of {names}" if names else "no loader has canonical tables")
    if name not in folders:
        raise UsageError(f"there is no loader {name!r}", near(name, folders))
    if name not in canonical:
        raise UsageError(
            f"{name} has no canonical tables: a mapping reads its own", f"one of {', '.join(canonical) or 'none'}"
        )
    return name


def _tables(session: Session, name: str) -> list[CsvTable]:
    from graphkit.facts.workbook import read_tables

    return read_tables(next(f for f in session.project.location.loaders if f.name == name))
