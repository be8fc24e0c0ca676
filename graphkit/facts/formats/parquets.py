"""Parquet, read in batches through pyarrow, which is imported only when a Parquet file is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graphkit.facts.formats.cells import excerpt, headings, text_of
from graphkit.facts.formats.limits import MAX_CELL, MAX_EXPANDED
from graphkit.facts.formats.shape import BadRow, Deep, Flat, Nested, Shape, Sheet, Unreadable, unreadable
from graphkit.facts.formats.streams import PARQUET_EXTRA, Source

#: Rows decoded at once.
_BATCH = 8192
_WHOLE = "fetch it again: a Parquet file is read from its end, and half a file has none"


def open_parquet(source: Source, shape: Shape) -> Sheet:
    """A Parquet file as a Sheet: flat, or nested if a column holds lists, structs or maps."""
    shown = source.shown
    for name in ("delimiter", "encoding", "sheet", "header", "columns", "rows"):
        if getattr(shape, name):
            raise unreadable(shown, f"{name} has no meaning for Parquet", "leave it out")
    try:
        import pyarrow.parquet
    except ImportError:
        raise unreadable(shown, "Parquet is read through pyarrow, which is not there", PARQUET_EXTRA) from None
    stream = source.open_whole(MAX_EXPANDED)
    guesses: list[str] = []
    sheet = Sheet((), False, guesses, iter(()), [stream.close])
    try:
        with _translated(shown):
            table = pyarrow.parquet.ParquetFile(stream)
            schema = table.schema_arrow
        names = headings(schema.names, shown, 0, guesses)
        sheet.nested = any(_is_nested(kind) for kind in schema.types)
        sheet.total = table.metadata.num_rows
        if sheet.nested:
            sheet.rows = _deep(table, shown)
        else:
            sheet.columns, sheet.rows = names, _flat(table, names, shown)
    except BaseException:
        sheet.close()
        raise
    return sheet


@contextmanager
def _translated(shown: str) -> Iterator[None]:
    """Turns what pyarrow fails with into Unreadable."""
    import pyarrow

    try:
        yield
    except Unreadable:
        raise
    except (pyarrow.ArrowException, ValueError, OverflowError, OSError) as error:
        message = " ".join(str(error).split())[:200]
        raise unreadable(shown, f"not readable as Parquet: {message}", _WHOLE) from None


def _is_nested(kind: Any) -> bool:
    import pyarrow

    return bool(pyarrow.types.is_nested(kind))


def _batches(table: Any, shown: str) -> Iterator[Any]:
    with _translated(shown):
        yield from table.iter_batches(batch_size=_BATCH)


def _flat(table: Any, names: tuple[str, ...], shown: str) -> Iterator[Flat]:
    before = 0
    for batch in _batches(table, shown):
        with _translated(shown):
            columns = [_values(column) for column in batch.columns]
        for at, cells in enumerate(zip(*map(_texts, columns), strict=True)):
            row = [cell for cell in cells if cell is not None]
            if len(row) < len(names):
                yield before + at + 1, _bad([column[at] for column in columns], names)
            elif any(row):
                yield before + at + 1, row
        before += batch.num_rows


def _texts(values: list[Any]) -> list[str | None]:
    """A column as text, None where a cell has none; a column of good texts, the most common, is looked at as one."""
    plain = set(map(type, values)) == {str} and "".join(values).isprintable()
    if plain and len(max(values, key=len)) <= MAX_CELL:
        return values
    return [_text(value) for value in values]


def _text(value: Any) -> str | None:
    try:
        return text_of(value)
    except ValueError:
        return None


def _deep(table: Any, shown: str) -> Iterator[Deep]:
    number = 0
    for batch in _batches(table, shown):
        with _translated(shown):
            rows = batch.to_pylist(maps_as_pydicts="strict")
        for row in rows:
            number += 1
            yield number, Nested(row)


def _bad(cells: list[Any], names: tuple[str, ...]) -> BadRow:
    """Which cell of a row has no text."""
    for name, cell in zip(names, cells, strict=True):
        try:
            text_of(cell)
        except ValueError as error:
            return BadRow(str(error), "", name, excerpt(str(cell)[:400]))
    raise AssertionError("a row was refused, and each of its cells is good")


def _values(column: Any) -> list[Any]:
    """A column as Python values."""
    import pyarrow

    if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pyarrow.timestamp("us", column.type.tz), safe=False)  # Python has no nanoseconds
    return list(column.to_pylist())
