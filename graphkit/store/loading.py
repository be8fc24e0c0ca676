"""Makes a store equal to the facts: the difference by hashes, applied in idempotent batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from graphkit.errors import StoreError
from graphkit.facts.claim import Facts
from graphkit.graph import build
from graphkit.graph.convert import KEYS, EdgeRow, NodeRow, rows
from graphkit.graph.diff import Diff, diff
from graphkit.model import Model
from graphkit.store import statements
from graphkit.store.driver import Collision
from graphkit.store.store import Store

#: Rows per transaction.
BATCH = 5_000
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
        Before the first write if the store is another project's, holds nodes with our labels that are not ours, or if
        something foreign hangs on a node that would have to go.
    """
    names = tuple(sorted(set(loaders)))
    marked = store.marked()
    store.require_ours()
    kept = tuple(name for name in store.loaders() if name not in names) if marked else ()
    if kept:
        facts = merge(facts, store.facts(without=names))
    wanted = rows(build(facts, store.model))
    for attempt in (1, 2, 3):
        change = diff(*store.hashes(), wanted)
        if not change:
            if not marked:
                store.mark()
            return LoadReport(names, kept)
        if attempt == 1:
            _refuse_foreign(store, change)
            counts = change.counts()
            if not marked:
                store.mark()
            store.define()
        try:
            _apply(store, change, progress or (lambda what, done, total: None))
        except Collision:
            # Someone wrote in between, or a commit that was retried had come through: what is left is a smaller diff.
            if attempt == 3:
                raise
            continue
        break
    store.record_load(
        {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "loaders": list(names),
            **{verb: sum(c[verb] for c in counts.values()) for verb in ("added", "changed", "removed")},
        }
    )
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


def merge(a: Facts, b: Facts) -> Facts:
    """The facts of both; a claim or source that both have counts once."""
    claims = {c.id: c for c in chain(b.claims, a.claims)}
    return Facts(
        tuple(claims[i] for i in sorted(claims)), dict(sorted({**b.sources, **a.sources}.items())), dict(a.repeats)
    )


def _refuse_foreign(store: Store, change: Diff) -> None:
    gone: dict[str, list[str]] = defaultdict(list)
    for label, key in change.remove_nodes:
        gone[label].append(key)
    for label, keys in gone.items():
        found = [r["key"] for r in store.read_batches(statements.foreign_relationships(label), keys, BATCH)]
        if found:
            raise StoreError(
                f"{len(found)} node(s) would go on which relationships hang that graphkit did not write: {', '.join(found[:5])}",
                "remove those relationships, or keep the facts",
            )


def _apply(store: Store, change: Diff, progress: Progress) -> None:
    """Adds, then changes, then removes: a reader in between misses nothing that stays."""
    total = sum(len(part) for part in (change.add_nodes, change.change_nodes, change.add_edges, change.change_edges))
    total += len(change.remove_nodes) + len(change.remove_edges)
    done = 0

    def step(what: str) -> Callable[[int], None]:
        def count(rows: int) -> None:
            nonlocal done
            done += rows
            progress(what, done, total)

        return count

    known = dict.fromkeys(known_properties(store.model))
    data: list[dict[str, Any]]
    for (label, type_), nodes in _nodes(change.add_nodes).items():
        data = [{"props": _full(n)} for n in nodes]
        store.write_batches(statements.create_nodes(label, type_), "rows", data, BATCH, step(type_ or label))
    for (label, type_), nodes in _nodes(change.change_nodes).items():
        data = [{"key": n.key, "props": known | _full(n)} for n in nodes]
        text = statements.change_nodes(label, type_, store.model.nodes if type_ else ())
        store.write_batches(text, "rows", data, BATCH, step(type_ or label))
    for (type_, start, end), edges in _edges(change.add_edges).items():
        data = [{"start": e.start[1], "end": e.end[1], "props": _full(e)} for e in edges]
        store.write_batches(statements.create_edges(type_, start, end), "rows", data, BATCH, step(type_))
    for (type_, _, _), edges in _edges(change.change_edges).items():
        data = [{"key": e.uid, "props": known | _full(e)} for e in edges]
        store.write_batches(statements.change_edges(type_), "rows", data, BATCH, step(type_))
    for type_, keys in _keys(change.remove_edges).items():
        store.write_batches(statements.delete_edges(type_), "keys", keys, BATCH, step(type_))
    for label, keys in _keys(change.remove_nodes).items():
        store.write_batches(statements.delete_nodes(label), "keys", keys, BATCH, step(label))


def _full(row: NodeRow | EdgeRow) -> dict[str, Any]:
    return {**row.props, "hash": row.hash}


def _nodes(nodes: Iterable[NodeRow]) -> dict[tuple[str, str | None], list[NodeRow]]:
    out: dict[tuple[str, str | None], list[NodeRow]] = defaultdict(list)
    for node in nodes:
        out[node.label, node.type].append(node)
    return dict(sorted(out.items(), key=lambda item: (item[0][0], item[0][1] or "")))


def _edges(edges: Iterable[EdgeRow]) -> dict[tuple[str, str, str], list[EdgeRow]]:
    out: dict[tuple[str, str, str], list[EdgeRow]] = defaultdict(list)
    for edge in edges:
        out[edge.type, edge.start[0], edge.end[0]].append(edge)
    return dict(sorted(out.items()))


def _keys(found: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = defaultdict(list)
    for name, key in found:
        out[name].append(key)
    return dict(sorted(out.items()))


def known_properties(model: Model) -> frozenset[str]:
    """Every property that graphkit may write: what a changed element no longer has of these is removed, while
    properties that others have put on it stay."""
    metrics = {p for m in model.metrics.values() for p in (m.property, m.planned_property) if p}
    suffixed = {f"{name}{suffix}" for name in metrics for suffix in ("_min", "_max", "_date")}
    return frozenset((*metrics, *suffixed, *model.properties, *model.qualifiers, *ENGINE)) - set(KEYS.values())


#: Properties that the engine writes by itself, on whatever kind of element.
ENGINE = [
    "name",
    "name_key",
    "caption",
    "aliases",
    "native_names",
    "external_ids",
    "note",
    "status",
    "overdue",
    "disputed",
    "claims",
    "generic",
    "unnamed",
    "kind",
    "since",
    "until",
    "when",
    "one_of",
    "rule",
    "element",
    "subject",
    "object",
    "edge",
    "stage",
    "text",
    "earliest",
    "latest",
    "current",
    "reached",
    "metric",
    "prospective",
    "period",
    "amount",
    "min",
    "max",
    "unit",
    "per",
    "per_implied",
    "direction",
    "title",
    "publisher",
    "published",
    "published_earliest",
    "published_latest",
    "published_basis",
    "origin",
    "grade",
    "visibility",
    "file",
    "recorded",
    "loader",
    "source",
    "locator",
    "predicate",
    "family",
    "word",
    "basis",
    "inferred_from",
    "qualifiers",
    "speaker",
    "speaker_id",
    "said_earliest",
    "said_latest",
    "row",
]
