"""The rule by which relations of the facts become input groups.

A node stops once one of its essential groups has lost all its suppliers, so each group is an "any of", and the groups
of a node are an "all of". The nodes are firms, sites, items (materials, products, vehicles), and lines: what one maker
(a firm or a site) makes of one item.

| node | its groups | role |
| --- | --- | --- |
| line of a firm | the firm itself; the item, which must not be gone as such | maker, item |
|  | the lines of its sites that make the item, if any is known | made at |
|  | else what goes into the item | input |
| line of a site | the site itself; the item; what goes into it | maker, item, input |
| item | the lines of all who make or supply it; none known: a gap | made by |
|  | what goes into it, where nobody is known to make it | input |
| site | who runs it; the larger site that it is part of | run by, part of |
|  | its lines and its parts: it stands still once all of them do | output |
|  | what is told to go into it or to be fitted into it | input |
| firm | its lines and its sites: it makes nothing once all of them have stopped | output |
|  | the firm that it is part of | part of |
| firm or site | what it is told to be supplied with and none of its lines is known to need | supplied |

What goes into an item: each entity of INPUT_TO; each material or product of USES; the products of INSTALLED_IN, of
which any one suffices. The suppliers of such a group are those of whom it is told that they supply this buyer
(SUPPLIES with this item, to the maker of the line or to who runs it; `basis` is then "stated"), else the item itself
(`basis` "market"): any of those who make it may deliver, and it is lost once all of them are; such a group is whole,
and whether all makers are known is told by the item's own group. Entities that may stand in for one another
(`substitute_for`) form one group.

Essential and complete are what the sources say, None where they say nothing: `essential` of INPUT_TO; `complete` of
SUPPLIES for the suppliers of one buyer, of INSTALLED_IN for what is fitted, of PRODUCES for the makers of an item, and
so for the sites of a firm that make it. The roles in STRUCTURAL follow from what the words mean, and are essential: a
line cannot run without its maker, nor if its item as such is gone, a site without who runs it, and these are whole. Of
a firm's own lines and sites more may exist than are known: `output` is whole only for a firm of which `complete` of
OPERATES says that its sites are all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from graphkit.analysis.groups.chain import Chain, Relation
from graphkit.analysis.groups.group import InputGroup, agreed, alike, group_of, own_group, structural, without_empty
from graphkit.analysis.groups.names import item_of, line_of, maker_of
from graphkit.analysis.groups.told import days_of, share_reader
from graphkit.analysis.kinds import ITEMS, MAKERS
from graphkit.errors import AnalysisError
from graphkit.graph.graph import Graph

if TYPE_CHECKING:
    import networkx as nx

    from graphkit.model import Model

ROLES = ("input", "supplied", "made by", "made at", "maker", "item", "run by", "part of", "output")
#: Roles that follow from what the words mean, not from what a source says of needs.
STRUCTURAL = ("made at", "maker", "item", "run by", "part of", "output")
#: Item of a delivery of which no source says what it is.
UNSTATED = "unstated item of "


def input_groups(
    graph: Graph | nx.Graph[str], model: Model | None = None, planned: bool = True
) -> dict[str, list[InputGroup]]:
    """The input groups of every node of the chain that can stop by itself, by the rule in this module's docstring.

    Parameters
    ----------
    graph
        A Graph, or a networkx graph as `Graph.to_networkx` makes it (which knows no stocks).
    model
        Reads shares in words (`about a third`); without it only plain numbers are read.
    planned
        Whether relations count that are planned and have not begun.

    Returns
    -------
    dict
        Node -> its groups, both in a stable order. A firm, site or item of which no need is known has an empty list.

    Raises
    ------
    AnalysisError
        If it is no graph, or a networkx graph that is none of facts, or a share is none.
    """
    if not isinstance(graph, Graph) and not hasattr(graph, "nodes"):
        message = f"input groups are read from a graph, not from {type(graph).__name__}"
        raise AnalysisError(message, "a Graph, or what its to_networkx gives")
    network = graph.to_networkx() if isinstance(graph, Graph) else graph
    days = days_of(graph) if isinstance(graph, Graph) else {}
    return _Rule(Chain.of(network, planned, days, share_reader(model))).groups()


class _Rule:
    """The chain, and who makes, runs and supplies what in it."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.sites = {f: self._sites(f) for f, kind in chain.types.items() if kind in ("Firm", "Organization")}
        self.runs = defaultdict(list)
        for firm, sites in self.sites.items():
            for site in sites:
                self.runs[site].append(firm)
        #: Deliveries by (buyer, item).
        self.told: dict[tuple[str, str], list[Relation]] = defaultdict(list)
        self.lines: dict[str, dict[str, list[Relation]]] = {}
        for kind, relations in sorted(chain.out_of.items()):
            if kind[0] == "SUPPLIES":
                for relation in relations:
                    self.told[relation.target, relation.item or f"{UNSTATED}{relation.source}"].append(relation)
        self.bought: dict[str, list[str]] = defaultdict(list)
        for buyer, item in self.told:
            self.bought[buyer].append(item)
        for maker in sorted(i for i, kind in chain.types.items() if kind in MAKERS):
            self.lines[maker] = self._lines(maker)
        self.used: set[tuple[str, str]] = set()

    def groups(self) -> dict[str, list[InputGroup]]:
        """All groups; lines first, since they tell which deliveries meet a need that is known."""
        lines = {
            line_of(maker, item): self._of_line(maker, item, told)
            for maker, items in self.lines.items()
            for item, told in items.items()
        }
        makers = defaultdict(list)
        for line in lines:
            makers[item_of(line)].append(line)
        out: dict[str, list[InputGroup]] = {}
        for node, kind in self.chain.types.items():
            if kind in ITEMS:
                out[node] = self._of_item(node, makers.get(node, ()))
            elif kind in MAKERS:
                out[node] = [*(self._of_site(node) if kind == "Site" else self._of_firm(node)), *self._supplied(node)]
        return dict(sorted({**out, **lines}.items()))

    def _sites(self, firm: str) -> list[str]:
        """The sites that a firm runs, and their parts unless another runs these."""
        found = list(self.chain.targets("OPERATES", firm, "Site"))
        for site in found:  # grows while it is read
            for part in self.chain.sources("PART_OF", site, "Site"):
                if part not in found and not self.chain.into.get(("OPERATES", part)):
                    found.append(part)
        return sorted(found)

    def _lines(self, maker: str) -> dict[str, list[Relation]]:
        """What a maker makes or delivers, with the relations that say so."""
        out: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.chain.out_of.get(("PRODUCES", maker), ()):
            out[relation.target].append(relation)
        for relation in self.chain.out_of.get(("SUPPLIES", maker), ()):
            if self.chain.types.get(relation.item) in ITEMS:
                out[relation.item].append(relation)
        return dict(sorted(out.items()))

    def _makes(self, maker: str, item: str) -> bool:
        return any(r.type == "PRODUCES" for r in self.lines.get(maker, {}).get(item, ()))

    def _of_line(self, maker: str, item: str, told: Sequence[Relation]) -> list[InputGroup]:
        line = line_of(maker, item)
        out = [structural(maker, [maker], "maker", told), structural(item, [item], "item", told)]
        sites = [s for s in self.sites.get(maker, ()) if item in self._made_at(s)]
        if sites:
            made = [r for s in sites for r in self.chain.out_of["PRODUCES", s] if r.target == item]
            out.append(own_group(item, [line_of(s, item) for s in sites], "made at", made, made))
        elif self._makes(maker, item):
            out.extend(self._needs(line, item, [maker, *self.runs.get(maker, ())]))
        return out

    def _made_at(self, site: str) -> tuple[str, ...]:
        return self.chain.targets("PRODUCES", site)

    def _of_item(self, item: str, makers: Sequence[str]) -> list[InputGroup]:
        """Lines of a site stand under that of the firm that runs it, where that has one of its own."""
        firms = {maker_of(line) for line in makers}
        own = [line for line in makers if not firms.intersection(self.runs.get(maker_of(line), ()))]
        told = [r for line in own for r in self.lines[maker_of(line)][item]]
        # A delivery that is one buyer's whole list says nothing of who else makes the item.
        whole = agreed(r.complete for r in told if r.type == "PRODUCES")
        out = [group_of(item, own, "made by", told, essential=True, complete=whole)]
        out[0]["shares"] = {line_of(r.source, item): r.share for r in told if r.share and r.type == "PRODUCES"}
        if not any(self._makes(maker_of(line), item) for line in makers):
            out.extend(self._needs(item, item, ()))
        return [without_empty(group) for group in out]

    def _of_site(self, site: str) -> list[InputGroup]:
        out = []
        if firms := self.runs.get(site):
            told = [r for end in (site, *self._wholes(site)) for r in self.chain.into.get(("OPERATES", end), ())]
            out.append(structural(" | ".join(firms), firms, "run by", told))
        out.extend(
            structural(r.target, [r.target], "part of", [r])
            for r in self.chain.out_of.get(("PART_OF", site), ())
            if self.chain.types[r.target] == "Site"
        )
        parts = self.chain.sources("PART_OF", site, "Site")
        if lines := [*(line_of(site, item) for item in self.lines[site]), *parts]:
            own = [*self.chain.out_of.get(("PRODUCES", site), ()), *self.chain.into.get(("PART_OF", site), ())]
            out.append(own_group(site, lines, "output", own, ()))
        return out + self._needs(site, site, [site, *self.runs.get(site, ())])

    def _wholes(self, site: str) -> list[str]:
        found = [site]
        for part in found:  # grows while it is read; wholes never go round in a circle
            found.extend(w for w in self.chain.targets("PART_OF", part, "Site") if w not in found)
        return found[1:]

    def _of_firm(self, firm: str) -> list[InputGroup]:
        out = [
            structural(r.target, [r.target], "part of", [r])
            for r in self.chain.out_of.get(("PART_OF", firm), ())
            if self.chain.types[r.target] == "Firm"
        ]
        if own := [*(line_of(firm, item) for item in self.lines[firm]), *self.sites[firm]]:
            told = [r for items in self.lines[firm].values() for r in items]
            runs = self.chain.out_of.get(("OPERATES", firm), ())
            out.append(own_group(firm, own, "output", [*told, *runs], runs))
        return out

    def _needs(self, node: str, into: str, buyers: Sequence[str]) -> list[InputGroup]:
        """What goes into an item or a site, at a node; `buyers` are those whose deliveries serve it."""
        found = [
            *self.chain.into.get(("INPUT_TO", into), ()),
            *(_turned(r) for r in self.chain.out_of.get(("USES", into), ()) if self.chain.types[r.target] in ITEMS),
        ]
        out = [self._need(node, told, buyers) for told in alike(found)]
        if fitted := self.chain.into.get(("INSTALLED_IN", into), ()):
            out.append(self._need(node, fitted, buyers))
        return out

    def _need(self, node: str, told: Sequence[Relation], buyers: Sequence[str]) -> InputGroup:
        items = sorted({r.source for r in told})
        suppliers: list[str] = []
        stated: list[Relation] = []
        for item in items:
            self.used.update((buyer, item) for buyer in buyers)
            own = [r for buyer in buyers for r in self.told.get((buyer, item), ())]
            stated.extend(own)
            suppliers.extend(self._supplier(r) for r in own)
            if not own:
                suppliers.append(item)
        essential = agreed(r.essential for r in told)
        fitted = [r for r in told if r.type == "INSTALLED_IN"]
        complete = agreed(r.complete for r in stated or fitted) if stated or fitted else True
        basis = "stated" if len(stated) >= len(suppliers) else "partly stated" if stated else "market"
        group = group_of(" | ".join(items), suppliers, "input", [*told, *stated], essential, complete, basis)
        group["shares"] = {self._supplier(r): r.share for r in stated if r.share}
        group["items"] = items if len(items) > 1 else []
        return without_empty(self._with_days(group, [node, *buyers], items))

    def _supplied(self, buyer: str) -> list[InputGroup]:
        """Deliveries that meet no need that is known."""
        out = []
        for item in self.bought.get(buyer, ()):
            if (buyer, item) not in self.used:
                told = self.told[buyer, item]
                complete = agreed(r.complete for r in told)
                group = group_of(item, [self._supplier(r) for r in told], "supplied", told, None, complete, "stated")
                group["shares"] = {self._supplier(r): r.share for r in told if r.share}
                out.append(without_empty(self._with_days(group, [buyer], [item])))
        return out

    def _supplier(self, relation: Relation) -> str:
        """The line that delivers; the supplier itself where the item is not stated or nothing that is made."""
        made = self.chain.types.get(relation.item) in ITEMS
        return line_of(relation.source, relation.item) if made else relation.source

    def _with_days(self, group: InputGroup, buyers: Iterable[str], items: Sequence[str]) -> InputGroup:
        """A stock counts where it is stated of a buyer; of several items the one that lasts longest."""
        told = [self.chain.days[b, i] for b in buyers for i in items if (b, i) in self.chain.days]
        if told:
            group["days"] = (max(low for low, _ in told), max(high for _, high in told))
            group["stock_days"] = group["days"][0]
        return group


def _turned(relation: Relation) -> Relation:
    """USES read as an input: what is used goes into who uses it; no source says here whether it is essential."""
    return Relation(
        "USES", relation.target, relation.source, status=relation.status, one_of=relation.one_of, claims=relation.claims
    )
