"""The types that a parameter of a query may have: as a header declares them, and what a value of each may be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import process

from graphkit.facts.claim import KINDS
from graphkit.graph.conflicts import KINDS as CONFLICT_KINDS
from graphkit.model import Model
from graphkit.model.types import STATUSES
from graphkit.values.dates import asked_day

#: Types without a choice in parentheses.
PLAIN = ("text", "integer", "number", "boolean", "date", "list", "day")
#: What a header may name; `entity` may stand alone.
FORMS = (*PLAIN, "entity", "entity(Firm|Site)", "enum(planned|building)", "enum(statuses)")
#: Types for which an empty text means: not given.
OPTIONAL = ("entity", "enum", "day")
_FORM = re.compile(r"^(entity|enum)(?:\(([^()]*)\))?$")
_WORD = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_+.-]*$")


class WrongValue(ValueError):
    """A value or a declaration that is none; `hint` says what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class ParameterType:
    """A type as declared: `choices` are the words of an enum or the node types of an entity, empty for any.

    `vocabulary` names the vocabulary whose terms an enum has: they may be given by any of their names.
    """

    text: str
    kind: str
    choices: tuple[str, ...] = ()
    vocabulary: str | None = None


def read_type(text: str, model: Model) -> ParameterType:
    """The type that a header declares.

    Raises
    ------
    WrongValue
        If there is no such type, list, vocabulary or node type.
    """
    if text in PLAIN:
        return ParameterType(text, text)
    form = _FORM.match(text)
    if not form or text == "enum":
        raise WrongValue(f"unknown type {text!r}", f"one of {', '.join(FORMS)}")
    if form[2] is None:
        return ParameterType(text, "entity")
    words = tuple(word.strip() for word in form[2].split("|"))
    if form[1] == "entity":
        return ParameterType(text, "entity", _known_types(words, model))
    if len(words) == 1:
        return _named_list(text, words[0], model)
    for word in words:
        if not _WORD.match(word):
            raise WrongValue(f"{word!r} is no word of an enum", "as enum(planned|building)")
    return ParameterType(text, "enum", words)


def _known_types(words: Iterable[str], model: Model) -> tuple[str, ...]:
    out = tuple(words)
    for word in out:
        if word not in model.nodes:
            raise WrongValue(f"unknown node type {word!r}", nearest(word, model.nodes))
    return out


def _named_list(text: str, name: str, model: Model) -> ParameterType:
    lists: dict[str, Iterable[str]] = {
        "statuses": STATUSES,
        "stages": model.stages,
        "metrics": model.metrics,
        "node_types": model.nodes,
        "edge_types": model.edges,
        "kinds": KINDS,
        "conflict_kinds": CONFLICT_KINDS,
    }
    if name in lists:
        return ParameterType(text, "enum", tuple(lists[name]))
    if name in model.vocabularies:
        return ParameterType(text, "enum", tuple(model.vocabularies[name]), name)
    raise WrongValue(f"unknown list {name!r}", nearest(name, (*lists, *model.vocabularies)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint: the likest of what is known, else all of it."""
    names = list(known)
    near = process.extractOne(word.casefold(), names, processor=str.casefold, score_cutoff=50)
    return f"did you mean {near[0]}?" if near else f"one of {', '.join(sorted(names))}"


def from_text(type_: ParameterType, text: str, model: Model) -> Any:
    """The value that a person's text means; an entity's text stays as it is.

    Raises
    ------
    WrongValue
        If the text is none of the type; the hint says what it may be.
    """
    if type_.kind in OPTIONAL and not text.strip():
        return None
    match type_.kind:
        case "text" | "entity":
            return text
        case "list":
            return [part.strip() for part in text.split(",") if part.strip()]
        case "enum":
            return _word(type_, text, model)
        case "day":
            return _day(text, model)
        case "date":
            return from_json(type_, text)
    try:
        value = json.loads(text.casefold())
    except ValueError:
        value = None
    return from_json(type_, value)


def from_json(type_: ParameterType, value: Any) -> Any:
    """The value if it is of the type, as JSON has it; `WrongValue` if not."""
    good = {
        "text": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**63,
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "date": isinstance(value, str) and _is_day(value),
        "list": isinstance(value, list),
        "entity": isinstance(value, str) and bool(value),
        "enum": isinstance(value, str) and value in type_.choices,
        "day": isinstance(value, str) and _is_day(value),
    }[type_.kind]
    if not good:
        raise WrongValue(f"is no {type_.text}", _example(type_))
    return value


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _word(type_: ParameterType, text: str, model: Model) -> str:
    """One of the words, in any case; a vocabulary's term by any of its names."""
    term = model.term(type_.vocabulary, text) if type_.vocabulary else None
    wanted = text.strip().casefold()
    found = term or next((word for word in type_.choices if word.casefold() == wanted), None)
    if found is None:
        near = process.extractOne(wanted, type_.choices, processor=str.casefold, score_cutoff=50)
        closest = f"did you mean {near[0]}? " if near else ""
        raise WrongValue(f"is no {_called(type_)}", f"{closest}it may be {', '.join(type_.choices)}")
    return found


def _called(type_: ParameterType) -> str:
    """What one of the words is called: `term of class`, `word of statuses`, `word of planned|building`."""
    return f"{'term' if type_.vocabulary else 'word'} of {type_.text.removeprefix('enum(').removesuffix(')')}"


def _day(text: str, model: Model) -> str:
    """The last day of a partial day, as ISO text; `today` is the machine's day."""
    try:
        return asked_day(text, model.dates).isoformat()
    except ValueError as error:
        _, _, right = str(error).partition(" — ")
        raise WrongValue("is no day", right or "as 2025-11-10, 2025-11 or today") from None


def _example(type_: ParameterType) -> str:
    examples = {
        "integer": "as 10",
        "number": "as 0.5",
        "boolean": "true or false",
        "date": "as 2025-11-10",
        "day": "as 2025-11-10",
        "entity": "the id of an entity, or null",
        "enum": f"one of {', '.join(type_.choices)}, or null",
    }
    return examples.get(type_.kind, "as text")
