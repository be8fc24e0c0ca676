"""The chain in one strip: steps from left to right, each with its heading, figures and some names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from graphkit.briefs.charts.drawing import WIDTH, box, frame, path, text, wrap
from graphkit.export.html import text_in

_GAP, _LINE, _PAD, _APART = 20, 15, 8, 4


@dataclass(frozen=True, slots=True)
class Step:
    """A step: its heading, what is counted in it, names, and how many more there are; `here` marks the subject."""

    heading: str
    figures: tuple[str, ...]
    names: tuple[str, ...]
    more: int = 0
    here: bool = False


def strip(steps: Sequence[Step], says: str) -> ET.Element:
    """A chart of steps with arrows between them; a name has two lines at most, and is cut where it needs more."""
    width = (WIDTH - 2 - _GAP * (len(steps) - 1)) / max(len(steps), 1)
    inner = int(width - 2 * _PAD)
    drawn = [(step, wrap(step.heading, inner), [wrap(name, inner) for name in step.names]) for step in steps]
    heads = max((len(head) + len(step.figures) for step, head, _ in drawn), default=0)
    tails = (sum(_LINE * len(n) + _APART for n in names) + (_LINE if step.more else 0) for step, _, names in drawn)
    height = 14 + _LINE * heads + 6 + max(tails, default=0) + 6
    svg = frame(height + 2, says)
    for k, (step, head, names) in enumerate(drawn):
        x = 1 + k * (width + _GAP)
        box(svg, x, 1, width, height, "step here" if step.here else "step", 4)
        y = 18.0
        for words, class_ in (*((w, "strong") for w in head), *((w, "quiet") for w in step.figures)):
            text(svg, words, x + _PAD, y, class_, width=width - _PAD)
            y += _LINE
        y = 18.0 + _LINE * heads + 6
        for name, rows in zip(step.names, names, strict=True):
            group = ET.SubElement(svg, "g")
            if rows[-1].endswith("…"):
                text_in(group, "title", name)
            for row in rows:
                text(group, row, x + _PAD, y)
                y += _LINE
            y += _APART
        if step.more:
            text(svg, f"and {step.more:,} more", x + _PAD, y, "quiet")
        if k:
            middle = height / 2
            path(svg, f"M{x - _GAP + 3:g} {middle:g}H{x - 8:g}", "arrow")
            path(svg, f"M{x - 3:g} {middle:g}l-7 -4v8z", "head")
    return svg
