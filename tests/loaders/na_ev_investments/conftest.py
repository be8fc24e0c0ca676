"""The shipped loader with its table, read once."""

from __future__ import annotations

import csv

import pytest

from graphkit.facts import Reading
from graphkit.graph import Graph, build
from tests.loaders.na_ev_investments.said import NAME, TABLE
from tests.loaders.told import mapping, model, read


@pytest.fixture(scope="session")
def table() -> list[dict[str, str]]:
    """The rows of the table as csv reads them."""
    with (mapping(NAME) / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def reading() -> Reading:
    return read(mapping(NAME))


@pytest.fixture(scope="session")
def graph(reading: Reading) -> Graph:
    return build(reading.facts, model())
