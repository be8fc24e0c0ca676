"""A person's own sheet: each name in it matched as if it were a table of the project, and the decisions taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graphkit.errors import ContentError, Problem, UsageError
from graphkit.facts.formats import BadRow, Shape, Titled, Unreadable, open_table
from graphkit.facts.hints import near
from graphkit.facts.identity.candidates import Candidate, Hints, candidates
from graphkit.facts.identity.identify import Identity, identify
from graphkit.facts.identity.keys import wrong_ids
from graphkit.facts.identity.rulings import VERDICTS, Ruling, ruling
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import LegalForms
from graphkit.values.names import name_key, slug

#: Columns that are added, in their order; what a person gave under the same headings is replaced.
ROW, ID, NAME, WHY, CANDIDATES, ABOUT, DECISION, REASON = ADDED = tuple(
    f"graphkit {word}"
    for word in ("row", "matched id", "matched name", "why", "candidates", "about", "decision", "reason")
)
DECISIONS = (*VERDICTS, "skip")
#: Headings of columns that hold ids, as `name_key` has them, and the scheme; a ticker has its own, as SZSE:002594.
_IDS = {
    "lei": "LEI:", "isin": "ISIN:", "qid": "QID:", "wikidata": "QID:", "wikidata id": "QID:", "domain": "DOMAIN:",
    "website": "DOMAIN:", "web": "DOMAIN:", "homepage": "DOMAIN:", "ticker": "",
}  # fmt: skip
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Given:
    """A sheet as it was read: headings, and the line and cells of each row."""

    shown: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def column(self, name: str) -> int:
        """The place of a column by its heading, from 0; `UsageError` if there is none."""
        plain = [name_key(c) for c in self.columns]
        if name_key(name) not in plain:
            raise UsageError(f"{self.shown} has no column {name!r}", near(name, self.columns))
        return plain.index(name_key(name))


def read_sheet(path: Path, sheet: str = "", header: int = 0) -> Given:
    """A table file as text, all cells as they are shown; `header` is the line of its headings, from 1, 0 the first.

    Raises
    ------
    ContentError
        If it, or a row of it, cannot be read: with every place.
    Titled
        If the first line is a title, and no `header` is given.
    UsageError
        If it holds no table but nested data.
    """
    problems: list[Problem] = []
    rows: list[tuple[int, tuple[str, ...]]] = []
    try:
        with open_table(path, str(path), Shape(sheet=sheet, header=header)) as opened:
            if opened.nested:
                raise UsageError(f"{path} holds nested data, not a table", "give a workbook or a CSV file")
            for line, cells in opened:
                if isinstance(cells, BadRow):
                    problems.append(Problem(str(path), line, cells.column, cells.message, cells.hint))
                else:
                    rows.append((line, tuple(cells)))
            columns = tuple(opened.columns)
    except Titled:
        raise
    except Unreadable as error:
        problems += error.problems
    if problems:
        raise ContentError(problems)
    return Given(str(path), columns, tuple(rows))


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a name of a sheet means: `row` is the id that its row has or would have, `id` the entity that it is one
    with, blank if none; `about` the one to decide on."""

    row: str
    id: str = ""
    name: str = ""
    why: str = ""
    candidates: str = ""
    about: str = ""

    def cells(self) -> tuple[str, ...]:
        """The cells of the columns that are added."""
        return (self.row, self.id, self.name, self.why, self.candidates, self.about, "", "")


def match_sheet(
    given: Given,
    column: str,
    kind: str,
    loader: str,
    entities: Sequence[EntityRow],
    rulings: Sequence[Ruling],
    forms: LegalForms,
    hints: Hints | None = None,
) -> list[Match | None]:
    """What each row of a sheet means, None for a row without a name.

    Names are taken as those of entities of the type `kind`, of a table that `loader` reads; so what matches here is
    merged when that loader is loaded. Columns headed LEI, ISIN, Wikidata, domain, website or ticker are ids.
    """
    at = given.column(column)
    known = {row.id: row for row in entities}
    own: dict[str, EntityRow] = {}
    ids = [_id(loader, cells[at]) for _, cells in given.rows]
    for identifier, (line, cells) in zip(ids, given.rows, strict=True):
        if not identifier:
            continue
        given_ids = _ids_of(given, cells)
        if identifier in own:
            row = own[identifier]
            own[identifier] = replace(row, external_ids=tuple(sorted({*row.external_ids, *given_ids})))
            continue
        made = (identifier, kind, cells[at].strip(), (), (), given_ids, (), "", loader, given.shown, line)
        own[identifier] = known.get(identifier) or EntityRow(*made)
    every = {**known, **own}
    identity = identify(every.values(), rulings, forms)
    found = _by_end(candidates(every.values(), identity, rulings, forms, hints))
    project = _Project(identity, {i: row for i, row in known.items() if i not in own}, found)
    matched = {i: _with_wrong_ids(project.match(i), row) for i, row in own.items()}
    return [matched[i] if i else None for i in ids]


