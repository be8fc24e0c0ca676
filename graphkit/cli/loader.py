"""graphkit loader."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note
from graphkit.cli.output import format_option, print_table
from graphkit.errors import ContentError, GraphkitError, UsageError

_NAME = re.compile(r"[^a-z0-9_]+")


@click.group("loader")
def command() -> None:
    """Draft and try the mapping of a table of other people."""


@command.command("new")
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
@click.option("--name", metavar="NAME", help="Of the loader; else made from the file's name.")
@click.pass_obj
def new(session: Session, file: str, name: str | None) -> None:
    """Draft a loader from a table: loaders/NAME/ with a copy of FILE and a loader.toml.

    The columns are profiled and their meaning guessed from their headings; what nobody can know stands as a question in
    a comment.
    """
    from graphkit.facts.formats import Unreadable
    from graphkit.facts.load import LOADER_NAME
    from graphkit.facts.mapping.draft import draft_mapping
    from graphkit.writing import new_file

    project, path = session.project, Path(file)
    if not project.location.own:
        raise UsageError("the project that comes with graphkit takes no loaders", "make one with: graphkit init DIR")
    chosen = name or _NAME.sub("_", path.name.split(".")[0].casefold()).strip("_")
    if not LOADER_NAME.match(chosen):
        raise UsageError(f"{chosen!r} is no loader's name", "--name with lower-case letters, digits and _")
    folder = project.location.root / "loaders" / chosen
    if folder.exists():
        raise GraphkitError(f"{folder} is there already", "give another --name")
    try:
        text = draft_mapping(path, project.model, path.stem)
    except Unreadable as error:
        raise ContentError(error.problems) from None
    folder.mkdir(parents=True)
    shutil.copyfile(path, folder / path.name)
    with new_file(folder / "loader.toml", "loader.toml") as out:
        out.write(text.encode("utf-8"))
    note(f"{folder / 'loader.toml'}: answer the questions in it, then: graphkit loader preview {chosen}")


@command.command("preview")
@click.argument("name", metavar="NAME", shell_complete=complete.loaders)
@click.option("-n", "--rows", type=click.IntRange(1, 10_000), default=20, show_default=True, help="Rows of each table.")
@data_option
@format_option
@click.pass_obj
def preview(session: Session, name: str, rows: int, format_: str) -> int:
    """Show the first rows of a loader's tables beside the claims that they make."""
    from graphkit.cli.tables import print_problems, tell_tables
    from graphkit.facts.preview import preview as shown

    reading = session.project.read(name)
    errors = reading.errors()
    if name not in reading.foreign:  # or its loader.toml cannot be read
        errors = [problem for problem in errors if problem.file == f"loaders/{name}/loader.toml"]
    if errors:
        print_problems(sorted(set(errors)))
        return 1
    if name not in reading.foreign:
        raise UsageError(f"{name} keeps canonical tables: its rows are its claims", "preview is for mapped tables")
    print_table(shown(reading, name, rows), format_, "the tables hold no rows")
    tell_tables(reading, named=True)
    return 0
