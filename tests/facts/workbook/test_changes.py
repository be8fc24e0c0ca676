"""How many rows of a table were added, changed and removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.facts.workbook import CsvTable, change_of, read_tables
from tests.facts.workbook.made import loader

Rows = list[tuple[str, ...]]


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, CsvTable]:
    """The tables of a small loader: two entities, a source, three facts."""
    return {table.name: table for table in read_tables(loader(tmp_path / "small"))}


def counted(table: CsvTable, rows: Rows) -> tuple[int, int, int, bool]:
    """Added, changed, removed, moved."""
    change = change_of(table, rows)
    assert change.rows == len(rows)
    assert bool(change) == (rows != table.rows)
    return change.added, change.changed, change.removed, change.moved


def test_facts(tables: dict[str, CsvTable]) -> None:
    table = tables["facts.csv"]
    a, b, c = table.rows
    assert counted(table, [a, b, c]) == (0, 0, 0, False)
    assert counted(table, [c, a, b]) == (0, 0, 0, True)
    assert counted(table, [a, c]) == (0, 0, 1, False)
    assert counted(table, [a, b, ("s1#p9", "borel", "class", "x", "", ""), c]) == (1, 0, 0, False)
    assert counted(table, [a, (*b[:4], "2025-11", b[5]), c]) == (0, 1, 0, False)
    assert counted(table, [a, (b[0], "borel", *b[2:]), c]) == (0, 1, 0, False)  # one cell, though of its key
    assert counted(table, [a, (*b[:4], "2025-11", "x"), c]) == (0, 1, 0, False)  # two cells, of one key
    assert counted(table, [a, (b[0], "borel", "class", "x", "", ""), c]) == (1, 0, 1, False)
    assert counted(table, [a, a, b, c]) == (1, 0, 0, False)


def test_entities_are_known_by_their_id(tables: dict[str, CsvTable]) -> None:
    table = tables["entities.csv"]
    acme, borel = table.rows
    assert counted(table, [("acme", "Site", "Other"), borel]) == (0, 1, 0, False)
    assert counted(table, [("acme-2", "Firm", "Acme"), borel]) == (1, 0, 1, False)
    assert counted(table, [borel, acme]) == (0, 0, 0, True)