class _Project:
    """The entities of the project with which names of a sheet may be one; names of the sheet are none to match with."""

    def __init__(self, identity: Identity, rows: Mapping[str, EntityRow], found: Mapping[str, list[Candidate]]) -> None:
        self._identity, self._rows, self._found = identity, rows, found
        #: Where a name of the sheet stands for a cluster, the smallest id of the project in it.
        self._within: dict[str, str] = {}
        for i in sorted(rows):
            self._within.setdefault(identity.of.get(i, i), i)

    def match(self, identifier: str) -> Match:
        """What a name of the sheet means, by the id of its row."""
        root = self._identity.of.get(identifier, identifier)
        listed = [(self._meant(one.b if one.a == root else one.a), one) for one in self._found.get(root, ())]
        listed = [(i, one) for i, one in listed if i][:_LISTED]
        told = "; ".join(f"{i} ({self._rows[i].name}, {one.score}: {one.evidence[0]})" for i, one in listed)
        meant = self._meant(root)
        if not meant:
            return Match(identifier, candidates=told, about=listed[0][0] if listed else "")
        why = self._identity.why.get(identifier) or self._identity.why.get(meant, "")
        return Match(identifier, meant, self._rows[meant].name, why, told, meant)

    def _meant(self, root: str) -> str:
        return root if root in self._rows else self._within.get(root, "")


def _ids_of(given: Given, cells: Sequence[str]) -> tuple[str, ...]:
    """The ids that a row of the sheet gives, `SCHEME:code`."""
    found = (
        f"{scheme}{cell.strip()}"
        for name, cell in zip(given.columns, cells, strict=False)
        if cell.strip() and (scheme := _IDS.get(name_key(name))) is not None
    )
    return tuple(sorted({text for text in found if all(text.partition(":"))}))


def _with_wrong_ids(match: Match, row: EntityRow) -> Match:
    """The match, with the ids of the row that identify nobody among its reasons."""
    wrong = [f"{text} has wrong digits and is not used" for text in wrong_ids(row)]
    return replace(match, why="; ".join(filter(None, (match.why, *wrong))))


def _id(loader: str, name: str) -> str:
    try:
        return f"{loader}/{slug(name)}"
    except ValueError:
        return ""


def _by_end(found: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    out: dict[str, list[Candidate]] = {}
    for one in found:
        for end in (one.a, one.b):
            out.setdefault(end, []).append(one)
    return out


def taken(given: Given, entities: Iterable[EntityRow], reason: str, by: str, day: date) -> list[Ruling]:
    """The rulings that a decided sheet holds, one for each pair; `reason` where a row gives none.

    Raises
    ------
    ContentError
        With every row that is wrong: then nothing is to be written.
    UsageError
        If it is no sheet that `graphkit resolve --xlsx` wrote.
    """
    known = {row.id for row in entities}
    problems: list[Problem] = []
    made: dict[tuple[str, str], Ruling] = {}
    for line, row, about, decision, why in _decided(given):
        fault = _fault(row, about, decision, why or reason, known)
        if fault:
            problems.append(Problem(given.shown, line, *fault))
            continue
        one = ruling(row, about, decision, why or reason, by, day, line)
        first = made.setdefault(one.pair, one)
        if first.verdict != one.verdict:
            message = f"{row} and {about} are {one.verdict} here and {first.verdict} in row {first.line}"
            problems.append(Problem(given.shown, line, DECISION, message, "decide once"))
    if problems:
        raise ContentError(problems)
    return list(made.values())


def _decided(given: Given) -> Iterator[tuple[int, str, str, str, str]]:
    places = [given.column(name) for name in (ROW, ABOUT, DECISION, REASON)]
    for line, cells in given.rows:
        row, about, decision, why = (cells[at].strip() for at in places)
        if decision and decision.casefold() != "skip":
            yield line, row, about, decision.casefold(), why


def _fault(row: str, about: str, decision: str, reason: str, known: set[str]) -> tuple[str, str, str] | None:
    """What is wrong with a decision: column, message, hint."""
    if decision not in DECISIONS:
        return DECISION, f"{decision[:40]!r} is no decision", f"one of {', '.join(DECISIONS)}"
    if not row:
        return ROW, "is empty", "the row has no name to decide on"
    if about not in known:
        hint = "an id out of the candidates; for one of an optional loader, --data LOADER=DIR"
        return ABOUT, f"there is no entity {about[:60]!r}" if about else "is empty", hint
    if row == about:
        return ABOUT, f"{about} is the row itself", "an id out of the candidates"
    return None if reason else (REASON, "is empty", "say why, or give --reason for all rows")
