"""Makes a store equal to the facts: the difference by hashes, applied in idempotent batches.

A batch is a transaction, and an element's hash is written with it: so after a cut at any point the store's hashes say
what is done, and the next run writes the rest. The mark remembers, as digests, what the graph of the last load was made
of and what it left: where both are still so, nothing needs to be built.
"""

from __future__ import annotations

import os
import random
import secrets
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from graphkit.errors import StoreError, UsageError
from graphkit.facts.claim import CURATION, Facts
from graphkit.graph import build
from graphkit.graph.convert import LEAVES, PROVENANCE, EdgeRow, NodeRow, rows
from graphkit.graph.diff import Diff, diff
from graphkit.graph.recipe import recipe
from graphkit.store import statements
from graphkit.store.driver import Collision
from graphkit.store.store import Mark, Store, content_of

#: Rows per transaction, unless GRAPHKIT_BATCH says otherwise.
BATCH = 5_000
#: Collisions with another program in a row, without the rest growing smaller, after which a load gives up.
PATIENCE = 8
#: Labels in the order in which they are added; they are removed the other way round. Sources before the claims that
#: cite them, and claims before what is made of them: at any moment each claim in the store can be read back.
_ORDER = {name: place for place, name in enumerate(("Source", "Claim", "Entity", "Milestone", "Observation"))}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: counts per type of what was added, changed and removed; empty if nothing was to do."""

    loaders: tuple[str, ...]
    kept: tuple[str, ...]
    counts: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """True if something was written."""
        return bool(self.counts)

    def total(self, verb: str) -> int:
        """Sum over all types of `added`, `changed` or `removed`."""
        return sum(count[verb] for count in self.counts.values())


@dataclass(frozen=True, slots=True)
class _Step:
    """A statement and the rows it runs over. `exact`: it must find or make each of them."""

    what: str
    text: str
    rows: Sequence[Any]
    exact: bool = True


def load(store: Store, facts: Facts, loaders: Iterable[str], progress: Progress | None = None) -> LoadReport:
    """Makes the store equal to `facts` of `loaders` together with what other loaders own in the store.

    Parameters
    ----------
    facts
        Claims and sources of the loaders read in this run.
    loaders
        Their names: what the store has of them and `facts` has not goes; a loader not named loses nothing.
    progress
        Called with (what, rows done, rows in all).

    Raises
    ------
    StoreError
        Before the first write if the store is another project's, holds nodes with our labels that are not ours, if
        something foreign hangs on a node that would have to go, or a claim cites a source that nobody has. Later if the
        store goes away, or another program does not stop writing: then the next run does the rest.
    """
    names, size = tuple(sorted(set(loaders))), _batch()
    mark = store.mark()
    kept = tuple(name for name in store.loaders() if name not in names) if mark else ()
    if kept:
        facts = merge(facts, store.facts(names, facts.sources), names)
    _require_sources(facts)
    made_of = recipe(facts, store.model)
    if mark and not mark.writer and mark.recipe == made_of and mark.content == store.content(mark):
        return LoadReport(names, kept)  # the store is, element by element, what these facts gave
    held = store.hashes(mark)
    wanted = rows(build(facts, store.model))
    change = diff(*held, wanted)
    counts = change.counts()
    plain = Counter(e.type for e in wanted.edges.values() if e.type in (*LEAVES, PROVENANCE))
    hashes = [e.hash for e in wanted.edges.values() if e.type not in plain]
    content = content_of([*(n.hash for n in wanted.nodes.values()), *hashes], plain)
    best, stalled = _size(change), 0
    while change:
        try:
            mark = _begin(store, replace(mark or Mark(), recipe=made_of, content=content), change, names, counts)
            _apply(store, mark, change, size, progress or (lambda what, done, total: None))
            if store.end_load(str(mark.writer), _now()):
                return LoadReport(names, kept, counts)
            raise Collision(f"{store.target}: another load has begun", "let one end before the next")
        except Collision:
            # Someone wrote in between, or a commit that was retried had come through: what is left is a smaller diff.
            if stalled >= PATIENCE:
                raise
            time.sleep(random.uniform(0.1, 0.4) * (1 + stalled))
            mark = store.mark()
            change = diff(*store.hashes(mark), wanted)
            left = _size(change)
            best, stalled = min(best, left), stalled + 1 if left >= best else 0
    if mark is None:
        store.begin_load(Mark(recipe=made_of, content=content), names, (0, 0, 0))
    elif mark.writer:  # a load was cut off when all was done but to say so
        store.end_load(mark.writer, _now())
    return LoadReport(names, kept, counts)


def prune(store: Store, loader: str, progress: Progress | None = None) -> LoadReport:
    """Removes what the loader alone owns.

    Raises
    ------
    StoreError
        If it owns nothing here.
    """
    if not store.marked() or loader not in store.loaders():
        known = ", ".join(store.loaders()) or "none"
        raise StoreError(f"the store holds nothing of a loader {loader!r}", f"it holds: {known}")
    return load(store, Facts((), {}), (loader,), progress)


def merge(new: Facts, held: Facts, loaders: Iterable[str]) -> Facts:
    """The facts of both. A source that both have is `new`'s if one of `loaders` owns it, else as it is held."""
    owners = set(loaders)
    claims = {c.id: c for c in chain(held.claims, new.claims)}
    sources = {**new.sources, **held.sources, **{i: s for i, s in new.sources.items() if s.loader in owners}}
    return Facts(tuple(claims[i] for i in sorted(claims)), dict(sorted(sources.items())), dict(new.repeats))


