"""What stands upstream and downstream of a node, by tier, country, firm or source: touched apart from would stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.losses.around import Links, downstream, upstream
from graphkit.analysis.propagation import disruption, single_points
from graphkit.analysis.questions import SIDES
from graphkit.analysis.questions.common import of_countries, of_needs
from graphkit.analysis.questions.grounds import upstream_gaps
from graphkit.analysis.study import Study
from graphkit.values.table import Table

BOUNDS = (
    "touches: there is a way of needs between the two, which other suppliers may make harmless",
    "would_stop: all that is counted in the row, struck at once, stops the target (upstream), or the target struck "
    "stops all or some of it (downstream); in the closed world, where each list of suppliers is taken as whole",
    "certain: the same in the open world, where only lists known to be whole can be lost",
)
_UNKNOWN = "unknown"
_STOPS, _TOUCHES, _TARGET = "#D55E00", "#56B4E9", "#0072B2"


def answer(study: Study, target: str, by: str = "node", sides: Iterable[str] = SIDES) -> Answer:
    """A row for each side and each value of `by`: how many nodes it touches, and whether that would stop.

    Tiers count needs: 1 for what the target takes in itself, 2 for what that needs, and so on; makers, sites and firms
    stand on the tier of what they make. A node without a known country counts as unknown, which is never struck.
    `claims` are those of the needs by which what the row counts is tied to the target, or to what lies between.
    """
    rows: list[tuple[Any, ...]] = []
    marks = {target: Mark("target", _TARGET)} if target in study.graph.entities else {}
    claims: list[Iterable[str]] = []
    seen: set[str] = set()
    for side in sides:
        tiers, links = _around(study, target, side)
        seen.update(tiers)
        claims.append(all_claims(*(g["claims"] for _, g in links)))
        stops = _stopping(study, target, side)
        told: dict[str, set[str]] = defaultdict(set)
        for node, group in links:
            told[node].update(group["claims"])
        for key, members in _grouped(study, tiers, links, by).items():
            own = [c for c in all_claims(*(told[m] for m in members)) if by != "source" or _source(study, c) == key]
            rows.append((side, *_row(study, target, side, by, key, members, tiers, stops), own))
        for node in tiers:
            if node in study.graph.entities:
                stopped = node in stops["closed"]
                marks.setdefault(
                    node,
                    Mark(f"{side}: would stop" if stopped else f"{side}: touches", _STOPS if stopped else _TOUCHES),
                )
    rows.sort(key=lambda r: (SIDES.index(r[0]), *_order(by, r)))
    columns = ("side", "key", "name", "tier", "touches", "would_stop", "certain", "nodes", "claims")
    return Answer(
        "exposure",
        f"What {study.name(target)} is exposed to, and what is exposed to it, by {by}",
        Table.of(columns, rows, f"by {by}"),
        asked={"target": target, "by": by},
        bounds=BOUNDS,
        gaps=upstream_gaps(study, target),
        assumed=(*(of_countries(study, seen) if by == "country" else ()), *of_needs(study)),
        claims=all_claims(*claims),
        for_machines=("touches", "nodes") if by == "node" else (),
        marks=marks,
    )


def _around(study: Study, target: str, side: str) -> tuple[dict[str, int], Links]:
    """Nodes on a side of the target with their tier, and the groups on the way."""
    return downstream(study.buyers, [target]) if side == "downstream" else upstream(study.inputs, target)


def _stopping(study: Study, target: str, side: str) -> Mapping[str, set[str]]:
    """Single nodes that stop the target, or that it stops, by world."""
    if side == "downstream":
        return {w: {str(n) for n in disruption(study.compiled, [target], w).stopped} for w in ("closed", "open")}
    known = study.bound(target)
    return {
        w: {str(n) for n in single_points(study.compiled, target, w)} if known else set() for w in ("closed", "open")
    }


def _grouped(study: Study, tiers: Mapping[str, int], links: Links, by: str) -> Mapping[str, set[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    if by == "source":
        for node, group in links:
            for claim in group["claims"]:
                out[_source(study, claim)].add(node)
        return out
    for node, tier in tiers.items():
        for key in _keys(study, node, tier, by):
            out[key].add(node)
    return out


def _source(study: Study, claim: str) -> str:
    return study.graph.claims[claim].source


def _keys(study: Study, node: str, tier: int, by: str) -> Iterable[str]:
    match by:
        case "node":
            return (node,)
        case "tier":
            return (str(tier),)
        case "country":
            made = study.kind(node) in ("Line", "Site", "Firm")
            return (study.country(node) or _UNKNOWN,) if made else ()
        case _:
            return study.firms(node) if study.kind(node) in ("Line", "Site", "Firm") else ()


def _row(
    study: Study, target: str, side: str, by: str, key: str, members: set[str], tiers: Mapping[str, int],
    stops: Mapping[str, set[str]],
) -> tuple[Any, ...]:  # fmt: skip
    found = [tiers[m] for m in members if m in tiers]
    names = study.names(members)
    told = (key, _name(study, by, key), min(found, default=None), len(members))
    if by == "source" or key == _UNKNOWN:
        return (*told, None, None, names)
    worlds = ("closed", "open")
    if by == "node" or side == "downstream":
        return (*told, *(bool(members & stops[w]) for w in worlds), names)
    return (*told, *(target in disruption(study.compiled, members, w).stopped for w in worlds), names)


def _name(study: Study, by: str, key: str) -> str:
    if by in ("node", "firm"):
        return study.name(key)
    if by == "country":
        term = study.model.vocabularies.get("country", {}).get(key)
        return term.name if term else key
    if by == "source":
        source = study.graph.sources.get(key)
        return source.title if source else key
    return f"tier {key}"


def _order(by: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    if by == "tier":
        return (int(row[1]),)
    if by == "node":
        return (row[3], not row[5], row[2].casefold(), row[1])
    return (row[1] == _UNKNOWN, not row[5], -row[4], row[2].casefold(), row[1])
