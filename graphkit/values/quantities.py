"""Quantities and money: a text to exact decimal bounds and a unit; conversion within a dimension.

`docs/values.md` lists every form. Words come from schema/numbers.toml as `NumberWords`, units from schema/units.toml
as `Units`; nothing is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Context, Decimal, DecimalException, DivisionByZero, Inexact, InvalidOperation, Overflow

from graphkit.values._amounts import Amount, cut_range, starts_amount, take_amount
from graphkit.values._numberwords import NumberWords, Qualifier
from graphkit.values._text import plain, problem, shown, take_phrase
from graphkit.values.units import MONEY, Unit, Units, open_hyphens

__all__ = ["NumberWords", "Quantity", "Unit", "Units", "convert", "format_quantity", "normalise", "parse_quantity"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as far as it is known.

    Attributes
    ----------
    text
        As it was written.
    value
        The stated number if there is one only, also behind `about` or `over`; None for a range or `several`.
    min, max
        The bounds, included; both are `value` if it is exact; None is open.
    unit
        The symbol of the unit, None for a bare number.
    word
        The words that made the bounds (`over`, `several`, `-level`); None if exact or a stated range.
    """

    text: str
    value: Decimal | None
    min: Decimal | None
    max: Decimal | None
    unit: str | None
    word: str | None

    def __post_init__(self) -> None:
        """Raise ValueError for a number that is not finite, or bounds that no number satisfies."""
        if not all(number.is_finite() for number in (self.value, self.min, self.max) if number is not None):
            raise problem(f"{shown(self.text)} is no finite number", "write a number")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise problem(
                f"in {shown(self.text)} the lower end {self.min:f} is above the upper end {self.max:f}",
                "write the smaller number first",
            )


def parse_quantity(text: str, numbers: NumberWords, units: Units) -> Quantity:
    """Parse a number with its words and unit.

    Parameters
    ----------
    text
        At most 500 characters, each number at most 40 digits, `,` between groups of three, `.` before decimals.
    numbers, units
        The tables of schema/numbers.toml and schema/units.toml.

    Raises
    ------
    ValueError
        Not a quantity; the message says what is wrong and, after ' — ', what would be right.
    """
    cleaned = _scale_first(open_hyphens(plain(text)), numbers, units)
    body, level = _without_level(cleaned, numbers)
    if level is not None:
        return _level(text, body, level, numbers, units)
    word, rest = _take_qualifier(text, cleaned, numbers, units)
    amount, unit, is_range = _amount_and_unit(text, rest, numbers, units)
    if word is None:
        value = amount.low if amount.word is None and not is_range else None
        return Quantity(text, value, amount.low, amount.high, unit, amount.word)
    return _qualified(text, word, numbers.qualifiers[word], amount, unit, is_range)


def convert(quantity: Quantity, unit: str, units: Units) -> Quantity:
    """Express a quantity in another unit of the same dimension, exactly; the text stays as it was written.

    Raises
    ------
    ValueError
        No such unit, no unit to convert from, another dimension, or no exact decimal (5 months in years).
    """
    target = units.find(unit)
    if quantity.unit is None:
        raise problem(f"{shown(quantity.text)} has no unit", f"state it in a unit of {target.dimension}")
    source = units.find(quantity.unit)
    if source.dimension != target.dimension:
        raise problem(
            f"{source.symbol} is {source.dimension}, {target.symbol} is {target.dimension}",
            f"convert to a unit of {source.dimension}, such as {units.canonical[source.dimension]}",
        )
    value, low, high = (
        None if number is None else _rescaled(number, source, target)
        for number in (quantity.value, quantity.min, quantity.max)
    )
    return replace(quantity, value=value, min=low, max=high, unit=target.symbol)


def normalise(quantity: Quantity, units: Units) -> Quantity:
    """Express a quantity in its dimension's canonical unit; a bare number stays as it is."""
    if quantity.unit is None:
        return quantity
    return convert(quantity, units.canonical[units.find(quantity.unit).dimension], units)


