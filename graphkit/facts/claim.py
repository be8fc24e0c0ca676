"""`Source`, `Claim` and `Facts`: what someone says, where, and for when it holds."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

import orjson

from graphkit.values.dates import PartialDate

#: How a claim stands to the world. The first of each group are the ones that a blank cell means.
KINDS = ("actual", "planned", "target", "forecast", "estimate", "denied", "withdrawn", "undisclosed")
#: Kinds of a statement that say that something is not so.
NEGATIVE = ("denied", "withdrawn")
#: Those, and the kind of a statement that says nothing.
UNSAID = (*NEGATIVE, "undisclosed")
#: Kinds of a statement that something is or was so: it cannot be of a day after the one on which it was said.
OCCURRED = ("actual", "estimate")
#: Kinds of a statement that something is to come.
PLANS = ("planned", "target", "forecast")
#: Kinds that speak of what is or was; the others speak of what is to come.
REALISED = frozenset(("actual", "estimate", "denied", "undisclosed"))
BASES = ("stated", "inferred")
GRADES = ("filing", "company", "press", "rumour")
VISIBILITIES = ("public", "licensed", "internal")
#: The source of entity rows: names, aliases, external ids. It has no clock and never corroborates.
CURATION = "curation"

#: Verdicts on a conflict that name no claim: all hold side by side; looked at and left open.
BOTH, UNDECIDED = "both", "undecided"

#: Columns of a fact as written; all but `note` go into the claim's id.
COLUMNS = (
    "source",
    "locator",
    "subject",
    "predicate",
    "value",
    "when",
    "kind",
    "basis",
    "qualifiers",
    "speaker",
    "said",
    "inferred_from",
    "note",
)
_CELLS: Callable[[object], tuple[str, ...]] = attrgetter(*COLUMNS)
#: The cells that go into a claim's id.
_IN_ID: Callable[[object], tuple[str, ...]] = attrgetter(*COLUMNS[:-1])


@dataclass(frozen=True, slots=True)
class Source:
    """A document that claims are taken from."""

    id: str
    title: str
    publisher: str
    published: PartialDate
    published_basis: str
    origin: str
    grade: str
    visibility: str
    file: str
    recorded: dt.date | None
    note: str
    loader: str


@dataclass(frozen=True, slots=True)
class Row:
    """A fact as its loader wrote it: cells in NFC with outer blanks removed."""

    source: str
    locator: str
    subject: str
    predicate: str
    value: str = ""
    when: str = ""
    kind: str = ""
    basis: str = ""
    qualifiers: str = ""
    speaker: str = ""
    said: str = ""
    inferred_from: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The cells in the order of `COLUMNS`."""
        return _CELLS(self)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a source says, immutable.

    `date` is when it holds or happens (None: nothing stated), `said` the first and last day on which it can have been
    stated (None: no clock, for curation). A number is `value` with `min` and `max` (equal where exact, None where
    open) in `unit`, the metric's canonical unit; `text` is the phrase stated. `object` is an entity's id;
    `one_of` lists ids where the text leaves open which.
    """

    id: str
    loader: str
    row: Row
    subject: str
    predicate: str
    family: str
    object: str | None = None
    one_of: tuple[str, ...] = ()
    word: str | None = None
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    unit: str | None = None
    direction: str | None = None
    bounds: str | None = None
    text: str = ""
    date: PartialDate | None = None
    kind: str = "actual"
    basis: str = "stated"
    inferred_from: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, str], ...] = ()
    speaker: str = ""
    speaker_id: str | None = None
    said: tuple[dt.date, dt.date] | None = None

    @property
    def source(self) -> str:
        """Id of the document."""
        return self.row.source

    @property
    def locator(self) -> str:
        """Where in the document."""
        return self.row.locator

    @property
    def note(self) -> str:
        """The curator's remark; no part of the id."""
        return self.row.note

    @property
    def realised(self) -> bool:
        """True where the claim speaks of what is or was, False for plans, targets and forecasts."""
        return self.kind in REALISED

    def qualifier(self, name: str) -> str | None:
        """The value of a qualifier, None if it is not stated."""
        for key, value in self.qualifiers:
            if key == name:
                return value
        return None

    def mentions(self) -> Iterable[str]:
        """Ids of the entities that the claim is about: subject, objects, entity qualifiers."""
        yield self.subject
        if self.object:
            yield self.object
        yield from self.one_of


@dataclass(frozen=True, slots=True)
class Decision:
    """A ruling on the conflict `id`: `choose` is a claim's id, ``both`` or ``undecided``; `claims` are those
    weighed."""

    id: str
    choose: str
    claims: tuple[str, ...]
    reason: str
    by: str
    day: dt.date

    @property
    def claim(self) -> str | None:
        """The claim that holds, None where none was chosen."""
        return None if self.choose in (BOTH, UNDECIDED) else self.choose


@dataclass(frozen=True, slots=True)
class Facts:
    """Claims and sources as read: from tables or back out of a store.

    `repeats` counts the rows of a claim beyond its first; `decisions` are the curator's rulings by conflict.
    """

    claims: tuple[Claim, ...]
    sources: Mapping[str, Source]
    repeats: Mapping[str, int] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def loaders(self) -> tuple[str, ...]:
        """Names of the loaders that own a claim or source, sorted."""
        return tuple(sorted({c.loader for c in self.claims} | {s.loader for s in self.sources.values()}))


def clean(text: str) -> str:
    """NFC without outer blanks: the form in which a cell enters a claim's id."""
    return unicodedata.normalize("NFC", text).strip()


_HASH = hashlib.blake2b(digest_size=16)


def claim_id(loader: str, row: Row) -> str:
    """blake2b-128 over the row as written, without its note, as 32 hex digits."""
    hashed = _HASH.copy()  # quicker than a new one
    hashed.update(orjson.dumps((loader, *_IN_ID(row))))
    return hashed.digest().hex()


# A frozen dataclass sets its fields one call at a time, which is most of the cost of a claim. Of tables of other people
# there are millions: these two are filled while they are of a class that may be written to, then become what they are.


def _open(frozen: type[Any]) -> type[Any]:
    """A class with the same slots as a frozen dataclass, whose fields are simply assigned."""
    return make_dataclass(f"Open{frozen.__name__}", [f.name for f in fields(frozen)], slots=True)


_OpenRow, _OpenClaim = _open(Row), _open(Claim)


def quick_row(*cells: str) -> Row:
    """A row of all its cells, in the order of `COLUMNS`: the same as `Row(*cells)`, in a third of its time."""
    row: Any = _OpenRow(*cells)
    row.__class__ = Row
    made: Row = row
    return made


def quick_rows(*columns: Iterable[str]) -> list[Row]:
    """A row of each text of the columns, which are in the order of `COLUMNS`."""
    rows: list[Any] = [*map(_OpenRow, *columns)]
    for row in rows:
        row.__class__ = Row
    return rows


def quick_claim(*values: Any) -> Claim:
    """A claim of the values of all its fields in their order: the same as `Claim(*values)`, in a fifth of its time."""
    claim: Any = _OpenClaim(*values)
    claim.__class__ = Claim
    made: Claim = claim
    return made
