"""Where the content is: one function finds the project's folders. What is in them, other rooms read."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from graphkit.errors import ProjectError

CONFIG = "graphkit.toml"
STATE = ".graphkit"
_NAME = re.compile(r"^[a-z][a-z0-9_-]{0,63}$")
_KEYS = ("name", "title", "store")


@dataclass(frozen=True, slots=True)
class Location:
    """A project's folders and settings.

    `root` holds schema/, loaders/, queries/, views/ and notes/; `state` is `.graphkit/` (store, logs): in the project,
    for the packaged project in the working directory.
    """

    root: Path
    name: str
    title: str
    store: str | None
    state: Path

    @property
    def schema(self) -> Path:
        """Folder of the model's declarations."""
        return self.root / "schema"

    @property
    def queries(self) -> Path:
        """Folder of the query library."""
        return self.root / "queries"

    @property
    def views(self) -> Path:
        """Folder of the map's saved views; it need not be there."""
        return self.root / "views"

    @property
    def notes(self) -> Path:
        """Folder of analysts' notes; it need not be there."""
        return self.root / "notes"

    @property
    def own(self) -> bool:
        """True for a folder of the person's own, False for the project that comes with graphkit."""
        return self.state.parent == self.root

    @property
    def decisions(self) -> Path:
        """Folder of the curator's rulings; it need not be there."""
        return self.root / "loaders" / "decisions"

    @property
    def loaders(self) -> list[Path]:
        """Folders of the loaders, by name."""
        folder = self.root / "loaders"
        if not folder.is_dir():
            return []
        return sorted(p for p in folder.iterdir() if p.is_dir() and p.name != "decisions" and p.name[0] not in "._")


def find_project(chosen: Path | None = None, environment: Mapping[str, str] | None = None) -> Location:
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
        return _open(named.absolute(), named.absolute() / STATE)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return _open(folder, folder / STATE)
    return _open(packaged(), here / STATE)


def packaged() -> Path:
    """Folder of the content shipped with graphkit; for an editable install the checkout it stands in."""
    shipped = Path(str(resources.files("graphkit") / "_content"))
    if (shipped / CONFIG).is_file():
        return shipped
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / CONFIG).is_file() and (checkout / "schema").is_dir():
        return checkout
    raise ProjectError("graphkit's own content is missing from this installation", "install it again")


def _open(root: Path, state: Path) -> Location:
    path = root / CONFIG
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProjectError(f"{path} is not valid TOML: {error}") from None
    unknown = sorted(set(settings) - set(_KEYS))
    if unknown:
        raise ProjectError(f"{path}: unknown key {unknown[0]}", f"known: {', '.join(_KEYS)}")
    name = settings.get("name")
    if not isinstance(name, str) or not _NAME.match(name):
        raise ProjectError(f"{path}: name must be lower-case letters, digits, - or _", 'as name = "solid-state"')
    for key in ("title", "store"):
        if not isinstance(settings.get(key, ""), str):
            raise ProjectError(f"{path}: {key} must be text")
    return Location(root, name, settings.get("title") or name, settings.get("store"), state)
