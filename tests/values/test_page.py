"""The tables of docs/values.md against the parser and the tables of schema/: each row, and none missing."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit.values import DateWords, NumberWords, Units, parse_date, parse_quantity

ROOT = Path(__file__).parents[2]
TABLES = {
    name: tomllib.loads((ROOT / f"schema/{name}.toml").read_text("utf-8")) for name in ("dates", "numbers", "units")
}
DATES = DateWords.from_table(TABLES["dates"])
NUMBERS = NumberWords.from_table(TABLES["numbers"])
UNITS = Units.from_table(TABLES["units"])


def rows(first_heading):
    """Return the rows of all tables of the page whose first column has this heading."""
    found, heading = [], None
    for line in (ROOT / "docs/values.md").read_text("utf-8").splitlines():
        if not line.startswith("|"):
            heading = None
            continue
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        if heading is None:
            heading = cells
        elif set(line) != set("| -") and heading[0] == first_heading:
            found.append((len(heading), cells))
    return found


def bare(cell):
    return cell.strip("`")


DATE_ROWS = [cells for size, cells in rows("Written") if size == 5]
NUMBER_ROWS = [cells for size, cells in rows("Written") if size == 6]


def test_the_page_has_its_tables():
    assert len(DATE_ROWS) >= 50
    assert len(NUMBER_ROWS) >= 65
    assert len(rows("Refused date")) >= 15
    assert len(rows("Refused number")) >= 15


@pytest.mark.parametrize("cells", DATE_ROWS, ids=lambda cells: cells[0])
def test_date(cells):
    text, earliest, latest, form, words = cells
    found = parse_date(bare(text), DATES)
    assert str(found.earliest or "open") == earliest
    assert str(found.latest or "open") == latest
    assert found.form == form
    assert (found.word or "—") == words


@pytest.mark.parametrize("cells", NUMBER_ROWS, ids=lambda cells: cells[0])
def test_number(cells):
    text, value, low, high, unit, words = cells
    found = parse_quantity(bare(text), NUMBERS, UNITS)
    assert found.value == (None if value == "—" else Decimal(value))
    assert found.min == (None if low == "open" else Decimal(low))
    assert found.max == (None if high == "open" else Decimal(high))
    assert (found.unit or "—") == unit
    assert (found.word or "—") == words


@pytest.mark.parametrize("cells", [cells for _, cells in rows("Refused date")], ids=lambda cells: cells[0])
def test_refused_date(cells):
    with pytest.raises(ValueError) as caught:
        parse_date(bare(cells[0]), DATES)
    assert cells[1] in str(caught.value)
    assert all(str(caught.value).split(" — ", 1))


@pytest.mark.parametrize("cells", [cells for _, cells in rows("Refused number")], ids=lambda cells: cells[0])
def test_refused_number(cells):
    with pytest.raises(ValueError) as caught:
        parse_quantity(bare(cells[0]), NUMBERS, UNITS)
    assert cells[1] in str(caught.value)
    assert " — " in str(caught.value)


def test_numerals_and_scales():
    page = {bare(word): number for _, (word, number) in rows("Word")}
    assert page == {**TABLES["numbers"]["numerals"], **TABLES["numbers"]["scales"]}
    for word, number in page.items():
        text = word if word in TABLES["numbers"]["numerals"] else f"1 {word}"
        assert parse_quantity(text, NUMBERS, UNITS).value == Decimal(number)


def test_every_word_of_the_tables_is_on_the_page():
    numbers = TABLES["numbers"]
    shown = {cells[5] for cells in NUMBER_ROWS}
    assert {word for row in numbers["qualifiers"] for word in row["words"]} <= shown
    assert {*numbers["vague"], *numbers["magnitudes"], *(f"-{word}" for word in numbers["level"]["words"])} <= shown
    written = [bare(cells[0]) for cells in DATE_ROWS]
    for meaning in ("early", "mid", "late", "end", "beginning", "around", "on", "by", "before", "after", "from"):
        assert any(text.startswith(meaning) for text in written)


def test_units():
    listed = {}
    for _, (unit, dimension, canonical, also) in rows("Unit"):
        factor, symbol = canonical.split(" ")
        assert bare(symbol) == TABLES["units"]["canonical"][dimension]
        listed[bare(unit)] = (dimension, factor, [] if also == "—" else [bare(one) for one in also.split(", ")])
    assert listed == {
        symbol: (row["dimension"], row["factor"], [*row.get("symbols", []), *row.get("aliases", [])])
        for symbol, row in TABLES["units"]["units"].items()
    }


@pytest.mark.parametrize("symbol", TABLES["units"]["units"])
def test_every_spelling_is_read(symbol):
    row = TABLES["units"]["units"][symbol]
    for spelling in (symbol, *row.get("symbols", []), *row.get("aliases", [])):
        found = parse_quantity(f"7 {spelling}", NUMBERS, UNITS)
        assert (found.value, found.unit) == (7, symbol)
