"""One edge of the claims that share its key: those that state it, or else the milestones told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from graphkit.facts.claim import UNSAID, Claim, Decision
from graphkit.graph.choose import Statement, choose, disputed, standing
from graphkit.graph.clock import holds, period
from graphkit.graph.elements import Key, uid
from graphkit.graph.graph import Edge
from graphkit.graph.make import group, ids, pairs, stated
from graphkit.model import Model


def edge(
    key: Key, claims: list[Claim], as_of: date | None, model: Model, ruling: Decision | None = None
) -> Edge | None:
    """An edge, or None if it is denied, has ended by the day, or had not begun.

    Where only milestones speak of it they state it: an event that came has made it, a planned one plans it. Its
    status by the furthest stage reached is added by `derive.with_milestones`.
    """
    _, type_, source, target, *values = key
    names = model.key_qualifiers(type_)
    held = [c for c in claims if holds(c, as_of)]
    own = [c for c in held if c.family == "edge"]
    told = [c for c in held if c.family == "milestone" and c.kind not in UNSAID]
    statements = [
        Statement(found) for found in group(own or told, lambda c: (c.kind, stated(c), _other(c, names), c.one_of))
    ]
    found = _current(statements, as_of, bool(own), ruling)
    if found is None:
        return None
    chosen, rule = found
    claim = chosen.first
    since, until = _since(chosen, statements), period(claim)[1]
    plan = not claim.realised and claim.kind != "withdrawn"
    last = claim.date.latest if claim.date else None
    return Edge(
        uid=uid(*key),
        type=type_,
        source=source,
        target=target,
        key=pairs(names, values),
        qualifiers=_other(claim, names) if own else (),
        kind=claim.kind,
        status="ended" if claim.kind == "withdrawn" else "operating" if claim.realised else "planned",
        since=since if own else None,
        until=until if own else None,
        text=claim.date.text if own and claim.date else "",
        one_of=claim.one_of,
        rule=rule,
        disputed=bool(own) and disputed(statements, ruling),
        overdue=bool(own and plan and as_of and last and last < as_of),
        claims=ids(held),
    )


def _current(
    statements: Sequence[Statement], as_of: date | None, states: bool, ruling: Decision | None
) -> tuple[Statement, str] | None:
    """The current statement and its rule; where its period is over, what is stated to hold from a later day.

    Who leaves open which party is meant does not outweigh who names it.
    """
    named = [s for s in statements if not s.first.one_of]
    left = named if any(not s.negative for s in named) else list(statements)
    while left:
        chosen, rule = choose(left, ruling)
        if chosen.kind == "denied":
            return None
        last = period(chosen.first)[1]
        if not states or as_of is None or last is None or last >= as_of or not chosen.realised:
            return chosen, rule
        left = [s for s in left if (first := period(s.first)[0]) is not None and first > last]
    return None


def _since(chosen: Statement, statements: Iterable[Statement]) -> date | None:
    """The first day for which the edge is stated to hold: by the chosen statement, or an earlier one without an end."""
    if not chosen.realised:
        return period(chosen.first)[0]
    alike = [s for s in standing(list(statements)) if s.realised and period(s.first)[1] is None]
    return min((day for s in (chosen, *alike) if (day := period(s.first)[0]) is not None), default=None)


def _other(claim: Claim, names: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple(q for q in claim.qualifiers if q[0] not in names)
