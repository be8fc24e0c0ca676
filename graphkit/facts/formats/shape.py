"""What a reader is told, and what it gives: `Shape`, `Sheet`, a nested row, a row that cannot be read, `Unreadable`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, TypeAlias

from graphkit.errors import Problem


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file is to be read; what is blank is found from the file.

    `format` is one of `FORMATS`; `encoding` a codec's name; `delimiter` one character; `sheet` a sheet of a workbook;
    `header` the line or row of the headings, from 1; `columns` the headings of a file that has none; `rows` the path to
    the rows of JSON or YAML; `member` the file within a zip.
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header: int = 0
    columns: tuple[str, ...] = ()
    rows: str = ""
    member: str = ""


@dataclass(frozen=True, slots=True)
class Nested:
    """A row of nested data, and where it lies.

    `around` are the objects that it lies in, innermost last; an array is passed over, the object that holds it counts.
    `keys` has the key or array position (from 0) of each of them and, last, of the row: `keys[-1]` is the row's own,
    `keys[-2]` that of `around[-1]`. The document has no key; of an array in an array the inner position is kept.
    """

    value: Any
    around: tuple[Any, ...] = ()
    keys: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class BadRow:
    """Stands for a row that cannot be read: why, what would be right, the heading of the cell, and its beginning."""

    message: str
    hint: str = ""
    column: str = ""
    value: str = ""


Flat: TypeAlias = tuple[int, list[str] | BadRow]
Deep: TypeAlias = tuple[int, Nested | BadRow]
Rows: TypeAlias = Iterator[Flat] | Iterator[Deep]


class Unreadable(ValueError):
    """A file, or the rest of it, that cannot be read; `problems` says why and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


def unreadable(shown: str, message: str, hint: str = "", *, line: int = 0, column: str = "") -> Unreadable:
    """One problem as an exception to raise; `shown` is the file as messages name it, `line` counts from 1."""
    return Unreadable([Problem(shown, line, column, message, hint)])


@dataclass(slots=True)
class Sheet:
    """An opened table: a context manager, and iterated once.

    Gives `(line or row from 1, cells as text in the order of columns)`, for nested data `(number, Nested)`; in the
    place of a row that cannot be read, `(line, BadRow)`.

    Raises
    ------
    Unreadable
        While iterated, if the rest cannot be read.
    """

    columns: tuple[str, ...]
    nested: bool
    guesses: list[str]
    rows: Rows = field(repr=False)
    closes: list[Callable[[], object]] = field(default_factory=list, repr=False)

    def __iter__(self) -> Iterator[Any]:
        """The rows, read as they are asked for."""
        return self.rows

    def __enter__(self) -> Sheet:
        """The table itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file."""
        self.close()

    def close(self) -> None:
        """Closes the file; a second call does nothing."""
        while self.closes:
            self.closes.pop()()
