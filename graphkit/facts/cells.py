"""One cell of a row by the model: entities, words, terms, dates, quantities; what is wrong is collected, not raised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import split_hint
from graphkit.facts.claim import Row
from graphkit.facts.hints import near, near_term
from graphkit.facts.resolve import Unresolved
from graphkit.values.dates import PartialDate
from graphkit.values.names import MAX_TEXT
from graphkit.values.quantities import Quantity

if TYPE_CHECKING:
    from graphkit.facts.interpret import Interpreter


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a cell of a row, and what would be right; `unknown` is a text in it that names no entity."""

    column: str
    message: str
    hint: str = ""
    unknown: str = ""

    def __str__(self) -> str:
        text = f"{self.column}: {self.message}"
        return f"{text} — {self.hint}" if self.hint else text


class Cells:
    """A row being read; collects complaints so that all of them are reported."""

    def __init__(self, reader: Interpreter, row: Row) -> None:
        self.reader = reader
        self.model = reader.model
        self.row = row
        self.complaints: list[Complaint] = []

    def complain(self, column: str, message: str, hint: str = "") -> None:
        """Notes what is wrong with a cell and what would be right."""
        self.complaints.append(Complaint(column, message, hint))

    def _complain_of(self, column: str, error: ValueError) -> None:
        """Notes what a parser, or the search for an entity, says of a cell."""
        if isinstance(error, Unresolved):
            self.complaints.append(Complaint(column, error.message, error.hint, error.unknown))
        else:
            self.complain(column, *split_hint(error))

    def entity(self, column: str, text: str, allowed: tuple[str, ...] | None = None) -> str | None:
        """The id of the entity that the text names, which is of one of the allowed types."""
        if not text:
            self.complain(column, "is empty", "an entity's id or name is needed")
            return None
        try:
            found = self.reader.resolve(text)
        except ValueError as error:
            self._complain_of(column, error)
            return None
        kind = self.reader.type_of(found)
        if allowed is not None and kind not in allowed:
            self.complain(column, f"{found} is a {kind}", f"here stands a {' or '.join(allowed)}")
        return found

    def word(self, column: str, text: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words; blank is the first."""
        if text and text not in allowed:
            self.complain(column, f"unknown {column} {text[:60]!r}", near(text, allowed))
        return text or allowed[0]

    def date(self, column: str, text: str) -> PartialDate | None:
        """A partial date; blank is none."""
        if not text:
            return None
        try:
            return self.reader.date(text)
        except ValueError as error:
            self._complain_of(column, error)
            return None

    def quantity(self, column: str, text: str) -> Quantity | None:
        """A number with its unit."""
        try:
            return self.reader.quantity(text)
        except ValueError as error:
            self._complain_of(column, error)
            return None

    def term(self, column: str, vocabulary: str, text: str) -> str:
        """A term of a vocabulary, by its id, name or alias."""
        term = self.model.term(vocabulary, text)
        if term is None:
            message = f"{text[:60]!r} is no {vocabulary.replace('_', ' ')}"
            self.complain(column, message, near_term(text, self.model.vocabularies[vocabulary]))
        return term or text

    def plain(self, column: str, text: str) -> str:
        """A short text."""
        if len(text) > MAX_TEXT:
            self.complain(column, f"{len(text):,} characters are too many", f"at most {MAX_TEXT:,}; keep it short")
        return text

    def qualifiers(self) -> tuple[tuple[str, str], ...]:
        """`name=value; name=value`, sorted, each of them allowed for the predicate."""
        out: dict[str, str] = {}
        allowed = self.model.allowed_qualifiers(self.row.predicate)
        for part in filter(None, (p.strip() for p in self.row.qualifiers.split(";"))):
            name, equals, text = (s.strip() for s in part.partition("="))
            if not equals or not text:
                self.complain("qualifiers", f"{part[:60]!r} is not name=value", "as class=all-solid; place=China")
            elif name in out:
                self.complain("qualifiers", f"{name} stands twice", "a row for each value")
            elif name not in self.model.qualifiers:
                self.complain("qualifiers", f"unknown qualifier {name[:60]!r}", near(name, sorted(allowed)))
            elif name not in allowed:
                hint = f"there go {', '.join(sorted(allowed))}"
                self.complain("qualifiers", f"{name} does not go with {self.row.predicate}", hint)
            else:
                out[name] = self._qualifier(name, text)
        return tuple(sorted(out.items()))

    def _qualifier(self, name: str, text: str) -> str:
        entry = self.model.qualifiers[name]
        if entry.type == "entity":
            return self.entity("qualifiers", text, entry.types) or text
        if entry.type == "term" and entry.vocabulary:
            return self.term("qualifiers", entry.vocabulary, text)
        if entry.type in ("share", "quantity"):
            quantity = self.quantity("qualifiers", text)
            if quantity and entry.type == "share" and not _is_share(quantity):
                self.complain("qualifiers", f"{name}={text} is no share", "a percentage from 0 to 100 %")
            elif quantity and entry.type == "quantity" and _below_nothing(quantity):
                self.complain("qualifiers", f"{name}={text} is less than nothing", "an amount of 0 or more")
        return self.plain("qualifiers", text)


def _below_nothing(quantity: Quantity) -> bool:
    return any(bound is not None and bound < 0 for bound in (quantity.min, quantity.max))


def _is_share(quantity: Quantity) -> bool:
    if quantity.unit != "%":
        return False
    return all(bound is None or 0 <= bound <= 100 for bound in (quantity.min, quantity.max))
