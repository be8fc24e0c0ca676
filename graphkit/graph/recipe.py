"""What a graph is made of, as one digest: the same recipe gives the same graph, so it need not be made again."""

from __future__ import annotations

import hashlib
from functools import cache
from itertools import chain
from pathlib import Path

import orjson

from graphkit.facts.claim import Facts
from graphkit.model import Model

#: Rooms whose code decides what graph the facts give.
_ROOMS = ("values", "model", "facts", "graph")


def recipe(facts: Facts, model: Model) -> str:
    """blake2b over claims, sources, rulings, model and the building code, 32 hex digits.

    The code counts by its text, so that a graph made by another version of graphkit is never taken for this one's.
    """
    digest = hashlib.blake2b(_code(), digest_size=16)
    digest.update(repr(model).encode("utf-8"))
    for claim in facts.claims:
        # The id covers the cells as written; who is meant by them is resolved, and the note is outside the id.
        parts = (claim.id, claim.note, claim.subject, claim.object, claim.one_of, claim.qualifiers, claim.speaker_id)
        digest.update(orjson.dumps(parts))
    for source in facts.sources.values():
        digest.update(repr(source).encode("utf-8"))
    for decision in facts.decisions.values():
        digest.update(repr(decision).encode("utf-8"))
    return digest.hexdigest()


@cache
def _code() -> bytes:
    root = Path(__file__).parent.parent
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(chain.from_iterable((root / room).rglob("*.py") for room in _ROOMS)):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()
