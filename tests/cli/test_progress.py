"""How far the reading of tables is, on a terminal alone and only where it takes long."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stderr, redirect_stdout

import pytest

from graphkit.api import open_project
from graphkit.cli import progress
from tests.cli.conftest import ROOT


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True

    def lines(self) -> list[str]:
        """What was drawn, picture by picture, without what moves the cursor and without the bars."""
        text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.getvalue())
        shown = (" ".join(re.sub("[━╸╺]", " ", line).split()) for line in re.split(r"[\r\n]+", text))
        return [line for line in shown if line]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    return Terminal()


def told(stream: Terminal, *calls: tuple[float, str, int, float | None]) -> list[str]:
    """The lines shown when these are told, each at its second."""
    times = iter([0.0, *(when for when, *_ in calls)])
    shown = progress.Told(stream, lambda: next(times))
    for _, what, rows, share in calls:
        shown(what, rows, share)
    shown.close()
    return list(dict.fromkeys(stream.lines()))


def test_rate_and_time_left(terminal: Terminal) -> None:
    # 40,000 rows in two seconds, a fifth of the file: eight seconds are left.
    assert told(terminal, (2.0, "t.csv", 40_000, 0.2)) == ["t.csv 40,000 rows, 20,000 a second, 0:08 left"]


def test_nothing_in_the_first_second(terminal: Terminal) -> None:
    assert told(terminal, (0.4, "t.csv", 10_000, 0.5), (0.9, "t.csv", 20_000, 1.0)) == []
    assert terminal.getvalue() == ""


def test_of_unknown_length_no_time_left(terminal: Terminal) -> None:
    assert told(terminal, (4.0, "t.json", 2_000, None)) == ["t.json 2,000 rows, 500 a second"]


def test_each_file_has_a_rate_of_its_own(terminal: Terminal) -> None:
    lines = told(terminal, (2.0, "a.csv", 1_000, 1.0), (4.0, "b.csv", 5_000, 0.5), (5.0, "b.csv", 9_000, 0.75))
    assert lines == [
        "a.csv 1,000 rows, 500 a second, 0:00 left",
        "b.csv 5,000 rows, 2,500 a second, 0:02 left",  # since a.csv was last told of
        "b.csv 9,000 rows, 3,000 a second, 0:01 left",
    ]


def test_drawn_ten_times_a_second_at_most(terminal: Terminal) -> None:
    lines = told(terminal, (2.0, "a", 1, None), (2.05, "a", 2, None), (2.2, "a", 3, None))
    assert [line.split(" rows")[0] for line in lines] == ["a 1", "a 3"]


def test_long_times_have_hours(terminal: Terminal) -> None:
    # One hundredth in 60 seconds leaves 5,940: 1 h 39 min.
    assert told(terminal, (60.0, "a", 60, 0.01)) == ["a 60 rows, 1 a second, 1:39:00 left"]


def test_a_file_name_cannot_draw(terminal: Terminal) -> None:
    (line,) = told(terminal, (2.0, "[red]\x1b]0;x.csv", 2, None))
    assert line.startswith("[red]\ufffd]0;x.csv 2 rows")


def test_reading_a_project_tells_each_stage(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "AFTER", 0.0)
    monkeypatch.setattr(progress, "_EACH", 0.0)
    out = io.StringIO()
    with redirect_stderr(terminal), redirect_stdout(out):
        open_project(ROOT, {"na_ev_investments": None}, progress.reading).read("na_ev_investments")
    shown = "\n".join(terminal.lines())
    table = "loaders/na_ev_investments/post_ira_ev_supply_chain_investments.csv"
    assert re.search(rf"^{table} 773 rows, [\d,]+ a second, 0:00 left$", shown, re.MULTILINE)
    assert "who is who" in shown and f"claims of {table} 503 rows" in shown
    assert out.getvalue() == ""


def test_nothing_where_stderr_is_no_terminal() -> None:
    stream = io.StringIO()
    with redirect_stderr(stream), progress.reading() as watch:
        assert watch is None
    assert stream.getvalue() == ""


def test_it_is_wiped_off_when_reading_fails(terminal: Terminal) -> None:
    with redirect_stderr(terminal), pytest.raises(RuntimeError), progress.reading() as watch:
        assert isinstance(watch, progress.Told)
        watch._begun -= 5
        watch("t.csv", 10, 0.5)
        raise RuntimeError
    assert terminal.getvalue().endswith("\x1b[2K")  # the line is erased
