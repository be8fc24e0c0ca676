"""graphkit facts: a loader's tables out into a workbook and back, all or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from graphkit.cli import run
from tests.cli.conftest import Call, Result, append, rewrite

TABLES = ("entities.csv", "sources.csv", "facts.csv")


def saved(path: Path, edit: Callable[[Any], None]) -> None:
    """Edits the workbook and saves it, by another program than the one that wrote it."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)


def held(folder: Path, loader: str = "example") -> dict[str, bytes]:
    """All files of a loader."""
    return {path.name: path.read_bytes() for path in (folder / "loaders" / loader).iterdir()}


def counts(answer: Result) -> dict[str, tuple[int, int, int]]:
    """Added, changed and removed rows by table, of an answer in JSON."""
    assert answer.code == 0, answer.err
    return {row["table"]: (row["added"], row["changed"], row["removed"]) for row in json.loads(answer.out)}


@pytest.fixture
def book(folder: Path, on: Call) -> Path:
    """The workbook of the example project's tables."""
    path = folder / "facts.xlsx"
    assert on("facts", "edit", "-o", path).code == 0
    return path


def cell_of(sheet: Any, heading: str, row: int) -> Any:
    """A cell by the heading of its column."""
    return next(sheet.cell(row, cell.column) for cell in sheet[1] if cell.value == heading)


def late(made: Any) -> None:
    """Moves the planned start of production, on row 5, by a month."""
    cell = cell_of(made["facts"], "when", 5)
    assert cell.value == "2025-10"
    cell.value = "2025-09"


def test_out_and_back_without_an_edit_changes_no_byte(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)
    saved(book, lambda made: None)
    answer = on("facts", "take", book)
    assert answer.code == 0 and "nothing has changed" in answer.err
    assert held(folder) == before


def test_an_edited_cell_is_an_edited_line(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)
    saved(book, late)
    assert counts(on("facts", "take", book, "--dry-run", "--format", "json"))["facts.csv"] == (0, 1, 0)
    assert held(folder) == before
    answer = on("facts", "take", book, "--format", "json")
    assert counts(answer) == {"entities.csv": (0, 0, 0), "sources.csv": (0, 0, 0), "facts.csv": (0, 1, 0)}
    assert "1 table written: facts.csv" in answer.err
    old = b"production_start,,2025-10,planned,"
    assert before["facts.csv"].count(old) == 1
    expected = before["facts.csv"].replace(old, b"production_start,,2025-09,planned,")
    assert held(folder) == {**before, "facts.csv": expected}
    again = on("facts", "take", book)
    assert again.code == 1 and "changed since" in again.err  # the tables are those of the edit now
    assert f"facts edit example -o {book} --force" in answer.err


def test_rows_are_added_to_two_tables_at_once(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)

    def edit(made: Any) -> None:
        made["entities"].append(["delta", "Firm", "Delta, 三角洲"])
        made["facts"].append(["news-1#p4", "delta", "SUPPLIES", "acme-cells"])

    saved(book, edit)
    answer = on("facts", "take", book)
    assert answer.code == 0, answer.err
    after = held(folder)
    assert after["entities.csv"] == before["entities.csv"] + 'delta,Firm,"Delta, 三角洲",,,,,\n'.encode()
    assert after["facts.csv"] == before["facts.csv"] + b"news-1#p4,delta,SUPPLIES,acme-cells,,,,,,,\n"
    assert after["sources.csv"] == before["sources.csv"]
    assert on("check").code == 0


def test_what_check_would_refuse_is_told_with_sheet_row_and_column(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)

    def edit(made: Any) -> None:
        made["entities"]["A3"] = "acme-cells"
        cell_of(made["facts"], "subject", 4).value = "nobody"
        cell_of(made["facts"], "value", 4).value = "1.35E+01"
        cell_of(made["facts"], "kind", 5).value = "plan"
        made["facts"]["A12"] = "news-1#p1"  # rows 11 and above are blank: the row keeps its number

    saved(book, edit)
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert held(folder) == before
    for problem in (
        "sheet entities:3: id: acme-cells is also on line 2 — ids are unique in a project",
        "sheet facts:4: value: '1.35E+01' looks rewritten by a spreadsheet",
        "sheet facts:5: kind: unknown kind 'plan' — did you mean planned?",
        "sheet facts:12: subject: is empty",
    ):
        assert f"{book}, {problem}" in answer.err
    assert "loaders/example" not in answer.err
    assert "nothing was written" in answer.err


