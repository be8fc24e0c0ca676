"""What leaves the page, and what must not mislead: print, pictures, earlier days, filters not every type has."""

from __future__ import annotations

from pathlib import Path

import networkx as nx

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import LEGEND, SAVED_SVG, Open, Opened

#: Where each text of the legend stands in a saved drawing, and where the drawing ends, in pixels.
INSIDE = """(svg) => {
  const host = document.createElement("div");
  document.body.append(host);
  const picture = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  host.append(picture);
  const frame = picture.getBoundingClientRect(), legend = picture.querySelector("svg.legend");
  const scale = picture.width.baseVal.value / picture.viewBox.baseVal.width;
  const drawn = (legend.y.baseVal.value - picture.viewBox.baseVal.y) * scale;
  const found = [...legend.querySelectorAll("text")].map((text) => {
    const b = text.getBoundingClientRect();
    return {
      text: text.textContent, left: b.left - frame.left, right: b.right - frame.left, top: b.top - frame.top,
      bottom: b.bottom - frame.top, wide: frame.width, high: frame.height, drawn,
    };
  });
  host.remove();
  return found;
}"""
LEGEND_HEIGHT = """(svg) => {
  const picture = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
  const legend = picture.querySelector("svg.legend");
  return legend.height.baseVal.value * picture.width.baseVal.value / picture.viewBox.baseVal.width;
}"""


def test_on_paper_stands_the_drawing_without_the_tools(open_map: Open, small_graph: Graph, tmp_path: Path) -> None:
    page = open_map(small_graph, context={"color_scheme": "dark"}).page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#sheet svg text", has_text="Lithium").is_visible()
    for tool in ("#side", ".tools", ".search", "#map", "#day"):
        assert page.locator(tool).first.is_hidden(), tool
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert page.locator("#sheet svg").count() == 0
    page.keyboard.press("t")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.locator("#sheet").is_hidden()
    assert page.locator("#table-nodes").is_visible()
    assert page.pdf().startswith(b"%PDF")


def test_a_picture_says_what_it_is_and_of_which_day(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph, fragment="#day=2025-01-31")
    assert "A made-up chain · as of 2025-01-31" in opened.page.evaluate(SAVED_SVG)


def test_an_earlier_day_is_told_as_what_is_known_today(open_map: Open, small_graph: Graph) -> None:
    page = open_map(small_graph, fragment="#day=2025-01-31").page
    assert page.inner_text("#day-text") == "2025-01-31, by what is known today"


def test_what_has_no_country_goes_with_those_around_it(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.word("autos", "country", "JP")
    opened = open_map(chain.graph())
    page = opened.page
    page.evaluate(
        """() => {
          for (const e of document.querySelectorAll('[data-facet="country"]')) if (e.dataset.value !== 'JP') e.click();
        }"""
    )
    assert set(opened.shown()) == {"Northern Autos", "Northern One"}
    counted = page.locator("#side label", has_text="not stated").locator("small").first.text_content()
    assert counted == "0"


def test_after_a_search_the_keys_are_in_the_panel(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö Cells")
    assert opened.page.evaluate("document.activeElement.id") == "panel"
    opened.page.keyboard.press("l")
    opened.page.keyboard.press("Escape")
    assert opened.page.evaluate("document.activeElement.id") == "map"
    opened.page.keyboard.press("d")
    assert opened.page.evaluate("document.activeElement.id") == "panel"


def test_a_link_pasted_right_after_a_click_counts(open_map: Open, small_graph: Graph) -> None:
    """The page writes the view into the address a moment later; that must not undo what is pasted in between."""
    opened = open_map(small_graph)
    for entity, name in (("cell", "Malmö all-solid cell"), ("car", "Northern One"), ("malmo", "Malmö Cells")) * 2:
        opened.page.evaluate(
            """(id) => { document.getElementById('context').click(); return new Promise((done) => setTimeout(() => {
              location.hash = 'node=' + id; const end = performance.now() + 40; while (performance.now() < end); done();
            }, 100)); }""",
            entity,
        )
        opened.page.wait_for_function("(n) => document.querySelector('#panel h2')?.textContent === n", arg=name)


def texts(opened: Opened) -> list[str]:
    """The legend of the saved drawing."""
    found: list[str] = opened.page.evaluate(LEGEND)
    return found


def test_a_picture_has_a_legend_of_what_is_drawn_and_of_nothing_else(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    assert texts(opened) == [
        "A made-up chain · as of 2025-12-06",
        "Firm", "Material", "Site", "Vehicle", "Product", "planned", "operating, or no status", "a plan that ran out",
        "In the picture: 7 of 9 entities, 7 of 9 relations, told of in 2 documents. "
        "The context of the chain is not shown.",
    ]  # fmt: skip
    opened.page.locator('[data-facet="type"][data-value="Vehicle"]').uncheck()
    opened.page.locator('[data-facet="type"][data-value="Firm"]').uncheck()
    opened.page.locator('[data-facet="relation"][data-value="INPUT_TO"]').uncheck()
    found = texts(opened)
    assert "Vehicle" not in found and "Firm" not in found and "Product" in found
    assert found[-1] == "Filters: type without Firm, Vehicle; relation without input to."
    opened.page.select_option("#color-by", "tier")
    found = texts(opened)
    at = found.index("Colour by tier:")
    assert found[at + 1 : at + 4] == ["Raw material", "Material", "Cell"]


def test_the_legend_tells_what_is_lit_struck_and_drawn_alone(open_map: Open, small_graph: Graph) -> None:
    opened = open_map(small_graph)
    opened.search("Malmö all-solid")
    opened.page.click("[data-trace=up]")
    assert "lit: upstream of Malmö all-solid cell" in texts(opened)
    opened.page.click("text=Draw only these")
    opened.settle()
    assert any("Drawn alone: upstream of Malmö all-solid cell." in text for text in texts(opened))
    opened.page.click("#strike")
    assert {"struck", "lit: what stops without Malmö all-solid cell"} <= set(texts(opened))


def test_the_legend_stands_below_the_drawing_within_the_picture(open_map: Open, schema: Model) -> None:
    """On a phone too, with long names of types and many of them."""
    network = nx.DiGraph((k // 3, k) for k in range(1, 60))
    for k in network:
        network.nodes[k].update(type=f"A type of things with a long name, number {k % 25}")
    opened = open_map(network, model=None, context={"viewport": {"width": 360, "height": 640}})
    for box in opened.page.evaluate(INSIDE, opened.page.evaluate(SAVED_SVG)):
        assert (
            box["left"] >= 0
            and box["right"] <= box["wide"]
            and box["top"] >= box["drawn"]
            and box["bottom"] <= box["high"]
        ), box
    opened.page.click("#menu summary")
    with opened.page.expect_download() as event:
        opened.page.click("#save-png")
    head = event.value.path().read_bytes()[16:24]
    wide, high = (int.from_bytes(head[k : k + 4], "big") for k in (0, 4))
    frame = opened.page.locator("#map").bounding_box()
    assert frame
    legend = opened.page.evaluate(LEGEND_HEIGHT, opened.page.evaluate(SAVED_SVG))
    assert abs(high / wide - (frame["height"] + legend) / frame["width"]) < 0.01
