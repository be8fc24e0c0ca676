"""The errors that graphkit reports to people.

Everything that is a problem of the content, of the store or of the call is a
`GraphkitError`; the command line prints its message and hint and leaves with
exit code 1 (2 for wrong usage). Any other exception is a bug of graphkit.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class GraphkitError(Exception):
    """A problem told to a person: what is wrong and, as a hint, what would be right."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with the content, and where.

    `line` and `column` count from 1 (0: the file as a whole); `column` is the
    heading of the cell or the key of a TOML file.
    """

    file: str
    line: int
    column: str
    message: str
    hint: str = ""
    level: str = "error"

    def __str__(self) -> str:
        place = self.file
        if self.line:
            place += f":{self.line}"
        if self.column:
            place += f": {self.column}"
        text = f"{place}: {self.message}"
        return f"{text} — {self.hint}" if self.hint else text


def split_hint(told: object) -> tuple[str, str]:
    """What is wrong, and behind ` — ` what would be right (else empty), of an error of values or of a complaint."""
    message, _, hint = str(told).partition(" — ")
    return message, hint


class ContentError(GraphkitError):
    """Problems of schema, tables, queries or project; `problems` holds all of them."""

    def __init__(self, problems: Iterable[Problem], hint: str | None = None) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        super().__init__(f"{count} problem{'s' if count != 1 else ''} in the content", hint)

    def __str__(self) -> str:
        return "\n".join([self.message, *map(str, self.problems)])


class UsageError(GraphkitError):
    """The call itself is wrong: an unknown name, options that exclude each other (exit code 2)."""


class ProjectError(GraphkitError):
    """No project where one was named, or one that cannot be read or written."""


class StoreError(GraphkitError):
    """The store cannot be reached, is not ours, is locked, or refused a statement."""


class QueryError(GraphkitError):
    """A query that is unknown, has wrong parameters, writes in a read-only run, or fails on the engine."""


class AnalysisError(UsageError, ValueError):
    """What an analysis cannot be computed on: a negative weight, a share over 1, an unknown node.

    It is a ValueError too, since callers of the pure functions expect one.
    """
