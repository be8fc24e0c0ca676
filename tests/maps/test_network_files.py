"""Somebody else's graph as a file: what is written, what stays as it is, exports and GraphML read back."""

from __future__ import annotations

import base64
import copy
import gzip
import json
import math
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphkit.errors import GraphkitError, UsageError
from graphkit.export import export
from graphkit.graph import Graph
from graphkit.maps import map_html, write_map
from graphkit.maps import write as writing
from graphkit.maps.networks import Drawable, from_networkx, read_graphml
from graphkit.model import Model
from tests.maps.networks import KINDS, picture, relations


class Broken:
    """A value whose own text is an error."""

    def __str__(self) -> str:
        raise RuntimeError("no")


def odd() -> nx.MultiDiGraph[Any]:
    """A graph with what other writers stumble over."""
    network: nx.MultiDiGraph[Any] = nx.MultiDiGraph(name="</script><b>odd")
    network.add_node(1, label="\u202eevil", when=date(2025, 1, 1), many=[1, {"a": math.nan}], nothing=None)
    network.add_node("1", name="全固态电池" * 400, ratio=math.nan, blob=b"\xff", weird=Broken(), title="<img src=x>")
    network.add_node((2, 3), **{"type": "__proto__", "x": "not a place", "color": "javascript:alert(1)"})
    network.add_edge(1, "1", source="a paper", target=[1], weight=math.inf, **{"from": 1, "to": 2})
    network.add_edge(1, 1, key="feeds")
    network.nodes[1][5] = "a name that is no text"
    return network


def block(html: str, identifier: str) -> Any:
    found = re.search(rf'<script type="[a-z/]+" id="{identifier}">(.*?)</script>', html, re.DOTALL)
    assert found
    text = found[1]
    return json.loads(gzip.decompress(base64.b64decode(text)) if identifier == "map-details" else text)


def no_constants(text: str) -> Any:
    raise AssertionError(f"{text} is no JSON")


def test_an_odd_graph_is_written_and_stays_as_it_is() -> None:
    network = odd()
    before = copy.deepcopy({n: {k: repr(v) for k, v in d.items()} for n, d in network.nodes(data=True) if n != "1"})
    keys = {n: list(d) for n, d in network.nodes(data=True)}
    edges = [(a, b, k, repr(d)) for a, b, k, d in network.edges(keys=True, data=True)]
    html = map_html(network)
    assert {n: {k: repr(v) for k, v in d.items()} for n, d in network.nodes(data=True) if n != "1"} == before
    assert {n: list(d) for n, d in network.nodes(data=True)} == keys
    assert [(a, b, k, repr(d)) for a, b, k, d in network.edges(keys=True, data=True)] == edges
    assert network.graph == {"name": "</script><b>odd"}
    found = re.findall(r'<script type="application/json" id="[a-z-]+">(.*?)</script>', html, re.DOTALL)
    for text in found:
        json.loads(text, parse_constant=no_constants)
    assert block(html, "map-meta")["title"] == "</script><b>odd"
    assert "a paper" in str(block(html, "map-details")["edges"])


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert map_html(odd()) == map_html(odd())


def test_pyvis_stumbles_where_the_map_does_not() -> None:
    from pyvis.network import Network

    network = nx.DiGraph()
    network.add_edge("a", "b", source="a paper")
    with pytest.raises(TypeError):
        Network().from_nx(network)
    assert "a paper" in str(block(map_html(network), "map-details")["edges"])


def test_looks_are_in_the_file_only_where_there_are_some() -> None:
    network = nx.Graph([("a", "b"), ("b", "c")])
    assert "looks" not in block(map_html(network), "map-data")
    network.nodes["b"]["color"] = "#ff0000"
    assert block(map_html(network), "map-data")["looks"] == [[1, "#ff0000", "dot"]]


def test_who_calls_it_wrong_is_told(small_graph: Graph, schema: Model, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="drawn by its model"):
        write_map(small_graph, tmp_path / "map.html")
    with pytest.raises(UsageError, match="a list is no graph"):
        write_map([1, 2], tmp_path / "map.html")  # type: ignore[arg-type]
    write_map(small_graph, tmp_path / "map.html", schema, "T")
    write_map(nx.path_graph(3), str(tmp_path / "other.html"), title="T", overview_above=2)
    assert block((tmp_path / "other.html").read_text("utf-8"), "map-meta")["overview_above"] == 2


def test_a_project_writes_the_map_of_any_graph(tmp_path: Path) -> None:
    import graphkit

    project = graphkit.open_project(Path(__file__).parents[2])
    network = nx.DiGraph(name="Of somebody else")
    network.add_edge("a", "b")
    network.nodes["a"]["type"] = "Vehicle"
    project.write_map(tmp_path / "map.html", network)
    meta = block((tmp_path / "map.html").read_text("utf-8"), "map-meta")
    assert meta["title"] == "Of somebody else"
    assert meta["types"]["Vehicle"][0] == project.model.nodes["Vehicle"].color
    project.write_map(tmp_path / "empty.html", nx.Graph())
    assert block((tmp_path / "empty.html").read_text("utf-8"), "map-meta")["title"] == "Map"


