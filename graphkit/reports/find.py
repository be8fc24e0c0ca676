"""Find: entities by name, alias, native name or external id, typing errors allowed."""

from __future__ import annotations

from graphkit.errors import UsageError
from graphkit.facts.resolve import FIND
from graphkit.facts.search import likest, named
from graphkit.graph import Entity, Graph
from graphkit.values.table import Table


def find(graph: Graph, text: str, limit: int = 10) -> Table:
    """Entities whose name, alias, native name, id or external id is like `text`, the likest first.

    External ids must be given whole, or from their number on (`002594`): one digit off is another firm.

    Returns
    -------
    Table
        id, type, name, matched (the name that was found), score (100: the same but for case, accents and marks).
        Of equal scores the entity with more edges comes first.
    """
    found = likest(graph.entities.values(), text, limit, lambda entity: sum(1 for _ in graph.edges_of(entity.id)))
    rows = [(e.id, e.type, e.name, matched, round(score)) for e, matched, score in found]
    return Table.of(("id", "type", "name", "matched", "score"), rows, f"entities like {text!r}")


def locate(graph: Graph, text: str) -> Entity:
    """The entity that `text` names: by id, else by a name, alias, native name or external id that only one has.

    Raises
    ------
    UsageError
        If none or several have it; the hint names the nearest.
    """
    found = named(graph.entities, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{text!r} names {len(found)} entities", "one of " + ", ".join(e.id for e in found[:8]))
    near = [f"{row[0]} ({row[2]})" for row in find(graph, text, 3).rows]
    raise UsageError(f"no entity {text!r}", f"did you mean {', '.join(near)}?" if near else FIND)
