"""Any value as a text that a person can read: what stands in an attribute of somebody else's graph."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from datetime import date, time
from decimal import Decimal
from enum import Enum
from itertools import islice

from graphkit.maps.pack import whole
from graphkit.maps.words import number

#: How many items of a list, and how many levels of lists in lists, are told.
MAX_ITEMS = 60
MAX_DEPTH = 4
#: Characters of one value that are kept; a page shows fewer.
MAX_TEXT = 2000


def plain(value: object) -> str:
    """The value as one line of text: `none`, `not a number`, `yes`, ISO days, numbers in full, lists joined by commas.

    It never fails, whatever the value is, and the same value gives the same text in every run.
    """
    return whole(_plain(value, 0)[:MAX_TEXT])


def _plain(value: object, depth: int) -> str:
    match value:
        case str():
            return value
        case None:
            return "none"
        case Enum():
            return _plain(value.value, depth)
        case bool():
            return "yes" if value else "no"
        case int():
            return _whole_number(value)
        case float():
            return _fraction(float(value))
        case Decimal():
            return "not a number" if value.is_nan() else number(value)
        case bytes() | bytearray() | memoryview():
            return _bytes(bytes(value))
        case date() | time():
            # A day that is none, as pandas has one, says so by itself.
            return value.isoformat() if value == value else "no day"
    if not isinstance(value, Mapping | Set | list | tuple):
        return _other(value, depth)
    if depth >= MAX_DEPTH:
        return "…"
    if isinstance(value, Mapping):
        return _joined((f"{_nested(k, depth)}: {_nested(v, depth)}" for k, v in value.items()), len(value))
    if isinstance(value, Set):
        texts = sorted(_nested(v, depth) for v in value)
        return _joined(texts, len(texts))
    return _joined((_nested(v, depth) for v in value), len(value))


def _nested(value: object, depth: int) -> str:
    text = _plain(value, depth + 1)
    return f"({text})" if isinstance(value, Mapping | Set | list | tuple) and text != "…" else text


def _joined(texts: Iterable[str], size: int) -> str:
    more = [f"… and {size - MAX_ITEMS:,} more"] if size > MAX_ITEMS else []
    return ", ".join([*islice(texts, MAX_ITEMS), *more]) or "empty"


def _whole_number(value: int) -> str:
    try:
        return str(int(value))
    except ValueError:  # Python writes no number of more than some thousand digits
        return f"a number of {value.bit_length()} bits"


def _fraction(value: float) -> str:
    if math.isnan(value):
        return "not a number"
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    return number(Decimal(repr(value))) if 1e-6 <= abs(value) < 1e16 else repr(value)


def _bytes(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value[:MAX_TEXT].hex()


def _other(value: object, depth: int) -> str:
    """What is none of Python's own kinds: arrays and numbers of numpy say their Python value, the rest its text."""
    listed = getattr(value, "tolist", None)
    try:
        if callable(listed) and depth <= MAX_DEPTH:
            return _plain(listed(), depth + 1)
        text = str(value)
    except Exception:  # a stranger's own code, which may raise anything: the map says at least what it is
        return type(value).__name__
    # An address in memory says nothing, and is another one in each run.
    return type(value).__name__ if " at 0x" in text else text
