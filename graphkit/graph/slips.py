"""What became of each plan: kept, moved, come late or early, overdue; and by how many days (docs/reports.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.graph.graph import Graph, Milestone
from graphkit.graph.histories import History, Told, histories
from graphkit.model import Model

#: Outcomes that are slips, the surest first; `unclear` came, but its days reach beyond the plan's last.
SLIPS = ("late", "overdue", "moved", "withdrawn", "unclear", "early")
#: Outcomes that are none. `restated`: another plan tells it more precisely, or it told one in vaguer words;
#: `contradicted`: told for a day ahead when it had come already, which is a conflict.
OUTCOMES = (*SLIPS, "kept", "ahead", "undated", "restated", "contradicted")

Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Fate:
    """One plan and what became of it.

    `to` is the statement that the plan is measured by: a newer plan, the outcome, or a later stage of its ladder by
    which it must have come; None where nothing is told. `bound` is that later stage where it tells by when it had
    come at the latest. `to_days` are the days so known, `days_least` and `days_most` how many days after the planned
    ones they lie: negative before, None unknown. Of an overdue plan `days_least` is how long its last day is past.
    `counted` is True where the plan is the owner's own and so part of its record.
    """

    history: History
    plan: Told
    outcome: str
    to: Told | None
    bound: Told | None
    to_days: Days
    days_least: int | None
    days_most: int | None
    counted: bool

    @property
    def slip(self) -> bool:
        """True where what came, or was said later, differs from the plan."""
        return self.outcome in SLIPS


def slips(graph: Graph, model: Model) -> tuple[Fate, ...]:
    """The plans that moved or were missed, by subject, ladder, stage and scope, in the order said."""
    return tuple(f for f in fates(graph, model) if f.slip)


def fates(graph: Graph, model: Model, told: Iterable[History] | None = None) -> tuple[Fate, ...]:
    """What became of every plan of the graph, by subject, ladder, stage and scope, in the order said.

    `told` are the histories to judge, where the caller has them: all of a subject's, since a later stage of it tells of
    an earlier one.
    """
    found = histories(graph, model) if told is None else tuple(told)
    reached: dict[str, list[History]] = defaultdict(list)
    for history in found:
        if history.came:
            reached[history.subject].append(history)
    return tuple(
        _fate(history, plan, _Came.of(history, reached[history.subject], model), graph.as_of)
        for history in found
        for plan in history.plans
    )


def days_between(plan: Days, to: Days, deadline: bool) -> tuple[int | None, int | None]:
    """By how many days, at least and at most, `to` lies after `plan`: negative before, None where a bound is open.

    At least from the plan's last day to the first day of `to`, at most from the plan's first day to the last of `to`. A
    deadline (`by 2026`) promises its last day, so that day stands for an open first one: in the plan always, in `to`
    where `deadline` says that it is a plan too. Of an event that came by a day the first day stays open.
    """
    first = plan[1] if plan[0] is None else plan[0]
    begin = to[1] if to[0] is None and deadline else to[0]
    least = (begin - plan[1]).days if begin and plan[1] else None
    most = (to[1] - first).days if to[1] and first else None
    return least, most


@dataclass(frozen=True, slots=True)
class _Came:
    """The outcome of a milestone as far as it is known: the statement and its days; or that its subject ended."""

    by: Told | None
    bound: Told | None
    days: Days
    ended: Told | None

    @classmethod
    def of(cls, history: History, reached: Sequence[History], model: Model) -> _Came:
        stage = model.stages[history.stage]
        later, ended = [], None
        for other in reached:
            entry = model.stages[other.stage]
            if entry.ladder != stage.ladder or entry.order <= stage.order or not _same_thing(history, other):
                continue
            if entry.status == "ended":
                ended = ended or _outcome(other)
            else:
                later.append(_outcome(other))
        # Of several later stages the one that had come first says most.
        by = min(later, key=lambda t: (t.statement.latest or date.max, t.statement.uid), default=None)
        last = by.statement.latest if by else None
        if history.came is None:
            return cls(by, by, (None, last), ended)
        own = _outcome(history)
        first, end = history.came.earliest, history.came.latest
        if first is None and last and (end is None or last < end):
            return cls(own, by, (None, last), ended)
        return cls(own, None, (first, end), ended)


def _outcome(history: History) -> Told:
    return next(t for t in history.told if t.statement.current)


def _same_thing(plan: History, other: History) -> bool:
    """Whether a later stage of the subject, once reached, tells that the plan came: not if it was reached with another
    partner, or in another class, route, place, application or scale."""
    if plan.object and plan.object != other.object:
        return False
    scope = dict(plan.scope)
    return all(scope.get(name, value) == value for name, value in other.scope)


def _fate(history: History, plan: Told, came: _Came, as_of: date | None) -> Fate:
    days: Days = (plan.statement.earliest, plan.statement.latest)
    counted = bool(history.owners) and _owners_own(plan)
    to: Told | None = None
    to_days: Days = (None, None)
    outcome = "undated"
    if any(days):
        newer, outcome = _successor(history, plan)
        if newer:
            to, to_days = newer, (newer.statement.earliest, newer.statement.latest)
        elif not outcome:
            to, to_days, outcome = _by_outcome(history, plan, came, as_of)
    least: int | None = None
    most: int | None = None
    if outcome == "overdue" and as_of and days[1]:
        least = (as_of - days[1]).days
    elif to and outcome in ("moved", "late", "early", "unclear", "kept"):
        least, most = days_between(days, to_days, to.plan)
    bound = came.bound if to is came.by else None
    return Fate(history, plan, outcome, to, bound, to_days, least, most, counted)


def _owners_own(plan: Told) -> bool:
    """A plan or target is its owner's, whoever tells of it; a forecast is its speaker's."""
    return plan.statement.kind != "forecast" or plan.owner


def _successor(history: History, plan: Told) -> tuple[Told | None, str]:
    """The later plan that takes the place of this one, and `moved` or `restated`; none and a blank where none does."""
    others = [o for o in history.plans if o is not plan and any((o.statement.earliest, o.statement.latest))]
    newer = [o for o in others if o.after(plan) and _same_voice(plan, o)]
    for other in newer:
        if within(other.statement, plan.statement):
            return None, "restated"
        if not within(plan.statement, other.statement) or plan.statement.earliest is None:
            return other, "moved"
        # The same in vaguer words: this plan stands.
    before = [o for o in others if not o.after(plan) and _owners_own(o) == _owners_own(plan)]
    if before and within(before[-1].statement, plan.statement) and not within(plan.statement, before[-1].statement):
        return None, "restated"
    return None, ""


def _same_voice(plan: Told, newer: Told) -> bool:
    """Whether the newer plan may take the other's place: its owner says it, or who said the other says so again.

    Another speaker's date is a conflict, and no slip.
    """
    if newer.owner:
        return _owners_own(plan)
    return bool(set(plan.speakers) & set(newer.speakers)) and _owners_own(plan) == _owners_own(newer)


def _by_outcome(history: History, plan: Told, came: _Came, as_of: date | None) -> tuple[Told | None, Days, str]:
    last = plan.statement.latest
    if came.by and _foretold_again(plan, came.by):
        return came.by, came.days, "contradicted"
    if came.by:
        return came.by, came.days, _compare((plan.statement.earliest, last), came.days)
    if history.current.kind == "withdrawn":
        return _outcome(history), (None, None), "withdrawn"
    if came.ended:
        ended = came.ended.statement
        return came.ended, (ended.earliest, ended.latest), "withdrawn"
    return None, (None, None), "overdue" if as_of and last and last < as_of else "ahead"


def _foretold_again(plan: Told, came: Told) -> bool:
    """A plan for days still ahead, told after the event had come, speaks of another event or contradicts it."""
    first, last = plan.statement.earliest, came.statement.latest
    return bool(plan.said and first and last and first > plan.said[1] and last < plan.said[0])


def _compare(plan: Days, came: Days) -> str:
    """Late only if the outcome lies certainly after the plan's last day, early only if certainly before its first."""
    if plan[1] and came[0] and came[0] > plan[1]:
        return "late"
    if plan[0] and came[1] and came[1] < plan[0]:
        return "early"
    return "kept" if plan[1] is None or (came[1] and came[1] <= plan[1]) else "unclear"


def within(a: Milestone, b: Milestone) -> bool:
    """True if the days of `a` lie within those of `b`."""
    below = b.earliest is None or (a.earliest is not None and a.earliest >= b.earliest)
    return below and (b.latest is None or (a.latest is not None and a.latest <= b.latest))
