"""An Excel workbook looked through before it is read: its true size, its sheets' corners, cells without a value.

The reader of workbooks takes room for every cell between the first and the last one, and ends the whole program if
there is too little; it trusts the sizes that a zip declares, writes out texts that cells share, and gives an error as
an empty cell. So each part is unpacked and parsed here first, in pieces.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Sequence
from copy import copy
from typing import IO
from xml.etree import ElementTree

from graphkit.facts.formats.glance import Glance
from graphkit.facts.formats.limits import MAX_RATIO, MAX_SHEET_CELLS, MAX_SHEET_TEXT, MAX_WORKBOOK, RATIO_FROM
from graphkit.facts.formats.shape import Unreadable, unreadable
from graphkit.facts.formats.streams import ENCRYPTED
from graphkit.facts.formats.styles import PercentStyles
from graphkit.facts.formats.worksheets import Part, Scan, TextCount

_CHUNK = 256 * 1024
_MAX_MEMBERS = 10_000
#: Most bytes of the list of sheets.
_MAX_LIST = 16 * 1024**2
_LIST = "xl/workbook.xml"
_TARGETS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_AGAIN = "save it again as .xlsx in a spreadsheet program"
_AS_CSV = "save the sheet as CSV"


def inspect(stream: IO[bytes], shown: str) -> dict[str, Part]:
    """The worksheets of a workbook by the name of the sheet, looked through.

    Raises
    ------
    Unreadable
        It is no workbook, is damaged, or would take more room than there may be.
    """
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        _refuse_members(members, shown)
        parts: dict[str, Part] = {}
        lengths: list[int] = []
        left = MAX_WORKBOOK
        percent = _percent_styles(archive, shown)
        for member in members:
            glance = Glance(percent)
            size = _through(archive, member, left, glance.feed, shown)
            if glance.sure and glance.part.room <= MAX_SHEET_CELLS:
                parts[member.filename] = glance.part
                left -= size
                continue
            scan = Scan(member.filename, shown, percent)
            left -= _through(archive, member, left, scan.feed, shown)
            parts[member.filename] = scan.part
            if lengths and scan.lengths:
                raise unreadable(shown, "its zip holds two lists of shared texts", _AGAIN)
            lengths = lengths or scan.lengths
        for name, part in parts.items():
            _refuse_room(part, name, shown)
            if part.shared * max(lengths, default=0) > MAX_SHEET_TEXT:
                _refuse_text(archive, name, lengths, shown)
        return {sheet: parts[name] for sheet, name in _sheets(archive, shown).items() if name in parts}


def _percent_styles(archive: zipfile.ZipFile, shown: str) -> frozenset[int]:
    """The places of the styles that show a number as a percentage."""
    member = next((m for m in archive.infolist() if m.filename.lower() == _STYLES), None)
    if member is None:
        return frozenset()
    styles = PercentStyles()
    try:
        _through(archive, member, MAX_WORKBOOK, styles.feed, shown)
    except Unreadable:
        raise
    except ValueError as error:
        raise unreadable(shown, f"its part {member.filename[:80]!r} {error}", _AGAIN) from None
    return styles.percent


def _refuse_members(members: list[zipfile.ZipInfo], shown: str) -> None:
    names = {member.filename for member in members}
    if len({name.lower() for name in names}) != len(members) or len(members) > _MAX_MEMBERS:
        raise unreadable(shown, "its zip holds parts of the same name, or too many", _AGAIN)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise unreadable(shown, "has a password", "save it without one")
    if _LIST not in names or _TARGETS not in names:
        binary = "xl/workbook.bin" in names
        raise unreadable(shown, f"is {'a binary workbook' if binary else 'a zip, but no Excel workbook'}", _AGAIN)
    declared, packed = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    _refuse_size(declared, packed, shown)


def _refuse_size(size: int, packed: int, shown: str) -> None:
    if size > MAX_WORKBOOK:
        raise unreadable(shown, f"unpacks to more than {MAX_WORKBOOK:,} bytes", _AS_CSV)
    if size > RATIO_FROM and size > MAX_RATIO * packed:
        raise unreadable(shown, f"unpacks to more than {MAX_RATIO} times its size", _AS_CSV)


def _through(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, feed: Callable[[bytes], bool], shown: str
) -> int:
    """Unpacks a part, feeds a scan with it, until it has seen enough, and returns its true size."""
    unbounded = copy(member)
    unbounded.file_size = left + 1  # zipfile stops where the declared size ends; other readers go on
    size = 0
    with archive.open(unbounded) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > member.file_size:
                raise unreadable(shown, f"its part {member.filename[:80]!r} is larger than it says", _AGAIN)
            _refuse_size(size, member.compress_size, shown)
            if not feed(chunk):
                return size
    feed(b"")
    return size


def _refuse_room(part: Part, name: str, shown: str) -> None:
    if part.room > MAX_SHEET_CELLS:
        message = f"the cells of {name!r} lie far apart, from {part.corners}"
        hint = f"at most {MAX_SHEET_CELLS:,} between the corners: delete the stray ones, or {_AS_CSV}"
        raise unreadable(shown, message, hint)


def _refuse_text(archive: zipfile.ZipFile, name: str, lengths: Sequence[int], shown: str) -> None:
    """Counts the text of a sheet to the letter; only needed where it could be too much."""
    count = TextCount(lengths)
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            count.feed(chunk)
            if count.total > MAX_SHEET_TEXT:
                message = f"the texts of {name!r}, written out for each cell, are more than {MAX_SHEET_TEXT:,} letters"
                raise unreadable(shown, message, _AS_CSV)


def _sheets(archive: zipfile.ZipFile, shown: str) -> dict[str, str]:
    """The part of each sheet by its name."""
    targets: dict[str, str] = {}
    for item in _parsed(archive, _TARGETS, shown).iter():
        if item.tag.rpartition("}")[2] == "Relationship":
            path = posixpath.normpath(posixpath.join("/xl", item.get("Target", "")))
            targets[item.get("Id", "")] = path.lstrip("/")
    sheets: dict[str, str] = {}
    for item in _parsed(archive, _LIST, shown).iter():
        if item.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in item.items() if name.rpartition("}")[2] == "id"), "")
            sheets[item.get("name", "")] = targets.get(key, "")
    return sheets


def _parsed(archive: zipfile.ZipFile, name: str, shown: str) -> ElementTree.Element:
    if archive.getinfo(name).file_size > _MAX_LIST:
        raise unreadable(shown, f"its part {name!r} is too large", _AGAIN)
    try:
        # A DOCTYPE has been refused: nothing can multiply.
        return ElementTree.fromstring(archive.read(name), ElementTree.XMLParser(encoding="utf-8"))
    except ElementTree.ParseError as error:
        raise unreadable(shown, f"its part {name!r} is not readable as XML: {error}", _AGAIN) from None
