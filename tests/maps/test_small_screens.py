"""The map on small screens and without script: what is read, touched and reached there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit.graph import Graph
from graphkit.maps import write_map
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open, Opened
from tests.maps.test_axe import axe_script, violations
from tests.maps.test_views import views_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
#: A story whose one step draws a part from the first tier to the last.
TOUR = """title = "Tour"
[[step]]
title = "All of it"
text = "From the sulfide to the car."
focus = ["lisulfide", "electrolyte", "malmo", "malmo-line", "cell", "autos", "car"]
hops = 0
select = "cell"
"""


def screen(width: int, height: int, **more: Any) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": height}, **more}


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def inside(page: Page) -> set[str]:
    """Names of the entities that stand in the window, as the saved picture tells them."""
    found = re.search(r"<desc[^>]*>([^<]*)</desc>", page.evaluate(SAVED_SVG))
    assert found
    return set(found[1].split("; "))


@pytest.fixture(scope="module")
def many(schema: Model) -> Graph:
    return chains.synthetic(schema, 200).graph()


def boxes_on_screen(opened: Opened) -> tuple[list[tuple[float, float, float, float]], list[float]]:
    """Left, top, width and height of the boxes of the overview, and the sizes of all texts; in pixels on the map."""
    svg = opened.page.evaluate(SAVED_SVG)
    box = re.search(r'viewBox="([-\d.]+) ([-\d.]+) ([\d.]+) ([\d.]+)"', svg)
    wide = re.search(r'width="(\d+)"', svg)
    assert box and wide
    left, top, scale = float(box[1]), float(box[2]), float(wide[1]) / float(box[3])
    paths = re.findall(r'd="M([-\d.]+) ([-\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z" fill="none"', svg)
    frames = [((float(x) - left) * scale, (float(y) - top) * scale, float(w) * scale, float(h) * scale)
              for x, y, w, h in paths]  # fmt: skip
    return frames, [float(s) * scale for s in re.findall(r'font-size="([\d.]+)"', svg)]


@pytest.mark.parametrize("size", [(320, 640), (390, 844), (844, 390), (768, 1024), (1440, 900)])
def test_the_overview_is_read_and_touched_on_any_screen(open_map: Open, many: Graph, size: tuple[int, int]) -> None:
    opened = open_map(many, overview_above=50, context=screen(*size, has_touch=True))
    page = opened.page
    frames, texts = boxes_on_screen(opened)
    assert len(frames) >= 14  # eight tiers, up to three types in each
    assert min(texts) >= 11
    assert all(w >= 100 and h >= 40 for _, _, w, h in frames)
    assert all(x >= 0 and x + w <= page.evaluate("document.getElementById('map').clientWidth") for x, _, w, _ in frames)
    for k, (x, y, w, h) in enumerate(frames):  # no box lies on another
        for u, v, wide, high in frames[:k]:
            assert x >= u + wide or u >= x + w or y >= v + high or v >= y + h
    frame = page.locator("#map").bounding_box()
    assert frame
    x, y, w, h = frames[0]
    page.touchscreen.tap(frame["x"] + x + w / 2, frame["y"] + y + h / 2)
    assert page.inner_text("#panel h2").startswith("Material: ")


def test_boxes_below_the_edge_come_by_scrolling_and_by_keys(open_map: Open, many: Graph) -> None:
    opened = open_map(many, overview_above=50, context=screen(390, 640))
    page = opened.page
    high = page.evaluate("document.getElementById('map').clientHeight")
    last = boxes_on_screen(opened)[0][-1]
    assert last[1] > high  # places stand below all others
    frame = page.locator("#map").bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 380, frame["y"] + high - 30)
    page.mouse.down()
    page.mouse.move(frame["x"] + 380, frame["y"] + 20, steps=4)
    page.mouse.up()
    assert boxes_on_screen(opened)[0][-1][1] < last[1] - 100
    page.click("#fit")
    page.focus("#map")
    page.keyboard.press("p")  # backwards from none: the last box
    opened.rest(300)
    x, y, _, h = boxes_on_screen(opened)[0][-1]
    left = page.evaluate("document.getElementById('map').clientHeight")
    assert x >= 0 and y >= 0 and y + h <= left


@pytest.mark.parametrize(("width", "height", "scheme"), [(640, 320, "light"), (844, 390, "dark"), (390, 844, "light")])
def test_the_details_leave_half_of_a_small_screen_to_the_map(
    open_map: Open, small_graph: Graph, width: int, height: int, scheme: str
) -> None:
    opened = open_map(small_graph, context=screen(width, height, color_scheme=scheme, bypass_csp=True))
    page = opened.page
    opened.search("Malmö line")
    opened.settle()
    area, panel = page.locator("#map").bounding_box(), page.locator("#panel").bounding_box()
    assert area and panel
    assert area["width"] * area["height"] >= width * height / 2
    assert panel["x"] >= area["x"] + area["width"] or panel["y"] >= area["y"] + area["height"]
    assert panel["x"] + panel["width"] <= width and panel["y"] + panel["height"] <= height
    assert panel["width"] * panel["height"] >= 50_000
    assert overflow(page) == 0
    page.evaluate(axe_script())
    assert violations(page) == []
    page.click("#panel .larger")
    grown = page.locator("#panel").bounding_box()
    assert grown and grown["width"] * grown["height"] > 1.4 * panel["width"] * panel["height"]
    assert page.get_attribute("#panel .larger", "aria-pressed") == "true"
    page.click("#panel .close")
    assert page.is_hidden("#panel")
    opened.search("Malmö line")  # opened again, it is a small one again
    assert page.get_attribute("#panel .larger", "aria-pressed") == "false"


@pytest.mark.parametrize("size", [(320, 640), (320, 256), (360, 740), (590, 800), (640, 320), (820, 1180), (1440, 900)])
def test_every_menu_is_whole_and_reached(open_map: Open, schema: Model, tmp_path: Path, size: tuple[int, int]) -> None:
    chain = chains.small(schema)
    opened = open_map(chain.graph(), views=views_for(tmp_path, chain, tour=TOUR).views, context=screen(*size))
    page = opened.page
    for menu in ("#menu", "#views"):
        page.click(f"{menu} summary")
        for item in page.locator(f"{menu} .menu-items button").all():
            item.scroll_into_view_if_needed()
            box = item.bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= size[0], menu
            assert box["y"] >= 0 and box["y"] + box["height"] <= size[1], menu
            assert box["height"] >= 24
            item.click(trial=True)  # nothing covers it
        page.click(f"{menu} summary")
    assert overflow(page) == 0


def test_the_save_menu_is_whole_at_any_width(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph, context=screen(320, 700)).page
    for width in range(320, 900, 45):  # its button stands elsewhere at each
        page.set_viewport_size({"width": width, "height": 700})
        page.click("#menu summary")
        box = page.locator("#menu .menu-items").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width, width
        page.locator("#print").click(trial=True)
        page.click("#menu summary")


def test_a_step_and_a_part_are_fitted_into_what_is_seen(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    opened = open_map(
        chain.graph(), views=views_for(tmp_path, chain, tour=TOUR).views, view="tour", context=PHONE,
        fragment="#view=tour&step=1",
    )  # fmt: skip
    page = opened.page
    opened.settle()
    everybody = {
        "Lithium sulfide", "Sulfide electrolyte", "Malmö Cells", "Malmö line 1", "Malmö all-solid cell",
        "Northern Autos", "Northern One",
    }  # fmt: skip
    assert inside(page) == everybody
    area, panel = page.locator("#map").bounding_box(), page.locator("#panel").bounding_box()
    assert area and panel and area["y"] + area["height"] <= panel["y"]
    page.click("#story button:has-text('Whole map')")
    opened.search("Malmö all-solid")
    page.click("[data-trace=both]")
    page.click("text=Draw only these")
    opened.settle()
    assert inside(page) == everybody - {"Northern Autos"}  # who makes the car is not upstream of the cell
    page.click("#panel .close")
    opened.settle()
    assert inside(page) == everybody - {"Northern Autos"}


def test_a_step_on_the_smallest_screen_leaves_room_to_the_map(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    long = TOUR.replace("From the sulfide", "From the sulfide by way of everything else " * 6) + 'day = "2025-03"\n'
    page = open_map(
        chain.graph(), views=views_for(tmp_path, chain, tour=long).views, fragment="#view=tour&step=1",
        context=screen(320, 640),
    ).page  # fmt: skip
    area = page.locator("#map").bounding_box()
    assert area and area["height"] >= 150
    assert page.inner_text("#panel h2") == "Malmö all-solid cell"
    assert overflow(page) == 0


def test_a_story_tells_what_is_drawn_in_its_own_bar(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    opened = open_map(chain.graph(), views=views_for(tmp_path, chain, tour=TOUR).views, fragment="#view=tour&step=1")
    page = opened.page
    assert page.inner_text("#story #banner") == "Only 7 entities of 9 are drawn."
    assert page.locator("#story button:visible").all_inner_texts() == ["‹ Back", "Next ›", "Whole map"]
    assert page.locator("main > #banner").count() == 0
    page.click("[data-trace=down]")
    page.click("text=Draw only these")
    assert page.inner_text("#story #banner-text") == (
        "Only 2 entities of 9 are drawn: downstream of Malmö all-solid cell."
    )
    page.click("#story button:has-text('back to the whole')")
    assert page.is_hidden("#banner")
    page.click("#story button:has-text('Whole map')")
    opened.search("Malmö all-solid")
    page.click("text=Draw only these")
    assert page.locator("main > #banner").is_visible()


def test_names_in_the_tables_keep_their_words_whole(open_map: Open, many: Graph) -> None:
    page = open_map(many, context=PHONE, fragment="#table=1").page
    broken = page.evaluate(
        """() => [...document.querySelectorAll('#tables tbody th button, #tables thead th')].flatMap((cell) => {
          const text = cell.firstChild, out = [];
          for (const word of text.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
            const tops = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
            if (tops.size > 1) out.push(word[0]);
          }
          return out;
        })"""
    )
    assert broken == []
    assert overflow(page) == 0
    assert page.evaluate(
        "(() => { const t = document.getElementById('tables'); return t.scrollWidth > t.clientWidth; })()"
    )
    page.evaluate("document.getElementById('tables').scrollTo(300, 0)")
    name = page.locator("#table-nodes tbody th").first.bounding_box()
    assert name and name["x"] >= 0  # whose row it is stays in sight


@pytest.mark.parametrize("width", [320, 768])
def test_without_script_the_page_does_not_scroll_sideways(
    chromium: Browser, schema: Model, tmp_path: Path, width: int
) -> None:
    chain = chains.small(schema)
    chain.entity("long", "Material", "Superlongcompoundnamewithoutanyblank" * 4)
    chain.word("long", "function", "anode")
    write_map(chain.graph(), tmp_path / "map.html", schema, "A title of " + "verylongwords" * 8)
    page = chromium.new_context(**screen(width, 640, java_script_enabled=False)).new_page()
    page.goto((tmp_path / "map.html").as_uri())
    assert page.locator(".still svg[role=img]").is_visible()
    assert overflow(page) == 0
    for place in page.locator(".still .wide").all():
        box = place.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= width
        assert place.get_attribute("aria-label") and place.get_attribute("tabindex") == "0"
    drawing = page.locator(".still svg[role=img]").bounding_box()
    assert drawing and drawing["x"] + drawing["width"] <= width
    page.context.close()


def test_one_is_told_as_one(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    opened.search("Northern One")
    page.click("[data-trace=down]")
    assert page.inner_text("#live") == "0 entities downstream of Northern One"
    page.click("text=Draw only these")
    assert page.inner_text("#banner-text") == "Only 1 entity of 9 is drawn: downstream of Northern One."
    opened.search("Northern Autos")
    page.click("[data-trace=near]")
    assert page.inner_text("#live") == "1 neighbour of Northern Autos"
    page.click("[data-trace=down]")
    assert page.inner_text("#live") == "1 entity downstream of Northern Autos"


def legend(page: Page) -> dict[str, str]:
    """Statuses of the legend that are seen, each with its numbers."""
    rows = page.locator("#side label:visible", has=page.locator('[data-facet="status"]')).all()
    return {
        row.locator("input").get_attribute("data-value") or "": "".join(
            row.locator("small span:not(.sr)").all_text_contents()
        )
        for row in rows
    }


def test_the_legend_holds_the_statuses_of_every_day(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    page = opened.page
    # The line runs, cell and car are planned; of seven relations two are plans: Malmö's own production, and the cell's
    # installation in the car.
    assert legend(page) == {"planned": "2 · 2", "building": "0 · 0", "operating": "1 · 5", "": "4 · 0"}
    assert "entities · relations" in page.inner_text("#side fieldset:has([data-facet=status]) legend")
    said = page.locator("#side label:has([data-value=planned]) small").text_content()
    assert said == "2 entities · 2 relations"
    page.evaluate("location.hash = 'day=2025-03-31'")  # the line is being built
    page.wait_for_selector("#day-text:has-text('2025-03-31')")
    assert legend(page)["building"] == "1 · 0"
    said = page.locator("#side label:has([data-value=building]) small").text_content()
    assert said == "1 entity · 0 relations"
