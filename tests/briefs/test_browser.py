"""Reports in a browser: nothing runs or is asked for, axe-core finds nothing, small screens hold them, briefs print."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.briefs import write_report
from graphkit.graph import Graph
from graphkit.graph.opinions import Opinion
from graphkit.model import Model
from tests.briefs.conftest import NOTES
from tests.maps.test_axe import axe_script, violations
from tests.maps.test_safety import PAYLOADS
from tests.maps.test_safety import hostile as hostile_graph
from tests.maps.test_tools import program, run, tool

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

PAGES = ("index.html", "brief.html")


@pytest.fixture(scope="module")
def hostile(model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of names, documents and notes that would run, or overflow, if they were markup."""
    graph = hostile_graph(model)
    text = "\n\n".join([*PAYLOADS, *(f"[x]({p})" for p in PAYLOADS), "![x](https://e.org/x.png)", "w" * 3000])
    firm = next(i for i, e in graph.entities.items() if e.type == "Firm")
    note = Opinion("notes/x.md", (firm,), PAYLOADS[0], NOTES[0].day, PAYLOADS[2], text)
    folder = tmp_path_factory.mktemp("hostile") / "r"
    write_report(graph, model, folder, " ".join(PAYLOADS), graph.entities[firm], (note,))
    return folder


@pytest.fixture(scope="module")
def long_(graph: Graph, model: Model, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of the whole and of one firm with names as long as an ill-meaning table makes them."""
    names = {i: f"{e.name} {'全固态电池材料有限公司 Verylongname-' * 12}" for i, e in graph.entities.items()}
    entities = {i: replace(e, name=names[i]) for i, e in graph.entities.items()}
    notes = tuple(replace(NOTES[0], title="T " * 400, author="A " * 300, text="word " * 2000) for _ in range(4))
    folder = tmp_path_factory.mktemp("long")
    longer = replace(graph, entities=entities)
    write_report(longer, model, folder / "whole", "P " * 500, None, notes)
    for identifier in ("cellco", "ore"):
        write_report(longer, model, folder / identifier, "P " * 500, entities[identifier], notes)
    return folder


def _note_url(asked: list[str], request: Request) -> None:
    asked.append(request.url)


def _note_dialog(asked: list[str], dialog: Dialog) -> None:
    asked.append("dialog")
    dialog.dismiss()


def opened(chromium: Browser, path: Path, width: int = 900, scheme: str = "light", bypass: bool = False) -> Page:
    context = chromium.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=bypass,
    )
    page = context.new_page()
    page.goto(path.as_uri())
    return page


def sheets(page: Page) -> int:
    """Pages of paper that it prints to."""
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize(("scheme", "width"), [("light", 900), ("dark", 900), ("light", 390)])
def test_axe_finds_no_violation(chromium: Browser, reports: dict[str, Path], scheme: str, width: int) -> None:
    script = axe_script()
    for about in ("", "ore"):
        for name in PAGES:
            page = opened(chromium, reports[about] / name, width, scheme, bypass=True)
            page.evaluate(script)
            assert violations(page) == [], (about, name)
            page.context.close()


def test_narrow_screens_hold_them(chromium: Browser, reports: dict[str, Path], hostile: Path, long_: Path) -> None:
    for path in (reports[""], reports["cellco"], hostile, long_ / "whole", long_ / "ore"):
        for name in PAGES:
            page = opened(chromium, path / name, 390)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, (path, name)
            page.context.close()


def test_the_brief_prints_to_two_pages(chromium: Browser, reports: dict[str, Path], hostile: Path, long_: Path) -> None:
    whole = [*reports.values(), hostile, *(long_ / n for n in ("whole", "cellco", "ore"))]
    for path in whole:
        page = opened(chromium, path / "brief.html")
        assert 1 <= sheets(page) <= 2, path
        page.context.close()


def test_hostile_texts_are_shown_and_never_run(chromium: Browser, hostile: Path) -> None:
    for name in PAGES:
        context = chromium.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", partial(_note_url, asked))
        page.on("dialog", partial(_note_dialog, asked))
        page.goto((hostile / name).as_uri())
        assert asked == [(hostile / name).as_uri()]
        assert page.evaluate("window.hit") is None
        assert page.locator("script, img, iframe, base, object").count() == 0
        words = " ".join(page.inner_text("body").split())
        shown = PAYLOADS if name == "index.html" else PAYLOADS[:1]
        for payload in shown:
            assert " ".join(payload.replace("\u2028", " ").replace("\u2029", " ").split()) in words, payload
        links = page.eval_on_selector_all("a", "all => all.map(a => a.getAttribute('href'))")
        assert [
            href for href in links if not href.startswith(("#", "index.html", "brief.html", "map.html", "https://"))
        ] == []
        context.close()


def test_the_pages_are_valid_html(reports: dict[str, Path], hostile: Path, long_: Path) -> None:
    pages = [folder / name for folder in (*reports.values(), hostile, long_ / "whole") for name in PAGES]
    said = run(program("java"), "-jar", tool("vnu-jar", "build", "dist", "vnu.jar"), "--errors-only", *pages)
    assert said.strip() == ""
