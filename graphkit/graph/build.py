"""The kernel: claims to a Graph, by two pure functions and a grouping.

`element` makes one element of the claims that share its key; `derive` adds to an entity what its elements say together
(status, current values, overdue). Everything else here reads, groups and sorts, so that the same two functions can run
inside a map over groups elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from graphkit.errors import UsageError
from graphkit.facts.claim import CURATION, Claim, Decision, Facts
from graphkit.graph.conflicts import with_conflicts
from graphkit.graph.derive import answered, derive, entity_of, with_milestones
from graphkit.graph.edges import edge
from graphkit.graph.elements import Key, conflict_id, keys_of, uid
from graphkit.graph.graph import Edge, Entity, Graph, Milestone, Observation, Property
from graphkit.graph.make import milestones, observations, property_
from graphkit.graph.select import AUDIENCES, Selection, default_day, select
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
    chosen = select(facts, known_on, audience)
    clocks = Clocks(as_of or default_day(chosen.claims, known_on), known_on)
    groups: dict[Key, list[Claim]] = defaultdict(list)
    for claim in chosen.claims:
        for key in keys_of(claim, model):
            groups[key].append(claim)
    parts: list[Element] = []
    for key in sorted(groups):
        if key[0] != "entity":
            ruling = chosen.decisions.get(conflict_id(uid(*key))) if chosen.decisions else None
            parts += element(key, groups[key], clocks, model, ruling)
    entities = {
        key[1]: made for key, named in groups.items() if key[0] == "entity" and (made := entity_of(key[1], named))
    }
    return with_conflicts(_assemble(facts, model, entities, parts, chosen, clocks), model)


def element(
    key: Key, claims: list[Claim], clocks: Clocks, model: Model, ruling: Decision | None = None
) -> list[Element]:
    """The element of one key: an edge or property, or the statements of a milestone or observation.

    `claims` are those of the key, in any order; `ruling` is the curator's, where the claims contradict each other.
    Empty where nothing of them holds on the day: an edge that has ended,
    an event that had not come and that nobody planned.
    """
    claims = sorted(claims, key=lambda c: c.id)
    made: Iterable[Element | None]
    match key[0]:
        case "edge":
            made = [edge(key, claims, clocks.as_of, model, ruling)]
        case "property":
            made = [property_(key, claims, clocks.as_of, model, ruling)]
        case "milestone":
            made = milestones(key, claims, clocks.as_of, model, ruling)
        case "observation":
            made = observations(key, claims, clocks.as_of, model, ruling)
        case _:
            raise AssertionError(key)
    return [part for part in made if part is not None]


def _assemble(
    facts: Facts, model: Model, named: Mapping[str, Entity], parts: list[Element], chosen: Selection, clocks: Clocks
) -> Graph:
    parts = _answered(parts, model)
    present = _present(parts, {c.id: c for c in chosen.claims}, model) & named.keys()
    edges: dict[str, Edge] = {}
    properties: dict[str, Property] = {}
    milestones_: dict[str, Milestone] = {}
    observations_: dict[str, Observation] = {}
    of: dict[str, list[Property | Milestone | Observation]] = defaultdict(list)
    on_edge: dict[str, list[Milestone]] = defaultdict(list)
    for part in parts:
        if not present.issuperset(_ends(part)):
            continue
        if isinstance(part, Edge):
            edges[part.uid] = part
            continue
        for end in _ends(part):
            of[end].append(part)
        if isinstance(part, Property):
            properties[part.uid] = part
        elif isinstance(part, Observation):
            observations_[part.uid] = part
        else:
            milestones_[part.uid] = part
            on_edge[part.edge or ""].append(part)
    used = {c.source for c in chosen.claims}
    known = _known(chosen.claims) & named.keys()
    return Graph(
        entities={i: derive(named[i], of[i], model) for i in sorted(present)},
        edges={u: with_milestones(e, on_edge[u]) if u in on_edge else e for u, e in sorted(edges.items())},
        properties=dict(sorted(properties.items())),
        milestones=dict(sorted(milestones_.items())),
        observations=dict(sorted(observations_.items())),
        claims={c.id: c for c in chosen.claims if c.source != CURATION or c.subject in known},
        sources={i: s for i, s in sorted(facts.sources.items()) if i in used},
        as_of=clocks.as_of,
        known_on=clocks.known_on,
        left_out=chosen.left_out,
        undated=chosen.undated,
        decisions=chosen.decisions,
        all_names={i: named[i].name for i in sorted(known)},
    )


def _answered(parts: list[Element], model: Model) -> list[Element]:
    """The parts, plans that a later stage has answered no longer overdue."""
    late = {p.subject for p in parts if isinstance(p, Milestone) and p.overdue}
    own: dict[str, list[Milestone]] = defaultdict(list)
    for part in parts:
        if isinstance(part, Milestone) and part.subject in late:
            own[part.subject].append(part)
    new = {m.uid: m for milestones_ in own.values() for m in answered(milestones_, model)}
    return [new.get(p.uid, p) if new else p for p in parts]


def _known(claims: Iterable[Claim]) -> set[str]:
    """Ids that the claims of a document name, and what curation says of those in turn.

    Also those of entities that are not in the graph on the day: their names and types are kept with the claims, so
    that what is read back out of a store can be built for any other day.
    """
    out: set[str] = set()
    curated: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        names = {*claim.mentions(), *(value for _, value in claim.qualifiers), claim.speaker}
        if claim.source == CURATION:
            curated[claim.subject] |= names
        else:
            out |= names
    ahead = [i for i in out if i in curated]
    while ahead:
        new = curated.pop(ahead.pop(), set()) - out
        out |= new
        ahead += [i for i in new if i in curated]
    return out


def _ends(part: Element) -> tuple[str, ...]:
    """Ids of the entities that an element hangs on."""
    if isinstance(part, Edge):
        return (part.source, part.target)
    if isinstance(part, Milestone):
        return (part.subject, part.object) if part.object else (part.subject,)
    return (part.entity if isinstance(part, Property) else part.subject,)


def _present(parts: Iterable[Element], claims: Mapping[str, Claim], model: Model) -> set[str]:
    """Ids of the entities that an element of the graph mentions: its ends, its qualifiers, its speakers.

    What curation alone says (a country looked up, the province of a city) brings nothing in by itself: it follows the
    entity it is said of.
    """
    entity_names = {name for name, q in model.qualifiers.items() if q.type == "entity"}
    # A document that lists an entity mentions it, if nothing more is said of it.
    out = {c.subject for c in claims.values() if c.family == "entity" and c.source != CURATION}
    follows: dict[str, set[str]] = defaultdict(set)
    for part in parts:
        said = [claims[i] for i in part.claims]
        mentioned = set(_ends(part))
        mentioned.update(v for c in said for name, v in c.qualifiers if name in entity_names)
        if any(c.source != CURATION for c in said):
            mentioned.update(c.speaker_id for c in said if c.speaker_id)
            out |= mentioned
        else:
            for claim in said:
                follows[claim.subject] |= mentioned
    ahead = [i for i in out if i in follows]
    while ahead:
        new = follows.pop(ahead.pop(), set()) - out
        out |= new
        ahead += [i for i in new if i in follows]
    return out
