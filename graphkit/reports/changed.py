"""Two graphs side by side, section by section: what is new, moved, reached, overdue, settled or stale in the later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from graphkit.facts import CURATION
from graphkit.graph import Conflict, Edge, Graph, Milestone, Observation
from graphkit.graph.conflicts import UNSETTLED, ordered
from graphkit.graph.delays import delay
from graphkit.graph.slips import SLIPS, Fate, fates
from graphkit.model import Model
from graphkit.reports import phrases
from graphkit.reports.slips import then
from graphkit.reports.stale import claims_of, ends, unconfirmed

SECTIONS = ("new", "changed", "moved", "reached", "overdue", "prices", "conflicts", "stale")
#: Sorts of item, in the order in which a section tells them.
ITEMS = ("entity", "relation", "property", "value", "milestone", "conflict")
_R = TypeVar("_R", Milestone, Observation)


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the page: what of whom was `old` and is `new`, and how that is in words.

    `about` are the ids of the entities concerned, the one it is told of first. `days_least` and `days_most` are days by
    which a date moved (negative: brought forward; None: open), or of what is overdue or stale for how long at least.
    `claims` are those behind it. `element` is the uid of the relation, property, conflict, or of the element of the
    milestone or value; of an entity its id.
    """

    section: str
    item: str
    about: tuple[str, ...]
    what: str
    old: str
    new: str
    change: str
    claims: tuple[str, ...]
    days_least: int | None = None
    days_most: int | None = None
    element: str = ""


def compare(old: Graph, new: Graph, model: Model, stale_after: int) -> tuple[Change, ...]:
    """What the later graph has that the earlier has not, by section."""
    before, after = _fates(old, model), _fates(new, model)
    moved = list(_moved(before, after, new))
    changed = [*_entities(old, new), *_relations(old, new), *_properties(old, new), *_values(old, new, model)]
    changed += _milestones(old, new, {f.history.element for _, f in moved})
    found = [c for c in changed if c.section in ("new", "changed")]
    return (
        *sorted((c for c in found if c.section == "new"), key=_by_name(new)),
        *sorted((c for c in found if c.section == "changed"), key=_by_name(new)),
        *sorted((c for c, _ in moved), key=_far_first),
        *sorted(_reached(old, new, after), key=_by_name(new)),
        *sorted(_overdue(before, after, new), key=_far_first),
        *sorted((c for c in changed if c.section == "prices"), key=_by_name(new)),
        *_conflicts(old, new),
        *sorted(_stale(old, new, model, stale_after), key=_far_first),
    )


def is_price(model: Model, metric: str) -> bool:
    """Whether a metric is a price or a signal of a market, by what schema/ declares: it has directions, is money for an
    amount of something, an index, or money that a market can have."""
    entry = model.metrics[metric]
    kind = (entry.dimension or "").partition("/")[0]
    market = kind == "money" and "Market" in entry.subjects
    return entry.ordinal or kind.startswith("money_per_") or kind == "index" or market


def _entities(old: Graph, new: Graph) -> Iterator[Change]:
    for entity in new.entities.values():
        claims = tuple(c for c in claims_of(new, entity) if new.claims[c].source != CURATION)
        # Whom only a speaker's name or a place looked up brings in is no news.
        if entity.id not in old.entities and claims:
            about = (entity.id,)
            yield Change("new", "entity", about, entity.type, "", "first told of", "", claims, element=entity.id)


def _relations(old: Graph, new: Graph) -> Iterator[Change]:
    for uid, edge in new.edges.items():
        what, claims = phrases.relation(new, edge), _said(new, edge.claims)
        if not claims:
            continue
        if uid not in old.edges:
            state = phrases.state_of(edge)
            yield Change("new", "relation", _pair(edge), what, "", state, "", claims, element=uid)
        elif _held(edge) != _held(was := old.edges[uid]):
            told, says = phrases.state_of(was), phrases.state_of(edge)
            yield Change("changed", "relation", _pair(edge), what, told, says, "", claims, element=uid)
    for uid, edge in old.edges.items():
        if uid not in new.edges and _said(old, edge.claims):
            what, told = phrases.relation(old, edge), phrases.state_of(edge)
            gone = "holds no longer"
            yield Change("changed", "relation", _pair(edge), what, told, "", gone, edge.claims, element=uid)


