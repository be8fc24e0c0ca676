"""The Cypher that the store runs. Values travel as parameters; names come from the schema, checked against its pattern.

No statement depends on a label or type given as data: the text is made per type, since the embedded engine knows no
dynamic labels, and so that a name can never carry Cypher.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphkit.graph.convert import KEYS, LEAVES, PROVENANCE
from graphkit.model import Model
from graphkit.model.types import EDGE_NAME, LABEL

MARK = "GraphkitStore"
LOAD = "Load"


def label(name: str) -> str:
    """The label, if it is one of the schema's form (a guard: names of another form never reach here)."""
    if not re.match(LABEL, name):
        raise ValueError(f"{name!r} is no label")
    return name


def relationship(name: str) -> str:
    """The relationship type, if it is one of the schema's form."""
    if not re.match(EDGE_NAME, name):
        raise ValueError(f"{name!r} is no relationship type")
    return name


def types(model: Model) -> list[str]:
    """All relationship types that graphkit writes, sorted."""
    return sorted((*model.edges, *LEAVES, PROVENANCE))


def schema(model: Model) -> Iterable[str]:
    """Named unique constraints and indexes; each statement may be run again."""
    for name, key in sorted(KEYS.items()):
        yield (
            f"CREATE CONSTRAINT graphkit_{name.lower()}_{key} IF NOT EXISTS "
            f"FOR (n:{label(name)}) REQUIRE n.{key} IS UNIQUE"
        )
    for name in types(model):
        yield (
            f"CREATE CONSTRAINT graphkit_{name.lower()}_uid IF NOT EXISTS "
            f"FOR ()-[r:{relationship(name)}]-() REQUIRE r.uid IS UNIQUE"
        )
    for name, props in (("Entity", ("name_key", "name")), ("Claim", ("loader", "subject")), ("Milestone", ("stage",)),
                        ("Observation", ("metric",))):  # fmt: skip
        for prop in props:
            yield f"CREATE INDEX graphkit_{name.lower()}_{prop} IF NOT EXISTS FOR (n:{label(name)}) ON (n.{prop})"


def create_nodes(name: str, type_: str | None) -> str:
    """Creates nodes of one label and, for entities, type from `$rows` of {props}."""
    labels = f"{label(name)}:{label(type_)}" if type_ else label(name)
    return f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row.props"


def change_nodes(name: str, type_: str | None, others: Iterable[str]) -> str:
    """Sets nodes to `$rows` of {key, props}; `props` holds null for what falls away. Another type's label goes."""
    text = f"UNWIND $rows AS row MATCH (n:{label(name)} {{{KEYS[name]}: row.key}}) SET n += row.props"
    if type_:
        text += f" SET n:{label(type_)}"
        gone = ":".join(label(o) for o in sorted(others) if o != type_)
        if gone:
            text += f" REMOVE n:{gone}"
    return text


def delete_nodes(name: str) -> str:
    """Deletes the nodes of `$keys` that carry our hash; fails where a relationship is left, ours are gone by then."""
    return f"UNWIND $keys AS key MATCH (n:{label(name)} {{{KEYS[name]}: key}}) WHERE n.hash IS NOT NULL DELETE n"


def create_edges(type_: str, start: str, end: str) -> str:
    """Creates relationships from `$rows` of {start, end, props}."""
    return (
        f"UNWIND $rows AS row MATCH (a:{label(start)} {{{KEYS[start]}: row.start}}) "
        f"MATCH (b:{label(end)} {{{KEYS[end]}: row.end}}) CREATE (a)-[r:{relationship(type_)}]->(b) SET r = row.props"
    )


def change_edges(type_: str) -> str:
    """Sets relationships to `$rows` of {key, props}."""
    return f"UNWIND $rows AS row MATCH ()-[r:{relationship(type_)} {{uid: row.key}}]->() SET r += row.props"


def delete_edges(type_: str) -> str:
    """Deletes the relationships of `$keys` that carry our hash."""
    return f"UNWIND $keys AS key MATCH ()-[r:{relationship(type_)} {{uid: key}}]->() WHERE r.hash IS NOT NULL DELETE r"


def node_hashes(name: str) -> str:
    """One record: a list of [key, hash] of all nodes of ours with the label."""
    return f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL RETURN collect([n.{KEYS[name]}, n.hash]) AS found"


def edge_hashes(model: Model) -> str:
    """A record per relationship type: its name and a list of [uid, hash] of ours."""
    return (
        f"MATCH ()-[r:{_any(model)}]->() WHERE r.hash IS NOT NULL "
        "RETURN type(r) AS type, collect([r.uid, r.hash]) AS found"
    )


def count_entities() -> str:
    """A record per combination of labels: how many entities of ours."""
    return "MATCH (n:Entity) WHERE n.hash IS NOT NULL RETURN labels(n) AS labels, count(n) AS found"


def count_nodes(name: str) -> str:
    """How many nodes of ours with the label."""
    return f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL RETURN count(n) AS found"


def count_edges(model: Model) -> str:
    """A record per relationship type: how many of ours."""
    return f"MATCH ()-[r:{_any(model)}]->() WHERE r.hash IS NOT NULL RETURN type(r) AS type, count(r) AS found"


def _any(model: Model) -> str:
    return "|".join(relationship(name) for name in types(model))


def owned(name: str) -> str:
    """A record per node of ours with the label whose loader is not among `$without`: its properties."""
    return (
        f"MATCH (n:{label(name)}) WHERE n.hash IS NOT NULL AND NOT n.loader IN $without RETURN properties(n) AS props"
    )


def strangers(name: str) -> str:
    """How many nodes with the label are not ours."""
    return f"MATCH (n:{label(name)}) WHERE n.hash IS NULL RETURN count(n) AS found"


def foreign_relationships(name: str) -> str:
    """Keys among `$keys` whose node has a relationship that is not ours."""
    return (
        f"UNWIND $keys AS key MATCH (n:{label(name)} {{{KEYS[name]}: key}})-[r]-() WHERE r.hash IS NULL "
        "RETURN DISTINCT key ORDER BY key LIMIT 20"
    )