def format_quantity(quantity: Quantity) -> str:
    """Print the numbers: `0.5 GWh`, `about 2,800 GWh`, `20 to 40 Ah`, `10 kt-level`.

    Bounds made from a word without a number are printed as a range (`several GWh` as `2 to 9 GWh`). With the tables
    of schema/ what comes out parses to the same bounds and unit.
    """
    tail = "" if quantity.unit is None else f" {quantity.unit}"
    if quantity.value is not None:
        number = f"{_printed(quantity.value)}{tail}"
        if quantity.word is None:
            return number
        return f"{number}{quantity.word}" if quantity.word.startswith("-") else f"{quantity.word} {number}"
    if quantity.min is not None and quantity.max is not None:
        return f"{_printed(quantity.min)} to {_printed(quantity.max)}{tail}"
    if quantity.min is not None:
        return f"at least {_printed(quantity.min)}{tail}"
    return f"at most {_printed(quantity.max or Decimal(0))}{tail}"


def _exact() -> Context:
    """Return a context in which arithmetic is exact or raises."""
    return Context(prec=400, traps=[Inexact, InvalidOperation, DivisionByZero, Overflow])


def _rescaled(number: Decimal, source: Unit, target: Unit) -> Decimal:
    """Convert one number between units of one dimension; ValueError if there is no exact decimal."""
    exact = _exact()
    try:
        return exact.divide(exact.multiply(number, source.factor), target.factor)
    except DecimalException as error:
        raise problem(
            f"{number} {source.symbol} is no exact decimal in {target.symbol}", f"keep {source.symbol}"
        ) from error


def _printed(number: Decimal) -> str:
    """Print a number with groups of three and without idle zeros."""
    return f"{number.normalize(_exact()):,f}" if number else "0"


def _take_qualifier(text: str, cleaned: str, numbers: NumberWords, units: Units) -> tuple[str | None, str]:
    """Take the word that makes bounds, before the number (`over 5 t`) or behind it (`5+ t`, `20多万吨`, `5吨以上`)."""
    taken = take_phrase(cleaned, numbers.qualifiers)
    if taken and any(len(sign) > len(taken[0]) and cleaned.startswith(sign) for sign, _, _ in units.money):
        taken = None  # CA$5 is money, not "ca $5"
    word, rest = taken or (None, cleaned)
    mark = numbers.marks.search(rest)
    if mark is None:
        return word, rest
    behind = numbers.behind[mark[0].strip().casefold()]
    if word is not None:
        raise problem(f"{shown(text)} is bounded twice: {word!r} and {mark[0].strip()!r}", "write one of the two words")
    return behind, f"{rest[: mark.start()]}{rest[mark.end() :]}".strip()


def _scale_first(cleaned: str, numbers: NumberWords, units: Units) -> str:
    """The scale before the currency, where it stands behind it: `12 USD million` as `12 million USD`."""
    before, _, scale = cleaned.rpartition(" ")
    number, _, currency = before.rpartition(" ")
    known = scale.casefold() in numbers.scales or scale in numbers.abbreviations
    symbol = units.named(currency) if known and number[-1:].isalnum() else None
    if symbol is None or not units.find(symbol).dimension.startswith(MONEY):
        return cleaned
    return f"{number} {scale} {currency}"


def _without_level(cleaned: str, numbers: NumberWords) -> tuple[str, str | None]:
    """Split a level word off the end: `10kt level` to (`10kt`, `level`)."""
    for word in numbers.levels:
        body = cleaned[: -len(word)]
        if cleaned[-len(word) :].casefold() == word and (body.endswith((" ", "-")) or not word.isascii()):
            return body.rstrip(" -"), word
    return cleaned, None


def _level(text: str, body: str, level: str, numbers: NumberWords, units: Units) -> Quantity:
    """Parse `10kt-level` and `GWh-level`, without the word itself."""
    word = f"-{level}"
    if not starts_amount(body, numbers, units, bare_scale=True):
        unit = units.find(body).symbol
        return Quantity(text, None, Decimal(1), numbers.bare_level_factor, unit, word)
    amount, named, is_range = _amount_and_unit(text, body, numbers, units, bare_scale=True)
    if is_range or amount.word is not None or amount.low <= 0 or named is None:
        raise problem(f"{shown(text)} is no level", f"write one number above 0 and a unit, as in 10 kt-{level}")
    value = amount.low
    return Quantity(text, value, value, _exact().multiply(value, numbers.level_factor), named, word)


