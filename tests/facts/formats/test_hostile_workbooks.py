"""Workbooks made to do harm: each is refused at once, before the reader of workbooks takes room for it."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from graphkit.facts.formats import limits, packed
from tests.facts.formats.books import SHEET, raw, replaced, table
from tests.facts.formats.reading import cells, refused


def test_cells_that_lie_far_apart(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    problem = refused(raw(tmp_path / "a.xlsx", rows))
    assert problem.message == f"the cells of {SHEET!r} lie far apart, from A1 to XFD1048576"


def test_far_cells_that_are_empty_do_no_harm(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert cells(raw(tmp_path / "a.xlsx", rows)) == []


def test_a_sheet_that_says_it_is_large_takes_no_room(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    assert cells(replaced(path, {SHEET: xml})) == []


def test_a_far_cell_by_its_own_row_number(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    assert "far apart" in refused(raw(tmp_path / "a.xlsx", rows)).message


def test_far_cells_in_a_part_that_is_not_named_a_sheet(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    path = raw(tmp_path / "a.xlsx", rows)
    with zipfile.ZipFile(path) as archive:
        far = archive.read(SHEET)
        targets = archive.read("xl/_rels/workbook.xml.rels").replace(b"worksheets/sheet1.xml", b"media/picture.png")
    path = replaced(path, {"xl/media/picture.png": far, SHEET: "<x/>", "xl/_rels/workbook.xml.rels": targets})
    assert "far apart" in refused(path).message


@pytest.mark.parametrize("before", ["<other>", "garbage <worksheet>", "<x:y xmlns:x='u'>", "\ufeff\ufeff<worksheet>"])
def test_cells_in_a_part_that_is_no_sheet(tmp_path: Path, before: str) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    xml = f"{before}<sheetData>{far}</sheetData>"
    assert (
        "holds cells, and is no sheet" in refused(replaced(table(tmp_path / "a.xlsx", [["a"]]), {SHEET: xml})).message
    )


def test_shared_texts_under_another_root(tmp_path: Path) -> None:
    path = replaced(table(tmp_path / "a.xlsx", [["a"]]), {"xl/sharedStrings.xml": "<other><si><t>a</t></si></other>"})
    assert "holds no shared texts" in refused(path).message


def test_an_encoding_of_the_xml_that_does_not_exist(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["a"], [1]])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read(SHEET).replace(b'encoding="UTF-8"', b'encoding="UTL-8"')
    assert cells(replaced(path, {SHEET: xml})) == [["1"]]


def test_texts_that_many_cells_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_SHEET_TEXT", 1_000_000)
    path = table(tmp_path / "a.xlsx", [["a"], *([text] for text in ["long" * 2000, "short"] * 100)])
    assert len(cells(path)) == 200  # 200 cells, the longest text of 8,000: looked at to the letter, it is 801,000
    path = table(tmp_path / "b.xlsx", [["a"], *(["long" * 2000] for _ in range(200))])
    assert "written out for each cell" in refused(path).message


def test_a_part_that_lies_about_its_size(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["a"], *([n] for n in range(2000))])
    data = bytearray(path.read_bytes())
    at = data.rindex(SHEET.encode()) - 46  # its entry in the directory of the zip
    assert data[at : at + 4] == b"PK\x01\x02"
    struct.pack_into("<I", data, at + 24, 100)
    path.write_bytes(data)
    assert "is larger than it says" in refused(path).message


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = replaced(table(tmp_path / "a.xlsx", [["a"]]), {"xl/media/zeros.bin": b"\0" * (80 * 1024**2)})
    assert "unpacks to more than 200 times its size" in refused(path).message


def test_a_workbook_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MAX_WORKBOOK", 100_000)
    path = table(tmp_path / "a.xlsx", [["a"], *([n] for n in range(5000))])
    assert "unpacks to more than 100,000 bytes" in refused(path).message


def test_a_doctype_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["a"]])
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    for part in (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"):
        assert "holds a DOCTYPE" in refused(replaced(path, {part: laughs})).message


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1"><c r="AAAA1"><v>1</v></c></row>', "'AAAA1' is no cell"),
        ('<row r="1"><c r="A0"><v>1</v></c></row>', "'A0' is no cell"),
        ('<row r="-5"><c><v>1</v></c></row>', "'-5' is no row"),
        ('<row r="99999999"><c><v>1</v></c></row>', "is no row"),
        ('<row r="1"><c r="A1"><v>1</c></row>', "ill-formed"),
        ('<row r="1"><c r="A1"><f>1</f><v>1</c></row>', "not readable as XML"),
    ],
)
def test_xml_that_no_program_writes(tmp_path: Path, rows: str, said: str) -> None:
    assert said in refused(raw(tmp_path / "a.xlsx", rows)).message


def test_parts_of_the_same_name(tmp_path: Path) -> None:
    path = table(tmp_path / "a.xlsx", [["a"]])
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(path, "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")
    assert "same name" in refused(path).message


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no sheet")
    assert "is a zip, but no Excel workbook" in refused(tmp_path / "a.xlsx").message


def test_the_limits_leave_room_for_a_million_rows() -> None:
    assert limits.MAX_SHEET_CELLS >= 1_048_576 * 15


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="{0}"><v>1</v></c>',
        "<c r='{0}'><v>1</v></c>",
        '<c  r="{0}"><v>1</v></c>',
        '<c\nr="{0}"><v>1</v></c>',
        '<c t="n" r="{0}"><v>1</v></c>',
        '<c s="1" r = "{0}" ><v>1</v></c>',
        '<y:c xmlns:y="u" r="{0}"><v>1</v></y:c>',
        '<c r="&#{1};{2}"><v>1</v></c>',
        '<c r="{0}"><f>1</f></c>',
        '<!-- c --><c r="{0}" t="e"><v>#REF!</v></c>',
        '<c r="{0}"><is><t>text</t></is></c>',
    ],
)
def test_far_cells_however_they_are_written(tmp_path: Path, cell: str) -> None:
    near, far = (cell.format(place, ord(place[0]), place[1:]) for place in ("A1", "XFD1048576"))
    path = raw(tmp_path / "a.xlsx", f"<row>{near}</row>" + "<!--" + "x" * 300_000 + "-->" + f"<row>{far}</row>")
    assert "far apart" in refused(path).message
    for padding in (262_144, 262_143, 262_000, 261_900):  # the pieces that are looked at end within the cell
        path = raw(tmp_path / "a.xlsx", f"<row>{near}</row>".ljust(padding - 100) + f"<row>{far}</row>")
        assert "far apart" in refused(path).message


def test_a_sheet_of_plain_cells_and_one_that_takes_a_parser_are_read_alike(tmp_path: Path) -> None:
    rows = [["name", "n"], *([f"firm {n}", n] for n in range(20_000))]
    plain = table(tmp_path / "a.xlsx", rows)
    with zipfile.ZipFile(plain) as archive:
        xml = archive.read(SHEET)
    expected = [[name, str(n)] for name, n in rows[1:]]
    assert cells(plain) == expected
    odd = replaced(plain, {SHEET: xml.replace(b"<sheetData>", b"<!-- odd --><sheetData>")})
    assert cells(odd) == expected
