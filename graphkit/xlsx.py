"""What every workbook that graphkit writes has in common: Excel's limits, fixed settings, how cells look, cells that
are text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Excel's limits: rows below the heading, characters of a cell in units of UTF-16.
ROWS, TEXT = 1_048_575, 32_767
#: Nothing in a file tells when it was written.
CREATED = datetime(2000, 1, 1)
#: Text is written as it is: never a formula, a number or a link.
OPTIONS: dict[str, Any] = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


@dataclass(frozen=True, slots=True)
class Styles:
    """How cells look. Text cells have Excel's format Text, so that what is typed into them later stays text too."""

    text: Format
    link: Format
    heading: Format
    title: Format
    wrapped: Format

    @classmethod
    def of(cls, book: Workbook) -> Styles:
        """The styles, made in the workbook."""
        text = {"num_format": "@"}
        return cls(
            text=book.add_format(text),
            link=book.add_format({**text, "font_color": "#0563C1", "underline": 1}),
            heading=book.add_format({**text, "bold": True, "bg_color": "#D9E1F2", "bottom": 1}),
            title=book.add_format({**text, "bold": True, "font_size": 16}),
            wrapped=book.add_format({**text, "text_wrap": True, "valign": "top"}),
        )


def units(text: str) -> int:
    """Length of the text in units of UTF-16, as Excel counts it."""
    return len(text) + sum(char > "\uffff" for char in text)


def put_text(page: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """A cell (row and column from 0) that holds the text as it is; one of more than `TEXT` units is a mistake."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter takes a text of this form for markup of its own and would write it unescaped.
        failed = page.write_rich_string(row, column, style, "<", style, text[1:], style)
    else:
        failed = page.write_string(row, column, text, style)
    if failed:
        raise ValueError(f"a cell refused by XlsxWriter ({failed}): {text[:40]!r}")
