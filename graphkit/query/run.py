"""Running a query against whatever store answers: as a table, or as rows that are read while they come."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from graphkit.errors import QueryError
from graphkit.query.bind import Finder, Namer, bind
from graphkit.query.header import Query
from graphkit.values.table import Table


class Answer(Protocol):
    """Columns and rows as a store gives them."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns; the embedded engine gives none where there are no rows."""

    @property
    def rows(self) -> Sequence[Sequence[Any]]:
        """The rows, each with a value a column."""


class Stream(Protocol):
    """Columns, and rows as they come."""

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns, known before the first row."""

    @property
    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The rows, read from the store as they are asked for, once."""


class Runner(Namer, Protocol):
    """What can run Cypher: a `Store`."""

    def query(self, text: str, parameters: Mapping[str, Any], seconds: float, write: bool, limit: int) -> Answer:
        """Runs a statement, ended after `seconds`, read-only unless `write`; the first `limit` rows, 0 for all."""

    def stream(self, text: str, parameters: Mapping[str, Any], seconds: float) -> AbstractContextManager[Stream]:
        """Runs a statement read-only, ended after `seconds`; its rows as they come."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A result whose rows are read while they come, once."""

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


def run_named(runner: Runner, query: Query, given: Mapping[str, str], seconds: float, limit: int = 0) -> Table:
    """The result of a library query with the given parameters, its first `limit` rows (0: all).

    Raises
    ------
    UsageError
        For wrong parameters.
    QueryError
        If its columns are not those that its header declares, or the store refuses it.
    """
    answer = runner.query(query.text, bind(query, given, Finder(runner)), seconds, False, limit)
    return Table.of(_columns(query, answer.columns), answer.rows, query.title)


@contextmanager
def stream_named(runner: Runner, query: Query, given: Mapping[str, str], seconds: float) -> Iterator[Rows]:
    """The result of a library query as it comes; raises as `run_named`, on entering the block or while reading."""
    with runner.stream(query.text, bind(query, given, Finder(runner)), seconds) as answer:
        yield Rows(_columns(query, answer.columns), answer.rows)


def run_free(runner: Runner, text: str, given: Mapping[str, str], seconds: float, write: bool, limit: int = 0) -> Table:
    """The result of a person's Cypher. A parameter that reads as JSON is taken as such, else as text.

    Read-only unless `write`, ended after `seconds`, its first `limit` rows (0: all).

    Raises
    ------
    QueryError
        If the store refuses it, it writes in a read-only run, takes too long, or gives more than memory should hold.
    """
    answer = runner.query(text, _loose(given), seconds, write, limit)
    return Table.of(answer.columns, answer.rows)


@contextmanager
def stream_free(runner: Runner, text: str, given: Mapping[str, str], seconds: float) -> Iterator[Rows]:
    """The result of a person's Cypher as it comes, read-only; parameters as of `run_free`, which tells the errors too:
    they come on entering the block or while reading."""
    with runner.stream(text, _loose(given), seconds) as answer:
        yield Rows(tuple(answer.columns), answer.rows)


def _columns(query: Query, found: Sequence[str]) -> tuple[str, ...]:
    """The declared columns, if they are those found; the embedded engine names none where nothing was found."""
    declared = tuple(name for name, _ in query.columns)
    if found and tuple(found) != declared:
        raise QueryError(
            f"{query.name} gives the columns {', '.join(found)}, its header declares {', '.join(declared)}",
            "mend the header of the query",
        )
    return declared


def _loose(given: Mapping[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name, text in given.items():
        try:
            out[name] = json.loads(text)
        except ValueError:
            out[name] = text
    return out
