"""Numbers as other people's tables write them, turned into plain ones: `1.234,5`, `(1,234)`, `12,34,567`, `3.5万`.

What is ambiguous is an error that says what to set. Words come from schema/numbers.toml as `NumberWords`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from graphkit.values._characters import take_characters
from graphkit.values._numberwords import NumberWords
from graphkit.values._text import MAX_DIGITS, plain, problem, shown

__all__ = ["plain_number", "plain_numbers"]

_OTHER = {".": ",", ",": "."}
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u00b4`", "'"))
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?P<mark>[,.' ])[0-9]{3}(?:(?P=mark)[0-9]{3})*")
_INDIAN = re.compile(r"[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_POWER = re.compile(r"(.*[0-9.,])[eE]([+-]?[0-9]{1,3})")
_RUN = re.compile(r"(?<![0-9A-Za-z_])[0-9](?:[0-9]|[.,'\u2019\u00a0\u2007\u2009\u202f](?=[0-9]))*")
_IN_TEXT = re.compile(rf"{_RUN.pattern}(?:[eE][+-]?[0-9]{{1,3}}(?![0-9A-Za-z]))?")


def plain_number(text: str, decimal: str = ".", *, words: NumberWords | None = None) -> str:
    """Return a cell's number with a point before its decimals and nothing between its groups: `1.234,5` as `1234.5`.

    Parameters
    ----------
    text
        At most 500 characters, 40 digits. Digits may be full width; groups are parted by the sign that is not
        `decimal`, an apostrophe or a blank of any width, and have three digits, or are Indian (`12,34,567`). A minus
        of any dash, or brackets, make it negative. A power of ten (`1.2E+08`) is written out.
    decimal
        The sign before decimals, `.` or `,`.
    words
        With these, numerals in characters are read too: `三万五千`, `3.5万`.

    Returns
    -------
    str
        Digits with an optional minus and point. A percent sign stays at the end, since it is the number's unit.

    Raises
    ------
    ValueError
        No number; or one that fits the other decimal sign only, and the message says to set that.
    """
    if decimal not in _OTHER:
        raise problem(f"{shown(decimal)} is no decimal sign", "set decimal to '.' or ','")
    body = plain(text).translate(_QUOTES)
    body, percent = (body[:-1].rstrip(), "%") if body.endswith("%") else (body, "")
    body, negative = _unsigned(body)
    number = _characters(text, body, decimal, words) if words and not body.isascii() else None
    if number is None:
        number = _written_out(text, body, decimal)
    minus = "-" if negative and number.strip("0.") else ""
    return f"{minus}{number}{percent}"


def plain_numbers(text: str, decimal: str = ".") -> str:
    """Return a text with each of its numbers plain, and all else as it is: `ca. 1.234,5 kg` as `ca. 1234.5 kg`.

    Groups may be parted by narrow and no-break blanks, not by plain ones, which part numbers. Signs, words and units
    are left to `parse_quantity`.

    Raises
    ------
    ValueError
        As `plain_number` does, of any number of the text.
    """
    if decimal not in _OTHER:
        raise problem(f"{shown(decimal)} is no decimal sign", "set decimal to '.' or ','")
    folded = "".join(unicodedata.normalize("NFKC", ch) if unicodedata.category(ch) == "Nd" else ch for ch in text)
    return _IN_TEXT.sub(lambda run: plain_number(run[0], decimal), folded)


def _unsigned(body: str) -> tuple[str, bool]:
    """Take the sign off: the rest, and whether it is negative. `(1,234)` is what accountants write for -1,234."""
    if body.startswith("(") and body.endswith(")"):
        return body[1:-1].strip(), True
    if body[:1] in ("-", "+"):
        return body[1:].lstrip(), body[0] == "-"
    return body, False


def _characters(text: str, body: str, decimal: str, words: NumberWords) -> str | None:
    """Read a numeral in characters; None if it is none, or has something behind it."""
    for word, right in words.unclear.items():
        if word in body:
            raise problem(f"{word!r} in {shown(text)} is ambiguous", f"write {right}")
    found = take_characters(_RUN.sub(lambda run: _digits(text, run[0], decimal), body), words.characters, ())
    if found is None or found.rest:
        return None
    return f"{found.value.normalize():f}" if found.value % 1 else f"{found.value:.0f}"


def _written_out(text: str, body: str, decimal: str) -> str:
    """Read digits with groups, decimals and a power of ten."""
    power = _POWER.fullmatch(body)
    number = _digits(text, power[1] if power else body, decimal)
    if power:
        number = f"{Decimal(number).scaleb(int(power[2])):f}"
    if sum(ch.isdigit() for ch in number) > MAX_DIGITS:
        raise problem(f"{shown(text)} has more than {MAX_DIGITS} digits", f"write at most {MAX_DIGITS}")
    return number


def _digits(text: str, body: str, decimal: str) -> str:
    """Read digits with groups and decimals; ValueError that names the setting under which they would be a number."""
    found = _split(body, decimal)
    if found is not None:
        return found
    if _split(body, _OTHER[decimal]) is not None:
        raise problem(
            f"{shown(text)} is no number with {decimal!r} before decimals", f"set decimal = {_OTHER[decimal]!r}"
        )
    raise problem(
        f"{shown(text)} is no number", "write digits, three to a group, as in 1,234.5 or, with decimal = ',', 1.234,5"
    )


def _split(body: str, decimal: str) -> str | None:
    """Read digits with this sign before decimals; None if they are not so written."""
    whole, sign, fraction = body.partition(decimal)
    if not (whole or fraction) or not re.fullmatch("[0-9]*", fraction):
        return None
    if whole and not (_WHOLE.fullmatch(whole) or (decimal == "." and _INDIAN.fullmatch(whole))):
        return None
    digits = re.sub("[^0-9]", "", whole) or "0"
    return f"{digits}.{fraction}" if sign and fraction else digits
