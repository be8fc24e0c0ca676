"""The rows of one table by its mapping: which of them count, their keys, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any

from graphkit.facts.formats import Nested, Sheet
from graphkit.facts.mapping.cells import Columns
from graphkit.facts.mapping.cleaning import Dated, WrongCell, matching
from graphkit.facts.mapping.drafts import Draft
from graphkit.facts.mapping.emit import Emitter
from graphkit.facts.mapping.join import Joined, Noting
from graphkit.facts.mapping.language import TableSpec, UnpivotSpec
from graphkit.facts.mapping.leaves import unnamed
from graphkit.facts.mapping.metrics import unit_in
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.rules import Compiler, RuleError, Test, at
from graphkit.facts.tables import Progress
from graphkit.model import Model
from graphkit.values.dates import parse_date

#: Longest locator, in characters: a key is a few short cells.
MAX_LOCATOR = 300


@dataclass(slots=True)
class Context:
    """What the tables of one loader share; `readers` are those of one table by whether its files are nested, and
    their columns or the paths kept."""

    loader: str
    model: Model
    source: str
    lookups: Mapping[str, Noting]
    joins: Mapping[str, Joined]
    progress: Progress | None = None
    readers: dict[tuple[bool, tuple[str, ...]], Reader] = field(default_factory=dict)


def _united(model: Model, text: str) -> bool:
    """Whether a text is a number with a unit of its own."""
    return unit_in(text, model) is not None


def _dated(model: Model) -> Dated:
    return lambda text: parse_date(text, model.dates)


class Reader:
    """A table's rows by its mapping; of nested data `leaves` are the paths that may be kept."""

    def __init__(self, sheet: Sheet, spec: TableSpec, context: Context, leaves: Sequence[str] = ()) -> None:
        headings = None if sheet.nested else list(sheet.columns)
        self._headings = headings
        self._turn = Unpivot(spec.unpivot, headings) if spec.unpivot and headings is not None else None
        if spec.unpivot and headings is None:
            raise RuleError(("unpivot",), "nested data have no columns to turn", "an object's values are rows with []")
        seen = self._turn.headings if self._turn else headings
        joins = {name: context.joins[name].column for name in spec.join}
        united = partial(_united, context.model)
        self._columns = Columns(seen, spec.column, spec.unknown, context.lookups, joins, sheet.heading, united,
                                _dated(context.model))  # fmt: skip
        for name, joined in spec.join.items():
            for k, (own, _) in enumerate(joined.on.items()):
                with at("join", name, "on", k):
                    context.joins[name].own(k, self._columns.raw(own, alone=True))
        compiler = Compiler(self._columns, context.model, spec.unknown)
        rules = compiler.rules(spec, context.source)
        self._rules = rules  # those of columns that are kept come below
        self._only = compiler.tests(spec.only, "only")
        self._skip = compiler.tests(spec.skip, "skip")
        self._keys = self._keys_of(spec)
        # The columns of the file that each condition looks at.
        self._needs = {
            test.column: frozenset(self._needed_by(test.column, spec)) for test in (*self._only, *self._skip)
        }
        self._fill = self._filled(spec)
        self.chooses = bool(self._only or self._skip or self._fill)
        self._joined = {own for join in spec.join.values() for own in join.on}
        turned = {spec.unpivot.name, spec.unpivot.value} if spec.unpivot else set()
        # A join by what unpivoting makes is asked for by several rows in place of one.
        self._asked = [context.joins[name] for name, one in spec.join.items() if not turned & {*one.on}]
        self._lookups = context.lookups
        self._last: dict[int, str] = {}
        self._prefix = f"{spec.name}: " if spec.name else ""
        names = [name for name, _ in self._keys]
        # Where all columns of the key stand in the file, their places, and the key as a format; else none.
        self._at = [headings.index(name) for name in names] if headings and {*names} <= {*headings} else []
        self._form = self._prefix.replace("%", "%%") + "; ".join(f"{name.replace('%', '%%')}=%s" for name in names)
        if spec.keep:
            rules.claims += compiler.kept(spec, rules, self.unused(leaves))
        self.used = frozenset(headings or ()) - frozenset(self.unused())
        self.emitter = Emitter(rules, self._columns, context.loader)

    def begin(self) -> None:
        """Forgets what was filled down in another file."""
        self._last.clear()

    def unused(self, leaves: Sequence[str] = ()) -> tuple[str, ...]:
        """Headings, or of nested data those of some paths, that nothing names."""
        used = self._columns.used | {name for name, _ in self._keys} | self._joined
        used |= {test.column for test in (*self._only, *self._skip)}
        tests = [made.tests for made in self._rules.entities.values()] + [made.tests for made in self._rules.claims]
        used |= {test.column for each in tests for test in each}
        if self._headings is None:
            return unnamed(leaves, used)
        turned = self._turn.turned if self._turn else ()
        return tuple(h for h in self._headings if h not in used and h not in turned)

    def missed(self, raw: Raw) -> Iterator[tuple[str, str]]:
        """The joins that find nothing of a row, each with what they look for."""
        for joined in self._asked:
            if asked := joined.missed(raw):
                yield joined.shown, asked

    def unknown_texts(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Since it was asked last: lookup, column and the texts for which there is nothing."""
        for name, lookup in self._lookups.items():
            for column, texts in lookup.missed.items():
                yield name, column, tuple(texts)
            lookup.missed.clear()

    def needed(self) -> str:
        """What a row must hold to say something."""
        named = sorted(
            {f.column() for c in self._rules.claims for n, f in c.texts.items() if n in ("subject", "value")} - {""}
        )
        return f"a rule needs {', '.join(named[:6])}" if named else ""

    def passed_over(self, raw: Raw, unread: Container[str] = ()) -> str:
        """Why a row does not count; empty if it does. `unread` are the columns whose cell cannot be read: a condition
        on one of them says nothing."""
        if self._fill:
            self._fill_down(raw, unread)
        reason, by = self._reason(raw, unread)
        # A row that is passed over for what it holds, as a sum, gives nothing to those below; one that is for want of a
        # cell may be the heading over them.
        if self._fill and (by is None or not by.text(raw)):
            self._keep_for_below(raw, unread)
        return reason

    def _reason(self, raw: Raw, unread: Container[str]) -> tuple[str, Test | None]:
        """Why a row does not count, and the condition by which it does not; "" and None if it counts."""
        for test in self._skip:
            if not self._blind(test, unread) and test(raw):
                return test.because, test
        for test in self._only:
            if not self._blind(test, unread) and not test(raw):
                return f"only: {test.column}", test
        return "", None

    def _blind(self, test: Test, unread: Container[str]) -> bool:
        return bool(unread) and any(name in unread for name in self._needs[test.column])

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

    def drafts(self, rows: Sequence[tuple[int, Raw]]) -> Sequence[Draft | None]:
        """What rows say that can be read the short way; None for each of the others."""
        straight = self.emitter.straight
        if straight is None or self._turn or not rows:
            return [None] * len(rows)
        lines, raws = zip(*rows, strict=True)
        locators = self._locators(raws)
        return straight.drafts(lines, locators, raws) if locators else [None] * len(rows)

    def draft(self, line: int, raw: Raw) -> Draft:
        """What a row says (`WrongRow` with every cell that is wrong)."""
        locator = self.locator(raw)
        raws = self._turn.rows(raw) if self._turn else [raw]
        return self.emitter.draft(line, locator, raws)

    def _locators(self, raws: Sequence[Any]) -> list[str] | None:
        """The keys of rows; None if one of them is too long."""
        if self._at:
            cells: Any = [map(str.strip, map(itemgetter(at), raws)) for at in self._at]
            found = [*map(self._form.__mod__, zip(*cells, strict=True))]
            if "  " in "\n".join(found):
                found = [" ".join(text.split()) for text in found]
            return found if max(map(len, found)) <= MAX_LOCATOR else None
        try:
            return [self.locator(raw) for raw in raws]
        except WrongCell:
            return None

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

    def _fill_down(self, raw: Raw, unread: Container[str]) -> None:
        assert isinstance(raw, list)
        assert self._headings is not None
        for k in self._fill:
            if not raw[k].strip() and self._headings[k] not in unread:
                raw[k] = self._last.get(k, "")

    def _keep_for_below(self, raw: Raw, unread: Container[str]) -> None:
        """Remembers what the rows below are filled with; a cell that cannot be read is not known there either."""
        assert isinstance(raw, list)
        assert self._headings is not None
        for k in self._fill:
            if self._headings[k] in unread:
                self._last.pop(k, None)
            elif raw[k].strip():
                self._last[k] = raw[k]

    def _needed_by(self, column: str, spec: TableSpec) -> list[str]:
        """The columns of the file by which the cell of a column is found: of a joined table's those of the key here."""
        prefix = column.partition(".")[0]
        if column not in (self._headings or ()) and prefix in spec.join:
            return [*spec.join[prefix].on]
        return [column]


class Unpivot:
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
            with at("unpivot", "columns", k):
                found = [text] if text in headings else matching(text, headings)
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
