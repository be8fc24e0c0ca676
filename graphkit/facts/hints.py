"""What a message may add: the known name that is nearest, and what a spreadsheet does to a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process, utils

from graphkit.model.types import Term

_FORMULA = re.compile(r"^(=|[@+-][A-Za-z.]+\()")
_SCIENTIFIC = re.compile(r"^[+-]?\d+([.,]\d+)?[eE][+-]?\d+\b")
_SHEET_ERROR = re.compile(r"^(#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)\b[!?]?|#{3,}$)")
_LISTED = 12
#: Terms of which the first are worth a list; how alike a name must be, of 100.
_FEW, _ALIKE = 60, 78
#: Characters of the longest codes of a vocabulary of many terms: DE, DEU.
_CODE = 3


def near(text: str, known: Iterable[str]) -> str:
    """`did you mean X?` for the nearest of the known names, or the first of them as a list."""
    names = list(known)
    found = process.extractOne(text, names, processor=utils.default_process, score_cutoff=70) if text else None
    if found is not None:
        return f"did you mean {found[0]}?"
    return f"one of {', '.join(names[:_LISTED])}{' …' if len(names) > _LISTED else ''}" if names else ""


def near_term(text: str, terms: Mapping[str, Term]) -> str:
    """`did you mean X?` for the term whose id, name or alias is nearest as a whole; else the first of a few terms."""
    named = {name: term for term, entry in terms.items() for name in (term, entry.name, *entry.aliases)}
    # Codes are too short to be near anything.
    names = [name for name in named if len(terms) <= _FEW or len(name) > _CODE or not name.isascii()]
    both = (
        process.extractOne(text, names, scorer=scorer, processor=utils.default_process, score_cutoff=_ALIKE)
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
    )
    found = max((one for one in both if one is not None), key=lambda one: one[1], default=None)
    if found is None:
        return near(text, terms) if len(terms) <= _FEW else ""
    term = named[found[0]]
    return f"did you mean {found[0]}?" if found[0] == term else f"did you mean {found[0]} ({term})?"


def rewritten(text: str) -> str | None:
    """Why a cell is no value but the trace of a spreadsheet, or None: a formula, an error, a number as 1.35E+01."""
    if _FORMULA.match(text):
        return f"{text[:40]!r} is a formula"
    if _SHEET_ERROR.match(text):
        return f"{text[:40]!r} is an error of a spreadsheet"
    if _SCIENTIFIC.match(text):
        return f"{text[:40]!r} looks rewritten by a spreadsheet"
    return None
