"""Choice among the statements of one element, and whether they can all be true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.facts.claim import Claim

#: The rules in their order; the one that decided is kept with the element.
RULES = ("only", "actual", "stated", "later", "speakers", "precise", "id")
_FAR = timedelta(days=400_000)


@dataclass(frozen=True, slots=True)
class Statement:
    """What some claims of one element say alike. Bounds are days (dates) or numbers; None is open."""

    claims: tuple[Claim, ...]
    low: object = None
    high: object = None

    @property
    def first(self) -> Claim:
        """The claim with the least id, which stands for the statement."""
        return self.claims[0]

    @property
    def realised(self) -> bool:
        """True where it speaks of what is or was."""
        return self.first.realised

    @property
    def stated(self) -> bool:
        """True where a claim states it and does not infer it."""
        return any(c.basis == "stated" for c in self.claims)

    @property
    def speakers(self) -> frozenset[str]:
        """Independent speakers: a reprint has its original's speaker."""
        return frozenset(c.speaker for c in self.claims if c.said is not None)

    def last_said(self) -> tuple[date, date] | None:
        """The latest day of saying, as bounds; None where no claim has a clock."""
        said = [c.said for c in self.claims if c.said is not None]
        return (max(s[0] for s in said), max(s[1] for s in said)) if said else None

    def width(self) -> timedelta:
        """Days between its bounds, to prefer the more precise of two that agree."""
        if isinstance(self.low, date) and isinstance(self.high, date):
            return self.high - self.low
        return _FAR


def choose(statements: Sequence[Statement]) -> tuple[Statement, str]:
    """The current one of an element's statements and the rule that chose it.

    In this order: actual over planned, stated over inferred, later said, more independent speakers, the more precise
    date, claim id. A statement counts as later only if it was certainly said later: where the bounds of `said` overlap,
    neither supersedes the other.
    """
    left = sorted(statements, key=lambda s: s.first.id)
    if len(left) == 1:
        return left[0], "only"
    for rule, keep in (
        ("actual", _actual),
        ("stated", _stated),
        ("later", _later),
        ("speakers", _most),
        ("precise", _precise),
    ):
        kept = keep(left)
        if len(kept) == 1:
            return kept[0], rule
        left = kept
    return left[0], "id"


def _actual(statements: list[Statement]) -> list[Statement]:
    return [s for s in statements if s.realised] or statements


def _stated(statements: list[Statement]) -> list[Statement]:
    return [s for s in statements if s.stated] or statements


def _later(statements: list[Statement]) -> list[Statement]:
    said = {id(s): s.last_said() for s in statements}
    starts = [bounds[0] for bounds in said.values() if bounds]
    latest = max(starts, default=None)
    if latest is None:
        return statements
    return [s for s in statements if (bounds := said[id(s)]) is not None and bounds[1] >= latest]


def _most(statements: list[Statement]) -> list[Statement]:
    most = max(len(s.speakers) for s in statements)
    return [s for s in statements if len(s.speakers) == most]


def _precise(statements: list[Statement]) -> list[Statement]:
    least = min(s.width() for s in statements)
    return [s for s in statements if s.width() == least]


def overlap(a: Statement, b: Statement) -> bool:
    """True if both can be true: their bounds share a day or a number."""
    return _not_after(a.low, b.high) and _not_after(b.low, a.high)


def _not_after(low: object, high: object) -> bool:
    return low is None or high is None or low <= high  # type: ignore[operator]


def disputed(statements: Sequence[Statement]) -> bool:
    """True if two statements cannot both be true and neither is an outcome or a later word of the same speaker."""
    for i, a in enumerate(statements):
        for b in statements[i + 1 :]:
            if a.realised == b.realised and not overlap(a, b) and not _supersedes(a, b) and not _supersedes(b, a):
                return True
    return False


def _supersedes(a: Statement, b: Statement) -> bool:
    """`a` is the later word of everyone who said `b`."""
    later, earlier = a.last_said(), b.last_said()
    return bool(later and earlier and later[0] > earlier[1] and b.speakers <= a.speakers)
