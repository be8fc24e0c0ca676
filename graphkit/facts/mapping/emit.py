"""What one row of a table says: its entities, documents and rows of facts, by the rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress

from graphkit.errors import split_hint
from graphkit.facts.claim import Row
from graphkit.facts.entities import LISTS, name_faults
from graphkit.facts.hints import near
from graphkit.facts.mapping.cells import Columns
from graphkit.facts.mapping.cleaning import WrongCell
from graphkit.facts.mapping.drafts import Draft, Drafted
from graphkit.facts.mapping.planes import Chosen, Plane, Raw, TooMany
from graphkit.facts.mapping.rules import Field, MadeClaim, MadeDocument, MadeEntity, Rules, endless, half_filled
from graphkit.facts.mapping.straight import Straight
from graphkit.facts.mapping.templates import references
from graphkit.facts.tables import Record
from graphkit.values.names import is_safe_text, slug

#: Combinations of several values that one row may give a rule.
MOST_COMBINED = 2000
#: Drafts kept for rows that say the same of an entity.
MOST_KEPT = 200_000
#: Texts for the lists of an entity, each with the name of its list.
Listed = tuple[tuple[str, str], ...]


class Emitter:
    """Applies the rules of a table to its rows."""

    def __init__(self, rules: Rules, columns: Columns, loader: str) -> None:
        self._rules = rules
        self.columns = columns
        self._places = columns.places
        self._loader = loader
        self._drafted: dict[str, dict[tuple[object, ...], Drafted | None]] = {}
        self._alike: dict[tuple[object, ...], Drafted] = {}
        self._ids: dict[str, str] = {}
        self._combined: dict[tuple[int, ...], tuple[int, ...]] = {}
        #: What rules could not say of the last row, since it names no subject.
        self.unsaid: list[str] = []
        #: What they did not say of it since one cell of several is empty, with one that is filled in vain.
        self.torn: dict[str, str] = {}
        self.straight = Straight.of(rules, columns, self._entity)

    def draft(self, line: int, locator: str, raws: list[Raw]) -> Draft:
        """What a row says; `raws` is the row, or the several that unpivoting makes of it. `straight` may say it sooner.

        Raises
        ------
        WrongRow
            With every cell that is wrong.
        """
        entities: dict[int, Drafted] = {}  # by identity: drafts alike are one
        documents: dict[str, Record] = {}
        rows: list[tuple[Row, int]] = []
        wrong: list[WrongCell] = []
        lost: set[str] = set()
        source = ""
        self.unsaid.clear()
        self.torn.clear()
        for raw in raws:
            plane, faults = self.columns.read(raw)
            wrong += faults
            one = _Row(self, line, locator, raw, plane)
            if faults:
                lost |= one.would_make()
            else:
                one.apply(entities, documents, rows, wrong)
                source = source or self._rules.source.made(plane.cells)
        if wrong:
            # An entity that cannot be is met again in each claim on it.
            lost |= {entity.id for entity in entities.values()}
            raise WrongRow(list({(c.column, c.value, c.message): c for c in wrong}.values()), frozenset(lost))
        if len(rows) > 1:
            first: dict[Row, int] = {}  # of rows that say the same the first
            for row, rule in rows:
                first.setdefault(row, rule)
            rows = list(first.items())
        which = tuple([rule for _, rule in rows])
        which = self._combined.setdefault(which, which)
        said = tuple([row for row, _ in rows])
        return Draft(line, source, locator, tuple(entities.values()), tuple(documents.values()), said, which)

    def column(self, rule: int, part: str, message: str = "") -> str:
        """The column of the file that a part of a claim comes from, for a message; of several qualifiers that which the
        message begins with."""
        made = self._rules.claims[rule]
        meant = {name: text for name, text in made.qualifiers if message.startswith(f"{name}=")}
        found: dict[str, Field | None] = {part: made.texts.get(part)}
        if part == "qualifiers":
            found = {**(meant or dict(made.qualifiers))}
        for text in found.values():
            if text is None:
                continue
            if text.names in self._rules.entities:
                named = self._rules.entities[text.names].texts
                return named["find"].column() or named["name"].column() or named["id"].column()
            if text.column():
                return text.column()
        return part

    def by_name(self, one: Drafted) -> str:
        """The column of the name that an entity's id is made of; empty if a column of its own gives the id."""
        for made in self._rules.entities.values():
            if made.rule.type and not made.rule.id and one.id == f"{self._loader}/{self._ids.get(one.name, '')}":
                return made.texts["name"].column()
        return ""

    def drafted(self, made: MadeEntity, cells: list[str], more: Listed = ()) -> Drafted | None:
        """The entity of a rule for a vector of cells, with what axes of their own add to its lists; None where its name
        is empty (`WrongCell` if it cannot be)."""
        known = self._drafted.setdefault(made.rule.as_, {})
        key = (more, *[cells[place] for place in made.places])
        try:
            return known[key]
        except KeyError:
            if len(known) > MOST_KEPT:
                known.clear()
            found = known[key] = self._entity(made, cells, more)
            return found

    def _entity(self, made: MadeEntity, cells: list[str], more: Listed = ()) -> Drafted | None:
        texts = made.texts
        if made.rule.find:
            found = texts["find"].made(cells)
            return Drafted(found) if found else None
        if not made.rule.type:
            given = texts["id"].made(cells)
            return Drafted(self._id(made, given)) if given else None
        kind = texts["type"].made(cells)
        name = texts["name"].made(cells) or (texts["id"].made(cells) if not made.rule.name else "")
        given = texts["id"].made(cells) if made.rule.id else name
        if not kind or not name or not given:
            return None
        if kind not in self._rules.types:
            raise WrongCell(texts["type"].column(), kind[:60], f"unknown type {kind[:60]!r}",
                            near(kind, sorted(self._rules.types)))  # fmt: skip
        told = tuple((n, text) for n in LISTS for f in made.lists[n] if (text := f.made(cells)))
        alike = (kind, name, given, told, more, texts["note"].made(cells))
        if alike not in self._alike:
            if len(self._alike) > MOST_KEPT:
                self._alike.clear()
            self._alike[alike] = self._new(made, *alike)
        return self._alike[alike]

    def _new(
        self, made: MadeEntity, kind: str, name: str, given: str, told: Listed, more: Listed, note: str
    ) -> Drafted:
        """An entity that no row before told alike (`WrongCell` if its names cannot be)."""
        texts = made.texts
        for text in (name, given):
            fault = is_safe_text(text)
            if fault:
                raise WrongCell(texts["name"].column(), text[:60], fault)
        identifier = self._id(made, given)
        lists = {n: tuple(sorted({t for m, t in (*told, *more) if m == n} - {name})) for n in LISTS}
        for listed, message, hint in name_faults(name, lists):
            column, value = _blamed(made, listed, lists.get(listed, ()), message)
            raise WrongCell(column or texts["name"].column(), value or name[:60], message, hint)
        return Drafted(identifier, kind, name, note=note, **lists)

    def _id(self, made: MadeEntity, given: str) -> str:
        """The id of an entity of this loader (`WrongCell` if the text leaves none)."""
        if given not in self._ids:
            try:
                self._ids[given] = slug(given)
            except ValueError as error:
                message, hint = split_hint(error)
                column = made.texts["id"].column() or made.texts["name"].column()
                raise WrongCell(column, given[:60], message, hint) from None
        return f"{self._loader}/{self._ids[given]}"


