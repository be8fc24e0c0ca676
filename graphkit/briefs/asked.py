"""The analyses that a report puts, each asked once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from graphkit.analysis.answer import Answer
from graphkit.analysis.groups import is_line, item_of, line_of, maker_of, needed
from graphkit.analysis.kinds import ENDS
from graphkit.analysis.propagation import blast_targets
from graphkit.analysis.questions import capacity, concentration, disruption, gaps, hidden_common, single_source
from graphkit.analysis.strikes import read_strike
from graphkit.analysis.study import Study
from graphkit.briefs.content import Cited
from graphkit.graph import Entity, Graph
from graphkit.model import Model
from graphkit.reports.find import locate

#: Types of which there is a report of a maker.
MAKERS = ("Firm", "Organization", "Site")


class Asked:
    """A graph with what the analyses answer on it."""

    def __init__(self, graph: Graph, model: Model) -> None:
        self.graph = graph
        self.model = model
        self.study = Study(graph, model)

    def cited(self, *several: Iterable[str]) -> Cited:
        """The places of claims, given by id."""
        return Cited.of(self.graph, {claim for some in several for claim in some})

    @cached_property
    def ends(self) -> list[str]:
        """All products and vehicles, by id."""
        return sorted(i for i, e in self.graph.entities.items() if e.type in ENDS)

    @cached_property
    def blast(self) -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
        """For each node that stops others what it stops alone: possibly, and for certain."""
        possible, certain = (blast_targets(self.study.compiled, world=w) for w in ("closed", "open"))
        return {
            str(node): (frozenset(map(str, found)), frozenset(map(str, certain.get(node, ()))))
            for node, found in possible.items()
            if found
        }

    def own(self, node: str) -> frozenset[str]:
        """A maker with the sites that it runs, all that is part of these, their lines, and what they make."""
        if self.study.kind(node) not in MAKERS:
            return frozenset({node})
        makers = {node}
        ahead = [node]
        while ahead:
            for buyer, group in self.study.buyers.get(ahead.pop(), ()):
                if group["role"] in ("run by", "part of") and buyer not in makers:
                    makers.add(buyer)
                    ahead.append(buyer)
        lines = {n for n in self.study.inputs if is_line(n) and maker_of(n) in makers}
        return frozenset(makers | lines | {item_of(n) for n in lines})

    def lines(self, node: str) -> list[str]:
        """The lines of a maker itself, by item; where it has none those of its sites."""
        found = sorted(n for n in self.study.inputs if is_line(n) and maker_of(n) == node)
        known = {item_of(n) for n in found}
        sites = sorted(n for n in self.own(node) if is_line(n) and item_of(n) not in known)
        return found + sites

    def users(self, item: str) -> list[tuple[str, str, bool | None, tuple[str, ...]]]:
        """Who needs an item: node, what it makes with it, whether it is essential, the claims."""
        return [
            (node, item_of(node), group["essential"], tuple(group["claims"]))
            for node, group in self.study.needs
            if item in needed(group)
        ]

    def line(self, maker: str, item: str) -> str:
        """The node of a maker's line."""
        return line_of(maker, item)

    def struck(self, entity: Entity) -> Answer:
        """What stops without an entity."""
        return disruption.answer(self.study, [read_strike(self.study, entity.id, lambda n: locate(self.graph, n))])

    @cached_property
    def single_source(self) -> Answer:
        """Known suppliers and effective alternatives of every need."""
        return single_source.answer(self.study)

    @cached_property
    def hidden_common(self) -> Answer:
        """Needs with several suppliers that hang on one node."""
        return hidden_common.answer(self.study)

    @cached_property
    def gaps(self) -> Answer:
        """What no claim tells."""
        return gaps.answer(self.study)

    @cached_property
    def concentration(self) -> Answer:
        """Index and share of the three largest, of every item."""
        return concentration.answer(self.study)

    def capacity(self, by: str) -> Answer:
        """Capacity over time."""
        return capacity.answer(self.study, by)
