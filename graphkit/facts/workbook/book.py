"""A loader's canonical tables as a workbook to be edited: text in every cell, words to choose from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from graphkit.errors import ContentError, Problem
from graphkit.facts.formats.cells import unfit
from graphkit.facts.workbook import stamp as stamps
from graphkit.facts.workbook import words
from graphkit.facts.workbook.lines import CsvTable
from graphkit.facts.workbook.stamp import Stamp
from graphkit.facts.workbook.words import Choice
from graphkit.model import Model
from graphkit.xlsx import CREATED, OPTIONS, ROWS, TEXT, Styles, put_text, units

#: Records that decide how wide the columns are; narrowest and widest, in characters.
_SEEN, _NARROW, _WIDE = 200, 9, 48
_HOW = (
    "Change cells, add rows, remove rows: the tables get the rows in the order in which they stand here. Filters hide "
    "rows and remove none. Blank rows are left out.",
    "When you are done, save the file as .xlsx and run: graphkit facts take FILE.xlsx. All of it is checked first, as "
    "graphkit check does it, and either everything is written or nothing. --dry-run shows what would change.",
    "The sheets and their headings keep their names; a column of your own would be lost, so it is refused.",
    "Every cell is text, so that 2025-10 stays 2025-10 and 0.5 GWh stays 0.5 GWh. Leave the format Text as it is, and "
    "paste values only; a formula, a date or a number in a cell is refused, with its place.",
    "A cell is one line: no Alt+Enter. Lists are parted by semicolons.",
    "Types, predicates, kinds, bases, grades and visibilities are chosen from a list; the sheet words has them all. "
    "subject, value and speaker offer the ids of the sheet entities; an id or a name of another loader, and several "
    "parted by semicolons, are right too: there Excel asks, and does not refuse.",
    "The lines below tell which tables this workbook was made from. Leave them: if a table has changed since, the "
    "workbook is refused, so that no work is overwritten.",
)


def write_book(out: BinaryIO, tables: Sequence[CsvTable], stamp: Stamp, model: Model) -> None:
    """Writes the workbook: how to use it, a sheet a table, the words. The same tables give the same bytes.

    Raises
    ------
    ContentError
        Before anything is written, with every place that does not fit into a workbook.
    """
    problems = [problem for table in tables for problem in _unfit(table, stamp.loader)]
    if problems:
        raise ContentError(problems, "edit these tables as CSV, or mend the cells there first")
    book = Workbook(out, {**OPTIONS, "in_memory": True})
    book.use_zip64()
    book.set_properties({"title": f"{stamp.project}: {stamp.loader}", "created": CREATED})
    styles = Styles.of(book)
    chosen = words.choices(model)
    _read_me(book.add_worksheet(stamps.SHEET), stamp, styles)
    pages = {table.name: book.add_worksheet(table.sheet) for table in tables}
    lists = _words(book.add_worksheet(words.SHEET), list(chosen.values()), styles)
    ids = next(filter(None, map(_ids, tables)), "")
    for table in tables:
        _fill(pages[table.name], table, styles)
        _offer(pages[table.name], table, chosen, lists, ids)
    pages[tables[-1].name].activate()
    book.close()


def _unfit(table: CsvTable, loader: str) -> Iterator[Problem]:
    """What of a table a workbook cannot hold."""
    shown = f"loaders/{loader}/{table.name}"
    if len(table.lines) > ROWS:
        yield Problem(shown, 0, "", f"{len(table.lines):,} rows are too many for a sheet of Excel", f"at most {ROWS:,}")
    line = 1 + _count(table.head)
    for record in table.lines:
        line += _count(record.blank)
        for column, cell in zip(table.columns, record.cells, strict=True):
            if units(cell) > TEXT:
                message = f"{units(cell):,} characters are too many for a cell of Excel"
                yield Problem(shown, line, column, message, f"at most {TEXT:,}")
            elif (reason := unfit(cell)) is not None:
                yield Problem(shown, line, column, reason, "retype the cell by hand")
        line += _count(record.raw)


def _count(text: str) -> int:
    """Line ends in the text."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _fill(page: Worksheet, table: CsvTable, styles: Styles) -> None:
    for number, column in enumerate(table.columns):
        seen = (row[number] for row in table.rows[:_SEEN])
        page.set_column(number, number, _width(column, seen), styles.text)
        put_text(page, 0, number, column, styles.heading)
    for row, cells in enumerate(table.rows, 1):
        for number, cell in enumerate(cells):
            if cell:
                put_text(page, row, number, cell, styles.text)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(table.lines), 1), len(table.columns) - 1)
    page.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS + 1}"})


