"""The needs that no claim answers, as a list for research: what, of whom, and how much hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphkit.analysis.answer import Answer, Mark
from graphkit.analysis.figures.plants import Plant, plants
from graphkit.analysis.groups import InputGroup, item_of
from graphkit.analysis.groups.rule import UNSTATED
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.questions.common import of_the_graph
from graphkit.analysis.questions.grounds import upstream_of
from graphkit.analysis.study import Study
from graphkit.errors import UsageError
from graphkit.values.table import Table

BOUNDS = (
    "nodes: all that needs the node, directly or not, and who makes or runs these; targets: products and vehicles "
    "among them and the node itself",
    "a gap is what no claim says. That a claim says it does not make it right: see graphkit conflicts and stale",
)
_PATHS = ("disruption", "shortage", "single-source", "single-points", "cuts", "hidden-common", "exposure")
_FIGURES = ("concentration", "balance", "capacity")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of gap: what is not known, the analyses that need it, and where it is likely to be told."""

    what: str
    analyses: tuple[str, ...]
    look_for: str


KINDS = {
    "maker": Kind("who makes it", (*_PATHS, *_FIGURES), "makers' product pages, directories of the trade, customs"),
    "supplier": Kind(
        "who delivers it to this buyer", _PATHS, "press releases on supply, annual reports (main suppliers), teardowns"
    ),
    "item": Kind("what is made or delivered", (*_PATHS, *_FIGURES), "permits, announcements of the site, contracts"),
    "essential": Kind("whether it stops without it", _PATHS, "papers and patents on the process, makers' engineers"),
    "complete": Kind("whether all suppliers or makers are known", _PATHS, "annual reports, studies of the market"),
    "sites": Kind("whether its known lines and sites are all", _PATHS, "annual reports (plants), registers of sites"),
    "share": Kind("who delivers how large a share", ("concentration", "cascade"), "annual reports, market studies"),
    "per": Kind("how much of it goes into one unit", ("balance",), "papers on cell design, bills of material, patents"),
    "capacity": Kind("how much it can make", _FIGURES, "environmental assessments, permits, announcements"),
    "basis": Kind("whether its figure is per year", _FIGURES, "the original announcement of the figure"),
    "date": Kind("when it begins to operate", ("capacity", "balance"), "permits, announcements, news of its building"),
    "outcome": Kind("what became of a plan whose day has passed", ("capacity", "balance"), "local news, later reports"),
    "country": Kind(
        "in which country it stands", ("disruption", "single-source", "exposure", "concentration"), "registers of firms"
    ),
    "operator": Kind("who runs it", (*_PATHS, "concentration"), "permits, registers of firms, announcements"),
    "stock": Kind("for how many days its stock lasts", ("recovery",), "annual reports (inventories), rules on stocks"),
    "recovery": Kind("how long it takes to run again after a stop", ("recovery",), "reports on past stops, insurers"),
}  # fmt: skip
_Gap = tuple[str, str, str]  # kind, node, item


def answer(study: Study, of: frozenset[str] | None = None, kinds: Sequence[str] = (), top: int | None = None) -> Answer:
    """A row for each gap, those with the most nodes downstream first, and a table that counts them by kind.

    Parameters
    ----------
    of
        Nodes whose own gaps and those of all upstream of them are told; None for all.
    kinds
        Only gaps of these kinds (`KINDS`); all by default. The counts by kind are of all in any case.
    top
        Only so many rows.

    Raises
    ------
    UsageError
        If a kind is unknown.
    """
    if unknown := sorted(set(kinds) - KINDS.keys()):
        raise UsageError(f"no kind of gap {unknown[0]!r}", f"one of {', '.join(KINDS)}")
    near = None if of is None else {n for node in of for n in upstream_of(study, node)}
    found = [g for g in _all(study) if near is None or g[1] in near]
    weigh = _Downstream(study)
    rows = [_row(study, weigh, gap) for gap in found if not kinds or gap[0] in kinds]
    order = list(KINDS)
    rows.sort(key=lambda r: (-r[5], -r[6], order.index(r[3]), r[1].casefold(), r[0], r[2]))
    shown = rows[:top]
    columns = ("node", "name", "item", "kind", "not_known", "nodes", "targets", "analyses", "look_for")
    left = f"; the first {len(shown)} of {len(rows)}" if len(shown) < len(rows) else ""
    return Answer(
        "gaps",
        "What no claim answers, by what hangs on it",
        Table.of(columns, shown, f"gaps, the most nodes downstream first{left}"),
        asked={"of": sorted(of) if of is not None else None, "only": list(kinds), "top": top},
        more={"kinds": _counts(found)},
        bounds=BOUNDS,
        gaps=_unanswered(study, shown),
        assumed=of_the_graph(study),
        claims=(),
        marks=_marks(study, rows),
    )


def _all(study: Study) -> list[_Gap]:
    found = plants(study)
    return sorted({*_of_groups(study), *_of_plants(study, found), *_of_entities(study), *_of_relations(study)})


def _of_groups(study: Study) -> Iterator[_Gap]:
    for node, groups in study.inputs.items():
        for group in groups:
            material, role = group["material"], group["role"]
            if role == "made by" and not group["suppliers"]:
                yield "maker", node, material
            if role in ("input", "supplied"):
                yield from _of_need(node, group)
            if role in ("made at", "output") and group["suppliers"] and group["complete"] is None:
                yield "sites", node, material
            if role == "made by" or (role in ("input", "supplied") and group["basis"] != "market"):
                yield from _of_list(node, group)


