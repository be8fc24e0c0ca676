"""Columns of nested data: the texts that a path finds, and the elements of an array with several columns each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graphkit.errors import split_hint
from graphkit.facts.formats import Nested, cell_values, text_of
from graphkit.facts.formats.paths import Path, names_alone, outwards, walk
from graphkit.facts.mapping.cleaning import Cleaner, WrongCell


def parted(path: Path) -> tuple[Path, Path]:
    """A path with `[]`, cut behind the last one: to the elements, and from an element to its cell."""
    last = max(k for k, step in enumerate(path.steps) if step.each)
    end = path.text.rindex("[]") + 2
    end += path.text.startswith("*", end)
    array = Path(path.text[:end], path.ups, path.steps[: last + 1], far=path.far)
    rest = path.steps[last + 1 :]
    return array, replace(path, ups=0, far=False, steps=rest, plain=names_alone(rest))


def texts_at(name: str, path: Path, record: object) -> list[str]:
    """The texts that a path finds in a row, empty ones left out (`WrongCell` if it does not fit the data)."""
    assert isinstance(record, Nested)
    out = []
    value: object = None
    try:
        for value in cell_values(path, record):
            text = text_of(value)
            if text:
                out.append(text)
    except ValueError as error:
        message, hint = split_hint(error)
        raise WrongCell(name, "" if value is None else str(value)[:60], message, hint) from None
    return out


@dataclass(slots=True)
class Elements:
    """The elements of an array with the cells of its columns; `columns` are name, path in the element, cleaner.

    The only column of one that is `split` gives a value for each part of its cells.
    """

    array: Path
    split: bool = False
    columns: list[tuple[str, Path, Cleaner]] = field(default_factory=list)
    _taken: list[Nested] = field(default_factory=list)

    def values(self, record: object) -> list[tuple[str, ...]]:
        """Of each element the texts of its columns, empty where it has none; an element with no text is left out."""
        assert isinstance(record, Nested)
        out = []
        self._taken.clear()
        for element in self._elements(record):
            for texts in self._parts(element) if self.split else [self._whole(element)]:
                if any(texts):
                    out.append(texts)
                    self._taken.append(element)
        return out

    def places_in(self, outer: Elements) -> list[int]:
        """Of each value that the last `values` gave, in which element of `outer` it lies; -1: in none that it gave."""
        places = {id(element.value): k for k, element in enumerate(outer._taken)}
        chains = ((e.value, *reversed(e.around)) for e in self._taken)
        return [next((places[id(one)] for one in chain if id(one) in places), -1) for chain in chains]

    def _whole(self, element: Nested) -> tuple[str, ...]:
        return tuple(text for column in self.columns for text in _first(*column, element))

    def _parts(self, element: Nested) -> Iterator[tuple[str, ...]]:
        for name, within, cleaner in self.columns:
            for text in texts_at(name, within, element):
                yield from cleaner.texts(text)

    def _elements(self, record: Nested) -> list[Nested]:
        start = outwards(record, self.array)
        try:
            return list(walk(start, self.array.steps)) if start else []
        except ValueError as error:
            message, hint = split_hint(error)
            raise WrongCell(self.columns[0][0], "", message, hint) from None


def _first(name: str, within: Path, cleaner: Cleaner, element: Nested) -> tuple[str, ...]:
    """The first value of a cell, or its groups."""
    for text in texts_at(name, within, element):
        for value in cleaner.texts(text):
            return value
    return ("",) * max(len(cleaner.groups), 1)
