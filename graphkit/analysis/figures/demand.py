"""How much of an item is asked for in a year, as far as sources tell: of forecasts, and of what its buyers can make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from graphkit.analysis.figures.amounts import Amount, total
from graphkit.analysis.figures.forecasts import covers, forecasts, scope_words
from graphkit.analysis.figures.outputs import Output, by_day
from graphkit.analysis.figures.plants import Plant
from graphkit.analysis.study import Study
from graphkit.errors import UsageError
from graphkit.graph.graph import Edge, Observation
from graphkit.values import parse_quantity
from graphkit.values.quantities import normalise

#: Units in which an item is counted: energy a year of products, mass a year of materials.
ENERGY, MASS = "GWh per year", "t/a"
#: Tons of an input for one GWh at 1 kg/kWh.
_TONS = Decimal(1000)
_PER_ENERGY, _PERCENT = "kg/kWh", "%"
#: The capacities of buyers that demand is worked out of, each with those before it.
STATES_OF = {"operating": ("operating",), "with planned": ("operating", "built", "planned")}
#: What is asked for without a figure: nothing at least, and anything at most.
_UNKNOWN = Amount(Decimal(0), None, None)


@dataclass(frozen=True, slots=True)
class Demand:
    """One figure for how much of an item is asked for in the year, in `unit`, on a basis told in words.

    `kind` is `forecast`, or the state of the buyers' capacity that it stands for.
    """

    kind: str
    basis: str
    amount: Amount
    unit: str
    assumed: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is not known: of which node, of which item it needs, in words."""

    node: str
    item: str
    what: str


