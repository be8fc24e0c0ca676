"""Progress of long work, on stderr; nothing where that is no terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from graphkit.cli.output import safe

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

    from graphkit.facts.tables import Progress

#: Seconds of reading after which it is worth telling.
AFTER = 1.0
#: Seconds between two pictures of the bar.
_EACH = 0.1


@contextmanager
def progress(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """A function that takes (what, done, total)."""
    if not sys.stderr.isatty():
        yield lambda what, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def update(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"{title} {what}", completed=done, total=total)

        yield update


@contextmanager
def reading() -> Iterator[Progress | None]:
    """What is told of tables of other people while they are read; None where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    shown = Told(sys.stderr)
    try:
        yield shown
    finally:
        shown.close()


class Told:
    """A line on a terminal: what is read, how many rows and how many a second, and the time left.

    It comes when reading takes longer than `AFTER`, and is wiped off when it is done. Without a share of what is read
    nobody knows how much there is: then no time left is told.

    Parameters
    ----------
    stream
        The terminal.
    clock
        Tells the seconds, from any beginning.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._begun = self._since = self._last = self._drawn = clock()
        self._what = ""
        self._bar: Bar | None = None

    def __call__(self, what: str, rows: int, share: float | None) -> None:
        """Shows how far it is; rows and share are those of `what`."""
        now = self._clock()
        if what != self._what:
            self._what, self._since = what, self._last  # it began when the one before was last told of
        self._last = now
        if now - self._begun < AFTER or (self._bar is not None and now - self._drawn < _EACH):
            return
        self._drawn = now
        seconds = max(now - self._since, 1e-9)
        left = "" if not share else f", {_time(seconds * (1 - share) / share)} left"
        told = f"{rows:,} rows, {rows / seconds:,.0f} a second{left}"
        bar, total = self._bar or self._made(), None if share is None else 1
        bar.update(bar.task_ids[0], description=safe(what), total=total, completed=share or 0, told=told)
        if self._bar is None:
            self._bar = bar
            bar.start()
        bar.refresh()

    def close(self) -> None:
        """Wipes it off."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _made(self) -> Bar:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        columns = (TextColumn("{task.description}", markup=False), BarColumn(20), TextColumn("{task.fields[told]}"))
        bar = Bar(*columns, console=Console(file=self._stream), transient=True, auto_refresh=False)
        bar.add_task("", total=None, told="")
        return bar


def _time(seconds: float) -> str:
    """Minutes and seconds, as `1:05`; hours too where there are some."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
