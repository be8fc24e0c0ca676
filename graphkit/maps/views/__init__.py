"""Saved views of the map: `views/NAME.toml`, read, checked against the project, and fitted to a graph."""

from graphkit.maps.views.fit import Fitted, fitted
from graphkit.maps.views.known import Known
from graphkit.maps.views.marked import marked
from graphkit.maps.views.read import View, inspect, pick, read_views

__all__ = ["Fitted", "Known", "View", "fitted", "inspect", "marked", "pick", "read_views"]
