"""graphkit find."""

from __future__ import annotations

import click

from graphkit.cli.complete import entities
from graphkit.cli.context import Session, clocks
from graphkit.cli.output import format_option, print_table


@click.command("find")
@click.argument("text", shell_complete=entities)
@click.option("-n", "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="At most so many.")
@clocks
@format_option
@click.pass_obj
def command(
    session: Session,
    text: str,
    limit: int,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
    format_: str,
) -> int:
    """Find entities by name, alias, native name or external id; typing errors are forgiven.

    The exit code is 1 if nothing is like TEXT.
    """
    from graphkit.reports.find import find

    graph = session.graph(as_of, known_on, audience, from_store)
    found = find(graph, text, limit)
    print_table(found, format_, f"nothing is like {text!r}")
    return 0 if found.rows else 1
