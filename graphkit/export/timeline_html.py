"""The timeline as one HTML page: the picture, and all dates as a table that folds out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from graphkit.export.html import cell_text, frame, region, table_in, text_in, write
from graphkit.export.timeline_style import PAGE
from graphkit.export.timeline_svg import Heading, picture

_TABLE = ("entity", "stage", "with", "scope", "kind", "text", "outcome", "delay", "speakers", "sources")


def write_html(rows: Sequence[Mapping[str, Any]], heading: Heading, out: BinaryIO) -> None:
    """Writes a page with the picture, and the rows as a table that can be folded out; see `write_svg`."""
    html, main = frame(heading.title, PAGE)
    text_in(main, "p", "Scroll sideways to see the dates.", {"class": "hint"})
    region(main, "picture", "Timeline").append(picture(rows, heading))
    folded = ET.SubElement(main, "details")
    text_in(folded, "summary", f"All dates as a table ({len(rows):,})")
    body = table_in(region(folded, "rows", "All dates"), _TABLE)
    for row in rows:
        line = ET.SubElement(body, "tr")
        for name in _TABLE:
            text_in(line, "td", cell_text(row[name]))
    write(html, out)
