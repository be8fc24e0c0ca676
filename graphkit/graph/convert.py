"""Between a Graph and the plain structures that others read: rows for a store, networkx for analysis."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from graphkit.facts.claim import Claim, Decision, Source
from graphkit.graph.derive import plain
from graphkit.graph.elements import uid
from graphkit.graph.graph import Conflict, Edge, Entity, Graph, Milestone, Observation

if TYPE_CHECKING:
    import networkx as nx

#: Labels of nodes that are no entities, with the property that identifies them.
KEYS = {
    "Entity": "id",
    "Claim": "id",
    "Source": "id",
    "Milestone": "uid",
    "Observation": "uid",
    "Conflict": "uid",
    "Decision": "id",
}
#: Relationship types that the engine itself makes; the schema's come beside them.
LEAVES = ("HAS_MILESTONE", "HAS_OBSERVATION", "HAS_CONFLICT")
PROVENANCE = "FROM"


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as a store keeps it: its key label, the further label of an entity's type, properties, hash."""

    label: str
    key: str
    type: str | None
    props: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A relationship as a store keeps it; ends are (label, key)."""

    type: str
    uid: str
    start: tuple[str, str]
    end: tuple[str, str]
    props: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A whole graph for a store, by key."""

    nodes: Mapping[tuple[str, str], NodeRow] = field(default_factory=dict)
    edges: Mapping[tuple[str, str], EdgeRow] = field(default_factory=dict)


def rows(graph: Graph) -> Rows:
    """The nodes and relationships that the graph is in a store, each with a hash over what it holds."""
    nodes: dict[tuple[str, str], NodeRow] = {}
    edges: dict[tuple[str, str], EdgeRow] = {}
    for node in _nodes(graph):
        nodes[node.label, node.key] = node
    for edge in _edges(graph):
        edges[edge.type, edge.uid] = edge
    return Rows(nodes, edges)


def _nodes(graph: Graph) -> Iterable[NodeRow]:
    for entity in graph.entities.values():
        yield _node("Entity", entity.id, entity.type, node_attributes(entity))
    for milestone in graph.milestones.values():
        yield _node("Milestone", milestone.uid, None, _milestone(milestone))
    for observation in graph.observations.values():
        yield _node("Observation", observation.uid, None, _observation(observation))
    for source in graph.sources.values():
        yield _node("Source", source.id, None, source_attributes(source))
    for claim in graph.claims.values():
        yield _node("Claim", claim.id, None, claim_attributes(claim))
    for conflict in graph.conflicts.values():
        yield _node("Conflict", conflict.uid, None, _conflict(conflict))
    for decision in graph.decisions.values():
        yield _node("Decision", decision.id, None, _decision(decision))


def _edges(graph: Graph) -> Iterable[EdgeRow]:
    for edge in graph.edges.values():
        yield _edge(edge.type, edge.uid, ("Entity", edge.source), ("Entity", edge.target), edge_attributes(edge))
    for milestone in graph.milestones.values():
        for end in filter(None, (milestone.subject, milestone.object)):
            if end in graph.entities:
                key = uid("HAS_MILESTONE", end, milestone.uid)
                yield _edge("HAS_MILESTONE", key, ("Entity", end), ("Milestone", milestone.uid), {})
    for observation in graph.observations.values():
        if observation.subject in graph.entities:
            key = uid("HAS_OBSERVATION", observation.subject, observation.uid)
            yield _edge("HAS_OBSERVATION", key, ("Entity", observation.subject), ("Observation", observation.uid), {})
    for conflict in graph.conflicts.values():
        for end in conflict.about:
            if end in graph.entities:
                key = uid("HAS_CONFLICT", end, conflict.uid)
                yield _edge("HAS_CONFLICT", key, ("Entity", end), ("Conflict", conflict.uid), {})
    for claim in graph.claims.values():
        if claim.source in graph.sources:
            yield _edge(PROVENANCE, uid(PROVENANCE, claim.id), ("Claim", claim.id), ("Source", claim.source), {})


def _node(label: str, key: str, type_: str | None, props: dict[str, Any]) -> NodeRow:
    props = {KEYS[label]: key, **_known(props)}
    return NodeRow(label, key, type_, props, node_hash(label, type_, props))


def _edge(type_: str, key: str, start: tuple[str, str], end: tuple[str, str], props: dict[str, Any]) -> EdgeRow:
    props = {"uid": key, **_known(props)}
    return EdgeRow(type_, key, start, end, props, edge_hash(type_, start, end, props))


def node_hash(label: str, type_: str | None, props: Mapping[str, Any]) -> str:
    """Digest over what a node holds: its key label, the label of an entity's type, its properties (24 hex digits)."""
    return _hash([label, type_, props])


def edge_hash(type_: str, start: tuple[str, str], end: tuple[str, str], props: Mapping[str, Any]) -> str:
    """Digest over what a relationship holds: its type, its ends as (label, key), its properties (24 hex digits)."""
    return _hash([type_, start, end, props])


def _known(props: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in props.items() if value is not None and value not in ([], ())}


