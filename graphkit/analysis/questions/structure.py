"""The structure of the chain as a whole: counts, levels, cycles, joints, coverage, and what weak claims carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.evidence.coverage import ages, covered, sources
from graphkit.analysis.evidence.flips import Flips, Headline, flips, reason_words
from graphkit.analysis.groups.flow import ends, flow
from graphkit.analysis.questions.common import of_the_graph
from graphkit.analysis.study import Study
from graphkit.analysis.topology import Structure, structure
from graphkit.values.table import Table

_BOUNDS = {
    "measures": "the graph has one link for each relation of the chain, in the direction in which material moves: it "
    "sees ways, not that a buyer needs all of its inputs and any supplier of each; what no source tells is not there",
    "levels": "tier: links to the nearest product or vehicle that goes into no other; farthest: on the longest way, at "
    "least that much where loop is yes. level: trophic level, least squares of one level a link, 0 the lowest of its "
    "component",
    "bridges": "joints: without them the known graph falls apart; an unknown relation may hold it together",
    "communities": "communities are one good division and not the only one; another seed gives another",
    "centralities": "centralities are for screening only: who ranks low here can still stop a chain. Ask single-points",
    "coverage": "coverage: of what sources tell to be needed; needs that no source tells are not in it",
    "flips": "flips: results in the closed world that are gone, or new, if one weak claim is dropped; several together "
    "are not tried",
}  # fmt: skip
_KIND_WORDS = {
    "single point": "{point} stops {node} alone", "common point": "all who deliver {item} to {node} hang on {point}",
    "single source": "{node} has one known supplier of {item}",
}  # fmt: skip
_FLIPS = ("node", "name", "says", "weak_since", "gone", "new", "example", "results_gone", "results_new", "claims")


def answer(
    study: Study,
    parts: Sequence[str] = (),
    seed: int = 0,
    most: int = 200,
    progress: Callable[[str, int, int], None] | None = None,
) -> Answer:
    """The measures of the graph and its coverage; with `parts` these tables first, in their order.

    Parameters
    ----------
    parts
        Of `graphkit.analysis.questions.PARTS`.
    seed
        For communities and sampled betweenness.
    most
        At most so many weak claims are dropped, one at a time, for `flips`.
    progress
        Told what is done, how much of it, and of how many.
    """
    tell = progress or (lambda what, done, total: None)
    graph = flow(study)
    if not graph:
        return _nothing(study)
    found = structure(graph, targets=ends(study, graph), seed=seed, progress=lambda part: tell(part, 0, 1))
    tables = {"measures": _measures(study, found), "coverage": covered(study)}
    searched = None
    for part in parts:
        if part == "flips":
            searched = flips(study, most, lambda done, total: tell("without one claim", done, total))
            tables[part] = _flips(study, searched)
        elif part == "coverage":
            tables |= {"sources": sources(study), "ages": ages(study)}
        else:
            tables[part] = _TABLES[part](study, found)
    first = parts[0] if parts else "measures"
    shown = dict.fromkeys((*parts, "measures", "coverage"))
    bounds = [_BOUNDS[part] for part in shown if part in _BOUNDS]
    claims = [searched.claim.id for searched in searched.flips] if searched else []
    used = [study.graph.edges[key].claims for _, _, key in graph.edges(keys=True)]
    return Answer(
        "structure",
        "Structure of the chain",
        tables.pop(first),
        asked={"parts": list(parts), "seed": seed, "most": most if searched else None},
        more=tables,
        bounds=tuple(bounds),
        gaps=_gaps(study),
        assumed=(*_assumed(study, found, searched), *of_the_graph(study)),
        claims=all_claims(claims, *used),
        for_machines=("results_gone", "results_new"),
        marks=_marks(study, found, first),
    )


def _nothing(study: Study) -> Answer:
    """Where no relation of the chain is known nothing can be told of its structure."""
    empty = Table.of(("measure", "value"), (), "structure")
    return Answer("structure", "Structure of the chain", empty, assumed=of_the_graph(study), gaps=_gaps(study))


def _measures(study: Study, found: Structure) -> Table:
    counts, trophic = found.counts, found.trophic
    rows: list[tuple[str, Any]] = [
        ("nodes", counts.nodes),
        ("links", counts.links),
        ("linked pairs", counts.pairs),
        ("entities without a relation of the chain", len(study.graph.entities) - counts.nodes),
        ("components", counts.components),
        ("nodes of the largest component", counts.largest),
        ("strongly connected components of several nodes", len([c for c in found.cycles if len(c.nodes) > 1])),
        ("density", _round(counts.density)),
        ("reciprocity", _round(counts.reciprocity)),
        ("incoherence F0", _round(trophic.incoherence)),
        ("highest trophic level", _round(max(trophic.levels.values()))),
        ("bridges", len(found.joints.bridges)),
        ("articulation points", len(found.joints.points)),
        ("communities", found.communities.count),
        ("modularity", _round(found.communities.modularity)),
    ]
    return Table.of(("measure", "value"), rows, "measures")


def _levels(study: Study, found: Structure) -> Table:
    rows = []
    for node, level in found.trophic.levels.items():
        tier = found.tiers.get(node)
        told = (tier.nearest, tier.farthest, tier.loop) if tier else (None, None, None)
        rows.append((*_named(study, node), *told, _round(level)))
    rows.sort(key=lambda r: (r[3] is None, r[3] or 0, r[6], r[1].casefold(), r[0]))
    columns = ("node", "name", "type", "tier", "farthest", "loop", "level")
    return Table.of(columns, rows, "tiers upstream of products and vehicles, and trophic levels")


def _cycles(study: Study, found: Structure) -> Table:
    rows = [
        (len(loop.nodes), [study.name(str(n)) for n in loop.cycle], loop.shortest, study.names(map(str, loop.nodes)))
        for loop in found.cycles
    ]
    return Table.of(("size", "cycle", "shortest", "nodes_of"), rows, "cycles: one of each strongly connected component")


def _bridges(study: Study, found: Structure) -> Table:
    points = [("node", *_named(study, p.node), None, p.parts, p.outside) for p in found.joints.points]
    links = [
        ("link", str(b.start), study.name(str(b.start)), study.kind(str(b.start)), study.name(str(b.end)), 2, b.smaller)
        for b in found.joints.bridges
    ]
    rows = sorted([*points, *links], key=lambda r: (-r[6], r[0] == "link", r[2].casefold(), r[1], r[4] or ""))
    columns = ("joint", "node", "name", "type", "to", "parts", "cut_off")
    return Table.of(
        columns, rows, "nodes and links without which the graph falls apart, and how many nodes that cuts off"
    )


def _communities(study: Study, found: Structure) -> Table:
    members: dict[int, list[str]] = {}
    for node, group in found.communities.of.items():
        members.setdefault(group, []).append(str(node))
    rows = [(group + 1, len(own), study.names(own)) for group, own in sorted(members.items())]
    return Table.of(("community", "size", "members"), rows, "communities")


def _centralities(study: Study, found: Structure) -> Table:
    rows = [
        (*_named(study, node), c.suppliers, c.buyers, round(c.pagerank, 6), round(c.betweenness, 6))
        for node, c in found.centralities.nodes.items()
    ]
    rows.sort(key=lambda r: (-r[6], -r[5], r[1].casefold(), r[0]))
    columns = ("node", "name", "type", "links_in", "links_out", "pagerank", "betweenness")
    return Table.of(columns, rows, "centralities, for screening only")


def _flips(study: Study, searched: Flips) -> Table:
    rows = []
    for flip in searched.flips:
        claim, gone, new = flip.claim, [_words(study, r) for r in flip.gone], [_words(study, r) for r in flip.new]
        example = f"gone: {gone[0]}" if gone else f"new: {new[0]}"
        told = (_says(study, claim), reason_words(flip.reasons), len(gone), len(new), example, gone, new)
        rows.append((claim.subject, study.name(claim.subject), *told, [claim.id]))
    title = (
        f"weak claims that carry a result: {len(rows)} of {searched.tried} tried, of {searched.weak} weak ones, "
        f"against {searched.headlines} results"
    )
    return Table.of(_FLIPS, rows, title)


_TABLES: dict[str, Callable[[Study, Structure], Table]] = {
    "levels": _levels, "cycles": _cycles, "bridges": _bridges, "communities": _communities,
    "centralities": _centralities,
}  # fmt: skip


def _says(study: Study, claim: Any) -> str:
    objects = [claim.object] if claim.object else list(claim.one_of)
    return f"{claim.predicate} {' or '.join(study.name(o) for o in objects)}".strip()


def _words(study: Study, found: Headline) -> str:
    kind, node, item, point = found
    names = {"node": study.name(node), "item": study.material(item) if item else "", "point": study.name(point)}
    return _KIND_WORDS[kind].format(**names)


def _named(study: Study, node: Any) -> tuple[str, str, str]:
    return str(node), study.name(str(node)), study.kind(str(node))


def _round(value: float | None, digits: int = 4) -> float | None:
    return None if value is None else round(value, digits)


def _gaps(study: Study) -> Table:
    rows = sorted(
        (node, study.name(node), group["material"], f"who supplies {study.material(group['material'])}")
        for node, group in study.needs
        if not study.suppliers(group)
    )
    return Table.of(("node", "name", "item", "not known"), rows, "not known")


def _assumed(study: Study, found: Structure, searched: Flips | None) -> Sequence[str]:
    out = ["all relations count alike: no source states how much flows over each"]
    if found.centralities.sampled is not None:
        out.append(f"betweenness is estimated from {found.centralities.sampled} nodes")
    if searched:
        out.append(
            f"weak: of a source graded a rumour, inferred, disputed, an estimate or forecast, or the only claim for "
            f"its relation; {searched.tried} of {searched.weak} were dropped, one at a time, the weakest first"
        )
    return out


def _marks(study: Study, found: Structure, first: str) -> dict[str, Mark]:
    """Communities by colour where they are asked for, else joints."""
    if first == "communities":
        colors = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00")
        groups = {str(n): c for n, c in found.communities.of.items() if c < len(colors)}
        return {n: Mark(f"community {c + 1}", colors[c]) for n, c in sorted(groups.items(), key=lambda g: (g[1], g[0]))}
    return {str(p.node): Mark("articulation point", "#D55E00") for p in found.joints.points}