def _qualified(
    text: str, word: str, qualifier: Qualifier, amount: Amount, unit: str | None, is_range: bool
) -> Quantity:
    """Apply a word such as `over` or `about` to a number, a range or a vague word."""
    one_sided = qualifier.low is None or qualifier.high is None
    if one_sided and is_range and amount.word is None:
        raise problem(f"{word!r} before a range in {shown(text)} has no one meaning", "write one number, or the range")
    if not one_sided and amount.word is not None:
        raise problem(f"{shown(text)} is vague twice: {word!r} and {amount.word!r}", "write one of the two words")
    value = amount.low if amount.word is None and not is_range else None
    exact = _exact()
    factors = [factor for factor in (qualifier.low, qualifier.high) if factor is not None]
    low = min(exact.multiply(amount.low, factor) for factor in factors)
    high = max(exact.multiply(amount.high, factor) for factor in factors)
    words = word if amount.word is None else f"{word} {amount.word}"
    return Quantity(
        text, value, None if qualifier.low is None else low, None if qualifier.high is None else high, unit, words
    )


def _amount_and_unit(
    text: str, body: str, numbers: NumberWords, units: Units, *, bare_scale: bool = False
) -> tuple[Amount, str | None, bool]:
    """Parse a number or a range with its unit: the bounds, the unit, and whether it was a range."""
    first, rest = take_amount(body, numbers, units, bare_scale=bare_scale)
    cut = None if units.named(rest) else cut_range(rest, numbers)
    if cut is None:
        return first, _unit_of(first, rest, units), False
    between, after = cut
    second, tail = take_amount(after, numbers, units)
    if first.currency is not None and second.currency is None:
        second = replace(second, currency=first.currency)
    unit = _unit_of(second, tail, units)
    own = _unit_of(first, between, units)
    if own is not None and (between or own != second.currency):
        first = _in_unit(text, first, own, unit, units)
    if not between and not first.scaled:
        first = _with_shared_scale(text, first, second)
    words = [amount.word or _printed(amount.low) for amount in (first, second)]
    word = " to ".join(words) if first.word or second.word else None
    if first.low > second.low or first.high > second.high:
        raise problem(f"{shown(text)} falls from its first end to its second", "write the smaller number first")
    return Amount(first.low, second.high, word, unit, scaled=True), unit, True


def _with_shared_scale(text: str, first: Amount, second: Amount) -> Amount:
    """Give a range's first end the scale that stands behind the second only: `2-3 billion`, `三到五千`.

    In characters the first end stays as it is where it would be above the second (`五千到一万`). ValueError for
    `三到二十`: the first end is 3 or 30.
    """
    if first.placed:
        shared = first.times(second.scale)
        return first if shared.low > second.high else shared
    if second.place == 10:
        raise problem(f"the first end of {shown(text)} is unclear", "write both ends in digits")
    return first.times(second.scale).times(second.place)


def _in_unit(text: str, amount: Amount, own: str, unit: str | None, units: Units) -> Amount:
    """Express a range's first end, stated in its `own` unit, in the unit of the second."""
    if unit is None:
        raise problem(f"the second end of {shown(text)} has no unit", f"write {own} behind it too")
    ends = convert(Quantity(text, None, amount.low, amount.high, own, None), unit, units)
    return replace(amount, low=ends.min or Decimal(0), high=ends.max or Decimal(0))


def _unit_of(amount: Amount, tail: str, units: Units) -> str | None:
    """Return the unit behind a number, or that of the currency before it; ValueError if they disagree."""
    tail = _without_of(tail)
    if amount.currency is None:
        return units.find(tail).symbol if tail else None
    if not tail:
        return amount.currency
    if tail.startswith("/"):
        return units.find(amount.currency + tail).symbol
    unit = units.find(tail).symbol
    if unit != amount.currency:
        raise problem(f"{amount.currency} stands before the number and {unit} behind it", "write one of them")
    return unit


def _without_of(tail: str) -> str:
    """Drop `of` from the front: `hundreds of kg`."""
    taken = take_phrase(tail, ("of",))
    return tail if taken is None else taken[1]
