"""The cells of a sheet that are no text: numbers, dates, formulas, yes and no, errors.

Read as text, a number shows no longer that it was one; so the XML of the sheet is looked at too. It has been passed by
`open_table` before: its size and its depth are bounded.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from graphkit.facts.formats.worksheets import column_number

_CHUNK = 256 * 1024
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_REF = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_LIST, _TARGETS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FORMULA, ERROR, BOOLEAN, NUMBER = "formula", "error", "boolean", "number"
_KINDS = {"e": ERROR, "b": BOOLEAN, "n": NUMBER, "d": NUMBER}


def sheet_parts(path: Path) -> dict[str, str]:
    """The part of the zip that holds each sheet, by the sheet's name."""
    with zipfile.ZipFile(path) as archive:
        targets = {
            item.get("Id", ""): posixpath.normpath(posixpath.join("/xl", item.get("Target", ""))).lstrip("/")
            for item in _items(archive, _TARGETS, "Relationship")
        }
        return {item.get("name", ""): targets.get(_id(item), "") for item in _items(archive, _LIST, "sheet")}


def _items(archive: zipfile.ZipFile, name: str, tag: str) -> Iterator[ElementTree.Element]:
    root = ElementTree.fromstring(archive.read(name), ElementTree.XMLParser(encoding="utf-8"))
    return (item for item in root.iter() if item.tag.rpartition("}")[2] == tag)


def _id(item: ElementTree.Element) -> str:
    return next((value for name, value in item.items() if name.rpartition("}")[2] == "id"), "")


def odd_cells(path: Path, part: str) -> dict[tuple[int, int], str]:
    """What is no text, by row and column (from 1): one of the kinds above (`ValueError` if the XML is not readable)."""
    scan = _Scan()
    with zipfile.ZipFile(path) as archive, archive.open(part) as stream:
        try:
            while chunk := stream.read(_CHUNK):
                scan.parser.Parse(chunk, False)
            scan.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ValueError(f"its part {part!r} is not readable as XML: {error}") from None
    return scan.found


class _Scan:
    """Follows the cells of a worksheet."""

    __slots__ = ("_column", "_kind", "_row", "found", "parser")

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self._kind = ""
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if local == "row":
            row = attributes.get("r", "")
            self._row, self._column = int(row) if _ROW.fullmatch(row) else self._row + 1, 0
        elif local == "c":
            place = _REF.fullmatch(attributes.get("r", ""))
            self._column = column_number(place[1]) if place else self._column + 1
            self._row = int(place[2]) if place else self._row
            self._kind = _KINDS.get(attributes.get("t", "n"), "")
        elif local == "f":
            self.found[self._row, self._column] = FORMULA
        elif local == "v" and self._kind:
            self.found.setdefault((self._row, self._column), self._kind)
