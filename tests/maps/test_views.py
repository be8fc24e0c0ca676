"""Saved views on the page: choosing one, a story, captions, notes and colours, on a phone and to a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.maps.views import marked
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open, Opened
from tests.maps.test_axe import axe_script
from tests.maps.test_safety import PAYLOADS
from tests.maps.test_view_files import NATIVE, STORY, views_for


def test_a_view_sets_the_page_and_can_be_undone(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    views = views_for(tmp_path, chain, story=STORY, names=NATIVE).views
    opened = open_map(chain.graph(), views=views)
    page = opened.page
    assert page.is_hidden("#story")
    page.click("#views summary")
    assert page.locator("#views button").all_inner_texts()[0] == "The whole map"
    page.click("#views button:has-text('The cell from Malmö')")
    assert page.inner_text("#story h2") == "The cell from Malmö"
    assert page.inner_text("#story p") == "What goes into it."
    assert "The cell from Malmö. What goes into it." in page.inner_text("#live")
    assert "Northern One" not in opened.shown()
    opened.settle()
    assert page.url.endswith("#view=story")
    legend = page.locator("#color-key li").all_inner_texts()
    # Both materials by the first rule; the cell is made on a line that runs, and is itself operating; the rest is grey.
    assert legend[0].split("\n") == ["what goes in", "2"]
    assert page.input_value("#color-by") == "rules"
    page.click("#story button:has-text('Whole map')")
    assert page.is_hidden("#story")
    assert "Northern One" in opened.shown()
    assert page.input_value("#color-by") == "type"
    opened.settle()
    assert "view=" not in page.url


def test_what_is_chosen_after_a_view_is_in_the_link(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    views = views_for(tmp_path, chain, story=STORY).views
    opened = open_map(chain.graph(), views=views, fragment="#view=story")
    opened.page.locator('[data-facet="type"][data-value="Vehicle"]').check()
    opened.settle()
    assert "view=story" in opened.page.url and "own=1" in opened.page.url
    again = open_map(chain.graph(), views=views, fragment="#" + opened.page.url.split("#")[1])
    assert again.page.inner_text("#story h2") == "The cell from Malmö"
    assert "Northern One" in again.shown()


def test_a_story_by_keys_with_the_live_region(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    opened = open_map(chain.graph(), views=views_for(tmp_path, chain, story=STORY).views, view="story")
    page = opened.page
    assert page.inner_text("#story h2") == "The cell from Malmö"
    assert page.inner_text("#story .row-tools span") == "3 steps"
    page.keyboard.press(".")
    assert page.inner_text("#story .row-tools span") == "1 of 3"
    assert page.inner_text("#live") == "Step 1 of 3: The material. Lithium sulfide goes into the electrolyte."
    assert set(opened.shown()) == {"Lithium sulfide", "Sulfide electrolyte", "Malmö all-solid cell"}
    page.focus("#story button:has-text('Next')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Next ›"
    # The step's own filter, day, colour and trace take the place of the view's.
    assert "Northern One" in opened.shown()
    assert page.inner_text("#day-text").startswith("2025-03-31")
    assert page.input_value("#color-by") == "status"
    assert page.inner_text("#panel h2") == "Malmö line 1"
    assert page.get_attribute("[data-trace=down]", "aria-pressed") == "true"
    page.keyboard.press(".")
    assert "Malmö line 1 produces Malmö all-solid cell" in page.inner_text("#panel h2")
    assert "Northern One" not in opened.shown()
    assert "the map's day" in page.inner_text("#day-text")
    assert page.get_attribute("#story button:has-text('Next')", "aria-disabled") == "true"
    page.keyboard.press(".")
    assert page.inner_text("#live") == "This is the last step"
    opened.settle()
    assert page.url.endswith("#view=story&step=3")
    page.keyboard.press(",")
    assert page.inner_text("#story h2") == "The line"
    page.fill("#find", "a.b,c")
    assert page.inner_text("#story h2") == "The line"


def test_a_link_opens_a_step_and_the_map_opens_with_its_view(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    views = views_for(tmp_path, chain, story=STORY, names=NATIVE).views
    at_step = open_map(chain.graph(), views=views, view="names", fragment="#view=story&step=2")
    assert at_step.page.inner_text("#story h2") == "The line"
    opened = open_map(chain.graph(), views=views, view="names")
    assert opened.page.inner_text("#story h2") == "In the native names"
    opened.page.click("#story button:has-text('Whole map')")
    opened.settle()
    opened.page.reload()
    opened.page.wait_for_selector("html[data-whole]")
    assert opened.page.is_hidden("#story")
    opened.requests[:] = opened.requests[:1]


def test_captions_and_notes_are_drawn_and_listed(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    form = 'title = "By form"\ncaption = "form"\n'
    views = views_for(tmp_path, chain, names=NATIVE, form=form, story=STORY).views
    opened = open_map(chain.graph(), views=views, fragment="#view=names")
    svg = opened.page.evaluate(SAVED_SVG)
    assert "硫化锂" in svg and "马尔默电池" in svg
    assert "Sulfide electrolyte" in svg  # which has no native name
    assert "Lithium sulfide" not in svg.split("</desc>")[1]
    opened.page.evaluate("location.hash = 'view=form'")
    opened.page.wait_for_selector("#story h2:has-text('By form')")
    svg = opened.page.evaluate(SAVED_SVG).split("</desc>")[1]
    assert "cell or battery" in svg and "Malmö all-solid cell" not in svg  # the word of the vocabulary
    opened.page.evaluate("location.hash = 'view=story'")
    opened.page.wait_for_selector("#story h2:has-text('The cell')")
    assert "Late by five months." in opened.page.evaluate(SAVED_SVG)
    opened.page.click("#story summary")
    assert opened.page.inner_text("#story li") == "Malmö line 1: Late by five months."
    opened.page.click("#story li button")
    assert opened.page.inner_text("#panel h2") == "Malmö line 1"
    opened.page.click("#story button:has-text('Whole map')")
    svg = opened.page.evaluate(SAVED_SVG)
    assert "Late by five months." not in svg and "Lithium sulfide" in svg


def drawn_colours(opened: Opened) -> set[str]:
    """Fills and strokes of the picture that are colours of a node."""
    svg = opened.page.evaluate(SAVED_SVG)
    return {c for c in ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9") if c.lower() in svg.lower()}


def test_colour_by_what_is_asked(open_map: Open, schema: Model) -> None:
    chain = chains.small(schema)
    chain.word("autos", "country", "JP")
    opened = open_map(chain.graph(), fragment="#color=country")
    page = opened.page
    options = page.locator("#color-by option").all_inner_texts()
    # No entity is about a technology, nothing changed, and there are no rules.
    assert options == ["Type", "Status", "Country", "Tier"]
    rows = {r.split("\n")[0]: r.split("\n")[1] for r in page.locator("#color-key li").all_inner_texts()}
    assert (rows["Germany"], rows["Japan"], rows["none stated"]) == ("1", "1", "5")
    assert {"#0072B2", "#E69F00"} <= drawn_colours(opened)
    # By status: the line, its firm and cell; the picture has no colour of a type left.
    page.select_option("#color-by", "status")
    operating = page.locator("#color-key li", has_text="operating").locator("small").inner_text()
    ticked = page.locator("#side label", has=page.locator('[data-facet="status"][data-value="planned"]'))
    planned = page.locator("#color-key li", has_text="planned").locator("small").inner_text()
    assert int(operating) >= 1 and int(planned) >= 1 and ticked.count() == 1
    opened.settle()
    assert page.url.endswith("#color=status")
    page.select_option("#color-by", "tier")
    assert page.locator("#color-key li").first.inner_text().split("\n") == ["Raw material", "1"]
    page.locator('[data-facet="type"][data-value="Material"]').uncheck()
    assert page.locator("#color-key li").first.inner_text().split("\n") == ["Raw material", "0"]
    page.select_option("#color-by", "type")
    assert page.is_hidden("#color-key")


def test_at_most_eight_colours_and_grey(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "D")
    codes = list(schema.vocabularies["country"])[:9]
    for k, code in enumerate(codes):
        for n in range(11 - k):
            chain.entity(f"f{k}-{n}", "Firm", f"Firm {k} {n}")
            chain.word(f"f{k}-{n}", "country", code)
    opened = open_map(chain.graph(), fragment="#color=country&context=1")
    rows = [r.split("\n") for r in opened.page.locator("#color-key li").all_inner_texts()]
    assert [r[1] for r in rows] == ["11", "10", "9", "8", "7", "6", "5", "4", "3"]  # the ninth country is grey
    assert rows[-1][0] == "other, or none stated"
    marks = opened.page.locator("#color-key rect").evaluate_all("r => r.map(e => getComputedStyle(e).fill)")
    assert len(set(marks)) == 9


def test_the_overview_tells_colours_by_bars(open_map: Open, schema: Model) -> None:
    opened = open_map(chains.synthetic(schema, 300).graph(), overview_above=100, fragment="#color=country")
    assert len(drawn_colours(opened)) == 5  # the five countries of the firms; no type has its colour any more
    opened.page.select_option("#color-by", "type")
    assert "#E69F00" in drawn_colours(opened)  # materials


def test_hostile_texts_of_a_view_are_shown_as_text(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    for payload in ("".join(PAYLOADS[1:6]), PAYLOADS[0]):
        quoted = "'''" + payload.replace("'''", "") + "'''"
        text = (
            f"title = {quoted}\ndescription = {quoted}\n[[color]]\nwhere = {{ type = 'Firm' }}\ncolor = '#000000'\n"
            f"label = {quoted}\n[[note]]\nat = 'cell'\ntext = {quoted}\n"
            f"[[step]]\ntitle = {quoted}\ntext = {quoted}\n"
        )
        opened = open_map(chain.graph(), views=views_for(tmp_path, chain, evil=text).views, view="evil")
        page = opened.page
        assert page.locator("#story h2").text_content() == payload
        assert page.locator("#views .menu-items span").nth(1).text_content() == payload
        assert page.locator("#color-key span").first.text_content() == payload
        assert (page.locator("#story .notes span").first.text_content() or "") == payload
        page.keyboard.press(".")
        assert page.locator("#story p").first.text_content() == payload
        assert "<script" not in page.evaluate(SAVED_SVG).lower()
        assert page.evaluate("window.hit") is None
        assert page.locator("img, iframe").count() == 0


def test_a_story_fits_a_phone(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    opened = open_map(
        chain.graph(), views=views_for(tmp_path, chain, story=STORY).views, view="story",
        context={"viewport": {"width": 320, "height": 640}},
    )  # fmt: skip
    page = opened.page
    page.click("#story button:has-text('Next')")
    page.click("#story button:has-text('Next')")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = page.locator("#story button").evaluate_all(
        "b => b.map(e => e.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert all(w >= 24 and h >= 24 for w, h in sizes if w)
    high = page.locator("#map").bounding_box()
    assert high and high["height"] >= 60
    page.click("#views summary")
    menu = page.locator("#views .menu-items").bounding_box()
    assert menu and menu["x"] >= 0 and menu["x"] + menu["width"] <= 320


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
def test_axe_finds_nothing_in_a_story(open_map: Open, schema: Model, tmp_path: Path, scheme: str, width: int) -> None:
    chain = chains.small(schema)
    opened = open_map(
        chain.graph(), views=views_for(tmp_path, chain, story=STORY, names=NATIVE).views, view="story",
        context={"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "bypass_csp": True},
    )  # fmt: skip
    page = opened.page
    page.evaluate(axe_script())

    def check(state: str) -> None:
        found = page.evaluate(
            "async () => (await axe.run()).violations.map(v => [v.id, v.nodes.map(n => n.html).slice(0, 3)])"
        )
        assert found == [], state

    check("a view with its notes")
    page.keyboard.press(".")
    page.keyboard.press(".")
    check("a step")
    page.click("#views summary")
    check("the menu of views")
    page.click("#views summary")
    if width < 820:
        page.click("#side-button")
    page.select_option("#color-by", "country")
    check("coloured by country")


def test_a_rule_names_entities_and_a_program_makes_such_a_view(open_map: Open, schema: Model, tmp_path: Path) -> None:
    chain = chains.small(schema)
    named = (
        'title = "V"\n[[color]]\nwhere = { entities = ["Malmo Battery", "cell"] }\ncolor = "#D55E00"\nlabel = "named"\n'
    )
    saved = views_for(tmp_path, chain, story=named).views
    made = marked(
        "What stops", "In two rounds.", [("stopped", "#D55E00", ["malmo", "cell"]), ("gone", "#000000", ["none"])]
    )
    for views, view, label in ((saved, "story", "named"), (made, "result", "stopped")):
        opened = open_map(chain.graph(), views=views, view=view)
        assert opened.page.locator("#color-key li").all_inner_texts()[0].split("\n") == [label, "2"]
    assert opened.page.inner_text("#story h2") == "What stops"
