"""The workbook as a person meets it: text cells, frozen headings, filters, words to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit.facts.workbook import read_tables
from tests.facts.workbook.made import loader, model, workbook


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The workbook of a small loader whose table of facts has a column `kind`, as openpyxl reads it."""
    folder = tmp_path_factory.mktemp("sheets")
    facts = "source,subject,predicate,value,kind,speaker\ns1#p1,acme,capacity,=x,,\n"
    entities = "type,id,name,flags\nFirm,acme,Acme,generic;unnamed\n"
    sources = "id,title,publisher,published,published_basis,grade,visibility\ns1,T,P,2025-10,,,\n"
    loader(folder / "small", facts, entities, sources)
    return openpyxl.load_workbook(workbook(folder / "small", folder / "it.xlsx"))


def test_the_sheets_stand_in_the_order_of_use(book: Any) -> None:
    assert book.sheetnames == ["read me", "entities", "sources", "facts", "words"]


def test_every_cell_is_text_also_where_a_row_is_added(book: Any) -> None:
    sheet = book["facts"]
    assert sheet["D2"].value == "=x" and sheet["D2"].data_type == "s"
    assert {cell.number_format for row in sheet["A2:D2"] for cell in row} == {"@"}
    for name in ("entities", "sources", "facts"):
        assert all(column.number_format == "@" for column in book[name].column_dimensions.values())


def test_headings_are_frozen_and_filtered(book: Any) -> None:
    assert book["facts"].freeze_panes == "B2"
    assert book["facts"].auto_filter.ref == "A1:F2"
    assert book["entities"].auto_filter.ref == "A1:D2"


def rules(book: Any, sheet: str) -> dict[str, Any]:
    """The lists of a sheet by the heading of their column."""
    found = book[sheet].data_validations.dataValidation
    out = {}
    for rule in found:
        (area,) = rule.sqref.ranges
        assert (area.min_row, area.max_row, rule.type) == (2, 1_048_576, "list")
        out[book[sheet].cell(1, area.min_col).value] = rule
    return out


def words(book: Any, rule: Any) -> list[str]:
    """The cells that a list points to."""
    sheet, _, area = rule.formula1.partition("!")
    return [row[0].value for row in book[sheet][area.replace("$", "")]]


def test_words_of_the_schema_are_offered_and_no_others_let_pass(book: Any) -> None:
    found = {**rules(book, "entities"), **rules(book, "sources"), **rules(book, "facts")}
    assert set(found) == {
        "type", "flags", "published_basis", "grade", "visibility", "predicate", "kind", "subject", "value", "speaker",
    }  # fmt: skip
    assert words(book, found["type"]) == list(model().nodes)
    predicates = words(book, found["predicate"])
    assert {"capacity", "production_start", "SUPPLIES", "country"} <= set(predicates)
    assert words(book, found["grade"]) == ["filing", "company", "press", "rumour"]
    assert words(book, found["visibility"]) == ["public", "licensed", "internal"]
    assert words(book, found["published_basis"]) == ["stated", "inferred"]
    assert "planned" in words(book, found["kind"])
    assert words(book, found["flags"]) == ["generic", "unnamed"]
    stops = {name for name, rule in found.items() if rule.errorStyle in (None, "stop")}
    assert stops == {"type", "published_basis", "grade", "visibility", "predicate", "kind"}


def test_ids_are_offered_and_other_names_let_pass(book: Any) -> None:
    found = rules(book, "facts")
    for name in ("subject", "value", "speaker"):
        assert found[name].errorStyle == "warning"
        assert found[name].formula1 == "OFFSET(entities!$B$2,0,0,MAX(1,COUNTA(entities!$B:$B)-1),1)"


def test_the_first_sheet_tells_how_and_from_what(book: Any) -> None:
    cells = [[cell.value for cell in row] for row in book["read me"].iter_rows()]
    text = "\n".join(str(cell) for row in cells for cell in row if cell)
    assert "graphkit facts take" in text
    told = {row[0]: row[1] for row in cells if row[0]}
    assert (told["project"], told["loader"]) == ("test", "small")
    assert told["facts.csv"].startswith("blake2b:")


def test_a_loader_without_a_table_has_no_sheet_of_it(tmp_path: Path) -> None:
    folder = loader(tmp_path / "part")
    (folder / "entities.csv").unlink()
    made = openpyxl.load_workbook(workbook(folder, tmp_path / "it.xlsx"))
    assert made.sheetnames == ["read me", "sources", "facts", "words"]
    assert [t.name for t in read_tables(folder)] == ["sources.csv", "facts.csv"]
