"""Single points of failure of a target, and of each node how much it stops alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import item_of
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.propagation import Proof, blast_targets, disruption, single_points
from graphkit.analysis.questions.common import gap_table, of_needs
from graphkit.analysis.questions.grounds import require_upstream, upstream_gaps
from graphkit.analysis.study import Study
from graphkit.values.table import Table

BOUNDS = (
    "possible: the node stops the target in the closed world, where each list of suppliers is taken as whole",
    "certain: it does so in the open world too, where only lists known to be whole can be lost",
)
_CERTAIN, _POSSIBLE, _TARGET = "#D55E00", "#E69F00", "#0072B2"


def answer(study: Study, targets: Sequence[str] = ()) -> Answer:
    """Of one or more targets the nodes that stop them alone; without targets the blast radius of every node.

    Raises
    ------
    AnalysisError
        If nothing is known upstream of a target: that is a gap, and no answer would look like safety.
    """
    return _of_targets(study, targets) if targets else _radius(study)


def _of_targets(study: Study, targets: Sequence[str]) -> Answer:
    rows, marks = [], {}
    for target in targets:
        require_upstream(study, target)
        possible = {str(p) for p in single_points(study.compiled, target)}
        certain = {str(p) for p in single_points(study.compiled, target, "open")}
        for point in possible - {item_of(target)}:
            found = disruption(study.compiled, [point])
            path = _path(found.proof, target, point)
            claims = all_claims(*(found.proof[n].claims for n in path if n in found.proof))
            rows.append((
                target, study.name(target), point, study.name(point), study.kind(point), True, point in certain,
                found.wave[target], [study.name(n) for n in path], list(claims),
            ))  # fmt: skip
            marks[point] = (
                Mark("stops it for certain", _CERTAIN) if point in certain else Mark("may stop it", _POSSIBLE)
            )
        marks[target] = Mark("target", _TARGET)
    rows.sort(key=lambda r: (r[1].casefold(), r[0], not r[6], r[7], r[3].casefold(), r[2]))
    columns = ("target", "target_name", "node", "name", "type", "possible", "certain", "waves", "path", "claims")
    names = ", ".join(study.name(t) for t in targets)
    return Answer(
        "single-points",
        f"What stops {names} alone",
        Table.of(columns, rows, "single points of failure"),
        asked={"targets": list(targets)},
        bounds=BOUNDS,
        gaps=upstream_gaps(study, *targets),
        assumed=of_needs(study),
        claims=all_claims(*(r[-1] for r in rows)),
        marks={i: m for i, m in marks.items() if i in study.graph.entities},
    )


def _path(proof: Mapping[Any, Proof], target: str, point: str) -> list[str]:
    """One way from the point to the target through the proofs: each node was stopped by the one before."""
    path, here = [target], target
    while here != point:
        here = str(min(proof[here].suppliers, key=lambda s: (-s[1], str(s[0])))[0])
        path.append(here)
    return path[::-1]


def _radius(study: Study) -> Answer:
    """Of each node that stops any other, how many products and vehicles, firms and nodes in all it stops alone."""
    possible = blast_targets(study.compiled)
    certain = blast_targets(study.compiled, world="open")
    rows = []
    for node, stopped in possible.items():
        if stopped:
            ends = [t for t in stopped if study.kind(str(t)) in ENDS]
            firms = [t for t in stopped if study.kind(str(t)) == "Firm"]
            sure = [t for t in certain.get(node, ()) if study.kind(str(t)) in ENDS]
            name = str(node)
            row = (name, study.name(name), study.kind(name), len(ends), len(sure), len(firms), len(stopped))
            gone = {name, *map(str, stopped)}
            lost = [g["claims"] for t in stopped for g in study.inputs[str(t)] if gone.issuperset(g["suppliers"])]
            rows.append((*row, study.names(map(str, ends)), list(all_claims(*lost))))
    rows.sort(key=lambda r: (-r[3], -r[6], r[1].casefold(), r[0]))
    columns = ("node", "name", "type", "targets", "targets_certain", "firms", "nodes", "stops", "claims")
    most = max((r[3] for r in rows), default=0)
    return Answer(
        "single-points",
        "How much each node stops alone",
        Table.of(columns, rows, "blast radius: products, vehicles, firms and nodes in all that a node stops alone"),
        bounds=BOUNDS,
        gaps=gap_table(study, study.compiled.gaps),
        assumed=of_needs(study),
        claims=all_claims(*(r[-1] for r in rows)),
        marks={r[0]: _shade(r[3], most) for r in rows if r[3] and r[0] in study.graph.entities},
    )


def _shade(count: int, most: int) -> Mark:
    if count == most:
        return Mark(f"stops {most}, the most", "#D55E00")
    return Mark("stops several", "#E69F00") if count > 1 else Mark("stops one", "#F0E442")
