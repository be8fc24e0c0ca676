"""A page of HTML as a tree: its frame, texts that nothing can break out of, tables that scroll sideways."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from graphkit.export.markup import possible


def frame(title: str, style: str) -> tuple[ET.Element, ET.Element]:
    """A page with its title and style, and its `main`, which holds the title as heading."""
    html = ET.Element("html", {"lang": "en"})
    head = ET.SubElement(html, "head")
    ET.SubElement(head, "meta", {"charset": "utf-8"})
    ET.SubElement(head, "meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    text_in(head, "title", title)
    text_in(head, "style", style)
    main = ET.SubElement(ET.SubElement(html, "body"), "main")
    text_in(main, "h1", title)
    return html, main


def text_in(parent: ET.Element, name: str, text: str, attributes: Mapping[str, str] | None = None) -> ET.Element:
    """A new element with text; what XML cannot hold becomes U+FFFD."""
    element = ET.SubElement(parent, name, dict(attributes or {}))
    element.text = possible(text)
    return element


def region(parent: ET.Element, style: str, label: str) -> ET.Element:
    """A box of the class `style` that scrolls sideways on a narrow screen; keyboards reach it."""
    return ET.SubElement(parent, "div", {"class": style, "role": "region", "aria-label": label, "tabindex": "0"})


def table_in(parent: ET.Element, headings: Iterable[str]) -> ET.Element:
    """A new table with its line of headings; the body, which takes the rows."""
    table = ET.SubElement(parent, "table")
    line = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for heading in headings:
        text_in(line, "th", heading, {"scope": "col"})
    return ET.SubElement(table, "tbody")


def cell_text(value: Any) -> str:
    """A value as a cell shows it: lists by commas, nothing for None."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else "" if value is None else str(value)


def write(html: ET.Element, out: BinaryIO) -> None:
    """Writes the page."""
    out.write(b"<!DOCTYPE html>\n" + ET.tostring(html, encoding="utf-8", method="html") + b"\n")
