"""A tree of parts in JSON: elements within elements, and what lies far out."""

from __future__ import annotations

import json
from pathlib import Path

from tests.facts.mapping.tables import read_files, rejects
from tests.loaders.told import told_by

TREE = {
    "maker": {"name": "Volta"},
    "cars": [
        {
            "model": "X",
            "parts": [
                {
                    "id": "P1",
                    "name": "pack",
                    "parts": [
                        {
                            "id": "P2",
                            "name": "module",
                            "suppliers": [
                                {"name": "Alpha", "shares": "60 %; 2025", "sites": [{"town": "Ulm"}, {"town": "Bonn"}]},
                                {"name": "Beta", "shares": "40 %"},
                            ],
                            "parts": [{"id": "P3", "name": "cell", "suppliers": [{"name": "Gamma"}]}],
                        }
                    ],
                }
            ],
        }
    ],
}
PARTS = """
[[table]]
file = "tree.json"
rows = "cars[].parts[]*"
key = ["id"]
[table.column."suppliers[].shares"]
pattern = '(?P<share>[^;]+?)(?:; (?P<year>\\d{4}))?'
[[table.entity]]
as = "part"
type = "Product"
id = "{id}"
name = "{name}"
[[table.entity]]
as = "car"
type = "Vehicle"
name = "{..*/model}"
[[table.entity]]
as = "whole"
id = "{../id}"
[[table.entity]]
as = "maker"
type = "Firm"
name = "{..*/maker.name}"
[[table.entity]]
as = "supplier"
type = "Firm"
name = "{suppliers[].name}"
[[table.entity]]
as = "site"
type = "Site"
name = "{suppliers[].name} {suppliers[].sites[].town}"
[[table.claim]]
subject = "@part"
predicate = "INPUT_TO"
value = "@whole"
[[table.claim]]
subject = "@part"
predicate = "INSTALLED_IN"
value = "@car"
[[table.claim]]
subject = "@supplier"
predicate = "SUPPLIES"
value = "@maker"
when = "{suppliers[].shares.year}"
qualifiers = { item = "@part", share = "{suppliers[].shares.share}" }
[[table.claim]]
subject = "@supplier"
predicate = "OPERATES"
value = "@site"
"""


def test_a_tree_of_parts(tmp_path: Path) -> None:
    """The elements of an inner array go with their own outer one; what lies far out is found by its name."""
    reading = read_files(tmp_path, PARTS, tree__json=json.dumps(TREE).encode())
    assert rejects(reading) == []
    assert told_by(reading, "INPUT_TO", "INSTALLED_IN") == {
        ("p2", "INPUT_TO", "p1", "", "my"),
        ("p3", "INPUT_TO", "p2", "", "my"),
        *((part, "INSTALLED_IN", "x", "", "my") for part in ("p1", "p2", "p3")),
    }
    assert told_by(reading, "SUPPLIES", "OPERATES") == {
        ("alpha", "SUPPLIES", "volta", "item=my/p2; share=60 %", "my"),
        ("beta", "SUPPLIES", "volta", "item=my/p2; share=40 %", "my"),
        ("gamma", "SUPPLIES", "volta", "item=my/p3", "my"),
        ("alpha", "OPERATES", "alpha-ulm", "", "my"),
        ("alpha", "OPERATES", "alpha-bonn", "", "my"),
    }
