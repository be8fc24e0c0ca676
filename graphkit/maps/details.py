"""What the panel tells of an element: properties, milestones, observations, and the claims behind each of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphkit.facts.claim import Claim
from graphkit.graph.choose import Statement, choose
from graphkit.graph.clock import certain_from
from graphkit.graph.conflicts import KINDS, ordered
from graphkit.graph.delays import delay
from graphkit.graph.graph import Graph, Milestone
from graphkit.graph.slips import fates
from graphkit.maps.changes import Told
from graphkit.maps.data import Picture, short
from graphkit.maps.pack import columns, day
from graphkit.maps.words import amount, said, scope, spoken, word

CLAIM_COLUMNS = (
    "source", "at", "value", "when", "kind", "basis", "who", "from", "to", "scope", "note",
)  # fmt: skip
PROPERTY_COLUMNS = (
    "node", "name", "value", "kind", "scope", "rule", "disputed", "claims",
)  # fmt: skip
MILESTONE_COLUMNS = (
    "node", "other", "edge", "element", "stage", "scope", "kind", "text", "first", "last", "rank", "sure",
    "status", "said", "disputed", "rule", "claims", "fate",
)  # fmt: skip
OBSERVATION_COLUMNS = (
    "node", "metric", "value", "stated", "scope", "kind", "period", "last", "current", "disputed", "rule",
    "claims",
)  # fmt: skip
#: Outcomes of plans that the panel tells otherwise, or not at all; words for those that are one word.
_UNTOLD = ("undated", "restated", "ahead", "contradicted", "overdue")
_FATES = {"kept": "as planned"}
#: Notes of analysts, which are opinion: `text` is what is written, unread as Markdown.
OPINION_COLUMNS = ("about", "day", "author", "title", "text")
CONFLICT_COLUMNS = (
    "about", "what", "severity", "state", "sides", "ruling",
)  # fmt: skip


@dataclass
class _Claims:
    """Claims numbered as they are first cited: those of one element stand together and pack well."""

    graph: Graph
    at: dict[str, int] = field(default_factory=dict)

    def cite(self, claims: Iterable[str]) -> list[int]:
        known = sorted((self.graph.claims[c] for c in claims if c in self.graph.claims), key=_order)
        return [self.at.setdefault(c.id, len(self.at)) for c in known if c.source in self.graph.sources]


def _order(claim: Claim) -> tuple[str, str, str]:
    return (claim.source, claim.locator, claim.id)


def details(picture: Picture, changes: Told | None = None) -> dict[str, Any]:
    """The block that is unpacked after the first look; positions are those of the picture."""
    claims = _Claims(picture.graph)
    edges = [_edge(picture, k, claims) for k in range(len(picture.edges))]
    properties = _properties(picture, claims)
    milestones = _milestones(picture, claims)
    observations = _observations(picture, claims)
    conflicts = _conflicts(picture, claims)
    news = {"changes": changes.details(claims.cite)} if changes else {}
    return {
        "edges": columns(("scope", "text", "kind", "one_of", "rule", "claims"), edges),
        "notes": [
            [k, short(e.note), list(e.flags), list(e.external_ids)]
            for k, e in enumerate(picture.entities)
            if e.note or e.flags or e.external_ids
        ],
        "properties": columns(PROPERTY_COLUMNS, properties),
        "milestones": columns(MILESTONE_COLUMNS, milestones),
        "observations": columns(OBSERVATION_COLUMNS, observations),
        "conflicts": columns(CONFLICT_COLUMNS, conflicts),
        **_opinions(picture),
        **news,
        "claims": columns(CLAIM_COLUMNS, [_claim(picture, picture.graph.claims[c]) for c in claims.at]),
    }


def _edge(picture: Picture, k: int, claims: _Claims) -> tuple[Any, ...]:
    edge = picture.edges[k]
    one_of = ", ".join(picture.graph.name(i) for i in edge.one_of)
    pairs = scope(edge.qualifiers, picture.graph, picture.model)
    return (short(pairs), edge.text, edge.kind, short(one_of), edge.rule, claims.cite(edge.claims))


def _properties(picture: Picture, claims: _Claims) -> list[tuple[Any, ...]]:
    graph, model = picture.graph, picture.model
    found = [p for p in graph.properties.values() if p.entity in picture.at]
    return [
        (
            picture.at[p.entity], spoken(p.name),
            short(word(model, model.properties[p.name].vocabulary if p.name in model.properties else None, p.word)),
            p.kind, scope(p.qualifiers, graph, model), p.rule, int(p.disputed), claims.cite(p.claims),
        )
        for p in sorted(found, key=lambda p: (picture.at[p.entity], p.name, p.word, p.uid))
    ]  # fmt: skip


def _milestones(picture: Picture, claims: _Claims) -> list[tuple[Any, ...]]:
    graph = picture.graph
    edge_at = {e.uid: k for k, e in enumerate(picture.edges)}
    elements: dict[str, list[Milestone]] = defaultdict(list)
    for milestone in graph.milestones.values():
        if milestone.subject in picture.at:
            elements[milestone.element].append(milestone)
    groups = sorted(
        elements.values(), key=lambda g: (picture.at[g[0].subject], g[0].stage, g[0].object or "", g[0].element)
    )
    # What became of each plan is told as `graphkit slips` tells it; a plan of which nothing is known yet has no fate.
    told = (f for f in fates(graph, picture.model) if f.outcome not in _UNTOLD)
    became = {f.plan.statement.uid: _FATES.get(f.outcome) or delay(f) for f in told}
    rows = []
    for element, group in enumerate(groups):
        for rank, m in enumerate(_ranked(group, graph)):
            own = [graph.claims[c] for c in m.claims if c in graph.claims]
            sure = [day(certain_from(c)) for c in own]
            clock = [c.said[1] for c in own if c.said]
            rows.append(
                (
                    picture.at[m.subject], picture.at.get(m.object or "", -1), edge_at.get(m.edge or "", -1), element,
                    spoken(m.stage), scope(m.scope, graph, picture.model), m.kind, m.text, day(m.earliest),
                    day(m.latest), rank, _earliest(sure),
                    m.status or "", day(min(clock, default=None)), int(m.disputed), m.rule, claims.cite(m.claims),
                    became.get(m.uid, ""),
                )
            )  # fmt: skip
    return rows


def _earliest(days: Sequence[int | None]) -> int | None:
    """The first of the days; None (always) if any of them is None."""
    known = [d for d in days if d is not None]
    return min(known, default=None) if len(known) == len(days) else None


def _ranked(group: Sequence[Milestone], graph: Graph) -> list[Milestone]:
    """The statements of one milestone, the current one first, then what would be chosen without it, and so on."""
    left = {m.uid: m for m in sorted(group, key=lambda m: (not m.current, m.uid))}
    out = [m for m in left.values() if m.current][:1]
    for m in out:
        del left[m.uid]
    while left:
        by_claims = {m.claims: m for m in left.values()}
        statements = [
            Statement(own, m.earliest, m.latest)
            for m in left.values()
            if (own := tuple(graph.claims[c] for c in m.claims if c in graph.claims))
        ]
        if not statements:
            return [*out, *left.values()]
        chosen = by_claims[tuple(c.id for c in choose(statements)[0].claims)]
        out.append(left.pop(chosen.uid))
    return out


def _observations(picture: Picture, claims: _Claims) -> list[tuple[Any, ...]]:
    graph = picture.graph
    found = [o for o in graph.observations.values() if o.subject in picture.at]
    rows = []
    for o in sorted(found, key=lambda o: (picture.at[o.subject], o.metric, o.latest is None, o.latest, o.uid)):
        rows.append(
            (
                picture.at[o.subject], spoken(o.metric), amount(o), short(o.text), scope(o.scope, graph, picture.model),
                o.kind, o.period, day(o.latest), int(o.current), int(o.disputed), o.rule, claims.cite(o.claims),
            )
        )  # fmt: skip
    return rows


def _conflicts(picture: Picture, claims: _Claims) -> list[tuple[Any, ...]]:
    rows = []
    for conflict in ordered(picture.graph.conflicts.values()):
        about = [picture.at[i] for i in conflict.about if i in picture.at]
        sides = [[short(s.text), int(s.chosen), claims.cite(s.claims)] for s in conflict.sides]
        ruling = conflict.decision
        told = f"{ruling.reason} ({ruling.by}, {ruling.day})" if ruling else ""
        if about:
            rows.append((about, KINDS[conflict.kind], conflict.severity, conflict.state, sides, short(told)))
    return rows


def _opinions(picture: Picture) -> dict[str, Any]:
    """The notes that are about what the map shows; nothing where there is none."""
    rows = [
        ([picture.at[i] for i in note.about if i in picture.at], day(note.day), note.author, note.title, note.text)
        for note in picture.choice.notes
    ]
    shown = [row for row in rows if row[0]]
    return {"opinions": columns(OPINION_COLUMNS, shown)} if shown else {}


def _claim(picture: Picture, claim: Claim) -> tuple[Any, ...]:
    first, last = claim.said or (None, None)
    return (
        picture.source_at[claim.source], claim.locator, short(said(claim, picture.graph, picture.model)),
        claim.date.text if claim.date else "", claim.kind, claim.basis, short(claim.speaker), day(first), day(last),
        short(scope(claim.qualifiers, picture.graph, picture.model)), short(claim.note),
    )  # fmt: skip
