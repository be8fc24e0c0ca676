"""The short way for rows of plain tables: what emit.py does, with everything looked up beforehand.

It is taken by tables whose rules have no conditions, no documents and no column with several values. A row in which
anything is out of the ordinary is left to emit.py, which tells what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from graphkit.facts.claim import Row
from graphkit.facts.mapping.cells import Columns, Raw
from graphkit.facts.mapping.cleaning import WrongCell
from graphkit.facts.mapping.drafts import Draft, Drafted
from graphkit.facts.mapping.rules import Field, MadeClaim, MadeEntity, Rules
from graphkit.facts.mapping.templates import Cells

#: Makes the entity of a rule from the cells of a row (`WrongCell` if it cannot be).
Drafts = Callable[[MadeEntity, list[str]], Drafted | None]
_MISSING: Any = object()
_TEXTS = ("when", "kind", "basis", "speaker", "said", "note")


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim's rule: for an entity its place among those of the row, else the text's template."""

    number: int
    predicate: str
    subject: int
    value: int
    value_text: Callable[[Cells], str]
    valued: bool
    timed: bool
    qualifiers: tuple[tuple[str, int, Callable[[Cells], str]], ...]
    texts: tuple[Callable[[Cells], str], ...]


class Straight:
    """The short way of one table; `of` gives None where it cannot be taken."""

    def __init__(self, rules: Rules, columns: Columns, drafted: Drafts) -> None:
        self._columns = columns
        self._drafted = drafted
        self._source = rules.source.made
        order = {name: k for k, name in enumerate(rules.entities)}
        self._entities: list[tuple[MadeEntity, Callable[[list[str]], Any], dict[Any, Drafted | None]]] = [
            (made, _picker(made.places), {}) for made in rules.entities.values()
        ]
        self._claims = [_compiled(k, claim, order) for k, claim in enumerate(rules.claims)]

    @classmethod
    def of(cls, rules: Rules, columns: Columns, drafted: Drafts) -> Straight | None:
        """The short way, if the table's rules are plain."""
        if columns.places or rules.documents:
            return None
        if any(made.tests or made.spread for made in rules.entities.values()):
            return None
        plain = all(
            not claim.tests
            and claim.texts["subject"].names
            and not any(claim.texts[n].names for n in (*_TEXTS, "source"))
            and not claim.rule.source
            for claim in rules.claims
        )
        return cls(rules, columns, drafted) if plain else None

    def draft(self, line: int, locator: str, raw: Raw) -> Draft | None:
        """What a row says; None if it is to be read the long way."""
        plane, wrong = self._columns.read(raw)
        if wrong:
            return None
        cells = plane.cells
        found: list[Drafted | None] = []
        for made, pick, known in self._entities:
            key = pick(cells)
            one = known.get(key, _MISSING)
            if one is _MISSING:
                try:
                    one = known[key] = self._drafted(made, cells)
                except WrongCell:
                    return None
            found.append(one)
        source = self._source(cells)
        rows: list[Row] = []
        numbers: list[int] = []
        for claim in self._claims:
            row = _row(claim, cells, found, source, locator)
            if row is _MISSING:
                return None
            if row is not None and row not in rows:
                rows.append(row)
                numbers.append(claim.number)
        entities = {id(one): one for one in found if one is not None and one.type}
        return Draft(line, source, locator, tuple(entities.values()), (), tuple(rows), tuple(numbers))


def _row(claim: _Claim, cells: list[str], found: list[Drafted | None], source: str, locator: str) -> Any:
    """The row of facts; None if the cells do not say it, `_MISSING` if they are to be read the long way."""
    if claim.value >= 0:
        other = found[claim.value]
        value = other.id if other is not None else ""
    else:
        value = claim.value_text(cells)
    if not value and claim.valued:
        return None
    subject = found[claim.subject]
    if subject is None:
        return _MISSING
    when, kind, basis, speaker, said, note = [text(cells) for text in claim.texts]
    if claim.timed and not when:
        return None
    qualifiers = ""
    if claim.qualifiers:
        parts = []
        for name, entity, text in claim.qualifiers:
            if entity >= 0:
                one = found[entity]
                said_of = one.id if one is not None else ""
            else:
                said_of = text(cells)
            if said_of:
                if ";" in said_of:
                    return _MISSING
                parts.append(f"{name}={said_of}")
        qualifiers = ";".join(parts)
    said_by = (when, kind, basis, qualifiers, speaker, said, "", note)
    return Row(source, locator, subject.id, claim.predicate, value, *said_by)


def _compiled(number: int, claim: MadeClaim, order: dict[str, int]) -> _Claim:
    def place(field: Field) -> int:
        return order.get(field.names, -1) if field.names else -1

    texts = claim.texts
    return _Claim(
        number,
        claim.rule.predicate,
        place(texts["subject"]),
        place(texts["value"]),
        texts["value"].made,
        bool(claim.rule.value),
        claim.family == "milestone" and bool(claim.rule.when),
        tuple((name, place(field), field.made) for name, field in claim.qualifiers),
        tuple(texts[name].made for name in _TEXTS),
    )


def _picker(places: tuple[int, ...]) -> Callable[[list[str]], Any]:
    """What tells the entities of a rule apart: the cells that its templates name."""
    return itemgetter(*places) if places else lambda cells: ""