def _require_sources(facts: Facts) -> None:
    missing = sorted({c.source for c in facts.claims} - facts.sources.keys() - {CURATION})
    if missing:
        raise StoreError(
            f"claims cite sources that are neither in these loaders nor in the store: {', '.join(missing[:5])}",
            "load the loader that keeps them too",
        )


def _begin(store: Store, mark: Mark, change: Diff, names: Sequence[str], counts: dict[str, dict[str, int]]) -> Mark:
    """Refuses what must not be done, makes what is missing of the schema, and says that writing begins."""
    gone: dict[str, list[str]] = defaultdict(list)
    for label, key in change.remove_nodes:
        gone[label].append(key)
    for label, keys in gone.items():
        if found := store.hung_on(label, keys, mark):
            raise StoreError(
                f"on {len(found)} node(s) that would have to go hang relationships that graphkit did not write: "
                f"{', '.join(found[:5])}",
                "remove those relationships, or keep the facts",
            )
    known: dict[str, set[str]] = defaultdict(set)
    for node in chain(change.add_nodes, change.change_nodes):
        known[node.label].update(node.props)
    for edge in chain(change.add_edges, change.change_edges):
        known[edge.type].update(edge.props)
    types = {edge.type for edge in change.add_edges}
    store.define(types)
    mark = replace(
        mark,
        labels=mark.labels | {node.type for node in chain(change.add_nodes, change.change_nodes) if node.type},
        types=mark.types | types,
        properties=mark.properties | {f"{name}.{prop}" for name, props in known.items() for prop in props},
        writer=secrets.token_hex(8),
    )
    totals = [sum(count[verb] for count in counts.values()) for verb in ("added", "changed", "removed")]
    store.begin_load(mark, names, totals)
    return mark


def _apply(store: Store, mark: Mark, change: Diff, size: int, progress: Progress) -> None:
    total, done = _size(change), 0
    for step in _steps(store, mark, change, size):
        for start in range(0, len(step.rows), size):
            batch = step.rows[start : start + size]
            found = store.write_rows(step.text, batch)
            if step.exact and found != len(batch):
                raise Collision(
                    f"{store.target}: {len(batch) - found} element(s) were gone while they were written",
                    "another program is writing; try again",
                )
            done = min(done + len(batch), total)
            progress(step.what, done, total)


