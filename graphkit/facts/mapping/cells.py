"""The cells of one table's rows, as its rules see them: each named column has a place in a vector of texts.

A column that gives several values for one row (split, or an array) is an axis: a rule that names it is applied to each
of its values. Groups of one pattern, columns of one array's elements and columns made of one another share their axis,
so that they stay together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from graphkit.facts.formats import Numeral, parse_path
from graphkit.facts.hints import near
from graphkit.facts.mapping.arrays import Elements, parted, texts_at
from graphkit.facts.mapping.cleaning import Cleaner, Dated, Lookup, United, WrongCell
from graphkit.facts.mapping.language import ColumnSpec
from graphkit.facts.mapping.planes import Axis, Plane, Raw, Values, along
from graphkit.facts.mapping.templates import Cells, Parts, Reference, compile_template, parse_template, references

_PLAIN = ColumnSpec()


class Columns:
    """The columns of a table: what a template may name, and how a row gives it.

    Parameters
    ----------
    headings
        Those of a flat table; None for nested data, whose columns are paths.
    specs
        How columns are read, by name.
    joins
        For the prefix of each joined table a function from a row of this one to the cell of a column there, and the
        headings there (None: nested).
    line
        Where the headings stand, for messages; 0: nowhere.
    united
        Tells of a cell whether its number has a unit.
    dated
        Reads a date that needs no order of its parts.
    """

    def __init__(
        self,
        headings: Sequence[str] | None,
        specs: Mapping[str, ColumnSpec],
        unknown: Sequence[str],
        lookups: Mapping[str, Lookup],
        joins: Mapping[str, Callable[[str], Callable[[Raw], str]]] | None = None,
        line: int = 0,
        united: United | None = None,
        dated: Dated | None = None,
    ) -> None:
        self._headings = None if headings is None else {name: k for k, name in enumerate(headings)}
        self._specs = specs
        self._unknown = unknown
        self._lookups = lookups
        self._joins = joins or {}
        self._united = united
        self._dated = dated
        # Only a column made of others asks of a cell of the vector whether it is a number of the file.
        self._marks = any(spec.from_ and spec.decimal == "," for spec in specs.values())
        self._line = line
        self._among = f" among the headings of line {line}" if line else ""
        self._places: dict[str, int] = {}
        self._axis_of: dict[int, int] = {}
        self._single: list[tuple[int, Callable[[Raw, Cells], str]]] = []
        self._plain: list[tuple[int, int]] = []
        self._axes: list[Axis] = []
        self._arrays: dict[str, tuple[int, Elements]] = {}
        self._outer: dict[int, list[int]] = {}
        self._open: list[str] = []
        self._names: list[str] = []
        self._nothing = frozenset(w.strip().casefold() for w in unknown)

    # --- compiling

    def template(self, text: str) -> tuple[Callable[[Cells], str], Parts]:
        """A template's function, and its parts (`ValueError` if it names what is not there)."""
        parts = tuple(self._exact(part) for part in parse_template(text))
        return compile_template(parts, lambda reference: self.place(reference.column)), parts

    def _exact(self, part: str | Reference) -> str | Reference:
        """A heading that itself ends with a question mark is meant as it stands."""
        if isinstance(part, str) or not part.optional:
            return part
        whole = f"{part.column}?"
        known = whole in self._specs or (self._headings is not None and whole in self._headings)
        return Reference(whole) if known else part

    def place(self, name: str) -> int:
        """The place of a column in the vector; it is given one when it is first named."""
        if name not in self._places:
            self._add(name)
        if name not in self._places:  # a pattern has made columns of it
            groups = ", ".join(known for known in self._places if known.startswith(f"{name}."))
            raise ValueError(f"{name!r} has a pattern with groups — name one of them: {groups}")
        return self._places[name]

    def axes_of(self, parts: Parts) -> frozenset[int]:
        """The axes along which a template has several texts."""
        places = (self.place(reference.column) for reference in references(parts))
        return frozenset(self._axis_of[place] for place in places if place in self._axis_of)

    @property
    def places(self) -> dict[int, list[int]]:
        """The places of each axis."""
        return {k: axis.places for k, axis in enumerate(self._axes)}

    @property
    def nested(self) -> bool:
        """Whether columns are paths."""
        return self._headings is None

    @property
    def used(self) -> frozenset[str]:
        """Names of the columns that something names."""
        return frozenset(self._names)

    def _add(self, name: str) -> None:
        if name in self._open:
            raise ValueError(f"column {name!r} is made of itself — {' from '.join([*self._open, name])}")
        self._open.append(name)
        try:
            base, _, group = name.rpartition(".")
            if base in self._specs and self._specs[base].pattern:
                self._define(base)
                if name not in self._places:
                    raise ValueError(f"the pattern of {base!r} has no group {group!r}")
            elif name in self._specs:
                self._define(name)
            else:
                self._read(name, _PLAIN)
        finally:
            self._open.pop()

    def _define(self, name: str) -> None:
        spec = self._specs[name]
        if not spec.from_:
            self._read(name, spec)
            return
        made, parts = self.template(spec.from_)
        if spec.decimal == "," and len(parts) > 1:
            made = _with_commas(made)
        axes = self.axes_of(parts)
        cleaner = self._cleaner(name, spec)
        if not axes:
            self._enter(name, cleaner, lambda raw, cells: [made(cells)], cleaner.many)
            return
        if len(axes) > 1 or cleaner.many or cleaner.groups:
            raise ValueError(
                f"column {name!r} is made of columns with several values — split once, in the first of them"
            )
        axis = self._axes[next(iter(axes))]
        axis.then.append((made, cleaner))
        self._give(name, next(iter(axes)))

    def _read(self, name: str, spec: ColumnSpec) -> None:
        """A column of the file itself, or of a joined table."""
        cleaner = self._cleaner(name, spec)
        raw, many = self._raw(name)
        simple = self._headings is not None and name in self._headings and spec == _PLAIN
        if simple and self._headings is not None:
            self._names.append(name)
            self._plain.append((self._new(name), self._headings[name]))
            return
        self._names.append(name)
        if many:
            self._element(name, cleaner)
            return
        self._enter(name, cleaner, lambda record, cells: raw(record), cleaner.many)

    def _cleaner(self, name: str, spec: ColumnSpec) -> Cleaner:
        return Cleaner.of(name, spec, self._unknown, self._lookups, self._united, self._dated, self._marks)

    def _element(self, name: str, cleaner: Cleaner) -> None:
        """A column of the elements of an array: those of one array share their axis; one with several values for an
        element has its own, which lies within that."""
        array, within = parted(parse_path(name))
        text = f"{name}." if cleaner.many else array.text
        if text not in self._arrays:
            elements = Elements(array, cleaner.many)
            self._nest(text, len(self._axes))
            self._arrays[text] = (len(self._axes), elements)
            self._axes.append(Axis([], lambda raw, cells: elements.values(raw)))
        axis, elements = self._arrays[text]
        elements.columns.append((name, within, cleaner))
        for each in [f"{name}.{g}" for g in cleaner.groups] or [name]:
            place = self._new(each)
            self._axes[axis].insert(place)
            self._axis_of[place] = axis

    def _nest(self, text: str, axis: int) -> None:
        """Notes which arrays an array lies within, and which within it: their elements go with their own."""
        for other, (known, _) in self._arrays.items():
            inner, outer = (axis, known) if text.startswith(f"{other}.") else (known, axis)
            if text.startswith(f"{other}.") or other.startswith(f"{text}."):
                self._outer.setdefault(inner, []).append(outer)

    def _enter(self, name: str, cleaner: Cleaner, read: Callable[[Raw, Cells], Sequence[str]], many: bool) -> None:
        if many or cleaner.groups:
            names = [f"{name}.{g}" for g in cleaner.groups] or [name]
            axis = len(self._axes)
            self._axes.append(
                Axis([], lambda raw, cells: [v for text in read(raw, cells) for v in cleaner.texts(text)])
            )
            for each in names:
                self._give(each, axis)
            return

        def one(raw: Raw, cells: Cells) -> str:
            for text in read(raw, cells):
                for value in cleaner.texts(text):
                    return value[0]
            return ""

        self._single.append((self._new(name), one))

    def _new(self, name: str) -> int:
        return self._places.setdefault(name, len(self._places))

    def _give(self, name: str, axis: int) -> None:
        place = self._new(name)
        self._axes[axis].places.append(place)
        self._axis_of[place] = axis

    # --- reading

    def raw(self, name: str, alone: bool = False) -> Callable[[Raw], str]:
        """The text of a column as it stands in the file, of several values the first; of one that the mapping makes
        that which it makes, `alone` of this table's columns and none of a joined one."""
        base = name.rpartition(".")[0]
        if self._headings is None or name not in self._headings:
            if name in self._specs and self._specs[name].from_:
                return self._made(name, {} if alone else self._joins)
            if base in self._specs and self._specs[base].pattern:
                hint = f"name {base!r}, or a column made of the group by from"
                raise ValueError(f"{name!r} is a group of a pattern, not a column — {hint}")
        read, _ = self._raw(name)
        return lambda record: next(iter(read(record)), "")

    def _made(self, name: str, joins: Mapping[str, Callable[[str], Callable[[Raw], str]]]) -> Callable[[Raw], str]:
        """The text of a column made of others, apart from the vector: conditions come before it is filled."""
        headings = None if self._headings is None else list(self._headings)
        own = Columns(headings, self._specs, self._unknown, self._lookups, joins, self._line, self._united)
        place = own.place(name)
        self._names += own.used
        if own.places:
            raise ValueError(f"column {name!r} has several values — here one is needed")

        def made(record: Raw) -> str:
            plane, wrong = own.read(record)
            if wrong:
                raise wrong[0]
            return plane.cells[place]

        return made

    def _raw(self, name: str) -> tuple[Callable[[Raw], Sequence[str]], bool]:
        """The texts of a column as they stand, and whether there may be several."""
        prefix, _, rest = name.partition(".")
        if self._headings is not None and name in self._headings:
            at = self._headings[name]
            # As `_stripped` does it, without the call.
            return (lambda record: (text if type(text := record[at]) is Numeral else text.strip(),)), False
        if prefix in self._joins and rest:
            joined = self._joins[prefix](rest)
            return (lambda record: (joined(record),)), False
        if self._headings is not None:
            known = [*self._headings, *(n for n, spec in self._specs.items() if spec.from_ and n != name)]
            raise ValueError(f"no column {name!r}{self._among} — {near(name, known)}")
        path = parse_path(name)
        return (lambda record: texts_at(name, path, record)), "[]" in name

    @property
    def width(self) -> int:
        """How many places the vector has."""
        return len(self._places)

    def vectors(self) -> Callable[[Sequence[Raw]], list[Sequence[str]]] | None:
        """From rows to the texts of each place, where every column is taken as it stands in the file; else None."""
        if self._single or self._axes:
            return None
        order = [at for _, at in sorted(self._plain)]
        nothing = self._nothing

        def columns(records: Sequence[Any]) -> list[Sequence[str]]:
            out: list[Sequence[str]] = [[*map(str.strip, map(itemgetter(at), records))] for at in order]
            if nothing:
                return [["" if text.casefold() in nothing else text for text in column] for column in out]
            return out

        return columns

    def read(self, record: Raw) -> tuple[Plane, list[WrongCell]]:
        """The vector of a row, and what is wrong with its cells."""
        cells = [""] * len(self._places)
        wrong: list[WrongCell] = []
        nothing, strip = self._nothing, _stripped if self._marks else str.strip
        for place, at in self._plain:
            text = strip(record[at])  # type: ignore[index]
            cells[place] = "" if nothing and text.casefold() in nothing else text
        for place, one in self._single:
            try:
                cells[place] = one(record, cells)
            except WrongCell as error:
                wrong.append(error)
        axes: dict[int, Values] = {}
        for k, axis in enumerate(self._axes):
            try:
                axes[k] = along(axis, record, cells)
            except WrongCell as error:
                axes[k] = []
                wrong.append(error)
        if self._marks:  # no rule sees them
            cells = [*map(str, cells)]
            axes = {k: [tuple(map(str, value)) for value in values] for k, values in axes.items()}
        return Plane(cells, axes, self._nesting() if self._outer and not wrong else {}), wrong

    def _nesting(self) -> dict[int, dict[int, list[int]]]:
        """For each axis of an array in another, to which element of that one its own belong."""
        elements = dict(self._arrays.values())
        return {
            inner: {outer: elements[inner].places_in(elements[outer]) for outer in outers}
            for inner, outers in self._outer.items()
        }


def _stripped(text: str) -> str:
    """A cell without outer blanks; a number of the file, which has none, as such."""
    return text if type(text) is Numeral else text.strip()


def _with_commas(made: Callable[[Cells], str]) -> Callable[[Cells], str]:
    """A template's function for a column with `decimal = ","`: numbers of the file are put in as texts have them."""
    return lambda cells: made([cell.replace(".", ",") if type(cell) is Numeral else cell for cell in cells])
