"""What `graphkit map` adds to a graph of the project: its saved views, and marks of what changed since a day."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, note, plural

if TYPE_CHECKING:
    from graphkit.graph import Graph

#: More remarks about views than this bury what the command says besides.
MOST_REMARKS = 8
_F = TypeVar("_F", bound=Callable[..., Any])


def view_options(function: _F) -> _F:
    """Options of a command that draws a map: the view to open with, and since when changes are marked."""
    for option in (
        click.option("--since", metavar="DAY", help="Mark what changed after this day, as 2025-12-01."),
        click.option(
            "--view",
            metavar="NAME",
            shell_complete=complete.views,
            help="Open with this saved view, of views/NAME.toml.",
        ),
    ):
        function = option(function)
    return function


def saved(
    session: Session, graph: Graph, view: str | None, since: str | None, from_store: bool, part: bool
) -> dict[str, Any]:
    """The project's views as far as the graph can show them, as options of a map; what is missing of them is noted,
    of a part of the graph, or if it is much, with --verbose alone. So is what of them tells nothing without `since`: of
    the view to open with it is noted, of others with --verbose.

    Raises
    ------
    UsageError
        If there is no such view, or the graph cannot show it.
    """
    from graphkit.maps.views import pick

    found = session.project.views_of(graph, session.facts(from_store))
    remarks = list(dict.fromkeys(found.remarks))
    quiet = (part and not graph.left_out) or len(remarks) > MOST_REMARKS
    for remark in remarks:
        (session.tell if quiet else note)(remark)
    if quiet and not part:
        note(
            f"{len(remarks)} parts of views are left out: this map does not show what they name (--verbose lists them)"
        )
    opened = pick(found.views, view, found.left_out, found.reason).name if view is not None else None
    for name, shown in found.views.items() if since is None else ():
        for warning in shown.warnings:
            (note if name == opened else session.tell)(str(warning))
    return {"views": found.views, "view": opened}


def changed_since(session: Session, day: str, whole: Graph, audience: str, from_store: bool) -> dict[str, Any]:
    """What changed between a day and those of a whole graph, as options of a map."""
    facts = session.facts(from_store)
    with session.timed("both sides compared"):
        found = session.project.changes_since(day, whole, audience, facts)
    session.tell(f"{plural(len(found.items), 'change')} since {found.since}, {len(found.gone):,} entities gone")
    return {"changes": found}
