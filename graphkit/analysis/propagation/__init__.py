"""AND-OR propagation over input groups: what stops, what may, what stops a target alone or in pairs, and when.

A buyer needs all of its essential groups (a material each) and, of each, any one supplier. Everything here is the least
fixed point of that rule; see `disruption`.
"""

from graphkit.analysis.propagation.compiled import CompiledInputs, Inputs, compile_inputs
from graphkit.analysis.propagation.cuts import CutSearch, cut_search, minimal_cuts
from graphkit.analysis.propagation.disruption import Disruption, Proof, Worlds, disruption, worlds
from graphkit.analysis.propagation.groups import WORLDS, Group, Node, Pair
from graphkit.analysis.propagation.shortage import Shortage, shortages
from graphkit.analysis.propagation.single import blast_radius, blast_targets, single_points
from graphkit.analysis.propagation.times import stop_times

__all__ = [
    "WORLDS",
    "CompiledInputs",
    "CutSearch",
    "Disruption",
    "Group",
    "Inputs",
    "Node",
    "Pair",
    "Proof",
    "Shortage",
    "Worlds",
    "blast_radius",
    "blast_targets",
    "compile_inputs",
    "cut_search",
    "disruption",
    "minimal_cuts",
    "shortages",
    "single_points",
    "stop_times",
    "worlds",
]
