"""Nodes of the input groups: entities by their id, and the line of a maker for one item as `maker|item`."""

from __future__ import annotations

from collections.abc import Callable

#: Between maker and item in the id of a line. No id of an entity holds it.
LINE = "|"


def line_of(maker: str, item: str) -> str:
    """The node of one maker's line of one item."""
    return f"{maker}{LINE}{item}"


def is_line(node: str) -> bool:
    """Whether a node is a line, not an entity."""
    return LINE in node


def maker_of(node: str) -> str:
    """The maker of a line; an entity itself."""
    return node.partition(LINE)[0]


def item_of(node: str) -> str:
    """The item of a line; an entity itself."""
    return node.partition(LINE)[2] or node


def entities_of(node: str) -> tuple[str, ...]:
    """The entities that a node is on a map: the maker and the item of a line, an entity itself."""
    return tuple(dict.fromkeys((maker_of(node), item_of(node))))


def words(node: str, name: Callable[[str], str]) -> str:
    """A node as people read it: `Solid Power: sulfide electrolyte` for a line; `name` tells the name of an entity."""
    if is_line(node):
        return f"{name(maker_of(node))}: {name(item_of(node))}"
    return name(node)
