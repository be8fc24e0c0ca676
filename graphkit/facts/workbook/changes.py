"""What an edited table has that the old one had not: rows added, changed, removed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from graphkit.facts.workbook.lines import CsvTable
from graphkit.values.table import Table

_Row = tuple[str, ...]
#: Columns that tell which row is meant, where the whole row does not.
_KEYS = {"entities.csv": ("id",), "sources.csv": ("id",), "facts.csv": ("source", "subject", "predicate")}
COLUMNS = ("table", "rows", "added", "changed", "removed", "order")


@dataclass(frozen=True, slots=True)
class Change:
    """How the rows of a table differ from those before; `moved`: the same rows stand in another order."""

    table: str
    rows: int
    added: int
    changed: int
    removed: int
    moved: bool

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.changed or self.removed or self.moved)


def change_of(table: CsvTable, rows: Sequence[_Row]) -> Change:
    """What is new in `rows`. A row that differs in one cell is changed, and so is one of the same id; of the facts one
    of the same source, subject and predicate."""
    gone = list((Counter(table.rows) - Counter(rows)).elements())
    came = list((Counter(rows) - Counter(table.rows)).elements())
    keys = [table.keys.index(key) for key in _KEYS[table.name]]
    changed = 0
    if _KEYS[table.name] == ("id",):
        changed += _paired(gone, came, lambda row: [row[keys[0]]])
    else:
        changed += _paired(gone, came, lambda row: [(at, row[:at], row[at + 1 :]) for at in range(len(row))])
        changed += _paired(gone, came, lambda row: [tuple(row[at] for at in keys)])
    moved = list(rows) != table.rows and not (gone or came or changed)
    return Change(table.name, len(rows), len(came), changed, len(gone), moved)


def _paired(gone: list[_Row], came: list[_Row], marks: Callable[[_Row], Iterable[Hashable]]) -> int:
    """Takes rows that share a mark out of both lists, one of each for a pair; how many pairs there were."""
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for at in reversed(range(len(gone))):  # so that the first is the last of each list, and goes first
        for mark in marks(gone[at]):
            waiting[mark].append(at)
    taken: set[int] = set()
    left: list[_Row] = []
    for row in came:
        found = next((at for at in (_free(waiting[mark], taken) for mark in marks(row)) if at is not None), None)
        if found is None:
            left.append(row)
        else:
            taken.add(found)
    gone[:] = [row for at, row in enumerate(gone) if at not in taken]
    came[:] = left
    return len(taken)


def _free(places: list[int], taken: set[int]) -> int | None:
    """The next place that is not taken; those that are leave the list."""
    while places and places[-1] in taken:
        places.pop()
    return places[-1] if places else None


def changes_table(changes: Iterable[Change]) -> Table:
    """A row for each table."""
    rows = [(c.table, c.rows, c.added, c.changed, c.removed, "other" if c.moved else "") for c in changes]
    return Table.of(COLUMNS, rows)
