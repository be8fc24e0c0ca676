"""facts.csv: rows as a curator keeps them, to claims."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graphkit.errors import Problem
from graphkit.facts.claim import Row, clean
from graphkit.facts.gather import Gathered
from graphkit.facts.interpret import Wrong
from graphkit.facts.resolve import Registry
from graphkit.facts.tables import Record, TableCount, read_table

COLUMNS = ("source", "subject", "predicate", "value")
OPTIONAL = ("when", "kind", "basis", "qualifiers", "speaker", "said", "inferred_from", "note")


def read_facts(folder: Path, gathered: Gathered, registry: Registry, problems: list[Problem]) -> TableCount:
    """Adds the claims of a loader's facts.csv, and tells how its rows ended."""
    shown = f"loaders/{folder.name}/facts.csv"
    count, before = TableCount(), len(problems)
    for record in read_table(folder / "facts.csv", shown, COLUMNS, OPTIONAL, problems):
        if record is None:
            gathered.lost = True
            count.add(False)
            continue
        made = [_read_row(row, folder.name, record.line, gathered, registry, problems) for row in rows_of(record)]
        count.add(None not in made)
        count.claims += made.count(True)
    if not count.rows and len(problems) == before:
        problems.append(Problem(shown, 0, "", "holds no facts", "add a row, or remove the loader's folder"))
    return count


def _read_row(
    row: Row, loader: str, line: int, gathered: Gathered, registry: Registry, problems: list[Problem]
) -> bool | None:
    """True for a claim, False for one that another row makes too, None for a row that makes none."""
    shown = f"loaders/{loader}/facts.csv"
    try:
        claim = gathered.reader.claim(loader, row)
    except Wrong as error:
        gathered.refused.update(_spoken_of(row, registry))
        problems += [Problem(shown, line, told.column, told.message, told.hint) for told in error.complaints]
        return None
    first = gathered.add(claim, shown, line)
    if first is not None:
        problems.append(Problem(shown, line, "", f"says the same as line {first[1]}", "one row is enough", "warning"))
    return first is None


def _spoken_of(row: Row, registry: Registry) -> Iterator[str]:
    """Entities that a row names which made no claim: it is not their fault that nothing else mentions them."""
    qualifiers = (part.partition("=")[2].strip() for part in row.qualifiers.split(";"))
    for text in (row.subject, row.value, row.speaker, *qualifiers):
        yield from registry.candidates(text)


def rows_of(record: Record) -> Iterator[Row]:
    """The rows as written that a record of facts.csv stands for: one for each place in `source`."""
    qualifiers = ";".join(sorted(filter(None, (clean(p) for p in record.get("qualifiers").split(";")))))
    for place in [p for p in record.get("source").split(";") if p.strip()] or [""]:
        source, _, locator = place.strip().partition("#")
        yield Row(
            source=source.strip(),
            locator=locator.strip(),
            subject=record.get("subject"),
            predicate=record.get("predicate"),
            value=record.get("value"),
            when=record.get("when"),
            kind=record.get("kind"),
            basis=record.get("basis"),
            qualifiers=qualifiers,
            speaker=record.get("speaker"),
            said=record.get("said"),
            inferred_from=record.get("inferred_from"),
            note=record.get("note"),
        )
