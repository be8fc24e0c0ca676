"""CSV and TSV, streamed: a row is read when it is asked for."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from graphkit.facts.formats.cells import TABLE_LIKE, headings, judged, refuse_title
from graphkit.facts.formats.encodings import survey
from graphkit.facts.formats.limits import MAX_CELL
from graphkit.facts.formats.shape import BadRow, Flat, Shape, Sheet, unreadable
from graphkit.facts.formats.streams import Source, told

if TYPE_CHECKING:
    from _csv import Reader

#: What parts cells, the first before the others if the heading could be parted by several.
DELIMITERS = (",", ";", "\t", "|")
#: Lines looked at to find the delimiter and the heading, and the characters after which there are enough of them.
_LOOKED_AT = 40
_MOST = 1024**2
#: What Excel writes into a first line of its own: sep=;
_SEP = re.compile('\ufeff?"?sep=(.)"?\r?\n?', re.IGNORECASE)
_QUOTES = "look for a stray quote; a quote within a quoted cell is doubled"


@dataclass(slots=True)
class _Top:
    """The lines from which the heading is found: `skipped` lines stand before them."""

    lines: list[str]
    skipped: int
    sep: str


def open_delimited(source: Source, shape: Shape, tabs: bool) -> Sheet:
    """A CSV or (with `tabs`) TSV file as a Sheet; Unreadable if it is none."""
    shown = source.shown
    found = survey(source, shape.encoding)
    guesses = [found.guess] if found.guess else []
    # A byte that is not of the encoding costs its row, not the table: it comes as a surrogate, which no cell may hold.
    stream = source.open()
    text = io.TextIOWrapper(stream, found.encoding, errors="surrogateescape", newline="")
    sheet = Sheet((), False, guesses, iter(()), [text.close], share=source.share(stream))
    try:
        top = _top(text, shape, shown)
        delimiter = shape.delimiter or top.sep or ("\t" if tabs else _delimiter(top.lines, guesses))
        _refuse_delimiter(delimiter, shown)
        reader = csv.reader(chain(top.lines, text), delimiter=delimiter, strict=True)
        if shape.columns:
            sheet.columns = headings(shape.columns, shown, 0, guesses)
        else:
            sheet.columns, sheet.heading = _heading(reader, top, shape, delimiter, shown, guesses)
        sheet.rows = _rows(reader, sheet.columns, top.skipped, shown)
    except BaseException:
        sheet.close()
        raise
    return sheet


def _top(text: io.TextIOWrapper, shape: Shape, shown: str) -> _Top:
    """Passes over the lines before the heading, and reads the next ones."""
    skipped, sep = 0, ""
    if shape.header and shape.columns:
        raise unreadable(shown, "header and columns exclude each other", "a file with a heading needs no columns")
    while skipped < shape.header - 1:
        if not text.readline():
            raise unreadable(shown, f"has {skipped} lines, and its heading should be line {shape.header}")
        skipped += 1
    lines: list[str] = []
    left = _MOST
    while len(lines) < _LOOKED_AT and left > 0 and (line := text.readline()):
        lines.append(line)
        left -= len(line)
    if skipped == 0 and lines:
        lines[0] = lines[0].removeprefix("\ufeff")
        if (told_by_excel := _SEP.fullmatch(lines[0])) is not None:
            sep, skipped = told_by_excel[1], 1
            del lines[0]
    if not any(line.strip() for line in lines):
        raise unreadable(shown, "the file is empty" if skipped == 0 else f"holds nothing after line {skipped}")
    return _Top(lines, skipped, sep)


def _refuse_delimiter(delimiter: str, shown: str) -> None:
    if len(delimiter) != 1 or delimiter in '"\r\n\ufeff' or not delimiter.isascii():
        raise unreadable(shown, f"{delimiter[:20]!r} cannot part cells", 'delimiter is one character, as ";" or "\\t"')


def _delimiter(lines: Sequence[str], guesses: list[str]) -> str:
    """The mark that parts the heading into most cells; a comma if it is one cell.

    A first line may be a title that holds the mark: where more of the rows below are parted alike by another mark, into
    more cells than the heading has or while few rows have as many as the heading, it is that one.
    """
    widths = {mark: len(_first_record(lines, mark)) for mark in DELIMITERS}
    best = max(DELIMITERS, key=lambda mark: widths[mark])  # the first of equals
    below = [len(cells) for _, cells in _records(lines, best)][1:]
    share = below.count(widths[best]) / len(below) if below else 1.0
    alike, width, other = _parts_alike(lines)
    if alike > share and (width > widths[best] or share < 0.5):
        best = other
    rivals = [mark for mark in DELIMITERS if mark != best and widths[mark] > 1]
    if rivals:
        guesses.append(f"delimiter {best!r}: {rivals[0]!r} would part the heading too")
    return best


def _parts_alike(lines: Sequence[str]) -> tuple[float, int, str]:
    """The mark that parts most of the rows below the first into the same number of cells, three or more.

    With the share of the rows, from 0 to 1, and the number; 0 if no mark does.
    """
    found: list[tuple[float, int, str]] = []
    for mark in DELIMITERS:
        widths = [len(cells) for _, cells in _records(lines, mark)][1:]
        if len(widths) > 1:
            width, count = Counter(widths).most_common(1)[0]
            if width >= TABLE_LIKE and 2 * count > len(widths):
                found.append((count / len(widths), width, mark))
    return max(found, key=lambda one: one[:2], default=(0.0, 0, ""))


def _first_record(lines: Sequence[str], delimiter: str) -> list[str]:
    """The first row that is not blank."""
    return next(_records(lines, delimiter), (0, []))[1]


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows within these lines that are not blank, and the line (from 1) where each begins; ends at a broken one."""
    reader, line = csv.reader(lines, delimiter=delimiter), 0
    try:
        for cells in reader:
            if "".join(cells).strip():
                yield line + 1, cells
            line = reader.line_num
    except csv.Error:
        return


