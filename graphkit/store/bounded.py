"""Runs with a time limit, in a thread of their own: the whole answer, or its rows as they come."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

from graphkit.errors import QueryError

_T = TypeVar("_T")
Row = tuple[Any, ...]
#: What a statement gives once it runs: its columns, and its rows to be pulled.
Opened = AbstractContextManager[tuple[Sequence[str], Iterable[Row]]]
#: Seconds beyond the limit for the server's own limit to come first.
GRACE_SECONDS = 1.5
#: Rows that travel between the threads at once, and how many such parcels may wait.
PARCEL_ROWS = 500
PARCELS = 4
#: Seconds after which a parcel goes though it is not full.
PARCEL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Stream:
    """Columns of a running statement, and its rows, which can be read once and while it runs."""

    columns: tuple[str, ...]
    rows: Iterator[Row]


def too_long() -> QueryError:
    """What is told of a query that was ended."""
    return QueryError("the query took longer than its limit and was ended", "narrow it, or raise --timeout")


def bounded(run: Callable[[], _T], seconds: float, ended: threading.Event) -> _T:
    """The result of `run`, waited for no longer than `seconds` and a moment for the server's own limit."""
    answers: queue.Queue[tuple[_T | None, BaseException | None]] = queue.Queue()

    def work() -> None:
        try:
            answers.put((run(), None))
        except BaseException as error:
            answers.put((None, error))

    threading.Thread(target=work, daemon=True, name="graphkit-query").start()
    try:
        result, error = answers.get(timeout=seconds + GRACE_SECONDS)
    except queue.Empty:
        raise too_long() from None
    finally:
        ended.set()
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


@contextmanager
def streamed(opened: Callable[[], Opened], seconds: float) -> Iterator[Stream]:
    """The rows of a statement as they come, at most a few parcels ahead of the reader.

    The limit holds for the whole run, the reader's own pauses included. Leaving the block ends the statement.

    Raises
    ------
    QueryError
        While reading, when the limit is reached; what the statement raises is raised to the reader too.
    """
    parcels = _Parcels(monotonic() + seconds + GRACE_SECONDS)
    worker = threading.Thread(target=lambda: parcels.fill(opened), daemon=True, name="graphkit-query")
    worker.start()
    try:
        columns = parcels.columns()
        yield Stream(columns, parcels.rows())
    finally:
        parcels.ended.set()
        worker.join(timeout=GRACE_SECONDS)


@dataclass(frozen=True, slots=True)
class _Head:
    """The first parcel."""

    columns: tuple[str, ...]


_Parcel = _Head | list[Row] | BaseException | None


class _Parcels:
    """Rows on their way from the thread that runs the statement to the reader; the last parcel is None or an error."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._queue: queue.Queue[_Parcel] = queue.Queue(PARCELS)
        self.ended = threading.Event()

    def fill(self, opened: Callable[[], Opened]) -> None:
        """Runs the statement and sends what it gives, until all is sent or the reader has gone."""
        last: BaseException | None = None
        try:
            with opened() as (columns, rows):
                self._send(_Head(tuple(columns)))
                self._send_rows(rows)
        except BaseException as error:
            last = error
        self._send(last)

    def _send_rows(self, rows: Iterable[Row]) -> None:
        parcel: list[Row] = []
        since = monotonic()
        for row in rows:
            parcel.append(row)
            if len(parcel) >= PARCEL_ROWS or monotonic() - since > PARCEL_SECONDS:
                if not self._send(parcel):
                    return
                parcel, since = [], monotonic()
        self._send(parcel)

    def _send(self, what: _Parcel) -> bool:
        """False if the reader has gone."""
        while not self.ended.is_set():
            try:
                self._queue.put(what, timeout=0.05)
            except queue.Full:
                continue
            return True
        return False

    def _next(self) -> _Head | list[Row] | None:
        try:
            found = self._queue.get(timeout=max(0.0, self._deadline - monotonic()))
        except queue.Empty:
            raise too_long() from None
        if isinstance(found, BaseException):
            raise found
        return found

    def columns(self) -> tuple[str, ...]:
        """The columns, which come first."""
        found = self._next()
        assert isinstance(found, _Head)
        return found.columns

    def rows(self) -> Iterator[Row]:
        """The rows, one after the other."""
        while isinstance(parcel := self._next(), list):
            yield from parcel
