"""One element of the claims that share its key: property, milestone, observation; edges stand in `edges`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from graphkit.facts.claim import OCCURRED, Claim, Decision
from graphkit.graph.choose import Statement, choose, disputed
from graphkit.graph.clock import holds
from graphkit.graph.elements import Key, period, uid
from graphkit.graph.graph import UNSPECIFIED, Milestone, Observation, Property
from graphkit.model import DIRECTIONS, Model

_PER_YEAR = ("/a", "/y", "year", "annual", "p.a.")


def group(claims: Iterable[Claim], of: Callable[[Claim], Hashable]) -> list[tuple[Claim, ...]]:
    """The claims that say alike by `of`, each group sorted by id."""
    groups: dict[Hashable, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[of(claim)].append(claim)
    return [tuple(sorted(found, key=lambda c: c.id)) for found in groups.values()]


def ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Ids of the claims, sorted, each once."""
    return tuple(sorted({c.id for c in claims}))


def pairs(names: Sequence[str], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The key qualifiers that are stated, as (name, value)."""
    return tuple((n, v) for n, v in zip(names, values, strict=True) if v != UNSPECIFIED)


def stated(claim: Claim) -> tuple[date | None, date | None] | None:
    """Bounds of the claim's date, None where it has none."""
    return (claim.date.earliest, claim.date.latest) if claim.date else None


def property_(
    key: Key, claims: list[Claim], as_of: date | None, model: Model, ruling: Decision | None = None
) -> Property | None:
    """A property: of the words stated for it, one is chosen. None if nothing of it holds on the day."""
    _, entity, name, *rest = key
    held = [c for c in claims if holds(c, as_of)]
    if not held:
        return None
    names = model.key_qualifiers(name)
    statements = [Statement(found, *_span(found[0], model)) for found in group(held, lambda c: (c.word, c.kind))]
    chosen, rule = choose(statements, ruling)
    return Property(
        uid=uid(*key),
        entity=entity,
        name=name,
        word=chosen.first.word or "",
        kind=chosen.kind,
        qualifiers=pairs(names, rest[: len(names)]),
        rule=rule,
        disputed=disputed(statements, ruling),
        claims=ids(held),
    )


def _span(claim: Claim, model: Model) -> tuple[Any, Any]:
    """A term's place in its tree, so that an umbrella and what stands below it agree; another word is itself alone."""
    vocabulary = model.properties[claim.predicate].vocabulary
    return model.span(vocabulary, claim.word or "") if vocabulary else (claim.word, claim.word)


def milestones(
    key: Key, claims: list[Claim], as_of: date | None, model: Model, ruling: Decision | None = None
) -> Iterable[Milestone]:
    """The statements of one milestone; one is current. An event that had not come by the day is left out."""
    _, subject, object_, edge, stage, *values = key
    held = [c for c in claims if holds(c, as_of)]
    if not held:
        return
    statements = [Statement(found, *_days(found)) for found in group(held, lambda c: (c.kind, stated(c)))]
    chosen, rule = choose(statements, ruling)
    clash = disputed(statements, ruling)
    for statement in statements:
        claim = statement.first
        current = statement is chosen
        plan = not claim.realised and claim.kind != "withdrawn"
        yield Milestone(
            uid=uid(*key, claim.kind, *period(stated(claim))),
            element=uid(*key),
            subject=subject,
            object=object_ or None,
            edge=edge or None,
            stage=stage,
            ladder=model.stages[stage].ladder,
            rank=model.stages[stage].order,
            scope=pairs(model.key_qualifiers(stage), values),
            kind=claim.kind,
            text=claim.date.text if claim.date else "",
            earliest=statement.low,
            latest=statement.high,
            current=current,
            reached=claim.kind == "actual",
            overdue=bool(current and plan and as_of and statement.high and statement.high < as_of),
            status=model.stages[stage].status,
            rule=rule if current else "",
            disputed=clash,
            claims=ids(statement.claims),
        )


def _days(claims: tuple[Claim, ...]) -> tuple[date | None, date | None]:
    """Bounds of an event: what came, came before it was told; what had not come, not before the day it was told."""
    first, last = stated(claims[0]) or (None, None)
    told = [c.said for c in claims if c.said is not None]
    if told and claims[0].kind == "denied" and claims[0].date is None:
        last = min(said[0] for said in told)
    elif told and claims[0].kind in OCCURRED:
        cap = min(said[1] for said in told)
        if (last is None or last > cap) and (first is None or first <= cap):
            last = cap
    return first, last


def observations(
    key: Key, claims: list[Claim], as_of: date | None, model: Model, ruling: Decision | None = None
) -> Iterable[Observation]:
    """The statements of one observation; one is current."""
    _, subject, name, side, _measure, _first, _last, *values = key
    held = [c for c in claims if holds(c, as_of)]
    if not held:
        return
    metric = model.metrics[name]
    statements = [Statement(found, *_range(found[0])) for found in group(held, _measured)]
    chosen, rule = choose(statements, ruling)
    clash = disputed(statements, ruling)
    for statement in statements:
        claim = statement.first
        current = statement is chosen
        yield Observation(
            uid=uid(*key, *map(_exact, _measured(claim))),
            element=uid(*key),
            subject=subject,
            metric=name,
            scope=pairs(model.key_qualifiers(name), values),
            prospective=side == "prospective",
            kind=claim.kind,
            period=claim.date.text if claim.date else "",
            earliest=claim.date.earliest if claim.date else None,
            latest=claim.date.latest if claim.date else None,
            value=claim.value,
            min=claim.min,
            max=claim.max,
            unit=claim.unit,
            per=metric.per,
            per_implied=metric.per is not None and not any(_states_period(c.text) for c in statement.claims),
            direction=claim.direction,
            text=claim.text,
            said=max((c.said[1] for c in statement.claims if c.said), default=None),
            current=current,
            rule=rule if current else "",
            disputed=clash,
            claims=ids(statement.claims),
        )


def _measured(claim: Claim) -> tuple[Any, ...]:
    return (claim.kind, claim.value, claim.min, claim.max, claim.unit, claim.direction, claim.bounds)


def _exact(part: object) -> str:
    """Text of a part of a uid: 0.5 and 0.500 are one number."""
    return f"{part.normalize():f}" if isinstance(part, Decimal) else str(part)


def _range(claim: Claim) -> tuple[Any, Any]:
    if claim.direction is not None:
        # Neighbours, as flat and slightly down, are one impression in other words.
        rank = DIRECTIONS.index(claim.direction)
        return rank - 0.5, rank + 0.5
    return claim.min, claim.max


def _states_period(text: str) -> bool:
    lowered = text.casefold()
    return any(mark in lowered for mark in _PER_YEAR)
