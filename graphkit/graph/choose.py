"""Choice among the statements of one element, and whether they can all be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from graphkit.facts.claim import NEGATIVE, UNDECIDED, Claim, Decision

#: The rules in their order; the one that decided is kept with the element.
RULES = ("only", "decision", "standing", "actual", "stated", "later", "speakers", "precise", "id")


@dataclass(frozen=True, slots=True)
class Statement:
    """What some claims of one element, sorted by id, say alike.

    `low` and `high` bound it: days, numbers, or the place of a word in its vocabulary's tree; None is open.
    """

    claims: tuple[Claim, ...]
    low: Any = None
    high: Any = None

    @property
    def first(self) -> Claim:
        """The claim with the least id, which stands for the statement."""
        return self.claims[0]

    @property
    def kind(self) -> str:
        """The kind that its claims share."""
        return self.first.kind

    @property
    def negative(self) -> bool:
        """True where it says that something is not so, or is given up."""
        return self.kind in NEGATIVE

    @property
    def realised(self) -> bool:
        """True where it speaks of what is or was; who denies what lies ahead denies a plan."""
        if self.kind == "denied" and isinstance(self.low, date) and self.first.said:
            return self.low <= self.first.said[1]
        return self.first.realised

    @property
    def stated(self) -> bool:
        """True where a claim states it and does not infer it."""
        return any(c.basis == "stated" for c in self.claims)

    @property
    def speakers(self) -> frozenset[str]:
        """Independent speakers: a reprint has its original's speaker; curation is none."""
        return frozenset(c.speaker for c in self.claims if c.said is not None)

    def last_said(self) -> tuple[date, date] | None:
        """The latest day of saying, as bounds; None where no claim has a clock."""
        said = [c.said for c in self.claims if c.said is not None]
        return (max(s[0] for s in said), max(s[1] for s in said)) if said else None


def choose(statements: Sequence[Statement], ruling: Decision | None = None) -> tuple[Statement, str]:
    """The current one of an element's statements and the rule that chose it.

    A curator's `ruling` for one of its claims comes before all. What discloses nothing, and what a denial or
    withdrawal outweighs, gives way first (`standing`). Of what is left,
    in this order: actual over planned, stated over inferred, later said, more independent speakers, the more precise
    where all agree, claim id. A statement counts as later only if it was certainly said later: where the bounds of
    `said` overlap, neither supersedes the other.
    """
    everything = sorted(statements, key=lambda s: s.first.id)
    if len(everything) == 1:
        return everything[0], "only"
    if ruling and ruling.claim:
        for statement in everything:
            if any(c.id == ruling.claim for c in statement.claims):
                return statement, "decision"
    left = standing(everything)
    return (left[0], "standing") if len(left) == 1 else _pick(left)


def standing(statements: Sequence[Statement]) -> list[Statement]:
    """The statements that say something and that no denial or withdrawal outweighs; if there are none, the negative
    ones; if there are none either, all."""
    negative = [s for s in statements if s.negative]
    positive = [s for s in statements if not s.negative and s.kind != "undisclosed"]
    return [s for s in positive if not any(_overrules(n, s) for n in negative)] or negative or list(statements)


def _overrules(negative: Statement, other: Statement) -> bool:
    if not covers(negative, other):
        return False
    chosen, rule = _pick(sorted((negative, other), key=lambda s: s.first.id))
    return chosen is negative and rule in ("stated", "later", "speakers")


def _pick(left: list[Statement]) -> tuple[Statement, str]:
    rules: tuple[tuple[str, Callable[[list[Statement]], list[Statement]]], ...] = (
        ("actual", _actual),
        ("stated", _stated),
        ("later", _later),
        ("speakers", _most),
        ("precise", _precise),
    )
    for rule, keep in rules:
        left = keep(left)
        if len(left) == 1:
            return left[0], rule
    return left[0], "id"


def _actual(statements: list[Statement]) -> list[Statement]:
    return [s for s in statements if s.realised] or statements


def _stated(statements: list[Statement]) -> list[Statement]:
    return [s for s in statements if s.stated] or statements


def _later(statements: list[Statement]) -> list[Statement]:
    said = [(s, s.last_said()) for s in statements]
    latest = max((bounds[0] for _, bounds in said if bounds), default=None)
    if latest is None:
        return statements
    return [s for s, bounds in said if bounds is not None and bounds[1] >= latest]


def _most(statements: list[Statement]) -> list[Statement]:
    most = max(len(s.speakers) for s in statements)
    return [s for s in statements if len(s.speakers) == most]


def _precise(statements: list[Statement]) -> list[Statement]:
    """Those whose bounds lie within the bounds of every other: 10 November of November, all-solid of solid-state."""
    return [s for s in statements if all(covers(other, s) for other in statements)] or statements


def covers(a: Statement, b: Statement) -> bool:
    """True if whatever `b` says lies within the bounds of `a`, and both speak of what is or both of what is to come."""
    if a.realised != b.realised:
        return False
    below = a.low is None or (b.low is not None and a.low <= b.low)
    return bool(below and (a.high is None or (b.high is not None and b.high <= a.high)))


def overlap(a: Statement, b: Statement) -> bool:
    """True if both can be true: their bounds share a day or a number."""
    return _not_after(a.low, b.high) and _not_after(b.low, a.high)


def _not_after(low: Any, high: Any) -> bool:
    return low is None or high is None or bool(low <= high)


def disputed(statements: Sequence[Statement], ruling: Decision | None = None) -> bool:
    """True if two statements contradict each other and no ruling has settled it."""
    return len(statements) > 1 and any(
        contradict(a, b) and not settles(ruling, (*a.claims, *b.claims)) for a, b in combinations(statements, 2)
    )


def contradict(a: Statement, b: Statement) -> bool:
    """True if both cannot be true and neither is an outcome or a later word of the same speaker."""
    return _clash(a, b) and not _supersedes(a, b) and not _supersedes(b, a)


def settles(ruling: Decision | None, claims: Iterable[Claim]) -> bool:
    """True if the ruling decides between these claims: it says which holds, or that both do, and weighed each of them.
    What it did not weigh opens the question again."""
    return ruling is not None and ruling.choose != UNDECIDED and all(c.id in ruling.claims for c in claims)


def _clash(a: Statement, b: Statement) -> bool:
    if a.realised != b.realised or "undisclosed" in (a.kind, b.kind) or (a.negative and b.negative):
        return False
    if a.negative or b.negative:
        return covers(a, b) if a.negative else covers(b, a)
    return not overlap(a, b)


def _supersedes(a: Statement, b: Statement) -> bool:
    """`a` is the later word of everyone who said `b`."""
    later, earlier = a.last_said(), b.last_said()
    return bool(later and earlier and later[0] > earlier[1] and b.speakers <= a.speakers)
