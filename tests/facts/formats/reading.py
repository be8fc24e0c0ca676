"""Reading a whole table in a test."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import Problem
from graphkit.facts.formats import BadRow, Shape, Unreadable, open_table


def read(path: Path, **shape: Any) -> tuple[tuple[str, ...], list[tuple[int, Any]], list[str]]:
    """The columns, the rows with their lines, and the guesses."""
    with open_table(path, path.name, Shape(**shape)) as sheet:
        rows = list(sheet)
        return sheet.columns, rows, sheet.guesses


def cells(path: Path, **shape: Any) -> list[list[str]]:
    """The cells of all rows; a bad row fails the test."""
    rows = [row for _, row in read(path, **shape)[1]]
    assert not [row for row in rows if isinstance(row, BadRow)]
    return rows


def refused(path: Path, **shape: Any) -> Problem:
    """The one problem for which a table cannot be read."""
    with pytest.raises(Unreadable) as caught:
        read(path, **shape)
    (problem,) = caught.value.problems
    assert problem.file == path.name
    return problem


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with this content, text as UTF-8."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
