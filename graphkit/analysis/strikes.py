"""What is struck: a name, a country or a technology as the nodes of the input groups that stop first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graphkit.analysis.groups import is_line, item_of, line_of, maker_of
from graphkit.analysis.study import Study
from graphkit.errors import UsageError
from graphkit.facts.claim import UNSAID
from graphkit.graph.graph import Entity

#: Relation from what is based on a technology to it, and from a narrower one to a wider one.
_USES, _PART_OF = "USES", "PART_OF"
_ITEMS = ("Material", "Product", "Vehicle")
_MAKERS = ("Firm", "Site")


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
    if text.partition("=")[0].strip().casefold() == "country":
        return _country(study, text.partition("=")[2].strip(), text)
    if is_line(text):
        maker, item = locate(maker_of(text)).id, locate(item_of(text)).id
        if line_of(maker, item) not in study.inputs:
            raise UsageError(
                f"no line {text!r}: {study.graph.name(maker)} is not told to make or deliver {study.graph.name(item)}"
            )
        return Strike(f"the line {study.name(line_of(maker, item))}", frozenset({line_of(maker, item)}), (maker, item))
    entity = locate(text)
    if entity.type in _ITEMS:
        return _item(study, entity)
    if entity.type in _MAKERS:
        return Strike(f"{entity.type.lower()} {entity.name}", frozenset({entity.id}), (entity.id,))
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
    return Strike(f"{entity.type.lower()} {entity.name}", frozenset({entity.id, *lines}), (entity.id,))


def _technology(study: Study, entity: Entity) -> Strike:
    """What is told to use the technology. A firm is not: it may do something else besides."""
    found = {entity.id}
    claims: set[str] = set()
    ahead = [entity.id]
    while ahead:
        here = ahead.pop()
        for edge in study.graph.edges_of(here):
            if edge.target == here and edge.kind not in UNSAID and edge.type in (_USES, _PART_OF):
                kind = study.kind(edge.source)
                narrower = edge.type == _PART_OF and kind == "Technology"
                if edge.source not in found and (narrower or (edge.type == _USES and kind in (*_ITEMS, "Site"))):
                    found.add(edge.source)
                    claims.update(edge.claims)
                    if kind == "Technology":
                        ahead.append(edge.source)
    users = sorted(i for i in found if study.kind(i) != "Technology")
    if not users:
        raise UsageError(f"nothing is told to use {entity.name}", "strike what is known to be based on it, by name")
    nodes = {
        node
        for i in users
        for node in (_item(study, study.graph.entities[i]).nodes if study.kind(i) in _ITEMS else {i})
    }
    names = ", ".join(study.names(users))
    return Strike(
        f"technology {entity.name}",
        frozenset(nodes),
        (entity.id,),
        (f"without {entity.name} stops what is told to use it: {names}; what else uses it is not known",),
        tuple(sorted(claims)),
    )


def _country(study: Study, text: str, given: str) -> Strike:
    code = study.model.term("country", text) or text
    there = [i for i, country in study.countries.items() if country == code]
    known = sorted({country for country in study.countries.values() if country})
    if not any(study.kind(i) in _MAKERS for i in there):
        raise UsageError(f"{given}: no firm or site is told to stand there", f"known are {', '.join(known) or 'none'}")
    term = study.model.vocabularies.get("country", {}).get(code)
    return _struck_there(study, f"country {term.name if term else code}", there, ())


def _place(study: Study, entity: Entity) -> Strike:
    """A place with all that is told to stand in it or in a place in it."""
    found = {entity.id}
    claims: set[str] = set()
    ahead = [entity.id]
    while ahead:
        here = ahead.pop()
        for edge in study.graph.edges_of(here):
            if (
                edge.type == "LOCATED_IN"
                and edge.target == here
                and edge.kind not in UNSAID
                and edge.source not in found
            ):
                found.add(edge.source)
                ahead.append(edge.source)
                claims.update(edge.claims)
    if study.countries.get(entity.id) and entity.properties.get("place_level") == "country":
        found |= {i for i, country in study.countries.items() if country == study.countries[entity.id]}
    if not any(study.kind(i) in _MAKERS for i in found):
        raise UsageError(f"no firm or site is told to stand in {entity.name}", "strike what stands there, by name")
    return _struck_there(study, f"place {entity.name}", found, claims)


def _struck_there(study: Study, text: str, there: Iterable[str], claims: Iterable[str]) -> Strike:
    inside = {i for i in there if study.kind(i) in _MAKERS}
    nodes = {i for i in inside if study.kind(i) == "Site"}
    spared: set[str] = set()
    for firm in (i for i in inside if study.kind(i) == "Firm"):
        sites = [site for site, firms in study.runs.items() if firm in firms]
        abroad = [site for site in sites if site not in inside and study.countries.get(site)]
        if not abroad:
            nodes.add(firm)
            continue
        spared.add(firm)
        nodes.update(
            node for node in study.inputs
            if is_line(node) and maker_of(node) == firm and not any(g["role"] == "made at" for g in study.inputs[node])
        )  # fmt: skip
    assumed = [f"{text}: {len(nodes)} firms, sites and lines told to stand there; of others the place is not known"]
    if spared:
        assumed.append(f"of {', '.join(study.names(spared))} the sites elsewhere go on")
    return Strike(text, frozenset(nodes), tuple(sorted(inside)), tuple(assumed), tuple(sorted(claims)))
