"""Pages of made-up maps, opened in the browser with everything recorded that must not happen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit.graph import Graph
from graphkit.maps import write_map
from graphkit.model import Model
from tests.maps import chain as chains

if TYPE_CHECKING:
    import networkx as nx
    from playwright.sync_api import Browser, Page

#: Presses the button and gives the text of the file that it makes.
SAVED_SVG = """() => new Promise((done) => {
  const made = URL.createObjectURL;
  URL.createObjectURL = (blob) => { blob.text().then(done); return made(blob); };
  document.getElementById("save-svg").click();
})"""
#: As `SAVED_SVG`, without the legend below the drawing: what is drawn on the map.
DRAWN_SVG = f"""async () => {{
  const file = new DOMParser().parseFromString(await ({SAVED_SVG})(), "image/svg+xml");
  const picture = file.documentElement, legend = file.querySelector("svg.legend");
  const [left, top, wide, high] = picture.getAttribute("viewBox").split(" ").map(Number);
  picture.setAttribute("viewBox", [left, top, wide, high - legend.getAttribute("height")].join(" "));
  picture.setAttribute("height", picture.getAttribute("height") - legend.viewBox.baseVal.height);
  legend.remove();
  return new XMLSerializer().serializeToString(file);
}}"""
#: The texts of the legend below the drawing, in their order.
LEGEND = f"""async () => {{
  const file = new DOMParser().parseFromString(await ({SAVED_SVG})(), "image/svg+xml");
  return [...file.querySelectorAll("svg.legend text:not([text-anchor])")].map((text) => text.textContent);
}}"""
TITLE = "A made-up chain"


@dataclass
class Opened:
    """A map in the browser: its page, what it asked for, what went wrong."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def shown(self, what: str = "nodes") -> list[str]:
        """First cells of the table of nodes or edges: what the filters leave."""
        pressed = self.page.get_attribute("#table-button", "aria-pressed")
        if pressed == "false":
            self.page.click("#table-button")
        found = self.page.locator(f"#table-{what} tbody th").all_inner_texts()
        if pressed == "false":
            self.page.click("#table-button")
        return found

    def search(self, text: str) -> None:
        """Type into the search and take the first hit."""
        self.page.fill("#find", text)
        self.page.press("#find", "Enter")

    def settle(self) -> None:
        """Wait until what was asked for is drawn and in the address."""
        self.rest(200)

    def rest(self, milliseconds: int) -> None:
        """Wait for so long by the page's own timers: what they were to do before is done, on a slow machine too."""
        self.page.evaluate(
            "time => new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done)), time))",
            milliseconds,
        )


Open = Callable[..., Opened]


@pytest.fixture(scope="session")
def schema() -> Model:
    """The model of the checkout."""
    return chains.model()


@pytest.fixture(scope="session")
def small_graph(schema: Model) -> Graph:
    """The graph of `chain.small`."""
    return chains.small(schema).graph()


@pytest.fixture
def open_map(chromium: Browser, schema: Model, tmp_path: Path) -> Iterator[Open]:
    """A function that writes a graph's map and opens it; at the end of the test nothing may have gone wrong."""
    opened: list[Opened] = []

    def opener(
        graph: Graph | nx.Graph[Any],
        *,
        title: str = TITLE,
        fragment: str = "",
        context: dict[str, Any] | None = None,
        model: Model | None = schema,
        **options: Any,
    ) -> Opened:
        path = tmp_path / "map.html"
        write_map(graph, path, model, title, **options)
        page = chromium.new_context(**{"viewport": {"width": 1440, "height": 900}, **(context or {})}).new_page()
        page.set_default_timeout(20_000)  # a busy machine draws slowly
        found = Opened(page)
        page.on("request", lambda request: found.requests.append(request.url))
        page.on("pageerror", lambda error: found.errors.append(str(error)))
        page.on("console", lambda message: found.errors.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (found.errors.append("dialog " + dialog.message), dialog.dismiss()))
        page.goto(path.as_uri() + fragment)
        page.wait_for_selector("html[data-whole]", timeout=30_000)
        opened.append(found)
        return found

    yield opener
    for found in opened:
        found.page.context.close()
        assert found.errors == []
        assert [url for url in found.requests if not url.startswith("file:")] == []
        assert len(found.requests) == 1
