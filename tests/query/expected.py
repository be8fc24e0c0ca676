"""What a query of the library must return, written from the five articles, and how a store is held against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import graphkit
from graphkit.query import run_named
from graphkit.store import Store

Row = dict[str, Any]


@dataclass(frozen=True)
class Expected:
    """What one run of a query gives.

    `n` is how many rows the articles give, counted by hand, None where the list is too long to count with certainty; a
    row of `must` has to be there with at least these columns; `never` are values that no row may have in any column.
    """

    query: str
    given: dict[str, str] = field(default_factory=dict)
    must: tuple[Row, ...] = ()
    n: int | None = None
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join([self.query, *self.given.values()])


def has(row: Row, wanted: Row) -> bool:
    """Whether a row holds the wanted columns; lists have no order."""
    return all(_plain(row[name]) == _plain(value) for name, value in wanted.items())


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def hold(expected: Expected, store: Store, project: graphkit.Project) -> None:
    """The run gives the rows that it must, as many as it must, and none that it never may."""
    rows = run_named(store, project.library[expected.query], expected.given, 60).records()
    for wanted in expected.must:
        assert any(has(row, wanted) for row in rows), f"no row with {wanted}"
    if expected.n is not None:
        assert len(rows) == expected.n
    for row in rows:
        assert not set(expected.never) & {v for v in row.values() if isinstance(v, str)}
