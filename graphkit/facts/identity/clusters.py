"""Entities that are one, gathered step by step: what one step joined, a later and weaker one only adds to.

In each step, what would join things that must stay apart joins nothing; so the order of entities never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

#: Entities that one key may join; a key of more is a common word, whatever it is.
MOST = 50


@dataclass(frozen=True, slots=True)
class Bond:
    """What says that its members, two or more ids, are one, and why, in words."""

    members: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A bond that joined nothing, and why; `members` are those that would have fallen together by it."""

    bond: Bond
    why: str


class Clusters:
    """Which ids are one; at first each is itself."""

    def __init__(self, ids: Iterable[str], curated: Callable[[str], bool]) -> None:
        self._curated = curated
        self._root = {i: i for i in ids}
        self._members: dict[str, list[str]] = {}
        self.bonds: dict[str, list[tuple[int, Bond]]] = defaultdict(list)

    def root(self, identifier: str) -> str:
        """The id that stands for the cluster: a curated one if there is one, else the smallest."""
        return self._root[identifier]

    def members(self, root: str) -> Sequence[str]:
        """The ids that are one with `root`, itself among them, sorted."""
        return self._members.get(root, (root,))

    def joined(self) -> Mapping[str, Sequence[str]]:
        """The clusters of more than one id, by the id that stands for each."""
        return self._members

    def step(self, rank: int, bonds: Iterable[Bond], rules: Sequence[Rule]) -> list[Refused]:
        """Joins what the bonds say, unless a rule forbids it; gives back the bonds that joined less than they say.

        Where a rule keeps others apart from a curated entity, these alone stay out; else nothing of it all joins.
        """
        refused: list[Refused] = []
        todo = [bond for bond in bonds if self._spans(bond)]
        for knot in _knots(todo, self._root):
            self._tie(rank, knot, rules, refused)
        return refused

    def _spans(self, bond: Bond) -> bool:
        return len({self._root[i] for i in bond.members}) > 1

    def _tie(self, rank: int, knot: list[Bond], rules: Sequence[Rule], refused: list[Refused]) -> None:
        roots = sorted({self._root[i] for bond in knot for i in bond.members})
        for rule in rules:
            fault = rule(self, roots, knot)
            if fault is None:
                continue
            refused += [Refused(bond, fault.why) for bond in knot if not fault.out or fault.touches(self, bond)]
            if fault.out:
                rest = [left for bond in knot if (left := fault.without(self, bond)) is not None]
                for part in _knots(rest, self._root):
                    self._tie(rank, part, rules, refused)
            return
        self._join(rank, knot, roots)

    def _join(self, rank: int, knot: list[Bond], roots: list[str]) -> None:
        members = sorted(i for root in roots for i in self.members(root))
        best = min(members, key=lambda i: (not self._curated(i), i))
        for root in roots:
            self._members.pop(root, None)
        self._members[best] = members
        for i in members:
            self._root[i] = best
        for bond in knot:
            for i in bond.members:
                self.bonds[i].append((rank, bond))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why roots cannot be one; `out` are those that can stay out so that the rest may be, none where nothing helps."""

    why: str
    out: frozenset[str] = frozenset()

    def touches(self, clusters: Clusters, bond: Bond) -> bool:
        """True if the bond has a member that stays out."""
        return any(clusters.root(i) in self.out for i in bond.members)

    def without(self, clusters: Clusters, bond: Bond) -> Bond | None:
        """The bond of the members that stay in, None if it joins nothing any more."""
        kept = tuple(i for i in bond.members if clusters.root(i) not in self.out)
        return Bond(kept, bond.why) if len({clusters.root(i) for i in kept}) > 1 else None


#: Tells whether these roots, with the bonds between them, may be one.
Rule = Callable[[Clusters, Sequence[str], Sequence[Bond]], Fault | None]


def _knots(bonds: Iterable[Bond], root: Mapping[str, str]) -> list[list[Bond]]:
    """The bonds in groups that hang together."""
    parent: dict[str, str] = {}

    def top(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    kept = list(bonds)
    for bond in kept:
        first, *rest = (root[i] for i in bond.members)
        parent.setdefault(first, first)
        for other in rest:
            parent.setdefault(other, other)
            parent[top(other)] = top(first)
    groups: dict[str, list[Bond]] = defaultdict(list)
    for bond in kept:
        groups[top(root[bond.members[0]])].append(bond)
    return list(groups.values())


def at_most(clusters: Clusters, roots: Sequence[str], knot: Sequence[Bond]) -> Fault | None:
    """No more than `MOST` things are one at a stroke."""
    return Fault(f"{len(roots)} entities: it is too common") if len(roots) > MOST else None


def unlike(kind: Callable[[str], str]) -> Rule:
    """Things of two types are not one."""

    def rule(clusters: Clusters, roots: Sequence[str], knot: Sequence[Bond]) -> Fault | None:
        kinds = sorted({kind(i) for root in roots for i in clusters.members(root)})
        return Fault(f"one is a {kinds[0]}, another a {kinds[1]}") if len(kinds) > 1 else None

    return rule


def one_owner(owner: Callable[[str], str]) -> Rule:
    """Two ids that one hand made are two things: those of the curator, or of a table with ids of its own."""

    def rule(clusters: Clusters, roots: Sequence[str], knot: Sequence[Bond]) -> Fault | None:
        own: dict[str, list[str]] = defaultdict(list)
        for root in roots:
            for who in sorted({owner(i) for i in clusters.members(root)} - {""}):
                own[who].append(root)
        twice = min((who for who, found in own.items() if len(found) > 1), default=None)
        if twice is None:
            return None
        two = own[twice]
        between = _between(clusters, frozenset(two), knot)
        named = f"{two[0]} and {two[1]}"
        why = f"{named} are both of {'the curator' if twice == 'curation' else twice}"
        return Fault(why, between if twice == "curation" else frozenset())

    return rule


def _between(clusters: Clusters, ends: frozenset[str], knot: Sequence[Bond]) -> frozenset[str]:
    """Roots that bonds tie to two of the ends: without them the rest may fall apart into good clusters."""
    reach: dict[str, set[str]] = defaultdict(set)
    for bond in knot:
        roots = {clusters.root(i) for i in bond.members}
        for root in roots - ends:
            reach[root] |= roots & ends
    return frozenset(root for root, found in reach.items() if len(found) > 1)


def kept_apart(apart: Callable[[Clusters, str, str], str], curated: Callable[[str], bool]) -> Rule:
    """What a ruling or an id of its own keeps apart is not one; beside a curated entity, the other stays out."""

    def rule(clusters: Clusters, roots: Sequence[str], knot: Sequence[Bond]) -> Fault | None:
        found = [(a, b, why) for a, b in combinations(roots, 2) if (why := apart(clusters, a, b))]
        if not found:
            return None
        out = frozenset(
            b if curated(a) else a for a, b, _ in found if curated(a) != curated(b)
        )  # a root is curated if any of its members is
        return Fault(found[0][2], out)

    return rule
