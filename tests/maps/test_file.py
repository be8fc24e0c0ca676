"""The file itself: same bytes, all or nothing, a strict policy, odd graphs."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.maps import map_html, write_map
from graphkit.maps.page import MODULES, app_script
from graphkit.model import Model
from tests.maps import chain as chains


def block(html: str, identifier: str) -> str:
    found = re.search(rf'<script type="[a-z/]+" id="{identifier}">(.*?)</script>', html, re.DOTALL)
    assert found
    return found.group(1)


def test_the_same_facts_give_the_same_bytes_in_any_order(schema: Model) -> None:
    first, second = chains.small(schema), chains.small(schema)
    second.claims.reverse()
    html = map_html(first.graph(), schema, "T")
    assert html == map_html(second.graph(), schema, "T")
    packed = base64.b64decode(block(html, "map-details"))
    assert packed[4:8] == b"\0\0\0\0", "no time in the gzip header"
    assert {"claims", "milestones"} <= json.loads(gzip.decompress(packed)).keys()


def test_the_policy_names_the_scripts_and_the_style_by_hash(small_graph: Graph, schema: Model) -> None:
    html = map_html(small_graph, schema, "T")
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert found
    policy = found.group(1).replace("&#39;", "'")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(scripts) == 2
    for text in [*scripts, *re.findall(r"<style>(.*?)</style>", html, re.DOTALL)]:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    page = html.replace(scripts[0], "").replace(scripts[1], "")
    assert not re.search(r"<[^>]+\s(on[a-z]+|style)=", page), "no inline handler, no inline style"
    assert not re.search(r"<(link|img|iframe|object|embed)\b|src=", page)


SCRIPT = Path(__file__).parents[2] / "graphkit" / "maps" / "assets" / "script"


def test_every_module_of_the_folder_is_in_the_page() -> None:
    found = sorted(SCRIPT.rglob("*.js"))
    assert {p.relative_to(SCRIPT).with_suffix("").as_posix() for p in found} == set(MODULES)
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, path
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", text), path


def test_modules_can_be_joined() -> None:
    declared = [
        name
        for path in SCRIPT.rglob("*.js")
        for name in re.findall(
            r"^(?:export )?(?:async function|function|const|let|class) (\w+)", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert sorted(declared) == sorted(set(declared)), "two modules declare the same name"
    assert not re.search(r"^(import|export)\b", app_script(), re.MULTILINE)


def test_it_is_written_whole_or_not_at_all(
    small_graph: Graph, schema: Model, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.html"
    path.write_text("before")
    with pytest.raises(GraphkitError, match="is a folder"):
        write_map(small_graph, tmp_path, schema, "T")
    with pytest.raises(GraphkitError, match="does not exist"):
        write_map(small_graph, tmp_path / "no" / "map.html", schema, "T")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GraphkitError, match="No space left"):
        write_map(small_graph, path, schema, "T")
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]
    monkeypatch.undo()
    write_map(small_graph, path, schema, "T")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


@pytest.mark.skipif(
    os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere"
)
def test_a_read_only_folder_is_told(small_graph: Graph, schema: Model, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(GraphkitError, match="cannot be written"):
        write_map(small_graph, tmp_path / "map.html", schema, "T")
    tmp_path.chmod(0o700)


def test_without_script_the_picture_and_the_tables_are_there(small_graph: Graph, schema: Model) -> None:
    found = re.search(r"<noscript>(.*)</noscript>", map_html(small_graph, schema, "T"), re.DOTALL)
    assert found
    assert "<svg" in found.group(1)
    for text in ("Lithium sulfide", "硫化锂", "Malmö line 1", "installed in"):
        assert text in found.group(1)


def test_the_file_is_small(schema: Model) -> None:
    """At most 3 MB at 10,000 entities and 20,000 relations with a claim each, reckoned from a half and a quarter."""
    quarter, half = (len(map_html(chains.synthetic(schema, n).graph(), schema, "T").encode()) for n in (2500, 5000))
    assert half + 2 * (half - quarter) <= 3_000_000


def test_odd_values_are_written(small_graph: Graph, schema: Model) -> None:
    car = small_graph.entities["car"]
    odd = replace(car, name="", properties={"a": None, "b": [], "c": ["x"], "country": ["DE"]}, type="Unheard")
    entities = {**small_graph.entities, "car": odd, "half": replace(car, id="half", name="half \ud800 pair")}
    html = map_html(replace(small_graph, entities=entities), schema, "half \udc00")
    assert html.encode("utf-8")
