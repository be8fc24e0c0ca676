"""Tables to a workbook and back: the same cells, the same bytes, and of an edit the edited line alone."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.facts.workbook import read_tables
from tests.facts.workbook.made import FACTS, ROOT, edited, loader, taken, workbook

CORPUS = ROOT / "loaders/solid_state"
_ODD = st.sampled_from(
    ["=1+1", "@x", "+1", "-", "'a", '"', '""', 'a "b" c', "a,b", "a;b; c", "2025-10", "2025-10-01", "0.5 GWh", "1E5",
     "1.35E+01", "TRUE", "#REF!", "007", "50%", "电池", "硫化物，固态", "🔋", "é", "e\u0301",
     "<r>x</r>", "<r>", "&amp;", "_x0041_", "_x000D_", "_x005F_", "\u00a0", " a ", "a\tb", "a  b", "\u2028", "{=x}",
     "https://a.example/?b=c&d", "mailto:a@b.example"]
)  # fmt: skip
_CELL = st.one_of(
    _ODD,
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=20),
    st.text(alphabet="=+-@;,\"'<>&_xr0041{} \t电é", max_size=12),
)


def quoted(cells: list[str]) -> str:
    """A line of CSV with all cells in quotes."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


@settings(max_examples=50, deadline=None)
@given(rows=st.lists(st.lists(_CELL, min_size=4, max_size=4).filter(lambda r: "".join(r).strip()), max_size=6))
def test_any_text_comes_back_as_it_was(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as temporary:
        lines = "".join(f"{quoted(row)}\n" for row in rows)
        folder = loader(Path(temporary) / "odd", f"source,subject,predicate,value\n{lines}")
        book = workbook(folder, Path(temporary) / "it.xlsx")
        read = taken(book, folder)["facts.csv"]
        assert read == [tuple(row) for row in rows]
        facts = read_tables(folder)[2]
        assert facts.with_rows(read) == facts.data


def test_the_corpus_comes_back_byte_for_byte(tmp_path: Path) -> None:
    rows = taken(workbook(CORPUS, tmp_path / "it.xlsx"), CORPUS)
    for table in read_tables(CORPUS):
        assert len(rows[table.name]) == len(table.data.decode("utf-8").splitlines()) - 1
        assert table.with_rows(rows[table.name]) == (CORPUS / table.name).read_bytes()


def test_another_program_saves_it_and_one_cell_is_one_line(tmp_path: Path) -> None:
    folder = shutil.copytree(CORPUS, tmp_path / "solid_state")
    book = workbook(folder, tmp_path / "it.xlsx")

    def change(made: object) -> None:
        made["facts"]["L9"] = 'New, "quoted"; 备注'  # type: ignore[index]

    rows = taken(edited(book, change), folder)
    entities, sources, facts = read_tables(folder)
    assert entities.with_rows(rows["entities.csv"]) == entities.data
    assert sources.with_rows(rows["sources.csv"]) == sources.data
    old = facts.data.decode("utf-8").splitlines()
    new = facts.with_rows(rows["facts.csv"]).decode("utf-8").splitlines()
    diff = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:3] not in ("---", "+++")]
    assert diff == ["@@ -9 +9 @@", f"-{old[8]}", f'+{old[8].rpartition(",")[0]},"New, ""quoted""; 备注"']


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    folder = loader(tmp_path / "one")
    first, again = workbook(folder, tmp_path / "a.xlsx"), workbook(folder, tmp_path / "b.xlsx")
    assert first.read_bytes() == again.read_bytes()


EDITED = 's1#p2,acme,production_start,,"2025-11, early",planned then'
QUOTED = "".join(
    f"{quoted(row.split('|'))}\n"
    for row in (
        "source|subject|predicate|value|when|note",
        "s1#p1|acme|capacity|1 t||",
        "s1#p2|acme|production_start||2025-10|planned then",
    )
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(FACTS, f"{EDITED}\n", id="plain"),
        pytest.param(FACTS.replace("\n", "\r\n"), f"{EDITED}\r\n", id="crlf"),
        pytest.param("\ufeff" + FACTS, f"{EDITED}\n", id="bom"),
        pytest.param(FACTS.rstrip("\n"), f"{EDITED}\n", id="no-last-end"),
        pytest.param(FACTS + "\n\n", f"{EDITED}\n", id="blank-at-the-end"),
        pytest.param(FACTS.replace("s1#p2", "\n,,,,,\ns1#p2"), f"{EDITED}\n", id="blank-between"),
        pytest.param(FACTS.replace("s1#p1,acme", '"s1#p1",acme'), f"{EDITED}\n", id="one-quoted"),
        pytest.param(QUOTED, f"{quoted(['s1#p2', 'acme', 'production_start', '', '2025-11, early', 'planned then'])}\n",
                     id="all-quoted"),
        pytest.param(FACTS.replace(",note", ",note,").replace("then\n", "then,\n"), f"{EDITED},\n", id="blank-column"),
    ],
)  # fmt: skip
def test_the_file_keeps_its_ways(tmp_path: Path, text: str, line: str) -> None:
    folder = loader(tmp_path / "ways", text)
    book = workbook(folder, tmp_path / "it.xlsx")
    facts = read_tables(folder)[2]
    rows = taken(book, folder)["facts.csv"]
    assert facts.with_rows(rows) == text.encode("utf-8")
    rows[1] = (*rows[1][:4], "2025-11, early", rows[1][5])
    old = text.splitlines(keepends=True)
    at = next(number for number, one in enumerate(old) if "production_start" in one)
    assert facts.with_rows(rows).decode("utf-8") == "".join((*old[:at], line, *old[at + 1 :]))


def test_rows_are_added_moved_and_removed_in_the_order_of_the_sheet(tmp_path: Path) -> None:
    folder = loader(tmp_path / "order", FACTS.rstrip("\n"))
    facts = read_tables(folder)[2]
    first, second, third = facts.rows
    added = ("s1#p4", "acme", "capacity", "7 t/a", "", "")
    lines = FACTS.splitlines()
    made = facts.with_rows([third, added, first]).decode("utf-8")
    assert made == f"{lines[0]}\n{lines[3]}\ns1#p4,acme,capacity,7 t/a,,\n{lines[1]}\n"
    assert facts.with_rows([second]).decode("utf-8") == f"{lines[0]}\n{lines[2]}\n"
    assert facts.with_rows([]).decode("utf-8") == lines[0] + "\n"


def test_headings_in_any_order_and_case_stay_as_they_are(tmp_path: Path) -> None:
    text = "Value,Source,Subject,PREDICATE\n1 t/a,s1#p1,acme,capacity\n"
    folder = loader(tmp_path / "case", text)
    book = workbook(folder, tmp_path / "it.xlsx")

    def swap(made: object) -> None:
        sheet = made["facts"]  # type: ignore[index]
        for row in (1, 2):
            left, right = sheet.cell(row, 1).value, sheet.cell(row, 3).value
            sheet.cell(row, 1).value, sheet.cell(row, 3).value = right, left

    facts = read_tables(folder)[2]
    assert facts.with_rows(taken(edited(book, swap), folder)["facts.csv"]) == text.encode("utf-8")
