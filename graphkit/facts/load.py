"""A loader's folder becomes claims: entities.csv, sources.csv and facts.csv, checked as a whole."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphkit.errors import ContentError, Problem
from graphkit.facts.claim import Claim, Facts, Row, clean
from graphkit.facts.decisions import read_decisions, unknown_claims
from graphkit.facts.entities import entity_claims, read_entities
from graphkit.facts.hints import near
from graphkit.facts.interpret import Interpreter, Wrong
from graphkit.facts.references import check_cycles, check_names, check_references
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.facts.sources import Sources, read_sources
from graphkit.facts.tables import Record, TableCount, read_table
from graphkit.model import Model

COLUMNS = ("source", "subject", "predicate", "value")
OPTIONAL = ("when", "kind", "basis", "qualifiers", "speaker", "said", "inferred_from", "note")
LOADER_NAME = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
_SETTINGS = ("title", "description", "licence", "tables")


@dataclass(slots=True)
class Reading:
    """What reading the loaders gave: facts, problems, and an account of every row. `places` tells the file and line of
    each claim of facts.csv."""

    facts: Facts
    registry: Registry
    problems: list[Problem]
    counts: dict[str, dict[str, TableCount]]
    places: dict[str, tuple[str, int]] = field(default_factory=dict)

    def errors(self) -> list[Problem]:
        """Problems that are no mere warnings."""
        return [p for p in self.problems if p.level == "error"]

    def rejected(self) -> tuple[str, ...]:
        """Loaders with a row or file that could not be read, sorted."""
        files = {p.file for p in self.errors()}
        return tuple(sorted(name for name in self.counts if any(f.startswith(f"loaders/{name}/") for f in files)))

    def require(self) -> Facts:
        """The facts, or `ContentError` with all problems."""
        if self.errors():
            raise ContentError(self.errors())
        return self.facts


def read_loaders(
    folders: Sequence[Path], model: Model, only: Iterable[str] | None = None, decisions: Path | None = None
) -> Reading:
    """Reads the loaders in `folders` into claims.

    Entities and sources of all folders are read, so that one loader may speak of another's; with `only`, the facts of
    the named loaders alone. Whether each entity is mentioned can be told only where all are read. `decisions` is the
    folder of the curator's rulings.
    """
    folders = sorted(folders, key=lambda f: f.name)
    chosen = {f.name for f in folders} if only is None else set(only)
    problems: list[Problem] = []
    counts: dict[str, dict[str, TableCount]] = {f.name: {} for f in folders}
    entities: list[EntityRow] = []
    ids: dict[str, tuple[str, int]] = {}
    sources = Sources()
    for folder in folders:
        _check_settings(folder, problems)
        counts[folder.name]["entities.csv"] = read_entities(folder, model, entities, ids, problems)
        counts[folder.name]["sources.csv"] = read_sources(folder, model, sources, problems)
    registry = Registry(entities)
    gathered = _Gathered(Interpreter(model, sources.by_id, registry.find, registry.type_of, frozenset(sources.refused)))
    for entity in entities:
        if entity.good and entity.loader in chosen:
            counts[entity.loader]["entities.csv"].claims += gathered.names(entity)
    for folder in folders:
        if folder.name in chosen:
            counts[folder.name]["facts.csv"] = _read_facts(folder, gathered, registry, problems)
    facts = gathered.facts(sources, chosen)
    if decisions is not None:
        facts = replace(facts, decisions=read_decisions(decisions, problems))
    check_cycles(facts, model, gathered.places, problems)
    check_names(registry, chosen, problems)
    complete = chosen.issuperset(counts) and all(count["facts.csv"].rows for count in counts.values())
    if complete and not gathered.lost:
        check_references(facts, registry, gathered.places, gathered.refused, problems)
        problems += unknown_claims(facts.decisions, gathered.claims)
    return Reading(facts, registry, problems, {n: c for n, c in counts.items() if n in chosen}, gathered.places)


def _check_settings(folder: Path, problems: list[Problem]) -> None:
    shown = f"loaders/{folder.name}/loader.toml"
    if not LOADER_NAME.match(folder.name):
        hint = "lower-case letters, digits and _, beginning with a letter"
        problems.append(Problem(shown, 0, "", f"{folder.name!r} is no loader's name", hint))
    try:
        settings = tomllib.loads((folder / "loader.toml").read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        problems.append(Problem(shown, 0, "", "the file is missing", 'it holds at least: title = "…"'))
        return
    except OSError as error:
        problems.append(Problem(shown, 0, "", f"cannot be read: {error.strerror or error}"))
        return
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found.group(1)) if found else 0
        problems.append(Problem(shown, line, "", f"not valid TOML: {error}", 'a line is as title = "…"'))
        return
    for key in sorted(set(settings) - set(_SETTINGS)):
        problems.append(Problem(shown, 0, key, "unknown key", near(key, _SETTINGS)))
    if settings.get("tables", "canonical") != "canonical":
        problems.append(Problem(shown, 0, "tables", "only canonical tables are known", 'tables = "canonical"'))
    for key in ("title", "description", "licence"):
        if not isinstance(settings.get(key, ""), str) or (key == "title" and not settings.get(key)):
            problems.append(Problem(shown, 0, key, "must be text", f'{key} = "…"'))


@dataclass(slots=True)
class _Gathered:
    """Claims as they are read, with where each stands.

    `refused` are the entities that rows without a claim speak of; `lost` is True if a row could not be read at all.
    """

    reader: Interpreter
    claims: dict[str, Claim] = field(default_factory=dict)
    notes: dict[str, set[str]] = field(default_factory=dict)
    repeats: Counter[str] = field(default_factory=Counter)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    lost: bool = False

    def names(self, entity: EntityRow) -> int:
        """Adds what a row of entities.csv says; tells how many claims it made."""
        made = {claim.id: claim for claim in entity_claims(entity)}
        self.claims.update(made)
        return len(made)

    def add(self, claim: Claim, shown: str, line: int) -> tuple[str, int] | None:
        """Adds a claim; if it is there already, counts the repeat and tells where it stands."""
        if claim.row.note:
            self.notes.setdefault(claim.id, set()).add(claim.row.note)
        if claim.id in self.claims:
            self.repeats[claim.id] += 1
            return self.places[claim.id]
        self.claims[claim.id] = claim
        self.places[claim.id] = (shown, line)
        return None

    def facts(self, sources: Sources, chosen: set[str]) -> Facts:
        """The claims by id, each with the notes of all its rows, and the sources of the chosen loaders."""
        for identifier in self.repeats:
            claim = self.claims[identifier]
            note = "; ".join(sorted(self.notes.get(identifier, ())))
            self.claims[identifier] = replace(claim, row=replace(claim.row, note=note))
        kept = {i: s for i, s in sorted(sources.by_id.items()) if s.loader in chosen}
        return Facts(tuple(self.claims[i] for i in sorted(self.claims)), kept, dict(sorted(self.repeats.items())))


def _read_facts(folder: Path, gathered: _Gathered, registry: Registry, problems: list[Problem]) -> TableCount:
    shown = f"loaders/{folder.name}/facts.csv"
    count, before = TableCount(), len(problems)
    for record in read_table(folder / "facts.csv", shown, COLUMNS, OPTIONAL, problems):
        if record is None:
            gathered.lost = True
            count.add(False)
            continue
        made = [_read_row(row, folder.name, record.line, gathered, registry, problems) for row in rows_of(record)]
        count.add(None not in made)
        count.claims += made.count(True)
    if not count.rows and len(problems) == before:
        problems.append(Problem(shown, 0, "", "holds no facts", "add a row, or remove the loader's folder"))
    return count


def _read_row(
    row: Row, loader: str, line: int, gathered: _Gathered, registry: Registry, problems: list[Problem]
) -> bool | None:
    """True for a claim, False for one that another row makes too, None for a row that makes none."""
    shown = f"loaders/{loader}/facts.csv"
    try:
        claim = gathered.reader.claim(loader, row)
    except Wrong as error:
        gathered.refused.update(_spoken_of(row, registry))
        for column, text in error.complaints:
            message, _, hint = text.partition(" — ")
            problems.append(Problem(shown, line, column, message, hint))
        return None
    first = gathered.add(claim, shown, line)
    if first is not None:
        problems.append(Problem(shown, line, "", f"says the same as line {first[1]}", "one row is enough", "warning"))
    return first is None


def _spoken_of(row: Row, registry: Registry) -> Iterator[str]:
    """Entities that a row names which made no claim: it is not their fault that nothing else mentions them."""
    qualifiers = (part.partition("=")[2].strip() for part in row.qualifiers.split(";"))
    for text in (row.subject, row.value, row.speaker, *qualifiers):
        yield from registry.candidates(text)


def rows_of(record: Record) -> Iterator[Row]:
    """The rows as written that a record of facts.csv stands for: one for each place in `source`."""
    qualifiers = ";".join(sorted(filter(None, (clean(p) for p in record.get("qualifiers").split(";")))))
    for place in [p for p in record.get("source").split(";") if p.strip()] or [""]:
        source, _, locator = place.strip().partition("#")
        yield Row(
            source=source.strip(),
            locator=locator.strip(),
            subject=record.get("subject"),
            predicate=record.get("predicate"),
            value=record.get("value"),
            when=record.get("when"),
            kind=record.get("kind"),
            basis=record.get("basis"),
            qualifiers=qualifiers,
            speaker=record.get("speaker"),
            said=record.get("said"),
            inferred_from=record.get("inferred_from"),
            note=record.get("note"),
        )
