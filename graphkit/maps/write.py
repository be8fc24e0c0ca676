"""The public functions: a graph to one HTML text, and that text to a file, all or nothing."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError
from graphkit.graph.graph import Graph
from graphkit.model import Model


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
        ``overview_above``: number of entities above which the page opens on an overview (1,500).

    Returns
    -------
    str
        The same for the same arguments.
    """
    from graphkit.maps.page import page

    return page(graph, model, title, **options)


def write_map(graph: Graph, path: Path, model: Model, title: str, **options: Any) -> None:
    """Write the map of a graph to a file; options are those of `map_html`.

    The file appears whole or not at all: it is written beside its place and then moved there.

    Raises
    ------
    GraphkitError
        If `path` is a folder, or cannot be written.
    """
    path = Path(path)
    if path.is_dir():
        raise GraphkitError(f"{path} is a folder", f"name the file, as {path / 'map.html'}")
    if not path.parent.is_dir():
        raise GraphkitError(f"the folder {path.parent} does not exist", f"make it with: mkdir -p {path.parent}")
    text = map_html(graph, model, title, **options).encode("utf-8")
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(_mode(path))
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise GraphkitError(
            f"{path} cannot be written: {error.strerror or error}", "free space there, or name another place"
        ) from error
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)


def _mode(path: Path) -> int:
    """The rights of the file that is replaced; of a new one, those that any new file gets."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
