"""Tables of other people: what their mappings drafted becomes entities, documents and claims, every row accounted for.

A row is taken whole or not at all: one cell that the model refuses rejects it, with the cell, its value and the reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import Problem
from graphkit.facts.cells import Complaint
from graphkit.facts.claim import Claim, Row
from graphkit.facts.entities import LISTS, curated
from graphkit.facts.gather import Gathered
from graphkit.facts.interpret import Interpreter, Wrong
from graphkit.facts.mapping.cleaning import WrongCell
from graphkit.facts.mapping.drafts import Draft
from graphkit.facts.mapping.drafts import Drafted as DraftedEntity
from graphkit.facts.mapping.load import Drafted, MappedLoader
from graphkit.facts.mapping.signs import mapped_hint
from graphkit.facts.mapping.table import Drafts, Reject
from graphkit.facts.resolve import ADD, EntityRow, Registry
from graphkit.facts.sources import Sources, source_of
from graphkit.facts.tables import Progress, Record, TableCount
from graphkit.model import Model
from graphkit.values.names import marked_key

#: Rows after which it is told how many there were.
_TOLD_EACH = 2000
#: Takes the place of a draft whose claims are made, so that it is let go of.
_DONE = Draft(0, "", "", (), (), (), ())


@dataclass(slots=True)
class Foreign:
    """One loader with tables of its own kind."""

    drafted: Drafted
    problems: list[Problem] = field(default_factory=list)
    _types: dict[str, str] = field(default_factory=dict)
    _made: set[str] = field(default_factory=set)
    _kept: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    @property
    def absent(self) -> str:
        """What to do so that its tables are found; empty if they are."""
        return self.drafted.missing

    @property
    def tables(self) -> list[Drafts]:
        """Its tables as read, with their rejects and what was passed over."""
        return self.drafted.tables

    def entities(self) -> Iterator[EntityRow]:
        """The entities that its rows tell of, each with all names that any row gives it; wrong rows are rejected."""
        told: dict[str, _Entity] = {}
        seen: set[int] = set()  # drafts alike are one object: each is looked at once
        for table in self.tables:
            wrong: set[int] = set()
            for at, draft in enumerate(table.drafts):
                new = [one for one in draft.entities if id(one) not in seen]
                if not new:
                    continue
                fault = self._clash(new)
                if fault:
                    _reject(table, draft, [WrongCell(*fault)])
                    wrong.add(at)
                    continue
                for one in new:
                    seen.add(id(one))
                    if one.id not in told:
                        told[one.id] = _Entity(one, table.file, draft.line)
                    told[one.id].add(one)
                    self._warn_of_one_id(told[one.id], one, table, draft.line)
            _leave_out(table, wrong)
        self._made = set(told)
        for entity in told.values():
            yield entity.row(self.drafted.name)

    def _warn_of_one_id(self, known: _Entity, one: DraftedEntity, table: Drafts, line: int) -> None:
        """Warns once an id where an id made of names joins two that are not spellings of one."""
        if known.joined or one.name == known.first.name or marked_key(one.name) == marked_key(known.first.name):
            return
        column = table.emitter.by_name(one) if table.emitter else ""
        if column:
            known.joined = True
            message = f"{known.first.name[:60]!r} and {one.name[:60]!r} get one id, {one.id}"
            hint = 'if they are two, give id = "…" in [[table.entity]]'
            self.problems.append(Problem(table.file, line, column, message, hint, "warning"))

    def _clash(self, entities: Iterable[DraftedEntity]) -> tuple[str, str, str, str] | None:
        """What is wrong with the types of a row's entities: column, value, message, hint."""
        for one in entities:
            first = self._types.setdefault(one.id, one.type)
            if first != one.type:
                return (
                    "",
                    one.name,
                    f"{one.id} is a {first} in an earlier row and a {one.type} here",
                    "give them other ids",
                )
        return None

    def add_sources(self, sources: Sources, model: Model) -> None:
        """Adds the documents of its mapping and of its rows."""
        shown = f"loaders/{self.drafted.name}/loader.toml"
        for spec, line in self.drafted.sources:
            self._source(Record(line, spec.model_dump()), shown, sources, model, self.problems)
        told: dict[str, Record] = {}
        for table in self.tables:
            lost: set[int] = set()
            for at, draft in enumerate(table.drafts):
                if not draft.documents:
                    continue
                wrong: list[Problem] = []
                for record in draft.documents:
                    first = told.setdefault(record.get("id"), record)
                    if first is record:
                        self._source(record, table.file, sources, model, wrong)
                    elif first.cells != record.cells:
                        wrong.append(Problem("", 0, "", f"{record.get('id')} is told otherwise in line {first.line}"))
                if wrong:
                    _reject(table, draft, [WrongCell(w.column, "", f"document: {w.message}", w.hint) for w in wrong])
                    lost.add(at)
            _leave_out(table, lost)

    def _source(self, record: Record, shown: str, sources: Sources, model: Model, problems: list[Problem]) -> None:
        made = source_of(record, self.drafted.name, shown, model, sources, problems)
        if made is not None:
            sources.by_id[made.id] = made
        elif record.get("id") not in sources.by_id:
            sources.refused.add(record.get("id"))

    def claims(self, gathered: Gathered, registry: Registry, progress: Progress | None = None) -> dict[str, TableCount]:
        """Adds the claims of its rows, and tells how the rows of each table ended."""
        counts: dict[str, TableCount] = {}
        for table in self.tables:
            total = len(table.drafts)
            for begin in range(0, total, _TOLD_EACH):
                done = min(total, begin + _TOLD_EACH)
                self._claimed(table, table.drafts[begin:done], gathered, registry)
                table.drafts[begin:done] = [_DONE] * (done - begin)
                if progress:
                    progress(f"claims of {table.file}", done, done / total)
            table.drafts.clear()
            self.problems += [reject.problem() for reject in table.rejects]
            shown = table.told or table.file
            counts[shown] = counts[shown].plus(table.count) if shown in counts else table.count
        self.problems += self.drafted.problems
        self.drafted.problems = []
        return counts

    def _claimed(self, table: Drafts, drafts: Iterable[Draft], gathered: Gathered, registry: Registry) -> None:
        """Adds the claims of some rows of a table; those that the model refuses are rejected."""
        loader, reader, kept, claims = self.drafted.name, gathered.reader, self._kept, gathered.claims
        before = len(claims)
        for draft in drafts:
            made: list[Claim] = []
            wrong: list[tuple[int, Wrong]] = []
            for at, row in enumerate(draft.rows):
                try:
                    made.append(reader.claim(loader, row, keyed=True))
                except Wrong as error:
                    wrong.append((at, error))
            if wrong:
                _reject(table, draft, [cell for at, error in wrong for cell in self._refused(table, draft, at, error)])
            else:
                self._tell(made)
                for one in draft.entities:
                    if one.id not in kept:
                        made += self._listed(one, draft, reader, registry)
                for claim in made:
                    gathered.add(claim, table.file, draft.line)
                table.count.claimed += 1
        table.count.claims += len(claims) - before

    def _refused(self, table: Drafts, draft: Draft, at: int, error: Wrong) -> Iterator[WrongCell]:
        """The cells for which the model refuses a claim of a row."""
        row, rule = draft.rows[at], draft.rules[at]
        for told in error.complaints or [Complaint("source", "its document is wrong")]:
            shown = table.emitter.column(rule, told.column, told.message) if table.emitter else told.column
            hint = mapped_hint(shown, told.message, self._hint(told))
            yield WrongCell(shown, str(getattr(row, told.column, "")), told.message, hint)

    def _hint(self, told: Complaint) -> str:
        """What would be right; of an entity that a row of these tables was to make, what became of that row."""
        own = told.unknown.startswith(f"{self.drafted.name}/")
        if own and (lost := self._lost(told.unknown)):
            return f"the row that makes it was rejected: {lost}"
        if told.hint != ADD:
            return told.hint
        if own:
            return "no row that is claimed makes it"
        return 'let a [[table.entity]] make it of the cell, and name that in the claim, as item = "@item"'

    def _lost(self, identifier: str) -> str:
        """The place of the rejected row that would have made the entity; empty if there is none."""
        return next((f"{t.file}:{t.lost[identifier]}" for t in self.tables if identifier in t.lost), "")

    def _tell(self, claims: Iterable[Claim]) -> None:
        """Remembers whom claims speak of."""
        told = self._told
        for claim in claims:
            told.add(claim.subject)
            if claim.object is not None:
                told.add(claim.object)
            elif claim.one_of:
                told.update(claim.one_of)
            for _, value in claim.qualifiers:
                told.add(value)

    def _listed(self, one: DraftedEntity, draft: Draft, reader: Interpreter, registry: Registry) -> Iterator[Claim]:
        """Of what only stands in a list nothing else is claimed: that the document lists it is."""
        self._kept.add(one.id)
        found = registry.find(one.id)
        if found not in self._told and draft.source in reader.sources:
            row = Row(draft.source, draft.locator, one.id, "is_a", one.type)
            yield curated(self.drafted.name, row, found, reader.sources[draft.source])

    def dropped(self) -> set[str]:
        """Entities that only rejected rows tell of."""
        return self._made - self._kept