def _of_need(node: str, group: InputGroup) -> Iterator[_Gap]:
    material = group["material"]
    if material.startswith(UNSTATED):
        yield "item", node, material
    if not group["suppliers"] or group["basis"] == "market":
        yield "supplier", node, material
    if group["essential"] is None:
        yield "essential", node, material
    if "days" not in group:
        yield "stock", node, material


def _of_list(node: str, group: InputGroup) -> Iterator[_Gap]:
    """What is not known of a list of suppliers or makers that sources name."""
    count = len(group["suppliers"])
    if count and group["complete"] is None:
        yield "complete", node, group["material"]
    if count > 1 and len(group.get("shares", ())) < count:
        yield "share", node, group["material"]


def _of_plants(study: Study, found: Iterable[Plant]) -> Iterator[_Gap]:
    for plant in found:
        if not plant.capacities:
            yield "capacity", plant.node, ""
        if any(s.seen.per_implied for s in plant.capacities):
            yield "basis", plant.node, ""
        if plant.kind != "Site":
            continue
        if not plant.items:
            yield "item", plant.node, ""
        if plant.start is not None and plant.start.overdue:
            yield "outcome", plant.node, ""
        elif plant.status not in ("operating", "ended") and not _dated(plant):
            yield "date", plant.node, ""


def _dated(plant: Plant) -> bool:
    """Whether its start has a day, or it is told as there without a word of its building."""
    there = plant.status is None and any(not s.planned for s in plant.capacities)
    return there or bool(plant.start and (plant.start.earliest or plant.start.latest))


def _of_entities(study: Study) -> Iterator[_Gap]:
    recovering = {o.subject for o in study.graph.observations.values() if o.metric == "recovery_time" and o.told}
    for node in study.inputs:
        kind = study.kind(node)
        if kind in ("Firm", "Site") and not study.countries.get(node):
            yield "country", node, ""
        if kind == "Site":
            if node not in study.runs:
                yield "operator", node, ""
            if node not in recovering:
                yield "recovery", node, ""


def _of_relations(study: Study) -> Iterator[_Gap]:
    for edge in study.graph.edges.values():
        if edge.type != "INPUT_TO" or not edge.stands:
            continue
        if study.kind(edge.target) in ("Material", "Product") and not dict(edge.qualifiers).get("per"):
            yield "per", edge.target, edge.source


class _Downstream:
    """What needs a node, worked out once for each that is asked for. Who makes or runs something of it counts, and what
    else that one makes does not."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._counts: dict[str, tuple[int, int]] = {}
        self._buyers: dict[str, set[str]] = defaultdict(set)
        self._owners: dict[str, set[str]] = defaultdict(set)
        for node, groups in study.inputs.items():
            for group in (g for g in groups if g["role"] != "item"):  # it ties a line to no other maker
                found = self._owners if group["role"] == "output" else self._buyers
                for supplier in group["suppliers"]:
                    found[supplier].add(node)

    def counts(self, node: str) -> tuple[int, int]:
        """Nodes that need it, and products and vehicles among them and itself."""
        if node not in self._counts:
            met, ahead = {node}, [node]
            while ahead:
                new = self._buyers.get(ahead.pop(), set()) - met
                met |= new
                ahead.extend(new)
            targets = sum(self.study.kind(n) in ENDS for n in met)
            met |= {owner for n in met for owner in self._owners.get(n, ())}
            self._counts[node] = (len(met) - 1, targets)
        return self._counts[node]


def _row(study: Study, weigh: _Downstream, gap: _Gap) -> tuple[Any, ...]:
    kind, node, item = gap
    entry = KINDS[kind]
    return (
        node,
        study.name(node),
        item,
        kind,
        _words(study, gap),
        *weigh.counts(node),
        len(entry.analyses),
        entry.look_for,
    )


def _words(study: Study, gap: _Gap) -> str:
    kind, node, item = gap
    if not item or kind == "sites" or (item == item_of(node) and kind in ("maker", "item")):
        return KINDS[kind].what
    name = study.name(item.removeprefix(UNSTATED)) if item.startswith(UNSTATED) else study.material(item)
    match kind:
        case "supplier":
            return f"who delivers {name}"
        case "essential":
            return f"whether it stops without {name}"
        case "per":
            return f"how much {name} goes into one unit"
        case "stock":
            return f"for how many days its stock of {name} lasts"
        case "complete":
            return f"whether all who make or deliver {name} are known"
        case "share":
            return f"who delivers how large a share of {name}"
        case "item":
            return f"what {name} delivers"
    return f"{name}: {KINDS[kind].what}"


def _counts(found: Iterable[_Gap]) -> Table:
    """All kinds with the number of their gaps, 0 too: nothing of the kind is missing."""
    count = dict.fromkeys(KINDS, 0)
    for gap in found:
        count[gap[0]] += 1
    rows = [(k, v, KINDS[k].what, list(KINDS[k].analyses)) for k, v in count.items()]
    return Table.of(("kind", "gaps", "not_known", "analyses"), rows, "gaps by kind")


def _unanswered(study: Study, rows: Iterable[Sequence[Any]]) -> Table:
    """Of the rows those without which no chain can be followed at all: no maker, no supplier."""
    kept = [(r[0], r[1], r[2], r[4]) for r in rows if r[3] == "maker"]
    return Table.of(("node", "name", "item", "not known"), kept, "not known")


def _marks(study: Study, rows: Iterable[Sequence[Any]]) -> dict[str, Mark]:
    """Entities by how much hangs on their gaps."""
    out: dict[str, Mark] = {}
    for row in rows:
        if row[0] in study.graph.entities:
            many = row[5] >= 10
            out.setdefault(
                row[0], Mark("gap, 10 or more downstream" if many else "gap", "#D55E00" if many else "#E69F00")
            )
    return out
