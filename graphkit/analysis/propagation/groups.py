"""One input group of a buyer: a material with its known suppliers, any of which will do.

A buyer needs all of its essential groups and, of each, any one supplier: the groups of all buyers are an AND-OR graph.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, SupportsFloat

import numpy as np

from graphkit.errors import AnalysisError

Node = Hashable
Pair = tuple[Node, str]

WORLDS = ("closed", "open")
_FIELDS = frozenset({"material", "suppliers", "essential", "complete", "stock_days", "name", "claims"})
#: What `input_groups` tells of a group besides, of which nothing that stops depends.
_BESIDES = frozenset({"role", "basis", "shares", "items", "days"})
_SHAPE = 'a group is {"material": …, "suppliers": […], "essential": …, "complete": …, "stock_days": …}'


@dataclass(frozen=True, slots=True)
class Group:
    """What a buyer takes of one material, and from whom.

    Attributes
    ----------
    material
        What is bought: a material or an item.
    suppliers
        The known ones, in any order; one that is named twice counts once. Without any the group is a gap.
    essential
        Whether the buyer stops without it; None is not known.
    complete
        Whether these are all suppliers that there are; None is not known.
    stock_days
        How many days the buyer can go on once all suppliers are gone.
    name
        What tells the group from another one of the same buyer and material (a line, a substitute).
    claims
        Ids of the claims that the group stands on.
    """

    material: str
    suppliers: tuple[Node, ...]
    essential: bool | None = None
    complete: bool | None = None
    stock_days: float = 0.0
    name: str = ""
    claims: tuple[str, ...] = ()


def read_group(node: Node, given: object) -> Group:
    """A group as it is given, a `Group` or a dict with its fields, checked.

    Raises
    ------
    AnalysisError
        If it is not one; the message names the buyer.
    """
    if isinstance(given, Group):
        group = given
    elif isinstance(given, Mapping):
        group = _from_mapping(node, given)
    else:
        raise _wrong(node, f"a group is a dict, not {given!r}", _SHAPE)
    _check(node, group)
    return group


def _from_mapping(node: Node, given: Mapping[Any, Any]) -> Group:
    for name in ("material", "suppliers"):
        if name not in given:
            raise _wrong(node, f"a group has no {name!r}", _SHAPE)
    if unknown_names := given.keys() - _FIELDS - _BESIDES:
        unknown = ", ".join(sorted(map(repr, unknown_names)))
        raise _wrong(node, f"a group has unknown fields: {unknown}", f"the fields are {', '.join(sorted(_FIELDS))}")
    material = given["material"]
    return Group(
        material,
        _several(node, material, "suppliers", given["suppliers"]),
        _plain(given.get("essential")),
        _plain(given.get("complete")),
        given.get("stock_days", 0.0),
        given.get("name", ""),
        _several(node, material, "claims", given.get("claims", ())),
    )


def _plain(value: Any) -> Any:
    """A truth value of numpy, as tables of data frames hold them, as Python's own."""
    return bool(value) if isinstance(value, np.bool_) else value


def _check(node: Node, group: Group) -> None:
    material: object = group.material
    if not isinstance(material, str) or not material.strip():
        raise _wrong(node, f"a group's material is {material!r}", "it is a text that is not empty")
    if not isinstance(group.suppliers, tuple):
        raise _wrong(node, f"the suppliers of its group {material!r} are {group.suppliers!r}", "a tuple of nodes")
    for name in ("essential", "complete"):
        value = getattr(group, name)
        if value is not None and not isinstance(value, bool):
            raise _wrong(node, f"{name!r} of its group {material!r} is {value!r}", "True, False or None (not known)")
    if not _is_days(group.stock_days):
        hint = "a finite number of days, 0 or more"
        raise _wrong(node, f"the stock of its group {material!r} is {group.stock_days!r}", hint)


def _is_days(value: object) -> bool:
    # The plain types first: asking for a protocol is slow.
    if isinstance(value, bool) or not isinstance(value, float | int | SupportsFloat):
        return False
    try:
        return 0 <= float(value) < math.inf
    except (OverflowError, TypeError, ValueError):
        return False


def _several(node: Node, material: object, field: str, given: object) -> tuple[Any, ...]:
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise _wrong(node, f"the {field} of its group {material!r} are {given!r}", "a list, also where there is one")
    return tuple(given)


def _wrong(node: Node, what: str, hint: str) -> AnalysisError:
    return AnalysisError(f"{node!r}: {what}", hint)


def check_world(world: str) -> None:
    """Raises an AnalysisError unless `world` is ``closed`` or ``open``."""
    if world not in WORLDS:
        raise AnalysisError(f"unknown world {world!r}", f"one of {', '.join(WORLDS)}")


def nodes_of(given: Iterable[Any], what: str) -> frozenset[Node]:
    """Nodes as they are given, each once.

    Raises
    ------
    AnalysisError
        If they are one text, or not nodes; the message calls them `what`.
    """
    if isinstance(given, str | bytes) or not isinstance(given, Iterable):
        raise AnalysisError(f"the {what} given is {given!r}", "a list or set of nodes, also for one node")
    nodes = list(given)
    try:
        return frozenset(nodes)
    except TypeError:
        raise AnalysisError(f"the {what} {nodes!r} holds what cannot be a node", "nodes are texts, numbers …") from None
