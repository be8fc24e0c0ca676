"""One query file: the header comments that say what it answers and what it takes, and the statement under them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import Problem
from graphkit.model import Model
from graphkit.query.types import ParameterType, WrongValue, from_json, read_type

NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
#: Parameters that the options --as-of and --known-on set.
CLOCKS = ("as_of", "known_on")
_HEADER = re.compile(r"^//\s*(title|description|param|column)\b\s*(.*?)\s*$")
_PARAM = re.compile(r"^([a-z][a-z0-9_]*)\s*:\s*([a-z]+(?:\s*\([^()]*\))?)\s*(?:=\s*(.+?))?\s*(?:--\s*(.*))?$")
_BLANKS = re.compile(r"\s*([(|)])\s*")
_COLUMN = re.compile(r"^([A-Za-z][A-Za-z0-9_]*)\s*:\s*(.+)$")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A typed parameter; without a default it must be given. `type` is as the header has it."""

    name: str
    declared: ParameterType
    default: Any
    required: bool
    description: str

    @property
    def type(self) -> str:
        """The type as the header has it, as `enum(statuses)`."""
        return self.declared.text


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: text, what it takes and what its columns hold; `group` is the folder that it lies in."""

    name: str
    group: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    text: str
    model: Model = field(repr=False, compare=False)

    @property
    def clocks(self) -> tuple[str, ...]:
        """Those of the parameters `as_of` and `known_on` that it takes."""
        return tuple(p.name for p in self.parameters if p.name in CLOCKS)


def read_query(path: Path, group: str, shown: str, model: Model, problems: list[Problem]) -> Query | None:
    """The query of a file, named `shown` in `problems`, which takes what is wrong; None if it holds no statement."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(Problem(shown, 0, "", f"not UTF-8: byte {error.start}", "save the file as UTF-8"))
        return None
    if not NAME.match(path.stem):
        problems.append(Problem(shown, 0, "", f"{path.stem!r} is no name of a query", "as lines-by-status"))
    head = _Head(shown, model, problems)
    body: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        header = _HEADER.match(line) if not body else None
        if header is not None:
            head.take(header[1], header[2].lstrip(": ").strip(), number)
        elif line.strip() or body:
            body.append(line)
    head.finish()
    if not body:
        problems.append(Problem(shown, 0, "", "holds no statement"))
        return None
    title, description = (" ".join(head.texts[kind]) for kind in ("title", "description"))
    parameters, columns = tuple(head.parameters), tuple(head.columns)
    return Query(path.stem, group, title, description, parameters, columns, "\n".join(body).strip(), model)


class _Head:
    """The header lines of a file, as they are read; what is wrong goes to `problems`."""

    def __init__(self, shown: str, model: Model, problems: list[Problem]) -> None:
        self._shown, self._model, self._problems = shown, model, problems
        self.texts: dict[str, list[str]] = {"title": [], "description": []}
        self.parameters: list[Parameter] = []
        self.columns: list[tuple[str, str]] = []

    def take(self, kind: str, rest: str, line: int) -> None:
        """A header line."""
        if kind == "param":
            self._take_parameter(rest, line)
        elif kind == "column":
            found = _COLUMN.match(rest)
            if not found:
                self._complain(line, "column", f"{rest!r} is no column", "as: column site: the line")
            elif found[1] in dict(self.columns):
                self._complain(line, "column", f"{found[1]} is declared twice")
            else:
                self.columns.append((found[1], found[2]))
        else:
            self.texts[kind].append(rest)

    def finish(self) -> None:
        """Complains of what every header has and this one has not."""
        for kind in self.texts:
            if not any(self.texts[kind]):
                self._complain(1, kind, "is missing", f"as: // {kind}: …")
        if not self.columns:
            self._complain(1, "column", "no column is declared", "as: // column site: the line")

    def _complain(self, line: int, column: str, message: str, hint: str = "") -> None:
        self._problems.append(Problem(self._shown, line, column, message, hint))

    def _take_parameter(self, text: str, line: int) -> None:
        found = _PARAM.match(text)
        if not found:
            self._complain(line, "param", f"{text!r} is no parameter", 'as: param status: text = "" -- what it is')
            return
        name, type_, default, description = found.groups()
        if any(p.name == name for p in self.parameters):
            self._complain(line, "param", f"{name} is declared twice")
            return
        try:
            declared = read_type(_BLANKS.sub(r"\1", type_), self._model)
        except WrongValue as error:
            self._complain(line, "param", error.message, error.hint)
            return
        if name in CLOCKS and (declared.kind != "day" or default != "null"):
            self._complain(line, "param", f"{name} is a clock", f"as: param {name}: day = null -- what it selects")
            return
        try:
            value = None if default is None else json.loads(default)
            value = None if value is None else from_json(declared, value)
        except WrongValue as error:
            self._complain(line, "param", f"{default} is no {declared.text} in JSON", error.hint)
            return
        except ValueError:
            self._complain(line, "param", f"{default} is no {declared.text} in JSON", 'as "" or 10 or null')
            return
        self.parameters.append(Parameter(name, declared, value, default is None, description or ""))
