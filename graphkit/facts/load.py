"""Loaders' folders become claims: canonical tables, and tables of other people by their mapping, checked as a whole."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphkit.errors import ContentError, Problem
from graphkit.facts.canonical import read_facts
from graphkit.facts.claim import Facts
from graphkit.facts.collector import paused
from graphkit.facts.decisions import read_decisions, unknown_claims
from graphkit.facts.entities import read_entities
from graphkit.facts.foreign import Foreign, read_foreign
from graphkit.facts.gather import Gathered
from graphkit.facts.hints import near
from graphkit.facts.identity import Identity, Ruling, identify, read_rulings, row_claims
from graphkit.facts.interpret import Interpreter
from graphkit.facts.references import check_cycles, check_names, check_references
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.facts.sources import Sources, read_sources
from graphkit.facts.tables import Progress, TableCount
from graphkit.model import Model
from graphkit.toml_lines import line_of, lines_of

LOADER_NAME = re.compile(r"^[a-z][a-z0-9_]{0,63}$")
_SETTINGS = ("title", "description", "licence", "tables", "optional")


@dataclass(slots=True)
class Reading:
    """What reading the loaders gave: facts, problems, and an account of every row.

    `places` tells the file and line of each claim of a table, `absent` the loaders whose data lie elsewhere, with what
    to do; `foreign` the tables of mappings, with how their rows ended and which were rejected; `unanswered` the loaders
    left out because questions of their draft are open.
    """

    facts: Facts
    registry: Registry
    problems: list[Problem]
    counts: dict[str, dict[str, TableCount]]
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)
    foreign: dict[str, Foreign] = field(default_factory=dict)
    identity: Identity = field(default_factory=Identity)
    rulings: tuple[Ruling, ...] = ()
    unanswered: tuple[str, ...] = ()

    def errors(self, strict: bool = False) -> list[Problem]:
        """Problems that are no mere warnings; with `strict` rejected rows are some."""
        return [p for p in self.problems if p.level == "error" or (strict and p.level == "reject")]

    def rejected(self) -> tuple[str, ...]:
        """Loaders with a row or file that could not be read, sorted."""
        files = {p.file for p in self.problems if p.level in ("error", "reject")}
        own = {n: {f"loaders/{n}/{t}" for t in tables} for n, tables in self.counts.items()}
        return tuple(
            sorted(
                name
                for name in self.counts
                if any(f.startswith(f"loaders/{name}/") or f in own[name] for f in files)
                or any(count.rejected for count in self.counts[name].values())
            )
        )

    def require(self, strict: bool = False) -> Facts:
        """The facts, or `ContentError` with all problems."""
        errors = self.errors(strict)
        if errors:
            raise ContentError(errors)
        return self.facts


@paused()
def read_loaders(
    folders: Sequence[Path],
    model: Model,
    only: Iterable[str] | None = None,
    decisions: Path | None = None,
    data: Mapping[str, Path | None] | None = None,
    everything: bool = False,
    progress: Progress | None = None,
) -> Reading:
    """Reads the loaders in `folders` into claims.

    Entities and sources of all folders are read, so that one loader may speak of another's; with `only`, the facts of
    the named loaders alone, and what is wrong with the settings and mappings of others is not told. Whether each entity
    is mentioned can be told only where all are read. A draft with open questions is read only if it is named.

    Parameters
    ----------
    decisions
        Folder of the curator's rulings.
    data
        For loaders whose tables lie elsewhere their folders, by the loader's name; None: in its own folder.
    everything
        Read loaders that are optional too, though neither `only` nor `data` names them.
    progress
        Told of rows of other people's tables as they are read and claimed.
    """
    problems: list[Problem] = []
    named = None if only is None else set(only)

    def asked_for(name: str) -> bool:
        return named is None or name in named

    opened = [_Opened(f, problems if asked_for(f.name) else []) for f in sorted(folders, key=lambda f: f.name)]
    loaders, drafts = _to_read(opened, {*(named or ()), *(data or {})}, everything)
    problems += [one.left_out() for one in drafts if asked_for(one.name)]
    tables = _Tables(model, problems)
    for loader in loaders:
        tables.read(loader, (data or {}).get(loader.name), progress)
    absent = tables.absent()
    chosen = ({one.name for one in loaders} if named is None else named) - absent.keys()
    tables.enter_foreign(asked_for)
    rulings = read_rulings(decisions, problems) if decisions is not None else ()
    if progress:
        progress("who is who", len(tables.entities), None)
    identity = identify(tables.entities, rulings, model.legal_forms, absent)
    problems += identity.problems
    registry = Registry(tables.entities, identity.of)
    gathered = tables.claims([one for one in loaders if one.name in chosen], registry, progress)
    problems += [p for name, mapped in tables.foreign.items() if asked_for(name) for p in mapped.problems]
    tables.names(gathered, registry, identity, chosen)
    facts = gathered.facts(tables.sources, chosen)
    if decisions is not None:
        facts = replace(facts, decisions=read_decisions(decisions, problems))
    tables.check(facts, gathered, registry, chosen, rulings)
    counts = {name: count for name, count in tables.counts.items() if name in chosen}
    return Reading(
        facts, registry, problems, counts, gathered.places, absent, tables.foreign, identity, rulings,
        tuple(one.name for one in drafts if asked_for(one.name)),
    )  # fmt: skip


def _to_read(opened: Sequence[_Opened], asked: Set[str], everything: bool) -> tuple[list[_Opened], list[_Opened]]:
    """The loaders to read; and those left out though they are to be read, because questions of their draft are open."""
    wanted = [one for one in opened if everything or not one.optional or one.name in asked]
    drafts = [one for one in wanted if one.questions and one.name not in asked]
    return [one for one in wanted if one not in drafts], drafts


class _Tables:
    """What stands in the tables of all loaders, while it is read."""

    def __init__(self, model: Model, problems: list[Problem]) -> None:
        self.model = model
        self.problems = problems
        self.entities: list[EntityRow] = []
        self.sources = Sources()
        self.foreign: dict[str, Foreign] = {}
        self.counts: dict[str, dict[str, TableCount]] = {}
        self._ids: dict[str, tuple[str, int]] = {}

    def read(self, loader: _Opened, data: Path | None, progress: Progress | None) -> None:
        """Reads entities and sources of a loader; of one with a mapping drafts its rows."""
        counts = self.counts.setdefault(loader.name, {})
        if loader.mapped:
            read = read_foreign(loader.folder, loader.text, loader.settings, self.model, data, progress)
            self.foreign[loader.name] = read
        if loader.has("entities.csv"):
            counts["entities.csv"] = read_entities(loader.folder, self.model, self.entities, self._ids, self.problems)
        if loader.has("sources.csv"):
            counts["sources.csv"] = read_sources(loader.folder, self.model, self.sources, self.problems)

    def absent(self) -> dict[str, str]:
        """The loaders whose tables are not here, with what to do."""
        return {name: mapped.absent for name, mapped in self.foreign.items() if mapped.absent}

    def enter_foreign(self, asked_for: Callable[[str], bool]) -> None:
        """Adds the entities and documents that other people's tables tell of.

        Of a loader that was not asked for it is not told which documents are wrong: they count as not there, so that a
        row which cites one is told.
        """
        for name, mapped in self.foreign.items():
            refused = set(self.sources.refused)
            self.entities += mapped.entities()
            mapped.add_sources(self.sources, self.model)
            if not asked_for(name):
                self.sources.refused &= refused

    def claims(self, loaders: Iterable[_Opened], registry: Registry, progress: Progress | None) -> Gathered:
        """The claims of these loaders' rows."""
        sources = self.sources
        reader = Interpreter(self.model, sources.by_id, registry.find, registry.type_of, frozenset(sources.refused))
        gathered = Gathered(reader)
        for loader in loaders:
            counts = self.counts[loader.name]
            if loader.has("facts.csv"):
                counts["facts.csv"] = read_facts(loader.folder, gathered, registry, self.problems)
            if loader.name in self.foreign:
                counts |= self.foreign[loader.name].claims(gathered, registry, progress)
        return gathered

    def names(self, gathered: Gathered, registry: Registry, identity: Identity, chosen: set[str]) -> None:
        """Adds what is said of each entity itself; one that only rejected rows tell of is left out."""
        dropped = {i for mapped in self.foreign.values() for i in mapped.dropped()}
        dropped -= gathered.mentioned() if dropped else set()
        dropped -= {*identity.of, *identity.of.values()}  # what another table tells of too stays
        gathered.refused |= dropped
        for entity in self.entities:
            if not entity.good or entity.loader not in chosen or entity.id in dropped:
                continue
            made = {claim.id: claim for claim in row_claims(entity, registry, identity)}
            gathered.claims.update(made)
            counts = self.counts[entity.loader]
            if "entities.csv" in counts and not entity.foreign:
                counts["entities.csv"].claims += len(made)

    def check(
        self, facts: Facts, gathered: Gathered, registry: Registry, chosen: set[str], rulings: Iterable[Ruling]
    ) -> None:
        """What is wrong between the tables; what nothing mentions is told only where the facts of all were read."""
        check_cycles(facts, self.model, gathered.places, self.problems)
        check_names(registry, chosen, self.problems, {one.pair for one in rulings if not one.same})
        if self._complete(chosen) and not gathered.lost:
            check_references(facts, registry, gathered.places, gathered.refused, self.problems)
            self.problems += unknown_claims(facts.decisions, gathered.claims)

    def _complete(self, chosen: set[str]) -> bool:
        """Whether the facts of all loaders were read."""
        read = self.counts.keys() - self.absent().keys()
        facts = [self.counts[name]["facts.csv"] for name in read if "facts.csv" in self.counts[name]]
        return chosen.issuperset(read) and all(count.rows for count in facts)


