"""Chinese, Japanese and Korean numerals, alone or mixed with digits: `三万五千`, `3.5万`, `1억 2000만`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, localcontext

from graphkit.values._text import digits_of, problem, shown

MAX_TOKENS = 24
_MAX_GROUPS = 3


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of numerals.

    Attributes
    ----------
    digits
        Character to digit, as text.
    places
        Character to the power of ten that multiplies the digit before it.
    groups
        Character to the number that multiplies all since the group before.
    points
        Characters for the decimal point.
    run
        Matches a run of digits, or of characters for digits with a point among them.
    """

    digits: Mapping[str, str]
    places: Mapping[str, Decimal]
    groups: Mapping[str, Decimal]
    points: str
    run: re.Pattern[str]

    @classmethod
    def of(
        cls, digits: Mapping[str, str], places: Mapping[str, Decimal], groups: Mapping[str, Decimal], points: str
    ) -> Characters:
        """Make the table from its parts, any of which may be empty."""
        own = f"[{re.escape(''.join(digits))}]+" if digits else "(?!)"
        point = f"(?:[{re.escape(points)}]{own})?" if points else ""
        return cls(digits, places, groups, points, re.compile(f"[0-9][0-9,.]*|{own}{point}"))


@dataclass(frozen=True, slots=True)
class Written:
    """A numeral that was read.

    Attributes
    ----------
    value
        The number.
    place, scale
        What a bare number at the other end of a range shares: the place behind the last digit, the groups behind it.
    placed, scaled
        Whether there is a place, and a group, in it.
    rest
        What follows.
    """

    value: Decimal
    place: Decimal
    scale: Decimal
    placed: bool
    scaled: bool
    rest: str


@dataclass(frozen=True, slots=True)
class _Token:
    """A number (`zero`: a zero stood before it), a place or a group."""

    kind: str
    value: Decimal
    zero: bool = False


def take_characters(text: str, words: Characters, units: Iterable[str]) -> Written | None:
    """Take a numeral with characters off the front of a text; None if there is none.

    `units` are spellings of units in characters: a place that begins one (`千克`) is no numeral.

    Raises
    ------
    ValueError
        The characters make no number, or one that can be read in two ways (`三万五`, `三五`).
    """
    tokens, end = _tokens(text, words, tuple(units))
    marks = [token for token in tokens if token.kind != "number"]
    if not tokens or (not marks and text[0].isascii()):
        return None
    if tokens[0].kind != "number" and tokens[0].value != 10:
        return None
    last = max((at for at, token in enumerate(tokens) if token.kind == "number"), default=-1)
    single = sum(token.kind == "number" for token in tokens) == 1 and last == 0
    tail = tokens[last + 1 :]
    return Written(
        value=_value(text, tokens),
        place=_product(token.value for token in tail if token.kind == "place" and single),
        scale=_product(token.value for token in tail if token.kind == "group"),
        placed=any(token.kind == "place" for token in tokens),
        scaled=any(token.kind == "group" for token in tokens),
        rest=text[end:].strip(),
    )


def _product(factors: Iterable[Decimal]) -> Decimal:
    """Multiply a few powers of ten."""
    result = Decimal(1)
    for factor in factors:
        result *= factor
    return result


def _tokens(text: str, words: Characters, units: tuple[str, ...]) -> tuple[list[_Token], int]:
    """Split the front of a text into tokens; return them and where they end."""
    tokens: list[_Token] = []
    at = end = 0
    while len(tokens) < MAX_TOKENS:
        blank = bool(tokens) and text[at : at + 1] == " "
        ch = text[at + blank : at + blank + 1]
        if (kind := _kind(ch, words)) and not text.startswith(units, at + blank):
            values = words.places if kind == "place" else words.groups
            tokens.append(_Token(kind, values[ch]))
            at = end = at + blank + 1
            continue
        run = words.run.match(text, at + blank)
        if run is None or (tokens and tokens[-1].kind == "number"):
            return tokens, end
        tokens.append(_number(run[0], text, words))
        at = end = run.end()
    raise problem(f"{shown(text)} has too many numerals", f"write at most {MAX_TOKENS}, or digits")


