"""Which element a claim is about: the keys by which claims are grouped."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date

from graphkit.facts.claim import Claim
from graphkit.graph.graph import UNSPECIFIED
from graphkit.model import Model

#: (kind of element, its identity …), all strings, so that keys sort and hash alike everywhere.
Key = tuple[str, ...]
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def uid(*parts: object) -> str:
    """blake2b-128 over the parts as 32 hex digits: the identity of an element in stores and exports."""
    text = _JSON.encode(parts)
    return hashlib.blake2b(text.encode("utf-8"), digest_size=16).hexdigest()


def conflict_id(*parts: object) -> str:
    """Identity of a conflict, 12 hex digits: of one element by its uid, of several by kind and their uids, sorted.
    Claims that join an element later do not change it."""
    return uid("conflict", *parts)[:12]


def keys_of(claim: Claim, model: Model) -> Iterable[Key]:
    """The elements that a claim is about: one, or for a milestone of an edge the edge too, or each of `one of A, B`."""
    match claim.family:
        case "entity":
            yield ("entity", claim.subject)
        case "property":
            keys = model.key_qualifiers(claim.predicate)
            entry = model.properties[claim.predicate]
            # Values that may stand side by side are elements of their own: none contradicts another.
            own = (claim.word or "",) if entry.multiple else ()
            yield ("property", claim.subject, claim.predicate, *_values(claim, keys), *own)
        case "edge":
            for target in claim.one_of or (claim.object or "",):
                yield edge_key(claim, claim.predicate, target, model)
        case "milestone":
            edge = model.stages[claim.predicate].edge if claim.object else None
            ends, concerned = (claim.subject, ""), ""
            if edge and claim.object:
                key = edge_key(claim, edge, claim.object, model)
                yield key
                ends, concerned = (key[2], key[3]), uid(*key)
            keys = model.key_qualifiers(claim.predicate)
            yield ("milestone", *ends, concerned, claim.predicate, *_values(claim, keys))
        case "metric":
            keys = model.key_qualifiers(claim.predicate)
            side = "realised" if claim.realised else "prospective"
            # A direction and a number, or two currencies, do not contradict each other: elements of their own.
            unit = claim.unit or model.metrics[claim.predicate].unit or UNSPECIFIED
            measure = "direction" if claim.direction else unit
            when = period((claim.date.earliest, claim.date.latest) if claim.date else None)
            yield ("observation", claim.subject, claim.predicate, side, measure, *when, *_values(claim, keys))


def edge_key(claim: Claim, edge: str, target: str, model: Model) -> Key:
    """Key of the edge `edge` from the claim's subject to `target`; the ends of a symmetric edge are sorted."""
    ends = (claim.subject, target)
    if model.edges[edge].symmetric and ends[1] < ends[0]:
        ends = (ends[1], ends[0])
    return ("edge", edge, *ends, *_values(claim, model.key_qualifiers(edge)))


def _values(claim: Claim, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(claim.qualifier(name) or UNSPECIFIED for name in names)


def period(bounds: tuple[date | None, date | None] | None) -> tuple[str, str]:
    """First and last day as ISO text; `unspecified` where there is no period, `..` where an end is open."""
    if bounds is None:
        return (UNSPECIFIED, UNSPECIFIED)
    return (bounds[0].isoformat() if bounds[0] else "..", bounds[1].isoformat() if bounds[1] else "..")
