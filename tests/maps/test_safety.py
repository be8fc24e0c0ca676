"""Hostile text in every field: nothing runs, all of it is shown as text."""

from __future__ import annotations

from graphkit.graph import Graph
from graphkit.model import Model
from tests.maps import chain as chains
from tests.maps.conftest import SAVED_SVG, Open

PAYLOADS = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "</noscript></style></title></textarea><img src=x onerror=window.hit=1>",
    "<!--<script>",
    "{{ 7*7 }}{% raw %}",
    "javascript:window.hit=1",
    "' onmouseover='window.hit=1",
    "${window.hit=1}`;window.hit=1;//",
    "]]><a href='https://example.org'>href</a>",
    "\u2028window.hit=1\u2029",
    "<iframe srcdoc='<script>parent.hit=1</script>'>",
    "<base href=//evil.example><link rel=stylesheet href=//evil.example>",
]


def hostile(schema: Model) -> Graph:
    chain = chains.Chain(schema)
    for k, payload in enumerate(PAYLOADS):
        source = f"d{k}"
        chain.source(source, f"Title {payload}", publisher=f"Publisher {payload}")
        chain.entity(f"firm-{k}", "Firm", f"Name {payload}", [f"Alias {payload}"], [f"Native {payload}"])
        chain.entity(f"product-{k}", "Product", f"Other {payload}")
        chain.entity(f"site-{k}", "Site", f"Site {payload}")
        said = {"source": source, "at": f"at {payload}", "speaker": f"speaker {payload}"}
        chain.word(f"firm-{k}", "first", f"word {payload}", **said)
        chain.edge(f"firm-{k}", "DEVELOPS", f"product-{k}", **said, qualifiers=(("topic", f"topic {payload}"),))  # type: ignore[arg-type]
        chain.edge(f"firm-{k}", "PARTNERS_WITH", f"firm-{k}", **said, qualifiers=(("form", f"form {payload}"),))  # type: ignore[arg-type]
        chain.edge(f"firm-{k}", "OPERATES", f"site-{k}", **said)
        chain.stage(f"site-{k}", "production_start", "2025-10", "actual", **said)
    return chain.graph()


def test_hostile_text_is_shown_and_never_run(open_map: Open, schema: Model) -> None:
    everything = " ".join(PAYLOADS[1:6])
    opened = open_map(hostile(schema), title=f"Project {everything}")
    page = opened.page

    def plain(text: str) -> str:
        return " ".join(text.split())

    def texts(selector: str) -> str:
        return plain(str(page.locator(selector).evaluate_all("e => e.map(x => x.textContent).join(' ')")))

    assert plain(everything) in texts("h1")
    page.click("#context")
    page.fill("#find", "Name")
    assert "Name " in texts("#hits")
    page.press("#find", "Escape")
    for k, payload in enumerate(PAYLOADS):
        page.evaluate(f"location.hash = 'node=firm-{k}&context=1'")
        page.wait_for_function(
            "k => document.querySelector('#panel h2')?.textContent.startsWith('Name ' + k)", arg=payload[:4]
        )
        page.evaluate("document.querySelectorAll('.cited').forEach(d => { d.open = true; })")
        page.wait_for_selector("#panel .cited ol")
        opened.rest(50)
        panel = texts("#panel")
        for field in ("Name", "Alias", "Native", "Other", "word", "at", "speaker", "Title", "Publisher", "topic:"):
            value = payload if field != "topic:" else "topic " + payload
            assert plain(f"{field} {value}") in panel, field
        page.locator("#panel button", has_text="details").first.click()
    page.click("#table-button")
    assert all(plain(f"Name {payload}") in texts("#tables") for payload in PAYLOADS)
    page.click("#table-button")
    svg = page.evaluate(SAVED_SVG)
    assert "<script" not in svg.lower()
    opened.settle()
    assert page.evaluate("window.hit") is None
    assert page.locator("img, iframe, base, link").count() == 0


def test_without_script_hostile_text_is_text_too(chromium: object, schema: Model, tmp_path: object) -> None:
    from graphkit.maps import write_map

    path = tmp_path / "map.html"  # type: ignore[operator]
    write_map(hostile(schema), path, schema, PAYLOADS[4])
    page = chromium.new_context(java_script_enabled=False).new_page()  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    assert page.locator(".still h1").inner_text() == PAYLOADS[4]
    assert page.locator("img").count() == 0
    assert "Name " + PAYLOADS[4] in page.locator(".still table").first.text_content()
    page.context.close()
