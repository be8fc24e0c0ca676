"""A workbook whose entities and relations stand on sheets of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from tests.facts.formats.books import book
from tests.facts.mapping.tables import read_files, rejects
from tests.loaders.told import told_by


def chain(path: Path) -> bytes:
    """A workbook with a title, headings in row 3, a row of units, entities and relations on sheets of their own."""

    def sheet(made: Any, name: str, *rows: list[Any]) -> None:
        page = made.add_worksheet(name)
        page.merge_range(0, 0, 0, 3, f"{name} (June 2025)")
        days = made.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, column, dt.datetime(value.year, value.month, value.day), days)
                else:
                    page.write(number, column, value)

    def fill(made: Any) -> None:
        made.add_worksheet("Readme").write(0, 0, "About this workbook")
        sheet(made, "Firms", ["ID", "Name", "Country"], ["", "", "ISO"], ["F1", "Alpha Inc.", "DEU"],
              ["F2", "Beta", "Deutschland"], ["F3", "Gamma", "Viet Nam"])  # fmt: skip
        sheet(made, "Plants", ["ID", "Plant", "Owner", "Start"], ["", "", "Firm", "date"],
              ["S1", "Ulm", "F1", dt.date(2021, 5, 3)], ["S2", "Bonn", "F9", dt.date(2022, 1, 1)])  # fmt: skip
        sheet(made, "Links", ["From", "To", "Share", "Since"], ["Firm", "Firm", "%", "serial"],
              ["F1", "F2", 0.35, 45292], ["F2", "F3", 0.075, None])  # fmt: skip

    return book(path, fill).read_bytes()


SHEETS = """
[[table]]
file = "chain.xlsx"
sheet = "Firms"
header = 3
key = ["ID"]
only = { column = "ID", filled = true }
[[table.entity]]
as = "firm"
type = "Firm"
id = "{ID}"
name = "{Name}"
[[table.claim]]
subject = "@firm"
predicate = "country"
value = "{Country}"

[[table]]
file = "chain.xlsx"
sheet = "Plants"
header = 3
key = ["ID"]
only = { column = "ID", filled = true }
[[table.entity]]
as = "owner"
id = "{Owner}"
[[table.entity]]
as = "plant"
type = "Site"
id = "{ID}"
name = "{Plant}"
[[table.claim]]
subject = "@owner"
predicate = "OPERATES"
value = "@plant"
[[table.claim]]
subject = "@plant"
predicate = "production_start"
when = "{Start}"

[[table]]
file = "chain.xlsx"
sheet = "Links"
header = 3
key = ["From", "To"]
skip = { column = "From", is = "Firm", because = "the row of units" }
[table.column.Share]
unit = "fraction"
[table.column.Since]
date = "excel"
[[table.entity]]
as = "from"
id = "{From}"
[[table.entity]]
as = "to"
id = "{To}"
[[table.claim]]
subject = "@from"
predicate = "SUPPLIES"
value = "@to"
when = "from {Since}"
qualifiers = { share = "{Share}" }
"""


def test_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    """An id alone is the entity that another sheet makes by it; a share in percent is a part of one in the file."""
    reading = read_files(tmp_path, SHEETS, chain__xlsx=chain(tmp_path / "chain.xlsx"))
    assert rejects(reading) == [("chain.xlsx#Plants", 6, "Owner", "unknown entity 'my/f9'")]
    assert told_by(reading, "country") == {
        ("f1", "country", "DE", "", "my"),
        ("f2", "country", "DE", "", "my"),
        ("f3", "country", "VN", "", "my"),
    }
    assert told_by(reading, "OPERATES", "SUPPLIES") == {
        ("f1", "OPERATES", "s1", "", "my"),
        ("f1", "SUPPLIES", "f2", "share=35 %", "my"),
        ("f2", "SUPPLIES", "f3", "share=7.5 %", "my"),
    }
    assert {c.row.when for c in reading.facts.claims if c.predicate in ("production_start", "SUPPLIES")} == {
        "2021-05-03",
        "from 2024-01-01",
        "",
    }
    assert reading.counts["my"].keys() == {"chain.xlsx#Firms", "chain.xlsx#Plants", "chain.xlsx#Links"}
