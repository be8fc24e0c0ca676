"""Show and why on the tiny chain: values, states, rules and places as the definitions give them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.errors import GraphkitError, UsageError
from graphkit.graph import Graph
from graphkit.reports.show import number, show
from graphkit.reports.why import Answer, why


def tables(graph: Graph, project: graphkit.Project, entity: str) -> dict[str, list[dict[str, Any]]]:
    """The tables of `show` by title."""
    shown = show(graph, graph.entities[entity], project.model)
    return {table.title: table.records() for table in shown.tables}


def asked(graph: Graph, project: graphkit.Project, *words: str, folder: Path | None = None) -> list[Answer]:
    """The answers of `why`."""
    return why(graph, project.model, graph.entities[words[0]], words[1:], folder)


def test_show_an_entity(graph: Graph, project: graphkit.Project) -> None:
    about = show(graph, graph.entities["acme-line"], project.model).entity
    assert about["capacity_gwh"] == 0.5
    assert about["capacity_planned_gwh"] == 2
    assert (about["status"], about["class"], about["sources"]) == ("operating", "all-solid", ["late#p1"])
    found = tables(graph, project, "acme-line")
    assert [(r["amount"], r["kind"], r["state"]) for r in found["values"]] == [
        ("0.5 GWh per year (implied)", "actual", "current"),
        ("2 GWh per year (implied)", "planned", "current"),
    ]
    assert [(r["date"], r["state"], r["sources"]) for r in found["milestones"]] == [
        ("2025-10", "superseded", ["early#p2"]),
        ("2025-11-10", "reached", ["late#p1"]),
    ]
    assert [r["id"] for r in found["documents"]] == ["early", "late"]


def test_edges_read_from_both_ends(graph: Graph, project: graphkit.Project) -> None:
    inward, *_ = tables(graph, project, "acme-line")["edges"]
    assert (inward["direction"], inward["reads"], inward["id"]) == ("in", "is operated by", "acme")
    outward = [r for r in tables(graph, project, "acme")["edges"] if r["edge"] == "SUPPLIES"]
    assert {(r["direction"], r["reads"], r["id"], r["details"]) for r in outward} == {
        ("out", "supplies", "zeta", "item=Acme cell"),
        ("out", "supplies", "unnamed-buyers", "item=Acme cell"),
    }


@pytest.mark.parametrize(("value", "text"), [("0.5", "0.5"), ("2800", "2,800"), ("352000000", "352,000,000")])
def test_numbers(value: str, text: str) -> None:
    assert number(Decimal(value)) == text


def test_why_a_value(graph: Graph, project: graphkit.Project) -> None:
    actual, planned = sorted(asked(graph, project, "acme-line", "capacity"), key=lambda a: a.state)
    assert (actual.chosen, actual.rule) == ("0.5 GWh per year (implied)", "nothing else is said")
    assert (planned.chosen, planned.state) == ("2 GWh per year (implied)", "planned")


def test_why_a_milestone(graph: Graph, project: graphkit.Project) -> None:
    (answer,) = asked(graph, project, "acme-line", "production_start")
    assert (answer.chosen, answer.state) == ("2025-11-10", "reached")
    assert answer.rule == "what came outweighs what was planned"
    assert [(c["for"], c["when"], c["locator"], c["note"]) for c in answer.claims] == [
        (True, "2025-11-10", "p1", None),
        (False, "2025-10", "p2", "as first told"),
    ]


def test_why_a_property_in_any_case(graph: Graph, project: graphkit.Project) -> None:
    (answer,) = asked(graph, project, "acme-line", "Class")
    assert (answer.chosen, answer.claims[0]["source"]) == ("all-solid", "late")


@pytest.mark.parametrize(
    "words",
    [
        ("acme-cell", "INSTALLED_IN", "zeta-one"),
        ("zeta-one", "installed_in", "Acme cell"),
        ("acme-cell", "zeta-one"),
        ("zeta-one", "Acme cell"),
    ],
)
def test_why_an_edge_tells_its_milestones(graph: Graph, project: graphkit.Project, words: tuple[str, ...]) -> None:
    answers = asked(graph, project, *words)
    assert [a.what for a in answers] == ["acme-cell INSTALLED_IN zeta-one", "acme-cell road_test zeta-one"]
    assert (answers[1].chosen, answers[1].state) == ("2025-11", "reached")


def test_why_a_milestone_of_an_edge(graph: Graph, project: graphkit.Project) -> None:
    (alone,) = asked(graph, project, "acme-cell", "road_test")
    (between,) = asked(graph, project, "zeta-one", "road_test", "acme-cell")
    assert alone == between


def test_why_everything(graph: Graph, project: graphkit.Project) -> None:
    whats = [a.what for a in asked(graph, project, "acme-line")]
    assert whats[0] == "acme-line exists"
    for part in ("class", "capacity", "production_start", "acme OPERATES acme-line"):
        assert any(part in what for what in whats)


def test_why_with_passages(graph: Graph, project: graphkit.Project, texts: Path) -> None:
    (answer,) = asked(graph, project, "acme-line", "production_start", folder=texts)
    assert [c["passage"] for c in answer.claims] == [
        "On 10 November 2025 the 0.5 GWh line began.",
        "Production is to start in October 2025.",
    ]


def test_why_unknown_names(graph: Graph, project: graphkit.Project) -> None:
    with pytest.raises(UsageError, match="'capacty' is no") as told:
        asked(graph, project, "acme-line", "capacty")
    assert "did you mean capacity" in str(told.value)
    with pytest.raises(UsageError, match="'xyzzy' is no") as told:
        asked(graph, project, "acme-line", "xyzzy")
    assert "production_start" in str(told.value)
    with pytest.raises(GraphkitError, match="nothing is said of zeta capacity") as nothing:
        asked(graph, project, "zeta", "capacity")
    assert not isinstance(nothing.value, UsageError)
    assert "PRODUCES" in str(nothing.value)
    with pytest.raises(UsageError):
        asked(graph, project, "acme", "SUPPLIES", "zeta", "zeta-one")


def test_audience(project: graphkit.Project) -> None:
    public = project.graph(audience="public")
    assert public.left_out == 3
    with pytest.raises(GraphkitError, match="nothing is said"):
        asked(public, project, "acme", "SUPPLIES")
