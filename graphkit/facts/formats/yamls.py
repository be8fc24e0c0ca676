"""YAML as plain values: the parser's events, without tags, and with a bound on what aliases repeat.

The rules for plain words are those of JSON, so that `NO` is Norway, `001216` a ticker and `2024-05-01` text: only
`true`, `false`, `null`, and numbers that print again as they are written are anything but text.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from graphkit.facts.formats.cells import Numeral, excerpt, text_of
from graphkit.facts.formats.limits import MAX_DEPTH, MAX_YAML_VALUES
from graphkit.facts.formats.shape import Unreadable, unreadable

_WORDS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("null", "Null", "NULL", "~", ""), None),
}
#: A number of JSON with decimals or a power, which may be spelt otherwise than it prints.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_MERGE = "<<"
#: Tags that say of a value what it is anyway.
_HARMLESS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))
#: Longest number; a longer row of digits is a text.
_DIGITS = 40


@dataclass(slots=True)
class _Open:
    """A mapping or a sequence that is being read; `count`: the values in it, repeated ones counted again."""

    value: dict[str, Any] | list[Any]
    anchor: str | None
    line: int
    count: int = 1
    key: str | None = None
    merges: list[dict[str, Any]] = field(default_factory=list)


class _Builder:
    """Takes the events of a file one by one; `documents` are those that are whole."""

    def __init__(self, shown: str) -> None:
        self.documents: list[Any] = []
        self._shown = shown
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Any, int]] = {}
        self._count = 0

    def take(self, event: Event) -> None:
        """The next event; Unreadable if it is one that tables do without."""
        if isinstance(event, DocumentStartEvent):
            self._anchors = {}
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._close()
        elif isinstance(event, NodeEvent):
            self._node(event, event.start_mark.line + 1 if event.start_mark else 0)

    def _node(self, event: NodeEvent, line: int) -> None:
        if isinstance(event, AliasEvent):
            self._alias(event.anchor or "", line)
            return
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") and tag not in _HARMLESS:
            raise self._refuse(f"the tag {excerpt(str(tag))} is not read", "write plain values", line)
        if isinstance(event, ScalarEvent):
            self._put(event.value, event.implicit[0], event.anchor, line)  # quoted or tagged, it is text
            return
        if self._wants_key():
            raise self._refuse("a key is not a single value", "keys are text", line)
        if len(self._open) >= MAX_DEPTH:
            raise self._refuse(f"is nested more than {MAX_DEPTH} deep", "", line)
        if event.anchor:
            self._anchors.pop(event.anchor, None)  # until it ends, it cannot be repeated
        value: dict[str, Any] | list[Any] = {} if isinstance(event, MappingStartEvent) else []
        assert isinstance(event, (MappingStartEvent, SequenceStartEvent))
        self._open.append(_Open(value, event.anchor, line))

    def _put(self, text: str, plain: bool, anchor: str | None, line: int) -> None:
        if self._wants_key():
            self._key(text, plain, line)
            if anchor:
                self._anchors[anchor] = (text, 1)
            return
        value = _scalar(text) if plain else text
        if anchor:
            self._anchors[anchor] = (value, 1)
        self._add(value, 1, line)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict) and self._open[-1].key is None

    def _key(self, text: str, plain: bool, line: int) -> None:
        top = self._open[-1]
        if text in top.value and not (plain and text == _MERGE):
            raise self._refuse(f"the key {excerpt(text)!r} stands twice in one object", "remove one of them", line)
        top.key = text

    def _alias(self, anchor: str, line: int) -> None:
        if anchor not in self._anchors:
            raise self._refuse(f"*{excerpt(anchor)} repeats what is not there, or itself", "", line)
        value, count = self._anchors[anchor]
        if self._wants_key():
            if not isinstance(value, Hashable):
                raise self._refuse("a key is not a single value", "keys are text", line)
            self._key(str(value if isinstance(value, str) else text_of(value)), False, line)
        else:
            self._add(value, count, line)

    def _close(self) -> None:
        done = self._open.pop()
        if isinstance(done.value, dict):
            for merged in done.merges:
                for key, value in merged.items():
                    done.value.setdefault(key, value)
        if done.anchor:
            self._anchors[done.anchor] = (done.value, done.count)
        self._add(done.value, done.count, done.line)

    def _add(self, value: Any, count: int, line: int) -> None:
        if not self._open:
            self._count += count
            self._counted(self._count, line)
            self.documents.append(value)
            return
        top = self._open[-1]
        top.count += count
        self._counted(top.count, line)
        if isinstance(top.value, list):
            top.value.append(value)
            return
        key, top.key = top.key, None
        if key == _MERGE and (merges := _merges(value)):
            top.merges.extend(merges)
        elif key is not None:
            top.value[key] = value

    def _counted(self, count: int, line: int) -> None:
        if count > MAX_YAML_VALUES:
            message = f"holds more than {MAX_YAML_VALUES:,} values, aliases written out"
            raise self._refuse(message, "give the table as CSV or JSON Lines", line)

    def _refuse(self, message: str, hint: str, line: int) -> Unreadable:
        return unreadable(self._shown, message, hint, line=line)


def yaml_documents(text: str, shown: str) -> list[Any]:
    """The documents of a YAML file as dicts, lists, text, numbers, True, False and None; Unreadable if it is none."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(shown)
    try:
        for event in yaml.parse(text, Loader=loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise unreadable(shown, f"not readable as YAML: {error.problem or error.context}", line=line) from None
    except (yaml.YAMLError, UnicodeError) as error:
        raise unreadable(shown, f"not readable as YAML: {' '.join(str(error).split())}") from None
    return builder.documents


def _scalar(text: str) -> Any:
    """A plain word: a value where JSON has one and nothing of it is lost, else the text, of a number as a `Numeral`."""
    if text in _WORDS:
        return _WORDS[text]
    if len(text) <= _DIGITS and text.isascii() and (text[-1].isdigit() and (text[0].isdigit() or text[0] == "-")):
        for kind in (int, float):
            try:
                value = kind(text)
            except ValueError:
                continue
            if repr(value) == text:
                return value
    return Numeral(text) if _NUMBER.fullmatch(text) else text


def _merges(value: Any) -> list[dict[str, Any]]:
    """What `<<` takes over, the first before the others; nothing if it is no object: then the key is a name."""
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        return value
    return []
