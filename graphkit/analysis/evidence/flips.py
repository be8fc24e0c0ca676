"""Which headline results would change if one weak claim were not there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.analysis.groups import item_of, maker_of
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.losses.shared import SharedPoints
from graphkit.analysis.propagation import single_points
from graphkit.analysis.study import Study
from graphkit.facts.claim import CURATION, Claim, Facts
from graphkit.graph.build import build
from graphkit.graph.graph import Edge

#: A headline result: its kind, of what, of which item ("" for none), and the node that it names ("" for none).
Headline = tuple[str, str, str, str]
KINDS = ("single point", "common point", "single source")
#: Why a claim is weak, the weakest first.
REASONS = ("rumour", "inferred", "disputed", "estimate", "sole")
_REASON_WORDS = {
    "rumour": "a rumour", "inferred": "inferred, not stated", "disputed": "another source says otherwise",
    "estimate": "an estimate or forecast", "sole": "the only claim for its relation",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flip:
    """What one claim carries: results that are gone without it, and results that there are only without it."""

    claim: Claim
    reasons: tuple[str, ...]
    gone: tuple[Headline, ...]
    new: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Flips:
    """What was searched: `weak` claims in all, of which the first `tried` were dropped; `flips` changed something."""

    headlines: int
    weak: int
    tried: int
    flips: tuple[Flip, ...]


def headlines(study: Study) -> frozenset[Headline]:
    """The headline results, in the closed world.

    What stops a product or vehicle alone, a line left out where its maker does too; nodes upstream that all of two or
    more known suppliers of a need share; needs of which one supplier is known.
    """
    out: set[Headline] = set()
    for target, groups in study.inputs.items():
        if study.kind(target) in ENDS and any(g["suppliers"] for g in groups):
            found = {str(point) for point in single_points(study.compiled, target)}
            out |= {("single point", target, "", p) for p in found if maker_of(p) == p or maker_of(p) not in found}
    shared = SharedPoints(study)
    for buyer, group in study.needs:
        known = study.suppliers(group)
        if len(known) == 1:
            out.add(("single source", buyer, group["material"], ""))
        elif known:
            own = {buyer, *known, *(item_of(s) for s in known)}
            common = shared.common(known) - own
            points = [p for p in common if maker_of(p) == p or maker_of(p) not in common]
            out |= {("common point", buyer, group["material"], point) for point in points}
    return frozenset(out)


def weak_claims(study: Study) -> Mapping[str, tuple[str, ...]]:
    """The claims behind relations of the chain that are weak, with the reasons; the weakest first, then by id.

    A claim is weak if its source is graded a rumour, it is inferred, its relation is disputed, it is an estimate or a
    forecast, or it alone tells its relation. What curation says is none: it has no source to doubt.
    """
    used = {claim for groups in study.inputs.values() for group in groups for claim in group["claims"]}
    reasons: dict[str, set[str]] = {}
    for edge in study.graph.edges.values():
        for claim in used.intersection(edge.claims):
            if found := _reasons(study, edge, study.graph.claims[claim]):
                reasons.setdefault(claim, set()).update(found)
    ordered = {claim: tuple(sorted(found, key=REASONS.index)) for claim, found in reasons.items()}
    return dict(sorted(ordered.items(), key=lambda c: (REASONS.index(c[1][0]), c[0])))


def reason_words(reasons: Iterable[str]) -> str:
    """Reasons as people read them."""
    return ", ".join(_REASON_WORDS[reason] for reason in reasons)


def flips(study: Study, most: int, progress: Callable[[int, int], None] | None = None) -> Flips:
    """The headline results that one weak claim carries: the graph is built anew without each of the first `most`.

    With a claim goes what was inferred from it. `progress` is told how many are done, of how many.
    """
    before = headlines(study)
    weak = weak_claims(study)
    tried = list(weak)[:most]
    out = []
    for done, claim in enumerate(tried, 1):
        after = headlines(without(study, claim))
        if after != before:
            gone, new = tuple(sorted(before - after)), tuple(sorted(after - before))
            out.append(Flip(study.graph.claims[claim], weak[claim], gone, new))
        if progress:
            progress(done, len(tried))
    return Flips(len(before), len(weak), len(tried), tuple(sorted(out, key=_order)))


def without(study: Study, claim: str) -> Study:
    """The study of the same facts without a claim and what was inferred from it, for the same days."""
    graph = study.graph
    dropped = {claim}
    while more := {
        c.id for c in graph.claims.values() if c.id not in dropped and dropped.intersection(c.inferred_from)
    }:
        dropped |= more
    left = tuple(c for c in graph.claims.values() if c.id not in dropped)
    facts = Facts(left, graph.sources, decisions=graph.decisions)
    return Study(build(facts, study.model, graph.as_of, graph.known_on), study.model, study.planned)


def _reasons(study: Study, edge: Edge, claim: Claim) -> set[str]:
    if claim.source == CURATION:
        return set()
    source = study.graph.sources.get(claim.source)
    told: Sequence[tuple[str, bool]] = (
        ("rumour", bool(source and source.grade == "rumour")),
        ("inferred", claim.basis == "inferred"),
        ("disputed", edge.disputed),
        ("estimate", claim.kind in ("estimate", "forecast")),
        ("sole", len(edge.claims) == 1),
    )
    return {reason for reason, holds in told if holds}


def _order(flip: Flip) -> tuple[int, int, str]:
    return -len(flip.gone) - len(flip.new), REASONS.index(flip.reasons[0]), flip.claim.id
