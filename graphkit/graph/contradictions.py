"""Contradictions across elements: each rule looks at the current milestones and tells what cannot all be true.

A rule is a function of the whole view that yields findings. What holds for another scope or another period, and a plan
that came true, is none (docs/conflicts.md).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import TypeAlias

from graphkit.facts.claim import NEGATIVE, PLANS, Claim
from graphkit.graph.choose import Statement, contradict
from graphkit.graph.elements import conflict_id
from graphkit.graph.graph import Edge, Graph, Milestone, Property
from graphkit.graph.view import View
from graphkit.model import Model
from graphkit.values import parse_quantity
from graphkit.values.names import name_key

#: Percentage points by which shares that were rounded may add up to more than the whole.
ROUNDING = Decimal("0.5")
#: Shares that were told further apart may both have been right.
YEAR = timedelta(days=366)
#: A relation, the least of its share in per cent, the share as it was written, and the claims that say it.
_Part: TypeAlias = tuple[Edge, Decimal, str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class Finding:
    """What contradicts: sides as (text, claims), `elements` the uids that they belong to. `key` is its identity,
    where not all the elements are: those that may join later."""

    kind: str
    severity: str
    about: tuple[str, ...]
    elements: tuple[str, ...]
    name: str
    sides: tuple[tuple[str, tuple[str, ...]], ...]
    key: tuple[object, ...] = ()

    @property
    def uid(self) -> str:
        """Identity of the conflict."""
        return conflict_id(self.kind, *(self.key or sorted(self.elements)))


def contradictions(graph: Graph, model: Model) -> Iterator[Finding]:
    """All that contradict each other across elements, in a fixed order."""
    view = View(graph, model)
    for rule in RULES:
        yield from rule(view)


def _dates(view: View) -> Iterator[Finding]:
    """One stage for scopes that meet, at times that do not."""
    for milestones in view.of.values():
        for a, b in combinations(milestones, 2):
            if a.stage != b.stage or a.element == b.element:
                continue
            sure = view.one_scope(a, b)
            if sure and contradict(*(Statement(view.claims(m), m.earliest, m.latest) for m in (a, b))):
                severity = "low" if sure == "perhaps" else "high" if a.reached else "medium"
                yield _finding("date", severity, f"{a.subject} {a.stage}", (a, b))


def _order(view: View) -> Iterator[Finding]:
    """A later stage certainly before an earlier one: both came, or both are planned."""
    for milestones in view.of.values():
        for a, b in _ascending(view, milestones):
            before = b.latest is not None and a.earliest is not None and b.latest < a.earliest
            if before and a.reached == b.reached and view.one_scope(a, b):
                yield _finding(
                    "order", "high" if a.reached else "medium", f"{a.subject} {b.stage} before {a.stage}", (a, b)
                )


def _ascending(view: View, milestones: Sequence[Milestone]) -> Iterator[tuple[Milestone, Milestone]]:
    """Pairs of one ladder, the lower stage first."""
    for a, b in combinations(sorted(milestones, key=lambda m: (view.stage(m).order, m.uid)), 2):
        if view.stage(a).order < view.stage(b).order:
            yield a, b


def _already(view: View) -> Iterator[Finding]:
    """A stage has come, and one that leads to it is still told as to come."""
    for milestones in view.of.values():
        for a, b in _ascending(view, milestones):
            if not b.reached or a.kind not in PLANS or not view.one_scope(a, b):
                continue
            planned, came = view.told(a), view.told(b)
            old = planned and came and planned[1] < came[0]
            over = planned and a.latest and a.latest < planned[1]
            if not old and not over:
                yield _finding("already", "medium", f"{a.subject} {b.stage} before {a.stage}", (a, b))


def _phases(view: View) -> Iterator[Finding]:
    """Stages that are phases which last, told of one subject for one time."""
    for (subject, ladder), milestones in view.of.items():
        lasting = [m for m in milestones if view.stage(m).phase and m.reached and m.earliest]
        times: dict[tuple[date | None, date | None], list[Milestone]] = defaultdict(list)
        for milestone in lasting:
            times[milestone.earliest, milestone.latest].append(milestone)
        for when, found in times.items():
            if len({m.stage for m in found}) > 1:
                ranked = sorted(found, key=lambda m: (view.stage(m).order, m.uid))
                key = (subject, ladder, *map(str, when))
                # One document alone may only be loose in its words.
                alone = len({c.source for m in found for c in view.claims(m)}) == 1
                name = f"{subject} {' or '.join(m.stage for m in ranked)}"
                yield _finding("phase", "low" if alone else "medium", name, ranked, key)


def _same_first(view: View) -> Iterator[Finding]:
    """Several who are called the first of the same."""
    named: dict[tuple[object, ...], list[Property]] = defaultdict(list)
    for prop in view.graph.properties.values():
        if view.model.properties[prop.name].exclusive and prop.kind not in NEGATIVE:
            named[prop.name, name_key(prop.word), prop.qualifiers].append(prop)
    for key, found in named.items():
        if len(found) > 1:
            found.sort(key=lambda p: p.entity)
            sides = tuple((f"{p.entity}: {p.word}", p.claims) for p in found)
            about, uids = tuple(p.entity for p in found), tuple(p.uid for p in found)
            yield Finding("first", "high", about, uids, f"{found[0].name} {found[0].word}", sides, key)


def _earlier_than_first(view: View) -> Iterator[Finding]:
    """One is called the first of its class, and another of the class and the same type got as far certainly earlier: of
    those, the earliest stands against it."""
    for prop in view.graph.properties.values():
        wanted = dict(prop.qualifiers).get("class")
        if not wanted or not view.model.properties[prop.name].exclusive or prop.kind != "actual":
            continue
        own = view.furthest(prop.entity)
        if own is None or own.since is None:
            continue
        rivals = [(i, r) for i in _others(view, prop.entity, wanted) if (r := view.furthest(i)) is not None]
        known = [(r.first.latest, i, r.first) for i, r in rivals if r.status >= own.status and r.first.latest]
        day, other, milestone = min(known, default=(None, "", None), key=lambda found: found[:2])
        if day and milestone and day < own.since:
            sides = ((f"{prop.entity}: first {prop.word}", prop.claims), _side(milestone))
            name = f"{prop.entity} first, and {other}"
            yield Finding(
                "first", "medium", (prop.entity, other), (prop.uid, milestone.element), name, sides, (prop.uid,)
            )


def _others(view: View, entity: str, wanted: str) -> Iterator[str]:
    """Ids of the other named entities of the same type and of the class `wanted`, sorted."""
    type_ = view.graph.entities[entity].type
    alike = [ids for (t, word), ids in view.classed.items() if t == type_ and view.alike("class", wanted, word)]
    yield from sorted(set().union(*alike) - {entity})


def _programmes(view: View) -> Iterator[Finding]:
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


def _operation(view: View, entity: str) -> Milestone | None:
    """The first current milestone that has the entity operating, or is to."""
    found = [
        m
        for m in view.graph.milestones_of(entity)
        if m.subject == entity and m.current and m.status == "operating" and (m.earliest or m.latest)
    ]
    return min(found, key=lambda m: (m.earliest or date.min, m.latest or date.max, m.uid), default=None)


def _instances(view: View) -> Iterator[Finding]:
    """A document tells that several have reached a stage, and of those that it names fewer than two have."""
    for milestone in view.current:
        party = view.graph.entities.get(milestone.subject)
        if party is None or "unnamed" not in party.flags or not milestone.reached or milestone.object:
            continue
        order = view.stage(milestone).order
        furthest: dict[str, Milestone] = {}
        for peer in sorted(_peers(view, milestone, party.type), key=lambda m: (view.stage(m).order, m.uid)):
            furthest[peer.subject] = peer
        come = [m for m in furthest.values() if m.reached and view.stage(m).order >= order]
        if furthest and len(come) < 2:
            named = (furthest[subject] for subject in sorted(furthest))
            name = f"{milestone.subject} {milestone.stage}"
            yield _finding("instances", "low", name, (milestone, *named), (milestone.element,))


def _peers(view: View, milestone: Milestone, type_: str) -> Iterator[Milestone]:
    """What the same document tells on the same ladder of named entities of the same type and scale; without a scale, of
    those of which it tells the very stage. Of a phase, those that are phases too, of a firm or of its site."""
    stage, scale = view.stage(milestone), dict(milestone.scope).get("scale")
    for source in sorted({c.source for c in view.claims(milestone)}):
        for peer in view.documents.get(source, ()):
            if view.stage(peer).ladder != stage.ladder:
                continue
            alike = view.graph.entities[peer.subject].type == type_ and (
                _of_scale(view, peer.subject, scale) if scale else peer.stage == milestone.stage
            )
            if view.stage(peer).phase if stage.phase else alike:
                yield peer


def _of_scale(view: View, entity: str, scale: str) -> bool:
    """Whether a scale is stated for the entity, as its property or in the scope of a milestone, that meets this one."""
    words = {p.word for p in view.graph.properties_of(entity) if p.name == "scale"}
    words |= {v for m in view.graph.milestones_of(entity) for n, v in m.scope if n == "scale"}
    return any(view.alike("scale", scale, word) for word in words)


def _shares(view: View) -> Iterator[Finding]:
    """Shares of one whole, told within a year, that add up to more than all of it."""
    for (type_, target, *rest), parts in sorted(_wholes(view).items()):
        named = {edge.source for edge, *_ in parts}
        told = _fullest([part for part in parts if not named & view.above.get(part[0].source, set())])
        told.sort(key=lambda part: (-part[1], part[0].source))
        if sum((least for _, least, *_ in told), Decimal()) > 100 + ROUNDING:
            one_document = len({c.source for *_, claims in told for c in claims}) == 1
            sides = tuple((f"{e.source}: {text}", tuple(c.id for c in claims)) for e, _, text, claims in told)
            name = " ".join(filter(None, ("shares of", type_, target, *rest)))
            about = (target, *(edge.source for edge, *_ in told))
            elements = tuple(edge.uid for edge, *_ in told)
            severity = "high" if one_document else "medium"
            yield Finding("shares", severity, about, elements, name, sides, (type_, target, *rest))


def _wholes(view: View) -> dict[tuple[str, ...], list[_Part]]:
    """The relations that state shares of one whole: of one type, to one target, alike in their key and scale."""
    shares = {
        type_: name
        for type_, declared in view.model.edges.items()
        for name in declared.qualifiers
        if view.model.qualifiers[name].type == "share"
    }
    out: dict[tuple[str, ...], list[_Part]] = defaultdict(list)
    for edge in view.graph.edges.values():
        text = dict(edge.qualifiers).get(shares[edge.type]) if edge.type in shares else None
        keyed = len(edge.key) == len(view.model.key_qualifiers(edge.type))  # else nobody says of what it is a share
        if text is None or not keyed or edge.kind != "actual" or edge.one_of:
            continue
        claims = tuple(c for c in view.claims(edge) if (shares[edge.type], text) in c.qualifiers)
        least = parse_quantity(text, view.model.numbers, view.model.units).min
        whole = (edge.type, edge.target, *(v for _, v in edge.key), dict(edge.qualifiers).get("scale", ""))
        out[whole].append((edge, least or Decimal(), text, claims))
    return out


def _fullest(parts: Sequence[_Part]) -> list[_Part]:
    """Those told within a year of each other that add up to most: a share is that of its time."""
    days = {edge.uid: said[1] for edge, *_, claims in parts if (said := Statement(claims).last_said())}
    dated = sorted((p for p in parts if p[0].uid in days), key=lambda p: (days[p[0].uid], p[0].uid))
    windows = ([p for p in dated[k:] if days[p[0].uid] - days[first[0].uid] <= YEAR] for k, first in enumerate(dated))
    return max(windows, key=lambda found: sum(least for _, least, *_ in found), default=[])


def _finding(
    kind: str, severity: str, name: str, milestones: Sequence[Milestone], key: tuple[object, ...] = ()
) -> Finding:
    about, elements = (tuple(dict.fromkeys(getattr(m, n) for m in milestones)) for n in ("subject", "element"))
    return Finding(kind, severity, about, elements, name, tuple(map(_side, milestones)), key)


def _side(milestone: Milestone) -> tuple[str, tuple[str, ...]]:
    scope = ", ".join(value for _, value in milestone.scope)
    what = " ".join(filter(None, (milestone.subject, milestone.stage, milestone.object, f"({scope})" if scope else "")))
    when = milestone.text or "no date"
    return f"{what}: {when if milestone.reached else f'{milestone.kind} {when}'}", milestone.claims


#: All rules, in the order in which they are asked. What they find is of a kind that `conflicts.KINDS` explains.
RULES: tuple[Callable[[View], Iterator[Finding]], ...] = (
    _dates,
    _order,
    _already,
    _phases,
    _same_first,
    _earlier_than_first,
    _programmes,
    _instances,
    _shares,
)
