"""Excel workbooks (.xlsx, .xlsm): one sheet as a table of text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, TypeAlias

from graphkit.facts.formats.cells import Numeral, headings, judged, refuse_title, text_of
from graphkit.facts.formats.limits import MAX_WORKBOOK
from graphkit.facts.formats.packed import inspect
from graphkit.facts.formats.shape import BadRow, Flat, Shape, Sheet, Unreadable, unreadable
from graphkit.facts.formats.streams import Source
from graphkit.facts.formats.worksheets import Part, column_letters

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_Row: TypeAlias = tuple[int, list[str]]

_OLE = b"\xd0\xcf\x11\xe0"
_PASSWORD = "EncryptedPackage".encode("utf-16-le")
_OLD = "Workbook".encode("utf-16-le")
_AGAIN = "save it again as .xlsx in a spreadsheet program"
#: Rows looked at for a heading below a title.
_LOOKED_AT = 40
#: Digits that a spreadsheet keeps: what it shows as 0.3 is often stored as 0.30000000000000004.
_DIGITS = 15


def open_workbook(source: Source, shape: Shape) -> Sheet:
    """A sheet of a workbook as a Sheet; Unreadable if it is none, has a password, or has no such sheet."""
    shown = source.shown
    if shape.delimiter or shape.encoding:
        raise unreadable(shown, "a workbook has no delimiter and no encoding", "leave them out")
    guesses: list[str] = []
    with source.open_whole(MAX_WORKBOOK) as stream:
        _refuse_old(stream, shown)
        parts = inspect(stream, shown)
        stream.seek(0)
        with _translated(shown):
            sheet = _sheet(stream, shape.sheet, shown, guesses)
    if sheet.name not in parts:
        raise unreadable(shown, f"the sheet {sheet.name!r} has no part in its zip", _AGAIN)
    left = sheet.start[1] if sheet.start else 0
    rows = _percentages(_texts(sheet, shown), parts[sheet.name], left)
    columns, heading, rest = _columns(rows, shape, shown, guesses)
    _tell_merged(sheet, heading, guesses)
    return Sheet(columns, False, guesses, _rows(rest, columns, parts[sheet.name], left), heading=heading)


def _refuse_old(stream: IO[bytes], shown: str) -> None:
    """Office's older container: what has a password lies in it, and so do workbooks of before 2007."""
    if stream.read(4) == _OLE:
        data = stream.read()
        if _PASSWORD in data:
            raise unreadable(shown, "has a password", "save it without one")
        kind = "a workbook of before 2007 (.xls)" if _OLD in data else "an old Office file"
        raise unreadable(shown, f"is {kind}", _AGAIN)
    stream.seek(0)


@contextmanager
def _translated(shown: str) -> Iterator[None]:
    """Turns whatever the reader of workbooks fails with into Unreadable."""
    try:
        yield
    except Unreadable:
        raise
    except BaseException as error:
        # The reader's own panics are no Exception; a key pressed to end the program is neither, and goes on.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        message = " ".join(str(error).split())[:200]
        raise unreadable(shown, f"not readable as a workbook: {message}", _AGAIN) from None


def _sheet(stream: IO[bytes], wanted: str, shown: str, guesses: list[str]) -> CalamineSheet:
    """The sheet of this name, or the first visible one that holds cells."""
    import python_calamine as calamine

    book = calamine.CalamineWorkbook.from_filelike(stream)
    tables = [item for item in book.sheets_metadata if item.typ == calamine.SheetTypeEnum.WorkSheet]
    names = ", ".join(repr(item.name) for item in tables[:30])
    if wanted:
        if wanted not in (item.name for item in tables):
            raise unreadable(shown, f"has no sheet {wanted[:80]!r}", f"it has {names}")
        sheet = book.get_sheet_by_name(wanted)
        if sheet.start is None:
            raise unreadable(shown, f"the sheet {wanted!r} is empty", f"it has {names}")
        return sheet
    for item in tables:
        if item.visible == calamine.SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(item.name)
            if sheet.start is not None:
                if len(tables) > 1:
                    guesses.append(f"sheet {item.name!r} of {len(tables)}")
                return sheet
    raise unreadable(shown, "no visible sheet holds a cell", f"it has {names}")


