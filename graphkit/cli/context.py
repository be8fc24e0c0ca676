"""What every command shares: the project, the store, options of the clocks, notes to the person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli.output import remark

if TYPE_CHECKING:
    from graphkit.api import Project
    from graphkit.facts import Facts
    from graphkit.graph import Graph
    from graphkit.graph.opinions import Opinion
    from graphkit.store import Store

_F = TypeVar("_F", bound=Callable[..., Any])


class Session:
    """One call of the command line."""

    def __init__(self, project: str | None, store: str | None, verbose: bool) -> None:
        self._project = project
        self.store_name = store
        self.verbose = verbose
        self.data: dict[str, Path | None] = {}
        self._stored: Facts | None = None
        self._read = False

    @cached_property
    def project(self) -> Project:
        """The project that the options name."""
        from graphkit.api import open_project
        from graphkit.cli.progress import reading

        project = open_project(self._project, self.data, reading)
        self.tell(f"project {project.location.name} in {project.location.root}")
        return project

    def tell(self, text: str) -> None:
        """What only --verbose tells."""
        if self.verbose:
            note(text)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """With --verbose, tells how long the block took."""
        start = perf_counter()
        yield
        self.tell(f"{what} in {perf_counter() - start:.2f} s")

    @contextmanager
    def store(self, read_only: bool = False) -> Iterator[Store]:
        """The store that the options name, open."""
        target = self.project.target(self.store_name)
        named = "no setting names another" if target.origin == "default" else f"named by {target.origin}"
        self.tell(f"store: {target} ({named})")
        start = perf_counter()
        with self.project.store(self.store_name, read_only, note) as opened:
            self.tell(f"store open in {perf_counter() - start:.2f} s")
            yield opened

    def graph(
        self, as_of: str | None, known_on: str | None, audience: str, from_store: bool, loaders: tuple[str, ...] = ()
    ) -> Graph:
        """The graph of the facts, or of the claims read back out of the store."""
        facts = self.facts(from_store, loaders)
        with self.timed("graph built"):
            graph = self.project.graph(as_of, known_on, audience, facts)
        counts = [f"{len(getattr(graph, n)):,} {n}" for n in ("entities", "edges", "milestones", "observations")]
        self.tell(f"graph: {', '.join(counts)}; as of {graph.as_of}, known on {graph.known_on or 'any day'}")
        if graph.left_out:
            note(left_out(graph.left_out))
        if graph.undated:
            names = ", ".join(graph.undated)
            note(f"may have spoken only after {graph.known_on}, counted from the first day they can be of: {names}")
        return graph

    def notes(self, graph: Graph, audience: str, quiet: bool = False) -> tuple[Opinion, ...]:
        """The analysts' notes that stand beside a graph; what is left out is noted, if `quiet` with --verbose alone."""
        found = self.project.notes_of(graph, audience)
        for line in found.remarks:
            (self.tell if quiet else note)(line)
        return found.notes

    def facts(self, from_store: bool, loaders: tuple[str, ...] = ()) -> Facts:
        """The facts of the tables, all or of some loaders, or those read back out of the store."""
        if not from_store:
            with self.timed("tables read"):
                facts = self.project.read(*loaders).require() if loaders else self.project.facts
            if not self._read:  # a command may ask twice
                tell_unanswered(self.project.unanswered)
            self._read = True
        elif self._stored is not None:
            return self._stored
        else:
            from graphkit.errors import StoreError

            with self.store(read_only=True) as opened:
                if not opened.marked():
                    raise StoreError(f"{opened.target} is empty", "fill it with: graphkit load")
                with self.timed("claims read back"):
                    facts = self._stored = opened.facts()
        self.tell(f"facts: {len(facts.claims):,} claims, {len(facts.sources):,} sources")
        return facts


def note(text: str) -> None:
    """A remark on stderr, which keeps stdout for the answer."""
    remark(text)


def tell_unanswered(loaders: tuple[str, ...]) -> None:
    """Notes which loaders are left out as drafts."""
    if loaders:
        note(f"left out, since questions of their drafts are open (graphkit check): {', '.join(loaders)}")


def plural(count: int, one: str, many: str = "") -> str:
    """`1 row`, `2 rows`, `1,000 rows`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def left_out(count: int) -> str:
    """How many claims the audience may not see, in words."""
    return f"{plural(count, 'claim')} of sources that are not public {'was' if count == 1 else 'were'} left out"


def clocks(function: _F) -> _F:
    """Options of a command that reads a graph: both clocks, audience, where the claims come from."""
    function = data_option(function)
    for option in (
        click.option("--from-store", is_flag=True, help="Read the claims back out of the store instead of the tables."),
        click.option(
            "--audience", type=click.Choice(["all", "public"]), default="all", show_default=True,
            help="public: leave out claims of sources that are not public.",
        ),
        click.option("--known-on", metavar="DAY", help="Only what had been said by this day."),
        click.option(
            "--as-of", metavar="DAY",
            help="What held on this day, as 2025-12-06, 2025-12 or today; else the latest day said.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


def data_option(function: _F) -> _F:
    """The option that says where loaders' tables lie that are not in the project."""
    return click.option(
        "--data",
        multiple=True,
        metavar="LOADER[=DIR]",
        expose_value=False,
        callback=_keep_data,
        help="Take an optional loader too, its tables from DIR if the project does not hold them; may be given again.",
    )(function)


def _keep_data(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> None:
    for value in values:
        name, equals, folder = value.partition("=")
        if not name or (equals and not folder):
            raise click.BadParameter(f"{value!r} is not LOADER=DIR", context, parameter)
        if equals and not Path(folder).is_dir():
            raise click.BadParameter(f"{folder} is no folder", context, parameter)
        if name in context.obj.data:
            raise click.BadParameter(f"{name} is given twice", context, parameter)
        context.obj.data[name] = Path(folder) if equals else None


def output_path(text: str) -> Path | None:
    """A path to write to; None for `-`, standard output."""
    return None if text == "-" else Path(text)
