"""How many known suppliers of what each buyer has lost: counts, never a share of a volume that nobody stated."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphkit.analysis.propagation.disruption import Disruption, answer
from graphkit.analysis.propagation.groups import Node


@dataclass(frozen=True, slots=True)
class Shortage:
    """One group that has lost suppliers.

    Attributes
    ----------
    buyer, material, name
        Whose group of what; `name` tells groups of one buyer and material apart.
    known, lost
        The known suppliers, and those of them that have stopped, in order.
    essential, complete
        As stated; None is not known.
    whole
        Whether the group is lost: no known supplier is left, and in the world of the strike there is no other.
    stops
        Whether its buyer has stopped, through this group or otherwise.
    """

    buyer: Node
    material: str
    known: tuple[Node, ...]
    lost: tuple[Node, ...]
    essential: bool | None
    complete: bool | None
    whole: bool
    stops: bool
    name: str = ""

    @property
    def text(self) -> str:
        """The counts in words: `2 of 3 known suppliers lost`."""
        return f"{len(self.lost)} of {len(self.known)} known supplier{'s' if len(self.known) != 1 else ''} lost"


def shortages(found: Disruption) -> list[Shortage]:
    """The groups that have lost a supplier, one row each, by buyer and material; struck buyers' groups too."""
    inputs = found.inputs
    stopped, nodes = found.reached(), inputs.nodes
    out = []
    for group in np.flatnonzero(found.hit).tolist():
        known = inputs.suppliers[inputs.group_starts[group] : inputs.group_starts[group + 1]]
        owner = inputs.owner[group]
        out.append(
            Shortage(
                buyer=nodes[owner],
                material=inputs.material[group],
                known=tuple(nodes[known].tolist()),
                lost=tuple(nodes[known[stopped[known]]].tolist()),
                essential=answer(inputs.essential[group]),
                complete=answer(inputs.complete[group]),
                whole=bool(found.whole[group]),
                stops=bool(stopped[owner]),
                name=inputs.names.get(group, ""),
            )
        )
    return out
