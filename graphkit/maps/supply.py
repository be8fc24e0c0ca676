"""How what arrives at an entity along the chain is grouped, for the question what stops if something is struck.

What arrives falls into groups; a group is lost when all of it is. How the groups are cut is read from the schema:

- `each`: every one is needed by itself. These are the relations that may say of one whether the product stops without
  it, by the qualifier `essential`: inputs. One that a source calls not essential stops nothing; where no source says
  so, it counts as needed.
- `use`: anyone suffices, and all relations of this kind count together. These are the relations that may end at a use,
  a type of the last tier: what is installed in it, what targets it. A market lives while one of them does.
- `any`: anyone suffices, of the same relation and key: the makers of a product, the operators of a site, the
  suppliers of one item. All the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.graph.graph import Edge
from graphkit.maps.tiers import CONTEXT_TIERS, tier_names
from graphkit.model import Model

#: Qualifier by which a source says whether a product stops without an input, and its words.
ESSENTIAL, NEEDED, SPARE = "essential", "yes", "no"


def arrival(relation: str, model: Model) -> str:
    """How what arrives by a relation is grouped: `each`, `use` or `any`."""
    entry = model.edges.get(relation)
    if entry is None:
        return "any"
    if ESSENTIAL in entry.qualifiers:
        return "each"
    return "use" if uses(model).intersection(entry.to) else "any"


def makes(relation: str, model: Model) -> bool:
    """Whether a relation leads from one who makes or runs something to that: what goes into it goes to the maker too.

    These are the relations of the chain of which anyone suffices and which no key tells apart: OPERATES, PRODUCES.
    """
    entry = model.edges.get(relation)
    return entry is not None and entry.chain and not entry.key and arrival(relation, model) == "any"


def uses(model: Model) -> frozenset[str]:
    """The node types of the chain's last tier: what the chain is for."""
    chain = [tier for tier in tier_names(model) if tier not in CONTEXT_TIERS]
    return frozenset(name for name, node in model.nodes.items() if chain and node.tier == chain[-1])


def essential(edges: Sequence[Edge], word: str) -> list[int]:
    """Positions of the edges of which a source says that they are essential (`yes`) or not (`no`)."""
    return [k for k, edge in enumerate(edges) if (ESSENTIAL, word) in (*edge.key, *edge.qualifiers)]


def items(edges: Sequence[Edge], at: Mapping[str, int], model: Model) -> list[tuple[int, int]]:
    """Pairs of an edge's position and the entity's that its key names: what is supplied, where the edge says so."""
    entities = {name for name, entry in model.qualifiers.items() if entry.type == "entity"}
    return [
        (k, at[value]) for k, edge in enumerate(edges) for name, value in edge.key if name in entities and value in at
    ]
