"""The link to a view: what it carries, what it cannot, and odd ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import networkx as nx
import pytest

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import DRAWN_SVG, SAVED_SVG, Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Opens one fragment after the other; of each: is anything drawn, and what stands in the panel.
OPEN_EACH = """async (fragments) => {
  const canvas = document.querySelector("#map canvas"), found = [];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (const fragment of fragments) {
    location.hash = "";
    await frame(); await frame();
    location.hash = fragment;
    await frame(); await frame(); await frame();
    const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data, colors = new Set();
    for (let k = 0; k < pixels.length; k += 12) colors.add(pixels[k] * 65536 + pixels[k + 1] * 256 + pixels[k + 2]);
    found.push([fragment, colors.size, document.getElementById("panel").textContent]);
  }
  return found;
}"""
ODD = [
    "at=1e308,1e308,1000", "at=-1e308,0,1", "at=0,0,1e308", "at=0,0,1e-300", "at=NaN,1,1", "at=Infinity,0,1000",
    "at=0,0,0", "at=0,0,-5", "at=,,", "at=1", "at=1,2,3,4,5", "at=999999999,0,1000", "at=0,0,1000,2", "at=%00",
    "matrix=1&cell=constructor/0", "matrix=1&cell=__proto__/0", "matrix=1&cell=*/99", "matrix=1&cell=toString/*",
    "matrix=1&cell=/", "matrix=1&table=1&cell=DE/0", "cell=DE/0", "node=__proto__", "node=constructor",
    "edge=constructor", "edge=%0A%0A%0A", "edge=cell%0Atoday%0Acar%0A-1", "to=cell", "node=cell&to=cell",
    "node=cell&to=hasOwnProperty", "strike=%0A%0A", "strike=valueOf", "only=%0A", "only=nobody", "set=", "set=.",
    "set=0.1.A", "set=zzzzzzz.1.AAAA", "set=1.2.______", "day=today", "day=2025-13-45", "day=%2B275760-09-13",
    "day=-271821-04-20", "no-type=constructor", "no-=1", "no-source=__proto__", "no-technology=0", "no-change=new",
    "color=constructor", "color=rules", "trace=__proto__", "view=constructor", "view=x&step=1e9", "step=-1", "own=1",
    "all=yes", "box=0/Firm", "box=constructor/0", "changes=1", "%", "%E0%A4%A", "&&&===", "=", "#", "node",
    "as=" + "x" * 500, "?node=cell", "/../../etc", "<svg onload=alert(1)>",
]  # fmt: skip


def fragment_of(opened: Opened) -> str:
    opened.settle()
    return "#" + opened.page.url.partition("#")[2]


def seen(page: Page) -> list[float]:
    """The piece of the plane in the window: left, top, width, height."""
    found = re.search(r'viewBox="([^"]*)"', page.evaluate(DRAWN_SVG))
    assert found
    return [float(part) for part in found[1].split()]


def turn_wheel_over(page: Page, name: str, times: int) -> None:
    """Turn the wheel over an entity's name: it stays where it is, and grows."""
    svg = page.evaluate(SAVED_SVG)
    left, top, wide, _ = seen(page)
    at = re.search(rf'<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>{name}</text>', svg)
    frame = page.locator("#map").bounding_box()
    assert at and frame
    scale = frame["width"] / wide
    page.mouse.move(frame["x"] + (float(at[1]) - left) * scale, frame["y"] + (float(at[2]) - top) * scale)
    for _ in range(times):
        page.mouse.wheel(0, -200)


@pytest.fixture(scope="module")
def many(schema: Model) -> Graph:
    return chains.synthetic(schema, 300).graph()


def draw_all_cells(opened: Opened) -> list[str]:
    """Draw alone what stands in the tier of cells: about a third of the map."""
    page = opened.page
    page.keyboard.press("m")
    page.get_by_label(re.compile("^All, Cell: ")).click()
    page.locator("#panel button", has_text="Draw all").click()
    assert "entities of 300 are drawn: All, Cell" in page.inner_text("#banner")
    return opened.shown()


def test_more_than_sixty_entities_drawn_alone_come_back(open_map: Open, many: Graph) -> None:
    opened = open_map(many)
    names = draw_all_cells(opened)
    assert len(names) > 60
    fragment = fragment_of(opened)
    # A bit for each entity of the map, six in a letter, and at most twelve characters that check them.
    assert len(parse_qs(fragment[1:])["set"][0]) <= 300 / 6 + 13
    again = open_map(many, fragment=fragment)
    assert again.shown() == names
    assert "are drawn: All, Cell" in again.page.inner_text("#banner")


def test_a_link_to_another_map_and_a_link_cut_off_are_told(open_map: Open, schema: Model, many: Graph) -> None:
    opened = open_map(many)
    draw_all_cells(opened)
    fragment = fragment_of(opened)
    told = "The link tells of what is not on this map: the entities drawn alone (the link is "
    other = open_map(chains.synthetic(schema, 310).graph(), fragment=fragment).page
    assert told + "of a map with other entities)" in other.inner_text("#notice")
    assert other.is_hidden("#banner"), "the whole is drawn"
    code = parse_qs(fragment[1:])["set"][0]
    cut = open_map(many, fragment=fragment.replace(code, code[:-4])).page
    assert told + "damaged or cut off)" in cut.inner_text("#notice")
    assert told + "damaged or cut off)" in cut.inner_text("#live")