def _properties(old: Graph, new: Graph) -> Iterator[Change]:
    for uid, prop in new.properties.items():
        what, word, claims = phrases.property_name(new, prop), phrases.of_kind(prop.kind, prop.word), prop.claims
        was = old.properties.get(uid)
        if not _said(new, claims):
            continue
        if was is None:
            yield Change("new", "property", (prop.entity,), what, "", word, "", claims, element=uid)
        elif (was.word, was.kind) != (prop.word, prop.kind):
            told = phrases.of_kind(was.kind, was.word)
            yield Change("changed", "property", (prop.entity,), what, told, word, "", claims, element=uid)


def _values(old: Graph, new: Graph, model: Model) -> Iterator[Change]:
    before, after = _current(old.observations), _current(new.observations)
    former: dict[str, Observation] = {}
    last: dict[phrases.Series, Observation] = {}
    # A forecast for 2030 does not follow one for 2027: it stands beside it.
    told_of = (seen for seen in after.values() if not seen.prospective)
    for seen in sorted(told_of, key=phrases.place_in_series):
        if (earlier := last.get(phrases.series(seen))) is not None:
            former[seen.element] = earlier
        last[phrases.series(seen)] = seen
    for element, seen in after.items():
        was = before.get(element)
        if was is not None and was.uid == seen.uid:
            continue
        price = is_price(model, seen.metric)
        beside = was or (former.get(element) if price else None)
        section = "prices" if price else "new" if was is None else "changed"
        told = phrases.figure(beside) if beside else ""
        change = "told otherwise" if price and was else ""
        what, says = phrases.metric(new, seen), phrases.figure(seen)
        yield Change(section, "value", (seen.subject,), what, told, says, change, seen.claims, element=element)


def _milestones(old: Graph, new: Graph, moved: set[str]) -> Iterator[Change]:
    """Milestones first told of as a plan, and dates told otherwise; what came and what moved have their sections."""
    before = _current(old.milestones)
    for element, told in _current(new.milestones).items():
        was = before.get(element)
        what, says = phrases.stage(new, told), phrases.of_kind(told.kind, told.text)
        if was is None and not told.reached:
            yield Change("new", "milestone", ends(told), what, "", says, "", told.claims, element=element)
        elif was and was.uid != told.uid and element not in moved and (was.reached or not told.reached):
            once = phrases.of_kind(was.kind, was.text)
            yield Change("changed", "milestone", ends(told), what, once, says, "", told.claims, element=element)


def _moved(before: Mapping[str, Fate], after: Mapping[str, Fate], new: Graph) -> Iterator[tuple[Change, Fate]]:
    for uid, fate in after.items():
        if fate.outcome not in SLIPS or fate.outcome == "overdue" or _alike(before.get(uid), fate):
            continue
        told = [t.statement.claims for t in (fate.to, fate.bound, fate.plan) if t]
        plan = fate.plan.statement
        change = Change(
            "moved", "milestone", ends(plan), phrases.stage(new, plan), phrases.of_kind(plan.kind, plan.text),
            then(fate), delay(fate), _once(told), fate.days_least, fate.days_most, fate.history.element,
        )  # fmt: skip
        yield change, fate


def _reached(old: Graph, new: Graph, after: Mapping[str, Fate]) -> Iterator[Change]:
    came = {m.element for m in old.milestones.values() if m.current and m.reached}
    plans: dict[str, Fate] = {}
    for fate in after.values():  # in the order said: the last plan stays
        if fate.outcome in ("kept", "early", "late", "unclear"):
            plans[fate.history.element] = fate
    for element, told in _current(new.milestones).items():
        if told.reached and element not in came:
            what, came_on = phrases.stage(new, told), _came(told)
            kept = plans.get(element)
            if kept is None:
                yield Change("reached", "milestone", ends(told), what, "", came_on, "", told.claims, element=element)
                continue
            plan = phrases.of_kind(kept.plan.statement.kind, kept.plan.statement.text)
            yield Change(
                "reached", "milestone", ends(told), what, plan, came_on, delay(kept), told.claims, kept.days_least,
                kept.days_most, element,
            )  # fmt: skip


