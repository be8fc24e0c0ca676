"""One table of a mapping, row by row: which rows count, what each says, and how each of them ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graphkit.errors import Problem
from graphkit.facts.formats import BadRow, Shape, Sheet, Unreadable, open_table
from graphkit.facts.mapping.cleaning import SlowPattern, WrongCell
from graphkit.facts.mapping.drafts import Draft
from graphkit.facts.mapping.emit import Emitter, WrongRow
from graphkit.facts.mapping.files import Found, shape_of
from graphkit.facts.mapping.language import TableSpec
from graphkit.facts.mapping.leaves import MOST_PATHS, Leaves
from graphkit.facts.mapping.mended import Mended
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.reader import Context, Reader
from graphkit.facts.tables import TableCount

#: Rows that are read together.
BATCH = 1000
#: Rows passed over, or taken in part, of which the reason is kept one by one, for a preview.
MOST_PASSED = 20_000


@dataclass(frozen=True, slots=True)
class Reject:
    """A row of which nothing is taken: where it is, which cell, and why."""

    file: str
    line: int
    column: str
    value: str
    reason: str
    hint: str = ""

    def problem(self) -> Problem:
        """As a message."""
        return Problem(self.file, self.line, self.column, self.reason, self.hint, "reject")


@dataclass(slots=True)
class Drafts:
    """What a file of a table says, and how its rows ended so far; `skipped` counts by the reason stated. `told` is the
    name in the account: that within the folder, of several files of one table the pattern that they are found by.
    `lost` are the ids that rejected rows would have made, with the line of the first. `missed` counts what joins and
    lookups were asked for in vain, by what is counted and the words for it, each with an example. `unsaid` holds of
    rows that are taken which rules say nothing of them for want of a subject, `unsaid_rows` how many rows that is so
    of, by rule."""

    file: str
    emitter: Emitter | None = None
    count: TableCount = field(default_factory=TableCount)
    drafts: list[Draft] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    guesses: list[str] = field(default_factory=list)
    repeated: int = 0
    passed: dict[int, str] = field(default_factory=dict)
    unsaid: dict[int, tuple[str, ...]] = field(default_factory=dict)
    unsaid_rows: Counter[str] = field(default_factory=Counter)
    lost: dict[str, int] = field(default_factory=dict)
    missed: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    mended: Mended | None = None
    found: Found | None = None
    shape: Shape = field(default_factory=Shape)
    told: str = ""

    def miss(self, what: str, words: str, example: str, count: int = 1) -> None:
        """Counts what a join or lookup was asked for in vain."""
        add_missed(self.missed, (what, words), count, example)


def add_missed(to: dict[tuple[str, str], tuple[int, str]], kind: tuple[str, str], count: int, example: str) -> None:
    """Adds to how often a kind was asked for in vain; the first example stays."""
    before, first = to.get(kind, (0, example))
    to[kind] = (before + count, first)


def read_table_file(found: Found, spec: TableSpec, context: Context, mended: Mended | None = None) -> Drafts:
    """All rows of one file; those that were mended as they were mended to.

    Raises
    ------
    Unreadable
        If the file cannot be read, or not to its end.
    RuleError
        If the mapping does not fit its columns.
    """
    out = Drafts(found.shown, found=found, shape=shape_of(spec), mended=mended)
    with open_table(found.path, found.shown, out.shape) as sheet:
        out.guesses = list(sheet.guesses)
        leaves = _leaves(found, spec, out.shape) if sheet.nested and spec.keep else Leaves.of(spec.rows)
        reader = _reader(sheet, spec, context, leaves.paths())
        if leaves.more:
            out.guesses.append(f"of the many paths in its rows the first {MOST_PATHS} are looked at for keep")
        out.emitter, out.unused = reader.emitter, reader.unused(leaves.paths())
        rows, repeated = iter(sheet), set[int]()
        while batch := [*islice(rows, BATCH)]:
            if sheet.nested and not (out.count.rows or spec.keep):
                leaves.add(raw for _, raw in batch)
                out.unused = reader.unused(leaves.paths())
            kept = [*_kept(out, batch, reader, sheet, mended)]
            _drafted(out, kept, reader, repeated)
            if context.progress:
                context.progress(found.shown, out.count.rows, sheet.done(out.count.rows))
    for lookup, column, texts in reader.unknown_texts():
        words = f"in {column} for which the lookup {lookup} has nothing"
        out.miss("text", words, repr(texts[0][:60]), len(texts))
    out.rejects.sort(key=lambda reject: reject.line)
    return out


def _kept(
    out: Drafts, batch: Sequence[tuple[int, Raw | BadRow]], reader: Reader, sheet: Sheet, mended: Mended | None
) -> Iterator[tuple[int, Raw]]:
    """The rows that count; how the others end is added to `out`."""
    for line, given in batch:
        out.count.rows += 1
        bad, raw = _given(given, mended, sheet) if mended is not None or isinstance(given, BadRow) else (None, given)
        if bad is None and not reader.chooses:
            yield line, raw
            continue
        if bad is not None and not bad.cells:
            _reject(out, line, [WrongCell(bad.column, bad.value, bad.message, bad.hint)])
            continue
        try:
            unread = {name for name, _ in bad.faults} if bad is not None else ()
            reason = reader.passed_over(raw, unread) if reader.chooses else ""
        except WrongCell as error:
            _reject(out, line, [error])
            continue
        except SlowPattern as error:
            raise _too_slow(out.file, line, error) from None
        if reason:
            out.count.skipped += 1
            out.skipped[reason] += 1
            if len(out.passed) < MOST_PASSED:
                out.passed[line] = reason
            continue
        if bad is not None and isinstance(why := bad.without(reader.used), BadRow):
            _reject(out, line, [WrongCell(why.column, why.value, why.message, why.hint)])
            continue
        yield line, raw


def _drafted(out: Drafts, rows: Sequence[tuple[int, Raw]], reader: Reader, repeated: set[int]) -> None:
    """Adds what rows say; `repeated` are the keys so far, as hashes."""
    shorts = reader.drafts(rows)
    untold = reader.emitter.straight.unsaid if reader.emitter.straight else {}
    for k, ((line, raw), short) in enumerate(zip(rows, shorts, strict=True)):
        draft = short
        if draft is None:
            try:
                draft = reader.draft(line, raw)
            except WrongRow as error:
                _reject(out, line, error.cells)
                for identifier in error.ids:
                    out.lost.setdefault(identifier, line)
                continue
            except WrongCell as error:
                _reject(out, line, [error])
                continue
            except SlowPattern as error:
                raise _too_slow(out.file, line, error) from None
        if not (draft.rows or draft.entities):
            _reject(out, line, [WrongCell("", "", "says nothing that a rule takes", reader.needed())])
            continue
        mark = hash(draft.locator)
        out.repeated += mark in repeated
        torn = reader.emitter.torn if short is None else {}
        unsaid = tuple(dict.fromkeys(reader.emitter.unsaid if short is None else untold.get(k, ())))
        if unsaid or torn:
            out.unsaid_rows.update(unsaid)
            for words, given in torn.items():
                out.miss("row", f"with {words}", repr(given[:60]))
            if len(out.unsaid) < MOST_PASSED:
                out.unsaid[line] = (*unsaid, *torn)
        repeated.add(mark)
        out.drafts.append(draft)
        for shown, asked in reader.missed(raw):
            out.miss("row", f"of which the join with {shown} finds nothing", asked)


def _too_slow(shown: str, line: int, error: SlowPattern) -> Unreadable:
    hint = "write it without nested repeats, as [^,]+ in place of (.+)+"
    return Unreadable([Problem(shown, line, str(error), "the pattern takes too long", hint)])


def _given(given: Raw | BadRow, mended: Mended | None, sheet: Sheet) -> tuple[BadRow | None, Raw]:
    """A row as it was mended to, or as it is: with what is wrong with it, those cells empty, if some cannot be read."""
    bad = given if isinstance(given, BadRow) else None
    own: Raw = given.cells if isinstance(given, BadRow) else given
    if mended is not None and (bad is None or bad.cells):
        row = mended.row(own, None if sheet.nested else sheet.columns)
        if row is not own:
            return None, row
    return bad, [*bad.cells] if bad is not None else own


def read_for_others(found: Found, spec: TableSpec, keys: Container[str]) -> Drafts:
    """A file that only joins and lookups read: its rows are passed over, those rejected of which no key can be read."""
    out = Drafts(found.shown, found=found, shape=shape_of(spec))
    with open_table(found.path, found.shown, out.shape) as sheet:
        for line, raw in sheet:
            out.count.rows += 1
            row = raw.without(keys) if isinstance(raw, BadRow) else raw
            if isinstance(row, BadRow):
                _reject(out, line, [WrongCell(row.column, row.value, row.message, row.hint)])
            else:
                out.count.skipped += 1
    out.skipped["read for other tables"] = out.count.skipped
    return out


def _leaves(found: Found, spec: TableSpec, shape: Shape) -> Leaves:
    """The paths of all rows: what is kept must be known before the first of them is read."""
    out = Leaves.of(spec.rows)
    with open_table(found.path, found.shown, shape) as sheet:
        out.add(raw for _, raw in sheet)
    return out


def _reader(sheet: Sheet, spec: TableSpec, context: Context, leaves: tuple[str, ...]) -> Reader:
    """The rules compiled for the columns of a file: once for all files of a table that have these."""
    columns = (sheet.nested, leaves if sheet.nested else tuple(sheet.columns))
    if columns not in context.readers:
        context.readers[columns] = Reader(sheet, spec, context, leaves)
    found = context.readers[columns]
    found.begin()
    return found


def _reject(out: Drafts, line: int, cells: Sequence[WrongCell]) -> None:
    out.count.rejected += 1
    out.rejects += [Reject(out.file, line, c.column, c.value, c.message, c.hint) for c in cells]
