"""sources.csv: the documents that facts are taken from."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from graphkit.errors import Problem, split_hint
from graphkit.facts.claim import BASES, CURATION, GRADES, VISIBILITIES, Source
from graphkit.facts.hints import near
from graphkit.facts.tables import Record, TableCount, read_table
from graphkit.model import Model
from graphkit.values.dates import PartialDate, parse_date

COLUMNS = ("id", "title", "publisher", "published")
OPTIONAL = ("published_basis", "origin", "grade", "visibility", "file", "recorded", "note")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ID = re.compile(r"^[^\s,;#\"]{1,200}$")


@dataclass(slots=True)
class Sources:
    """The documents of all loaders by id, where each was first named, and the ids of rows that are wrong."""

    by_id: dict[str, Source] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


def read_sources(folder: Path, model: Model, sources: Sources, problems: list[Problem]) -> TableCount:
    """Adds the good rows of a loader's sources.csv to `sources`, and tells how the rows ended."""
    shown = f"loaders/{folder.name}/sources.csv"
    count = TableCount()
    for record in read_table(folder / "sources.csv", shown, COLUMNS, OPTIONAL, problems):
        source = source_of(record, folder.name, shown, model, sources, problems) if record else None
        count.add(source is not None)
        if source is not None:
            sources.by_id[source.id] = source
        elif record is not None and record.get("id") not in sources.by_id:
            sources.refused.add(record.get("id"))
    return count


def source_of(
    record: Record, loader: str, shown: str, model: Model, sources: Sources, problems: list[Problem]
) -> Source | None:
    """The document that a row of the columns of sources.csv tells; None, with problems, if something in it is wrong."""
    wrong = len(problems)

    def complain(column: str, message: str, hint: str) -> None:
        problems.append(Problem(shown, record.line, column, message, hint))

    def one_of(column: str, allowed: tuple[str, ...], blank: str) -> str:
        word = record.get(column) or blank
        if word not in allowed:
            complain(column, f"unknown {column.replace('_', ' ')} {word!r}", near(word, allowed))
        return word

    identifier = record.get("id")
    first = sources.places.setdefault(identifier, (shown, record.line))
    if not _ID.match(identifier) or identifier == CURATION:
        complain("id", f"{identifier[:60]!r} is no id of a source", "no blanks, commas or #, as smm-2025-12-06")
    elif first != (shown, record.line):
        where = f"line {first[1]}" if first[0] == shown else f"{first[0]}:{first[1]}"
        complain("id", f"{identifier} is also on {where}", "ids are unique in a project")
    basis = one_of("published_basis", BASES, "stated")
    if basis == "inferred" and not record.get("note"):
        complain("note", "an inferred date needs its reason", "what it mentions, and what mentions it")
    for column in ("title", "publisher"):
        if not record.get(column):
            complain(column, "is empty", f"every source has a {column}")
    published = _published(record, model, complain)
    grade, visibility = one_of("grade", GRADES, "press"), one_of("visibility", VISIBILITIES, "public")
    recorded = _recorded(record, complain)
    if published is None or len(problems) != wrong:
        return None
    return Source(
        id=identifier,
        title=record.get("title"),
        publisher=record.get("publisher"),
        published=published,
        published_basis=basis,
        origin=record.get("origin"),
        grade=grade,
        visibility=visibility,
        file=record.get("file"),
        recorded=recorded,
        note=record.get("note"),
        loader=loader,
    )


_Complain = Callable[[str, str, str], None]


def _published(record: Record, model: Model, complain: _Complain) -> PartialDate | None:
    text = record.get("published")
    if not text:
        complain("published", "is empty", "an undated source gets both bounds, as 2025-11-10/2025-12-31, inferred")
        return None
    try:
        found = parse_date(text, model.dates)
    except ValueError as error:
        message, hint = split_hint(error)
        complain("published", message, hint)
        return None
    if found.earliest is None or found.latest is None:
        complain("published", f"{text!r} is open at one end", "give both bounds, as 2025-11-10/2025-12-31")
        return None
    return found


def _recorded(record: Record, complain: _Complain) -> date | None:
    text = record.get("recorded")
    if not text:
        return None
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return date.fromisoformat(text)
    complain("recorded", f"{text[:40]!r} is no day", "write it as 2025-12-07, as text")
    return None
