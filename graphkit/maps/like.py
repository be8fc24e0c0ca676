"""An older map's places: read back from its file, so that a new map keeps what stayed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphkit.errors import GraphkitError

#: No map is larger: see MAX_BYTES in write.py.
MAX_BYTES = 250_000_000
#: Coordinates beyond this are no map's.
FARTHEST = 10_000_000
_MARK = b'<meta name="generator" content="graphkit">'
_BLOCK = '<script type="application/json" id="{}">'


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an entity stood: the name of its tier, x and y, and the width that its label had."""

    tier: str
    x: int
    y: int
    room: int


@dataclass(frozen=True, slots=True)
class Older:
    """What an older map tells of its layout: the spots of its entities by id, and its tiers' stretches of the x axis as
    (name, left, right)."""

    spots: Mapping[str, Spot] = field(default_factory=dict)
    bands: tuple[tuple[str, int, int], ...] = ()


def replaceable(path: Path) -> bool:
    """Whether a file may give way to a map: it is a map of graphkit, by the mark in map.html, or empty."""
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return True  # what is wrong with it is told when it is written
    return not head.strip() or _MARK in head


def read_map(path: str | Path) -> Older:
    """The layout of a map's file.

    Nothing of the file is run; its data are JSON, and every value is checked.

    Raises
    ------
    GraphkitError
        If the file cannot be read, or is no map that graphkit wrote.
    """
    path = Path(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise GraphkitError(f"{path} is larger than any map of graphkit", _HINT)
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise GraphkitError(f"{path} cannot be read: {error.strerror}", _HINT) from error
    except UnicodeDecodeError as error:
        raise GraphkitError(f"{path} is no map of graphkit: it is not UTF-8", _HINT) from error
    try:
        return _older(_block(text, "map-meta"), _block(text, "map-data"))
    except (KeyError, TypeError, ValueError, IndexError, RecursionError) as error:
        raise GraphkitError(f"{path} is no map of graphkit: its data are not those of one", _HINT) from error


_HINT = "--like takes a file that graphkit map wrote"


def _block(text: str, name: str) -> Any:
    """The JSON of one block of the page; in it no `<` stands as itself, so the next one ends it."""
    start = text.index(_BLOCK.format(name)) + len(_BLOCK.format(name))
    return json.loads(text[start : text.index("<", start)])


def _older(meta: Any, data: Any) -> Older:
    names = [_text(name) for name in meta["tiers"]]
    columns = [_column(data["nodes"][name]) for name in ("id", "tier", "x", "y", "room")]
    spots = {
        _text(identifier): Spot(names[_number(tier)], _number(x), _number(y), _number(room))
        for identifier, tier, x, y, room in zip(*columns, strict=True)
    }
    bands = tuple((names[_number(tier)], _number(left), _number(right)) for tier, left, right, _ in data["bands"])
    return Older(spots, bands)


def _column(column: Any) -> list[Any]:
    """A column as rows: `{"d": texts, "i": positions}` is one of few texts."""
    if isinstance(column, dict):
        texts = column["d"]
        return [texts[_number(k)] for k in column["i"]]
    if not isinstance(column, list):
        raise TypeError("a column is a list")
    return column


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) > FARTHEST:
        raise ValueError(f"{value!r} is no coordinate")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
