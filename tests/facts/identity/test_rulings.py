"""The curator's rulings on who is who as a table: what is read, what is refused, what is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError, Problem
from graphkit.facts.identity import Ruling, read_rulings, ruling, write_rulings

GOOD = ruling("t/acme", "acme", "same", "one register number, HRB 42", "Ada; 艾达", date(2026, 1, 5))
HEAD = "a,b,verdict,reason,by,day\n"


def read(folder: Path, text: str) -> tuple[tuple[Ruling, ...], list[Problem]]:
    """What a table with these lines gives."""
    problems: list[Problem] = []
    (folder / "identity.csv").write_text(HEAD + text, encoding="utf-8")
    return read_rulings(folder, problems), problems


def test_what_is_written_is_read_back_with_its_lines(tmp_path: Path) -> None:
    second = ruling("zeta", "t/acme", "different", "two countries", "Bo", date(2026, 2, 1))
    write_rulings(tmp_path / "decisions", [second, GOOD])
    problems: list[Problem] = []
    found = read_rulings(tmp_path / "decisions", problems)
    assert [(r.pair, r.verdict, r.by, r.line) for r in found] == [
        (("acme", "t/acme"), "same", "Ada; 艾达", 2),
        (("t/acme", "zeta"), "different", "Bo", 3),
    ]
    assert not problems


def test_a_second_ruling_on_the_same_two_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_rulings(tmp_path, [GOOD])
    write_rulings(tmp_path, [ruling("acme", "t/acme", "different", "two firms", "Bo", date(2026, 3, 1))])
    text = (tmp_path / "identity.csv").read_text(encoding="utf-8")
    assert text == HEAD + "acme,t/acme,different,two firms,Bo,2026-03-01\n"


def test_no_table_is_no_ruling(tmp_path: Path) -> None:
    assert read_rulings(tmp_path, []) == ()


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (",t/b,same,why,me,2026-01-01", "a", "missing"),
        ("a,,same,why,me,2026-01-01", "b", "missing"),
        ("a,a,same,why,me,2026-01-01", "b", "both sides"),
        ("a,t/b,perhaps,why,me,2026-01-01", "verdict", "no verdict"),
        ("a,t/b,same,,me,2026-01-01", "reason", "missing"),
        ("a,t/b,same,why,,2026-01-01", "by", "missing"),
        ("a,t/b,same,why,me,January", "day", "no day"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: str, column: str, message: str) -> None:
    found, problems = read(tmp_path, row + "\n")
    assert not found
    assert [(p.file, p.line, p.column) for p in problems] == [("loaders/decisions/identity.csv", 2, column)]
    assert message in problems[0].message


def test_two_rows_on_the_same_two_are_told(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a,t/b,same,why,me,2026-01-01\nt/b,a,different,why,me,2026-01-01\n")
    assert [(p.line, p.message) for p in problems] == [(3, "a, t/b is same on line 2")]


def test_a_table_that_is_wrong_is_left_as_it_is(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a,t/b,perhaps,why,me,2026-01-01\n")
    before = (tmp_path / "identity.csv").read_bytes()
    with pytest.raises(GraphkitError, match="left as it is"):
        write_rulings(tmp_path, [GOOD])
    assert problems and (tmp_path / "identity.csv").read_bytes() == before
