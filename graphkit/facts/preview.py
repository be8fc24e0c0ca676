"""The first rows of a loader's tables, each beside the claims that it makes or the reason why it makes none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from graphkit.facts.claim import Claim
from graphkit.facts.formats import BadRow, Nested, Sheet, open_table
from graphkit.facts.load import Reading
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.table import Drafts
from graphkit.values.table import Table

COLUMNS = ("table", "row", "cells", "ended", "subject", "predicate", "value", "when", "kind", "qualifiers", "reason")
#: Longest text of a row's cells.
_WIDE = 300


def preview(reading: Reading, loader: str, rows: int) -> Table:
    """A row of the result for each claim, and one for each row of a table that makes none.

    Parameters
    ----------
    rows
        Of each table so many.
    """
    out: list[tuple[object, ...]] = []
    places: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    by_id = {claim.id: claim for claim in reading.facts.claims if claim.loader == loader}
    for identifier, place in reading.places.items():
        if identifier in by_id:
            places[place].append(by_id[identifier])
    for table in reading.foreign[loader].tables:
        out += _table(table, places, rows)
    return Table.of(COLUMNS, out)


def _table(table: Drafts, places: dict[tuple[str, int], list[Claim]], rows: int) -> Iterator[tuple[object, ...]]:
    assert table.found is not None
    wrong: dict[int, list[str]] = defaultdict(list)
    for reject in table.rejects:
        where = f"{reject.column}: " if reject.column else ""
        wrong[reject.line].append(where + reject.reason)
    with open_table(table.found.path, table.found.shown, table.shape) as sheet:
        for number, (line, raw) in enumerate(sheet):
            if number >= rows:
                break
            cells = _cells(sheet.columns, _as_read(table, sheet, raw))
            claims = places.get((table.file, line), [])
            if line in wrong:
                yield (table.file, line, cells, "rejected", "", "", "", "", "", "", "; ".join(wrong[line]))
            elif line in table.passed:
                yield (table.file, line, cells, "skipped", "", "", "", "", "", "", table.passed[line])
            elif not claims:
                why = "; ".join(("says what an earlier row says", *table.unsaid.get(line, ())))
                yield (table.file, line, cells, "claimed", "", "", "", "", "", "", why)
            unsaid = "; ".join(table.unsaid.get(line, ()))
            for k, claim in enumerate(claims):
                row = claim.row
                text = (row.subject, row.predicate, row.value, row.when, row.kind, row.qualifiers, "" if k else unsaid)
                yield (table.file, line, "" if k else cells, "claimed", *text)


def _as_read(table: Drafts, sheet: Sheet, raw: Raw | BadRow) -> Raw | BadRow:
    """A row as its claims were read from it: of one that was mended what it was mended to."""
    if table.mended is None:
        return raw
    headings = None if sheet.nested else sheet.columns
    if not isinstance(raw, BadRow):
        return table.mended.row(raw, headings)
    mended = table.mended.row(raw.cells, headings) if raw.cells else raw.cells
    return raw if mended is raw.cells else mended


def _cells(columns: tuple[str, ...], raw: Raw | BadRow) -> str:
    if isinstance(raw, BadRow):
        if not raw.cells:
            return raw.value
        raw = list(raw.cells)
    if isinstance(raw, Nested):
        text = str(raw.value)
    else:
        text = "; ".join(f"{name}={cell.strip()}" for name, cell in zip(columns, raw, strict=True) if cell.strip())
    return text if len(text) <= _WIDE else text[: _WIDE - 1] + "…"
