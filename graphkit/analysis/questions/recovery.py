"""Time to survive against time to recover: who stops before what was struck is back."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import InputGroup, entities_of, is_line, item_of, maker_of, needed
from graphkit.analysis.groups.told import RECOVERY, STOCK, bounds, widest
from graphkit.analysis.losses.survival import DEPENDS, HIT, SAFE, Days, Survival, survival
from graphkit.analysis.propagation import CompiledInputs, Group, Proof, compile_inputs, disruption, stop_times
from graphkit.analysis.questions.common import NODE_COLUMNS, gap_table, taken_for_granted
from graphkit.analysis.questions.disruption import reason
from graphkit.analysis.strikes import Strike, union
from graphkit.analysis.study import Study
from graphkit.graph.graph import Observation
from graphkit.values.table import Table

#: States in order of weight, with their colours on a map.
STATES = {"struck": "#000000", HIT: "#D55E00", DEPENDS: "#E69F00", SAFE: "#009E73"}
BOUNDS = (
    "hit: it stops before what was struck is back, whatever the days within their bounds are; safe: it does not; "
    "depends: one or the other",
    "possible: in the closed world, where each list of suppliers is taken as whole; certain: in the open one, where "
    "only lists known to be whole can be lost and only what is known to be essential counts (empty: it does not stop)",
    "a stock of which no source speaks lasts from 0 days to any time, a recovery of which none speaks takes more than "
    "0 days and up to any time",
    "stops: when it would if nothing came back; back: when it can be supplied again",
)
_NUMBERS = ("stops_least", "stops_most", "recovery_least", "recovery_most")
_COLUMNS = (
    *NODE_COLUMNS, "possible", "certain", "stops", "back", "because", *_NUMBERS, "unknown", "claims",
)  # fmt: skip
_UNKNOWN: Days = (0.0, math.inf)
_NEEDS = ("input", "supplied")


def answer(study: Study, strikes: Sequence[Strike], stock: Days | None = None, back: Days | None = None) -> Answer:
    """A row for each node that the strikes can stop: when it would, when they end, and which comes first.

    `stops` tells the days until it stops if nothing came back, `back` those until it can be supplied again, in the
    closed world (as numbers: `stops_least`, `stops_most`, `recovery_least`, `recovery_most`, None where open).
    `because` is the need that stops it soonest, `unknown` the stocks and recoveries on its way that no source states.

    Parameters
    ----------
    stock
        Least and most days that are assumed for stocks of which no source speaks.
    back
        The same for the recovery of struck nodes.
    """
    case = _Case.of(study, union(strikes), stock, back)
    worlds = {w: survival(case.least, case.most, case.recovery, w) for w in ("closed", "open")}
    rows = [_row(case, node, found, worlds["open"].get(node)) for node, found in _named(worlds["closed"])]
    order = list(STATES)
    rows.sort(key=lambda r: (order.index(r[3]), r[8], r[1].casefold(), r[0]))
    possible = disruption(study.compiled, case.struck)
    what = " and ".join(strike.text for strike in strikes)
    return Answer(
        "recovery",
        f"What stops without {what} before it is back",
        Table.of(_COLUMNS, rows, "time to survive against time to recover, in days"),
        asked={
            "shock": [s.text for s in strikes], "struck": sorted(case.struck),
            "stock_days": _plain(stock), "recovery_days": _plain(back),
        },
        bounds=BOUNDS,
        gaps=_gaps(case, possible.gaps),
        assumed=(*_assumed(case), *taken_for_granted(study, strikes, possible)),
        claims=all_claims(*(r[-1] for r in rows), *(s.claims for s in strikes)),
        for_machines=(*_NUMBERS, "unknown"),
        marks=_marks(rows),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Case:
    """A strike with the days of stocks and recoveries; `times` are the soonest stops, `by` what stops each node so."""

    study: Study
    struck: frozenset[str]
    stock: Days | None
    back: Days | None
    least: CompiledInputs
    most: CompiledInputs
    recovery: Mapping[Any, Days]
    stated: Mapping[str, Sequence[Observation]]
    times: Mapping[Any, float]
    by: Mapping[str, InputGroup]

    @classmethod
    def of(cls, study: Study, struck: frozenset[str], stock: Days | None, back: Days | None) -> _Case:
        least = compile_inputs({n: [_group(g, stock)[0] for g in groups] for n, groups in study.inputs.items()})
        most = compile_inputs({n: [_group(g, stock)[1] for g in groups] for n, groups in study.inputs.items()})
        stated: dict[str, list[Observation]] = defaultdict(list)
        for seen in _observations(study, RECOVERY):
            stated[seen.subject].append(seen)
        recovery = {node: _recovery(node, struck, stated, back or _UNKNOWN) for node in struck}
        times = stop_times(least, struck)
        wave = disruption(least, struck).wave
        by = {str(n): _soonest(study.inputs[str(n)], times, wave, stock) for n in times if n not in struck}
        return cls(study, struck, stock, back, least, most, recovery, stated, times, by)

    def way(self, node: str) -> list[str]:
        """The nodes through which the strike reaches a node soonest, itself first, the struck ones last."""
        met = [node]
        for here in met:  # grows while it is read
            for supplier in self.by[here]["suppliers"] if here in self.by else ():
                if supplier not in met:
                    met.append(supplier)
        return met

    def stock_unknown(self, node: str) -> bool:
        """Whether the need by which a node stops has a stock of which no source speaks."""
        return node in self.by and self.by[node]["role"] in _NEEDS and "days" not in self.by[node]

    def recovery_unknown(self, node: str) -> bool:
        """Whether a node was struck and no source tells when it is back."""
        return node in self.struck and self.stated.keys().isdisjoint(entities_of(node))


def _days(group: InputGroup, stock: Days | None) -> Days:
    """Least and most days of a group's stock; what follows from the meaning of words has none."""
    return group.get("days", stock or _UNKNOWN) if group["role"] in _NEEDS else (0.0, 0.0)


