"""The graph of the packaged corpus, for tests whose numbers are read from the five articles."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import graphkit
from graphkit.graph import Graph

ROOT = Path(__file__).parents[2]


@cache
def corpus() -> graphkit.Project:
    """The project of the checkout."""
    return graphkit.open_project(ROOT)


@cache
def corpus_graph(as_of: str | None = None, known_on: str | None = None) -> Graph:
    """Its graph for the clocks."""
    return corpus().graph(as_of, known_on)
