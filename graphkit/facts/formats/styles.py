"""The styles of a workbook, read for one thing: which of them show a number as a percentage, 0.35 as 35%."""

from __future__ import annotations

import re
from xml.parsers import expat

from graphkit.facts.formats.worksheets import refuse_doctype

#: Formats that every program knows by their number: 0% and 0.00%.
_BUILT_IN = frozenset((9, 10))
#: What a format shows as it stands: texts in quotes, characters behind \ _ and *, colours and conditions in brackets.
_SHOWN = re.compile(r'"[^"]*"|[\\_*].|\[[^\]]*\]')


class PercentStyles:
    """Takes the part with the styles in pieces; `percent` has the places of those that show percentages.

    A cell names its style by this place (attribute `s`, from 0, in `cellXfs`).
    """

    def __init__(self) -> None:
        self._formats: list[int] = []
        self._percent = set(_BUILT_IN)
        self._within = False
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.StartDoctypeDeclHandler = refuse_doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    @property
    def percent(self) -> frozenset[int]:
        """The places of the styles that show a number as a percentage."""
        return frozenset(place for place, number in enumerate(self._formats) if number in self._percent)

    def feed(self, chunk: bytes) -> bool:
        """The next bytes, none at the end; ValueError if it is no XML. True: it wants the rest too."""
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise ValueError(f"not readable as XML: {error}") from None
        return True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "cellXfs":
            self._within = True
        elif local == "xf" and self._within:
            self._formats.append(_number(attributes.get("numFmtId", "0")))
        elif local == "numFmt" and is_percent(attributes.get("formatCode", "")):
            self._percent.add(_number(attributes.get("numFmtId", "")))

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "cellXfs":
            self._within = False


def is_percent(code: str) -> bool:
    """Whether a number format, as `0.0%` or `[Red]0%;-0%`, shows positive numbers as percentages."""
    return _SHOWN.sub("", code).split(";", maxsplit=1)[0].count("%") == 1


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
