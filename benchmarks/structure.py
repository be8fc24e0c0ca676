"""The structure of a large graph: seconds and memory of each part, and beside networkx' own functions on a smaller one.

The made-up graph is a chain of eight stages in branches of 400 nodes: seven links of ten stay in their branch, most go
to a later stage, two of a hundred back, a few nodes have very many, and weights go over five orders of magnitude. What
is measured is the time of the processor, since that grows least when others use the machine. Each run is a process of
its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Report, options, peak_memory, spread

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.analysis.topology import Network

STAGES, BRANCH = 8, 400
WEIGHT = "tons"
#: The smaller graph, on which networkx is measured too.
SMALL = (10_000, 100_000)
PARTS = ("reading", "counts", "trophic levels", "tiers", "cycles", "bridges", "communities", "centralities")


def made(size: int, links: int, seed: int = 1) -> nx.DiGraph[str]:
    """The made-up graph: the same for the same arguments."""
    import networkx as nx
    import numpy as np

    draw = np.random.default_rng(seed)
    stage = draw.integers(0, STAGES, size)
    branch = np.arange(size) // BRANCH
    pull = draw.pareto(1.5, size) + 0.2
    count = 2 * links
    one = draw.choice(size, count, p=pull / pull.sum())
    near = branch[one] * BRANCH + draw.integers(0, BRANCH, count)
    two = np.where(draw.random(count) < 0.7, np.minimum(near, size - 1), draw.integers(0, size, count))
    swapped = (stage[one] > stage[two]) ^ (draw.random(count) < 0.02)
    start, end = np.where(swapped, two, one), np.where(swapped, one, two)
    pairs = draw.permutation(np.unique((start * size + end)[start != end]))[:links]
    names = [f"node-{k:07}" for k in range(size)]
    out: nx.DiGraph[str] = nx.DiGraph()
    out.add_nodes_from(names)
    weights = draw.lognormal(0, 2, len(pairs)).tolist()
    out.add_weighted_edges_from(
        ((names[p // size], names[p % size], w) for p, w in zip(pairs.tolist(), weights, strict=True)), weight=WEIGHT
    )
    return out


def ours(graph: nx.DiGraph[str], target: str) -> dict[str, Callable[[Network], object]]:
    """What is measured, by part; all but the reading begin with the compact form."""
    from graphkit.analysis import topology as room

    return {
        "reading": lambda _: room.compact(graph, WEIGHT),
        "counts": room.counts,
        "trophic levels": room.trophic_levels,
        "tiers": lambda network: room.tiers(network, [target]),
        "cycles": room.cycles,
        "bridges": room.bridges,
        "communities": room.communities,
        "centralities": room.centralities,
    }


def theirs(graph: nx.DiGraph[str], target: str, sampled: int | None) -> dict[str, Callable[[], object]]:
    """The same, as near as networkx has it: what differs is told in docs/performance.md.

    It has no trophic levels of this kind: its own are another measure, and need nodes without suppliers.
    """
    import networkx as nx

    def communities() -> object:
        plain = nx.Graph(graph)
        found = nx.community.louvain_communities(plain, weight=WEIGHT, seed=0)
        return nx.community.modularity(plain, found, weight=WEIGHT)

    return {
        "reading": lambda: nx.to_scipy_sparse_array(graph, weight=WEIGHT),
        "counts": lambda: (
            list(nx.weakly_connected_components(graph)),
            list(nx.strongly_connected_components(graph)),
            nx.overall_reciprocity(graph),
            nx.density(graph),
        ),
        "tiers": lambda: (
            nx.single_source_shortest_path_length(graph.reverse(copy=False), target),
            nx.dag_longest_path(nx.condensation(graph)),
        ),
        "cycles": lambda: [
            nx.find_cycle(graph.subgraph(part)) for part in nx.strongly_connected_components(graph) if len(part) > 1
        ],
        "bridges": lambda: (list(nx.bridges(nx.Graph(graph))), list(nx.articulation_points(nx.Graph(graph)))),
        "communities": communities,
        "centralities": lambda: (
            nx.pagerank(graph, weight=WEIGHT, tol=1e-10, max_iter=1000),
            nx.betweenness_centrality(graph, k=sampled, seed=0),
        ),
    }


def measure(size: int, links: int, compare: bool) -> dict[str, Any]:
    """One run in this process: processor seconds of each part, MiB of the graph and at most, what was found."""
    from graphkit.analysis.topology import compact

    graph = made(size, links)
    held, target = peak_memory(), f"node-{0:07}"
    compact(made(20, 40), WEIGHT)  # so that what is imported is no part of it
    took: dict[str, float] = {}
    found: dict[str, Any] = {}
    network = compact(graph, WEIGHT)
    for part, run in ours(graph, target).items():
        begun = time.process_time()
        found[part] = run(network)
        took[part] = time.process_time() - begun
    out: dict[str, Any] = {"seconds": took, "MiB held": held, "MiB": peak_memory()}
    out["found"] = {
        "nodes": size,
        "links": network.links,
        "incoherence": found["trophic levels"].incoherence,
        "upstream of the target": len(found["tiers"]),
        "largest loop": max((len(loop.nodes) for loop in found["cycles"]), default=0),
        "bridges": len(found["bridges"].bridges),
        "communities": found["communities"].count,
        "modularity": found["communities"].modularity,
        "betweenness from": found["centralities"].sampled,
    }
    if compare:
        peers = theirs(graph, target, found["centralities"].sampled)
        out["networkx"] = {}
        for part, peer in peers.items():
            begun = time.process_time()
            answer = peer()
            out["networkx"][part] = time.process_time() - begun
            if part == "communities":
                out["found"]["modularity by networkx"] = answer
    return out


def report(runs: dict[str, list[dict[str, Any]]], parameters: dict[str, Any]) -> Report:
    """The tables of several runs on the large and on the small graph."""
    out = Report("structure", parameters, raw=dict(runs))
    large, small = runs["large"], runs["small"]
    rows = [_row(part, [r["seconds"][part] for r in large]) for part in PARTS]
    out.add("Structure of the large graph", [*rows, _row("in all", [sum(r["seconds"].values()) for r in large])])
    out.add(
        "Beside networkx on the small graph",
        [{**_row(part, [r["seconds"][part] for r in small]), **_beside(part, small)} for part in PARTS],
    )
    for name, found in runs.items():
        told = "; ".join(f"{key} {value}" for key, value in found[0]["found"].items())
        memory = f"{max(r['MiB'] for r in found):.0f} MiB at most, {found[0]['MiB held']:.0f} before any analysis"
        out.notes.append(f"- {name}: {told}; {memory}")
    return out


def _row(part: str, seconds: list[float]) -> dict[str, str]:
    return {"part": part, "processor seconds": spread(seconds)}


def _beside(part: str, runs: list[dict[str, Any]]) -> dict[str, str]:
    if part not in runs[0]["networkx"]:
        return {"networkx": "has none", "ratio to networkx": ""}
    theirs = [run["networkx"][part] for run in runs]
    ratios = [run["seconds"][part] / other for run, other in zip(runs, theirs, strict=True)]
    return {"networkx": spread(theirs), "ratio to networkx": spread(ratios)}


def main(argv: list[str] | None = None) -> None:
    """Measures and writes the tables."""
    parser = options(__doc__ or "")
    parser.set_defaults(entities=100_000, edges=1_000_000, repeat=3)
    parser.add_argument(
        "--small", type=int, nargs=2, default=SMALL, metavar="N", help="entities and edges of the smaller"
    )
    parser.add_argument("--one", choices=("large", "small"), help="one run, as JSON: what a process of its own does")
    given = parser.parse_args(argv)
    sizes = {"large": (given.entities, given.edges), "small": tuple(given.small)}
    if given.one:
        print(json.dumps(measure(*sizes[given.one], compare=given.one == "small")))
        return
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in sizes}
    words = [
        sys.executable,
        "-m",
        "benchmarks.structure",
        "--entities",
        str(given.entities),
        "--edges",
        str(given.edges),
    ]
    words += ["--small", *map(str, given.small)]
    for _ in range(given.repeat):
        for name, found in runs.items():
            said = subprocess.run([*words, "--one", name], check=True, stdout=subprocess.PIPE, text=True)
            found.append(json.loads(said.stdout))
    report(runs, {"large": sizes["large"], "small": sizes["small"], "runs": given.repeat}).write(given.out)


if __name__ == "__main__":
    main()
