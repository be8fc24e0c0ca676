"""Which of several metrics a figure is of: the unit tells, as where one column holds GWh, tons and square metres."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.model import Model
from graphkit.values import parse_quantity

#: Figures that are remembered.
_MOST = 50_000


def unit_in(text: str, model: Model) -> str | None:
    """The unit of a number, as the schema writes it; None if the text is none, or has no unit."""
    try:
        return parse_quantity(text, model.numbers, model.units).unit
    except ValueError:
        return None


class Metrics:
    """Called with the text of a figure, the first of the metrics that is given in its unit.

    Where no unit tells (there is none, or it is of no metric) it is the first, of which the kernel then says what is
    wrong with the figure.
    """

    def __init__(self, names: Sequence[str], model: Model) -> None:
        self._names = names
        self._model = model
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The metric."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _MOST:
                self._known.clear()
            found = self._known[text] = self._of(text)
        return found

    def _of(self, text: str) -> str:
        unit = unit_in(text, self._model)
        dimension = self._model.units.find(unit).dimension if unit is not None else ""
        return next((n for n in self._names if self._model.metrics[n].takes(dimension)), self._names[0])
