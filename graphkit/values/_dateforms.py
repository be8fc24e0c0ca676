"""Dates as others write them, rewritten in the plain forms: `5 March 2025` as `2025-03-05`, `3Q25` as `2025-q3`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from graphkit.values._text import integer, longest_first, problem, section, shown, string, strings

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
_SHORT_YEARS = 50
_AFTER_DATE = ("early", "mid", "late", "end", "around")
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[t ](?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,][0-9]{1,9})?)?"
    r"(?: ?[ap]m)?(?: ?(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?(?![0-9a-z:])"
)
_QUOTES = str.maketrans("\u2019\u2018", "''")


@dataclass(frozen=True, slots=True)
class DateForms:
    """The rules that rewrite a date, and the words that refuse one.

    Attributes
    ----------
    rules
        Pattern and rewriting, in the order in which they are tried.
    refused
        Pattern, why, and what to write instead.
    declared
        The table as text: equal for equal rules.
    """

    rules: tuple[Rule, ...] = field(default=(), repr=False)
    refused: tuple[tuple[re.Pattern[str], str, str], ...] = field(default=(), repr=False)
    declared: str = ""

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> DateForms:
        """Build the rules from the dict of schema/dates.toml; of a section that is missing there are none.

        Raises
        ------
        ValueError
            Something is of the wrong kind.
        """
        short = integer(_optional(table, "short_years").get("first", 2000), "short_years.first")
        characters = _optional(table, "characters")
        rules = [*_character_rules(table, characters), *_year_rules(), *_digit_rules(), *_month_rules(table, short)]
        rules += [*_period_rules(table, short), (_TIME, lambda found: found["day"])]
        # A function shows where it lies in memory: what stands for the rules in a digest is the table they are made of.
        declared = json.dumps(table, sort_keys=True, ensure_ascii=False, default=str)
        return cls(tuple(rules), tuple(_refused(table)), declared)

    def rewrite(self, text: str, cleaned: str) -> str:
        """Return `cleaned` (plain, in lower case) with each date in it in a plain form.

        Raises
        ------
        ValueError
            It has a word that is refused, or two digits that are no year.
        """
        for pattern, why, right in self.refused:
            if pattern.search(cleaned):
                raise problem(f"{shown(text)} has no fixed days: {why}", f"write {right}")
        result = cleaned.translate(_QUOTES)
        for pattern, rewritten in self.rules:
            result = pattern.sub(rewritten, result)
        return result


def _optional(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return a section that need not be there."""
    return section(table, key) if key in table else {}


def _either(words: Iterable[str]) -> str:
    """Return a pattern of any of the words, longest first; of none, one that never matches."""
    return "|".join(map(re.escape, longest_first(words))) or "(?!)"


def _refused(table: Mapping[str, object]) -> Iterable[tuple[re.Pattern[str], str, str]]:
    """Read [refused]: letters of ours must not run on, digits may (`FY23`)."""
    for name in _optional(table, "refused"):
        row = section(section(table, "refused"), name)
        words = strings(row.get("words"), f"refused.{name}.words")
        pattern = re.compile("|".join(_refusal(word) for word in longest_first(words)) or "(?!)")
        yield pattern, string(row.get("why"), f"refused.{name}.why"), string(row.get("write"), f"refused.{name}.write")


def _refusal(word: str) -> str:
    """Return the pattern of a word that is refused."""
    return f"(?<![a-z]){re.escape(word)}(?![a-z])" if word.isascii() else re.escape(word)


def _year_rules() -> Iterable[Rule]:
    """`2024-2026`, `2024 to 2026`, `between 2024 and 2026`, `2023/24`, `2030+`, `2026 or later`."""
    year = r"[12][0-9]{3}"

    def both(found: re.Match[str]) -> str:
        return f"{found['a']}/{found['b']}" if found["a"] < found["b"] else found[0]

    yield re.compile(rf"(?<![0-9a-z./-])(?P<a>{year}) ?(?:[-–—~至]| to | bis ) ?(?P<b>{year})(?![0-9a-z./-])"), both
    yield re.compile(rf"(?<![0-9a-z])between (?P<a>{year}) and (?P<b>{year})(?![0-9a-z./-])"), both

    def season(found: re.Match[str]) -> str:
        # 2023/24; where the second number can be a month (2010/11) it stays, and is refused.
        follows = int(found["b"]) == (int(found["a"]) + 1) % 100 and int(found["b"]) > 12
        return f"{found['a']}-{found['b']}" if follows else found[0]

    yield re.compile(rf"(?<![0-9a-z./-])(?P<a>{year})/(?P<b>[0-9]{{2}})(?![0-9a-z./-])"), season
    open_end = rf"(?<![0-9a-z./-])(?P<a>{year}) ?(?:\+|(?:or|and) (?:later|after)|onwards?)(?![0-9a-z])"
    yield re.compile(open_end), lambda found: f"from {found['a']}"


