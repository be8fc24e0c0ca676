"""graphkit stale."""

from __future__ import annotations

import click

from graphkit.cli.context import Session, clocks, note
from graphkit.cli.output import format_option, print_table
from graphkit.reports.stale import DAYS, SECTIONS


@click.command("stale")
@click.option(
    "--days", type=click.IntRange(min=0), default=DAYS, show_default=True,
    help="Stale is what nobody has confirmed for so many days.",
)  # fmt: skip
@click.option(
    "--section", "sections", multiple=True, type=click.Choice(SECTIONS), help="Only this section; may be repeated."
)
@clocks
@format_option
@click.pass_obj
def command(
    session: Session, days: int, sections: tuple[str, ...], as_of: str | None, known_on: str | None, audience: str,
    from_store: bool, format_: str,
) -> None:  # fmt: skip
    """Show what nobody has confirmed for long, superseded documents, entities on a single source.

    The days count back from --as-of; the oldest of a section comes first.
    """
    from graphkit.reports.stale import stale

    graph = session.graph(as_of, known_on, audience, from_store)
    found = stale(graph, session.project.model, days, sections)
    print_table(found, format_, "nothing is stale")
    note(f"{_counted([row[0] for row in found.rows])}as of {graph.as_of}; stale after {days} days")


def _counted(sections: list[str]) -> str:
    """`3 relations, 1 plans, `, in the order of the sections."""
    return "".join(f"{sections.count(name):,} {name}, " for name in SECTIONS if name in sections)
