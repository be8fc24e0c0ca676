"""What a store lacks, and has too much of, of what the facts give: the work of a load, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import chain

from graphkit.errors import StoreError
from graphkit.facts.claim import CURATION, Facts
from graphkit.graph import build
from graphkit.graph.convert import LEAVES, PROVENANCE, Rows, rows
from graphkit.graph.diff import Diff, Hashes, diff
from graphkit.graph.recipe import recipe
from graphkit.model import Model
from graphkit.store.elements import EDITED, everything
from graphkit.store.mark import Mark
from graphkit.store.store import Store, content_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A difference, with the hash of each element that the store holds; the elements too where they were read whole."""

    change: Diff
    held: Hashes = field(default_factory=dict)
    old: Rows | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """The difference of a store and the facts, and what is needed to write it.

    `wanted` is empty where the mark alone told that nothing differs. `again` compares anew, after somebody else has
    written.
    """

    names: tuple[str, ...]
    kept: tuple[str, ...]
    mark: Mark | None
    #: Digests of what the graph is made of and of what it leaves in the store.
    recipe: str
    content: str
    found: Compared
    again: Callable[[], tuple[Mark | None, Compared]]
    wanted: Rows = field(default_factory=Rows)

    @property
    def change(self) -> Diff:
        """The difference."""
        return self.found.change


def compare(store: Store | None, model: Model, facts: Facts, loaders: Iterable[str], verify: bool = False) -> Work:
    """What is to do so that the store is equal to `facts` of `loaders` together with what other loaders own in it.

    Nothing is written. `store` is None for one that has not been made yet. With `verify` the properties of every
    element are read, and what somebody has changed by hand is found; else hashes alone are.

    Raises
    ------
    StoreError
        If the store is another project's, holds nodes with our labels that are not ours, or if a claim cites a source
        that nobody has.
    """
    names = tuple(sorted(set(loaders)))
    mark = store.mark() if store else None
    kept = tuple(name for name in store.loaders() if name not in names) if store and mark else ()
    if store and kept:
        facts = merge(facts, store.facts(names, facts.sources), names)
    _require_sources(facts)
    made_of = recipe(facts, model)
    same = mark is not None and not mark.writer and mark.recipe == made_of
    if store and mark and same and not verify and mark.content == store.content(mark):
        # The store is, element by element, what these facts gave.
        nothing = Compared(Diff())
        return Work(names, kept, mark, made_of, mark.content or "", nothing, lambda: (mark, nothing))
    wanted = rows(build(facts, model))

    def again() -> tuple[Mark | None, Compared]:
        now = store.mark() if store else None
        if store and now and verify:
            return now, _verified(store, now, wanted, same)
        nodes, edges = store.hashes(now) if store else ({}, {})
        change = diff(nodes, edges, wanted)
        return now, Compared(_typed(store, now, change) if store and now else change, {**nodes, **edges})

    mark, found = again()
    return Work(names, kept, mark, made_of, _content(wanted), found, again, wanted)


def merge(new: Facts, held: Facts, loaders: Iterable[str]) -> Facts:
    """The facts of both. A source that both have is `new`'s if one of `loaders` owns it, else as it is held."""
    owners = set(loaders)
    claims = {c.id: c for c in chain(held.claims, new.claims)}
    sources = {**new.sources, **held.sources, **{i: s for i, s in new.sources.items() if s.loader in owners}}
    return replace(new, claims=tuple(claims[i] for i in sorted(claims)), sources=dict(sorted(sources.items())))


def _require_sources(facts: Facts) -> None:
    missing = sorted({c.source for c in facts.claims} - facts.sources.keys() - {CURATION})
    if missing:
        raise StoreError(
            f"claims cite sources that are neither in these loaders nor in the store: {', '.join(missing[:5])}",
            "load the loader that keeps them too",
        )


def _content(wanted: Rows) -> str:
    """Digest of the hashes that a store with these rows holds, as `Store.content` reads it."""
    plain = Counter(e.type for e in wanted.edges.values() if e.type in (*LEAVES, PROVENANCE))
    hashes = [e.hash for e in wanted.edges.values() if e.type not in plain]
    return content_of([*(n.hash for n in wanted.nodes.values()), *hashes], plain)


def _typed(store: Store, mark: Mark, change: Diff) -> Diff:
    """The same difference with the types of the entities that go."""
    keys, ours = [key for label, key in change.remove_nodes if label == "Entity"], mark.labels | set(store.model.nodes)
    found = {key: sorted(labels & ours) for key, labels in store.labels_of(keys).items()} if keys else {}
    return replace(change, types={key: labels[0] for key, labels in found.items() if labels})


def _verified(store: Store, mark: Mark, wanted: Rows, same: bool) -> Compared:
    """The difference after a look at every property: what was changed by hand is `edited`.

    What is missing was deleted by hand if the claims that the store holds give it (`same`: those are the very facts).
    After a load that was cut off, what is missing was not yet written.
    """
    store.hashes(mark)  # refuses nodes with our labels that are not ours
    old = everything(store, mark)
    nodes = {key: node.hash for key, node in old.nodes.items()}
    edges = {key: edge.hash for key, edge in old.edges.items()}
    moved = {k for k, e in old.edges.items() if (w := wanted.edges.get(k)) and (e.start, e.end) != (w.start, w.end)}
    change = diff(nodes, {k: v for k, v in edges.items() if k not in moved}, wanted)
    held = {**nodes, **edges}
    edited = moved | {key for key, state in held.items() if state.startswith(EDITED)}
    if not mark.writer:
        given = wanted if same else _given(store)
        edited |= (given.nodes.keys() | given.edges.keys()) - held.keys()
    stays = wanted.nodes.keys() | wanted.edges.keys()
    change = replace(change, edited=frozenset(edited & stays), moved=tuple(sorted(moved)))
    return Compared(_typed(store, mark, change), held, old)


def _given(store: Store) -> Rows:
    """The graph that the claims in the store give; none where somebody has damaged those, which is found of itself."""
    try:
        return rows(build(store.facts(), store.model))
    except StoreError:
        return Rows()
