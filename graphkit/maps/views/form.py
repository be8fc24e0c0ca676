"""The form of a view's file: what is wrong with it, in words, and what is left of it, so that all is told at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from graphkit.facts.hints import near
from graphkit.maps.views import types
from graphkit.maps.views.check import Complain, Place
from graphkit.maps.views.types import ViewFile
from graphkit.model.load import in_words

_TABLES: Mapping[str, type[BaseModel]] = {
    "filter": types.Filter,
    "color": types.Rule,
    "where": types.Where,
    "note": types.Note,
    "step": types.Step,
}
#: How a key is written, where what stands there tells nothing of it.
_AS = {
    "title": 'title = "Sulfide cells"',
    "text": 'text = "What the sources tell."',
    "at": 'at = "Solid Power"',
    "where": 'where = { type = "Firm" }',
    "hops": "hops = 2",
    "day": 'day = "2025-12"',
    "color": 'color = "#0072B2"',
}
_COLORING = 'as color = "status", or as rules: [[color]]'
_SELECTED = 'as select = "Solid Power", or select = ["Solid Power", "SUPPLIES", "BMW Group"]'
#: What stands for a name that is no text, while the rest is checked.
STANDIN = "?"
#: What stands for a key that is wrong, where it is needed or others go with it, and for a table of a list.
_KEYS: Mapping[str, Any] = {
    **dict.fromkeys(("title", "text", "at", "select"), STANDIN),
    "focus": [STANDIN],
    "where": {},
    "color": "#000000",
}
_ITEMS: Mapping[str, Any] = {
    "step": {"title": STANDIN, "text": STANDIN},
    "note": {"at": STANDIN, "text": STANDIN},
    "color": {"where": {}, "color": "#000000"},
}
#: What is hidden behind another mistake of form comes to light in the second round; a third one is for certainty.
_ROUNDS = 3


def formed(table: Mapping[str, Any], complain: Complain) -> tuple[ViewFile | None, set[Place]]:
    """What a file says, and the places of what is left out of it as wrong; `complain` was told of that.

    None if nothing can be made of the file. What plainly is meant (a name alone for a list of one, `[step]` for
    `[[step]]`) is told, and read as it is meant.
    """
    left = deepcopy(dict(table))
    wrong: set[Place] = set()
    for _ in range(_ROUNDS):
        try:
            return ViewFile.model_validate(left), wrong
        except ValidationError as error:
            for part in error.errors():
                place, message, hint = _told(part)
                if place not in wrong:
                    complain(place, message, hint)
                if not _meant(left, place, str(part["type"])):
                    wrong.add(place)
                    _drop(left, place)
    return None, wrong


def _outer(table: dict[str, Any], place: Place) -> Any:
    found: Any = table
    for key in place[:-1]:
        found = found[key]
    return found


def _meant(table: dict[str, Any], place: Place, kind: str) -> bool:
    """Puts what plainly is meant in the place of a list, or of the one table, that is needed; whether there is any."""
    outer, last = _outer(table, place), place[-1]
    given = outer.get(last) if isinstance(outer, dict) else None
    if kind == "tuple_type" and last != "select" and isinstance(given, dict if last in _ITEMS else str):
        outer[last] = [given]
    elif kind.startswith("model_") and last == "filter" and isinstance(given, list) and _one_table(given):
        outer[last] = given[0]
    else:
        return False
    return True


def _one_table(given: list[Any]) -> bool:
    return len(given) == 1 and isinstance(given[0], dict)


def _drop(table: dict[str, Any], place: Place) -> None:
    """Takes what stands at a place out of the table, or puts something in its place that is of the right form."""
    outer, last = _outer(table, place), place[-1]
    if isinstance(last, int):
        outer[last] = deepcopy(_ITEMS.get(str(place[-2]), STANDIN))
        return
    field = _table(place).model_fields.get(last)
    if field is not None and (field.is_required() or last in ("focus", "select")):
        outer[last] = deepcopy(_KEYS[last])
    else:
        outer.pop(last, None)


def _table(place: Place) -> type[BaseModel]:
    """What the table may hold in which a key stands."""
    outer = [key for key in place[:-1] if isinstance(key, str)]
    if outer[-2:] == ["step", "filter"]:
        return types.Sieve
    return _TABLES.get(outer[-1], ViewFile) if outer else ViewFile


def _keys(table: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in table.model_fields.items()]


def _place(loc: tuple[str | int, ...]) -> Place:
    """Keys of the file: what pydantic calls one of several forms is none. A relation is one thing, whatever of it is
    wrong."""
    forms = ("color", "select")
    keys = tuple(key for k, key in enumerate(loc) if not (k and key in types.TAGS and loc[k - 1] in forms))
    return keys[: keys.index("select") + 1] if "select" in keys[:-1] else keys


def _told(part: Mapping[str, Any]) -> tuple[Place, str, str]:
    """Where a mistake is, what is wrong and what would be right."""
    place = _place(part["loc"])
    key = next(k for k in reversed(place) if isinstance(k, str))
    return place, *_words(str(part["type"]), key, place, part)


def _words(kind: str, key: str, place: Place, part: Mapping[str, Any]) -> tuple[str, str]:
    given, limits = part["input"], part.get("ctx", {})
    match kind:
        case "extra_forbidden":
            return "unknown key", _elsewhere(key, place) or near(key, _keys(_table(place)))
        case _ if key == "select":
            return "names neither an entity nor a relation", _SELECTED
        case "missing":
            return "is missing", f"as {_AS[key]}"
        case "string_too_short":
            return "is empty", f"as {_AS[key]}"
        case _ if key == "color" and kind.startswith("string_"):
            return "is no colour", f'six digits after #, as "#0072B2"; it is {_shown(given)}'
        case "tuple_type" | "model_type" | "model_attributes_type":
            return _shape(key, place, given)
        case "string_type":
            text = f'"{given}"' if isinstance(given, int | float | date) else '"…"'
            return "is no text", f"in quotes, as {text}; it is {_shown(given)}"
        case "string_too_long":
            return f"has {len(given):,} characters", f"at most {limits['max_length']:,}"
        case "too_long":
            return f"has {len(given):,} entries", f"at most {limits['max_length']:,}"
        case "literal_error":
            known = re.findall(r"'([^']*)'", limits["expected"])
            what = {"color": "colouring", "trace": "direction", "changed": "change"}[key]
            return f"unknown {what} {_shown(given)}", near(str(given), known)
        case "bool_parsing" | "bool_type":
            return "is neither true nor false", f"without quotes, as {key} = true; it is {_shown(given)}"
        case "greater_than_equal" | "less_than_equal":
            return f"is out of range: {given}", "0 to 9"
    if kind.startswith("int_"):
        return "is no whole number", f"0 to 9, as {_AS['hops']}; it is {_shown(given)}"
    return in_words(kind, part, _keys(_table(place)))


def _shape(key: str, place: Place, given: object) -> tuple[str, str]:
    """What is a list, a table or a text where another of them is needed."""
    if isinstance(given, dict) and key in _ITEMS:
        return "is one table", f"write {_header(place)}, in two brackets: it may be repeated"
    if isinstance(given, list) and key == "filter":
        return "is a list of tables", f"write {_header(place)}, in one bracket: there is one of it"
    if key == "color":
        return "is no colouring", f"{_COLORING}; it is {_shown(given)}"
    if key in _TABLES:
        how = _AS["where"] if key == "where" else f"{_header(place)}, with its keys below"
        return "is no table", f"as {how}; it is {_shown(given)}"
    return "is no list", f"in brackets, as {key} = [{_quoted(given)}]"


def _header(place: Place) -> str:
    """How the header of a table is written."""
    name = ".".join(key for key in place if isinstance(key, str))
    return f"[[{name}]]" if str(next(k for k in reversed(place) if isinstance(k, str))) in _ITEMS else f"[{name}]"


def _elsewhere(key: str, place: Place) -> str:
    """Where a key belongs that stands in the wrong table: below a header all that follows is of its table."""
    here = _table(place)
    if key in _keys(types.Filter) and here in (ViewFile, types.Step):
        return "it belongs below [filter]" if here is ViewFile else f"it belongs into filter = {{ {key} = … }}"
    if key in _keys(types.Step) and here is types.Sieve:
        return "it belongs to the step itself, beside filter"
    if key in _keys(ViewFile) and here is types.Filter:
        return "it belongs above the first [table]: what stands below a header is of that table"
    return ""


def _quoted(given: object) -> str:
    return f'"{given}"' if isinstance(given, str) and len(given) <= 60 else '"…"'


def _shown(given: object) -> str:
    """What stands there, short."""
    if isinstance(given, bool):
        return str(given).lower()
    if isinstance(given, dict):
        return "a table"
    if isinstance(given, list):
        return "a list"
    text = str(given)
    return repr(text if len(text) <= 40 else f"{text[:39]}…") if isinstance(given, str) else text
