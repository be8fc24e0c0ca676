"""graphkit export."""

from __future__ import annotations

import sys

import click

from graphkit.cli.context import Session, clocks, note, output_path, plural
from graphkit.errors import UsageError
from graphkit.export import FORMATS


@click.command("export", epilog="Formats: " + "; ".join(f"{f.name}: {f.description}" for f in FORMATS.values()))
@click.argument("name", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="PATH",
    help="The file (csv, neo4j-admin, parquet: the folder) to write; - for standard output.",
)
@clocks
@click.pass_obj
def command(
    session: Session, name: str, output: str, as_of: str | None, known_on: str | None, audience: str, from_store: bool
) -> None:
    """Write the graph or its claims in another format."""
    from graphkit.export import export

    chosen = FORMATS[name]
    path = output_path(output)
    if path is None and chosen.folder:
        raise UsageError(f"{name} is a folder of files and cannot go to standard output", "name a folder with -o")
    if path is None and not chosen.text and sys.stdout.isatty():
        raise UsageError(f"{name} is no text that a terminal could show", "name a file with -o, or send it into one")
    graph = session.graph(as_of, known_on, audience, from_store)
    model, location = session.project.model, session.project.location
    with session.timed("written"):
        if path is None:
            remarks = chosen.writer(location)(graph, model, sys.stdout.buffer) or ()
            sys.stdout.buffer.flush()
        else:
            remarks = export(graph, model, name, path, location)
    for remark in remarks:
        note(remark)
    if path is None:
        return
    counts = f"{plural(len(graph.entities), 'entity', 'entities')}, {plural(len(graph.edges), 'edge')}"
    note(f"{output}: {counts}, {plural(len(graph.claims), 'claim')}, as of {graph.as_of}")
