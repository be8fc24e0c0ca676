"""Paths into nested data, and scalars as text."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.facts.formats import Nested, cell_values, parse_path, text_of, values_at
from graphkit.facts.formats.paths import walk

DOCUMENT: dict[str, Any] = {
    "region": "Asia",
    "companies": [
        {"name": "CATL", "plants": [{"city": "Ningde", "tags": ["cells", "packs"]}, {"city": "Yibin"}]},
        {"name": "BYD", "plants": []},
        {"name": "Toyota", "plants": [{"city": "Motomachi", "tags": "cells"}], "owner": None},
    ],
    "countries": {"Germany": {"plants": {"P1": {"GWh": 8}}}, "Japan": {"plants": {"P2": {"GWh": 3}, "P3": {"GWh": 1}}}},
    "@graph": [{"@id": "x", "a.b": {"c[0]": 5}, 'say "yes"': 1, "km/h": 120}],
    "matrix": [[1, 2], [3]],
}


def row(*path: str | int) -> Nested:
    """The object at these keys, with what lies around it, made without the code that is tested."""
    value: Any = DOCUMENT
    around: list[Any] = []
    keys: list[str | int] = []
    for key in path:
        if isinstance(value, dict):
            around.append(value)
            keys.append(key)
        else:
            keys[-1] = key
        value = value[key]
    return Nested(value, tuple(around), tuple(keys))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("region", ["Asia"]),
        ("companies[].name", ["CATL", "BYD", "Toyota"]),
        ("companies[].plants[].city", ["Ningde", "Yibin", "Motomachi"]),
        ("companies[].plants[].tags[]", ["cells", "packs", "cells"]),
        ("companies[].owner", [None]),
        ("companies[].owner[]", []),
        ("countries[].plants[].GWh", [8, 3, 1]),
        ("matrix[][]", [1, 2, 3]),
        ("matrix[0]", [[1, 2]]),
        ("matrix[0][]", [1, 2]),
        ("matrix[][0]", [1, 3]),
        ("matrix[0][1]", [2]),
        ("matrix[-1][-1]", [3]),
        ("matrix[][1]", [2]),
        ("matrix[2]", []),
        ("matrix[-3]", []),
        ("companies[1].name", ["BYD"]),
        ("companies[-1].plants[0].city", ["Motomachi"]),
        ("companies[].plants[0].tags[-1]", ["packs", "cells"]),
        ("companies[].owner[0]", []),
        ("region[0]", ["Asia"]),
        ("region[1]", []),
        ("nowhere", []),
        ("region.nowhere", []),
        ("companies[].plants[].nowhere.deeper", []),
        ('"@graph"[]."a.b"."c[0]"', [5]),
        ('"@graph"[]."say ""yes"""', [1]),
        ('"@graph"[].km/h', [120]),
        ('"@graph"[]."@id"', ["x"]),
    ],
)
def test_values_of_a_document(path: str, expected: list[Any]) -> None:
    assert values_at(parse_path(path), DOCUMENT) == expected


def test_the_document_itself() -> None:
    assert values_at(parse_path(""), 5) == [5]
    assert values_at(parse_path("[]"), [1, 2]) == [1, 2]
    assert values_at(parse_path("[].a"), {"x": {"a": 1}, "y": {"a": 2}}) == [1, 2]
    assert values_at(parse_path("[1][]"), [{"page": 1}, [1, 2]]) == [1, 2]


def test_an_object_has_no_places() -> None:
    with pytest.raises(ValueError, match=r"Japan is an object — \[0\] is a place in an array"):
        values_at(parse_path("countries.Japan[0]"), DOCUMENT)


def test_the_key_of_an_element_taken_by_its_place_is_that_place() -> None:
    (last,) = walk(Nested(DOCUMENT), parse_path("companies[-1]").steps)
    assert cell_values(parse_path("@key"), last) == [2]
    assert cell_values(parse_path("../region"), last) == ["Asia"]


