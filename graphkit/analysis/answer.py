"""The answer of an analysis: a table, and all that a reader must know to judge it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphkit.values.table import Table


@dataclass(frozen=True, slots=True)
class Mark:
    """How an entity stands in an answer, for a map: a word of the legend, and its colour (`#rrggbb`)."""

    word: str
    color: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an analysis found.

    Attributes
    ----------
    name, title
        Of the analysis, and what was asked in a line.
    asked
        What it was asked with: the shock, the target, the world, and other choices, as plain values.
    table
        The answer itself. Its column `claims` holds ids, from which whoever prints it may cite.
    more
        Further tables by name, each with a title.
    bounds
        What kind of bounds the figures are, in a line each: how "certain" and "possible" are to be read.
    gaps
        (node, what is not known): where no claim answers what the analysis came across.
    assumed
        What was taken for granted, in a line each; nothing else was.
    claims
        Ids of the claims that were used, sorted.
    scenario
        True if it rests on figures that no source states.
    for_machines
        Columns of which people have the same in others; besides ids.
    marks
        How entities stand, by id, for a map coloured by the answer.
    """

    name: str
    title: str
    table: Table
    asked: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Table] = field(default_factory=dict)
    bounds: tuple[str, ...] = ()
    gaps: Table = field(default_factory=lambda: Table((), ()))
    assumed: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    scenario: bool = False
    for_machines: tuple[str, ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)


def all_claims(*several: Iterable[str]) -> tuple[str, ...]:
    """Ids of claims, each once, sorted."""
    return tuple(sorted({claim for some in several for claim in some}))
