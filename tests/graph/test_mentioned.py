"""What is in the graph: only what a document mentions, and what curation tells of that."""

from __future__ import annotations

from graphkit.graph import build
from tests.graph.kernel_world import facts, graph, model


def test_an_entity_is_in_the_graph_only_if_something_mentions_it() -> None:
    assert set(graph("s03 | acme | OPERATES | line-1").entities) == {"acme", "line-1"}


def test_items_places_and_speakers_are_mentioned() -> None:
    made = graph("s03 | acme | SUPPLIES | borel | | | item=li2s | press-house")
    assert set(made.entities) == {"acme", "borel", "li2s", "press-house"}


def test_curation_follows_what_a_document_mentions_and_brings_in_nothing_else() -> None:
    rows_ = ("curation | yibin | LOCATED_IN | sichuan", "curation | acme | country | CN")
    assert set(graph(*rows_).entities) == set()
    assert set(graph(*rows_, "s03 | line-1 | LOCATED_IN | yibin").entities) == {"line-1", "yibin", "sichuan"}


def test_curation_has_no_clock_and_does_not_corroborate() -> None:
    made = graph(
        "curation | acme | country | CN",
        "s03 | acme | country | US | | | | borel",
        "s03 | acme | PRODUCES | cell-1",
    )
    assert made.entities["acme"].properties["country"] == "US"


def test_a_type_stated_by_two_loaders_is_disputed_and_the_first_by_alphabet() -> None:
    from dataclasses import replace

    from graphkit.facts.claim import Row
    from graphkit.facts.entities import curated

    base = facts("s03 | acme | OPERATES | line-1")
    other = curated("u", Row("curation", "", "acme", "is_a", "Organization"))
    made = build(replace(base, claims=(*base.claims, other)), model())
    assert (made.entities["acme"].type, made.entities["acme"].disputed) == ("Firm", True)