class _Opened:
    """A loader's folder with its settings; mistakes in them are added to `problems`."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        from graphkit.facts.mapping.load import is_mapped
        from graphkit.facts.mapping.questions import open_questions

        self.folder = folder
        self.name = folder.name
        self.text = ""
        self.settings: Mapping[str, Any] = {}
        self.unread = False
        self._shown = f"loaders/{folder.name}/loader.toml"
        self._read(problems)
        self.optional = self.settings.get("optional") is True
        self.mapped = bool(self.settings) and is_mapped(self.settings, folder)
        self.questions = open_questions(self.settings) if self.mapped else []
        if not self.mapped:
            self._check(problems)

    def has(self, table: str) -> bool:
        """Whether a canonical table is to be read: it must be there, but beside a mapping, or where nobody knows
        whether there is one, it may be missing."""
        return not (self.mapped or self.unread) or (self.folder / table).exists()

    def left_out(self) -> Problem:
        """Why nothing of its tables is read, though all loaders are."""
        lines = lines_of(self.text)
        line, name = min((line_of(lines, path), str(path[-1])) for path in self.questions)
        message = "the loader is left out until the questions of its draft are answered"
        return Problem(self._shown, line, name, message, f'each "?", then: graphkit check {self.name}', "warning")

    def _read(self, problems: list[Problem]) -> None:
        name = self.folder.name
        if not LOADER_NAME.match(name):
            hint = "lower-case letters, digits and _, beginning with a letter"
            problems.append(Problem(self._shown, 0, "", f"{name!r} is no loader's name", hint))
        try:
            self.text = (self.folder / "loader.toml").read_text(encoding="utf-8-sig")
            self.settings = tomllib.loads(self.text)
        except FileNotFoundError:
            problems.append(Problem(self._shown, 0, "", "the file is missing", 'it holds at least: title = "…"'))
        except OSError as error:
            problems.append(Problem(self._shown, 0, "", f"cannot be read: {error.strerror or error}"))
        except (ValueError, RecursionError) as error:  # TOML, UTF-8, a number of 5,000 digits, arrays without end
            found = re.search(r"line (\d+)", str(error))
            line = int(found.group(1)) if found else 0
            problems.append(Problem(self._shown, line, "", f"not valid TOML: {error}", 'a line is as title = "…"'))
            self.unread = True
        else:
            self._empty(problems)

    def _empty(self, problems: list[Problem]) -> None:
        if not self.settings:
            problems.append(Problem(self._shown, 0, "title", "must be text", 'title = "…"'))

    def _check(self, problems: list[Problem]) -> None:
        settings = self.settings
        for key in sorted(set(settings) - set(_SETTINGS)):
            problems.append(Problem(self._shown, 0, key, "unknown key", near(key, _SETTINGS)))
        if settings.get("tables", "canonical") != "canonical":
            problems.append(Problem(self._shown, 0, "tables", "canonical or mapped", 'tables = "canonical"'))
        for key in ("title", "description", "licence"):
            text = settings.get(key, "")
            if settings and (not isinstance(text, str) or (key == "title" and not text)):
                problems.append(Problem(self._shown, 0, key, "must be text", f'{key} = "…"'))
