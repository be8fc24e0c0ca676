"""Which claims count: those said by a day, for an audience; and the day on which the graph stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graphkit.facts.claim import Claim, Decision, Facts
from graphkit.graph.clock import known_from

AUDIENCES = ("all", "public")


@dataclass(frozen=True, slots=True)
class Selection:
    """The claims that count, by id; how many the audience may not see; and the sources without a day of their own that
    count by their earliest possible day although they may have spoken after `known_on`; and the rulings that count."""

    claims: tuple[Claim, ...]
    left_out: int
    undated: tuple[str, ...]
    decisions: Mapping[str, Decision]


def select(facts: Facts, known_on: date | None, audience: str) -> Selection:
    """The claims said by the end of `known_on` that `audience` may see.

    A dated source counts by the latest bound of `said`, an undated one (bounds inferred) by its earliest. A claim
    inferred from others falls with any of them, and so does a ruling that weighed a claim which is not among them.
    """
    left_out = 0
    kept: dict[str, Claim] = {}
    for claim in facts.claims:
        source = facts.sources.get(claim.source)
        if audience == "public" and source is not None and source.visibility != "public":
            left_out += 1
        elif known_on is None or (told := known_from(claim, source)) is None or told <= known_on:
            kept[claim.id] = claim
    while fallen := [c.id for c in kept.values() if any(origin not in kept for origin in c.inferred_from)]:
        for identifier in fallen:
            del kept[identifier]
    unsure = {c.source for c in kept.values() if known_on and c.said and c.said[1] > known_on}
    rulings = {i: d for i, d in sorted(facts.decisions.items()) if kept.keys() >= set(d.claims)}
    return Selection(tuple(kept[i] for i in sorted(kept)), left_out, tuple(sorted(unsure)), rulings)


def default_day(claims: Iterable[Claim], known_on: date | None = None) -> date | None:
    """The `as_of` of a graph when none is asked for: the latest day on which one of the claims was said, and never a
    day after `known_on`."""
    latest = max((c.said[1] for c in claims if c.said is not None), default=None)
    return min(latest, known_on) if latest and known_on else latest
