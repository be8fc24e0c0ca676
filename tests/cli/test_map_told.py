"""What `graphkit map` says of options that cannot be meant, and what it calls the map of a file."""

from __future__ import annotations

import html
import re
from pathlib import Path

import networkx as nx
import pytest

from graphkit.maps.networks import readable
from tests.cli.conftest import Call


@pytest.mark.parametrize(
    ("option", "text"),
    [
        ("--title", "   "),
        ("--title", ""),
        ("--title", "\t\u200b\u00a0"),  # nothing of it can be seen
        ("--focus", ""),
        ("--type", " "),
        ("--edge", " "),
        ("--query", ""),
        ("--from-graphml", ""),
        ("--like", " "),
        ("--view", ""),
        ("--since", " "),
        ("--as-of", ""),
        ("--known-on", ""),
    ],
)
def test_a_blank_option_is_wrong_usage(on: Call, tmp_path: Path, option: str, text: str) -> None:
    told = on("map", "-o", tmp_path / "m.html", option, text)
    assert (told.code, told.out) == (2, "")
    assert told.err == f"error: {option} is blank\nhint: say what is meant, or leave it out\n"
    assert not (tmp_path / "m.html").exists()


def test_a_blank_among_others_is_wrong_too(on: Call, tmp_path: Path) -> None:
    told = on("map", "-o", tmp_path / "m.html", "--focus", "acme-cells", "--focus", " ")
    assert told.code == 2 and "--focus is blank" in told.err
    assert on("map", "-o", " ").err == "error: --output is blank\nhint: say what is meant\n"


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (["--hops", "2"], 2, "--hops counts from --focus, which is not given"),
        (["--focus", "acme-cells", "--hops", "-1"], 2, "-1 is not in the range x>=0"),
        (["--focus", "acme-cell5"], 2, "did you mean acme-cell"),
        (["--type", "Frim"], 2, "there is no type 'Frim'\nhint: did you mean Firm?"),
        (["--edge", "SUPPLYS"], 2, "there is no relation 'SUPPLYS'\nhint: did you mean SUPPLIES?"),
        (["--since", "2025-11-01", "--as-of", "2025-06-30"], 2, "is after the day on which the map stands, 2025-06-30"),
        (["--like", __file__], 1, "is no map of graphkit: its data are not those of one"),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_written(
    on: Call, tmp_path: Path, options: list[str], code: int, message: str
) -> None:
    told = on("map", "-o", tmp_path / "m.html", *options)
    assert (told.code, told.out) == (code, "")
    assert message in told.err
    assert not (tmp_path / "m.html").exists()


def test_no_steps_from_the_focus_are_the_focus_alone(on: Call, tmp_path: Path) -> None:
    told = on("map", "-o", tmp_path / "m.html", "--focus", "acme-cells", "--hops", "0")
    assert told.code == 0 and "1 entity, 0 edges" in told.err


@pytest.mark.parametrize(
    ("file", "heading"),
    [
        ("supply_chain-2025-12.graphml.gz", "Supply chain 2025-12"),
        ("village.graphml", "Village"),
        ("EU grid--v2.1.xml", "EU grid v2.1"),
        ("notes.from.Berlin.graphml", "Notes.from.Berlin"),
        (".graphml", ".graphml"),
        ("___.graphml", "___"),
        ("电池-链.graphml", "电池 链"),
    ],
)
def test_a_file_name_as_a_heading(file: str, heading: str) -> None:
    assert readable(Path("some-folder") / file) == heading


@pytest.mark.parametrize(
    ("named", "heading"),
    [
        ({"title": "Who  sells to whom"}, "Who sells to whom"),
        ({"name": " ", "label": "Traders"}, "Traders"),
        ({"title": "Not this", "name": "This"}, "This"),
        ({"author": "Nobody"}, "River trade 1901"),
        ({}, "River trade 1901"),
    ],
)
def test_the_map_of_a_file_is_titled_by_its_graph(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: dict[str, str], heading: str
) -> None:
    monkeypatch.chdir(tmp_path)
    nx.write_graphml(nx.DiGraph([("ada", "mill")], **named), "river_trade_1901.graphml")
    assert call("map", "--from-graphml", "river_trade_1901.graphml", "-o", "m.html").code == 0
    title = re.search("<title>([^<]*)</title>", Path("m.html").read_text("utf-8"))
    assert title is not None and html.unescape(title[1]) == heading
    assert call("map", "--from-graphml", "river_trade_1901.graphml", "-o", "m.html", "--title", "Mine").code == 0
    assert "<title>Mine</title>" in Path("m.html").read_text("utf-8")
