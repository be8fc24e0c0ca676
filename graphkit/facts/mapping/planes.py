"""The cells of one row: a vector of texts, and axes along which some of them have several values."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphkit.facts.formats import Nested
from graphkit.facts.mapping.cleaning import Cleaner
from graphkit.facts.mapping.templates import Cells

#: A row as its file gives it.
Raw = Sequence[str] | Nested
#: Values of an axis for one row: of each the texts of its places.
Values = list[tuple[str, ...]]
#: Which value of each axis is meant.
Chosen = Mapping[int, int]


class TooMany(ValueError):
    """More combinations of values than a row may have."""


@dataclass(slots=True)
class Plane:
    """The vector of one row with its axes; `outer` gives for an axis that lies within others, and for each of those, to
    which of its values each value belongs (-1: none)."""

    cells: list[str]
    axes: dict[int, Values]
    outer: Mapping[int, Mapping[int, Sequence[int]]] = field(default_factory=dict)

    def at(self, places: Mapping[int, Sequence[int]], chosen: Chosen) -> list[str]:
        """The vector with one value of some axes."""
        cells = self.cells.copy()
        for axis, k in chosen.items():
            for place, text in zip(places[axis], self.axes[axis][k], strict=True):
                cells[place] = text
        return cells

    def choices(
        self, axes: Iterable[int], most: int, within: Chosen | None = None, needed: Container[int] | None = None
    ) -> list[Chosen]:
        """Every combination of values along axes; a value that lies within another goes with that one alone.

        Parameters
        ----------
        within
            What is chosen already: of an axis that lies in it only the values within are taken.
        needed
            The axes without a value of which there is nothing to choose; by default all. Another one that has no value
            is left out.

        Raises
        ------
        TooMany
            If there are more than `most`.
        """
        outer = self.outer
        missing = [axis for axis in axes if not self.axes[axis] and (needed is None or axis in needed)]
        if any(axis not in outer for axis in missing):
            return []
        left_out = {axis for axis in axes if not self.axes[axis]}.difference(missing)
        found: list[Chosen] = [within or {}]
        for axis in sorted(left_out.symmetric_difference(axes), key=lambda axis: (len(outer.get(axis, ())), axis)):
            found = [more for one in found for more in self._along(axis, one)]
            if len(found) > most:
                raise TooMany(f"its values combine in more than {most:,} ways")
        return found

    def _along(self, axis: int, chosen: Chosen) -> Iterable[Chosen]:
        """What is chosen, with each value of one more axis."""
        fitting: Iterable[int] = range(len(self.axes[axis]))
        bound = [(of, chosen[around]) for around, of in self.outer.get(axis, {}).items() if around in chosen]
        if not bound:
            return [{**chosen, axis: k} for k in fitting]
        inner = [{**chosen, axis: k} for k in fitting if all(of[k] == wanted for of, wanted in bound)]
        return inner or [chosen]  # an element without inner ones is there all the same


@dataclass(slots=True)
class Axis:
    """Places that are filled together; `read` gives their values, `then` further columns made of them."""

    places: list[int]
    read: Callable[[Raw, Cells], Values]
    then: list[tuple[Callable[[Cells], str], Cleaner]] = field(default_factory=list)

    def insert(self, place: int) -> None:
        """A further place that `read` fills: before those of the columns made."""
        self.places.insert(len(self.places) - len(self.then), place)


def along(axis: Axis, record: Raw, cells: list[str]) -> Values:
    """The values of an axis for a row, with the columns that are made of them."""
    values = axis.read(record, cells)
    if not axis.then:
        return values
    out: Values = []
    for value in values:
        whole, vector = list(value), cells.copy()
        for place, text in zip(axis.places, value, strict=False):
            vector[place] = text
        for k, (made, cleaner) in enumerate(axis.then, start=len(value)):
            found = cleaner.texts(made(vector))
            whole.append(found[0][0] if found else "")
            vector[axis.places[k]] = whole[-1]
        out.append(tuple(whole))
    return out
