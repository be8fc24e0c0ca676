"""graphkit slips."""

from __future__ import annotations

import click

from graphkit.cli.complete import entities
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.output import format_option, print_table
from graphkit.errors import UsageError
from graphkit.graph.slips import OUTCOMES, SLIPS


@click.command("slips")
@click.argument("entity", required=False, shell_complete=entities)
@click.option("--by", type=click.Choice(["firm"]), help="firm: a record of keeping dates, one row a firm.")
@click.option("--overdue", is_flag=True, help="Only plans whose last day has passed without an outcome being told.")
@click.option("--outcome", "outcomes", multiple=True, type=click.Choice(OUTCOMES), help="Only these; may be repeated.")
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    entity: str | None,
    by: str | None,
    overdue: bool,
    outcomes: tuple[str, ...],
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> None:
    """Show each plan that moved or was missed: from, to, by how many days, said by whom, where.

    ENTITY narrows it to one entity and what it owns.
    """
    from graphkit.reports.find import locate
    from graphkit.reports.slips import FOR_MACHINES, record, slips
    from graphkit.reports.words import empty, without

    if overdue and outcomes:
        raise UsageError("--overdue and --outcome exclude each other", "say --outcome overdue --outcome …")
    if by and (overdue or outcomes):
        raise UsageError("a record counts all outcomes", "leave out --overdue and --outcome, or --by")
    graph = session.graph(as_of, known_on, audience, from_store)
    about = locate(graph, entity) if entity is not None else None
    whose = f" of {about.name}" if about else ""
    if by:
        found = record(graph, session.project.model, about)
        shown = found if format_ not in ("table", "markdown") else without(found, *empty(found))
        print_table(shown, format_, f"no plan{whose} is told")
        note(f"as of {graph.as_of}")
        return
    wanted = ("overdue",) if overdue else outcomes or SLIPS
    found = slips(graph, session.project.model, about, wanted)
    nothing = f"no plan{whose} moved or was missed, as of {graph.as_of}" if wanted == SLIPS else f"no such plan{whose}"
    # People have the bounds in words: in `planned`, `then` and `delay`.
    print_table(without(found, *FOR_MACHINES) if format_ in ("table", "markdown") else found, format_, nothing)
    if found.rows:
        note(f"{plural(len(found.rows), 'plan')}, as of {graph.as_of}")