def test_few_entities_drawn_alone_are_named_so_that_other_maps_find_them(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö all-solid")
    opened.page.click("[data-trace=down]")
    opened.page.click("text=Draw only these")
    assert set(parse_qs(fragment_of(opened)[1:])["only"][0].split("\n")) == {"cell", "car"}


def test_a_view_too_large_for_a_link_is_told(open_map: Open) -> None:
    graph = nx.path_graph([f"{k:0100}" for k in range(100)], create_using=nx.DiGraph)
    link = "#table=1&strike=" + "%0A".join(graph)
    page = open_map(graph, fragment=link, context={"permissions": ["clipboard-read", "clipboard-write"]}).page
    told = "This view is too large for a link. Left out of it: the 100 entities struck."
    page.wait_for_function("told => document.getElementById('live').textContent === told", arg=told)
    page.click("#menu summary")
    page.click("#copy-link")
    page.wait_for_selector("#notice >> text=The link is copied. " + told)
    assert page.evaluate("navigator.clipboard.readText()").endswith("map.html#table=1")


def test_the_open_box_of_the_overview_is_in_the_link(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=100)
    page = opened.page
    page.focus("#map")
    for _ in range(3):
        page.keyboard.press("n")
    heading = page.inner_text("#panel h2")
    again = open_map(many, overview_above=100, fragment=fragment_of(opened)).page
    assert again.inner_text("#panel h2") == heading
    assert "this is an overview" in again.inner_text("#banner")


def test_what_the_wheel_did_is_in_the_copied_link(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, context={"permissions": ["clipboard-read", "clipboard-write"]})
    page = opened.page
    whole = seen(page)
    turn_wheel_over(page, "Northern One", 6)
    page.click("#menu summary")
    page.click("#copy-link")
    page.wait_for_selector("#live:text-is('The link is copied')", state="attached")
    copied = page.evaluate("navigator.clipboard.readText()")
    now = seen(page)
    assert now[2] < 0.7 * whole[2], "the wheel came nearer"
    # The rows of this small map stand further apart than its layout has them, to use the height of the window.
    again = open_map(small_graph, fragment="#" + copied.partition("#")[2])
    assert seen(again.page) == pytest.approx(now, abs=0.5)


def test_a_place_is_the_same_in_a_window_of_another_size(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    turn_wheel_over(opened.page, "Northern One", 25)
    opened.rest(400)  # until the wheel has come to rest
    fragment = fragment_of(opened)
    (names,) = re.findall("<desc>(.*?)</desc>", opened.page.evaluate(SAVED_SVG))
    assert names == "Northern One"
    low = open_map(small_graph, fragment=fragment, context={"viewport": {"width": 1440, "height": 520}})
    assert f"<desc>{names}</desc>" in low.page.evaluate(SAVED_SVG)
    assert fragment_of(low) == fragment, "read and written again it is the same link"


def test_a_place_in_the_overview_comes_back(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=100)
    opened.page.focus("#map")
    for key in ("+", "+", "ArrowRight", "ArrowDown"):
        opened.page.keyboard.press(key)
    again = open_map(many, overview_above=100, fragment=fragment_of(opened))
    assert seen(again.page) == pytest.approx(seen(opened.page), abs=0.5)


def test_odd_fragments_leave_the_page_drawn(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, context={"viewport": {"width": 700, "height": 500}})
    plain = opened.page.evaluate(OPEN_EACH, ["table=0"])[0][1]
    assert plain > 20, "shapes and smoothed letters have many colours"
    for fragment, colors, panel in opened.page.evaluate(OPEN_EACH, ODD):
        assert colors > 20, fragment
        assert not re.search("native code|NaN|undefined|object Object", panel), fragment


def test_what_of_a_link_is_not_here_is_told_and_the_rest_holds(open_map: Open, small_graph: Graph) -> None:
    link = "#node=cell&strike=nobody&no-type=Vehicle%0ASpaceship&day=1999-01-01"
    opened = open_map(small_graph, fragment=link)
    page = opened.page
    told = page.inner_text("#notice").replace("\u2068", "").replace("\u2069", "")
    assert "The link tells of what is not on this map: type “Spaceship”, day “1999-01-01”, entity “nobody”." in told
    assert "Malmö all-solid cell" in page.inner_text("#panel")
    assert "Northern One" not in opened.shown()
    page.click("#notice button")
    assert page.is_hidden("#notice")
    assert page.evaluate("document.activeElement.id") == "map"
    assert "Spaceship" not in fragment_of(opened)


def test_a_whole_link_is_not_told_of(open_map: Open, small_graph: Graph) -> None:
    link = "#node=cell&trace=up&day=2025-10-31&color=status&no-type=Vehicle&strike=malmo&matrix=1&cell=DE/*"
    page = open_map(small_graph, fragment=link).page
    assert "is not on this map" not in page.inner_text("#notice")
    assert page.get_attribute("[data-trace=up]", "aria-pressed") == "true"
