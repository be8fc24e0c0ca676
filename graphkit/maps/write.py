"""The public functions: a graph to one HTML text, and that text to a file, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphkit.graph.graph import Graph
from graphkit.maps.options import MapOptions
from graphkit.model import Model
from graphkit.writing import new_file


def map_html(graph: Graph, model: Model, title: str, **options: Any) -> str:
    """The map of a graph as one HTML page that needs no other file and no network.

    Parameters
    ----------
    graph
        What is drawn; the map stands on its `as_of`.
    model
        The schema: types, tiers, shapes and colours.
    title
        Heading of the page; any text.
    **options
        The fields of `MapOptions`.

    Returns
    -------
    str
        The same for the same arguments.
    """
    from graphkit.maps.page import page  # pyvis is slow to import: only when a map is made

    return page(graph, model, title, MapOptions(**options))


def write_map(graph: Graph, path: Path, model: Model, title: str, **options: Any) -> None:
    """Write the map of a graph to a file; options are those of `map_html`.

    The file appears whole or not at all: it is written beside its place and then moved there. A link stays
    a link; what is no regular file (a pipe, a device) is written to directly.

    Raises
    ------
    GraphkitError
        If `path` is a folder, or cannot be written.
    """
    text = map_html(graph, model, title, **options).encode("utf-8")
    with new_file(Path(path), "map.html") as out:
        out.write(text)
