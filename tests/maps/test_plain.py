"""Any value is told as a plain text, and none is an error."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest

from graphkit.maps.networks.plain import plain


class Colour(Enum):
    RED = "red"


class Broken:
    def __str__(self) -> str:
        raise RuntimeError("no")


class Array:
    """Stands for what has `tolist`, as arrays and numbers of numpy do."""

    def __init__(self, value: object) -> None:
        self.value = value

    def tolist(self) -> object:
        return self.value


ENDLESS: list[Any] = []
ENDLESS.append(ENDLESS)


VALUES = [
    ("x", "x"),
    (None, "none"),
    (True, "yes"),
    (False, "no"),
    (12, "12"),
    (10**5000, "a number of 16610 bits"),
    (0.1, "0.1"),
    (1234567.0, "1,234,567"),
    (1e300, "1e+300"),
    (math.nan, "not a number"),
    (math.inf, "infinity"),
    (-math.inf, "-infinity"),
    (Decimal("2050.50"), "2,050.5"),
    (Decimal("NaN"), "not a number"),
    (date(2025, 11, 10), "2025-11-10"),
    (datetime(2025, 11, 10, 8, 30), "2025-11-10T08:30:00"),
    (b"plain", "plain"),
    (b"\xff\x00", "ff00"),
    (Colour.RED, "red"),
    ([], "empty"),
    ([1, [2, None]], "1, (2, none)"),
    ({"b": 1, "a": [2, 3]}, "b: 1, a: (2, 3)"),
    ({3, 1, 2}, "1, 2, 3"),
    (range(3), "range(0, 3)"),
    (Broken(), "Broken"),
    (object(), "object"),
    (Array(7), "7"),
    (Array(3 + 1j), "(3+1j)"),
    ({(1, 2): {"k": []}}, "(1, 2): (k: (empty))"),
    (Array([1.5, math.nan]), "1.5, not a number"),
    (ENDLESS, "…"),
    ("a\ud800b\x00c", "a\ufffdb\ufffdc"),
    (list(range(1000)), ", ".join(map(str, range(60))) + ", … and 940 more"),
]


@pytest.mark.parametrize(("value", "text"), VALUES, ids=[text[:12] for _, text in VALUES])
def test_any_value_is_a_plain_text(value: object, text: str) -> None:
    assert plain(value) == text
