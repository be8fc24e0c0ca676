"""What one row of a table says, before it is known who is meant: entities, documents, rows of facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphkit.facts.claim import Row
from graphkit.facts.tables import Record


@dataclass(frozen=True, slots=True)
class Drafted:
    """An entity as one row tells it; of one that is only looked for, `type` is empty and `id` the text."""

    id: str
    type: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    note: str = ""


class Draft(NamedTuple):
    """What one row of a table says; `rules` tells of each row of facts which rule made it, `source` and `locator` where
    it stands."""

    line: int
    source: str
    locator: str
    entities: tuple[Drafted, ...]
    documents: tuple[Record, ...]
    rows: tuple[Row, ...]
    rules: tuple[int, ...]
