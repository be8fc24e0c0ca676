"""Refusals that help: dates as a spreadsheet rewrites them, and near misses."""

from __future__ import annotations

import re

from graphkit.values._text import problem, shown

_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_ORDERED = re.compile(r"[0-9]{1,2}([/.-])[0-9]{1,2}\1(?:[0-9]{4}|[0-9]{2})(?: .*)?")
_NAMED = re.compile(r"(?:[0-9]{1,2}[- ])?([a-z]{3,9})\.?-[0-9]{1,4}|[0-9]{1,2}[- ]([a-z]{3,9})")
_TEXT_FORMAT = "set the column to text format and write {}"

_NEAR = (
    (re.compile(r"([0-9]{4})/([0-9]{1,2})"), "slashes stand between the two ends of a range"),
    (re.compile(r"([0-9]{4})\.([0-9]{1,2})"), "it may be a number"),
    (re.compile(r"([0-9]{4})-([0-9])"), "a month has two digits"),
    (re.compile(r"([0-9]{4})([0-9]{2})"), "it may be a number"),
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})[t ][0-9]{1,2}:.*"), "there is no such time of day"),
)
_YEARS = re.compile(r"([0-9]{4}) ?(?:-|to) ?([0-9]{4})")


def refuse_lookalike(text: str, cleaned: str, months: tuple[str, ...]) -> None:
    """Raise ValueError if the text is a known mistake; the message names it. `cleaned` is plain and in lower case."""
    _refuse_spreadsheet(text, cleaned, months)
    if years := _YEARS.fullmatch(cleaned):
        what = f"{shown(text)} is no range: it ends before it begins"
        raise problem(what, f"write {years[2]}/{years[1]}, if that is meant")
    for pattern, why in _NEAR:
        if found := pattern.fullmatch(cleaned):
            year, *rest = (part for part in found.groups() if part is not None)
            right = "-".join([year, *(part.zfill(2) for part in rest)])
            raise problem(f"{shown(text)} is no date: {why}", f"write {right}, or a range such as 2024/2026")
    first = next((token for token in cleaned.replace("-", " ").split() if token.strip(".,") in months), None)
    if first is not None:
        raise problem(f"{shown(text)} names a month", "write its number, as in 2025-11 or 2025-11-10")


def _refuse_spreadsheet(text: str, cleaned: str, months: tuple[str, ...]) -> None:
    """Raise ValueError for a serial number, `11/10/2025`, `Nov-25`, `25-Nov` and `10-Nov-25`."""
    if _ORDERED.fullmatch(cleaned):
        what = f"{shown(text)} may be a date rewritten by a spreadsheet, day first or month first"
        raise problem(what, f"give the order of its parts, or {_TEXT_FORMAT.format('2025-11-10')}")
    if _SERIAL.fullmatch(cleaned):
        what = "a spreadsheet's serial number of a day"
    elif (named := _NAMED.fullmatch(cleaned)) and (named[1] or named[2]) in months:
        what = "a date rewritten by a spreadsheet, which has lost a part of it"
    else:
        return
    raise problem(f"{shown(text)} looks like {what}", _TEXT_FORMAT.format("2025-11 or 2025-11-10"))
