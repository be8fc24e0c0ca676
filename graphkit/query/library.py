"""The query library: .cypher files whose header comments say what they answer and what they take.

// title: Lines by status and capacity
// description: Every line with its status, capacity and start of production.
// param status: text = "" -- only lines of this status; empty for all
// column site: the line
MATCH (s:Site) RETURN s.name AS site
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import process

from graphkit.errors import ContentError, Problem, UsageError
from graphkit.graph.convert import KEYS, LEAVES, PROVENANCE
from graphkit.model import Model

PARAMETER_TYPES = ("text", "integer", "number", "boolean", "date", "list")
NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_HEADER = re.compile(r"^//\s*(title|description|param|column)\s*(.*?)\s*$")
_PARAM = re.compile(r"^([a-z][a-z0-9_]*)\s*:\s*([a-z]+)\s*(?:=\s*(.+?))?\s*(?:--\s*(.*))?$")
_COLUMN = re.compile(r"^([A-Za-z][A-Za-z0-9_]*)\s*:\s*(.+)$")
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_NODE = re.compile(r"\(\s*\w*\s*:\s*(!?\w+(?:\s*[|&:]\s*!?\w+)*)|\b[a-z]\w*:([A-Z]\w*)")
_EDGE = re.compile(r"\[\s*\w*\s*:\s*(!?\w+(?:\s*[|&:]\s*!?\w+)*)")
_WRITES = re.compile(
    r"\b(CREATE|MERGE|DELETE|DETACH|SET|REMOVE|DROP|FOREACH|LOAD\s+CSV|IN\s+TRANSACTIONS)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter; without a default it must be given."""

    name: str
    type: str
    default: Any
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: text, what it takes and what its columns hold."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    text: str


def read_library(folder: Path, model: Model) -> dict[str, Query]:
    """The queries of a folder by name.

    Raises
    ------
    ContentError
        With every mistake in the headers, and every label, type or parameter that is not declared.
    """
    out: dict[str, Query] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.cypher")) if folder.is_dir() else ():
        query = _read(path, problems)
        if query is not None:
            _check(query, path, model, problems)
            out[query.name] = query
    if problems:
        raise ContentError(problems)
    return out


def pick(library: Mapping[str, Query], name: str) -> Query:
    """The query of that name, or `UsageError` with the nearest."""
    if name not in library:
        near = [found[0] for found in process.extract(name, list(library), limit=3, score_cutoff=50)]
        raise UsageError(
            f"no query {name!r}", f"did you mean {', '.join(near)}?" if near else "see: graphkit query list"
        )
    return library[name]


def _read(path: Path, problems: list[Problem]) -> Query | None:
    shown = f"queries/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(shown, 0, "", f"not UTF-8: byte {error.start}", "save the file as UTF-8"))
        return None
    if not NAME.match(path.stem):
        problems.append(Problem(shown, 0, "", f"{path.stem!r} is no name of a query", "as lines-by-status"))
    head: dict[str, list[str]] = {"title": [], "description": []}
    parameters: list[Parameter] = []
    columns: list[tuple[str, str]] = []
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line) if not body else None
        if header is None:
            if line.strip() or body:
                body.append(line)
            continue
        kind, rest = header.group(1), header.group(2).lstrip(": ").strip()
        if kind == "param":
            parameter = _parameter(rest, shown, number, problems)
            if parameter:
                parameters.append(parameter)
        elif kind == "column":
            found = _COLUMN.match(rest)
            if found:
                columns.append((found.group(1), found.group(2)))
            else:
                problems.append(Problem(shown, number, "column", f"{rest!r} is no column", "as: column site: the line"))
        else:
            head[kind].append(rest)
    for kind in ("title", "description"):
        if not any(head[kind]):
            problems.append(Problem(shown, 1, kind, "is missing", f"as: // {kind}: …"))
    if not columns:
        problems.append(Problem(shown, 1, "column", "no column is declared", "as: // column site: the line"))
    if not any(line.strip() for line in body):
        problems.append(Problem(shown, 0, "", "holds no statement"))
        return None
    return Query(
        path.stem,
        " ".join(head["title"]),
        " ".join(head["description"]),
        tuple(parameters),
        tuple(columns),
        "\n".join(body).strip(),
    )


