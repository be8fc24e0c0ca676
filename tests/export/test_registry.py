"""The registry, what `export` refuses, and that nothing is ever half-written."""

from __future__ import annotations

import errno
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError, UsageError
from graphkit.export import FORMATS
from graphkit.export import export as export_of
from graphkit.facts import Facts
from graphkit.graph import Graph, build
from graphkit.model import Model
from graphkit.project import Location
from tests.export.conftest import LONG

LOCATION = Location(Path("x"), "small", "Small", None, Path("x/.graphkit"))
FILES = [name for name, found in FORMATS.items() if not found.folder]


def export(graph: Graph, model: Model, name: str, path: Path) -> None:
    """As the project `small` does it."""
    export_of(graph, model, name, path, LOCATION)


def target(folder: Path, name: str) -> Path:
    return folder / f"graph{FORMATS[name].suffix}"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def content(path: Path) -> dict[str, bytes]:
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    return {file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_describes_itself(name: str) -> None:
    found = FORMATS[name]
    assert found.name == name
    assert found.description and "\n" not in found.description
    assert callable(found.writer())
    assert found.folder == (found.suffix == "")


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_a_section_of_its_page(name: str) -> None:
    page = (Path(__file__).parents[2] / "docs/export.md").read_text("utf-8")
    assert f"\n## {name}\n" in page


def test_the_registry_imports_no_writer() -> None:
    code = """
import sys
import graphkit.export
print(sorted(m for m in sys.modules if m.startswith("graphkit.export.")), "networkx" in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] False"


@pytest.mark.parametrize("name", FORMATS)
def test_the_order_of_claims_changes_no_byte(
    name: str, facts: Facts, graph: Graph, model: Model, tmp_path: Path
) -> None:
    export(graph, model, name, target(tmp_path, name))
    first = list(content(target(tmp_path, name)).values())
    for seed in range(3):
        claims = random.Random(seed).sample(facts.claims, len(facts.claims))
        sources = dict(random.Random(seed).sample(sorted(facts.sources.items()), len(facts.sources)))
        again = tmp_path / f"{seed}{FORMATS[name].suffix}"
        export(build(Facts(tuple(claims), sources), model), model, name, again)
        assert list(content(again).values()) == first


@pytest.mark.parametrize("name", [name for name, found in FORMATS.items() if found.text])
def test_bytes_are_utf8_with_line_feeds(name: str, graph: Graph, model: Model, tmp_path: Path) -> None:
    export(graph, model, name, target(tmp_path, name))
    for data in content(target(tmp_path, name)).values():
        text = data.decode("utf-8")
        assert not text.startswith("\ufeff")
        assert "\r" not in text
        assert text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", [LONG, "x" * 10_000, "\x00\x01\x1f\x7f\ufffe", "'); MATCH (n) DETACH DELETE n //"])
def test_no_text_is_too_odd(name: str, text: str, noted: Callable[[str], Graph], model: Model, tmp_path: Path) -> None:
    export(noted(text), model, name, target(tmp_path, name))
    assert content(target(tmp_path, name))


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph_is_written(name: str, empty: Graph, model: Model, tmp_path: Path) -> None:
    export(empty, model, name, target(tmp_path, name))
    assert target(tmp_path, name).exists()


@pytest.mark.parametrize("name", FORMATS)
def test_an_earlier_export_is_replaced(name: str, graph: Graph, empty: Graph, model: Model, tmp_path: Path) -> None:
    path = target(tmp_path, name)
    export(graph, model, name, path)
    full = content(path)
    export(empty, model, name, path)
    assert content(path) != full
    export(graph, model, name, path)
    assert content(path) == full
    assert names(tmp_path) == [path.name]


def test_an_unknown_format_is_wrong_usage(graph: Graph, model: Model, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="did you mean graphml"):
        export(graph, model, "grapml", tmp_path / "x")
    with pytest.raises(UsageError, match="one of claims, graphml"):
        export(graph, model, "zzz", tmp_path / "x")


@pytest.mark.parametrize("name", FILES)
def test_a_folder_where_a_file_is_wanted(name: str, graph: Graph, model: Model, tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="is a folder") as caught:
        export(graph, model, name, tmp_path)
    assert caught.value.hint == f"name a file in it: {tmp_path / f'graph{FORMATS[name].suffix}'}"
    assert names(tmp_path) == []


def test_a_file_where_a_folder_is_wanted(graph: Graph, model: Model, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(GraphkitError, match="is a file"):
        export(graph, model, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_folder_with_foreign_files_is_left_alone(graph: Graph, model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    export(graph, model, "csv", folder)
    (folder / "mine.txt").write_text("mine")
    before = content(folder)
    with pytest.raises(GraphkitError, match=r"did not write: mine\.txt"):
        export(graph, model, "csv", folder)
    assert content(folder) == before
    assert names(tmp_path) == ["tables"]


def test_the_working_directory_is_not_replaced(
    graph: Graph, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GraphkitError, match="working directory"):
        export(graph, model, "csv", Path())


@pytest.mark.parametrize("name", FORMATS)
def test_a_missing_folder_is_named(name: str, graph: Graph, model: Model, tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="does not exist"):
        export(graph, model, name, target(tmp_path / "nowhere", name))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_full_disk_leaves_what_was_there(
    name: str, code: int, graph: Graph, model: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = target(tmp_path, name)
    export(graph, model, name, path)
    before = content(path)

    def fails(graph: Graph, model: Model, out: io.BufferedIOBase | Path, location: Location | None = None) -> None:
        if isinstance(out, Path):
            (out / "nodes.csv").write_bytes(b"half")
        else:
            out.write(b"half")
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(f"graphkit.export.{name.replace('-', '_')}.write", fails)
    with pytest.raises(GraphkitError, match=os.strerror(code)) as caught:
        export(graph, model, name, path)
    assert caught.value.hint
    assert content(path) == before
    assert names(tmp_path) == [path.name]


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are POSIX's")
@pytest.mark.parametrize("name", FORMATS)
def test_a_real_limit_on_size(name: str, tmp_path: Path) -> None:
    code = f"""
import resource, pathlib, sys
from tests.export.conftest import ROOT
from graphkit.facts import read_loaders
from graphkit.graph import build
from graphkit.model import read_model
from graphkit.export import export
from graphkit.errors import GraphkitError
from tests.export.test_registry import LOCATION
model = read_model(ROOT / "schema")
graph = build(read_loaders([ROOT / "tests/data/export_project/loaders/small"], model).require(), model)
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
try:
    export(graph, model, {name!r}, pathlib.Path({str(target(tmp_path, name))!r}), LOCATION)
except GraphkitError as error:
    print(error.hint)
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert "no larger file" in done.stdout
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("name", FORMATS)
def test_a_read_only_folder(name: str, graph: Graph, model: Model, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(GraphkitError, match="cannot be written"):
            export(graph, model, name, target(tmp_path, name))
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="needs a folder in which even root may not write")
@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_that_nobody_may_write(name: str, graph: Graph, model: Model) -> None:
    with pytest.raises(GraphkitError, match="cannot be written"):
        export(graph, model, name, target(Path("/proc/self"), name))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_device_is_written_directly(graph: Graph, model: Model) -> None:
    export(graph, model, "graphml", Path("/dev/null"))
    with pytest.raises(GraphkitError, match="No space left"):
        export(graph, model, "graphml", Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_stays_a_link(graph: Graph, model: Model, tmp_path: Path) -> None:
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    export(graph, model, "claims", tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert (tmp_path / "real.jsonl").read_bytes().startswith(b'{"id"')


def test_the_graph_is_written_from_any_order_of_its_parts(graph: Graph, model: Model, tmp_path: Path) -> None:
    def turned(found: object) -> dict[str, object]:
        assert isinstance(found, dict)
        return dict(reversed(found.items()))

    parts = ("entities", "edges", "properties", "milestones", "observations", "claims", "sources")
    other = replace(graph, **{name: turned(getattr(graph, name)) for name in parts})
    for name in FORMATS:
        path = tmp_path / f"{name}{FORMATS[name].suffix}"
        export(graph, model, name, path)
        before = content(path)
        export(other, model, name, path)
        assert content(path) == before
