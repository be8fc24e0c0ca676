"""Which rows count, before anything else is asked of them: conditions, what is filled down, cells without a value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.facts import Reading
from tests.facts.formats.books import book
from tests.facts.mapping.tables import ends, read, write

RULES = """
[[table]]
file = "t.FORMAT"
key = ["group", "site"]
OPTIONS
[[table.entity]]
as = "group"
type = "Firm"
name = "{group}"
[[table.entity]]
as = "site"
type = "Site"
name = "{site}"
[[table.claim]]
subject = "@group"
predicate = "OPERATES"
value = "@site"
[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{GWh} GWh"
"""
FILL = '[table.column.group]\nfill = "down"\n'
SUM = 'skip = { column = "group", matches = "^Summe", because = "a sum" }\n'
#: A formula without a value stands for a cell that cannot be read.
LOST = object()


def rules(options: str, kind: str = "csv") -> str:
    return RULES.replace("OPTIONS", options).replace("FORMAT", kind)


def workbook(folder: Path, options: str, *rows: tuple[Any, ...], more: str = "") -> Reading:
    """A workbook with these rows, read."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        for number, row in enumerate([("group", "site", "GWh", "kind"), *rows]):
            for column, value in enumerate(row):
                if value is LOST:
                    sheet.write_formula(number, column, "=SUM(A1:A2)", None, "")
                elif value is not None:
                    sheet.write(number, column, value)

    loader = write(folder, rules(options, "xlsx") + more)
    book(loader / "t.xlsx", fill)
    return read(loader)


def operated(reading: Reading) -> set[tuple[str, str]]:
    return {(c.subject[3:], str(c.object)[3:]) for c in reading.facts.claims if c.predicate == "OPERATES"}


@pytest.mark.parametrize(
    "skip", [SUM, 'skip = { column = "kind", is = "sum", because = "a sum" }\n', 'only = { column = "kind", is = "" }']
)
def test_a_row_that_is_passed_over_fills_none_below(skip: str, tmp_path: Path) -> None:
    csv = "group,site,GWh,kind\nAlpha,North,1,\n,South,2,\nSumme,,3,sum\n,East,4,\nBeta,West,5,\n"
    reading = read(write(tmp_path, rules(f"{skip}\n{FILL}"), csv))
    assert ends(reading) == (5, 4, 1, 0)
    assert operated(reading) == {("alpha", "north"), ("alpha", "south"), ("alpha", "east"), ("beta", "west")}


@pytest.mark.parametrize("skip", ["only = { column = 'site', filled = true }\n",
                                  "skip = { column = 'site', filled = false, because = 'a heading' }\n"])  # fmt: skip
def test_a_heading_that_is_passed_over_for_want_of_a_cell_fills_what_stands_below(skip: str, tmp_path: Path) -> None:
    csv = "group,site,GWh,kind\nAlpha,,,\n,North,1,\nBeta,,,\n,South,2,\n,West,3,\n"
    reading = read(write(tmp_path, rules(skip + FILL), csv))
    assert operated(reading) == {("alpha", "north"), ("beta", "south"), ("beta", "west")}


def test_conditions_see_what_is_filled_in(tmp_path: Path) -> None:
    csv = "group,site,GWh\nAlpha,North,1\n,South,2\n"
    reading = read(write(tmp_path, rules('only = { column = "group", is = "Alpha" }\n' + FILL), csv))
    assert ends(reading) == (2, 2, 0, 0)


@pytest.mark.parametrize("skip", [SUM, 'only = { column = "kind", filled = false }\n'])
def test_a_row_that_is_passed_over_is_not_rejected_for_a_cell_without_a_value(skip: str, tmp_path: Path) -> None:
    rows = [("Alpha", "North", 1), ("Summe", None, LOST, "sum"), ("Beta", "South", LOST), ("Gamma", "West", 2)]
    reading = workbook(tmp_path, skip, *rows)
    assert ends(reading) == (4, 2, 1, 1)
    assert [(p.line, p.column) for p in reading.problems if p.level == "reject"] == [(4, "GWh")]


def test_a_condition_on_a_cell_without_a_value_says_nothing_and_others_do(tmp_path: Path) -> None:
    skip = (
        'skip = [{ column = "kind", filled = false, because = "no kind" }, ' + SUM.removeprefix("skip = ")[:-1] + "]\n"
    )
    reading = workbook(tmp_path, skip, ("Alpha", "North", 1, LOST), ("Summe", None, 3, LOST), ("Beta", "West", 2, "x"))
    assert ends(reading) == (3, 1, 1, 1)
    assert [(p.line, p.column) for p in reading.problems if p.level == "reject"] == [(2, "kind")]


def test_a_condition_on_a_joined_table_needs_the_cell_it_is_joined_by(tmp_path: Path) -> None:
    options = 'join.o = { table = "others", on = { kind = "group" } }\n'
    options += 'skip = { column = "o.site", filled = false, because = "no other" }\n'
    more = '\n[[table]]\nname = "others"\nfile = "t.xlsx"\n'
    rows = [("Alpha", "North", 1, "Beta"), ("Beta", "West", 2, LOST), ("Gamma", "East", 3, "None")]
    reading = workbook(tmp_path, options, *rows, more=more)
    told = [(p.line, p.column) for p in reading.problems if p.level == "reject"]
    assert (3, "kind") in told
    assert operated(reading) == {("alpha", "north")}


def test_a_rejected_row_still_fills_the_rows_below(tmp_path: Path) -> None:
    rows = [("Alpha", "North", 1), ("Beta", "South", LOST), (None, "West", 2)]
    reading = workbook(tmp_path, FILL, *rows)
    assert operated(reading) == {("alpha", "north"), ("beta", "west")}


def test_a_cell_without_a_value_is_not_filled_and_fills_with_nothing(tmp_path: Path) -> None:
    rows = [("Alpha", "North", 1), (LOST, "South", 2), (None, "West", 3)]
    reading = workbook(tmp_path, FILL, *rows)
    assert operated(reading) == {("alpha", "north")}
    assert [(p.line, p.column) for p in reading.problems if p.level == "reject"] == [(3, "group")]
