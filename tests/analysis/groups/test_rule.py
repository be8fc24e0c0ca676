"""The rule by which relations become input groups, case by case."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest

from graphkit.analysis import disruption, input_groups, known_suppliers
from graphkit.analysis.groups import InputGroup
from graphkit.errors import AnalysisError
from tests.analysis.world import chain, study
from tests.graph.kernel_world import model


def groups(node: str, *rows: str, without: str = "", **options: Any) -> dict[str, InputGroup]:
    """The groups of a node by role and material."""
    found = input_groups(chain(*rows, without=without), model(), **options)[node]
    return {f"{g['role']} {g['material']}": g for g in found}


def test_a_line_needs_its_maker_and_what_goes_into_the_item() -> None:
    found = groups("mine-a|salt")
    assert list(found) == ["maker mine-a", "item salt", "input ore"]
    assert (found["maker mine-a"]["essential"], found["maker mine-a"]["complete"]) == (True, True)
    ore = found["input ore"]
    assert (ore["suppliers"], ore["essential"], ore["basis"], ore["stock_days"]) == (["ore"], True, "market", 0.0)
    assert len(ore["claims"]) == 1  # the one that says that ore goes into salt


def test_an_item_needs_any_of_the_lines_that_make_it() -> None:
    (made,) = groups("salt").values()
    assert (made["role"], made["suppliers"]) == ("made by", ["mine-a|salt", "mine-b|salt"])
    assert made["essential"] is True and made["complete"] is None


def test_a_firm_with_a_known_site_makes_it_there_and_the_needs_stand_at_the_site() -> None:
    assert groups("cellco|cell")["made at cell"]["suppliers"] == ["plant|cell"]
    assert "input salt" not in groups("cellco|cell")
    assert groups("plant|cell")["input salt"]["suppliers"] == ["salt"]
    (made,) = groups("cell").values()
    assert made["suppliers"] == ["cellco|cell"]  # the line of the site is not a second maker
    assert groups("plant")["run by cellco"]["suppliers"] == ["cellco"]
    assert groups("plant")["output plant"]["suppliers"] == ["plant|cell"]
    assert groups("cellco")["output cellco"]["suppliers"] == ["cellco|cell", "plant"]


def test_a_stated_supplier_stands_in_the_place_of_the_market() -> None:
    told = "s01 | mine-a | SUPPLIES | cellco | | | item=salt; share=60 %"
    salt = groups("plant|cell", told)["input salt"]  # told of the firm that runs the site
    assert (salt["suppliers"], salt["basis"], salt["complete"]) == (["mine-a|salt"], "stated", None)
    assert salt["shares"] == {"mine-a|salt": (0.6, 0.6)}
    assert "supplied salt" not in groups("cellco", told)  # it meets a need that is known


def test_a_share_in_words_is_an_interval() -> None:
    salt = groups("plant|cell", "s01 | mine-a | SUPPLIES | plant | | | item=salt; share=30-40 %")["input salt"]
    assert salt["shares"] == {"mine-a|salt": (0.3, 0.4)}


def test_complete_is_what_the_sources_say() -> None:
    rows = (
        "s01 | mine-a | SUPPLIES | plant | | | item=salt; complete=yes",
        "s01 | mine-b | SUPPLIES | plant | | | item=salt",
    )
    assert groups("plant|cell", *rows)["input salt"]["complete"] is True
    made = groups("ore", "s01 | far | PRODUCES | ore | | | complete=yes", without="far | PRODUCES")
    assert made["made by ore"]["complete"] is True


def test_one_buyers_whole_list_says_nothing_of_who_else_makes_the_item() -> None:
    row = "s01 | mine-a | SUPPLIES | plant | | | item=salt; complete=yes"
    assert groups("salt", row)["made by salt"]["complete"] is None


def test_a_whole_list_of_makers_says_nothing_of_what_else_these_make() -> None:
    row = "s01 | plant | PRODUCES | cell | | | complete=yes"
    without = "plant | PRODUCES"
    assert groups("cellco|cell", row, without=without)["made at cell"]["complete"] is True
    for node in ("cellco", "plant"):
        assert groups(node, row, without=without)[f"output {node}"]["complete"] is None
    all_sites = "s01 | cellco | OPERATES | plant | | | complete=yes"
    assert groups("cellco", all_sites, without="OPERATES")["output cellco"]["complete"] is True


def test_a_sale_of_what_its_site_makes_leaves_the_needs_with_the_site() -> None:
    row = "s01 | cellco | SUPPLIES | carco | | | item=cell"
    without = "cellco | PRODUCES"  # only the site is told to make it
    assert set(groups("cell", row, without=without)) == {"made by cell"}
    assert "input salt" in groups("plant|cell", row, without=without)


def test_a_delivery_that_meets_no_known_need_is_one_of_the_buyer() -> None:
    found = groups("carco", "s01 | spare | SUPPLIES | carco | | | item=other")
    other = found["supplied other"]
    assert (other["suppliers"], other["essential"], other["complete"]) == (["spare|other"], None, None)


def test_deliveries_without_an_item_are_apart() -> None:
    found = groups("carco", "s01 | far | SUPPLIES | carco", "s01 | spare | SUPPLIES | carco")
    kept = {m: g["suppliers"] for m, g in found.items() if m.startswith("supplied")}
    assert kept == {"supplied unstated item of far": ["far"], "supplied unstated item of spare": ["spare"]}


def test_substitutes_form_one_group() -> None:
    found = groups("plant|cell", "s01 | other | INPUT_TO | cell | | | substitute_for=salt")
    both = found["input other | salt"]
    assert (both["suppliers"], both["items"], both["essential"]) == (["other", "salt"], ["other", "salt"], True)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_substitutes_of_substitutes_are_in_the_group_too(order: tuple[int, ...]) -> None:
    rows = (
        "s01 | ore | INPUT_TO | cell | | | substitute_for=other",
        "s01 | other | INPUT_TO | cell | | | substitute_for=salt",
        "s01 | cell-1 | INPUT_TO | cell | | | substitute_for=cell-1",  # says nothing of another
    )
    found = groups("plant|cell", *(rows[k] for k in order))
    assert {m for m in found if m.startswith("input")} == {"input ore | other | salt", "input cell-1"}


def test_products_fitted_into_a_vehicle_are_alternatives() -> None:
    found = groups("carco|car", "s01 | cell-1 | INSTALLED_IN | car")
    assert found["input cell | cell-1"]["suppliers"] == ["cell", "cell-1"]
    assert found["input cell | cell-1"]["essential"] is None


def test_an_item_that_nobody_is_known_to_make_is_a_gap_and_has_its_needs_itself() -> None:
    found = groups("salt", without="| PRODUCES | salt")
    assert found["made by salt"]["suppliers"] == []
    assert found["input ore"]["suppliers"] == ["ore"]


def test_parts_of_a_site_and_of_a_firm() -> None:
    rows = ("s01 | plant-2 | PART_OF | plant", "s01 | mine-a | PART_OF | holding")
    assert groups("plant-2", *rows)["part of plant"]["suppliers"] == ["plant"]
    assert groups("plant-2", *rows)["run by cellco"]["suppliers"] == ["cellco"]  # with the whole
    assert "plant-2" in groups("plant", *rows)["output plant"]["suppliers"]
    assert groups("mine-a", *rows)["part of holding"]["suppliers"] == ["holding"]


def test_a_part_that_another_runs_is_not_run_with_the_whole() -> None:
    rows = ("s01 | plant-2 | PART_OF | plant", "s01 | spare | OPERATES | plant-2")
    assert groups("plant-2", *rows)["run by spare"]["suppliers"] == ["spare"]


def test_what_is_used_is_an_input_of_unknown_weight_and_a_technology_is_none() -> None:
    found = groups("mine-a|salt", "s01 | salt | USES | other", "s01 | salt | USES | wet-route")
    assert found["input other"]["essential"] is None
    assert not [name for name in found if "wet-route" in name]


def test_denied_and_ended_relations_make_no_group_and_planned_ones_if_asked() -> None:
    denied = groups("ore", "s01 | spare | PRODUCES | ore | | denied")
    assert denied["made by ore"]["suppliers"] == ["far|ore"]
    plan = "s01 | spare | PRODUCES | ore | 2027 | planned"
    assert groups("ore", plan)["made by ore"]["suppliers"] == ["far|ore", "spare|ore"]
    assert groups("ore", plan, planned=False)["made by ore"]["suppliers"] == ["far|ore"]


def test_a_stock_is_in_days_at_the_need_of_who_holds_it() -> None:
    salt = groups("plant|cell", "s01 | cellco | stock_cover | 30-45 days | 2025-01 | | item=salt")["input salt"]
    assert (salt["stock_days"], salt["days"]) == (30.0, (30.0, 45.0))


def test_known_suppliers_are_seen_through_the_item() -> None:
    inputs = study().inputs
    (need,) = [g for g in inputs["plant|cell"] if g["role"] == "input"]
    assert known_suppliers(inputs, need) == ["mine-a|salt", "mine-b|salt"]
    (fitted,) = [g for g in inputs["carco|car"] if g["role"] == "input"]
    assert known_suppliers(inputs, fitted) == ["cellco|cell"]


def test_a_networkx_graph_gives_the_same_but_for_stocks() -> None:
    made = chain()
    assert input_groups(made.to_networkx()) == input_groups(made)


def test_the_order_of_a_networkx_graph_does_not_matter() -> None:
    network = chain().to_networkx()
    turned: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    turned.add_nodes_from(reversed(list(network.nodes(data=True))))
    turned.add_edges_from(reversed(list(network.edges(data=True))))
    assert input_groups(turned) == input_groups(network)


def test_the_groups_go_into_disruption_as_they_are() -> None:
    found = disruption(input_groups(chain()), ["ore"])
    assert found.wave == {
        "ore": 0, "far|ore": 1, "far": 2,
        "mine-a|salt": 1, "mine-b|salt": 1, "mine-a": 2, "mine-b": 2, "salt": 2, "plant|cell": 3,
        "cellco|cell": 4, "plant": 4, "cell": 5, "cellco": 5, "carco|car": 6, "car": 7, "carco": 7,
    }  # fmt: skip


def test_an_empty_graph_has_no_groups() -> None:
    assert input_groups(nx.MultiDiGraph()) == {}


def test_what_is_no_graph_is_told() -> None:
    for given in (None, {}, [("a", "b")]):
        with pytest.raises(AnalysisError, match="read from a graph, not from"):
            input_groups(given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("data", "edge", "said"),
    [
        ({}, {}, "'a' has no entity_type"),
        ({"entity_type": "Firm"}, {}, "has no edge_type"),
        ({"entity_type": "Firm"}, {"edge_type": "SUPPLIES", "share": "140 %"}, "140 % is no share"),
    ],
)
def test_another_kind_of_graph_is_told(data: dict[str, str], edge: dict[str, str], said: str) -> None:
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    network.add_node("a", **data)
    network.add_node("b", **data)
    network.add_edge("a", "b", **edge)
    with pytest.raises(AnalysisError, match=said):
        input_groups(network)
