"""Candidates, and what was merged into an entity, as tables; and a ruling checked before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graphkit.errors import GraphkitError, UsageError
from graphkit.facts.identity.candidates import Candidate
from graphkit.facts.identity.identify import Identity, identify
from graphkit.facts.identity.rulings import Ruling
from graphkit.facts.resolve import ADD, FIND, EntityRow, Registry, Unresolved
from graphkit.values.firms import LegalForms
from graphkit.values.table import Table

_CANDIDATE = ("score", "type", "a", "a_name", "a_loader", "b", "b_name", "b_loader", "evidence")
_MERGED = ("id", "name", "loader", "row", "state", "why")


def candidate_table(found: Iterable[Candidate], rows: Mapping[str, EntityRow]) -> Table:
    """A row for each pair: score of 100, type, and of both sides id, name and loader; evidence."""
    told = []
    for one in found:
        a, b = rows[one.a], rows[one.b]
        kind = b.type if a.type == b.type else f"{a.type}, {b.type}"
        told.append((one.score, kind, a.id, a.name, a.loader, b.id, b.name, b.loader, list(one.evidence)))
    return Table.of(_CANDIDATE, told, "entities that may be one")


def merged_table(entity: str, registry: Registry, identity: Identity, rulings: Iterable[Ruling]) -> Table:
    """What is one with the entity that stands for itself, and why; and what was ruled not to be."""
    own = registry.rows[entity]
    told = [(own.id, own.name, own.loader, _place(own), "itself", "")]
    members = sorted(i for i, root in identity.of.items() if root == entity)
    for i in members:
        row = registry.rows[i]
        told.append((row.id, row.name, row.loader, _place(row), "merged", identity.why[i]))
    for ruling in rulings:
        ends = {ruling.a, ruling.b} & {entity, *members}
        other = (ruling.b if ruling.a in ends else ruling.a) if ends else ""
        if other in registry.rows and not ruling.same:
            row = registry.rows[other]
            told.append((row.id, row.name, row.loader, _place(row), "different", ruling.words()))
    return Table.of(_MERGED, told, f"what is one with {own.name}")


def _place(row: EntityRow) -> str:
    return f"{row.file}:{row.line}"


def meant(registry: Registry, text: str) -> str:
    """The id of the entity that a person names for a ruling: an id as it is, else the one entity of that name.

    Raises
    ------
    UsageError
        If none has it, or several.
    """
    if text in registry.rows:
        return text
    try:
        return registry.find(text)
    except Unresolved as error:
        raise UsageError(error.message, FIND if error.hint == ADD else error.hint) from None


def check_rulings(
    made: Sequence[Ruling], known: Iterable[Ruling], entities: Iterable[EntityRow], forms: LegalForms
) -> Identity:
    """Who is who with the rulings that are about to be written, each in place of an earlier one on the same two.

    Raises
    ------
    GraphkitError
        If they contradict each other, or those that are known.
    """
    rulings = {r.pair: r for r in known} | {r.pair: r for r in made}
    identity = identify(entities, rulings.values(), forms)
    wrong = [p for p in identity.problems if p.level == "error"]
    if wrong:
        raise GraphkitError(
            f"{wrong[0].message}; nothing was written", "graphkit resolve show ENTITY tells the rulings"
        )
    return identity
