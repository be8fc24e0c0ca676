"""CSV: the whole graph as six tables in a folder."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from graphkit.export.attributes import JOIN, flat
from graphkit.export.claims import exact
from graphkit.export.tables import Table, tables
from graphkit.graph import Graph
from graphkit.model import Model

_QUOTED = re.compile('[",\r\n]')
#: A text that a spreadsheet would take for a formula, or that would be mistaken for one that is guarded.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")


def write(graph: Graph, model: Model, out: Path) -> None:
    """Writes the six tables into the folder `out`, which exists."""
    for table in tables(graph):
        _write(out / f"{table.name}.csv", table)


def _write(path: Path, table: Table) -> None:
    heading = [column.name for column in table.columns]
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_line(heading))
        out.writelines(_line(cell(record.get(name)) for name in heading) for record in table.records())


def cell(value: object) -> str:
    """A value as a cell: nothing for None, true and false, exact numbers, lists joined by `; `, texts guarded.

    A text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`, a tab or a line end) gets a `'` before it;
    so does one that looks guarded: taking one `'` from what begins with `'` and such a character gives the text back.
    """
    match value:
        case None:
            return ""
        case Decimal():
            return exact(value)
        case bool() | int() | float():
            return flat(value)
        case list() | tuple():
            return guarded(JOIN.join(map(str, value)))
    return guarded(str(value))


def guarded(text: str) -> str:
    """The text with a `'` before it if a spreadsheet would run it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _line(cells: Iterable[str]) -> str:
    return ",".join('"' + c.replace('"', '""') + '"' if _QUOTED.search(c) else c for c in cells) + "\n"