def _parameter(text: str, shown: str, line: int, problems: list[Problem]) -> Parameter | None:
    found = _PARAM.match(text)
    if not found:
        problems.append(
            Problem(shown, line, "param", f"{text!r} is no parameter", 'as: param status: text = "" -- what it is')
        )
        return None
    name, type_, default, description = found.groups()
    if type_ not in PARAMETER_TYPES:
        problems.append(
            Problem(shown, line, "param", f"unknown type {type_!r}", f"one of {', '.join(PARAMETER_TYPES)}")
        )
        return None
    value: Any = None
    if default is not None:
        try:
            value = json.loads(default)
            if value is not None:
                value = _typed(type_, value)
        except ValueError:
            problems.append(Problem(shown, line, "param", f"{default} is no {type_} in JSON", 'as "" or 10 or null'))
            return None
    return Parameter(name, type_, value, default is None, description or "")


def bare(text: str) -> str:
    """The statement without strings and comments, for looking at its words."""
    return _QUOTED.sub(" ", text)


def _check(query: Query, path: Path, model: Model, problems: list[Problem]) -> None:
    shown, text = f"queries/{path.name}", bare(query.text)

    def complain(column: str, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, 0, column, message, hint))

    used, declared = set(_USED.findall(text)), {p.name for p in query.parameters}
    for name in sorted(used - declared):
        complain("param", f"${name} is used and not declared", f"add: // param {name}: text -- what it is")
    for name in sorted(declared - used):
        complain("param", f"{name} is declared and not used")
    labels = {*model.nodes, *KEYS}
    types = {*model.edges, *LEAVES, PROVENANCE}
    edges = set(_names(_EDGE, text))
    for name in sorted(set(_names(_NODE, text)) - labels - edges):
        complain("", f"unknown label {name}", _nearest(name, labels))
    for name in sorted(edges - types):
        complain("", f"unknown relationship type {name}", _nearest(name, types))
    write = _WRITES.search(text)
    if write:
        complain("", f"{' '.join(write.group(1).upper().split())} writes; a query of the library only reads")


def _names(pattern: re.Pattern[str], text: str) -> Iterable[str]:
    for groups in pattern.findall(text):
        for group in (groups,) if isinstance(groups, str) else groups:
            yield from (n for n in re.split(r"[|&:!\s]+", group) if n)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = process.extractOne(name, sorted(known), score_cutoff=50)
    return f"did you mean {near[0]}?" if near else "docs/schema.md lists them"


def bind(query: Query, given: Mapping[str, str]) -> dict[str, Any]:
    """The parameters of a run: what is given, by the declared types, over the defaults.

    Raises
    ------
    UsageError
        For a parameter that is unknown, missing, or not of its type.
    """
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            raise UsageError(f"{query.name} has no parameter {name!r}", f"it takes: {', '.join(known) or 'none'}")
    out: dict[str, Any] = {}
    for parameter in query.parameters:
        if parameter.name in given:
            text = given[parameter.name]
            try:
                out[parameter.name] = _typed(parameter.type, _parsed(parameter.type, text))
            except ValueError:
                raise UsageError(
                    f"{parameter.name}={text!r} is no {parameter.type}", _example(parameter.type)
                ) from None
        elif parameter.required:
            raise UsageError(f"{query.name} needs {parameter.name}", f"-p {parameter.name}=… ({parameter.description})")
        else:
            out[parameter.name] = parameter.default
    return out


def _parsed(type_: str, text: str) -> Any:
    match type_:
        case "text" | "date":
            return text
        case "list":
            return [part.strip() for part in text.split(",") if part.strip()]
    return json.loads(text.casefold())


def _typed(type_: str, value: Any) -> Any:
    """The value if it is of the type; `ValueError` if not."""
    good = {
        "text": isinstance(value, str),
        "integer": isinstance(value, int) and not isinstance(value, bool),
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "boolean": isinstance(value, bool),
        "date": isinstance(value, str),
        "list": isinstance(value, list),
    }[type_]
    if not good:
        raise ValueError(value)
    if type_ == "date":
        date.fromisoformat(value)
    return value


def _example(type_: str) -> str:
    examples = {"integer": "as 10", "number": "as 0.5", "boolean": "true or false", "date": "as 2025-11-10"}
    return examples.get(type_, "as text")
