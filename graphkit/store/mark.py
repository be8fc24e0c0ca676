"""The mark of a store: whose it is, what graphkit has written there, and what the last load left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """What the mark of a store says: whose it is, and which names graphkit has ever written there.

    The names outlive the schema that they came from, so that what a later schema no longer knows is still found and
    removed, and what others have put beside it stays.
    """

    #: Labels of entities' types.
    labels: frozenset[str] = frozenset()
    #: Relationship types.
    types: frozenset[str] = frozenset()
    #: Properties, as `LABEL.name` or `TYPE.name`.
    properties: frozenset[str] = frozenset()
    #: The load that is being written, or was cut off.
    writer: str | None = None
    #: Digest of what the last load's graph was made of, and of the hashes that it left here.
    recipe: str | None = None
    content: str | None = None
    #: How many loads have been recorded here.
    loads: int = 0

    def names(self) -> dict[str, list[str]]:
        """Labels, types and properties as the store keeps them."""
        return {name: sorted(getattr(self, name)) for name in ("labels", "types", "properties")}

    @classmethod
    def of(cls, props: Mapping[str, Any]) -> Mark:
        """The mark that a store keeps as these properties."""
        labels, types, properties = (frozenset(props.get(key) or ()) for key in ("labels", "types", "properties"))
        writer, recipe, content = (props.get(key) for key in ("writer", "recipe", "content"))
        return cls(labels, types, properties, writer, recipe, content, props.get("loads") or 0)
