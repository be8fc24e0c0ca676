"""Which entities of different tables are one: by rulings, exact ids, and names, the surest first.

Nothing is merged on a doubt. What a name alone cannot tell stays apart, and `candidates` lists it for the curator.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from graphkit.errors import Problem
from graphkit.facts.identity.clusters import Bond, Clusters, Refused, at_most, kept_apart, one_owner, unlike
from graphkit.facts.identity.keys import BY_NAME, CHECKED, HINT, OWN, SINGLE, Known, known, owner, wrong_ids
from graphkit.facts.identity.rulings import SHOWN, Ruling
from graphkit.facts.resolve import EntityRow
from graphkit.values.firms import LegalForms

RULED, CHECKED_ID, OTHER_ID, NAME, ALIAS = range(5)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who is who.

    Attributes
    ----------
    of
        Each merged id to the id that stands for it.
    why
        Each merged id to the reason, in words.
    problems
        Rulings that contradict each other, ids that are wrong, names that would make two curated entities one.
    """

    of: Mapping[str, str] = field(default_factory=dict)
    why: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def identify(
    entities: Iterable[EntityRow], rulings: Iterable[Ruling], forms: LegalForms, absent: Collection[str] = ()
) -> Identity:
    """Finds which entities are one.

    In this order: the curator's rulings; ids with check digits (LEI, ISIN); other ids (Wikidata, tickers, domains);
    names of their own; aliases that other people's tables give. A later step never undoes an earlier one, and joins
    nothing that a ruling keeps apart, that has another LEI or Wikidata item, that is of another type, or that would
    make two curated entities one. The order of entities and rulings does not matter.

    Parameters
    ----------
    forms
        Legal forms, which do not count in names of firms.
    absent
        Loaders whose tables are not here, or not all: rulings on their entities are not called lost.
    """
    return _Work([row for row in entities if row.good], rulings, forms).done(absent)


