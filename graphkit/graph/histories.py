"""The life of each milestone: its planned and actual dates in the order said, by whom, and whose plan it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.facts.claim import CURATION, PLANS
from graphkit.graph.graph import Graph, Milestone
from graphkit.model import Model

#: Types that can keep or miss a date.
_PARTIES = ("Firm", "Organization")
#: Edges from a firm that make what is at their other end the firm's own, the nearest first.
_OWNING = ("OPERATES", "OWNS", "PRODUCES", "DEVELOPS", "FILED", "ISSUED")
#: Types that are somebody's. A technology or a market is nobody's, whoever works on it.
_OWNED = ("Site", "Product", "Vehicle", "Material", "Patent", "Policy")


@dataclass(frozen=True, slots=True)
class Told:
    """One statement of a milestone with its voices.

    `said` bounds the first time it was said, None where no claim has a clock. `speakers` are ids of entities, or names
    where the speaker is none, sorted. `owner` is True where one who speaks for the owner says it.
    """

    statement: Milestone
    said: tuple[date, date] | None
    speakers: tuple[str, ...]
    owner: bool

    @property
    def plan(self) -> bool:
        """True for a plan, a target or a forecast."""
        return self.statement.kind in PLANS

    @property
    def retold(self) -> bool:
        """True where its last day had passed when it was first told: the original schedule, told afterwards."""
        return bool(self.said and self.statement.latest and self.statement.latest < self.said[0])

    def after(self, other: Told) -> bool:
        """True if this was certainly said later; a plan for what lies ahead is later than a retold one beside it."""
        if self.said is None or other.said is None:
            return False
        if self.said[0] > other.said[1]:
            return True
        return other.retold and not self.retold and other.said[0] <= self.said[1]


@dataclass(frozen=True, slots=True)
class History:
    """All that is told of one milestone (`Milestone.element`), in the order said, plans before outcomes.

    `owners` are the ids of the firms or organizations whose date it is, empty where none is known.
    """

    element: str
    subject: str
    object: str | None
    stage: str
    scope: tuple[tuple[str, str], ...]
    told: tuple[Told, ...]
    owners: tuple[str, ...]
    disputed: bool

    @property
    def plans(self) -> tuple[Told, ...]:
        """Plans, targets and forecasts in the order said."""
        return tuple(t for t in self.told if t.plan)

    @property
    def current(self) -> Milestone:
        """The statement that counts."""
        return next(t.statement for t in self.told if t.statement.current)

    @property
    def came(self) -> Milestone | None:
        """The statement of the outcome that counts: the current one if it came, else None."""
        return self.current if self.current.reached else None


def histories(graph: Graph, model: Model) -> tuple[History, ...]:
    """The history of every milestone of the graph, by subject, ladder, stage and scope."""
    elements: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in graph.milestones.values():
        elements[milestone.element].append(milestone)
    owners = Owners(graph)
    made = [_history(graph, found, owners) for found in elements.values()]
    return tuple(sorted(made, key=lambda h: (h.subject, *ladder_order(h, model))))


def ladder_order(history: History, model: Model) -> tuple[str, int, str, str, tuple[tuple[str, str], ...]]:
    """Where a milestone stands in the life of its subject: ladder, rank in it, stage, other end, scope."""
    stage = model.stages[history.stage]
    return (stage.ladder, stage.order, history.stage, history.object or "", history.scope)


def _history(graph: Graph, found: Sequence[Milestone], owners: Owners) -> History:
    first = found[0]
    own = owners.of(first.subject) or _speaking(graph, found)
    told = sorted((_told(graph, m, own, owners) for m in found), key=_order)
    return History(
        first.element, first.subject, first.object, first.stage, first.scope, tuple(told), own, first.disputed
    )


def _told(graph: Graph, milestone: Milestone, own: tuple[str, ...], owners: Owners) -> Told:
    claims = [c for c in (graph.claims[i] for i in milestone.claims) if c.source != CURATION]
    said = [c.said for c in claims if c.said is not None]
    ids = {c.speaker_id for c in claims if c.speaker_id}
    return Told(
        statement=milestone,
        said=(min(s[0] for s in said), min(s[1] for s in said)) if said else None,
        speakers=tuple(sorted({c.speaker_id or c.speaker for c in claims})),
        owner=any(owners.speaks_for(speaker, own) for speaker in ids),
    )


def _order(told: Told) -> tuple[date, date, bool, bool, date, date, str]:
    first, last = told.said or (date.min, date.min)
    statement = told.statement
    return (
        first,
        last,
        not told.plan,
        not told.retold,
        statement.earliest or date.min,
        statement.latest or date.max,
        statement.uid,
    )


def _speaking(graph: Graph, found: Iterable[Milestone]) -> tuple[str, ...]:
    """The firms and organizations that tell of a plan, where no edge names an owner of its subject.

    Whoever publishes what others plan is no owner: only a speaker who is not the document's publisher counts.
    """
    out: set[str] = set()
    for claim in (graph.claims[i] for m in found if m.kind in PLANS for i in m.claims):
        entity = graph.entities.get(claim.speaker_id or "")
        if entity and entity.type in _PARTIES and claim.row.speaker:
            out.add(entity.id)
    return tuple(sorted(out))


class Owners:
    """Whose a thing is, and who speaks for whom, by the edges of the graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._found: dict[str, tuple[str, ...]] = {}

    def of(self, entity: str) -> tuple[str, ...]:
        """The firms and organizations whose dates the entity's are, sorted; empty if no edge tells.

        A firm owns its own. A site, product, vehicle, material, patent or policy is owned through the edges into it,
        and the first type that has any decides: OPERATES, OWNS, PRODUCES, DEVELOPS, FILED, ISSUED; firms go before
        organizations. What a site produces is its owner's; a part of which no edge tells is the whole's (PART_OF). A
        material that several make is nobody's; so is a technology, a market, a person.
        """
        if entity not in self._found:
            found = self._search(entity, frozenset())
            shared = len(found) > 1 and self._type(entity) == "Material"
            self._found[entity] = () if shared else found
        return self._found[entity]

    def speaks_for(self, speaker: str, owners: Iterable[str]) -> bool:
        """True for an owner itself, a part of it, and a person who has a role at either."""
        return bool(self._behind(speaker, frozenset()) & set(owners))

    def _search(self, entity: str, seen: frozenset[str]) -> tuple[str, ...]:
        if entity in seen:
            return ()
        if self._type(entity) in _PARTIES:
            return (entity,)
        if self._type(entity) not in _OWNED:
            return ()
        seen |= {entity}
        edges = [e for e in self._graph.edges_of(entity) if e.status != "ended"]
        for type_ in _OWNING:
            sources = [e.source for e in edges if e.type == type_ and e.target == entity]
            for party in _PARTIES:
                if found := sorted({s for s in sources if self._type(s) == party}):
                    return tuple(found)
            sites = sorted({o for s in sources if self._type(s) == "Site" for o in self._search(s, seen)})
            if sites:
                return tuple(sites)
        wholes = [e.target for e in edges if e.type == "PART_OF" and e.source == entity]
        return tuple(sorted({owner for whole in wholes for owner in self._search(whole, seen)}))

    def _behind(self, speaker: str, seen: frozenset[str]) -> set[str]:
        """The speaker and whoever it is a part of or has a role at."""
        if speaker in seen:
            return set()
        seen |= {speaker}
        out = {speaker}
        for edge in self._graph.edges_of(speaker):
            if edge.source == speaker and edge.type in ("PART_OF", "HAS_ROLE_AT"):
                out |= self._behind(edge.target, seen)
        return out

    def _type(self, identifier: str) -> str:
        entity = self._graph.entities.get(identifier)
        return entity.type if entity else ""
