"""The query library: .cypher files in folders, with header comments that say what they answer and what they take.

// title: Which lines have come how far?
// description: Every line with its status, capacity and start of production.
// param status: enum(statuses) = null -- only lines of this status
// column site: the line
MATCH (s:Site) WHERE $status IS NULL OR s.status = $status RETURN s.name AS site
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from rapidfuzz import fuzz, process

from graphkit.errors import ContentError, Problem, UsageError
from graphkit.graph.convert import KEYS, LEAVES, PROVENANCE
from graphkit.model import Model
from graphkit.query.header import Query, read_query
from graphkit.query.types import nearest
from graphkit.values.names import name_key

#: Similarity from which a word counts as a typing error of another, of 100.
TYPO = 80.0
_QUOTED = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"|//[^\n]*|/\*.*?\*/", re.DOTALL)
_USED = re.compile(r"\$([A-Za-z_]\w*)")
_NODE = re.compile(r"\(\s*\w*\s*:\s*(!?\w+(?:\s*[|&:]\s*!?\w+)*)|\b[a-z]\w*:([A-Z]\w*)")
_EDGE = re.compile(r"\[\s*\w*\s*:\s*(!?\w+(?:\s*[|&:]\s*!?\w+)*)")
_WRITES = re.compile(
    r"\b(CREATE|MERGE|DELETE|DETACH|SET|REMOVE|DROP|FOREACH|LOAD\s+CSV|IN\s+TRANSACTIONS)\b", re.IGNORECASE
)


def read_library(folder: Path, model: Model) -> dict[str, Query]:
    """The queries of a folder and of the folders in it, by name, group after group.

    Raises
    ------
    ContentError
        With every mistake in the headers, every label, type or parameter that is not declared, and every name that
        two files have.
    """
    out: dict[str, Query] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        group = path.relative_to(folder).parent.as_posix().removeprefix(".")
        shown = f"queries/{path.relative_to(folder).as_posix()}"
        query = read_query(path, group, shown, model, problems)
        if query is None:
            continue
        _check(query, shown, model, problems)
        if query.name in places:
            problems.append(
                Problem(shown, 0, "", f"the name {query.name} is taken by {places[query.name]}", "names are unique")
            )
            continue
        out[query.name], places[query.name] = query, shown
    if problems:
        raise ContentError(problems)
    return out


def _files(folder: Path) -> list[Path]:
    """The query files, group after group; hidden folders are left alone."""
    if not folder.is_dir():
        return []
    found = [p for p in folder.rglob("*.cypher") if not any(part[0] == "." for part in p.relative_to(folder).parts)]
    return sorted(found, key=lambda p: (p.relative_to(folder).parent.parts, p.name))


def pick(library: Mapping[str, Query], name: str) -> Query:
    """The query of that name, or `UsageError` with the nearest."""
    if name not in library:
        near = [found[0] for found in process.extract(name, list(library), limit=3, score_cutoff=50)]
        raise UsageError(
            f"no query {name!r}", f"did you mean {', '.join(near)}?" if near else "see: graphkit query list"
        )
    return library[name]


def search(library: Mapping[str, Query], words: Iterable[str] = (), group: str | None = None) -> list[Query]:
    """The queries in whose name, title, description or group each of the words occurs, in the library's order.

    Case, accents and marks do not matter; the beginning of a word is enough, and a typing error is allowed where a
    word stands nowhere as it is written.

    Raises
    ------
    UsageError
        If no query is in the group.
    """
    groups = dict.fromkeys(q.group for q in library.values())
    if group is not None and group not in groups:
        raise UsageError(f"no group {group!r}", nearest(group, filter(None, groups)))
    texts = {q.name: _words(q) for q in library.values()}
    found = [q for q in library.values() if group in (None, q.group)]
    for word in name_key(" ".join(words)).split():
        exact = any(part.startswith(word) for parts in texts.values() for part in parts)
        found = [q for q in found if any(_like(word, part, exact) for part in texts[q.name])]
    return found


def _words(query: Query) -> set[str]:
    return set(name_key(f"{query.name} {query.title} {query.description} {query.group}").split())


def _like(word: str, part: str, exact: bool) -> bool:
    return part.startswith(word) if exact else len(word) > 3 and fuzz.ratio(word, part) >= TYPO


def bare(text: str) -> str:
    """The statement without strings and comments, for looking at its words."""
    return _QUOTED.sub(" ", text)


def _check(query: Query, shown: str, model: Model, problems: list[Problem]) -> None:
    text = bare(query.text)

    def complain(column: str, message: str, hint: str = "") -> None:
        problems.append(Problem(shown, 0, column, message, hint))

    used, declared = set(_USED.findall(text)), {p.name for p in query.parameters}
    for name in sorted(used - declared):
        complain("param", f"${name} is used and not declared", f"add: // param {name}: text -- what it is")
    for name in sorted(declared - used):
        complain("param", f"{name} is declared and not used")
    labels = {*model.nodes, *KEYS}
    types = {*model.edges, *LEAVES, PROVENANCE}
    edges = set(_names(_EDGE, text))
    for name in sorted(set(_names(_NODE, text)) - labels - edges):
        complain("", f"unknown label {name}", _near_name(name, labels))
    for name in sorted(edges - types):
        complain("", f"unknown relationship type {name}", _near_name(name, types))
    write = _WRITES.search(text)
    if write:
        complain("", f"{' '.join(write.group(1).upper().split())} writes; a query of the library only reads")


def _names(pattern: re.Pattern[str], text: str) -> Iterable[str]:
    for groups in pattern.findall(text):
        for group in (groups,) if isinstance(groups, str) else groups:
            yield from (n for n in re.split(r"[|&:!\s]+", group) if n)


def _near_name(name: str, known: Iterable[str]) -> str:
    near = process.extractOne(name, sorted(known), score_cutoff=50)
    return f"did you mean {near[0]}?" if near else "docs/schema.md lists them"
