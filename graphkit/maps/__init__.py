"""Maps: a Graph to one HTML file that opens from disk, offline and safe."""

from graphkit.maps.like import read_map, replaceable
from graphkit.maps.options import MapOptions
from graphkit.maps.tiers import tiers_in
from graphkit.maps.write import map_html, write_map

__all__ = ["MapOptions", "map_html", "read_map", "replaceable", "tiers_in", "write_map"]
