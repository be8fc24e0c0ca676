"""The table of words for dates, as read from schema/dates.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graphkit.values._dateforms import DateForms
from graphkit.values._text import integer, longest_first, problem, section, strings

PARTS = ("beginning", "early", "mid", "late", "end")
LEADS = ("on", "by", "before", "after", "from", "until")
_LENGTHS = {"year": (12,), "half": (6,), "quarter": (3,), "month": (28, 29, 30, 31)}
_REACHES = ("year", "half", "quarter", "month", "day")


@dataclass(frozen=True, slots=True)
class DateWords:
    """Words for dates and their bounds.

    Attributes
    ----------
    first_year, last_year
        The years that are accepted, both included.
    meanings
        Phrase (casefolded, longest first) to meaning: a part (early …), `around`, or a lead (by, before …).
    parts
        (unit, part) to the first and last month of a year, half or quarter, or day of a month, counted from 1;
        negative numbers count from the end, -1 being the last.
    reaches
        Unit to how far `around` goes on either side, as (months, days).
    months
        Month names in a spreadsheet's rewriting, casefolded.
    forms
        The rules that rewrite other forms as plain ones, and what is refused.
    """

    first_year: int
    last_year: int
    meanings: Mapping[str, str]
    parts: Mapping[tuple[str, str], tuple[int, int]]
    reaches: Mapping[str, tuple[int, int]]
    months: tuple[str, ...]
    forms: DateForms = field(default_factory=DateForms)

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> DateWords:
        """Build the words from the dict of schema/dates.toml.

        Raises
        ------
        ValueError
            Something is missing, of the wrong kind, out of bounds, said twice; or early, mid and late leave a gap.
        """
        years = section(table, "years")
        first, last = integer(years.get("first"), "years.first"), integer(years.get("last"), "years.last")
        if not 1000 <= first <= last <= 9000:
            raise problem(f"years {first}..{last} are no range", "write four-digit years up to 9000, the first first")
        months = strings(section(table, "spreadsheet").get("months"), "spreadsheet.months")
        meanings, parts, reaches = _meanings(table), _parts(table), _reaches_of(table)
        return cls(first, last, meanings, parts, reaches, longest_first(months), DateForms.from_table(table))

    def phrases(self, *meanings: str) -> tuple[str, ...]:
        """Return the phrases of these meanings, longest first."""
        return tuple(phrase for phrase, meaning in self.meanings.items() if meaning in meanings)


def _meanings(table: Mapping[str, object]) -> dict[str, str]:
    """Read [phrases]; every meaning must be there and no phrase twice."""
    phrases = section(table, "phrases")
    known = {*PARTS, *LEADS, "around"}
    if set(phrases) != known:
        odd = ", ".join(sorted(set(phrases) ^ known))
        raise problem(f"[phrases] has too few or too many keys: {odd}", f"give exactly {', '.join(sorted(known))}")
    result: dict[str, str] = {}
    for meaning, value in phrases.items():
        for phrase in strings(value, f"phrases.{meaning}"):
            if phrase.casefold() in result:
                raise problem(f"the phrase {phrase!r} stands twice in [phrases]", "give it one meaning")
            result[phrase.casefold()] = meaning
    return {phrase: result[phrase] for phrase in longest_first(result)}


def _parts(table: Mapping[str, object]) -> dict[tuple[str, str], tuple[int, int]]:
    """Read [parts.*] and check that each part lies within its whole and that early, mid and late tile it."""
    result: dict[tuple[str, str], tuple[int, int]] = {}
    for unit, lengths in _LENGTHS.items():
        rows = section(section(table, "parts"), unit)
        for part in PARTS:
            where = f"parts.{unit}.{part}"
            ends = rows.get(part)
            if not isinstance(ends, list | tuple) or len(ends) != 2:
                raise problem(f"{where} is no pair", "write its first and last month or day, as [1, 4]")
            result[unit, part] = (integer(ends[0], where), integer(ends[1], where))
        for length in lengths:
            _check_tiles(unit, length, result)
    return result


def _check_tiles(unit: str, length: int, parts: Mapping[tuple[str, str], tuple[int, int]]) -> None:
    """Raise ValueError unless the parts of a unit of `length` months or days are sound."""
    for part in PARTS:
        first, last = inside(parts[unit, part], length)
        if not 1 <= first <= last <= length:
            raise problem(f"parts.{unit}.{part} does not lie within 1..{length}", "count from 1, or from -1 backwards")
    tiles = [inside(parts[unit, part], length) for part in ("early", "mid", "late")]
    covered = [number for first, last in tiles for number in range(first, last + 1)]
    if covered != list(range(1, length + 1)):
        raise problem(f"early, mid and late do not tile parts.{unit}", "let each begin just after the one before")


def inside(ends: tuple[int, int], length: int) -> tuple[int, int]:
    """Turn ends that may count from the last (-1) into ends counted from 1, in a whole of `length`."""
    first, last = (end if end > 0 else length + 1 + end for end in ends)
    return first, last


def _reaches_of(table: Mapping[str, object]) -> dict[str, tuple[int, int]]:
    """Read [around]: (months, days) of each unit, from 0 to 120 months or 366 days."""
    around = section(table, "around")
    result: dict[str, tuple[int, int]] = {}
    for unit in _REACHES:
        row = section(around, unit)
        months = integer(row.get("months", 0), f"around.{unit}.months")
        days = integer(row.get("days", 0), f"around.{unit}.days")
        if not (set(row) <= {"months", "days"} and 0 <= months <= 120 and 0 <= days <= 366):
            raise problem(f"around.{unit} is no reach", "write { months = 1 } or { days = 7 }")
        if unit == "day" and months:
            raise problem("around.day counts in months", "count it in days")
        result[unit] = (months, days)
    return result
