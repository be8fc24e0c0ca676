"""Partial dates: a text to its earliest and latest day, ends included, None for open.

`docs/values.md` lists every form. The words come from schema/dates.toml as `DateWords`; nothing is read here.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from graphkit.values._datehints import refuse_lookalike
from graphkit.values._datewords import LEADS, PARTS, DateWords, inside
from graphkit.values._text import plain, problem, shown, take_phrase
from graphkit.values.days import excel_day, ordered_day, unix_day

__all__ = [
    "DateWords", "PartialDate", "asked_day", "day_bounds", "excel_day", "format_date", "ordered_day", "parse_date",
    "unix_day",
]  # fmt: skip

_RIGHT = "write a date such as 2027, 2025-11, 2025-11-10, 2026-Q1, 2025-H1, mid 2027, by 2030 or 2024/2026"
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_YEAR = re.compile(r"[0-9]{4}")
_PERIOD = re.compile(r"([0-9]{4})[- ]?([qh])([0-9])")
_PERIOD_FIRST = re.compile(r"([qh])([0-9])[- ]([0-9]{4})")
_DAY_ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    Attributes
    ----------
    text
        As it was written.
    earliest, latest
        The first and last day it may be, included; None is open. Never both None, never the wrong way round.
    form
        on, by, before, after, from, until or range.
    word
        The words that made the bounds, as they are read (`end of`, `around`, `?`); None if there are none. With
        `around` or `?` among them the date is a guess.
    rewritten
        The text in a plain form if it was in another (`3Q25`), None otherwise.
    """

    text: str
    earliest: date | None
    latest: date | None
    form: str
    word: str | None
    rewritten: str | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for bounds that no day satisfies."""
        if self.earliest is not None and self.latest is not None and self.earliest > self.latest:
            raise problem(
                f"{shown(self.text)} ends on {self.latest}, before it begins on {self.earliest}",
                "write the earlier date first",
            )


@dataclass(frozen=True, slots=True)
class _Span:
    """Closed days with the unit that says what parts it has and how far `around` reaches."""

    first: date
    last: date
    unit: str
    word: str | None = None


def parse_date(text: str, words: DateWords) -> PartialDate:
    """Parse a partial date.

    Parameters
    ----------
    text
        At most 500 characters; case, outer blanks and the width of digits do not matter, dashes are hyphens.
    words
        The table of schema/dates.toml.

    Raises
    ------
    ValueError
        Not a date, not a day of the calendar, or a year outside the table's; the message says what is wrong and,
        after ' — ', what would be right.
    """
    written = _clean(text)
    cleaned = words.forms.rewrite(text, written)
    refuse_lookalike(text, cleaned, words.months)
    found = _parsed(text, cleaned, words)
    return found if cleaned == written else replace(found, rewritten=cleaned)


def _parsed(text: str, cleaned: str, words: DateWords) -> PartialDate:
    """Parse a date in one of the plain forms."""
    if "/" in cleaned:
        return _range(text, cleaned, words)
    lead = take_phrase(cleaned, words.phrases(*LEADS))
    if lead is None:
        return _framed(text, "on", _hedged(text, cleaned, words))
    return _framed(text, words.meanings[lead[0]], _hedged(text, lead[1], words))


def day_bounds(text: str, words: DateWords) -> date:
    """Return the last day of a partial date, as `--as-of` and `--known-on` read it.

    Raises
    ------
    ValueError
        Not a date, or open at the end (`from 2024`).
    """
    latest = parse_date(text, words).latest
    if latest is None:
        raise problem(f"{shown(text)} has no last day", "write a day, month, quarter, half or year")
    return latest


def asked_day(text: str, words: DateWords) -> date:
    """Return the day that a person asks for: `today`, the machine's, or a date as `day_bounds` reads it.

    Raises
    ------
    ValueError
        As `day_bounds` does.
    """
    return date.today() if text.strip().casefold() == "today" else day_bounds(text, words)


def format_date(value: PartialDate) -> str:
    """Print a date: its text normalised, in lower case, with ISO years, quarters and halves (`2026-Q1`).

    What comes out parses to the same bounds, and is printed the same again. Words are kept as they were written.
    """
    text = _clean(value.rewritten or value.text).removeprefix("on ").replace(" ?", "?")
    text = re.sub(r"\b([qh])([1-4])[- ]([0-9]{4})\b", r"\3-\1\2", text)
    text = re.sub(r"\b([0-9]{4})[- ]?([qh])([1-4])\b", lambda m: f"{m[1]}-{m[2].upper()}{m[3]}", text)
    text = re.sub(r"(?<=[a-z])-(?=[0-9])", " ", text)
    years = _MONTH.fullmatch(text)
    if years and value.form == "range":
        return f"{years[1]}/{int(years[1]) + 1}"
    return text


def _clean(text: str) -> str:
    """Make the text plain, in lower case, without `the` and without blanks around a slash."""
    tokens = plain(text).lower().replace("/", " / ").split()
    return " ".join(token for token in tokens if token != "the").replace(" / ", "/")


def _framed(text: str, lead: str, span: _Span) -> PartialDate:
    """Turn a span behind a lead (on, by, before …) into bounds."""
    earliest: date | None = None
    latest: date | None = None
    if lead == "on":
        earliest, latest = span.first, span.last
    elif lead in ("by", "until"):
        latest = span.last
    elif lead == "before":
        latest = span.first - _DAY_ONE
    elif lead == "after":
        earliest = span.last + _DAY_ONE
    else:
        earliest = span.first
    form = "range" if lead == "on" and span.unit == "years" and span.word is None else lead
    return PartialDate(text, earliest, latest, form, span.word)


def _range(text: str, cleaned: str, words: DateWords) -> PartialDate:
    """Parse `X/Y`; one of the two may be `..`, for open."""
    sides = [side.strip() for side in cleaned.split("/")]
    if len(sides) != 2 or "" in sides or sides == ["..", ".."]:
        raise problem(f"{shown(text)} is no range of two dates", "write 2024/2026, 2024/.. or ../2026")
    start, end = (None if side == ".." else _part(text, side, words) for side in sides)
    found = [span.word for span in (start, end) if span and span.word]
    return PartialDate(
        text, start.first if start else None, end.last if end else None, "range", "/".join(found) or None
    )


def _hedged(text: str, cleaned: str, words: DateWords) -> _Span:
    """Parse a date that may be uncertain: `around X`, `X?`."""
    hedge = take_phrase(cleaned, words.phrases("around"))
    if hedge is not None:
        return _widened(_part(text, hedge[1], words), hedge[0], words)
    if cleaned.endswith("?"):
        return _widened(_part(text, cleaned[:-1].strip(), words), "?", words)
    return _part(text, cleaned, words)


def _widened(span: _Span, word: str, words: DateWords) -> _Span:
    """Widen a span on both sides by its unit's reach."""
    months, days = words.reaches["year" if span.unit == "years" else span.unit]
    first, last = span.first, span.last
    if months:
        first = _month_start(first.year, first.month - months)
        last = _month_start(last.year, last.month + months + 1) - _DAY_ONE
    both = word if span.word is None else f"{word} {span.word}"
    return _Span(first - timedelta(days=days), last + timedelta(days=days), span.unit, both)


