"""graphkit map."""

from __future__ import annotations

from pathlib import Path

import click

from graphkit.cli.context import Session, clocks, note, plural
from graphkit.errors import GraphkitError, UsageError


@click.command("map")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), metavar="FILE.html", help="The file to write."
)
@click.option("--title", help="Heading of the map; else the project's title.")
@clocks
@click.pass_obj
def command(
    session: Session,
    output: str,
    title: str | None,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
) -> None:
    """Write the interactive map: one HTML file that opens without a network."""
    if output == "-":
        raise UsageError("the map is a file, not a text for standard output", "as: graphkit map -o map.html")
    if Path(output).exists() and not Path(output).is_file():
        raise GraphkitError(f"{output} is no file that a map can replace", "name a file, as map.html")
    graph = session.graph(as_of, known_on, audience, from_store)
    with session.timed("written"):
        session.project.write_map(output, graph, title)
    counts = f"{plural(len(graph.entities), 'entity', 'entities')}, {plural(len(graph.edges), 'edge')}"
    note(f"{output}: {counts}, as of {graph.as_of}; {Path(output).stat().st_size:,} bytes")