class _Work:
    """The entities while they are joined."""

    def __init__(self, rows: Iterable[EntityRow], rulings: Iterable[Ruling], forms: LegalForms) -> None:
        self.known = {row.id: known(row, forms) for row in sorted(rows, key=lambda r: r.id)}
        self.rulings = sorted(rulings, key=lambda r: (r.pair, r.verdict))
        self.clusters = Clusters(self.known, self._curated)
        self.problems: list[Problem] = []
        self.different: dict[str, dict[str, Ruling]] = defaultdict(dict)
        for ruling in self.rulings:
            if not ruling.same:
                self.different[ruling.a][ruling.b] = ruling
                self.different[ruling.b][ruling.a] = ruling

    def done(self, absent: Collection[str]) -> Identity:
        """All steps, and what they gave."""
        self._wrong(absent)
        self._ruled()
        self._by_ids()
        self._by_names()
        of = {i: root for root, members in self.clusters.joined().items() for i in members if i != root}
        why = {i: self._why(i) for i in sorted(of)}
        return Identity(dict(sorted(of.items())), why, tuple(sorted(set(self.problems))))

    def _curated(self, identifier: str) -> bool:
        return not self.known[identifier].row.foreign

    def _kind(self, identifier: str) -> str:
        return self.known[identifier].row.type

    def _table(self, identifier: str) -> str:
        return self.known[identifier].row.loader if self.known[identifier].row.foreign else "curation"

    def _owner(self, identifier: str) -> str:
        return owner(self.known[identifier].row)

    def _tell(self, row: EntityRow, column: str, message: str, hint: str) -> None:
        self.problems.append(Problem(row.file, row.line, column, message, hint, "warning"))

    # --- what is wrong by itself

    def _wrong(self, absent: Collection[str]) -> None:
        for one in self.known.values():
            for text in wrong_ids(one.row):
                message = f"{text[:60]} of {one.id} has wrong digits: it identifies nobody"
                self._tell(one.row, "external_ids", message, "copy it from the register, or leave it out")
        here = {one.row.loader for one in self.known.values() if one.row.foreign} - {*absent}
        for ruling in self.rulings:
            for column, identifier in (("a", ruling.a), ("b", ruling.b)):
                loader, foreign, _ = identifier.partition("/")
                if identifier not in self.known and (loader in here or not foreign):
                    message = f"there is no entity {identifier[:60]}: the ruling counts for nothing"
                    self.problems.append(Problem(SHOWN, ruling.line, column, message, "remove the row", "warning"))

    # --- rulings

    def _ruled(self) -> None:
        same = {r.pair: r for r in self.rulings if r.same}
        here = {pair: r for pair, r in same.items() if r.a in self.known and r.b in self.known}
        bonds = [Bond(pair, ruling.words()) for pair, ruling in here.items()]
        rules = (unlike(self._kind), kept_apart(self._ruled_apart, lambda _: False))
        for a, b in sorted({(r.bond.members[0], r.bond.members[1]) for r in self.clusters.step(RULED, bonds, rules)}):
            if self._kind(a) != self._kind(b):
                message = f"{a} is a {self._kind(a)} and {b} a {self._kind(b)}: they are not one"
                self.problems.append(Problem(SHOWN, same[a, b].line, "verdict", message, "remove the row"))
        links: dict[str, set[str]] = defaultdict(set)
        for a, b in same:
            links[a].add(b)
            links[b].add(a)
        for ruling in self.rulings:
            way = [] if ruling.same else _way(links, ruling.a, ruling.b)
            if way:
                steps = [same[(min(a, b), max(a, b))] for a, b in pairwise(way)]
                told = ", ".join(f"{r.a} is {r.b}{f' (line {r.line})' if r.line else ''}" for r in steps)
                message = f"{ruling.a} and {ruling.b} are ruled different, and the same: {told}"
                self.problems.append(Problem(SHOWN, ruling.line, "verdict", message, "remove the row that is wrong"))

    def _ruled_apart(self, clusters: Clusters, a: str, b: str) -> str:
        for one in clusters.members(a):
            for other in self.different.get(one, ()):
                if other in self.known and clusters.root(other) == b:
                    return self.different[one][other].words()
        return ""

    # --- exact ids

    def _by_ids(self) -> None:
        holders: dict[str, list[str]] = defaultdict(list)
        for one in self.known.values():
            for text in one.ids:
                holders[text].append(one.id)
        checked: list[Bond] = []
        others: list[Bond] = []
        for text, ids in sorted(holders.items()):
            if len(ids) > 1:
                bond = Bond(tuple(ids), f"same {text.replace(':', ' ', 1)}")
                (checked if text.partition(":")[0] in CHECKED else others).append(bond)
        alike = (at_most, unlike(self._kind))
        ruled = kept_apart(self._ruled_apart, self._curated)
        refused = self.clusters.step(CHECKED_ID, checked, (*alike, one_owner(self._owned_by_curator), ruled))
        apart = kept_apart(self._apart_by(("LEI",)), self._curated)
        refused += self.clusters.step(OTHER_ID, others, (*alike, one_owner(self._table), apart))
        for left in refused:
            row = self.known[max(left.bond.members, key=lambda i: (not self._curated(i), i))].row
            rest = ", ".join(i for i in left.bond.members[:5] if i != row.id)
            message = f"{row.id} and {rest} have the {left.bond.why}, but are not merged: {left.why}"
            self._tell(row, "external_ids", message, "mend the id, or rule: graphkit resolve decide A B same|different")

    def _owned_by_curator(self, identifier: str) -> str:
        return "curation" if self._curated(identifier) else ""

    def _apart_by(self, schemes: Iterable[str]) -> Callable[[Clusters, str, str], str]:
        def apart(clusters: Clusters, a: str, b: str) -> str:
            if ruled := self._ruled_apart(clusters, a, b):
                return ruled
            for scheme in schemes:
                two = [self._ids(clusters, root, f"{scheme}:") for root in (a, b)]
                if all(two) and not two[0] & two[1]:
                    return f"{a} has {min(two[0])} and {b} {min(two[1])}"
            return ""

        return apart

    def _ids(self, clusters: Clusters, root: str, scheme: str) -> set[str]:
        return {i for member in clusters.members(root) for i in self.known[member].ids if i.startswith(scheme)}

    # --- names

    def _by_names(self) -> None:
        holders: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in self.known.values():
            if one.row.type in BY_NAME:
                for key, standing in one.keys.items():
                    if standing < HINT:
                        holders[one.row.type, key].append(one)
        own, said = self._bracketed(holders), []
        for (_, key), found in sorted(holders.items()):
            bearers = [k for k in found if k.keys[key] == OWN]
            own += self._bond(bearers, f"same name {key!r}")
            if len(bearers) < len(found):
                given = ", ".join(k.id for k in found if k.keys[key] != OWN)
                said += self._bond(found, f"same name {key!r}, which is an alias of {given}")
        apart = kept_apart(self._apart_by(SINGLE), self._curated)
        refused = self.clusters.step(NAME, own, (at_most, one_owner(self._owner), apart))
        rules = (at_most, one_owner(self._owner), one_owner(self._table), apart)
        refused += self.clusters.step(ALIAS, said, rules)
        self._ambiguous(refused)

    def _bond(self, found: list[Known], why: str) -> list[Bond]:
        ids = tuple(k.id for k in found)
        return [Bond(ids, why)] if len(ids) > 1 and any(k.row.foreign for k in found) else []

    def _bracketed(self, holders: Mapping[tuple[str, str], list[Known]]) -> list[Bond]:
        """Names with a second one in brackets, where another entity has both as its own: `BYD (比亚迪)`."""
        out = []
        for one in self.known.values():
            base, inside = one.inside
            bears = self._bearers(holders, one.row.type, base) if inside else set()
            for key in inside if bears else ():
                both = bears & self._bearers(holders, one.row.type, key) - {one.id}
                found = [one, *(self.known[i] for i in sorted(both))]
                out += self._bond(found, f"same names {base!r} and {key!r}")
        return out

    def _bearers(self, holders: Mapping[tuple[str, str], list[Known]], kind: str, key: str) -> set[str]:
        return {k.id for k in holders.get((kind, key), ()) if k.keys[key] == OWN}

    def _ambiguous(self, refused: Iterable[Refused]) -> None:
        """Tells of names of other people's tables that stand for two curated entities."""
        for one in refused:
            curated = [i for i in one.bond.members if self._curated(i)]
            for i in one.bond.members if len(curated) > 1 else ():
                if not self._curated(i):
                    message = f"{i} is not merged, {one.bond.why} being that of {' and '.join(curated)}"
                    hint = "rule which it is: graphkit resolve decide A B same|different"
                    self._tell(self.known[i].row, "name", message, hint)

    # --- reasons

    def _why(self, identifier: str) -> str:
        """The surest bond of the id; one with the id that stands for it comes before one with another."""
        root = self.clusters.root(identifier)

        def order(found: tuple[int, Bond]) -> tuple[bool, int, str]:
            return root not in found[1].members, found[0], found[1].why

        rank, bond = min(self.clusters.bonds[identifier], key=order)
        if root in bond.members:
            return bond.why
        other = min(i for i in bond.members if i != identifier)
        return f"{bond.why}, as {other}" if rank != RULED else f"with {other} {bond.why}"


def _way(links: Mapping[str, set[str]], start: str, end: str) -> list[str]:
    """The shortest way from one id to the other, both included, of equal ones the first by id; empty if none."""
    ways = {start: [start]}
    edge = [start]
    while edge and end not in ways:
        following: list[str] = []
        for here in edge:
            for there in sorted(links.get(here, ())):
                if there not in ways:
                    ways[there] = [*ways[here], there]
                    following.append(there)
        edge = sorted(following)
    return ways.get(end, [])
