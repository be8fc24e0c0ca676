"""Countries by tier of the chain, for the page without script; `page/matrix.js` makes the same table from the view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.maps.data import Picture
from graphkit.maps.words import word

NOT_STATED = "not stated"
ALL = "All"
#: Statuses that a cell tells beside its number: nothing but plans, and what runs.
TOLD = ("planned", "operating")


@dataclass(frozen=True, slots=True)
class Cell:
    """The number of entities of a country in a tier, and in words how many of them are planned and operating."""

    count: int
    told: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """Names of the tiers, and a row for each country: its name and a cell for each tier. The last of both is all."""

    tiers: list[str]
    rows: list[tuple[str, list[Cell]]]


def matrix(picture: Picture, chosen: Iterable[int]) -> Matrix:
    """The matrix of some entities, given by their positions: countries with the most of them first."""
    found: dict[tuple[str | None, int | None], list[int]] = defaultdict(list)
    for k in chosen:
        for country in (picture.countries[k], None):
            for tier in (picture.columns[k], None):
                found[country, tier].append(k)
    tiers: list[int | None] = [t for t in range(len(picture.tiers)) if (None, t) in found]
    countries = sorted(
        {c for c, _ in found if c is not None}, key=lambda c: (c == "", -len(found[c, None]), c)
    )  # those without a country last
    names = picture.meta("")["tiers"]
    columns = [*tiers, None]
    return Matrix(
        [ALL if t is None else names[t] for t in columns],
        [
            (
                ALL if c is None else word(picture.model, "country", c) if c else NOT_STATED,
                [_cell(picture, found.get((c, t), [])) for t in columns],
            )
            for c in ([*countries, None] if countries else [])
        ],
    )


def _cell(picture: Picture, members: list[int]) -> Cell:
    told = [(sum(picture.entities[k].status == status for k in members), status) for status in TOLD]
    return Cell(len(members), ", ".join(f"{n} {status}" for n, status in told if n))
