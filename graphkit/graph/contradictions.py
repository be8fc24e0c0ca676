"""Contradictions across elements: each rule looks at the current milestones and tells what cannot all be true.

A rule is a function of the whole view that yields findings. What holds for another scope or another period, and a plan
that came true, is none (docs/conflicts.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from graphkit.facts.claim import CURATION, Claim
from graphkit.graph.choose import Statement, contradict
from graphkit.graph.graph import Graph, Milestone, Property
from graphkit.model import STATUSES, Model
from graphkit.model.types import StageType
from graphkit.values.names import name_key

#: Kinds of a plan that still wants an outcome.
_AHEAD = ("planned", "target", "forecast")


@dataclass(frozen=True, slots=True)
class Finding:
    """What contradicts: sides as (text, claims), `elements` the uids that they belong to."""

    kind: str
    severity: str
    about: tuple[str, ...]
    elements: tuple[str, ...]
    name: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]


def contradictions(graph: Graph, model: Model) -> Iterator[Finding]:
    """All that contradict each other across elements, in a fixed order."""
    view = _View(graph, model)
    for rule in (_dates, _order, _already, _phases, _same_first, _earlier_than_first, _programmes, _instances):
        yield from rule(view)


class _View:
    """The graph as the rules look at it: current milestones by what they are of."""

    def __init__(self, graph: Graph, model: Model) -> None:
        self.graph = graph
        self.model = model
        self.current = [m for m in graph.milestones.values() if m.current and m.kind not in ("denied", "withdrawn")]

    @cached_property
    def of(self) -> dict[tuple[str, str], list[Milestone]]:
        """(entity, ladder) -> current milestones of the entity alone, by uid."""
        out: dict[tuple[str, str], list[Milestone]] = defaultdict(list)
        for milestone in self.current:
            if milestone.object is None:
                out[milestone.subject, self.stage(milestone).ladder].append(milestone)
        return dict(sorted(out.items()))

    @cached_property
    def made_by(self) -> dict[str, list[str]]:
        """Firm -> ids of the products and vehicles that it makes or is to make, sorted."""
        out: dict[str, set[str]] = defaultdict(set)
        for edge in self.graph.edges.values():
            if edge.type == "PRODUCES" and edge.status != "ended":
                out[edge.source].add(edge.target)
        return {firm: sorted(made) for firm, made in sorted(out.items())}

    @cached_property
    def batteries(self) -> dict[str, list[str]]:
        """Vehicle or application -> ids of what is installed in it."""
        out: dict[str, list[str]] = defaultdict(list)
        for edge in self.graph.edges.values():
            if edge.type == "INSTALLED_IN":
                out[edge.target].append(edge.source)
        return out

    @cached_property
    def classes(self) -> dict[str, str]:
        """Entity -> its class of battery, where one is stated and not disputed."""
        chosen: dict[str, str] = {}
        for prop in self.graph.properties.values():
            if prop.name == "class" and not prop.disputed:
                chosen[prop.entity] = prop.word
        return chosen

    def stage(self, milestone: Milestone) -> StageType:
        """What the schema says of its stage."""
        return self.model.stages[milestone.stage]

    def claims(self, milestone: Milestone) -> tuple[Claim, ...]:
        """The claims of the statement."""
        return tuple(self.graph.claims[c] for c in milestone.claims)

    def told(self, milestone: Milestone) -> tuple[date, date] | None:
        """Bounds of the day on which the statement was last made."""
        return Statement(self.claims(milestone)).last_said()

    def alike(self, vocabulary: str, one: str, other: str) -> bool:
        """Whether two terms are the same or one stands above the other."""
        a, b = self.model.span(vocabulary, one), self.model.span(vocabulary, other)
        return a[0] <= b[1] and b[0] <= a[1]

    def one_scope(self, a: Milestone, b: Milestone) -> str | None:
        """`same` if the scopes are one or one stands above the other, `perhaps` if one leaves the scale open; else
        None.

        A scope that is not stated is no wildcard, but a plan that says nothing of its scale can be meant for any.
        """
        first, second = dict(a.scope), dict(b.scope)
        sure = "same"
        for name in first.keys() | second.keys():
            one, other = first.get(name), second.get(name)
            if one == other:
                continue
            qualifier = self.model.qualifiers[name]
            if one is None or other is None:
                if name != "scale":
                    return None
                sure = "perhaps"
            elif not qualifier.vocabulary or not self.alike(qualifier.vocabulary, one, other):
                return None
        return sure


def _dates(view: _View) -> Iterator[Finding]:
    """One stage for scopes that meet, at times that do not."""
    for milestones in view.of.values():
        for a, b in combinations(milestones, 2):
            if a.stage != b.stage or a.element == b.element:
                continue
            sure = view.one_scope(a, b)
            if sure and contradict(*(Statement(view.claims(m), m.earliest, m.latest) for m in (a, b))):
                severity = "low" if sure == "perhaps" else "high" if a.reached else "medium"
                yield _finding("date", severity, f"{a.subject} {a.stage}", (a, b))


def _order(view: _View) -> Iterator[Finding]:
    """A later stage certainly before an earlier one: both came, or both are planned."""
    for milestones in view.of.values():
        for a, b in _ascending(view, milestones):
            before = b.latest is not None and a.earliest is not None and b.latest < a.earliest
            if before and a.reached == b.reached and view.one_scope(a, b):
                yield _finding(
                    "order", "high" if a.reached else "medium", f"{a.subject} {b.stage} before {a.stage}", (a, b)
                )


def _ascending(view: _View, milestones: Sequence[Milestone]) -> Iterator[tuple[Milestone, Milestone]]:
    """Pairs of one ladder, the lower stage first."""
    for a, b in combinations(sorted(milestones, key=lambda m: (view.stage(m).order, m.uid)), 2):
        if view.stage(a).order < view.stage(b).order:
            yield a, b


def _already(view: _View) -> Iterator[Finding]:
    """A stage has come, and one that leads to it is still told as to come."""
    for milestones in view.of.values():
        for a, b in _ascending(view, milestones):
            if not b.reached or a.kind not in _AHEAD or not view.one_scope(a, b):
                continue
            planned, came = view.told(a), view.told(b)
            old = planned and came and planned[1] < came[0]
            over = planned and a.latest and a.latest < planned[1]
            if not old and not over:
                yield _finding("already", "medium", f"{a.subject} {b.stage} before {a.stage}", (a, b))


def _phases(view: _View) -> Iterator[Finding]:
    """Stages that are phases which last, told of one subject for one time, in one document or by different ones."""
    for (subject, _), milestones in view.of.items():
        lasting = [m for m in milestones if view.stage(m).phase and m.reached and m.earliest]
        times: dict[tuple[date | None, date | None], list[Milestone]] = defaultdict(list)
        for milestone in lasting:
            times[milestone.earliest, milestone.latest].append(milestone)
        for found in times.values():
            if len({m.stage for m in found}) > 1:
                ranked = sorted(found, key=lambda m: (view.stage(m).order, m.uid))
                yield _finding("phase", "medium", f"{subject} {' or '.join(m.stage for m in ranked)}", ranked)


def _same_first(view: _View) -> Iterator[Finding]:
    """Two who are called the first of the same."""
    named: dict[tuple[object, ...], list[Property]] = defaultdict(list)
    for prop in view.graph.properties.values():
        if view.model.properties[prop.name].exclusive and prop.kind not in ("denied", "withdrawn"):
            named[prop.name, name_key(prop.word), prop.qualifiers].append(prop)
    for found in named.values():
        for a, b in combinations(sorted(found, key=lambda p: p.entity), 2):
            sides = tuple((f"{p.entity}: {p.word}", p.claims) for p in (a, b))
            yield Finding("first", "high", (a.entity, b.entity), (a.uid, b.uid), f"{a.name} {a.word}", sides)


def _earlier_than_first(view: _View) -> Iterator[Finding]:
    """One is called the first of its class, and another of the class and the same type got as far certainly earlier."""
    for prop in view.graph.properties.values():
        wanted = dict(prop.qualifiers).get("class")
        if not wanted or not view.model.properties[prop.name].exclusive or prop.kind != "actual":
            continue
        own = _furthest(view, prop.entity)
        if own is None or own.since is None:
            continue
        for other in _others(view, prop.entity, wanted):
            rival = _furthest(view, other)
            if rival and rival.status >= own.status and rival.first.latest and rival.first.latest < own.since:
                sides = ((f"{prop.entity}: first {prop.word}", prop.claims), _side(rival.first))
                uids = (prop.uid, rival.first.element)
                yield Finding("first", "medium", (prop.entity, other), uids, f"{prop.entity} first, and {other}", sides)


def _others(view: _View, entity: str, wanted: str) -> Iterator[str]:
    """Ids of the other named entities of the same type and of the class `wanted`."""
    type_ = view.graph.entities[entity].type
    for other in view.graph.entities.values():
        named = other.id != entity and other.type == type_ and "unnamed" not in other.flags
        if named and any(view.alike("class", wanted, word) for word in _classes_of(view, other.id)):
            yield other.id


def _classes_of(view: _View, entity: str) -> set[str]:
    """Classes stated of the entity itself, or of the batteries installed in it."""
    return {view.classes[i] for i in (entity, *view.batteries.get(entity, ())) if i in view.classes}


@dataclass(frozen=True, slots=True)
class _Reached:
    """How far an entity has come: the rank of its status, the earliest day on which it can have got there (None where
    that is open), and the first milestone of that status."""

    status: int
    since: date | None
    first: Milestone


def _furthest(view: _View, entity: str) -> _Reached | None:
    """The furthest that the entity has come; milestones count too that tell of it as the object (a battery in a
    car)."""
    found = [
        (STATUSES.index(m.status), m) for m in view.graph.milestones_of(entity) if m.current and m.reached and m.status
    ]
    if not found:
        return None
    top = max(status for status, _ in found)
    best = [m for status, m in found if status == top]
    days = [m.earliest for m in best if m.earliest]
    since = min(days) if len(days) == len(best) else None
    return _Reached(top, since, min(best, key=lambda m: (m.latest or date.max, m.uid)))


def _programmes(view: _View) -> Iterator[Finding]:
    """A firm's plans without a named product, for classes of which one stands above the other, that do not meet: to be
    in operation at times which share no day. They may be two programmes; the sources do not say so."""
    for made in view.made_by.values():
        dated = [(i, m) for i in made if i in view.classes and (m := _operation(view, i)) is not None]
        for (one, a), (other, b) in combinations(dated, 2):
            generic = [i for i in (one, other) if "generic" in view.graph.entities[i].flags]
            if not generic or (a.reached and b.reached) or view.classes[one] == view.classes[other]:
                continue
            apart = (a.latest and b.earliest and a.latest < b.earliest) or (
                b.latest and a.earliest and b.latest < a.earliest
            )
            if apart and view.alike("class", view.classes[one], view.classes[other]):
                yield _finding("programme", "low", f"{one} and {other}", (a, b))


def _operation(view: _View, entity: str) -> Milestone | None:
    """The first current milestone that has the entity operating, or is to."""
    found = [
        m
        for m in view.graph.milestones_of(entity)
        if m.subject == entity and m.current and m.status == "operating" and (m.earliest or m.latest)
    ]
    return min(found, key=lambda m: (m.earliest or date.min, m.latest or date.max, m.uid), default=None)


def _instances(view: _View) -> Iterator[Finding]:
    """A document tells that several have reached a stage, and of those that it names fewer than two have."""
    for milestone in view.current:
        party = view.graph.entities.get(milestone.subject)
        if party is None or "unnamed" not in party.flags or not milestone.reached or milestone.object:
            continue
        documents = {c.source for c in view.claims(milestone)} - {CURATION}
        peers = [m for m in _peers(view, milestone, party.type) if documents & {c.source for c in view.claims(m)}]
        names = {m.subject for m in peers}
        reached = {m.subject for m in peers if m.reached and view.stage(m).order >= view.stage(milestone).order}
        if names and len(reached) < 2:
            latest = [
                max((m for m in peers if m.subject == n), key=lambda m: (view.stage(m).order, m.uid))
                for n in sorted(names)
            ]
            yield _finding("instances", "low", f"{milestone.subject} {milestone.stage}", (milestone, *latest))


def _peers(view: _View, milestone: Milestone, type_: str) -> Iterable[Milestone]:
    """Milestones on the same ladder of named entities of the same type and scale; of a phase, those that are phases
    too, whether told of a firm or of its site."""
    stage, scale = view.stage(milestone), dict(milestone.scope).get("scale")
    for (subject, ladder), found in view.of.items():
        entity = view.graph.entities.get(subject)
        if ladder != stage.ladder or entity is None or "unnamed" in entity.flags:
            continue
        if not stage.phase and (entity.type != type_ or (scale and not _of_scale(view, subject, scale))):
            continue
        yield from (m for m in found if not stage.phase or view.stage(m).phase)


def _of_scale(view: _View, entity: str, scale: str) -> bool:
    """Whether a scale is stated for the entity, as its property or in the scope of a milestone, that meets this one."""
    words = {p.word for p in view.graph.properties_of(entity) if p.name == "scale"}
    words |= {v for m in view.graph.milestones_of(entity) for n, v in m.scope if n == "scale"}
    return any(view.alike("scale", scale, word) for word in words)


def _finding(kind: str, severity: str, name: str, milestones: Sequence[Milestone]) -> Finding:
    about = tuple(dict.fromkeys(m.subject for m in milestones))
    return Finding(kind, severity, about, tuple(m.element for m in milestones), name, tuple(map(_side, milestones)))


def _side(milestone: Milestone) -> tuple[str, tuple[str, ...]]:
    scope = ", ".join(value for _, value in milestone.scope)
    what = " ".join(filter(None, (milestone.subject, milestone.stage, milestone.object, f"({scope})" if scope else "")))
    when = milestone.text or "no date"
    return f"{what}: {when if milestone.reached else f'{milestone.kind} {when}'}", milestone.claims
