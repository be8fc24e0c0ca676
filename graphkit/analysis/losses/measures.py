"""What could be done against a loss, as changes of the groups: one more supplier, maker, site, substitute or stock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from graphkit.analysis.propagation import CompiledInputs
from graphkit.analysis.propagation.compiled import NO
from graphkit.analysis.study import Study

#: What a measure does, by the role of the group that it keeps from being lost.
ROLES = {"input": "supplier", "supplied": "supplier", "made by": "maker", "made at": "site"}
SUBSTITUTE, STOCK = "substitute", "stock"


@dataclass(frozen=True, slots=True)
class Measure:
    """A change: `kind` as in ROLES, or SUBSTITUTE or STOCK; `node` where, "" for every buyer; `material` of what.

    `groups` are the numbers of the groups that it keeps from being lost.
    """

    kind: str
    node: str
    material: str
    groups: tuple[int, ...]


def measures(study: Study, lost: Iterable[int]) -> list[Measure]:
    """The measures that keep one of these groups, or all needs of one item, from being lost.

    Parameters
    ----------
    lost
        Numbers of groups in `study.compiled`. What follows from the meaning of words (a line without its maker) cannot
        be mended, and gives none.
    """
    inputs = study.compiled
    out = []
    materials: dict[str, None] = {}
    for number in sorted(lost):
        role = inputs.names.get(number, "")
        if role in ROLES:
            node, material = str(inputs.nodes[inputs.owner[number]]), str(inputs.material[number])
            out.append(Measure(ROLES[role], node, material, (number,)))
            if ROLES[role] == "supplier":
                materials[material] = None
    needs = _needs(study)
    return out + [Measure(SUBSTITUTE, "", material, tuple(needs[material])) for material in materials]


def _needs(study: Study) -> dict[str, list[int]]:
    """The numbers of the groups that need something, by what they need."""
    found = defaultdict(list)
    for number, role in sorted(study.compiled.names.items()):
        if ROLES.get(role) == "supplier":
            found[str(study.compiled.material[number])].append(number)
    return found


def mended(inputs: CompiledInputs, measure: Measure) -> CompiledInputs:
    """The groups with those of a measure no longer able to stop their buyers."""
    essential = inputs.essential.copy()
    essential[list(measure.groups)] = NO
    return replace(inputs, essential=essential)


def stocked(inputs: CompiledInputs, number: int, days: float) -> CompiledInputs:
    """The groups with one of them holding so many days of stock, if it holds less."""
    stock = inputs.stock.copy()
    stock[number] = np.maximum(stock[number], days)
    return replace(inputs, stock=stock)
