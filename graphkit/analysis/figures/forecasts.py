"""Figures for what is to be asked for, shipped or used, as sources state them."""

from __future__ import annotations

from graphkit.analysis.study import Study
from graphkit.graph.derive import plain
from graphkit.graph.graph import Observation
from graphkit.values.table import Table

#: Metrics of markets and items that capacities stand beside.
FORECASTS = ("demand", "shipments", "penetration", "demand_growth", "trade_volume", "market_size")


def forecasts(study: Study, metrics: tuple[str, ...] = FORECASTS, year: int | None = None) -> list[Observation]:
    """Current statements of the metrics, by metric, subject, scope and period; with `year` only those for that time.

    An estimate of a year that has passed is one too: it tells where the figures begin.
    """
    found = [
        seen
        for seen in study.graph.observations.values()
        if seen.metric in metrics and seen.current and seen.told and seen.unit is not None
        and (year is None or covers(seen, year))
    ]  # fmt: skip
    return sorted(
        found, key=lambda o: (metrics.index(o.metric), o.subject, o.scope, o.latest is None, str(o.latest), o.uid)
    )


def covers(seen: Observation, year: int) -> bool:
    """Whether a statement is for a period with this year in it."""
    return bool(seen.earliest and seen.latest and seen.earliest.year <= year <= seen.latest.year)


def scope_words(study: Study, seen: Observation) -> str:
    """What a figure is limited to: `class=all-solid; place=China`, "" where nothing is stated."""
    return "; ".join(f"{name}={study.graph.name(value)}" for name, value in seen.scope)


def forecast_table(study: Study) -> Table:
    """The forecasts in the corpus, one row each, beside which a capacity can be read; nothing is converted."""
    rows = []
    for seen in forecasts(study):
        bounds = (None if b is None else plain(b) for b in (seen.min, seen.value, seen.max))
        head = (seen.subject, study.name(seen.subject), seen.metric, scope_words(study, seen), seen.period or None)
        rows.append((*head, seen.kind, *bounds, seen.unit, list(seen.claims)))
    columns = ("node", "name", "metric", "scope", "period", "kind", "least", "nominal", "most", "unit", "claims")
    return Table.of(columns, rows, "forecasts and estimates in the sources")
