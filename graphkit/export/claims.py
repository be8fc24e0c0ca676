"""JSON Lines: every claim, one object per line, as docs/export.md describes field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import orjson

from graphkit.facts.claim import Claim
from graphkit.graph import Graph
from graphkit.graph.attributes import day
from graphkit.model import Model
from graphkit.values.dates import PartialDate

_NUMBERS = re.compile(r"(\d+)")


def write(graph: Graph, model: Model, out: BinaryIO) -> None:
    """Writes one JSON object per claim; numbers are exact decimals."""
    for record in records(graph):
        out.write(orjson.dumps(record, default=_number) + b"\n")


def records(graph: Graph) -> Iterator[dict[str, Any]]:
    """The claims as dicts with the keys in their order; numbers are `Decimal`. All keys are always there.

    Sorted by source, place in the source (`p2` before `p10`), subject, predicate and id.
    """
    for claim in sorted(graph.claims.values(), key=_place):
        yield _record(claim, graph)


def _place(claim: Claim) -> tuple[str, list[Any], str, str, str]:
    # Text and numbers alternate, so that two places compare like with like.
    locator = [int(part) if odd % 2 else part for odd, part in enumerate(_NUMBERS.split(claim.locator))]
    return claim.source, locator, claim.subject, claim.predicate, claim.id


def _record(claim: Claim, graph: Graph) -> dict[str, Any]:
    source = graph.sources.get(claim.source)
    return {
        "id": claim.id,
        "subject": _entity(claim.subject, graph),
        "predicate": claim.predicate,
        "object": _entity(claim.object, graph) if claim.object else None,
        "object_one_of": [_entity(identifier, graph) for identifier in claim.one_of],
        "value": claim.word if claim.word is not None else claim.value,
        "min": claim.min,
        "max": claim.max,
        "unit": claim.unit,
        "direction": claim.direction,
        "text": claim.text or None,
        "date": _date(claim.date),
        "kind": claim.kind,
        "basis": claim.basis,
        "inferred_from": list(claim.inferred_from),
        "qualifiers": dict(claim.qualifiers),
        "speaker": graph.name(claim.speaker_id) if claim.speaker_id else claim.speaker,
        "speaker_id": claim.speaker_id,
        "said": _said(claim, graph),
        "source": {
            "id": claim.source,
            "title": source.title if source else None,
            "published": source.published.text if source else None,
        },
        "locator": claim.locator or None,
        "loader": claim.loader,
        "note": claim.note or None,
    }


def _entity(identifier: str, graph: Graph) -> dict[str, str | None]:
    entity = graph.entities.get(identifier)
    return {"id": identifier, "type": entity.type if entity else None, "name": graph.name(identifier)}


def _date(when: PartialDate | None) -> dict[str, str | None] | None:
    return {"text": when.text, "earliest": day(when.earliest), "latest": day(when.latest)} if when else None


def _said(claim: Claim, graph: Graph) -> dict[str, str | None] | None:
    if claim.said is None:
        return None
    source = graph.sources.get(claim.source)
    text = claim.row.said or (source.published.text if source else None)
    return {"text": text, "earliest": day(claim.said[0]), "latest": day(claim.said[1])}


def _number(value: object) -> orjson.Fragment:
    if isinstance(value, Decimal):
        return orjson.Fragment(exact(value))
    raise TypeError(type(value))


def exact(number: Decimal) -> str:
    """All digits of a number and no more: 13.5, 0.1, 280000000000."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
