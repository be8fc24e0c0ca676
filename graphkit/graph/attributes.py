"""What each thing of a graph holds as plain values: text, numbers, booleans, lists of text; days as ISO text."""

from __future__ import annotations

from datetime import date
from typing import Any

from graphkit.facts.claim import Claim, Decision, Source
from graphkit.graph.clock import known_from
from graphkit.graph.derive import plain
from graphkit.graph.graph import Conflict, Edge, Entity, Milestone, Observation


def node_attributes(entity: Entity) -> dict[str, Any]:
    """An entity's properties as plain values (text, numbers, booleans, lists of text); unknown ones are absent."""
    out: dict[str, Any] = {
        "name": entity.name,
        "name_key": entity.name_key,
        "caption": entity.caption,
        "aliases": list(entity.aliases),
        "native_names": list(entity.native_names),
        "external_ids": list(entity.external_ids),
        "note": entity.note or None,
        "status": entity.status,
        "overdue": entity.overdue or None,
        "disputed": entity.disputed or None,
        "claims": list(entity.claims),
    }
    out.update(dict.fromkeys(entity.flags, True))
    out.update(entity.properties)
    return known(out)


def edge_attributes(edge: Edge) -> dict[str, Any]:
    """An edge's properties as plain values; none of them is a name that graph formats reserve."""
    out: dict[str, Any] = {
        "kind": edge.kind,
        "status": edge.status,
        "since": day(edge.since),
        "until": day(edge.until),
        "when": edge.text or None,
        "one_of": list(edge.one_of),
        "rule": edge.rule,
        "disputed": edge.disputed or None,
        "overdue": edge.overdue or None,
        "claims": list(edge.claims),
    }
    out.update(edge.key)
    out.update(edge.qualifiers)
    return known(out)


def milestone_attributes(milestone: Milestone) -> dict[str, Any]:
    """A statement of a milestone."""
    return {
        "element": milestone.element,
        "subject": milestone.subject,
        "object": milestone.object,
        "edge": milestone.edge,
        "stage": milestone.stage,
        "ladder": milestone.ladder,
        "rank": milestone.rank,
        **_scope(milestone.scope),
        "kind": milestone.kind,
        "text": milestone.text or None,
        "earliest": day(milestone.earliest),
        "latest": day(milestone.latest),
        "current": milestone.current,
        "reached": milestone.reached,
        "overdue": milestone.overdue,
        "status": milestone.status,
        "rule": milestone.rule or None,
        "disputed": milestone.disputed or None,
        "claims": list(milestone.claims),
    }


def observation_attributes(seen: Observation) -> dict[str, Any]:
    """A statement of an observation."""
    return {
        "element": seen.element,
        "subject": seen.subject,
        "metric": seen.metric,
        **_scope(seen.scope),
        "prospective": seen.prospective,
        "kind": seen.kind,
        "period": seen.period or None,
        "earliest": day(seen.earliest),
        "latest": day(seen.latest),
        "amount": None if seen.value is None else plain(seen.value),
        "min": None if seen.min is None else plain(seen.min),
        "max": None if seen.max is None else plain(seen.max),
        "unit": seen.unit,
        "per": seen.per,
        "per_implied": seen.per_implied or None,
        "direction": seen.direction,
        "text": seen.text or None,
        "current": seen.current,
        "rule": seen.rule or None,
        "disputed": seen.disputed or None,
        "claims": list(seen.claims),
    }


def conflict_attributes(conflict: Conflict) -> dict[str, Any]:
    """A conflict, its sides in words, with the ruling on it."""
    chosen = next((side for side in conflict.sides if side.chosen), None)
    return {
        "kind": conflict.kind,
        "severity": conflict.severity,
        "state": conflict.state,
        "what": conflict.name,
        "about": list(conflict.about),
        "elements": list(conflict.elements),
        "sides": [side.text for side in conflict.sides],
        "chosen": chosen.text if chosen else None,
        "rule": conflict.rule or None,
        "claims": list(conflict.claims),
        "reason": conflict.decision.reason if conflict.decision else None,
        "decided_by": conflict.decision.by if conflict.decision else None,
        "decided_on": day(conflict.decision.day) if conflict.decision else None,
    }


def decision_attributes(decision: Decision) -> dict[str, Any]:
    """A curator's ruling."""
    return {
        "choose": decision.choose,
        "claims": list(decision.claims),
        "reason": decision.reason,
        "decided_by": decision.by,
        "decided_on": day(decision.day),
    }


def _scope(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(pairs)


def source_attributes(source: Source) -> dict[str, Any]:
    """A document's properties; `published` is the text as written, its bounds stand beside it."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.text,
        "published_earliest": day(source.published.earliest),
        "published_latest": day(source.published.latest),
        "published_basis": source.published_basis,
        "origin": source.origin or None,
        "grade": source.grade,
        "visibility": source.visibility,
        "file": source.file or None,
        "recorded": day(source.recorded),
        "note": source.note or None,
        "loader": source.loader,
    }


def claim_attributes(claim: Claim, source: Source | None) -> dict[str, Any]:
    """The whole claim: what a query needs, and in `row` the cells as written, from which it is read back."""
    when = claim.date
    return {
        "loader": claim.loader,
        "source": claim.source,
        "locator": claim.locator or None,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "family": claim.family,
        "object": claim.object,
        "one_of": list(claim.one_of),
        "word": claim.word,
        "amount": None if claim.value is None else plain(claim.value),
        "min": None if claim.min is None else plain(claim.min),
        "max": None if claim.max is None else plain(claim.max),
        "unit": claim.unit,
        "direction": claim.direction,
        "text": claim.text or None,
        "when": when.text if when else None,
        "earliest": day(when.earliest) if when else None,
        "latest": day(when.latest) if when else None,
        "kind": claim.kind,
        "basis": claim.basis,
        "inferred_from": list(claim.inferred_from),
        "qualifiers": [f"{name}={value}" for name, value in claim.qualifiers],
        "speaker": claim.speaker,
        "speaker_id": claim.speaker_id,
        "said_earliest": day(claim.said[0]) if claim.said else None,
        "said_latest": day(claim.said[1]) if claim.said else None,
        "known_from": day(known_from(claim, source)),
        "note": claim.note or None,
        "row": list(claim.row.cells()),
    }


def day(value: date | None) -> str | None:
    """ISO text of a day: it sorts and compares alike in every store."""
    return value.isoformat() if value else None


def known(props: dict[str, Any]) -> dict[str, Any]:
    """Without what is None or an empty list."""
    return {name: value for name, value in props.items() if value is not None and value not in ([], ())}
