"""A row as written becomes a claim: what each cell means by the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from rapidfuzz import process

from graphkit.facts.claim import BASES, CURATION, KINDS, REALISED, Claim, Row, Source, claim_id
from graphkit.model import DIRECTIONS, Model
from graphkit.values.dates import PartialDate, parse_date
from graphkit.values.quantities import Quantity, convert, normalise, parse_quantity

#: (column, message): what is wrong with a row.
Complaint = tuple[str, str]
_LOCATOR = re.compile(r"^p[1-9]\d*(\.s[1-9]\d*)?$")
_ONE_OF = re.compile(r"^one of:?\s+(.+)$", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"^[+-]?\d+(\.\d+)?[eE][+-]?\d+$")
_SHEET_ERROR = re.compile(r"^(#(REF|NAME|VALUE|DIV/0|N/A|NUM|NULL)[!?]?|#{3,}$)")
_MAX_TEXT = 2000


class Wrong(ValueError):
    """A row that makes no claim; `complaints` says why, cell by cell."""

    def __init__(self, complaints: list[Complaint]) -> None:
        super().__init__("; ".join(f"{column}: {message}" for column, message in complaints))
        self.complaints = complaints


@dataclass(slots=True)
class Interpreter:
    """Reads rows by a model.

    `resolve` turns a cell into an entity's id (raising `ValueError` with the reason), `type_of` gives its type.
    Words that come again are parsed once.
    """

    model: Model
    sources: Mapping[str, Source]
    resolve: Callable[[str], str]
    type_of: Callable[[str], str]
    _dates: dict[str, PartialDate] = field(default_factory=dict)
    _quantities: dict[str, Quantity] = field(default_factory=dict)

    def claim(self, loader: str, row: Row) -> Claim:
        """The claim that `row` makes.

        Raises
        ------
        Wrong
            With every cell that is wrong, not only the first.
        """
        return _Reading(self, loader, row).claim()

    def date(self, text: str) -> PartialDate:
        """`parse_date` by the model's words, remembered."""
        if text not in self._dates:
            self._dates[text] = parse_date(text, self.model.dates)
        return self._dates[text]

    def quantity(self, text: str) -> Quantity:
        """`parse_quantity` by the model's words and units, remembered."""
        if text not in self._quantities:
            if _SCIENTIFIC.match(text):
                raise ValueError(f"{text!r} looks rewritten by a spreadsheet — format the column as text and retype it")
            self._quantities[text] = parse_quantity(text, self.model.numbers, self.model.units)
        return self._quantities[text]


