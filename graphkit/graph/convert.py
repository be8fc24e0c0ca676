"""Between a Graph and the plain structures that others read: rows for a store, networkx for analysis."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import orjson

from graphkit.graph.attributes import (
    claim_attributes,
    conflict_attributes,
    day,
    decision_attributes,
    edge_attributes,
    known,
    milestone_attributes,
    node_attributes,
    observation_attributes,
    source_attributes,
)
from graphkit.graph.elements import uid
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx

#: Version of how a graph is laid out in a store, and the label of the node that says whose store it is.
FORMAT = 1
MARK = "GraphkitStore"
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


@dataclass(frozen=True, slots=True)
class Names:
    """What rows bring into a store: labels of entities' types, relationship types, properties as `LABEL.name` or
    `TYPE.name`. Its mark remembers them."""

    labels: frozenset[str]
    types: frozenset[str]
    properties: frozenset[str]


def names_of(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Names:
    """The names that these rows bring into a store; their hashes are not among the properties."""
    labels: set[str] = set()
    known: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.type:
            labels.add(node.type)
        known[node.label].update(node.props)
    types: set[str] = set()
    for edge in edges:
        types.add(edge.type)
        known[edge.type].update(edge.props)
    properties = frozenset(f"{name}.{prop}" for name, props in known.items() for prop in props)
    return Names(frozenset(labels), frozenset(types), properties)


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
        yield _node("Milestone", milestone.uid, None, milestone_attributes(milestone))
    for observation in graph.observations.values():
        yield _node("Observation", observation.uid, None, observation_attributes(observation))
    for source in graph.sources.values():
        yield _node("Source", source.id, None, source_attributes(source))
    for claim in graph.claims.values():
        yield _node("Claim", claim.id, None, claim_attributes(claim, graph.sources.get(claim.source)))
    for conflict in graph.conflicts.values():
        yield _node("Conflict", conflict.uid, None, conflict_attributes(conflict))
    for decision in graph.decisions.values():
        yield _node("Decision", decision.id, None, decision_attributes(decision))


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
    props = {KEYS[label]: key, **known(props)}
    return NodeRow(label, key, type_, props, node_hash(label, type_, props))


def _edge(type_: str, key: str, start: tuple[str, str], end: tuple[str, str], props: dict[str, Any]) -> EdgeRow:
    props = {"uid": key, **known(props)}
    return EdgeRow(type_, key, start, end, props, edge_hash(type_, start, end, props))


def node_hash(label: str, type_: str | None, props: Mapping[str, Any]) -> str:
    """Digest over what a node holds: its key label, the label of an entity's type, its properties (24 hex digits)."""
    return _hash([label, type_, props])


def edge_hash(type_: str, start: tuple[str, str], end: tuple[str, str], props: Mapping[str, Any]) -> str:
    """Digest over what a relationship holds: its type, its ends as (label, key), its properties (24 hex digits)."""
    return _hash([type_, start, end, props])


def _hash(what: object) -> str:
    return hashlib.blake2b(orjson.dumps(what, option=orjson.OPT_SORT_KEYS), digest_size=12).hexdigest()


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """See `Graph.to_networkx`."""
    import networkx as nx

    out: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        as_of=day(graph.as_of) or "",
        known_on=day(graph.known_on) or "",
        claims=len(graph.claims),
        left_out=graph.left_out,
    )
    for entity in graph.entities.values():
        out.add_node(entity.id, entity_type=entity.type, **node_attributes(entity))
    for edge in graph.edges.values():
        out.add_edge(edge.source, edge.target, key=edge.uid, edge_type=edge.type, **edge_attributes(edge))
    return out
