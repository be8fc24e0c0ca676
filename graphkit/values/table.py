"""A result table: columns and rows of plain values, whoever asks and whatever prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Columns by name, rows as tuples of text, numbers, booleans, None, lists or dicts of these."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    title: str = ""

    @classmethod
    def of(cls, columns: Sequence[str], rows: Sequence[Sequence[Any]], title: str = "") -> Table:
        """A table of any sequences."""
        return cls(tuple(columns), tuple(tuple(row) for row in rows), title)

    def records(self) -> list[dict[str, Any]]:
        """Each row as a dict by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]
