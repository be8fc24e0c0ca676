"""What a reader is told, and what it gives: `Shape`, `Sheet`, a nested row, a row that cannot be read, `Unreadable`."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
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
    """Stands for a row that cannot be read: why, what would be right, the heading of the cell, and its beginning.

    Where only some cells cannot be read, `cells` has the whole row with these empty, and `faults` the heading of each
    of them (blank: none) with what is wrong.
    """

    message: str
    hint: str = ""
    column: str = ""
    value: str = ""
    cells: tuple[str, ...] = field(default=(), compare=False)
    faults: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    def without(self, used: Container[str]) -> list[str] | BadRow:
        """The cells, if none that cannot be read stands in a column that is used; else why the first of them cannot."""
        first = next(((name, why) for name, why in self.faults if name in used), None)
        if first is None and self.cells:
            return list(self.cells)
        return replace(self, column=first[0], message=first[1]) if first else self


Flat: TypeAlias = tuple[int, list[str] | BadRow]
Deep: TypeAlias = tuple[int, Nested | BadRow]
Rows: TypeAlias = Iterator[Flat] | Iterator[Deep]


class Unreadable(ValueError):
    """A file, or the rest of it, that cannot be read; `problems` says why and where."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


class Titled(Unreadable):
    """A table under a title, of which nobody has said which line holds the headings; `header` is the likely one."""

    def __init__(self, problem: Problem, header: int) -> None:
        super().__init__([problem])
        self.header = header


class Formatless(Unreadable):
    """A file of which neither its suffix nor anybody tells the format; `known` are the formats there are."""

    def __init__(self, shown: str, known: tuple[str, ...]) -> None:
        hint = f"say format: {', '.join(known)}"
        super().__init__([Problem(shown, 0, "", "its suffix tells no format", hint)])
        self.known = known


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
    #: The line or row of the headings, from 1; 0: the file has none.
    heading: int = 0
    #: How many rows there are; 0: not known before they are read.
    total: int = 0
    #: Tells the share of the file that has been read, from 0 to 1; None where it cannot be told.
    share: Callable[[], float] | None = field(default=None, repr=False)

    def done(self, rows: int) -> float | None:
        """The share that has been read after so many rows, from 0 to 1; None where nothing tells it."""
        if self.total:
            return min(1.0, rows / self.total)
        return self.share() if self.share else None

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
