"""About how wide a name is when it is written: fonts differ, so widths are those of a wide one (DejaVu Sans, 12 px)."""

from __future__ import annotations

import unicodedata

#: Characters by their width in pixels; a wide one (Chinese, full width) has 12, a combining one 0, any other 8.
_BY_WIDTH = {
    3: "ijl'",
    4: " ,-./:;IJ|",
    5: "!()[]rt",
    6: '"*?_`sz',
    7: "FLPTYacekovxy",
    9: "&DGHNOQU",
    10: "#+<=>M^w~",
    11: "%",
    12: "@Wm…",
}
_WIDTHS = {character: width for width, found in _BY_WIDTH.items() for character in found}


def text_width(text: str) -> int:
    """Width of a text in pixels."""
    return sum(map(_width, text))


def _width(character: str) -> int:
    known = _WIDTHS.get(character)
    if known is not None:
        return known
    if unicodedata.east_asian_width(character) in "WF":
        return 12
    return 0 if unicodedata.combining(character) else 8


def pieces(text: str) -> tuple[int, ...]:
    """Widths of the pieces between which a line may end: words with the blank before them, what a hyphen ends within a
    word, and wide characters."""
    return tuple(map(text_width, _split(text)))


def wrapped(text: str, width: int, most: int) -> list[str]:
    """The text in at most so many lines of a width; the last is cut, with an ellipsis, where more is left."""
    lines = [""]
    for piece in _split(text):
        if lines[-1] and text_width(lines[-1] + piece) > width:
            if len(lines) == most:
                lines[-1] += "…"
                break
            lines.append("")
        lines[-1] = (lines[-1] + piece).lstrip()
    return [line if text_width(line) <= width + _width("…") else _cut(line, width) for line in lines]


def _cut(text: str, width: int) -> str:
    end = len(text)
    while end > 1 and text_width(text[:end]) + _width("…") > width:
        end -= 1
    return text[:end].rstrip() + "…"


def _split(text: str) -> list[str]:
    out: list[str] = []
    for k, word in enumerate(text.split()):
        blank = " " if k else ""
        inside = False
        for at, character in enumerate(word):
            wide = unicodedata.east_asian_width(character) in "WF"
            if inside and not wide:
                out[-1] += character
            else:
                out.append(blank + character)
                blank = ""
            inside = not wide and not (character == "-" and at >= 3)
    return out


def below(name: str, heading: str) -> str:
    """A name without the words that it begins with alike the heading that it stands under; empty if that is none.

    `below("GAC Group line 2", "GAC Group")` is `line 2`.
    """
    own, above = name.split(" "), heading.split(" ")
    alike = 0
    while alike < min(len(above), len(own) - 1) and own[alike] == above[alike]:
        alike += 1
    return " ".join(own[alike:]) if alike else ""
