"""The canonical tables as files: CSV to records with their line, and what is wrong with the file itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import Problem
from graphkit.facts.claim import clean

#: A canonical table is edited by hand; a file larger than this is there by mistake. Bytes.
MAX_BYTES = 100 * 1024 * 1024
#: Longest cell, in characters.
MAX_CELL = 10_000
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: the cells by heading, and the line on which it starts (from 1)."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell, empty if the table has no such column."""
        return self.cells.get(column, "")


def read_table(
    path: Path, shown: str, required: Sequence[str], optional: Sequence[str], problems: list[Problem]
) -> Iterator[Record]:
    """The rows of a canonical table; blank rows are left out, everything wrong is added to `problems`.

    Parameters
    ----------
    path, shown
        The file, and its name as messages show it.
    required, optional
        Headings; case, blanks and underscores do not matter, the order neither.
    """
    text = _decode(path, shown, problems)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = next(reader, None)
        if heading is None or not any(cell.strip() for cell in heading):
            problems.append(Problem(shown, 0, "", "the file is empty", f"its first line is {','.join(required)}"))
            return
        columns = _columns(heading, shown, required, optional, problems)
        if columns is None:
            return
        start = reader.line_num + 1
        for cells in reader:
            line, start = start, reader.line_num + 1
            if any(cell.strip() for cell in cells):
                record = _record(cells, columns, line, shown, problems)
                if record is not None:
                    yield record
    except csv.Error as error:
        problems.append(
            Problem(shown, reader.line_num, "", f"not readable as CSV: {error}", "look for a stray quote on this line")
        )


def _decode(path: Path, shown: str, problems: list[Problem]) -> str | None:
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            problems.append(
                Problem(shown, 0, "", f"{size:,} bytes are too many for a table kept by hand (limit {MAX_BYTES:,})")
            )
            return None
        data = path.read_bytes()
    except OSError as error:
        problems.append(Problem(shown, 0, "", f"cannot be read: {error.strerror or error}"))
        return None
    if data[:2] in _BOMS:
        problems.append(Problem(shown, 0, "", "is UTF-16, not UTF-8", "save it as CSV UTF-8"))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(shown, line, "", f"byte {error.start} is not UTF-8", "save it as CSV UTF-8"))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems.append(Problem(shown, line, "", "holds a zero byte: not a text file", "save it as CSV UTF-8"))
        return None
    return text


def _columns(
    heading: list[str], shown: str, required: Sequence[str], optional: Sequence[str], problems: list[Problem]
) -> list[str] | None:
    names = ["_".join(cell.strip().casefold().split()) for cell in heading]
    if len(names) == 1 and any(mark in names[0] for mark in ";\t|"):
        problems.append(Problem(shown, 1, "", "columns are not parted by commas", "save it as CSV with commas"))
        return None
    wrong = len(problems)
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        problems.append(Problem(shown, 1, name, "the column stands twice"))
    for name in required:
        if name not in names:
            problems.append(
                Problem(shown, 1, name, "the column is missing", f"headings are {', '.join([*required, *optional])}")
            )
    for name in names:
        if name and name not in required and name not in optional:
            problems.append(
                Problem(shown, 1, name, "unknown column", f"headings are {', '.join([*required, *optional])}")
            )
    return names if len(problems) == wrong else None


def _record(cells: list[str], columns: list[str], line: int, shown: str, problems: list[Problem]) -> Record | None:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        problems.append(
            Problem(shown, line, "", f"{len(cells)} cells under {len(columns)} headings", "quote a cell with a comma")
        )
        return None
    out: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        if len(cell) > MAX_CELL:
            problems.append(Problem(shown, line, name, f"{len(cell):,} characters are too many (limit {MAX_CELL:,})"))
            return None
        if name:
            out[name] = clean(cell)
    return Record(line, out)
