"""What cells mean: numbers that the file holds as such, shares, days in a stated order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.facts.formats import Shape
from graphkit.facts.mapping.cleaning import Cleaner
from graphkit.facts.mapping.draft import draft_mapping
from graphkit.facts.mapping.language import ColumnSpec
from graphkit.facts.mapping.mended import rejects_table
from graphkit.facts.mapping.table import Reject
from tests.facts.formats.books import book, table
from tests.facts.kernel_tables import model
from tests.facts.mapping.tables import HEAD, read, write

RULES = """
[[table]]
file = "t.FORMAT"
key = ["firm"]
OPTIONS
[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm}"
[[table.claim]]
subject = "@firm"
predicate = "capacity"
value = "{VALUE}"
"""
COMMA = 'column.n = { decimal = ",", unit = "GWh" }'
#: Beside numbers a text, which alone is what `decimal` is of.
NUMBERS: list[Any] = [1.234, 0.125, 1234567, "1.234", "0,5", 2.0]
MEANT = {"1.234 GWh", "0.125 GWh", "1234567 GWh", "1234 GWh", "0.5 GWh", "2 GWh"}


def loader(folder: Path, kind: str, rows: list[dict[str, Any]], options: str, value: str = "n") -> Path:
    """A loader whose table is of this kind."""
    made = write(folder, RULES.replace("FORMAT", kind).replace("OPTIONS", options).replace("VALUE", value))
    path = made / f"t.{kind}"
    if kind == "xlsx":
        table(path, [[*rows[0]], *([*row.values()] for row in rows)])
    elif kind == "parquet":
        arrow = pytest.importorskip("pyarrow.parquet")
        import pyarrow

        arrow.write_table(pyarrow.Table.from_pylist(rows), path)
    else:
        path.write_text(json.dumps(rows), encoding="utf-8")  # which YAML reads too
    return made


def said(folder: Path) -> set[str]:
    """The capacities that are claimed; a rejected row fails the test."""
    reading = read(folder)
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    return {c.text for c in reading.facts.claims if c.predicate == "capacity"}


def rows(*cells: Any) -> list[dict[str, Any]]:
    return [{"firm": f"Firm {k}", "n": cell} for k, cell in enumerate(cells)]


@pytest.mark.parametrize("kind", ["xlsx", "json", "yaml"])
def test_decimal_is_of_texts_and_not_of_what_the_file_holds_as_a_number(kind: str, tmp_path: Path) -> None:
    assert said(loader(tmp_path, kind, rows(*NUMBERS), COMMA)) == MEANT


def test_decimal_is_not_of_numbers_of_parquet(tmp_path: Path) -> None:
    assert said(loader(tmp_path, "parquet", rows(1.234, 0.125, 2.0), COMMA)) == {"1.234 GWh", "0.125 GWh", "2 GWh"}


def test_numbers_of_yaml_may_be_spelt_otherwise_than_they_print(tmp_path: Path) -> None:
    made = loader(tmp_path, "yaml", rows(0), COMMA)
    (made / "t.yaml").write_text("- {firm: A, n: 1.250}\n- {firm: B, n: '2.250'}\n", encoding="utf-8")
    assert said(made) == {"1.250 GWh", "2250 GWh"}


@pytest.mark.parametrize("kind", ["xlsx", "json"])
def test_a_column_made_of_others_knows_the_numbers_among_them(kind: str, tmp_path: Path) -> None:
    options = 'column.q = { from = "{n} {unit?}", decimal = "," }\ncolumn.n = { unknown = ["none"] }'
    given = [{**row, "unit": "GWh"} for row in rows(*NUMBERS)]
    assert said(loader(tmp_path, kind, given, options, "q")) == MEANT
    options = 'column.q = { from = "{n}", decimal = ",", unit = "GWh" }'
    assert said(loader(tmp_path, kind, given, options, "q")) == MEANT


def test_a_group_that_is_the_whole_cell_is_a_number_still(tmp_path: Path) -> None:
    options = "column.n = { pattern = '(?P<x>[\\d.,]+)( t)?' }\n"
    options += 'column.q = { from = "{n.x}", decimal = ",", unit = "GWh" }'
    made = loader(tmp_path, "xlsx", rows(1.234, "1.234 t", "1.234"), options, "q")
    assert said(made) == {"1.234 GWh", "1234 GWh"}


def test_numbers_of_a_joined_table_and_of_columns_that_are_turned(tmp_path: Path) -> None:
    made = loader(tmp_path, "xlsx", [{"firm": "A", "2023": 1.234, "2024": "1.234"}], "", "n")
    text = RULES.replace("FORMAT", "xlsx").replace("VALUE", "n")
    turned = 'unpivot = { columns = "20..", name = "year", value = "n" }\n' + COMMA
    (made / "loader.toml").write_text(HEAD + text.replace("OPTIONS", turned), encoding="utf-8")
    assert said(made) == {"1.234 GWh", "1234 GWh"}
    joined = 'join.o = { table = "others", on = { firm = "firm" } }\ncolumn."o.2023" = { decimal = ",", unit = "GWh" }'
    others = '\n[[table]]\nname = "others"\nfile = "t.xlsx"\n'
    text = text.replace("OPTIONS", joined).replace("{n}", "{o.2023}")
    (made / "loader.toml").write_text(HEAD + text + others, encoding="utf-8")
    assert said(made) == {"1.234 GWh"}


@pytest.mark.parametrize("options", ["", 'column.n = { decimal = "," }', 'column.n = { unit = "%" }',
                                     'column.n = { unit = "fraction" }'])  # fmt: skip
def test_a_share_that_the_sheet_shows_in_percent_needs_no_unit(options: str, tmp_path: Path) -> None:
    text = RULES.replace("FORMAT", "xlsx").replace("OPTIONS", options)
    made = write(tmp_path, text.replace('"capacity"', '"market_share"').replace("{VALUE}", "{n}"))

    def fill(book: Any) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["firm", "n"])
        sheet.write_row(1, 0, ["A", 0.355], book.add_format({"num_format": "0.0%"}))

    book(made / "t.xlsx", fill)
    reading = read(made)
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    assert [c.text for c in reading.facts.claims if c.predicate == "market_share"] == ["35.5 %"]


def test_a_number_of_a_mended_row_that_was_left_as_it_is_stays_one(tmp_path: Path) -> None:
    options = COMMA + '\ncolumn.m = { decimal = ",", unit = "GWh" }\nmended = "mended.csv"'
    text = RULES.replace("predicate", 'note = "{m}"\npredicate')
    made = loader(tmp_path, "xlsx", [{"firm": "A", "n": 1.234, "m": "many.5"}], options)
    whole = HEAD + text.replace("FORMAT", "xlsx").replace("OPTIONS", options).replace("VALUE", "n")
    (made / "loader.toml").write_text(whole.replace('\nmended = "mended.csv"', ""), encoding="utf-8")
    (drafts,) = read(made).foreign["my"].tables
    # The mapping rejects nothing of it: a row of rejects is made as check --rejects would.
    assert drafts.found is not None
    csv = rejects_table(drafts.found, drafts.shape, [Reject("t.xlsx", 2, "m", "many.5", "no")]).decode("utf-8-sig")
    (made / "mended.csv").write_text(csv.replace(",many.5\n", ",2\n"), encoding="utf-8")
    (made / "loader.toml").write_text(whole, encoding="utf-8")
    assert said(made) == {"1.234 GWh"}


def test_a_draft_asks_of_texts_alone_whether_a_comma_stands_before_decimals(tmp_path: Path) -> None:
    path = table(tmp_path / "t.xlsx", [["firm", "n", "m"], ["A", 1.234, "1.234"], ["B", 2.5, "12,5"]])
    made = draft_mapping(path, model(), "T", Shape())
    assert '[table.column."m"]\n# Question: does a comma' in made
    assert made.count('# decimal = ","') == 1
    assert "what its format shows beside it" in made


SHARE = 'column.n = { unit = "fraction" }'


def shares(folder: Path, options: str, *cells: str) -> tuple[list[str], list[str]]:
    """Of cells of a CSV file the shares that are claimed, and what is said of the others."""
    text = RULES.replace("FORMAT", "csv").replace("OPTIONS", options)
    text = text.replace("VALUE", "n").replace('"capacity"', '"OWNS"').replace('"{n}"', '"@other"')
    text += 'qualifiers = { ownership_share = "{n}" }\n[[table.entity]]\nas = "other"\ntype = "Firm"\nname = "Other"\n'
    reading = read(write(folder, text, "firm;n\n" + "".join(f"F{k};{cell}\n" for k, cell in enumerate(cells))))
    assert reading.errors() == []
    claims = [c.row.qualifiers for c in reading.facts.claims if c.predicate == "OWNS"]
    return (
        [text.removeprefix("ownership_share=") for text in claims],
        [f"{p.message} — {p.hint}" for p in reading.problems if p.level == "reject"],
    )


@pytest.mark.parametrize(
    ("options", "cell", "share"),
    [
        (SHARE, "0.125", "12.5 %"),
        (SHARE, ".5", "50 %"),
        (SHARE, "1.5e-1", "15 %"),
        (SHARE, "0.2-0.3", "20-30 %"),
        (SHARE, "about 0.35", "about 35 %"),
        (SHARE, "12.5 %", "12.5 %"),
        (SHARE.replace("}", ', decimal = "," }'), "0,125", "12.5 %"),
        (SHARE.replace("}", ', decimal = "," }'), ",5", "50 %"),
        (SHARE.replace("}", ', decimal = "," }'), "12,5 %", "12.5 %"),
        (SHARE.replace("}", ', decimal = "," }'), "0,2-0,3", "20-30 %"),
    ],
)
def test_a_part_of_one_is_read_as_a_number_and_then_in_percent(
    options: str, cell: str, share: str, tmp_path: Path
) -> None:
    assert shares(tmp_path, options, cell) == ([share], [])


@pytest.mark.parametrize("cell", ["1,5", "12,5 %", "ca. 0,35", "1/3", "half", "35 of 0.5", "2020 (0.5)"])
def test_what_is_no_part_of_one_is_rejected_with_the_cell_as_it_is(cell: str, tmp_path: Path) -> None:
    claimed, (told,) = shares(tmp_path, SHARE, cell)
    assert claimed == []
    assert told.startswith(f"{cell!r} is no part of one")
    assert ("set decimal = ','" in told) is ("," in cell)


@pytest.mark.parametrize("order", ["dmy", "mdy", "ymd"])
@pytest.mark.parametrize("cell", ["Q3 2022", "März 2024", "2024", "2024-05", "by 2030", "5 March 2025"])
def test_an_order_decides_of_nothing_but_what_is_ambiguous(cell: str, order: str, tmp_path: Path) -> None:
    assert days(tmp_path, order, cell) == ([cell], [])


def days(folder: Path, order: str, *cells: str) -> tuple[list[str], list[str]]:
    """Of cells of a column with an order the days that are claimed, and what is said of the others."""
    text = RULES.replace("FORMAT", "csv").replace("OPTIONS", f'column.n = {{ date = "{order}" }}')
    text = text.replace("{VALUE}", "3 GWh") + 'when = "{n}"\n'
    reading = read(write(folder, text, "firm;n\n" + "".join(f"F{k};{cell}\n" for k, cell in enumerate(cells))))
    claims = [c.row.when for c in reading.facts.claims if c.predicate == "capacity"]
    return claims, [f"{p.message} — {p.hint}" for p in reading.problems if p.level == "reject"]


def test_what_is_no_date_in_any_order_is_told_without_taking_the_order_away(tmp_path: Path) -> None:
    claimed, told = days(tmp_path, "dmy", "05.03.2020", "Q3 2022", "45000", "soon", "31.02.2020", "05.03.2020 x")
    assert claimed == ["2020-03-05", "Q3 2022"]
    serial, word, none, tail = told
    assert 'date = "excel"' in serial
    assert "'soon' is no date" in word
    assert "no day of the calendar in the order dmy" in none
    assert "order" not in tail
    assert "drop the order" not in "".join(told)


@pytest.mark.parametrize(
    ("form", "cell", "day"),
    [
        ("excel", "45000", "2023-03-15"),
        ("excel", "45000.75", "2023-03-15"),
        ("excel", "45000,75", "2023-03-15"),
        ("excel", "2023", "2023"),  # a year, and not the 15th of July 1905
        ("excel", "2024-03", "2024-03"),
        ("excel", "Q3 2022", "Q3 2022"),
        ("excel1904", "43538", "2023-03-15"),
        ("unix", "1678838400", "2023-03-15"),
        ("unix", "2023", "2023"),
    ],
)
def test_counted_days_leave_years_and_words_as_they_are(form: str, cell: str, day: str) -> None:
    assert Cleaner.of("c", ColumnSpec(date=form), (), {}).texts(cell) == [(day,)]  # type: ignore[arg-type]
