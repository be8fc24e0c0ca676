"""The curator's rulings as a table: what is read, what is refused, what is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError, Problem
from graphkit.facts.claim import Decision
from graphkit.facts.decisions import read_decisions, unknown_claims, write_decision

A, B, C = "a" * 32, "b" * 32, "c" * 32
GOOD = Decision("0123456789ab", A, (A, B), "the later paper names the day, 10 November", "Ada; 艾达", date(2026, 1, 5))
HEAD = "conflict,choose,claims,reason,by,day\n"


def read(folder: Path, text: str) -> tuple[dict[str, Decision], list[Problem]]:
    """What a table with these lines gives."""
    problems: list[Problem] = []
    (folder / "conflicts.csv").write_text(HEAD + text, encoding="utf-8")
    return read_decisions(folder, problems), problems


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    second = Decision("00000000000f", "both", (B, C), "two programmes", "Ada", date(2026, 2, 1))
    for decision in (GOOD, second):
        write_decision(tmp_path / "decisions", decision)
    problems: list[Problem] = []
    assert read_decisions(tmp_path / "decisions", problems) == {second.id: second, GOOD.id: GOOD}
    assert not problems


def test_a_second_ruling_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_decision(tmp_path, GOOD)
    later = Decision(GOOD.id, "undecided", (A, B, C), "a third paper", "Bo", date(2026, 3, 1))
    write_decision(tmp_path, later)
    assert read_decisions(tmp_path, []) == {GOOD.id: later}
    assert (tmp_path / "conflicts.csv").read_text(encoding="utf-8").count("\n") == 2


def test_no_table_is_no_ruling(tmp_path: Path) -> None:
    assert read_decisions(tmp_path, []) == {}


@pytest.mark.parametrize(
    ("row", "column", "message"),
    [
        (f"zz,both,{A}; {B},why,me,2026-01-01", "conflict", "no conflict's id"),
        (f"0123456789ab,{C},{A}; {B},why,me,2026-01-01", "choose", "none of the claims"),
        (f"0123456789ab,perhaps,{A}; {B},why,me,2026-01-01", "choose", "none of the claims"),
        (f"0123456789ab,both,{A},why,me,2026-01-01", "claims", "two claims or more"),
        (f"0123456789ab,both,{A}; 12,why,me,2026-01-01", "claims", "no claim's id"),
        (f"0123456789ab,both,{A}; {B},,me,2026-01-01", "reason", "missing"),
        (f"0123456789ab,both,{A}; {B},why,,2026-01-01", "by", "missing"),
        (f"0123456789ab,both,{A}; {B},why,me,January", "day", "no day"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: str, column: str, message: str) -> None:
    found, problems = read(tmp_path, row + "\n")
    assert not found
    assert any((p.line, p.column) == (2, column) and message in p.message for p in problems)


def test_two_rulings_on_one_conflict_are_refused(tmp_path: Path) -> None:
    line = f"0123456789ab,both,{A}; {B},why,me,2026-01-01\n"
    _, problems = read(tmp_path, line + line)
    assert [(p.line, p.column) for p in problems] == [(3, "conflict")]


def test_a_wrong_table_is_not_written_over(tmp_path: Path) -> None:
    read(tmp_path, "zz,both,,,,\n")
    before = (tmp_path / "conflicts.csv").read_bytes()
    with pytest.raises(GraphkitError, match="left as it is"):
        write_decision(tmp_path, GOOD)
    assert (tmp_path / "conflicts.csv").read_bytes() == before


def test_a_ruling_whose_claims_are_gone_is_told() -> None:
    (told,) = unknown_claims({GOOD.id: GOOD}, [A])
    assert told.level == "warning" and "no longer counts" in told.message
    assert not unknown_claims({GOOD.id: GOOD}, [A, B, C])
