"""The structure of a graph as a whole: counts, levels, loops, joints, communities, centralities."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graphkit.analysis.topology.centralities import Centralities, centralities
from graphkit.analysis.topology.communities import Communities, communities
from graphkit.analysis.topology.joints import Joints, bridges
from graphkit.analysis.topology.loops import Loop, cycles
from graphkit.analysis.topology.network import Graph, Network, Node, compact
from graphkit.analysis.topology.tiers import Tier, tiers
from graphkit.analysis.topology.trophic import Trophic, trophic_levels


@dataclass(frozen=True, slots=True)
class Counts:
    """How large a graph is and how it hangs together.

    Parameters
    ----------
    nodes, links : as they are in the graph, parallel links and those of a node to itself counted
    pairs : ordered pairs of different nodes that are linked
    own : nodes that link to themselves
    isolated : nodes without a link to another one
    components, largest : parts that hang together whatever the direction, and the nodes of the largest
    strong : strongly connected components, those of a single node counted
    density : pairs by all ordered pairs there could be; None for a single node
    reciprocity : share of the pairs that are linked the other way too; None without pairs
    """

    nodes: int
    links: int
    pairs: int
    own: int
    isolated: int
    components: int
    largest: int
    strong: int
    density: float | None
    reciprocity: float | None


@dataclass(frozen=True, slots=True)
class Structure:
    """The structure of a graph; `tiers` is empty where no targets were named."""

    counts: Counts
    trophic: Trophic
    tiers: dict[Node, Tier]
    cycles: tuple[Loop, ...]
    joints: Joints
    communities: Communities
    centralities: Centralities


def structure(
    graph: Graph,
    weight: str | None = None,
    targets: Iterable[Node] = (),
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
) -> Structure:
    """All that the functions of this room tell of a graph, at once: the graph is read a single time.

    `weight` names an attribute of links for levels, communities and PageRank; `targets` are those that `tiers` count
    from; `seed` draws for communities and sampled betweenness. `progress` is told the name of each part as it begins.
    AnalysisError as the functions raise it.
    """
    tell = progress or (lambda part: None)
    wanted = list(targets)
    tell("reading")
    network = compact(graph, weight)
    tell("counts")
    counted = counts(network)
    tell("trophic levels")
    levels = trophic_levels(network)
    tell("tiers")
    upstream = tiers(network, wanted) if wanted else {}
    tell("cycles")
    loops = cycles(network)
    tell("bridges")
    joints = bridges(network)
    tell("communities")
    groups = communities(network, seed)
    tell("centralities")
    return Structure(counted, levels, upstream, loops, joints, groups, centralities(network, seed=seed))


def counts(graph: Graph) -> Counts:
    """The counts alone."""
    network = compact(graph)
    size, pairs = network.size, len(network.source)
    matrix = network.matrix(weighted=False)
    components, part = connected_components(matrix, directed=False)
    strong, _ = connected_components(matrix, connection="strong")
    linked = np.zeros(size, dtype=bool)
    linked[network.source] = linked[network.target] = True
    return Counts(
        size,
        network.links,
        pairs,
        len(network.own),
        int(size - linked.sum()),
        int(components),
        int(np.bincount(part).max()),
        int(strong),
        pairs / (size * (size - 1)) if size > 1 else None,
        _returned(network) / pairs if pairs else None,
    )


def _returned(network: Network) -> int:
    """Number of pairs that are linked both ways."""
    size = network.size
    there, back = network.source * size + network.target, network.target * size + network.source
    return len(np.intersect1d(there, back, assume_unique=True))
