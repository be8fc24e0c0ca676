"""On which line of a TOML file a key stands: tomllib does not tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

#: Keys of a file from the outermost in, a number for the place in an array of tables: `("step", 1, "title")`.
Path = tuple[str | int, ...]
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")
_DOTTED = rf"((?:{_PART.pattern})(?:\s*\.\s*(?:{_PART.pattern}))*)"
_HEAD = re.compile(rf"^\s*(\[\[?)\s*{_DOTTED}\s*\]")
_KEY = re.compile(rf"^\s*{_DOTTED}\s*=")
_LONG = re.compile(r'"""|\'\'\'')


def lines_of(text: str) -> Mapping[Path, int]:
    """The line of every table and key of a valid TOML text, counted from 1.

    Keys within an inline table or on the later lines of an array have no line of their own: see `line_of`.
    """
    found: dict[Path, int] = {}
    table: Path = ()
    count: Counter[Path] = Counter()
    quote = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not quote:
            if head := _HEAD.match(line):
                table = _table(head[2], head[1] == "[[", count)
                found.setdefault(table, number)
            elif key := _KEY.match(line):
                found.setdefault((*table, *_parts(key[1])), number)
        if quote or not line.lstrip().startswith("#"):
            quote = _open(line, quote)
    return found


def line_of(lines: Mapping[Path, int], place: Path) -> int:
    """The line of a key, else of the nearest table around it; 0 if there is none.

    A table written as a list of one, or a list written as one table, is found too.
    """
    while place:
        for written in _ways(place):
            if written in lines:
                return lines[written]
        place = place[:-1]
    return 0


def _ways(place: Path) -> Iterator[Path]:
    yield place
    yield (*place, 0)
    yield (place[0], 0, *place[1:])
    if place[1:2] == (0,):
        yield (place[0], *place[2:])


def line_of_text(lines: Mapping[Path, int], place: Path, text: str, source: str) -> int:
    """The line of `source` on which a text stands in quotes below a key: an item of its list; else the key's line."""
    first = line_of(lines, place)
    last = min((n for n in lines.values() if n > first), default=0)
    rows = source.splitlines()
    quoted = (f'"{text}"', f"'{text}'")
    below = range(max(first, 1), last or len(rows) + 1)
    return next((n for n in below if any(q in rows[n - 1] for q in quoted)), first)


def _table(name: str, array: bool, count: Counter[Path]) -> Path:
    """The path of a header; a table within an array of tables belongs to its last one."""
    out: Path = ()
    parts = _parts(name)
    for k, part in enumerate(parts):
        out = (*out, part)
        if array and k == len(parts) - 1:
            count[out] += 1
        if count[out]:
            out = (*out, count[out] - 1)
    return out


def _parts(name: str) -> list[str]:
    return [part.strip("\"'") for part in _PART.findall(name)]


def _open(line: str, quote: str) -> str:
    """The quotes of a text of several lines that is open at the end of the line, given what was at its start."""
    for mark in _LONG.findall(line):
        if not quote:
            quote = mark
        elif mark == quote:
            quote = ""
    return quote