@pytest.mark.parametrize(
    ("at", "path", "expected"),
    [
        (("companies", 0, "plants", 1), "city", ["Yibin"]),
        (("companies", 0, "plants", 1), "../name", ["CATL"]),
        (("companies", 0, "plants", 1), "../../region", ["Asia"]),
        (("companies", 0, "plants", 1), "../../../region", []),
        (("companies", 0, "plants", 1), "..*/region", ["Asia"]),
        (("companies", 0, "plants", 1), "..*/name", ["CATL"]),
        (("companies", 0, "plants", 1), "../..*/region", ["Asia"]),
        (("companies", 0, "plants", 1), "..*/city", []),
        (("companies", 0, "plants", 1), "@key", [1]),
        (("companies", 0, "plants", 1), "../@key", [0]),
        (("companies", 0, "plants", 1), "../../@key", []),
        (("companies", 2, "plants", 0), "../plants[].city", ["Motomachi"]),
        (("countries", "Japan", "plants", "P3"), "@key", ["P3"]),
        (("countries", "Japan", "plants", "P3"), "../@key", ["plants"]),
        (("countries", "Japan", "plants", "P3"), "../../@key", ["Japan"]),
        (("countries", "Japan", "plants", "P3"), "../../../../region", ["Asia"]),
    ],
)
def test_values_around_a_row(at: tuple[str | int, ...], path: str, expected: list[Any]) -> None:
    assert cell_values(parse_path(path), row(*at)) == expected


def test_a_tree_gives_parents_before_children() -> None:
    tree = {"name": "root", "children": [{"name": "a", "children": [{"name": "a1"}, {"name": "a2"}]}, {"name": "b"}]}
    assert values_at(parse_path("children[]*.name"), tree) == ["a", "a1", "a2", "b"]
    assert values_at(parse_path("children[].name"), tree) == ["a", "b"]


def test_a_tree_of_objects() -> None:
    tree = {"parts": {"pack": {"parts": {"cell": {"parts": {"anode": {}}}}}, "frame": {}}}
    found = values_at(parse_path("parts[]*"), tree)
    assert len(found) == 4 and found[2] == {}


def test_a_tree_of_any_depth_costs_no_recursion() -> None:
    tree: dict[str, Any] = {"n": 0}
    for _ in range(5000):
        tree = {"c": [tree]}
    assert len(values_at(parse_path("c[]*"), tree)) == 5000


@pytest.mark.parametrize(
    ("path", "hint"),
    [("companies.name", "companies[].name"), ("companies[].plants.city", "plants[].city"), ("matrix.x", "matrix[].x")],
)
def test_an_array_needs_its_brackets(path: str, hint: str) -> None:
    with pytest.raises(ValueError, match="is an array") as caught:
        values_at(parse_path(path), DOCUMENT)
    assert hint in str(caught.value)


@pytest.mark.parametrize(
    "path",
    [".", "a.", ".a", "a..b", "a[", "a[0", "a[x]", "a[1.5]", "a[1000000000]", "a[0]*", "a]", "a*", "*",
     "a[]**", "a b]", '"a', 'a"b"', "@id", "a/../b", "..", "a@", "..*/", "..*/[]", "..*/@key", "..*/../a",
     "x." * 60 + "x", "../" * 60, "a.@key", "   "],
)  # fmt: skip
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(ValueError):
        parse_path(path)


@given(st.text(alphabet='ab.[]"*@/ 01-', max_size=20))
def test_any_text_is_a_path_or_refused(text: str) -> None:
    try:
        path = parse_path(text)
    except ValueError:
        return
    assert path.text == text
    try:
        values_at(path, DOCUMENT)
    except ValueError as error:
        assert "is an array" in str(error) or "is an object" in str(error)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=8))
def test_any_name_can_be_written_in_quotes(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    assert values_at(parse_path(f"{quoted}.x"), {name: {"x": 1}}) == [1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (0.1, "0.1"),
        (1e-06, "1e-06"),
        (-3.5, "-3.5"),
        (-0.0, "0"),
        (1e20, "1e+20"),
        (2**70, str(2**70)),
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (float("nan"), ""),
        ("  as it is ", "  as it is "),
        (dt.date(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1), "2024-05-01"),
        (dt.datetime(2024, 5, 1, 10, 30), "2024-05-01T10:30:00"),
        (dt.time(10, 30), "10:30:00"),
        (dt.timedelta(hours=30, minutes=5), "30:05:00"),
        (dt.timedelta(seconds=-90.5), "-0:01:30.5"),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+3"), "1000"),
        (Decimal("NaN"), ""),
    ],
)
def test_scalars_as_text(value: Any, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"a": 1}, "after a dot"),
        ([1], "write []"),
        (b"x", "kind bytes"),
        ("x" * 10_001, "too many"),
        ("a\x00", "control character U+0000 at character 2"),
        (10**400, "300 digits"),
        (Decimal("1E+5000"), "300 digits"),
    ],
)
def test_what_has_no_text(value: Any, said: str) -> None:
    with pytest.raises(ValueError) as caught:
        text_of(value)
    assert said in str(caught.value)
