"""Who sells what to whom, as far as the facts tell: the input groups as sales between lines, for the cascade.

A line is what one firm makes of one item, over all its sites; where no operator of a site is known, the site stands
for its firm. Of a firm of which is not told what it makes or delivers, the firm itself stands for its line.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graphkit.analysis.figures.plants import stage_of
from graphkit.analysis.groups import InputGroup, is_line, item_of, line_of, maker_of, needed
from graphkit.analysis.groups.chain import Share
from graphkit.analysis.kinds import ITEMS
from graphkit.analysis.study import Study

#: Who buys what no known need takes.
FINAL = "final demand"
Pair = tuple[str, str]


@dataclass(slots=True)
class Sales:
    """Sales between lines, and what had to be taken for granted to tell them.

    Attributes
    ----------
    known
        For each (buyer, what it buys) its known suppliers with their share, None where no source states one; a
        supplier that is alone delivers all.
    sector, market
        Of each node: what its line makes, items that may stand in for one another as one sector; within which market a
        line can be replaced.
    essentiality
        By (supplier's sector, buyer's sector): 2 essential, 1 not.
    owner
        The firm of each node.
    unsaid
        (buyer, item) of which no source tells whether it is essential.
    ranges, disagreeing, by_output
        How many shares were stated as a range, differ between needs of one line, or are the makers' shares of all that
        is made.
    unmade
        (node, item) that needs something and of which no maker is known: no part of the sales.
    final
        The items that go to final demand.
    claims
        Ids of the claims behind the needs of each node, as buyer or supplier.
    """

    known: dict[Pair, dict[str, float | None]] = field(default_factory=dict)
    sector: dict[str, str] = field(default_factory=dict)
    market: dict[str, str] = field(default_factory=dict)
    essentiality: dict[Pair, int] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    unsaid: set[Pair] = field(default_factory=set)
    ranges: int = 0
    disagreeing: int = 0
    by_output: int = 0
    unmade: set[Pair] = field(default_factory=set)
    final: list[str] = field(default_factory=list)
    claims: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def sales(study: Study, by_stage: bool = False) -> Sales:
    """The sales of a study; with `by_stage` a sector is a stage of the chain, and not an item."""
    return _Maker(study, by_stage).made()


class _Maker:
    """Makes the sales of one study."""

    def __init__(self, study: Study, by_stage: bool) -> None:
        self.study = study
        self.by_stage = by_stage
        self.out = Sales()
        self.shares: dict[Pair, dict[str, set[Share | None]]] = defaultdict(dict)
        self.needs: dict[Pair, list[InputGroup]] = defaultdict(list)
        self.alike = _Alike()
        self.lines = sorted({n for line in study.inputs if is_line(line) for n in self.at(line)})

    def made(self) -> Sales:
        """All of it."""
        for buyer, group in self.study.needs:
            if self.study.kind(buyer) in ITEMS:
                self.out.unmade.update((buyer, item) for item in needed(group))
                continue
            self.alike.join(needed(group))
            for node in self.buyers(buyer):
                self._need(node, group)
        sold = {item_of(s) for suppliers in self.shares.values() for s in suppliers if is_line(s)}
        for line in self.lines:
            if item_of(line) not in sold:
                self.shares[FINAL, item_of(line)][line] = {None}
        self.out.final = sorted({item for buyer, item in self.shares if buyer == FINAL})
        for pair in sorted(self.shares):
            self.out.known[pair] = self._settled(self.shares[pair])
        self._sectors()
        return self.out

    def at(self, node: str) -> list[str]:
        """The nodes that a maker or a line of one stands for."""
        firms = self.study.firms(node) or (maker_of(node),)
        return [line_of(firm, item_of(node)) for firm in firms] if is_line(node) else list(firms)

    def buyers(self, node: str) -> list[str]:
        """The lines whose need a need is: of a site those that it makes, of a firm all that it has."""
        if is_line(node):
            return self.at(node)
        firms = self.at(node)
        own = [line for line in self.study.inputs if is_line(line) and maker_of(line) == node]
        found = sorted({line for one in own for line in self.at(one)})
        return found or [line for line in self.lines if maker_of(line) in firms] or firms

    def _need(self, node: str, group: InputGroup) -> None:
        pair = (node, group["material"])
        self.needs[pair].append(group)
        found: dict[str, list[Share | None]] = defaultdict(list)
        for supplier, share in self._suppliers(group):
            for line in self.at(supplier):
                found[line].append(share)
                self.out.claims[line].update(group["claims"])
        self.out.claims[node].update(group["claims"])
        own = self.shares[pair]
        for line, shares in found.items():
            # Two sites of one supplier: a sum is known only where each is.
            known = [s for s in shares if s is not None]
            total = (sum(s[0] for s in known), sum(s[1] for s in known)) if len(known) == len(shares) else None
            own.setdefault(line, set()).add(total)
        if group["essential"] is None and found:
            self.out.unsaid.add((node, group["material"]))

    def _suppliers(self, group: InputGroup) -> Iterable[tuple[str, Share | None]]:
        """The known suppliers with their shares, of what anyone may deliver the makers with their shares of output."""
        stated = group.get("shares", {})
        outputs = {
            line: share
            for item in needed(group) if item in group["suppliers"]
            for own in self.study.inputs.get(item, ()) if own["role"] == "made by"
            for line, share in own.get("shares", {}).items()
        }  # fmt: skip
        alone = len(needed(group)) == 1 and group["basis"] == "market"
        for supplier in self.study.suppliers(group):
            share = stated.get(supplier) or (outputs.get(supplier) if alone else None)
            self.out.by_output += supplier not in stated and share is not None
            yield supplier, share

    def _settled(self, suppliers: Mapping[str, set[Share | None]]) -> dict[str, float | None]:
        """One number a supplier, or None; a range counts with its middle, or its least where middles are too much."""
        if len(suppliers) == 1 and None in next(iter(suppliers.values())):
            return dict.fromkeys(suppliers, 1.0)
        one = {line: next(iter(shares)) if len(shares) == 1 else None for line, shares in sorted(suppliers.items())}
        self.out.disagreeing += sum(len(shares) > 1 for shares in suppliers.values())
        self.out.ranges += sum(share is not None and share[0] != share[1] for share in one.values())
        middles = {line: None if share is None else sum(share) / 2 for line, share in one.items()}
        if sum(m for m in middles.values() if m is not None) <= 1:
            return middles
        return {line: None if share is None else share[0] for line, share in one.items()}

    def _sectors(self) -> None:
        nodes = {n for (buyer, _), suppliers in self.shares.items() if suppliers for n in (buyer, *suppliers)}
        for node in sorted(nodes):
            item = item_of(node) if is_line(node) else ""
            stage = stage_of(self.study, [item]) if item and self.by_stage else ""
            self.out.sector[node] = stage or (self.alike.of(item) if item else node)
            self.out.market[node] = stage or item or node
            self.out.owner[node] = maker_of(node)
        for (buyer, _), groups in self.needs.items():
            weight = 1 if all(g["essential"] is False for g in groups) else 2
            for supplier in self.shares.get((buyer, groups[0]["material"]), ()):
                pair = (self.out.sector[supplier], self.out.sector[buyer])
                self.out.essentiality[pair] = max(weight, self.out.essentiality.get(pair, 0))
        for _, item in (pair for pair in self.shares if pair[0] == FINAL):
            for line in self.shares[FINAL, item]:
                self.out.essentiality[self.out.sector[line], FINAL] = 0


class _Alike:
    """Items that may stand in for one another, as sets."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def of(self, item: str) -> str:
        """One item for all that are alike."""
        while (above := self._first.get(item, item)) != item:
            item = above
        return item

    def join(self, items: Iterable[str]) -> None:
        """These stand in for one another."""
        first, *rest = sorted({self.of(item) for item in items})
        for item in rest:
            self._first[item] = first
