"""A report as two pages of HTML, the whole and the brief: no script, nothing from a network, all texts escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

from graphkit.briefs.content import Bullets, Chart, Cited, Column, Grid, Notes, Report, Said, Section
from graphkit.briefs.numbering import Numbering, anchor
from graphkit.briefs.opinions import beginning, elements
from graphkit.briefs.shortening import CELL, DOCUMENTS, NOTE, SENTENCE, cell_words, cut, shortened
from graphkit.briefs.style import brief_style, index_style
from graphkit.export.html import frame, region, text_in, write
from graphkit.export.markup import possible
from graphkit.graph.opinions import Opinion

#: By this a page is known as one of graphkit's reports.
MARK = "graphkit report"
_OPINION = "what an analyst thinks; no document says so, and no figure of this report rests on it"


def index_page(report: Report, numbering: Numbering) -> bytes:
    """The whole report."""
    html, main = _frame(report, index_style(), report.title)
    _head(main, report, (("brief.html", "Brief to print (two pages)"), ("map.html", "Interactive map")))
    _findings(main, report.findings, numbering)
    listed = ET.SubElement(ET.SubElement(main, "nav", {"aria-label": "Sections"}), "ul")
    for part in (*report.sections, Section("reading", "How to read it", ()), Section("sources", "Sources", ())):
        text_in(ET.SubElement(listed, "li"), "a", part.heading, {"href": f"#{part.id}"})
    for part in report.sections:
        text_in(main, "h2", part.heading, {"id": part.id})
        for block in part.blocks:
            _block(main, block, numbering)
    text_in(main, "h2", "How to read it", {"id": "reading"})
    _points(main, [Said(line) for line in report.reading], numbering)
    text_in(main, "h2", "Sources", {"id": "sources"})
    _sources(main, numbering)
    return _bytes(html)


def brief_page(report: Report, numbering: Numbering) -> bytes:
    """The same in short, to be printed: at most two A4 pages."""
    html, main = _frame(report, brief_style(), f"{report.title}: brief")
    _head(main, report, (("index.html", "Whole report"), ("map.html", "Interactive map")), CELL * 2)
    short = shortened(report)
    _findings(main, short.findings, numbering)
    for part in short.sections:
        text_in(main, "h2", part.heading)
        for block in part.blocks:
            _block(main, block, numbering, brief=True)
    if short.left_out:
        text_in(main, "p", f"For want of room only in index.html: {'; '.join(short.left_out)}.", {"class": "more"})
    text_in(main, "h2", "How to read it")
    _points(main, short.reading, numbering)
    text_in(main, "h2", "Sources")
    _sources(main, numbering, DOCUMENTS)
    return _bytes(html)


def _frame(report: Report, style: str, title: str) -> tuple[ET.Element, ET.Element]:
    html, main = frame(title, style)
    head = html[0]
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    metas = (
        {"http-equiv": "Content-Security-Policy", "content": policy},
        {"name": "referrer", "content": "no-referrer"},
        {"name": "generator", "content": MARK},
    )
    for place, attributes in enumerate(metas, 1):
        head.insert(place, ET.Element("meta", attributes))
    main.remove(main[0])  # the heading stands below what kind of report it is
    return html, main


def _head(main: ET.Element, report: Report, ways: Sequence[tuple[str, str]], most: int = 2000) -> None:
    head = ET.SubElement(main, "header")
    text_in(head, "p", cut(report.kicker, most), {"class": "kicker"})
    text_in(head, "h1", cut(report.title, most), {"dir": "auto"})
    if report.also:
        text_in(head, "p", cut(report.also, most), {"class": "also", "dir": "auto"})
    about = ET.SubElement(head, "ul", {"class": "about"})
    for line in report.about:
        text_in(about, "li", line)
    links = ET.SubElement(head, "p", {"class": "ways"})
    for href, words in ways:
        text_in(links, "a", words, {"href": href}).tail = " "


def _findings(main: ET.Element, findings: Sequence[Said], numbering: Numbering) -> None:
    held = ET.SubElement(main, "section", {"class": "findings", "aria-labelledby": "findings"})
    text_in(held, "h2", "Key findings", {"id": "findings"})
    listed = ET.SubElement(held, "ol")
    for said in findings:
        _said(ET.SubElement(listed, "li"), said, numbering)


def _said(parent: ET.Element, said: Said, numbering: Numbering) -> None:
    """A sentence with its lead in bold and its sources behind it."""
    last = parent
    if said.lead:
        last = text_in(parent, "strong", said.lead)
        last.tail = " " + possible(said.text)
    else:
        parent.text = possible(said.text)
    if said.cited.places:
        if said.lead:
            last.tail = (last.tail or "") + " "
        else:
            parent.text = (parent.text or "") + " "
        _cite(parent, said.cited, numbering)


def _cite(parent: ET.Element, cited: Cited, numbering: Numbering) -> None:
    held = ET.SubElement(parent, "span", {"class": "cite"})
    held.text = "["
    found = numbering.cite(cited)
    for k, (number, places) in enumerate(found):
        link = text_in(held, "a", f"{number} {places}".strip(), {"href": f"{numbering.base}#{anchor(number)}"})
        link.tail = "; " if k < len(found) - 1 else "]"


def _points(main: ET.Element, said: Sequence[Said], numbering: Numbering) -> None:
    listed = ET.SubElement(main, "ul", {"class": "points"})
    for one in said:
        _said(ET.SubElement(listed, "li"), one, numbering)


def _block(main: ET.Element, block: object, numbering: Numbering, brief: bool = False) -> None:
    match block:
        case Said():
            _said(ET.SubElement(main, "p"), block, numbering)
        case Grid():
            _grid(main, block, numbering, brief)
        case Chart():
            # The same picture stands on both pages.
            region(main, "picture", block.caption).append(deepcopy(block.svg))
            text_in(main, "p", block.caption, {"class": "caption"})
        case Bullets():
            said = block.said[: block.brief] if brief else block.said
            _points(main, said, numbering)
            _more(main, len(block.said) - len(said), "see index.html" if brief else "")
        case Notes():
            for note in block.notes[: block.brief] if brief else block.notes:
                _note(main, note, brief)


def _grid(main: ET.Element, grid: Grid, numbering: Numbering, brief: bool) -> None:
    most = grid.brief if brief else grid.most
    shown = [k for k, column in enumerate(grid.columns) if column.brief or not brief]
    table = ET.SubElement(region(main, "rows", grid.title), "table")
    text_in(table, "caption", grid.title)
    head = ET.SubElement(ET.SubElement(table, "thead"), "tr")
    for column in (grid.columns[k] for k in shown):
        heading = column.heading[:1].upper() + column.heading[1:]
        text_in(head, "th", heading, {"scope": "col"} | ({"class": "number"} if column.style == "number" else {}))
    body = ET.SubElement(table, "tbody")
    for row in grid.rows[:most]:
        line = ET.SubElement(body, "tr")
        for k in shown:
            _cell(line, grid.columns[k], row[k], numbering, k == shown[0], brief)
    _more(main, len(grid.rows) - most, "see index.html" if brief else grid.more)


def _cell(line: ET.Element, column: Column, cell: Any, numbering: Numbering, first: bool, brief: bool) -> None:
    held = ET.SubElement(line, "th", {"scope": "row"}) if first else ET.SubElement(line, "td", {"class": column.style})
    if isinstance(cell, Cited):
        if cell.places:
            _cite(held, cell, numbering)
        return
    words = cell_words(cell)
    held.text = possible(cut(words, CELL) if brief else words)
    if column.style == "name":
        held.set("dir", "auto")


def _more(main: ET.Element, left: int, where: str) -> None:
    if left > 0:
        text_in(main, "p", f"{left:,} more{f': {where}' if where else ''}", {"class": "more"})


def _note(main: ET.Element, note: Opinion, brief: bool) -> None:
    held = ET.SubElement(main, "div", {"class": "opinion"})
    if note.title:
        text_in(held, "h3", cut(note.title, CELL * 2) if brief else note.title, {"dir": "auto"})
    text_in(held, "p", f"Opinion of {cut(note.author, CELL)}, {note.day}", {"class": "by", "title": _OPINION})
    if brief:
        text_in(held, "p", beginning(note.text, NOTE), {"dir": "auto"})
    else:
        body = elements(note.text)
        body.set("dir", "auto")
        held.append(body)


def _sources(main: ET.Element, numbering: Numbering, most: int = 0) -> None:
    """The documents that the page cites, with their numbers."""
    found = numbering.listed()
    if not found:
        text_in(main, "p", "No document is cited.", {"class": "quiet"})
        return
    listed = ET.SubElement(main, "ol", {"class": "documents"})
    for number, source, identifier, places in found[: most or None]:
        entry = ET.SubElement(listed, "li", {"id": anchor(number), "value": str(number)})
        title = source.title if source else identifier
        told = ", ".join(filter(None, (source.publisher, source.published.text))) if source else ""
        entry.text = possible((cut(title, SENTENCE // 2) if most else title) + (f". {told}" if told else "") + ". ")
        if not most:
            text_in(entry, "i", f"{identifier}{f', paragraphs {places}' if places else ''}")
        elif places:
            text_in(entry, "i", cut(places, CELL))
    _more(main, len(found) - most if most else 0, "index.html lists them")


def _bytes(html: ET.Element) -> bytes:
    out = BytesIO()
    write(html, out)
    return out.getvalue()
