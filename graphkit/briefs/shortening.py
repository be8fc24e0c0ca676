"""What of a report stands in its brief: as much as two pages of paper hold, the gravest first."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graphkit.briefs.content import Block, Bullets, Chart, Cited, Grid, Notes, Report, Said, Section, figure
from graphkit.graph.opinions import Opinion
from graphkit.maps.text import text_width

#: Most findings, documents and lines on how to read; letters of a sentence, of a cell, of a note.
FINDINGS, DOCUMENTS, READING, SENTENCE, CELL, NOTE = 6, 8, 3, 320, 56, 240
#: Lines that a page of paper holds, with some to spare: fonts differ.
PAGE = 59.5
#: Width of a line of text and of a table, in the measure of `text_width` at their sizes; between columns.
_LINE, _TABLE, _APART = 640, 720, 12
#: Lines that a heading takes, a table's title with its headings, and a row of one line; a line of a table's row more.
_HEADING, _TITLE, _ROW, _MORE = 2.0, 2.6, 1.25, 0.9


@dataclass(frozen=True, slots=True)
class Short:
    """What stands in the brief; `left_out` are headings of sections for which there is no room."""

    findings: tuple[Said, ...]
    sections: tuple[Section, ...]
    reading: tuple[Said, ...]
    left_out: tuple[str, ...]


def shortened(report: Report) -> Short:
    """The brief's part of a report. Notes have their room before the rest; what else there is room for stands in the
    order of the report, and of the others the heading is told."""
    findings = tuple(_said(said) for said in report.findings[:FINDINGS])
    reading = tuple(_said(Said(line)) for line in report.reading[:READING])
    above = _head(report) + _HEADING + sum(_lines(said) + 0.3 for said in findings)
    below = 2 * _HEADING + sum(_lines(said) + 0.2 for said in reading) + 1.6 * min(DOCUMENTS, len(_documents(report)))
    parts: list[Section] = []
    for part in report.sections:
        if blocks := tuple(_block(block) for block in part.blocks if _stands(block)):
            parts.append(replace(part, blocks=blocks))
    kept: dict[str, Section] = {}
    for part in sorted(parts, key=lambda p: not any(isinstance(b, Notes) for b in p.blocks)):
        for tried in _ways(part):
            if part.id not in kept and _fits(above, _in_order(parts, {**kept, part.id: tried}), below):
                kept[part.id] = tried
    sections = tuple(_in_order(parts, kept))
    return Short(findings, sections, reading, tuple(p.heading for p in parts if p.id not in kept))


def _ways(part: Section) -> Sequence[Section]:
    """A section as it is, and where it has several blocks with the most telling alone: the first table."""
    tables = [block for block in part.blocks if isinstance(block, Grid)]
    return (part, replace(part, blocks=(tables[0],))) if tables and len(part.blocks) > 1 else (part,)


def _in_order(parts: Sequence[Section], kept: Mapping[str, Section]) -> list[Section]:
    return [kept[part.id] for part in parts if part.id in kept]


def _fits(above: float, parts: Sequence[Section], below: float) -> bool:
    """Whether all has room on two pages: a block that does not fit on the first moves to the second as a whole, with
    its heading if it is the first of a section."""
    used = above
    for part in parts:
        for number, block in enumerate(part.blocks):
            high = _height(block) + (0 if number else _HEADING)
            if used < PAGE < used + high:
                used = PAGE
            used += high
    if used < PAGE < used + below:
        used = min(PAGE, used + 4)  # lists break where they have to
    return used + below <= 2 * PAGE


def cut(text: str, most: int) -> str:
    """The text, with an ellipsis where it is cut to so many letters; wide ones count for more."""
    if len(text) <= most and text_width(text) <= most * 8:
        return text
    end = min(len(text), most - 1)
    while end > 1 and text_width(text[:end]) > most * 8:
        end -= 1
    return text[:end].rstrip() + "…"


def cell_words(cell: Any) -> str:
    """A cell of a table as text."""
    if isinstance(cell, int | float):
        return figure(cell)
    return ", ".join(cell) if isinstance(cell, list | tuple) else cell or ""


def _head(report: Report) -> float:
    """Lines of what stands above the findings, with the box of these and the remark below the sections."""
    sizes = ((cut(report.kicker, CELL * 2), 1.0), (cut(report.title, CELL * 2), 2.1), (cut(report.also, CELL * 2), 1.0))
    return 5.0 + sum(math.ceil(text_width(text) * size / _LINE) * size for text, size in sizes)


def _note(note: Opinion) -> float:
    """Lines of a note."""
    texts = (cut(note.title, CELL * 2), f"Opinion of {cut(note.author, CELL)}", "n" * min(NOTE, len(note.text)))
    return 0.6 + sum(math.ceil(text_width(text) / _LINE) for text in texts)


def _documents(report: Report) -> set[str]:
    """The documents that the findings, sentences and tables of the report cite: the brief cites no others."""
    cited = [said.cited for said in report.findings]
    for block in (block for part in report.sections for block in part.blocks):
        match block:
            case Bullets():
                cited += [said.cited for said in block.said]
            case Grid():
                cited += [cell for row in block.rows for cell in row if isinstance(cell, Cited)]
    return {place.partition("#")[0] for one in cited for place in one.places}


def _stands(block: Block) -> bool:
    match block:
        case Grid() | Bullets() | Notes():
            return block.brief > 0
        case Chart():
            return block.brief
    return False


def _block(block: Block) -> Block:
    return replace(block, said=tuple(map(_said, block.said))) if isinstance(block, Bullets) else block


def _said(said: Said) -> Said:
    return Said(cut(said.text, SENTENCE), said.cited, cut(said.lead, CELL * 2))


def _height(block: Block) -> float:
    """About how many lines of the page a block takes."""
    match block:
        case Grid():
            rows = sum(_row(block, row) for row in block.rows[: block.brief])
            return _TITLE + rows + (1.2 if len(block.rows) > block.brief else 0.2)
        case Bullets():
            return sum(_lines(said) * 0.95 + 0.2 for said in block.said[: block.brief]) + 1.2
        case Notes():
            return sum(map(_note, block.notes[: block.brief]))
        case Chart():
            return float(block.svg.get("height", "0")) * 0.95 / 16.3 + 2.2
    return 2.0


def _lines(said: Said) -> int:
    places = len(said.cited.places)
    words = text_width(f"{said.lead} {said.text}") + (40 + 26 * min(places, 12) if places else 0)
    return math.ceil(words / _LINE)


def _row(grid: Grid, row: tuple[Any, ...]) -> float:
    """Lines of a row: each column has a share of the width by what its cell holds, but no less than for a word."""
    shown = [k for k, column in enumerate(grid.columns) if column.brief]
    widths = [_wide(row[k]) for k in shown]
    room = [max(72.0, min(w, CELL * 8)) for w in widths]
    scale = min(1.0, (_TABLE - _APART * len(shown)) / sum(room))
    lines = max(math.ceil(w / (r * scale) + 0.1) for w, r in zip(widths, room, strict=True))
    return _ROW + _MORE * (lines - 1)


def _wide(cell: Any) -> float:
    if isinstance(cell, Cited):
        return 20.0 + 26 * min(len(cell.places), 9)
    return float(text_width(cut(cell_words(cell), CELL)))
