"""graphkit loader."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note
from graphkit.cli.output import format_option, print_table
from graphkit.errors import ContentError, GraphkitError, UsageError

if TYPE_CHECKING:
    from graphkit.facts.formats import Shape
    from graphkit.model import Model

#: Those of graphkit.facts.formats, which help is not to wait for.
_FORMATS = ("csv", "tsv", "json", "jsonl", "xlsx", "parquet", "yaml")
_NAME = re.compile(r"[^a-z0-9_]+")


@click.group("loader")
def command() -> None:
    """Draft and try the mapping of a table of other people."""


@command.command("new")
@click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
@click.option("--name", metavar="NAME", help="Of the loader; else made from the file's name.")
@click.option("--format", "format_", type=click.Choice(_FORMATS), help="Of the file, where its suffix does not tell.")
@click.option("--sheet", metavar="NAME", default="", help="Which sheet of a workbook; else the first with a table.")
@click.option("--header", type=click.IntRange(min=1), metavar="N", help="The line of the headings, from 1; else found.")
@click.option("--delimiter", metavar="D", default="", help="What parts the cells of a CSV file, as ';'; else found.")
@click.pass_obj
def new(
    session: Session, file: str, name: str | None, format_: str | None, sheet: str, header: int | None, delimiter: str
) -> None:
    """Draft a loader from a table: loaders/NAME/ with a copy of FILE and a loader.toml.

    The columns are profiled and their meaning guessed from their headings; what nobody can know stands as a question in
    a comment.
    """
    from graphkit.facts.formats import Formatless, Shape, Unreadable
    from graphkit.facts.load import LOADER_NAME
    from graphkit.facts.mapping.files import sheetless
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
        if sheet and (why := sheetless(path.name, format_ or "")):
            raise UsageError(why, "leave --sheet out")
        tabs = delimiter.replace("\\t", "\t")
        shape = Shape(format=format_ or "", sheet=sheet, header=header or 0, delimiter=tabs)
        text = _draft(path, project.model, shape)
    except Formatless as error:  # what a mapping would say is here an option
        hint = f"give --format: {', '.join(error.known)}"
        raise ContentError(replace(problem, hint=hint) for problem in error.problems) from None
    except Unreadable as error:
        raise ContentError(error.problems) from None
    folder.mkdir(parents=True)
    shutil.copyfile(path, folder / path.name)
    with new_file(folder / "loader.toml", "loader.toml") as out:
        out.write(text.encode("utf-8"))
    note(f"{folder / 'loader.toml'}: answer the questions in it, then: graphkit loader preview {chosen}")


def _draft(path: Path, model: Model, shape: Shape) -> str:
    """The draft; of a table under a title, with the line that looks like its headings, which is told as a guess."""
    from graphkit.facts.formats import Titled
    from graphkit.facts.mapping.draft import draft_mapping

    try:
        return draft_mapping(path, model, path.stem, shape)
    except Titled as error:
        why = error.problems[0].message
        note(f"{path.name}: a guess: the headings are in line {error.header}; else give --header N ({why})")
        return draft_mapping(path, model, path.stem, replace(shape, header=error.header), why)


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