def _kind(ch: str, words: Characters) -> str | None:
    """Tell a place from a group; None for any other character."""
    if ch in words.places:
        return "place"
    return "group" if ch in words.groups else None


def _number(run: str, text: str, words: Characters) -> _Token:
    """Read a run of digits, or of characters for digits: one, or place by place (`二〇二五`, `三点五`)."""
    if run[0].isascii():
        return _Token("number", digits_of(run))
    digits = "".join(words.digits.get(ch, ".") for ch in run)
    if len(digits) == 2 and "0" not in digits:
        right = f"write {digits[0]}-{digits[1]} or {digits}"
        raise problem(f"{run!r} in {shown(text)} may be two numbers or one", right)
    return _Token("number", digits_of(digits), zero=digits[0] == "0")


class _Sum:
    """The numeral as far as its tokens were read."""

    def __init__(self, text: str) -> None:
        """Begin at nothing; `text` is for messages."""
        self.text = text
        self.total = self.block = Decimal(0)
        self.number: _Token | None = None
        self.place: Decimal | None = None
        self.group: Decimal | None = None
        self.unit = Decimal(1)
        self.numbers = 0
        self.fraction = False
        self.groups_in_a_row = 0

    def add(self, token: _Token) -> None:
        """Read one token more."""
        if token.kind == "number":
            self._number(token)
        elif token.kind == "place":
            self._place(token.value)
        else:
            self._group(token.value)
        self.groups_in_a_row = self.groups_in_a_row + 1 if token.kind == "group" else 0
        self.unit = self.unit if token.kind == "number" else token.value

    def _number(self, token: _Token) -> None:
        """Keep a number until its place is known; one with decimals stands alone."""
        self.numbers += 1
        self.fraction |= bool(token.value % 1)
        if self.fraction and self.numbers > 1:
            raise self._unsound("a number with decimals has another beside it")
        self.number = token

    def _place(self, place: Decimal) -> None:
        """Add the digit before a place, times the place; ten needs none."""
        if self.place is not None and place >= self.place:
            raise self._unsound("its places do not fall")
        if self.number is None and place != 10:
            raise self._unsound("a place has no digit before it")
        digit = Decimal(1) if self.number is None else self.number.value
        self.block += digit * place
        self.number, self.place = None, place

    def _group(self, group: Decimal) -> None:
        """Multiply what was read since the group before; a greater group takes all before it (`三万五千亿`)."""
        block = self.block + (self.number.value if self.number else 0)
        if self.groups_in_a_row:
            if self.groups_in_a_row == _MAX_GROUPS or self.numbers > 1:
                raise self._unsound("its groups in a row are too many, or stand behind two numbers")
            self.total *= group
        elif self.group is None or group > self.group:
            self.total = (self.total + block) * group
        elif block * group < self.group:
            self.total += block * group
        else:
            raise self._unsound("its groups do not fall")
        self.block, self.number, self.place, self.group = Decimal(0), None, None, group

    def value(self) -> Decimal:
        """The number; ValueError if digits at the end may mean the next place or ones (`三万五`)."""
        last = self.number
        if last is None:
            return self.total + self.block
        if self.unit > 1 and not last.zero and not self.unit / 10 <= last.value < self.unit:
            raise self._unsound("what stands behind its last place may be read in two ways")
        return self.total + self.block + last.value

    def _unsound(self, why: str) -> ValueError:
        """Make the error of a numeral that has no one reading."""
        what = f"the numeral in {shown(self.text)} is unclear: {why}"
        return problem(what, "write it in digits, or with every place")


def _value(text: str, tokens: Iterable[_Token]) -> Decimal:
    """Add up the tokens of a numeral, exactly."""
    found = _Sum(text)
    with localcontext(Context(prec=400)):
        for token in tokens:
            found.add(token)
        return found.value()
