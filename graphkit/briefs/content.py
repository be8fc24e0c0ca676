"""What a report says, before it is a page: findings, sections, and in these sentences, tables, charts and notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

from graphkit.graph import Graph
from graphkit.graph.opinions import Opinion
from graphkit.reports.cite import cite

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cited:
    """Where something stands: `source#paragraph` of each claim, sorted."""

    places: tuple[str, ...] = ()

    @classmethod
    def of(cls, graph: Graph, claims: Iterable[str]) -> Cited:
        """The places of claims, given by id."""
        return cls(tuple(cite(graph, claims)))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence with what it rests on; `lead` is what of it stands out."""

    text: str
    cited: Cited = Cited()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `style` is one of text, name, number, day, word, sources. `brief` tells whether it stands in
    the brief."""

    heading: str
    style: str = "text"
    brief: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. A cell is a text, a number, a list of texts, None, or `Cited` in a column of sources.

    `brief` rows of it stand in the brief, `most` in the report; `more` tells where all are, where some are left out.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    brief: int = 0
    most: int = 40
    more: str = ""

    @classmethod
    def of(cls, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], **options: Any) -> Grid:
        """A table of any sequences, without the columns in which no row has anything."""
        found = [tuple(row) for row in rows]
        kept = [k for k in range(len(columns)) if any(_there(row[k]) for row in found)]
        return cls(title, tuple(columns[k] for k in kept), tuple(tuple(r[k] for k in kept) for r in found), **options)


def _there(cell: Any) -> bool:
    return bool(cell.places) if isinstance(cell, Cited) else cell not in (None, "", [], ())


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with what it shows in words; `brief` tells whether it stands in the brief too."""

    svg: ET.Element
    caption: str
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Sentences one under another; `brief` of them stand in the brief."""

    said: tuple[Said, ...]
    brief: int = 0


@dataclass(frozen=True, slots=True)
class Notes:
    """Analysts' notes, which are opinion; `brief` of them stand in the brief, their beginnings."""

    notes: tuple[Opinion, ...]
    brief: int = 2


Block = Said | Grid | Chart | Bullets | Notes


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; without blocks it is left out."""

    id: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of a report.

    Attributes
    ----------
    title, kicker, also
        Heading; what kind of report of which project, above it; other names of what it is about, below.
    about
        What it rests on, in a few words each: the day, the documents.
    findings
        The key findings, the gravest first.
    reading
        How the figures are to be read, in a line each.
    """

    title: str
    kicker: str
    also: str
    about: tuple[str, ...]
    findings: tuple[Said, ...]
    sections: tuple[Section, ...]
    reading: tuple[str, ...]


def section(identifier: str, heading: str, *blocks: Block | None) -> Section | None:
    """A section of the blocks that say something; None if none does. Sentences alone are something."""
    kept = tuple(b for b in blocks if b is not None and not _empty(b))
    return Section(identifier, heading, kept) if kept else None


def _empty(block: Block) -> bool:
    match block:
        case Grid():
            return not block.rows
        case Bullets():
            return not block.said
        case Notes():
            return not block.notes
    return False


def counted(count: int, one: str, many: str = "") -> str:
    """`1 product`, `2 products`, `no product`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}" if count else f"no {one}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in a sentence: `A, B and C`, `A, B, C and 4 more`."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def long_day(day: date) -> str:
    """A day as `6 December 2025`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def figure(value: float | int | None) -> str:
    """A number with thousands parted and at most three digits after the point; "" where there is none."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else f"{round(value, 3):,.3f}".rstrip("0").rstrip(".")


def span(least: float | None, most: float | None) -> str:
    """An interval: `3`, `2 to 4`, `at least 2`, `at most 4`, "" where both are open."""
    if least is None and most is None:
        return ""
    if least is None or most is None:
        return f"at most {figure(most)}" if least is None else f"at least {figure(least)}"
    return figure(least) if least == most else f"{figure(least)} to {figure(most)}"


def points(least: float | None, most: float | None) -> str:
    """An interval of an index, without digits after the point."""
    return span(None if least is None else round(least), None if most is None else round(most))


def percent(least: float | None, most: float | None) -> str:
    """An interval of shares, as percents; "" where an end is open."""
    if least is None or most is None:
        return ""
    return f"{least:.0%}" if least == most else f"{least:.0%} to {most:.0%}"
