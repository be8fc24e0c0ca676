"""Arrays of nested data in a mapping: the cells of one element stay together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.facts import Reading, read_loaders
from graphkit.model import Model, read_model

ROOT = Path(__file__).resolve().parents[3]
HEAD = """
title = "Ranges"
[source]
publisher = "A publisher"
published = "2025-01"
[[table]]
file = "cars.json"
key = ["car"]
[[table.entity]]
as = "car"
type = "Vehicle"
name = "{car}"
"""
RANGES = (
    HEAD
    + """
[table.column."ranges[].km"]
unknown = "-"
unit = "km"
[table.column.cycle]
from = "{ranges[].cycle}"
[[table.claim]]
subject = "@car"
predicate = "driving_range"
value = "{ranges[].km}"
qualifiers = { cycle = "{cycle}", condition = "{ranges[].how?}" }
"""
)


@pytest.fixture(scope="module")
def model() -> Model:
    return read_model(ROOT / "schema")


def read(root: Path, mapping: str, model: Model, *cars: dict[str, Any]) -> Reading:
    folder = root / "cars"
    folder.mkdir()
    (folder / "loader.toml").write_text(mapping, "utf-8")
    (folder / "cars.json").write_text(json.dumps(cars), "utf-8")
    return read_loaders([folder], model)


def ranges(reading: Reading) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {(f"{c.value:f}", c.qualifiers) for c in reading.facts.claims if c.predicate == "driving_range"}


def test_cells_of_one_element_stay_together(tmp_path: Path, model: Model) -> None:
    """Not each number with each cycle; a cell that an element lacks leaves the others where they are."""
    car = {
        "car": "Foo",
        "ranges": [
            {"cycle": "wltp", "km": 500},
            {"km": 420, "cycle": "epa", "how": "with 23-inch wheels"},
            {"cycle": "nedc"},
            {"cycle": "cltc", "km": "-"},
        ],
    }
    assert ranges(read(tmp_path, RANGES, model, car)) == {
        ("500", (("cycle", "wltp"),)),
        ("420", (("condition", "with 23-inch wheels"), ("cycle", "epa"))),
    }


def test_no_element_says_nothing(tmp_path: Path, model: Model) -> None:
    reading = read(tmp_path, RANGES, model, {"car": "Foo", "ranges": []}, {"car": "Bar"})
    assert not ranges(reading)
    assert reading.counts["cars"]["cars.json"].claimed == 2


def test_two_arrays_meet_each_element_with_each(tmp_path: Path, model: Model) -> None:
    mapping = RANGES.replace('"{ranges[].how?}"', '"{wheels[]}"')
    car = {"car": "Foo", "ranges": [{"cycle": "wltp", "km": 500}], "wheels": ["20-inch", "21-inch"]}
    assert ranges(read(tmp_path, mapping, model, car)) == {
        ("500", (("condition", "20-inch"), ("cycle", "wltp"))),
        ("500", (("condition", "21-inch"), ("cycle", "wltp"))),
    }


def test_arrays_in_arrays(tmp_path: Path, model: Model) -> None:
    """The elements are those of the innermost array."""
    mapping = (
        HEAD
        + """
[table.column."markets[].ranges[].km"]
unit = "km"
[[table.claim]]
subject = "@car"
predicate = "driving_range"
value = "{markets[].ranges[].km}"
qualifiers = { cycle = "{markets[].ranges[].cycle}" }
"""
    )
    markets = [
        {"ranges": [{"cycle": "wltp", "km": 500}, {"cycle": "nedc", "km": 600}]},
        {"ranges": [{"cycle": "epa", "km": 420}]},
    ]
    assert ranges(read(tmp_path, mapping, model, {"car": "Foo", "markets": markets})) == {
        ("500", (("cycle", "wltp"),)),
        ("600", (("cycle", "nedc"),)),
        ("420", (("cycle", "epa"),)),
    }


def test_an_array_where_an_object_is_meant_rejects_the_row(tmp_path: Path, model: Model) -> None:
    car = {"car": "Foo", "ranges": [{"cycle": [{"name": "wltp"}], "km": 500}]}
    mapping = RANGES.replace("{ranges[].cycle}", "{ranges[].cycle.name}")
    (reject,) = [p for p in read(tmp_path, mapping, model, car).problems if p.level == "reject"]
    assert "is an array" in reject.message


def test_elements_by_their_place(tmp_path: Path, model: Model) -> None:
    """The first and the last of the row's own array, and of an array within each element."""
    mapping = (
        RANGES.replace("ranges[].km", "ranges[].span[-1]").replace("ranges[].how?", "ranges[].span[0]")
        + """
[[table.claim]]
subject = "@car"
predicate = "driving_range"
value = "{ranges[0].span[0]} km"
qualifiers = { condition = "first" }
"""
    )
    car = {"car": "Foo", "ranges": [{"cycle": "wltp", "span": [400, 450, 500]}, {"cycle": "epa", "span": [390]}]}
    assert ranges(read(tmp_path, mapping, model, car)) == {
        ("500", (("condition", "400"), ("cycle", "wltp"))),
        ("390", (("condition", "390"), ("cycle", "epa"))),
        ("400", (("condition", "first"),)),
    }