def _offer(
    page: Worksheet, table: CsvTable, chosen: Mapping[tuple[str, str], Choice], lists: Mapping[str, str], ids: str
) -> None:
    """The lists to choose from, down to the last row of the sheet, so that rows that are added have them too."""
    for number, key in enumerate(table.keys):
        choice = chosen.get((table.name, key))
        if choice is not None:
            _list(page, number, lists[choice.title], choice.only, "The sheet words lists what may stand here.")
        elif ids and key in words.ENTITY_COLUMNS.get(table.name, ()):
            _list(page, number, ids, False, "No id of the sheet entities. A name, or an id of another loader?")


def _list(page: Worksheet, column: int, source: str, only: bool, message: str) -> None:
    options = {
        "validate": "list", "source": source, "ignore_blank": True, "error_title": "Not in the list",
        "error_message": message, "error_type": "stop" if only else "warning",
    }  # fmt: skip
    if page.data_validation(1, column, ROWS, column, options):
        raise ValueError(f"a list refused by XlsxWriter: {source}")


def _ids(table: CsvTable) -> str:
    """The formula of the ids of the sheet of entities, those added later too; blank for another table."""
    if table.name != "entities.csv":
        return ""
    at = xl_col_to_name(table.keys.index("id"))
    return f"=OFFSET({table.sheet}!${at}$2,0,0,MAX(1,COUNTA({table.sheet}!${at}:${at})-1),1)"


def _words(page: Worksheet, chosen: Sequence[Choice], styles: Styles) -> dict[str, str]:
    """Fills the sheet of words; the range of each list by its title."""
    ranges: dict[str, str] = {}
    for number, choice in enumerate(chosen):
        page.set_column(number, number, _width(choice.title, iter(choice.words)), styles.text)
        put_text(page, 0, number, choice.title, styles.heading)
        for row, word in enumerate(choice.words, 1):
            put_text(page, row, number, word, styles.text)
        at = xl_col_to_name(number)
        ranges[choice.title] = f"={words.SHEET}!${at}$2:${at}${max(len(choice.words), 1) + 1}"
    page.freeze_panes(1, 0)
    return ranges


def _read_me(page: Worksheet, stamp: Stamp, styles: Styles) -> None:
    page.set_column(0, 0, 16, styles.text)
    page.set_column(1, 1, 110, styles.wrapped)
    put_text(page, 0, 0, f"The facts of {stamp.loader}", styles.title)
    for row, text in enumerate(_HOW, 2):
        put_text(page, row, 1, text, styles.wrapped)
    for row, (what, value) in enumerate(stamp.cells(), len(_HOW) + 3):
        put_text(page, row, 0, what, styles.heading)
        put_text(page, row, 1, value, styles.text)


def _width(heading: str, texts: Iterator[str]) -> int:
    """Characters that a column shows: its heading with the filter's button, its first values, within bounds."""
    longest = max(map(_columns, (text[:_WIDE] for text in texts)), default=0)
    return min(max(longest + 1, len(heading) + 4, _NARROW), _WIDE)


def _columns(text: str) -> int:
    """Width of a text: characters of East Asia are two wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
