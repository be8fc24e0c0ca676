"""Numbers in a text: digits, number words, scales, a currency in front. No unit is read here but that one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from graphkit.values._numberwords import NumberWords
from graphkit.values._text import problem, shown, take_phrase
from graphkit.values.units import Units

MAX_DIGITS = 40
MAX_SCALES = 3
_RUN = re.compile(r"[+-]?[0-9.,]+")
_NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_ARTICLES = ("an", "a")
_STARTS = tuple("+-.,0123456789")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a vague word: its bounds, the word if there is one, a currency before it, its scale words."""

    low: Decimal
    high: Decimal
    word: str | None = None
    currency: str | None = None
    scale: Decimal = Decimal(1)
    scaled: bool = False

    def times(self, scale: Decimal) -> Amount:
        """Multiply both bounds exactly (40 digits and 3 scale words lie far within the precision)."""
        context = Context(prec=400)
        return replace(self, low=context.multiply(self.low, scale), high=context.multiply(self.high, scale))


def starts_amount(text: str, numbers: NumberWords, units: Units, *, bare_scale: bool = False) -> bool:
    """Tell whether a text begins as a number does."""
    _, rest = _take_currency(text, units)
    words = (
        *numbers.numerals,
        *numbers.vague,
        *numbers.magnitudes,
        *(numbers.scales if bare_scale else ()),
        *_ARTICLES,
    )
    return rest.startswith(_STARTS) or take_phrase(rest, words) is not None


def take_amount(text: str, numbers: NumberWords, units: Units, *, bare_scale: bool = False) -> tuple[Amount, str]:
    """Take a number off the front of a text; return it and the rest.

    `bare_scale` admits a scale word without a number ("hundred-ton-level"). ValueError if there is no number.
    """
    currency, rest = _take_currency(text, units)
    amount, rest = _take_plain(rest, numbers, bare_scale)
    scale, count = Decimal(1), 0
    while (taken := _take_scale(rest, numbers, after_word=amount.word is not None)) is not None:
        count += 1
        if count > MAX_SCALES:
            raise problem(f"{shown(text)} has too many scale words", f"write at most {MAX_SCALES}, or digits")
        scale *= numbers.scales[taken[0]]
        rest = taken[1]
    return replace(amount.times(scale), currency=currency, scale=scale, scaled=count > 0), rest


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
    """Take a currency off the front: `US$352 million`, `CNY 3 billion`."""
    for spelling, case_counts, symbol in units.money:
        head = text[: len(spelling)]
        if (head if case_counts else head.casefold()) != spelling:
            continue
        after = text[len(spelling) : len(spelling) + 1]
        if not (spelling[-1].isalpha() and after.isalpha()):
            return symbol, text[len(spelling) :].strip()
    return None, text


def _take_plain(text: str, numbers: NumberWords, bare_scale: bool) -> tuple[Amount, str]:
    """Take digits, a numeral, a vague word or a magnitude off the front, without its scale words."""
    if run := _RUN.match(text):
        number = _number(run[0])
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
    if bare_scale and take_phrase(text, numbers.scales):
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


def _take_scale(rest: str, numbers: NumberWords, *, after_word: bool) -> tuple[str, str] | None:
    """Take a scale word; behind a word `of` may come first: `tens of thousands`."""
    taken = take_phrase(rest, numbers.scales)
    if taken is None and after_word and (filler := take_phrase(rest, ("of",))):
        taken = take_phrase(filler[1], numbers.scales)
    return taken


def _number(run: str) -> Decimal:
    """Read a run of digits, commas and dots; ValueError unless it is a proper number of at most 40 digits."""
    digits = sum(ch.isdigit() for ch in run)
    if digits > MAX_DIGITS:
        raise problem(f"the number has {digits} digits", f"write at most {MAX_DIGITS}")
    if not _NUMBER.fullmatch(run):
        raise problem(f"{shown(run)} is no number", "write 1,000 or 1000, and decimals behind a point, as in 0.5")
    return Decimal(run.replace(",", ""))