def _steps(store: Store, mark: Mark, change: Diff, size: int) -> Iterator[_Step]:
    """Adds, then changes, then removes: a reader in between misses nothing that stays."""
    nulls: dict[str, dict[str, None]] = defaultdict(dict)
    for name in mark.properties:
        kind, _, prop = name.partition(".")
        nulls[kind][prop] = None
    added = _grouped(change.add_nodes, lambda n: (_ORDER[n.label], n.label, n.type))
    for (_, label, type_), nodes in added:
        yield _Step(type_ or label, statements.create_nodes(label, type_), [_full(n) for n in nodes])
    yield from _retyped(store, mark, change.change_nodes, size)
    for (_, label), nodes in _grouped(change.change_nodes, lambda n: (_ORDER[n.label], n.label)):
        data = [{"key": n.key, "props": nulls[label] | _full(n)} for n in nodes]
        yield _Step(label, statements.change_nodes(label), data)
    for (type_, start, end), edges in _grouped(change.add_edges, lambda e: (e.type, e.start[0], e.end[0])):
        data = [{"start": e.start[1], "end": e.end[1], "props": _full(e)} for e in edges]
        yield _Step(type_, statements.create_edges(type_, start, end), data)
    for (type_,), edges in _grouped(change.change_edges, lambda e: (e.type,)):
        data = [{"start": e.start[1], "key": e.uid, "props": nulls[type_] | _full(e)} for e in edges]
        yield _Step(type_, statements.change_edges(type_), data)
    for (type_,), gone in _grouped(change.remove_edges, lambda k: (k[0],)):
        starts = store.starts(type_)
        data = [{"start": starts[key], "key": key} for _, key in gone if key in starts]
        yield _Step(type_, statements.delete_edges(type_), data, exact=False)
    for (_, label), gone in _grouped(change.remove_nodes, lambda k: (-_ORDER[k[0]], k[0])):
        yield _Step(label, statements.delete_nodes(label), [key for _, key in gone], exact=False)


def _retyped(store: Store, mark: Mark, nodes: Sequence[NodeRow], size: int) -> Iterator[_Step]:
    """Other labels for entities whose type changed: before their hash, so that a cut in between is repaired.

    Each label in a statement of its own: the embedded engine cannot take one and give another in one.
    """
    ours = mark.labels | set(store.model.nodes)
    wanted = {n.key: n.type for n in nodes if n.label == "Entity" and n.type}
    keys, old, new = sorted(wanted), defaultdict(list), defaultdict(list)
    for start in range(0, len(keys), size):
        for key, labels in store.labels_of(keys[start : start + size]).items():
            if (type_ := wanted[key]) not in labels:
                new[type_].append(key)
                for label in labels & ours:
                    old[label].append(key)
    for label, found in sorted(old.items()):
        yield _Step(label, statements.remove_label(label), found)
    for label, found in sorted(new.items()):
        yield _Step(label, statements.add_label(label), found)


def _grouped(items: Iterable[Any], key: Callable[[Any], tuple[Any, ...]]) -> list[tuple[Any, list[Any]]]:
    out: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for item in items:
        out[key(item)].append(item)
    return sorted(out.items(), key=lambda group: tuple("" if part is None else part for part in group[0]))


def _full(row: NodeRow | EdgeRow) -> dict[str, Any]:
    return {**row.props, "hash": row.hash}


def _size(change: Diff) -> int:
    """How many elements differ."""
    return sum(len(getattr(change, name)) for name in change.__slots__)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _batch() -> int:
    text = os.environ.get("GRAPHKIT_BATCH") or str(BATCH)
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise UsageError(f"GRAPHKIT_BATCH is {text!r}", "a number of rows from 1 to 100000 is wanted")
    return int(text)
