"""Workbooks for tests: written by XlsxWriter, and then, for what no program writes, with parts replaced."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
_OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_CLOSE = "</sheetData></worksheet>"


def book(path: Path, fill: Callable[[Any], None]) -> Path:
    """A workbook that `fill` has written into."""
    made = xlsxwriter.Workbook(str(path))
    fill(made)
    made.close()
    return path


def table(path: Path, rows: list[list[Any]], name: str = "Sheet1") -> Path:
    """A workbook of one sheet with these rows; None is an empty cell."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)

    return book(path, fill)


def replaced(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    """The workbook with some parts of its zip replaced or added."""
    with zipfile.ZipFile(path) as archive:
        kept = {item: archive.read(item) for item in archive.namelist()}
    kept.update({name: part.encode() if isinstance(part, str) else part for name, part in parts.items()})
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return path


def raw(path: Path, rows: str) -> Path:
    """A workbook whose only sheet holds these rows as XML."""
    return replaced(table(path, [["x"]]), {SHEET: _OPEN + rows + _CLOSE})
