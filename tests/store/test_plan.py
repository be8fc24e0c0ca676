"""A plan tells what a load would do, and is done to the letter or not at all. On both engines."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.api import Project
from graphkit.errors import GraphkitError, StoreError
from graphkit.graph.plan import Change
from graphkit.store import comparing, driver, planning
from graphkit.store.loading import LoadReport, load, prepare, write
from graphkit.store.planfile import digest, read_plan
from graphkit.store.planning import Plan, prepare_plan
from tests.store.test_kill import kill_when
from tests.store.world import ALPHA, BETA, Engine, Table, changed, project


def planned(engine: Engine, made: Project, *loaders: str, verify: bool = False) -> Plan:
    """The plan of a load, by a user who cannot write."""
    reading = made.read(*loaders)
    with engine.open(made, read_only=True) as store:
        return planning.plan(store, made.model, made.location.name, reading.require(), reading.counts, verify)


def saved(plan: Plan, folder: Path) -> Path:
    """The plan as a file."""
    path = folder / "plan.json"
    path.write_text(json.dumps(plan.document), encoding="utf-8")
    return path


def apply(engine: Engine, made: Project, path: Path) -> LoadReport:
    """What `load --plan` does."""
    with engine.open(made) as store:
        return write(store, prepare_plan(store, read_plan(path)))


def the(plan: Plan, type_: str, name: str) -> Change:
    """The one change of this type and name."""
    (found,) = [c for c in plan.changes if c.type == type_ and c.name == name]
    return found


def later(folder: Path) -> Project:
    """The project a day later."""
    return project(folder, {"alpha": changed(), "beta": BETA})


def test_a_plan_writes_nothing_and_applied_gives_what_a_load_gives(
    bare_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project(tmp_path / "p")
    before = bare_target.everything()
    first = planned(bare_target, made)
    assert bare_target.everything() == before, "no mark, no constraint"
    report = apply(bare_target, made, saved(first, tmp_path))
    bare_target.holds(made.facts, made)
    assert report.counts == first.document["counts"]
    monkeypatch.setattr(comparing, "build", lambda *_: pytest.fail("an unchanged plan builds a graph"))
    assert not planned(bare_target, made).changes, "the mark tells that nothing differs"
    monkeypatch.undo()

    made = later(tmp_path / "p")
    before = bare_target.everything()
    second = planned(bare_target, made)
    assert bare_target.everything() == before
    assert min(second.document["total"][verb] for verb in ("added", "changed", "removed")) > 0
    path = saved(second, tmp_path)
    (tmp_path / "p" / "loaders").rename(tmp_path / "gone")  # it reads no tables
    report = apply(bare_target, made, path)
    (tmp_path / "gone").rename(tmp_path / "p" / "loaders")
    assert report.counts == second.document["counts"]
    assert report.counts["Organization"]["changed"] == 1, "curie changed its type"
    assert report.counts["Place"] == {"added": 1, "changed": 0, "edited": 0, "removed": 1}
    bare_target.holds(made.facts, made)
    assert not bare_target.load(made).changed
    before = bare_target.everything()
    assert not apply(bare_target, made, path).changed, "a second run finds it done"
    assert bare_target.everything() == before


def test_a_change_has_old_and_new_values_and_its_claims(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    old = {c.row.value: c.id for c in project(tmp_path / "old").facts.claims if c.predicate == "capacity"}
    made = later(tmp_path / "p")
    new = {c.row.value: c.id for c in made.facts.claims if c.predicate == "capacity"}
    plan = planned(store_target, made)
    name = the(plan, "Material", "Lithium sulphide")
    assert name.properties()["name"] == ("Lithium sulfide", "Lithium sulphide")
    assert {plan.claims[i]["predicate"] for i in name.claims} == {"name"}
    curie = the(plan, "Organization", "Curie Chemicals")
    assert curie.properties()["type"] == ("Firm", "Organization")
    assert the(plan, "Observation", "Acme line 1 capacity 0.5 GWh").claims == (old["0.5 GWh"],)
    assert the(plan, "Observation", "Acme line 1 capacity 0.6 GWh").claims == (new["0.6 GWh"],)
    gone = the(plan, "Place", "Exampleville")
    assert (gone.verb, gone.properties()["native_names"]) == ("removed", (["例城"], None))
    moved = the(plan, "PARTNERS_WITH", "Acme Cells PARTNERS_WITH Curie Chemicals")
    assert [plan.claims[i]["locator"] for i in moved.claims] == ["p5"]
    one, two = planned(store_target, made), planned(store_target, made)
    assert json.dumps(one.document) == json.dumps(two.document)


def test_a_plan_of_one_loader_leaves_what_others_own(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    made = later(tmp_path / "p")
    plan = planned(store_target, made, "alpha")
    assert plan.kept == ("beta",)
    apply(store_target, made, saved(plan, tmp_path))
    store_target.holds(made.facts, made)


def test_a_store_that_has_changed_since_is_refused_before_any_write(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    path = saved(planned(store_target, made := later(tmp_path / "p")), tmp_path)
    other: Table = [{**row, "note": "seen"} if row["id"] == "borel" else row for row in ALPHA["entities"]]
    store_target.load(project(tmp_path / "other", {"alpha": {**ALPHA, "entities": other}, "beta": BETA}))
    before = store_target.everything()
    with pytest.raises(StoreError, match=r"no longer as the plan found them.*Borel Materials") as refused:
        apply(store_target, made, path)
    assert "new one" in str(refused.value.hint)
    assert store_target.everything() == before


def test_a_node_that_has_gained_a_relationship_is_not_removed(store_target: Engine, tmp_path: Path) -> None:
    names = [row for row in ALPHA["entities"] if row["id"] in ("acme", "line-1", "town")]
    alone: dict[str, Table] = {"entities": names, "sources": ALPHA["sources"], "facts": ALPHA["facts"][:2]}
    less: dict[str, Table] = {**alone, "entities": names[:2], "facts": ALPHA["facts"][:1]}
    more: dict[str, Table] = {
        "entities": [{"id": "dyn", "type": "Firm", "name": "Dyn Motors"}],
        "sources": BETA["sources"],
        "facts": [{"source": "b-list#p1", "subject": "dyn", "predicate": "LOCATED_IN", "value": "town"}],
    }
    store_target.load(project(tmp_path / "p", {"alpha": alone}), "alpha")
    made = project(tmp_path / "p", {"alpha": less})
    path = saved(planned(store_target, made), tmp_path)
    store_target.load(project(tmp_path / "q", {"alpha": alone, "beta": more}))
    before = store_target.everything()
    with pytest.raises(StoreError, match="would lose an end, which the plan did not know: LOCATED_IN"):
        apply(store_target, made, path)
    assert store_target.everything() == before


def test_a_plan_that_was_killed_is_finished_by_running_it_again(store_target: Engine, tmp_path: Path) -> None:
    store_target.load(project(tmp_path / "p"))
    made = later(tmp_path / "p")
    path = saved(planned(store_target, made), tmp_path)
    todo, rest = kill_when(store_target, made, 0.4, "--plan", str(path))
    assert 0 < rest < todo
    assert apply(store_target, made, path).changed
    store_target.holds(made.facts, made)
    assert not store_target.load(made).changed
    assert store_target.run("MATCH (s:GraphkitStore) WHERE s.writer IS NOT NULL RETURN s") == []


def _rebound(engine: Engine) -> None:
    engine.run(
        "MATCH (:Entity {id: 'borel'})-[r:SUPPLIES]->(b:Entity {id: 'dyn'}) MATCH (c:Entity {id: 'curie'}) "
        "WITH r, b, c, properties(r) AS props DELETE r WITH b, c, props CREATE (c)-[n:SUPPLIES]->(b) SET n = props"
    )


#: A hand edit, and the change that tells of it: type, name and what differs.
EDITS: dict[str, tuple[str | Callable[[Engine], None], str, str, dict[str, Any]]] = {
    "a property": (
        "MATCH (n:Entity {id: 'acme'}) SET n.name = 'Bad'", "Firm", "Acme Cells", {"name": ("Bad", "Acme Cells")},
    ),
    "a property removed": (
        "MATCH (n:Entity {id: 'lis'}) REMOVE n.native_names", "Material", "Lithium sulfide",
        {"native_names": (None, ["硫化锂"])},
    ),
    "a property of ours added": (
        "MATCH (n:Entity {id: 'acme'}) SET n.note = 'mine'", "Firm", "Acme Cells", {"note": ("mine", None)},
    ),
    "a property of a relationship": (
        "MATCH (:Entity {id: 'acme'})-[r:OPERATES]->() SET r.status = 'ended'", "OPERATES",
        "Acme Cells OPERATES Acme line 1", {"status": ("ended", "operating")},
    ),
    "a relationship between other nodes": (
        _rebound, "SUPPLIES", "Borel Materials SUPPLIES Dyn Motors", {"from": ("curie", "borel")},
    ),
    "a relationship deleted": (
        "MATCH (:Entity {id: 'acme'})-[r:OPERATES]->() DELETE r", "OPERATES", "Acme Cells OPERATES Acme line 1", {},
    ),
    "a node deleted": (
        "MATCH (n:Observation {text: '0.4 GWh'}) DETACH DELETE n", "Observation", "Acme line 1 capacity 0.4 GWh", {},
    ),
    "a type": (
        "MATCH (n:Entity {id: 'town'}) REMOVE n:Place", "Place", "Exampleville", {"type": (None, "Place")},
    ),
}  # fmt: skip


@pytest.fixture
def edited(store_target: Engine, tmp_path: Path) -> tuple[Engine, Project]:
    """A loaded store, and the project."""
    made = project(tmp_path / "p")
    store_target.load(made)
    assert not planned(store_target, made, verify=True).changes, "a store that nobody touched"
    return store_target, made


def test_verify_finds_each_hand_edit_and_load_mends_it(edited: tuple[Engine, Project], tmp_path: Path) -> None:
    engine, made = edited
    for what, (edit, type_, name, differs) in EDITS.items():
        edit(engine) if callable(edit) else engine.run(edit)
        plan = planned(engine, made, verify=True)
        change = the(plan, type_, name)
        assert change.verb == "edited", what
        shown = change.properties() if change.old else {}
        assert {name: shown[name] for name in differs} == differs, what
        assert {c.verb for c in plan.changes} == {"edited"}, what
        before = engine.everything()
        with engine.open(made) as store:
            report = load(store, made.facts, ("alpha", "beta"), verify=True)
        assert report.total("edited") == plan.document["total"]["edited"] >= 1
        assert engine.everything() != before
        engine.holds(made.facts, made)
    # All at once, by a plan in a file, which is run twice.
    for edit, *_ in EDITS.values():
        edit(engine) if callable(edit) else engine.run(edit)
    path = saved(planned(engine, made, verify=True), tmp_path)
    apply(engine, made, path)
    engine.holds(made.facts, made)
    assert not apply(engine, made, path).changed


def test_hand_edits_are_told_from_changes_of_the_facts(edited: tuple[Engine, Project], tmp_path: Path) -> None:
    engine, _ = edited
    engine.run("MATCH (n:Entity {id: 'acme'}) SET n.name = 'Bad', n.others = 'stays'")
    engine.run("MATCH (:Entity {id: 'acme'})-[r:OPERATES]->() DELETE r")
    made = later(tmp_path / "p")
    plan = planned(engine, made, verify=True)
    found = {(c.type, c.name) for c in plan.changes if c.verb == "edited"}
    assert found == {("Firm", "Acme Cells"), ("OPERATES", "Acme Cells OPERATES Acme line 1")}
    assert the(plan, "Place", "Harbour").verb == "added"
    with engine.open(made) as store:
        load(store, made.facts, ("alpha", "beta"), verify=True)
    assert engine.run("MATCH (n:Entity {id: 'acme'}) RETURN n.others AS others") == [{"others": "stays"}]
    engine.run("MATCH (n:Entity {id: 'acme'}) REMOVE n.others")
    engine.holds(made.facts, made)


def test_a_plan_for_something_else_is_refused(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    before = store_target.everything()
    path = saved(planned(store_target, made), tmp_path)
    other = project(tmp_path / "other", name="other")
    with pytest.raises(StoreError, match="of the project 'small'"):
        apply(store_target, other, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    newer = {**document, "layout": 99}
    path.write_text(json.dumps({**newer, "digest": digest(newer)}), encoding="utf-8")
    with pytest.raises(StoreError, match="layout 99"):
        apply(store_target, made, path)
    path.write_text(json.dumps(document), encoding="utf-8")
    words = tmp_path / "p" / "schema" / "edges.toml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("[PARTNERS_WITH]", "[WORKS_WITH]"), encoding="utf-8")
    stages = tmp_path / "p" / "schema" / "stages.toml"
    stages.write_text(stages.read_text(encoding="utf-8").replace("PARTNERS_WITH", "WORKS_WITH"), encoding="utf-8")
    with pytest.raises(StoreError, match="another schema"):
        apply(store_target, project(tmp_path / "p"), path)
    assert store_target.everything() == before


def test_a_file_that_is_no_plan_is_told(tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    plan = planning.plan(None, made.model, "small", made.facts, ("alpha", "beta"))
    path = saved(plan, tmp_path)
    assert len(read_plan(path).steps) == len(plan.changes)
    good = path.read_text(encoding="utf-8")
    document = json.loads(good)
    renamed = json.dumps(document).replace("Acme Cells", "Bcme Cells", 1)
    short = {**document, "changes": [{**document["changes"][0], "new": {"props": {"id": [[1]]}}}]}
    for text, said in (
        ("", "plan.json:1: is no JSON"),
        ("[1]", "is no plan"),
        ('{"a": 1}', "is no plan"),
        (json.dumps({**document, "version": 2}), "version 2"),
        (renamed, "was changed after it was made"),
        (json.dumps({**short, "digest": digest(short)}), "changes.0.new.props.id"),
        (good[:-20], "is no JSON"),
        ("[" * 100_000, "nested too deeply"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(GraphkitError, match=r"plan\.json") as wrong:
            read_plan(path)
        assert said in wrong.value.message
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GraphkitError, match="UTF-8"):
        read_plan(path)
    with pytest.raises(GraphkitError, match="cannot be read"):
        read_plan(tmp_path / "nowhere.json")


def test_what_a_load_removes_is_known_before_it_writes(
    store_target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_target.load(project(tmp_path / "p"))
    made = project(tmp_path / "p", {"alpha": ALPHA})
    for name in ("write", "define"):
        monkeypatch.setattr(driver.Connection, name, lambda *_: pytest.fail("it writes"))
    with store_target.open(made) as store:
        work = prepare(store, made.facts, ("alpha", "beta"))
    held = len(store_target.nodes()) + len(store_target.edges())
    assert len(work.found.held) == held
    assert work.change.gone() == sum(count["removed"] for count in work.change.counts().values()) > 0
    assert work.change.counts()["Firm"]["removed"] == 1, "Dyn Motors, by its type"
