"""Cells that cannot be read cost their row, and only where they are mapped."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.cli import run
from tests.facts.formats.books import book
from tests.facts.mapping.tables import HEAD, Content
from tests.loaders.hostile import CSV, RULES, mapping, rejected, write


def test_a_byte_order_mark_is_no_part_of_the_heading(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, mapping("t.csv"), {"t.csv": "\ufeff" + CSV})
    assert rejected(project, capsys) == []


def test_rows_of_another_encoding_are_rejected(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    german = "firm,GWh\nMüller,1\nBräuer,2\nSchön,3\n".encode()
    write(project, mapping("t.csv"), {"t.csv": german + "Schäfer,4\nKöhler,5\nJäger,6\n".encode("latin-1")})
    told = rejected(project, capsys)
    assert [line.partition(" — ")[0] for line in told] == [
        f"rejected: loaders/my/t.csv:{line}: firm: byte {byte} at character {at} is not of the file's encoding"
        for line, byte, at in ((5, "0xe4", 4), (6, "0xf6", 2), (7, "0xe4", 2))
    ]


def merged(path: Path) -> None:
    """Two rows of one firm, whose cell is merged."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["firm", "GWh"])
        sheet.merge_range(1, 0, 2, 0, "Alpha")
        sheet.write_column(1, 1, [3, 4])

    book(path, fill)


def test_merged_cells_are_told_and_filled_only_where_the_mapping_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, mapping("t.xlsx"), {"t.xlsx": merged})
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.xlsx:3: GWh: '4 GWh' is said of nothing — @firm is empty in this row"
    ]
    run(["--project", str(project), "check"])
    assert "a guess: merged cells in the rows, A2:A3" in capsys.readouterr().err
    write(project, mapping("t.xlsx", 'column.firm = { fill = "down" }'), {"t.xlsx": merged})
    assert rejected(project, capsys) == []


def formulas(path: Path) -> None:
    """Errors and formulas in a column that is mapped, and in one that is not."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["firm", "GWh", "rank", "also"])
        sheet.write_column(1, 0, ["Alpha", "Beta", "Gamma", "Delta"])
        sheet.write_formula(1, 1, "=1+2", None, 3)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 1, "=A99", None, "")
        sheet.write(4, 1, 5)
        for row in range(1, 5):
            sheet.write_formula(row, 2, "=VLOOKUP(A2,Gone!A:B,2)", None, "#REF!")
        sheet.write_formula(4, 6, "=NA()", None, "#N/A")  # under no heading

    book(path, fill)


def test_errors_of_a_workbook_cost_a_row_only_where_it_is_mapped(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, mapping("t.xlsx"), {"t.xlsx": formulas})
    assert [line.partition(" — ")[0] for line in rejected(project, capsys)] == [
        "rejected: loaders/my/t.xlsx:3: GWh: B3 holds the error #DIV/0!",
        "rejected: loaders/my/t.xlsx:4: GWh: B4 holds a formula without a stored value",
    ]
    write(project, mapping("t.xlsx", "keep = true"), {"t.xlsx": formulas})
    assert len(rejected(project, capsys)) == 4


def test_an_error_in_a_joined_table_costs_the_rows_that_need_the_cell(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = 'name = "more"\nfile = "more.xlsx"\n[[table]]\nfile = "t.csv"\nkey = ["firm"]\n'
    joined = first + 'join.more = { table = "more", on = { firm = "firm" } }\n' + RULES
    files: dict[str, Content] = {"t.csv": CSV, "more.xlsx": formulas}
    write(project, HEAD + "[[table]]\n" + joined.replace("{GWh}", "{more.GWh}"), files)
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.csv:3: firm: more: B3 holds the error #DIV/0!",
    ]
    write(project, HEAD + "[[table]]\n" + joined.replace("{GWh}", "{GWh}{more.also?}"), files)
    assert rejected(project, capsys) == []


def test_a_table_that_looks_up_itself_goes_one_step(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
[[table]]
name = "firms"
file = "t.csv"
key = ["id"]
join.parent = { table = "firms", on = { parent = "id" } }
[[table.entity]]
as = "firm"
type = "Firm"
id = "{id}"
name = "{name}"
[[table.entity]]
as = "parent"
type = "Firm"
id = "{parent}"
name = "{parent.name}"
[[table.claim]]
subject = "@parent"
predicate = "OWNS"
value = "@firm"
"""
    write(project, HEAD + text, {"t.csv": "id,parent,name\n1,,Alpha\n2,1,Beta\n3,3,Gamma\n4,5,Delta\n5,4,Epsilon\n"})
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.csv:4: name: my/3 is the subject itself — an edge joins two entities"
    ]
