"""entities.csv: who and what there is, under which names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import process

from graphkit.errors import Problem
from graphkit.facts.claim import CURATION, Claim, Row, claim_id
from graphkit.facts.resolve import EntityRow
from graphkit.facts.tables import Record, read_table
from graphkit.model import Model
from graphkit.values.names import is_safe_text

COLUMNS = ("id", "type", "name")
OPTIONAL = ("aliases", "native_names", "external_ids", "flags", "note")
FLAGS = ("generic", "unnamed")
#: Longest name, in characters: a name is a name, not a text.
MAX_NAME = 300
_ID = re.compile(r"^[\w.()&+-]{1,200}$")
_EXTERNAL = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{0,20}:\S{1,100}$")


def read_entities(folder: Path, model: Model, problems: list[Problem]) -> tuple[list[EntityRow], int]:
    """The good rows of a loader's entities.csv, and how many rows there are."""
    shown = f"loaders/{folder.name}/entities.csv"
    out: list[EntityRow] = []
    seen: dict[str, int] = {}
    total = 0
    for record in read_table(folder / "entities.csv", shown, COLUMNS, OPTIONAL, problems):
        total += 1
        wrong = len(problems)
        entity = _entity(record, folder.name, shown, model, problems)
        if entity.id in seen:
            problems.append(
                Problem(shown, record.line, "id", f"{entity.id} is also on line {seen[entity.id]}", "ids are unique")
            )
        if len(problems) == wrong:
            out.append(entity)
        seen.setdefault(entity.id, record.line)
    return out, total


def _entity(record: Record, loader: str, shown: str, model: Model, problems: list[Problem]) -> EntityRow:
    def complain(column: str, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, record.line, column, message, hint))

    identifier, kind, name = record.get("id"), record.get("type"), record.get("name")
    if not _ID.match(identifier):
        complain("id", f"{identifier[:60]!r} is no id", "letters, digits, - and _, at most 200, as sak-yibin-line-1")
    if kind not in model.nodes:
        near = process.extractOne(kind, list(model.nodes), score_cutoff=60) if kind else None
        complain("type", f"unknown type {kind!r}", f"did you mean {near[0]}?" if near else ", ".join(model.nodes))
    names = {"name": [name], "aliases": _parts(record, "aliases"), "native_names": _parts(record, "native_names")}
    if not name:
        complain("name", "is empty")
    for column, texts in names.items():
        for text in texts:
            reason = is_safe_text(text)
            if len(text) > MAX_NAME:
                complain(column, f"{len(text):,} characters are too many for a name (limit {MAX_NAME})")
            elif reason:
                complain(column, reason)
            elif text.startswith("="):
                complain(column, f"{text[:40]!r} is a formula", "write the name")
    externals = _parts(record, "external_ids")
    for external in externals:
        if not _EXTERNAL.match(external):
            complain("external_ids", f"{external!r} is no external id", "as LEI:…, QID:Q42 or SZSE:002074")
    flags = _parts(record, "flags")
    for flag in flags:
        if flag not in FLAGS:
            complain("flags", f"unknown flag {flag!r}", f"one of {', '.join(FLAGS)}")
    return EntityRow(
        identifier,
        kind,
        name,
        tuple(sorted(set(names["aliases"]))),
        tuple(sorted(set(names["native_names"]))),
        tuple(sorted(set(externals))),
        tuple(sorted(set(flags))),
        record.get("note"),
        loader,
        shown,
        record.line,
    )


def _parts(record: Record, column: str) -> list[str]:
    return [part for part in (p.strip() for p in record.get(column).split(";")) if part]


def entity_claims(entity: EntityRow) -> Iterable[Claim]:
    """One claim of source `curation` for each thing that the row says."""
    said: list[tuple[str, str]] = [("is_a", entity.type), ("name", entity.name)]
    said += [("alias", text) for text in entity.aliases]
    said += [("native_name", text) for text in entity.native_names]
    said += [("external_id", text) for text in entity.external_ids]
    said += [("flag", text) for text in entity.flags]
    if entity.note:
        said.append(("note", entity.note))
    for predicate, text in said:
        row = Row(source=CURATION, locator="", subject=entity.id, predicate=predicate, value=text)
        yield curated(entity.loader, row)


def curated(loader: str, row: Row) -> Claim:
    """The claim that a row of source `curation` about an entity makes."""
    return Claim(
        id=claim_id(loader, row),
        loader=loader,
        row=row,
        subject=row.subject,
        predicate=row.predicate,
        family="entity",
        word=row.value,
        text=row.value,
        speaker=CURATION,
    )