def test_an_id_of_another_loader_is_told(folder: Path, book: Path, on: Call) -> None:
    other = folder / "loaders/other"
    other.mkdir()
    (other / "loader.toml").write_text('title = "Other"\n', encoding="utf-8")
    (other / "entities.csv").write_text("id,type,name\nzeta,Firm,Zeta\n", encoding="utf-8")
    (other / "sources.csv").write_text("id,title,publisher,published\n", encoding="utf-8")
    fact = "source,subject,predicate,value\ncuration,zeta,country,DE\n"
    (other / "facts.csv").write_text(fact, encoding="utf-8")
    saved(book, lambda made: made["entities"].append(["zeta", "Firm", "Z"]))
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert "zeta is also on" in answer.err
    assert on("facts", "edit", "-o", folder / "new.xlsx").code == 2  # which of the two?
    assert on("facts", "edit", "other", "-o", folder / "new.xlsx").code == 0


def test_a_rewritten_cell_is_refused_and_nothing_is_written(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)

    def edit(made: Any) -> None:
        cell_of(made["facts"], "when", 5).value = 45000
        made["entities"]["C2"] = "Acme Cells AG"

    saved(book, edit)
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert f"{book}, sheet facts:5: when: E5 is the number 45000, not text" in answer.err
    assert "'2025-10' stood here" in answer.err
    assert held(folder) == before


def test_tables_that_have_changed_since_are_not_overwritten(folder: Path, book: Path, on: Call) -> None:
    saved(book, late)
    facts = folder / "loaders/example/facts.csv"
    append(facts, "news-1#p2,acme-line-1,OPERATES,acme-cell,,,,,,,theirs")
    theirs = held(folder)
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert f"changed since {book} was made: loaders/example/facts.csv" in answer.err
    assert "entities.csv" not in answer.err
    assert held(folder) == theirs
    forced = on("facts", "take", book, "--force", "--format", "json")
    assert counts(forced)["facts.csv"] == (0, 1, 1)
    assert "loaders/example/facts.csv" in forced.err
    assert b"theirs" not in facts.read_bytes() and b",2025-09,planned," in facts.read_bytes()


def test_a_workbook_that_does_not_say_whence_needs_force(folder: Path, book: Path, on: Call) -> None:
    before = held(folder)

    def edit(made: Any) -> None:
        late(made)
        made.remove(made["read me"])

    saved(book, edit)
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert "does not tell which tables it was made from" in answer.err and "--force" in answer.err
    assert held(folder) == before
    assert counts(on("facts", "take", book, "--force", "--format", "json"))["facts.csv"] == (0, 1, 0)


def test_a_workbook_that_is_none_of_ours_is_told_so(folder: Path, on: Call, tmp_path: Path) -> None:
    assert on("export", "xlsx", "-o", tmp_path / "out.xlsx").code == 0
    answer = on("facts", "take", tmp_path / "out.xlsx")
    assert answer.code == 1
    assert "is no workbook of `graphkit facts edit`" in answer.err


def test_a_workbook_of_another_project_or_loader_is_refused(
    folder: Path, book: Path, on: Call, call: Call, tmp_path: Path
) -> None:
    twin = tmp_path / "twin"
    shutil.copytree(folder, twin)
    name = (folder / "graphkit.toml").read_text("utf-8").split('name = "')[1].split('"')[0]
    rewrite(twin / "graphkit.toml", f'name = "{name}"', 'name = "twin"')
    answer = call("--project", twin, "facts", "take", book)
    assert answer.code == 2
    assert f"is of the project {name}, not of twin" in answer.err
    shutil.copytree(folder / "loaders/example", folder / "loaders/second")
    other = on("facts", "take", book, "second")
    assert other.code == 2
    assert "is of the loader example, not of second" in other.err


