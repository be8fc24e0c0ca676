"""The Parquet files, read back by pyarrow and held against values written by hand and against the format csv."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphkit.export import FORMATS, export, parquet
from graphkit.export.csv import cell
from graphkit.graph import Graph
from graphkit.model import Model
from tests.export.conftest import LONG

NAMES = ("nodes", "edges", "milestones", "observations", "claims", "sources")


def read(graph: Graph, model: Model, folder: Path) -> dict[str, pa.Table]:
    export(graph, model, "parquet", folder)
    assert {p.name for p in folder.iterdir()} == set(FORMATS["parquet"].files) == {f"{n}.parquet" for n in NAMES}
    return {name: pq.read_table(folder / f"{name}.parquet") for name in NAMES}


def by(table: pa.Table, key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in table.to_pylist()}


def test_types_by_hand(graph: Graph, model: Model, tmp_path: Path) -> None:
    found = read(graph, model, tmp_path / "out")
    texts, day, number = pa.list_(pa.string()), pa.date32(), pa.float64()
    for table, types in {
        "nodes": {"id": pa.string(), "aliases": texts, "overdue": pa.bool_(), "unnamed": pa.bool_(),
                  "capacity_gwh": number, "claims": texts},
        "edges": {"since": day, "until": day, "one_of": texts, "disputed": pa.bool_(), "item": pa.string()},
        "milestones": {"rank": pa.int64(), "earliest": day, "latest": day, "current": pa.bool_(), "kind": pa.string()},
        "observations": {"amount": number, "min": number, "max": number, "prospective": pa.bool_(),
                         "period": pa.string()},
        "claims": {"value": pa.string(), "min": number, "date_earliest": day, "qualifiers": texts, "said": pa.string()},
        "sources": {"published": pa.string(), "published_earliest": day, "recorded": day},
    }.items():  # fmt: skip
        assert {name: found[table].schema.field(name).type for name in types} == types, table


def test_values_by_hand(graph: Graph, model: Model, tmp_path: Path) -> None:
    found = read(graph, model, tmp_path / "out")
    nodes, sources = by(found["nodes"], "id"), by(found["sources"], "id")
    assert nodes["shen"]["name"] == "深圳电池"
    assert nodes["nur"]["name"] == "معهد البطاريات"
    assert nodes["acme"]["aliases"] == ["Acme Group", "Acme Power"]
    assert nodes["shen"]["aliases"] == []
    assert nodes["shen"]["capacity_gwh"] is None
    assert nodes["acme-line-1"]["capacity_gwh"] == 0.5
    assert nodes["buyers"]["unnamed"] is True
    (edge,) = [e for e in found["edges"].to_pylist() if e["edge_type"] == "OPERATES"]
    assert (edge["source"], edge["target"], edge["since"], edge["until"]) == (
        "acme",
        "acme-line-1",
        date(2024, 11, 1),
        None,
    )
    assert sources["daily"]["published_latest"] == date(2025, 12, 6)
    assert sources["daily"]["recorded"] == date(2026, 1, 5)
    claims = found["claims"].to_pylist()
    (capacity,) = [c for c in claims if c["predicate"] == "capacity"]
    assert (capacity["value"], capacity["min"], capacity["max"]) == ("0.5", 0.5, 0.5)
    assert [c["value"] for c in claims if c["predicate"] == "advantage"] == ["+safe; fast"]
    assert {o["amount"] for o in found["observations"].to_pylist() if o["metric"] == "market_size"} == {280e9}


def test_the_columns_and_cells_are_those_of_csv(graph: Graph, model: Model, tmp_path: Path) -> None:
    found = read(graph, model, tmp_path / "out")
    export(graph, model, "csv", tmp_path / "csv")
    for name in NAMES:
        with (tmp_path / f"csv/{name}.csv").open(encoding="utf-8", newline="") as file:
            heading, *lines = csv.reader(file)
        assert found[name].column_names == heading
        rows = found[name].to_pylist()
        assert len(rows) == len(lines)
        for row, line in zip(rows, lines, strict=True):
            for (column, value), text in zip(row.items(), line, strict=True):
                if isinstance(value, float):
                    assert value == float(text), column
                else:
                    assert cell(value) == text, column


def test_odd_texts_come_back(noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    for number, text in enumerate((LONG, "=1+1", "\x00", "a\r\nb")):
        found = read(noted(text), model, tmp_path / str(number))
        assert by(found["nodes"], "id")["acme"]["note"] == text


def test_row_groups_are_bounded(graph: Graph, model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    whole = read(graph, model, tmp_path / "whole")
    monkeypatch.setattr(parquet, "GROUP", 4)
    assert read(graph, model, tmp_path / "out")["nodes"].equals(whole["nodes"])
    file = pq.ParquetFile(tmp_path / "out/nodes.parquet")
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [4, 4, 2]


def test_an_empty_graph_has_columns(empty: Graph, model: Model, tmp_path: Path) -> None:
    found = read(empty, model, tmp_path / "out")
    assert {name: table.num_rows for name, table in found.items()} == dict.fromkeys(NAMES, 0)
    assert found["claims"].column_names[:2] == ["id", "subject"]


def test_the_days_stand_in_the_files(graph: Graph, model: Model, tmp_path: Path) -> None:
    metadata = read(graph, model, tmp_path / "out")["claims"].schema.metadata
    assert metadata[b"graphkit.as_of"].decode() == str(graph.as_of)
    assert metadata[b"graphkit.left_out"] == b"0"


def test_without_pyarrow_the_extra_is_named(tmp_path: Path) -> None:
    code = f"""
import sys
sys.modules["pyarrow"] = None
from pathlib import Path
from graphkit.errors import GraphkitError
from graphkit.export import export
from graphkit.facts import Facts
from graphkit.graph import build
from graphkit.model import read_model
model = read_model(Path({str(Path(__file__).parents[2] / "schema")!r}))
try:
    export(build(Facts((), {{}}), model), model, "parquet", Path({str(tmp_path / "out")!r}))
except GraphkitError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "parquet needs pyarrow, which is not installed (pip install 'graphkit-chain[parquet]')\n"
    assert list(tmp_path.iterdir()) == []
