"""The tables of numbers and units: what they say is what is read, and a faulty one is refused."""

import copy
import tomllib
from pathlib import Path

import pytest

from graphkit.values import NumberWords, Units, parse_quantity

SCHEMA = Path(__file__).parents[2] / "schema"
NUMBER_TABLE = tomllib.loads((SCHEMA / "numbers.toml").read_text("utf-8"))
UNIT_TABLE = tomllib.loads((SCHEMA / "units.toml").read_text("utf-8"))
NUMBERS = NumberWords.from_table(NUMBER_TABLE)
UNITS = Units.from_table(UNIT_TABLE)


def read(text):
    return parse_quantity(text, NUMBERS, UNITS)


def test_the_yen_sign_is_money_only_if_the_table_says():
    table = copy.deepcopy(UNIT_TABLE)
    del table["ambiguous"]["¥"]
    table["units"]["CNY"]["symbols"].append("¥")
    for text, number, unit in (("¥5", 5, "CNY"), ("5 ¥", 5, "CNY"), ("¥3亿", 3 * 10**8, "CNY")):
        found = parse_quantity(text, NUMBERS, Units.from_table(table))
        assert (found.value, found.unit) == (number, unit)
        with pytest.raises(ValueError, match="CNY for yuan, JPY for yen"):
            read(text)


def test_sections_for_other_tables_need_not_be_there():
    numbers = {key: part for key, part in NUMBER_TABLE.items() if key not in ("abbreviations", "characters", "unclear")}
    units = {key: part for key, part in UNIT_TABLE.items() if key != "endings"}
    found = parse_quantity("over 3万 t/year", NumberWords.from_table(numbers), Units.from_table(units))
    assert (found.min, found.max, found.unit) == (30000, None, "t/a")
    with pytest.raises(ValueError):
        parse_quantity("三万 t", NumberWords.from_table(numbers), Units.from_table(units))


def test_the_words_come_from_the_table():
    table = copy.deepcopy(NUMBER_TABLE)
    table["vague"] = {"some": ["3", "5"]}
    table["level"]["factor"] = "2"
    table["qualifiers"] = [{"words": ["circa"], "low": "0.5", "high": "2"}]
    numbers = NumberWords.from_table(table)
    assert parse_quantity("some t", numbers, UNITS).max == 5
    assert parse_quantity("10 t-level", numbers, UNITS).max == 20
    assert parse_quantity("circa 10 t", numbers, UNITS).min == 5
    for text in ("several t", "over 5 t"):
        with pytest.raises(ValueError):
            parse_quantity(text, numbers, UNITS)


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("units", "xx", {"dimension": "mass", "factor": 1}),
        ("units", "xx", {"dimension": "mass", "factor": "0"}),
        ("units", "xx", {"dimension": "massive", "factor": "1"}),
        ("units", "xx", {"dimension": "mass", "factor": "nan"}),
        ("units", "xx", {"dimension": "mass", "factor": "1", "symbols": ["kg"]}),
        ("units", "xx", "mass"),
        ("units", "xx", {"dimension": "mass", "factor": "1", "aliases": ["TONS"]}),
        ("units", "xx", {"dimension": "mass", "factor": "1", "aliases": ["gwh"]}),
        ("canonical", "mass", "kg"),
        ("canonical", "time", "fortnight"),
        ("ambiguous", "x", ""),
        ("endings", "/a", "/year"),
    ],
)
def test_a_faulty_table_of_units_is_refused(section, key, value):
    table = copy.deepcopy(UNIT_TABLE)
    table[section][key] = value
    with pytest.raises(ValueError, match=" — "):
        Units.from_table(table)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("vague", {"some": ["5", "3"]}),
        ("vague", {"some": ["5"]}),
        ("scales", {"x": 10}),
        ("numerals", {"none": "0"}),
        ("range", {}),
        ("level", {"words": ["level"], "factor": "0.5", "bare_factor": "2"}),
        ("qualifiers", {}),
        ("qualifiers", [{"words": ["x"]}]),
        ("qualifiers", [{"words": ["x"], "low": "2"}]),
        ("qualifiers", [{"words": ["x"], "low": "1.1", "high": "2"}]),
        ("qualifiers", [{"words": ["x", "X"], "low": "1"}]),
        ("qualifiers", [{"words": ["x"], "behind": ["z"], "low": "1"}, {"words": ["y"], "behind": ["Z"], "high": "1"}]),
        ("qualifiers", [{"words": ["x"], "behind": "z", "low": "1"}]),
        ("abbreviations", {"k": "1000"}),
        ("abbreviations", {"k": {"factor": "0"}}),
        ("abbreviations", {"k": {"factor": "1000", "beside": "money"}}),
        ("characters", {"digits": {"三": 3}}),
        ("characters", {"digits": {"三": "33"}}),
        ("characters", {"digits": {"三三": "3"}}),
        ("characters", {"places": {"百": "200"}}),
        ("characters", {"groups": {"万": "1"}}),
        ("characters", {"points": ["点"]}),
        ("unclear", {"兆": ""}),
    ],
)
def test_a_faulty_table_of_numbers_is_refused(key, value):
    with pytest.raises(ValueError, match=" — "):
        NumberWords.from_table({**NUMBER_TABLE, key: value})
