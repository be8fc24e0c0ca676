"""What every command shares: the project, the store, options of the clocks, notes to the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphkit.api import Project
    from graphkit.graph import Graph
    from graphkit.store import Store

_F = TypeVar("_F", bound=Callable[..., Any])


class Session:
    """One call of the command line."""

    def __init__(self, project: str | None, store: str | None, verbose: bool) -> None:
        self._project = project
        self.store_name = store
        self.verbose = verbose

    @cached_property
    def project(self) -> Project:
        """The project that the options name."""
        from graphkit.api import open_project

        return open_project(self._project)

    @contextmanager
    def store(self, read_only: bool = False) -> Iterator[Store]:
        """The store that the options name, open."""
        with self.project.store(self.store_name, read_only, note) as opened:
            yield opened

    def graph(
        self, as_of: str | None, known_on: str | None, audience: str, from_store: bool, loaders: tuple[str, ...] = ()
    ) -> Graph:
        """The graph of the facts, or of the claims read back out of the store."""
        project = self.project
        if not from_store:
            facts = project.read(*loaders).require() if loaders else project.facts
            return project.graph(as_of, known_on, audience, facts)
        from graphkit.errors import StoreError

        with self.store(read_only=True) as opened:
            if not opened.marked():
                raise StoreError(f"{opened.target} is empty", "fill it with: graphkit load")
            return project.graph(as_of, known_on, audience, opened.facts())


def note(text: str) -> None:
    """A remark on stderr, which keeps stdout for the answer."""
    click.echo(text, err=True)


def clocks(function: _F) -> _F:
    """Options of a command that reads a graph: both clocks, audience, where the claims come from."""
    for option in (
        click.option("--from-store", is_flag=True, help="Read the claims back out of the store instead of the tables."),
        click.option(
            "--audience", type=click.Choice(["all", "public"]), default="all", show_default=True,
            help="public: leave out claims of sources that are not public.",
        ),
        click.option("--known-on", metavar="DAY", help="Only what had been said by this day."),
        click.option("--as-of", metavar="DAY", help="What held on this day, as 2025-12-06, 2025-12 or today; else the latest day said."),
    ):  # fmt: skip
        function = option(function)
    return function


def left_out(graph: Graph) -> None:
    """Says how many claims the audience does not see."""
    if graph.left_out:
        note(f"{graph.left_out} claims of sources that are not public were left out")


def output_path(text: str) -> Path | None:
    """A path to write to; None for `-`, standard output."""
    return None if text == "-" else Path(text)
