"""The public functions: a graph to one HTML text, and that text to a file, all or nothing."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError, UsageError
from graphkit.graph.graph import Graph
from graphkit.maps.options import MapOptions
from graphkit.model import Model
from graphkit.values.names import is_visible
from graphkit.writing import new_file

if TYPE_CHECKING:
    import networkx as nx

#: Heading of a map for which nobody says one.
TITLE = "Map"
#: What one page can bear: larger ones take very long to make, or more memory than a browser gives a page. Measured at
#: 200,000 entities and 400,000 relations (benchmarks/networks.py): 37 MB, ready in 2 s, made in 2 minutes.
MAX_ENTITIES, MAX_RELATIONS, MAX_BYTES = 250_000, 1_000_000, 200_000_000
#: Number of entities from which it is told that making the map takes its time.
LARGE = 50_000
_PART = "draw a part of it: --focus NAME, --type TYPE or --edge TYPE; in Python graphkit.graph.part"
_log = logging.getLogger("graphkit.maps")


def map_html(graph: Graph | nx.Graph[Any], model: Model | None = None, title: str | None = None, **options: Any) -> str:
    """The map of a graph as one HTML page that needs no other file and no network.

    Parameters
    ----------
    graph
        What is drawn: a graph of graphkit, and the map stands on its `as_of`; or any networkx graph, which stays as it
        is (docs/map.md tells what its attributes mean).
    model
        The schema: types, tiers, shapes and colours. A graph of graphkit needs it; of a networkx graph it says how the
        types and relations look that it declares.
    title
        Heading of the page; any text. By default the networkx graph's attribute `name`, else "Map".
    **options
        The fields of `MapOptions`.

    Returns
    -------
    str
        The same for the same arguments.

    Raises
    ------
    UsageError
        If `graph` is no graph, or one of graphkit without a model; if the title is blank.
    GraphkitError
        If it is larger than a page can bear.
    """
    if title is not None and not is_visible(title):
        raise UsageError("a title of blanks is none", "leave it out for the graph's own")
    drawn, known = graph, model
    if not isinstance(drawn, Graph):
        if not all(hasattr(drawn, name) for name in ("nodes", "edges", "is_directed", "is_multigraph")):
            raise UsageError(f"a {type(graph).__name__} is no graph", "one of graphkit or of networkx")
        from graphkit.maps.networks import from_networkx

        found = from_networkx(drawn, model)
        drawn, known, title = found.graph, found.model, title or (found.title if is_visible(found.title) else None)
        options = {"tiers": found.tiers, "looks": found.looks, **options}
    if known is None:
        raise UsageError("a graph of graphkit is drawn by its model", "as: write_map(graph, path, project.model)")
    choice = MapOptions(**options)
    _weigh(drawn, choice)
    from graphkit.maps.page import page  # pyvis is slow to import: only when a map is made

    return page(drawn, known, title or TITLE, choice)


def _weigh(graph: Graph, choice: MapOptions) -> None:
    """Refuses what is too large, and tells what happens to what is large."""
    sizes = ((len(graph.entities), MAX_ENTITIES, "entities"), (len(graph.edges), MAX_RELATIONS, "relations"))
    for size, most, what in sizes:
        if size > most:
            raise GraphkitError(f"{size:,} {what} are too many for one page, which holds {most:,}", _PART)
    if len(graph.entities) >= LARGE:
        opens = "the page opens on an overview" if len(graph.entities) > choice.overview_above else "all are drawn"
        _log.warning("%s entities: this may take minutes; %s", f"{len(graph.entities):,}", opens)


def write_map(
    graph: Graph | nx.Graph[Any], path: str | Path, model: Model | None = None, title: str | None = None, **options: Any
) -> None:
    """Write the map of a graph to a file; see `map_html`.

    The file appears whole or not at all: it is written beside its place and then moved there. A link stays
    a link; what is no regular file (a pipe, a device) is written to directly.

    Raises
    ------
    UsageError
        If `graph` is no graph, or one of graphkit without a model.
    GraphkitError
        If it is larger than a page can bear, or `path` is a folder or cannot be written.
    """
    text = map_html(graph, model, title, **options).encode("utf-8")
    if len(text) > MAX_BYTES:
        raise GraphkitError(f"the map would have {len(text) // 1_000_000:,} MB, more than a browser opens", _PART)
    with new_file(Path(path), "map.html") as out:
        out.write(text)
