"""graphkit export."""

from __future__ import annotations

import sys

import click

from graphkit.cli.context import Session, clocks, left_out, note, output_path
from graphkit.export import FORMATS


@click.command("export", epilog="Formats: " + "; ".join(f"{f.name}: {f.description}" for f in FORMATS.values()))
@click.argument("name", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "-o", "--output", required=True, metavar="PATH", help="The file (csv: the folder) to write; - for standard output."
)
@clocks
@click.pass_obj
def command(
    session: Session, name: str, output: str, as_of: str | None, known_on: str | None, audience: str, from_store: bool
) -> None:
    """Write the graph or its claims in another format."""
    from graphkit.export import export, write_stream

    graph = session.graph(as_of, known_on, audience, from_store)
    left_out(graph)
    path = output_path(output)
    if path is None:
        write_stream(graph, session.project.model, name, sys.stdout.buffer)
        return
    export(graph, session.project.model, name, path)
    note(
        f"{output}: {len(graph.entities):,} entities, {len(graph.edges):,} edges, {len(graph.claims):,} claims, as of {graph.as_of}"
    )
