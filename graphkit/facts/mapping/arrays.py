"""Columns of nested data: the texts that a path finds, and the elements of an array with several columns each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from graphkit.errors import split_hint
from graphkit.facts.formats import Nested, cell_values, text_of
from graphkit.facts.formats.paths import Path, outwards, walk
from graphkit.facts.mapping.cleaning import Cleaner, WrongCell


def parted(path: Path) -> tuple[Path, Path]:
    """A path with `[]`, cut behind the last one: to the elements, and from an element to its cell."""
    last = max(k for k, step in enumerate(path.steps) if step.each)
    array = Path(path.text[: path.text.rindex("[]") + 2], path.ups, path.steps[: last + 1])
    rest = path.steps[last + 1 :]
    plain = tuple(str(step.name) for step in rest)
    return array, replace(path, ups=0, steps=rest, plain=plain or None)


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
    """The elements of an array with the cells of its columns; `columns` are name, path in the element, cleaner."""

    array: Path
    columns: list[tuple[str, Path, Cleaner]] = field(default_factory=list)

    def values(self, record: object) -> list[tuple[str, ...]]:
        """Of each element the texts of its columns, empty where it has none; an element with no text is left out."""
        assert isinstance(record, Nested)
        out = []
        for element in self._elements(record):
            texts = tuple(_first(name, within, cleaner, element) for name, within, cleaner in self.columns)
            if any(texts):
                out.append(texts)
        return out

    def _elements(self, record: Nested) -> list[Nested]:
        start = outwards(record, self.array.ups)
        try:
            return list(walk(start, self.array.steps)) if start else []
        except ValueError as error:
            message, hint = split_hint(error)
            raise WrongCell(self.columns[0][0], "", message, hint) from None


def _first(name: str, within: Path, cleaner: Cleaner, element: Nested) -> str:
    for text in texts_at(name, within, element):
        for value in cleaner.texts(text):
            return value[0]
    return ""
