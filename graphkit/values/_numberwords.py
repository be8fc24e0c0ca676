"""The table of words for numbers, as read from schema/numbers.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from graphkit.values._characters import Characters
from graphkit.values._text import decimal, longest_first, problem, section, string, strings

T = TypeVar("T")
_NO_MARKS = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Qualifier:
    """What a word before a number does: factors on the number for its bounds; None leaves that side open."""

    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words for numbers and their bounds; every word is casefolded, and the longest stand first.

    Attributes
    ----------
    numerals, scales
        Word to number; a scale multiplies the number before it.
    vague, magnitudes
        Word to least and greatest number (several = 2..9; tens = 10..99).
    qualifiers
        Word before a number to what it does to the bounds.
    between
        Words between the ends of a range, `-` and `~` among them.
    levels
        Words behind a unit ("level").
    level_factor, bare_level_factor
        `N unit-level` reaches from N to N times the first, `unit-level` from 1 to the second.
    abbreviations
        Letters behind digits (their case counts) to the scale and the dimensions that must stand beside them, if any.
    characters
        Numerals in characters.
    unclear
        Numerals that are refused, with what to write instead.
    behind
        Word behind a number to the word before one that it stands for.
    marks
        Matches a word of `behind` that stands right behind digits, as the group `mark`; or at the end, as `end`.
    """

    numerals: Mapping[str, Decimal]
    scales: Mapping[str, Decimal]
    vague: Mapping[str, tuple[Decimal, Decimal]]
    magnitudes: Mapping[str, tuple[Decimal, Decimal]]
    qualifiers: Mapping[str, Qualifier]
    between: tuple[str, ...]
    levels: tuple[str, ...]
    level_factor: Decimal
    bare_level_factor: Decimal
    abbreviations: Mapping[str, tuple[Decimal, tuple[str, ...]]] = field(default_factory=dict)
    characters: Characters = field(default_factory=lambda: Characters.of({}, {}, {}, ""))
    unclear: Mapping[str, str] = field(default_factory=dict)
    behind: Mapping[str, str] = field(default_factory=dict)
    marks: re.Pattern[str] = _NO_MARKS

    @classmethod
    def from_table(cls, table: Mapping[str, object]) -> NumberWords:
        """Build the words from the dict of schema/numbers.toml.

        Raises
        ------
        ValueError
            Something is missing, of the wrong kind, or a least number is above its greatest.
        """
        level = section(table, "level")
        factors = [decimal(level.get(key), f"level.{key}") for key in ("factor", "bare_factor")]
        if min(factors) < 1:
            raise problem("a factor of [level] is below 1", "write 1 or more")
        characters = _characters(table)
        behind = _behind(table)
        return cls(
            numerals=_numbers(table, "numerals"),
            scales=_sorted({**_numbers(table, "scales"), **characters.places, **characters.groups}),
            vague=_pairs(table, "vague"),
            magnitudes=_pairs(table, "magnitudes"),
            qualifiers=_qualifiers(table),
            between=longest_first((*strings(section(table, "range").get("words"), "range.words"), "-", "~")),
            levels=longest_first(strings(level.get("words"), "level.words")),
            level_factor=factors[0],
            bare_level_factor=factors[1],
            abbreviations=_abbreviations(table),
            characters=characters,
            unclear={word: string(right, f"unclear.{word}") for word, right in _optional(table, "unclear").items()},
            behind=behind,
            marks=_marks(behind, characters),
        )


def _numbers(table: Mapping[str, object], key: str) -> dict[str, Decimal]:
    """Read a section of positive numbers."""
    result = {word.casefold(): decimal(value, f"{key}.{word}") for word, value in section(table, key).items()}
    for word, number in result.items():
        if number <= 0:
            raise problem(f"{key}.{word} is not above 0", "write a positive number")
    return _sorted(result)


def _sorted(words: Mapping[str, T]) -> dict[str, T]:
    """Put the longest words first, so that `hundreds` is found before `hundred`."""
    return {word: words[word] for word in longest_first(words)}


