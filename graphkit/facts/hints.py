"""What a message may add: the known name that is nearest, and what a spreadsheet does to a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import process, utils

_FORMULA = re.compile(r"^(=|[@+-][A-Za-z.]+\()")
_SCIENTIFIC = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+\b")
_SHEET_ERROR = re.compile(r"^(#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)\b[!?]?|#{3,}$)")
_LISTED = 12


def near(text: str, known: Iterable[str]) -> str:
    """`did you mean X?` for the nearest of the known names, or the first of them as a list."""
    names = list(known)
    found = process.extractOne(text, names, processor=utils.default_process, score_cutoff=70) if text else None
    if found is not None:
        return f"did you mean {found[0]}?"
    return f"one of {', '.join(names[:_LISTED])}{' …' if len(names) > _LISTED else ''}" if names else ""


def rewritten(text: str) -> str | None:
    """Why a cell is no value but the trace of a spreadsheet, or None: a formula, an error, a number as 1.35E+01."""
    if _FORMULA.match(text):
        return f"{text[:40]!r} is a formula"
    if _SHEET_ERROR.match(text):
        return f"{text[:40]!r} is an error of a spreadsheet"
    if _SCIENTIFIC.match(text):
        return f"{text[:40]!r} looks rewritten by a spreadsheet"
    return None
