"""What makes two claims speak of one element: qualifiers, periods, ends of edges, items, parties left open."""

from __future__ import annotations

from tests.graph.kernel_world import graph


def test_a_missing_qualifier_is_a_scope_of_its_own() -> None:
    made = graph("s03 | line-1 | capacity | 1 GWh", "s03 | line-1 | capacity | 2 GWh | | | class=all-solid")
    found = list(made.observations_of("line-1"))
    assert len({o.element for o in found}) == 2
    assert not any(o.disputed for o in found)


def test_another_period_is_another_observation() -> None:
    made = graph("s12 | acme | shipments | 1 GWh | 2024", "s12 | acme | shipments | 2 GWh | 2025")
    assert [o.current for o in made.observations_of("acme")] == [True, True]


def test_ends_of_a_symmetric_edge_have_no_order() -> None:
    made = graph("s03 | acme | PARTNERS_WITH | borel", "s04 | borel | PARTNERS_WITH | acme")
    (edge,) = made.edges.values()
    assert (edge.source, edge.target, len(edge.claims)) == ("acme", "borel", 2)


def test_the_item_is_part_of_a_supply() -> None:
    made = graph(
        "s03 | acme | SUPPLIES | borel | | | item=li2s", "s03 | acme | SUPPLIES | borel | | | item=lpsc",
        "s03 | acme | SUPPLIES | borel",
    )  # fmt: skip
    assert sorted(dict(e.key).get("item", "") for e in made.edges.values()) == ["", "li2s", "lpsc"]


def test_milestones_of_two_items_are_milestones_of_two_edges() -> None:
    made = graph(
        "s03 | acme | sample_delivery | borel | 2025-01 | | item=li2s",
        "s03 | acme | sample_delivery | borel | 2025-02 | | item=lpsc",
    )
    assert {m.edge for m in made.milestones.values()} == set(made.edges)
    assert len(made.edges) == 2


def test_one_of_makes_an_edge_to_each_that_says_so() -> None:
    made = graph("s03 | line-1 | PRODUCES | one of li2s, lpsc")
    assert {(e.target, e.one_of) for e in made.edges.values()} == {
        ("li2s", ("li2s", "lpsc")), ("lpsc", ("li2s", "lpsc")),
    }  # fmt: skip


def test_who_names_the_party_outweighs_who_leaves_it_open() -> None:
    made = graph("s03 | line-1 | PRODUCES | li2s", "s06 | line-1 | PRODUCES | one of li2s, lpsc")
    assert {e.target: e.one_of for e in made.edges.values()} == {"li2s": (), "lpsc": ("li2s", "lpsc")}
