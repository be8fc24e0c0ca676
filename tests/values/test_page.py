"""The tables of docs/values.md against the parser and the tables of schema/: each row, and none missing."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit.values import (
    DateWords,
    LegalForms,
    NumberWords,
    Units,
    excel_day,
    firm_key,
    ordered_day,
    parse_date,
    parse_quantity,
    plain_number,
    unix_day,
)

ROOT = Path(__file__).parents[2]
TABLES = {
    name: tomllib.loads((ROOT / f"schema/{name}.toml").read_text("utf-8"))
    for name in ("dates", "numbers", "units", "legal_forms")
}
DATES = DateWords.from_table(TABLES["dates"])
NUMBERS = NumberWords.from_table(TABLES["numbers"])
UNITS = Units.from_table(TABLES["units"])
FORMS = LegalForms.from_table(TABLES["legal_forms"])


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


def listed(cell):
    return [] if cell == "—" else [bare(one) for one in cell.split(", ")]


DATE_ROWS = [cells for size, cells in rows("Written") if size == 5]
NUMBER_ROWS = [cells for size, cells in rows("Written") if size == 6]


def test_the_page_has_its_tables():
    assert len(DATE_ROWS) >= 95
    assert len(NUMBER_ROWS) >= 125
    assert len(rows("Refused date")) >= 25
    assert len(rows("Refused number")) >= 25
    assert len(rows("Cell")) >= 20
    assert len(rows("Function")) >= 10
    assert len(rows("Firm")) >= 20


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


def test_the_words_before_and_behind_a_number():
    page = [(listed(before), listed(behind), low, high) for _, (before, behind, low, high) in rows("Before")]
    assert page == [
        (row["words"], row.get("behind", []), row.get("low", "open"), row.get("high", "open"))
        for row in TABLES["numbers"]["qualifiers"]
    ]


@pytest.mark.parametrize("row", TABLES["numbers"]["qualifiers"], ids=lambda row: row["words"][0])
def test_every_word_before_and_behind_a_number_is_read(row):
    first = row["words"][0]
    for word in row["words"]:
        found = parse_quantity(f"{word} 100 t", NUMBERS, UNITS)
        assert (found.value, found.word) == (100, word)
        assert (found.min, found.max) == bounds_of_a_hundred(row)
    for word in row.get("behind", ()):
        blank = " " if word.isascii() and word != "+" else ""
        for text in (f"100 t{blank}{word}", f"100{blank}{word} t"):
            found = parse_quantity(text, NUMBERS, UNITS)
            assert (found.value, found.word) == (100, first)
            assert (found.min, found.max) == bounds_of_a_hundred(row)


def bounds_of_a_hundred(row):
    return tuple(100 * Decimal(row[end]) if end in row else None for end in ("low", "high"))


def test_vague_words():
    numbers = TABLES["numbers"]
    page = {bare(word): [low, high] for _, (word, low, high) in rows("Vague word")}
    assert page == {**numbers["vague"], **numbers["magnitudes"]}


def test_characters():
    characters = TABLES["numbers"]["characters"]
    page = {bare(ch): number for _, (ch, number) in rows("Character")}
    assert page == {**characters["digits"], **characters["places"], **characters["groups"]}
    for ch, number in page.items():
        text = ch if ch in characters["digits"] else f"3{ch}"
        assert parse_quantity(text, NUMBERS, UNITS).value == Decimal(number) * (3 if text != ch else 1)


def test_letters():
    page = {bare(word): (number, beside) for _, (word, number, beside) in rows("Letters")}
    assert page == {
        word: (row["factor"], ", ".join(row.get("beside", [])) or "anything")
        for word, row in TABLES["numbers"]["abbreviations"].items()
    }
    for word, (number, _) in page.items():
        assert parse_quantity(f"$7{word}", NUMBERS, UNITS).value == 7 * Decimal(number)
        assert parse_quantity(f"7 {word} USD", NUMBERS, UNITS).value == 7 * Decimal(number)


@pytest.mark.parametrize("cells", [cells for _, cells in rows("Cell")], ids=" ".join)
def test_cell(cells):
    text, decimal, expected = bare(cells[0]), bare(cells[1]), cells[2]
    try:
        found = plain_number(text, decimal, words=NUMBERS)
    except ValueError as error:
        assert expected in str(error)
    else:
        assert found == expected


@pytest.mark.parametrize("cells", [cells for _, cells in rows("Function")], ids=" ".join)
def test_function(cells):
    argument, *more = [bare(part) for part in cells[1].split(", ")]
    if bare(cells[0]) == "ordered_day":
        assert ordered_day(argument, *more) == cells[2]
    elif bare(cells[0]) == "excel_day":
        assert str(excel_day(float(argument), base1904=more == ["base1904"])) == cells[2]
    else:
        assert str(unix_day(float(argument))) == cells[2]


@pytest.mark.parametrize("cells", [cells for _, cells in rows("Firm")], ids=lambda cells: cells[0])
def test_firm(cells):
    assert firm_key(bare(cells[0]), FORMS) == cells[1]


def test_endings():
    page = {bare(ending): listed(ways) for _, (ending, ways) in rows("Ending")}
    assert page == {ending: [way.strip() for way in ways] for ending, ways in TABLES["units"]["endings"].items()}
    for ending, ways in TABLES["units"]["endings"].items():
        for way in ways:
            assert parse_quantity(f"7 GWh{way}", NUMBERS, UNITS).unit == f"GWh{ending}"


def test_every_word_of_the_tables_is_on_the_page():
    numbers = TABLES["numbers"]
    page = (ROOT / "docs/values.md").read_text("utf-8")
    assert all(f"`{word}`" in page for word in numbers["level"]["words"])
    written = [bare(cells[0]) for cells in DATE_ROWS]
    for meaning in ("early", "mid", "late", "end", "beginning", "around", "on", "by", "before", "after", "from"):
        assert any(text.startswith(meaning) for text in written)


def test_units():
    page = {}
    for _, (unit, dimension, canonical, also) in rows("Unit"):
        factor, symbol = canonical.split(" ")
        assert bare(symbol) == TABLES["units"]["canonical"][dimension]
        page[bare(unit)] = (dimension, factor, listed(also))
    assert page == {
        symbol: (row["dimension"], row["factor"], [*row.get("symbols", []), *row.get("aliases", [])])
        for symbol, row in TABLES["units"]["units"].items()
    }


@pytest.mark.parametrize("symbol", TABLES["units"]["units"])
def test_every_spelling_is_read(symbol):
    row = TABLES["units"]["units"][symbol]
    for spelling in (symbol, *row.get("symbols", []), *row.get("aliases", [])):
        found = parse_quantity(f"7 {spelling}", NUMBERS, UNITS)
        assert (found.value, found.unit) == (7, symbol)
