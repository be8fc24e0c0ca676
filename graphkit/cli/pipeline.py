"""graphkit pipeline."""

from __future__ import annotations

import click

from graphkit.cli.context import Session, clocks, note
from graphkit.cli.output import format_option, print_table
from graphkit.reports.pipeline import GROUPS


@click.command("pipeline")
@click.option(
    "--by", type=click.Choice(GROUPS), default="year", show_default=True, help="What the lines are grouped by."
)
@click.option("--details", "one_by_one", is_flag=True, help="List the lines one by one.")
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    by: str,
    one_by_one: bool,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> None:
    """Count lines by year of production start, status and capacity, installed and planned.

    A capacity counts once, at the lowest level that states it, and units are never added up together.
    """
    from graphkit.reports.pipeline import details, for_people, pipeline

    graph = session.graph(as_of, known_on, audience, from_store)
    empty = "no site is told of"
    if one_by_one:
        print_table(details(graph, session.project.model, by), format_, empty)
        return
    table = pipeline(graph, session.project.model, by)
    print_table(for_people(table) if format_ in ("table", "markdown") else table, format_, empty)
    note(f"as of {graph.as_of}")
