"""A loader's folder becomes claims: entities.csv, sources.csv and facts.csv, checked as a whole."""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from graphkit.errors import ContentError, Problem
from graphkit.facts.claim import CURATION, GRADES, VISIBILITIES, Claim, Facts, Row, Source, clean
from graphkit.facts.entities import entity_claims, read_entities
from graphkit.facts.interpret import Interpreter, Wrong
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.facts.tables import Record, read_table
from graphkit.model import Model
from graphkit.values.dates import parse_date

SOURCE_COLUMNS = ("id", "title", "publisher", "published")
SOURCE_OPTIONAL = ("published_basis", "origin", "grade", "visibility", "file", "recorded", "note")
FACT_COLUMNS = ("source", "subject", "predicate", "value")
FACT_OPTIONAL = ("when", "kind", "basis", "qualifiers", "speaker", "said", "inferred_from", "note")
_ID = re.compile(r"^[^\s,;#\"]{1,200}$")
LOADER_NAME = re.compile(r"^[a-z][a-z0-9_]{0,63}$")


@dataclass(slots=True)
class TableCount:
    """How the rows of one table ended; they add up: rows = claimed + skipped + rejected."""

    rows: int = 0
    claimed: int = 0
    skipped: int = 0
    rejected: int = 0
    claims: int = 0


@dataclass(slots=True)
class Reading:
    """What reading the loaders gave: facts, problems, and an account of every row."""

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


def read_loaders(folders: Sequence[Path], model: Model, only: Iterable[str] | None = None) -> Reading:
    """Reads the loaders in `folders` into claims.

    Entities of all folders are read, so that one loader may speak of another's; with `only`, facts and sources
    of the named loaders alone.
    """
    problems: list[Problem] = []
    chosen = {f.name for f in folders} if only is None else set(only)
    counts: dict[str, dict[str, TableCount]] = {name: defaultdict(TableCount) for name in sorted(chosen)}
    entities: list[EntityRow] = []
    sources: dict[str, Source] = {}
    for folder in sorted(folders, key=lambda f: f.name):
        _check_settings(folder, problems)
        rows, total = read_entities(folder, model, problems)
        entities += rows
        for source in _read_sources(folder, model, problems, counts.get(folder.name)):
            if source.id in sources:
                continue  # reported by _read_sources within a folder, by _check_unique across folders
            sources[source.id] = source
        if folder.name in chosen:
            counts[folder.name]["entities.csv"] = TableCount(total, len(rows), 0, total - len(rows))
    _check_unique(entities, problems)
    registry = Registry(entities)
    reader = Interpreter(model, sources, registry.find, lambda i: registry.by_id[i].type)
    claims: dict[str, Claim] = {}
    repeats: Counter[str] = Counter()
    places: dict[str, tuple[str, int]] = {}
    for entity in entities:
        if entity.loader in chosen:
            for claim in entity_claims(entity):
                claims[claim.id] = claim
                counts[entity.loader]["entities.csv"].claims += 1
    for folder in sorted(folders, key=lambda f: f.name):
        if folder.name in chosen:
            _read_facts(folder, reader, problems, counts[folder.name]["facts.csv"], claims, repeats, places)
    kept = {s.id: s for s in sources.values() if s.loader in chosen}
    ordered = tuple(claims[i] for i in sorted(claims))
    facts = Facts(ordered, dict(sorted(kept.items())), dict(sorted(repeats.items())))
    _check_references(facts, registry, chosen, problems)
    return Reading(facts, registry, problems, {n: dict(c) for n, c in counts.items()}, places)


