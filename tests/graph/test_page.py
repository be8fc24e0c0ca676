"""The examples of docs/data-model.md as one small table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.graph.kernel_world import PLANNED, STARTED, current, graph, milestone, observation


def test_the_examples_of_the_page() -> None:
    made = graph(
        "s11#p8 | line-1 | capacity | 0.5 GWh",
        PLANNED,
        STARTED,
        "s12#p11 | li2s | price | down | 2025-12-26/2025-12-31 | | | press-house | 2026-01-02",
        "s12#p30 | acme | funding | several hundred million CNY | by 2025-12-06 | | round=B+",
        "s12#p28 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s03#p28 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s06#p30 | acme | shipments | 13.5 GWh | by 2028 | forecast | class=all-solid | press-house",
        "s10#p1.s13 | cell-1 | vehicle_installation | | by 2030 | target | scale=mainstream models | acme",
    )
    assert made.entities["line-1"].properties["capacity_gwh"] == 0.5
    assert milestone(made).text == "2025-11-10"
    assert observation(made, "li2s", "price").direction == "down"
    funding = observation(made, "acme", "funding")
    assert (funding.min, funding.max, funding.scope) == (Decimal(200_000_000), Decimal(900_000_000), (("round", "B+"),))
    forecast = observation(made, "acme", "shipments")
    assert (len(forecast.claims), forecast.prospective, forecast.rule) == (3, True, "only")
    assert {made.claims[c].speaker for c in forecast.claims} == {"press-house"}
    target = current(list(made.milestones_of("cell-1")))
    assert (target.scope, target.latest, target.status) == (
        (("scale", "mainstream-models"),),
        date(2030, 12, 31),
        "operating",
    )
    assert made.entities["cell-1"].status == "planned"
