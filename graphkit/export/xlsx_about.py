"""The first sheet of a workbook: what it is, which days it stands on, what the other sheets hold, how to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from graphkit.export.markup import possible
from graphkit.export.xlsx_sheet import Sheet, fitting
from graphkit.graph import Graph
from graphkit.graph.attributes import day
from graphkit.xlsx import Styles

_WHAT = {
    "milestones": "stages of entities and edges: planned, reached, overdue",
    "observations": "numbers, each with its period and unit",
    "claims": "what the sources say, claim by claim: all else is derived from these",
    "sources": "the documents",
}
_HOW = (
    "Everything here is derived from claims: the column claims of a row lists the ids of those behind it, and the "
    "sheet claims tells which source has them and where in it (locator).",
    "Of several statements of one element (the same value in the column element) current marks the one that was "
    "chosen, and rule tells why.",
    "An empty cell means that no source says it. Lists are joined by semicolons.",
    "Days are text, as 2025-11-10: Excel rewrites nothing, and they sort as days do. earliest and latest are the first "
    "and last day that a date as written can mean.",
    "kind tells actual from planned, target, forecast, estimate, denied, withdrawn and undisclosed.",
)
_NOTHING = "nothing was split, cut or left out to fit Excel"


def write_about(
    page: Worksheet,
    graph: Graph,
    title: str,
    sheets: Sequence[Sheet],
    told: Sequence[str],
    streamed: bool,
    styles: Styles,
) -> None:
    """Fills the sheet. `told` is what Excel's limits did."""
    page.set_column(0, 0, 24, styles.text)
    page.set_column(1, 1, 28, styles.text)
    page.set_column(2, 2, 12)
    page.set_column(3, 3, 90, styles.wrapped)
    page.ignore_errors({"number_stored_as_text": "A1:D1000"})
    page.write_string(0, 0, fitting(possible(title)), styles.title)
    row = 2
    for name, value in _facts(graph):
        page.write_string(row, 0, name, styles.text)
        if isinstance(value, str):
            page.write_string(row, 1, value, styles.text)
        else:
            page.write_number(row, 1, value)
        row += 1
    row = _contents(page, row + 1, sheets, streamed, styles)
    for heading, lines in (("how to read", _HOW), ("Excel's limits", told or (_NOTHING,))):
        row += 1
        page.write_string(row, 0, heading, styles.heading)
        for line in lines:
            row += 1
            page.write_string(row, 3, fitting(possible(line)), styles.wrapped)
        row += 1


def _facts(graph: Graph) -> Iterator[tuple[str, str | int]]:
    yield "as of", day(graph.as_of) or "no day"
    yield "known on", day(graph.known_on) or "all that is known"
    for name in ("entities", "edges", "milestones", "observations", "claims", "sources"):
        yield name, len(getattr(graph, name))
    if graph.left_out:
        yield "claims left out for the audience", graph.left_out


def _contents(page: Worksheet, row: int, sheets: Sequence[Sheet], streamed: bool, styles: Styles) -> int:
    """The list of sheets from this row on; the row after it."""
    for number, heading in enumerate(("sheet", "named range" if streamed else "table", "rows", "what")):
        page.write_string(row, number, heading, styles.heading)
    for sheet in sheets:
        row += 1
        page.write_url(row, 0, f"internal:'{sheet.name}'!A1", styles.link, sheet.name)
        page.write_string(row, 1, sheet.excel_table, styles.text)
        page.write_number(row, 2, sheet.size)
        page.write_string(row, 3, _what(sheet), styles.wrapped)
    return row + 1


def _what(sheet: Sheet) -> str:
    kind, _, type_ = sheet.table.name.partition("_")
    if kind in ("nodes", "edges"):
        return f"{'entities' if kind == 'nodes' else 'edges'} of the type {type_}"
    return _WHAT[sheet.table.name]
