"""Numbers as others write them: in characters, and with letters for scales."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.values import NumberWords, Units, format_quantity, parse_quantity, plain_number

SCHEMA = Path(__file__).parents[2] / "schema"
NUMBERS = NumberWords.from_table(tomllib.loads((SCHEMA / "numbers.toml").read_text("utf-8")))
UNITS = Units.from_table(tomllib.loads((SCHEMA / "units.toml").read_text("utf-8")))

DIGITS = "〇一二三四五六七八九"


def read(text):
    return parse_quantity(text, NUMBERS, UNITS)


def below_ten_thousand(number):
    """Spell 1 to 9999 as Chinese does: each digit with its place, one 零 for zeros between."""
    spelled, zero = "", False
    for place, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            spelled += ("零" if zero and spelled else "") + DIGITS[digit] + mark
            zero = False
        else:
            zero = True
    return spelled


def in_characters(number):
    """Spell 1 to 999,999,999,999 in Chinese."""
    spelled, gap = "", False
    for size, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        block = number // size % 10**4
        if block:
            spelled += ("零" if spelled and (gap or block < 1000) else "") + below_ten_thousand(block) + mark
        gap = not block
    return spelled


@pytest.mark.parametrize(
    ("number", "spelled"),
    [(35000, "三万五千"), (305, "三百零五"), (10010, "一万零一十"), (100_000_001, "一亿零一"), (20, "二十")],
)
def test_the_speller_of_this_test(number, spelled):
    assert in_characters(number) == spelled


@given(st.integers(1, 10**12 - 1))
def test_every_number_in_characters_is_read(number):
    spelled = in_characters(number)
    assert read(f"{spelled}吨").value == number
    assert plain_number(spelled, words=NUMBERS) == str(number)


@given(st.integers(1, 9999), st.integers(1000, 9999))
def test_digits_and_characters_mixed(first, second):
    assert read(f"{first}亿{second}万元").value == first * 10**8 + second * 10**4
    assert read(f"{first}억 {second}만원").value == first * 10**8 + second * 10**4
    assert read(f"{first}万{second} t").value == first * 10**4 + second


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("萬二千噸", None, None),
        ("一萬二千噸", "12000", "t"),
        ("3,500万日元", "35000000", "JPY"),
        ("3.5 亿 美元", "350000000", "USD"),
        ("-3万", "-30000", None),
        ("百吨", None, None),
        ("十吨", "10", "t"),
        ("拾伍万元", "150000", "CNY"),
        ("零点五 GWh", "0.5", "GWh"),
        ("〇", "0", None),
        ("50瓦时/千克", "50", "Wh/kg"),
        ("300安时", "300", "Ah"),
        ("20吉瓦时/年", "20", "GWh/a"),
        ("20 gigawatt-hours per year", "20", "GWh/a"),
        ("20 元/年", None, None),
        ("5兆瓦", "5", "MW"),
        ("1조원", "1000000000000", "KRW"),
        ("5천만원", "50000000", "KRW"),
        ("百万吨级", "1000000", "t"),
        ("三千克", "3", "kg"),
        ("5元/吨", "5", "CNY/t"),
        ("5万元/吨", "50000", "CNY/t"),
        ("2.5万辆", "25000", "vehicles"),
        ("30次", "30", "cycles"),
        ("12个月", "12", "months"),
        ("兆", None, None),
        ("3万5", None, None),
        ("3百5", None, None),
        ("1.5万2千", None, None),
        ("五万三万", None, None),
        ("三十百", None, None),
        ("二百三百", None, None),
        ("三五", None, None),
        ("3亿2万亿", None, None),
        ("三点五点五", None, None),
        ("五五十", None, None),
    ],
)
def test_characters(text, value, unit):
    if value is None:
        with pytest.raises(ValueError, match=" — "):
            read(text)
    else:
        found = read(text)
        assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三到五万吨", "3e4", "5e4"),
        ("2万-3万吨", "2e4", "3e4"),
        ("2000-3000万元", "2e7", "3e7"),
        ("2-3千万元", "2e7", "3e7"),
        ("三百到五百万元", "3e6", "5e6"),
        ("五百到一万吨", "500", "1e4"),
        ("十五到二十五万吨", "15e4", "25e4"),
        ("5〜10万台", "5e4", "1e5"),
        ("数千万元", "2e7", "9999e4"),
        ("几十万吨", "2e5", "99e4"),
    ],
)
def test_ranges_in_characters(text, low, high):
    found = read(text)
    assert (found.value, found.min, found.max) == (None, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("$5m", "5e6", "USD"),
        ("$5MM", "5e6", "USD"),
        ("US$1.2B", "1.2e9", "USD"),
        ("€1.5tn", "1.5e12", "EUR"),
        ("EUR350mn", "350e6", "EUR"),
        ("5 Mio. €", "5e6", "EUR"),
        ("S$2m", "2e6", "SGD"),
        ("CA$5", "5", "CAD"),
        ("AU$5", "5", "AUD"),
        ("₹3 lakh", "3e5", "INR"),
        ("CN¥5bn", "5e9", "CNY"),
        ("5k t/a", "5e3", "t/a"),
        ("5K", None, None),
        ("5 k", "5e3", None),
        ("5 kt", "5", "kt"),
        ("5 mm", "5", "mm"),
        ("$5mm", "5e6", "USD"),
        ("5 m t", None, None),
        ("5 b", None, None),
        ("5 MM", None, None),
        ("5 bn t", "5e9", "t"),
        ("5m-10m USD", None, None),
        ("US$2-3bn", None, None),
        ("5 TPA", "5", "t/a"),
        ("5 KTPA", "5", "kt/a"),
        ("5 MTPA", None, None),
        ("5 S cm⁻¹", "5", "S/cm"),
        ("5 mS cm-1", "5", "mS/cm"),
        ("5² t", None, None),
        ("5 A", "5", "A"),
        ("5 metric tons per annum", "5", "t/a"),
        ("5 GWh a year", "5", "GWh/a"),
        ("5 pa", None, None),
        ("¥5", None, None),
        ("￥5", None, None),
        ("5 ¥/kg", None, None),
    ],
)
def test_letters_and_signs(text, value, unit):
    if value is None and text != "US$2-3bn":
        with pytest.raises(ValueError, match=" — "):
            read(text)
    elif value is None:
        assert (read(text).min, read(text).max, read(text).unit) == (2 * 10**9, 3 * 10**9, "USD")
    else:
        assert (read(text).value, read(text).unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    "text", ["10-20+ GWh", "over 10+ GWh", "5+3 t", "+", "+ t", "多", "约20多万吨", "20万吨以上以上"]
)
def test_words_behind_that_are_refused(text):
    with pytest.raises(ValueError, match=" — "):
        read(text)


@given(st.text("0123456789.,一二三十百千万亿兆点零多余以上约至-+ 吨元kmKM$¥%", max_size=30))
def test_any_text_of_these_is_read_or_refused_and_printed_the_same(text):
    try:
        found = read(text)
    except ValueError as error:
        assert " — " in str(error)
    else:
        again = read(format_quantity(found))
        assert (again.min, again.max, again.unit) == (found.min, found.max, found.unit)


@pytest.mark.timeout(30)  # a pattern that tries all ways would not come back
@pytest.mark.parametrize(
    "unit", ["三", "十", "万", "三万", "零", "点", "三百", "3万", "多", "+", "以上", "k", "¥", "亿万"]
)
@pytest.mark.parametrize("front", ["", "5", "十"])
def test_long_texts_are_done_with(front, unit):
    try:
        read((front + unit * 500)[:500])
    except ValueError as error:
        assert " — " in str(error)
