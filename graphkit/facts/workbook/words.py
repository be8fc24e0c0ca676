"""The words to choose from in the columns of a loader's tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.facts.claim import BASES, GRADES, KINDS, VISIBILITIES
from graphkit.facts.entities import FLAGS
from graphkit.model import Model

#: The sheet that lists them.
SHEET = "words"
#: Columns that hold an entity: its id, a name, or several of them.
ENTITY_COLUMNS = {"facts.csv": ("subject", "value", "speaker")}


@dataclass(frozen=True, slots=True)
class Choice:
    """The words of a column; `only`: no other word may stand there."""

    table: str
    column: str
    words: tuple[str, ...]
    only: bool = True

    @property
    def title(self) -> str:
        """The heading of its list."""
        return f"{self.table.removesuffix('.csv')} {self.column}"


def choices(model: Model) -> Mapping[tuple[str, str], Choice]:
    """The words by table and column: those of the schema, and those that the engine knows."""
    found = (
        Choice("entities.csv", "type", tuple(model.nodes)),
        Choice("entities.csv", "flags", FLAGS, only=False),  # a cell may hold several, parted by ;
        Choice("sources.csv", "published_basis", BASES),
        Choice("sources.csv", "grade", GRADES),
        Choice("sources.csv", "visibility", VISIBILITIES),
        Choice("facts.csv", "predicate", tuple(model.predicates())),
        Choice("facts.csv", "kind", KINDS),
        Choice("facts.csv", "basis", BASES),
    )
    return {(choice.table, choice.column): choice for choice in found}