def _texts(sheet: CalamineSheet, shown: str) -> Iterator[_Row]:
    """Each row as text, blank ones too, from row 1 whatever the first that holds a cell."""
    with _translated(shown):
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            yield number, [cell if type(cell) is str else _text(cell) for cell in cells]


def _percentages(rows: Iterator[_Row], part: Part, left: int) -> Iterator[_Row]:
    """The rows with each number that the sheet shows as a percentage as that: 35 % for 0.35."""
    places = iter(sorted(part.percent))
    place = next(places, 0)
    for number, cells in rows:
        while place and place >> 16 <= number:
            at = (place & 0xFFFF) - 1 - left
            if place >> 16 == number and 0 <= at < len(cells) and type(cells[at]) is Numeral:
                cells[at] = Numeral(f"{(Decimal(cells[at]) * 100).normalize():f} %")
            place = next(places, 0)
        yield number, cells


def _text(value: object) -> str:
    """A cell that is no text; a number without the noise of its last digits."""
    return text_of(float(f"{value:.{_DIGITS}g}")) if type(value) is float else text_of(value)


def _columns(
    rows: Iterator[_Row], shape: Shape, shown: str, guesses: list[str]
) -> tuple[tuple[str, ...], int, Iterator[_Row]]:
    """The columns, the row of the headings (0: none), and the rows below it."""
    if shape.columns:
        if shape.header:
            raise unreadable(shown, "header and columns exclude each other", "a sheet with a heading needs no columns")
        return headings(shape.columns, shown, 0, guesses), 0, rows
    for number, cells in rows:
        if number == shape.header or (not shape.header and any(cell.strip() for cell in cells)):
            break
    else:
        raise unreadable(shown, f"has no row {shape.header}" if shape.header else "the sheet is empty")
    if not any(cell.strip() for cell in cells):
        raise unreadable(shown, "the row of the headings is blank", "say its row with header", line=number)
    seen = list(islice(rows, _LOOKED_AT))
    if not shape.header:
        refuse_title(cells, number, seen, shown)
    return headings(cells, shown, number, guesses), number, chain(seen, rows)


def _tell_merged(sheet: CalamineSheet, heading: int, guesses: list[str]) -> None:
    """Of merged cells only the first holds the text: said, and not filled in."""
    within: list[str] = []
    below: list[str] = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        name = f"{column_letters(left + 1)}{top + 1}:{column_letters(right + 1)}{bottom + 1}"
        if top < heading <= bottom + 1:
            within.append(name)
        if bottom >= heading:
            below.append(name)
    for names, where in ((within, "the heading"), (below, "the rows")):
        if names:
            told = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
            guesses.append(f"merged cells in {where}, {told}: only the first of each holds the text")


def _rows(rows: Iterator[_Row], columns: tuple[str, ...], part: Part, left: int) -> Iterator[Flat]:
    """The rows that are not blank; one with an error, or with a formula that was never computed, is bad."""
    refused = part.refused()
    wrong, faults = next(refused, (0, []))
    for number, cells in rows:
        while 0 < wrong < number:
            wrong, faults = next(refused, (0, []))
        row = judged(cells, columns)
        if number == wrong and not isinstance(row, BadRow):
            yield number, _lacking(number, row or [""] * len(columns), columns, faults, left)
        elif row is not None:
            yield number, row


def _lacking(
    number: int, cells: list[str], columns: tuple[str, ...], faults: list[tuple[int, str]], left: int
) -> BadRow:
    """A row in which some cells hold no value but should."""
    told = []
    for column, what in faults:
        at = column - 1 - left
        name = columns[at] if 0 <= at < len(columns) else ""
        told.append((name, f"{column_letters(column)}{number} holds {what}"))
    name, message = told[0]
    return BadRow(message, "mend the cell, and save the workbook", name, "", tuple(cells), tuple(told))
