"""The six tables, read by `csv.DictReader` and held against the graph; what a spreadsheet would run is guarded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.export import FORMATS
from graphkit.export.csv import _line, cell, guarded, write
from graphkit.graph import Graph
from graphkit.graph.convert import rows
from graphkit.model import Model
from tests.export.conftest import LONG

Table = list[dict[str, str]]


def unguarded(text: str) -> str:
    """As docs/export.md says."""
    return text[1:] if re.match("'+[=+\\-@\t\r\n＝＋－＠]", text) else text


def tables(graph: Graph, model: Model, folder: Path) -> dict[str, Table]:
    write(graph, model, folder)
    out: dict[str, Table] = {}
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            out[path.stem] = list(csv.DictReader(file, strict=True))
    return out


def test_the_folder_holds_what_the_registry_says(graph: Graph, model: Model, tmp_path: Path) -> None:
    assert {f"{name}.csv" for name in tables(graph, model, tmp_path)} == set(FORMATS["csv"].files)


def test_tables_hold_the_graph(graph: Graph, model: Model, tmp_path: Path) -> None:
    found = tables(graph, model, tmp_path)
    for name, key, label in (
        ("nodes", "id", "Entity"), ("milestones", "uid", "Milestone"), ("observations", "uid", "Observation"),
        ("sources", "id", "Source"), ("claims", "id", "Claim"),
    ):  # fmt: skip
        assert [r[key] for r in found[name]] and {r[key] for r in found[name]} == {
            k for found_label, k in rows(graph).nodes if found_label == label
        }
    for label, name in (("Entity", "nodes"), ("Milestone", "milestones"), ("Observation", "observations")):
        by_key = {r.get("uid") or r["id"]: r for r in found[name]}
        for (found_label, key), row in rows(graph).nodes.items():
            if found_label == label:
                for prop, value in row.props.items():
                    assert by_key[key][prop] == cell(value), (key, prop)
    by_uid = {r["uid"]: r for r in found["edges"]}
    assert set(by_uid) == set(graph.edges)
    for edge in graph.edges.values():
        assert by_uid[edge.uid]["source_name"] == graph.name(edge.source)
        assert by_uid[edge.uid]["claims"].split("; ") == list(edge.claims)


def test_numbers_are_exact_and_unguarded(graph: Graph, model: Model, tmp_path: Path) -> None:
    found = tables(graph, model, tmp_path)
    assert {r["amount"] for r in found["observations"] if r["metric"] == "market_size"} == {"280000000000"}
    assert {r["value"] for r in found["claims"] if r["predicate"] == "capacity"} == {"0.5"}
    assert cell(Decimal("-5.50")) == "-5.5"
    assert cell(-5) == "-5"


def test_formulas_are_guarded(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    found = tables(noted('=HYPERLINK("http://x")'), model, tmp_path)
    cells = [text for table in found.values() for row in table for text in row.values()]
    assert not [c for c in cells if re.match(r"[=+@\t\r]|-\D", c)]
    notes = {r["note"] for r in found["claims"]}
    assert '\'=HYPERLINK("http://x")' in notes
    assert "'-5 is no formula here" in notes


def test_an_empty_graph_has_headings(empty: Graph, model: Model, tmp_path: Path) -> None:
    assert all(table == [] for table in tables(empty, model, tmp_path).values())
    assert (tmp_path / "edges.csv").read_text().startswith("uid,edge_type,source,")


def test_a_long_odd_note(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    found = tables(noted(LONG), model, tmp_path)
    assert {r["id"]: r for r in found["nodes"]}["acme"]["note"] == LONG


@given(st.text())
def test_a_guard_can_be_taken_away(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not re.match("[=+\\-@\t\r]", guarded(text))


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), min_size=2))
def test_a_line_is_read_back(cells: list[str]) -> None:
    assert list(csv.reader(io.StringIO(_line(cells), newline=""), strict=True)) == [cells]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "'=1", "''=1"])
def test_what_is_guarded(text: str) -> None:
    assert cell(text) == f"'{text}"
