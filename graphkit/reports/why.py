"""Why: the claims behind an entity, an edge or a value, and the rule that chose."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapidfuzz import process

from graphkit.errors import GraphkitError, UsageError
from graphkit.facts.search import named
from graphkit.graph import Conflict, Entity, Graph
from graphkit.model import Model
from graphkit.reports.cite import claim_record, passage
from graphkit.reports.find import locate
from graphkit.reports.show import amount, milestone_state, scope

#: What an answer tells of a conflict that the element stands in, besides the ruling.
_CONFLICT = ("uid", "kind", "severity", "state", "name")
#: What each rule of choice means, for people (docs/architecture.md has the order).
RULES = {
    "only": "nothing else is said",
    "decision": "a curator's ruling",
    "alphabet": "the first in the alphabet",
    "standing": "denied, withdrawn and undisclosed give way",
    "actual": "what came outweighs what was planned",
    "stated": "stated outweighs inferred",
    "later": "said later",
    "speakers": "more independent speakers",
    "precise": "the more precise of those that agree",
    "id": "nothing tells them apart: the claim's id decides",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One element and its claims: what is chosen, by which rule, each claim with its document, and the conflicts
    that the element stands in."""

    what: str
    chosen: str
    rule: str
    state: str
    claims: tuple[dict[str, Any], ...]
    conflicts: tuple[dict[str, Any], ...] = ()


def why(graph: Graph, model: Model, entity: Entity, rest: tuple[str, ...], folder: Path | None = None) -> list[Answer]:
    """The elements that are asked for, each with its claims.

    Parameters
    ----------
    rest
        Empty for all of the entity; a metric, stage, property or edge type; another entity, by id or name, for all
        between the two; or an edge type or stage and an entity. Milestones of an edge come with it.
    folder
        Saved texts of the documents; where it has one, each claim carries its `passage`.

    Raises
    ------
    UsageError
        If a name is unknown; the hint has the nearest.
    GraphkitError
        If nothing is said of what is asked for; the hint lists what is.
    """
    match rest:
        case ():
            answers = [*_about(graph, entity), *_properties(graph, entity, None)]
            answers += [
                *_observations(graph, entity, None),
                *_milestones(graph, entity, None),
                *_edges(graph, entity, None, None),
            ]
        case (text,):
            answers = _one(graph, model, entity, text)
        case (text, other):
            name = _predicate(text, graph, model, entity)
            end = locate(graph, other).id
            answers = [*_edges(graph, entity, name, end), *_milestones(graph, entity, name, end)]
        case _:
            raise UsageError("why takes an entity, and then a metric, stage or property, or an edge type and an entity")
    if not answers:
        told = ", ".join(_told_of(graph, entity)) or "nothing"
        raise GraphkitError(f"nothing is said of {entity.id} {' '.join(rest)}", f"of it is told: {told}")
    return [_with_passages(a, graph, folder) for a in answers] if folder else answers


def _one(graph: Graph, model: Model, entity: Entity, text: str) -> list[Answer]:
    """What a single further word asks for: a name of the schema, or all between two entities."""
    name = _predicate_or_none(text, model)
    if name is None and named(graph.entities, text):
        end = locate(graph, text).id
        return [*_edges(graph, entity, None, end), *_milestones(graph, entity, None, end)]
    name = name or _predicate(text, graph, model, entity)
    if model.families[name] == "edge":
        return [*_edges(graph, entity, name, None), *_milestones(graph, entity, name)]
    return [
        *_properties(graph, entity, name),
        *_observations(graph, entity, name),
        *_milestones(graph, entity, name),
    ]


def _predicate_or_none(text: str, model: Model) -> str | None:
    wanted = text.casefold().replace("-", "_")
    return next((name for name in model.predicates() if name.casefold() == wanted), None)


def _predicate(text: str, graph: Graph, model: Model, entity: Entity) -> str:
    """The metric, stage, property or edge type that `text` names, in whatever case."""
    found = _predicate_or_none(text, model)
    if found is not None:
        return found
    known = model.predicates()
    of_it = [name for name in _told_of(graph, entity) if name in known]
    near = process.extract(text, {n: n.casefold() for n in known}, processor=str.casefold, limit=3, score_cutoff=65)
    names = [str(one[2]) for one in near]
    names.sort(key=lambda name: name not in of_it)
    hint = f"did you mean {', '.join(names)}?" if names else f"of {entity.id} is told: {', '.join(of_it)}"
    raise UsageError(f"{text!r} is no edge type, metric, stage or property", hint)


def _told_of(graph: Graph, entity: Entity) -> list[str]:
    """Names of what is said of an entity, sorted."""
    names = {p.name for p in graph.properties_of(entity.id)} | {m.stage for m in graph.milestones_of(entity.id)}
    names |= {o.metric for o in graph.observations_of(entity.id)} | {e.type for e in graph.edges_of(entity.id)}
    return sorted(names)


