"""Graphs that are not graphkit's: any networkx graph, and GraphML files, made ready for the map."""

from graphkit.maps.networks.convert import Drawable, from_networkx
from graphkit.maps.networks.graphml import read_graphml, readable

__all__ = ["Drawable", "from_networkx", "read_graphml", "readable"]
