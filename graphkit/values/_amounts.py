"""Numbers in a text: digits, number words, scales, a currency in front. No unit is read here but that one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from graphkit.values._characters import take_characters
from graphkit.values._numberwords import NumberWords
from graphkit.values._text import digits_of, problem, shown, take_phrase
from graphkit.values.units import MONEY, Units

MAX_SCALES = 3
_RUN = re.compile(r"([+-]?[0-9.,]+)(?:[eE]([+-]?[0-9]{1,3})(?![0-9]))?")
_ARTICLES = ("an", "a")
_STARTS = tuple("+-.,0123456789")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a vague word: its bounds, the word if there is one, a currency before it, its scale words.

    Of a numeral in characters `place` is the one behind its last digit, and `placed` says whether it has any.
    """

    low: Decimal
    high: Decimal
    word: str | None = None
    currency: str | None = None
    scale: Decimal = Decimal(1)
    scaled: bool = False
    place: Decimal = Decimal(1)
    placed: bool = False

    def times(self, scale: Decimal) -> Amount:
        """Multiply both bounds exactly (40 digits and 3 scale words lie far within the precision)."""
        context = Context(prec=400)
        return replace(self, low=context.multiply(self.low, scale), high=context.multiply(self.high, scale))


def starts_amount(text: str, numbers: NumberWords, units: Units, *, bare_scale: bool = False) -> bool:
    """Tell whether a text begins as a number does."""
    _, rest = _take_currency(text, units)
    if rest.startswith(units.wide):
        return False
    words = (*numbers.numerals, *numbers.vague, *numbers.magnitudes, *(numbers.scales if bare_scale else ()))
    if rest.startswith(_STARTS) or take_phrase(rest, words) is not None:
        return True
    article = take_phrase(rest, _ARTICLES)
    if article is not None and take_phrase(article[1], numbers.scales) is not None:
        return True
    return take_characters(rest, numbers.characters, units.wide) is not None


def take_amount(text: str, numbers: NumberWords, units: Units, *, bare_scale: bool = False) -> tuple[Amount, str]:
    """Take a number off the front of a text; return it and the rest.

    `bare_scale` admits a scale word without a number ("hundred-ton-level"). ValueError if there is no number.
    """
    currency, rest = _take_currency(text, units)
    amount, rest = _take_plain(rest, numbers, units, bare_scale)
    scale, count = Decimal(1), 0
    while (taken := _take_scale(rest, numbers, units, after_word=amount.word is not None)) is not None:
        count += 1
        if count > MAX_SCALES:
            raise problem(f"{shown(text)} has too many scale words", f"write at most {MAX_SCALES}, or digits")
        scale *= numbers.scales[taken[0]]
        rest = taken[1]
    if not count and (letters := _take_letters(rest, numbers, units, money=currency is not None)) is not None:
        (scale, rest), count = letters, 1
    for word, right in numbers.unclear.items():
        if rest.startswith(word) and not rest.startswith(units.wide):
            raise problem(f"{word!r} in {shown(text)} is ambiguous", f"write {right}")
    scaled = amount.scaled or count > 0
    return replace(amount.times(scale), currency=currency, scale=amount.scale * scale, scaled=scaled), rest


def cut_range(rest: str, numbers: NumberWords) -> tuple[str, str] | None:
    """Split what follows a number at the first range word: (unit between, the second end). None if there is none."""
    taken = take_phrase(rest, numbers.between)
    if taken is not None:
        return "", taken[1]
    found = [(at, sep) for sep in numbers.between if (at := rest.find(sep if len(sep) == 1 else f" {sep} ")) >= 0]
    if not found:
        return None
    at, sep = min(found)
    size = 1 if len(sep) == 1 else len(sep) + 2
    return rest[:at].strip(), rest[at + size :].strip()


