"""The XML of a worksheet, parsed in pieces for what the reader of workbooks does not tell: corners, errors, lengths."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.parsers import expat

from graphkit.facts.formats.shape import unreadable

_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_AGAIN = "save it again as .xlsx in a spreadsheet program"
_NO_VALUE = "a formula without a stored value"
#: Roots of the parts that hold cells; links to other workbooks hold the cells that they copied.
_SHEETS = frozenset(("worksheet", "macrosheet", "dialogsheet", "externalLink"))
#: By this a reader knows where cells begin, whatever the root. Only the sheets may have it.
_MARKS = (b"<sheetData", b":sheetData")
_TAIL = 16
#: Characters kept of an error's code, such as #DIV/0!
_CODE = 20
_FAR = 1 << 30
#: What a cell says of its type if it holds a number.
NUMBERS = (None, "n")
#: Names of errors that are told apart; a spreadsheet has nine.
_KINDS = 1000


@dataclass(slots=True)
class Part:
    """A worksheet: the corners, from 1, of the cells that hold something, and the cells that hold no value but should.

    `shared` counts the cells that point into the shared texts. `percent` has row << 16 | column of each number that is
    shown as a percentage.
    """

    top: int = _FAR
    left: int = _FAR
    bottom: int = 0
    right: int = 0
    shared: int = 0
    percent: array[int] = field(default_factory=lambda: array("Q"))
    #: Row, column and kind of each cell without a value in one number: a sheet may have millions.
    _lacking: array[int] = field(default_factory=lambda: array("Q"))
    _kinds: dict[str, int] = field(default_factory=dict)

    def refuse(self, row: int, column: int, what: str) -> None:
        """Notes a cell that holds no value but should, and what is there."""
        kind = self._kinds.setdefault(what if len(self._kinds) < _KINDS else "an error", len(self._kinds))
        self._lacking.append(row << 32 | column << 16 | kind)

    def refused(self) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """By row, from 1, the columns (from 1) of such cells and what is there, in order."""
        kinds = list(self._kinds)
        for row, found in groupby(sorted(self._lacking), lambda code: code >> 32):
            yield row, [(code >> 16 & 0xFFFF, kinds[code & 0xFFFF]) for code in found]

    @property
    def room(self) -> int:
        """Cells between the corners, the empty ones too."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1) if self.bottom else 0

    @property
    def corners(self) -> str:
        """The first and the last cell as a spreadsheet names them."""
        return f"{column_letters(self.left)}{self.top} to {column_letters(self.right)}{self.bottom}"


def refuse_doctype(*_: object) -> None:
    """For a parser, which calls it with the DOCTYPE that a part begins with: `ValueError`."""
    raise ValueError("holds a DOCTYPE, which no spreadsheet program writes")


