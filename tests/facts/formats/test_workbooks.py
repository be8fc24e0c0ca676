"""Excel: which sheet, which heading, cells as text, and what costs a row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit.facts.formats import BadRow
from tests.facts.formats.books import SHEET, book, raw, replaced, table
from tests.facts.formats.reading import cells, read, refused, written


def test_cells_as_text(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        minute = made.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        clock = made.add_format({"num_format": "hh:mm"})
        span = made.add_format({"num_format": "[h]:mm"})
        sheet.write_row(0, 0, ["text", "whole", "sum", "tiny", "yes", "day", "minute", "clock", "span", "formula"])
        sheet.write_string(1, 0, " 001216 ")
        sheet.write_number(1, 1, 12.0)
        sheet.write_number(1, 2, 0.1 + 0.2)
        sheet.write_number(1, 3, 1e-06)
        sheet.write_boolean(1, 4, True)
        sheet.write_datetime(1, 5, dt.datetime(2024, 5, 1), day)
        sheet.write_datetime(1, 6, dt.datetime(2024, 5, 1, 10, 30), minute)
        sheet.write_datetime(1, 7, dt.time(10, 30), clock)
        sheet.write_datetime(1, 8, dt.timedelta(hours=30), span)
        sheet.write_formula(1, 9, "=6*7", None, 42)

    columns, rows, guesses = read(book(tmp_path / "a.xlsx", fill))
    assert columns[0] == "text" and columns[-1] == "formula"
    expected = [
        " 001216 ",
        "12",
        "0.3",
        "1e-06",
        "yes",
        "2024-05-01",
        "2024-05-01T10:30:00",
        "10:30:00",
        "30:00:00",
        "42",
    ]
    assert rows == [(2, expected)]
    assert guesses == []


def test_rows_keep_their_numbers_wherever_the_table_begins(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row("C4", ["name", "city"])
        sheet.write_row("C7", ["Lina", "Suzhou"])

    columns, rows, _ = read(book(tmp_path / "a.xlsx", fill))
    assert (columns, rows) == (("name", "city"), [(7, ["Lina", "Suzhou"])])


def test_the_sheet_is_the_one_that_is_named_or_the_first_visible_with_cells(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        made.add_chartsheet("Chart")
        hidden = made.add_worksheet("Hidden")
        hidden.write(0, 0, "secret")
        hidden.hide()
        made.add_worksheet("Empty").activate()
        made.add_worksheet("Plants").write_column(0, 0, ["plant", "P1"])
        made.add_worksheet("Firms").write_column(0, 0, ["firm", "F1", "F2"])

    path = book(tmp_path / "a.xlsx", fill)
    assert read(path) == (("plant",), [(2, ["P1"])], ["sheet 'Plants' of 4"])
    assert read(path, sheet="Firms") == (("firm",), [(2, ["F1"]), (3, ["F2"])], [])
    assert read(path, sheet="Hidden")[0] == ("secret",)
    assert "is empty" in refused(path, sheet="Empty").message
    for wrong in ("plants", "Chart"):
        problem = refused(path, sheet=wrong)
        assert problem.message == f"has no sheet {wrong!r}"
        assert problem.hint == "it has 'Hidden', 'Empty', 'Plants', 'Firms'"


def test_a_workbook_without_cells(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", lambda made: made.add_worksheet("One"))
    assert refused(path).message == "no visible sheet holds a cell"


def test_the_heading_is_where_the_shape_says(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["Plants of 2024"], [], ["name", "city", "GWh"], ["Lina", "Suzhou", 2]])
    problem = refused(path)
    assert (problem.line, problem.message) == (1, "the first line, 'Plants of 2024', is one cell, and line 3 has 3")
    assert read(path, header=3)[1] == [(4, ["Lina", "Suzhou", "2"])]
    assert "is blank" in refused(path, header=2).message
    assert "has no row 9" in refused(path, header=9).message
    assert cells(path, columns=("a", "b", "c"))[-1] == ["Lina", "Suzhou", "2"]
    assert "exclude each other" in refused(path, columns=("a", "b", "c"), header=3).message
    assert "no delimiter" in refused(path, delimiter=";").message


def test_doubled_and_blank_headings(tmp_path: Path) -> None:
    assert "stands twice, at 1 and 2" in refused(table(tmp_path / "a.xlsx", [["x", "x "]])).message
    columns, _, guesses = read(table(tmp_path / "b.xlsx", [["x", None, "Capacity\n(GWh)"], [1, 2, 3]]))
    assert columns == ("x", "column 2", "Capacity (GWh)")
    assert guesses == ["headings column 2: the cells are blank"]


def test_merged_cells_are_told(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write("A1", "firm")
        sheet.merge_range("B1:C1", "plants")
        sheet.merge_range("A2:A3", "Lina")
        sheet.write_row("B2", ["Suzhou", 2])
        sheet.write_row("B3", ["Yibin", 5])

    columns, rows, guesses = read(book(tmp_path / "a.xlsx", fill))
    assert columns == ("firm", "plants", "column 3")
    assert rows == [(2, ["Lina", "Suzhou", "2"]), (3, ["", "Yibin", "5"])]
    assert guesses[1:] == [
        "merged cells in the heading, B1:C1: only the first of each holds the text",
        "merged cells in the rows, A2:A3: only the first of each holds the text",
    ]


def test_errors_cost_their_row(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row("B2", ["name", "share", "note"])
        sheet.write_row("B3", ["A", 1])
        sheet.write_formula("D3", "=1/0", None, "#DIV/0!")
        sheet.write_row("B4", ["#REF!", 2, "as a text"])
        sheet.write_formula("B5", "=A99", None, "#N/A")

    rows = read(book(tmp_path / "a.xlsx", fill))[1]
    assert rows[0] == (3, BadRow("D3 holds the error #DIV/0!", rows[0][1].hint, "note"))
    assert rows[1] == (4, ["#REF!", "2", "as a text"])
    assert rows[2] == (5, BadRow("B5 holds the error #N/A", rows[2][1].hint, "name"))


def test_a_formula_that_was_never_computed_costs_its_row(tmp_path: Path) -> None:
    made = openpyxl.Workbook()  # which computes nothing, and stores no values
    sheet = made.active
    assert sheet is not None
    sheet.append(["a", "b"])
    sheet.append([1, "=A2*2"])
    sheet.append([2, 4])
    made.save(tmp_path / "a.xlsx")
    rows = read(tmp_path / "a.xlsx")[1]
    assert rows[0] == (2, BadRow("B2 holds a formula without a stored value", rows[0][1].hint, "b"))
    assert rows[1] == (3, ["2", "4"])


def test_a_formula_may_give_the_empty_text(tmp_path: Path) -> None:
    heading = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
    )
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>IF(A2&gt;0,"","x")</f><v></v></c></row>'
    assert read(raw(tmp_path / "a.xlsx", heading + row))[1] == [(2, ["1", ""])]


def test_what_is_shown_in_percent_arrives_so(tmp_path: Path) -> None:
    """Wherever the table begins, with a formula (which takes the parser) or without one."""
    for formula in (False, True):

        def fill(made: Any, formula: bool = formula) -> None:
            sheet = made.add_worksheet()
            sheet.write_row("C4", ["a", "b", "c", "d", "e", "f"])
            for column, code in enumerate(
                ("0%", "0.00%", "[Red]0.0 %;-0.0 %", '0" %"', "General", "#,##0\\%"), start=2
            ):
                sheet.write_number(4, column, 0.355, made.add_format({"num_format": code}))
                sheet.write_string(5, column, "0.355", made.add_format({"num_format": code}))
                sheet.write_number(6, column, -2, made.add_format({"num_format": code}))
            if formula:
                sheet.write_formula(7, 2, "=1/8", made.add_format({"num_format": "0%"}), 0.125)

        _, rows, _ = read(book(tmp_path / "a.xlsx", fill))
        assert rows[:3] == [
            (5, ["35.5 %", "35.5 %", "35.5 %", "0.355", "0.355", "0.355"]),
            (6, ["0.355"] * 6),
            (7, ["-200 %", "-200 %", "-200 %", "-2", "-2", "-2"]),
        ]
        assert rows[3:] == ([(8, ["12.5 %", "", "", "", "", ""])] if formula else [])


def test_styles_that_cannot_be_read(tmp_path: Path) -> None:
    for xml in ("<styleSheet", '<!DOCTYPE a [<!ENTITY b "c">]><styleSheet>&b;</styleSheet>'):
        path = replaced(table(tmp_path / "a.xlsx", [["a"], [1]]), {"xl/styles.xml": xml})
        assert "its part 'xl/styles.xml'" in refused(path).message


def test_cells_without_a_place_count_on(tmp_path: Path) -> None:
    rows = "".join(
        f'<row>{"".join(f"""<c t="inlineStr"><is><t>{cell}</t></is></c>""" for cell in row)}</row>'
        for row in ("ab", "xy")
    )
    assert read(raw(tmp_path / "a.xlsx", rows + '<row><c t="e"><v>#NUM!</v></c></row>'))[1] == [
        (2, ["x", "y"]),
        (3, BadRow("A3 holds the error #NUM!", "mend the cell, and save the workbook", "a")),
    ]


def test_a_prefix_of_the_xml_changes_nothing(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["a"], [1]])
    xml = (
        '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        '<x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
        '<x:row r="2"><x:c r="A2" t="e"><x:v>#REF!</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )
    columns, rows, _ = read(replaced(path, {SHEET: xml}))
    assert columns == ("7",)
    assert [row.message for _, row in rows] == ["A2 holds the error #REF!"]


@pytest.mark.parametrize("suffix", ["xlsx", "xlsm"])
def test_a_row_that_is_too_long_for_a_cell_is_bad(tmp_path: Path, suffix: str) -> None:
    rows = read(table(tmp_path / f"a.{suffix}", [["a"], ["x" * 10_001], ["y"]]))[1]
    assert isinstance(rows[0][1], BadRow) and rows[1] == (3, ["y"])


def test_what_is_no_workbook(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    password = written(tmp_path, "a.xlsx", ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 400)
    assert refused(password).message == "has a password"
    old = written(tmp_path, "b.xlsx", ole + "Workbook".encode("utf-16-le") + b"\0" * 400)
    assert "before 2007" in refused(old).message
    assert "damaged" in refused(written(tmp_path, "c.xlsx", "name,city\n")).message
    whole = table(tmp_path / "d.xlsx", [["a"], [1]]).read_bytes()
    assert "damaged" in refused(written(tmp_path, "e.xlsx", whole[: len(whole) // 2])).message


def test_many_rows(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["n", "name"], *([n, f"firm {n}"] for n in range(5000))])
    rows = read(path)[1]
    assert len(rows) == 5000 and rows[-1] == (5001, ["4999", "firm 4999"])
