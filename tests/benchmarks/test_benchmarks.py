"""Each benchmark runs, at a tiny size: what they measure is docs/performance.md's matter."""

from __future__ import annotations

import csv
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from benchmarks import build, chain, layout, load, start
from benchmarks.harness import Report, Server, spread
from graphkit.api import open_project
from graphkit.store.embedded import available

if TYPE_CHECKING:
    from tests.conftest import Neo4jServer

SIZE = {"entities": 60, "edges": 200}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny made-up project."""
    path = tmp_path_factory.mktemp("bench") / "project"
    chain.write_project(path, **SIZE)
    return path


def tables(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((folder / "loaders" / chain.LOADER).glob("*.csv"))}


def test_the_chain_is_sound_and_of_the_size_asked_for(folder: Path) -> None:
    project = open_project(folder)
    assert project.read().problems == []
    graph = project.graph()
    assert (len(graph.entities), len(graph.edges)) == (SIZE["entities"], SIZE["edges"])
    assert graph.milestones and graph.observations and graph.properties
    with (folder / "loaders" / chain.LOADER / "entities.csv").open(encoding="utf-8", newline="") as file:
        assert {row["type"] for row in csv.DictReader(file)} == set(project.model.nodes)


def test_the_same_arguments_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    chain.write_project(tmp_path / "again", **SIZE)
    assert tables(tmp_path / "again") == tables(folder)
    chain.write_project(tmp_path / "other", **SIZE, seed=2)
    assert tables(tmp_path / "other") != tables(folder)


def test_build(folder: Path, tmp_path: Path) -> None:
    runs = build.measure(folder, 1)
    assert runs[0]["counts"]["edges"] == SIZE["edges"]
    build.report(runs, {"runs": 1}).write(tmp_path)
    assert json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))["sections"]["Tables to graph"]
    assert "| tables to claims |" in (tmp_path / "build.md").read_text(encoding="utf-8")


def check_load(server: Server | None, folder: Path, scratch: Path) -> None:
    work = load.Work.of(folder)
    runs = load.measure(server, work, 1, scratch)
    assert {load.ALIKE, load.ALONE, load.PROVENANCE, load.COMPARE, load.DEFINE, load.REST} < runs[0].keys()
    assert all(seconds >= 0 for seconds in runs[0].values())
    report = Report("load", {})
    load.add(report, "here", runs)
    assert "unchanged reload" in report.markdown()


@pytest.mark.skipif(available() is not None, reason=available() or "")
def test_load_into_the_embedded_store(folder: Path, tmp_path: Path) -> None:
    check_load(None, folder, tmp_path)


def test_load_and_start_on_neo4j(folder: Path, tmp_path: Path, neo4j_server: Neo4jServer) -> None:
    server = Server(neo4j_server.uri, neo4j_server.user, neo4j_server.password, neo4j_server.database)
    check_load(server, folder, tmp_path)
    project = open_project(folder)
    commands = start.query_commands(server, project, tmp_path)
    took = start.measure(commands, 1, {**os.environ, **server.environment()}, tmp_path)
    assert set(took) == set(commands)


def test_start(tmp_path: Path) -> None:
    took = start.measure(start.plain_commands(), 1, dict(os.environ), tmp_path)
    report = Report("start", {})
    start.add(report, "Help", took, "python -c pass")
    assert "| graphkit --help |" in report.markdown()


def test_every_benchmark_has_help() -> None:
    for module in (build, load, start, layout, chain):
        with pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit) as left:
            patch.setattr(sys, "argv", [module.__name__, "--help"])
            module.main()
        assert left.value.code == 0


def test_spread_is_the_median_with_its_ends() -> None:
    assert spread([3.0, 1.0, 2.0]) == "2 (1 to 3)"
