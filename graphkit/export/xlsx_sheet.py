"""A table onto a sheet of a workbook: cells, links, widths, filter; and what Excel's limits did to the texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from graphkit.errors import GraphkitError
from graphkit.export.attributes import JOIN
from graphkit.export.claims import exact
from graphkit.export.markup import possible
from graphkit.export.tables import Column, Record, Table
from graphkit.xlsx import TEXT, Styles, put_text, units

#: Excel's limits: columns of a sheet, links of a sheet, characters of an address.
COLUMNS = 16_384
LINKS = 65_530
ADDRESS = 2_000
#: Digits that Excel keeps of a number.
DIGITS = 15
_LARGEST = 10**300
#: What ends a text that was cut.
CUT = " […]"
#: Places that are named one by one.
NAMED = 20
#: Records that decide how wide the columns are; narrowest and widest, in characters.
_SEEN, _NARROW, _WIDE = 100, 8, 48
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the name of the Excel table on it, and which part of which table it holds, `size` records."""

    name: str
    excel_table: str
    table: Table
    part: int
    size: int


@dataclass(slots=True)
class Remarks:
    """What did not fit, collected while the sheets are filled."""

    cut: list[str] = field(default_factory=list)
    cuts: int = 0
    long_numbers: int = 0
    unlinked: list[str] = field(default_factory=list)

    def told(self) -> Iterator[str]:
        """The remarks, a sentence each."""
        if self.cuts:
            more = f" and {self.cuts - len(self.cut):,} more" if self.cuts > len(self.cut) else ""
            yield (
                f"cut at Excel's {TEXT:,} characters a cell, they end with{CUT}; whole in the formats csv and claims: "
                f"{'; '.join(self.cut)}{more}"
            )
        if self.long_numbers:
            yield f"numbers of over {DIGITS} digits stand as text, since Excel would round them: {self.long_numbers:,}"
        if self.unlinked:
            yield f"Excel has {LINKS:,} links a sheet, so sheets with more rows have none: {', '.join(self.unlinked)}"


def require_columns(sheets: Iterable[Sheet]) -> None:
    """Raises `GraphkitError` if a table has more columns than a sheet of Excel."""
    for sheet in sheets:
        if len(sheet.table.columns) > COLUMNS:
            raise GraphkitError(
                f"{sheet.table.name} has {len(sheet.table.columns):,} columns, and a sheet of Excel {COLUMNS:,}",
                "take another format: csv or parquet",
            )


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the sheets of a workbook, one after the other.

    `streamed`: the workbook is written row by row, and cannot have tables. `documents` tells in which row, from 1 below
    the heading, the sheet of sources has each.
    """

    book: Workbook
    styles: Styles
    streamed: bool
    documents: Mapping[str, int]
    remarks: Remarks

    def fill(self, sheet: Sheet, records: Iterator[Record]) -> None:
        """Adds the sheet with its records."""
        page: Worksheet = self.book.add_worksheet(sheet.name)
        columns, linked = sheet.table.columns, sheet.size <= LINKS
        if not linked and sheet.table.name in ("claims", "sources"):
            self.remarks.unlinked.append(sheet.name)
        first = list(islice(records, _SEEN))
        for number, column in enumerate(columns):
            style = self.styles.text if column.kind in ("text", "list", "day") else None
            page.set_column(number, number, _width(column, first), style)
            page.write_string(0, number, column.name, self.styles.heading)
        page.freeze_panes(1, 1)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for row, record in enumerate(chain(first, records), 1):
            for number, column in enumerate(columns):
                value = record.get(column.name)
                if value is not None:
                    link = self._link(sheet, column, value) if linked else None
                    self._put(page, sheet, (row, number), value, link)
        self._name(page, sheet)

    def _name(self, page: Worksheet, sheet: Sheet) -> None:
        """Makes the records a table, or where they are streamed gives them a filter and a name."""
        last_row, last_column = max(sheet.size, 1), len(sheet.table.columns) - 1
        if self.streamed:
            page.autofilter(0, 0, last_row, last_column)
            self.book.define_name(sheet.excel_table, f"='{sheet.name}'!{xl_range_abs(0, 0, last_row, last_column)}")
            return
        heading = [{"header": c.name, "header_format": self.styles.heading} for c in sheet.table.columns]
        options = {"name": sheet.excel_table, "columns": heading, "style": "Table Style Light 1"}
        if page.add_table(0, 0, last_row, last_column, options):
            raise ValueError(f"{sheet.excel_table} is no table of Excel")

    def _put(self, page: Worksheet, sheet: Sheet, at: tuple[int, int], value: Any, link: str | None) -> None:
        """One cell: booleans and numbers as such, all else as text and never as a formula, a date or an address."""
        if isinstance(value, bool):
            page.write_boolean(*at, value)
        elif isinstance(value, int | float | Decimal) and _fits(value):
            page.write_number(*at, float(value))
        else:
            self._put_text(page, at, self._text(sheet, at, value), link)

    def _put_text(self, page: Worksheet, at: tuple[int, int], text: str, link: str | None) -> None:
        style = self.styles.text
        if link:
            page.write_url(*at, link, self.styles.link, text)
        else:
            put_text(page, *at, text, style)

    def _text(self, sheet: Sheet, at: tuple[int, int], value: Any) -> str:
        """The value as text that fits; what did not fit is noted."""
        if isinstance(value, int | float | Decimal):
            self.remarks.long_numbers += 1
            return exact(Decimal(value))
        whole = possible(JOIN.join(map(str, value)) if isinstance(value, list | tuple) else str(value))
        text = fitting(whole)
        if text != whole:
            self.remarks.cuts += 1
            if len(self.remarks.cut) < NAMED:
                name = sheet.table.columns[at[1]].name
                self.remarks.cut.append(f"{sheet.name}, row {at[0] + 1:,}, {name} ({len(whole):,})")
        return text

    def _link(self, sheet: Sheet, column: Column, value: Any) -> str | None:
        """Where a click leads: from a document to its address on the web, from a claim to its document."""
        if sheet.table.name == "sources" and column.name == "origin" and web(value):
            return str(value)
        if sheet.table.name == "claims" and column.name == "source" and value in self.documents:
            return f"internal:'sources'!A{self.documents[value] + 1}"
        return None


def _fits(number: int | float | Decimal) -> bool:
    """True if Excel keeps all digits of the number."""
    return len(Decimal(str(number)).normalize().as_tuple().digits) <= DIGITS and -_LARGEST < number < _LARGEST


def fitting(text: str) -> str:
    """The text, cut and marked as such where it is longer than a cell holds, which Excel counts in units of UTF-16."""
    if len(text) <= TEXT // 2 or units(text) <= TEXT:
        return text
    kept = text.encode("utf-16-le")[: 2 * (TEXT - len(CUT))].decode("utf-16-le", "ignore")
    return kept + CUT


def web(address: str) -> bool:
    """True for an address of the web, http or https, that Excel can keep as a link."""
    if len(address) > ADDRESS or _BLANK.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _width(column: Column, first: Iterable[Record]) -> int:
    """Characters that the column shows: its heading with the filter's button, its first values, within bounds."""
    shown = (record.get(column.name) for record in first)
    texts = (JOIN.join(v) if isinstance(v, list | tuple) else str(v) for v in shown if v is not None)
    longest = max((_columns(text[:_WIDE]) for text in texts), default=0)
    return min(max(longest + 1, len(column.name) + 4, _NARROW), _WIDE)


def _columns(text: str) -> int:
    """Width of a text: characters of East Asia are two wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