def _group(group: InputGroup, stock: Days | None) -> tuple[Group, Group]:
    """The group with the least and with the most stock: one that lasts for ever leaves it not essential."""
    low, high = _days(group, stock)
    suppliers, endless = tuple(group["suppliers"]), high == math.inf
    material, complete, role = group["material"], group["complete"], group["role"]
    return (
        Group(material, suppliers, group["essential"], complete, low, role),
        Group(material, suppliers, False if endless else group["essential"], complete, 0.0 if endless else high, role),
    )


def _observations(study: Study, metric: str) -> list[Observation]:
    found = study.graph.observations.values()
    return [o for o in found if o.metric == metric and o.current and o.told and not o.prospective]


def _recovery(node: str, struck: frozenset[str], stated: Mapping[str, Sequence[Observation]], other: Days) -> Days:
    """Days until a struck node is back: of a line its maker's, else its item's; of an item that of its first line."""
    for subject in entities_of(node):
        if subject in stated:
            return widest(map(bounds, stated[subject]))
    lines = [_recovery(line, struck, stated, other) for line in struck if is_line(line) and item_of(line) == node]
    return (min(low for low, _ in lines), min(high for _, high in lines)) if lines else other


def _soonest(
    groups: Iterable[InputGroup], times: Mapping[Any, float], wave: Mapping[Any, int], stock: Days | None
) -> InputGroup:
    """The group that stops a node first: of equal times the one that went in the earlier wave."""
    lost = [
        g for g in groups if g["suppliers"] and g["essential"] is not False and all(s in times for s in g["suppliers"])
    ]

    def order(group: InputGroup) -> tuple[float, int, str, list[str]]:
        last = max(times[s] for s in group["suppliers"]) + _days(group, stock)[0]
        return last, max(wave[s] for s in group["suppliers"]), group["material"], sorted(group["suppliers"])

    return min(lost, key=order)


def _named(found: Mapping[Any, Survival]) -> Iterable[tuple[str, Survival]]:
    return ((str(node), one) for node, one in found.items())


def _row(case: _Case, node: str, found: Survival, certain: Survival | None) -> tuple[Any, ...]:
    study = case.study
    way = case.way(node)
    struck = node in case.struck
    verdict, sure = (found.verdict, certain.verdict if certain else "") if not struck else ("struck", "struck")
    unknown = [f"recovery of {study.name(n)}" for n in way if case.recovery_unknown(n)]
    unknown += [
        f"stock of {study.material(case.by[n]['material'])} at {study.name(n)}" for n in way if case.stock_unknown(n)
    ]
    because = "" if struck else reason(study, node, _proof(case.by[node], case.times))
    claims: list[Sequence[str]] = [case.by[n]["claims"] for n in way if n in case.by]
    claims += [o.claims for n in way if n in case.struck for s in entities_of(n) for o in case.stated.get(s, ())]
    claims += [o.claims for o in _observations(study, STOCK) if any(_is_of(study, o, n, case.by) for n in way)]
    days = (*found.stops, *found.recovers)
    return (
        node, study.name(node), study.kind(node), verdict, sure, _found(found.stops), _found(found.recovers),
        because, *(None if d == math.inf else d for d in days), sorted(unknown) if verdict == DEPENDS else [],
        list(all_claims(*claims)),
    )  # fmt: skip


def _is_of(study: Study, stock: Observation, node: str, by: Mapping[str, InputGroup]) -> bool:
    """Whether a stated stock is that of the need by which a node stops."""
    group = by.get(node)
    holders = {node, maker_of(node), *study.firms(node)}
    return (
        group is not None and "days" in group
        and stock.subject in holders and dict(stock.scope).get("item") in needed(group)
    )  # fmt: skip


def _proof(group: InputGroup, times: Mapping[Any, float]) -> Proof:
    suppliers = tuple((s, 0) for s in group["suppliers"])
    return Proof(group["material"], suppliers, group["essential"], group["complete"], group["role"])


def _gaps(case: _Case, others: Iterable[tuple[object, str]]) -> Table:
    study = case.study
    known = gap_table(study, others)
    rows = list(known.rows)
    for node in sorted(map(str, case.times)):
        if case.stock_unknown(node):
            material = case.by[node]["material"]
            rows.append((node, study.name(node), material, f"how long its stock of {study.material(material)} lasts"))
        if case.recovery_unknown(node):
            rows.append((node, study.name(node), "", "how long until it is back"))
    return Table.of(known.columns, rows, known.title)


def _assumed(case: _Case) -> list[str]:
    out = ["what is back delivers on the same day; how long stopped nodes take to start again is not counted"]
    if case.stock:
        out.append(f"a stock of which no source speaks lasts {_in_words(case.stock)}")
    if case.back:
        out.append(f"what was struck is back after {_in_words(case.back)} where no source tells")
    return out


def _in_words(days: Days) -> str:
    low, high = days
    if low == high:
        return f"{low:g} day{'s' if low != 1 else ''}" if low else "at once"
    return f"{low:g} days or more" if high == math.inf else f"{low:g} to {high:g} days"


def _found(days: Days) -> str:
    return "unknown" if days == _UNKNOWN else _in_words(days)


def _plain(days: Days | None) -> list[float | None] | None:
    return [None if d == math.inf else d for d in days] if days else None


def _marks(rows: Sequence[tuple[Any, ...]]) -> dict[str, Mark]:
    return {row[0]: Mark(row[3], STATES[row[3]]) for row in rows if not is_line(row[0])}
