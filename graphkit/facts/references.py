"""What is wrong only with the tables as a whole: entities that nothing mentions, names that two share, lost ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from graphkit.errors import Problem
from graphkit.facts.claim import CURATION, Claim, Facts
from graphkit.facts.cycles import cycles
from graphkit.facts.resolve import EntityRow, Registry
from graphkit.model import Model

Places = Mapping[str, tuple[str, int]]


def check_references(
    facts: Facts, registry: Registry, places: Places, refused: set[str], problems: list[Problem]
) -> None:
    """Adds what is wrong between the tables of all loaders.

    Parameters
    ----------
    places
        Where each claim stands.
    refused
        Ids of entities that a row speaks of which made no claim for another reason.
    """
    mentioned = _mentioned(facts) | refused
    for entity in registry.by_id.values():
        if entity.good and entity.id not in mentioned:
            hint = "add a fact that mentions it, or remove the row"
            if entity.foreign:
                hint = "a [[table.claim]] says something of it; one that says nothing needs no [[table.entity]]"
            problems.append(Problem(entity.file, entity.line, "id", f"no fact mentions {entity.id}", hint))
    derived = [claim for claim in facts.claims if claim.inferred_from]
    known = {c.id for c in facts.claims} if derived else set()
    for claim in derived:
        for origin in claim.inferred_from:
            if origin not in known:
                file, line = places[claim.id]
                hint = "graphkit why shows the ids of claims; one changes when its row does"
                problems.append(Problem(file, line, "inferred_from", f"no claim has the id {origin[:40]}", hint))


def check_cycles(facts: Facts, model: Model, places: Places, problems: list[Problem]) -> None:
    """Adds circles of edges that must have none, at the first row of each."""
    for knot in cycles(facts.claims, model):
        file, line = min(places[claim.id] for claim in knot)
        way = ", ".join(f"{c.subject} {c.predicate} {c.object or ' or '.join(c.one_of)}" for c in knot[:6])
        problems.append(Problem(file, line, "value", f"goes round in a circle: {way}", "remove one of them"))


def check_names(
    registry: Registry, loaders: set[str], problems: list[Problem], ruled: Collection[tuple[str, str]] = ()
) -> None:
    """Warns of names that two entities share, where one of them belongs to one of the loaders.

    Where one of the two is of other people's tables nobody can choose the name: then entities of different types are
    passed over, and pairs that a curator has `ruled` to be two, the smaller id first.
    """
    apart = {tuple(sorted(registry.same.get(i, i) for i in pair)) for pair in ruled}
    for _, ids in registry.duplicates():
        rows = sorted((registry.by_id[i] for i in ids), key=lambda r: (r.file, r.line))
        rows = [row for row in rows if any(not _two(row, other, apart) for other in rows if other is not row)]
        if any(r.loader in loaders for r in rows):
            last = rows[-1]
            message = f"{last.id} shares a name with {', '.join(r.id for r in rows[:-1])}"
            hint = "write ids where it is meant, or make one entity of them"
            if any(r.foreign for r in rows):
                hint = "graphkit resolve shows why they stay two; graphkit resolve decide rules on them"
            problems.append(Problem(last.file, last.line, "name", message, hint, "warning"))


def _two(one: EntityRow, other: EntityRow, ruled: Collection[tuple[str, ...]]) -> bool:
    """Whether it is settled that two entities with one name are two."""
    if tuple(sorted((one.id, other.id))) in ruled:
        return True
    return one.type != other.type and (one.foreign or other.foreign)


def _mentioned(facts: Facts) -> set[str]:
    """Ids that a document mentions, and what curation says of these: the province of a city."""
    out: set[str] = set()
    curated: list[Claim] = []
    for claim in facts.claims:
        if claim.row.source != CURATION:
            out.add(claim.subject)
            if claim.object:
                out.add(claim.object)
            for _, value in claim.qualifiers:
                out.add(value)
            if claim.one_of or claim.speaker_id:
                out.update(_ids(claim))
        elif claim.object or claim.one_of or claim.qualifiers or claim.speaker_id:
            curated.append(claim)  # a name mentions nobody
    known = -1
    while known != len(out):
        known = len(out)
        for claim in curated:
            if claim.subject in out:
                out.update(_ids(claim))
    return out


def _ids(claim: Claim) -> Iterator[str]:
    yield from claim.mentions()
    yield from (value for _, value in claim.qualifiers)
    if claim.speaker_id:
        yield claim.speaker_id