class Scan:
    """Takes one part of a workbook in pieces; `kind` is its root, blank if it is no XML.

    Sheets and the shared texts (sst) are looked into; anything else must not hold what a reader could take for a sheet.
    `percent` are the places of the styles that show percentages.
    """

    def __init__(self, name: str, shown: str, percent: frozenset[int] = frozenset()) -> None:
        self.kind = ""
        self._percent = frozenset(map(str, percent))
        self.part = Part()
        #: Characters of each of the shared texts.
        self.lengths: list[int] = []
        self._name, self._shown = name[:80], shown
        self._over = False
        self._marked = False
        self._tail = b""
        self._cells: _Cells | None = None
        self._parser = expat.ParserCreate("UTF-8")  # the reader knows no other
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = refuse_doctype
        self._parser.StartElementHandler = self._root

    def feed(self, chunk: bytes) -> bool:
        """The next bytes, none at the end; Unreadable if no program writes such. True: it wants the rest too."""
        if not self._over:
            self._parse(chunk)
        looked_at = self._tail + chunk
        self._marked = self._marked or any(mark in looked_at for mark in _MARKS)
        self._tail = looked_at[-_TAIL:]
        if not chunk:
            self._end()
        return True

    def _parse(self, chunk: bytes) -> None:
        try:
            self._parser.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            if self.kind:
                message = f"its part {self._name!r} is not readable as XML: {error}"
                raise unreadable(self._shown, message, _AGAIN) from None
            self._over = True  # a picture, say
        except _Elsewhere:
            self._over = True
        except ValueError as error:
            raise unreadable(self._shown, f"its part {self._name!r}: {error}", _AGAIN) from None

    def _end(self) -> None:
        if self._cells is not None:
            self._cells.finish()
        elif self._marked:
            raise unreadable(self._shown, f"its part {self._name!r} holds cells, and is no sheet", _AGAIN)
        if self.kind != "sst" and self._name.lower().endswith("sharedstrings.xml"):
            raise unreadable(self._shown, f"its part {self._name!r} holds no shared texts", _AGAIN)

    def _root(self, name: str, _: dict[str, str]) -> None:
        self.kind = name.rpartition(":")[2]
        if self.kind in _SHEETS:
            self._cells = _Cells(self.part, self._parser, self._percent)
            self._parser.StartElementHandler = self._cells.start
        elif self.kind == "sst":
            self._parser.StartElementHandler = self._text_start
            self._parser.CharacterDataHandler = self._text
        else:
            raise _Elsewhere

    def _text_start(self, name: str, _: dict[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def _text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class TextCount:
    """Adds up the characters of a worksheet's shared texts, one that many cells share counted for each."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.total = 0
        self._lengths = lengths
        self._shared = False
        self._index = ""
        self._parser = expat.ParserCreate("UTF-8")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def feed(self, chunk: bytes) -> None:
        """The next bytes of a worksheet that `Scan` has passed."""
        self._parser.Parse(chunk, False)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            self._shared = attributes.get("t") == "s"
        elif local == "v" and self._shared:
            self._index = ""
            self._parser.CharacterDataHandler = self._text

    def _text(self, text: str) -> None:
        self._index += text[:_CODE]

    def _end(self, name: str) -> None:
        if self._shared and name.rpartition(":")[2] == "v":
            self._parser.CharacterDataHandler = None
            index = self._index.strip()
            if index.isdecimal() and int(index[:_CODE]) < len(self._lengths):
                self.total += self._lengths[int(index[:_CODE])]


class _Elsewhere(Exception):
    """The part is none of those that are looked into."""


class _Cells:
    """Follows the elements of a worksheet."""

    __slots__ = ("_column", "_formula", "_kind", "_parser", "_part", "_percent", "_row", "_value")

    def __init__(self, part: Part, parser: expat.XMLParserType, percent: frozenset[str]) -> None:
        self._part, self._parser, self._percent = part, parser, percent
        self._row = self._column = 0
        self._kind: str | None = None
        self._formula = False
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if ":" in name:
            name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self._hold()
            if self._formula or self._kind == "e":
                self._parser.CharacterDataHandler = self._collect
        elif name == "c":
            self.finish()
            ref = attributes.get("r")
            self._row, self._column = _place(ref) if ref is not None else (self._row, self._column + 1)
            self._kind, self._value = attributes.get("t"), ""
            if self._kind == "s":
                self._part.shared += 1
            elif self._percent and attributes.get("s") in self._percent and self._kind in NUMBERS:
                self._part.percent.append(self._row << 16 | self._column)
        elif name == "f":
            self._formula = True
            self._parser.CharacterDataHandler = None
            self._hold()
        elif name == "row":
            self.finish()
            self._row, self._column = _number(attributes.get("r"), self._row), 0

    def finish(self) -> None:
        """The cell has ended: it is noted if it has no value and should."""
        if not self._formula and self._kind != "e":
            return
        self._parser.CharacterDataHandler = None
        value = self._value.strip()
        lacks = ""
        if self._kind == "e":
            lacks = f"the error {value[:_CODE] or '(unnamed)'}"
        elif self._kind != "str" and not value:  # a formula may well give the empty text
            lacks = _NO_VALUE
        if lacks:
            self._part.refuse(self._row, self._column, lacks)
        self._formula, self._kind = False, None

    def _collect(self, text: str) -> None:
        self._value += text[:_CODE]

    def _hold(self) -> None:
        part = self._part
        part.top, part.bottom = min(part.top, self._row), max(part.bottom, self._row)
        part.left, part.right = min(part.left, self._column), max(part.right, self._column)


def column_letters(column: int) -> str:
    """The letters of a column, from 1: 1 is A, 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The column of these letters, from 1."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number


def _place(ref: str) -> tuple[int, int]:
    found = _REF.fullmatch(ref)
    if found is None:
        raise ValueError(f"{ref[:_CODE]!r} is no cell")
    return int(found[2]), column_number(found[1])


def _number(row: str | None, before: int) -> int:
    if row is None:
        return before + 1
    if not row.isdecimal() or len(row) > 7:
        raise ValueError(f"{row[:_CODE]!r} is no row")
    return int(row)
