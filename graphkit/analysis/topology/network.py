"""The compact form of a graph that all parts of `structure` compute on: nodes by number, links as sorted arrays."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from numbers import Real
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from graphkit.errors import AnalysisError

if TYPE_CHECKING:
    import networkx as nx

Node: TypeAlias = Hashable
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """A directed graph in arrays; make it with `compact` once and hand it to several functions.

    Parameters
    ----------
    nodes : the nodes in an order of their own, whatever order the graph was built in (`index`: their numbers)
    source, target : ends of each pair of different nodes that is linked, by number; sorted, no pair twice
    weight : of each pair, all its parallel links together; 1 a link where no attribute is named
    own, own_weight : nodes that link to themselves, and the weight of those links
    links : number of links, parallel ones and those of a node to itself counted
    """

    nodes: tuple[Node, ...]
    index: dict[Node, int]
    source: Ints
    target: Ints
    weight: Floats
    own: Ints
    own_weight: Floats
    links: int

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    def rows(self, back: bool = False) -> tuple[Ints, Ints]:
        """Out-neighbours of all nodes (in-neighbours if `back`): those of k are `ends[starts[k]:starts[k + 1]]`."""
        if not back:
            return offsets(self.source, self.size), self.target
        return offsets(self.target, self.size), self.source[np.argsort(self.target, kind="stable")]

    def matrix(self, weighted: bool = True) -> Any:
        """The weights (or ones) of the pairs as a sparse matrix, from row to column."""
        return matrix(self.source, self.target, self.weight if weighted else np.ones(len(self.source)), self.size)

    def both_ways(self) -> tuple[Ints, Ints]:
        """Neighbours of all nodes whatever the direction, none twice, sorted."""
        one, two = np.concatenate([self.source, self.target]), np.concatenate([self.target, self.source])
        pairs = np.unique(one * self.size + two)
        return offsets(pairs // self.size, self.size), pairs % self.size

    def numbers(self, nodes: Iterable[Node], what: str) -> Ints:
        """The numbers of some nodes, sorted; a node that the graph has not is an AnalysisError."""
        found = set()
        for node in nodes:
            if node not in self.index:
                raise AnalysisError(f"{what} {node!r} is not in the graph")
            found.add(self.index[node])
        return np.array(sorted(found), dtype=np.int64)


Graph: TypeAlias = "nx.DiGraph[Any] | Network"


def offsets(rows: Ints, size: int) -> Ints:
    """Where each row starts in a list sorted by row, and at last where it ends."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=size))]).astype(np.int64)


def sums(places: Ints, values: Floats, size: int) -> Floats:
    """For each place from 0 to before `size` the sum of the values that belong to it."""
    return np.bincount(places, values, size).astype(np.float64)


def matrix(source: Ints, target: Ints, weights: Floats, size: int) -> Any:
    """A sparse matrix of so many rows and columns with these weights."""
    return csr_array((weights, (source, target)), shape=(size, size))


def compact(graph: Graph, weight: str | None = None) -> Network:
    """Put a networkx DiGraph or MultiDiGraph into arrays; a Network is given back as it is.

    `weight` names an attribute that every link has, a number of 0 or more; without it each link weighs 1. A graph
    without nodes or directions, and a weight that is missing, negative, infinite or no number, is an AnalysisError.
    """
    if isinstance(graph, Network):
        return graph
    if not graph.is_directed():
        raise AnalysisError("the graph has no directions", "give a DiGraph or a MultiDiGraph")
    nodes = canonical(graph)
    if not nodes:
        raise AnalysisError("the graph has no nodes")
    index = {node: k for k, node in enumerate(nodes)}
    source, target, given = _links(graph, index, weight)
    code = source * len(nodes) + target
    order = np.lexsort(
        (given, code)
    )  # parallel links are added in one order, so that the sum is the same to the last bit
    code, given = code[order], given[order]
    pairs, first = np.unique(code, return_index=True)
    summed = np.add.reduceat(given, first) if len(code) else given
    source, target = pairs // len(nodes), pairs % len(nodes)
    own = source == target
    return Network(nodes, index, source[~own], target[~own], summed[~own], source[own], summed[own], len(code))


def _links(graph: nx.DiGraph[Any], index: dict[Node, int], weight: str | None) -> tuple[Ints, Ints, Floats]:
    """Source, target and weight of each link, as they come."""
    source: list[int] = []
    counts: list[int] = []
    target: list[Node] = []
    contents: list[dict[str, Any]] = []
    for node, near in graph.adjacency():
        source.append(index[node])
        before = len(target)
        if graph.is_multigraph():
            for other, links in near.items():
                target.extend([other] * len(links))
                contents.extend(links.values())
        else:
            target.extend(near)
            contents.extend(near.values())
        counts.append(len(target) - before)
    starts = np.repeat(np.array(source, dtype=np.int64), np.array(counts, dtype=np.int64))
    ends = np.fromiter(map(index.__getitem__, target), dtype=np.int64, count=len(target))
    if weight is None:
        return starts, ends, np.ones(len(target))
    values = [content.get(weight) for content in contents]
    if set(map(type, values)) <= {int, float}:
        given = np.array(values, dtype=np.float64)
        if np.isfinite(given).all() and (given >= 0).all():
            return starts, ends, given
    nodes = list(index)
    checked = [
        _weight(value, weight, nodes[one], nodes[two])
        for value, one, two in zip(values, starts.tolist(), ends.tolist(), strict=True)
    ]
    return starts, ends, np.array(checked, dtype=np.float64)


def _weight(value: object, name: str, start: Node, end: Node) -> float:
    """A weight as a number, or what is wrong with it."""
    if value is None:
        raise AnalysisError(f"the link {start!r} → {end!r} has no {name}", "every link needs one, or name no weight")
    if isinstance(value, bool) or not isinstance(value, (Real, Decimal)):
        raise AnalysisError(f"{name} of the link {start!r} → {end!r} is no number: {value!r}")
    number = float(value)
    if not math.isfinite(number) or number < 0:
        raise AnalysisError(f"{name} of the link {start!r} → {end!r} is {value}", "a weight is 0 or more")
    return number


def canonical(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Nodes in an order that does not depend on how they were given: texts and whole numbers sorted, else by form."""
    given = list(nodes)
    kinds = {type(node) for node in given}
    if kinds <= {str} or kinds <= {int}:
        return tuple(sorted(given))  # type: ignore[type-var]
    return tuple(sorted(given, key=lambda node: (type(node).__qualname__, repr(node))))
