"""The short way for rows of plain tables: what emit.py does, a column of many rows at a time.

It is taken by tables whose rules have no conditions, no documents and no column with several values. A row in which
anything is out of the ordinary is left to emit.py, which tells what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import Any

from graphkit.facts.claim import Row, quick_rows
from graphkit.facts.mapping.cells import Columns
from graphkit.facts.mapping.cleaning import WrongCell
from graphkit.facts.mapping.drafts import Draft, Drafted
from graphkit.facts.mapping.planes import Raw
from graphkit.facts.mapping.rules import Field, MadeClaim, MadeEntity, Rules, endless, half_filled
from graphkit.facts.mapping.templates import references

#: Makes the entity of a rule from the cells of a row (`WrongCell` if it cannot be).
Drafts = Callable[[MadeEntity, list[str]], Drafted | None]
#: One text, or one entity, for each row.
Texts = Sequence[str]
#: Texts or entities of one rule that are remembered.
MOST_KEPT = 200_000
_TEXTS = ("when", "kind", "basis", "speaker", "said", "note")
#: Stand for an entity that the row does not tell of, and for one that cannot be.
_BLANK, _WRONG = Drafted(""), Drafted("\0")
#: Stands for qualifiers of which one holds a semicolon; those that are good never look so.
_TORN = ";"
_id: Callable[[Drafted], str] = attrgetter("id")
_draft: Callable[[Iterable[object]], Draft] = partial(tuple.__new__, Draft)


class _Known(dict[Any, Any]):
    """What a rule makes of some of a row's cells, made when it is first asked for."""

    def __init__(self, made: Callable[[Any], Any]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, key: Any) -> Any:
        """Makes it."""
        if len(self) >= MOST_KEPT:
            self.clear()
        found = self[key] = self._made(key)
        return found


class _Made:
    """What a rule makes of each row: a function of the cells at some places, called once for cells that are alike.

    `as_it_stands` if it is the cell itself.
    """

    def __init__(
        self, places: Sequence[int], width: int, made: Callable[[list[str]], Any], as_it_stands: bool = False
    ) -> None:
        self._places = places
        self._as_it_stands = as_it_stands
        self._constant = None if places else made([""] * width)

        def of_key(key: Any) -> Any:
            cells = [""] * width
            for place, text in zip(places, (key,) if len(places) == 1 else key, strict=True):
                cells[place] = text
            return made(cells)

        self._known = _Known(of_key)

    def each(self, columns: Sequence[Texts], count: int) -> list[Any]:
        """For each row what it makes."""
        places = self._places
        if not places:
            return [self._constant] * count
        if self._as_it_stands:
            return [*columns[places[0]]]
        keys = columns[places[0]] if len(places) == 1 else zip(*(columns[place] for place in places), strict=True)
        return [*map(self._known.__getitem__, keys)]


@dataclass(slots=True)
class _Claim:
    """A claim's rule: subject and value as places among the entities (the value's is -1 where it is a text); of each
    qualifier its name and the same."""

    predicate: str
    subject: int
    value: int
    text: _Made
    valued: bool
    timed: bool
    qualifiers: tuple[tuple[str, int, _Made], ...]
    texts: tuple[_Made, ...]
    #: Of each text of several columns whether one is empty for the sake of which it is not made, and another filled.
    torn: tuple[_Made, ...]
    #: What is told of a row that has the subject of a relation and not its other end; blank of what is no relation.
    endless: str
    said: _Known = field(init=False)

    def __post_init__(self) -> None:
        names = [name for name, _, _ in self.qualifiers]

        def written(values: tuple[str, ...]) -> str:
            if any(";" in value for value in values):
                return _TORN
            return ";".join([f"{name}={value}" for name, value in zip(names, values, strict=True) if value])

        self.said = _Known(written)


