"""Reads `views/*.toml`: every mistake with its line, every name resolved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from graphkit.errors import ContentError, Problem, UsageError
from graphkit.facts.hints import near
from graphkit.maps.views import types
from graphkit.maps.views.check import Names, Place, check
from graphkit.maps.views.known import Known
from graphkit.maps.views.lines import line_of, lines_of
from graphkit.maps.views.types import ViewFile
from graphkit.model.load import in_words, read_toml

NAME = re.compile(r"^[a-z0-9][a-z0-9-]{0,63}$")
_TABLES: Mapping[str, type[BaseModel]] = {
    "filter": types.Filter,
    "color": types.Rule,
    "where": types.Where,
    "note": types.Note,
    "step": types.Step,
}


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: what its file says, what the names in it mean, and the lines of its keys.

    `file` is the file's name as it is told.
    """

    name: str
    file: str
    says: ViewFile
    names: Names
    lines: Mapping[Place, int]

    def place(self, *keys: str | int) -> str:
        """`views/sulfide.toml:12`: where a key stands."""
        line = line_of(self.lines, keys)
        return f"{self.file}:{line}" if line else self.file


def read_views(folder: Path, known: Known) -> dict[str, View]:
    """The views of a folder by name; none if there is no folder.

    Raises
    ------
    ContentError
        With every mistake in them: a key, type, entity, document or colour that is not known, each with file and line.
    """
    out: dict[str, View] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        shown = f"views/{path.name}"
        if not NAME.match(path.stem):
            hint = "small letters, digits and -, as lines-by-status.toml"
            problems.append(Problem(shown, 0, "", f"{path.stem!r} is no name of a view", hint))
        elif (view := _read(path, shown, known, problems)) is not None:
            out[view.name] = view
    if problems:
        raise ContentError(problems)
    return out


#: Why a view is left out, where nothing else is told.
SHOWN_NOT = "it names what the map does not show"


def pick(views: Mapping[str, View], name: str, left_out: Iterable[str] = (), reason: str = SHOWN_NOT) -> View:
    """The view of that name (`UsageError` with the nearest, or with why it is not there)."""
    if name in views:
        return views[name]
    if name in left_out:
        raise UsageError(f"the view {name!r} is left out of this map", reason)
    raise UsageError(f"no view {name!r}", near(name, views) or "a view is a file views/NAME.toml")


def _read(path: Path, shown: str, known: Known, problems: list[Problem]) -> View | None:
    table = read_toml(path, shown, problems)
    if table is None:
        return None
    lines = lines_of(path.read_text(encoding="utf-8-sig"))

    def complain(place: Place, message: str, hint: str) -> None:
        problems.append(Problem(shown, line_of(lines, place), _key(place), message, hint))

    try:
        says = ViewFile.model_validate(table)
    except ValidationError as error:
        for part in error.errors():
            complain(*_told(part))
        return None
    before = len(problems)
    names = check(says, known, complain)
    return View(path.stem, shown, says, names, lines) if len(problems) == before else None


def _key(place: Place) -> str:
    """A place in the file as a person reads it: `step 2, filter.types`."""
    out = ""
    for part in place:
        out += f" {part + 1}," if isinstance(part, int) else f"{'.' if out and out[-1] != ',' else ' '}{part}"
    return out.strip(" ,")


def _told(part: Mapping[str, Any]) -> tuple[Place, str, str]:
    """Where a mistake in the form of the file is, what is wrong and what would be right."""
    place: Place = tuple(
        key for k, key in enumerate(part["loc"]) if not (k and key in types.TAGS and part["loc"][k - 1] != "filter")
    )
    outer = [key for key in place[:-1] if isinstance(key, str)]
    table = _TABLES[outer[-1]] if outer and outer[-1] in _TABLES else ViewFile
    keys = [field.alias or name for name, field in table.model_fields.items()]
    match part["type"]:
        case "string_pattern_mismatch":
            return place, "is no colour", f'six digits after #, as "#0072B2"; it is {str(part["input"])[:40]!r}'
        case "tuple_type":
            return place, "is no list", f'as ["…", "…"]; it is {str(part["input"])[:40]!r}'
        case "value_error":
            return place, str(part["msg"]).removeprefix("Value error, "), f"keys are {', '.join(keys)}"
    return place, *in_words(part["type"], part, keys)
