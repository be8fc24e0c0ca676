"""The map's benchmark runs, at a tiny size, with every library that it compares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import maps
from tests.conftest import require
from tests.maps import chain as chains

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_maps(chromium: Browser, tmp_path: Path) -> None:
    if not (maps.PEERS / "node_modules").is_dir():
        require("web", "the libraries to compare are not here: npm install --prefix benchmarks/peers")
    graph = chains.synthetic(chains.model(), 60).graph()
    found = maps.measure(chromium, graph, chains.model(), 1, tmp_path)
    assert set(found) == {maps.ALL, *maps.NAMES.values()}
    assert all(0 < seconds < 60 for values in found.values() for seconds in values["ready"])
    took = maps.answers(chromium, tmp_path / "map.html")
    assert set(took) == {"filter", "select", "search", "day"}
    assert all(len(values) == 5 for values in took.values())
