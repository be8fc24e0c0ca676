"""--like: a second map of slightly changed facts keeps what stayed where it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from graphkit.api import open_project
from graphkit.cli import run
from graphkit.errors import GraphkitError
from graphkit.graph import Graph
from graphkit.graph.part import cut
from graphkit.maps import map_html, read_map, write_map
from graphkit.maps.data import Picture
from graphkit.maps.layout import ROW, Band, Before, Item, kept, layout
from graphkit.maps.like import Older
from graphkit.maps.options import MapOptions
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.test_layout import columns
from tests.maps.test_levels import loose


def places(picture: Picture) -> dict[str, tuple[str, int, int]]:
    """Tier, x and y of each entity."""
    laid = picture.layout
    tiers = [picture.titles[c] for c in picture.columns]
    return dict(zip(picture.at, zip(tiers, laid.x, laid.y, strict=True), strict=True))


def moved(before: dict[str, tuple[str, int, int]], after: dict[str, tuple[str, int, int]]) -> list[str]:
    """Entities of both that stand elsewhere though their tier is the same."""
    return [i for i in before.keys() & after.keys() if before[i][0] == after[i][0] and before[i] != after[i]]


@pytest.fixture
def older(tmp_path: Path, schema: Model) -> Callable[[Graph], Older]:
    """A function that writes a graph's map and reads its places back."""

    def written(graph: Graph) -> Older:
        write_map(graph, tmp_path / "old.html", schema, "Old")
        return read_map(tmp_path / "old.html")

    return written


def test_the_same_facts_stand_where_they_stood(
    older: Callable[[Graph], Older], small_graph: Graph, schema: Model
) -> None:
    plain = Picture(small_graph, schema).layout
    assert Picture(small_graph, schema, MapOptions(like=older(small_graph))).layout == plain
    html = map_html(small_graph, schema, "T", like=older(small_graph))
    assert html == map_html(small_graph, schema, "T")


def test_what_is_added_removed_or_moved_moves_nothing_else(older: Callable[[Graph], Older], schema: Model) -> None:
    before = chains.small(schema).graph()
    changed = chains.small(schema)
    changed.claims = [c for c in changed.claims if "lisulfide" not in (c.subject, c.object)]
    changed.claims = [c for c in changed.claims if (c.subject, c.predicate) != ("cell", "form")]
    changed.word("cell", "form", "pack")  # moves to another tier, and its line and maker with it
    changed.entity("graphite", "Material", "Graphite")
    changed.word("graphite", "function", "anode")
    changed.edge("graphite", "INPUT_TO", "cell")
    after = places(Picture(changed.graph(), schema, MapOptions(like=older(before))))
    was = places(Picture(before, schema))
    assert moved(was, after) == []
    assert "lisulfide" not in after
    assert was["cell"][0] == "Cell" and after["cell"][0] == "Pack and system"
    assert after["graphite"][0] == after["electrolyte"][0] == "Material"
    assert after["graphite"][1] == after["electrolyte"][1], "in the column of its tier"
    assert abs(after["graphite"][2] - after["electrolyte"][2]) >= ROW
    assert abs(after["graphite"][2] - after["cell"][2]) <= ROW, "in the free row nearest to what it goes into"


def test_the_curated_chain_keeps_its_places(older: Callable[[Graph], Older]) -> None:
    project = open_project(chains.ROOT)
    whole = project.graph()
    ids = sorted(whole.entities)
    less = cut(whole, set(ids) - set(ids[7::23]))
    for old, new in ((whole, less), (less, whole)):
        was = places(Picture(old, project.model))
        picture = Picture(new, project.model, MapOptions(like=older(old)))
        now = places(picture)
        assert moved(was, now) == []
        assert len(set(now.values())) == len(now)
        stayed = sum(was.get(i) == now[i] for i in now)
        assert stayed > 0.85 * len(now)
        for tier, x, _ in now.values():
            bands = [b for b in picture.layout.bands if picture.titles[b.tier] == tier]
            assert any(b.left <= x < b.right for b in bands)
        fresh = {(now[i][1], now[i][2]) for i in now if was.get(i) != now[i]}
        for column in columns(picture.layout):
            rows = sorted(column, key=lambda spot: spot[1])
            assert all(b[1] - a[1] >= ROW for a, b in pairwise(rows) if a in fresh or b in fresh)


