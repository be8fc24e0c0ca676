"""How the text of a cell becomes what a template sees: unknown, parts, groups, looked up, numbers, days, units."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial

import regex

from graphkit.errors import split_hint
from graphkit.facts.formats import Numeral
from graphkit.facts.hints import near
from graphkit.facts.mapping.language import ColumnSpec, Condition, LookupSpec
from graphkit.values.days import excel_day, is_three_numbers, ordered_day, unix_day
from graphkit.values.numerals import plain_number, plain_numbers

#: Tells whether a text is a number with a unit of its own.
United = Callable[[str], bool]
#: Reads a date that needs no order of its parts (`ValueError` if it is none).
Dated = Callable[[str], object]
#: The unit of a share as a part of one, which spreadsheets show in percent: 0.35 is 35 %.
FRACTION = "fraction"
_BARE = re.compile(r"[+-]?[0-9][0-9.,]*")
#: A number of a day, as spreadsheets keep it.
_SERIAL = re.compile(r"[0-9]{5}(?:[.,][0-9]+)?")
_ORDERS = ("dmy", "mdy", "ymd")
#: Days that are counted: which numbers count them (four digits are a year), and what day a number is.
_COUNTED: Mapping[str, tuple[re.Pattern[str], Callable[[float], date]]] = {
    "excel": (_SERIAL, excel_day),
    "excel1904": (_SERIAL, partial(excel_day, base1904=True)),
    "unix": (re.compile(r"-?[0-9]{5,}(?:[.,][0-9]+)?"), unix_day),
}
_NUMBER = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:[eE]([+-]?[0-9]{1,2})(?![0-9]))?")
#: Seconds that a pattern may take for one cell; a sound one takes microseconds.
PATTERN_SECONDS = 0.25
#: Cells on which a pattern may run out of time before the table is given up.
MOST_SLOW = 3
#: Parts of one cell: more is a split at the wrong place.
MOST_PARTS = 500


class WrongCell(ValueError):
    """A cell that says nothing that the mapping understands: the row is rejected."""

    def __init__(self, column: str, value: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.column, self.value, self.message, self.hint = column, value, message, hint


class SlowPattern(Exception):
    """A pattern that ran out of time on several cells."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What texts stand for, and what becomes of one that is not in the list."""

    name: str
    values: Mapping[str, str]
    missing: str

    @classmethod
    def of(cls, name: str, spec: LookupSpec, values: Mapping[str, str]) -> Lookup:
        """Keys are compared without regard to case and outer blanks."""
        return cls(name, {key.strip().casefold(): value for key, value in values.items()}, spec.missing)

    def find(self, column: str, text: str) -> str:
        """What a text stands for (`WrongCell` if it is not in the list and may not be)."""
        found = self.values.get(text.casefold())
        if found is not None:
            return found
        if self.missing == "reject":
            hint = near(text, sorted(self.values)[:5000])
            raise WrongCell(column, text, f"{text[:60]!r} is not in the lookup {self.name}", hint)
        return text if self.missing == "keep" else ""


