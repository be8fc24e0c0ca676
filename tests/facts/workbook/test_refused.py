"""What cannot be taken out of a workbook, or put into one: each with its place, and what would be right."""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import ContentError
from graphkit.facts.workbook import book as books
from graphkit.facts.workbook import open_book, read_stamp, read_tables
from tests.facts.workbook.made import ENTITIES, FACTS, edited, loader, taken, workbook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small loader."""
    return loader(tmp_path / "small")


def put(sheet: str, cell: str, value: Any, kind: str | None = None) -> Callable[[Any], None]:
    """An edit of one cell; `kind` is the type that the file says it has."""

    def edit(book: Any) -> None:
        book[sheet][cell] = value
        if kind:
            book[sheet][cell].data_type = kind

    return edit


def told(folder: Path, edit: Callable[[Any], None]) -> list[str]:
    """The problems of an edited workbook, without its name."""
    path = edited(workbook(folder, folder.parent / "it.xlsx"), edit)
    with pytest.raises(ContentError) as caught:
        taken(path, folder)
    assert "nothing was written" in (caught.value.hint or "")
    return [str(problem).replace(f"{path}", "it").removeprefix("it, sheet ") for problem in caught.value.problems]


_TEXT = "give the cell the format Text, and type the value again"


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (
            put("facts", "E3", datetime.datetime(2025, 10, 1)),
            f"facts:3: when: E3 is the day 2025-10-01, not text — {_TEXT}: '2025-10' stood here",
        ),
        (put("facts", "E3", 45000), f"facts:3: when: E3 is the number 45000, not text — {_TEXT}: '2025-10' stood here"),
        (
            put("facts", "D4", 0.1 + 0.2),
            f"facts:4: value: D4 is the number 0.3, not text — {_TEXT}: '1,200 t/a' stood here",
        ),
        (put("facts", "D2", True), f"facts:2: value: D2 is TRUE, not text — {_TEXT}: '0.5 GWh' stood here"),
        (put("facts", "D2", False), f"facts:2: value: D2 is FALSE, not text — {_TEXT}: '0.5 GWh' stood here"),
        (put("facts", "D2", "=B2"), f"facts:2: value: D2 is a formula — {_TEXT}"),
        (put("facts", "D2", "#REF!", "e"), f"facts:2: value: D2 is an error — {_TEXT}"),
        (put("facts", "F2", "a\nb"), "facts:2: note: the cell has several lines — write it on one line"),
        (put("facts", "G2", "x"), "facts: column G has cells and no heading — empty it; what it says may go into note"),
        (
            put("facts", "G1", "mine"),
            "facts: mine: column G is none of facts.csv, and would be lost — remove it; what it says may go into note",
        ),
        (
            put("facts", "G1", "speaker"),
            "facts: speaker: column G is none of facts.csv, and would be lost — add the heading to facts.csv first, "
            "then graphkit facts edit again",
        ),
        (
            put("entities", "C1", "title"),
            "entities: name: the column is missing; is it 'title' now? — headings keep their names",
        ),
        (
            lambda book: book["facts"].merge_cells("A3:B3"),
            "facts: merged cells in the rows, A3:B3: only the first of each holds the text — unmerge them",
        ),
        (
            lambda book: book.remove(book["sources"]),
            "it: has no sheet 'sources' — sheets keep their names; there are read me, entities, facts, words",
        ),
    ],
    ids=[
        "day",
        "number",
        "noise",
        "true",
        "false",
        "formula",
        "error",
        "lines",
        "beyond",
        "column",
        "known-column",
        "renamed",
        "merged",
        "sheet",
    ],
)
def test_a_rewritten_cell_or_sheet_is_refused_with_its_place(
    folder: Path, edit: Callable[[Any], None], problem: str
) -> None:
    assert problem in told(folder, edit)


def test_a_formula_with_a_value_is_refused_too(folder: Path) -> None:
    path = workbook(folder, folder.parent / "it.xlsx")
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = next(n for n, data in parts.items() if n.startswith("xl/worksheets/") and b'r="F4"' in data)
    start = parts[name].index(b'<c r="F4"')
    end = parts[name].index(b"</c>", start)
    parts[name] = parts[name][:start] + b'<c r="F4" t="str"><f>A1&amp;"x"</f><v>sourcex</v>' + parts[name][end:]
    with zipfile.ZipFile(path, "w") as archive:
        for member, data in parts.items():
            archive.writestr(member, data)
    with pytest.raises(ContentError) as caught:
        taken(path, folder)
    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (4, "note")
    assert problem.message == "F4 is a formula, with the value 'sourcex'"
    assert "'said \"soon\"' stood here" in problem.hint


def test_all_that_is_wrong_is_told_at_once(folder: Path) -> None:
    def edit(book: Any) -> None:
        book["facts"]["D2"] = 1
        book["facts"]["D4"] = 2
        book["entities"]["C3"] = "=A1"

    assert len(told(folder, edit)) == 3


def test_blank_rows_are_dropped_and_blanks_above_and_beside_do_no_harm(folder: Path) -> None:
    def edit(book: Any) -> None:
        book["facts"].insert_rows(3)
        book["facts"]["B9"] = "  "
        book["facts"].insert_rows(1, 2)

    facts = read_tables(folder)[2]
    path = edited(workbook(folder, folder.parent / "it.xlsx"), edit)
    assert facts.with_rows(taken(path, folder)["facts.csv"]) == FACTS.encode()


def test_the_stamp_survives_another_program_and_tells_of_changes(folder: Path) -> None:
    path = edited(workbook(folder, folder.parent / "it.xlsx"), put("facts", "F2", "x"))
    stamp = read_stamp(open_book(path))
    assert stamp is not None
    assert (stamp.project, stamp.loader) == ("test", "small")
    assert stamp.changed(read_tables(folder)) == []
    (folder / "facts.csv").write_bytes((FACTS + "\n").encode())
    assert stamp.changed(read_tables(folder)) == ["facts.csv"]
    (folder / "sources.csv").unlink()
    assert stamp.changed(read_tables(folder)) == ["sources.csv", "facts.csv"]
    without = edited(path, lambda book: book.remove(book["read me"]))
    assert read_stamp(open_book(without)) is None


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("it.csv", b"a,b\n", "is no workbook"),
        ("it.xlsx", b"a,b\n", "not readable as a workbook"),
        ("none.xlsx", None, ""),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str, data: bytes | None, message: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ContentError) as caught:
        open_book(tmp_path / name)
    assert str(tmp_path / name) in str(caught.value)
    assert message in str(caught.value) or "zip" in str(caught.value)


def test_excels_limits_are_told_before_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = loader(tmp_path / "long", FACTS.replace("planned then", "𝄞" * 16_384))
    with pytest.raises(ContentError) as caught:
        workbook(long, tmp_path / "it.xlsx")
    assert [(p.line, p.column, p.message) for p in caught.value.problems] == [
        (3, "note", "32,768 characters are too many for a cell of Excel")
    ]
    assert (tmp_path / "it.xlsx").read_bytes() == b""
    monkeypatch.setattr(books, "ROWS", 2)
    with pytest.raises(ContentError, match="3 rows are too many for a sheet of Excel"):
        workbook(loader(tmp_path / "many"), tmp_path / "it.xlsx")


@pytest.mark.parametrize(
    ("facts", "line", "message"),
    [
        (FACTS + '"a', 5, "not readable as CSV"),
        (FACTS + "a,b,c,d,e,f,g\n", 5, "7 cells under 6 headings"),
        (FACTS.replace("note", "remark"), 1, "unknown column"),
        (FACTS.replace("value", "subject"), 1, "the column stands twice"),
        (FACTS + "\0", 5, "zero byte"),
        ("", 0, "the file is empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(tmp_path: Path, facts: str, line: int, message: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_tables(loader(tmp_path / "bad", facts))
    assert any(p.line == line and message in p.message for p in caught.value.problems), caught.value.problems


def test_a_control_character_is_told_before_writing(tmp_path: Path) -> None:
    folder = loader(tmp_path / "bell", entities=ENTITIES.replace("Borel", "Bor\x07el"))
    with pytest.raises(ContentError) as caught:
        workbook(folder, tmp_path / "it.xlsx")
    assert [(p.file, p.line, p.column) for p in caught.value.problems] == [("loaders/bell/entities.csv", 3, "name")]