def _overdue(before: Mapping[str, Fate], after: Mapping[str, Fate], new: Graph) -> Iterator[Change]:
    for uid, fate in after.items():
        if fate.outcome == "overdue" and (uid not in before or before[uid].outcome != "overdue"):
            plan = fate.plan.statement
            yield Change(
                "overdue", "milestone", ends(plan), phrases.stage(new, plan), phrases.of_kind(plan.kind, plan.text),
                then(fate), delay(fate), plan.claims, fate.days_least, element=fate.history.element,
            )  # fmt: skip


def _conflicts(old: Graph, new: Graph) -> Iterator[Change]:
    for conflict in ordered(new.conflicts.values()):
        was = old.conflicts.get(conflict.uid)
        told, now = _sides(was) if was else "", _sides(conflict)
        if was is None:
            change = "new" if conflict.state in UNSETTLED else "new, and settled"
        elif was.state != conflict.state:
            change = conflict.state if conflict.state in UNSETTLED else f"settled: {conflict.state}"
        elif told != now:
            change = "sides have changed"
        else:
            continue
        yield _conflict(conflict, told, now, change)
    for conflict in ordered(old.conflicts.values()):
        if conflict.uid not in new.conflicts:
            told = _sides(conflict)
            # A later word of those who said the other, or what was disputed holds no longer.
            yield _conflict(conflict, told, "", "settled: they no longer contradict each other")


def _conflict(conflict: Conflict, old: str, new: str, change: str) -> Change:
    what = f"{conflict.kind} {conflict.uid}: {conflict.name}"
    claims = conflict.claims
    return Change("conflicts", "conflict", conflict.about, what, old, new, change, claims, element=conflict.uid)


def _sides(conflict: Conflict) -> str:
    """`● 2025-11-10 ○ planned: 2025-10`: the side that the graph holds is solid."""
    return " ".join(f"{'●' if side.chosen else '○'} {side.text}" for side in conflict.sides)


def _stale(old: Graph, new: Graph, model: Model, days: int) -> Iterator[Change]:
    there = {*old.edges, *old.properties, *(m.element for m in old.milestones.values())}
    there |= {o.element for o in old.observations.values()}
    before = {line.key for line in unconfirmed(old, model, days)}
    sorts = {"relations": "relation", "properties": "property", "values": "value", "plans": "milestone"}
    for line in unconfirmed(new, model, days):
        if line.key in there - before:
            said, change = f"last said {phrases.days_text(line.said)}", f"unconfirmed for {line.days:,} days"
            yield Change(
                "stale", sorts[line.section], line.about, line.what, line.value, said, change, line.claims, line.days,
                element=line.key,
            )  # fmt: skip


def _fates(graph: Graph, model: Model) -> dict[str, Fate]:
    return {fate.plan.statement.uid: fate for fate in fates(graph, model)}


def _alike(was: Fate | None, now: Fate) -> bool:
    return was is not None and (was.outcome, was.to_days) == (now.outcome, now.to_days)


def _current(rows: Mapping[str, _R]) -> dict[str, _R]:
    return {row.element: row for row in rows.values() if row.current}


def _said(graph: Graph, claims: Iterable[str]) -> tuple[str, ...]:
    """The claims that a document makes: what curation looked up is no news."""
    return tuple(c for c in claims if graph.claims[c].source != CURATION)


def _came(told: Milestone) -> str:
    """The day as it was told; of an event without one the day by which it had come."""
    return told.text or (f"by {told.latest}" if told.latest else "no day told")


def _held(edge: Edge) -> tuple[Any, ...]:
    """What counts of an edge: that it was also seen on another day changes nothing."""
    return (edge.status, edge.since, edge.until)


def _pair(edge: Edge) -> tuple[str, str]:
    return (edge.source, edge.target)


def _once(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for group in groups for claim in group))


def _by_name(graph: Graph) -> Any:
    def key(change: Change) -> tuple[Any, ...]:
        return (ITEMS.index(change.item), graph.name(change.about[0]), change.about, change.what, change.new)

    return key


def _far_first(change: Change) -> tuple[Any, ...]:
    days = change.days_least if change.days_least is not None else change.days_most or 0
    return (-abs(days), change.about, change.what, change.old, change.new)
