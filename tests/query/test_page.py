"""docs/queries.md is what the library and the part written by hand make of it, and its commands can be run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import graphkit
from graphkit.query import bind, read_library
from graphkit.query.page import example, library_page
from tests.query.conftest import ROOT


def test_the_page_is_true_to_the_library() -> None:
    script = [sys.executable, str(ROOT / "scripts/queries_page.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr} (make queries)"


def test_every_query_is_told_with_all_it_takes_and_gives(project: graphkit.Project) -> None:
    sections = library_page(project.library).split("\n#### ")[1:]
    assert [section.partition("\n")[0].strip("`") for section in sections] == list(project.library)
    for section, query in zip(sections, project.library.values(), strict=True):
        assert query.title in section
        assert all(f"| `{p.name}` |" in section for p in query.parameters)
        assert all(f"| `{name}` |" in section for name, _ in query.columns)


def test_examples_can_be_run(project: graphkit.Project) -> None:
    for query in project.library.values():
        words = example(query)
        assert words[:4] == ["graphkit", "query", "run", query.name]
        given = dict(word.split("=", 1) for word in words[5::2])
        assert set(bind(query, given)) == {p.name for p in query.parameters}


def test_the_example_of_a_query_is_one(project: graphkit.Project, tmp_path: Path) -> None:
    page = (ROOT / "docs/queries.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```cypher\n(// title.*?)```", page, re.DOTALL)
    folder = tmp_path / "sites"
    folder.mkdir()
    (folder / "in-a-place.cypher").write_text(text, encoding="utf-8")
    query = read_library(tmp_path, project.model)["in-a-place"]
    assert (query.group, query.clocks) == ("sites", ("as_of",))
    assert shlex.join(example(query)).endswith("-p place=yibin -p status=planned")