def _take_currency(text: str, units: Units) -> tuple[str | None, str]:
    """Take a currency off the front: `US$352 million`, `CNY 3 billion`; ValueError for the sign of two (`¥`)."""
    for sign in units.signs:
        if text.startswith(sign):
            raise problem(f"{sign} in {shown(text)} is ambiguous", f"write {units.ambiguous[sign]}")
    for spelling, case_counts, symbol in units.money:
        head = text[: len(spelling)]
        if (head if case_counts else head.casefold()) != spelling:
            continue
        after = text[len(spelling) : len(spelling) + 1]
        if not (spelling[-1].isalpha() and after.isalpha()):
            return symbol, text[len(spelling) :].strip()
    return None, text


def _take_plain(text: str, numbers: NumberWords, units: Units, bare_scale: bool) -> tuple[Amount, str]:
    """Take digits, a numeral, a vague word or a magnitude off the front, without its scale words."""
    if found := take_characters(text, numbers.characters, units.wide):
        amount = Amount(found.value, found.value, None, None, found.scale, found.scaled, found.place, found.placed)
        return amount, found.rest
    if run := _RUN.match(text):
        number = digits_of(run[1], int(run[2] or 0))
        return Amount(number, number), text[run.end() :].strip()
    if taken := take_phrase(text, numbers.numerals):
        number = numbers.numerals[taken[0]]
        return Amount(number, number), taken[1]
    if taken := take_phrase(text, numbers.vague):
        return _vague(taken[0], taken[1], numbers)
    if (taken := take_phrase(text, _ARTICLES)) and take_phrase(taken[1], numbers.scales):
        return Amount(Decimal(1), Decimal(1)), taken[1]
    if taken := take_phrase(text, numbers.magnitudes):
        low, high = numbers.magnitudes[taken[0]]
        return Amount(low, high, taken[0]), taken[1]
    if bare_scale and _take_scale(text, numbers, units, after_word=False):
        return Amount(Decimal(1), Decimal(1)), text
    raise problem(
        f"there is no number at {shown(text)}", "write a number, as in 0.5 GWh, over 400 million CNY or 20-40 Ah"
    )


def _vague(word: str, rest: str, numbers: NumberWords) -> tuple[Amount, str]:
    """Read what follows a vague word: `several`, or `several tens`, which raises the least of tens only."""
    low, high = numbers.vague[word]
    taken = take_phrase(rest, numbers.magnitudes)
    if taken is None:
        return Amount(low, high, word), rest
    least, greatest = numbers.magnitudes[taken[0]]
    return Amount(low * least, max(low * least, greatest), f"{word} {taken[0]}"), taken[1]


def _take_scale(rest: str, numbers: NumberWords, units: Units, *, after_word: bool) -> tuple[str, str] | None:
    """Take a scale word; behind a word `of` may come first: `tens of thousands`. A unit is none: `千克`."""
    if rest.startswith(units.wide):
        return None
    taken = take_phrase(rest, numbers.scales)
    if taken is None and after_word and (filler := take_phrase(rest, ("of",))):
        taken = take_phrase(filler[1], numbers.scales)
    return taken


def _take_letters(rest: str, numbers: NumberWords, units: Units, *, money: bool) -> tuple[Decimal, str] | None:
    """Take letters that stand for a scale (`1.5k`, `$350m`), where their row allows them; None if there are none."""
    for letters, (factor, beside) in numbers.abbreviations.items():
        after = rest[len(letters) :]
        if not rest.startswith(letters) or (after[:1].isascii() and after[:1].isalnum()):
            continue
        after = after.strip()
        if not beside or ("money" in beside if money else _dimension(after, units) in beside):
            return factor, after
    return None


def _dimension(tail: str, units: Units) -> str | None:
    """Return the dimension of the unit that a text spells, `money` for any currency; None if it spells none."""
    try:
        dimension = units.find(tail).dimension
    except ValueError:
        return None
    return "money" if dimension.startswith(MONEY) else dimension
