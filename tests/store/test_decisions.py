"""Conflicts and rulings in a store: told there, read back, replaced with the tables. On both engines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graphkit.api import Project, open_project
from graphkit.facts.claim import Decision
from graphkit.facts.decisions import write_decision
from graphkit.store.loading import prune
from tests.store.world import ALPHA, BETA, Engine, Table, project

#: Conflicts as a query sees them: what, state, chosen side, rule, whom it hangs on.
TOLD = """
MATCH (e:Entity)-[:HAS_CONFLICT]->(c:Conflict)
RETURN c.kind AS kind, c.what AS what, c.state AS state, c.chosen AS chosen, c.rule AS rule, c.reason AS reason,
       e.id AS on
ORDER BY what, on
"""


def ruled(made: Project, choose: str = "") -> tuple[Project, Decision]:
    """The project with a ruling on its one conflict; by default for the side that the rules had not chosen."""
    (found,) = made.graph().conflicts.values()
    claim = next(s.claims[0] for s in found.sides if not s.chosen)
    decision = Decision(found.uid, choose or claim, found.claims, "名牌 on the gate: 0.5", "Ada", date(2026, 1, 5))
    write_decision(made.location.decisions, decision)
    return open_project(made.location.root), decision


def test_a_conflict_is_told_and_a_ruling_changes_it(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    store_target.load(made)
    # a-news says 0.5, b-list, which is later, 0.4
    before = {"kind": "number", "what": "line-1 capacity", "state": "open", "chosen": "0.4 GWh", "rule": "later"}
    assert store_target.run(TOLD) == [{**before, "reason": None, "on": "line-1"}]
    after, decision = ruled(made)
    report = store_target.load(after)
    assert report.changed and report.counts["Decision"]["added"] == 1
    now = {"state": "decided", "chosen": "0.5 GWh", "rule": "decision", "reason": "名牌 on the gate: 0.5"}
    assert store_target.run(TOLD) == [{**before, **now, "on": "line-1"}]
    assert store_target.run("MATCH (s:Site {id: 'line-1'}) RETURN s.capacity_gwh AS c, s.disputed AS d") == [
        {"c": 0.5, "d": None}
    ]
    assert not store_target.load(after).changed
    with store_target.open(after, read_only=True) as store:
        back = store.facts()
    assert back.decisions == {decision.id: decision}
    assert after.graph(facts=back) == after.graph()
    assert after.graph(audience="public", facts=back) == after.graph(audience="public")


def test_a_ruling_that_is_taken_back_leaves_nothing(store_target: Engine, tmp_path: Path) -> None:
    made = project(tmp_path / "p")
    after, _ = ruled(made)
    store_target.load(after)
    (made.location.decisions / "conflicts.csv").unlink()
    store_target.load(open_project(made.location.root))
    assert store_target.run("MATCH (d:Decision) RETURN d") == []
    assert [row["state"] for row in store_target.run(TOLD)] == ["open"]


def test_a_ruling_stays_while_another_loader_is_loaded_or_goes_and_falls_with_its_claims(
    store_target: Engine, tmp_path: Path
) -> None:
    gamma: dict[str, Table] = {
        "entities": [],
        "sources": [],
        "facts": [{"source": "a-news#p1", "subject": "acme", "predicate": "capacity", "value": "9 GWh"}],
    }
    after, decision = ruled(project(tmp_path / "p", {"alpha": ALPHA, "beta": BETA, "gamma": gamma}), "both")
    store_target.load(after)
    assert not store_target.load(after, "alpha").changed
    assert [row["state"] for row in store_target.run(TOLD)] == ["both"]
    with store_target.open(after) as store:
        prune(store, "gamma")
        assert store.decisions() == {decision.id: decision}
        prune(store, "beta")  # whose claim was one of those weighed
        assert store.decisions() == {}
    assert store_target.run(TOLD) == []
