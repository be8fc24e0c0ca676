"""Rows that the table may hold one day: what nobody has read is rejected, not guessed."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from graphkit.facts import Reading
from tests.loaders.na_ev_investments.said import NAME, TABLE
from tests.loaders.told import mapping, names, read


def with_row(root: Path, **cells: str) -> Reading:
    """The loader with one row: the last of the table's vehicles with other cells."""
    folder = root / NAME
    shutil.copytree(mapping(NAME), folder)
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["company_name"] == "ZF") | cells
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return read(folder)


@pytest.mark.parametrize(
    "cell", ["Foo / Bar", "Foo/Bar", "Foo, Bar", "Foo & Bar", "Foo + Bar", "Foo; Bar", "Foo | Bar", "Foo (Bar)"]
)
def test_a_cell_that_nobody_has_read_is_not_taken_apart(tmp_path: Path, cell: str) -> None:
    reading = with_row(tmp_path, company_name=cell)
    assert reading.counts[NAME][TABLE].rejected == 1
    (reject,) = [p for p in reading.problems if p.level == "reject"]
    assert reject.column == "firm"
    assert "does not fit the pattern" in reject.message


@pytest.mark.parametrize("column", ["product", "timeline", "country"])
def test_a_word_that_the_mapping_does_not_know_rejects_the_row(tmp_path: Path, column: str) -> None:
    reading = with_row(tmp_path, **{column: "Something new"})
    assert reading.counts[NAME][TABLE].rejected == 1
    assert any(p.level == "reject" and "'Something new' is not in the lookup" in p.message for p in reading.problems)


def test_outer_blanks_are_no_part_of_a_name(tmp_path: Path) -> None:
    reading = with_row(tmp_path, company_name=" Tesla ", city="Sparks ", state=" Nevada")
    assert names(reading, "tesla", "name") == {"Tesla"}
    assert names(reading, "tesla-sparks-nevada", "name") == {"Tesla, Sparks, Nevada"}
