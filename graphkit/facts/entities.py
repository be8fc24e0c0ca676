"""entities.csv: who and what there is, under which names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.errors import Problem
from graphkit.facts.claim import CURATION, Claim, Row, Source, claim_id, quick_claim, quick_row
from graphkit.facts.hints import near
from graphkit.facts.resolve import EntityRow
from graphkit.facts.tables import Record, TableCount, read_table
from graphkit.model import Model
from graphkit.values.names import name_key

COLUMNS = ("id", "type", "name")
OPTIONAL = ("aliases", "native_names", "external_ids", "flags", "note")
FLAGS = ("generic", "unnamed")
#: Longest name, in characters: a name is a name, not a text.
MAX_NAME = 300
#: What an entity may have several of.
LISTS = ("aliases", "native_names", "external_ids", "flags")
_ID = re.compile(r"^[\w.()&+-]{1,200}$")
_EXTERNAL = re.compile(r"^[A-Za-z][A-Za-z0-9_.-]{0,20}:\S{1,100}$")


def read_entities(
    folder: Path, model: Model, entities: list[EntityRow], places: dict[str, tuple[str, int]], problems: list[Problem]
) -> TableCount:
    """Adds the rows of a loader's entities.csv to `entities`, and tells how they ended.

    A row that is wrong is added too where its id and type are good (`good` is False), so that the facts that mention it
    are not called wrong as well. `places` tells where each id was first given, in any loader.
    """
    shown = f"loaders/{folder.name}/entities.csv"
    count = TableCount()
    for record in read_table(folder / "entities.csv", shown, COLUMNS, OPTIONAL, problems):
        entity = _entity(record, folder.name, shown, model, places, problems) if record else None
        count.add(entity is not None and entity.good)
        if entity is not None and entity.type in model.nodes and places[entity.id] == (shown, entity.line):
            entities.append(entity)
    return count


def _entity(
    record: Record,
    loader: str,
    shown: str,
    model: Model,
    places: dict[str, tuple[str, int]],
    problems: list[Problem],
) -> EntityRow:
    wrong = len(problems)

    def complain(column: str, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, record.line, column, message, hint))

    identifier, kind = record.get("id"), record.get("type")
    first = places.setdefault(identifier, (shown, record.line))
    if not _ID.match(identifier):
        complain("id", f"{identifier[:60]!r} is no id", "letters, digits, - and _, at most 200, as sak-yibin-line-1")
    elif first != (shown, record.line):
        where = f"line {first[1]}" if first[0] == shown else f"{first[0]}:{first[1]}"
        complain("id", f"{identifier} is also on {where}", "ids are unique in a project")
    if kind not in model.nodes:
        complain("type", f"unknown type {kind!r}", near(kind, model.nodes))
    lists = {column: _parts(record, column) for column in LISTS}
    for fault in name_faults(record.get("name"), lists):
        complain(*fault)
    return EntityRow(
        id=identifier,
        type=kind,
        name=record.get("name"),
        aliases=tuple(sorted(set(lists["aliases"]))),
        native_names=tuple(sorted(set(lists["native_names"]))),
        external_ids=tuple(sorted(set(lists["external_ids"]))),
        flags=tuple(sorted(set(lists["flags"]))),
        note=record.get("note"),
        loader=loader,
        file=shown,
        line=record.line,
        good=len(problems) == wrong,
    )


def name_faults(name: str, lists: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """What is wrong with the names, external ids and flags of an entity: column, message, hint."""
    if not name:
        yield "name", "is empty", "every entity has a name"
    for column, texts in {"name": [name], **lists}.items():
        for text in texts if column in ("name", "aliases", "native_names") else ():
            if len(text) > MAX_NAME:
                yield column, f"{len(text):,} characters are too many for a name", f"at most {MAX_NAME}"
            elif text and not name_key(text):
                yield column, f"{text[:60]!r} has no letter or digit to be found by", "write a name"
    for external in lists.get("external_ids", ()):
        if not _EXTERNAL.match(external):
            yield "external_ids", f"{external[:60]!r} is no external id", "as LEI:…, QID:Q42 or SZSE:002074"
    for flag in lists.get("flags", ()):
        if flag not in FLAGS:
            yield "flags", f"unknown flag {flag!r}", near(flag, FLAGS)


def _parts(record: Record, column: str) -> list[str]:
    return [part for part in (p.strip() for p in record.get(column).split(";")) if part]


def entity_claims(entity: EntityRow, subject: str = "") -> Iterable[Claim]:
    """One claim of source `curation` for each thing that the row says, of the entity that it was found to be."""
    said: list[tuple[str, str]] = [("is_a", entity.type), ("name", entity.name)]
    said += [("alias", text) for text in entity.aliases]
    said += [("native_name", text) for text in entity.native_names]
    said += [("external_id", text) for text in entity.external_ids]
    said += [("flag", text) for text in entity.flags]
    if entity.note:
        said.append(("note", entity.note))
    for predicate, text in said:
        row = quick_row(CURATION, "", entity.id, predicate, text, "", "", "", "", "", "", "", "")
        yield curated(entity.loader, row, subject or entity.id)


def curated(loader: str, row: Row, subject: str = "", source: Source | None = None) -> Claim:
    """The claim that a row about an entity itself makes: of source `curation`, or of a document that lists it."""
    dated = (source.published.earliest, source.published.latest) if source else None
    said = (dated[0], dated[1]) if dated and dated[0] and dated[1] else None
    speaker = source.publisher if source else CURATION
    # of the fields of `Claim`: family, object, one_of, word, then value to bounds, text, date, then kind to said
    return quick_claim(
        claim_id(loader, row), loader, row, subject or row.subject, row.predicate, "entity", None, (), row.value,
        None, None, None, None, None, None, row.value, None,
        "actual", "stated", (), (), speaker, None, said,
    )  # fmt: skip
