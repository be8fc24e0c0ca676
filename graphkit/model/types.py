"""What schema/ declares, as frozen models: one class a kind of declaration."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

NAME = r"^[a-z][a-z0-9_]{0,63}$"
LABEL = r"^[A-Z][A-Za-z0-9]{0,63}$"
EDGE_NAME = r"^[A-Z][A-Z0-9_]{0,63}$"

#: Statuses that a stage can give, from the plan to the end; the order is that of an entity's life.
STATUSES = ("planned", "building", "trial", "operating", "ended")
Status = Literal["planned", "building", "trial", "operating", "ended"]

#: Labels and relationship types that the engine itself writes.
RESERVED_LABELS = frozenset(["Entity", "Claim", "Source", "Milestone", "Observation", "Load", "GraphkitStore"])
RESERVED_EDGES = frozenset(["HAS_MILESTONE", "HAS_OBSERVATION", "FROM"])
#: Names that the engine itself writes on nodes.
RESERVED_ON_NODES = frozenset(
    [
        "id",
        "uid",
        "hash",
        "claims",
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
        "type",
        "label",
        "generic",
        "unnamed",
        "entity_type",
        "edge_type",
    ]
)
#: On edges also what graph formats and vis-network reserve: a qualifier becomes an edge property.
RESERVED = RESERVED_ON_NODES | frozenset(
    [
        "source",
        "target",
        "weight",
        "key",
        "value",
        "title",
        "level",
        "group",
        "shape",
        "color",
        "size",
        "x",
        "y",
        "from",
        "to",
        "kind",
        "since",
        "until",
        "when",
        "one_of",
        "rule",
    ]
)


class _Declared(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    description: str = Field(min_length=1)


class NodeType(_Declared):
    """A type of entity: its column on the map and how it is drawn."""

    tier: str
    color: str = Field(pattern=r"^#[0-9A-Fa-f]{6}$")
    shape: Literal["dot", "square", "triangle", "triangleDown", "diamond", "hexagon", "star"]


class EdgeType(_Declared):
    """A type of relation: which types it joins, what is part of its key, how it reads."""

    from_: tuple[str, ...] = Field(alias="from")
    to: tuple[str, ...]
    symmetric: bool = False
    key: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()
    inverse: str = Field(min_length=1)
    chain: bool = False
    flow: Literal["forward", "backward"] = "forward"
    acyclic: bool = False


class PropertyType(_Declared):
    """A property stated as a word: text, a vocabulary's term, or yes and no."""

    types: tuple[str, ...]
    type: Literal["text", "term", "flag"]
    vocabulary: str | None = None
    key: tuple[str, ...] = ()
    multiple: bool = False
    exclusive: bool = False


class QualifierType(_Declared):
    """What may stand in a fact's cell `qualifiers`."""

    type: Literal["term", "entity", "text", "share", "quantity"]
    vocabulary: str | None = None
    types: tuple[str, ...] = ()
    scope: bool = False


class MetricType(_Declared):
    """A number with a unit, or a direction of change."""

    subjects: tuple[str, ...]
    shape: Literal["level", "flow"]
    dimension: str | None = None
    also: tuple[str, ...] = ()
    unit: str | None = None
    per: str | None = None
    ordinal: bool = False
    key: tuple[str, ...] = ()
    property: str | None = Field(default=None, pattern=NAME)
    planned_property: str | None = Field(default=None, pattern=NAME)
    negative: bool = False

    def takes(self, dimension: str) -> bool:
        """Whether a number in a unit of this dimension is a figure of the metric; `money/*` takes every currency."""
        wanted = self.dimension or ""
        return dimension in (wanted, *self.also) or (wanted.endswith("/*") and dimension.startswith(wanted[:-1]))


class StageType(_Declared):
    """A milestone's stage: its rank in a ladder and the status that reaching it gives. A `phase` lasts: its subject
    is in one phase of a ladder at a time."""

    ladder: str
    order: int
    status: Status | None = None
    subjects: tuple[str, ...]
    key: tuple[str, ...] = ()
    edge: str | None = None
    edge_from: tuple[str, ...] = ()
    edge_to: tuple[str, ...] = ()
    edge_qualifiers: tuple[str, ...] = ()
    phase: bool = False


class Term(BaseModel):
    """A term of a vocabulary; `parent` makes the vocabulary a tree."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    tier: str | None = None
