"""A Graph to the formats that others read: one writer a file, one format a writer.

To add a format, write `NAME.py` with `write(graph, model, out)` and add its line to `FORMATS`. A writer may give back
remarks, sentences on what the format could not hold as it is.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from graphkit.errors import UsageError
from graphkit.graph import Graph
from graphkit.model import Model
from graphkit.project import Location
from graphkit.writing import new_file, new_folder

__all__ = ["FORMATS", "Format", "export"]

#: Writes a graph: to a binary stream, of a folder's files into the folder.
Writer = Callable[[Graph, Model, Any], Sequence[str] | None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: name, usual suffix (empty for a folder), what it is in one line, the `module:function` that writes it.

    `files` are patterns of the names that the format's folder holds; it is empty where the format is one file. `text`
    is False for bytes that no terminal should see. A writer that is `located` takes the project's location too.
    """

    name: str
    suffix: str
    description: str
    function: str
    files: tuple[str, ...] = ()
    text: bool = True
    located: bool = False

    @property
    def folder(self) -> bool:
        """True if the format is a folder of files, not one file."""
        return bool(self.files)

    def writer(self, location: Location | None = None) -> Writer:
        """The function `write(graph, model, out)`, imported now: `out` is a binary stream, for a folder its path."""
        module, _, name = self.function.partition(":")
        found = getattr(import_module(module), name)
        return partial(found, location=location) if self.located else found


_CSV_FILES = ("claims.csv", "edges.csv", "milestones.csv", "nodes.csv", "observations.csv", "sources.csv")
_PARQUET_FILES = tuple(name.replace(".csv", ".parquet") for name in _CSV_FILES)
_ADMIN_FILES = (
    "README.txt",
    "import.args",
    "constraints.cypher",
    "*.nodes.csv",
    "*.nodes-header.csv",
    "*.relationships.csv",
    "*.relationships-header.csv",
    "import.report",  # written by the importer where it runs
)

#: All formats by name, in the order in which they are listed to people.
FORMATS: dict[str, Format] = {
    f.name: f
    for f in (
        Format("claims", ".jsonl", "every claim, one JSON object per line", "graphkit.export.claims:write"),
        Format(
            "graphml",
            ".graphml",
            "entities and edges as GraphML: yEd, Gephi, networkx",
            "graphkit.export.graphml:write",
        ),
        Format(
            "gexf",
            ".gexf",
            "entities and edges as GEXF 1.3, with colours and time: Gephi",
            "graphkit.export.gexf:write",
        ),
        Format("node-link", ".json", "entities and edges as JSON: networkx, D3", "graphkit.export.node_link:write"),
        Format("cypher", ".cypher", "the whole graph as a script for Neo4j", "graphkit.export.cypher:write"),
        Format("csv", "", "the whole graph as six tables in a folder", "graphkit.export.csv:write", _CSV_FILES),
        Format(
            "xlsx",
            ".xlsx",
            "the whole graph as a workbook, a sheet a type: Excel, LibreOffice",
            "graphkit.export.xlsx:write",
            text=False,
            located=True,
        ),
        Format(
            "neo4j-admin",
            "",
            "the store as files for neo4j-admin database import",
            "graphkit.export.neo4j_admin:write",
            _ADMIN_FILES,
            located=True,
        ),
        Format(
            "parquet",
            "",
            "the six tables of csv as Parquet in a folder: DuckDB, pandas, Spark",
            "graphkit.export.parquet:write",
            _PARQUET_FILES,
            text=False,
        ),
    )
}


def export(graph: Graph, model: Model, name: str, path: Path, location: Location | None = None) -> tuple[str, ...]:
    """Writes the graph to `path` in the format `name`: all of it or nothing.

    What was at `path` is there unchanged until the new file or folder is complete and takes its place. The same graph
    gives the same bytes.

    Parameters
    ----------
    model
        What schema/ declares: colours of types, names of labels and constraints.
    name
        A key of `FORMATS`.
    path
        The file; for a format of several files, the folder.
    location
        The project: a workbook has its title, and what neo4j-admin imports is a store of this project.

    Returns
    -------
    tuple of str
        What the format could not hold as it is, a sentence each.

    Raises
    ------
    UsageError
        If there is no such format.
    GraphkitError
        If `path` cannot be written, is a folder where a file is wanted, or a folder that holds other files.
    """
    chosen = FORMATS.get(name)
    if chosen is None:
        near = difflib.get_close_matches(name, FORMATS, 1)
        raise UsageError(
            f"unknown format {name!r}", f"did you mean {near[0]}?" if near else f"one of {', '.join(FORMATS)}"
        )
    write = chosen.writer(location)
    if chosen.folder:
        with new_folder(path, chosen.files) as folder:
            return tuple(write(graph, model, folder) or ())
    with new_file(path, f"graph{chosen.suffix}") as out:
        return tuple(write(graph, model, out) or ())
