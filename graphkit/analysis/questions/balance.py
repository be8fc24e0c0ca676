"""Demand for an item in a year against the capacity to make it, both as intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.figures.amounts import Amount
from graphkit.analysis.figures.demand import STATES_OF, Demand, Demands
from graphkit.analysis.figures.forecasts import forecast_table
from graphkit.analysis.figures.outputs import STATES, by_day, outputs
from graphkit.analysis.figures.plants import Plant, plants
from graphkit.analysis.questions.common import gaps_told, of_the_graph
from graphkit.analysis.study import Study
from graphkit.errors import AnalysisError
from graphkit.values.table import Table

BOUNDS = (
    "demand: figures on several bases overlap, and are never added together. Of a market of which an item can serve "
    "any part it is from 0 to all; nominal is blank where sources name a range alone",
    "capacity: at the end of the year if plans are kept, the most blank (open) where a maker states no figure",
    "balance: capacity less demand, least against most and most against least; below 0 is a shortage, and where 0 lies "
    "between least and most the sources do not tell",
)
_COLUMNS = ("node", "name", "side", "state", "basis", "year", "least", "nominal", "most", "unit", "claims")
_MAKER = Mark("makes it", "#009E73")
_BUYER = Mark("needs it", "#0072B2")


def answer(study: Study, item: str, year: int, per: Sequence[str] = ()) -> Answer:
    """A row for each figure of demand, for each state of capacity, and for each balance of the two.

    Parameters
    ----------
    item
        A material or product.
    per
        Amounts per unit of output (`0.5 kg/kWh`, `40 %`) that stand where no source states one. The answer is a
        scenario where one of them is used.

    Raises
    ------
    AnalysisError
        If the item is no material or product; UsageError if an amount per unit is none.
    """
    if study.kind(item) not in ("Material", "Product"):
        raise AnalysisError(
            f"{study.name(item)} is of type {study.kind(item)}", "a balance is of a material or product"
        )
    found = plants(study)
    known = outputs(found, study.graph.as_of)
    demands = Demands(study, year, found, known, per)
    asked = demands.of(item)
    head = (item, study.name(item))
    supply = list(_supply(demands, item, year))
    balances = list(_balances(demands, item, asked))
    rows = [
        *((*head, "demand", d.kind, d.basis, year, *d.amount.cells(), d.unit, list(d.claims)) for d in asked),
        *((*head, *row) for row in (*supply, *balances)),
    ]
    makers = [p for p in found if item in p.items]
    return Answer(
        "balance",
        f"Demand and capacity of {study.name(item)} in {year}",
        Table.of(_COLUMNS, rows, "demand, capacity, and what is left"),
        asked={"item": item, "year": year, "per": list(per)},
        more={"forecasts": forecast_table(study)},
        bounds=BOUNDS,
        gaps=_gaps(study, demands, item, asked, makers),
        assumed=(*_assumed(study, demands, asked, makers), *of_the_graph(study)),
        claims=all_claims(*(r[-1] for r in rows)),
        scenario=bool(demands.scenario),
        marks={p.node: _MAKER for p in makers} | dict.fromkeys(_buyers(study, item), _BUYER),
    )


def _supply(demands: Demands, item: str, year: int) -> Iterable[tuple[Any, ...]]:
    for state in STATES:
        amount, found = demands.capacity(item, (state,))
        if state in ("undated", "overdue") and found:
            names = ", ".join(demands.study.names({o.plant.node for o in found}))
            for output in found:
                told = (*output.amount.cells(), output.unit, list(output.claims))
                yield ("capacity", state, f"in no year: {names}", None, *told)
        elif amount is not None:
            counted = [o for o in found if by_day([o], date(year, 12, 31)) is not None]
            names = ", ".join(demands.study.names({o.plant.node for o in counted}))
            claims = list(all_claims(*(o.claims for o in counted)))
            yield ("capacity", state, names, year, *amount.cells(), demands.unit(item), claims)


def _balances(demands: Demands, item: str, asked: Sequence[Demand]) -> Iterable[tuple[Any, ...]]:
    for kind, states in STATES_OF.items():
        amount, found = demands.capacity(item, states)
        if amount is None:
            continue
        for demand in asked:
            if demand.kind not in ("forecast", kind) or demand.unit != demands.unit(item):
                continue
            left: Amount = amount.minus(demand.amount)
            claims = all_claims(demand.claims, *(o.claims for o in found))
            text = f"less {demand.basis}"
            yield ("balance", kind, text, demands.year, *left.cells(), demand.unit, list(claims))


def _buyers(study: Study, item: str) -> list[str]:
    return [e.target for e in study.graph.edges_of(item) if e.type == "INPUT_TO" and e.source == item]


def _gaps(study: Study, demands: Demands, item: str, asked: Sequence[Demand], makers: Sequence[Plant]) -> Table:
    rows = {(gap.node, study.name(gap.node), gap.item, gap.what) for gap in demands.gaps}
    name = study.name(item)
    if not asked:
        rows.add((item, name, item, f"how much is asked for in {demands.year}"))
    if not makers:
        rows.add((item, name, item, "who makes it"))
    elif all(demands.capacity(item, (state,))[0] is None for state in STATES):
        rows.add((item, name, item, f"how much of it can be made in {demands.year}"))
    rows |= {(p.node, study.name(p.node), item, "how much it can make") for p in makers if not p.states(item)}
    return gaps_told(rows)


def _assumed(study: Study, demands: Demands, asked: Sequence[Demand], makers: Sequence[Plant]) -> tuple[str, ...]:
    out = dict.fromkeys(line for demand in asked for line in demand.assumed)
    several = sorted({p.node for p in makers if any(len(p.items_in(s.metric)) > 1 for s in p.capacities)})
    if several:
        out[f"makers of several items count from 0 to all of it: {', '.join(study.names(several))}"] = None
    if any(d.kind != "forecast" for d in asked):
        out["buyers run at full capacity all year, and lose nothing"] = None
    out["figures for a year are set against what can be made at its end; nothing is stored from year to year"] = None
    if demands.scenario:
        out[f"a scenario: no source states how much goes into a unit of {', '.join(sorted(demands.scenario))}"] = None
    return tuple(out)
