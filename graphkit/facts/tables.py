"""The canonical tables as files: CSV to records with their line, and what is wrong with the file itself.

A record is one line: a cell holds no line ends. So a stray quote costs its own line and no other, and a change is one
line of a diff.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import Problem
from graphkit.facts.claim import clean
from graphkit.facts.hints import near, rewritten
from graphkit.values.names import MAX_TEXT, is_safe_text

#: A canonical table is edited by hand; a file larger than this is there by mistake. Bytes.
MAX_BYTES = 192 * 1024 * 1024
#: Longest cell, in characters.
MAX_CELL = 10_000
#: Told while tables of other people are read: what is read, how many rows of it so far, and which share of it, from 0
#: to 1; None where it is not known how much there is.
Progress = Callable[[str, int, float | None], None]
_SAVE = "save it as CSV UTF-8, with commas"
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = ";\t|"


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a table: the cells by heading, and the line on which it stands (from 1)."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """The cell, empty if the table has no such column."""
        return self.cells.get(column, "")


@dataclass(slots=True)
class TableCount:
    """How the rows of one table ended; they add up: rows = claimed + skipped + rejected."""

    rows: int = 0
    claimed: int = 0
    skipped: int = 0
    rejected: int = 0
    claims: int = 0

    def add(self, good: bool) -> None:
        """Counts one row, as claimed or as rejected."""
        self.rows += 1
        self.claimed += good
        self.rejected += not good

    def plus(self, other: TableCount) -> TableCount:
        """The account of two tables together."""
        return TableCount(
            self.rows + other.rows,
            self.claimed + other.claimed,
            self.skipped + other.skipped,
            self.rejected + other.rejected,
            self.claims + other.claims,
        )


def read_table(
    path: Path, shown: str, required: Sequence[str], optional: Sequence[str], problems: list[Problem]
) -> Iterator[Record | None]:
    """The rows of a canonical table; None for a row that cannot be read. Blank rows are left out.

    Everything wrong is added to `problems`.

    Parameters
    ----------
    path, shown
        The file, and its name as messages show it.
    required, optional
        Headings; case, blanks and underscores do not matter, the order neither.
    """
    text = _decode(path, shown, required, problems)
    if text is None:
        return
    lines = enumerate(io.StringIO(text, newline=None), start=1)
    number, heading = next(((n, line) for n, line in lines if line.strip(", \t\n")), (0, ""))
    if not heading:
        problems.append(Problem(shown, 0, "", "the file is empty", f"its first line is {','.join(required)}"))
        return
    cells = _cells(heading, number, shown, problems)
    columns = _columns(cells, number, shown, required, optional, problems) if cells else None
    if columns is None:
        return
    for number, line in lines:
        if line.strip(", \t\n"):
            cells = _cells(line, number, shown, problems)
            yield _record(cells, columns, number, shown, problems) if cells else None


def _decode(path: Path, shown: str, required: Sequence[str], problems: list[Problem]) -> str | None:
    def refuse(line: int, message: str, hint: str) -> None:
        problems.append(Problem(shown, line, "", message, hint))

    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            refuse(0, f"{size:,} bytes are too many for a table kept by hand", f"at most {MAX_BYTES:,}")
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        refuse(0, "the file is missing", f"its first line is {','.join(required)}")
        return None
    except OSError as error:
        refuse(0, f"cannot be read: {error.strerror or error}", "it must be a file that you may read")
        return None
    if data[:2] in _BOMS or (data[:1] and b"\0" in data[:4]):
        refuse(0, "is UTF-16 or UTF-32, not UTF-8", _SAVE)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong = data.count(b"\n", 0, error.start) + 1
        refuse(wrong, f"byte {data[error.start]:#04x} at {error.start} is not UTF-8", _SAVE)
        return None
    if "\0" in text:
        refuse(text.count("\n", 0, text.index("\0")) + 1, "holds a zero byte: not a text file", _SAVE)
        return None
    return text


def _cells(line: str, number: int, shown: str, problems: list[Problem]) -> list[str] | None:
    try:
        return next(csv.reader([line.rstrip("\n")], strict=True))
    except csv.Error as error:
        hint = "look for a stray quote; a quote within a quoted cell is doubled, and a cell ends on its line"
        problems.append(Problem(shown, number, "", f"not readable as CSV: {error}", hint))
        return None


def _columns(
    heading: list[str],
    line: int,
    shown: str,
    required: Sequence[str],
    optional: Sequence[str],
    problems: list[Problem],
) -> list[str] | None:
    names = ["_".join(cell.strip().casefold().split()) for cell in heading]
    if len(names) == 1 and any(mark in heading[0] for mark in _SEPARATORS):
        problems.append(Problem(shown, line, "", "columns are not parted by commas", _SAVE))
        return None
    wrong = len(problems)
    known = (*required, *optional)
    for name in sorted({n for n in names if n and names.count(n) > 1}):
        problems.append(Problem(shown, line, name, "the column stands twice", "remove one of them"))
    for name in required:
        if name not in names:
            problems.append(Problem(shown, line, name, "the column is missing", f"headings are {', '.join(known)}"))
    for name in names:
        if name and name not in known:
            problems.append(Problem(shown, line, name[:40], "unknown column", near(name, known)))
    return names if len(problems) == wrong else None


def _record(cells: list[str], columns: list[str], line: int, shown: str, problems: list[Problem]) -> Record | None:
    wrong = len(problems)
    if any(cell.strip() for cell in cells[len(columns) :]):
        message = f"{len(cells)} cells under {len(columns)} headings"
        problems.append(Problem(shown, line, "", message, "put a cell with a comma in quotes"))
        return None
    out: dict[str, str] = {}
    for name, cell in zip(columns, cells, strict=False):
        out[name] = clean(cell)
        if out[name]:
            for message, hint in _unfit(name, out[name]):
                problems.append(Problem(shown, line, name, message, hint))
    return Record(line, out) if len(problems) == wrong else None


def _unfit(name: str, cell: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a cell whatever its column: (message, hint)."""
    if not name:
        yield f"{cell[:40]!r} stands under no heading", "give the column a heading, or empty it"
    if len(cell) > MAX_CELL:
        yield f"{len(cell):,} characters are too many", f"at most {MAX_CELL:,}"
    elif not cell.isprintable():
        parts = (cell[at : at + MAX_TEXT] for at in range(0, len(cell), MAX_TEXT))
        reason = next(filter(None, map(is_safe_text, parts)), None)
        if reason:
            yield reason, "retype the cell by hand"
    if (spoiled := rewritten(cell)) is not None:
        yield spoiled, "set the column to text format and retype the value"
