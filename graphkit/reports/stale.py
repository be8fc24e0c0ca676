"""What nobody has confirmed for long, documents that later ones have overtaken, entities told of by one voice alone.

docs/reports.md has the rules in words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from graphkit.facts import CURATION, Claim
from graphkit.facts.claim import NEGATIVE, PLANS
from graphkit.graph import Entity, Graph, Milestone, Observation
from graphkit.model import Model
from graphkit.reports import phrases
from graphkit.reports.cite import cite
from graphkit.values.table import Table

#: Sections of elements that nobody has confirmed, then of documents and of entities.
ELEMENTS = ("relations", "properties", "values", "plans")
SECTIONS = (*ELEMENTS, "superseded", "single")
#: Days after which what nobody has confirmed is stale, unless asked otherwise.
DAYS = 180
COLUMNS = ("section", "entity", "id", "what", "value", "last_said", "days", "speakers", "sources")


@dataclass(frozen=True, slots=True)
class Stale:
    """One line of the report.

    `key` names what is stale: an element's uid, a document's or an entity's id. `said` bounds the last day on which it
    was said, `days` is how long that is past at least. `claims` are those that say it.
    """

    section: str
    key: str
    about: tuple[str, ...]
    what: str
    value: str
    said: tuple[date, date]
    days: int
    claims: tuple[str, ...]


def stale(graph: Graph, model: Model, days: int = DAYS, sections: Iterable[str] = ()) -> Table:
    """What nobody has confirmed for `days` days or more, documents that later ones have overtaken, and entities
    of which one document or speaker alone tells.

    Parameters
    ----------
    sections
        Of `SECTIONS`, those that are wanted; all by default.

    Returns
    -------
    Table
        A row a finding, by section and the oldest first. `days` is for how long nobody has said it, at least.
    """
    wanted = set(sections) or set(SECTIONS)
    found = [*unconfirmed(graph, model, days), *superseded(graph), *single(graph)]
    rows = [
        (
            line.section,
            _title(graph, line.about[0]),
            line.about[0],
            line.what,
            line.value,
            phrases.days_text(line.said),
            line.days,
            sorted({graph.name(graph.claims[c].speaker) for c in line.claims}),
            cite(graph, line.claims),
        )
        for line in found
        if line.section in wanted
    ]
    return Table.of(COLUMNS, rows, "stale")


def unconfirmed(graph: Graph, model: Model, days: int = DAYS) -> list[Stale]:
    """Relations, properties, values and plans still ahead of which nobody has spoken for `days` days or more.

    What has come, and a number of a period that is over, is history, which needs no confirming; so is a level
    that has a later one in its series.
    """
    found = (*_relations(graph), *_properties(graph), *_values(graph, model), *_plans(graph))
    return sorted((line for line in found if line.days >= days), key=_oldest_first)


def superseded(graph: Graph) -> list[Stale]:
    """Documents all of whose claims have been overtaken.

    A claim is overtaken where another document, certainly later, tells what now counts of its element: the same again,
    or another statement in its place. Claims that are in no element of the graph do not count.
    """
    behind: dict[str, list[tuple[str, ...]]] = defaultdict(list)  # claim -> the claims of what counts of its elements
    for told, counting in _statements(graph):
        for claim in told:
            behind[claim].append(counting)
    of: dict[str, list[str]] = defaultdict(list)
    for claim in behind:
        of[graph.claims[claim].source].append(claim)
    out: list[Stale] = []
    for document, claims in of.items():
        if document != CURATION and all(_overtaken(graph, claim, behind[claim]) for claim in claims):
            others = {c for claim in claims for counting in behind[claim] for c in counting}
            newer = sorted({graph.claims[c].source for c in others} - {document, CURATION})
            what = f"document, overtaken by {', '.join(newer)}"
            value = f"{len(claims):,} claim{'' if len(claims) == 1 else 's'}"
            out += _line(graph, "superseded", document, (document,), what, value, claims)
    return sorted(out, key=_oldest_first)


def single(graph: Graph) -> list[Stale]:
    """Entities of which one document alone tells, or one speaker in several; curation is no document.

    A party that its source leaves unnamed can have no other, and is left out.
    """
    out: list[Stale] = []
    for entity in graph.entities.values():
        claims = [c for c in claims_of(graph, entity) if graph.claims[c].source != CURATION]
        documents = {graph.claims[c].source for c in claims}
        speakers = {graph.claims[c].speaker for c in claims}
        if "unnamed" in entity.flags or not claims or (len(documents) > 1 and len(speakers) > 1):
            continue
        what = "one document" if len(documents) == 1 else f"one speaker, {len(documents)} documents"
        value = f"{len(claims):,} claim{'' if len(claims) == 1 else 's'}"
        out += _line(graph, "single", entity.id, (entity.id,), what, value, claims)
    return sorted(out, key=_oldest_first)


def claims_of(graph: Graph, entity: Entity) -> tuple[str, ...]:
    """Ids of the claims of all elements that hang on the entity, sorted."""
    out = {c for edge in graph.edges_of(entity.id) for c in edge.claims}
    out.update(c for prop in graph.properties_of(entity.id) for c in prop.claims)
    out.update(c for told in graph.milestones_of(entity.id) for c in told.claims)
    out.update(c for seen in graph.observations_of(entity.id) for c in seen.claims)
    return tuple(sorted(out))


def _relations(graph: Graph) -> Iterator[Stale]:
    for edge in graph.edges.values():
        if edge.status != "ended":
            claims = [c for c in edge.claims if graph.claims[c].kind not in NEGATIVE]
            about, what = (edge.source, edge.target), phrases.relation(graph, edge)
            yield from _line(graph, "relations", edge.uid, about, what, phrases.state_of(edge), claims)


def _properties(graph: Graph) -> Iterator[Stale]:
    for prop in graph.properties.values():
        claims = [c for c in prop.claims if (graph.claims[c].word, graph.claims[c].kind) == (prop.word, prop.kind)]
        what, value = phrases.property_name(graph, prop), phrases.of_kind(prop.kind, prop.word)
        yield from _line(graph, "properties", prop.uid, (prop.entity,), what, value, claims)


def _values(graph: Graph, model: Model) -> Iterator[Stale]:
    last: dict[phrases.Series, Observation] = {}
    for seen in sorted(graph.observations.values(), key=phrases.place_in_series):
        if seen.current:
            last[phrases.series(seen)] = seen
    for seen in graph.observations.values():
        flow = seen.prospective or model.metrics[seen.metric].shape == "flow"
        over = bool(seen.latest and graph.as_of and seen.latest < graph.as_of)
        if seen.current and seen.kind != "undisclosed" and not (over if flow else last[phrases.series(seen)] != seen):
            what, value = phrases.metric(graph, seen), phrases.figure(seen)
            yield from _line(graph, "values", seen.element, (seen.subject,), what, value, seen.claims)


def _plans(graph: Graph) -> Iterator[Stale]:
    for told in graph.milestones.values():
        over = told.latest and graph.as_of and told.latest < graph.as_of
        if told.current and told.kind in PLANS and not over:
            what, value = phrases.stage(graph, told), phrases.of_kind(told.kind, told.text)
            yield from _line(graph, "plans", told.element, ends(told), what, value, told.claims)


def ends(told: Milestone) -> tuple[str, ...]:
    """Ids of the entities that a milestone hangs on."""
    return (told.subject, told.object) if told.object else (told.subject,)


def _line(
    graph: Graph, section: str, key: str, about: tuple[str, ...], what: str, value: str, claims: Iterable[str]
) -> Iterator[Stale]:
    """The line, with how long it was last said; nothing of what has no clock."""
    told = tuple(claims)
    said = phrases.last_said(graph.claims[c] for c in told)
    if said and graph.as_of:
        yield Stale(section, key, about, what, value, said, (graph.as_of - said[1]).days, told)


def _statements(graph: Graph) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Claims of each statement, and the claims of the statement that counts of its element."""
    for edge in graph.edges.values():
        yield edge.claims, tuple(c for c in edge.claims if graph.claims[c].kind not in NEGATIVE)
    for prop in graph.properties.values():
        said = tuple(c for c in prop.claims if (graph.claims[c].word, graph.claims[c].kind) == (prop.word, prop.kind))
        yield prop.claims, said
    rows: tuple[Milestone | Observation, ...] = (*graph.milestones.values(), *graph.observations.values())
    counting = {row.element: row.claims for row in rows if row.current}
    for row in rows:
        yield row.claims, counting[row.element]


def _overtaken(graph: Graph, claim: str, elements: Iterable[tuple[str, ...]]) -> bool:
    """Whether of each of the claim's elements another document, certainly later, tells what counts."""
    own = graph.claims[claim]
    return all(any(_later(graph.claims[c], own) for c in counting) for counting in elements)


def _later(other: Claim, own: Claim) -> bool:
    if other.source == own.source or other.said is None or own.said is None:
        return False
    return other.said[0] > own.said[1]


def _title(graph: Graph, identifier: str) -> str:
    source = graph.sources.get(identifier)
    return source.title if source and identifier not in graph.entities else graph.name(identifier)


def _oldest_first(line: Stale) -> tuple[int, int, tuple[str, ...], str, str]:
    return (SECTIONS.index(line.section), -line.days, line.about, line.what, line.key)
