"""What stops if something is struck: the rule on graphs that a person can check, and how the page shows it."""

from __future__ import annotations

import pytest

from graphkit.graph import Graph
from graphkit.maps.supply import arrival
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import DRAWN_SVG, Open, Opened


@pytest.fixture(scope="module")
def supply(schema: Model) -> Graph:
    """Two makers of one cell, one of another, a plan of a third; inputs, items, vehicles, a market."""
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for identifier, type_, name in [
        ("metal", "Material", "Metal"), ("glue", "Material", "Glue"), ("anna", "Firm", "Anna"),
        ("bert", "Firm", "Bert"), ("cleo", "Firm", "Cleo"), ("one", "Product", "Cell one"),
        ("two", "Product", "Cell two"),
        ("red", "Vehicle", "Red car"), ("blue", "Vehicle", "Blue car"), ("drones", "Application", "Drones"),
        ("buyer", "Firm", "Buyer"), ("sam", "Firm", "Sam"), ("tina", "Firm", "Tina"), ("ugo", "Firm", "Ugo"),
        ("plant", "Site", "Plant"),
    ]:  # fmt: skip
        chain.entity(identifier, type_, name)
    chain.edge("metal", "INPUT_TO", "one")
    chain.edge("glue", "INPUT_TO", "one", qualifiers=(("essential", "no"),))  # type: ignore[arg-type]
    for maker, cell in (("anna", "one"), ("bert", "one"), ("anna", "two")):
        chain.edge(maker, "PRODUCES", cell)
    chain.edge("cleo", "PRODUCES", "two", kind="planned", when="2027")
    chain.edge("anna", "OPERATES", "plant")
    for cell, car in (("one", "red"), ("two", "red"), ("two", "blue")):
        chain.edge(cell, "INSTALLED_IN", car)
    for cell in ("one", "two"):
        chain.edge(cell, "TARGETS", "drones")
    for supplier, item in (("sam", "metal"), ("tina", "metal"), ("ugo", "glue")):
        chain.edge(supplier, "SUPPLIES", "buyer", qualifiers=(("item", item),))  # type: ignore[arg-type]
    chain.edge("ugo", "SUPPLIES", "ugo", qualifiers=(("item", "glue"),))  # type: ignore[arg-type]
    chain.stage("blue", "mass_production", "2027", "planned")
    return chain.graph()


def hit(opened: Opened) -> dict[str, str]:
    """What the table's column says of each entity that is hit."""
    page = opened.page
    if page.get_attribute("#table-button", "aria-pressed") == "false":
        page.click("#table-button")
    assert page.locator("#table-nodes thead th").last.inner_text() == "What if"
    rows = page.locator("#table-nodes tbody tr").evaluate_all(
        "rows => rows.map(r => [r.cells[0].innerText, r.cells[r.cells.length - 1].innerText])"
    )
    return {name: text for name, text in rows if text}


@pytest.mark.parametrize(
    ("struck", "want"),
    [
        # An input is needed by itself; what is sold is out with it; other cells keep the car and the market going.
        (
            ["metal"],
            {"Cell one": "stopped, wave 1", "Buyer": "stopped, wave 1", "Red car": "reduced", "Drones": "reduced"},
        ),
        # Not essential, so that the cell goes on; for the buyer glue is an item that nobody else sells.
        (["glue"], {"Cell one": "reduced", "Buyer": "stopped, wave 1", "Ugo": ""}),
        # The other maker is left; the plan of a third one supplies nothing yet.
        (
            ["anna"],
            {
                "Cell one": "reduced", "Cell two": "stopped, wave 1", "Plant": "stopped, wave 1",
                "Blue car": "stopped, wave 2", "Red car": "reduced", "Drones": "reduced",
            },
        ),
        # Both makers are out: everything that carries or targets stops, a market when all that target it have.
        (
            ["anna", "bert"],
            {
                "Cell one": "stopped, wave 1", "Cell two": "stopped, wave 1", "Plant": "stopped, wave 1",
                "Blue car": "stopped, wave 2", "Red car": "stopped, wave 2", "Drones": "stopped, wave 2",
            },
        ),
        (["sam"], {"Buyer": "reduced"}),
        (["ugo"], {"Buyer": "stopped, wave 1"}),
        (["drones"], {}),  # nothing flows back
    ],
)  # fmt: skip
def test_the_rule(open_map: Open, supply: Graph, struck: list[str], want: dict[str, str]) -> None:
    opened = open_map(supply, fragment="#strike=" + "%0A".join(struck))
    names = {supply.entities[i].name: "struck" for i in struck}
    assert hit(opened) == {**names, **{name: text for name, text in want.items() if text}}


