"""What an entity's elements say together: its status, its current values, whether a plan ran out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from graphkit.facts.claim import PLANS, REALISED, Claim
from graphkit.graph.graph import Edge, Entity, Milestone, Observation, Property
from graphkit.model import STATUSES, Model
from graphkit.model.types import StageType
from graphkit.values.names import caption, name_key


def entity_of(identifier: str, claims: list[Claim]) -> Entity | None:
    """The entity that its rows of source `curation` make, not yet with what its elements say; None without a type.

    Rows of two loaders that differ in type or name leave it disputed; the first in alphabetical order is shown.
    """
    said: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        said[claim.predicate].add(claim.word or "")
    if not said["is_a"]:
        return None
    names = sorted(said["name"]) or [identifier]
    return Entity(
        id=identifier,
        type=min(said["is_a"]),
        name=names[0],
        name_key=name_key(names[0]),
        caption=caption(names[0]),
        aliases=tuple(sorted({*said["alias"], *names[1:]})),
        native_names=tuple(sorted(said["native_name"])),
        external_ids=tuple(sorted(said["external_id"])),
        flags=tuple(sorted(said["flag"])),
        note="; ".join(sorted(said["note"])),
        properties={},
        status=None,
        overdue=False,
        disputed=len(said["is_a"]) > 1 or len(names) > 1,
        claims=tuple(sorted(c.id for c in claims)),
    )


def derive(entity: Entity, elements: Iterable[Property | Milestone | Observation], model: Model) -> Entity:
    """The entity with status, current values, `overdue` and `disputed` from its elements.

    Status is that of the furthest stage actually reached, `planned` where only plans are known, None where no
    milestone speaks of it. A plain value is installed and current; a plan fills the planned property alone.
    """
    parts = list(elements)
    own = [p for p in parts if isinstance(p, Milestone) and p.subject == entity.id and p.current]
    properties = _words([p for p in parts if isinstance(p, Property)], model)
    properties.update(_values([p for p in parts if isinstance(p, Observation)], model))
    claims = set(entity.claims).union(*(p.claims for p in parts if isinstance(p, Property)))
    return replace(
        entity,
        properties=dict(sorted(properties.items())),
        status=furthest(own),
        overdue=any(m.overdue for m in own),
        disputed=entity.disputed or any(p.disputed for p in parts),
        claims=tuple(sorted(claims)),
    )


def with_milestones(edge: Edge, milestones: Sequence[Milestone]) -> Edge:
    """The edge with the status of the furthest stage reached on it, and whether a plan on it ran out."""
    current = [m for m in milestones if m.current]
    return replace(
        edge,
        status=furthest([m for m in current if m.reached]) or edge.status,
        overdue=edge.overdue or any(m.overdue for m in current),
        disputed=edge.disputed or any(m.disputed for m in current),
    )


def furthest(milestones: Sequence[Milestone]) -> str | None:
    """The status of the furthest stage reached, over all ladders; `planned` where plans alone are known, `ended` where
    all of them were withdrawn; None where no stage has a status."""
    staged = [m for m in milestones if m.status is not None]
    reached = [STATUSES.index(m.status) for m in staged if m.reached and m.status]
    if reached:
        return STATUSES[max(reached)]
    if any(m.kind in PLANS for m in staged):
        return "planned"
    return "ended" if any(m.kind == "withdrawn" for m in staged) else None


def answered(milestones: Sequence[Milestone], model: Model) -> list[Milestone]:
    """The milestones of one subject, a plan that ran out no longer overdue where a later stage of its ladder has come
    since: on the subject itself, or with the same party."""
    came = [(model.stages[m.stage], m.object) for m in milestones if m.reached]
    return [replace(m, overdue=False) if m.overdue and _behind(m, came, model) else m for m in milestones]


def _behind(plan: Milestone, came: Iterable[tuple[StageType, str | None]], model: Model) -> bool:
    own = model.stages[plan.stage]
    return any(s.ladder == own.ladder and s.order > own.order and party in (None, plan.object) for s, party in came)


def _words(properties: list[Property], model: Model) -> dict[str, Any]:
    out: dict[str, Any] = {}
    lists: dict[str, set[str]] = defaultdict(set)
    for prop in sorted(properties, key=lambda p: (p.name, p.word, p.qualifiers)):
        if not prop.told:
            continue
        entry = model.properties[prop.name]
        name = prop.name if prop.kind in REALISED else f"{prop.name}_planned"
        if entry.multiple or prop.qualifiers:
            scope = ", ".join(value for _, value in prop.qualifiers)
            lists[name].add(f"{prop.word} ({scope})" if scope else prop.word)
        else:
            out[name] = prop.word == "yes" if entry.type == "flag" else prop.word
    # An unscoped word beside scoped ones of a property that is no list: all of them stand in the list.
    out.update({n: sorted({*words, *([str(out[n])] if n in out else [])}) for n, words in lists.items()})
    return out


def _values(observations: list[Observation], model: Model) -> dict[str, Any]:
    latest: dict[str, Observation] = {}
    for seen in sorted(observations, key=_recency):
        metric = model.metrics[seen.metric]
        name = metric.planned_property if seen.prospective else metric.property
        if name and seen.current and not seen.scope and seen.told:
            latest[name] = seen
    out: dict[str, Any] = {}
    for name, seen in latest.items():
        if seen.value is not None:
            out[name] = plain(seen.value)
        if seen.value is None or seen.min != seen.max:
            for suffix, bound in (("min", seen.min), ("max", seen.max)):
                if bound is not None:
                    out[f"{name}_{suffix}"] = plain(bound)
        if seen.period:
            out[f"{name}_date"] = seen.period
    return out


def _recency(seen: Observation) -> tuple[date, date, str]:
    """The end of its period, or else the day on which it was said; last the one to keep."""
    return (seen.latest or seen.said or date.min, seen.earliest or date.min, seen.uid)


def plain(number: Decimal) -> int | float:
    """A number as databases and JSON have it: int where whole, else the nearest float."""
    return int(number) if number == number.to_integral_value() and abs(number) < 2**53 else float(number)