class Demands:
    """What is known of the demand for items in one year. `per` stands where no source states an amount per unit."""

    def __init__(
        self, study: Study, year: int, plants: Sequence[Plant], outputs: Sequence[Output], per: Sequence[str] = ()
    ) -> None:
        self.study = study
        self.year = year
        self.plants = plants
        self.outputs = outputs
        self.gaps: set[Gap] = set()
        self.scenario: set[str] = set()
        self._per = dict(map(self._scenario_amount, per))

    def of(self, item: str, above: tuple[str, ...] = ()) -> list[Demand]:
        """The figures for an item, each on a basis of its own: they overlap, and are never added together."""
        return [*self._own(item), *self._of_markets(item), *self._of_inputs(item, above)]

    def unit(self, item: str) -> str:
        """The unit in which an item is counted."""
        return MASS if self.study.kind(item) == "Material" else ENERGY

    def capacity(self, item: str, states: Sequence[str]) -> tuple[Amount | None, list[Output]]:
        """What can be made of an item at the end of the year in its unit, of these states, and the figures behind it.

        The most is open where a maker states no figure.
        """
        found = [o for o in self.outputs if item in o.items and o.unit == self.unit(item) and o.state in states]
        found = [replace(o, amount=o.amount.at_most()) if len(o.items) > 1 else o for o in found]
        amount = by_day(found, date(self.year, 12, 31))
        makers = [p for p in self.plants if item in p.items and not p.unnamed]
        total_told = any(p.node == item and p.states(item) for p in makers)
        silent = not total_told and not all(p.states(item) for p in makers)
        return (replace(amount, most=None) if amount and silent else amount), found

    def _own(self, item: str) -> list[Demand]:
        """Forecasts of the item itself, where they are in its unit."""
        out = []
        for seen in forecasts(self.study, ("demand", "shipments"), self.year):
            if seen.subject == item and seen.unit == self.unit(item).split()[0] and _one_year(seen):
                amount = Amount.of(seen.value, seen.min, seen.max)
                out.append(Demand("forecast", self._words(seen), amount, self.unit(item), (), seen.claims))
        return out

    def _of_markets(self, item: str) -> list[Demand]:
        """Of a product, markets of its class of battery: it can serve any part of them."""
        word = self.study.graph.entities[item].properties.get("class")
        if self.study.kind(item) != "Product" or not isinstance(word, str):
            return []
        out = []
        for found in self._markets():
            if found.class_ and self._within(word, found.class_):
                taken = f"{self.study.name(item)} serves from none to all of: {found.basis}"
                out.append(replace(found.demand(), amount=found.amount.at_most(), assumed=(*found.assumed, taken)))
        return out

    def _markets(self) -> list[_Market]:
        """Markets whose size in the year is told, and classes of them by their share."""
        found = [s for s in forecasts(self.study, ("demand", "shipments"), self.year) if self._market(s)]
        out = [
            _Market(str(dict(s.scope).get("class", "")), self._words(s), Amount.of(s.value, s.min, s.max), (), s.claims)
            for s in found
        ]
        for share in forecasts(self.study, ("penetration",), self.year):
            class_, own = _parted(share)
            for whole in found:
                wide, scope = _parted(whole)
                if share.subject == whole.subject and whole.metric == "demand" and scope == own and wide != class_:
                    out.append(self._part(class_, share, whole))
        return out

    def _part(self, class_: str, share: Observation, whole: Observation) -> _Market:
        hundredth = Amount(*(Decimal("0.01"),) * 3)
        parts = Amount.of(share.value, share.min, share.max).times(hundredth)
        basis = f"{self._words(share)} of {self._words(whole)}"
        taken = f"the share in all batteries is one of: {self._words(whole)}"
        amount = Amount.of(whole.value, whole.min, whole.max).times(parts)
        return _Market(class_, basis, amount, (taken,), (*share.claims, *whole.claims))

    def _market(self, seen: Observation) -> bool:
        return self.study.kind(seen.subject) == "Market" and seen.unit == "GWh" and _one_year(seen)

    def _of_inputs(self, item: str, above: tuple[str, ...]) -> list[Demand]:
        """What goes into other items: their own demand and the capacity of their makers, times the amount per unit."""
        found: dict[tuple[str, str], list[Demand]] = {}
        capacities: dict[str, list[Demand]] = {kind: [] for kind in STATES_OF}
        for edge in self._uses(item):
            into = edge.target
            if into in (*above, item):
                continue
            per, assumed = self._amount_per(edge)
            for demand in self.of(into, (*above, item)):
                if demand.kind == "forecast":
                    found.setdefault((demand.kind, demand.basis), []).append(self._times(demand, per, edge, assumed))
            for kind, states in STATES_OF.items():
                capacities[kind].append(self._times(self._full(into, item, kind, states), per, edge, assumed))
        out = [_market_once(demands) for demands in found.values() if _some(demands)]
        for demands in capacities.values():
            out += [demand for demand in demands if demand.amount != _UNKNOWN]
            if len(demands) > 1 and _some(demands):
                out.append(_all(demands))
        return out

    def _full(self, into: str, item: str, kind: str, states: Sequence[str]) -> Demand:
        """The makers of an item at full capacity."""
        amount, counted = self.capacity(into, states)
        if amount is None and kind == "with planned":
            self.gaps.add(Gap(into, item, f"how much {self.study.name(into)} is made or to be made in {self.year}"))
        basis = f"makers of {self.study.name(into)} at full capacity"
        return Demand(kind, basis, amount or _UNKNOWN, self.unit(into), (), _claims(counted))

    def _uses(self, item: str) -> list[Edge]:
        found = [e for e in self.study.graph.edges_of(item) if e.type == "INPUT_TO" and e.source == item]
        return [e for e in found if self.study.counts(e) and self.study.kind(e.target) in ("Material", "Product")]

    def _amount_per(self, edge: Edge) -> tuple[Amount | None, tuple[str, ...]]:
        """The amount of an input for one unit of output, in the output's unit; None where none is known: a gap."""
        wanted = _PERCENT if self.study.kind(edge.target) == "Material" else _PER_ENERGY
        text = dict(edge.qualifiers).get("per")
        name = f"{self.study.name(edge.source)} in {self.study.name(edge.target)}"
        if text:
            unit, amount = self._read(text)
            if unit == wanted:
                return amount, (f"{name}: {text}",)
            self.gaps.add(Gap(edge.target, edge.source, f"amount per unit in {wanted}; stated is {text}"))
            return None, ()
        if wanted in self._per:
            self.scenario.add(name)
            return self._per[wanted], (f"{name}: as given for this scenario, no source states it",)
        self.gaps.add(Gap(edge.target, edge.source, f"how much of it goes into one unit ({wanted})"))
        return None, ()

    def _times(self, found: Demand, per: Amount | None, edge: Edge, assumed: tuple[str, ...]) -> Demand:
        """The demand for an input out of that for what it goes into; from nothing on where another may stand in."""
        scale = Decimal("0.01") if self.study.kind(edge.target) == "Material" else _TONS
        claims = tuple(sorted({*found.claims, *edge.claims}))
        if per is None or found.amount == _UNKNOWN:
            return replace(found, amount=_UNKNOWN, unit=MASS, claims=claims)
        amount = found.amount.times(per).times(Amount(scale, scale, scale))
        if self._replaceable(edge):
            amount = amount.at_most()
            assumed = (*assumed, f"{self.study.name(edge.source)}: a substitute may stand in for any part of it")
        return replace(found, amount=amount, unit=MASS, assumed=(*found.assumed, *assumed), claims=claims)

    def _replaceable(self, edge: Edge) -> bool:
        others = [e for e in self.study.graph.edges_of(edge.target) if e.type == "INPUT_TO" and e.target == edge.target]
        stands = {dict(e.qualifiers).get("substitute_for") for e in others if e.told}
        return edge.source in stands or bool(dict(edge.qualifiers).get("substitute_for"))

    def _read(self, text: str) -> tuple[str | None, Amount]:
        told = normalise(parse_quantity(text, self.study.model.numbers, self.study.model.units), self.study.model.units)
        return told.unit, Amount.of(told.value, told.min, told.max)

    def _scenario_amount(self, text: str) -> tuple[str, Amount]:
        try:
            unit, amount = self._read(text)
        except ValueError as error:
            raise UsageError(
                f"{text!r} is no amount per unit: {str(error).partition(' — ')[0]}", "as 0.5 kg/kWh, or 40 %"
            ) from None
        if unit not in (_PER_ENERGY, _PERCENT) or (amount.least is not None and amount.least < 0):
            raise UsageError(f"{text!r} is no amount per unit", "kg/kWh for products, % of the mass for materials")
        return unit, amount

    def _within(self, narrow: str, wide: str) -> bool:
        inner, outer = self.study.model.span("class", narrow), self.study.model.span("class", wide)
        return outer[0] <= inner[0] and inner[1] <= outer[1]

    def _words(self, seen: Observation) -> str:
        scope = scope_words(self.study, seen)
        return " ".join(part for part in (self.study.name(seen.subject), seen.metric, scope, seen.period) if part)


