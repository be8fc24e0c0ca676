"""What the parsers share: a text made plain, an error in two halves, tables read with care."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

MAX_TEXT = 500
MAX_DIGITS = 40
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-"))
_POWER_OF_UNIT = re.compile("(?<=[A-Za-zµμΩΩ])[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NOT_ON_THE_LINE = ("<super>", "<sub>", "<fraction>", "<circle>")
_DECIMAL = re.compile(r"-?[0-9]{1,40}(?:\.[0-9]{1,40})?")
_NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")


def problem(what: str, right: str) -> ValueError:
    """Make the error of this room: what is wrong, a dash, and what would be right."""
    return ValueError(f"{what} — {right}")


def shown(text: str) -> str:
    """Quote a text for a message: escaped, and at most 60 characters of it."""
    return repr(text) if len(text) <= 60 else repr(text[:60] + "…")


def plain(text: str) -> str:
    """Normalise a text for parsing: NFKC, dashes as hyphens, single blanks. Case is kept.

    Raises
    ------
    ValueError
        Blank, longer than 500 characters, or with raised, lowered or circled digits or fractions, which NFKC
        would turn into other numbers (`10²` into 102). Raised digits behind a letter are read: `cm⁻¹` is `cm-1`.
    """
    if len(text) > MAX_TEXT:
        raise problem(f"the text has {len(text)} characters", f"write at most {MAX_TEXT}")
    text = _POWER_OF_UNIT.sub(lambda power: compatible(power[0]), text)
    for ch in text:
        if unicodedata.decomposition(ch).startswith(_NOT_ON_THE_LINE):
            raise problem(f"{ch!r} in {shown(text)} is no plain character", "write plain digits and letters")
    result = " ".join(compatible(text).split())
    if not result:
        raise problem("the text is blank", "write a value, or leave the cell out")
    return result


def compatible(text: str) -> str:
    """Return a text in NFKC, with every dash as a hyphen."""
    return unicodedata.normalize("NFKC", text).translate(_DASHES)


def take_phrase(text: str, phrases: Iterable[str]) -> tuple[str, str] | None:
    """Split the first of `phrases` that `text` begins with, whatever its case, from the rest without outer blanks.

    A phrase that ends in an ASCII letter must not run into another letter or a digit. `phrases` are casefolded and
    come longest first. None if there is none.
    """
    for phrase in phrases:
        size = len(phrase)
        if text[:size].casefold() != phrase:
            continue
        after = text[size : size + 1]
        if phrase[-1].isascii() and phrase[-1].isalpha() and after.isascii() and after.isalnum():
            continue
        return phrase, text[size:].strip()
    return None


def digits_of(run: str, power: int = 0) -> Decimal:
    """Read a run of digits, commas and dots, times a power of ten; ValueError unless it is a proper number, of at most
    40 digits written out."""
    digits = sum(ch.isdigit() for ch in run) + abs(power)
    if digits > MAX_DIGITS:
        raise problem(f"the number has {digits} digits", f"write at most {MAX_DIGITS}")
    if not _NUMBER.fullmatch(run):
        raise problem(f"{shown(run)} is no number", "write 1,000 or 1000, and decimals behind a point, as in 0.5")
    plain_run = run.replace(",", "")
    # Written out and read again, so that it prints without a power.
    return Decimal(f"{Decimal(f'{plain_run}e{power}'):f}") if power else Decimal(plain_run)


def longest_first(phrases: Iterable[str]) -> tuple[str, ...]:
    """Sort phrases for `take_phrase`: casefolded, longest first, then by letter."""
    return tuple(sorted({phrase.casefold() for phrase in phrases}, key=lambda p: (-len(p), p)))


def section(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    """Return the table at `key`; ValueError if it is missing or something else."""
    found = table.get(key)
    if not isinstance(found, Mapping):
        raise problem(f"[{key}] is missing or no table", f"add a section [{key}]")
    return found


def string(value: object, where: str) -> str:
    """Return `value` if it is a text that is not blank; ValueError otherwise."""
    if not isinstance(value, str) or not value.strip():
        raise problem(f"{where} is no text", "write a text in quotes")
    return value


def strings(value: object, where: str) -> tuple[str, ...]:
    """Return a list of texts as a tuple; ValueError for anything else."""
    if not isinstance(value, list | tuple):
        raise problem(f"{where} is no list", 'write a list of texts, as ["a", "b"]')
    return tuple(string(item, where) for item in value)


def integer(value: object, where: str) -> int:
    """Return `value` if it is a whole number; ValueError otherwise."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise problem(f"{where} is no whole number", "write a whole number without quotes")
    return value


def decimal(value: object, where: str) -> Decimal:
    """Return the exact number that a text stands for; ValueError for anything but a plain decimal."""
    if not isinstance(value, str) or not _DECIMAL.fullmatch(value):
        raise problem(f"{where} is no decimal in quotes", 'write it as in "0.001"')
    try:
        return Decimal(value)
    except InvalidOperation as error:  # pragma: no cover - the pattern admits no such text
        raise problem(f"{where} is no decimal", 'write it as in "0.001"') from error
