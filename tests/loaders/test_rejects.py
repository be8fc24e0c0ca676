"""Files of rejected rows: one a table, and safe to open in a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.cli import run
from tests.facts.formats.books import book
from tests.facts.mapping.tables import HEAD
from tests.loaders.hostile import mapping, rejected, write


def test_two_sheets_are_told_apart_and_have_rejects_of_their_own(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(made: Any) -> None:
        for name in ("North", "South"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["firm", "GWh"])
            sheet.write_row(1, 0, [name, "much"])

    north, south = (mapping("t.xlsx", f'sheet = "{name}"').removeprefix(HEAD) for name in ("North", "South"))
    write(project, HEAD + north + south, {"t.xlsx": lambda path: book(path, fill)})
    assert [line.partition(": GWh")[0] for line in rejected(project, capsys)] == [
        "rejected: loaders/my/t.xlsx#North:2",
        "rejected: loaders/my/t.xlsx#South:2",
    ]
    run(["--project", str(project), "check", "my", "--rejects", str(tmp_path)])
    for name in ("North", "South"):
        text = (tmp_path / f"my.t.{name}.rejects.csv").read_text("utf-8-sig")
        assert text.count("\n") == 2 and f",{name},much" in text


def test_cells_that_a_spreadsheet_would_run_come_back_from_the_rejects_as_they_were(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Headings too; a number with its sign stays one."""
    import csv

    odd = ["=1+1", "+1-1", "-2 °C", "@SUM(A1)", "'=x", "＝1", "-3.5", "-3 %", "+4", "'plain"]
    safe = ["'=1+1", "'+1-1", "'-2 °C", "'@SUM(A1)", "''=x", "'＝1", "-3.5", "-3 %", "+4", "'plain"]
    heading = "=cmd()"
    rows = "".join(f'{k},many,"{cell}"\n' for k, cell in enumerate(odd))
    text = mapping("t.csv", "keep = true")
    folder = write(project, text, {"t.csv": f"firm,GWh,{heading}\n{rows}"})
    run(["--project", str(project), "check", "my", "--rejects", str(tmp_path)])
    with (tmp_path / "my.t.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert [row[-1] for row in written] == [f"'{heading}", *safe]
    mended = (tmp_path / "my.t.rejects.csv").read_text("utf-8").replace(",many,", ",1,")
    (folder / "mended.csv").write_text(mended, encoding="utf-8")
    (folder / "loader.toml").write_text(text.replace("keep", 'mended = "mended.csv"\nkeep'), encoding="utf-8")
    assert rejected(project, capsys) == []
    run(["--project", str(project), "loader", "preview", "my", "--format", "json"])
    import json

    told = json.loads(capsys.readouterr().out)
    assert [row["value"] for row in told if row["predicate"] == "detail"] == odd
