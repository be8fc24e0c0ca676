"""XML that is well formed whatever the text: the formats that are XML write through this."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import BinaryIO
from xml.sax.saxutils import escape

#: What XML 1.0 cannot hold, not even escaped; it becomes U+FFFD.
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_TEXT = {"\r": "&#13;"}
#: A reader turns raw line ends and tabs of an attribute into blanks.
_IN_ATTRIBUTE = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


class Markup:
    """Writes elements to a stream, two blanks deeper at each level. Names are the caller's own words, never data."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._open: list[str] = []
        self._line('<?xml version="1.0" encoding="UTF-8"?>')

    def begin(self, name: str, attributes: Mapping[str, str] | None = None) -> None:
        """Opens an element."""
        self._line(f"<{name}{_attributes(attributes)}>")
        self._open.append(name)

    def end(self) -> None:
        """Closes the element opened last."""
        name = self._open.pop()
        self._line(f"</{name}>")

    def leaf(self, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> None:
        """An element without elements in it."""
        start = f"<{name}{_attributes(attributes)}"
        self._line(f"{start}/>" if text is None else f"{start}>{escape(possible(text), _IN_TEXT)}</{name}>")

    def _line(self, text: str) -> None:
        self._out.write(f"{'  ' * len(self._open)}{text}\n".encode())


def _attributes(attributes: Mapping[str, str] | None) -> str:
    return "".join(f' {k}="{escape(possible(v), _IN_ATTRIBUTE)}"' for k, v in (attributes or {}).items())


def possible(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)
