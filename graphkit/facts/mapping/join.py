"""Tables that others are joined with, and lookups: read whole, kept by key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.facts.formats import BadRow, Shape, open_table
from graphkit.facts.mapping.cells import Columns
from graphkit.facts.mapping.cleaning import Lookup, WrongCell
from graphkit.facts.mapping.files import Found, find_files, shape_of, sheetless
from graphkit.facts.mapping.language import JoinSpec, LookupSpec, TableSpec
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.rules import RuleError, at

#: Rows of a joined table or lookup: it is kept in memory.
MOST_ROWS = 2_000_000


@dataclass(slots=True)
class Joined:
    """A table by the cells of its key columns; None for a key that several of its rows have. `faults` has by key the
    columns whose cell cannot be read, and why."""

    name: str
    spec: JoinSpec
    shown: str
    columns: Columns
    rows: dict[tuple[str, ...], Raw | None]
    faults: dict[tuple[str, ...], dict[str, str]] = field(default_factory=dict)
    _own: dict[int, Callable[[Raw], str]] = field(default_factory=dict)

    def own(self, k: int, text: Callable[[Raw], str]) -> None:
        """Sets how the k-th part of the key is read from a row of the other table."""
        self._own[k] = text

    def missed(self, raw: Raw) -> str:
        """What of a row of the other table the table was asked for in vain; empty where it was found, or not asked."""
        try:
            key = tuple(self._own[k](raw) for k in range(len(self._own)))
        except WrongCell:
            return ""
        if not all(key) or key in self.rows:
            return ""
        return ", ".join(f"{own}={text[:60]}" for own, text in zip(self.spec.on, key, strict=True))

    def column(self, name: str) -> Callable[[Raw], str]:
        """A function from a row of the other table to the cell of a column in this one."""
        text = self.columns.raw(name)

        def joined(raw: Raw) -> str:
            key = tuple(self._own[k](raw) for k in range(len(self._own)))
            if not all(key):
                return ""
            if key not in self.rows:
                if self.spec.missing == "empty":
                    return ""
                raise WrongCell(next(iter(self.spec.on)), key[0], f"{self.spec.table} has no row for {', '.join(key)}")
            found = self.rows[key]
            if found is None:
                raise WrongCell(
                    next(iter(self.spec.on)), key[0], f"{self.spec.table} has several rows for {', '.join(key)}"
                )
            if self.faults and name in self.faults.get(key, ()):
                raise WrongCell(next(iter(self.spec.on)), key[0], f"{self.spec.table}: {self.faults[key][name]}")
            return text(found)

        return joined


@dataclass(frozen=True, slots=True)
class Noting(Lookup):
    """A lookup that notes, by column, which texts it was asked for in vain and gave nothing for."""

    missed: dict[str, dict[str, None]] = field(default_factory=dict)

    def find(self, column: str, text: str) -> str:
        """What a text stands for."""
        if self.missing == "empty" and text.casefold() not in self.values:
            self.missed.setdefault(column, {})[text] = None
        return Lookup.find(self, column, text)


def read_join(name: str, spec: JoinSpec, table: TableSpec, files: Sequence[Found]) -> Joined:
    """The table that a join names (`Unreadable`, `RuleError`)."""
    rows: dict[tuple[str, ...], Raw | None] = {}
    faults: dict[tuple[str, ...], dict[str, str]] = {}
    columns: Columns | None = None
    for found in files:
        with open_table(found.path, found.shown, shape_of(table)) as sheet:
            columns = Columns(None if sheet.nested else sheet.columns, {}, (), {}, line=sheet.heading)
            with at("join", name, "on"):
                parts = [columns.raw(theirs) for theirs in spec.on.values()]
            keys = frozenset(spec.on.values())
            for _, given in sheet:
                raw = given.without(keys) if isinstance(given, BadRow) else given
                if isinstance(raw, BadRow):
                    continue  # the account of the table tells it
                key = tuple(part(raw) for part in parts)
                if isinstance(given, BadRow):
                    faults[key] = dict(given.faults)
                rows[key] = None if key in rows else raw
                if len(rows) > MOST_ROWS:
                    raise RuleError(("join", name), f"more than {MOST_ROWS:,} rows", "join the other way round")
    if columns is None:
        raise RuleError(("join", name, "table"), f"the table {spec.table!r} has no file")
    shown = files[0].path.name if len(files) == 1 else repr(spec.table)
    return Joined(name, spec, shown, columns, rows, faults)


def read_lookup(name: str, spec: LookupSpec, shown: str, root: Path) -> Lookup:
    """A lookup in place, or from two columns of a file (`Unreadable`, `RuleError`)."""
    if spec.values:
        return Lookup.of(name, spec, spec.values)
    values: dict[str, str] = {}
    with at("lookup", name, "file"):
        files = find_files([spec.file], root, shown)
    for found in files:
        if spec.sheet and (why := sheetless(found.path.name)):
            raise RuleError(("lookup", name, "sheet"), why, "leave sheet out: only workbooks (.xlsx) have sheets")
        place = f"{found.shown}#{spec.sheet}" if spec.sheet else found.shown
        shape = Shape(sheet=spec.sheet, header=spec.header, encoding=spec.encoding, delimiter=spec.delimiter)
        with open_table(found.path, place, shape) as sheet:
            columns = Columns(None if sheet.nested else sheet.columns, {}, (), {}, line=sheet.heading)
            with at("lookup", name, "key"):
                key, value = columns.raw(spec.key), columns.raw(spec.value)
            for _, raw in sheet:
                if not isinstance(raw, BadRow):
                    values[key(raw)] = value(raw)
                if len(values) > MOST_ROWS:
                    raise RuleError(("lookup", name), f"more than {MOST_ROWS:,} rows", "join the table instead")
    return Lookup.of(name, spec, values)