def test_what_is_too_large_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "map.html"
    monkeypatch.setattr(writing, "MAX_ENTITIES", 10)
    with pytest.raises(GraphkitError, match=r"11 entities are too many for one page.*--focus NAME, --type TYPE"):
        write_map(nx.path_graph(11), path)
    monkeypatch.setattr(writing, "MAX_RELATIONS", 20)
    with pytest.raises(GraphkitError, match="45 relations are too many"):
        write_map(nx.complete_graph(10), path)
    monkeypatch.setattr(writing, "MAX_BYTES", 1000)
    with pytest.raises(GraphkitError, match="more than a browser opens"):
        write_map(nx.path_graph(3), path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(writing, "LARGE", 5)
    assert map_html(nx.path_graph(6), overview_above=5)
    assert "6 entities: this may take minutes; the page opens on an overview" in caplog.text


def test_importing_it_is_cheap() -> None:
    code = "import sys, graphkit.maps; print(sorted({'networkx', 'pyvis', 'jinja2'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def compared(found: Drawable) -> Iterator[tuple[object, ...]]:
    drawn = picture(found)
    names = drawn.meta("")
    for k, entity in enumerate(drawn.entities):
        tier = names["tiers"][drawn.columns[k]]
        yield entity.id, entity.type, entity.name, entity.status, entity.overdue, entity.disputed, tier
        yield entity.id, entity.aliases, entity.native_names, entity.external_ids, entity.flags, entity.note
    for edge in drawn.edges:
        qualifiers = sorted((*edge.key, *edge.qualifiers))
        yield edge.source, edge.type, edge.target, edge.status, edge.kind, edge.since, edge.until, edge.text, qualifiers
        yield edge.source, edge.type, edge.target, edge.one_of, edge.overdue, edge.disputed


def test_an_export_read_back_is_the_same_map(schema: Model, tmp_path: Path) -> None:
    import graphkit

    graph = graphkit.open_project(Path(__file__).parents[2]).graph()
    export(graph, schema, "graphml", tmp_path / "g.graphml")
    direct = sorted(map(str, compared(Drawable(graph, schema, ""))))
    read = from_networkx(read_graphml(tmp_path / "g.graphml"), schema)
    assert (read.graph.as_of, read.looks) == (graph.as_of, {})
    assert sorted(map(str, compared(read))) == direct
    assert sorted(map(str, compared(from_networkx(graph.to_networkx(), schema)))) == direct


BEGIN = '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
KEY = '<key id="a" for="node" attr.name="x" attr.type="{}"/>'
NODE = '<graph><node id="n"><data key="a">x</data></node></graph>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + BEGIN + "&b;</graphml>"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("g.graphml", b"<graphml", "is no XML"),
        ("g.graphml", b"", "is no XML: no element found"),
        ("g.graphml", f"{BEGIN}<graph><node></graphml>".encode(), "is no XML: mismatched tag"),
        ("g.graphml", b"\xff\xfe\x00", "is no XML"),
        ("g.graphml", b"<html/>", "no GraphML that can be read"),
        ("g.graphml", f"{BEGIN}</graphml>".encode(), "no GraphML that can be read"),
        ("g.graphml", BOMB.encode(), "declares XML entities"),
        ("g.graphml", f'{BEGIN}<graph><hyperedge/></graph></graphml>'.encode(), "hyperedges"),
        ("g.graphml", (BEGIN + KEY.format("colour") + "<graph/></graphml>").encode(), "unknown word 'colour'"),
        ("g.graphml", (BEGIN + KEY.format("int") + NODE + "</graphml>").encode(), "invalid literal"),
        ("g.graphml.gz", b"\x1f\x8bno", "cannot be unpacked"),
        ("g.graphml.gz", gzip.compress(BEGIN.encode() * 99, mtime=0)[:-9], "cannot be unpacked"),
        ("g.graphml.bz2", b"BZh9no", "cannot be"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_graphml_is_told_in_a_line(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GraphkitError) as caught:
        read_graphml(path)
    assert said in caught.value.message and "\n" not in caught.value.message
    assert str(path) in caught.value.message


def test_missing_files_folders_and_too_much_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(GraphkitError, match="there is no file"):
        read_graphml(tmp_path / "none.graphml")
    with pytest.raises(GraphkitError, match="is a folder"):
        read_graphml(tmp_path)
    monkeypatch.setattr("graphkit.maps.networks.graphml.MAX_BYTES", 1000)
    (tmp_path / "bomb.graphml.gz").write_bytes(gzip.compress(b" " * 1_000_000))
    with pytest.raises(GraphkitError, match="holds more than"):
        read_graphml(tmp_path / "bomb.graphml.gz")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["graphml", "graphml.gz", "graphml.bz2"])
def test_what_networkx_writes_is_read(kind: Any, suffix: str, tmp_path: Path) -> None:
    network = kind([("a", "b"), ("b", "b")], name="written")
    network.nodes["a"]["type"] = "Site"
    nx.write_graphml(network, tmp_path / f"g.{suffix}")
    found = from_networkx(read_graphml(tmp_path / f"g.{suffix}"))
    assert found.title == "written"
    assert relations(found) == [("a", "linked to", "b"), ("b", "linked to", "b")]
    assert found.model.edges["linked to"].symmetric is not network.is_directed()
    assert found.graph.entities["a"].type == "Site"


def test_defaults_of_a_file_hold_where_nothing_else_is_said(tmp_path: Path) -> None:
    keys = '<key id="c" for="node" attr.name="type" attr.type="string"><default>Site</default></key>'
    nodes = '<node id="a"/><node id="b"><data key="c">Shop</data></node>'
    (tmp_path / "g.graphml").write_text(f'{BEGIN}{keys}<graph edgedefault="directed">{nodes}</graph></graphml>')
    found = from_networkx(read_graphml(tmp_path / "g.graphml"))
    assert [e.type for e in found.graph.entities.values()] == ["Site", "Shop"]
