"""The sheet that a person gets back: all cells text, so that nothing is rewritten, and a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from graphkit.errors import GraphkitError
from graphkit.facts.identity.sheet import ADDED, DECISION, DECISIONS, Given, Match
from graphkit.writing import new_file
from graphkit.xlsx import CREATED, OPTIONS, ROWS, TEXT, put_text

_WIDE, _NARROW = 40, 10


def write_sheet(path: Path, given: Given, matches: Sequence[Match | None]) -> None:
    """Writes the person's columns as they were read, and those that tell the matches, as one sheet of a new workbook.

    Raises
    ------
    GraphkitError
        If there are more rows than a sheet of Excel has, or the file cannot be written.
    """
    if len(given.rows) > ROWS:
        raise GraphkitError(
            f"{len(given.rows):,} rows are too many for a sheet of Excel", f"at most {ROWS:,}: split it"
        )
    kept = [at for at, name in enumerate(given.columns) if name not in ADDED]
    heads = [*(given.columns[at] for at in kept), *ADDED]
    with new_file(path, "decided.xlsx") as stream:
        book = Workbook(stream, {**OPTIONS, "in_memory": True})
        book.set_properties({"created": CREATED})
        text = book.add_format({"num_format": "@"})
        bold = book.add_format({"num_format": "@", "bold": True, "bg_color": "#D9E1F2", "bottom": 1})
        page = book.add_worksheet("names")
        for number, name in enumerate(heads):
            page.set_column(number, number, _WIDE if name in ADDED[1:5] else max(_NARROW, len(name) + 3), text)
            _put(page, 0, number, name, bold)
        blank = ("",) * len(ADDED)
        for row, ((_, cells), match) in enumerate(zip(given.rows, matches, strict=True), 1):
            added = match.cells() if match else blank
            for number, value in enumerate((*(cells[at] for at in kept), *added)):
                if value:
                    _put(page, row, number, value, text)
        place = heads.index(DECISION)
        page.data_validation(
            1, place, max(len(given.rows), 1), place,
            {"validate": "list", "source": list(DECISIONS), "error_message": f"one of {', '.join(DECISIONS)}"},
        )  # fmt: skip
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(len(given.rows), 1), len(heads) - 1)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        book.close()


def _put(page: Worksheet, row: int, column: int, value: str, style: Format) -> None:
    """A cell of text, cut where it is longer than a cell of Excel."""
    put_text(page, row, column, value.encode("utf-16-le")[: 2 * TEXT].decode("utf-16-le", "ignore"), style)