@dataclass(slots=True)
class Cleaner:
    """The steps of one column, in the order in which they are taken: unknown, split, pattern, lookup, day, number,
    unit. `marks` if what is a number of the file, as it stands there, is given as a `Numeral`."""

    column: str
    spec: ColumnSpec
    unknown: frozenset[str]
    lookup: Lookup | None = None
    groups: tuple[str, ...] = ()
    united: United | None = None
    dated: Dated | None = None
    marks: bool = False
    _pattern: regex.Pattern[str] | None = None
    _slow: int = 0
    _known: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    #: The same of numbers of the file: a text may be equal to one, and mean another number.
    _numbers: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        column: str,
        spec: ColumnSpec,
        unknown: Iterable[str],
        lookups: Mapping[str, Lookup],
        united: United | None = None,
        dated: Dated | None = None,
        marks: bool = False,
    ) -> Cleaner:
        """Compiles a column's steps.

        Raises
        ------
        ValueError
            If the pattern is none, or names no group; if there is no such lookup.
        """
        words = frozenset(w.strip().casefold() for w in (*unknown, *spec.unknown))
        if spec.lookup and spec.lookup not in lookups:
            raise ValueError(f"no lookup {spec.lookup!r} — {near(spec.lookup, sorted(lookups))}")
        made = cls(column, spec, words, lookups.get(spec.lookup), united=united, dated=dated, marks=marks)
        if spec.pattern:
            try:
                made._pattern = regex.compile(spec.pattern, regex.VERSION0)
            except regex.error as error:
                raise ValueError(f"no pattern: {error} — a regular expression with groups as (?P<name>.+)") from None
            made.groups = tuple(sorted(made._pattern.groupindex, key=made._pattern.groupindex.__getitem__))
            if not made.groups:
                raise ValueError("the pattern names no group — write (?P<name>…) around what is wanted")
        return made

    @property
    def many(self) -> bool:
        """Whether one cell can give several values."""
        return bool(self.spec.split) or self.spec.repeat

    def texts(self, raw: str) -> list[tuple[str, ...]]:
        """The values of a cell: of each the whole text, or its groups; none where nothing is known (`WrongCell`)."""
        known = self._numbers if type(raw) is Numeral else self._known
        found = known.get(raw)
        if found is None:
            found = [value for part in self._parts(raw) for value in self._cleaned(part)]
            if not self.marks:
                found = [tuple(map(str, value)) for value in found]
            if len(known) > 50_000:
                known.clear()
            known[raw] = found
        return found

    def _parts(self, raw: str) -> list[str]:
        parts = [raw if type(raw) is Numeral else raw.strip()]
        for mark in self.spec.split if type(raw) is not Numeral else ():
            parts = [piece.strip() for part in parts for piece in part.split(mark)]
        if len(parts) > MOST_PARTS:
            raise WrongCell(self.column, raw[:60], f"{len(parts):,} parts are too many", f"at most {MOST_PARTS}")
        return [part for part in parts if part and part.casefold() not in self.unknown]

    def _cleaned(self, text: str) -> list[tuple[str, ...]]:
        if self._pattern is not None:
            return self._matched(self._pattern, text)
        if self.lookup is not None:
            text = self.lookup.find(self.column, text)
        return [(self._measured(self._dated(text)),)] if text else [("",)]

    def _matched(self, pattern: regex.Pattern[str], text: str) -> list[tuple[str, ...]]:
        try:
            found = (
                list(self._again(pattern, text))
                if self.spec.repeat
                else [pattern.fullmatch(text, timeout=PATTERN_SECONDS)]
            )
        except TimeoutError:
            self._slow += 1
            if self._slow >= MOST_SLOW:
                raise SlowPattern(self.column) from None
            raise WrongCell(
                self.column, text, "the pattern takes too long on this cell", "write a simpler one"
            ) from None
        if len(found) > MOST_PARTS:
            raise WrongCell(self.column, text[:60], f"{len(found):,} parts are too many", f"at most {MOST_PARTS}")
        if None in found:
            hint = f"pattern: {self.spec.pattern}"
            raise WrongCell(self.column, text, f"{text[:60]!r} does not fit the pattern", hint)
        groups = [tuple((one[name] or "").strip() for name in self.groups) for one in found if one]
        if type(text) is Numeral:  # a group that is all of it is the number
            return [tuple(text if group == text else group for group in one) for one in groups]
        return groups

    @staticmethod
    def _again(pattern: regex.Pattern[str], text: str) -> Iterator[regex.Match[str] | None]:
        """The pattern again and again, each time where it ended before; None where it does not fit."""
        at, end = 0, time.monotonic() + PATTERN_SECONDS
        while at < len(text):
            left = end - time.monotonic()
            if left <= 0:
                raise TimeoutError
            found = pattern.match(text, at, timeout=left)
            yield found
            if found is None or found.end() == at:
                yield None
                return
            at = found.end()

    def _dated(self, text: str) -> str:
        form = self.spec.date
        if not form:
            return text
        try:
            if form in _COUNTED:  # a year, and what is no number, is read as without it
                numbers, day = _COUNTED[form]
                return day(float(text.replace(",", "."))).isoformat() if numbers.fullmatch(text) else text
            if is_three_numbers(text):
                return ordered_day(text, form)
            if self.dated is not None:  # the order decides of nothing but what is ambiguous
                self.dated(text)
            return text
        except (ValueError, OverflowError, OSError) as error:
            message, hint = split_hint(error)
            if form in _ORDERS and _SERIAL.fullmatch(text):
                hint = f'date = "excel" if all cells are such numbers; date = "{form}" reads no numbers of days'
            elif hint.startswith("give the order"):  # it is given
                hint = "write it as in 05/03/2025, with nothing but a time behind it"
            raise WrongCell(self.column, text, f"no day ({form}): {message}", hint) from None

    def _measured(self, text: str) -> str:
        decimal = "" if type(text) is Numeral else self.spec.decimal
        unit = self.spec.unit
        if unit == FRACTION:
            return self._share(text, decimal or ".")
        if decimal:
            text = self._plain(text, decimal)
        if not unit or (self.united and not _BARE.fullmatch(text) and self.united(text)):
            return text
        return f"{text} {unit}"

    def _plain(self, text: str, decimal: str) -> str:
        try:
            return plain_numbers(text, decimal)
        except ValueError as error:
            message, hint = split_hint(error)
            raise WrongCell(self.column, text, message, hint) from None

    def _share(self, text: str, decimal: str) -> str:
        """A part of one in percent, with the words around it; what has a unit already keeps it."""
        try:
            number = plain_number(text, decimal)
        except ValueError:
            number = ""
        if number and not number.endswith("%"):
            return f"{_NUMBER.sub(_percent, number)} %"
        try:
            plain = plain_numbers(text, decimal)
        except ValueError as error:
            message, hint = split_hint(error)
            message = f"{text[:60]!r} is no part of one: {message}"
            raise WrongCell(self.column, text, message, hint) from None
        if self.united and self.united(plain):
            return plain
        if number:
            return f"{number[:-1]} %"
        share = f"{_NUMBER.sub(_percent, plain)} %"
        # Words or a range: these are what they seem if what is made of them is a quantity.
        if _NUMBER.search(plain) and self.united and self.united(share):
            return share
        raise WrongCell(self.column, text, f"{text[:60]!r} is no part of one", "write a number, as 0.125 for 12.5 %")


