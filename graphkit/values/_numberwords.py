"""The table of words for numbers, as read from schema/numbers.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from graphkit.values._text import decimal, longest_first, problem, section, strings

T = TypeVar("T")


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
        return cls(
            numerals=_numbers(table, "numerals"),
            scales=_numbers(table, "scales"),
            vague=_pairs(table, "vague"),
            magnitudes=_pairs(table, "magnitudes"),
            qualifiers=_qualifiers(table),
            between=longest_first((*strings(section(table, "range").get("words"), "range.words"), "-", "~")),
            levels=longest_first(strings(level.get("words"), "level.words")),
            level_factor=factors[0],
            bare_level_factor=factors[1],
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
