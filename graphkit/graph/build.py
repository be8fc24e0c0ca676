"""The kernel: claims to a Graph, by two pure functions and a grouping.

`element` makes one element of the claims that share its key; `derive` adds to an entity what its elements say together
(status, current values, overdue). Everything else here reads, groups and sorts, so that the same two functions can run
inside a map over groups elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from graphkit.errors import UsageError
from graphkit.facts.claim import Claim, Facts
from graphkit.graph.derive import derive, entity_of, furthest
from graphkit.graph.elements import Key, keys_of, uid
from graphkit.graph.graph import Edge, Graph, Milestone, Observation, Property
from graphkit.graph.make import edge, milestones, observations, property_
from graphkit.graph.select import AUDIENCES, default_day, select
from graphkit.model import Model

Element = Edge | Milestone | Observation | Property


@dataclass(frozen=True, slots=True)
class Clocks:
    """The days on which a graph stands: what held by `as_of`, of what had been said by `known_on`."""

    as_of: date | None
    known_on: date | None = None


def build(
    facts: Facts, model: Model, as_of: date | None = None, known_on: date | None = None, audience: str = "all"
) -> Graph:
    """The graph that the facts give.

    Parameters
    ----------
    facts
        Claims and sources.
    model
        What schema/ declares.
    as_of
        The day whose state is wanted; by default the latest day on which a selected claim was said.
    known_on
        Only claims said by this day count; by default all.
    audience
        ``all``, or ``public``: claims of sources that are not public are left out before anything is built.

    Returns
    -------
    Graph
        The same for the same facts in whatever order.

    Raises
    ------
    UsageError
        If the audience is unknown.
    """
    if audience not in AUDIENCES:
        raise UsageError(f"unknown audience {audience!r}", f"one of {', '.join(AUDIENCES)}")
    claims, left_out = select(facts, known_on, audience)
    clocks = Clocks(as_of or default_day(claims), known_on)
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        for key in keys_of(claim, model):
            groups[key].append(claim)
    parts: list[Element] = []
    for key in sorted(groups):
        if key[0] != "entity":
            parts += element(key, groups[key], clocks, model)
    return _assemble(facts, model, groups, parts, claims, clocks, left_out)


def element(key: Key, claims: list[Claim], clocks: Clocks, model: Model) -> list[Element]:
    """The element of one key: an edge or property, or the statements of a milestone or observation.

    `claims` are those of the key, in any order. Empty where nothing of them holds on the day: an edge that has ended,
    an event that had not come and that nobody planned.
    """
    claims = sorted(claims, key=lambda c: c.id)
    match key[0]:
        case "edge":
            made = edge(key, claims, clocks.as_of, model)
            return [made] if made else []
        case "property":
            return [property_(key, claims, model)]
        case "milestone":
            return list(milestones(key, claims, clocks.as_of, model))
        case "observation":
            return list(observations(key, claims, clocks.as_of, model))
    raise AssertionError(key)


def _assemble(
    facts: Facts,
    model: Model,
    groups: Mapping[Key, list[Claim]],
    parts: Iterable[Element],
    claims: list[Claim],
    clocks: Clocks,
    left_out: int,
) -> Graph:
    edges = {p.uid: p for p in parts if isinstance(p, Edge)}
    milestones_ = {p.uid: p for p in parts if isinstance(p, Milestone)}
    observations_ = {p.uid: p for p in parts if isinstance(p, Observation)}
    properties = {p.uid: p for p in parts if isinstance(p, Property)}
    edges = _edge_status(edges, milestones_.values())
    of: dict[str, list[Element]] = defaultdict(list)
    for prop in properties.values():
        of[prop.entity].append(prop)
    for milestone in milestones_.values():
        for end in filter(None, (milestone.subject, milestone.object)):
            of[end].append(milestone)
    for observation in observations_.values():
        of[observation.subject].append(observation)
    mentioned = set(of) | {end for e in edges.values() for end in (e.source, e.target)}
    mentioned |= _qualified(claims, parts, model)
    entities = {}
    for identifier in sorted(mentioned):
        named = groups.get(("entity", identifier))
        if named:
            entities[identifier] = derive(entity_of(identifier, named), of[identifier], model)
    names = {c.subject: c.word or "" for c in claims if c.predicate == "name"}
    used = {c.source for c in claims}
    return Graph(
        entities=entities,
        edges={u: e for u, e in sorted(edges.items()) if e.source in entities and e.target in entities},
        properties=dict(sorted(properties.items())),
        milestones=dict(sorted(milestones_.items())),
        observations=dict(sorted(observations_.items())),
        claims={c.id: c for c in claims if c.family != "entity" or c.subject in entities},
        sources={i: s for i, s in sorted(facts.sources.items()) if i in used},
        as_of=clocks.as_of,
        known_on=clocks.known_on,
        left_out=left_out,
        all_names={i: n for i, n in sorted(names.items()) if i in mentioned},
    )


def _qualified(claims: list[Claim], parts: Iterable[Element], model: Model) -> set[str]:
    """Entities that stand in qualifiers (an item, a place, an application) or speak for an element of the graph."""
    alive = {claim for part in parts for claim in part.claims}
    entity_names = {name for name, q in model.qualifiers.items() if q.type == "entity"}
    out: set[str] = set()
    for claim in claims:
        if claim.id in alive:
            out.update(value for name, value in claim.qualifiers if name in entity_names)
            if claim.speaker_id:
                out.add(claim.speaker_id)
    return out


def _edge_status(edges: dict[str, Edge], milestones_: Iterable[Milestone]) -> dict[str, Edge]:
    """Edges with the status of the furthest milestone reached on them, and whether a plan on them ran out."""
    reached: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in milestones_:
        if milestone.edge and milestone.current:
            reached[milestone.edge].append(milestone)
    out = dict(edges)
    for identifier, found in reached.items():
        if identifier in out:
            came = furthest([m for m in found if m.reached])
            out[identifier] = replace(
                out[identifier],
                status=came or out[identifier].status,
                overdue=any(m.overdue for m in found),
                disputed=out[identifier].disputed or any(m.disputed for m in found),
            )
    return out


def element_uid(key: Key) -> str:
    """Identity of the element of a key."""
    return uid(*key)
