"""Intervals, and shares or capacities as they are given: a number, two bounds, or nothing known."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import TypeAlias

from graphkit.errors import AnalysisError

Holder: TypeAlias = Hashable
Number: TypeAlias = "Real | Decimal | float"
#: What is known of a share or a capacity; a bound that is None is not known.
Given: TypeAlias = "Number | tuple[Number | None, Number | None] | Interval | None"
#: Least and most of one holder.
Box: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Interval:
    """All values that agree with what is known: from `low` to `high`.

    `sharp` says that both bounds are reached, or come near without end, by numbers that agree with what is known;
    where it is False the true interval lies inside of this one and could not be found in reasonable time.
    """

    low: float
    high: float
    sharp: bool = True

    @property
    def known(self) -> bool:
        """Whether there is one value only."""
        return self.low == self.high

    def __contains__(self, value: float) -> bool:
        """Whether a value lies in it, to a millionth of a millionth."""
        room = 1e-12 * max(abs(self.low), abs(self.high), 1.0)
        return self.low - room <= value <= self.high + room


def boxes(given: Mapping[Holder, Given], most: float, what: str) -> dict[Holder, Box]:
    """Each holder's bounds between 0 and `most`; AnalysisError, naming the holder, for anything else."""
    if not isinstance(given, Mapping):
        raise AnalysisError(f"{what} of whom? A {type(given).__name__} was given", "a dict of holders to their shares")
    return {holder: _box(holder, value, most, what) for holder, value in given.items()}


def _box(holder: Holder, value: Given, most: float, what: str) -> Box:
    if isinstance(value, Interval):
        value = (value.low, value.high)
    ends = value if isinstance(value, tuple) else (value, value)
    if len(ends) != 2:
        raise AnalysisError(f"{what} of {holder!r} has {len(ends)} bounds", "a number, (low, high) or None")
    low = 0.0 if ends[0] is None else _number(holder, ends[0], most, what)
    high = most if ends[1] is None else _number(holder, ends[1], most, what)
    if low > high:
        raise AnalysisError(f"{what} of {holder!r}: the lower bound {low:g} is over the upper {high:g}")
    return low, high


def _number(holder: Holder, value: object, most: float, what: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        raise AnalysisError(f"{what} of {holder!r} is no number: {value!r}", "a number, (low, high) or None")
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise AnalysisError(f"{what} of {holder!r} is {value}", "0 or more")
    if number > most:
        hint = "shares are fractions of the whole, from 0 to 1: 30 % is 0.3"
        raise AnalysisError(f"{what} of {holder!r} is {value}", hint)
    return number
