"""Parquet: the six tables of csv with typed columns. Needs pyarrow, which the extra `parquet` installs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.errors import GraphkitError
from graphkit.export.attributes import clocks
from graphkit.export.csv import cell
from graphkit.export.tables import Column, Kind, Table, tables
from graphkit.graph import Graph
from graphkit.model import Model

if TYPE_CHECKING:
    import pyarrow as pa

#: Records in a row group: what is held in memory at once.
GROUP = 20_000


def write(graph: Graph, model: Model, out: Path) -> None:
    """Writes the six files into the folder `out`, which exists.

    Raises
    ------
    GraphkitError
        If pyarrow is not installed.
    """
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise GraphkitError(
            "parquet needs pyarrow, which is not installed", "pip install 'graphkit-chain[parquet]'"
        ) from error
    stand = {f"graphkit.{name}": str(value) for name, value in clocks(graph).items()}
    for table in tables(graph):
        schema = _schema(table, stand)
        with pyarrow.parquet.ParquetWriter(out / f"{table.name}.parquet", schema) as file:
            for columns in _batches(table):
                file.write_batch(_batch(columns, schema))


def _schema(table: Table, stand: dict[str, str]) -> pa.Schema:
    import pyarrow as pa

    types: dict[Kind, pa.DataType] = {
        "text": pa.string(),
        "any": pa.string(),
        "list": pa.list_(pa.string()),
        "boolean": pa.bool_(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "day": pa.date32(),
    }
    return pa.schema([pa.field(c.name, types[c.kind]) for c in table.columns], metadata=stand)


def _batches(table: Table) -> Iterator[list[list[Any]]]:
    """The values column by column, of so many records at a time."""
    records = table.records()
    while part := list(islice(records, GROUP)):
        yield [[_value(column, record.get(column.name)) for record in part] for column in table.columns]


def _batch(columns: list[list[Any]], schema: pa.Schema) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.record_batch([pa.array(v, f.type) for v, f in zip(columns, schema, strict=True)], schema=schema)


def _value(column: Column, value: Any) -> Any:
    """The value as the column has it; an empty list where a list has no items."""
    match column.kind:
        case "list":
            return list(value or ())
        case "number":
            return None if value is None else float(value)
        case "day":
            return date.fromisoformat(value) if value else None
        case "any" if not isinstance(value, str | None):
            return cell(value)
    return value
