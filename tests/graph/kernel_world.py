"""Tiny tables for the kernel's tests: rows as text become claims and graphs by the packaged schema."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar

from graphkit.facts.claim import Facts, Row, Source
from graphkit.facts.entities import curated
from graphkit.facts.interpret import Interpreter
from graphkit.graph import Graph, build
from graphkit.graph.graph import Milestone, Observation, Property
from graphkit.model import Model, read_model
from graphkit.values.dates import parse_date

T = TypeVar("T", Milestone, Observation)
ROOT = Path(__file__).resolve().parents[2]
TYPES = {
    "acme": "Firm",
    "borel": "Firm",
    "curie": "Firm",
    "press-house": "Firm",
    "line-1": "Site",
    "plant-1": "Site",
    "cell-1": "Product",
    "li2s": "Material",
    "lpsc": "Material",
    "car-1": "Vehicle",
    "yibin": "Place",
    "sichuan": "Place",
}

#: The production of a line as it came, and as it was planned.
STARTED = "s11#p8 | line-1 | production_start | | 2025-11-10"
PLANNED = "s11#p8 | line-1 | production_start | | 2025-10 | planned"


@cache
def model() -> Model:
    """The packaged schema."""
    return read_model(ROOT / "schema")


def source(identifier: str, published: str, basis: str = "stated", visibility: str = "public") -> Source:
    """A document; its publisher is no entity."""
    day = parse_date(published, model().dates)
    return Source(identifier, identifier, f"{identifier} press", day, basis, "", "press", visibility, "", None, "", "t")


#: Documents by the month that they are of; `undated` is of some day in 2025.
SOURCES = {
    **{f"s{month:02d}": source(f"s{month:02d}", f"2025-{month:02d}-15") for month in range(1, 13)},
    "undated": source("undated", "2025-01-01/2025-12-31", "inferred"),
    "secret": source("secret", "2025-06-01", visibility="internal"),
}


def row(text: str) -> Row:
    """A row written as `source | subject | predicate | value | when | kind | qualifiers | speaker | said | basis`."""
    cells = [cell.strip() for cell in text.split("|")] + [""] * 10
    where, subject, predicate, value, when, kind, qualifiers, speaker, said, basis = cells[:10]
    document = where if where == "curation" else where.partition("#")[0]
    locator = "" if where == "curation" else where.partition("#")[2] or "p1"
    note = "by context" if basis == "inferred" else ""
    return Row(document, locator, subject, predicate, value, when, kind, basis, qualifiers, speaker, said, "", note)


def facts(*texts: str, types: dict[str, str] | None = None) -> Facts:
    """The claims of the rows, with an entity row for each id of `TYPES`."""
    known = TYPES | (types or {})
    reader = Interpreter(model(), SOURCES, _resolve(known), known.__getitem__)
    claims = {c.id: c for c in (reader.claim("t", row(text)) for text in texts)}
    for identifier, kind in known.items():
        for predicate, value in (("is_a", kind), ("name", identifier.title())):
            named = curated("t", Row("curation", "", identifier, predicate, value))
            claims[named.id] = named
    return Facts(tuple(claims.values()), SOURCES)


def _resolve(known: dict[str, str]):  # type: ignore[no-untyped-def]
    def resolve(text: str) -> str:
        if text not in known:
            raise ValueError(f"unknown entity {text!r}")
        return text

    return resolve


def graph(
    *texts: str,
    as_of: str | None = None,
    known_on: str | None = None,
    audience: str = "all",
    types: dict[str, str] | None = None,
) -> Graph:
    """The graph of the rows."""
    return build(facts(*texts, types=types), model(), _day(as_of), _day(known_on), audience)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def current(found: Sequence[T]) -> T:
    """The one that is current."""
    (chosen,) = [f for f in found if f.current]
    return chosen


def milestone(made: Graph, entity: str = "line-1", stage: str = "production_start") -> Milestone:
    """The current statement of a milestone."""
    return current([m for m in made.milestones_of(entity) if m.stage == stage])


def observation(made: Graph, entity: str = "line-1", metric: str = "capacity") -> Observation:
    """The current statement of an observation."""
    return current([o for o in made.observations_of(entity) if o.metric == metric])


def property_(made: Graph, entity: str, name: str) -> Property:
    """A property of an entity."""
    (found,) = [p for p in made.properties_of(entity) if p.name == name]
    return found
