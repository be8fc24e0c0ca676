"""What the attributes of a node or edge of a networkx graph say: name, type, status, looks; the rest as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from numbers import Real
from typing import Any, get_args

from graphkit.facts.claim import KINDS
from graphkit.maps.networks.plain import plain
from graphkit.model import STATUSES
from graphkit.model.types import NodeType

#: Where a name, a type, a relation is looked for, in this order. The first is what graphkit's own exports have.
NAMES = ("label", "name", "caption")
TYPES = ("entity_type", "type", "kind", "group", "label_type")
RELATIONS = ("edge_type", "type", "relation", "label", "key", "kind")
SHAPES: tuple[str, ...] = get_args(NodeType.model_fields["shape"].annotation)
#: Attributes of graphkit's exports that repeat others, or name claims, which an export of the graph has not.
_OWN_ONLY = ("name", "name_key", "caption", "label", "claims", "rule", "id")
#: Attributes of which a number is a name too: of a community, a class.
_NUMBERED = ("type", "kind", "group", "relation")
_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})")
#: A type's or relation's name that is longer is cut.
MAX_WORD = 80
#: As many different keys of a multigraph can be names of relations; more are numbers of some kind.
MAX_KEYS = 100


@dataclass(frozen=True, slots=True)
class NodeData:
    """What a node's attributes say. `type` is "" where none is given, `typed_by` the attribute that gives it; `color`
    is `#rrggbb`; `ours` tells that graphkit exported it; `rest` is all that has no meaning here."""

    name: str
    type: str
    typed_by: str
    status: str
    color: str
    shape: str
    ours: bool
    marks: frozenset[str] = frozenset()
    note: str = ""
    aliases: tuple[str, ...] = ()
    native_names: tuple[str, ...] = ()
    external_ids: tuple[str, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkData:
    """What an edge's attributes say; `relation` is "" where none is given."""

    relation: str
    status: str
    kind: str
    ours: bool
    marks: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    when: str = ""
    one_of: tuple[str, ...] = ()
    rest: Mapping[str, Any] = field(default_factory=dict)


class _Reader:
    """Attributes, of which each is given once to whoever can use it."""

    def __init__(self, data: Mapping[Any, Any]) -> None:
        self.left = {plain(name): value for name, value in data.items()}
        self.used = ""

    def first(self, names: Iterable[str], read: Callable[[Any, str], str]) -> str:
        """The first text that `read` makes of one of the attributes; `used` is its name then."""
        for name in names:
            if name in self.left and (text := read(self.left[name], name)):
                self.used = name
                del self.left[name]
                return text
        self.used = ""
        return ""

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, or one text with `;` between them."""
        value = self.left.pop(name, None)
        if isinstance(value, str):
            value = value.split(";")
        if not isinstance(value, list | tuple | set | frozenset):
            return () if value is None else (plain(value),)
        found = [text for v in value if (text := plain(v).strip())]
        return tuple(sorted(found) if isinstance(value, set | frozenset) else found)

    def drop(self, *names: str) -> None:
        for name in names:
            self.left.pop(name, None)

    def marks(self, *names: str) -> frozenset[str]:
        return frozenset(name for name in names if self.left.pop(name, None) is True)

    def day(self, name: str) -> date | None:
        return day_of(self.left.pop(name, None))


def node_data(data: Mapping[Any, Any]) -> NodeData:
    """What a node's attributes say."""
    read = _Reader(data)
    ours = isinstance(read.left.get("entity_type"), str)
    name = read.first(("name", *NAMES) if ours else NAMES, _text)
    for other in NAMES:  # a second attribute that says the same
        if other in read.left and plain(read.left[other]) == name:
            read.drop(other)
    kind = read.first(TYPES, _word)
    typed_by = read.used
    status = read.first(("status",), _status)
    color = read.first(("color",), _color)
    shape = read.first(("shape",), _shape)
    note = ""
    marks: frozenset[str] = frozenset()
    ids: tuple[str, ...] = ()
    if ours:
        read.drop(*_OWN_ONLY)
        note = read.first(("note",), _text)
        marks = read.marks("overdue", "disputed")
        ids = read.texts("external_ids")
    aliases, native = read.texts("aliases"), read.texts("native_names")
    return NodeData(name, kind, typed_by, status, color, shape, ours, marks, note, aliases, native, ids, read.left)


def link_data(data: Mapping[Any, Any], key: str = "") -> LinkData:
    """What an edge's attributes say; `key` is that of a multigraph where it names the relation."""
    read = _Reader({"key": key, **data} if key else data)
    ours = isinstance(read.left.get("edge_type"), str)
    relation = read.first(RELATIONS, _word)
    status = read.first(("status",), _status)
    if not ours:
        return LinkData(relation, status, "actual", False, rest=read.left)
    read.drop(*_OWN_ONLY)
    return LinkData(
        relation,
        status,
        read.first(("kind",), lambda value, _: value if value in KINDS else "") or "actual",
        True,
        read.marks("overdue", "disputed"),
        read.day("since"),
        read.day("until"),
        read.first(("when",), _text),
        read.texts("one_of"),
        read.left,
    )


def named_keys(keys: Iterable[Hashable]) -> frozenset[str]:
    """Keys of a multigraph's edges that name relations: words, and not one for each edge of many."""
    words = frozenset(k for k in keys if isinstance(k, str) and k.strip() and not any(c.isdigit() for c in k))
    return words if len(words) <= MAX_KEYS else frozenset()


def day_of(value: object) -> date | None:
    """The day that an ISO text of graphkit's own exports means."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: object, _: str) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return plain(value).strip()


def _word(value: object, name: str) -> str:
    """A text as a type's or relation's name; a number has the attribute's name before it, as `group 3`."""
    if isinstance(value, str):
        text = " ".join(plain(value).split())
    elif not isinstance(value, bool) and isinstance(value, Real) and name in _NUMBERED:
        text = f"{name} {plain(value)}" if value == value else ""
    else:
        return ""
    return text if len(text) <= MAX_WORD else text[: MAX_WORD - 1] + "…"


def _status(value: object, _: str) -> str:
    text = value.strip().casefold() if isinstance(value, str) else ""
    return text if text in STATUSES else ""


def _color(value: object, _: str) -> str:
    """A colour of CSS in hexadecimal digits, as #rrggbb; how far it lets others through is left out."""
    if not isinstance(value, str) or not _COLOR.fullmatch(value.strip()):
        return ""
    digits = value.strip()[1:]
    return "#" + ("".join(2 * d for d in digits[:3]) if len(digits) < 6 else digits[:6]).lower()


def _shape(value: object, _: str) -> str:
    return value if isinstance(value, str) and value in SHAPES else ""
