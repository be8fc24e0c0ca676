"""Rejected rows as a table that a person mends, and the mended rows read in their place.

A mended row stands for the row of the file whose cells were those that the digest is of, wherever it stands by now; one
whose original is not in the file any more is told.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graphkit.errors import Problem
from graphkit.facts.formats import BadRow, Nested, Numeral, Shape, Unreadable, open_table
from graphkit.facts.mapping.files import Found
from graphkit.facts.mapping.planes import Raw

#: Columns before the row's own; `_record` holds a row of nested data as JSON.
ABOUT = ("_file", "_row", "_column", "_value", "_reason", "_digest")
RECORD = "_record"
#: What a spreadsheet would run, or what looks like such a cell that is guarded. A number with its sign is none.
_RUN = re.compile("'*[=+\\-@\t\r＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]* ?%?")


@dataclass(slots=True)
class Mended:
    """Mended rows by the digest of what they stand for."""

    file: str
    rows: dict[str, tuple[int, dict[str, str]]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def row(self, raw: Raw, headings: Sequence[str] | None) -> Raw:
        """The row itself, or what it was mended to."""
        if not self.rows:
            return raw
        mark = digest(raw)
        if mark not in self.rows:
            return raw
        self.used.add(mark)
        cells = {name: _bare(text) for name, text in self.rows[mark][1].items()}
        if headings is not None:
            assert not isinstance(raw, Nested)
            # What was a number and is left as it is stays one, whatever `decimal` says of texts.
            given = zip(headings, raw, strict=True)
            return [own if type(own) is Numeral and cells.get(n) == own else cells.get(n, "") for n, own in given]
        assert isinstance(raw, Nested)
        return Nested(orjson.loads(cells.get(RECORD, "null")), raw.around, raw.keys)

    def unused(self) -> list[Problem]:
        """A warning for each row whose original is gone."""
        hint = "the file has changed: remove the row, or reject and mend it anew"
        return [
            Problem(self.file, line, "_digest", "no row of the table is the one that this mends", hint, "warning")
            for mark, (line, _) in sorted(self.rows.items(), key=lambda item: item[1][0])
            if mark not in self.used
        ]


def read_mended(found: Found) -> Mended:
    """A table of mended rows (`Unreadable` if it is none)."""
    out = Mended(found.shown)
    with open_table(found.path, found.shown, Shape()) as sheet:
        if sheet.nested or "_digest" not in sheet.columns:
            hint = "graphkit check --rejects DIR writes such a table"
            raise Unreadable([Problem(found.shown, 1, "_digest", "is no table of mended rows: it lacks _digest", hint)])
        for line, cells in sheet:
            if isinstance(cells, BadRow):
                raise Unreadable([Problem(found.shown, line, cells.column, cells.message, cells.hint)])
            assert isinstance(cells, list)
            row = dict(zip(map(_bare, sheet.columns), cells, strict=True))
            if RECORD in row:
                _require_json(row[RECORD], found.shown, line)
            out.rows[row["_digest"]] = (line, row)
    return out


def _safe(text: str) -> str:
    """A cell that a spreadsheet would run, as text of it."""
    return "'" + text if _RUN.match(text) and not _NUMBER.fullmatch(text) else text


def _bare(text: str) -> str:
    """What a cell was before `_safe`."""
    return text[1:] if text[:1] == "'" and _RUN.match(text) else text


def _require_json(text: str, shown: str, line: int) -> None:
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable([Problem(shown, line, RECORD, f"is no JSON: {error}", "mend the text")]) from None


def digest(raw: Raw) -> str:
    """Of a row's cells, 16 hex digits."""
    text = (
        json.dumps(raw.value, sort_keys=True, ensure_ascii=False, default=str)
        if isinstance(raw, Nested)
        else "\x1f".join(raw)
    )
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def rejects_table(found: Found, shape: Shape, rejects: Iterable[Any]) -> bytes:
    """The rejected rows of a file as CSV, each with all cells and with what is wrong.

    A cell that a spreadsheet would run has an apostrophe before it, which is taken off when the mended row is read.

    Raises
    ------
    Unreadable
        If the file cannot be read any more.
    """
    wrong: Mapping[int, list[Any]] = defaultdict(list)
    for reject in rejects:
        wrong[reject.line].append(reject)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    with open_table(found.path, found.shown, shape) as sheet:
        table.writerow([*ABOUT, *([RECORD] if sheet.nested else map(_safe, sheet.columns))])
        for line, raw in sheet:
            if line not in wrong:
                continue
            faults = wrong[line]
            about = [found.shown, str(line), "; ".join(f.column for f in faults), faults[0].value,
                     "; ".join(f.reason for f in faults)]  # fmt: skip
            if isinstance(raw, BadRow) and not raw.cells:
                table.writerow([*map(_safe, about), ""])
            elif isinstance(raw, BadRow):
                table.writerow([*map(_safe, about), digest(raw.cells), *map(_safe, raw.cells)])
            elif isinstance(raw, Nested):
                table.writerow(
                    [*map(_safe, about), digest(raw), json.dumps(raw.value, ensure_ascii=False, default=str)]
                )
            else:
                table.writerow([*map(_safe, about), digest(raw), *map(_safe, raw)])
    return out.getvalue().encode("utf-8-sig")


def write_rejects(folder: Path, name: str, data: bytes) -> Path:
    """Writes a table of rejects, whole or not at all (`GraphkitError`)."""
    from graphkit.writing import new_file

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.rejects.csv"
    with new_file(path, path.name) as out:
        out.write(data)
    return path
