"""What a difference of two graphs means to a person: each element by name, property by property, with its claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from graphkit.graph.convert import LEAVES, PROVENANCE, EdgeRow, NodeRow, Rows
from graphkit.graph.diff import VERBS, Diff, Hashes

Row = NodeRow | EdgeRow
Key = tuple[str, str]
#: What a claim says, in the first of these properties that it has.
_SAYS = ("object", "text", "word", "when", "kind")
#: What a node other than an entity, document or claim is about, in the first of these properties that it has.
_WHAT = ("stage", "metric", "what", "reason", "title")


@dataclass(frozen=True, slots=True)
class Change:
    """An element that is added, changed, edited (by hand, and becomes again what the facts give) or removed.

    `was` is the hash that the element has in the old state, None where it is not there. `claims` are the ids of the
    claims that cause the change: those of the element that are new, changed or gone, of an entity then those that
    speak of it, else all of the element's.
    """

    verb: str
    was: str | None
    old: Row | None
    new: Row | None
    name: str
    claims: tuple[str, ...]

    @property
    def row(self) -> Row:
        """The element as it becomes; where it goes, as it was."""
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def key(self) -> Key:
        """(label or relationship type, key)."""
        return key_of(self.row)

    @property
    def type(self) -> str:
        """Type of the entity, else label of the node, or relationship type."""
        return type_of(self.row)

    @property
    def follows(self) -> bool:
        """True for relationships that hold nothing of their own and follow from the nodes that they join."""
        return self.type in (*LEAVES, PROVENANCE)

    def properties(self) -> dict[str, tuple[Any, Any]]:
        """What differs: name -> (old, new), None where it is absent; of an added or removed element, all of it.

        `type` stands for the label of an entity's type, `from` and `to` for the ends of a relationship.
        """
        old, new = _content(self.old), _content(self.new)
        pairs = ((name, (old.get(name), new.get(name))) for name in sorted(old.keys() | new.keys()))
        return {name: pair for name, pair in pairs if pair[0] != pair[1]}


def key_of(row: Row) -> Key:
    """(label, key) of a node, (type, uid) of a relationship."""
    return (row.label, row.key) if isinstance(row, NodeRow) else (row.type, row.uid)


def type_of(row: Row) -> str:
    """Type of an entity, else label of a node, or relationship type."""
    return (row.type or row.label) if isinstance(row, NodeRow) else row.type


def _content(row: Row | None) -> dict[str, Any]:
    if row is None:
        return {}
    if isinstance(row, NodeRow):
        return {**row.props, "type": row.type} if row.type else dict(row.props)
    return {**row.props, "from": row.start[1], "to": row.end[1]}


def explain(change: Diff, held: Hashes, old: Rows, wanted: Rows) -> tuple[Change, ...]:
    """The changes of a difference, one an element, nodes before relationships, sorted.

    Parameters
    ----------
    held
        Hashes of the old state: at least of what changes and goes.
    old
        What changes and goes, as it was; more than that does no harm.
    wanted
        The new state.
    """
    telling = _Telling(old, wanted, change)
    gone = [old.nodes[k] for k in change.remove_nodes], [old.edges[k] for k in change.remove_edges]
    out = []
    for added, changed, removed in (
        (change.add_nodes, change.change_nodes, gone[0]),
        (change.add_edges, change.change_edges, gone[1]),
    ):
        rows: list[tuple[str, Row]] = [("added", r) for r in added]
        rows += [("changed", r) for r in changed]
        rows += [("removed", r) for r in removed]
        rows.sort(key=lambda pair: (type_of(pair[1]), key_of(pair[1])))
        for verb, row in rows:
            key = key_of(row)
            out.append(telling.change("edited" if key in change.edited else verb, held.get(key), row))
    return tuple(out)


class _Telling:
    """Names and claims of elements, from both states."""

    def __init__(self, old: Rows, wanted: Rows, change: Diff) -> None:
        self.old, self.wanted = old, wanted
        come = {n.key: n for n in (*change.add_nodes, *change.change_nodes) if n.label == "Claim"}
        gone = {key: old.nodes.get((label, key)) for label, key in change.remove_nodes if label == "Claim"}
        self.moved = come.keys() | gone.keys()
        self.about: dict[str, set[str]] = defaultdict(set)
        for key, claim in chain(come.items(), gone.items()):
            for name in ("subject", "object"):
                self.about[str(claim.props.get(name) if claim else "")].add(key)

    def change(self, verb: str, was: str | None, row: Row) -> Change:
        key = key_of(row)
        if isinstance(row, NodeRow):
            old: Row | None = self.old.nodes.get(key)
            new: Row | None = self.wanted.nodes.get(key)
        else:
            old, new = self.old.edges.get(key), self.wanted.edges.get(key)
        return Change(verb, was, old if was else None, new, self.name(row), self.causes(old if was else None, new))

    def causes(self, old: Row | None, new: Row | None) -> tuple[str, ...]:
        before, after = set(self._claims(old, self.old)), set(self._claims(new, self.wanted))
        moved = (before | after) & self.moved
        if old is not None and new is not None:
            moved |= before ^ after
        row = new or old
        if not moved and isinstance(row, NodeRow) and row.label == "Entity":
            moved = self.about[row.key]  # its current values come from what is said of it
        return tuple(sorted(moved or before | after))

    def _claims(self, row: Row | None, rows: Rows) -> Iterable[str]:
        """Claims of an element; those of the node at its end where a relationship holds none of its own."""
        if row is None:
            return ()
        if isinstance(row, NodeRow) and row.label == "Claim":
            return (row.key,)
        if "claims" in row.props:
            return tuple(row.props["claims"])
        if isinstance(row, EdgeRow):
            ends = (rows.nodes.get(end) for end in (row.start, row.end) if end[0] != "Entity")
            return next((found for end in ends if (found := tuple(self._claims(end, rows)))), ())
        return ()

    def name(self, row: Row) -> str:
        """The element as people call it."""
        if isinstance(row, EdgeRow):
            return f"{self.end(row.start)} {row.type} {self.end(row.end)}"
        props = row.props
        match row.label:
            case "Entity":
                return str(props.get("name") or row.key)
            case "Claim":
                place = "#".join(str(props[n]) for n in ("source", "locator") if props.get(n))
                said = f"{self.entity(props.get('subject'))} {props.get('predicate', '')} {self.says(props)}"
                return f"{place}: {said}".rstrip()
            case "Source":
                return f"{row.key}: {props.get('title', '')}"
        what = next((str(props[n]) for n in _WHAT if props.get(n)), row.key)
        subject = " ".join(self.entity(props[n]) for n in ("subject", "object") if props.get(n))
        return f"{subject} {what} {props.get('text') or ''}".strip()

    def says(self, props: Mapping[str, Any]) -> str:
        """What a claim says, in a few words."""
        if props.get("one_of"):
            return "one of " + ", ".join(self.entity(i) for i in props["one_of"])
        name = next((n for n in _SAYS if props.get(n)), "")
        return self.entity(props[name]) if name == "object" else str(props.get(name, ""))

    def end(self, end: Key) -> str:
        """The node at an end of a relationship."""
        if end[0] == "Entity":
            return self.entity(end[1])
        row = self.wanted.nodes.get(end) or self.old.nodes.get(end)
        return self.name(row) if row else end[1]

    def entity(self, key: Any) -> str:
        row = self.wanted.nodes.get(("Entity", str(key))) or self.old.nodes.get(("Entity", str(key)))
        return str(row.props.get("name") or key) if row else str(key)


def cited(changes: Iterable[Change], old: Rows, wanted: Rows) -> dict[str, dict[str, Any]]:
    """The claims that the changes name, by id: where each stands and what it says."""
    telling = _Telling(old, wanted, Diff())
    out: dict[str, dict[str, Any]] = {}
    for key in sorted({i for change in changes for i in change.claims}):
        row = wanted.nodes.get(("Claim", key)) or old.nodes.get(("Claim", key))
        if row is not None:
            names = ("source", "locator", "subject", "predicate", "when", "kind", "speaker", "loader")
            told = {name: row.props.get(name) for name in names}
            out[key] = {**told, "says": telling.says(row.props)}
    return out


def record(change: Change) -> dict[str, Any]:
    """A change as JSON has it; `new` is all that is needed to write the element."""
    old = change.old if change.new is None else None
    return {
        "change": change.verb,
        "type": change.type,
        "name": change.name,
        "key": list(change.key),
        "was": change.was,
        "becomes": change.new.hash if change.new else None,
        "claims": list(change.claims),
        "properties": {n: list(p) for n, p in change.properties().items()} if change.old and change.new else {},
        "new": _element(change.new),
        "old": _element(old),
    }


def _element(row: Row | None) -> dict[str, Any] | None:
    if row is None:
        return None
    if isinstance(row, NodeRow):
        return {"label": row.label, "type": row.type, "props": dict(row.props)}
    return {"type": row.type, "start": list(row.start), "end": list(row.end), "props": dict(row.props)}


def counts(changes: Iterable[Change]) -> dict[str, dict[str, int]]:
    """Per type, how many are added, changed, edited and removed."""
    out: dict[str, dict[str, int]] = {}
    for change in changes:
        out.setdefault(change.type, dict.fromkeys(VERBS, 0))[change.verb] += 1
    return dict(sorted(out.items()))


def totals(per_type: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """The sums over all types."""
    return {verb: sum(count[verb] for count in per_type.values()) for verb in VERBS}
