"""In which encoding a text file is: told, or found from the whole of it before a row is read."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from functools import partial
from itertools import chain

from graphkit.facts.formats.limits import MAX_LINE
from graphkit.facts.formats.shape import unreadable
from graphkit.facts.formats.streams import CHUNK, Source

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What tables are found in; rarer ones must be named. For a short text they are hard to tell apart.
_COMMON = (
    "cp1252",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
)
#: Codecs that are no encodings of tables, or take a time that grows with the square of the text.
_REFUSED = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"))
#: What other files begin with that were given a text file's suffix.
_OTHERS = (
    (b"PK\x03\x04", "a zip or an Excel workbook", 'say format = "xlsx", or give it the suffix .zip'),
    (b"\x1f\x8b", "gzip", "give it the suffix .gz"),
    (b"BZh", "bzip2", "give it the suffix .bz2"),
    (b"\xfd7zXZ\x00", "xz", "give it the suffix .xz"),
    (b"\x28\xb5\x2f\xfd", "Zstandard", "give it the suffix .zst"),
    (b"\xd0\xcf\x11\xe0", "an old Office file", "save it as CSV UTF-8 or .xlsx"),
    (b"PAR1", "Parquet", 'say format = "parquet"'),
    (b"%PDF", "a PDF", "copy its table into a spreadsheet"),
)
#: Share of zero bytes, of the first bytes, that only UTF-16 without its mark explains.
_ZEROS = 0.2
_FEWEST_ZEROS = 4
_FIRST = 4096
#: Bytes shown to the detector: the lines with letters beyond ASCII.
_EVIDENCE = 64 * 1024
#: Bytes looked at, from the first that is not UTF-8.
_LOOKED_AT = 1024**2
#: Lines with letters beyond ASCII in another encoding for each that is UTF-8 by chance, at the very least.
_MIXED = 4
_SURROGATES = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Found:
    """An encoding as Python names it, and what of it might be wrong (blank: nothing)."""

    encoding: str
    guess: str = ""


def checked(encoding: str, shown: str) -> str:
    """The codec of this name. Unreadable: there is none, or none for tables."""
    try:
        name = codecs.lookup(encoding).name
        "a".encode(name)  # a codec that is none of text, such as hex, fails here
    except (LookupError, ValueError):
        name = ""
    if not name or name in _REFUSED:
        hint = "for instance utf-8, utf-16, gb18030, big5, shift_jis, euc_kr, cp1252"
        raise unreadable(shown, f"{encoding[:40]!r} is no encoding of tables", hint)
    return name


def survey(source: Source, told: str = "") -> Found:
    """Reads a text file once: is it text, is no line too long, and what is it encoded in if that is not `told`?"""
    encoding = checked(told, source.shown) if told else ""
    finder = _Finder()
    run = 0
    with source.open() as stream:
        first = stream.read(_FIRST)
        _refuse_others(first, source.shown)
        encoding = encoding or of_mark(first)
        for chunk in chain([first], iter(partial(stream.read, CHUNK), b"")):
            run = _longest(chunk, run, source.shown)
            if not encoding:
                finder.feed(chunk)
    return Found(encoding) if encoding else finder.found(first)


def decoded(data: bytes, told: str, shown: str) -> tuple[str, str]:
    """A whole document as text, and the guess it rests on (or blank); UnicodeError if a byte does not fit."""
    encoding, guess = (checked(told, shown) if told else of_mark(data)), ""
    if not encoding:
        finder = _Finder()
        finder.feed(data)
        found = finder.found(data[:_FIRST])
        encoding, guess = found.encoding, found.guess
    return data.decode(encoding).removeprefix("\ufeff"), guess


def of_mark(first: bytes) -> str:
    """The encoding of a byte order mark, or blank."""
    return next((name for mark, name in _BOMS if first.startswith(mark)), "")


class _Finder:
    """Takes a file in pieces; UTF-8 until a piece is not."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._letters = 0
        self._evidence = b""

    def feed(self, chunk: bytes) -> None:
        """Looks at the next piece; nothing more is looked at once one is not UTF-8."""
        if self._evidence:
            return
        try:
            text = self._decoder.decode(chunk)
        except UnicodeDecodeError as error:
            self._evidence = error.object[error.start : error.start + _LOOKED_AT]
            chunk = error.object[: error.start]
            text = chunk.decode()
        self._letters += (len(chunk) - len(text)) // 2  # a letter beyond ASCII is two to four bytes: near enough

    def found(self, first: bytes) -> Found:
        """The encoding, after all pieces."""
        if (wide := _without_mark(first)) is not None:
            return Found(wide, f"encoding {wide}")
        cut_off = bool(self._decoder.getstate()[0])
        if not self._evidence:
            return Found("utf-8", "encoding utf-8: the last character is cut off" if cut_off else "")
        text = self._evidence.decode("utf-8", "surrogateescape")
        broken = len(_SURROGATES.findall(text))
        letters = self._letters + len(_BEYOND_ASCII.findall(text)) - broken
        if letters > broken or _mixed(text, self._letters):
            return Found("utf-8", "encoding utf-8: some bytes are not, perhaps two encodings are mixed")
        return _likely(self._evidence)


def _mixed(text: str, before: int) -> bool:
    """Whether lines in UTF-8 are more than chance; `before` are the letters before the first byte that is not."""
    lines = [line for line in text.splitlines() if not line.isascii()]
    broken = sum(1 for line in lines if _SURROGATES.search(line))
    return (len(lines) - broken + before) * _MIXED > broken


def _likely(evidence: bytes) -> Found:
    """What the detector takes the lines with letters beyond ASCII for."""
    import charset_normalizer

    lines = b"".join(line for line in evidence.splitlines(keepends=True) if not line.isascii())[:_EVIDENCE]
    best = charset_normalizer.from_bytes(lines, cp_isolation=list(_COMMON)).best()
    if best is None:
        return Found("latin-1", "encoding latin-1, because no other fits")
    same = (name for name in _COMMON if name != best.encoding and _decodes_alike(lines, name, str(best)))
    name = next(same, best.encoding) if best.encoding in ("cp1250", "cp1254") else best.encoding
    return Found(name, f"encoding {name}")


def _decodes_alike(data: bytes, encoding: str, text: str) -> bool:
    return data.decode(encoding, "replace") == text


def _without_mark(first: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text and of digits is zero."""
    zeros = first.count(0)
    if zeros < _FEWEST_ZEROS or zeros < _ZEROS * len(first):
        return None
    odd = first[1::2].count(0)
    if odd > 0.9 * zeros:
        return "utf-16-le"
    return "utf-16-be" if zeros - odd > 0.9 * zeros else None


def _refuse_others(first: bytes, shown: str) -> None:
    for start, name, hint in _OTHERS:
        if first.startswith(start):
            raise unreadable(shown, f"is {name}, not text", hint)


def _longest(chunk: bytes, run: int, shown: str) -> int:
    """Bytes since the last line end, after this piece; Unreadable if a line is too long."""
    ends = [at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0]
    if run + (min(ends) if ends else len(chunk)) > MAX_LINE:
        raise unreadable(shown, "a line is too long to be a row", f"at most {MAX_LINE:,} bytes; is it a table?")
    return len(chunk) - 1 - max(chunk.rfind(b"\n"), chunk.rfind(b"\r")) if ends else run + len(chunk)
