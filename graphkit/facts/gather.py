"""Claims as they are read from all tables, with where each stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from graphkit.facts.claim import Claim, Facts
from graphkit.facts.interpret import Interpreter
from graphkit.facts.sources import Sources


@dataclass(slots=True)
class Gathered:
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

    def add(self, claim: Claim, shown: str, line: int) -> tuple[str, int] | None:
        """Adds a claim; if it is there already, counts the repeat and tells where it stands."""
        identifier, note = claim.id, claim.row.note
        if note:
            self.notes.setdefault(identifier, set()).add(note)
        if identifier in self.claims:
            self.repeats[identifier] += 1
            return self.places[identifier]
        self.claims[identifier] = claim
        self.places[identifier] = (shown, line)
        return None

    def mentioned(self) -> set[str]:
        """Ids of the entities that claims are about."""
        return {i for claim in self.claims.values() for i in (*claim.mentions(), *(v for _, v in claim.qualifiers))}

    def facts(self, sources: Sources, chosen: set[str]) -> Facts:
        """The claims by id, each with the notes of all its rows, and the sources of the chosen loaders."""
        for identifier in self.repeats:
            claim = self.claims[identifier]
            note = "; ".join(sorted(self.notes.get(identifier, ())))
            self.claims[identifier] = replace(claim, row=replace(claim.row, note=note))
        kept = {i: s for i, s in sorted(sources.by_id.items()) if s.loader in chosen}
        return Facts(tuple([self.claims[i] for i in sorted(self.claims)]), kept, dict(sorted(self.repeats.items())))
