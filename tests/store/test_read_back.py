"""What is read back out of a store is what went in: build, load, read back, build is equal. On both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.graph import build
from graphkit.store.readback import facts_of as read_facts
from tests.store.world import ALPHA, Engine, facts_of, project


def test_facts_and_graph_are_equal_after_the_round_trip(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made, read_only=True) as store:
        back = store.facts()
    assert back.claims == made.facts.claims
    assert back.sources == made.facts.sources
    for as_of, known_on in ((None, None), ("2025-10", None), (None, "2025-11-15")):
        assert made.graph(as_of, known_on, "all", back) == made.graph(as_of, known_on, "all", made.facts)
    assert made.graph(audience="public", facts=back) == made.graph(audience="public")


def test_open_choices_names_and_native_words_mean_the_same(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made, read_only=True) as store:
        claims = store.facts().claims
    open_choice = [c for c in claims if c.one_of]
    assert [c.one_of for c in open_choice] == [("acme", "curie")]
    assert open_choice[0].row.value == "one of Curie Chemicals, acme"
    by_name = [c for c in claims if c.row.qualifiers == "item=硫化锂"]
    assert {c.qualifier("item") for c in by_name} == {"lis"}
    assert {c.source for c in by_name} == {"a-news", "a-undated"}
    repeated = [c for c in claims if c.predicate == "PRODUCES"]
    assert [c.note for c in repeated] == ["first; second"]
    planned = [c for c in claims if c.kind == "planned"]
    assert [(c.speaker_id, str(c.said[0]), str(c.said[1])) for c in planned if c.said] == [
        ("acme", "2025-03-01", "2025-03-31")
    ]


@pytest.mark.parametrize(
    "choice", ["one of Curie Chemicals, acme", "one of: Acme | Curie Chemicals |", "One of curie, acme"]
)
def test_open_choices_of_any_form_come_back(tmp_path: Path, choice: str) -> None:
    facts = [*ALPHA["facts"][:-1], {**ALPHA["facts"][-1], "value": choice}]
    made = project(tmp_path / "p", {"alpha": {**ALPHA, "facts": facts}})
    from graphkit.graph.attributes import claim_attributes, source_attributes

    claims = [{"id": c.id, **claim_attributes(c, made.facts.sources.get(c.source))} for c in made.facts.claims]
    sources = [{"id": s.id, **source_attributes(s)} for s in made.facts.sources.values()]
    bare = [{k: v for k, v in props.items() if v is not None and v != []} for props in (*claims, *sources)]
    back = read_facts(bare[: len(claims)], bare[len(claims) :], made.model)
    assert back.claims == made.facts.claims


def test_some_loaders_can_be_left_out(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made, read_only=True) as store:
        beta = store.facts(without=["alpha"])
    wanted = facts_of(made, ["beta"])
    assert (beta.claims, dict(beta.sources)) == (wanted.claims, dict(wanted.sources))  # with the document of alpha's


def test_a_claim_edited_by_hand_is_told(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    store_target.run("MATCH (c:Claim {predicate: 'name', subject: 'acme'}) SET c.row = [x IN c.row | x + '!']")
    with store_target.open(made, read_only=True) as store, pytest.raises(StoreError, match="in the store"):
        store.facts()


def test_counts_and_sources_tell_what_is_there(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    graph = build(made.facts, made.model)
    with store_target.open(made, read_only=True) as store:
        counts, sources = store.counts(), store.sources()
    assert (counts["Firm"], counts["Site"], counts["Place"]) == (4, 1, 1)
    assert counts["Source"] == 3
    assert counts["Claim"] == counts["FROM"] + sum(1 for c in graph.claims.values() if c.source == "curation")
    assert [s["id"] for s in sources] == ["a-news", "a-undated", "b-list"]
    assert all("hash" not in s for s in sources)