def _percent(number: re.Match[str]) -> str:
    """A number a hundredfold, exactly."""
    return f"{Decimal(f'{number[1]}e{int(number[2] or 0) + 2}'):f}"


def test_of(spec: Condition, unknown: Sequence[str] = ()) -> Callable[[str], bool]:
    """The test of a cell's text that a condition says (`ValueError` if its pattern is none)."""
    tests: list[Callable[[str], bool]] = []
    if spec.is_ is not None:
        wanted = {w.strip().casefold() for w in spec.is_}
        tests.append(lambda text: text.casefold() in wanted)
    if spec.is_not is not None:
        shut = {w.strip().casefold() for w in spec.is_not}
        tests.append(lambda text: text.casefold() not in shut)
    if spec.matches is not None:
        try:
            pattern = regex.compile(spec.matches)
        except regex.error as error:
            raise ValueError(f"matches: no pattern: {error}") from None
        tests.append(lambda text: pattern.search(text, timeout=PATTERN_SECONDS) is not None)
    if spec.filled is not None:
        nothing = {"", *(w.strip().casefold() for w in unknown)}
        tests.append(lambda text: (text.casefold() not in nothing) is spec.filled)
    for bound, sign in ((spec.above, 1), (spec.below, -1)):
        if bound is not None:
            tests.append(_beyond(bound, sign))
    return lambda text: all(test(text) for test in tests)


def matching(pattern: str, texts: Sequence[str]) -> list[str]:
    """The texts that a pattern matches as a whole (`ValueError` if it is none, or takes too long)."""
    try:
        compiled = regex.compile(pattern)
        return [text for text in texts if compiled.fullmatch(text, timeout=PATTERN_SECONDS)]
    except regex.error as error:
        raise ValueError(f"no pattern: {error}") from None
    except TimeoutError:
        raise ValueError("the pattern takes too long — write a simpler one") from None


def _beyond(bound: float, sign: int) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        try:
            return sign * (float(text) - bound) > 0
        except ValueError:
            return False

    return test
