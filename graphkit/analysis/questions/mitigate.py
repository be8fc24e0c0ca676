"""What one more supplier, maker, site or substitute, or one stock, would save."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.losses.measures import STOCK, Measure, measures, mended, stocked
from graphkit.analysis.propagation import CompiledInputs, disruption, single_points, stop_times
from graphkit.analysis.propagation.compiled import YES
from graphkit.analysis.questions.common import YES_NO, closed_world, gap_table, of_the_graph, taken_for_granted
from graphkit.analysis.questions.grounds import doubts, require_upstream, upstream_gaps
from graphkit.analysis.strikes import Strike, union
from graphkit.analysis.study import Study
from graphkit.values.table import Table

_NEW = (
    "what is new (a supplier, maker, site or substitute) needs nothing that is struck, delivers at once and all that "
    "is asked for; whether there is one is not known"
)
_STOCKS = (
    "stocks that buyers hold already count with the least that is stated, and with 0 days where no source speaks of one"
)
_KINDS = (
    "supplier: of one buyer; maker: of an item, from whom all may buy of whom no supplier is stated; site: of a firm "
    "that makes the item already; substitute: for every buyer of the item; each measure alone"
)
_WORLDS = (
    "counts are of the closed world, where each list of suppliers is taken as whole; those ending in _certain of "
    "the open one"
)
_WHERE = ("measure", "node", "name", "item", "material", "essential")
_BEST, _SOME = "#009E73", "#56B4E9"


def under_strikes(study: Study, strikes: Sequence[Strike], lasts: float | None = None) -> Answer:
    """A row for each measure that saves a node from stopping under the strikes, what saves most products first.

    `saves` counts nodes, `targets` products and vehicles, `firms` firms that would no longer stop.

    Parameters
    ----------
    lasts
        Days for which the strikes last: what stops only later counts as saved from the beginning, and stocks are
        measures too, with the days that they must last. None: for ever, which no stock outlasts.
    """
    shock = union(strikes)
    case = _Case(study, shock, lasts)
    possible = disruption(study.compiled, shock)
    before = {w: case.stopped(study.compiled, w) for w in ("closed", "open")}
    rows, idle = [], 0
    for measure in [*measures(study, case.lost(before["closed"])), *case.stocks(before["closed"])]:
        after = case.after(measure)
        saved = {w: before[w] - case.stopped(after, w) for w in before}
        if not saved["closed"]:
            idle += 1
            continue
        rows.append(_saving(study, measure, saved, case.days(measure)))
    rows.sort(key=lambda r: (-r[7], -r[6], r[0], r[2].casefold(), r[1], r[3]))
    columns = (
        *_WHERE, "saves", "targets", "firms", "saves_certain", "stock_days", "saved", "saved_nodes", "claims",
    )  # fmt: skip
    what = " and ".join(s.text for s in strikes)
    none = "without --lasts no stock is a measure: none outlasts a strike without an end"
    stock = none if lasts is None else f"stock_days: how long a stock must last to outlast {lasts:g} days of the strike"
    return Answer(
        "mitigate",
        f"What would save most without {what}",
        Table.of(columns, rows, "measures, each alone, by what they save"),
        asked={"shock": [s.text for s in strikes], "struck": sorted(shock), "lasts": lasts},
        bounds=(_KINDS, _WORLDS, stock, *_idle(idle)),
        gaps=gap_table(study, possible.gaps),
        assumed=(_NEW, *([] if lasts is None else [_STOCKS]), *taken_for_granted(study, strikes, possible)),
        claims=all_claims(*(r[-1] for r in rows), possible.claims, *(s.claims for s in strikes)),
        for_machines=("essential", "firms", "saved", "saved_nodes"),
        marks=_marks(study, [(r[1], r[7]) for r in rows]),
    )


def of_target(study: Study, target: str) -> Answer:
    """A row for each measure that takes away single points of failure of the target, what takes away most first.

    Raises
    ------
    AnalysisError
        If nothing is known upstream of the target.
    """
    require_upstream(study, target)
    points = {w: {str(p) for p in single_points(study.compiled, target, w)} for w in ("closed", "open")}
    lost: dict[int, set[str]] = {}
    essential, complete = set(), set()
    for point in sorted(points["closed"]):
        found = disruption(study.compiled, [point])
        unsaid = doubts(found, [target])
        essential |= unsaid[0]
        complete |= unsaid[1]
        for number in _lost(found.inputs, {str(n) for n in found.stopped}, {point}):
            lost.setdefault(number, set()).add(point)
    rows, idle = [], 0
    for measure in measures(study, lost):
        removed = _removed(study, target, measure, lost, points)
        if not removed["closed"]:
            idle += 1
            continue
        names = study.names(removed["closed"])
        rows.append((
            *_where(study, measure), len(removed["closed"]), len(removed["open"]),
            len(points["closed"]) - len(removed["closed"]), names, sorted(removed["closed"]), _claims(study, measure),
        ))  # fmt: skip
    rows.sort(key=lambda r: (-r[6], -r[7], r[0], r[2].casefold(), r[1], r[3]))
    columns = (*_WHERE, "removes", "removes_certain", "left", "removed", "removed_nodes", "claims")
    count = len(points["closed"])
    return Answer(
        "mitigate",
        f"What would take away single points of failure of {study.name(target)}",
        Table.of(columns, rows, f"measures, each alone, by how many of the {count} single points they take away"),
        asked={"target": target, "single_points": sorted(points["closed"])},
        bounds=(
            _KINDS,
            _WORLDS,
            "a stock takes no single point away, it only delays; ask with --strike and --lasts",
            *_idle(idle),
        ),
        gaps=upstream_gaps(study, target),
        assumed=(_NEW, *closed_world(study, essential, complete), *of_the_graph(study)),
        claims=all_claims(*(r[-1] for r in rows)),
        for_machines=("essential", "removed", "removed_nodes"),
        marks=_marks(study, [(r[1], r[6]) for r in rows]) | _target(study, target),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """Strikes that last for so many days (None: for ever), and what they stop by then."""

    study: Study
    shock: frozenset[str]
    lasts: float | None

    def stopped(self, inputs: CompiledInputs, world: str) -> set[str]:
        """What stops before the strikes end."""
        if self.lasts is None:
            return {str(n) for n in disruption(inputs, self.shock, world).stopped}
        return {str(n) for n, days in stop_times(inputs, self.shock, world).items() if days < self.lasts}

    def lost(self, stopped: set[str]) -> list[int]:
        """Numbers of the groups that are lost by then and stop their buyers."""
        return _lost(self.study.compiled, stopped, self.shock)

    def stocks(self, stopped: set[str]) -> list[Measure]:
        """A stock at each buyer that has lost a need, where the strikes have an end."""
        if self.lasts is None:
            return []
        found = measures(self.study, self.lost(stopped))
        return [Measure(STOCK, m.node, m.material, m.groups) for m in found if m.kind == "supplier"]

    def after(self, measure: Measure) -> CompiledInputs:
        """The groups once the measure is taken."""
        if measure.kind == STOCK and self.lasts is not None:
            return stocked(self.study.compiled, measure.groups[0], self.lasts)
        return mended(self.study.compiled, measure)

    def days(self, measure: Measure) -> float | None:
        """How long a stock must last, from when its suppliers are gone until the strikes end."""
        if measure.kind != STOCK or self.lasts is None:
            return None
        inputs, number = self.study.compiled, measure.groups[0]
        times = stop_times(inputs, self.shock)
        suppliers = inputs.suppliers[inputs.group_starts[number] : inputs.group_starts[number + 1]]
        return self.lasts - max(times[s] for s in inputs.nodes[suppliers].tolist())


def _lost(inputs: CompiledInputs, stopped: set[str], shock: Iterable[str]) -> list[int]:
    """Numbers of the groups that stop their buyer in the closed world, of buyers that were not struck themselves."""
    struck, out = set(shock), []
    for number in inputs.stopping("closed").nonzero()[0].tolist():
        suppliers = inputs.suppliers[inputs.group_starts[number] : inputs.group_starts[number + 1]]
        owner = inputs.nodes[inputs.owner[number]]
        if owner in stopped and owner not in struck and stopped.issuperset(inputs.nodes[suppliers].tolist()):
            out.append(number)
    return out


def _removed(
    study: Study, target: str, measure: Measure, lost: Mapping[int, set[str]], points: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The single points that no longer stop the target: only some of those that lose a group of the measure."""
    after = mended(study.compiled, measure)
    touched = {point for number in measure.groups for point in lost.get(number, ())}
    return {
        world: {p for p in touched & own if target not in disruption(after, [p], world).stopped}
        for world, own in points.items()
    }


