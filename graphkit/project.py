"""Where the content is: one function finds the project, one object knows its folders."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from graphkit.errors import ProjectError
from graphkit.facts.load import Reading, read_loaders
from graphkit.model import Model, read_model

CONFIG = "graphkit.toml"
_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,63}$")
_KEYS = {"name", "title", "store"}


@dataclass(frozen=True)
class Project:
    """A project's folders and settings.

    `root` holds schema/, loaders/ and queries/; `state` is where `.graphkit/` (store, logs) lies: in the project, for
    the packaged project in the working directory.
    """

    root: Path
    name: str
    title: str
    store: str | None
    state: Path

    @cached_property
    def model(self) -> Model:
        """What schema/ declares (`ContentError` with every mistake in it)."""
        return read_model(self.root / "schema")

    @property
    def loaders(self) -> list[Path]:
        """Folders of the loaders, by name."""
        folder = self.root / "loaders"
        if not folder.is_dir():
            return []
        return sorted(p for p in folder.iterdir() if p.is_dir() and p.name != "decisions" and not p.name.startswith("."))

    @property
    def queries(self) -> Path:
        """Folder of the query library."""
        return self.root / "queries"

    def read(self, only: tuple[str, ...] = ()) -> Reading:
        """Reads the loaders (all, or those named) into claims.

        Raises
        ------
        ProjectError
            If there is no loader of a given name.
        ContentError
            If schema/ is wrong; what is wrong in tables is in the reading's `problems`.
        """
        known = [p.name for p in self.loaders]
        for name in only:
            if name not in known:
                raise ProjectError(f"there is no loader {name!r}", f"known: {', '.join(known) or 'none'}")
        return read_loaders(self.loaders, self.model, only or None)


def find_project(chosen: Path | None = None, environment: Mapping[str, str] | None = None) -> Project:
    """The project to work on.

    In this order: `chosen` (the option --project), the variable GRAPHKIT_PROJECT, the nearest ancestor of the working
    directory with a graphkit.toml, the project packaged with graphkit.

    Raises
    ------
    ProjectError
        If the named folder is no project, or its graphkit.toml is wrong.
    """
    environment = os.environ if environment is None else environment
    named = chosen or (Path(environment["GRAPHKIT_PROJECT"]) if environment.get("GRAPHKIT_PROJECT") else None)
    if named is not None:
        if not (named / CONFIG).is_file():
            raise ProjectError(f"{named} is no project: it has no {CONFIG}", f"make one with: graphkit init {named}")
        return _open(named.absolute(), named.absolute() / ".graphkit")
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return _open(folder, folder / ".graphkit")
    return _open(packaged(), here / ".graphkit")


def packaged() -> Path:
    """Folder of the content shipped with graphkit; for an editable install the checkout it stands in."""
    shipped = Path(str(resources.files("graphkit") / "_content"))
    if (shipped / CONFIG).is_file():
        return shipped
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / CONFIG).is_file() and (checkout / "schema").is_dir():
        return checkout
    raise ProjectError("graphkit's own content is missing from this installation", "install it again")


def _open(root: Path, state: Path) -> Project:
    path = root / CONFIG
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(f"{path} is not valid TOML: {error}") from None
    unknown = sorted(set(settings) - _KEYS)
    if unknown:
        raise ProjectError(f"{path}: unknown key {unknown[0]}", f"known: {', '.join(sorted(_KEYS))}")
    name = settings.get("name")
    if not isinstance(name, str) or not _NAME.match(name):
        raise ProjectError(f"{path}: name must be lower-case letters, digits, - or _", 'as name = "solid-state"')
    for key in ("title", "store"):
        if not isinstance(settings.get(key, ""), str):
            raise ProjectError(f"{path}: {key} must be text")
    return Project(root, name, settings.get("title") or name, settings.get("store"), state)