def _heading(
    reader: Reader, top: _Top, shape: Shape, delimiter: str, shown: str, guesses: list[str]
) -> tuple[tuple[str, ...], int]:
    """The columns, and their line: the one that was named, or the first that is not blank."""
    line = top.skipped + 1
    try:
        for cells in reader:
            if "".join(cells).strip():
                break
            if shape.header:
                raise unreadable(shown, "the heading is blank", "say its line with header, or columns", line=line)
            line = top.skipped + reader.line_num + 1
        else:
            raise unreadable(shown, "the file is empty")
    except csv.Error as error:
        raise unreadable(shown, f"the heading is not readable: {error}", _QUOTES, line=line) from None
    if not shape.header:
        marks = dict.fromkeys((delimiter, *DELIMITERS))  # the one that parts the file before its rivals
        rows = ((at + top.skipped, row) for mark in marks for at, row in _records(top.lines, mark))
        refuse_title(cells, line, sorted(rows, key=lambda one: one[0]), shown)
    return headings(cells, shown, line, guesses), line


def _rows(reader: Reader, columns: tuple[str, ...], skipped: int, shown: str) -> Iterator[Flat]:
    """The rows; one that cannot be read costs itself, unless a quote has swallowed others with it."""
    width, line = len(columns), reader.line_num + skipped
    with told(shown):
        while True:
            try:
                for cells in reader:
                    at, line = line + 1, reader.line_num + skipped
                    whole = "".join(cells)
                    # Nearly every row ends here: the whole of it is looked at once.
                    if len(cells) == width and len(whole) <= MAX_CELL and whole.isprintable() and whole.strip():
                        yield at, cells
                    elif (row := judged(cells, columns)) is not None:
                        yield at, row
                return
            except csv.Error as error:
                at, line = line + 1, reader.line_num + skipped
                if line > at:
                    message = f"a quote that opens in the row of line {at} is not closed: read to line {line}, {error}"
                    raise unreadable(shown, message, _QUOTES, line=at) from None
                yield at, BadRow(f"not readable: {error}", _QUOTES)
