"""A loader with tables of its own kind: its mapping read and checked, its tables drafted."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from graphkit.errors import Problem, split_hint
from graphkit.facts.formats import Unreadable, known_file
from graphkit.facts.hints import near
from graphkit.facts.mapping.cleaning import Lookup
from graphkit.facts.mapping.files import Found, find_files, sheetless
from graphkit.facts.mapping.join import Joined, Noting, read_join, read_lookup
from graphkit.facts.mapping.language import Mapping as Spec
from graphkit.facts.mapping.language import SourceSpec, TableSpec
from graphkit.facts.mapping.mended import Mended, read_mended
from graphkit.facts.mapping.obvious import with_obvious_rules
from graphkit.facts.mapping.questions import open_questions
from graphkit.facts.mapping.reader import Context
from graphkit.facts.mapping.rules import KeyPath, RuleError, at
from graphkit.facts.mapping.table import Drafts, read_for_others, read_table_file
from graphkit.facts.tables import Progress
from graphkit.model import Model
from graphkit.toml_lines import line_of, lines_of

#: Words of a licence under which not everybody may see the data.
_CLOSED = re.compile(r"(?i)\b(?:internal|confidential|proprietary)\b")
#: Files of a folder that are no tables of other people.
_OWN = frozenset(("loader.toml", "entities.csv", "sources.csv", "facts.csv"))


@dataclass(slots=True)
class Drafted:
    """A loader read as far as it can be without the others: `tables` by the name that the account shows."""

    name: str
    sources: list[tuple[SourceSpec, int]] = field(default_factory=list)
    tables: list[Drafts] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    missing: str = ""


class MappedLoader:
    """A loader's folder with its mapping.

    Parameters
    ----------
    data
        Where its tables lie; None: in the folder itself.
    """

    def __init__(self, folder: Path, text: str, settings: Mapping[str, Any], model: Model, data: Path | None) -> None:
        self.folder = folder
        self.name = folder.name
        self.shown = f"loaders/{folder.name}/loader.toml"
        self._lines = lines_of(text)
        self._settings = settings
        self._model = model
        self._root = data or folder
        self._root_shown = str(data) if data else f"loaders/{folder.name}"
        self._given = data is not None

    def read(self, progress: Progress | None = None) -> Drafted:
        """Everything in the loader's tables as drafts; what is wrong is in `problems`."""
        out = Drafted(self.name)
        spec = self._spec(out)
        if spec is None:
            return out
        out.sources = [
            (self._source(source, spec, k), self._line(("source", k))) for k, source in enumerate(spec.source)
        ]
        if not out.sources:
            self._complain(
                out,
                ("source",),
                "no document is named",
                'a table [source] with title, publisher and published = "2024-05"',
            )
            return out
        questions = open_questions(self._settings)
        if questions:  # what would be told of the rows has this one cause
            out.sources = []
            for path in questions:
                self._complain(out, path, "the question of the draft is open", f'{path[-1]} = "…"')
            return out
        self._warn_of_licence(spec, out)
        try:
            tables = self._tables(spec)
            if tables is None:
                out.missing = f"its tables are not here: --data {self.name}=DIR"
                return out
            self._draft(spec, tables, out, progress)
        except RuleError as error:
            self._complain(out, error.path, error.message, error.hint)
        except Unreadable as error:
            out.problems += error.problems
        return out

    # --- the mapping

    def _spec(self, out: Drafted) -> Spec | None:
        try:
            return Spec.model_validate(self._settings)
        except ValidationError as error:
            for fault in error.errors():
                path = tuple(part for part in fault["loc"] if not str(part).startswith("function-"))
                self._complain(out, path, *_told(fault, path))
            return None

    def _source(self, source: SourceSpec, spec: Spec, k: int) -> SourceSpec:
        """A document with what the loader says of it already."""
        given = {"id": self.name.replace("_", "-") if k == 0 else "", "title": spec.title, "origin": spec.home}
        blank = {name: text for name, text in given.items() if text and not getattr(source, name)}
        return source.model_copy(update=blank)

    def _complain(self, out: Drafted, path: KeyPath, message: str, hint: str = "") -> None:
        key = next((str(part) for part in reversed(path) if isinstance(part, str)), "")
        out.problems.append(Problem(self.shown, self._line(path), key, message, hint))

    def _warn_of_licence(self, spec: Spec, out: Drafted) -> None:
        """Warns where the licence keeps data from the public that the mapping would show it."""
        if _CLOSED.search(spec.licence) and not all(source.visibility for source in spec.source):
            message = "keeps the data to some, but they are public, since no visibility is set"
            hint = 'visibility = "internal" or "licensed" in [source]'
            out.problems.append(Problem(self.shown, self._line(("licence",)), "licence", message, hint, "warning"))

    def _line(self, path: KeyPath) -> int:
        return line_of(self._lines, tuple(path))

    # --- its tables

    def _tables(self, spec: Spec) -> list[tuple[int, TableSpec, list[Found]]] | None:
        """Each table with its files; None if the data lie elsewhere and nobody said where."""
        tables = spec.table or tuple(
            TableSpec(file=(path.name,))
            for path in sorted(self._root.iterdir())
            if path.is_file() and path.name not in _OWN and known_file(path)
        )
        if not tables:
            raise RuleError(
                ("table",), "there is no table", 'a table [[table]] with file = "…", or a file in the folder'
            )
        out = []
        for k, table in enumerate(tables):
            try:
                out.append((k, table, find_files(table.file, self._root, self._root_shown)))
            except ValueError as error:
                message, hint = split_hint(error)
                if not self._given and spec.home and message.startswith("no file"):
                    return None
                raise RuleError(("table", k, "file"), message, hint) from None
        return out

    def _draft(
        self,
        spec: Spec,
        tables: list[tuple[int, TableSpec, list[Found]]],
        out: Drafted,
        progress: Progress | None,
    ) -> None:
        lookups: dict[str, Lookup] = {}
        for name, lookup in spec.lookup.items():
            shown, root = self._place_of(lookup.file)
            lookups[name] = read_lookup(name, lookup, shown, root)
        by_name = {table.name: (table, files) for _, table, files in tables if table.name}
        context = Context(self.name, self._model, out.sources[0][0].id, {}, {}, progress)
        for k, table, files in tables:
            try:
                noting = {name: Noting(one.name, one.values, one.missing) for name, one in lookups.items()}
                own = replace(context, joins=self._joins(table, by_name), lookups=noting, readers={})
                mended = self._mended(table)
                joins = (join for other in spec.table for join in other.join.values() if join.table == table.name)
                keys = frozenset(theirs for join in joins for theirs in join.on.values())
                label = _label(k, table, [other for _, other, _ in tables if other.file == table.file])
                _require_sheets(table.sheet, files, table.format)
                for found in files:
                    out.tables.append(self._file(found.of(label), table, own, mended, keys))
                    inside = found.shown.removeprefix(f"{self._root_shown}/")
                    out.tables[-1].told = (inside if len(files) == 1 else ", ".join(table.file)) + label
                out.problems += mended.unused() if mended else []
            except RuleError as error:
                path = error.path if error.path[:1] == ("lookup",) else ("table", k, *error.path)
                self._complain(out, path, error.message, error.hint)
            except Unreadable as error:
                out.problems += error.problems

    def _file(
        self, found: Found, table: TableSpec, context: Context, mended: Mended | None, keys: frozenset[str]
    ) -> Drafts:
        if table.claims_nothing and table.name:
            return read_for_others(found, table, keys)
        ruled, guess = with_obvious_rules(table, found, self._model)
        drafts = read_table_file(found, ruled, context, mended)
        drafts.guesses += filter(None, [guess])
        return drafts

    def _place_of(self, file: str) -> tuple[str, Path]:
        """The folder that a lookup's file lies in: beside loader.toml if it is there, else with the data."""
        own = f"loaders/{self.name}"
        try:
            beside = bool(file and find_files([file], self.folder, own))
        except ValueError:
            beside = False
        return (own, self.folder) if beside else (self._root_shown, self._root)

    def _mended(self, table: TableSpec) -> Mended | None:
        """The mended rows of a table; they lie in the loader's own folder."""
        if not table.mended:
            return None
        with at("mended"):
            return read_mended(find_files([table.mended], self.folder, f"loaders/{self.name}")[0])

    def _joins(self, table: TableSpec, by_name: Mapping[str, tuple[TableSpec, list[Found]]]) -> dict[str, Joined]:
        out = {}
        for name, join in table.join.items():
            if join.table not in by_name:
                raise RuleError(
                    ("join", name, "table"), f"no table is called {join.table!r}", near(join.table, by_name)
                )
            out[name] = read_join(name, join, *by_name[join.table])
        return out


