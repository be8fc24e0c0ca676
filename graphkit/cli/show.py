"""graphkit show."""

from __future__ import annotations

import click

from graphkit.cli.context import Session, clocks, left_out
from graphkit.cli.output import cell_text, format_option, print_json, print_table
from graphkit.values.table import Table


@click.command("show")
@click.argument("entity")
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    entity: str,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> None:
    """Show one entity: its values, milestones and edges, each with its sources.

    ENTITY is an id or any name that only one entity has.
    """
    from graphkit.reports.find import locate
    from graphkit.reports.show import show

    graph = session.graph(as_of, known_on, audience, from_store)
    left_out(graph)
    shown = show(graph, locate(graph, entity), session.project.model)
    if format_ == "json":
        print_json({"as_of": graph.as_of, **shown.entity, **{t.title: t.records() for t in shown.tables}})
    elif format_ == "table":
        about = [(name, cell_text(value)) for name, value in shown.entity.items() if value not in ("", [], None)]
        print_table(Table.of(("", f"as of {graph.as_of}"), about), format_)
        for table in shown.tables:
            if table.rows:
                print_table(table, format_)
    else:
        # One table for machines: what kind of thing each row is, and the row's own columns together.
        columns = ["part", *dict.fromkeys(c for t in shown.tables for c in t.columns)]
        rows = [[t.title, *(record.get(c) for c in columns[1:])] for t in shown.tables for record in t.records()]
        print_table(Table.of(columns, rows), format_)