def _hash(what: object) -> str:
    return hashlib.blake2b(orjson.dumps(what, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def node_attributes(entity: Entity) -> dict[str, Any]:
    """An entity's properties as plain values (text, numbers, booleans, lists of text); unknown ones are absent."""
    out: dict[str, Any] = {
        "name": entity.name,
        "name_key": entity.name_key,
        "caption": entity.caption,
        "aliases": list(entity.aliases),
        "native_names": list(entity.native_names),
        "external_ids": list(entity.external_ids),
        "note": entity.note or None,
        "status": entity.status,
        "overdue": entity.overdue or None,
        "disputed": entity.disputed or None,
        "claims": list(entity.claims),
    }
    out.update(dict.fromkeys(entity.flags, True))
    out.update(entity.properties)
    return _known(out)


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """An edge's properties as plain values; none of them is a name that graph formats reserve."""
    out: dict[str, Any] = {
        "kind": edge.kind,
        "status": edge.status,
        "since": day(edge.since),
        "until": day(edge.until),
        "when": edge.text or None,
        "one_of": list(edge.one_of),
        "rule": edge.rule,
        "disputed": edge.disputed or None,
        "overdue": edge.overdue or None,
        "claims": list(edge.claims),
    }
    out.update(edge.key)
    out.update(edge.qualifiers)
    return _known(out)


def _milestone(milestone: Milestone) -> dict[str, Any]:
    return {
        "element": milestone.element,
        "subject": milestone.subject,
        "object": milestone.object,
        "edge": milestone.edge,
        "stage": milestone.stage,
        **_scope(milestone.scope),
        "kind": milestone.kind,
        "text": milestone.text or None,
        "earliest": day(milestone.earliest),
        "latest": day(milestone.latest),
        "current": milestone.current,
        "reached": milestone.reached,
        "overdue": milestone.overdue,
        "status": milestone.status,
        "rule": milestone.rule or None,
        "disputed": milestone.disputed or None,
        "claims": list(milestone.claims),
    }


def _observation(seen: Observation) -> dict[str, Any]:
    return {
        "element": seen.element,
        "subject": seen.subject,
        "metric": seen.metric,
        **_scope(seen.scope),
        "prospective": seen.prospective,
        "kind": seen.kind,
        "period": seen.period or None,
        "earliest": day(seen.earliest),
        "latest": day(seen.latest),
        "amount": None if seen.value is None else plain(seen.value),
        "min": None if seen.min is None else plain(seen.min),
        "max": None if seen.max is None else plain(seen.max),
        "unit": seen.unit,
        "per": seen.per,
        "per_implied": seen.per_implied or None,
        "direction": seen.direction,
        "text": seen.text or None,
        "current": seen.current,
        "rule": seen.rule or None,
        "disputed": seen.disputed or None,
        "claims": list(seen.claims),
    }


def _conflict(conflict: Conflict) -> dict[str, Any]:
    chosen = next((side for side in conflict.sides if side.chosen), None)
    return {
        "kind": conflict.kind,
        "severity": conflict.severity,
        "state": conflict.state,
        "what": conflict.name,
        "about": list(conflict.about),
        "elements": list(conflict.elements),
        "sides": [side.text for side in conflict.sides],
        "chosen": chosen.text if chosen else None,
        "rule": conflict.rule or None,
        "claims": list(conflict.claims),
        "reason": conflict.decision.reason if conflict.decision else None,
        "decided_by": conflict.decision.by if conflict.decision else None,
        "decided_on": day(conflict.decision.day) if conflict.decision else None,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "choose": decision.choose,
        "claims": list(decision.claims),
        "reason": decision.reason,
        "decided_by": decision.by,
        "decided_on": day(decision.day),
    }


def _scope(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(pairs)


def source_attributes(source: Source) -> dict[str, Any]:
    """A document's properties; `published` is the text as written, its bounds stand beside it."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.text,
        "published_earliest": day(source.published.earliest),
        "published_latest": day(source.published.latest),
        "published_basis": source.published_basis,
        "origin": source.origin or None,
        "grade": source.grade,
        "visibility": source.visibility,
        "file": source.file or None,
        "recorded": day(source.recorded),
        "note": source.note or None,
        "loader": source.loader,
    }


def claim_attributes(claim: Claim) -> dict[str, Any]:
    """The whole claim: what a query needs, and in `row` the cells as written, from which it is read back."""
    when = claim.date
    return {
        "loader": claim.loader,
        "source": claim.source,
        "locator": claim.locator or None,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "family": claim.family,
        "object": claim.object,
        "one_of": list(claim.one_of),
        "word": claim.word,
        "amount": None if claim.value is None else plain(claim.value),
        "min": None if claim.min is None else plain(claim.min),
        "max": None if claim.max is None else plain(claim.max),
        "unit": claim.unit,
        "direction": claim.direction,
        "text": claim.text or None,
        "when": when.text if when else None,
        "earliest": day(when.earliest) if when else None,
        "latest": day(when.latest) if when else None,
        "kind": claim.kind,
        "basis": claim.basis,
        "inferred_from": list(claim.inferred_from),
        "qualifiers": [f"{name}={value}" for name, value in claim.qualifiers],
        "speaker": claim.speaker,
        "speaker_id": claim.speaker_id,
        "said_earliest": day(claim.said[0]) if claim.said else None,
        "said_latest": day(claim.said[1]) if claim.said else None,
        "note": claim.note or None,
        "row": list(claim.row.cells()),
    }


def day(value: date | None) -> str | None:
    """ISO text of a day: it sorts and compares alike in every store."""
    return value.isoformat() if value else None


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """See `Graph.to_networkx`."""
    import networkx as nx

    out: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        as_of=day(graph.as_of) or "", known_on=day(graph.known_on) or "", claims=len(graph.claims)
    )
    for entity in graph.entities.values():
        out.add_node(entity.id, entity_type=entity.type, **node_attributes(entity))
    for edge in graph.edges.values():
        out.add_edge(edge.source, edge.target, key=edge.uid, edge_type=edge.type, **edge_attributes(edge))
    return out
