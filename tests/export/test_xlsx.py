"""The workbook, read back by openpyxl and held against values written by hand."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from graphkit.errors import GraphkitError
from graphkit.export import export, xlsx, xlsx_sheet
from graphkit.export.xlsx_sheet import TEXT, fitting, units, web
from graphkit.graph import Graph
from graphkit.model import Model
from graphkit.project import Location
from tests.export.conftest import LONG, ROOT

LOCATION = Location(Path("x"), "small", "小 chain & more", None, Path("x/.graphkit"))


def book(graph: Graph, model: Model) -> Workbook:
    out = io.BytesIO()
    xlsx.write(graph, model, out, LOCATION)
    return openpyxl.load_workbook(out)


def records(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows as dicts by heading, without the empty cells."""
    heading, *lines = sheet.iter_rows(values_only=True)
    found = [{str(k): v for k, v in zip(heading, line, strict=True) if v is not None} for line in lines]
    return [record for record in found if record]


def about(found: Workbook) -> str:
    return "\n".join(
        " ".join(str(v) for v in row if v is not None) for row in found["about"].iter_rows(values_only=True)
    )


def test_sheets_and_tables_by_hand(graph: Graph, model: Model) -> None:
    found = book(graph, model)
    assert found.sheetnames == [
        "about", "Firm", "Material", "Site", "Vehicle", "Product", "Organization", "Market",
        "SUPPLIES", "PARTNERS_WITH", "INVESTS_IN", "OPERATES", "INSTALLED_IN",
        "milestones", "observations", "claims", "sources",
    ]  # fmt: skip
    assert [name for sheet in found for name in sheet.tables] == [
        "nodes_Firm", "nodes_Material", "nodes_Site", "nodes_Vehicle", "nodes_Product", "nodes_Organization",
        "nodes_Market",
        "edges_SUPPLIES", "edges_PARTNERS_WITH", "edges_INVESTS_IN", "edges_OPERATES", "edges_INSTALLED_IN",
        "milestones", "observations", "claims", "sources",
    ]  # fmt: skip
    for sheet in list(found)[1:]:
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions == table.autoFilter.ref
        assert [c.name for c in table.tableColumns] == [c.value for c in sheet[1]]
        assert sheet.freeze_panes == "B2"
        assert all(8 <= sheet.column_dimensions[c.column_letter].width <= 50 for c in sheet[1])


def test_entities_by_hand(graph: Graph, model: Model) -> None:
    firms = {r["id"]: r for r in records(book(graph, model)["Firm"])}
    assert set(firms) == {"acme", "berg", "shen", "buyers"}
    acme = {k: v for k, v in firms["acme"].items() if k not in ("claims", "name_key", "caption")}
    assert acme == {"id": "acme", "entity_type": "Firm", "name": "Acme", "aliases": "Acme Group; Acme Power",
                    "external_ids": "LEI:TEST0001"}  # fmt: skip
    assert firms["shen"]["name"] == "深圳电池"
    assert firms["shen"]["external_ids"] == "SZSE:000001"
    assert firms["buyers"]["unnamed"] is True
    assert firms["berg"]["name"] == 'Berg, Ltd "B"'


def test_numbers_are_numbers_and_days_text(graph: Graph, model: Model) -> None:
    found = book(graph, model)
    claims = records(found["claims"])
    capacity = next(r for r in claims if r["predicate"] == "capacity")
    assert (capacity["value"], capacity["unit"], capacity["text"]) == (0.5, "GWh", "0.5 GWh")
    assert next(r for r in claims if r["predicate"] == "market_size")["value"] == 280_000_000_000
    assert next(r for r in claims if r["predicate"] == "advantage")["value"] == "+safe; fast"
    (edge,) = records(found["OPERATES"])
    assert (edge["source"], edge["source_name"], edge["target"], edge["since"]) == (
        "acme", "Acme", "acme-line-1", "2024-11-01",
    )  # fmt: skip
    stages = [
        (r["kind"], r["earliest"], r["current"])
        for r in records(found["milestones"])
        if r["stage"] == "production_start"
    ]
    assert sorted(stages) == [("actual", "2025-11-10", True), ("planned", "2025-10-01", False)]
    sheet = found["milestones"]
    at = next(c for c in sheet[1] if c.value == "earliest").column
    assert {sheet.cell(row, at).data_type for row in range(2, sheet.max_row + 1)} <= {"s", "n"}
    assert sheet.cell(2, at).number_format == "@"


