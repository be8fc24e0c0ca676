"""The third pass: claims of one scope and time that cannot all be true, within an element and across elements.

It changes no value. Within an element the rules of choice have already picked a statement (`choose`); here the sides
are laid next to each other. Across elements nothing is chosen but by a curator's ruling; the rules for those stand in
`contradictions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from graphkit.facts.claim import BOTH, NEGATIVE, UNDECIDED, Claim, Decision
from graphkit.graph.contradictions import contradictions
from graphkit.graph.elements import conflict_id
from graphkit.graph.graph import Conflict, Graph, Milestone, Observation, Side
from graphkit.graph.make import group, ids, stated
from graphkit.model import Model

#: Kind -> what it means (docs/conflicts.md has the rules).
KINDS = {
    "date": "other dates for one event",
    "number": "a number out of the other's bounds",
    "word": "one thing of two classes, routes or the like",
    "edge": "a relation stated in ways that exclude each other",
    "name": "two loaders give one entity another type or name",
    "order": "a later stage before an earlier one",
    "already": "already in place, and still to come",
    "phase": "two phases of one procedure at one time",
    "first": "firsts that exclude each other, or an earlier one of the same class",
    "programme": "plans of one firm for one class of product that do not meet",
    "instances": "told of several, of which fewer are named",
    "shares": "shares of one whole that add up to more",
}
#: open: nobody has ruled. reopened: a claim has joined that the ruling did not weigh. undecided: looked at and left
#: open. decided: one side holds. both: all hold.
STATES = ("open", "reopened", "undecided", "decided", "both")
#: States that want a curator's eye.
UNSETTLED = STATES[:3]
SEVERITIES = ("high", "medium", "low")


def with_conflicts(graph: Graph, model: Model) -> Graph:
    """The graph with its conflicts, by uid."""
    found = [*_words(graph), *_edges(graph), *_dates(graph), *_numbers(graph), *_names(graph)]
    for finding in contradictions(graph, model):
        sides = tuple(Side(text, claims, False) for text, claims in finding.sides)
        what = (finding.uid, finding.kind, finding.severity, finding.about, finding.elements, finding.name)
        found.append(_made(*what, sides, "", graph))
    return replace(graph, conflicts={c.uid: c for c in sorted(found, key=lambda c: c.uid)})


def ordered(conflicts: Iterable[Conflict]) -> list[Conflict]:
    """Unsettled ones first, then the gravest, then by name."""
    return sorted(conflicts, key=lambda c: (c.state not in UNSETTLED, SEVERITIES.index(c.severity), c.name, c.uid))


def _words(graph: Graph) -> Iterator[Conflict]:
    for prop in graph.properties.values():
        if _told(graph, prop.uid, prop.disputed):
            sides = _sides(
                [graph.claims[c] for c in prop.claims],
                lambda c: (c.word, c.kind),
                lambda c: _kind(c, c.word or ""),
                lambda c, p=prop: (c.word, c.kind) == (p.word, p.kind),  # type: ignore[misc]
            )
            name = " ".join((prop.entity, prop.name, *(value for _, value in prop.qualifiers)))
            yield _element("word", _severity(prop.kind), (prop.entity,), prop.uid, name, sides, prop.rule, graph)


def _edges(graph: Graph) -> Iterator[Conflict]:
    for edge in graph.edges.values():
        own = [graph.claims[c] for c in edge.claims if graph.claims[c].family == "edge"]
        # A milestone's conflict marks its edge too, and is told of the milestone.
        if own and _told(graph, edge.uid, edge.disputed):
            sides = _sides(
                own,
                lambda c: (c.kind, stated(c)),
                lambda c: _kind(c, c.date.text if c.date else ""),
                lambda c, e=edge: (c.kind, c.date.text if c.date else "") == (e.kind, e.text),  # type: ignore[misc]
            )
            if len(sides) > 1:
                name = f"{edge.source} {edge.type} {edge.target}"
                about = (edge.source, edge.target)
                yield _element("edge", _severity(edge.kind), about, edge.uid, name, sides, edge.rule, graph)


def _dates(graph: Graph) -> Iterator[Conflict]:
    for element, rows in _statements(graph.milestones.values(), graph).items():
        chosen = next(m for m in rows if m.current)
        sides = tuple(Side(_kind_of(m.kind, m.text or "no date"), m.claims, m.current) for m in rows)
        name = " ".join(filter(None, (chosen.subject, chosen.stage, chosen.object, *(v for _, v in chosen.scope))))
        about = tuple(filter(None, (chosen.subject, chosen.object)))
        yield _element("date", _severity(chosen.kind), about, element, name, sides, chosen.rule, graph)


def _numbers(graph: Graph) -> Iterator[Conflict]:
    for element, rows in _statements(graph.observations.values(), graph).items():
        chosen = next(o for o in rows if o.current)
        sides = tuple(Side(_kind_of(o.kind, o.direction or o.text), o.claims, o.current) for o in rows)
        name = " ".join(filter(None, (chosen.subject, chosen.metric, chosen.period, *(v for _, v in chosen.scope))))
        yield _element("number", _severity(chosen.kind), (chosen.subject,), element, name, sides, chosen.rule, graph)


def _names(graph: Graph) -> Iterator[Conflict]:
    for entity in graph.entities.values():
        for predicate, shown in (("is_a", entity.type), ("name", entity.name)) if entity.disputed else ():
            own = [graph.claims[c] for c in entity.claims if graph.claims[c].predicate == predicate]
            sides = _sides(own, lambda c: c.word, lambda c: c.word or "", lambda c, s=shown: c.word == s)  # type: ignore[misc]
            if len(sides) > 1:
                name = f"{entity.id} {predicate}"
                yield _element("name", "high", (entity.id,), name, name, sides, "alphabet", graph)


def _statements(rows: Iterable[Any], graph: Graph) -> dict[str, list[Any]]:
    """Statements of the elements that are disputed or ruled on, by element."""
    out: dict[str, list[Milestone | Observation]] = defaultdict(list)
    for row in rows:
        if _told(graph, row.element, row.disputed):
            out[row.element].append(row)
    return {element: found for element, found in out.items() if len(found) > 1}


def _told(graph: Graph, element: str, disputed: bool) -> bool:
    """Whether an element belongs here: it is disputed, or a ruling is why it is not."""
    return disputed or bool(graph.decisions and conflict_id(element) in graph.decisions)


def _sides(
    claims: Sequence[Claim],
    key: Callable[[Claim], Hashable],
    text: Callable[[Claim], str],
    chosen: Callable[[Claim], bool],
) -> tuple[Side, ...]:
    """One side for each thing said, the chosen one first."""
    found = [Side(text(alike[0]), ids(alike), chosen(alike[0])) for alike in group(claims, key)]
    return tuple(sorted(found, key=lambda s: (not s.chosen, s.text, s.claims)))


def _element(
    kind: str, severity: str, about: tuple[str, ...], element: str, name: str, sides: tuple[Side, ...], rule: str,
    graph: Graph,
) -> Conflict:  # fmt: skip
    return _made(conflict_id(element), kind, severity, about, (element,), name, sides, rule, graph)


def _made(
    uid: str, kind: str, severity: str, about: tuple[str, ...], elements: tuple[str, ...], name: str,
    sides: tuple[Side, ...], rule: str, graph: Graph,
) -> Conflict:  # fmt: skip
    decision = graph.decisions.get(uid)
    told = {claim for side in sides for claim in side.claims}
    if decision and decision.claim and decision.claim not in told:
        decision = None  # the schema has changed: the ruling speaks of something else
    state = _state(decision, told)
    if decision and decision.claim:
        sides = tuple(replace(s, chosen=decision.claim in s.claims) for s in sides)
        rule = "decision"
    return Conflict(uid, kind, severity, state, about, elements, name, sides, rule, decision)


def _state(decision: Decision | None, told: set[str]) -> str:
    if decision is None:
        return "open"
    if not told <= set(decision.claims):
        return "reopened"
    return decision.choose if decision.choose in (BOTH, UNDECIDED) else "decided"


def _severity(kind: str) -> str:
    """What is said to be so weighs more than what is planned."""
    return "high" if kind in ("actual", *NEGATIVE) else "medium"


def _kind(claim: Claim, text: str) -> str:
    return _kind_of(claim.kind, text)


def _kind_of(kind: str, text: str) -> str:
    """`2025-11` of what is so, `planned: 2025-10` of the rest."""
    return text if kind == "actual" and text else f"{kind}: {text}" if text else kind
