"""The benchmark of the structure of graphs runs, at a tiny size, on a graph that does not change."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import structure


def test_the_made_up_graph_is_of_the_size_asked_for_and_the_same_each_time() -> None:
    one, two = structure.made(300, 900), structure.made(300, 900)
    assert (one.number_of_nodes(), one.number_of_edges()) == (300, 900)
    assert list(one.edges(data=True)) == list(two.edges(data=True))


def test_structure(tmp_path: Path) -> None:
    small = structure.measure(100, 300, compare=True)
    assert set(small["seconds"]) == set(structure.PARTS)
    assert set(small["networkx"]) == set(structure.PARTS) - {"trophic levels"}
    assert abs(small["found"]["modularity"] - small["found"]["modularity by networkx"]) < 0.1
    structure.report({"large": [small], "small": [small]}, {"runs": 1}).write(tmp_path)
    assert json.loads((tmp_path / "structure.json").read_text(encoding="utf-8"))["raw"]["small"] == [small]
    assert "| bridges |" in (tmp_path / "structure.md").read_text(encoding="utf-8")