class Straight:
    """The short way of one table; `of` gives None where it cannot be taken."""

    def __init__(self, rules: Rules, columns: Columns, drafted: Drafts) -> None:
        self._read = columns.read
        self._columns = columns.vectors()
        self._source = _of(rules.source, columns)
        self._entities = [
            _Made(made.places, columns.width, partial(_entity, drafted, made)) for made in rules.entities.values()
        ]
        order = {name: k for k, name in enumerate(rules.entities)}
        self._found = any(not made.rule.type for made in rules.entities.values())
        self._claims = [_compiled(claim, order, columns) for claim in rules.claims]
        self._all = tuple(range(len(self._claims)))
        self._numbers: dict[tuple[int, ...], tuple[int, ...]] = {self._all: self._all}
        #: Of rows of the last `drafts` by their place: which relations they do not say for want of an end.
        self.unsaid: dict[int, list[str]] = {}
        predicates = [claim.predicate for claim in self._claims]
        self._alike = len({*predicates}) < len(predicates)

    @classmethod
    def of(cls, rules: Rules, columns: Columns, drafted: Drafts) -> Straight | None:
        """The short way, if the table's rules are plain."""
        if columns.places or rules.documents:
            return None
        if any(made.tests or made.spread for made in rules.entities.values()):
            return None
        plain = all(
            not claim.tests
            and claim.metrics is None
            and claim.texts["subject"].names
            and not any(claim.texts[n].names for n in (*_TEXTS, "source"))
            and not claim.rule.source
            for claim in rules.claims
        )
        return cls(rules, columns, drafted) if plain else None

    def drafts(self, lines: Sequence[int], locators: Texts, raws: Sequence[Raw]) -> list[Draft | None]:
        """What each row says; None for one that is to be read the long way."""
        odd: set[int] = set()
        self.unsaid = {}
        columns = self._columns(raws) if self._columns else self._vectors(raws, odd)
        count = len(lines)
        found = [rule.each(columns, count) for rule in self._entities]
        ids = [[*map(_id, column)] for column in found]
        sources = self._source.each(columns, count)
        for column in ids:
            if _WRONG.id in column:
                odd.update(k for k, one in enumerate(column) if one == _WRONG.id)
        rows = [self._rows(claim, columns, ids, sources, locators, odd) for claim in self._claims]
        said: list[Any] = [*zip(*rows, strict=True)] if rows else [()] * count
        which = [self._all] * count
        if self._alike or any(None in column for column in rows):
            said, which = self._distinct(said)
        told: list[Any] = [*zip(*found, strict=True)] if found else [()] * count
        if self._found or any("" in column for column in ids):
            told = [tuple([one for one in entities if one.type]) for entities in told]
        # An entity that two rules tell alike stands twice: it is the same object.
        made: list[Draft | None] = [
            *map(_draft, zip(lines, sources, locators, told, repeat((), count), said, which, strict=True))
        ]
        for k in odd:
            made[k] = None
        return made

    def _rows(
        self, claim: _Claim, columns: list[Texts], ids: list[list[str]], sources: Texts, locators: Texts, odd: set[int]
    ) -> list[Row | None]:
        """The rows of facts of a rule; None where the cells do not say it; `odd` gets those for the long way."""
        count = len(locators)
        subjects = ids[claim.subject]
        values = ids[claim.value] if claim.value >= 0 else claim.text.each(columns, count)
        when, kind, basis, speaker, said, note = [text.each(columns, count) for text in claim.texts]
        qualifiers: Texts = [""] * count
        if claim.qualifiers:
            each = [ids[at] if at >= 0 else text.each(columns, count) for _, at, text in claim.qualifiers]
            qualifiers = [*map(claim.said.__getitem__, zip(*each, strict=True))]
        out: list[Any] = quick_rows(
            sources, locators, subjects, repeat(claim.predicate), values, when, kind, basis, qualifiers, speaker, said,
            repeat(""), note,
        )  # fmt: skip
        for text in claim.torn:
            odd.update(k for k, half in enumerate(text.each(columns, count)) if half)
        if (claim.valued and "" in values) or "" in subjects or (claim.timed and "" in when) or _TORN in qualifiers:
            for k in range(count):
                if claim.valued and not values[k]:
                    out[k] = None
                    if claim.endless and subjects[k]:
                        self.unsaid.setdefault(k, []).append(claim.endless)
                elif not subjects[k]:
                    odd.add(k)
                elif claim.timed and not when[k]:
                    out[k] = None
                elif qualifiers[k] == _TORN:
                    odd.add(k)
        return out

    def _distinct(self, said: Sequence[Sequence[Row | None]]) -> tuple[list[tuple[Row, ...]], list[tuple[int, ...]]]:
        """Of each row of the table the rows of facts that differ, and by which rules they are."""
        out, which = [], []
        for rows in said:
            first: dict[Row, int] = {}
            for k, row in enumerate(rows):
                if row is not None:
                    first.setdefault(row, k)
            out.append(tuple(first))
            numbers = tuple(first.values())
            which.append(self._numbers.setdefault(numbers, numbers))
        return out, which

    def _vectors(self, raws: Sequence[Raw], odd: set[int]) -> list[Texts]:
        """The columns of rows whose cells are cleaned one by one."""
        planes = [self._read(raw) for raw in raws]
        odd.update(k for k, (_, wrong) in enumerate(planes) if wrong)
        return [*zip(*(plane.cells for plane, _ in planes), strict=True)]


def _compiled(claim: MadeClaim, order: dict[str, int], columns: Columns) -> _Claim:
    def place(text: Field) -> int:
        return order.get(text.names, -1) if text.names else -1

    texts = claim.texts
    return _Claim(
        claim.rule.predicate[0],
        place(texts["subject"]),
        place(texts["value"]),
        _of(texts["value"], columns),
        bool(claim.rule.value),
        claim.family == "milestone" and bool(claim.rule.when),
        tuple((name, place(text), _of(text, columns)) for name, text in claim.qualifiers),
        tuple(_of(texts[name], columns) for name in _TEXTS),
        tuple(
            _Made(_places(text, columns), columns.width, partial(half_filled, text, columns))
            for text in (texts["value"], *(text for _, text in claim.qualifiers))
            if len(references(text.parts)) > 1
        ),
        endless(claim),
    )


def _places(text: Field, columns: Columns) -> list[int]:
    return sorted({columns.place(reference.column) for reference in references(text.parts)})


def _of(text: Field, columns: Columns) -> _Made:
    """What a template makes."""
    return _Made(_places(text, columns), columns.width, text.made, as_it_stands=len(text.parts) == 1)


def _entity(drafted: Drafts, made: MadeEntity, cells: list[str]) -> Drafted:
    try:
        return drafted(made, cells) or _BLANK
    except WrongCell:
        return _WRONG
