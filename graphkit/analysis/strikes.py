"""What is struck: a name, a country or a technology as the nodes of the input groups that stop first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graphkit.analysis.groups import is_line, item_of, line_of, maker_of
from graphkit.analysis.kinds import ITEMS, MAKERS
from graphkit.analysis.study import Study
from graphkit.errors import UsageError
from graphkit.facts.search import named
from graphkit.graph.graph import Entity
from graphkit.graph.technologies import technology_terms
from graphkit.values.names import name_key

#: Relation from what is based on a technology to it, and from a narrower one to a wider one.
_USES, _PART_OF, _OWNS = "USES", "PART_OF", "OWNS"


@dataclass(frozen=True, slots=True)
class Strike:
    """One thing struck. `nodes` are what stops first, `entities` the ids that were named, `assumed` what that took for
    granted, `claims` the ids of the claims that it used."""

    text: str
    nodes: frozenset[str]
    entities: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


def read_strike(study: Study, text: str, locate: Callable[[str], Entity]) -> Strike:
    """What a text names: an entity by any of its names, a line as `maker|item`, or `country=CN`.

    A firm takes its lines and sites with it, a site its lines and parts (these are groups). A material, product or
    vehicle takes every line that makes it, so it is gone whoever delivers. A technology takes the items, sites and
    lines that are told to use it or one that is part of it. A country or another place takes the sites there, and the
    firms there but for their sites that are told to stand elsewhere.

    Raises
    ------
    UsageError
        If nothing has the name, nothing can be struck, or nothing is known there.
    """
    if not text.strip():
        raise UsageError("a strike is blank", "name what stops, as --strike BYD")
    if text.partition("=")[0].strip().casefold() == "country":
        return _country(study, text.partition("=")[2].strip(), text)
    if is_line(text) and maker_of(text) and item_of(text) != text and not named(study.graph.entities, text):
        maker, item = locate(maker_of(text)).id, locate(item_of(text)).id
        if line_of(maker, item) not in study.inputs:
            raise UsageError(
                f"no line {text!r}: {study.graph.name(maker)} is not told to make or deliver {study.graph.name(item)}"
            )
        return Strike(f"the line {study.name(line_of(maker, item))}", frozenset({line_of(maker, item)}), (maker, item))
    entity = locate(text)
    if entity.type in ITEMS:
        return _item(study, entity)
    if entity.type in MAKERS:
        return _maker(study, entity)
    if entity.type == "Technology":
        return _technology(study, entity)
    if entity.type == "Place":
        return _place(study, entity)
    if entity.id in study.compiled.index:  # an organization that runs a site or supplies
        return Strike(entity.name, frozenset({entity.id}), (entity.id,))
    raise UsageError(
        f"{entity.name} is of type {entity.type}, which cannot be struck",
        "a firm, site, material, product, vehicle, technology or place, or country=CODE",
    )


def union(strikes: Sequence[Strike]) -> frozenset[str]:
    """All nodes of several strikes."""
    return frozenset(node for strike in strikes for node in strike.nodes)


def _item(study: Study, entity: Entity) -> Strike:
    lines = {node for node in study.inputs if is_line(node) and item_of(node) == entity.id}
    assumed = []
    if not lines and not study.buyers.get(entity.id):
        assumed.append(f"nothing is known to make or to need {entity.name}, so what stops without it cannot be told")
    return Strike(f"{entity.type.lower()} {entity.name}", frozenset({entity.id, *lines}), (entity.id,), tuple(assumed))


def _maker(study: Study, entity: Entity) -> Strike:
    """A firm or site. What it owns without being told to run it, or that to be part of it, goes on."""
    assumed = []
    if not study.buyers.get(entity.id):
        assumed.append(f"nothing is known that {entity.name} makes or runs, so what stops without it cannot be told")
    told = [e for e in study.graph.edges_of(entity.id) if e.stands]
    parts = {e.source for e in told if e.type == _PART_OF and e.target == entity.id}
    owned = {e.target for e in told if e.type == _OWNS and e.source == entity.id}
    if goes_on := owned - parts - set(study.sites.get(entity.id, ())):
        assumed.append(f"what {entity.name} owns goes on without it: {', '.join(study.names(goes_on))}")
    return Strike(f"{entity.type.lower()} {entity.name}", frozenset({entity.id}), (entity.id,), tuple(assumed))


def _technology(study: Study, entity: Entity) -> Strike:
    """What is told to be based on the technology, by a relation or by a property (class, route, chemistry).

    A firm is not struck: it may do something else besides.
    """
    meant, claims = _within(study, entity, _PART_OF, "Technology")
    users: set[str] = set()
    for technology in meant:
        for edge in study.graph.edges_of(technology):
            if edge.type == _USES and edge.target == technology and edge.told:
                users.add(edge.source)
                claims.update(edge.claims)
    terms = _terms_of(study, meant)
    for prop in study.graph.properties.values():
        if f"{prop.name}:{prop.word}" in terms and prop.told:
            users.add(prop.entity)
            claims.update(prop.claims)
    struck = sorted(i for i in users if study.kind(i) in (*ITEMS, "Site"))
    if not struck:
        raise UsageError(f"nothing is told to use {entity.name}", "strike what is known to be based on it, by name")
    nodes = {i for i in struck if study.kind(i) == "Site"}
    nodes |= {node for i in struck if i not in nodes for node in _item(study, study.graph.entities[i]).nodes}
    names = ", ".join(study.names(struck))
    return Strike(
        f"technology {entity.name}",
        frozenset(nodes),
        (entity.id,),
        (f"without {entity.name} stops what is told to be based on it: {names}; what else is, is not known",),
        tuple(sorted(claims)),
    )


def _within(study: Study, entity: Entity, relation: str, kind: str = "") -> tuple[set[str], set[str]]:
    """An entity and all that a relation leads from to it, at any depth, of one type if given; with the claims."""
    found, claims, ahead = {entity.id}, set[str](), [entity.id]
    while ahead:
        here = ahead.pop()
        for edge in study.graph.edges_of(here):
            inward = edge.type == relation and edge.target == here and edge.told
            if inward and edge.source not in found and kind in ("", study.kind(edge.source)):
                found.add(edge.source)
                ahead.append(edge.source)
                claims.update(edge.claims)
    return found, claims


def _terms_of(study: Study, technologies: Iterable[str]) -> set[str]:
    """The terms of properties, as `route:sulfide`, that bear the name of one of these technologies."""
    entities = [study.graph.entities[i] for i in technologies]
    names = {name_key(n) for e in entities for n in (e.name, *e.aliases)}
    return {k for k, words in technology_terms(study.model).items() if not names.isdisjoint(map(name_key, words))}


def _country(study: Study, text: str, given: str) -> Strike:
    if not text:
        raise UsageError(f"{given} names no country", "as country=CN")
    code = study.model.term("country", text) or text
    there = [i for i, country in study.countries.items() if country == code]
    known = sorted({country for country in study.countries.values() if country})
    if not any(study.kind(i) in MAKERS for i in there):
        raise UsageError(f"{given}: no firm or site is told to stand there", f"known are {', '.join(known) or 'none'}")
    term = study.model.vocabularies.get("country", {}).get(code)
    said = {p.entity: p.claims for p in study.graph.properties.values() if p.name == "country"}
    claims = {claim for i in there for claim in said.get(i, ())}
    return _struck_there(study, f"country {term.name if term else code}", there, claims)


def _place(study: Study, entity: Entity) -> Strike:
    """A place with all that is told to stand in it or in a place in it."""
    found, claims = _within(study, entity, "LOCATED_IN")
    if study.countries.get(entity.id) and entity.properties.get("place_level") == "country":
        found |= {i for i, country in study.countries.items() if country == study.countries[entity.id]}
    if not any(study.kind(i) in MAKERS for i in found):
        raise UsageError(f"no firm or site is told to stand in {entity.name}", "strike what stands there, by name")
    return _struck_there(study, f"place {entity.name}", found, claims)


def _struck_there(study: Study, text: str, there: Iterable[str], claims: Iterable[str]) -> Strike:
    inside = {i for i in there if study.kind(i) in MAKERS}
    nodes = {i for i in inside if study.kind(i) == "Site"}
    spared: set[str] = set()
    for firm in (i for i in inside if study.kind(i) == "Firm"):
        abroad = [site for site in study.sites.get(firm, ()) if site not in inside and study.countries.get(site)]
        if not abroad:
            nodes.add(firm)
            continue
        spared.add(firm)
        nodes.update(
            node for node in study.inputs
            if is_line(node) and maker_of(node) == firm and not any(g["role"] == "made at" for g in study.inputs[node])
        )  # fmt: skip
    unknown = [i for i in study.inputs if study.kind(i) in MAKERS and not study.country(i)]
    assumed = [f"{text}: {len(nodes)} firms, sites and lines told to stand there"]
    if unknown:
        assumed.append(f"of {len(unknown)} firms and sites no country is known: those that stand there too go on")
    if spared:
        assumed.append(f"of {', '.join(study.names(spared))} the sites elsewhere go on")
    return Strike(text, frozenset(nodes), tuple(sorted(inside)), tuple(assumed), tuple(sorted(claims)))
