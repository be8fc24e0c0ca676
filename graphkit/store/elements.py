"""Whole elements out of a store: their properties beside the hash that the store says they have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.graph.convert import KEYS, EdgeRow, NodeRow, Rows, edge_hash, node_hash
from graphkit.graph.diff import Hashes
from graphkit.store import statements
from graphkit.store.mark import Mark
from graphkit.store.store import Store

#: Before the digest of an element whose properties do not give the hash that stands with them.
EDITED = "edited:"
#: Elements asked for in one statement.
_BATCH = 5_000
#: A type is read whole where more than one of so many of its relationships is wanted: then that is quicker.
_FEW = 4


def some(store: Store, mark: Mark, keys: Iterable[tuple[str, str]], held: Hashes) -> Rows:
    """The elements with these keys, (label, key) and (relationship type, uid), as far as the store has them.

    `held` says what it has in all, from which follows how to read.
    """
    wanted: dict[str, list[str]] = defaultdict(list)
    for name, key in sorted(keys):
        wanted[name].append(key)
    there: dict[str, int] = defaultdict(int)
    for name, _ in held:
        there[name] += 1
    rows = Rows({}, {})
    for name, listed in wanted.items():
        if name in KEYS:
            found = [r for part in _batches(listed) for r in _nodes(store, mark, name, part)]
            rows = _with(rows, found, [])
        else:
            rows = _with(rows, [], _some_edges(store, mark, name, listed, there[name]))
    return rows


def everything(store: Store, mark: Mark) -> Rows:
    """All elements of ours; the hash of one that somebody has changed by hand begins with `EDITED`."""
    rows = Rows({}, {})
    for name in KEYS:
        rows = _with(rows, _nodes(store, mark, name, None), [])
    for type_ in sorted(store.types(mark)):
        names = _names(type_, mark)
        rows = _with(rows, [], [_edge(r, type_, names) for r in store.rows(statements.whole_edges(type_))])
    return rows


def _with(rows: Rows, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Rows:
    assert isinstance(rows.nodes, dict) and isinstance(rows.edges, dict)
    rows.nodes.update(((n.label, n.key), n) for n in nodes)
    rows.edges.update(((e.type, e.uid), e) for e in edges)
    return rows


def _batches(items: Sequence[str]) -> Iterable[Sequence[str]]:
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _nodes(store: Store, mark: Mark, label: str, keys: Sequence[str] | None) -> list[NodeRow]:
    text = statements.whole_nodes(label, keys is not None)
    found = store.rows(text, {"keys": list(keys)} if keys is not None else {})
    names, types = _names(label, mark), mark.labels | set(store.model.nodes)
    return [_node(record, label, types, names) for record in found]


def _node(record: Mapping[str, Any], label: str, types: frozenset[str], names: frozenset[str]) -> NodeRow:
    props, hash_ = _ours(record["props"], names)
    # Another type's label may be somebody's own: an element is whole if one of its labels gives its hash.
    choices: list[str | None] = [*sorted(types.intersection(record["labels"]))] if label == "Entity" else []
    found = {type_: node_hash(label, type_, props) for type_ in choices or [None]}
    type_ = next((t for t, digest in found.items() if digest == hash_), next(iter(found)))
    return NodeRow(label, str(props.get(KEYS[label])), type_, props, _state(found[type_], hash_))


def _some_edges(store: Store, mark: Mark, type_: str, uids: Sequence[str], there: int) -> list[EdgeRow]:
    names = _names(type_, mark)
    if len(uids) * _FEW > there:
        wanted = set(uids)
        found = store.rows(statements.whole_edges(type_))
        return [_edge(r, type_, names) for r in found if r["props"]["uid"] in wanted]
    starts = store.starts(type_)
    at: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for uid in uids:
        if uid in starts and starts[uid][0]:
            label, key = starts[uid]
            at[label][key].append(uid)
    out: list[EdgeRow] = []
    for label, rows in sorted(at.items()):
        for part in _batches(sorted(rows)):
            given = [{"start": key, "keys": rows[key]} for key in part]
            out += [_edge(r, type_, names) for r in store.rows(statements.whole_edges(type_, label), {"rows": given})]
    return out


def _edge(record: Mapping[str, Any], type_: str, names: frozenset[str]) -> EdgeRow:
    props, hash_ = _ours(record["props"], names)
    start, end = (_end(record, name) for name in "ab")
    return EdgeRow(type_, str(props["uid"]), start, end, props, _state(edge_hash(type_, start, end, props), hash_))


def _end(record: Mapping[str, Any], name: str) -> tuple[str, str]:
    """(label, key) of a node at an end; of one that is not ours, an empty label."""
    label = next((label for label in KEYS if label in record[f"{name}_labels"]), "")
    return label, str(record[f"{name}_{KEYS.get(label, 'id')}"])


def _names(kind: str, mark: Mark) -> frozenset[str]:
    """Properties that graphkit has ever written to this label or relationship type."""
    parts = (name.partition(".") for name in mark.properties)
    return frozenset(name for of, _, name in parts if of == kind)


def _ours(props: Mapping[str, Any], names: frozenset[str]) -> tuple[dict[str, Any], str]:
    """Those of the properties that are ours, and the hash."""
    return {name: value for name, value in sorted(props.items()) if name in names}, str(props["hash"])


def _state(digest: str, hash_: str) -> str:
    return hash_ if digest == hash_ else EDITED + digest
