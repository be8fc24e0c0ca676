"""The library's front door: open a project, build its graph, run queries, write maps, reports and exports.

>>> import graphkit
>>> project = graphkit.open_project()
>>> graph = project.graph(as_of="2025-12")
>>> graph.entities["byd"].name
'BYD'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import UsageError
from graphkit.facts import Facts, Reading, read_loaders
from graphkit.facts.tables import Progress
from graphkit.graph import Graph, build
from graphkit.model import Model, read_model
from graphkit.project import Location, find_project
from graphkit.values import asked_day

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.graph.opinions import Opinions
    from graphkit.maps.changes import Changes
    from graphkit.maps.views import Fitted
    from graphkit.query import Query
    from graphkit.store import Store, Target
    from graphkit.values.table import Table

Day = str | date | None
#: Opens what is told how far the reading of tables is (None: nobody is).
Watch = Callable[[], AbstractContextManager[Progress | None]]


def open_project(
    folder: str | Path | None = None,
    data: Mapping[str, str | Path | None] | None = None,
    watch: Watch | None = None,
) -> Project:
    """The project in `folder`; without one, as the command line finds it (see `find_project`).

    `data` names optional loaders that are to be read too, each with the folder of its tables (None: its own). `watch`
    is entered whenever tables are read, and gives what is told how far it is.

    Raises
    ------
    ProjectError
        If the folder is no project.
    """
    return Project(find_project(Path(folder) if folder is not None else None), data, watch)


class Project:
    """A project's content, read when it is first needed."""

    def __init__(
        self, location: Location, data: Mapping[str, str | Path | None] | None = None, watch: Watch | None = None
    ) -> None:
        self.location = location
        self._watch: Watch = watch or nullcontext
        #: Loaders that the last reading left out, since questions of their draft are open.
        self.unanswered: tuple[str, ...] = ()
        self.data = {name: Path(folder) if folder is not None else None for name, folder in (data or {}).items()}

    @cached_property
    def model(self) -> Model:
        """What schema/ declares (`ContentError` with every mistake)."""
        return read_model(self.location.schema)

    @cached_property
    def library(self) -> Mapping[str, Query]:
        """The queries by name (`ContentError` with every mistake)."""
        from graphkit.query import read_library

        return read_library(self.location.queries, self.model)

    def read(self, *loaders: str, everything: bool = False) -> Reading:
        """All loaders but the optional ones, or those named, with problems and an account of every row.

        `everything` reads the optional ones too.

        Raises
        ------
        UsageError
            If there is no loader of a given name.
        """
        known = [folder.name for folder in self.location.loaders]
        for name in (*loaders, *self.data):
            if name not in known:
                raise UsageError(f"there is no loader {name!r}", f"known: {', '.join(known) or 'none'}")
        location, model = self.location, self.model
        with self._watch() as told:
            reading = read_loaders(
                location.loaders, model, loaders or None, location.decisions, self.data, everything, told
            )
        self.unanswered = reading.unanswered
        return reading

    @cached_property
    def facts(self) -> Facts:
        """The facts of all loaders (`ContentError` with every problem in the tables)."""
        return self.read().require()

    def graph(
        self, as_of: Day = None, known_on: Day = None, audience: str = "all", facts: Facts | None = None
    ) -> Graph:
        """The graph of the facts for the two clocks; see `graphkit.graph.build`.

        A day is a date or a text; a partial one (`2025-11`) means its last day, `today` the machine's day.

        Parameters
        ----------
        as_of
            The day whose state is wanted; by default the latest on which a claim was said.
        known_on
            Only what had been said by the end of this day; by default all.
        audience
            ``all``, or ``public``: without claims of sources that are not public.
        facts
            In place of those of the project's tables, as those of a store.

        Raises
        ------
        UsageError
            If a day is none, or the audience is unknown.
        ContentError
            With every problem in the tables, where they are read.
        """
        return build(facts or self.facts, self.model, self.day(as_of), self.day(known_on), audience)

    def day(self, text: Day) -> date | None:
        """The day that a text means (`UsageError` if it is none)."""
        if text is None or isinstance(text, date):
            return text
        try:
            return asked_day(text, self.model.dates)
        except ValueError as error:
            raise UsageError(
                f"not a day: {str(error).partition(' — ')[0]}", "as 2025-12-06, 2025-12, 2025 or today"
            ) from None

    def target(self, store: str | None = None) -> Target:
        """Which store is meant: `store`, else NEO4J_URI, `.env`, graphkit.toml, else the embedded one."""
        from graphkit.store import choose_store

        return choose_store(self.location, store)

    @contextmanager
    def store(
        self, store: str | None = None, read_only: bool = False, note: Callable[[str], None] | None = None
    ) -> Iterator[Store]:
        """The open store, closed on leaving the block; an embedded one is started for it.

        Parameters
        ----------
        store
            ``bolt://`` or ``neo4j://`` URI, or ``embedded[:PATH]``; by default as `target` finds it.
        read_only
            Log in to an embedded store as a user who cannot write.
        note
            Told once, where an embedded store is held by another process, that it is waited for.

        Raises
        ------
        StoreError
            If it cannot be reached, is locked, or is not this project's.
        """
        from graphkit.store import open_store

        with open_store(self.target(store), self.model, self.location, read_only, note) as opened:
            yield opened

    def query(self, name: str, store: str | None = None, seconds: float = 60.0, **parameters: Any) -> Table:
        """The result of a query of the library, by name, with its parameters.

        Parameters
        ----------
        store
            As for `Project.store`, which is opened for this query and only read.
        seconds
            After so many the store ends it.
        **parameters
            As the header of the query declares them; None counts as not given.

        Raises
        ------
        UsageError
            If there is no such query, or a parameter is unknown, missing or wrong.
        QueryError
            If the store refuses it, or it takes too long.
        StoreError
            As `Project.store`.
        """
        from graphkit.query import pick, run_named

        query = pick(self.library, name)
        with self.store(store, read_only=True) as opened:
            return run_named(opened, query, {k: str(v) for k, v in parameters.items() if v is not None}, seconds)

    def views_of(self, graph: Graph, facts: Facts | None = None) -> Fitted:
        """The saved views that the map of a graph can show (`ContentError` with every mistake in views/)."""
        from graphkit.maps.views import Known, fitted, read_views

        known = Known.of(facts or self.facts, self.model)
        return fitted(read_views(self.location.views, known), graph)

    def notes_of(self, graph: Graph, audience: str = "all") -> Opinions:
        """The analysts' notes that stand beside a graph (`ContentError` with every mistake in notes/).

        None for the audience `public`: they are the analysts' own words, and nothing can tell what they rest on.
        """
        from graphkit.facts.notes import read_notes
        from graphkit.graph.opinions import opinions

        return opinions(read_notes(self.location.notes), graph, audience == "public")

    def changes_since(self, since: Day, graph: Graph, audience: str = "all", facts: Facts | None = None) -> Changes:
        """What a whole graph tells that had not been said by the end of a day, to be marked on its map.

        Raises
        ------
        UsageError
            If it is no day, or one after the days on which the graph stands.
        """
        from graphkit.maps.changes import changes_of
        from graphkit.reports.changed import compare
        from graphkit.reports.stale import DAYS

        day = self.day(since)
        if day is None:
            raise UsageError("no day since when", "as 2025-12-01")
        for name, last in (("of what had been said", graph.known_on), ("on which the map stands", graph.as_of)):
            if last is not None and day > last:
                raise UsageError(f"{since} is after the day {name}, {last}", "give an earlier day")
        old = build(facts or self.facts, self.model, known_on=day, audience=audience)
        return changes_of(old, graph, day, compare(old, graph, self.model, DAYS))

    def write_map(
        self,
        path: str | Path,
        graph: Graph | nx.Graph[Any] | None = None,
        title: str | None = None,
        **options: Any,
    ) -> None:
        """Writes the map, one HTML file, with the project's saved views; `options` are those of `graphkit.maps`.

        Of a networkx graph the map has the looks and tiers of the project's types, and no views.
        """
        from graphkit.maps import write_map

        drawn = self.graph() if graph is None else graph
        if isinstance(drawn, Graph):
            options = {"views": self.views_of(drawn).views, "notes": self.notes_of(drawn).notes, **options}
            title = title or self.location.title
        write_map(drawn, Path(path), self.model, title, **options)

    def write_report(
        self, folder: str | Path, entity: str | None = None, graph: Graph | None = None, audience: str = "all"
    ) -> None:
        """Writes a report of the graph, or of the one entity that a name means, as a folder of three offline pages.

        The analysts' notes stand in it as opinion, but for the audience `public`, for whom the graph must be built too.

        Raises
        ------
        UsageError
            If none or several have the name, or a report cannot be of such an entity.
        GraphkitError
            If the folder holds what is no report, or cannot be written.
        """
        from graphkit.briefs import write_report
        from graphkit.reports.find import locate

        shown = graph or self.graph(audience=audience)
        found = locate(shown, entity) if entity is not None else None
        notes = self.notes_of(shown, audience).notes
        write_report(shown, self.model, Path(folder), self.location.title, found, notes)

    def export(self, format: str, path: str | Path, graph: Graph | None = None) -> None:
        """Writes an export, all of it or nothing; `graphkit.export.FORMATS` names the formats.

        Without `graph` it is that of all facts. `path` is the file, or for a format of several files the folder.

        Raises
        ------
        UsageError
            If there is no such format.
        GraphkitError
            If `path` cannot be written, is a folder where a file is wanted, or a folder that holds other files.
        """
        from graphkit.export import export

        export(graph or self.graph(), self.model, format, Path(path), self.location)
