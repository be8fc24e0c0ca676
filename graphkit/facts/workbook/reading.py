"""The sheets of an edited workbook as rows of text; whatever a spreadsheet rewrote is refused, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import ContentError, Problem
from graphkit.facts.formats import BadRow, Shape, Unreadable, open_table
from graphkit.facts.formats.worksheets import column_letters
from graphkit.facts.workbook import kinds
from graphkit.facts.workbook.lines import HEADINGS, CsvTable, key_of
from graphkit.facts.workbook.stamp import SHEET, Stamp

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNNAMED = re.compile(r"column \d+")
_AS_TEXT = "give the cell the format Text, and type the value again"
#: What a refusal ends with.
NOTHING = "nothing was written: mend the workbook, and take it again"
_SUFFIXES = (".xlsx", ".xlsm")

#: A row of a sheet: its number, from 1, and a cell for each column of the table.
SheetRow = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that has been looked through: its sheets, each with its part of the file."""

    path: Path
    parts: Mapping[str, str]

    def place(self, sheet: str) -> str:
        """A sheet as messages name it."""
        return f"{self.path}, sheet {sheet}"


def open_book(path: Path) -> Workbook:
    """Looks through a workbook (`ContentError` if it is none, has a password, or is made to do harm)."""
    if path.suffix.lower() not in _SUFFIXES:
        raise ContentError([Problem(str(path), 0, "", "is no workbook", "give the .xlsx file")])
    try:
        with open_table(path, str(path), Shape(format="xlsx", columns=("any",))):  # whatever its first sheet is
            pass
    except Unreadable as error:
        raise ContentError(error.problems) from None
    return Workbook(path, kinds.sheet_parts(path))


def read_stamp(book: Workbook) -> Stamp | None:
    """What the workbook was made from; None if it does not say."""
    if SHEET not in book.parts:
        return None
    shape = Shape(format="xlsx", sheet=SHEET, columns=("what", "value"))
    try:
        with open_table(book.path, book.place(SHEET), shape) as opened:
            return Stamp.found((cells[0], cells[1]) for _, cells in opened if not isinstance(cells, BadRow))
    except Unreadable:
        return None  # an emptied sheet says nothing


def read_rows(book: Workbook, tables: Sequence[CsvTable]) -> dict[str, list[SheetRow]]:
    """The rows of each table's sheet, in their order, blank ones left out.

    Raises
    ------
    ContentError
        With every sheet, heading and cell that cannot be taken as it is.
    """
    problems: list[Problem] = []
    read = {table.name: _sheet(book, table, problems) for table in tables}
    names = {table.name for table in tables}
    for name in HEADINGS:
        sheet = name.removesuffix(".csv")
        if name not in names and sheet in book.parts:
            message = f"the loader has no {name}, and the sheet would be lost"
            problems.append(Problem(book.place(sheet), 0, "", message, "remove the sheet"))
    if problems:
        raise ContentError(problems, NOTHING)
    return read


def _sheet(book: Workbook, table: CsvTable, problems: list[Problem]) -> list[SheetRow]:
    shown = book.place(table.sheet)
    if table.sheet not in book.parts:
        hint = f"sheets keep their names; there are {', '.join(book.parts)}"
        problems.append(Problem(str(book.path), 0, "", f"has no sheet {table.sheet!r}", hint))
        return []
    try:
        with open_table(book.path, shown, Shape(format="xlsx", sheet=table.sheet)) as opened:
            odd = kinds.odd_cells(book.path, book.parts[table.sheet])
            merged = [guess for guess in opened.guesses if guess.startswith("merged cells")]
            problems += [Problem(shown, 0, "", guess, "unmerge them") for guess in merged]
            return _Sheet(shown, table, opened.columns, odd, problems).rows(iter(opened))
    except Unreadable as error:
        problems += error.problems
    except ValueError as error:
        problems.append(Problem(shown, 0, "", str(error), "save it again as .xlsx in a spreadsheet program"))
    return []


