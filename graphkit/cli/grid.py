"""A table as lines of text: one line a row where there is room, fitted to a terminal, records where it cannot fit.

Rich breaks lines at blanks alone, so that an id or a stage is cut anywhere; here a word that is too long breaks after
the marks within it, and a table that would be taller than its rows written out one under the other is written out so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len, chop_cells

#: Blanks between two columns.
GAP = 2
#: A piece of text that cannot be broken makes its column wide up to here, in columns of the terminal.
LONGEST = 20
_WORD = re.compile(r"[ \t]+|[^ \t]+")
#: Parts of a word that is too long for its line: a date is one, and so is a number with its commas.
_PIECE = re.compile(
    r"""\d{4}(?:-\d\d){1,2}(?!\d)[\-_/\#,;=]*
    | (?:[^\s\-_/\#,;=]|,(?=\d))*(?:[\-_/\#;=]|,(?!\d))+
    | (?:[^\s\-_/\#,;=]|,(?=\d))+""",
    re.VERBOSE,
)

#: Styles a cell's text: (text, column, whether it is the heading).
Paint = Callable[[str, str, bool], str]


def draw(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, right: frozenset[int], paint: Paint
) -> list[str]:
    """The lines of a table.

    Parameters
    ----------
    columns, rows
        Headings and cells; a cell may hold line ends.
    width
        Columns of the terminal; None where nothing limits them: then a row is a line.
    right
        Columns with numbers, set to the right.
    paint
        Styles a piece of a cell; it must not change its width.
    """
    kept = [i for i in range(len(columns)) if any(row[i] for row in rows)] or list(range(len(columns)))
    if width is None:
        cells = [[" ".join(row[i].split("\n")) for i in kept] for row in rows]
        return _grid([columns[i] for i in kept], cells, None, {kept.index(i) for i in right if i in kept}, paint)
    names, cells = [columns[i] for i in kept], [[row[i] for i in kept] for row in rows]
    grid = _grid(names, cells, width, {kept.index(i) for i in right if i in kept}, paint)
    listed = records(names, cells, width, paint)
    return grid if grid and len(grid) <= len(listed) + 2 else listed


def records(names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, paint: Paint) -> list[str]:
    """Each row as lines of name and value, empty ones left out; a blank line between rows."""
    out: list[str] = []
    margin = max(map(cell_len, names), default=0) + GAP
    room = None if width is None else max(width - margin, LONGEST)
    for row in rows:
        if out:
            out.append("")
        for name, value in zip(names, row, strict=True):
            lines = wrap(value, room) if value else []
            for number, line in enumerate(lines):
                label = paint(name, name, True) + " " * (margin - cell_len(name)) if number == 0 else " " * margin
                out.append(label + paint(line, name, False))
    return out


def wrap(text: str, width: int | None) -> list[str]:
    """Lines no wider than `width`, broken at blanks; a word that is wider is broken after marks, else anywhere."""
    out: list[str] = []
    for line in text.split("\n"):
        if width is None or cell_len(line) <= width:
            out.append(line.rstrip())
            continue
        current = ""
        for piece in _pieces(line, width):
            if cell_len(current + piece.rstrip()) > width:
                if current.strip():
                    out.append(current.rstrip())
                current = piece.lstrip()
                if cell_len(current) > width:
                    *full, current = chop_cells(current, width)
                    out += full
            else:
                current += piece
        out.append(current.rstrip())
    return out


def _pieces(line: str, width: int) -> Iterator[str]:
    """The words of a line and the blanks between them; a word that is too wide in its parts."""
    for word in _WORD.findall(line):
        yield from [word] if cell_len(word) <= width else _PIECE.findall(word)


def _grid(
    names: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, right: set[int], paint: Paint
) -> list[str]:
    """Heading, rule and rows; empty if the columns cannot be narrow enough."""
    natural = [max(_width(row[i]) for row in [names, *rows]) for i in range(len(names))]
    widths = natural if width is None else _narrowed(natural, [names, *rows], width - GAP * (len(names) - 1))
    if not widths:
        return []
    limits = [None if width is None else w for w in widths]
    head, *body = [[wrap(c, w) for c, w in zip(row, limits, strict=True)] for row in [names, *rows]]
    out = _lines(head, names, widths, right, paint, True)
    out.append("─" * (sum(widths) + GAP * (len(widths) - 1)))
    for row in body:
        out += _lines(row, names, widths, right, paint, False)
    return out


def _lines(
    cells: Sequence[list[str]], names: Sequence[str], widths: Sequence[int], right: set[int], paint: Paint, head: bool
) -> list[str]:
    out = []
    for number in range(max(map(len, cells))):
        line, pending = "", 0
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            text = cell[number] if number < len(cell) else ""
            spare = max(0, width - cell_len(text))
            if text:
                line += " " * (pending + (spare if i in right else 0)) + paint(text, names[i], head)
                pending = 0 if i in right else spare
            else:
                pending += width
            pending += GAP
        out.append(line)
    return out


def _narrowed(natural: list[int], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Widths that add up to `room`, words broken in as few columns as must be; empty if none fit."""
    whole, broken = (
        [min(n, max(_least(row[i], piece) for row in rows)) for i, n in enumerate(natural)] for piece in (_WORD, _PIECE)
    )
    least = whole
    for i in sorted(range(len(natural)), key=lambda i: broken[i] - whole[i]):
        if sum(least) <= room:
            break
        least[i] = broken[i]
    return _fit(natural, least, room)


def _fit(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that add up to `room`: narrow columns as they are, wide ones cut to one limit; empty if none fit."""
    if sum(least) > room:
        return []
    limit = 0
    while limit < max(natural) and sum(_cut(natural, least, limit + 1)) <= room:
        limit += 1
    widths = _cut(natural, least, limit)
    for i, wanted in enumerate(natural):
        if widths[i] < wanted and sum(widths) < room:
            widths[i] += 1
    return widths


def _cut(natural: Sequence[int], least: Sequence[int], limit: int) -> list[int]:
    return [max(low, min(wide, limit)) for wide, low in zip(natural, least, strict=True)]


def _width(text: str) -> int:
    return max(map(cell_len, text.split("\n")))


def _least(text: str, piece: re.Pattern[str]) -> int:
    """Width of the longest piece that should not be broken."""
    return min(LONGEST, max((cell_len(found.rstrip()) for found in piece.findall(text)), default=1))
