"""A canonical table with the lines as they were written, so that a row that stays the same stays the same bytes."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphkit.errors import ContentError, Problem
from graphkit.facts import canonical, entities, sources
from graphkit.facts.tables import MAX_BYTES, read_table

#: The canonical tables in the order of their sheets, each with its headings.
HEADINGS: dict[str, tuple[Sequence[str], Sequence[str]]] = {
    "entities.csv": (entities.COLUMNS, entities.OPTIONAL),
    "sources.csv": (sources.COLUMNS, sources.OPTIONAL),
    "facts.csv": (canonical.COLUMNS, canonical.OPTIONAL),
}
#: A line with its end; the same ends at which `read_table` parts lines.
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ENDS = "\r\n"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A record: the blank lines before it, its line with the end, and its cells, one for each column."""

    blank: str
    raw: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CsvTable:
    """A table of a loader as it lies on the disk.

    `head` is all up to the end of the heading's line, `tail` the blank lines at the end. `columns` are the headings as
    written, those alone that have a name; `places` tells where each stands, of `width` columns in all.
    """

    name: str
    path: Path
    data: bytes
    head: str
    columns: tuple[str, ...]
    places: tuple[int, ...]
    width: int
    lines: tuple[Line, ...]
    tail: str

    @property
    def sheet(self) -> str:
        """The name of the sheet that holds the table."""
        return sheet_of(self.name)

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns as the engine knows them: lower case, `_` for blanks."""
        return tuple(key_of(column) for column in self.columns)

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The cells of all records, as they are written."""
        return [line.cells for line in self.lines]

    @property
    def digest(self) -> str:
        """What tells these bytes from any others."""
        return f"blake2b:{hashlib.blake2b(self.data, digest_size=16).hexdigest()}"

    def with_rows(self, rows: Sequence[tuple[str, ...]]) -> bytes:
        """The file with these rows: one that was there keeps its line, the others are written in the file's way."""
        if list(rows) == self.rows:
            return self.data
        kept: defaultdict[tuple[str, ...], deque[str]] = defaultdict(deque)
        for line in self.lines:
            kept[line.cells].append(line.blank + line.raw)
        staying = set(rows)
        writer = _Writer.like(self)
        pieces = [self.head]
        for number, row in enumerate(rows):
            if kept[row]:
                pieces.append(kept[row].popleft())
            else:
                old = self.lines[number] if number < len(self.lines) else None
                blank = old.blank if old and old.cells not in staying else ""
                pieces.append(blank + writer.line(self._spread(row)))
        pieces.append(self.tail)
        whole = [p for p in pieces if p]
        ended = [p if p.endswith(tuple(_ENDS)) else p + writer.end for p in whole[:-1]]
        return "".join((*ended, whole[-1])).encode("utf-8")

    def _spread(self, row: Sequence[str]) -> list[str]:
        out = [""] * self.width
        for place, cell in zip(self.places, row, strict=True):
            out[place] = cell
        return out


def sheet_of(name: str) -> str:
    """The sheet of a table: `facts` of `facts.csv`."""
    return name.removesuffix(".csv")


def key_of(heading: str) -> str:
    """A heading as the engine knows it: case, blanks and underscores do not matter."""
    return "_".join(heading.strip().casefold().split())


def read_tables(folder: Path) -> list[CsvTable]:
    """The canonical tables that are in a loader's folder, in the order of `HEADINGS`.

    Raises
    ------
    ContentError
        If the lines or the headings of one cannot be read. What is wrong with its cells does no harm here: it can be
        mended in the workbook.
    """
    return [read_lines(folder, name) for name in HEADINGS if (folder / name).exists()]


def read_lines(folder: Path, name: str) -> CsvTable:
    """One canonical table with its lines as they are written; errors as of `read_tables`."""
    path = folder / name
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError("too large")
        data = path.read_bytes()
        return _parsed(path, data)
    except (OSError, ValueError, csv.Error) as error:
        raise ContentError(_why(folder, name, error)) from None


def _why(folder: Path, name: str, error: Exception) -> list[Problem]:
    """What the reader of the tables says is wrong; it refuses all that is refused here."""
    problems: list[Problem] = []
    shown = f"loaders/{folder.name}/{name}"
    for _ in read_table(folder / name, shown, *HEADINGS[name], problems):
        pass
    return problems or [Problem(shown, 0, "", f"cannot be read: {error}")]


def _parsed(path: Path, data: bytes) -> CsvTable:
    text = data.decode("utf-8")
    if "\0" in text:
        raise ValueError("holds a zero byte")
    bom = _BOM if text.startswith(_BOM) else ""
    lines = (found[0] for found in _LINE.finditer(text.removeprefix(_BOM)))
    before, heading = _next(lines)
    head = bom + before + heading
    names = _cells(heading)
    places = tuple(at for at, name in enumerate(names) if name.strip())
    columns = tuple(names[at].strip() for at in places)
    _require(path.name, columns)
    records: list[Line] = []
    while True:
        blank, raw = _next(lines)
        if not raw:
            return CsvTable(path.name, path, data, head, columns, places, len(names), tuple(records), blank)
        records.append(Line(blank, raw, _by_column(_cells(raw), places)))


def _next(lines: Iterator[str]) -> tuple[str, str]:
    """The blank lines up to the next record, and the record's line; blank at the end of the file."""
    blank: list[str] = []
    for line in lines:
        if any(cell.strip() for cell in _cells(line)):
            return "".join(blank), line
        blank.append(line)
    return "".join(blank), ""


def _cells(line: str) -> list[str]:
    return next(csv.reader([line.rstrip(_ENDS)], strict=True), [])


def _by_column(cells: list[str], places: Sequence[int]) -> tuple[str, ...]:
    known = set(places)
    if any(cell.strip() for at, cell in enumerate(cells) if at not in known):
        raise ValueError("a cell stands under no heading")
    return tuple(cells[at] if at < len(cells) else "" for at in places)


def _require(name: str, columns: Sequence[str]) -> None:
    required, optional = HEADINGS[name]
    keys = [key_of(column) for column in columns]
    if len(set(keys)) < len(keys) or not set(required) <= set(keys) <= {*required, *optional}:
        raise ValueError("its headings are wrong")


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes records as a file has them: its line ends, and its quotes where it quotes all cells."""

    end: str
    quote_all: bool

    @classmethod
    def like(cls, table: CsvTable) -> _Writer:
        """One that writes as most lines of the table are written."""
        found = re.search(r"\r\n|\r|\n", table.head)
        end = found[0] if found else "\n"
        plain, quoted = cls(end, False), cls(end, True)
        lines = [(line.raw.rstrip(_ENDS), line.cells) for line in table.lines]

        def hits(writer: _Writer) -> int:
            return sum(writer.line(table._spread(cells)).rstrip(_ENDS) == raw for raw, cells in lines)

        return quoted if hits(quoted) > hits(plain) else plain

    def line(self, cells: Iterable[str]) -> str:
        """The record as a line with its end."""
        out = io.StringIO()
        if self.quote_all:
            csv.writer(out, lineterminator=self.end, quoting=csv.QUOTE_ALL).writerow(cells)
        else:
            csv.writer(out, lineterminator=self.end).writerow(cells)
        return out.getvalue()
