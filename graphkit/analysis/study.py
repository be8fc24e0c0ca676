"""The facts that an analysis looks at, with what several analyses need worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from graphkit.analysis.groups import InputGroup, input_groups, is_line, maker_of, needed, words
from graphkit.analysis.losses.around import Buyers, buyers_of
from graphkit.analysis.propagation import CompiledInputs, Group, compile_inputs
from graphkit.graph.countries import countries
from graphkit.graph.graph import Edge, Graph
from graphkit.model import Model

#: What a line is called where the type of an entity stands.
LINE_KIND = "Line"
#: Least share of a firm that makes its holder the parent.
CONTROL = 0.5


class Study:
    """A graph with its model. `planned`: whether relations count that are planned and have not begun."""

    def __init__(self, graph: Graph, model: Model, planned: bool = True) -> None:
        self.graph = graph
        self.model = model
        self.planned = planned

    @cached_property
    def inputs(self) -> Mapping[str, list[InputGroup]]:
        """The input groups of every node; see `graphkit.analysis.input_groups`."""
        return input_groups(self.graph, self.model, self.planned)

    @cached_property
    def compiled(self) -> CompiledInputs:
        """The input groups as arrays; the `name` of each group is its role."""
        return compile_inputs({node: [_plain(g) for g in groups] for node, groups in self.inputs.items()})

    def name(self, node: str) -> str:
        """A node as people read it."""
        return words(node, self.graph.name)

    def names(self, nodes: Iterable[str]) -> list[str]:
        """Nodes as people read them, in the order of their names."""
        return sorted(map(self.name, nodes), key=lambda name: (name.casefold(), name))

    def material(self, text: str) -> str:
        """What a group needs, as people read it: of several items that may stand in for one another all names."""
        return " or ".join(self.graph.name(part) for part in text.split(" | "))

    def kind(self, node: str) -> str:
        """The type of an entity, `Line` for a line."""
        if is_line(node):
            return LINE_KIND
        entity = self.graph.entities.get(node)
        return entity.type if entity else ""

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Code of the country of each entity, "" where none is known."""
        return countries(self.graph, self.model)

    def country(self, node: str) -> str:
        """Code of the country in which a node works, "" where unknown.

        Of a line and a site that of the site; where no place of it is told, that of who runs it, if there is but one.
        """
        own = self.countries.get(maker_of(node), "")
        if own or self.kind(maker_of(node)) != "Site":
            return own
        found = {self.countries.get(firm, "") for firm in self.firms(node)}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def runs(self) -> Mapping[str, tuple[str, ...]]:
        """The firms that run each site, by site."""
        out: dict[str, set[str]] = defaultdict(set)
        for node, groups in self.inputs.items():
            for group in groups:
                if group["role"] == "run by":
                    out[node].update(group["suppliers"])
        return {site: tuple(sorted(firms)) for site, firms in out.items()}

    def counts(self, edge: Edge) -> bool:
        """Whether a relation counts here: it is told and not over, and has begun unless what is planned counts too."""
        return edge.stands and (self.planned or edge.status != "planned")

    def firms(self, node: str) -> tuple[str, ...]:
        """The firms behind a node: the maker of a line, who runs a site, the firm itself."""
        maker = maker_of(node)
        return self.runs.get(maker, ()) if self.kind(maker) == "Site" else (maker,)

    @cached_property
    def parents(self) -> Mapping[str, str]:
        """The parent of each firm that has one: the firm that it is part of, or that holds more than half of it."""
        out: dict[str, str] = {}
        for edge in self.graph.edges.values():
            if not edge.stands:
                continue
            if {self.kind(edge.source), self.kind(edge.target)} != {"Firm"}:
                continue
            if edge.type == "PART_OF":
                out[edge.source] = edge.target
            elif edge.type == "OWNS" and self._holds(dict(edge.qualifiers).get("ownership_share")):
                out.setdefault(edge.target, edge.source)
        return out

    def _holds(self, share: str | None) -> bool:
        from graphkit.analysis.groups.told import share_reader

        stated = share_reader(self.model)(share) if share else None
        return stated is not None and stated[0] > CONTROL

    def parent(self, firm: str) -> str:
        """The firm at the top of those that a firm belongs to; the firm itself where none is known."""
        seen = {firm}
        while (above := self.parents.get(firm)) and above not in seen:
            seen.add(above)
            firm = above
        return firm

    def bound(self, node: str) -> bool:
        """Whether any supplier, maker or input of a node is known; where none is, nothing upstream can be told."""
        return any(g["suppliers"] for g in self.inputs.get(node, ()))

    @cached_property
    def sites(self) -> Mapping[str, tuple[str, ...]]:
        """The sites that each firm runs, by firm."""
        out: dict[str, list[str]] = defaultdict(list)
        for site, firms in self.runs.items():
            for firm in firms:
                out[firm].append(site)
        return {firm: tuple(found) for firm, found in out.items()}

    @cached_property
    def buyers(self) -> Buyers:
        """For each supplier the nodes and groups in which it is one."""
        return buyers_of(self.inputs)

    @cached_property
    def needs(self) -> list[tuple[str, InputGroup]]:
        """All (node, group) that are needs of an item, in order: what goes in, and what is supplied."""
        return [(n, g) for n, groups in self.inputs.items() for g in groups if g["role"] in ("input", "supplied")]

    def suppliers(self, group: InputGroup) -> list[str]:
        """The known suppliers of a need, seen through the item where anyone who makes it may deliver."""
        from graphkit.analysis.groups import known_suppliers

        return known_suppliers(self.inputs, group)

    def whole(self, group: InputGroup) -> bool | None:
        """Whether the known suppliers are known to be all; of an item that anyone may deliver, its makers."""
        if group["basis"] == "stated":
            return group["complete"]
        found = [
            own["complete"]
            for item in needed(group)
            for own in self.inputs.get(item, ())
            if own["role"] == "made by" and item in group["suppliers"]
        ]
        return found[0] if len(set(found)) == 1 else None


def _plain(group: InputGroup) -> Group:
    return Group(
        group["material"],
        tuple(group["suppliers"]),
        group["essential"],
        group["complete"],
        group["stock_days"],
        group["role"],
        tuple(group["claims"]),
    )
