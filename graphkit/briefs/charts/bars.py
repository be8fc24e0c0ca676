"""Bars one under another: what is certain solid, what is possible hollow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from graphkit.briefs.charts.drawing import WIDTH, box, frame, key, line, text
from graphkit.maps.text import text_width

_LABEL, _ROW, _BAR, _HEAD = 330, 22, 12, 26
_RIGHT = 110


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of two counts: `certain` is part of `possible`; `kind` stands small beside the label."""

    label: str
    possible: int
    certain: int
    kind: str = ""


def bars(rows: Sequence[Bar], says: str, words: tuple[str, str]) -> ET.Element:
    """A chart of bars; `words` name what is certain and what is possible in the legend."""
    height = _HEAD + _ROW * len(rows) + 6
    svg = frame(height, says)
    key(svg, [("solid", words[0]), ("hollow", words[1])], 12)
    most = max((row.possible for row in rows), default=1) or 1
    scale = (WIDTH - _LABEL - _RIGHT) / most
    line(svg, _LABEL, _HEAD - 4, _LABEL, height - 4, "axis")
    for k, row in enumerate(rows):
        y = _HEAD + _ROW * k
        kind = text_width(row.kind) + 8 if row.kind else 0
        text(svg, row.label, 0, y + 11, width=_LABEL - 12 - kind)
        if row.kind:
            text(svg, row.kind, _LABEL - 10, y + 11, "quiet", "end")
        box(svg, _LABEL, y + 1, row.possible * scale, _BAR, "hollow")
        if row.certain:
            box(svg, _LABEL, y + 1, row.certain * scale, _BAR, "solid")
        told = f"{row.possible:,}" + (f" ({row.certain:,} certain)" if row.certain else "")
        text(svg, told, _LABEL + row.possible * scale + 8, y + 11, "number")
    return svg
