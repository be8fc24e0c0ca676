"""Words that several reports share."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.graph import Graph
from graphkit.values.table import Table


def scope(pairs: Iterable[tuple[str, str]], graph: Graph) -> str:
    """Scope qualifiers as `class=all-solid, place=China`."""
    return ", ".join(f"{name}={graph.name(value)}" for name, value in pairs)


def without(table: Table, *hidden: str) -> Table:
    """The table without some of its columns."""
    kept = [i for i, name in enumerate(table.columns) if name not in hidden]
    return Table.of([table.columns[i] for i in kept], [[row[i] for i in kept] for row in table.rows], table.title)


def empty(table: Table) -> list[str]:
    """Names of the columns in which no row has anything, or only zeros."""
    return [name for i, name in enumerate(table.columns) if not any(row[i] for row in table.rows)]