@dataclass(frozen=True, slots=True)
class _Market:
    class_: str
    basis: str
    amount: Amount
    assumed: tuple[str, ...]
    claims: tuple[str, ...]

    def demand(self) -> Demand:
        return Demand("forecast", self.basis, self.amount, ENERGY, self.assumed, self.claims)


def _parted(seen: Observation) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The class of battery that a figure is of, "" for none, and the rest of its scope."""
    return dict(seen.scope).get("class", ""), tuple(pair for pair in seen.scope if pair[0] != "class")


def _one_year(seen: Observation) -> bool:
    """Whether the figure is for one year, not for several together."""
    return bool(
        seen.earliest and seen.latest and seen.earliest.year == seen.latest.year and covers(seen, seen.latest.year)
    )


def _claims(found: Sequence[Output]) -> tuple[str, ...]:
    return tuple(sorted({claim for output in found for claim in output.claims}))


def _some(found: Sequence[Demand]) -> bool:
    """Whether anything is known of one of them."""
    return any(demand.amount != _UNKNOWN for demand in found)


def _market_once(found: Sequence[Demand]) -> Demand:
    """Several ways into what serves one market: from none to the largest of them, since the market is there once."""
    if len(found) == 1:
        return found[0]
    mosts = [d.amount.most for d in found]
    most = None if None in mosts else max(m for m in mosts if m is not None)
    return _together(found, found[0].basis, Amount(Decimal(0), None, most))


def _all(found: Sequence[Demand]) -> Demand:
    """All buyers together; where one of them is not known, more than the others is possible."""
    return _together(found, f"makers of all {len(found)} items at full capacity", total(d.amount for d in found))


def _together(found: Sequence[Demand], basis: str, amount: Amount) -> Demand:
    assumed = tuple(dict.fromkeys(line for demand in found for line in demand.assumed))
    claims = tuple(sorted({claim for demand in found for claim in demand.claims}))
    return replace(found[0], basis=basis, amount=amount, assumed=assumed, claims=claims)
