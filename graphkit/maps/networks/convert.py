"""Any networkx graph as a Graph with a model of its own, so that it can be drawn; the given graph stays as it is."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from graphkit.graph.elements import uid
from graphkit.graph.graph import Edge, Entity, Graph, Property
from graphkit.maps.networks.attributes import NodeData, day_of, link_data, named_keys, node_data
from graphkit.maps.networks.kinds import Kinds, Link, kinds
from graphkit.maps.networks.plain import plain
from graphkit.maps.pack import whole
from graphkit.model import Model
from graphkit.values.names import caption, name_key

if TYPE_CHECKING:
    import networkx as nx

#: An id that is longer is cut, and told apart by a digest of the whole.
MAX_ID = 200
#: Attributes of a graph that name it.
TITLES = ("name", "title", "label")
#: What joins the items of a list in graphkit's exports to formats without lists.
JOIN = "; "


@dataclass(frozen=True, slots=True)
class Drawable:
    """A graph made ready to be drawn: `tiers` and `looks` are the fields of `MapOptions` that go with it."""

    graph: Graph
    model: Model
    title: str
    tiers: Mapping[str, str] = field(default_factory=dict)
    looks: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def from_networkx(network: nx.Graph[Any], model: Model | None = None) -> Drawable:
    """A Graph, model and looks for a networkx graph of any of the four kinds.

    docs/map.md tells what which attribute means; one without a meaning there becomes a property. With a model, the
    types and relations that it declares get its looks, tiers and directions; a graph that graphkit exported (its nodes
    have `entity_type`) gets its statuses, flags and marks back.
    """
    nodes: dict[Hashable, NodeData] = {node: node_data(data) for node, data in network.nodes(data=True)}
    links = list(_links(network))
    found = kinds(nodes, links, network.is_directed(), model)
    ids = _ids(nodes)
    told = {node: found.rest(data) for node, data in nodes.items()}
    properties = [p for node, rest in told.items() for p in _properties(ids[node], rest, found.model)]
    graph = Graph(
        entities={ids[node]: _entity(ids[node], node, data, told[node], found) for node, data in nodes.items()},
        edges={e.uid: e for e in _edges(links, ids, found)},
        properties={p.uid: p for p in properties},
        milestones={},
        observations={},
        claims={},
        sources={},
        as_of=day_of(network.graph.get("as_of")),
        known_on=day_of(network.graph.get("known_on")),
    )
    return Drawable(
        graph,
        found.model,
        _title(network.graph),
        {ids[node]: tier for node, data in nodes.items() if (tier := found.tier(data)) is not None},
        {ids[node]: look for node, data in nodes.items() if (look := found.look(data)) is not None},
    )


def _title(told: Mapping[str, Any]) -> str:
    """The first of the graph's own attributes that can name it; "" if none does."""
    return next((text for name in TITLES if (text := " ".join(plain(told.get(name) or "").split()))), "")


def _links(network: nx.Graph[Any]) -> Iterator[Link]:
    if not network.is_multigraph():
        for start, end, data in network.edges(data=True):
            yield start, end, link_data(data)
        return
    rows = list(cast("nx.MultiGraph[Any]", network).edges(keys=True, data=True))
    named = named_keys(key for _, _, key, _ in rows)
    for start, end, key, data in rows:
        yield start, end, link_data(data, key if key in named else "")


def _ids(nodes: Mapping[Hashable, NodeData]) -> dict[Hashable, str]:
    """An id for each node: its text. Of nodes that print alike a text keeps it; others get their kind, or a number."""
    out: dict[Hashable, str] = {}
    taken: set[str] = set()
    for node in sorted(nodes, key=lambda n: not isinstance(n, str)):
        text = _shown(node) or "(empty)"
        if len(text) > MAX_ID:
            text = f"{text[: MAX_ID - 50]}… {uid(whole(node) if isinstance(node, str) else text)}"
        found, count = text, 1
        if found in taken and not isinstance(node, str):
            found = text = f"{text} ({type(node).__name__})"
        while found in taken:
            count += 1
            found = f"{text} #{count}"
        taken.add(found)
        out[node] = found
    return out


def _shown(node: Hashable) -> str:
    """A node as text; a place in a grid with its parentheses."""
    return f"({plain(node)})" if isinstance(node, tuple) else plain(node)


def _entity(identifier: str, node: Hashable, data: NodeData, rest: Mapping[str, Any], found: Kinds) -> Entity:
    name = data.name or _shown(node).strip() or identifier
    flags = tuple(sorted(n for n, value in rest.items() if value is True and _flag(n, data, found.model)))
    return Entity(
        id=identifier,
        type=found.type(data),
        name=name,
        name_key=name_key(name),
        caption=caption(name),
        aliases=data.aliases,
        native_names=data.native_names,
        external_ids=data.external_ids,
        flags=flags,
        note=data.note,
        properties={n: value for n, values in _values(rest, found.model) if (value := _one(values))},
        status=data.status or None,
        overdue="overdue" in data.marks,
        disputed="disputed" in data.marks,
        claims=(),
    )


def _flag(name: str, data: NodeData, model: Model) -> bool:
    """Whether graphkit wrote a flag of the entity, which its exports have beside its properties."""
    return data.ours and name not in model.properties


def _values(rest: Mapping[str, Any], model: Model) -> Iterator[tuple[str, list[str]]]:
    """Names and texts; more than one text where the model says that words stand side by side."""
    for name, value in rest.items():
        declared = model.properties.get(name)
        if declared and declared.multiple and isinstance(value, str):
            yield name, value.split(JOIN)
        elif declared and isinstance(value, list):
            yield name, [plain(v) for v in value]
        elif name == "country" and isinstance(value, str) and "country" in model.vocabularies:
            yield name, [model.term("country", value) or plain(value)]
        else:
            yield name, [plain(value)]


def _one(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _properties(entity: str, rest: Mapping[str, Any], model: Model) -> Iterator[Property]:
    for name, values in _values(rest, model):
        for text in values:
            key = uid("property", entity, name, text)
            yield Property(key, entity, name, text, "actual", (), "only", False, ())


def _edges(links: list[Link], ids: Mapping[Hashable, str], found: Kinds) -> Iterator[Edge]:
    """The edges, parallel ones told apart by their order."""
    count: dict[tuple[str, str, str], int] = {}
    for start, end, data in links:
        relation = found.relation(data)
        ends = (relation, ids[start], ids[end])
        count[ends] = number = count.get(ends, 0) + 1
        declared = found.model.edges[relation].key
        rest = dict(data.rest)
        if data.relation and relation != data.relation:
            rest["type"] = data.relation
        texts = [(name, plain(value)) for name, value in rest.items()]
        yield Edge(
            uid=uid("edge", *ends, f"{number:08d}"),
            type=relation,
            source=ids[start],
            target=ids[end],
            key=tuple((n, t) for n, t in texts if n in declared),
            qualifiers=tuple((n, t) for n, t in texts if n not in declared),
            kind=data.kind,
            status=data.status,
            since=data.since,
            until=data.until,
            text=data.when,
            one_of=data.one_of,
            rule="only",
            disputed="disputed" in data.marks,
            overdue="overdue" in data.marks,
            claims=(),
        )
