"""Numbers of cells made plain: groups, decimal commas, signs, powers of ten."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import NumberWords, Units, parse_quantity, plain_number, plain_numbers

SCHEMA = Path(__file__).parents[2] / "schema"
NUMBERS = NumberWords.from_table(tomllib.loads((SCHEMA / "numbers.toml").read_text("utf-8")))
UNITS = Units.from_table(tomllib.loads((SCHEMA / "units.toml").read_text("utf-8")))

numbers = st.decimals(0, 10**12, places=3, allow_nan=False, allow_infinity=False)


@given(numbers, st.booleans(), st.sampled_from("-−–()"))
def test_plain_number_undoes_grouping(number, comma, sign):
    point = f"{number:,f}"
    text = point.translate(str.maketrans(",.", ".,")) if comma else point
    assert Decimal(plain_number(text, "," if comma else ".")) == number
    negative = f"({text})" if sign in "()" else f"{sign}{text}"
    assert Decimal(plain_number(negative, "," if comma else ".")) == -number


@given(numbers, st.sampled_from([" ", "\u00a0", "\u2009", "\u202f", "'", "’", "_"]))
def test_plain_number_with_other_marks_between_groups(number, mark):
    text = f"{number:,f}".replace(",", mark)
    if mark == "_" and "_" in text:
        with pytest.raises(ValueError):
            plain_number(text)
    else:
        assert Decimal(plain_number(text)) == number
        assert Decimal(plain_number(text.replace(".", ","), ",")) == number


@given(st.integers(0, 10**15))
def test_plain_number_with_indian_groups(number):
    head, tail = str(number)[:-3], str(number)[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    assert plain_number(",".join([*pairs, tail])) == str(number)


@given(st.one_of(st.text(max_size=60), st.text("0123456789.,'() %-+eE万三点", max_size=30)), st.sampled_from(".,"))
def test_plain_number_is_plain_and_stays_so(text, decimal):
    try:
        found = plain_number(text, decimal, words=NUMBERS)
    except ValueError as error:
        assert " — " in str(error)
        return
    assert Decimal(found.removesuffix("%")).is_finite()
    assert plain_number(found) == found
    assert parse_quantity(found, NUMBERS, UNITS).value == Decimal(found.removesuffix("%"))


@pytest.mark.parametrize(
    ("text", "decimal", "message"),
    [
        ("1.234.567", ".", "set decimal = ','"),
        ("1,23", ".", "set decimal = ','"),
        ("1,234.5", ",", "set decimal = '.'"),
        ("12,34,567", ",", "set decimal = '.'"),
        ("0,123", ".", "set decimal = ','"),
        ("1,234,5", ".", "no number"),
        ("1 23", ".", "no number"),
        ("nan", ".", "no number"),
        ("1e999", ".", "40"),
        ("1" * 41, ".", "40"),
        ("10²", ".", "plain character"),
        ("1,5", ";", "no decimal sign"),
        ("--5", ".", "no number"),
        ("()", ".", "no number"),
        ("", ".", "blank"),
    ],
)
def test_plain_number_refuses(text, decimal, message):
    with pytest.raises(ValueError, match=" — ") as caught:
        plain_number(text, decimal)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "decimal", "plain"),
    [
        ("ca. 1.234,5 kg", ",", "ca. 1234.5 kg"),
        ("€ 1.234–2.500", ",", "€ 1234–2500"),
        ("1\u202f234,5 t", ",", "1234.5 t"),
        ("2025 300 t", ",", "2025 300 t"),
        ("Li2S 1,5 %", ",", "Li2S 1.5 %"),
        ("１，５ t", ",", "1，5 t"),
        ("5.", ".", "5."),
        ("no number", ".", "no number"),
        ("<1E-10 S/cm", ".", "<0.0000000001 S/cm"),
        ("1,5e+03 t", ",", "1500 t"),
        ("5 EU", ".", "5 EU"),
        ("5E3x", ".", "5E3x"),
    ],
)
def test_plain_numbers(text, decimal, plain):
    assert plain_numbers(text, decimal) == plain


def test_plain_numbers_refuses_what_the_setting_does_not_fit():
    with pytest.raises(ValueError, match="set decimal = ','"):
        plain_numbers("about 1.234,5 t", ".")
    with pytest.raises(ValueError, match="decimal sign"):
        plain_numbers("5", "")
