"""One table of a mapping, row by row: which rows count, what each says, and how each of them ended."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.errors import Problem
from graphkit.facts.formats import BadRow, Nested, Shape, Sheet, Unreadable, open_table
from graphkit.facts.mapping.cells import Columns, Raw
from graphkit.facts.mapping.cleaning import Lookup, SlowPattern, WrongCell
from graphkit.facts.mapping.drafts import Draft
from graphkit.facts.mapping.emit import Emitter, WrongRow
from graphkit.facts.mapping.files import Found, shape_of
from graphkit.facts.mapping.join import Joined
from graphkit.facts.mapping.language import TableSpec, UnpivotSpec
from graphkit.facts.mapping.mended import Mended
from graphkit.facts.mapping.rules import Compiler, RuleError, at
from graphkit.facts.tables import TableCount
from graphkit.model import Model

#: Longest locator, in characters: a key is a few short cells.
MAX_LOCATOR = 300
#: Rows passed over of which the reason is kept one by one, for a preview.
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
    name in the account: that within the folder, of several files of one table the pattern that they are found by."""

    file: str
    emitter: Emitter | None = None
    count: TableCount = field(default_factory=TableCount)
    drafts: list[Draft] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    guesses: list[str] = field(default_factory=list)
    repeated: int = 0
    passed: dict[int, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    found: Found | None = None
    shape: Shape = field(default_factory=Shape)
    told: str = ""


@dataclass(slots=True)
class Context:
    """What the tables of one loader share; `readers` are those of one table by the columns that its files have."""

    loader: str
    model: Model
    source: str
    lookups: Mapping[str, Lookup]
    joins: Mapping[str, Joined]
    progress: Callable[[int], None] | None = None
    readers: dict[tuple[str, ...] | None, _Reader] = field(default_factory=dict)


def read_table_file(found: Found, spec: TableSpec, context: Context, mended: Mended | None = None) -> Drafts:
    """All rows of one file; those that were mended as they were mended to.

    Raises
    ------
    Unreadable
        If the file cannot be read, or not to its end.
    RuleError
        If the mapping does not fit its columns.
    """
    out = Drafts(found.shown, found=found, shape=shape_of(spec))
    with open_table(found.path, found.shown, out.shape) as sheet:
        out.guesses = list(sheet.guesses)
        reader = _reader(sheet, spec, context)
        out.emitter, out.unused = reader.emitter, reader.unused()
        locators: set[int] = set()
        for line, raw in sheet:
            out.count.rows += 1
            if context.progress and not out.count.rows % 2000:
                context.progress(2000)
            if isinstance(raw, BadRow):
                _reject(out, line, [WrongCell(raw.column, raw.value, raw.message, raw.hint)])
                continue
            if mended is not None:
                raw = mended.row(raw, None if sheet.nested else sheet.columns)  # noqa: PLW2901
            try:
                reason = reader.passed_over(raw)
                if reason:
                    out.count.skipped += 1
                    out.skipped[reason] += 1
                    if len(out.passed) < MOST_PASSED:
                        out.passed[line] = reason
                    continue
                locator = reader.locator(raw)
                draft = reader.draft(line, locator, raw)
            except WrongRow as error:
                _reject(out, line, error.cells)
                continue
            except WrongCell as error:
                _reject(out, line, [error])
                continue
            except SlowPattern as error:
                hint = "write it without nested repeats, as [^,]+ in place of (.+)+"
                raise Unreadable([Problem(found.shown, line, str(error), "the pattern takes too long", hint)]) from None
            if not (draft.rows or draft.entities):
                _reject(out, line, [WrongCell("", "", "says nothing that a rule takes", reader.needed())])
                continue
            mark = hash(locator)
            out.repeated += mark in locators
            locators.add(mark)
            out.drafts.append(draft)
    return out


def read_for_others(found: Found, spec: TableSpec) -> Drafts:
    """A file that only joins and lookups read: its rows are passed over, those that cannot be read rejected."""
    out = Drafts(found.shown, found=found, shape=shape_of(spec))
    with open_table(found.path, found.shown, out.shape) as sheet:
        for line, raw in sheet:
            out.count.rows += 1
            if isinstance(raw, BadRow):
                _reject(out, line, [WrongCell(raw.column, raw.value, raw.message, raw.hint)])
            else:
                out.count.skipped += 1
    out.skipped["read for other tables"] = out.count.skipped
    return out


def _reader(sheet: Sheet, spec: TableSpec, context: Context) -> _Reader:
    """The rules compiled for the columns of a file: once for all files of a table that have these."""
    columns = None if sheet.nested else tuple(sheet.columns)
    if columns not in context.readers:
        context.readers[columns] = _Reader(sheet, spec, context)
    found = context.readers[columns]
    found.begin()
    return found


def _reject(out: Drafts, line: int, cells: Sequence[WrongCell]) -> None:
    out.count.rejected += 1
    out.rejects += [Reject(out.file, line, c.column, c.value, c.message, c.hint) for c in cells]


class _Reader:
    """A table's rows by its mapping."""

    def __init__(self, sheet: Sheet, spec: TableSpec, context: Context) -> None:
        headings = None if sheet.nested else list(sheet.columns)
        self._headings = headings
        self._turn = _Unpivot(spec.unpivot, headings) if spec.unpivot and headings is not None else None
        if spec.unpivot and headings is None:
            raise RuleError(("unpivot",), "nested data have no columns to turn", "an object's values are rows with []")
        seen = self._turn.headings if self._turn else headings
        joins = {name: context.joins[name].column for name in spec.join}
        self._columns = Columns(seen, spec.column, spec.unknown, context.lookups, joins)
        for name, joined in spec.join.items():
            for k, (own, _) in enumerate(joined.on.items()):
                with at("join", name, "on", k):
                    context.joins[name].own(k, self._columns.raw(own))
        compiler = Compiler(self._columns, context.model, spec.unknown)
        rules = compiler.rules(spec, context.source)
        self._rules = rules  # those of columns that are kept come below
        self._only = compiler.tests(spec.only, "only")
        self._skip = compiler.tests(spec.skip, "skip")
        self._keys = self._keys_of(spec)
        self._fill = self._filled(spec)
        self._last: dict[int, str] = {}
        self._prefix = f"{spec.name}: " if spec.name else ""
        if spec.keep:
            rules.claims += compiler.kept(spec, rules, self.unused())
        self.emitter = Emitter(rules, self._columns, context.loader)

    def begin(self) -> None:
        """Forgets what was filled down in another file."""
        self._last.clear()

    def unused(self) -> tuple[str, ...]:
        """Headings that nothing names."""
        used = self._columns.used | {name for name, _ in self._keys}
        used |= {test.column for test in (*self._only, *self._skip)}
        turned = self._turn.turned if self._turn else ()
        return tuple(h for h in self._headings or () if h not in used and h not in turned)

    def needed(self) -> str:
        """What a row must hold to say something."""
        named = sorted(
            {f.column() for c in self._rules.claims for n, f in c.texts.items() if n in ("subject", "value")} - {""}
        )
        return f"a rule needs {', '.join(named[:6])}" if named else ""

    def passed_over(self, raw: Raw) -> str:
        """Why a row does not count; empty if it does."""
        if self._fill:
            self._fill_down(raw)
        for test in self._skip:
            if test(raw):
                return test.because
        for test in self._only:
            if not test(raw):
                return f"only: {test.column}"
        return ""

    def locator(self, raw: Raw) -> str:
        """The row's key: its columns with their cells."""
        found = self._prefix + "; ".join([f"{name}={text(raw)}" for name, text in self._keys])
        if "  " in found:
            found = " ".join(found.split())
        if len(found) > MAX_LOCATOR:
            name = self._keys[0][0]
            raise WrongCell(
                name, found[:60], f"a key of {len(found):,} characters is too long", f"at most {MAX_LOCATOR}"
            )
        return found

    def draft(self, line: int, locator: str, raw: Raw) -> Draft:
        """What the row says (`WrongRow` with every cell that is wrong)."""
        raws = self._turn.rows(raw) if self._turn else [raw]
        return self.emitter.draft(line, locator, raws)

    def _keys_of(self, spec: TableSpec) -> list[tuple[str, Callable[[Raw], str]]]:
        if not spec.key and not spec.claims_nothing:
            hint = 'the columns by which a person finds the row again, as key = ["company", "city"]'
            raise RuleError(("key",), "the table has no key", hint)
        out = []
        for k, name in enumerate(spec.key):
            with at("key", k):
                out.append((name, self._columns.raw(name)))
        return out

    def _filled(self, spec: TableSpec) -> list[int]:
        names = [name for name, column in spec.column.items() if column.fill]
        if names and self._headings is None:
            raise RuleError(("column", names[0], "fill"), "nested data are not filled down", "leave fill out")
        return [self._headings.index(n) for n in names if self._headings and n in self._headings]

    def _fill_down(self, raw: Raw) -> None:
        assert isinstance(raw, list)
        for k in self._fill:
            if raw[k].strip():
                self._last[k] = raw[k]
            else:
                raw[k] = self._last.get(k, "")


class _Unpivot:
    """Turns columns that are values into rows."""

    def __init__(self, spec: UnpivotSpec, headings: Sequence[str]) -> None:
        self.turned = self._chosen(spec, headings)
        self._at = [headings.index(name) for name in self.turned]
        self.headings = [*headings, spec.name, spec.value]
        for name in (spec.name, spec.value):
            if name in headings:
                raise RuleError(("unpivot",), f"there is a column {name!r} already", "give the new column another name")

    @staticmethod
    def _chosen(spec: UnpivotSpec, headings: Sequence[str]) -> list[str]:
        out: dict[str, None] = {}
        for k, text in enumerate(spec.columns):
            try:
                found = [text] if text in headings else [h for h in headings if re.fullmatch(text, h)]
            except re.error as error:
                raise RuleError(("unpivot", "columns", k), f"no pattern: {error}") from None
            if not found:
                raise RuleError(
                    ("unpivot", "columns", k), f"no column is {text!r}", f"there are {', '.join(headings[:12])}"
                )
            out.update(dict.fromkeys(found))
        return list(out)

    def rows(self, raw: Raw) -> list[Raw]:
        """One row for each column that is turned and filled."""
        assert not isinstance(raw, Nested)
        return [[*raw, name, raw[k]] for name, k in zip(self.turned, self._at, strict=True) if raw[k].strip()]
