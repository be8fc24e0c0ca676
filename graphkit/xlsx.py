"""What every workbook that graphkit writes has in common: Excel's limits, fixed settings, cells that are text."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Excel's limits: rows below the heading, characters of a cell in units of UTF-16.
ROWS, TEXT = 1_048_575, 32_767
#: Nothing in a file tells when it was written.
CREATED = datetime(2000, 1, 1)
#: Text is written as it is: never a formula, a number or a link.
OPTIONS: dict[str, Any] = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


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