def _leave_out(table: Drafts, wrong: set[int]) -> None:
    """Takes rejected drafts out of a table, by their place in it."""
    if wrong:
        table.drafts = [draft for at, draft in enumerate(table.drafts) if at not in wrong]


def _reject(table: Drafts, draft: Draft, cells: Iterable[WrongCell]) -> None:
    """Rejects a row, for every cell that is wrong: several claims may meet the same."""
    told = {
        (c.column, c.message): Reject(table.file, draft.line, c.column, c.value[:200], c.message, c.hint) for c in cells
    }
    table.rejects += told.values()
    table.count.rejected += 1


@dataclass(slots=True)
class _Entity:
    """What all rows tell of an entity."""

    first: DraftedEntity
    file: str
    line: int
    lists: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    notes: set[str] = field(default_factory=set)
    joined: bool = False

    def add(self, one: DraftedEntity) -> None:
        """Adds what one row tells."""
        if one.name != self.first.name:
            self.lists["aliases"].add(one.name)
        for name in LISTS:
            self.lists[name].update(getattr(one, name))
        if one.note:
            self.notes.add(one.note)

    def row(self, loader: str) -> EntityRow:
        """As a row of entities.csv."""
        aliases, native, external, flags = (tuple(sorted(self.lists[name])) for name in LISTS)
        note = "; ".join(sorted(self.notes))
        first = self.first
        return EntityRow(
            first.id, first.type, first.name, aliases, native, external, flags, note, loader, self.file, self.line
        )


def read_foreign(
    folder: Path, text: str, settings: Mapping[str, Any], model: Model, data: Path | None,
    progress: Progress | None,
) -> Foreign:  # fmt: skip
    """The tables of a loader's folder by its mapping, drafted."""
    return Foreign(MappedLoader(folder, text, settings, model, data).read(progress))