def _check_settings(folder: Path, problems: list[Problem]) -> None:
    shown = f"loaders/{folder.name}/loader.toml"
    if not LOADER_NAME.match(folder.name):
        problems.append(Problem(shown, 0, "", f"{folder.name!r} is no loader's name", "lower-case letters, digits, _"))
    try:
        settings = tomllib.loads((folder / "loader.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        problems.append(Problem(shown, 0, "", "the file is missing", 'it holds at least: title = "…"'))
        return
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(Problem(shown, 0, "", f"not valid TOML: {error}"))
        return
    for key in sorted(set(settings) - {"title", "description", "licence", "tables"}):
        problems.append(Problem(shown, 0, key, "unknown key", "known: title, description, licence, tables"))
    if settings.get("tables", "canonical") != "canonical":
        problems.append(Problem(shown, 0, "tables", "only canonical tables are known", 'tables = "canonical"'))


def _read_sources(
    folder: Path, model: Model, problems: list[Problem], counts: dict[str, TableCount] | None
) -> Iterable[Source]:
    shown = f"loaders/{folder.name}/sources.csv"
    seen: dict[str, int] = {}
    count = counts["sources.csv"] if counts is not None else TableCount()
    out: list[Source] = []
    before = len(problems)
    for record in read_table(folder / "sources.csv", shown, SOURCE_COLUMNS, SOURCE_OPTIONAL, problems):
        count.rows += 1 + _rejected_since(problems, before, shown)
        wrong = len(problems)
        identifier = record.get("id")
        if not _ID.match(identifier) or identifier == CURATION:
            problems.append(
                Problem(shown, record.line, "id", f"{identifier!r} is no id of a source", "as smm-2025-12-06")
            )
        elif identifier in seen:
            problems.append(
                Problem(shown, record.line, "id", f"{identifier} is also on line {seen[identifier]}", "ids are unique")
            )
        else:
            seen[identifier] = record.line
            source = _source(record, folder.name, shown, model, problems)
            if source is not None and len(problems) == wrong:
                out.append(source)
        before = len(problems)
    count.claimed = len(out)
    count.rejected = count.rows - count.claimed
    return out


def _source(record: Record, loader: str, shown: str, model: Model, problems: list[Problem]) -> Source | None:
    def complain(column: str, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, record.line, column, message, hint))

    grade, visibility = record.get("grade") or "press", record.get("visibility") or "public"
    basis = record.get("published_basis") or "stated"
    if grade not in GRADES:
        complain("grade", f"unknown grade {grade!r}", f"one of {', '.join(GRADES)}")
    if visibility not in VISIBILITIES:
        complain("visibility", f"unknown visibility {visibility!r}", f"one of {', '.join(VISIBILITIES)}")
    if basis not in ("stated", "inferred"):
        complain("published_basis", f"unknown basis {basis!r}", "stated or inferred")
    if basis == "inferred" and not record.get("note"):
        complain("note", "an inferred date needs its reason")
    for column in ("title", "publisher", "published"):
        if not record.get(column):
            complain(column, "is empty")
    if not record.get("published"):
        return None
    recorded: date | None = None
    try:
        published = parse_date(record.get("published"), model.dates)
        if published.earliest is None or published.latest is None:
            complain(
                "published", f"{published.text!r} is open at one end", "give both bounds, as 2025-11-10/2025-12-31"
            )
    except ValueError as error:
        complain("published", str(error))
        return None
    if record.get("recorded"):
        try:
            recorded = date.fromisoformat(record.get("recorded"))
        except ValueError:
            complain("recorded", f"{record.get('recorded')!r} is no day", "write it as 2025-12-07, as text")
    return Source(
        record.get("id"),
        record.get("title"),
        record.get("publisher"),
        published,
        basis,
        record.get("origin"),
        grade,
        visibility,
        record.get("file"),
        recorded,
        record.get("note"),
        loader,
    )


def _read_facts(
    folder: Path,
    reader: Interpreter,
    problems: list[Problem],
    count: TableCount,
    claims: dict[str, Claim],
    repeats: Counter[str],
    places: dict[str, tuple[str, int]],
) -> None:
    shown = f"loaders/{folder.name}/facts.csv"
    before = len(problems)
    for record in read_table(folder / "facts.csv", shown, FACT_COLUMNS, FACT_OPTIONAL, problems):
        count.rows += 1
        good = True
        for row in rows_of(record):
            try:
                claim = reader.claim(folder.name, row)
            except Wrong as error:
                good = False
                problems += [Problem(shown, record.line, column, text) for column, text in error.complaints]
                continue
            known = claims.get(claim.id)
            if known is not None:
                repeats[claim.id] += 1
                notes = sorted({known.note, claim.note} - {""})
                claim = replace(known, row=replace(known.row, note="; ".join(notes)))
                first = places[claim.id][1]
                problems.append(
                    Problem(shown, record.line, "", f"says the same as line {first}", "one row is enough", "warning")
                )
            else:
                places[claim.id] = (shown, record.line)
                count.claims += 1
            claims[claim.id] = claim
        count.claimed += good
        count.rejected += not good
    lost = _rejected_since(problems, before, shown) if not count.rows else 0
    count.rows += lost
    count.rejected += lost


def _rejected_since(problems: list[Problem], start: int, shown: str) -> int:
    """Rows that the table reader itself refused (too many cells, a cell too long) since `start`."""
    return (
        0
        if len(problems) == start
        else len({p.line for p in problems[start:] if p.file == shown and p.line > 1 and not p.column})
    )


def rows_of(record: Record) -> Iterable[Row]:
    """The rows as written that a record of facts.csv stands for: one for each place in `source`."""
    qualifiers = ";".join(sorted(filter(None, (clean(p) for p in record.get("qualifiers").split(";")))))
    for place in record.get("source").split(";"):
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


def _check_unique(entities: list[EntityRow], problems: list[Problem]) -> None:
    first: dict[str, EntityRow] = {}
    for entity in entities:
        other = first.setdefault(entity.id, entity)
        if other is not entity and other.file != entity.file:
            problems.append(
                Problem(
                    entity.file,
                    entity.line,
                    "id",
                    f"{entity.id} is also in {other.file}:{other.line}",
                    "ids are unique in a project",
                )
            )


def _check_references(facts: Facts, registry: Registry, chosen: set[str], problems: list[Problem]) -> None:
    mentioned = {CURATION}
    for claim in facts.claims:
        if claim.family != "entity":
            mentioned.update(claim.mentions())
            mentioned.update(value for _, value in claim.qualifiers)
            if claim.speaker_id:
                mentioned.add(claim.speaker_id)
    for entity in registry.by_id.values():
        if entity.loader in chosen and entity.id not in mentioned:
            problems.append(
                Problem(entity.file, entity.line, "id", f"no fact mentions {entity.id}", "add a fact or remove the row")
            )
    for _key, ids in registry.duplicates():
        rows = [registry.by_id[i] for i in ids]
        if any(r.loader in chosen for r in rows):
            problems.append(
                Problem(
                    rows[1].file, rows[1].line, "name", f"{rows[1].id} and {rows[0].id} share a name",
                    "write ids where it is used, or make one entity of them", "warning",
                )
            )  # fmt: skip
    known = {c.id for c in facts.claims}
    for claim in facts.claims:
        for origin in claim.inferred_from:
            if origin not in known:
                problems.append(
                    Problem(f"loaders/{claim.loader}/facts.csv", 0, "inferred_from", f"no claim has the id {origin}")
                )
