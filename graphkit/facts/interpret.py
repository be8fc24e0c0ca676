"""A row as written becomes a claim: what each cell means by the model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from graphkit.facts.alike import Alike
from graphkit.facts.cells import Cells, Complaint
from graphkit.facts.claim import BASES, CURATION, KINDS, OCCURRED, REALISED, UNSAID, Claim, Row, Source, claim_id
from graphkit.facts.hints import near
from graphkit.model import DIRECTIONS, Model
from graphkit.values.dates import PartialDate, parse_date
from graphkit.values.quantities import Quantity, convert, normalise, parse_quantity

_LOCATOR = re.compile(r"^p[1-9]\d*(\.s[1-9]\d*)?$")
_ONE_OF = re.compile(r"^one of:?\s+(.+)$", re.IGNORECASE)


class Wrong(ValueError):
    """A row that makes no claim; `complaints` says why, cell by cell."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("; ".join(map(str, complaints)))
        self.complaints = complaints


@dataclass(slots=True)
class Interpreter:
    """Reads rows by a model.

    `resolve` turns a cell into an entity's id (raising `ValueError` with the reason), `type_of` gives its type.
    `refused` are ids of sources that are themselves wrong: their facts make no claim and no complaint of their own.
    Words that come again are parsed once, and rows of foreign tables that differ in place, subject and object alone are
    read once; not so where `remembers` is False, because `resolve` changes.
    """

    model: Model
    sources: Mapping[str, Source]
    resolve: Callable[[str], str]
    type_of: Callable[[str], str]
    refused: frozenset[str] = frozenset()
    remembers: bool = True
    _dates: dict[str, PartialDate] = field(default_factory=dict)
    _quantities: dict[str, Quantity] = field(default_factory=dict)
    _alike: Alike | None = None

    def claim(self, loader: str, row: Row, keyed: bool = False) -> Claim:
        """The claim that `row` makes; `keyed` if its place is the key of a table's row, not a paragraph.

        Raises
        ------
        Wrong
            With every cell that is wrong, not only the first.
        """
        if not keyed or not self.remembers:
            return _Reading(self, row, keyed).claim(loader)
        alike = self._alike = self._alike or Alike(self.model, self.resolve, self.type_of)
        made = alike.claim(loader, row)
        if made is None:
            made = _Reading(self, row, keyed).claim(loader)
            alike.keep(made)
        return made

    def date(self, text: str) -> PartialDate:
        """`parse_date` by the model's words, remembered."""
        if text not in self._dates:
            self._dates[text] = parse_date(text, self.model.dates)
        return self._dates[text]

    def quantity(self, text: str) -> Quantity:
        """`parse_quantity` by the model's words and units, remembered."""
        if text not in self._quantities:
            self._quantities[text] = parse_quantity(text, self.model.numbers, self.model.units)
        return self._quantities[text]