def _part(text: str, cleaned: str, words: DateWords) -> _Span:
    """Parse a plain form, or a part of one: early, mid, late, end of, beginning of."""
    taken = take_phrase(cleaned, words.phrases(*PARTS))
    if taken is None:
        return _calendar(text, cleaned, words)
    phrase, rest = taken
    whole = _calendar(text, rest.removeprefix("-"), words)
    if (whole.unit, "early") not in words.parts:
        raise problem(f"{phrase!r} in {shown(text)} wants a year, half, quarter or month", f"write {phrase} 2025-09")
    ends = words.parts[whole.unit, words.meanings[phrase]]
    if whole.unit == "month":
        first, last = inside(ends, whole.last.day)
        return _Span(whole.first.replace(day=first), whole.first.replace(day=last), "day", phrase)
    first, last = inside(ends, whole.last.month - whole.first.month + 1)
    year, before = whole.first.year, whole.first.month - 1
    return replace(_months(year, before + first, before + last, "month"), word=phrase)


def _calendar(text: str, cleaned: str, words: DateWords) -> _Span:
    """Parse a year, half, quarter, month, day, or two consecutive years (`2025-26`)."""
    if _YEAR.fullmatch(cleaned):
        return _months(_year(text, cleaned, words), 1, 12, "year")
    if found := _MONTH.fullmatch(cleaned):
        return _month_or_years(text, _year(text, found[1], words), int(found[2]), words)
    if found := _DAY.fullmatch(cleaned):
        return _day(text, _year(text, found[1], words), int(found[2]), int(found[3]))
    if found := _PERIOD.fullmatch(cleaned):
        return _period(text, _year(text, found[1], words), found[2], int(found[3]))
    if found := _PERIOD_FIRST.fullmatch(cleaned):
        return _period(text, _year(text, found[3], words), found[1], int(found[2]))
    raise problem(f"{shown(text)} is no date", _RIGHT)


def _year(text: str, digits: str, words: DateWords) -> int:
    """Return the year; ValueError outside the table's."""
    year = int(digits)
    if not words.first_year <= year <= words.last_year:
        raise problem(
            f"the year {year} in {shown(text)} is out of bounds",
            f"write a year from {words.first_year} to {words.last_year}",
        )
    return year


def _month_or_years(text: str, year: int, number: int, words: DateWords) -> _Span:
    """Read the two digits behind a year: a month if there is such a month, else the year that follows."""
    if 1 <= number <= 12:
        return _months(year, number, number, "month")
    if number != (year + 1) % 100:
        raise problem(
            f"{number:02d} in {shown(text)} is neither a month nor the year after {year}",
            f"write {year}-01 to {year}-12 for a month, or a range such as {year}/{year + 2}",
        )
    _year(text, str(year + 1), words)
    return _Span(date(year, 1, 1), date(year + 1, 12, 31), "years")


def _day(text: str, year: int, month: int, day: int) -> _Span:
    """Return one day; ValueError if the calendar has none such."""
    if not 1 <= month <= 12:
        raise problem(f"{month:02d} in {shown(text)} is no month", "write year-month-day, the month from 01 to 12")
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise problem(
            f"{year}-{month:02d} has no day {day:02d}", f"write a day from {year}-{month:02d}-01 to {last:02d}"
        )
    found = date(year, month, day)
    return _Span(found, found, "day")


def _period(text: str, year: int, letter: str, number: int) -> _Span:
    """Return a quarter (q1 to q4) or a half (h1, h2)."""
    count = 4 if letter == "q" else 2
    if not 1 <= number <= count:
        raise problem(
            f"{letter.upper()}{number} in {shown(text)} does not exist", "write Q1 to Q4 for a quarter, H1 or H2 a half"
        )
    size = 12 // count
    return _months(year, (number - 1) * size + 1, number * size, "quarter" if letter == "q" else "half")


def _months(year: int, first: int, last: int, unit: str) -> _Span:
    """Return the days from one month of a year to another, both included."""
    return _Span(date(year, first, 1), _month_start(year, last + 1) - _DAY_ONE, unit)


def _month_start(year: int, month: int) -> date:
    """Return the first day of a month that may lie outside 1..12, as month 13 is January of the next year."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
