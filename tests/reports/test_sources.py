"""Places in saved texts, and whether the numbers stand there."""

from __future__ import annotations

from pathlib import Path

import pytest

import graphkit
from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.reports.cite import cite, passage, sentences_of
from graphkit.reports.sources import check_sources, numbers_of

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"


def test_a_paragraph_is_a_line_that_is_not_empty(graph: Graph, texts: Path) -> None:
    assert passage(graph.sources["early"], "p2", texts) == "Production is to start in October 2025."
    assert passage(graph.sources["late"], "p2.s2", texts) == "It is in the Zeta One."
    assert passage(graph.sources["inner"], "p1", texts) is None


@pytest.mark.parametrize(("place", "told"), [("p9", "has 2 paragraphs"), ("p2.s7", "has 2 sentences")])
def test_a_place_that_is_not_there(graph: Graph, texts: Path, place: str, told: str) -> None:
    with pytest.raises(GraphkitError, match=told):
        passage(graph.sources["late"], place, texts)


def test_sentences() -> None:
    assert sentences_of("He said: “Yes.” It is 2.5 billion (US$352 million). In 2027, 3 more? Done!") == [
        "He said: “Yes.”",
        "It is 2.5 billion (US$352 million).",
        "In 2027, 3 more?",
        "Done!",
    ]


def test_cite_sorts_as_people_count(graph: Graph) -> None:
    assert cite(graph, graph.claims) == ["early#p1", "early#p2", "inner#p1", "late#p1", "late#p2.s1", "late#p2.s2"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("2,050 yuan", {"2050"}), ("0.50 GWh", {"0.5"}), ("over two lines", {"2"}), ("100MWh", {"100"}), ("none", set())],
)
def test_numbers(text: str, found: set[str]) -> None:
    assert set(numbers_of(text)) == found


def test_clean(project: graphkit.Project, texts: Path) -> None:
    problems = check_sources(project.read(), texts)
    assert [(p.level, p.message.partition(" in ")[0]) for p in problems] == [("warning", "no saved text of inner")]


def test_a_number_that_is_not_there(project: graphkit.Project, texts: Path) -> None:
    (texts / "late.txt").write_text("On 10 November the 5 GWh line began.\nA cell. It is in.\n", encoding="utf-8")
    (problem,) = [p for p in check_sources(project.read(), texts) if p.level == "error"]
    assert (problem.file, problem.line, problem.column) == ("loaders/example/facts.csv", 6, "value")
    assert "0.5 does not stand in late#p1" in problem.message


def test_a_paragraph_that_is_not_there(project: graphkit.Project, texts: Path) -> None:
    (texts / "early.txt").write_text("2 GWh.\n", encoding="utf-8")
    (problem,) = [p for p in check_sources(project.read(), texts) if p.level == "error"]
    assert (problem.line, problem.column) == (4, "source")


def test_a_folder_that_is_not_there(project: graphkit.Project, tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="is no folder"):
        check_sources(project.read(), tmp_path / "nosuch")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles are not beside the repository (../shared/seeds)")
def test_the_corpus_stands_in_its_articles() -> None:
    assert check_sources(graphkit.open_project(ROOT).read(), SEEDS) == []
