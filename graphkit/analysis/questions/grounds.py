"""What the stop of a node rests on: the proofs behind it, their claims, and what they took for granted."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.analysis.answer import all_claims
from graphkit.analysis.losses.around import upstream
from graphkit.analysis.propagation import Disruption
from graphkit.analysis.propagation.groups import Pair
from graphkit.analysis.questions.common import gap_table
from graphkit.analysis.study import Study
from graphkit.errors import AnalysisError
from graphkit.values.table import Table


def grounds(found: Disruption, nodes: Iterable[str]) -> set[str]:
    """The nodes with all whose stop their own rests on: of each proof every supplier, and so on to the shock."""
    ahead = [node for node in nodes if node in found.stopped]
    met = set(ahead)
    while ahead:
        proof = found.proof.get(ahead.pop())
        for supplier, _ in proof.suppliers if proof else ():
            if supplier not in met:
                met.add(str(supplier))
                ahead.append(str(supplier))
    return met


def grounds_claims(found: Disruption, nodes: Iterable[str]) -> tuple[str, ...]:
    """Ids of the claims of these proofs."""
    return all_claims(*(found.proof[n].claims for n in grounds(found, nodes) if n in found.proof))


def doubts(found: Disruption, nodes: Iterable[str]) -> tuple[set[Pair], set[Pair]]:
    """(node, material) that these proofs take as essential and as whole in the closed world, without a source."""
    met = grounds(found, nodes)
    essential: set[Pair] = set()
    complete: set[Pair] = set()
    for node in met:
        if (proof := found.proof.get(node)) and found.world == "closed":
            if proof.essential is None:
                essential.add((node, proof.material))
            if proof.complete is not True:
                complete.add((node, proof.material))
    return essential, complete


def require_upstream(study: Study, target: str) -> None:
    """Raises an AnalysisError where nothing is known that the target needs: no answer would look like safety."""
    if not study.bound(target):
        raise AnalysisError(
            f"{study.name(target)}: no supplier, maker or input of it is known, so nothing can be told of it",
            f"graphkit show {target} tells what is known of it",
        )


def upstream_of(study: Study, target: str) -> set[str]:
    """The target with all that it needs, directly or not."""
    tiers, _ = upstream(study.inputs, target)
    return {target, *tiers}


def upstream_gaps(study: Study, *targets: str) -> Table:
    """What is not known upstream of some targets: who supplies a need, who makes an item."""
    near = set().union(*(upstream_of(study, target) for target in targets))
    return gap_table(study, {(n, g["material"]) for n in near for g in study.inputs.get(n, ()) if not g["suppliers"]})
