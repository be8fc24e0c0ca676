"""A plan as a file: JSON that a person can read in a review, and that `load --plan` applies to the letter."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from graphkit.errors import GraphkitError
from graphkit.graph.convert import KEYS, EdgeRow, NodeRow, edge_hash, node_hash
from graphkit.model.types import EDGE_NAME, LABEL

#: Version of the file's form.
VERSION = 1
_NEW = "make a new one: graphkit plan -o FILE"
_End = tuple[str, str]
_Value = str | bool | int | float | list[str]
_Hash = Annotated[str, Field(pattern="^[0-9a-f]{24}$")]


class _Element(BaseModel):
    """A node or relationship as the file has it: a relationship has ends."""

    model_config = ConfigDict(extra="forbid", strict=True)

    label: str | None = None
    type: str | None = None
    start: list[str] | None = None
    end: list[str] | None = None
    props: dict[str, _Value]


class _Change(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    change: Literal["added", "changed", "edited", "removed"]
    type: str
    name: str
    key: list[str]
    was: str | None
    becomes: _Hash | None
    claims: list[str]
    properties: dict[str, list[Any]]
    new: _Element | None
    old: _Element | None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    graphkit: Literal["plan"]
    version: int
    project: str
    layout: int
    model: str
    loaders: list[str]
    kept: list[str]
    recipe: str
    content: str
    counts: dict[str, dict[str, int]]
    total: dict[str, int]
    changes: list[_Change]
    claims: dict[str, dict[str, Any]]
    digest: str


@dataclass(frozen=True, slots=True)
class Step:
    """An element of a plan: the hash that the plan found (None: not there), and what it becomes (None: it goes).

    `moved`: a relationship that somebody has put between other nodes.
    """

    verb: str
    type: str
    key: tuple[str, str]
    name: str
    was: str | None
    new: NodeRow | EdgeRow | None
    moved: bool

    @property
    def becomes(self) -> str | None:
        """The hash that it gets."""
        return self.new.hash if self.new else None

    @property
    def node(self) -> bool:
        """True for a node, False for a relationship."""
        return self.key[0] in KEYS


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan out of a file."""

    project: str
    layout: int
    model: str
    loaders: tuple[str, ...]
    kept: tuple[str, ...]
    recipe: str
    content: str
    steps: tuple[Step, ...]


def digest(document: dict[str, Any]) -> str:
    """blake2b-128 over the plan's content but the digest itself, however the file is laid out."""
    content = {name: value for name, value in document.items() if name != "digest"}
    return hashlib.blake2b(orjson.dumps(content, option=orjson.OPT_SORT_KEYS), digest_size=16).hexdigest()


def read_plan(path: Path) -> PlanFile:
    """The plan in a file.

    Raises
    ------
    GraphkitError
        If it cannot be read, is no plan, is of another version, or was changed after it was made.
    """
    document = _document(path)
    if document.get("graphkit") != "plan":
        raise GraphkitError(f"{path}: is no plan", _NEW)
    if document.get("version") != VERSION:
        raise GraphkitError(
            f"{path}: is a plan of version {document.get('version')}, this graphkit reads {VERSION}", _NEW
        )
    try:
        if document.get("digest") != digest(document):
            raise GraphkitError(f"{path}: was changed after it was made: its digest is not that of its content", _NEW)
        file = _File.model_validate(document)
        steps = tuple(_step(change) for change in file.changes)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise GraphkitError(f"{path}: {place}: {first['msg']}", _NEW) from None
    except (ValueError, TypeError) as error:  # among them what orjson refuses
        raise GraphkitError(f"{path}: {error}", _NEW) from None
    loaders, kept = tuple(file.loaders), tuple(file.kept)
    return PlanFile(file.project, file.layout, file.model, loaders, kept, file.recipe, file.content, steps)


def _document(path: Path) -> dict[str, Any]:
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise GraphkitError(f"{path}: cannot be read: {error.strerror or error}", _NEW) from None
    except UnicodeDecodeError:
        raise GraphkitError(f"{path}: is not UTF-8", _NEW) from None
    except json.JSONDecodeError as error:
        raise GraphkitError(f"{path}:{error.lineno}: is no JSON: {error.msg}", _NEW) from None
    except RecursionError:
        raise GraphkitError(f"{path}: is nested too deeply for a plan", _NEW) from None
    if not isinstance(document, dict):
        raise GraphkitError(f"{path}: is no plan", _NEW)
    return document


def _step(change: _Change) -> Step:
    name, uid = _pair(change.key)
    node = name in KEYS
    if not node and not re.match(EDGE_NAME, name):
        raise ValueError(f"{name!r} is neither a label nor a relationship type")
    new = None
    if change.new is not None:
        new = _node(name, uid, change.new) if node else _edge(name, uid, change.new)
        if new.hash != change.becomes:
            raise ValueError(f"what {change.name} becomes does not give its hash")
    if (new is None) != (change.change == "removed"):
        raise ValueError(f"{change.change} {change.name} does not fit its content")
    moved = bool({"from", "to"} & change.properties.keys())
    return Step(change.change, change.type, (name, uid), change.name, change.was, new, moved)


def _node(label: str, key: str, new: _Element) -> NodeRow:
    if new.type is not None and not re.match(LABEL, new.type):
        raise ValueError(f"{new.type!r} is no label")
    return NodeRow(label, key, new.type, new.props, node_hash(label, new.type, new.props))


def _edge(type_: str, uid: str, new: _Element) -> EdgeRow:
    start, end = _pair(new.start or []), _pair(new.end or [])
    if start[0] not in KEYS or end[0] not in KEYS:
        raise ValueError(f"{type_} {uid} has no ends")
    return EdgeRow(type_, uid, start, end, new.props, edge_hash(type_, start, end, new.props))


def _pair(values: list[str]) -> _End:
    if len(values) != 2:
        raise ValueError("a key is a label or relationship type and an id")
    return values[0], values[1]
