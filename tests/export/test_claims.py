"""`export claims`: the keys, the numbers, every claim, the order."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graphkit.export.claims import exact, write
from graphkit.graph import Graph
from graphkit.model import Model

KEYS = [
    "id",
    "subject",
    "predicate",
    "object",
    "object_one_of",
    "value",
    "min",
    "max",
    "unit",
    "direction",
    "text",
    "date",
    "kind",
    "basis",
    "inferred_from",
    "qualifiers",
    "speaker",
    "speaker_id",
    "said",
    "source",
    "locator",
    "loader",
    "note",
]


def read(graph: Graph, model: Model) -> list[dict[str, Any]]:
    out = io.BytesIO()
    write(graph, model, out)
    return [json.loads(line, parse_float=Decimal) for line in out.getvalue().decode().splitlines()]


def one(found: list[dict[str, Any]], predicate: str, **fields: Any) -> dict[str, Any]:
    chosen = [r for r in found if r["predicate"] == predicate and all(r[k] == v for k, v in fields.items())]
    assert len(chosen) == 1, chosen
    return chosen[0]


def test_every_claim_is_there_with_every_key(graph: Graph, model: Model) -> None:
    found = read(graph, model)
    assert {r["id"] for r in found} == set(graph.claims)
    assert len(found) == len(graph.claims)
    for record in found:
        assert list(record) == KEYS
        assert list(record["subject"]) == ["id", "type", "name"]
        assert list(record["source"]) == ["id", "title", "published"]
        if record["date"]:
            assert list(record["date"]) == ["text", "earliest", "latest"]


def test_a_number_is_exact(graph: Graph, model: Model) -> None:
    found = read(graph, model)
    assert one(found, "capacity")["value"] == Decimal("0.5")
    assert one(found, "market_size")["value"] == 280_000_000_000
    price = one(found, "price", direction=None)
    assert (price["value"], price["min"], price["unit"]) == (Decimal("2050.1"), Decimal("2050.1"), "CNY/kg")
    assert price["text"] == "2,050.10 CNY/kg"
    assert one(found, "price", value=None)["direction"] == "slightly down"


def test_an_edge(graph: Graph, model: Model) -> None:
    record = one(read(graph, model), "SUPPLIES", qualifiers={"item": "cell-x"})
    assert record["object"] == {"id": "berg", "type": "Firm", "name": 'Berg, Ltd "B"'}
    assert record["speaker"] == "Acme"
    assert record["speaker_id"] == "acme"
    assert record["said"] == {
        "text": "2025-11-10/2025-12-31",
        "earliest": "2025-11-10",
        "latest": "2025-12-31",
    }
    assert record["source"] == {"id": "review", "title": "Review, undated", "published": "2025-11-10/2025-12-31"}
    assert record["value"] is record["min"] is record["unit"] is record["date"] is None


def test_an_open_choice(graph: Graph, model: Model) -> None:
    found = [r for r in read(graph, model) if r["object_one_of"]]
    assert [[e["id"] for e in r["object_one_of"]] for r in found] == [["buyers", "shen"]]
    assert found[0]["object"] is None


def test_a_speaker_who_is_no_entity_has_a_name(graph: Graph, model: Model) -> None:
    record = one(read(graph, model), "OPERATES")
    assert (record["speaker"], record["speaker_id"]) == ("The Daily", None)
    target = one(read(graph, model), "INSTALLED_IN")
    assert (target["speaker_id"], target["said"]["text"], target["kind"]) == ("berg", "2025-11", "target")


def test_a_property_and_an_entity_row(graph: Graph, model: Model) -> None:
    found = read(graph, model)
    level = one(found, "level")
    assert (level["value"], level["text"]) == ("line", "line")
    native = one(found, "native_name", value="硫化锂")
    assert native["subject"] == {"id": "li2s", "type": "Material", "name": "Lithium sulfide"}
    assert native["source"] == {"id": "curation", "title": None, "published": None}
    assert native["said"] is None


def test_places_are_in_natural_order(graph: Graph, model: Model) -> None:
    found = [(r["source"]["id"], r["locator"]) for r in read(graph, model) if r["source"]["id"] != "curation"]
    assert [place for source, place in dict.fromkeys(found) if source == "daily"] == [
        "p2", "p3", "p4", "p5", "p6", "p7", "p8", "p10",
    ]  # fmt: skip


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9) | st.integers().map(Decimal))
def test_exact_is_a_json_number_of_the_same_value(number: Decimal) -> None:
    text = exact(number)
    assert Decimal(text) == number
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == number
    assert "E" not in text
    assert "." not in text or text[-1] != "0"
