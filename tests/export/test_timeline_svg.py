"""The timeline's picture: well formed, safe, self-contained, right in what it marks, for none to many rows."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser

from graphkit.export.timeline_html import write_html
from graphkit.export.timeline_layout import PLOT, RIGHT, Axis, bands, fit
from graphkit.export.timeline_svg import Heading, write_svg

SVG = "{http://www.w3.org/2000/svg}"
HEADING = Heading("Chain: who reaches what when", date(2026, 1, 2))


def row(entity: str, kind: str, first: str | None, last: str | None, **other: Any) -> dict[str, Any]:
    """A row of the timeline."""
    cells: dict[str, Any] = {
        "group": "Acme", "entity": entity, "id": entity, "stage": "production_start", "with": "", "scope": "",
        "kind": kind, "text": first or last or "", "earliest": first, "latest": last, "current": True,
        "outcome": "came" if kind == "actual" else "ahead", "delay": "", "then_earliest": None, "then_latest": None,
        "speakers": ["SMM"], "sources": ["s#p1"],
    }  # fmt: skip
    return cells | other


LATE = [
    row("Line 1", "planned", "2025-10-01", "2025-10-31", outcome="late", delay="10 to 40 days late",
        then_earliest="2025-11-10", then_latest="2025-11-10"),
    row("Line 1", "actual", "2025-11-10", "2025-11-10"),
]  # fmt: skip


def svg(rows: list[dict[str, Any]], heading: Heading = HEADING) -> ET.Element:
    """The picture, read again."""
    out = io.BytesIO()
    write_svg(rows, heading, out)
    return ET.fromstring(out.getvalue())


def page(rows: list[dict[str, Any]], heading: Heading = HEADING) -> str:
    """The page's text."""
    out = io.BytesIO()
    write_html(rows, heading, out)
    return out.getvalue().decode()


def texts(picture: ET.Element) -> list[str]:
    return [t.text or "" for t in picture.iter(f"{SVG}text")]


def test_a_plan_is_hollow_what_came_is_solid_and_an_arrow_joins_them() -> None:
    picture = svg(LATE)
    lane = [g for g in picture.iter(f"{SVG}g") if any("10 to 40" in (t.text or "") for t in g.findall(f"{SVG}text"))]
    classes = [e.get("class") for e in lane[0].iter() if e.get("class")]
    assert {"plan", "came", "slip", "slip-head"} <= set(classes)
    assert "10 to 40 days late" in texts(picture)
    assert any("says SMM (s#p1)" in (t.text or "") for t in picture.iter(f"{SVG}title"))


def test_marks_stand_where_their_days_are() -> None:
    axis = Axis.of(LATE, date(2026, 1, 2), (None, None))
    assert (axis.first, axis.last) == (date(2025, 1, 1), date(2026, 12, 31))
    (band,), _ = bands(LATE, axis)
    plan, came = band.lanes[0].marks
    width = RIGHT - PLOT
    assert plan.x1 == pytest.approx(PLOT + width * 273 / 730, abs=0.1)  # 1 October is day 274 of the year
    assert plan.x2 == pytest.approx(PLOT + width * 304 / 730, abs=0.1)
    assert plan.x2 < came.x1
    assert came.y > plan.y


def test_open_bounds_and_what_a_window_cuts() -> None:
    rows = [row("A", "planned", None, "2026-12-31"), row("B", "planned", "2031-01-01", None)]
    axis = Axis.of(rows, None, (None, None))
    marks = [m for b in bands(rows, axis)[0] for lane in b.lanes for m in lane.marks]
    assert [(m.open_left, m.open_right) for m in marks] == [(True, False), (False, True)]
    (cut,) = [row("C", "planned", "2027-01-01", "2030-12-31")]
    axis = Axis.of([cut], None, (date(2026, 1, 1), date(2028, 12, 31)))
    mark = bands([cut], axis)[0][0].lanes[0].marks[0]
    assert (mark.cut_left, mark.cut_right, mark.x2) == (False, True, RIGHT)


@pytest.mark.parametrize("count", [0, 1, 500])
def test_any_number_of_rows(count: int) -> None:
    rows = [row(f"工厂 {k}", "planned", f"{2020 + k % 9}-01-01", f"{2020 + k % 9}-12-31") for k in range(count)]
    picture = svg(rows)
    lanes = [t for t in texts(picture) if t == "production start"]
    assert len(lanes) == count
    assert float(picture.get("height", "0")) > 24 * count
    assert ("No milestone with a date is told of what was asked for." in texts(picture)) is (count == 0)
    ys = [float(t.get("y", "0")) for t in picture.iter(f"{SVG}text") if t.text == "production start"]
    assert all(b - a >= 20 for a, b in pairwise(ys))


def test_a_date_not_told_is_counted_and_not_drawn() -> None:
    picture = svg([row("A", "planned", None, None), *LATE])
    assert "1 milestones of 2 entities; as of 2026-01-02; 1 dates not told, not drawn" in texts(picture)


def test_what_was_left_out_is_said() -> None:
    heading = Heading("T", None, notes=("3 claims of sources that are not public left out",))
    assert any("3 claims of sources that are not public left out" in t for t in texts(svg(LATE, heading)))


@pytest.mark.parametrize("evil", ["</text><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\x00b\x1fc"])
def test_data_never_becomes_markup(evil: str) -> None:
    rows = [row(evil, "planned", "2025-01-01", "2025-12-31", group=evil, speakers=[evil], stage=evil)]
    picture = svg(rows, Heading(evil, None))
    assert not [e for e in picture.iter() if e.tag.endswith(("script", "img"))]
    text = page(rows, Heading(evil, None))
    assert "<script" not in text
    assert "<img" not in text


def test_the_page_needs_no_network_and_is_the_same_each_time() -> None:
    text = page(LATE)
    assert text == page(LATE)
    assert "<script" not in text
    outside = set(re.findall(r"https?://[^\"' )<]+", text))
    assert outside <= {"http://www.w3.org/2000/svg"}
    assert "prefers-color-scheme:dark" in text


@pytest.mark.parametrize("name", ["Plant " * 30, "宁德时代新能源科技股份有限公司四川时代动力电池项目第十一期扩建工程"])
def test_long_names_are_cut_and_whole_in_the_tooltip(name: str) -> None:
    shown = fit(name, 200, 12)
    assert shown.endswith("…")
    picture = svg([row(name, "actual", "2025-01-01", "2025-01-01")])
    assert name in [t.text for t in picture.iter(f"{SVG}title")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_a_browser_labels_do_not_overlap(chromium: Browser, scheme: Any) -> None:
    names = [
        "Sak Power Yibin phase I 0.5 GWh line",
        "宁德时代新能源科技股份有限公司四川时代动力电池项目第十一期",
        "W" * 60,
    ]
    rows = [r | {"entity": n, "id": n, "scope": "class=all-solid-state and more"} for n in names for r in LATE]
    opened = chromium.new_page(color_scheme=scheme, viewport={"width": 1300, "height": 800})
    try:
        opened.set_content(page(rows))
        boxes = opened.evaluate(
            "[...document.querySelectorAll('.tl text')].map(t => { const b = t.getBBox();"
            " return [b.x, b.y, b.x + b.width, b.y + b.height, t.textContent] })"
        )
        for k, (left, top, right, bottom, text) in enumerate(boxes):
            for other in boxes[k + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] + 2 or other[3] <= top + 2
                assert apart, (text, other[4])
        narrow = opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert narrow
    finally:
        opened.close()
