"""A part of a graph as a graph of its own: what lies around some entities, what has some types, what a result names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

from graphkit.errors import UsageError
from graphkit.facts.hints import near
from graphkit.graph.graph import Conflict, Edge, Graph


def part(
    graph: Graph,
    *,
    focus: Collection[str] = (),
    hops: int = 1,
    types: Collection[str] = (),
    relations: Collection[str] = (),
) -> Graph:
    """The part of a graph that is asked for; the graph itself if nothing is.

    Each ask narrows what the others leave, and steps are counted along what is left: with a focus everything in the
    part is at most `hops` relations away from it, over entities and relations that are in the part too.

    Parameters
    ----------
    focus
        Ids of entities; they are in the part whatever their type is.
    hops
        How many relations the part reaches from `focus`; 0 is the focus alone, with the relations among it.
    types
        Only entities of these types.
    relations
        Only relations of these types; an entity that has none of them is left out unless it is in focus.

    Returns
    -------
    Graph
        With the same clocks; without entities if nothing is left.
    """
    if not (focus or types or relations):
        return graph
    wanted = set(focus) & graph.entities.keys()
    inside = {i for i, e in graph.entities.items() if not types or e.type in types} | wanted
    edges = [
        e
        for e in graph.edges.values()
        if e.source in inside and e.target in inside and (not relations or e.type in relations)
    ]
    if relations:
        inside = {end for e in edges for end in (e.source, e.target)} | wanted
    if focus:
        inside = _around(wanted, edges, hops)
    return cut(graph, inside, {e.uid for e in edges})


def called(texts: Iterable[str], known: Iterable[str], what: str) -> set[str]:
    """The names that a person means, of the known ones: without regard to case, a blank or `-` for `_`.

    Raises
    ------
    UsageError
        If there is none of that name; the hint names the nearest.
    """
    names = list(dict.fromkeys(known))
    folded: dict[str, set[str]] = {}
    for name in names:
        folded.setdefault(_folded(name), set()).add(name)
    out: set[str] = set()
    for text in texts:
        found = {text} if text in names else folded.get(_folded(text))
        if not found:
            raise UsageError(f"there is no {what} {text!r}", near(text, names))
        out |= found
    return out


def _folded(name: str) -> str:
    return name.strip().casefold().replace("-", "_").replace(" ", "_")


def _around(start: Set[str], edges: Iterable[Edge], hops: int) -> set[str]:
    near: dict[str, list[str]] = {}
    for edge in edges:
        near.setdefault(edge.source, []).append(edge.target)
        near.setdefault(edge.target, []).append(edge.source)
    found, ring = set(start), set(start)
    for _ in range(hops):
        ring = {other for i in ring for other in near.get(i, ())} - found
        if not ring:
            break
        found |= ring
    return found


def cut(graph: Graph, entities: Set[str], edges: Set[str] | None = None) -> Graph:
    """The graph of some entities, given by id, with the edges among them: all, or those with the given uids.

    With them stay their properties, observations and milestones, and the claims, documents and rulings behind these; a
    contradiction stays if all that it is about does. Of everybody else there is at most a name, where what stays
    mentions it.
    """
    known = {i: e for i, e in graph.entities.items() if i in entities}
    kept = {
        u: e
        for u, e in graph.edges.items()
        if e.source in known and e.target in known and (edges is None or u in edges)
    }
    properties = {u: p for u, p in graph.properties.items() if p.entity in known}
    # What a thing has reached is told by its milestones, also by those that it shares with somebody who is left out.
    milestones = {u: m for u, m in graph.milestones.items() if m.subject in known}
    observations = {u: o for u, o in graph.observations.items() if o.subject in known}
    elements = {*kept, *properties, *(m.element for m in milestones.values())}
    elements.update(o.element for o in observations.values())
    conflicts = {u: c for u, c in graph.conflicts.items() if known.keys() >= set(c.about) and _whole(c, elements)}
    cited: set[str] = set()
    for group in (known, kept, properties, milestones, observations, conflicts):
        for thing in group.values():
            cited.update(thing.claims)
    claims = {i: c for i, c in graph.claims.items() if i in cited}
    used = {c.source for c in claims.values()}
    made = replace(
        graph,
        entities=known,
        edges=kept,
        properties=properties,
        milestones=milestones,
        observations=observations,
        conflicts=conflicts,
        claims=claims,
        sources={i: s for i, s in graph.sources.items() if i in used},
        undated=tuple(s for s in graph.undated if s in used),
        decisions={i: d for i, d in graph.decisions.items() if claims.keys() >= set(d.claims)},
    )
    named = _mentioned(made) & (graph.all_names.keys() | graph.entities.keys())
    return replace(made, all_names={i: graph.name(i) for i in sorted(named)})


def _whole(conflict: Conflict, elements: Set[str]) -> bool:
    """Whether all that contradicts is there; of names the entity itself is what contradicts, which `about` tells."""
    return conflict.kind == "name" or all(e in elements for e in conflict.elements)


def _mentioned(graph: Graph) -> set[str]:
    """Ids and words that may name an entity, of all that the graph holds."""
    out = set(graph.entities)
    for claim in graph.claims.values():
        out.update(claim.mentions(), (value for _, value in claim.qualifiers))
        out.update(filter(None, (claim.speaker, claim.speaker_id)))
    for edge in graph.edges.values():
        out.update(edge.one_of, (value for _, value in (*edge.key, *edge.qualifiers)))
    for milestone in graph.milestones.values():
        out.update(filter(None, (milestone.object,)), (value for _, value in milestone.scope))
    out.update(value for o in graph.observations.values() for _, value in o.scope)
    out.update(value for p in graph.properties.values() for _, value in p.qualifiers)
    return out


def named_by(graph: Graph, rows: Iterable[Iterable[Any]]) -> set[str]:
    """Ids of the entities that the rows of a result name.

    A cell names an entity by its id or by its exact name (then all that have it), a list or map by what is in it, a
    node of an entity by its id, any other node by the entities that it is about, a relationship by its ends, a path by
    its nodes.
    """
    names: dict[str, list[str]] = {}
    for entity in graph.entities.values():
        names.setdefault(entity.name, []).append(entity.id)
    out: set[str] = set()
    for row in rows:
        for cell in row:
            out.update(_named(cell, graph, names))
    return out


#: Keys that tell what is about which entity, on a node of the store that is no entity: see `graph.attributes`.
_ABOUT = ("subject", "object", "one_of", "about", "speaker_id")


def _named(cell: object, graph: Graph, names: Mapping[str, list[str]]) -> Iterable[str]:
    match cell:
        case str():
            yield from [cell] if cell in graph.entities else names.get(cell, ())
        case {"labels": list(labels), **props}:
            about = ("id",) if "Entity" in labels else _ABOUT
            for key in about:
                yield from _named(props.get(key), graph, {})
        case {"type": str(), "uid": str(uid)} if uid in graph.edges:
            yield from (graph.edges[uid].source, graph.edges[uid].target)
        case Mapping():
            for value in cell.values():
                yield from _named(value, graph, names)
        case list() | tuple():
            for value in cell:
                yield from _named(value, graph, names)
