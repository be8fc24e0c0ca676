"""What is wrong between the declarations of schema/: names used twice, types, terms and units that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphkit.errors import Problem, split_hint
from graphkit.model.schema import ENTITY_PREDICATES, Model
from graphkit.model.types import RESERVED, RESERVED_EDGES, RESERVED_LABELS, RESERVED_ON_NODES
from graphkit.values.names import name_key

#: (file, key, message, hint)
_Found = tuple[str, str, str, str]


def check_model(model: Model) -> list[Problem]:
    """Every mistake that shows only where declarations are laid side by side."""
    found: list[_Found] = []
    for check in (_names, _reserved, _vocabularies, _types, _edges, _qualifiers, _metrics, _node_properties):
        found += check(model)
    return [Problem(f"schema/{file}.toml", 0, key, message, hint) for file, key, message, hint in found]


def _names(model: Model) -> Iterator[_Found]:
    seen = dict.fromkeys(ENTITY_PREDICATES, "entities.csv")
    for file, names in (
        ("edges", model.edges),
        ("metrics", model.metrics),
        ("stages", model.stages),
        ("properties", model.properties),
    ):
        for name in names:
            if name in seen:
                yield file, name, f"the name is already used in {seen[name]}", "predicates share one namespace"
            seen[name] = f"{file}.toml"


def _reserved(model: Model) -> Iterator[_Found]:
    for file, declared, reserved in (
        ("nodes", model.nodes, RESERVED_LABELS),
        ("edges", model.edges, RESERVED_EDGES),
        ("qualifiers", model.qualifiers, RESERVED),
        ("properties", model.properties, RESERVED_ON_NODES),
    ):
        for name in sorted(reserved.intersection(declared)):
            yield file, name, "the name is reserved by graphkit or by graph formats", "choose another"


def _vocabularies(model: Model) -> Iterator[_Found]:
    tiers = model.vocabularies.get("tier", {})
    if not tiers:
        yield "vocabularies", "tier", "the vocabulary of tiers is missing", "it lists the map's columns, left to right"
    for vocabulary, terms in model.vocabularies.items():
        words: dict[str, str] = {}
        for term, entry in terms.items():
            key = f"{vocabulary}.{term}"
            if entry.tier and entry.tier not in tiers:
                yield "vocabularies", key, f"unknown tier {entry.tier}", _known(tiers)
            for word in {name_key(w) for w in (term, entry.name, *entry.aliases)}:
                if words.setdefault(word, term) != term:
                    yield "vocabularies", key, f"{word!r} also means {words[word]}", "a word means one term"
            step, seen = entry.parent, {term}
            while step is not None:
                if step not in terms:
                    yield "vocabularies", key, f"unknown parent {step}", "a term of the same vocabulary"
                    break
                if step in seen:
                    yield "vocabularies", key, "its parents go round in a circle", "leave one of them without a parent"
                    break
                seen.add(step)
                step = terms[step].parent


def _types(model: Model) -> Iterator[_Found]:
    used: list[tuple[str, str, Iterable[str]]] = []
    used += [("edges", n, (*e.from_, *e.to)) for n, e in model.edges.items()]
    used += [("properties", n, p.types) for n, p in model.properties.items()]
    used += [("metrics", n, m.subjects) for n, m in model.metrics.items()]
    used += [("stages", n, (*s.subjects, *s.edge_from, *s.edge_to)) for n, s in model.stages.items()]
    used += [("qualifiers", n, q.types) for n, q in model.qualifiers.items()]
    for file, name, types in used:
        for unknown in sorted(set(types) - set(model.nodes)):
            yield file, name, f"unknown node type {unknown}", _known(model.nodes)
    for name, node in model.nodes.items():
        if node.tier not in model.vocabularies.get("tier", {}):
            yield "nodes", name, f"unknown tier {node.tier}", _known(model.vocabularies.get("tier", {}))


def _edges(model: Model) -> Iterator[_Found]:
    for name, edge in model.edges.items():
        if edge.symmetric and set(edge.from_) != set(edge.to):
            yield "edges", name, "a symmetric edge joins the same types at both ends", "let from and to list the same"
    for name, stage in model.stages.items():
        if stage.edge is None:
            if stage.edge_from or stage.edge_to or stage.edge_qualifiers:
                yield "stages", name, "has ends of an edge and no edge", "add edge, or remove edge_from and edge_to"
        elif stage.edge not in model.edges:
            yield "stages", name, f"unknown edge type {stage.edge}", _known(model.edges)
        else:
            edge = model.edges[stage.edge]
            for key, ends, allowed in (("edge_from", stage.edge_from, edge.from_), ("edge_to", stage.edge_to, edge.to)):
                for wrong in sorted(set(ends) - set(allowed)):
                    yield "stages", f"{name}.{key}", f"{stage.edge} does not join a {wrong} there", _known(allowed)
            for wrong in sorted(set(edge.key) - set(stage.edge_qualifiers) - set(stage.key) - set(model.scope)):
                hint = f"add it to edge_qualifiers: it is part of the key of {stage.edge}"
                yield "stages", f"{name}.edge_qualifiers", f"{wrong} is missing", hint


def _qualifiers(model: Model) -> Iterator[_Found]:
    owners = [("edges", n, (*e.key, *e.qualifiers)) for n, e in model.edges.items()]
    owners += [("metrics", n, m.key) for n, m in model.metrics.items()]
    owners += [("stages", n, (*s.key, *s.edge_qualifiers)) for n, s in model.stages.items()]
    owners += [("properties", n, p.key) for n, p in model.properties.items()]
    for file, name, names in owners:
        for unknown in sorted(set(names) - set(model.qualifiers)):
            yield file, name, f"unknown qualifier {unknown}", "declare it in qualifiers.toml"
    for file, entries in (("qualifiers", model.qualifiers), ("properties", model.properties)):
        for name, entry in entries.items():
            if entry.type == "term" and entry.vocabulary not in model.vocabularies:
                yield file, name, f"unknown vocabulary {entry.vocabulary}", _known(model.vocabularies)
    for name, qualifier in model.qualifiers.items():
        if qualifier.type == "entity" and not qualifier.types:
            yield "qualifiers", name, "lists no types", "types = [...] of the entities that it may name"


def _metrics(model: Model) -> Iterator[_Found]:
    units = model.units
    for name, metric in model.metrics.items():
        if metric.dimension is None and not metric.ordinal:
            yield "metrics", name, "has neither a dimension nor directions", "add dimension, or ordinal = true"
        for dimension in (*filter(None, [metric.dimension]), *metric.also):
            if not any(d == dimension or f"{d.split('/')[0]}/*" == dimension for d in units.canonical):
                yield "metrics", name, f"unknown dimension {dimension}", "units.toml lists them under [canonical]"
        if metric.unit is None:
            if metric.also:
                yield "metrics", name, "`also` needs a unit", "the one in which both are given"
            continue
        try:
            unit = units.find(metric.unit)
        except ValueError as error:
            message, hint = split_hint(error)
            yield "metrics", f"{name}.unit", message, hint
            continue
        if unit.symbol != metric.unit or unit.dimension != metric.dimension:
            yield "metrics", f"{name}.unit", f"{metric.unit} is no unit of {metric.dimension}", "see units.toml"
        elif metric.also and unit.factor != 1:
            hint = f"use {units.canonical[unit.dimension]}"
            yield "metrics", f"{name}.unit", "with `also` the unit is the canonical one", hint


def _node_properties(model: Model) -> Iterator[_Found]:
    """Names that meet on a node: properties, their planned ones, and those of metrics with their suffixes."""
    seen: dict[str, str] = {}
    named: list[tuple[str, str, tuple[str, ...]]] = []
    named += [("properties", n, (n, f"{n}_planned")) for n in model.properties]
    for name, metric in model.metrics.items():
        own = [p for p in (metric.property, metric.planned_property) if p]
        for prop in own:
            if prop in RESERVED:
                yield "metrics", name, f"{prop} is reserved by graphkit or by graph formats", "choose another"
        named.append(("metrics", name, tuple(p + end for p in own for end in ("", "_min", "_max", "_date"))))
    for file, name, words in named:
        for word in words:
            if seen.setdefault(word, name) != name:
                yield file, name, f"{word} is also a property that {seen[word]} gives", "choose another"


def _known(names: Iterable[str]) -> str:
    return f"known: {', '.join(names)}"