class _Reading:
    """One row being read; collects complaints so that all of them are reported."""

    def __init__(self, reader: Interpreter, loader: str, row: Row) -> None:
        self.reader = reader
        self.model = reader.model
        self.loader = loader
        self.row = row
        self.complaints: list[Complaint] = []
        self.fields: dict[str, Any] = {}

    def claim(self) -> Claim:
        row, model = self.row, self.model
        family = model.families.get(row.predicate)
        if family is None or family == "entity":
            near = (
                process.extractOne(row.predicate, list(model.predicates()), score_cutoff=60) if row.predicate else None
            )
            hint = f" — did you mean {near[0]}?" if near else " — see docs/schema.md for the list"
            self.complain("predicate", f"unknown predicate {row.predicate!r}{hint}")
        source = self._source()
        subject = self._entity("subject", row.subject)
        kind = self._word("kind", row.kind, KINDS)
        basis = self._word("basis", row.basis, BASES)
        self.fields["date"] = self._date("when", row.when)
        said = self._said(source)
        if family is not None and family != "entity" and subject is not None:
            self._subject_type(subject)
            self._qualifiers(family)
            getattr(self, f"_{family}")(kind)
        self._speaker(source)
        self._clock(kind, said)
        derived = tuple(filter(None, (part.strip() for part in row.inferred_from.split(";"))))
        if basis == "inferred" and not derived and not row.note:
            self.complain("basis", "an inferred claim says from what — fill inferred_from or note")
        if self.complaints:
            raise Wrong(self.complaints)
        return Claim(
            id=claim_id(self.loader, row),
            loader=self.loader,
            row=row,
            subject=subject or "",
            predicate=row.predicate,
            family=family or "",
            kind=kind,
            basis=basis,
            inferred_from=derived,
            said=said,
            **self.fields,
        )

    def complain(self, column: str, message: str) -> None:
        self.complaints.append((column, message))

    def _source(self) -> Source | None:
        row = self.row
        if row.source == CURATION:
            return None
        source = self.reader.sources.get(row.source)
        if source is None:
            near = process.extractOne(row.source, list(self.reader.sources), score_cutoff=60) if row.source else None
            hint = f" — did you mean {near[0]}?" if near else " — add it to sources.csv"
            self.complain("source", f"unknown source {row.source!r}{hint}")
        elif not row.locator:
            self.complain("source", f"no place in {row.source} — write the paragraph, as {row.source}#p3")
        elif not _LOCATOR.match(row.locator):
            self.complain("source", f"{row.locator!r} is no place — a paragraph is p3, its second sentence p3.s2")
        return source

    def _entity(self, column: str, text: str) -> str | None:
        if not text:
            self.complain(column, "is empty — an entity's id or name is needed")
            return None
        try:
            return self.reader.resolve(text)
        except ValueError as error:
            self.complain(column, str(error))
            return None

    def _word(self, column: str, text: str, allowed: tuple[str, ...]) -> str:
        if text and text not in allowed:
            self.complain(column, f"unknown {column} {text!r} — one of {', '.join(allowed)}")
        return text or allowed[0]

    def _date(self, column: str, text: str) -> PartialDate | None:
        if not text:
            return None
        try:
            return self.reader.date(text)
        except ValueError as error:
            self.complain(column, str(error))
            return None

    def _said(self, source: Source | None) -> tuple[date, date] | None:
        stated = self._date("said", self.row.said)
        if stated is None:
            stated = source.published if source else None
        if stated is None:
            return None
        if stated.earliest is None or stated.latest is None:
            self.complain("said", f"{stated.text!r} is open at one end — give both bounds, as 2025-11-10/2025-12-31")
            return None
        return stated.earliest, stated.latest

    def _subject_type(self, subject: str) -> None:
        allowed = self.model.subjects(self.row.predicate)
        found = self.reader.type_of(subject)
        if found not in allowed:
            self.complain("subject", f"{subject} is a {found}; {self.row.predicate} is said of {', '.join(allowed)}")

    def _object(self, column: str, text: str, allowed: tuple[str, ...]) -> str | None:
        found = self._entity(column, text)
        if found is not None and self.reader.type_of(found) not in allowed:
            self.complain(column, f"{found} is a {self.reader.type_of(found)}; here stands {', '.join(allowed)}")
        return found

    def _qualifiers(self, family: str) -> None:
        out: dict[str, str] = {}
        allowed = self.model.allowed_qualifiers(self.row.predicate)
        for part in filter(None, (p.strip() for p in self.row.qualifiers.split(";"))):
            name, equals, text = (s.strip() for s in part.partition("="))
            if not equals or not text:
                self.complain("qualifiers", f"{part!r} is not name=value")
            elif name in out:
                self.complain("qualifiers", f"{name} stands twice")
            elif name not in allowed:
                self.complain(
                    "qualifiers", f"{name} does not go with {self.row.predicate} — {', '.join(sorted(allowed))}"
                )
            else:
                out[name] = self._qualifier(name, text)
        self.fields["qualifiers"] = tuple(sorted(out.items()))

    def _qualifier(self, name: str, text: str) -> str:
        entry = self.model.qualifiers[name]
        if entry.type == "entity":
            return self._object("qualifiers", text, entry.types) or text
        if entry.type == "term" and entry.vocabulary:
            return self._term("qualifiers", entry.vocabulary, text)
        if entry.type in ("share", "quantity"):
            quantity = self._parse_quantity("qualifiers", text)
            if quantity and entry.type == "share" and not _is_share(quantity):
                self.complain("qualifiers", f"{name}={text} is no share — a percentage from 0 to 100 %")
        return self._plain("qualifiers", text)

    def _term(self, column: str, vocabulary: str, text: str) -> str:
        term = self.model.term(vocabulary, text)
        if term is None:
            known = ", ".join(list(self.model.vocabularies[vocabulary])[:12])
            self.complain(column, f"{text!r} is no {vocabulary.replace('_', ' ')} — one of {known}")
        return term or text

    def _plain(self, column: str, text: str) -> str:
        if len(text) > _MAX_TEXT:
            self.complain(column, f"{len(text)} characters — at most {_MAX_TEXT}; keep the stated phrase short")
        elif text.startswith("=") or _SHEET_ERROR.match(text):
            self.complain(column, f"{text[:40]!r} is a formula or an error of a spreadsheet — write the value")
        return text

    def _parse_quantity(self, column: str, text: str) -> Quantity | None:
        try:
            return self.reader.quantity(text)
        except ValueError as error:
            self.complain(column, str(error))
            return None

    def _edge(self, kind: str) -> None:
        edge = self.model.edges[self.row.predicate]
        open_choice = _ONE_OF.match(self.row.value)
        if open_choice:
            parts = [p.strip() for p in re.split(r"[,|]", open_choice.group(1)) if p.strip()]
            found = [self._object("value", part, edge.to) for part in parts]
            self.fields["one_of"] = tuple(sorted(f for f in found if f))
        else:
            self.fields["object"] = self._object("value", self.row.value, edge.to)

    def _milestone(self, kind: str) -> None:
        stage = self.model.stages[self.row.predicate]
        if not self.row.value:
            return
        if stage.edge is None:
            self.complain("value", f"{self.row.predicate} takes no value — its date stands in `when`")
            return
        self.fields["object"] = self._object("value", self.row.value, stage.edge_to)
        subject = self.reader.resolve(self.row.subject)
        if self.reader.type_of(subject) not in stage.edge_from:
            self.complain("subject", f"with a value, {self.row.predicate} is said of {', '.join(stage.edge_from)}")

    def _property(self, kind: str) -> None:
        prop = self.model.properties[self.row.predicate]
        text = self.row.value
        if not text:
            self.complain("value", "is empty")
        elif prop.type == "term" and prop.vocabulary:
            self.fields["word"] = self._term("value", prop.vocabulary, text)
        elif prop.type == "flag":
            self.fields["word"] = self._word("value", text, ("yes", "no"))
        else:
            self.fields["word"] = self._plain("value", text)
        self.fields["text"] = text

    def _metric(self, kind: str) -> None:
        metric = self.model.metrics[self.row.predicate]
        text = self.row.value
        self.fields["text"] = text
        if kind not in REALISED:
            self._in_the_year()
        if not text:
            if kind not in ("undisclosed", "denied"):
                self.complain("value", f"is empty — a number with its unit, as `13.5 {metric.unit or 'CNY'}`")
            return
        if metric.ordinal and text in DIRECTIONS:
            self.fields["direction"] = text
            return
        if metric.dimension is None:
            self.complain("value", f"{text!r} is no direction — one of {', '.join(DIRECTIONS)}")
            return
        quantity = self._parse_quantity("value", text)
        if quantity is not None:
            self._number(quantity)

    def _in_the_year(self) -> None:
        """`by 2028` of a number to come means in 2028: a forecast is for a period, not for all days up to its end."""
        when = self.fields.get("date")
        if isinstance(when, PartialDate) and when.form == "by":
            period = self.reader.date(when.text.strip()[2:].strip())
            self.fields["date"] = replace(period, text=when.text, form="by")

    def _number(self, quantity: Quantity) -> None:
        metric = self.model.metrics[self.row.predicate]
        units, predicate = self.model.units, self.row.predicate
        dimension = units.find(quantity.unit).dimension if quantity.unit else None
        wanted = metric.dimension or ""
        if quantity.unit is None:
            self.complain("value", f"{quantity.text!r} has no unit — {predicate} is given in {metric.unit or wanted}")
            return
        money = wanted.endswith("/*") and dimension is not None and dimension.startswith(wanted[:-1])
        if dimension != wanted and dimension not in metric.also and not money:
            self.complain(
                "value", f"{quantity.unit} is no unit of {predicate} — it is given in {metric.unit or wanted}"
            )
            return
        if dimension in metric.also and metric.unit:
            # A mass without a period is per year: the metric says so and the graph marks it implied.
            converted = normalise(quantity, units)
            unit: str | None = metric.unit
        elif metric.unit:
            converted, unit = convert(quantity, metric.unit, units), metric.unit
        else:
            converted = normalise(quantity, units)
            unit = converted.unit
        low = converted.min if converted.min is not None else converted.value
        if not metric.negative and low is not None and low < 0:
            self.complain("value", f"{quantity.text!r} is negative; {predicate} cannot be")
        bounds = "words" if converted.word else ("stated" if converted.min != converted.max else None)
        self.fields.update(value=converted.value, min=converted.min, max=converted.max, unit=unit, bounds=bounds)

    def _speaker(self, source: Source | None) -> None:
        text = self.row.speaker
        if not text:
            self.fields["speaker"] = source.publisher if source else CURATION
            if source and source.publisher:
                try:
                    self.fields["speaker"] = self.fields["speaker_id"] = self.reader.resolve(source.publisher)
                except ValueError:
                    self.fields["speaker_id"] = None  # a publisher need not be an entity of the graph
            return
        found = self._entity("speaker", text)
        if found:
            self.fields["speaker"] = self.fields["speaker_id"] = found

    def _clock(self, kind: str, said: tuple[date, date] | None) -> None:
        when = self.fields.get("date")
        family = self.model.families.get(self.row.predicate)
        if kind == "actual" and family == "milestone" and when and said and when.earliest and when.earliest > said[1]:
            self.complain(
                "when", f"{when.text} is after the day it was said ({said[1]}) — an event to come is `planned`"
            )


def _is_share(quantity: Quantity) -> bool:
    if quantity.unit != "%":
        return False
    return all(bound is None or 0 <= bound <= 100 for bound in (quantity.min, quantity.max))
