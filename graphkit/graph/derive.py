"""What an entity's elements say together: its status, its current values, whether a plan ran out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from graphkit.facts.claim import Claim
from graphkit.graph.graph import Edge, Entity, Milestone, Observation, Property
from graphkit.model import STATUSES, Model
from graphkit.values.names import caption, name_key


def entity_of(identifier: str, claims: list[Claim]) -> Entity:
    """The entity that its rows of source `curation` make, not yet with what its elements say."""
    said: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        said[claim.predicate].append(claim.word or "")
    name = min(said["name"])
    return Entity(
        id=identifier,
        type=min(said["is_a"]),
        name=name,
        name_key=name_key(name),
        caption=caption(name),
        aliases=tuple(sorted(said["alias"])),
        native_names=tuple(sorted(said["native_name"])),
        external_ids=tuple(sorted(said["external_id"])),
        flags=tuple(sorted(said["flag"])),
        note="; ".join(sorted(said["note"])),
        properties={},
        status=None,
        overdue=False,
        disputed=False,
        claims=tuple(sorted(c.id for c in claims)),
    )


def derive(entity: Entity, elements: Iterable[Property | Milestone | Observation | Edge], model: Model) -> Entity:
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
        disputed=any(p.disputed for p in parts),
        claims=tuple(sorted(claims)),
    )


def furthest(milestones: Sequence[Milestone]) -> str | None:
    """The status of the furthest stage reached; `planned` where plans alone are known; None where no stage has a status."""
    staged = [m for m in milestones if m.status is not None]
    reached = [STATUSES.index(m.status) for m in staged if m.reached and m.status]
    if reached:
        return STATUSES[max(reached)]
    if any(m.kind not in ("denied", "withdrawn") for m in staged):
        return "planned"
    return "ended" if any(m.kind == "withdrawn" for m in staged) else None


def _words(properties: list[Property], model: Model) -> dict[str, Any]:
    out: dict[str, Any] = {}
    lists: dict[str, list[str]] = defaultdict(list)
    for prop in sorted(properties, key=lambda p: (p.name, p.word, p.qualifiers)):
        entry = model.properties[prop.name]
        if entry.multiple or prop.qualifiers:
            scope = ", ".join(value for _, value in prop.qualifiers)
            lists[prop.name].append(f"{prop.word} ({scope})" if scope else prop.word)
        else:
            out[prop.name] = prop.word == "yes" if entry.type == "flag" else prop.word
    out.update({name: sorted(set(words)) for name, words in lists.items()})
    return out


def _values(observations: list[Observation], model: Model) -> dict[str, Any]:
    latest: dict[str, Observation] = {}
    for seen in sorted(observations, key=_recency):
        metric = model.metrics[seen.metric]
        name = metric.planned_property if seen.prospective else metric.property
        if name and seen.current and not seen.scope and seen.kind not in ("denied", "undisclosed"):
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
    return (seen.latest or date.min, seen.earliest or date.min, seen.uid)


def plain(number: Decimal) -> int | float:
    """A number as databases and JSON have it: int where whole, else the nearest float."""
    return int(number) if number == number.to_integral_value() and abs(number) < 2**53 else float(number)