def test_the_shipped_project_is_not_written(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    answer = call("facts", "take", book)
    assert answer.code == 2
    assert "the project that comes with graphkit" in answer.err and "--project DIR" in answer.err


def test_edits_are_not_overwritten_unasked(book: Path, on: Call) -> None:
    saved(book, late)
    edited = book.read_bytes()
    answer = on("facts", "edit", "-o", book)
    assert answer.code == 1
    assert "may hold edits" in answer.err
    assert book.read_bytes() == edited
    assert on("facts", "edit", "-o", book, "--force").code == 0
    assert book.read_bytes() != edited


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("edit", "no_such", "-o", "{tmp}/x.xlsx"), "there is no loader 'no_such'"),
        (("edit", "foreign", "-o", "{tmp}/x.xlsx"), "foreign has no canonical tables"),
        (("edit", "-o", "{tmp}/x.csv"), "as {tmp}/x.xlsx"),
    ],
)
def test_wrong_usage_of_edit(folder: Path, on: Call, words: tuple[str, ...], text: str) -> None:
    foreign = folder / "loaders/foreign"
    foreign.mkdir()
    (foreign / "loader.toml").write_text('title = "T"\n[[table]]\nfile = "a.csv"\n', encoding="utf-8")
    answer = on("facts", *(word.format(tmp=folder) for word in words))
    assert answer.code == 2
    assert text.format(tmp=folder) in answer.err
    assert not (folder / "x.xlsx").exists()


def test_a_table_with_wrong_cells_can_be_mended_in_the_workbook(folder: Path, on: Call) -> None:
    facts = folder / "loaders/example/facts.csv"
    rewrite(facts, "0.5 GWh", "0.5 GWhh")
    assert on("check").code == 1
    path = folder / "mend.xlsx"
    assert on("facts", "edit", "-o", path).code == 0
    saved(path, lambda made: setattr(cell_of(made["facts"], "value", 4), "value", "0.5 GWh"))
    assert counts(on("facts", "take", path, "--format", "json"))["facts.csv"] == (0, 1, 0)
    assert on("check").code == 0


def test_a_repeated_row_is_a_warning_with_its_place(book: Path, on: Call) -> None:
    saved(book, lambda made: made["facts"].append([cell.value for cell in made["facts"][4]]))
    answer = on("facts", "take", book)
    assert answer.code == 0
    assert f"warning: {book}, sheet facts:11: says the same as line 4" in answer.out + answer.err


def test_a_write_that_fails_leaves_all_tables_as_they_were(
    folder: Path, book: Path, monkeypatch: pytest.MonkeyPatch, on: Call
) -> None:
    before = held(folder)

    def edit(made: Any) -> None:
        late(made)
        made["entities"]["H2"] = "still made up"

    saved(book, edit)
    moves = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == 2:
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    answer = on("facts", "take", book)
    assert answer.code == 1
    assert "No space left on device" in answer.err and "free some space" in answer.err
    assert held(folder) == before


def test_the_corpus_is_taken_back_byte_for_byte(tmp_path: Path, call: Call) -> None:
    root = Path(__file__).parents[2]
    copy = tmp_path / "corpus"
    for name in ("schema", "loaders/solid_state", "queries"):
        shutil.copytree(root / name, copy / name)
    shutil.copy(root / "graphkit.toml", copy)
    path = tmp_path / "it.xlsx"
    assert run(["--project", str(copy), "facts", "edit", "-o", str(path)]) == 0
    saved(path, lambda made: None)
    answer = call("--project", copy, "facts", "take", path, "--force")
    assert answer.code == 0, answer.err
    for name in TABLES:
        assert (copy / "loaders/solid_state" / name).read_bytes() == (root / "loaders/solid_state" / name).read_bytes()
