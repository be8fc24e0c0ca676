"""What a first mapping asks or proposes of the columns of a table, since nobody can know it from the file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

from graphkit.facts.formats import Nested
from graphkit.facts.mapping.profile import YEAR, Column
from graphkit.facts.mapping.signs import decimal_comma

#: Stands in a draft where only a person can answer.
UNSAID = "?"
_ID = re.compile(r"(?i)(?:^|[\s_.-])(?:id|no|nr|key|code|uid)\.?$|编号|番号|번호")
#: Names for what unpivoting makes, of which the first is taken that is no heading.
_HEADINGS, _VALUES = ("year", "year of the heading", "_year"), ("amount", "amount of the year", "_amount")


def open_questions(settings: Mapping[str, Any]) -> list[tuple[str | int, ...]]:
    """The keys of documents whose questions nobody has answered yet; elsewhere a question mark may be meant."""
    given = settings.get("source")
    sources = [*enumerate(given if isinstance(given, list) else [given])]
    each = [(k, source) for k, source in sources if isinstance(source, Mapping)]
    return [("source", k, name) for k, source in each for name, text in source.items() if text == UNSAID]


def text_of_toml(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def step(name: str) -> str:
    """A key as a step of a path."""
    return f'"{name}"' if set(name) & set('.[]"*@/ ') else name


def elements_of(rows: Sequence[Nested]) -> tuple[str, list[Any]]:
    """Of a document that is an object with one array of objects the path to them and they; else no path and what the
    rows hold."""
    values = [row.value for row in rows]
    if len(rows) != 1 or rows[0].keys or not isinstance(values[0], dict):
        return "", values
    arrays = {k: v for k, v in values[0].items() if isinstance(v, list) and v and all(isinstance(e, dict) for e in v)}
    if len(arrays) != 1:
        return "", values
    ((name, elements),) = arrays.items()
    return f"{step(str(name))}[]", elements


def semicolons(path: Path, columns: int) -> bool:
    """Whether semicolons part the columns of a file of text."""
    with path.open("rb") as file:
        line = file.read(65_536).split(b"\n")[0]
    return columns > 1 and line.count(b";") >= columns - 1


def key_of(columns: Sequence[Column], meant: Mapping[str, str]) -> list[str]:
    """Columns that a person may find a row by: those of the headings' meanings; if they cannot tell rows apart, another
    one that does."""
    by_name = {column.name: column for column in columns}
    named = [meant[w] for w in ("supplier", "buyer", "item", "firm", "site") if w in meant]
    several = len(named) > 1 and prod(len(by_name[n].texts) for n in named) >= max(by_name[n].filled for n in named)
    if several or any(by_name[name].telling for name in named):
        return named
    telling = [c.name for c in columns if c.telling and (c.kind in ("text", "lei", "qid") or _ID.search(c.name))]
    return telling[:1] or named or names_of(columns)[:1]


def names_of(columns: Sequence[Column]) -> list[str]:
    """Columns of text, those with the most different cells first."""
    texts = [c for c in columns if c.kind == "text"]
    return [c.name for c in sorted(texts, key=lambda c: (-len(c.texts), columns.index(c)))]


def unpivoted(columns: Sequence[Column]) -> Iterator[str]:
    """A question where headings are years."""
    names = {column.name for column in columns}
    if sum(bool(YEAR.fullmatch(name)) for name in names) < 2:
        return
    heading, value = (next(n for n in tries if n not in names) for tries in (_HEADINGS, _VALUES))
    made = f"columns = '{YEAR.pattern}', name = {text_of_toml(heading)}, value = {text_of_toml(value)}"
    yield "# Question: are the years among the headings values? Each cell is then a row, with its year and amount.\n"
    yield f"# unpivot = {{ {made} }}\n"


def asked(columns: Sequence[Column], by_semicolons: bool, units: Mapping[str, str]) -> Iterator[str]:
    """What cannot be known of the cells of each column, and the unit of its heading, as its table in the mapping."""
    for column in columns:
        questions = [*_asked(column, by_semicolons)]
        if column.name in units:
            questions.append(f"unit = {text_of_toml(units[column.name])}  # from the heading\n")
        if questions:
            yield f"\n[table.column.{text_of_toml(column.name)}]\n"
            yield from questions


def _asked(column: Column, by_semicolons: bool) -> Iterator[str]:
    if column.separator:
        yield f"# Question: several values in one cell?\n# split = {text_of_toml(column.separator)}\n"
    if "0" in column.unknown:
        yield '# Question: does 0 mean unknown here?\n# unknown = ["0"]\n'
    if column.order:
        yield f'# Question: what comes first, the day (dmy) or the month (mdy)?\n# date = "{column.order}"\n'
    elif column.kind != "date" and decimal_comma(column.written, by_semicolons):
        yield '# Question: does a comma stand before decimals, and a point between thousands?\n# decimal = ","\n'