def _digit_rules() -> Iterable[Rule]:
    """`2025/3/5`, `2025.03.05`, `2025-3-5`, `20250305`, `03/2025`."""

    def day(found: re.Match[str]) -> str:
        return f"{found['y']}-{found['m']:0>2}-{found['d']:0>2}"

    rest = r"(?P<m>[0-9]{1,2})(?P=sep) ?(?P<d>[0-9]{1,2})\.?(?!\.?[0-9])"
    yield re.compile(rf"(?<![0-9a-z./-])(?P<y>[0-9]{{4}})(?P<sep>/){rest}(?=t[0-9]|[^0-9a-z/-]|$)"), day
    yield re.compile(rf"(?<![0-9a-z.-])(?P<y>[0-9]{{4}})(?P<sep>[.-]) ?{rest}(?=t[0-9]|[^0-9a-z-]|$)"), day
    yield re.compile(r"(?<![0-9a-z./-])(?P<y>[0-9]{4})(?P<m>[0-9]{2})(?P<d>[0-9]{2})(?![0-9a-z./-])"), day
    month = re.compile(r"(?<![0-9a-z./])(?<![0-9]-)(?P<m>0?[1-9]|1[0-2])[/.-](?P<y>[0-9]{4})(?![0-9a-z./-])")
    yield month, lambda found: f"{found['y']}-{found['m']:0>2}"


def _month_rules(table: Mapping[str, object], short: int) -> Iterable[Rule]:
    """`5 March 2025`, `5-Mar-2025`, `March 5, 2025`, `March 2025`, `Nov '25`, `2025 March 5`."""
    numbers: dict[str, str] = {}
    for number, names in _optional(table, "months").items():
        if number not in map(str, range(1, 13)):
            raise problem(f"months.{number} is no month", "give the months 1 to 12")
        for name in strings(names, f"months.{number}"):
            if numbers.setdefault(name.casefold(), f"{number:0>2}") != f"{number:0>2}":
                raise problem(f"{name!r} stands for two months in [months]", "keep one")

    def rewritten(found: re.Match[str]) -> str:
        parts = found.groupdict()
        year = parts["y"] or _short_year(parts["yy"], short)
        day = f"-{parts['d']:0>2}" if parts.get("d") else ""
        return f"{year}-{numbers[parts['name']]}{day}"

    name = rf"(?P<name>{_either(numbers)})\.?"
    day = r"(?P<d>[0-9]{1,2})(?:st|nd|rd|th)?"
    year = r"(?P<y>[0-9]{4})(?![0-9a-z])"
    yield re.compile(rf"(?<![0-9a-z.]){day}\.?[ -]?(?:of )?{name},?[ -]?{year}"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){name}[ -]{day}(?:, ?|[ -]){year}"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){name},?(?:[ -]?| of ){year}"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){name} ?'(?P<yy>[0-9]{{2}})(?P<y>)(?![0-9a-z])"), rewritten
    ahead = rf"(?<![0-9a-z-])(?P<y>[0-9]{{4}})[ -]{name}(?:[ -](?P<d>[0-9]{{1,2}}))?(?![0-9a-z-])"
    yield re.compile(ahead), rewritten


def _short_year(digits: str, short: int) -> str:
    """Return the year of two digits, from `short` on for fifty years; ValueError for the others."""
    year = short + (int(digits) - short) % 100
    if year >= short + _SHORT_YEARS:
        raise problem(f"{digits!r} may be {year - 100} or {year}", "write the year in four digits")
    return str(year)


