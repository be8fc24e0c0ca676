"""Reads `views/*.toml`: every mistake with its line, every name resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import ContentError, Problem, UsageError
from graphkit.facts.hints import near
from graphkit.maps.views.check import Names, Place, check
from graphkit.maps.views.form import STANDIN, formed
from graphkit.maps.views.known import Known
from graphkit.maps.views.types import ViewFile
from graphkit.model.load import read_toml
from graphkit.toml_lines import line_of, line_of_text, lines_of

NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: what its file says, what the names in it mean, and the lines of its keys.

    `file` is the file's name as it is told; `warnings` tells what of it works on some maps only.
    """

    name: str
    file: str
    says: ViewFile
    names: Names
    lines: Mapping[Place, int]
    warnings: tuple[Problem, ...] = ()

    def place(self, *keys: str | int) -> str:
        """`views/sulfide.toml:12`: where a key stands."""
        line = line_of(self.lines, keys)
        return f"{self.file}:{line}" if line else self.file


def read_views(folder: Path, known: Known) -> dict[str, View]:
    """The views of a folder by name; none if there is no folder.

    Raises
    ------
    ContentError
        With every mistake in them: a key, type, entity, relation, document or colour that is not known, each with file
        and line.
    """
    views, problems = inspect(folder, known)
    if errors := [problem for problem in problems if problem.level == "error"]:
        raise ContentError(errors)
    return views


def inspect(folder: Path, known: Known) -> tuple[dict[str, View], list[Problem]]:
    """The views of a folder without a mistake, and all that is to be told of its files, warnings too."""
    out: dict[str, View] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        shown = f"views/{path.name}"
        if not NAME.match(path.stem):
            hint = "small letters, digits and -, as lines-by-status.toml"
            problems.append(Problem(shown, 0, "", f"{path.stem!r} is no name of a view", hint))
        view, told = _read(path, shown, known)
        problems += told
        if view is not None and NAME.match(path.stem):
            out[view.name] = view
    return out, problems


#: Why a view is left out, where nothing else is told.
SHOWN_NOT = "it names what the map does not show"


def pick(views: Mapping[str, View], name: str, left_out: Iterable[str] = (), reason: str = SHOWN_NOT) -> View:
    """The view of that name (`UsageError` with the nearest, or with why it is not there)."""
    if name in views:
        return views[name]
    if name in left_out:
        raise UsageError(f"the view {name!r} is left out of this map", reason)
    raise UsageError(f"no view {name!r}", near(name, views) or "a view is a file views/NAME.toml")


def _read(path: Path, shown: str, known: Known) -> tuple[View | None, list[Problem]]:
    """A file's view, None if anything in it is wrong, and what is to be told of it."""
    problems: list[Problem] = []
    table = read_toml(path, shown, problems)
    if table is None:
        return None, problems
    source = path.read_text(encoding="utf-8-sig")
    lines = lines_of(source)
    wrong: set[Place] = set()

    def complain(place: Place, message: str, hint: str, text: str = "", level: str = "error") -> None:
        if not _stands_in(place, text, wrong):
            line = line_of_text(lines, place, text, source) if text else line_of(lines, place)
            problems.append(Problem(shown, line, _key(place), message, hint, level))

    says, found = formed(table, complain)
    if says is None:
        return None, problems
    wrong |= found
    names = check(says, known, complain)
    if any(problem.level == "error" for problem in problems):
        return None, problems
    return View(path.stem, shown, says, names, lines, tuple(problems)), problems


def _stands_in(place: Place, text: str, wrong: set[Place]) -> bool:
    """Whether what stands at a place is none of the author's words: it stands in for a mistake of form."""
    return (
        any(place[:k] in wrong for k in range(1, len(place) + 1))
        or (text == STANDIN and any(w[:-1] == place for w in wrong))
        or (place[-1] == "where" and any(w[:-1] == place for w in wrong))
    )


def _key(place: Place) -> str:
    """A place in the file as a person reads it: `step 2, filter.types`."""
    out = ""
    for part in place:
        out += f" {part + 1}," if isinstance(part, int) else f"{'.' if out and out[-1] != ',' else ' '}{part}"
    return out.strip(" ,")
