"""Where in the chain an entity stands: its tier, and the maker that it stands under there; or its level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.graph.graph import Edge, Entity, Graph
from graphkit.maps.layout import levels
from graphkit.model import Model

#: Tiers of what surrounds the chain; they stand last and are drawn on demand.
CONTEXT_TIERS = ("knowledge", "context")
#: What stands for the tier of an entity where the model names none: its type is not declared, or is declared without.
NO_TIER = ""
#: Relations that place a maker beside what it makes, in the order in which they are asked.
MAKING = ("PRODUCES", "OPERATES")
#: Relations that place a thing after what goes into it: a storage station after its batteries.
FITTING = ("INSTALLED_IN",)
#: What stands under what within a tier: a site under its firm, a product under its site.
BANDS = {"Firm": 0, "Organization": 0, "Site": 1}
LAST_BAND = 2


@dataclass(frozen=True, slots=True)
class Place:
    """An entity's tier (or NO_TIER), and its maker there; `core` if it is part of the chain and drawn at first."""

    tier: str
    core: bool
    maker: str | None


def tier_names(model: Model) -> tuple[str, ...]:
    """All tiers from left to right: those of the vocabulary, context last, then what node types name besides."""
    known = dict.fromkeys(model.vocabularies.get("tier", {}))
    known.update(dict.fromkeys(node.tier for node in model.nodes.values()))
    known.pop(NO_TIER, None)
    return tuple(t for t in known if t not in CONTEXT_TIERS) + tuple(t for t in known if t in CONTEXT_TIERS)


def places(graph: Graph, model: Model, given: Mapping[str, str] | None = None) -> Mapping[str, Place]:
    """The place of each entity.

    A thing stands in the tier of its own term (a product's form, a material's function); a firm or site beside what it
    produces or operates; else by its own term; else after what is installed in it; else in its type's tier. What is
    not of the chain and the context has no tier.

    `given` are tiers that are settled, by id (NO_TIER for none); what has one is drawn at first.
    """
    given = given or {}
    order = {tier: rank for rank, tier in enumerate(tier_names(model))}
    tiers = _tiers(graph, model, order, given)
    on_chain = {end for e in graph.edges.values() if _chain(e, model) for end in (e.source, e.target)}
    core = {
        i
        for i, entity in graph.entities.items()
        if tiers[i] not in CONTEXT_TIERS
        and (i in given or (tiers[i] != NO_TIER and (i in on_chain or _own(entity, model) is not None)))
    }
    makers = _makers(graph, tiers)
    return {i: Place(tiers[i], i in core, makers.get(i)) for i in graph.entities}


def tiers_in(whole: Graph, part: Graph, model: Model, given: Mapping[str, str] | None = None) -> Mapping[str, str]:
    """The tiers that entities of a part have in the whole: a firm stands beside what it makes though that is left out.

    For `MapOptions.tiers`, with those that were given for the whole. Entities without a place in the whole's chain have
    none.
    """
    given = given or {}
    found = places(whole, model, given)
    return {i: given[i] if i in given else found[i].tier for i in part.entities if i in given or found[i].core}


def _makers(graph: Graph, tiers: Mapping[str, str]) -> Mapping[str, str]:
    """For what is made in its maker's own tier the maker to stand under: a site before a firm, then the first by id."""
    band = {i: BANDS.get(entity.type, LAST_BAND) for i, entity in graph.entities.items()}
    out: dict[str, str] = {}
    for edge in graph.edges.values():
        start, end = edge.source, edge.target
        if edge.type in MAKING and tiers[start] == tiers[end] != NO_TIER and band[start] < band[end]:
            known = out.get(end)
            if known is None or (-band[start], start) < (-band[known], known):
                out[end] = start
    return out


def _chain(edge: Edge, model: Model) -> bool:
    entry = model.edges.get(edge.type)
    return entry is not None and entry.chain


def _tiers(graph: Graph, model: Model, order: Mapping[str, int], given: Mapping[str, str]) -> dict[str, str]:
    makers = {t for name in MAKING if name in model.edges for t in model.edges[name].from_}
    out: dict[str, str] = {}
    open_: list[str] = []
    for identifier, entity in graph.entities.items():
        if identifier in given:
            out[identifier] = given[identifier]
            continue
        declared = model.nodes.get(entity.type)
        default = declared.tier if declared else NO_TIER
        if entity.type in makers and default not in CONTEXT_TIERS:
            open_.append(identifier)
        else:
            out[identifier] = _own(entity, model) or default
    for relation in MAKING:
        _place(open_, out, _ends(graph.edges.values(), relation, forward=True), order)
    for identifier in open_:
        if identifier not in out and (own := _own(graph.entities[identifier], model)):
            out[identifier] = own
    for relation in FITTING:
        _place(open_, out, _ends(graph.edges.values(), relation, forward=False), order, after=1)
    _place(open_, out, _ends(graph.edges.values(), MAKING[-1], forward=True), order)
    for identifier in open_:
        out.setdefault(identifier, model.nodes[graph.entities[identifier].type].tier)
    return out


def _ends(edges: Iterable[Edge], relation: str, *, forward: bool) -> Mapping[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.type == relation:
            start, end = (edge.source, edge.target) if forward else (edge.target, edge.source)
            out[start].append(end)
    return out


def _place(
    open_: Iterable[str], out: dict[str, str], ends: Mapping[str, list[str]], order: Mapping[str, int], after: int = 0
) -> None:
    """Place what is open in the tier of most of its ends; of equals in the one nearest to the application."""
    found = {}
    last = max((rank for tier, rank in order.items() if tier not in CONTEXT_TIERS), default=0)
    names = list(order)
    for identifier in open_:
        if identifier not in out:
            tiers = Counter(out[e] for e in ends.get(identifier, ()) if out.get(e) in order)
            if tiers:
                best = max(tiers, key=lambda t: (tiers[t], order[t]))
                found[identifier] = names[min(order[best] + after, last)] if after else best
    out.update(found)


def levels_of(loose: Sequence[str], edges: Iterable[Edge], model: Model) -> Mapping[str, int]:
    """The level, from 0, of entities without a tier, by the relations among them.

    A relation rises the way that its type's material flows; a symmetric one, and one that is stated both ways, does
    not tell which end is higher.
    """
    at = {identifier: k for k, identifier in enumerate(loose)}
    links = []
    for edge in edges:
        if edge.source in at and edge.target in at:
            entry = model.edges.get(edge.type)
            link = (at[edge.source], at[edge.target])
            if entry is None or entry.symmetric or entry.flow == "forward":
                links.append(link)
            if entry is not None and (entry.symmetric or entry.flow != "forward"):
                links.append(link[::-1])
    return dict(zip(loose, levels(len(loose), links), strict=True))


def _own(entity: Entity, model: Model) -> str | None:
    """The tier of the term that a property of the entity holds, as `form = pack`."""
    for name, value in entity.properties.items():
        entry = model.properties.get(name)
        if entry is None or entry.vocabulary is None:
            continue
        terms = model.vocabularies.get(entry.vocabulary, {})
        for word in value if isinstance(value, list) else [value]:
            if isinstance(word, str) and word in terms and terms[word].tier:
                return terms[word].tier
    return None
