"""graphkit init."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import click

from graphkit.cli.context import note
from graphkit.errors import GraphkitError, ProjectError
from graphkit.project import CONFIG, packaged


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Make a new project folder that loads as it is: settings, schema, a loader with example rows, queries."""
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ProjectError(f"{folder} is there already and not empty", "name a new folder")
    template = Path(str(resources.files("graphkit.cli") / "template"))
    content = packaged()
    partial = target.with_name(f".{target.name}.partial")
    try:
        if partial.exists():
            shutil.rmtree(partial)
        shutil.copytree(template, partial)
        shutil.copytree(content / "schema", partial / "schema")
        shutil.copytree(content / "queries", partial / "queries")
        (partial / CONFIG).write_text(
            f'# The project: its name marks the store as ours, its title heads the map.\nname = "{_name(target)}"\n'
            f'title = "{_name(target)}"\n',
            encoding="utf-8",
            newline="\n",
        )
        (partial / ".gitignore").write_text(".graphkit/\n.env\nbuild/\n", encoding="utf-8", newline="\n")
        if target.exists():
            target.rmdir()
        partial.rename(target)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise GraphkitError(f"{folder} cannot be written: {error.strerror or error}") from None
    note(f"made {folder}; the tables to edit are in {Path(folder) / 'loaders' / 'example'}")
    note(f"next: graphkit --project {folder} check, then load, then map -o map.html")


def _name(target: Path) -> str:
    """A project's name from its folder's: lower-case letters, digits and hyphens."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in target.absolute().name.lower()).strip("-")
    name = "-".join(filter(None, kept.split("-")))
    return name if name[:1].isalpha() else f"chain-{name}".rstrip("-")
