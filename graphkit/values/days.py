"""Days that a text alone does not tell: in a stated order of parts, as a spreadsheet's number, as Unix seconds."""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, timedelta

from graphkit.values._text import plain, problem, shown

__all__ = ["excel_day", "is_three_numbers", "ordered_day", "unix_day"]

_LAST_SERIAL = 2_958_465
_LAST_SERIAL_1904 = _LAST_SERIAL - 1462
_LAST_SECOND = 253_402_300_799
_SHORT_YEARS = 50
_ORDERS = ("dmy", "mdy", "ymd")
_PARTS = re.compile(
    r"([0-9]{1,4})(?P<sep> ?[./ -] ?)([0-9]{1,2})(?P=sep)([0-9]{1,4})\.?"
    r"(?:[tT ](?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?(?: ?[aApP][mM])?"
    r"(?: ?(?:[zZ]|[+-][0-9]{2}:?[0-9]{2}))?)?"
)


def is_three_numbers(text: str) -> bool:
    """Whether a text is three numbers as `ordered_day` reads them, whatever day they are."""
    return _PARTS.fullmatch(plain(text)) is not None


def ordered_day(text: str, order: str) -> str:
    """Return the ISO day of a date whose order of parts is known: `05/03/2025` with `dmy` as `2025-03-05`.

    Parameters
    ----------
    text
        Three numbers with `/`, `-`, `.` or a blank between; a time of day behind them is dropped. A year has four
        digits, or two, which are 2000 to 2049. Where the first number has four digits it is the year in any order.
    order
        `dmy`, `mdy` or `ymd`.

    Raises
    ------
    ValueError
        No such date, no day of the calendar, an unclear year, or an unknown order.
    """
    if order not in _ORDERS:
        raise problem(f"{shown(order)} is no order of day, month and year", f"write {', '.join(_ORDERS)}")
    found = _PARTS.fullmatch(plain(text))
    if found is None:
        raise problem(f"{shown(text)} is no date of three numbers", "write it as in 05/03/2025, or drop the order")
    numbers = (found[1], found[3], found[4])
    letters = "ymd" if len(found[1]) == 4 else order
    parts = dict(zip(letters, numbers, strict=True))
    if any(len(parts[letter]) > 2 for letter in "md"):
        raise problem(f"{shown(text)} is no date in the order {order}", "check the order of day, month and year")
    try:
        return date(_year(text, parts["y"]), int(parts["m"]), int(parts["d"])).isoformat()
    except ValueError as error:
        if " — " in str(error):
            raise
        right = "check the order of day, month and year"
        raise problem(f"{shown(text)} is no day of the calendar in the order {letters}", right) from error


def _year(text: str, digits: str) -> int:
    """Return the year; ValueError unless it has four digits, or two up to 49."""
    if len(digits) == 4 and int(digits) > 0:
        return int(digits)
    if len(digits) == 2 and int(digits) < _SHORT_YEARS:
        return 2000 + int(digits)
    raise problem(f"the year {digits} of {shown(text)} is unclear", "write it in four digits")


def excel_day(serial: float, base1904: bool = False) -> date:
    """Return the day of a spreadsheet's serial number; its fraction, the time of day, is dropped.

    Excel counts 1900-01-01 as 1 and believes in a 29th of February 1900, its day 60: from 61 on one day is taken off,
    and 60 itself is no day. In workbooks of the 1904 system day 0 is 1904-01-01.

    Raises
    ------
    ValueError
        No finite number, day 60, or a day outside what Excel can show (up to 9999-12-31).
    """
    first, last = (0, _LAST_SERIAL_1904) if base1904 else (1, _LAST_SERIAL)
    if not math.isfinite(serial) or not first <= serial < last + 1:
        raise problem(f"{serial} is no serial number of a day", f"it runs from {first} to {last}")
    day = math.floor(serial)
    if base1904:
        return date(1904, 1, 1) + timedelta(days=day)
    if day == 60:
        raise problem("60 is 1900-02-29, a day that only spreadsheets know", "write the day as text")
    return date(1899, 12, 31) + timedelta(days=day - (day > 60))


def unix_day(seconds: float) -> date:
    """Return the day, in UTC, of a number of seconds since 1970-01-01.

    Raises
    ------
    ValueError
        No finite number, or outside the years 1 to 9999, as milliseconds are.
    """
    if not math.isfinite(seconds) or not -62_135_596_800 <= seconds <= _LAST_SECOND:
        raise problem(f"{seconds} is no number of seconds since 1970", "divide milliseconds by 1000")
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=math.floor(seconds))).date()
