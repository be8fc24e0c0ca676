"""The chain as plain relations, read from a networkx graph of the facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphkit.errors import AnalysisError
from graphkit.facts.claim import UNSAID

if TYPE_CHECKING:
    import networkx as nx

#: Status of a relation that is over, and of one that has not begun.
ENDED, PLANNED = "ended", "planned"
#: Least and most of a share, 0 to 1.
Share = tuple[float, float]
_YES_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that the analyses read.

    `item` is "" where none is stated; `essential` and `complete` are None where unknown; `share` is the least and
    most of what the buyer takes that comes from here, each 0 to 1, None where nothing is stated.
    `one_of` is True where the source leaves open which of several entities is meant.
    """

    type: str
    source: str
    target: str
    item: str = ""
    essential: bool | None = None
    complete: bool | None = None
    share: Share | None = None
    stands_for: str = ""
    status: str = ""
    one_of: bool = False
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Types of the entities, and the relations by type and end, each in a stable order.

    `days` holds, by (buyer, item), the least and most days for which a stock lasts.
    """

    types: Mapping[str, str]
    into: Mapping[tuple[str, str], tuple[Relation, ...]]
    out_of: Mapping[tuple[str, str], tuple[Relation, ...]]
    days: Mapping[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        graph: nx.Graph[str],
        planned: bool = True,
        days: Mapping[tuple[str, str], tuple[float, float]] | None = None,
        read_share: Callable[[str], Share | None] | None = None,
    ) -> Chain:
        """The chain of a graph as `Graph.to_networkx` makes it; without `planned`, what has not begun is left out.

        Raises
        ------
        AnalysisError
            If a node has no `entity_type` or an edge no `edge_type`: another kind of graph.
        """
        types: dict[str, str] = {}
        for node, data in graph.nodes(data=True):
            if "entity_type" not in data:
                raise AnalysisError(f"node {node!r} has no entity_type", "give a graph as Graph.to_networkx makes it")
            types[node] = data["entity_type"]
        found = sorted(
            _relations(graph, planned, read_share or plain_share),
            key=lambda r: (r.type, r.source, r.target, r.item, r.claims),
        )
        into, out_of = defaultdict(list), defaultdict(list)
        for relation in found:
            into[relation.type, relation.target].append(relation)
            out_of[relation.type, relation.source].append(relation)
        return cls(
            dict(sorted(types.items())),
            {key: tuple(value) for key, value in into.items()},
            {key: tuple(value) for key, value in out_of.items()},
            days or {},
        )

    def sources(self, type_: str, target: str, *types: str) -> tuple[str, ...]:
        """Ids at the beginning of the relations of a type that end at `target`, of these types of entity if given."""
        return _ends((r.source for r in self.into.get((type_, target), ())), self.types, types)

    def targets(self, type_: str, source: str, *types: str) -> tuple[str, ...]:
        """Ids at the end of the relations of a type that begin at `source`, of these types of entity if given."""
        return _ends((r.target for r in self.out_of.get((type_, source), ())), self.types, types)


def _ends(found: Iterable[str], kinds: Mapping[str, str], types: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for i in found if not types or kinds[i] in types))


def _relations(graph: nx.Graph[str], planned: bool, read_share: Callable[[str], Share | None]) -> Iterable[Relation]:
    for source, target, data in graph.edges(data=True):
        if "edge_type" not in data:
            raise AnalysisError(
                f"the edge from {source!r} to {target!r} has no edge_type", "give a graph as Graph.to_networkx makes it"
            )
        status = str(data.get("status", ""))
        if data.get("kind") in UNSAID or status == ENDED or (status == PLANNED and not planned):
            continue
        yield Relation(
            data["edge_type"],
            source,
            target,
            item=str(data.get("item", "")),
            essential=_YES_NO.get(str(data.get("essential", ""))),
            complete=_YES_NO.get(str(data.get("complete", ""))),
            share=read_share(str(data["share"])) if data.get("share") is not None else None,
            stands_for=str(data.get("substitute_for", "")),
            status=status,
            one_of=bool(data.get("one_of")),
            claims=tuple(data.get("claims", ())),
        )


def plain_share(text: str) -> Share | None:
    """A share as `35 %` or `0.35`, as its least and most; None for words, which only a schema's numbers can read.

    Raises
    ------
    AnalysisError
        If it is below 0 or over 1.
    """
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        return None
    number = number / 100 if text.strip().endswith("%") else number
    if not 0 <= number <= 1:
        raise AnalysisError(f"{text} is no share", "from 0 to 100 %, or 0 to 1")
    return number, number