def test_the_first_sheet_says_what_it_is(graph: Graph, model: Model) -> None:
    found = book(graph, model)
    text = about(found)
    assert text.startswith("小 chain & more")
    assert "as of 2025-12-31" in text or "as of 2025-12-06" in text
    assert "known on all that is known" in text
    assert "entities 10" in text
    assert "Firm nodes_Firm 4 entities of the type Firm" in text
    assert "nothing was split, cut or left out to fit Excel" in text
    links = {c.value: c.hyperlink.location for row in found["about"] for c in row if c.hyperlink}
    assert links["SUPPLIES"] == "'SUPPLIES'!A1"
    assert set(links) == set(found.sheetnames[1:])


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", "+1", "-1", "@x", "\t=1", '=HYPERLINK("http://x")', "2025-11-10", "1e5", "007", "TRUE", "http://x",
        "{=1}", "<r><t>x</t></r>", "<r>", "_x0041_", " a ", "😀硫化锂",
    ],
)  # fmt: skip
def test_text_stays_text(text: str, noted: Callable[[str], Graph], model: Model) -> None:
    sheet = book(noted(text), model)["Firm"]
    (cell,) = [
        c for row in sheet.iter_rows(min_row=2) for c in row if sheet.cell(1, c.column).value == "note" and c.value
    ]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert cell.number_format == "@"
    # openpyxl does not undo Excel's way to write what looks like an escape.
    assert str(cell.value).replace("_x005F_", "_") == text


def test_no_formula_in_the_whole_file(noted: Callable[[str], Graph], model: Model) -> None:
    out = io.BytesIO()
    xlsx.write(noted("=cmd|' /C calc'!A0"), model, out, LOCATION)
    with zipfile.ZipFile(out) as archive:
        for name in archive.namelist():
            assert b"<f>" not in archive.read(name) and b"<f " not in archive.read(name)
        assert not [n for n in archive.namelist() if "vba" in n.casefold() or "external" in n.casefold()]


def test_long_odd_texts_come_back(noted: Callable[[str], Graph], model: Model) -> None:
    firms = {r["id"]: r for r in records(book(noted(LONG), model)["Firm"])}
    back = str(firms["acme"]["note"]).replace("_x000D_", "\r")
    assert back == LONG.replace("\x01", "\ufffd")


@pytest.mark.parametrize("char", ["x", "硫", "😀"])
def test_what_is_too_long_is_cut_and_said(
    char: str, noted: Callable[[str], Graph], model: Model, tmp_path: Path
) -> None:
    told = export(noted(char * 40_000), model, "xlsx", tmp_path / "a.xlsx", LOCATION)
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    cell = next(r["note"] for r in records(found["Firm"]) if r["id"] == "acme")
    assert cell.endswith("x […]" if char == "x" else f"{char} […]")
    assert 32_765 <= len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert len(told) == 1
    assert "Firm, row 2, note (40,000)" in told[0]
    assert "claims, row" in told[0]
    assert told[0] in about(found)


