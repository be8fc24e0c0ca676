"""One element of the claims that share its key: edge, property, milestone, observation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from graphkit.facts.claim import Claim
from graphkit.graph.choose import Statement, choose, disputed
from graphkit.graph.elements import Key, period, uid
from graphkit.graph.graph import UNSPECIFIED, Edge, Milestone, Observation, Property
from graphkit.model import DIRECTIONS, Model


def happened(claim: Claim, as_of: date | None) -> bool:
    """Whether a realised claim certainly held by the day: its last possible day, capped by when it was said, has come.

    A claim without a date states no start, so it holds on any day.
    """
    if as_of is None or claim.date is None:
        return True
    last = _certain(claim)
    return last is None or last <= as_of


def _certain(claim: Claim) -> date | None:
    """The day by which what the claim says of the past had certainly come."""
    assert claim.date is not None
    if claim.date.form == "from":
        return claim.date.earliest
    ends = [d for d in (claim.date.latest, claim.said[1] if claim.said else None) if d is not None]
    return min(ends) if ends else None


def _group(claims: Iterable[Claim], of: object) -> list[Statement]:
    groups: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[of(claim)].append(claim)  # type: ignore[operator]
    return [Statement(tuple(sorted(found, key=lambda c: c.id))) for found in groups.values()]


def _ids(claims: Iterable[Claim]) -> tuple[str, ...]:
    return tuple(sorted({c.id for c in claims}))


def _pairs(names: Sequence[str], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((n, v) for n, v in zip(names, values, strict=True) if v != UNSPECIFIED)


def property_(key: Key, claims: list[Claim], model: Model) -> Property:
    """A property: the words stated for it, one chosen."""
    _, entity, name, *rest = key
    names = model.key_qualifiers(name)
    statements = [
        Statement(s.claims, s.first.word, s.first.word) for s in _group(claims, lambda c: (c.word, c.kind == "denied"))
    ]
    chosen, rule = choose(statements)
    return Property(
        uid=uid(*key),
        entity=entity,
        name=name,
        word=chosen.first.word or "",
        qualifiers=_pairs(names, rest[: len(names)]),
        rule=rule,
        disputed=disputed(statements),
        claims=_ids(claims),
    )


def edge(key: Key, claims: list[Claim], as_of: date | None, model: Model) -> Edge | None:
    """An edge, or None if it is denied by all, has ended by the day, or had not begun."""
    _, type_, source, target, *values = key
    own = [c for c in claims if c.family == "edge"]
    held = [c for c in own if not c.realised or happened(c, as_of)]
    names = model.key_qualifiers(type_)
    if not own:
        # Only milestones speak of the edge: it is stated by them and gets its status from them.
        told = [c for c in claims if not c.realised or happened(c, as_of)]
        if not told:
            return None
        real = any(c.realised for c in told)
        return Edge(
            uid(*key), type_, source, target, _pairs(names, values), (), "actual" if real else told[0].kind,
            "operating" if real else "planned", None, None, "", (), "only", False, False, _ids(claims),
        )  # fmt: skip
    if not held:
        return None
    statements = _group(
        held, lambda c: (c.kind, c.date and (c.date.earliest, c.date.latest), _other(c, names), c.one_of)
    )
    chosen, rule = choose(statements)
    claim = chosen.first
    denied = [s for s in statements if s.first.kind in ("denied", "withdrawn")]
    if claim.kind == "denied" and len(denied) == len(statements):
        return None
    since, until = _holds(claim)
    if as_of is not None and until is not None and until < as_of and claim.realised:
        return None
    status = "ended" if claim.kind == "withdrawn" else "operating" if claim.realised else "planned"
    return Edge(
        uid=uid(*key),
        type=type_,
        source=source,
        target=target,
        key=_pairs(names, values),
        qualifiers=_other(claim, names),
        kind=claim.kind,
        status=status,
        since=since,
        until=until,
        text=claim.date.text if claim.date else "",
        one_of=claim.one_of,
        rule=rule,
        disputed=0 < len(denied) < len(statements),
        overdue=False,
        claims=_ids(claims),
    )


def _other(claim: Claim, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(q for q in claim.qualifiers if q[0] not in names)


def _holds(claim: Claim) -> tuple[date | None, date | None]:
    """First and last day for which an edge is stated to hold; `on D` says that it was seen, so its end is unknown."""
    when = claim.date
    if when is None:
        return None, None
    if when.form in ("until", "before", "range"):
        return when.earliest, when.latest
    if when.form == "by":
        return None, None
    return when.earliest, None


def milestones(key: Key, claims: list[Claim], as_of: date | None, model: Model) -> Iterable[Milestone]:
    """The statements of one milestone; one is current. An event that had not come by the day is left out."""
    _, subject, object_, edge_type, stage, *values = key
    held = [c for c in claims if not c.realised or happened(c, as_of)]
    if not held:
        return
    statements = [
        Statement(s.claims, *_bounds(s.first))
        for s in _group(held, lambda c: (c.kind, c.date and (c.date.earliest, c.date.latest)))
    ]
    chosen, rule = choose(statements)
    clash = disputed(statements)
    edge_uid = None
    if edge_type and object_:
        first = held[0]
        names = model.key_qualifiers(edge_type)
        edge_uid = uid("edge", edge_type, subject, object_, *(first.qualifier(n) or UNSPECIFIED for n in names))
    reached = chosen.first.kind == "actual"
    for statement in statements:
        claim = statement.first
        current = statement is chosen
        low, high = _bounds(claim)
        yield Milestone(
            uid=uid(*key, claim.kind, *period((low, high) if claim.date else None)),
            element=uid(*key),
            subject=subject,
            object=object_ or None,
            edge=edge_uid,
            stage=stage,
            scope=_pairs(model.key_qualifiers(stage), values),
            kind=claim.kind,
            text=claim.date.text if claim.date else "",
            earliest=low,
            latest=high,
            current=current,
            reached=claim.kind == "actual",
            overdue=bool(
                current and not reached and not claim.realised and claim.kind != "withdrawn"
                and as_of and high and high < as_of
            ),
            status=model.stages[stage].status,
            rule=rule if current else "",
            disputed=clash,
            claims=_ids(statement.claims),
        )  # fmt: skip


def _bounds(claim: Claim) -> tuple[date | None, date | None]:
    if claim.date is None:
        return None, claim.said[1] if claim.said and claim.kind == "actual" else None
    latest = claim.date.latest
    if claim.kind == "actual" and claim.said and (latest is None or latest > claim.said[1]):
        latest = claim.said[1]  # what has happened happened before it was told
    return claim.date.earliest, latest


def observations(key: Key, claims: list[Claim], as_of: date | None, model: Model) -> Iterable[Observation]:
    """The statements of one observation; one is current."""
    _, subject, name, side, _measure, _first, _last, *values = key
    held = [c for c in claims if not c.realised or happened(c, as_of)]
    if not held:
        return
    metric = model.metrics[name]
    statements = [
        Statement(s.claims, *_range(s.first))
        for s in _group(held, lambda c: (c.kind, c.value, c.min, c.max, c.unit, c.direction, c.bounds))
    ]
    chosen, rule = choose(statements)
    clash = disputed(statements)
    for statement in statements:
        claim = statement.first
        current = statement is chosen
        yield Observation(
            uid=uid(*key, claim.kind, *map(str, (claim.value, claim.min, claim.max, claim.unit, claim.direction, claim.bounds))),
            element=uid(*key),
            subject=subject,
            metric=name,
            scope=_pairs(model.key_qualifiers(name), values),
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
            per_implied=metric.per is not None and not _states_period(claim.text),
            direction=claim.direction,
            text=claim.text,
            current=current,
            rule=rule if current else "",
            disputed=clash,
            claims=_ids(statement.claims),
        )  # fmt: skip


def _range(claim: Claim) -> tuple[object, object]:
    if claim.direction is not None:
        # Neighbours, as flat and slightly down, are one impression in other words.
        rank = DIRECTIONS.index(claim.direction)
        return rank - 0.5, rank + 0.5
    return claim.min, claim.max


def _states_period(text: str) -> bool:
    lowered = text.casefold()
    return any(mark in lowered for mark in ("/a", "/y", "per year", "year", "annual", "p.a."))
