"""Arrays of nested data in a mapping: the cells of one element stay together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graphkit.facts import Reading
from tests.facts.mapping.tables import read_files

CARS = """
[[table]]
file = "cars.json"
key = ["car"]
[[table.entity]]
as = "car"
type = "Vehicle"
name = "{car}"
"""
RANGES = (
    CARS
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


def read_cars(root: Path, mapping: str, *cars: dict[str, Any]) -> Reading:
    """The loader of these cars."""
    return read_files(root, mapping, cars__json=json.dumps(cars))


def ranges(reading: Reading) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    return {(f"{c.value:f}", c.qualifiers) for c in reading.facts.claims if c.predicate == "driving_range"}


def test_cells_of_one_element_stay_together(tmp_path: Path) -> None:
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
    assert ranges(read_cars(tmp_path, RANGES, car)) == {
        ("500", (("cycle", "wltp"),)),
        ("420", (("condition", "with 23-inch wheels"), ("cycle", "epa"))),
    }


def test_no_element_says_nothing(tmp_path: Path) -> None:
    reading = read_cars(tmp_path, RANGES, {"car": "Foo", "ranges": []}, {"car": "Bar"})
    assert not ranges(reading)
    assert reading.counts["my"]["cars.json"].claimed == 2


def test_two_arrays_meet_each_element_with_each(tmp_path: Path) -> None:
    mapping = RANGES.replace('"{ranges[].how?}"', '"{wheels[]}"')
    car = {"car": "Foo", "ranges": [{"cycle": "wltp", "km": 500}], "wheels": ["20-inch", "21-inch"]}
    assert ranges(read_cars(tmp_path, mapping, car)) == {
        ("500", (("condition", "20-inch"), ("cycle", "wltp"))),
        ("500", (("condition", "21-inch"), ("cycle", "wltp"))),
    }


def test_arrays_in_arrays(tmp_path: Path) -> None:
    """The elements are those of the innermost array."""
    mapping = (
        CARS
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
    assert ranges(read_cars(tmp_path, mapping, {"car": "Foo", "markets": markets})) == {
        ("500", (("cycle", "wltp"),)),
        ("600", (("cycle", "nedc"),)),
        ("420", (("cycle", "epa"),)),
    }


def test_an_array_where_an_object_is_meant_rejects_the_row(tmp_path: Path) -> None:
    car = {"car": "Foo", "ranges": [{"cycle": [{"name": "wltp"}], "km": 500}]}
    mapping = RANGES.replace("{ranges[].cycle}", "{ranges[].cycle.name}")
    (reject,) = [p for p in read_cars(tmp_path, mapping, car).problems if p.level == "reject"]
    assert "is an array" in reject.message


def test_elements_by_their_place(tmp_path: Path) -> None:
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
    assert ranges(read_cars(tmp_path, mapping, car)) == {
        ("500", (("condition", "400"), ("cycle", "wltp"))),
        ("390", (("condition", "390"), ("cycle", "epa"))),
        ("400", (("condition", "first"),)),
    }
