"""XLSX: one workbook, a sheet a type of nodes and edges, and what their claims and sources are.

Up to `CELLS` cells each sheet holds an Excel table. Beyond that the workbook is streamed row by row through temporary
files, so that memory stays bounded; XlsxWriter has no tables then, and each sheet has a filter and a defined name
instead, the same as the table would have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from tempfile import TemporaryDirectory
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from graphkit.export.tables import Record, Table, edges_table, further_tables, nodes_table
from graphkit.export.xlsx_about import write_about
from graphkit.export.xlsx_sheet import Filler, Remarks, Sheet, require_columns
from graphkit.graph import Graph
from graphkit.model import Model
from graphkit.project import Location
from graphkit.xlsx import CREATED, OPTIONS, ROWS, Styles

#: Cells (rows by columns) up to which a workbook is made in memory, with tables: about half a gigabyte.
CELLS = 2_000_000
#: Characters of a sheet's name.
NAME = 31
#: Sheet of what the workbook is; `history` is a name that Excel keeps for itself.
ABOUT = "about"
_TAKEN = (ABOUT, "history")


def write(graph: Graph, model: Model, out: BinaryIO, location: Location | None = None) -> tuple[str, ...]:
    """Writes the workbook; gives back what a reader must be told: what was split, cut or left out by Excel's limits.

    Raises
    ------
    GraphkitError
        Before anything is written, if there are more columns than Excel has.
    """
    sheets = plan(graph, model)
    require_columns(sheets)
    streamed = sum(len(s.table.columns) * s.size for s in sheets) > CELLS
    title = location.title if location else "Graph"
    documents = {source: row for row, source in enumerate(sorted(graph.sources), 1)}
    with _workbook(out, title, streamed) as book:
        filler = Filler(book, Styles.of(book), streamed, documents, Remarks())
        about = book.add_worksheet(ABOUT)
        records: Iterator[Record] = iter(())
        for sheet in sheets:
            if sheet.part == 1:
                records = sheet.table.records()
            filler.fill(sheet, islice(records, sheet.size))
        told = (*_splits(sheets), *filler.remarks.told())
        write_about(about, graph, title, sheets, told, streamed, filler.styles)
    return told


def plan(graph: Graph, model: Model) -> list[Sheet]:
    """The sheets in their order: types of nodes, types of edges, milestones, observations, claims, sources.

    Types as schema/ lists them, those alone that there are; what does not fit on a sheet goes on to the next.
    """
    node_types = {entity.type for entity in graph.entities.values()}
    edge_types = {edge.type for edge in graph.edges.values()}
    found: list[tuple[str, Table]] = [
        *((t, nodes_table(graph, f"nodes_{t}", t)) for t in _ordered(node_types, model.nodes)),
        *((t, edges_table(graph, f"edges_{t}", t)) for t in _ordered(edge_types, model.edges)),
        *((table.name, table) for table in further_tables(graph)),
    ]
    names, tables = set(_TAKEN), set[str]()
    return list(chain.from_iterable(_parts(name, table, names, tables) for name, table in found))


def _parts(name: str, table: Table, names: set[str], tables: set[str]) -> Iterator[Sheet]:
    for part, start in enumerate(range(0, max(table.size, 1), ROWS), 1):
        size = min(ROWS, table.size - start)
        suffix = f"_{part}" if part > 1 else ""
        yield Sheet(_free(name + suffix, names), _free(table.name + suffix, tables, 255), table, part, size)


def _ordered(types: set[str], known: Iterable[str]) -> list[str]:
    order = {name: number for number, name in enumerate(known)}
    return sorted(types, key=lambda name: (order.get(name, len(order)), name))


def _free(name: str, taken: set[str], length: int = NAME) -> str:
    """The name within Excel's length, with a number if another sheet has it: Excel sees no case. It is taken then."""
    number, found = 1, name[:length]
    while found.casefold() in taken:
        number += 1
        suffix = f"~{number}" if length == NAME else f"_{number}"
        found = name[: length - len(suffix)] + suffix
    taken.add(found.casefold())
    return found


def _splits(sheets: list[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.part == 1 and sheet.table.size > ROWS:
            names = ", ".join(s.name for s in sheets if s.table is sheet.table)
            yield f"{sheet.table.size:,} rows are too many for a sheet of Excel: they stand on {names}"


@contextmanager
def _workbook(out: BinaryIO, title: str, streamed: bool) -> Iterator[Workbook]:
    """An open workbook, written to the stream when the block ends well; temporary files go in any case."""
    with TemporaryDirectory(prefix="graphkit-xlsx-", ignore_cleanup_errors=True) as folder:
        options = {
            **OPTIONS, "in_memory": not streamed, "constant_memory": streamed, "tmpdir": folder,
        }  # fmt: skip
        book = Workbook(out, options)
        book.use_zip64()
        book.set_properties({"title": title, "created": CREATED})
        yield book
        try:
            book.close()
        except FileCreateError as error:  # it wraps what the operating system said
            raise error.args[0] from error