def test_a_tier_that_is_new_or_full_widens_at_the_end() -> None:
    items = [Item(0, (50,), True), Item(2, (50,), True)]
    old = layout(items, [(0, 1)])
    spots = {k: (old.x[k], old.y[k], old.room[k]) for k in range(2)}
    bands = {band.tier: (band.left, band.right) for band in old.bands}
    before = Before(spots, {0: [spots[0]], 2: [spots[1]]}, bands)
    more = [*items, Item(1, (50,), True), *(Item(2, (50,), True) for _ in range(40))]
    laid = kept(more, [(0, 2)], before)
    assert (laid.x[:2], laid.y[:2]) == (old.x, old.y)
    assert laid.bands[:2] == old.bands
    end = max(band.right for band in old.bands)
    assert {band.tier for band in laid.bands[2:]} == {1, 2} and all(band.left >= end for band in laid.bands[2:])
    assert len(set(zip(laid.x, laid.y, strict=True))) == len(more)
    for column in columns(laid):
        heights = sorted(y for _, y in column)
        assert all(b - a >= ROW for a, b in pairwise(heights))
    assert kept([], [], Before({}, before.columns, before.bands)).bands == ()
    assert Band(0, *bands[0], True) in laid.bands


def test_without_tiers_what_stayed_stays_too(older: Callable[[Graph], Older], schema: Model) -> None:
    whole = loose(chains.synthetic(schema, 60).graph())
    ids = sorted(whole.entities)
    less = cut(whole, set(ids[3:]))
    old = older(less)
    spots = {i: (spot.x, spot.y) for i, spot in old.spots.items()}
    laid = Picture(whole, schema, MapOptions(like=old)).layout
    now = dict(zip(whole.entities, zip(laid.x, laid.y, strict=True), strict=True))
    assert all(now[i] == spots[i] for i in spots)
    assert len(set(now.values())) == len(ids)


def page(meta: object, data: object) -> str:
    blocks = (("map-meta", meta), ("map-data", data))
    return "".join(f'<script type="application/json" id="{name}">{json.dumps(v)}</script>' for name, v in blocks)


NODES = {"id": ["a"], "tier": [0], "x": [1], "y": [2], "room": [90]}


def test_a_map_is_read_by_its_data_alone(tmp_path: Path) -> None:
    path = tmp_path / "old.html"
    path.write_text(page({"tiers": ["T"]}, {"nodes": NODES, "bands": [[0, -5, 99, 1]]}) + "<script>evil()</script>")
    found = read_map(path)
    assert found.spots["a"].x == 1 and found.spots["a"].tier == "T"
    assert found.bands == (("T", -5, 99),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<!DOCTYPE html><p>no map",
        '<script type="application/json" id="map-meta">{"tiers": [</script>',
        page([], {}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "x": ["1"]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "x": [10**9]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "y": [1.5]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "y": [True]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "tier": [3]}, "bands": []}),
        page({"tiers": [7]}, {"nodes": NODES, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "id": [None]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "id": "a"}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": {**NODES, "y": [2, 3]}, "bands": []}),
        page({"tiers": ["T"]}, {"nodes": NODES, "bands": [[0, 1]]}),
        page({"tiers": ["T"]}, {"nodes": NODES}),
        '<script type="application/json" id="map-meta">' + "[" * 200_000,
    ],
)
def test_what_is_no_map_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "old.html"
    path.write_text(text)
    with pytest.raises(GraphkitError, match="no map of graphkit"):
        read_map(path)


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphkitError, match="cannot be read"):
        read_map(tmp_path / "missing.html")
    with pytest.raises(GraphkitError, match="cannot be read"):
        read_map(tmp_path)
    (tmp_path / "latin.html").write_bytes(b"\xff\xfe")
    with pytest.raises(GraphkitError, match="not UTF-8"):
        read_map(tmp_path / "latin.html")


def test_the_option_of_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = ["--project", str(chains.ROOT)]
    first, second, third = (str(tmp_path / f"{k}.html") for k in range(3))
    assert run([*project, "map", "-o", first, "--type", "Firm", "--type", "Product"]) == 0
    assert run([*project, "map", "-o", second, "--like", first]) == 0
    assert run([*project, "map", "-o", third]) == 0
    was, now, plain = (read_map(Path(p)).spots for p in (first, second, third))
    kept_ = [i for i in was if was[i].tier == now[i].tier]
    assert len(kept_) > 50
    assert all(was[i] == now[i] for i in kept_)
    assert any(was[i] != plain[i] for i in kept_), "without --like they move"
    assert run([*project, "map", "-o", third, "--like", str(chains.ROOT / "README.md")]) == 1
    assert "no map of graphkit" in capsys.readouterr().err
