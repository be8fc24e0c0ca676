"""The library's front door: the README's lines and the examples of docs/api.md, run as they stand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import networkx as nx
import pytest

import graphkit

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def examples(page: str) -> str:
    """The Python of a page, in its order."""
    return "\n".join(CODE.findall((ROOT / page).read_text(encoding="utf-8")))


@pytest.mark.parametrize("page", ["README.md", "docs/api.md"])
def test_examples_run(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = examples(page)
    assert code
    monkeypatch.setenv("GRAPHKIT_PROJECT", str(ROOT))
    monkeypatch.chdir(tmp_path)
    exec(compile(code, page, "exec"), {})  # our own documentation
    out = capsys.readouterr().out
    assert "Sak Power Yibin phase I 0.5 GWh line" in out
    assert (tmp_path / "map.html").is_file()
    assert (tmp_path / "chain.graphml").is_file()
    if page == "docs/api.md":
        assert "['canmax', 'canmax-li2s-pilot-line', 'yahua', 'yahua-li2s-pilot-line', 'zhongke-guneng-line']" in out
        assert "Canmax PRODUCES" in out
        assert "{'firms': " in out


@pytest.fixture(scope="module")
def project() -> graphkit.Project:
    """The corpus of this repository."""
    return graphkit.open_project(ROOT)


def test_a_partial_day_is_its_last(project: graphkit.Project) -> None:
    assert project.graph(as_of="2025-11").as_of == date(2025, 11, 30)
    assert project.graph(as_of=date(2025, 11, 30)) == project.graph(as_of="2025-11")


def test_both_clocks(project: graphkit.Project) -> None:
    # Article 003, of July 2025, is said by then and speaks of Seres; Sak Power's line came in November.
    early = project.graph(known_on="2025-07-31")
    assert "seres-sf5" in early.entities
    assert "sak-yibin-line-1" not in early.entities
    before = project.graph(as_of="2025-10-31").milestones_of("sak-yibin-line-1")
    assert not any(m.stage == "production_start" and m.reached for m in before)


def test_networkx(project: graphkit.Project) -> None:
    graph = project.graph()
    network = graph.to_networkx()
    assert isinstance(network, nx.MultiDiGraph)
    assert set(network) == set(graph.entities)
    assert network.number_of_edges() == len(graph.edges)


@pytest.mark.parametrize("day", ["2025-13-40", "someday", ""])
def test_no_day(project: graphkit.Project, day: str) -> None:
    with pytest.raises(graphkit.UsageError, match="not a day"):
        project.graph(as_of=day)


def test_unknown_loader_query_and_audience(project: graphkit.Project) -> None:
    with pytest.raises(graphkit.UsageError, match="no loader 'nosuch'"):
        project.read("nosuch")
    with pytest.raises(graphkit.UsageError, match="no query 'who-make'") as told:
        project.query("who-make")
    assert "who-makes" in str(told.value)
    with pytest.raises(graphkit.UsageError, match="audience"):
        project.graph(audience="friends")


def test_names_of_the_package() -> None:
    for name in graphkit.__all__:
        assert getattr(graphkit, name)
    with pytest.raises(AttributeError):
        graphkit.nosuch  # noqa: B018
