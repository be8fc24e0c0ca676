"""Rows that are written as they come, limits that say when they cut, and what a streamed CSV must not hold."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import graphkit
from graphkit.cli import run
from graphkit.cli.answer import kept, pour, put
from graphkit.cli.context import Session
from graphkit.cli.output import print_rows, print_table
from graphkit.errors import QueryError
from graphkit.query import stream_free, stream_named
from graphkit.store import Store
from graphkit.store.bounded import PARCEL_ROWS, PARCELS, Stream, streamed
from graphkit.values.table import Table
from tests.query.conftest import ROOT

Row = tuple[Any, ...]
#: Cypher that gives so many rows.
COUNT = "UNWIND range(1, {}) AS i RETURN i AS i, 'row ' + toString(i) AS text"


class Counted:
    """A statement of a million rows that counts how many were pulled, and whether it was closed."""

    def __init__(self, rows: int = 1_000_000, failing: int = 0, pause: float = 0.0) -> None:
        self.rows, self.failing, self.pause = rows, failing, pause
        self.pulled, self.closed = 0, False

    def _pull(self) -> Iterator[Row]:
        for number in range(1, self.rows + 1):
            self.pulled = number
            if self.pulled == self.failing:
                raise QueryError("the store refused it")
            time.sleep(self.pause)
            yield (self.pulled, f"row {self.pulled}")

    @contextmanager
    def opened(self) -> Iterator[tuple[Sequence[str], Iterable[Row]]]:
        try:
            yield ("i", "text"), self._pull()
        finally:
            self.closed = True

    def stream(self, text: str, parameters: object, seconds: float) -> AbstractContextManager[Stream]:
        return streamed(self.opened, seconds)

    def entities(self, ids: Iterable[str] | None = None) -> list[Any]:
        raise AssertionError("no entity is asked for")

    def query(self, text: str, parameters: object, seconds: float, write: bool, limit: int) -> Table:
        raise AssertionError("what streams holds no rows")


def eventually(true: Any) -> bool:
    """Whether it becomes true within a few seconds."""
    end = time.monotonic() + 5
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


def test_all_rows_come_in_their_order() -> None:
    source = Counted(3 * PARCEL_ROWS + 7)
    with streamed(source.opened, 60) as answer:
        assert answer.columns == ("i", "text")
        assert [row[0] for row in answer.rows] == list(range(1, 3 * PARCEL_ROWS + 8))
    assert source.closed


def test_nothing_found() -> None:
    with streamed(Counted(0).opened, 60) as answer:
        assert list(answer.rows) == []


def test_a_reader_who_leaves_ends_the_statement() -> None:
    source = Counted()
    with streamed(source.opened, 60) as answer:
        assert next(answer.rows) == (1, "row 1")
    assert source.closed
    assert source.pulled <= (PARCELS + 3) * PARCEL_ROWS  # what had been sent, was waiting or was being packed
    before = source.pulled
    time.sleep(0.2)
    assert source.pulled == before


def test_a_slow_reader_is_not_run_ahead_of() -> None:
    source = Counted()
    with streamed(source.opened, 60) as answer:
        next(answer.rows)
        assert eventually(lambda: source.pulled >= PARCELS * PARCEL_ROWS)
        time.sleep(0.2)
        assert source.pulled <= (PARCELS + 3) * PARCEL_ROWS


def test_a_slow_answer_is_seen_while_it_comes() -> None:
    source = Counted(100, pause=0.05)
    with streamed(source.opened, 60) as answer:
        next(answer.rows)
        assert source.pulled < 50  # not all of a parcel is waited for


def test_an_error_comes_after_the_rows_before_it() -> None:
    read = []
    with pytest.raises(QueryError, match="refused it"), streamed(Counted(failing=10).opened, 60) as answer:
        for row in answer.rows:
            read.append(row)
    assert len(read) in (0, 9)  # the parcel that was being packed may be lost, never a part of a row


def test_an_error_before_the_first_row() -> None:
    @contextmanager
    def opened() -> Iterator[tuple[Sequence[str], Iterable[Row]]]:
        raise QueryError("the statement is wrong")
        yield

    with pytest.raises(QueryError, match="is wrong"), streamed(opened, 60):
        pass


def test_the_time_limit_ends_a_statement_that_gives_nothing() -> None:
    @contextmanager
    def opened() -> Iterator[tuple[Sequence[str], Iterable[Row]]]:
        yield ("i",), (time.sleep(60) for _ in range(1))  # type: ignore[misc]

    begin = time.monotonic()
    with (
        pytest.raises(QueryError, match="longer than its limit"),
        streamed(opened, 0.1) as answer,
    ):
        next(answer.rows)
    assert time.monotonic() - begin < 10


# --- what is printed


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_table_and_a_stream_print_the_same(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [(1, "a, b", None, ["x", "y"], True), (2, 'say "so"\nthen', 0.5, [], {"k": "v"})]
    columns = ("n", "text", "amount", "list", "other")
    print_table(Table.of(columns, rows), form)
    table = capsys.readouterr().out
    assert print_rows(columns, iter(rows), form) == 2
    assert capsys.readouterr().out == table
    if form == "csv":
        assert list(csv.reader(io.StringIO(table)))[1:] == [
            ["1", "a, b", "", "x; y", "true"],
            ["2", 'say "so"\nthen', "0.5", "", '{"k": "v"}'],
        ]
    else:
        assert json.loads(table.splitlines()[1])["text"] == 'say "so"\nthen'


@pytest.mark.parametrize(
    "evil", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "\r=1", '=HYPERLINK("x")']
)
def test_a_streamed_csv_holds_no_formula(evil: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("text", "list"), iter([(evil, [evil, "b"])]), "csv")
    for cell in list(csv.reader(io.StringIO(capsys.readouterr().out, newline="")))[1]:
        assert cell[0] == "'"


def test_numbers_stay_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(("n", "text"), iter([(-0.5, "-0.5"), (3, "+4 %")]), "csv")
    assert capsys.readouterr().out == "n,text\n-0.5,-0.5\n3,+4 %\n"


def poured(source: Counted, limit: int, seconds: float = 60) -> int:
    """Prints the statement as CSV, as `query cypher` does."""
    return pour(stream_free(source, "", {}, seconds), limit, "csv")


def test_a_limit_pulls_no_more_than_it_needs_and_says_that_it_cut(capsys: pytest.CaptureFixture[str]) -> None:
    source = Counted()
    assert poured(source, 3) == 3
    told = capsys.readouterr()
    assert told.out == "i,text\n1,row 1\n2,row 2\n3,row 3\n"
    assert told.err == "cut at 3 rows; --limit 0 for all\n"
    assert source.closed and source.pulled < 10_000


def test_a_limit_that_does_not_cut_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert poured(Counted(3), 3) == 3
    assert capsys.readouterr().err == ""


def test_an_answer_that_breaks_off_says_after_how_many_rows(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(QueryError, match="refused it"):
        poured(Counted(failing=PARCEL_ROWS + 100), 0)
    told = capsys.readouterr()
    assert f"cut after {PARCEL_ROWS} rows: the answer is not whole" in told.err
    assert len(told.out.splitlines()) == PARCEL_ROWS + 1


def test_the_reader_of_a_pipe_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    class Head(io.StringIO):
        def write(self, text: str) -> int:
            if self.tell() > 1000:
                raise BrokenPipeError
            return super().write(text)

    monkeypatch.setattr(sys, "stdout", Head())
    source = Counted()
    with pytest.raises(BrokenPipeError):
        poured(source, 0)
    assert source.closed and source.pulled < 10_000


def test_a_screen_gets_a_thousand_rows(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    terminal, pipe = SimpleNamespace(isatty=lambda: True), SimpleNamespace(isatty=lambda: False)
    for stdout, limit, form, wanted in (
        (terminal, None, "table", 1000), (terminal, None, "json", 0), (pipe, None, "table", 0),
        (terminal, 5, "table", 5), (terminal, 0, "table", 0), (pipe, 7, "json", 7),
    ):  # fmt: skip
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", stdout)
            assert kept(limit, form) == wanted
    table = Table.of(("i",), [(n,) for n in range(1, 5)])
    assert put(table, 3, "csv") == 3
    told = capsys.readouterr()
    assert told.out == "i\n1\n2\n3\n" and "cut at 3 rows; --limit 0 for all" in told.err
    assert put(table, 4, "csv") == 4
    assert capsys.readouterr().err == ""


# --- stores


def test_a_store_streams_what_it_answers(store: Store) -> None:
    text = "MATCH (e:Entity) RETURN e.id AS id, labels(e) AS labels, e.aliases AS aliases ORDER BY id"
    held = store.query(text, {})
    with store.stream(text, {}) as answer:
        assert answer.columns == held.columns
        assert tuple(answer.rows) == held.rows
    assert len(held.rows) > 100
    assert len(store.query(text, {}, limit=7).rows) == 7


def test_many_rows_pass_in_little_memory(store: Store) -> None:
    with store.stream(COUNT.format(30_000), {}, 120) as answer:
        first = next(answer.rows)
        tracemalloc.start()
        rest = sum(1 for _ in answer.rows)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert (first, rest) == ((1, "row 1"), 29_999)
    assert most < 3_000_000  # 30,000 rows that are held take half as much again


def test_leaving_early_ends_the_run_at_once(store: Store) -> None:
    begin = time.monotonic()
    with store.stream(COUNT.format(3_000_000), {}, 120) as answer:
        assert next(answer.rows)[0] == 1
    assert time.monotonic() - begin < 20
    assert store.query("RETURN 1 AS one", {}).rows == ((1,),)  # the store answers on


@pytest.mark.parametrize(
    "text", ["CREATE (n:Firm) RETURN n", "MATCH (n:Firm) SET n.x = 1 RETURN n", "MATCH (n RETURN n"]
)
def test_a_stream_only_reads(text: str, store: Store) -> None:
    with pytest.raises(QueryError), store.stream(text, {}) as answer:
        list(answer.rows)


def test_a_named_query_streams(store: Store, project: graphkit.Project) -> None:
    with stream_named(store, project.library["forecasts"], {"metric": "Shipments"}, 60) as answer:
        assert answer.columns[:2] == ("subject", "metric")
        assert [row[1] for row in answer.rows] == ["shipments", "shipments"]


def test_the_command_line(embedded: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(Session, "store", lambda *_, **__: nullcontext(embedded))  # spares eight starts of the engine

    def told(*words: str) -> tuple[int, str, str]:
        code = run(["--project", str(ROOT), "query", *words])
        return code, *capsys.readouterr()

    code, out, err = told("run", "who-makes", "-p", "item=Sulphide Electrolyte", "--format", "csv", "--limit", "1")
    assert code == 0 and out.splitlines()[0].startswith("item,maker") and len(out.splitlines()) == 2
    assert "cut at 1 row; --limit 0 for all" in err
    code, out, err = told("run", "who-makes", "-p", "item=BYD")
    assert (code, out) == (2, "") and "byd (BYD, Firm)" in err and "Material or Product" in err
    code, out, err = told("run", "forecasts", "--as-of", "2025-11")
    assert (code, out) == (2, "") and "upstream" in err
    code, out, err = told("run", "upstream", "--as-of", "2025-11", "-p", "as_of=2025")
    assert (code, out) == (2, "")
    code, out, err = told("run", "partnerships", "-p", "firm=", "--as-of", "2025-11", "--format", "json")
    assert code == 0 and json.loads(out)
    code, out, err = told("cypher", COUNT.format(50), "--limit", "3")
    assert code == 0 and "row 3" in out and "row 4" not in out and "cut at 3 rows" in err
    code, out, err = told("cypher", "CREATE (n:Scratch) RETURN n.x AS x", "--format", "csv")
    assert code == 1 and "--write" in err


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX shells")
def test_head_ends_a_long_answer(tmp_path: Path) -> None:
    line = f'{sys.executable} -m graphkit --project "{ROOT}" --store embedded:{tmp_path}/s'
    text = f"""set -o pipefail; {line} query cypher "{COUNT.format(3_000_000)}" --format jsonl | head -2"""
    begin = time.monotonic()
    done = subprocess.run(
        ["bash", "-c", text], capture_output=True, text=True, timeout=120, env=os.environ, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [json.loads(one)["i"] for one in done.stdout.splitlines()] == [1, 2]
    assert "Traceback" not in done.stderr
    assert time.monotonic() - begin < 60
