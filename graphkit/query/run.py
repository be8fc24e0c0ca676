"""Running a query against whatever store answers, as a table."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from graphkit.errors import QueryError
from graphkit.query.library import Query, bind
from graphkit.values.table import Table


class Answer(Protocol):
    """Columns and rows as a store gives them."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[Sequence[Any]]: ...


class Runner(Protocol):
    """What can run Cypher: a `Store`."""

    def query(self, text: str, parameters: Mapping[str, Any], seconds: float, write: bool) -> Answer:
        """Runs a statement, ended after `seconds`, read-only unless `write`."""


def run_named(runner: Runner, query: Query, given: Mapping[str, str], seconds: float) -> Table:
    """The result of a library query with the given parameters.

    Raises
    ------
    QueryError
        For wrong parameters, or if its columns are not those that its header declares.
    """
    answer = runner.query(query.text, bind(query, given), seconds, False)
    declared = tuple(name for name, _ in query.columns)
    if not answer.rows and not answer.columns:
        return Table.of(declared, (), query.title)  # the embedded engine names no columns where nothing was found
    if tuple(answer.columns) != declared:
        raise QueryError(
            f"{query.name} gives the columns {', '.join(answer.columns)}, its header declares {', '.join(declared)}",
            "mend the header of the query",
        )
    return Table.of(answer.columns, answer.rows, query.title)


def run_free(runner: Runner, text: str, given: Mapping[str, str], seconds: float, write: bool) -> Table:
    """The result of a person's Cypher. A parameter that reads as JSON is taken as such, else as text."""
    answer = runner.query(text, {name: _loose(value) for name, value in given.items()}, seconds, write)
    return Table.of(answer.columns, answer.rows)


def _loose(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