def _answer(
    graph: Graph, what: str, chosen: str, rule: str, state: str, claims: Iterable[str], current: Iterable[str] = (),
    element: str = "",
) -> Answer:  # fmt: skip
    own = set(current) or set(claims)
    records = []
    for identifier in sorted(
        claims, key=lambda i: (i not in own, graph.claims[i].said or (), graph.claims[i].row.cells())
    ):
        records.append({"for": identifier in own, **claim_record(graph, graph.claims[identifier])})
    found = graph.conflicts_in(element)
    told = tuple({**{n: getattr(c, n) for n in _CONFLICT}, "ruling": _ruling(c, own)} for c in found)
    words = RULES.get(rule, rule)
    if rule == "decision":
        words += "".join(f", {d.by} on {d.day}: {d.reason}" for c in found if (d := c.decision) and d.claim in own)
    return Answer(what, chosen, words, state, tuple(records), told)


def _ruling(conflict: Conflict, own: Collection[str]) -> str | None:
    """What a curator ruled, seen from the element whose chosen claims are `own`; None where nobody has."""
    ruling = conflict.decision
    if ruling is None:
        return None
    side = ruling.choose if ruling.claim is None else "for this" if ruling.claim in own else "against this"
    return f"{side}, {ruling.by} on {ruling.day}: {ruling.reason}"


def _about(graph: Graph, entity: Entity) -> Iterable[Answer]:
    own = [c for c in entity.claims if graph.claims[c].family == "entity"]
    yield _answer(graph, f"{entity.id} exists", f"{entity.type} {entity.name}", "only", "curation", own)


def _properties(graph: Graph, entity: Entity, name: str | None) -> Iterable[Answer]:
    for prop in graph.properties_of(entity.id):
        if name in (None, prop.name):
            current = [c for c in prop.claims if graph.claims[c].word == prop.word]
            what = f"{entity.id} {prop.name}" + (f" ({scope(prop.qualifiers, graph)})" if prop.qualifiers else "")
            yield _answer(
                graph, what, prop.word, prop.rule, "disputed" if prop.disputed else "current", prop.claims, current,
                prop.uid,
            )  # fmt: skip


def _observations(graph: Graph, entity: Entity, name: str | None) -> Iterable[Answer]:
    found: dict[str, list[Any]] = {}
    for seen in graph.observations_of(entity.id):
        if name in (None, seen.metric):
            found.setdefault(seen.element, []).append(seen)
    for group in found.values():
        chosen = next(o for o in group if o.current)
        what = " ".join(filter(None, (entity.id, chosen.metric, chosen.period, scope(chosen.scope, graph))))
        claims = [c for o in group for c in o.claims]
        state = "disputed" if chosen.disputed else chosen.kind
        yield _answer(graph, what, amount(chosen), chosen.rule, state, claims, chosen.claims, chosen.element)


def _milestones(graph: Graph, entity: Entity, name: str | None, other: str | None = None) -> Iterable[Answer]:
    found: dict[str, list[Any]] = {}
    for milestone in graph.milestones_of(entity.id):
        edge = graph.edges.get(milestone.edge or "")
        if other is not None and {entity.id, other} != {milestone.subject, milestone.object}:
            continue
        if name in (None, milestone.stage) or (edge is not None and name == edge.type):
            found.setdefault(milestone.element, []).append(milestone)
    for group in found.values():
        chosen = next(m for m in group if m.current)
        parts = (chosen.subject, chosen.stage, chosen.object or "", scope(chosen.scope, graph))
        claims = [c for m in group for c in m.claims]
        yield _answer(
            graph, " ".join(filter(None, parts)), chosen.text or "no date stated", chosen.rule, milestone_state(chosen),
            claims, chosen.claims, chosen.element,
        )  # fmt: skip


def _edges(graph: Graph, entity: Entity, name: str | None, other: str | None) -> Iterable[Answer]:
    for edge in graph.edges_of(entity.id):
        ends = {edge.source, edge.target}
        if name in (None, edge.type) and (other is None or ends == {entity.id, other}):
            details = scope((*edge.key, *edge.qualifiers), graph)
            chosen = " ".join(filter(None, (edge.kind, edge.text, details)))
            what = f"{edge.source} {edge.type} {edge.target}"
            yield _answer(
                graph, what, chosen, edge.rule, "disputed" if edge.disputed else edge.status, edge.claims, (), edge.uid
            )


def _with_passages(answer: Answer, graph: Graph, folder: Path) -> Answer:
    claims = []
    for record in answer.claims:
        source = graph.sources.get(record["source"])
        text = passage(source, record["locator"], folder) if source and record["locator"] else None
        claims.append({**record, "passage": text})
    return replace(answer, claims=tuple(claims))
