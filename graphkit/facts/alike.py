"""Rows of a large table that say the same of other entities: what they share is worked out once.

A relation of 400,000 rows names some thousand entities, some hundred days and a handful of documents. Reading a row in
full costs about fifty times what looking these up does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from graphkit.facts.claim import OCCURRED, Claim, Row, claim_id, quick_claim
from graphkit.model import Model
from graphkit.values.dates import PartialDate

#: Kinds of rows, days, qualifiers and entities that are remembered.
MOST = 200_000
_NAMES = [f.name for f in fields(Claim)]
_DATE, _QUALIFIERS = _NAMES.index("date"), _NAMES.index("qualifiers")
_OBJECT = _NAMES.index("object")


@dataclass(frozen=True, slots=True)
class _Shared:
    """What claims share but for subject, object, day and qualifiers; `objects` is None where there is no object.

    `qualifiers` are all that were read of the predicate, as they are written.
    """

    family: str
    subjects: frozenset[str]
    objects: frozenset[str] | None
    head: tuple[Any, ...]
    middle: tuple[Any, ...]
    tail: tuple[Any, ...]
    realised: bool
    last_said: Any
    qualifiers: dict[str, tuple[tuple[str, str], ...]]


class Alike:
    """What was read already, by what rows share.

    Parameters
    ----------
    resolve, type_of
        A text to an entity's id (`ValueError` if it names none), and the type of an id.
    """

    def __init__(self, model: Model, resolve: Callable[[str], str], type_of: Callable[[str], str]) -> None:
        self._model = model
        self._resolve = resolve
        self._type_of = type_of
        self._shared: dict[tuple[str, ...], _Shared] = {}
        self._found: dict[str, tuple[str, str]] = {}
        self._days: dict[str, PartialDate | None] = {}
        self._qualifiers: dict[str, dict[str, tuple[tuple[str, str], ...]]] = defaultdict(dict)

    def claim(self, loader: str, row: Row) -> Claim | None:
        """The claim of a row like an earlier one; None if it must be read in full."""
        shared = self._shared.get(self._key(row))
        if shared is None:
            return None
        known, found = self._found, None
        try:
            subject, kind = known.get(row.subject) or self._entity(row.subject)
            if shared.objects is not None:
                found, other = known.get(row.value) or self._entity(row.value)
                if other not in shared.objects or found == subject:
                    return None
            day = self._days[row.when]
            qualifiers = shared.qualifiers[row.qualifiers]
        except (KeyError, ValueError):
            return None
        if kind not in shared.subjects:
            return None
        if day is not None and shared.realised and day.earliest is not None and day.earliest > shared.last_said:
            return None
        return quick_claim(
            claim_id(loader, row), loader, row, subject, row.predicate, shared.family, found,
            *shared.head, day, *shared.middle, qualifiers, *shared.tail,
        )  # fmt: skip

    def keep(self, claim: Claim) -> None:
        """Remembers a claim that was read in full."""
        row, model = claim.row, self._model
        edge = model.edges.get(row.predicate)
        if claim.one_of or claim.family == "metric" or claim.said is None:
            return
        if claim.object is not None and edge is None:
            return
        qualifiers = self._qualifiers[row.predicate]
        if max(len(self._shared), len(self._days), len(qualifiers)) >= MOST:
            return
        self._days[row.when] = claim.date
        qualifiers[row.qualifiers] = claim.qualifiers
        values = [getattr(claim, name) for name in _NAMES]
        self._shared[self._key(row)] = _Shared(
            claim.family,
            frozenset(model.subjects(row.predicate)),
            frozenset(edge.to) if edge else None,
            tuple(values[_OBJECT + 1 : _DATE]),
            tuple(values[_DATE + 1 : _QUALIFIERS]),
            tuple(values[_QUALIFIERS + 1 :]),
            claim.kind in OCCURRED,
            claim.said[1],
            qualifiers,
        )

    def _entity(self, text: str) -> tuple[str, str]:
        identifier = self._resolve(text)
        found = (identifier, self._type_of(identifier))
        if len(self._found) < MOST:
            self._found[text] = found
        return found

    def _key(self, row: Row) -> tuple[str, ...]:
        """What of a row decides its claim, but for subject, object, day and qualifiers."""
        value = "" if row.predicate in self._model.edges else row.value
        return (row.source, row.predicate, value, row.kind, row.basis, row.speaker, row.said, row.inferred_from,
                "note" if row.note else "")  # fmt: skip