def _require_sheets(sheet: str, files: Sequence[Found], format_: str = "") -> None:
    """A sheet that is named of a file without sheets would be passed over in silence."""
    why = next((why for found in files if (why := sheetless(found.path.name, format_))), "") if sheet else ""
    if why:
        raise RuleError(("sheet",), why, "leave sheet out: only workbooks (.xlsx) have sheets")


def _label(k: int, table: TableSpec, same: Sequence[TableSpec]) -> str:
    """What tells the k-th table of a loader from the others of the same file in messages: its sheet, name or number."""
    if len(same) == 1:
        return ""
    sheets = [other.sheet for other in same]
    return f"#{table.sheet if table.sheet and sheets.count(table.sheet) == 1 else table.name or k + 1}"


def _told(fault: Any, path: KeyPath) -> tuple[str, str]:
    """A pydantic fault in words, with a hint."""
    kind, given = fault["type"], fault.get("input")
    if kind == "extra_forbidden":
        return "unknown key", near(str(path[-1]), _keys_at(path))
    if kind == "missing":
        return f"{path[-1]} is missing", ""
    if kind == "value_error":
        message, hint = split_hint(fault["ctx"]["error"])
        return message, hint
    if kind == "literal_error":
        return f"{str(given)[:40]!r} is not known", f"one of {fault['ctx']['expected']}"
    return f"{fault['msg'][:1].lower()}{fault['msg'][1:]}", ""


def _keys_at(path: KeyPath) -> list[str]:
    """The keys that may stand where an unknown one does."""
    from graphkit.facts.mapping.language import fields_at

    return fields_at(tuple(part for part in path[:-1] if isinstance(part, str)))


def is_mapped(settings: Mapping[str, Any], folder: Path) -> bool:
    """Whether a loader has tables of its own kind: it says so, or has none of the canonical ones."""
    if settings.get("tables") in ("canonical", "mapped"):
        return bool(settings["tables"] == "mapped")
    return (
        "table" in settings
        or "source" in settings
        or not any((folder / name).exists() for name in _OWN - {"loader.toml"})
    )
