"""How the cells of a column write numbers and days, where a mapping must say it: `decimal`, `date`; and which key of it
solves what the parsers of values complain of."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

_MEASURED = re.compile(r"[^\w]{0,3}\d[\d.,' ]*\s?[^\d]{0,15}")
_RUN = re.compile(r"\d[\d.,]*\d")
_BY_COMMA = re.compile(r"(?:\d+|\d{1,3}(?:\.\d{3})+),(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}")
_BY_POINT = re.compile(r"(?:\d+|\d{1,3}(?:,\d{3})+)\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:,\d{3}){2,}")
_GROUP = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(?:\d{4}|\d{2})(?: .*)?")
_BARE_SHARE = re.compile(r"=(\d+(?:\.\d+)?) is no share")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
#: A column is of a kind if so many of its filled cells are.
MOSTLY = 0.9


def decimal_comma(texts: Iterable[str], semicolons: bool) -> bool:
    """Whether a comma may stand before the decimals of a column's numbers.

    Parameters
    ----------
    semicolons
        Whether semicolons part the columns of the file, as where the comma does so.
    """
    cells = [text for text in texts if text]
    if sum(bool(_MEASURED.fullmatch(text)) for text in cells) < MOSTLY * len(cells):
        return False
    runs = [run for text in cells for run in _RUN.findall(text) if "," in run or "." in run]
    comma = sum(bool(_BY_COMMA.fullmatch(run)) for run in runs)
    point = sum(bool(_BY_POINT.fullmatch(run)) for run in runs)
    if comma != point:
        return comma > point
    return bool(runs) and (all(map(_GROUP.fullmatch, runs)) or (semicolons and any("," in run for run in runs)))


def day_order(texts: Iterable[str]) -> str:
    """`dmy` or `mdy` if the cells of a column are days in an order that they do not tell themselves, else nothing.

    Days that fit both are dmy: it stands behind a question.
    """
    cells = [text for text in texts if text]
    found = [day for text in cells if (day := _DAY.fullmatch(text))]
    if not cells or len(found) < MOSTLY * len(cells):
        return ""
    return "mdy" if any(int(day[3]) > 12 for day in found) and all(int(day[1]) <= 12 for day in found) else "dmy"


def mapped_hint(column: str, message: str, hint: str) -> str:
    """What would be right, where a key of the mapping makes it so: `decimal`, `date` or `unit` of the column."""
    name = column if _BARE_KEY.fullmatch(column) else json.dumps(column, ensure_ascii=False)
    if hint.startswith("write 1,000 or 1000") and re.search(r"\d[.,]\d", message):
        return f'decimal = "," in [table.column.{name}] if a comma stands before decimals; else {hint}'
    if hint.startswith("give the order of its parts"):
        return f'date = "dmy" in [table.column.{name}] if the day stands first, date = "mdy" if the month does'
    if hint.startswith("a percentage from 0") and (bare := _BARE_SHARE.search(message)) and column != "qualifiers":
        part = 'unit = "fraction" if 0.35 means 35 %, ' if float(bare[1]) <= 1 else ""
        return f'{hint}: in [table.column.{name}] {part}unit = "%" if 35 means it'
    return hint
