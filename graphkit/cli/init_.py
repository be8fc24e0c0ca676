"""graphkit init."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import click

from graphkit.cli.context import note
from graphkit.errors import ProjectError
from graphkit.project import CONFIG, packaged


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
def command(folder: str) -> None:
    """Make a new project folder that loads as it is: settings, schema, a loader with example rows, queries."""
    target = Path(folder).absolute()
    if target.is_symlink() or (target.exists() and (not target.is_dir() or any(target.iterdir()))):
        raise ProjectError(f"{folder} is there already and not empty", "name a new folder")
    made = not target.exists()
    partial = target.with_name(f".{target.name}.partial") if made else target / ".partial"
    try:
        if partial.exists():
            shutil.rmtree(partial)
        _fill(partial, _name(target))
        if made:
            partial.rename(target)
        else:  # an empty folder, perhaps the one we stand in, is filled and not replaced
            for item in sorted(partial.iterdir()):
                item.rename(target / item.name)
            partial.rmdir()
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise ProjectError(f"{folder} cannot be written: {error.strerror or error}", "name another folder") from None
    tables = Path(folder) / "loaders" / "example"
    where = "" if target == Path.cwd() else f" --project {folder}"
    note(f"made {folder}; the tables to edit are in {tables}")
    note(f"next: graphkit{where} check, then load, then map -o map.html")


def _fill(folder: Path, name: str) -> None:
    """Everything of a new project, in a folder that is not there yet."""
    content = packaged()
    shutil.copytree(Path(str(resources.files("graphkit.cli") / "template")), folder)
    shutil.copytree(content / "schema", folder / "schema")
    shutil.copytree(content / "queries", folder / "queries")
    settings = f'# The project: its name marks the store as ours, its title heads the map.\nname = "{name}"\n'
    (folder / CONFIG).write_text(f'{settings}title = "{name}"\n', encoding="utf-8", newline="\n")
    (folder / ".gitignore").write_text(".graphkit/\n.env\nbuild/\n", encoding="utf-8", newline="\n")


def _name(target: Path) -> str:
    """A project's name from its folder's: lower-case letters, digits and hyphens."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in target.absolute().name.lower()).strip("-")
    name = "-".join(filter(None, kept.split("-")))[:60].strip("-")
    return name if name[:1].isalpha() else f"chain-{name}".rstrip("-")