class _Sheet:
    """One sheet while it is read; what is wrong is added to `problems`."""

    def __init__(
        self,
        shown: str,
        table: CsvTable,
        headings: Sequence[str],
        odd: Mapping[tuple[int, int], str],
        problems: list[Problem],
    ) -> None:
        self._shown, self._table, self._headings = shown, table, headings
        self._odd: dict[int, dict[int, str]] = {}
        for (row, column), kind in odd.items():
            self._odd.setdefault(row, {})[column] = kind
        self._problems = problems
        self._stood: dict[int, dict[tuple[str, ...], str]] = {}
        keys = [key_of(heading) for heading in headings]
        self._places = [keys.index(key) if key in keys else -1 for key in table.keys]

    def rows(self, opened: Iterator[tuple[int, list[str] | BadRow]]) -> list[SheetRow]:
        """All rows; none where the headings are wrong, since each cell would be too."""
        if not self._right_headings():
            return []
        out: list[SheetRow] = []
        extra: set[int] = set()
        for number, cells in opened:
            if isinstance(cells, BadRow):
                self._refuse_row(number, cells)
                continue
            row = tuple(cells[place] for place in self._places)
            extra.update(at for at, cell in enumerate(cells) if cell.strip() and at not in self._places)
            self._look(number, cells, row)
            out.append((number, row))
        self._refuse_columns(extra)
        return out

    def _complain(self, row: int, column: str, message: str, hint: str) -> None:
        self._problems.append(Problem(self._shown, row, column, message, hint))

    def _right_headings(self) -> bool:
        missing = [c for c, place in zip(self._table.columns, self._places, strict=True) if place < 0]
        for column in missing:
            others = [h for h in self._headings if key_of(h) not in self._table.keys and not _UNNAMED.fullmatch(h)]
            renamed = f"; is it {others[0]!r} now?" if others else ""
            self._complain(0, column, f"the column is missing{renamed}", "headings keep their names")
        for at, heading in enumerate(self._headings):
            if key_of(heading) not in self._table.keys and not _UNNAMED.fullmatch(heading):
                self._refuse_column(at, heading, bool(missing))
        return not missing

    def _refuse_column(self, at: int, heading: str, missing: bool) -> None:
        known = key_of(heading) in HEADINGS[self._table.name][1]
        if known:
            hint = f"add the heading to {self._table.name} first, then graphkit facts edit again"
        elif missing:
            hint = "give it its old name, if it was renamed; else remove it"
        else:
            hint = "remove it; what it says may go into note"
        message = f"column {column_letters(at + 1)} is none of {self._table.name}, and would be lost"
        self._complain(0, heading[:40], message, hint)

    def _refuse_columns(self, extra: set[int]) -> None:
        for at in sorted(extra):
            if _UNNAMED.fullmatch(self._headings[at]):
                message = f"column {column_letters(at + 1)} has cells and no heading"
                self._complain(0, "", message, "empty it; what it says may go into note")

    def _refuse_row(self, number: int, bad: BadRow) -> None:
        odd = self._odd.get(number)
        if odd is None:
            self._complain(number, bad.column, bad.message, bad.hint)
            return
        for column, kind in sorted(odd.items()):
            self._odd_cell(number, column, kind, "", None)

    def _look(self, number: int, cells: Sequence[str], row: tuple[str, ...]) -> None:
        for column, kind in sorted(self._odd.get(number, {}).items()):
            if column <= len(cells):
                self._odd_cell(number, column, kind, cells[column - 1], row)
        for heading, cell in zip(self._table.columns, row, strict=True):
            if "\n" in cell or "\r" in cell:
                self._complain(number, heading, "the cell has several lines", "write it on one line")

    def _odd_cell(self, number: int, column: int, kind: str, text: str, row: tuple[str, ...] | None) -> None:
        if column > len(self._headings):
            return
        heading = self._headings[column - 1]
        place = f"{column_letters(column)}{number}"
        stood = self._what_stood(column - 1, row) if row else None
        hint = _AS_TEXT + (f": {stood!r} stood here" if stood else "")
        self._complain(number, heading, f"{place} {_what(kind, text[:40])}", hint)

    def _what_stood(self, at: int, row: tuple[str, ...]) -> str | None:
        """What the table has in this cell: that of the only row that is the same otherwise."""
        if at not in self._places:
            return None
        column = self._places.index(at)
        if column not in self._stood:
            seen: dict[tuple[str, ...], str] = {}
            for old in self._table.rows:
                rest = (*old[:column], *old[column + 1 :])
                seen[rest] = "" if rest in seen else old[column]
            self._stood[column] = seen
        return self._stood[column].get((*row[:column], *row[column + 1 :]))


def _what(kind: str, text: str) -> str:
    """What a cell is that is no text, with its value as far as it is known."""
    if kind == kinds.FORMULA:
        return f"is a formula, with the value {text!r}" if text else "is a formula"
    if kind == kinds.BOOLEAN:
        return f"is {'TRUE' if text == 'yes' else 'FALSE'}, not text" if text else "is TRUE or FALSE, not text"
    if kind == kinds.ERROR:
        return "is an error"
    if not text:
        return "is a number, not text"
    return f"is the day {text}, not text" if _DAY.match(text) else f"is the number {text}, not text"
