"""The benchmark of large networkx graphs makes its maps, at a tiny size."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import networks


@pytest.mark.parametrize(("name", "relations"), [("chain of 8 tiers", 80), ("bare tree", 39)])
def test_maps_of_networks(name: str, relations: int, tmp_path: Path) -> None:
    found = networks.make(name, 40, tmp_path / "map.html")
    assert set(found) == {"seconds", "processor seconds", "MiB", "MB", "relations"}
    assert found["relations"] == relations
    assert 0 < found["MB"] < 3