def _pairs(table: Mapping[str, object], key: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Read a section of pairs, least and greatest."""
    result: dict[str, tuple[Decimal, Decimal]] = {}
    for word, pair in section(table, key).items():
        low, high = (decimal(item, f"{key}.{word}") for item in _two(pair, f"{key}.{word}"))
        if not 0 < low <= high:
            raise problem(f"{key}.{word} is no range above 0", 'write least and greatest, as ["2", "9"]')
        result[word.casefold()] = (low, high)
    return _sorted(result)


def _two(pair: object, where: str) -> tuple[str, ...]:
    """Return the two texts of a list; ValueError for more or fewer."""
    items = strings(pair, where)
    if len(items) != 2:
        raise problem(f"{where} has {len(items)} numbers", 'write two, as ["2", "9"]')
    return items


def _qualifiers(table: Mapping[str, object]) -> dict[str, Qualifier]:
    """Read [[qualifiers]]; a one-sided one has the factor 1, a two-sided one has low <= 1 <= high."""
    rows = table.get("qualifiers")
    if not isinstance(rows, list):
        raise problem("[[qualifiers]] is missing", "add at least one")
    result: dict[str, Qualifier] = {}
    for row in rows:
        if not isinstance(row, Mapping):
            raise problem("a row of [[qualifiers]] is no table", "write words, low and high")
        words = strings(row.get("words"), "qualifiers.words")
        low, high = (decimal(row[end], f"{words[:1]} {end}") if end in row else None for end in ("low", "high"))
        _check_factors(words, low, high)
        for word in words:
            if word.casefold() in result:
                raise problem(f"{word!r} stands twice in [[qualifiers]]", "keep one")
            result[word.casefold()] = Qualifier(low, high)
    return _sorted(result)


def _check_factors(words: tuple[str, ...], low: Decimal | None, high: Decimal | None) -> None:
    """Raise ValueError unless the factors leave the stated number within the bounds."""
    two_sided = low is not None and high is not None and 0 < low <= 1 <= high
    one_sided = (low is None) != (high is None) and (low or high) == 1
    if not (two_sided or one_sided):
        raise problem(f"the factors of {', '.join(words)} are not sound", "write low <= 1 <= high, or one of them as 1")


def _optional(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return a section that need not be there."""
    return section(table, key) if key in table else {}


def _characters(table: Mapping[str, object]) -> Characters:
    """Read [characters.*], each of which need not be there."""
    part = _optional(table, "characters")
    digits = _optional(part, "digits")
    for ch, digit in digits.items():
        if len(ch) != 1 or not isinstance(digit, str) or not re.fullmatch("[0-9]", digit):
            raise problem(f"characters.digits.{ch} is no digit", 'write one character and its digit, as "三" = "3"')
    places, groups = (_numbers(part, key) if key in part else {} for key in ("places", "groups"))
    for ch, number in (*places.items(), *groups.items()):
        if len(ch) != 1 or number.normalize().as_tuple().digits != (1,) or number < 10:
            raise problem(f"{ch} of [characters] is no power of ten", 'write one character, as "百" = "100"')
    points = strings(section(part, "points").get("words"), "characters.points.words") if "points" in part else ()
    return Characters.of({ch: str(digit) for ch, digit in digits.items()}, places, groups, "".join(points))


def _abbreviations(table: Mapping[str, object]) -> dict[str, tuple[Decimal, tuple[str, ...]]]:
    """Read [abbreviations], the longest first; their case counts."""
    result: dict[str, tuple[Decimal, tuple[str, ...]]] = {}
    rows = _optional(table, "abbreviations")
    for letters in sorted(rows, key=lambda word: (-len(word), word)):
        row = section(rows, letters)
        factor = decimal(row.get("factor"), f"abbreviations.{letters}.factor")
        if factor <= 0:
            raise problem(f"abbreviations.{letters}.factor is not above 0", "write a positive number")
        result[letters] = (factor, strings(row.get("beside", []), f"abbreviations.{letters}.beside"))
    return result


def _behind(table: Mapping[str, object]) -> dict[str, str]:
    """Read `behind` of [[qualifiers]]: each word to the first word of its row, the longest first."""
    result: dict[str, str] = {}
    rows = table.get("qualifiers")
    for row in rows if isinstance(rows, list) else ():
        words = strings(row.get("words"), "qualifiers.words")
        for word in strings(row.get("behind", []), "qualifiers.behind"):
            if result.setdefault(word.casefold(), words[0].casefold()) != words[0].casefold():
                raise problem(f"{word!r} stands behind numbers in two rows of [[qualifiers]]", "keep one")
    return _sorted(result)


def _marks(behind: Iterable[str], characters: Characters) -> re.Pattern[str]:
    """Build the pattern of the words behind a number; one that ends in a letter or a sign ends there."""
    words = "|".join(f" {re.escape(w)}" if w[0].isascii() and w[0].isalpha() else f" ?{re.escape(w)}" for w in behind)
    digits = "0-9" + re.escape("".join((*characters.digits, *characters.places, *characters.groups)))
    inside = f"(?<=[{digits}])(?P<mark>{words or '(?!)'})(?![0-9+])(?=[^a-zA-Z]|(?<=[+])|$)"
    return re.compile(f"{inside}|(?P<end>{words or '(?!)'})$", re.IGNORECASE)
