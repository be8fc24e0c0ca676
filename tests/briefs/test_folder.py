"""The folder of a report: whole or not at all, the same bytes, and nobody else's files."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.briefs import FILES, write_report
from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.maps import write_map
from graphkit.model import Model
from tests.briefs.conftest import NOTES


def test_the_same_facts_give_the_same_bytes(
    graph: Graph, model: Model, reports: dict[str, Path], tmp_path: Path
) -> None:
    write_report(graph, model, tmp_path / "again", "A made-up chain", graph.entities["ore"], NOTES)
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (reports["ore"] / name).read_bytes()


def test_a_second_run_replaces_the_first(graph: Graph, model: Model, tmp_path: Path) -> None:
    write_report(graph, model, tmp_path / "r", "First")
    write_report(graph, model, tmp_path / "r", "Second")
    assert sorted(p.name for p in (tmp_path / "r").iterdir()) == sorted(FILES)
    assert "Second" in (tmp_path / "r/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["mine.txt", "index.html", "brief.html", "map.html"])
def test_foreign_files_are_left_alone(graph: Graph, model: Model, tmp_path: Path, name: str) -> None:
    place = tmp_path / "r"
    place.mkdir()
    (place / name).write_text("<title>mine</title>", encoding="utf-8")
    with pytest.raises(GraphkitError, match=name):
        write_report(graph, model, place, "x")
    assert [p.name for p in place.iterdir()] == [name]
    assert (place / name).read_text(encoding="utf-8") == "<title>mine</title>"


def test_a_map_alone_is_no_report(graph: Graph, model: Model, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    write_map(graph, tmp_path / "r" / "map.html", model, "mine")
    before = (tmp_path / "r" / "map.html").read_bytes()
    with pytest.raises(GraphkitError, match=r"map\.html is there and is no report"):
        write_report(graph, model, tmp_path / "r", "x")
    assert (tmp_path / "r" / "map.html").read_bytes() == before


def test_nothing_stays_where_writing_fails(
    graph: Graph, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise GraphkitError("the disk is full")

    write_report(graph, model, tmp_path / "r", "First")
    monkeypatch.setattr("graphkit.briefs.write.write_map", fails)
    with pytest.raises(GraphkitError, match="disk is full"):
        write_report(graph, model, tmp_path / "r", "Second")
    assert [p.name for p in tmp_path.iterdir()] == ["r"]
    assert "First" in (tmp_path / "r/index.html").read_text(encoding="utf-8")
