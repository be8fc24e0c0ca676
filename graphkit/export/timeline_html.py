"""The timeline as one HTML page: the picture, and all dates as a table that folds out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from graphkit.export.timeline_style import PAGE
from graphkit.export.timeline_svg import Heading, picture, text_in

_TABLE = ("entity", "stage", "with", "scope", "kind", "text", "outcome", "delay", "speakers", "sources")


def write_html(rows: Sequence[Mapping[str, Any]], heading: Heading, out: BinaryIO) -> None:
    """Writes a page with the picture, and the rows as a table that can be folded out; see `write_svg`."""
    html = ET.Element("html", {"lang": "en"})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    text_in(head, "title", heading.title)
    text_in(head, "style", PAGE)
    main = ET.SubElement(ET.SubElement(html, "body"), "main")
    text_in(main, "h1", heading.title)
    text_in(main, "p", "Scroll sideways to see the dates.", {"class": "hint"})
    # Keyboards must reach what scrolls sideways on a narrow screen.
    frame = {"class": "picture", "role": "region", "aria-label": "Timeline", "tabindex": "0"}
    ET.SubElement(main, "div", frame).append(picture(rows, heading))
    folded = ET.SubElement(main, "details")
    text_in(folded, "summary", f"All dates as a table ({len(rows):,})")
    frame = {"class": "rows", "role": "region", "aria-label": "All dates", "tabindex": "0"}
    table = ET.SubElement(ET.SubElement(folded, "div", frame), "table")
    line = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for name in _TABLE:
        text_in(line, "th", name, {"scope": "col"})
    body = ET.SubElement(table, "tbody")
    for row in rows:
        line = ET.SubElement(body, "tr")
        for name in _TABLE:
            text_in(line, "td", _plain(row[name]))
    out.write(b"<!DOCTYPE html>\n" + ET.tostring(html, encoding="utf-8", method="html") + b"\n")


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)
