"""How the answer of a query is printed: as a table, or row by row while it comes; what was cut is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, TypeVar

import click

from graphkit.cli.context import note, plural
from graphkit.cli.output import print_rows, print_table
from graphkit.errors import QueryError
from graphkit.query import Rows
from graphkit.values.table import Table

_F = TypeVar("_F", bound=Callable[..., Any])
#: Rows of a table on a terminal, unless --limit says otherwise.
SCREEN_ROWS = 1000


def limit_option(function: _F) -> _F:
    """The option --limit."""
    text = f"At most so many rows, 0 for all; {SCREEN_ROWS:,} for a table on a terminal, else all."
    return click.option("--limit", type=click.IntRange(min=0), metavar="N", help=text)(function)


def kept(limit: int | None, format_: str) -> int:
    """How many rows are shown, 0 for all: what is asked for, else what a screen should be given."""
    if limit is None:
        return SCREEN_ROWS if format_ == "table" and sys.stdout.isatty() else 0
    return limit


def put(table: Table, keep: int, format_: str) -> int:
    """Prints a table, cut to `keep` rows where it has more; how many rows were printed."""
    cut = bool(keep) and len(table.rows) > keep
    shown = Table(table.columns, table.rows[:keep], table.title) if cut else table
    print_table(shown, format_, "no rows")
    if cut:
        _tell_cut(keep)
    return len(shown.rows)


def pour(opened: AbstractContextManager[Rows], limit: int, format_: str) -> int:
    """Prints rows as they come, `limit` at most (0: all); how many were printed."""
    printed = 0

    def counted(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        nonlocal printed
        for printed, row in enumerate(rows, 1):  # noqa: B007
            yield row

    try:
        with opened as answer:
            print_rows(answer.columns, counted(islice(answer.rows, limit or None)), format_)
            if limit and printed == limit and next(answer.rows, None) is not None:
                _tell_cut(limit)
    except QueryError:
        if printed:
            sys.stdout.flush()
            note(f"cut after {plural(printed, 'row')}: the answer is not whole")
        raise
    return printed


def _tell_cut(rows: int) -> None:
    note(f"cut at {plural(rows, 'row')}; --limit 0 for all")
