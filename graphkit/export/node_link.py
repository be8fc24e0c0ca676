"""Node-link JSON, as networkx and D3 have it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

import orjson

from graphkit.export.attributes import clocks, edges, nodes
from graphkit.graph import Graph
from graphkit.model import Model


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes what `networkx.node_link_data(graph.to_networkx(), edges="edges")` holds, a node or an edge a line.

    The list of edges is named `edges`: networkx names it so since 3.6, and before it when told.
    """
    out.write(b'{\n"directed": true,\n"multigraph": true,\n"graph": ' + orjson.dumps(clocks(graph)) + b",\n")
    out.write(b'"nodes": ')
    _list(out, ({"id": entity.id, **attributes} for entity, attributes in nodes(graph)))
    out.write(b',\n"edges": ')
    ends = (({"source": e.source, "target": e.target, "key": e.uid}, attributes) for e, attributes in edges(graph))
    _list(out, ({**own, **attributes} for own, attributes in ends))
    out.write(b"\n}\n")


def _list(out: BinaryIO, items: Iterable[dict[str, Any]]) -> None:
    mark = b"[\n"
    for item in items:
        out.write(mark + orjson.dumps(item))
        mark = b",\n"
    out.write(b"[]" if mark == b"[\n" else b"\n]")
