"""What a loader owns is replaced by its load alone; what nobody of ours wrote is never touched. On both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.store.comparing import merge
from graphkit.store.loading import load, prune
from tests.store.world import ALPHA, BETA, Engine, changed, facts_of, project


def test_loaders_one_by_one_give_what_all_at_once_give(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made, "alpha")
    with store_target.open(made) as store:
        report = load(store, facts_of(made, ["beta"]), ["beta"])
    assert report.kept == ("alpha",)
    store_target.holds(made.facts, made)
    with store_target.open(made) as store:
        assert store.loaders() == ("alpha", "beta")


def test_a_load_keeps_what_others_own_and_rebuilds_with_it(store_target: Engine, tmp_path: Path) -> None:
    old = project(tmp_path / "p")
    store_target.load(old)
    new = project(tmp_path / "p", {"alpha": changed(), "beta": BETA})
    report = store_target.load(new, "alpha")
    assert report.kept == ("beta",)
    store_target.holds(new.facts, new)
    capacity = store_target.run("MATCH (o:Observation {metric: 'capacity'}) RETURN o.amount AS amount ORDER BY amount")
    assert [row["amount"] for row in capacity] == [0.4, 0.6]  # beta's of old, alpha's of today
    assert not store_target.load(new, "alpha").changed


def test_what_others_say_stays_when_the_one_spoken_of_is_no_longer_said(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    fewer = {
        "entities": [e for e in ALPHA["entities"] if e["id"] in ("acme", "cell", "lis")],
        "sources": [ALPHA["sources"][1]],  # a-news, which beta cites, is gone as well
        "facts": [ALPHA["facts"][9], {**ALPHA["facts"][9], "subject": "acme", "predicate": "DEVELOPS"}],
    }
    made = project(tmp_path / "p", {"alpha": fewer})
    store_target.load(made, "alpha")
    kept = store_target.run("MATCH (c:Claim {loader: 'beta'}) RETURN count(c) AS n, collect(DISTINCT c.source) AS s")
    assert kept[0]["n"] == len(facts_of(project(tmp_path / "q"), ["beta"]).claims)
    assert sorted(kept[0]["s"]) == ["a-news", "b-list", "curation"]
    assert len(store_target.run("MATCH (s:Source {id: 'a-news'}) RETURN s.id")) == 1
    assert not store_target.load(made, "alpha").changed
    whole = project(tmp_path / "p")
    store_target.load(whole, "alpha")
    store_target.holds(whole.facts, whole)


def test_a_source_that_changes_reaches_the_claims_of_others(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    later = {**ALPHA, "sources": [{**ALPHA["sources"][0], "published": "2025-11-20"}, ALPHA["sources"][1]]}
    made = project(tmp_path / "p", {"alpha": later, "beta": BETA})
    store_target.load(made, "alpha")
    store_target.holds(made.facts, made)
    assert not store_target.load(made).changed


def test_a_load_leaves_the_source_of_another_loader_as_it_is(tmp_path: Path) -> None:
    held = project(tmp_path / "p").facts
    edited = {**ALPHA, "sources": [{**ALPHA["sources"][0], "title": "edited"}, ALPHA["sources"][1]]}
    new = facts_of(project(tmp_path / "p", {"alpha": edited, "beta": BETA}), ["beta"])
    assert new.sources["a-news"].title == "edited"
    assert merge(new, held, ["beta"]).sources["a-news"].title == "Acme opens its first line 首条产线"


def test_prune_leaves_what_a_load_without_the_loader_gives(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made) as store:
        report = prune(store, "beta")
    assert report.total("removed") > 0
    store_target.holds(facts_of(made, ["alpha"]), made)
    with store_target.open(made) as store, pytest.raises(StoreError, match=r"'beta'.*alpha"):
        prune(store, "beta")
    with store_target.open(made) as store:
        prune(store, "alpha")
        assert store.marked()
    assert store_target.nodes() == {}


# --- the mark


def test_another_projects_store_is_refused_before_any_write(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    before = store_target.everything()
    other = project(tmp_path / "other", {"alpha": changed()}, name="other")
    with pytest.raises(StoreError, match=r"project 'small', not to 'other'"):
        store_target.load(other)
    with store_target.open(other) as store, pytest.raises(StoreError, match="small"):
        prune(store, "alpha")
    assert store_target.everything() == before


def test_another_layout_is_refused_before_any_write(store_target: Engine, tmp_path: Path) -> None:
    store_target.run("CREATE (:GraphkitStore {project: 'small', format: 99})")
    before = store_target.everything()
    with pytest.raises(StoreError, match="layout 99"):
        store_target.load(project(tmp_path / "p"))
    assert store_target.everything() == before


@pytest.mark.parametrize(
    "foreign",
    [
        "CREATE (:Entity {id: 'theirs'})",
        "CREATE (:Claim {text: 'theirs'})",
        "CREATE (:Source:Document {id: 'a-news'})",
        "CREATE (:Entity {id: 'acme', hash: 'theirs'})",  # as ours looks, in a store without our mark
    ],
)
def test_nodes_with_our_labels_that_are_not_ours_are_refused(
    store_target: Engine, tmp_path: Path, foreign: str
) -> None:
    store_target.run(foreign)
    before = store_target.everything()
    with pytest.raises(StoreError, match="graphkit did not write"):
        store_target.load(project(tmp_path / "p"))
    assert store_target.everything() == before


def test_a_stranger_among_ours_is_refused_too(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    store_target.run("CREATE (:Entity {id: 'theirs'})")
    before = store_target.everything()
    with pytest.raises(StoreError, match=r"1 node\(s\) with the label Entity"):
        store_target.load(project(tmp_path / "p", {"alpha": changed()}), "alpha")
    assert store_target.everything() == before


# --- what others keep in the same database


def test_nothing_foreign_is_touched(store_target: Engine, tmp_path: Path) -> None:
    store_target.run("CREATE (:Customer {id: 1, hash: 'x'})-[:BUYS {uid: '1', hash: 'y'}]->(:Load {number: 'first'})")
    store_target.load(project(tmp_path / "p"))
    store_target.run("MATCH (n:Entity {id: 'acme'}) SET n.title = 'theirs', n.unit = 3, n:Watched")
    store_target.run("MATCH (n:Entity {id: 'curie'}) SET n.seen = 2, n:Watched")
    store_target.run(
        "MATCH (a:Entity {id: 'acme'}), (c:Entity {id: 'curie'}), (x:Customer) "
        "CREATE (a)-[:WATCHED_BY {since: 1}]->(x) CREATE (c)-[:OWNS {note: 'theirs'}]->(a) "
        "CREATE (x)-[:KNOWS]->(c)"
    )
    store_target.run("MATCH ()-[r:SUPPLIES]->(:Entity {id: 'acme'}) SET r.theirs = true")
    new = project(tmp_path / "p", {"alpha": changed(), "beta": BETA})
    store_target.load(new)
    nodes = store_target.run(
        "MATCH (n) WHERE n:Customer OR n:Load OR n:Watched RETURN coalesce(n.id, n.number) AS id, labels(n) AS labels, "
        "n.title AS title, n.unit AS unit, n.seen AS seen"
    )
    found = {str(row.pop("id")): (set(row.pop("labels")), row) for row in nodes}
    nothing = {"title": None, "unit": None, "seen": None}
    assert found["1"][0] in ({"Customer"}, {"Load"})
    assert found["first"] == ({"Load"}, nothing)
    assert found["acme"] == ({"Entity", "Firm", "Watched"}, {"title": "theirs", "unit": 3, "seen": None})
    assert found["curie"] == ({"Entity", "Organization", "Watched"}, {"title": None, "unit": None, "seen": 2})
    edges = store_target.run(
        "MATCH (a)-[r]->(b) WHERE type(r) IN ['BUYS', 'WATCHED_BY', 'KNOWS'] OR (type(r) = 'OWNS' AND r.uid IS NULL) "
        "RETURN type(r) AS type, properties(r) AS props, a.id AS start, b.id AS end ORDER BY type"
    )
    assert edges == [
        {"type": "BUYS", "props": {"uid": "1", "hash": "y"}, "start": 1, "end": None},
        {"type": "KNOWS", "props": {}, "start": 1, "end": "curie"},
        {"type": "OWNS", "props": {"note": "theirs"}, "start": "curie", "end": "acme"},
        {"type": "WATCHED_BY", "props": {"since": 1}, "start": "acme", "end": 1},
    ]
    theirs = store_target.run("MATCH ()-[r:SUPPLIES {theirs: true}]->() RETURN count(r) AS n")
    assert theirs[0]["n"] > 0
    assert not store_target.load(new).changed


@pytest.mark.parametrize("relationship", ["WATCHED_BY", "OWNS {note: 'theirs'}", "WATCHED_BY {uid: '1', hash: '2'}"])
def test_a_node_that_others_hold_on_to_is_not_removed(store_target: Engine, tmp_path: Path, relationship: str) -> None:
    store_target.load(project(tmp_path / "p"))
    store_target.run(f"MATCH (t:Entity {{id: 'town'}}) CREATE (:Customer {{id: 1}})-[:{relationship}]->(t)")
    before = store_target.everything()
    with pytest.raises(StoreError, match=r"graphkit did not write: town"):
        store_target.load(project(tmp_path / "p", {"alpha": changed(), "beta": BETA}))
    assert store_target.everything() == before
