"""What other tools say of the map: the linter, the type checker, the HTML checker."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from graphkit.graph import Graph
from graphkit.maps import write_map
from graphkit.model import Model
from tests.conftest import require
from tests.maps import chain as chains
from tests.maps.test_safety import PAYLOADS, hostile

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / "node_modules"


def run(*words: str | Path) -> str:
    """What a tool prints; the test fails with it if the tool finds fault."""
    found = subprocess.run(
        [str(w) for w in words], check=False, cwd=ROOT, capture_output=True, text=True, encoding="utf-8"
    )
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout + found.stderr


def tool(*parts: str) -> Path:
    """A file of a package that `npm install` brings."""
    path = TOOLS.joinpath(*parts)
    if not path.is_file():
        require("web", f"{'/'.join(parts[:1])} is not here: run npm install in the checkout (it needs Node.js)")
    return path


def program(name: str) -> str:
    """A program of the machine."""
    found = shutil.which(name)
    if not found:
        require("web", f"{name} is not on PATH")
    return found


def test_the_linter_finds_no_fault() -> None:
    run(program("node"), tool("eslint", "bin", "eslint.js"), "graphkit/maps/assets/script")


def test_the_type_checker_finds_no_fault() -> None:
    run(program("node"), tool("typescript", "bin", "tsc"), "--project", "tsconfig.json")


@pytest.fixture(scope="module")
def pages(small_graph: Graph, schema: Model, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Maps of a small chain, of nothing, of hostile texts and of one that opens on its overview."""
    folder = tmp_path_factory.mktemp("pages")
    odd = chains.small(schema)
    odd.entity("odd", "Material", "a\x00b\x85c\ufffed")
    odd.word("odd", "function", "anode")
    graphs = {
        "small": small_graph, "empty": chains.Chain(schema).graph(), "hostile": hostile(schema), "odd": odd.graph(),
    }  # fmt: skip
    for name, graph in graphs.items():
        write_map(graph, folder / f"{name}.html", schema, "\x1b" + "".join(PAYLOADS))
    write_map(small_graph, folder / "overview.html", schema, "Overview", overview_above=2)
    return sorted(folder.glob("*.html"))


def test_the_pages_are_valid_html(pages: list[Path]) -> None:
    said = run(program("java"), "-jar", tool("vnu-jar", "build", "dist", "vnu.jar"), "--errors-only", *pages)
    assert said.strip() == ""
