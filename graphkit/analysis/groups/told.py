"""What the facts tell of groups in numbers: stocks in days, shares in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from graphkit.analysis.groups.chain import Share, plain_share
from graphkit.graph.graph import Graph, Observation
from graphkit.values import parse_quantity

if TYPE_CHECKING:
    from graphkit.model import Model

#: Metrics in days: how long a stock of an item lasts, how long it takes until a site or line runs again.
STOCK, RECOVERY = "stock_cover", "recovery_time"


def days_of(graph: Graph) -> Mapping[tuple[str, str], tuple[float, float]]:
    """Least and most days that a buyer's stock of an item lasts, by (buyer, item); an open end is 0 or infinite."""
    told: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for seen in graph.observations.values():
        if seen.metric == STOCK and seen.current and seen.told and not seen.prospective:
            told[seen.subject, dict(seen.scope).get("item", "")].append(bounds(seen))
    return {key: widest(found) for key, found in told.items()}


def widest(found: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Least and most of several figures of one thing: where sources differ, either may be right."""
    lows, highs = zip(*found, strict=True)
    return min(lows), max(highs)


def bounds(seen: Observation) -> tuple[float, float]:
    """Least and most of an observation in its unit, 0 and infinity where open."""
    return float(seen.min or 0), float(seen.max if seen.max is not None else Decimal("Infinity"))


def share_reader(model: Model | None) -> Callable[[str], Share | None]:
    """Reads the text of a share; with a model by its words and units."""
    if model is None:
        return plain_share

    def read(text: str) -> Share | None:
        stated = parse_quantity(text, model.numbers, model.units)
        low, high = float(stated.min or 0) / 100, float(100 if stated.max is None else stated.max) / 100
        return low, high

    return read
