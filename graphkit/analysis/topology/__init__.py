"""Structure of a directed graph: trophic levels, tiers, cycles, bridges, communities, centralities.

Each function takes a networkx DiGraph or MultiDiGraph, or the `Network` that `compact` makes of one. networkx stays
the graph; it is read into sorted arrays in one place, `compact`, and numpy and scipy do the work on all sizes alike, so
that no result depends on the size of the graph or on the order in which it was built. The only exception says so:
`Centralities.sampled`.
"""

from graphkit.analysis.topology.centralities import Centralities, Centrality, centralities
from graphkit.analysis.topology.communities import Communities, communities
from graphkit.analysis.topology.joints import Bridge, Joint, Joints, bridges
from graphkit.analysis.topology.loops import Loop, cycles
from graphkit.analysis.topology.network import Network, compact
from graphkit.analysis.topology.summary import Counts, Structure, counts, structure
from graphkit.analysis.topology.tiers import Tier, tiers
from graphkit.analysis.topology.trophic import Trophic, trophic_levels

__all__ = [
    "Bridge",
    "Centralities",
    "Centrality",
    "Communities",
    "Counts",
    "Joint",
    "Joints",
    "Loop",
    "Network",
    "Structure",
    "Tier",
    "Trophic",
    "bridges",
    "centralities",
    "communities",
    "compact",
    "counts",
    "cycles",
    "structure",
    "tiers",
    "trophic_levels",
]
