"""What the tests of somebody else's graphs ask of one that is ready to be drawn."""

from __future__ import annotations

import networkx as nx

from graphkit.maps.data import Picture
from graphkit.maps.networks import Drawable
from graphkit.maps.options import MapOptions

KINDS = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph]


def picture(found: Drawable) -> Picture:
    """The picture as `write_map` makes it."""
    return Picture(found.graph, found.model, MapOptions(tiers=found.tiers, looks=found.looks))


def relations(found: Drawable) -> list[tuple[str, str, str]]:
    """Ends and types of the edges, sorted."""
    return sorted((e.source, e.type, e.target) for e in found.graph.edges.values())


def told(found: Drawable, node: str) -> dict[str, str]:
    """What the panel shows as properties of a node."""
    return {p.name: p.word for p in found.graph.properties_of(node)}
