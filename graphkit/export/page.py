"""A report as one HTML page: headings and tables, no script, light and dark, nothing from a network.

The page is built as a tree, so that no text of the data can become markup.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from graphkit.export.html import cell_text, frame, region, table_in, text_in, write

#: Rows up to which a section is open when the page is opened.
OPEN_ROWS = 60
_STYLE = """
:root{color-scheme:light dark;--ink:#1d2733;--quiet:#556270;--line:#dfe4e9;--paper:#fff;--band:#f3f5f8;--blue:#1f5c9e;
--warm:#a3390d}
@media (prefers-color-scheme:dark){:root{--ink:#e6ebf0;--quiet:#a9b4bf;--line:#2a343e;--paper:#11161c;--band:#1a2129;
--blue:#8cc0f5;--warm:#ffab80}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);
font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK SC",sans-serif}
main{max-width:1280px;margin:0 auto;padding:28px 20px 60px}
h1{font-size:24px;line-height:1.25;margin:0 0 6px}p{margin:0 0 6px;max-width:80ch}.quiet{color:var(--quiet)}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:8px;margin:18px 0 22px;padding:0}
nav a,nav span{display:block;padding:6px 12px;border:1px solid var(--line);border-radius:6px;background:var(--band);
text-decoration:none;color:var(--ink)}nav span{color:var(--quiet)}
nav b{color:var(--blue);font-variant-numeric:tabular-nums;margin-right:6px}
nav a:hover{border-color:var(--blue)}
a:focus-visible,summary:focus-visible,div:focus-visible{outline:2px solid var(--blue)}
details{margin:0 0 22px}summary{cursor:pointer;padding:6px 0;border-bottom:2px solid var(--line)}
summary h2{display:inline;font-size:17px;margin:0}summary .quiet{margin-left:8px}
.rows{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:6px 14px 6px 0;border-bottom:1px solid var(--line);
overflow-wrap:anywhere;min-width:6.5em}
td.text{min-width:11em}th{white-space:nowrap;color:var(--quiet);font-weight:600}td:first-child{font-weight:600}
td.day{white-space:nowrap}td.change{color:var(--warm);font-weight:600}td.quiet{font-size:12px}
small{display:block;color:var(--quiet);font-weight:400;font-size:11.5px}
@media print{details{break-inside:auto}nav{display:none}body{font-size:11px}}
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its table. `below` names a column that stands small under another one, as an id under its name;
    `styles` gives columns a class of the page: text (wide), day (one line), change, quiet."""

    id: str
    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    below: Mapping[str, str] = field(default_factory=dict)
    styles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A report: title, the lines below it, its sections, and remarks at the end."""

    title: str
    lines: Sequence[str]
    sections: Sequence[Section]
    remarks: Sequence[str] = ()


def write_page(page: Page, out: BinaryIO) -> None:
    """Writes the page. A section without rows is named with its count of 0 and has no table."""
    html, main = frame(page.title, _STYLE)
    for line in page.lines:
        text_in(main, "p", line)
    _contents(main, page.sections)
    for section in page.sections:
        if section.rows:
            _section(main, section)
    for remark in page.remarks:
        text_in(main, "p", remark, {"class": "quiet"})
    write(html, out)


def _contents(main: ET.Element, sections: Sequence[Section]) -> None:
    listed = ET.SubElement(ET.SubElement(main, "nav", {"aria-label": "Sections"}), "ul")
    for section in sections:
        place = ET.SubElement(listed, "li")
        entry = ET.SubElement(place, "a", {"href": f"#{section.id}"}) if section.rows else ET.SubElement(place, "span")
        count = text_in(entry, "b", f"{len(section.rows):,}")
        count.tail = section.heading


def _section(main: ET.Element, section: Section) -> None:
    unfolded = {"open": "open"} if len(section.rows) <= OPEN_ROWS else {}
    folded = ET.SubElement(main, "details", {"id": section.id, **unfolded})
    summary = ET.SubElement(folded, "summary")
    text_in(summary, "h2", section.heading)
    text_in(summary, "span", f"{len(section.rows):,}", {"class": "quiet"})
    shown = _shown(section)
    headings = (section.columns[column].replace("_", " ") for column in shown)
    body = table_in(region(folded, "rows", section.heading), headings)
    small = {section.columns.index(a): section.columns.index(b) for a, b in section.below.items()}
    for row in section.rows:
        line = ET.SubElement(body, "tr")
        for column in shown:
            style = section.styles.get(section.columns[column], "")
            cell = text_in(line, "td", cell_text(row[column]), {"class": style} if style else {})
            if column in small:
                text_in(cell, "small", cell_text(row[small[column]]))


def _shown(section: Section) -> list[int]:
    """Columns that have something to show and do not stand under another."""
    hidden = set(section.below.values())
    return [
        n
        for n, name in enumerate(section.columns)
        if name not in hidden and any(cell_text(row[n]) for row in section.rows)
    ]
