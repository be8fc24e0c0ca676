"""The kernel: claims to a Graph for two clocks."""

from graphkit.graph.build import build
from graphkit.graph.graph import Conflict, Edge, Entity, Graph, Milestone, Observation, Property

__all__ = ["Conflict", "Edge", "Entity", "Graph", "Milestone", "Observation", "Property", "build"]
