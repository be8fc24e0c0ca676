"""The tiers of a part are those of the whole: what is left out tells where an entity stands."""

from __future__ import annotations

from graphkit.graph import Graph
from graphkit.graph.part import part
from graphkit.maps import MapOptions, tiers_in
from graphkit.maps.data import Picture
from graphkit.model import Model
from tests.maps import chain as chains


def columns(graph: Graph, model: Model, tiers: dict[str, str] | None = None) -> dict[str, str]:
    """The heading of each entity's column."""
    picture = Picture(graph, model, MapOptions(whole=True, tiers=tiers or {}))
    return {e.id: picture.titles[k] for e, k in zip(picture.entities, picture.columns, strict=True)}


def chain(model: Model) -> Graph:
    made = chains.Chain(model)
    made.source("d1", "Notes")
    for identifier, type_ in (
        ("refiner", "Firm"), ("salt", "Material"), ("maker", "Firm"), ("cell", "Product"), ("fund", "Firm"),
    ):  # fmt: skip
        made.entity(identifier, type_, identifier.capitalize())
    made.word("cell", "form", "cell")
    made.edge("refiner", "PRODUCES", "salt")
    made.edge("maker", "PRODUCES", "cell")
    made.edge("salt", "INPUT_TO", "cell")
    made.edge("fund", "PARTNERS_WITH", "maker")
    return made.graph()


def test_a_firm_stands_beside_what_it_makes_though_that_is_not_drawn(schema: Model) -> None:
    whole = chain(schema)
    firms = part(whole, types=["Firm"])
    assert set(firms.entities) == {"refiner", "maker", "fund"}
    want = columns(whole, schema)
    assert want["maker"] == want["cell"] != want["refiner"] == want["salt"]
    found = columns(firms, schema, dict(tiers_in(whole, firms, schema)))
    assert found == {i: want[i] for i in firms.entities}


def test_tiers_that_were_given_for_the_whole_stay(schema: Model) -> None:
    whole = chain(schema)
    firms = part(whole, types=["Firm"])
    assert tiers_in(whole, firms, schema, {"maker": "pack", "cell": "pack"})["maker"] == "pack"
