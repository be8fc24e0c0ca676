"""A load makes the store equal to the facts, writes what differs and nothing else. On both engines."""

from __future__ import annotations

import itertools
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.api import Project
from graphkit.errors import StoreError, UsageError
from graphkit.graph import build
from graphkit.graph.convert import rows
from graphkit.store import driver
from graphkit.store.loading import load, prepare, write
from graphkit.store.statements import edge_schema, node_schema
from graphkit.store.store import Store
from tests.store.world import ALPHA, BETA, Engine, changed, facts_of, project

_SCHEMA = {"CONSTRAINTS": "CONSTRAINT", "INDEXES": "INDEX"}


def test_a_first_load_writes_the_graph_and_nothing_more(bare_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    report = bare_target.load(made)
    bare_target.holds(made.facts, made)
    wanted = rows(build(made.facts, made.model))
    assert report.total("added") == len(wanted.nodes) + len(wanted.edges)
    assert report.total("changed") == report.total("removed") == 0
    others = bare_target.run("MATCH (n) WHERE n.hash IS NULL RETURN labels(n) AS labels ORDER BY labels[0]")
    assert [row["labels"] for row in others] == [["GraphkitStore"], ["Load"]]


def test_claims_have_one_relationship_to_their_source_alone(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    found = store_target.run("MATCH (c:Claim)-[r]-(o) RETURN DISTINCT type(r) AS type, labels(o) AS labels")
    assert found == [{"type": "FROM", "labels": ["Source"]}]


def test_a_second_load_writes_nothing(store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    before = store_target.everything()

    def written(*_: Any) -> None:
        pytest.fail("a load of the same facts writes")

    monkeypatch.setattr(driver.Connection, "write", written)
    monkeypatch.setattr(driver.Connection, "define", written)
    report = store_target.load(made)
    assert not report.changed
    assert report.counts == {}
    assert store_target.everything() == before


def test_a_second_load_succeeds_for_a_user_who_cannot_write(store_target: Engine, tmp_path: Path) -> None:
    if store_target.kind == "neo4j":
        pytest.skip("Neo4j Community has no users without rights")
    made = project(tmp_path / "p")
    store_target.load(made)
    with store_target.open(made, read_only=True) as store:
        assert not load(store, made.facts, ("alpha", "beta")).changed


def test_a_change_gives_what_a_clean_load_gives(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    made = project(tmp_path / "p", {"alpha": changed(), "beta": BETA})
    report = store_target.load(made)
    assert min(report.total(verb) for verb in ("added", "changed", "removed")) > 0
    store_target.holds(made.facts, made)
    back = project(tmp_path / "p")
    store_target.load(back)
    store_target.holds(back.facts, back)


def test_batches_of_any_size_give_the_same(
    store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_BATCH", "3")
    seen: list[tuple[str, int, int]] = []
    made = project(tmp_path / "p")
    with store_target.open(made) as store:
        load(store, made.facts, ("alpha", "beta"), lambda *step: seen.append(step))
    store_target.holds(made.facts, made)
    wanted = rows(build(made.facts, made.model))
    done = [step[1] for step in seen]
    assert done == sorted(done)
    assert seen[-1][1:] == (len(wanted.nodes) + len(wanted.edges),) * 2
    monkeypatch.setenv("GRAPHKIT_BATCH", "many")
    with pytest.raises(UsageError, match="GRAPHKIT_BATCH"):
        store_target.load(made)


def test_each_load_that_changed_something_is_recorded(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    first = store_target.load(made)
    store_target.load(made)
    second = store_target.load(project(tmp_path / "p", {"alpha": changed()}), "alpha")
    found = store_target.run("MATCH (l:Load) RETURN properties(l) AS props ORDER BY l.number")
    records = [row["props"] for row in found]
    assert [(r["number"], r["loaders"], r["project"]) for r in records] == [
        (1, ["alpha", "beta"], "small"),
        (2, ["alpha"], "small"),
    ]
    for record, report in zip(records, (first, second), strict=True):
        assert {verb: record[verb] for verb in ("added", "changed", "removed")} == {
            verb: report.total(verb) for verb in ("added", "changed", "removed")
        }
    with store_target.open(made) as store:
        assert store.last_load() == records[1]


def test_constraints_are_made_for_what_is_written(bare_target: Engine, tmp_path: Path) -> None:
    bare_target.load(project(tmp_path / "p"))
    found = {row["name"] for row in bare_target.run("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert {"graphkit_entity_id", "graphkit_claim_id", "graphkit_supplies_uid", "graphkit_from_uid"} <= found
    assert "graphkit_partners_with_uid" not in found
    bare_target.load(project(tmp_path / "p", {"alpha": changed()}), "alpha")
    later = {row["name"] for row in bare_target.run("SHOW CONSTRAINTS YIELD name RETURN name")}
    assert later - found == {"graphkit_partners_with_uid"}


def test_what_others_deleted_comes_back(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    store_target.run("MATCH (n:Entity {id: 'acme'}) DETACH DELETE n")
    store_target.run("MATCH (c:Claim)-[r:FROM]->() DELETE r")
    store_target.load(made)
    store_target.holds(made.facts, made)


def test_a_type_that_the_schema_drops_goes_from_the_store(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p", {"alpha": changed()})
    store_target.load(made)
    file = tmp_path / "p" / "schema" / "edges.toml"
    text = file.read_text(encoding="utf-8")
    start = text.index("[PARTNERS_WITH]")
    file.write_text(text[:start] + text[text.index("\n[", start) + 1 :], encoding="utf-8")
    stages = tmp_path / "p" / "schema" / "stages.toml"
    stages.write_text(
        "\n".join(line.replace("PARTNERS_WITH", "OWNS") for line in stages.read_text(encoding="utf-8").splitlines()),
        encoding="utf-8",
    )
    later = project(tmp_path / "p", {"alpha": ALPHA})
    store_target.load(later)
    store_target.holds(later.facts, later)
    assert store_target.run("MATCH ()-[r]->() WHERE type(r) = 'PARTNERS_WITH' RETURN r.uid") == []


def test_two_loads_of_the_same_facts_at_once_both_end_well(
    bare_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_BATCH", "7")
    made = project(tmp_path / "p")
    _at_once(bare_target, [(made, made.facts), (made, made.facts)])
    bare_target.holds(made.facts, made)
    assert not bare_target.load(made).changed


def test_two_loads_of_other_facts_at_once_leave_the_facts_of_one(
    store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRAPHKIT_BATCH", "7")
    one, two = project(tmp_path / "one"), project(tmp_path / "two", {"alpha": changed(), "beta": BETA})
    _at_once(store_target, [(one, one.facts), (two, two.facts)])
    ids = {key for label, key in store_target.nodes() if label == "Entity"}
    winner = two if "harbour" in ids else one
    store_target.holds(winner.facts, winner)


def test_several_programs_that_make_the_schema_at_once_all_end_well(bare_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    names = {kind: f"SHOW {kind} YIELD name WHERE name STARTS WITH 'graphkit_' RETURN name" for kind in _SCHEMA}
    for dropped in (("CONSTRAINTS", "INDEXES"), ("INDEXES",), ("INDEXES",)):
        # Where constraints stand, only indexes are made, and these Neo4j makes side by side.
        kept = {row["name"] for kind in _SCHEMA.keys() - set(dropped) for row in bare_target.run(names[kind])}
        for kind in dropped:
            for row in bare_target.run(names[kind]):
                if row["name"] not in kept:
                    bare_target.run(f"DROP {_SCHEMA[kind]} {row['name']}")
        _together([lambda store: store.define(made.model.edges)] * 4, bare_target, made)
        there = {row["name"] for text in names.values() for row in bare_target.run(text)}
        assert there == {*node_schema(), *edge_schema(made.model.edges)}


def test_a_load_that_another_came_before_compares_anew(store_target: Engine, tmp_path: Path) -> None:
    base = project(tmp_path / "base")
    store_target.load(base)
    facts = [{**row, "value": "0.7 GWh"} if row.get("value") == "0.5 GWh" else row for row in ALPHA["facts"]]
    mine = project(tmp_path / "mine", {"alpha": {**ALPHA, "facts": facts}, "beta": BETA})
    other = project(tmp_path / "other", {"alpha": changed(), "beta": BETA})
    with store_target.open(mine) as store:
        work = prepare(store, mine.facts, ("alpha", "beta"))
        store_target.load(other)  # while a person thinks about the question
        with pytest.raises(StoreError, match="another load has begun"):
            write(store, work, most=1)  # more would have to be removed than was agreed to
        store_target.holds(other.facts, other)
        write(store, work)
    store_target.holds(mine.facts, mine)


def _at_once(engine: Engine, pairs: list[tuple[Any, Any]]) -> None:
    works = [(lambda store, facts=facts: load(store, facts, ("alpha", "beta"))) for _, facts in pairs]
    _together(works, engine, *(made for made, _ in pairs))


def _together(works: list[Callable[[Store], object]], engine: Engine, *projects: Project) -> None:
    """Runs each with a store of its own, all let go at one moment; the projects are taken in turn."""
    barrier, failed = threading.Barrier(len(works)), []

    def work(made: Project, do: Callable[[Store], object]) -> None:
        try:
            with engine.open(made) as store:
                barrier.wait(60)
                do(store)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=pair) for pair in zip(itertools.cycle(projects), works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failed == []


def test_a_loader_with_errors_removes_nothing(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    before = store_target.everything()
    broken = {**ALPHA, "facts": [*ALPHA["facts"][:3], {**ALPHA["facts"][0], "value": "nobody"}]}
    project(tmp_path / "p", {"alpha": broken, "beta": BETA})
    ran = subprocess.run(**store_target.command(tmp_path / "p", "load"), capture_output=True, check=False)
    assert ran.returncode == 1
    assert b"nobody" in ran.stderr
    assert store_target.everything() == before


def test_a_claim_whose_source_nobody_has_is_refused_before_any_write(bare_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    facts = facts_of(made, ["beta"])
    lonely = type(facts)(facts.claims, {i: s for i, s in facts.sources.items() if s.loader == "beta"})
    with bare_target.open(made) as store, pytest.raises(StoreError, match="a-news"):
        load(store, lonely, ["beta"])
    assert bare_target.run("MATCH (n) RETURN n") == []
    assert bare_target.run("SHOW CONSTRAINTS YIELD name RETURN name") == []
