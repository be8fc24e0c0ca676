"""graphkit report."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, clocks, note


@click.command("report")
@click.argument("entity", required=False, shell_complete=complete.entities)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False), metavar="DIR", help="The folder to write."
)
@clocks
@click.pass_obj
def command(
    session: Session,
    entity: str | None,
    output: str,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
) -> None:
    """Write a report as a folder that needs no network: index.html, brief.html (two A4 pages), map.html.

    Of the whole chain, or of ENTITY: a firm, an organization, a site, a material, a product or a vehicle. DIR is new or
    empty, or holds an earlier report, which it replaces.
    """
    from graphkit.briefs import FILES, refuse_foreign, write_report
    from graphkit.reports.find import locate

    refuse_foreign(Path(output))
    graph = session.graph(as_of, known_on, audience, from_store)
    found = locate(graph, entity) if entity is not None else None
    notes = session.notes(graph, audience)
    with session.timed("written"):
        write_report(graph, session.project.model, Path(output), session.project.location.title, found, notes)
    sizes = ", ".join(f"{name} {(Path(output) / name).stat().st_size:,} bytes" for name in FILES)
    note(f"{output}: {found.name if found else 'the whole chain'}, as of {graph.as_of}; {sizes}")
