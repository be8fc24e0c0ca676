"""Rows to columns, columns to text: small files that open fast, the same bytes for the same rows."""

from __future__ import annotations

import base64
import json
import re
import struct
import zlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_EPOCH = date(1970, 1, 1).toordinal()
# https://html.spec.whatwg.org/multipage/parsing.html: surrogates, noncharacters and controls other than white space
_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_CONTROLS}]")
# In a script element besides: what could end it or begin a comment.
_UNSAFE = re.compile(f"[<>&\u2028\u2029{_CONTROLS}]")


def day(value: date | None) -> int | None:
    """Days since 1970-01-01, as JavaScript counts them."""
    return None if value is None else value.toordinal() - _EPOCH


def columns(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """Rows as columns by name; a column of few texts becomes `{"d": texts, "i": positions}`."""
    return {name: column([row[k] for row in rows]) for k, name in enumerate(names)}


def column(values: list[Any]) -> Any:
    """One column, dictionary-coded where that is shorter."""
    if values and all(isinstance(v, str) for v in values):
        distinct = sorted(set(values))
        if len(distinct) <= max(1, len(values) // 3):
            position = {text: k for k, text in enumerate(distinct)}
            return {"d": distinct, "i": [position[v] for v in values]}
    return values


def as_json(value: Mapping[str, Any]) -> str:
    """JSON for a script element: no character in it can end the element or begin a comment."""
    return escaped(json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False), _UNSAFE)


def escaped(text: str, characters: re.Pattern[str] = _FORBIDDEN) -> str:
    """JSON or JavaScript with characters of its strings written as escapes; else those that HTML forbids."""
    return characters.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def whole(text: str) -> str:
    """The text with what HTML forbids replaced by U+FFFD: half surrogates, control characters, noncharacters."""
    return _FORBIDDEN.sub("\ufffd", text)


def as_gzip(value: Mapping[str, Any]) -> str:
    """JSON as gzip in base64. The header is written here: no time, no file name, no system in it."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8", "replace")
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    return base64.b64encode(head + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)).decode("ascii")