def test_what_fits_is_not_cut(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    assert export(noted("x" * 32_767), model, "xlsx", tmp_path / "a.xlsx", LOCATION) == ()
    assert export(noted("😀" * 16_384), model, "xlsx", tmp_path / "a.xlsx", LOCATION) != ()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_fitting_keeps_or_marks(text: str) -> None:
    long = text * 2_000
    found = fitting(long)
    assert units(found) <= TEXT
    assert found == long if units(long) <= TEXT else found.endswith(" […]") and long.startswith(found[:-4])


def test_long_numbers_are_text(graph: Graph, model: Model, tmp_path: Path) -> None:
    (seen,) = [o for o in graph.observations.values() if o.metric == "market_size"]
    odd = replace(seen, value=Decimal("1234567890123456.5"), min=Decimal("123456789012345"), max=Decimal("1E+20"))
    changed = replace(graph, observations={**graph.observations, seen.uid: odd})
    told = export(changed, model, "xlsx", tmp_path / "a.xlsx", LOCATION)
    (row,) = [
        r for r in records(openpyxl.load_workbook(tmp_path / "a.xlsx")["observations"]) if r["metric"] == "market_size"
    ]
    assert row["amount"] == "1234567890123456.5"
    assert row["min"] == 123456789012345
    assert row["max"] == 1e20
    assert told == ("numbers of over 15 digits stand as text, since Excel would round them: 1",)


def test_links_lead_to_the_web_and_to_the_source(graph: Graph, model: Model) -> None:
    origins = {"daily": "https://example.org/a?b=1&c=2#d", "review": "javascript:alert(1)"}
    sources = {i: replace(s, origin=origins[i]) for i, s in graph.sources.items()}
    found = book(replace(graph, sources=sources), model)
    at = {c.value: c.column for c in found["sources"][1]}
    cells = [found["sources"].cell(row, at["origin"]) for row in (2, 3)]
    assert [c.value for c in cells] == ["https://example.org/a?b=1&c=2#d", "javascript:alert(1)"]
    link = cells[0].hyperlink
    assert f"{link.target}#{link.location}" == "https://example.org/a?b=1&c=2#d"
    assert cells[1].hyperlink is None
    sheet = found["claims"]
    at = {c.value: c.column for c in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        cell = sheet.cell(row, at["source"])
        assert (cell.hyperlink and cell.hyperlink.location) == {
            "daily": "'sources'!A2", "review": "'sources'!A3", "curation": None,
        }[cell.value]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("http://example.org", True), ("https://例.org/路?x=1", True), ("HTTPS://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False), ("file:///etc/passwd", False), ("ftp://x", False), ("mailto:a@b", False),
        ("internal:'claims'!A1", False), ("external:c:\\x", False), ("http://", False), ("http://a b", False),
        ("http://a\nb", False), ("\\\\server\\share", False), ("http://[x", False), ("http://x/" + "y" * 2_000, False),
        ("", False),
    ],
)  # fmt: skip
def test_addresses_of_the_web(address: str, good: bool) -> None:
    assert web(address) is good


def test_more_rows_than_links(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(xlsx_sheet, "LINKS", 5)
    told = export(graph, model, "xlsx", tmp_path / "a.xlsx", LOCATION)
    assert told == ("Excel has 5 links a sheet, so sheets with more rows have none: claims",)
    assert not [c for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["claims"] for c in row if c.hyperlink]


def test_more_rows_than_a_sheet(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = records(book(graph, model)["claims"])
    monkeypatch.setattr(xlsx, "ROWS", 20)
    told = export(graph, model, "xlsx", tmp_path / "a.xlsx", LOCATION)
    found = openpyxl.load_workbook(tmp_path / "a.xlsx")
    parts = [name for name in found.sheetnames if name.startswith("claims")]
    assert parts[:3] == ["claims", "claims_2", "claims_3"]
    assert [len(records(found[name])) for name in parts[:-1]] == [20] * (len(parts) - 1)
    assert [r for name in parts for r in records(found[name])] == whole
    assert [name for part in parts for name in found[part].tables] == parts
    assert told == (f"{len(whole)} rows are too many for a sheet of Excel: they stand on {', '.join(parts)}",)
    assert told[0] in about(found)


def test_more_columns_than_a_sheet(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_sheet, "COLUMNS", 20)
    out = io.BytesIO()
    with pytest.raises(GraphkitError, match="columns, and a sheet of Excel 20"):
        xlsx.write(graph, model, out, LOCATION)
    assert out.getvalue() == b""


def test_a_large_workbook_is_streamed(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    small = book(graph, model)
    monkeypatch.setattr(xlsx, "CELLS", 10)
    large = book(graph, model)
    assert large.sheetnames == small.sheetnames
    for name in small.sheetnames[1:]:
        assert list(large[name].iter_rows(values_only=True)) == list(small[name].iter_rows(values_only=True))
        assert large[name].auto_filter.ref == large[name].dimensions
        assert not large[name].tables
    assert large.defined_names["nodes_Firm"].attr_text == "'Firm'!$A$1:$N$5"
    assert "claims" in large.defined_names
    assert "named range" in about(large)


@pytest.mark.parametrize("cells", [10, 10**9])
def test_the_same_graph_gives_the_same_bytes(
    cells: int, graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(xlsx, "CELLS", cells)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    export(graph, model, "xlsx", tmp_path / "a.xlsx", LOCATION)
    monkeypatch.setenv("TZ", "America/New_York")
    export(graph, model, "xlsx", tmp_path / "b.xlsx", LOCATION)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_an_empty_graph_has_headings(empty: Graph, model: Model) -> None:
    found = book(empty, model)
    assert found.sheetnames == ["about", "milestones", "observations", "claims", "sources"]
    assert found["claims"].tables["claims"].ref == "A1:AG2"
    assert found["claims"]["A1"].value == "id"


def test_names_of_sheets_are_short_and_differ(graph: Graph, model: Model) -> None:
    # Excel sees no case, keeps `History` for itself, and has 31 characters.
    types = {"acme": "History", "berg": "A" * 40, "shen": "A" * 41, "buyers": "Claims"}
    entities = {i: replace(e, type=types.get(i, e.type)) for i, e in graph.entities.items()}
    edges = {u: replace(e, type="SOURCES" if e.type == "OPERATES" else e.type) for u, e in graph.edges.items()}
    found = book(replace(graph, entities=entities, edges=edges), model)
    names = found.sheetnames
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert "history" not in {name.casefold() for name in names}
    assert records(found["A" * 31])[0]["id"] == "berg"
    assert records(found["A" * 29 + "~2"])[0]["id"] == "shen"
    tables = [name for sheet in found for name in sheet.tables]
    assert len({name.casefold() for name in tables}) == len(tables)


def test_nothing_is_left_in_the_folder_of_temporary_files(
    graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(xlsx, "CELLS", 10)
    xlsx.write(graph, model, io.BytesIO(), LOCATION)
    monkeypatch.setattr(xlsx_sheet.Filler, "_link", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        xlsx.write(graph, model, io.BytesIO(), LOCATION)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX's")
def test_a_terminal_sees_no_bytes() -> None:
    ours, theirs = os.openpty()
    words = [sys.executable, "-m", "graphkit", "--project", str(ROOT), "export", "xlsx", "-o", "-"]
    done = subprocess.run(words, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False, cwd=ROOT)
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert "xlsx is no text that a terminal could show" in done.stderr


def test_standard_output_takes_the_workbook(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "graphkit", "--project", str(ROOT), "export", "xlsx", "-o", "-"]
    done = subprocess.run(words, capture_output=True, check=True, cwd=ROOT)
    assert openpyxl.load_workbook(io.BytesIO(done.stdout)).sheetnames[0] == "about"