def _blamed(made: MadeEntity, listed: str, texts: Iterable[str], message: str) -> tuple[str, str]:
    """Of a text in a list of an entity that cannot be the column and the text; blank where the name itself is meant."""
    fields = [*made.lists.get(listed, ()), *(field for name, field, _ in made.spread if name == listed)]
    value = next((text for text in texts if repr(text[:60]) in message), "")
    # Of several templates that which begins as the text does: LEI:{lei} beside QID:{wikidata}.
    begins = (f for f in fields if f.parts and isinstance(f.parts[0], str) and value.startswith(f.parts[0]))
    meant = next(begins, fields[0] if fields else None)
    return (meant.column() if meant else ""), value[:60]


class WrongRow(ValueError):
    """A row of which nothing is taken, with every cell that is wrong, and the ids that it would have made."""

    def __init__(self, cells: list[WrongCell], ids: frozenset[str] = frozenset()) -> None:
        super().__init__("; ".join(f"{c.column}: {c.message}" for c in cells))
        self.cells = cells
        self.ids = ids


_ALONE: tuple[Chosen, ...] = ({},)


class _Row:
    """One row while the rules are applied to it."""

    def __init__(self, emitter: Emitter, line: int, locator: str, raw: Raw, plane: Plane) -> None:
        self.emitter = emitter
        self.line, self.locator, self.raw, self.plane = line, locator, raw, plane
        self.rules = emitter._rules
        self._alone: dict[str, Drafted | None] = {}  # entities of rules without axes

    def apply(
        self,
        entities: dict[int, Drafted],
        documents: dict[str, Record],
        rows: list[tuple[Row, int]],
        wrong: list[WrongCell],
    ) -> None:
        """Adds what the row says."""
        for made in self.rules.entities.values():
            for chosen in self._each(made.axes, wrong):
                try:
                    found = self._entity(made, chosen)
                except WrongCell as error:
                    wrong.append(error)
                    continue
                if found is not None and found.type:
                    entities[id(found)] = found
        for document in self.rules.documents.values():
            for chosen in self._each(document.axes, wrong):
                record = self._document(document, chosen)
                if record:
                    documents[record.get("id")] = record
        for k, claim in enumerate(self.rules.claims):
            if all(test(self.raw) for test in claim.tests):
                if claim.needed - claim.valued and not wrong:
                    self._note_unsaid(claim)
                for chosen in self._each(claim.axes, wrong, claim.needed):
                    try:
                        row = self._claim(claim, chosen)
                    except WrongCell as error:
                        wrong.append(error)
                        continue
                    if row is not None:
                        rows.append((row, k))

    def would_make(self) -> set[str]:
        """Ids of the entities of a row in which another cell is wrong."""
        out: set[str] = set()
        for made in self.rules.entities.values():
            if made.rule.type and not made.axes:
                with suppress(WrongCell):
                    told = all(test(self.raw) for test in made.tests)
                    found = self.emitter.drafted(made, self.plane.cells) if told else None
                    out |= {found.id} if found else set()
        return out

    def _note_unsaid(self, claim: MadeClaim) -> None:
        """Notes a rule whose value is there while nothing is that it could be said of."""
        axes, value = self.plane.axes, claim.texts["value"]
        if all(axes[axis] for axis in claim.needed - claim.valued) or not all(axes[axis] for axis in claim.valued):
            return
        if claim.valued or self._text(value, self.plane.cells, {}):
            self.emitter.unsaid.append(f"no {claim.named}: {claim.rule.subject} is empty")

    def _note_part(self, made: MadeClaim, text: Field, cells: list[str], what: str = "") -> None:
        """Notes a text that is not made since one of its columns is empty, though another is filled."""
        half = half_filled(text, self.emitter.columns, cells)
        if half:
            words = f"no {made.named}{what}: {half[0]} is empty, {half[1]} is not"
            self.emitter.torn[words] = cells[self.emitter.columns.place(half[1])]

    def _each(
        self, axes: frozenset[int], wrong: list[WrongCell], needed: frozenset[int] | None = None
    ) -> Iterable[Chosen]:
        """Every choice of values along axes; one where there are none."""
        return self._choices(axes, wrong, needed=needed) if axes else _ALONE

    def _choices(
        self,
        axes: frozenset[int],
        wrong: list[WrongCell],
        within: Chosen | None = None,
        needed: frozenset[int] | None = None,
    ) -> Sequence[Chosen]:
        try:
            return self.plane.choices(axes, MOST_COMBINED, within, needed)
        except TooMany as error:
            wrong.append(WrongCell("", "", str(error), "say its rows with rows, or split fewer columns"))
            return ()

    def _cells(self, chosen: Chosen) -> list[str]:
        return self.plane.at(self.emitter._places, chosen) if chosen else self.plane.cells

    def _entity(self, made: MadeEntity, chosen: Chosen) -> Drafted | None:
        if made.axes:
            return self._drafted(made, chosen)
        name = made.rule.as_
        if name not in self._alone:
            self._alone[name] = self._drafted(made, chosen)
        return self._alone[name]

    def _drafted(self, made: MadeEntity, chosen: Chosen) -> Drafted | None:
        if made.tests and not all(test(self.raw) for test in made.tests):
            return None
        own = {a: chosen[a] for a in made.axes if a in chosen} if made.axes else {}
        return self.emitter.drafted(made, self._cells(own), self._listed(made, own) if made.spread else ())

    def _listed(self, made: MadeEntity, own: Chosen) -> Listed:
        """What axes of their own add to the lists of an entity."""
        wrong: list[WrongCell] = []
        found = {
            (name, text): None
            for name, listed, axes in made.spread
            for one in self._choices(axes, wrong, own)
            if (text := listed.made(self._cells(one)))
        }
        if wrong:
            raise wrong[0]
        return tuple(found)

    def _document(self, made: MadeDocument, chosen: Chosen) -> Record | None:
        cells = self._cells(chosen)
        texts = {name: text.made(cells) for name, text in made.texts.items()}
        return Record(self.line, texts) if texts["id"] else None

    def _text(self, text: Field, cells: list[str], chosen: Chosen) -> str:
        if not text.names:
            return text.made(cells)
        if text.names in self.rules.documents:
            document = self.rules.documents[text.names]
            return document.texts["id"].made(cells)
        found = self._entity(self.rules.entities[text.names], chosen)
        return found.id if found else ""

    def _claim(self, made: MadeClaim, chosen: Chosen) -> Row | None:
        cells, texts = self._cells(chosen), made.texts
        value = self._text(texts["value"], cells, chosen)
        if not value and made.rule.value:
            self._note_part(made, texts["value"], cells)
            if (words := endless(made)) and self._text(texts["subject"], cells, chosen):
                self.emitter.unsaid.append(words)
            return None  # the row does not say it
        subject = self._text(texts["subject"], cells, chosen)
        if not subject and made.family in ("edge", "milestone"):
            if value or (made.family == "milestone" and references(texts["when"].parts) and texts["when"].made(cells)):
                self.emitter.unsaid.append(f"no {made.named}: {made.rule.subject} is empty")
            return None
        if not subject:
            if not references(texts["value"].parts):
                return None
            column = texts["value"].column()
            raise WrongCell(column, value[:60], f"{value[:60]!r} is said of nothing",
                            f"{made.rule.subject} is empty in this row")  # fmt: skip
        qualifiers = []
        for name, text in made.qualifiers:
            found = self._text(text, cells, chosen)
            if ";" in found:
                raise WrongCell(
                    text.column(), found[:60], f"{found[:60]!r} holds a semicolon", "split it, or cut it off"
                )
            if found:
                qualifiers.append(f"{name}={found}")
            else:
                self._note_part(made, text, cells, f" with {name}")
        when = texts["when"].made(cells)
        if made.family == "milestone" and not when and made.rule.when:
            return None
        return Row(
            source=self._text(texts["source"], cells, chosen) or self.rules.source.made(cells),
            locator=self.locator,
            subject=subject,
            predicate=made.metrics(value) if made.metrics else made.rule.predicate[0],
            value=value,
            when=when,
            kind=texts["kind"].made(cells),
            basis=texts["basis"].made(cells),
            qualifiers=";".join(qualifiers),
            speaker=self._text(texts["speaker"], cells, chosen),
            said=texts["said"].made(cells),
            note=texts["note"].made(cells),
        )