def _where(study: Study, measure: Measure) -> tuple[Any, ...]:
    name = study.name(measure.node) if measure.node else "every buyer"
    need = any(study.compiled.names.get(number) in ("input", "supplied") for number in measure.groups)
    essential = YES_NO[_essential(study, measure)] if need else ""
    return measure.kind, measure.node, name, measure.material, study.material(measure.material), essential


def _essential(study: Study, measure: Measure) -> bool | None:
    """Whether a source says that the buyers cannot do without: True only where it is so of all."""
    return True if all(study.compiled.essential[number] == YES for number in measure.groups) else None


def _saving(study: Study, measure: Measure, saved: Mapping[str, set[str]], days: float | None) -> tuple[Any, ...]:
    ends = [n for n in saved["closed"] if study.kind(n) in ENDS]
    firms = [n for n in saved["closed"] if study.kind(n) == "Firm"]
    return (
        *_where(study, measure), len(saved["closed"]), len(ends), len(firms), len(saved["open"]), days,
        study.names(ends or saved["closed"]), sorted(saved["closed"]), _claims(study, measure),
    )  # fmt: skip


def _claims(study: Study, measure: Measure) -> list[str]:
    return list(all_claims(*(study.compiled.claims.get(number, ()) for number in measure.groups)))


def _idle(count: int) -> tuple[str, ...]:
    return (f"{count} further measures change nothing alone",) if count else ()


def _marks(study: Study, rows: Sequence[tuple[str, int]]) -> dict[str, Mark]:
    """Where a measure helps: the best ones apart."""
    most = max((count for _, count in rows), default=0)
    marks = {True: Mark("helps most", _BEST), False: Mark("helps", _SOME)}
    return {node: marks[count == most] for node, count in reversed(rows) if node in study.graph.entities}


def _target(study: Study, target: str) -> dict[str, Mark]:
    return {target: Mark("target", "#0072B2")} if target in study.graph.entities else {}
