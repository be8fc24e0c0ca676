"""Reads schema/*.toml into a `Model`; reports every mistake with its file and key."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from rapidfuzz import process

from graphkit.errors import ContentError, Problem, split_hint
from graphkit.model.checks import check_model
from graphkit.model.schema import Model
from graphkit.model.types import (
    EDGE_NAME,
    LABEL,
    NAME,
    EdgeType,
    MetricType,
    NodeType,
    PropertyType,
    QualifierType,
    StageType,
    Term,
)
from graphkit.toml_lines import line_of, lines_of
from graphkit.values.dates import DateWords
from graphkit.values.firms import LegalForms
from graphkit.values.quantities import NumberWords, Units

_T = TypeVar("_T", bound=BaseModel)
_V = TypeVar("_V")
_TERM = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$")
_KINDS: dict[str, tuple[type[BaseModel], str, str]] = {
    "nodes": (NodeType, LABEL, "a capital first, as Firm"),
    "edges": (EdgeType, EDGE_NAME, "capitals, digits and _, as PART_OF"),
    "properties": (PropertyType, NAME, "small letters, digits and _"),
    "qualifiers": (QualifierType, NAME, "small letters, digits and _"),
    "metrics": (MetricType, NAME, "small letters, digits and _"),
    "stages": (StageType, NAME, "small letters, digits and _"),
}
_WORDS: dict[str, Callable[[Mapping[str, object]], Any]] = {
    "dates": DateWords.from_table,
    "numbers": NumberWords.from_table,
    "units": Units.from_table,
    "legal_forms": LegalForms.from_table,
}
#: Files that need not be there: a project without one is read as if it were empty.
OPTIONAL = ("legal_forms",)
FILES = (*_KINDS, "vocabularies", *(file for file in _WORDS if file not in OPTIONAL))


def read_model(folder: Path) -> Model:
    """The model that the TOML files of `folder` declare.

    Raises
    ------
    ContentError
        With every problem found: a missing or broken file, a wrong key, a name used twice,
        a type, vocabulary or unit that is not declared.
    """
    problems: list[Problem] = []
    parts: dict[str, Any] = {}
    for file in (*FILES, *(file for file in OPTIONAL if (folder / f"{file}.toml").exists())):
        table = read_toml(folder / f"{file}.toml", f"schema/{file}.toml", problems)
        if table is None:
            continue
        if file in _WORDS:
            parts[file] = _words(file, table, problems)
        elif file == "vocabularies":
            parts[file] = _vocabularies(table, problems)
        else:
            parts[file] = _items(file, table, problems)
    if not problems:
        model = Model(**parts)
        problems += check_model(model)
    if problems:
        raise ContentError(_placed(problems, folder))
    return model


def _placed(problems: list[Problem], folder: Path) -> list[Problem]:
    """Each problem with the line of its key, where the file can be read."""
    lines: dict[str, Mapping[tuple[str | int, ...], int]] = {}
    out: list[Problem] = []
    for problem in problems:
        if problem.line == 0 and problem.column:
            if problem.file not in lines:
                path = folder / Path(problem.file).name
                lines[problem.file] = lines_of(path.read_text(encoding="utf-8-sig"))
            line = line_of(lines[problem.file], tuple(problem.column.split(".")))
            out.append(replace(problem, line=line))
        else:
            out.append(problem)
    return out


def read_toml(path: Path, file: str, problems: list[Problem]) -> dict[str, Any] | None:
    """The tables of a TOML file; None if it cannot be read, with the reason and its line, under the name `file`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(file, 0, "", "the file is missing", "copy it from a new project: graphkit init"))
    except OSError as error:
        problems.append(Problem(file, 0, "", f"cannot be read: {error.strerror or error}", "it must be a file"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "", f"not UTF-8: byte {error.start}", "save the file as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else 0
        problems.append(Problem(file, line, "", f"not valid TOML: {error}", "the line before may be the wrong one"))
    return None


def _items(file: str, table: Mapping[str, Any], problems: list[Problem]) -> dict[str, BaseModel]:
    cls, pattern, right = _KINDS[file]
    out: dict[str, BaseModel] = {}
    for name, body in table.items():
        if not re.match(pattern, name):
            problems.append(Problem(f"schema/{file}.toml", 0, name, "is no name here", right))
        elif (item := _item(file, name, body, cls, problems)) is not None:
            out[name] = item
    return out


def _item(file: str, key: str, body: object, cls: type[_T], problems: list[Problem]) -> _T | None:
    try:
        return cls.model_validate(body)
    except ValidationError as error:
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for part in error.errors():
            place = ".".join([key, *map(str, part["loc"])])
            problems.append(Problem(f"schema/{file}.toml", 0, place, *in_words(part["type"], part, known)))
        return None


def in_words(kind: str, part: Mapping[str, Any], known: list[str]) -> tuple[str, str]:
    """What is wrong and what would be right, in words that know nothing of pydantic."""
    if kind == "extra_forbidden":
        near = process.extractOne(str(part["loc"][-1]), known, score_cutoff=60)
        return "unknown key", f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"
    if kind == "missing":
        return "is missing", f"keys are {', '.join(known)}"
    if kind == "model_type":
        return "is no table", "write it as [name] with its keys below"
    return str(part["msg"]).replace("Input should", "should"), f"it is {str(part['input'])[:60]!r}"


def _vocabularies(table: Mapping[str, Any], problems: list[Problem]) -> dict[str, dict[str, Term]]:
    out: dict[str, dict[str, Term]] = {}
    for vocabulary, terms in table.items():
        if not re.match(NAME, vocabulary) or not isinstance(terms, Mapping):
            hint = "write terms as [vocabulary.term]"
            problems.append(Problem("schema/vocabularies.toml", 0, vocabulary, "is no vocabulary", hint))
            continue
        out[vocabulary] = {}
        for term, body in terms.items():
            key = f"{vocabulary}.{term}"
            if not _TERM.match(term):
                hint = "letters, digits, - and _ only"
                problems.append(Problem("schema/vocabularies.toml", 0, key, "is no term", hint))
            item = _item("vocabularies", key, body, Term, problems)
            if item is not None:
                out[vocabulary][term] = item
    return out


def _words(file: str, table: dict[str, Any], problems: list[Problem]) -> object:
    try:
        return _WORDS[file](table)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message, hint = split_hint(error)
        key, _, rest = message.partition(" ")
        if key.partition(".")[0] not in table:
            key, rest = "", message
        problems.append(Problem(f"schema/{file}.toml", 0, key, rest, hint))
        return None
