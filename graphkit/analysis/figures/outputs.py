"""From when on plants can make how much: what operates, what is built, what is planned, and what is overdue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from graphkit.analysis.figures.amounts import Amount, total
from graphkit.analysis.figures.plants import Plant
from graphkit.graph.capacities import Stated

#: How a capacity stands. `built`: told as there, of a plant that is not told to have begun to operate; `undated`:
#: planned, for no day that is told; `overdue`: the day of the plan has passed, and what became of it is not told.
STATES = ("operating", "built", "planned", "undated", "overdue")
_NOTHING = Amount(Decimal(0), Decimal(0), Decimal(0))


@dataclass(frozen=True, slots=True)
class Output:
    """A capacity of a plant that begins between two days, both included; None where that is open.

    `first` and `last` are both None where it is undated or overdue. `unit` holds the period of a rate.
    """

    plant: Plant
    metric: str
    unit: str
    state: str
    amount: Amount
    first: date | None
    last: date | None
    claims: tuple[str, ...]

    @property
    def items(self) -> tuple[str, ...]:
        """The items of which the figure is."""
        return self.plant.items_in(self.metric)

    @property
    def dated(self) -> bool:
        """Whether it has a day by which it is to be there, or from which on."""
        return self.first is not None or self.last is not None


def outputs(plants: Iterable[Plant], as_of: date | None) -> tuple[Output, ...]:
    """The capacities of plants, each with the days between which it begins.

    What operates begins with the plant's start, else by the day on which the figure was said. A plan begins with its
    own date if it states one, else with the start that is planned: of a plan that moved the newest date. Of a plant
    that states both what is there and what is planned, the plan is for all of it: only what it adds counts as planned.
    """
    return tuple(o for plant in plants for stated in plant.capacities if (o := _output(plant, stated, as_of)))


def by_day(found: Iterable[Output], day: date) -> Amount | None:
    """How much there is at the end of a day, if plans are kept; None where nothing can have begun by then.

    At least what must have begun by then, at most what can have; nominal is what is named of those whose last day has
    come. What has no date at all does not count.
    """
    amounts = []
    for output in found:
        if output.dated and (output.first is None or output.first <= day):
            due = output.last is not None and output.last <= day
            most = output.amount.most
            amounts.append(output.amount if due else Amount(_NOTHING.least, _NOTHING.nominal, most))
    return total(amounts) if amounts else None


def _output(plant: Plant, stated: Stated, as_of: date | None) -> Output | None:
    amount = Amount.of(stated.nominal, stated.least, stated.most)
    if plant.status == "ended":
        return None
    if not stated.planned:
        state = "operating" if plant.operates else "built"
        first, last = _began(plant, stated, as_of)
    else:
        there = [s for s in plant.capacities if s.metric == stated.metric and not s.planned]
        if there:
            amount = amount.above(Amount.of(there[0].nominal, there[0].least, there[0].most))
            if amount.most == 0:
                return None
        state, first, last = _planned(plant, stated, as_of)
    claims = (*stated.seen.claims, *(plant.start.claims if plant.start else ()))
    return Output(plant, stated.metric, unit_of(stated), state, amount, first, last, tuple(sorted(set(claims))))


def unit_of(stated: Stated) -> str:
    """The unit of a capacity with its period: `GWh per year`, `t/a`, `MW`."""
    unit, per = stated.seen.unit or "", stated.seen.per
    return unit if not per or unit.endswith("/a") else f"{unit} per {per}"


def _began(plant: Plant, stated: Stated, as_of: date | None) -> tuple[date | None, date | None]:
    """Days between which what is there came: the plant's start, else by the day of telling, or its period's end."""
    start = plant.start
    if start is not None and start.reached:
        return start.earliest, start.latest or stated.seen.said or as_of
    days = [day for day in (stated.seen.latest, stated.seen.said) if day]
    return None, min(days, default=as_of)


def _planned(plant: Plant, stated: Stated, as_of: date | None) -> tuple[str, date | None, date | None]:
    seen, start = stated.seen, plant.start
    first, last = seen.earliest, seen.latest
    over = False
    if (first, last) == (None, None) and start is not None and not start.reached:
        first, last, over = start.earliest, start.latest, start.overdue
    if over or (as_of and last and last < as_of):
        return "overdue", None, None
    if as_of and last and (first is None or first < as_of):
        first = as_of  # what is still a plan on that day begins no earlier
    return "planned" if first or last else "undated", first, last