class _Reading(Cells):
    """One row being read; `fields` are those of its claim."""

    def __init__(self, reader: Interpreter, row: Row, keyed: bool) -> None:
        super().__init__(reader, row)
        self.keyed = keyed
        self.fields: dict[str, Any] = {}

    def claim(self, loader: str) -> Claim:
        row, fields = self.row, self.fields
        family = self._family()
        source = self._source()
        fields["kind"] = kind = self.word("kind", row.kind, KINDS)
        fields["date"] = self.date("when", row.when)
        fields["said"] = self._said(source)
        subject = self.entity("subject", row.subject, self.model.subjects(row.predicate) if family else None)
        if family and subject:
            fields["qualifiers"] = self.qualifiers()
            {"edge": self._edge, "milestone": self._milestone, "property": self._property, "metric": self._metric}[
                family
            ](subject, kind)
        self._speaker(source)
        self._basis()
        self._clock(kind)
        if self.complaints or not family or not subject or row.source in self.reader.refused:
            raise Wrong(self.complaints)
        return Claim(
            id=claim_id(loader, row),
            loader=loader,
            row=row,
            subject=subject,
            predicate=row.predicate,
            family=family,
            **fields,
        )

    def _family(self) -> str | None:
        name = self.row.predicate
        family = self.model.families.get(name)
        if family is None or family == "entity":
            hint = near(name, self.model.predicates())
            hint = hint if hint.startswith("did") else "docs/schema.md lists them"
            self.complain("predicate", f"unknown predicate {name[:60]!r}" if name else "is empty", hint)
            return None
        return family

    def _source(self) -> Source | None:
        row = self.row
        if row.source == CURATION or row.source in self.reader.refused:
            return None
        source = self.reader.sources.get(row.source)
        if source is None:
            message = f"unknown source {row.source[:60]!r}" if row.source else "is empty"
            hint = near(row.source, sorted(self.reader.sources))
            self.complain("source", message, hint if hint.startswith("did") else "add it to sources.csv")
        elif not row.locator:
            self.complain("source", f"no place in {row.source}", f"write the paragraph, as {row.source}#p3")
        elif not self.keyed and not _LOCATOR.match(row.locator):
            self.complain("source", f"{row.locator[:40]!r} is no place", "a paragraph is p3, its second sentence p3.s2")
        return source

    def _said(self, source: Source | None) -> tuple[date, date] | None:
        if self.row.said and self.row.source == CURATION:
            self.complain("said", "curation has no clock", "leave it empty, or name the document as the source")
        stated = self.date("said", self.row.said) if self.row.said else source and source.published
        if not stated:
            return None
        if stated.earliest is None or stated.latest is None:
            hint = "give both bounds, as 2025-11-10/2025-12-31"
            self.complain("said", f"{stated.text!r} is open at one end", hint)
            return None
        return stated.earliest, stated.latest

    def _basis(self) -> None:
        row = self.row
        derived = tuple(sorted(set(filter(None, (part.strip() for part in row.inferred_from.split(";"))))))
        self.fields["basis"] = basis = self.word("basis", row.basis, BASES)
        self.fields["inferred_from"] = derived
        if basis == "inferred" and not derived and not row.note:
            self.complain("basis", "an inferred claim says from what", "fill inferred_from or note")
        if derived and basis == "stated":
            self.complain("basis", "a claim with inferred_from is inferred", "write basis inferred")

    def _object(self, text: str, allowed: tuple[str, ...], subject: str) -> str | None:
        found = self.entity("value", text, allowed)
        if found == subject:
            self.complain("value", f"{found} is the subject itself", "an edge joins two entities")
        return found

    def _edge(self, subject: str, kind: str) -> None:
        edge = self.model.edges[self.row.predicate]
        several = _ONE_OF.match(self.row.value)
        if several is None:
            self.fields["object"] = self._object(self.row.value, edge.to, subject)
            return
        parts = [p.strip() for p in re.split(r"[,|]", several.group(1)) if p.strip()]
        found = {i for part in parts if (i := self._object(part, edge.to, subject))}
        self.fields["one_of"] = tuple(sorted(found))
        if len(found) < 2 and not self.complaints:
            self.complain("value", "one of what? It names a single entity", "as one of a, b — or the entity alone")

    def _milestone(self, subject: str, kind: str) -> None:
        stage = self.model.stages[self.row.predicate]
        if not self.row.value:
            return
        if stage.edge is None:
            self.complain("value", f"{self.row.predicate} takes no value", "its date stands in `when`")
            return
        self.fields["object"] = self._object(self.row.value, stage.edge_to, subject)
        if self.reader.type_of(subject) not in stage.edge_from:
            allowed = " or ".join(stage.edge_from)
            self.complain("subject", f"{subject} is a {self.reader.type_of(subject)}", f"with a value, a {allowed}")

    def _property(self, subject: str, kind: str) -> None:
        prop = self.model.properties[self.row.predicate]
        self.fields["text"] = text = self.row.value
        if not text:
            self.complain("value", "is empty", f"the {self.row.predicate.replace('_', ' ')} is needed")
        elif prop.type == "term" and prop.vocabulary:
            self.fields["word"] = self.term("value", prop.vocabulary, text)
        elif prop.type == "flag":
            self.fields["word"] = self.word("value", text, ("yes", "no"))
        else:
            self.fields["word"] = self.plain("value", text)

    def _metric(self, subject: str, kind: str) -> None:
        metric = self.model.metrics[self.row.predicate]
        self.fields["text"] = text = self.row.value
        if kind not in REALISED:
            self._in_the_year()
        if not text:
            if kind not in UNSAID:
                self.complain("value", "is empty", f"a number with its unit, as 13.5 {metric.unit or 'CNY'}")
        elif metric.ordinal and text in DIRECTIONS:
            self.fields["direction"] = text
        elif metric.dimension is None:
            self.complain("value", f"{text[:60]!r} is no direction", f"one of {', '.join(DIRECTIONS)}")
        elif (quantity := self.quantity("value", text)) is not None:
            self._number(quantity)

    def _in_the_year(self) -> None:
        """`by 2028` of a number to come means in 2028: a forecast is for a period, not for all days up to its end."""
        when = self.fields["date"]
        if when is not None and when.form == "by":
            text = unicodedata.normalize("NFKC", when.text).casefold().strip().removeprefix("the ").lstrip()
            lead = next((p for p in self.model.dates.phrases("by") if text.startswith(p)), None)
            if lead is None:
                self.complain("when", f"{when.text!r} names no period", "write it as by 2028")
                return
            self.fields["date"] = replace(self.reader.date(text[len(lead) :].strip()), text=when.text, form="by")

    def _number(self, quantity: Quantity) -> None:
        metric = self.model.metrics[self.row.predicate]
        units, predicate = self.model.units, self.row.predicate
        wanted = metric.dimension or ""
        example = metric.unit or f"a unit of {wanted.removesuffix('/*').replace('_', ' ')}"
        if quantity.unit is None:
            self.complain("value", f"{quantity.text!r} has no unit", f"{predicate} is given in {example}")
            return
        dimension = units.find(quantity.unit).dimension
        if not metric.takes(dimension):
            self.complain("value", f"{quantity.unit} is no unit of {predicate}", f"it is given in {example}")
            return
        # A mass without a period is per year: the metric says so and the graph marks it implied.
        same = dimension == wanted and metric.unit is not None
        converted = convert(quantity, metric.unit or "", units) if same else normalise(quantity, units)
        low = min((n for n in (converted.min, converted.value, converted.max) if n is not None), default=None)
        if not metric.negative and low is not None and low < 0:
            self.complain("value", f"{quantity.text!r} is negative", f"{predicate} is 0 or more")
        bounds = "words" if converted.word else ("stated" if converted.min != converted.max else None)
        self.fields.update(value=converted.value, min=converted.min, max=converted.max, bounds=bounds)
        self.fields["unit"] = metric.unit or converted.unit

    def _speaker(self, source: Source | None) -> None:
        """Who says it; blank is the publisher, who need not be an entity of the graph."""
        if self.row.speaker:
            found = self.entity("speaker", self.row.speaker)
            self.fields.update(speaker=found or "", speaker_id=found)
            return
        self.fields["speaker"] = source.publisher if source else CURATION
        if source:
            try:
                self.fields["speaker"] = self.fields["speaker_id"] = self.reader.resolve(source.publisher)
            except ValueError:
                self.fields["speaker_id"] = None

    def _clock(self, kind: str) -> None:
        when, said = self.fields["date"], self.fields["said"]
        if kind in OCCURRED and when and said and when.earliest and when.earliest > said[1]:
            hint = "what is to come is planned, a target or a forecast"
            self.complain("when", f"{when.text} is after the day it was said ({said[1]})", hint)
