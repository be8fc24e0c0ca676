"""Cells and headings: what fits into a row, and scalars as text."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from graphkit.errors import Problem
from graphkit.facts.formats.limits import MAX_CELL, MAX_COLUMNS
from graphkit.facts.formats.shape import BadRow, Titled, unreadable

#: What XML forbids, and so no spreadsheet or GraphML can hold; a byte that could not be decoded comes as a surrogate.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SHOWN = 80
#: A table under a title has this many filled cells in a row at least.
TABLE_LIKE = 3
#: Whole numbers beyond this are not exact in a float: they are written as a float.
_EXACT = 1e15


class Numeral(str):
    """The text of a cell that its file holds as a number: a point before decimals, whatever its texts are written with.

    What a spreadsheet shows as a percentage is one too, as `35 %`. It is equal to the text; whatever cuts, joins or
    strips it makes a plain text of it.
    """

    __slots__ = ()


def unfit(text: str) -> str | None:
    """Why a text cannot be a cell, or None if it can: too long, or it holds what XML forbids."""
    if len(text) > MAX_CELL:
        return f"{len(text):,} characters are too many: at most {MAX_CELL:,}"
    if text.isprintable() or (found := _FORBIDDEN.search(text)) is None:
        return None
    code = ord(found[0])
    if 0xDC80 <= code <= 0xDCFF:
        return f"byte {code - 0xDC00:#04x} at character {found.start() + 1} is not of the file's encoding"
    return f"a control character U+{code:04X} at character {found.start() + 1}"


def excerpt(text: str) -> str:
    """The beginning of a cell as messages show it: 80 characters, what is forbidden replaced."""
    return _FORBIDDEN.sub("\ufffd", text[:_SHOWN])


def judged(cells: list[str], columns: Sequence[str]) -> list[str] | BadRow | None:
    """The row of these cells, one for each column: None if it is blank, a BadRow if it does not fit."""
    if not "".join(cells).strip():
        return None
    width = len(columns)
    beyond = next((cell for cell in cells[width:] if cell.strip()), None)
    if beyond is not None:
        count = max(at for at, cell in enumerate(cells, start=1) if cell.strip())
        hint = "put a cell that holds the delimiter in quotes"
        return BadRow(f"{count} cells under {width} headings", hint, "", excerpt(beyond))
    row = cells[:width] + [""] * (width - len(cells))
    for column, cell in zip(columns, row, strict=True):
        if (reason := unfit(cell)) is not None:
            return BadRow(reason, "mend the cell in the file, or say its encoding", column, excerpt(cell))
    return row


def headings(cells: Sequence[str], shown: str, line: int, guesses: list[str]) -> tuple[str, ...]:
    """The columns' names: blanks made single, NFC; a blank one is named by its place, and told as a guess.

    Raises
    ------
    Unreadable
        A heading stands twice, is no text, or there are too many.
    """
    if len(cells) > MAX_COLUMNS:
        raise unreadable(shown, f"{len(cells):,} headings are too many", f"at most {MAX_COLUMNS:,}", line=line)
    names: list[str] = []
    places: dict[str, int] = {}
    blank: list[str] = []
    for place, cell in enumerate(cells, start=1):
        if (reason := unfit(cell)) is not None:
            hint = "say the row of the headings with header, the codec with encoding"
            raise unreadable(shown, f"heading {place}: {reason}", hint, line=line)
        name = " ".join(unicodedata.normalize("NFC", cell).split())
        if not name:
            name = f"column {place}"
            blank.append(name)
        if name in places:
            message = f"the heading {excerpt(name)!r} stands twice, at {places[name]} and {place}"
            raise unreadable(shown, message, "rename one of them, or give columns", line=line, column=excerpt(name))
        places[name] = place
        names.append(name)
    if blank:
        guesses.append(f"headings {', '.join(blank[:5])}{', …' if len(blank) > 5 else ''}: the cells are blank")
    return tuple(names)


def refuse_title(cells: Sequence[str], line: int, rows: Iterable[tuple[int, Sequence[str]]], shown: str) -> None:
    """Refuses a heading of one cell above rows of many: it is a title, and which line is the heading must be said.

    Raises
    ------
    Titled
        With the first line below that looks like headings.
    """
    if sum(1 for cell in cells if cell.strip()) > 1:
        return
    for later, row in rows:
        filled = sum(1 for cell in row if cell.strip())
        if later > line and filled >= TABLE_LIKE:
            title = excerpt(next((cell.strip() for cell in cells if cell.strip()), ""))
            message = f"the first line, {title!r}, is one cell, and line {later} has {filled}"
            hint = f"if the headings are there, say header = {later}; if they are not, header = {line}"
            raise Titled(Problem(shown, line, "", message, hint), later)


def text_of(value: Any) -> str:
    """A scalar as text: 12.0 is "12", True "yes", None and NaN "", a day ISO, midnight without a zone its day.

    Of a number it is a `Numeral`.

    Raises
    ------
    ValueError
        An object or an array, with what to write instead; a text that no cell can hold.
    """
    if isinstance(value, str):
        if (reason := unfit(value)) is not None:
            raise ValueError(reason)
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return _whole_text(value)
    if isinstance(value, float):
        return _float_text(value)
    return _other_text(value)


def _whole_text(value: int) -> str:
    if value.bit_length() > 1024:
        raise ValueError("a number of more than 300 digits")
    return Numeral(value)


def _float_text(value: float) -> str:
    if math.isnan(value):
        return ""
    if abs(value) < _EXACT and value.is_integer():
        return Numeral(int(value))
    return Numeral(repr(value))


def _other_text(value: Any) -> str:
    if isinstance(value, dict):
        raise ValueError("an object, not a value: write the name within it, after a dot")
    if isinstance(value, (list, tuple)):
        raise ValueError("an array, not a value: write [] after its name for each of its elements")
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time() and value.tzinfo is None
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return _duration_text(value)
    if isinstance(value, Decimal):
        return _decimal_text(value)
    raise ValueError(f"a value of the kind {type(value).__name__}, which has no text")


def _duration_text(value: dt.timedelta) -> str:
    """Hours, minutes and seconds, as a spreadsheet shows a duration: 30:00:00."""
    seconds, sign = abs(value).total_seconds(), "-" if value < dt.timedelta() else ""
    minutes, rest = divmod(seconds, 60)
    tail = f"{rest:09.6f}".rstrip("0").rstrip(".")
    return f"{sign}{int(minutes) // 60}:{int(minutes) % 60:02d}:{tail}"


def _decimal_text(value: Decimal) -> str:
    if not value.is_finite():
        return "" if value.is_nan() else str(value)
    if abs(value.adjusted()) > 300:
        raise ValueError("a number of more than 300 digits")
    return Numeral(f"{value:f}")
