"""How concentrated the making of each item is: HHI and share of the three largest, as intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.concentration import Given, Interval, by, from_capacities, hhi, top_share
from graphkit.analysis.figures.outputs import Output, outputs
from graphkit.analysis.figures.plants import Plant, plants, stage_of
from graphkit.analysis.groups import maker_of
from graphkit.analysis.kinds import ITEMS
from graphkit.analysis.questions.capacity import name_of
from graphkit.analysis.questions.common import YES_NO, gaps_told, of_countries, of_the_graph
from graphkit.analysis.study import Study
from graphkit.errors import AnalysisError, UsageError
from graphkit.values.table import Table

BOUNDS = (
    "state: what operates, or that with all that is built or planned; stated where sources state the shares themselves",
    "hhi: sum of the squares of all shares, 0 to 10,000 points; top3: share of the three largest, 0 to 1. Least and "
    "most are the ends of all that agrees with what is stated, the known holders taken as all there are",
    "open_hhi, open_top3 (in json and csv): the same where holders may exist that no source names; least and most then "
    "lie far apart unless the list is told to be whole",
    "a holder without a figure can hold anything, and widens the interval; it is never counted as 0",
    "basis capacity: shares of capacity stand in for shares of what is made, which no source states; they are the same "
    "only where all run at the same load",
)
_COLUMNS = (
    "node", "name", "stage", "state", "basis", "unit", "holders", "unknown", "whole", "hhi_least", "hhi_most",
    "top3_least", "top3_most", "open_hhi_least", "open_hhi_most", "open_top3_least", "open_top3_most", "claims",
)  # fmt: skip
_HOLDERS = ("item", "of", "state", "node", "name", "known", "share_least", "share_most", "holders_of")
_LARGEST = 3
#: States of capacity by what is asked: what operates, and that with all that is built or planned.
_STATES = {"operating": ("operating",), "with planned": ("operating", "built", "planned", "undated", "overdue")}
#: From which index on a market counts as highly concentrated (US Merger Guidelines 2023, 2.1).
_HIGH = 1800


@dataclass(frozen=True, slots=True)
class _Made:
    """The holders of an item in one state: what is stated of each (None: nothing), and their groups (None: unknown)."""

    item: str
    state: str
    basis: str
    unit: str | None
    given: Mapping[Any, Given]
    groups: Mapping[Any, str | None]
    whole: bool | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """`shares` are those of each holder, and of makers whose group is not known (`apart`)."""

    hhi: Interval
    top: Interval
    shares: Mapping[Any, Interval]
    apart: Sequence[Any] = ()


def answer(study: Study, item: str | None = None, grouped: str = "firm") -> Answer:
    """A row for each item and state: index and share of the three largest, with a table of the holders.

    Shares that sources state of makers (`share` of PRODUCES) come first; where none is stated, capacities stand in.

    Parameters
    ----------
    item
        Only this material, product or vehicle; all by default.
    grouped
        What counts as one holder: firm, parent or country.

    Raises
    ------
    UsageError
        If `item` is nothing that is made.
    AnalysisError
        If the shares stated of `item` cannot all be right; where all items are asked for, that is a gap.
    """
    if item and study.kind(item) not in (*ITEMS, ""):
        raise UsageError(f"{study.name(item)} is of type {study.kind(item)}", "name a material, product or vehicle")
    found = [m for m in _all(study, grouped) if item is None or m.item == item]
    rows: list[tuple[Any, ...]] = []
    holders: list[tuple[Any, ...]] = []
    wrong: list[tuple[str, str, str, str]] = []
    for made in found:
        try:
            closed, opened = _measured(made, True), _measured(made, made.whole)
        except AnalysisError as error:
            if item:
                raise AnalysisError(f"{study.name(item)}: {error.message}", f"graphkit why {item}") from None
            # Of many items one with shares that contradict one another is no reason to tell nothing of the others.
            wrong.append((made.item, study.name(made.item), made.item, f"which shares are right: {error.message}"))
            continue
        if closed is not None and opened is not None:
            rows.append(_row(study, made, closed, opened))
            holders += list(_holders(study, grouped, made, closed))
    rows.sort(key=lambda r: (-r[6], -r[9], r[1].casefold(), r[0], r[3], r[5] or ""))
    return Answer(
        "concentration",
        f"Concentration by {grouped}" + (f" of {study.name(item)}" if item else ""),
        Table.of(_COLUMNS, rows, f"concentration of what is made, by {grouped}"),
        asked={"item": item, "by": grouped},
        more={"shares": Table.of(_HOLDERS, holders, "holders")},
        bounds=BOUNDS,
        gaps=gaps_told([*_gaps(study, found, item), *wrong]),
        assumed=(*_assumed(study, found, grouped), *of_the_graph(study)),
        claims=all_claims(*(r[-1] for r in rows)),
        for_machines=tuple(name for name in _COLUMNS if name.startswith("open_")),
        marks={r[0]: _mark(*_row_bounds(r)) for r in sorted(rows, key=lambda r: r[3] != "with planned")},
    )


def _row(study: Study, made: _Made, closed: _Found, opened: _Found) -> tuple[Any, ...]:
    holders = len(closed.shares) + len(closed.apart)
    unknown = sum(v is None for v in made.given.values())
    head = (made.item, study.name(made.item), stage_of(study, [made.item]), made.state, made.basis, made.unit)
    return (*head, holders, unknown, YES_NO[made.whole], *_ends(closed), *_ends(opened), list(made.claims))


def _all(study: Study, grouped: str) -> Iterator[_Made]:
    found = plants(study)
    known = outputs(found, study.graph.as_of)
    makers: dict[str, list[Plant]] = {}
    for plant in found:
        for item in plant.items if plant.node not in plant.items else ():  # a figure of an item is that of no holder
            makers.setdefault(item, []).append(plant)
    for item, own in sorted(makers.items()):
        stated = _stated(study, item, grouped)
        if stated:
            yield stated
            continue
        for state, states in _STATES.items():
            yield from _of_capacity(study, item, own, known, (state, states), grouped)


def _stated(study: Study, item: str, grouped: str) -> _Made | None:
    """The shares that sources state of the makers of an item."""
    for group in study.inputs.get(item, ()):
        if group["role"] == "made by" and (shares := group.get("shares")):
            given: dict[str, Given] = {maker_of(line): shares.get(line) for line in group["suppliers"]}
            groups = {m: _group(study, grouped, study.firms(m), study.country(m)) for m in given}
            whole = group["complete"]
            return _Made(item, "stated", "share", None, given, groups, whole, tuple(group["claims"]))
    return None


def _of_capacity(
    study: Study,
    item: str,
    own: Sequence[Plant],
    known: Iterable[Output],
    state: tuple[str, tuple[str, ...]],
    grouped: str,
) -> Iterator[_Made]:
    """What the makers of an item can make, in each unit in which any of them states it."""
    mine = {plant.node for plant in own}
    there = [o for o in known if o.plant.node in mine and item in o.items and o.state in state[1]]
    with_figure = {o.plant.node for o in there}
    holding = [
        p
        for p in own
        if p.node in with_figure or (state[0] != "operating" and not p.states(item)) or _runs(study, p, item)
    ]
    if not holding or (state[0] != "operating" and not _differs(study, own, there, item)):
        return
    whole = next((g["complete"] for g in study.inputs.get(item, ()) if g["role"] == "made by"), None)
    groups = {p.node: _group(study, grouped, p.firms, p.country) for p in holding}
    units: list[str | None] = [*sorted({o.unit for o in there})]
    for unit in units or [None]:
        figures = [o for o in there if o.unit == unit]
        given = {p.node: _sum([o for o in figures if o.plant.node == p.node]) for p in holding}
        claims = all_claims(*(o.claims for o in figures), *(p.claims for p in holding))
        yield _Made(item, state[0], "capacity" if unit else "none", unit, given, groups, whole, claims)


def _runs(study: Study, plant: Plant, item: str) -> bool:
    """Whether a plant without a figure may be making the item already: nothing says that it has yet to begin."""
    if plant.states(item) or plant.status in ("planned", "building", "trial", "ended"):
        return False
    told = [
        e
        for e in study.graph.edges_of(plant.node)
        if e.told and e.type == "PRODUCES" and (e.source, e.target) == (plant.node, item)
    ]
    return not told or any(e.status != "planned" for e in told)


def _differs(study: Study, own: Sequence[Plant], there: Sequence[Output], item: str) -> bool:
    """Whether plans add anything to what is there."""
    ahead = any(o.state not in _STATES["operating"] for o in there)
    return ahead or any(not p.states(item) and not _runs(study, p, item) for p in own)


def _sum(found: Sequence[Output]) -> Given:
    """Least and most of a plant; from 0 where it makes several items, or where what became of its plan is not told."""
    if not found:
        return None
    least, most = Decimal(0), Decimal(0)
    for output in found:
        if len(output.items) == 1 and output.state != "overdue":
            least += output.amount.least or 0
        if output.amount.most is None:
            return least, None
        most += output.amount.most
    return least, most


def _group(study: Study, grouped: str, firms: Iterable[str], country: str) -> str | None:
    """What a maker counts to; firms that run it together are one holder."""
    if grouped == "country":
        return country or None
    own = {study.parent(f) if grouped == "parent" else f for f in firms}
    return " + ".join(sorted(own)) or None


def _measured(made: _Made, whole: bool | None) -> _Found | None:
    """Index and share of the largest; None where no holder can have anything."""
    if made.basis != "share":
        if all(isinstance(v, tuple) and v[1] == 0 for v in made.given.values()):
            return None
        found = from_capacities(made.given, whole, _LARGEST, made.groups)
        return _Found(found.hhi, found.top, found.shares, found.apart) if found else None
    if len(set(made.groups.values())) == len(made.groups) and None not in made.groups.values():
        index, top = hhi(made.given, whole), top_share(made.given, _LARGEST, whole)
        single = by(made.groups, made.given, whole, _LARGEST)
        return _Found(index, top, single.shares) if index and top and single else None
    together = by(made.groups, made.given, whole, _LARGEST)
    return _Found(together.hhi, together.top, together.shares, together.apart) if together else None


def _ends(found: _Found) -> tuple[float, ...]:
    return (
        round(found.hhi.low, 1), round(found.hhi.high, 1), round(found.top.low, 4), round(found.top.high, 4),
    )  # fmt: skip


def _holders(study: Study, grouped: str, made: _Made, found: _Found) -> Iterator[tuple[Any, ...]]:
    """The holders of an item, the largest first; `known` is no where one of its makers states no figure."""
    order = sorted(found.shares.items(), key=lambda s: (-s[1].high, -s[1].low, str(s[0])))
    for group, share in order:
        members = [m for m in made.given if made.groups[m] == group]
        name = " + ".join(name_of(study, grouped, part) for part in str(group).split(" + "))
        yield _holder(study, made, (group, name), members, share)
    for maker in found.apart:
        yield _holder(study, made, (maker, f"{study.name(maker)} ({grouped} not known)"), [maker], Interval(0.0, 1.0))


def _holder(
    study: Study, made: _Made, named: tuple[str, str], members: Sequence[str], share: Interval
) -> tuple[Any, ...]:
    known = YES_NO[all(made.given[m] is not None for m in members)]
    told = (known, round(share.low, 4), round(share.high, 4), study.names(members))
    return (made.item, study.name(made.item), made.state, *named, *told)


def _gaps(study: Study, found: Sequence[_Made], item: str | None) -> set[tuple[str, str, str, str]]:
    rows = set()
    for made in found:
        for holder, value in made.given.items():
            if value is None:
                rows.add(
                    (holder, study.name(holder), made.item, f"how much {study.name(made.item)} it makes or can make")
                )
            if made.groups[holder] is None:
                rows.add((holder, study.name(holder), made.item, "whom it belongs to, or where it stands"))
    if item and not found:
        rows.add((item, study.name(item), item, "who makes it"))
    return rows


def _assumed(study: Study, found: Sequence[_Made], grouped: str) -> Iterable[str]:
    if grouped == "country":
        yield from of_countries(study, {maker for made in found for maker in made.given})
    if any(made.basis == "capacity" for made in found):
        yield "no shares are stated: shares of capacity stand in for them"
    if any(made.whole is not True for made in found):
        yield "hhi and top3: no other makers than those known; open_hhi and open_top3 do without this"
    if any(" + " in (g or "") for made in found for g in made.groups.values()):
        yield "firms that run a site together count as one holder"
    if any(made.state == "with planned" for made in found):
        yield "with planned: all plans come, also those without a day; an overdue one from nothing to all of it"


def _row_bounds(row: tuple[Any, ...]) -> tuple[float, float, int]:
    """Least and most index among the known makers, and how many these are."""
    record = dict(zip(_COLUMNS, row, strict=True))
    return record["hhi_least"], record["hhi_most"], record["holders"]


def _mark(least: float, most: float, holders: int) -> Mark:
    if holders == 1:
        return Mark("one known maker", "#CC79A7")
    if least >= _HIGH:
        return Mark(f"HHI {_HIGH:,} or more among the known makers", "#D55E00")
    return Mark(f"HHI may be over {_HIGH:,}", "#E69F00") if most > _HIGH else Mark(f"HHI at most {_HIGH:,}", "#009E73")