def test_a_circle_stops_once(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    for name in "abc":
        chain.entity(name, "Material", f"Salt {name}")
    for start, end in ("ab", "bc", "ca", "cb"):
        chain.edge(start, "INPUT_TO", end)
    opened = open_map(chain.graph(), fragment="#strike=a")
    assert hit(opened) == {"Salt a": "struck", "Salt b": "stopped, wave 1", "Salt c": "stopped, wave 2"}


def test_the_rule_is_read_from_the_schema(schema: Model) -> None:
    assert {r: arrival(r, schema) for r, entry in schema.edges.items() if entry.chain} == {
        "SUPPLIES": "any", "OPERATES": "any", "PRODUCES": "any", "INPUT_TO": "each", "INSTALLED_IN": "use",
        "TARGETS": "use",
    }  # fmt: skip


def test_a_plan_counts_once_the_slider_takes_it_as_held(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply, fragment="#strike=anna")
    assert hit(opened)["Cell two"] == "stopped, wave 1"
    opened.page.locator("#day").press("End")
    assert "if all plans hold" in opened.page.inner_text("#day-text")
    assert hit(opened)["Cell two"] == "reduced"  # Cleo makes it too by then
    assert "Blue car" not in hit(opened)


def test_striking_and_taking_back(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply)
    page = opened.page
    opened.search("Anna")
    page.click("#strike")
    assert "1 entity struck: 3 stopped, 3 reduced" in page.inner_text("#panel")
    opened.search("Anna")
    assert page.get_attribute("#strike", "aria-pressed") == "true"
    assert "1 entity struck: 3 stopped, 3 reduced" in page.inner_text("#notice")
    page.click("text=What stops, and why")
    opened.search("Bert")
    page.click("#strike")
    assert "2 entities struck: 6 stopped, 0 reduced" in page.inner_text("#panel")
    panel = page.inner_text("#panel")
    assert "Known suppliers are not all suppliers" in panel
    assert panel.index("Wave 1 (3)") < panel.index("Cell one") < panel.index("Wave 2 (3)") < panel.index("Red car")
    page.click('[aria-label="Take back the strike on Bert"]')
    assert "1 entity struck: 3 stopped, 3 reduced" in page.inner_text("#panel")
    assert page.is_hidden("#notice")
    page.get_by_label("Close").click()
    assert "1 entity struck: 3 stopped, 3 reduced" in page.inner_text("#notice")
    page.locator("#notice").get_by_text("Clear").click()
    assert page.is_hidden("#notice") and page.is_hidden("#panel")
    page.click("#table-button")
    assert page.locator("#table-nodes thead th").last.inner_text() == "Relations"


def test_each_hit_has_its_proof(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply, fragment="#strike=anna")
    page = opened.page
    panel = page.locator("#panel")
    rows = {r.splitlines()[0]: r for r in panel.locator("li:has(.proof)").all_inner_texts()}
    assert "is made by: lost Anna (struck), none left" in rows["Cell two"]
    assert "is made by: lost Anna (struck); left Bert" in rows["Cell one"]
    assert "carries: lost Cell two (stopped), none left" in rows["Blue car"]
    panel.get_by_role("button", name="Blue car").click()
    assert "What if: stopped, wave 2" in panel.inner_text()
    panel.get_by_label("Close").click()  # the list comes back
    assert "What if these stop?" in panel.inner_text()
    panel.get_by_text("Draw only these").click()
    assert set(opened.shown()) == {"Anna", "Cell one", "Cell two", "Plant", "Blue car", "Red car", "Drones"}


def test_it_says_whether_an_input_is_said_to_be_essential(open_map: Open, schema: Model) -> None:
    chain = chains.Chain(schema)
    chain.source("d1", "Notes")
    chain.entity("salt", "Material", "Salt")
    for name, said in (("a", "yes"), ("b", "no"), ("c", "")):
        chain.entity(name, "Product", f"Cell {name}")
        chain.edge("salt", "INPUT_TO", name, qualifiers=(("essential", said),) if said else ())  # type: ignore[arg-type]
    page = open_map(chain.graph(), fragment="#strike=salt").page
    rows = {r.splitlines()[0]: r.splitlines()[-1] for r in page.locator("#panel li:has(.proof)").all_inner_texts()}
    assert rows == {
        "Cell a": "is made from: lost Salt (struck), none left",
        "Cell b": "is made from: lost Salt (struck), none left: a source calls it not essential",
        "Cell c": "is made from: lost Salt (struck), none left (no source says whether it is essential)",
    }
    assert hit(open_map(chain.graph(), fragment="#strike=salt")) == {
        "Salt": "struck", "Cell a": "stopped, wave 1", "Cell b": "reduced", "Cell c": "stopped, wave 1",
    }  # fmt: skip


def test_hidden_suppliers_supply_still(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply, fragment="#strike=sam")
    opened.page.locator('[data-facet="type"][data-value="Material"]').uncheck()
    assert hit(opened) == {"Sam": "struck", "Buyer": "reduced"}


def test_what_is_struck_does_not_vanish_by_a_filter(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply, fragment="#strike=sam")
    opened.page.locator('[data-facet="type"][data-value="Firm"]').uncheck()
    assert hit(opened) == {"Sam": "struck"}  # its buyer is a firm, and hidden


def test_the_picture_and_the_file_mark_them(open_map: Open, supply: Graph) -> None:
    opened = open_map(supply, fragment="#strike=anna")
    page = opened.page
    opened.settle()
    assert "strike=anna" in page.url
    with_marks = page.evaluate(DRAWN_SVG)
    accent = page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")
    marks = [line for line in with_marks.split("<path ") if f'stroke="{accent}"' in line]
    # One cross; three rings with a bar each; three broken rings.
    assert sum("stroke-dasharray" in m for m in marks) == 3
    assert len(marks) == 1 + 2 * 3 + 3
    page.click("#menu summary")
    with page.expect_download() as event:
        page.click("#save-nodes")
    text = event.value.path().read_text(encoding="utf-8-sig")
    assert '"What if"' in text.splitlines()[0]
    assert '"stopped, wave 2"' in text