def _period_rules(table: Mapping[str, object], short: int) -> Iterable[Rule]:
    """`3Q25`, `1H 2025`, `Q3/2025`, `Q3'25`, `2025/Q3`, `2025 3Q`, `first half of 2025`."""
    phrases: dict[str, str] = {}
    for period, words in _optional(table, "periods").items():
        if not re.fullmatch("H[12]|Q[1-4]", period):
            raise problem(f"periods.{period} is no half or quarter", "give H1, H2 and Q1 to Q4")
        phrases.update(dict.fromkeys((w.casefold() for w in strings(words, f"periods.{period}")), period.lower()))

    def rewritten(found: re.Match[str]) -> str:
        parts = found.groupdict()
        year = parts["y"] or _short_year(parts["yy"], short)
        return f"{year}-{phrases[parts['phrase']] if 'phrase' in parts else parts['q'] + parts['n']}"

    letter, number, year = "(?P<q>[qh])", "(?P<n>[0-9])", "(?P<y>[0-9]{4})"
    years = rf"(?:{year}|(?P<yy>[0-9]{{2}}))(?![0-9a-z])"
    year_mark = _either(strings(_optional(table, "characters").get("year", []), "characters.year"))
    phrase = f"(?P<phrase>{_either(phrases)})"
    yield re.compile(rf"(?<![0-9a-z]){number}{letter}[ /-]?'?{years}"), rewritten
    yield re.compile(rf"(?<![0-9a-z-]){letter}{number}(?:[ /-]?'|[ /-]){years}"), rewritten
    yield re.compile(rf"(?<![0-9a-z-]){letter}{number}{year}(?![0-9a-z])"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){year}/{letter}{number}(?![0-9a-z])"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){year} {number}{letter}(?![0-9a-z])"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){phrase}(?: of| in)?,? {year}(?![0-9a-z])"), rewritten
    yield re.compile(rf"(?<![0-9a-z]){year} ?(?:{year_mark})? ?{phrase}(?![0-9a-z])"), rewritten


def _character_rules(table: Mapping[str, object], characters: Mapping[str, object]) -> Iterable[Rule]:
    """`二〇二五年三月五日`, `2025年3月5日`, `2025年底`, `2025년 3월`."""
    if not characters:
        return
    marks = {part: strings(characters.get(part), f"characters.{part}") for part in ("year", "month", "day")}
    digits = strings(characters.get("digits"), "characters.digits")
    zero, ten = (string(characters.get(key), f"characters.{key}") for key in ("zero", "ten"))
    if len(digits) != 10 or any(len(ch) != 1 for ch in (*digits, zero, ten)):
        raise problem("[characters] has no ten digits", "write one character for each of 0 to 9, for zero and for ten")
    values = {**{ch: str(at) for at, ch in enumerate(digits)}, zero: "0"}
    run = f"[{''.join(map(re.escape, (*values, ten)))}]+"
    every = _either(mark for group in marks.values() for mark in group)
    yield re.compile(f"{run}(?= ?(?:{every}))"), lambda found: _in_digits(found[0], values, ten)

    first = {part: strings(section(table, "phrases").get(part), f"phrases.{part}")[0] for part in _AFTER_DATE}
    behind = {w: part for part in _AFTER_DATE for w in strings(characters.get(part, []), f"characters.{part}")}

    def rewritten(found: re.Match[str]) -> str:
        month, day, part = (found[key] for key in ("m", "d", "part"))
        if month and not 1 <= int(month) <= 12:
            raise problem(f"{month} in {shown(found[0])} is no month", "write a month from 1 to 12")
        plain = found["y"] + (f"-{month:0>2}" if month else "") + (f"-{day:0>2}" if day else "")
        return f"{first[behind[part]]} {plain}" if part else plain

    year, month, day = (f"(?:{_either(marks[part])})" for part in marks)
    days = rf"(?: ?(?P<d>[0-9]{{1,2}}) ?{day})?"
    body = rf"(?P<y>[0-9]{{4}}) ?{year}(?: ?(?P<m>[0-9]{{1,2}}) ?{month}{days})?"
    quarters = _either(w for words in _optional(table, "periods").values() for w in strings(words, "periods"))
    yield re.compile(rf"(?<![0-9a-z]){body}(?! ?(?:{quarters}))(?: ?(?P<part>{_either(behind)}))?(?![0-9])"), rewritten


def _in_digits(run: str, values: Mapping[str, str], ten: str) -> str:
    """Turn characters for a number below a hundred, or for a year digit by digit, into digits."""
    if ten not in run:
        return "".join(values[ch] for ch in run)
    tens, _, ones = run.partition(ten)
    if len(tens) > 1 or len(ones) > 1 or ten in ones:
        return run
    return f"{values[tens] if tens else 1}{values[ones] if ones else 0}"
