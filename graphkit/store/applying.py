"""Writes a difference into a store, in idempotent batches.

A batch is a transaction, and an element's hash is written with it: so after a cut at any point the store's hashes say
what is done, and the next run writes the rest.
"""

from __future__ import annotations

import os
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from graphkit.errors import StoreError, UsageError
from graphkit.graph.convert import KEYS, EdgeRow, NodeRow, names_of
from graphkit.graph.diff import VERBS, Diff
from graphkit.store import statements
from graphkit.store.driver import Collision
from graphkit.store.mark import Mark
from graphkit.store.store import Store

#: Rows per transaction, unless GRAPHKIT_BATCH says otherwise.
BATCH = 5_000
#: Labels in the order in which they are added; they are removed the other way round. Sources before the claims that
#: cite them, and claims before what is made of them: at any moment each claim in the store can be read back.
_FIRST = ("Source", "Claim", "Entity")
_ORDER = {name: number for number, name in enumerate((*_FIRST, *(name for name in KEYS if name not in _FIRST)))}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Step:
    """A statement and the rows it runs over. `exact`: it must find or make each of them."""

    what: str
    text: str
    rows: Sequence[Any]
    exact: bool = True


def begin(
    store: Store,
    was: Mark | None,
    new: Mark,
    change: Diff,
    names: Sequence[str],
    counts: Mapping[str, Mapping[str, int]],
) -> Mark:
    """Refuses what must not be done, makes what is missing of the schema, and says that writing begins.

    `was` is the mark as it was read with the difference, `new` what it becomes but for what is written.

    Raises
    ------
    StoreError
        Before any write, if something foreign hangs on a node that would have to go.
    Collision
        If another load has begun or ended since `was` was read.
    """
    gone: dict[str, list[str]] = defaultdict(list)
    for label, key in change.remove_nodes:
        gone[label].append(key)
    for label, keys in gone.items():
        if found := store.hung_on(label, keys, was):
            raise StoreError(
                f"on {len(found)} node(s) that would have to go hang relationships that graphkit did not write: "
                f"{', '.join(found[:5])}",
                "remove those relationships, or keep the facts",
            )
    brought = names_of(chain(change.add_nodes, change.change_nodes), chain(change.add_edges, change.change_edges))
    store.define(brought.types)
    mark = replace(
        new,
        labels=new.labels | brought.labels,
        types=new.types | brought.types,
        properties=new.properties | brought.properties,
        writer=secrets.token_hex(8),
    )
    totals = {verb: sum(count[verb] for count in counts.values()) for verb in VERBS}
    pending = (totals["added"], totals["changed"] + totals["edited"], totals["removed"])
    if not store.begin_load(was, mark, names, pending):
        raise Collision(f"{store.target}: another load has begun", "let one end before the next")
    return mark


def apply(store: Store, mark: Mark, change: Diff, progress: Progress) -> None:
    """Writes the difference, batch by batch; `progress` is told what was written, how much and of how much.

    Raises
    ------
    Collision
        If another program is writing at the same time.
    """
    total, done, size = change.size(), 0, batch_size()
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
    for (type_,), keys in _grouped(change.moved, lambda k: (k[0],)):
        yield _Step(type_, statements.delete_edges_anywhere(type_), [key for _, key in keys], exact=False)
    for (type_, start, end), edges in _grouped(change.add_edges, lambda e: (e.type, e.start[0], e.end[0])):
        data = [{"start": e.start[1], "end": e.end[1], "props": _full(e)} for e in edges]
        yield _Step(type_, statements.create_edges(type_, start, end), data)
    for (type_, start), edges in _grouped(change.change_edges, lambda e: (e.type, e.start[0])):
        data = [{"start": e.start[1], "key": e.uid, "props": nulls[type_] | _full(e)} for e in edges]
        yield _Step(type_, statements.change_edges(type_, start), data)
    yield from _removed_edges(store, change)
    for (_, label), gone in _grouped(change.remove_nodes, lambda k: (-_ORDER[k[0]], k[0])):
        yield _Step(label, statements.delete_nodes(label), [key for _, key in gone], exact=False)


def _removed_edges(store: Store, change: Diff) -> Iterator[_Step]:
    for (type_,), gone in _grouped(change.remove_edges, lambda k: (k[0],)):
        starts = store.starts(type_)
        there = [(*starts[key], key) for _, key in gone if key in starts]
        for (label,), found in _grouped(there, lambda t: (t[0],)):
            if label:
                data = [{"start": start, "key": key} for _, start, key in found]
                yield _Step(type_, statements.delete_edges(type_, label), data, exact=False)
            else:  # somebody has put it on a node of theirs
                keys = [key for _, _, key in found]
                yield _Step(type_, statements.delete_edges_anywhere(type_), keys, exact=False)


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


def batch_size() -> int:
    """Rows per transaction (`UsageError` if GRAPHKIT_BATCH is no such number)."""
    text = os.environ.get("GRAPHKIT_BATCH") or str(BATCH)
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise UsageError(f"GRAPHKIT_BATCH is {text!r}", "a number of rows from 1 to 100000 is wanted")
    return int(text)
