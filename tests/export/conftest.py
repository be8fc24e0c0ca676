"""A small graph with awkward texts, its facts, and an empty graph."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from graphkit.facts import Facts, read_loaders
from graphkit.graph import Graph, build
from graphkit.model import Model, read_model

ROOT = Path(__file__).parents[2]
#: Exactly 10,000 characters, all that Cypher, CSV, XML and JSON treat in a way of their own among them.
LONG = ("\\u0027 ' \" ` \\ ; // /* */ $x {y} \t\r\n,|¦‖\u2028\x01 é 硫化锂 😀 <&>]]> " * 400)[:9_999] + "."


@pytest.fixture(scope="session")
def model() -> Model:
    """What the project's own schema/ declares."""
    return read_model(ROOT / "schema")


@pytest.fixture(scope="session")
def facts(model: Model) -> Facts:
    """The facts of tests/data/export_project."""
    reading = read_loaders([ROOT / "tests/data/export_project/loaders/small"], model)
    return reading.require()


@pytest.fixture(scope="session")
def graph(facts: Facts, model: Model) -> Graph:
    """The graph of these facts."""
    return build(facts, model)


@pytest.fixture(scope="session")
def empty(model: Model) -> Graph:
    """The graph of no facts."""
    return build(Facts((), {}), model)


@pytest.fixture(scope="session")
def noted(model: Model, facts: Facts) -> Callable[[str], Graph]:
    """Makes the graph of the same facts where an entity and a fact carry the text as their note."""
    from dataclasses import replace

    from graphkit.facts.claim import CURATION, Row
    from graphkit.facts.entities import curated

    def make(text: str) -> Graph:
        row = Row(source=CURATION, locator="", subject="acme", predicate="note", value=text)
        claims = [
            replace(claim, row=replace(claim.row, note=text)) if claim.predicate == "OPERATES" else claim
            for claim in facts.claims
        ]
        return build(Facts((*claims, curated("small", row)), facts.sources), model)

    return make
