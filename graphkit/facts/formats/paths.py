"""Paths into nested data: `companies[].plants[]`, `latlng[0]`, `children[]*`, `../name`, `..*/name`, `@key`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graphkit.facts.formats.limits import MAX_STEPS
from graphkit.facts.formats.shape import Nested

_UP = "../"
_FAR = "..*/"
_KEY = "@key"
#: A name in quotes (a quote within it is doubled), or one without what has a meaning.
_NAME = re.compile(r'"((?:[^"]|"")*)"|([^.\[\]"*@/]+(?:/[^.\[\]"*@/]+)*)')
_ARRAY = "[]"
_PLACE = re.compile(r"\[(-?[0-9]{1,6})\]")


@dataclass(frozen=True, slots=True)
class Step:
    """A name (None: the value itself), then each element `each` times; `again`: at any depth.

    With `place` the element of an array that stands there, from 0; from the end if negative.
    """

    name: str | None
    each: int = 0
    again: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path: `ups` objects outwards, with `far` as many more as it takes, then the steps, or with `key` the key
    of what was reached."""

    text: str
    ups: int = 0
    steps: tuple[Step, ...] = ()
    key: bool = False
    #: The names, if there is nothing else in the path: these are found without a walk.
    plain: tuple[str, ...] | None = None
    #: Further outwards, to the nearest object that has the first name.
    far: bool = False


@dataclass(slots=True)
class Misses:
    """Where a walk found nothing: the furthest step, and the keys that were there instead."""

    step: int = -1
    keys: dict[str, None] = field(default_factory=dict)

    def add(self, step: int, value: Any) -> None:
        """Notes that `value` has no such name, unless the walk came further elsewhere."""
        if step > self.step:
            self.step, self.keys = step, {}
        if step == self.step and isinstance(value, dict) and len(self.keys) < _KEYS_TOLD:
            self.keys.update(dict.fromkeys(str(key) for key in list(value)[:_KEYS_TOLD]))


_KEYS_TOLD = 20


def parse_path(text: str) -> Path:
    """Read a path.

    `name.name` goes into objects, `[]` takes each element of an array (each value of an object; what is neither counts
    as its own only element), `name[0]` the first, `name[-1]` the last, `name[]*` each again and again (a tree: parents
    before children), `../` in front goes to the object that the row lies in, `..*/` to the nearest one around that has
    the name, `@key` is the row's key or position, `../@key` that of the object around it. A name with one of
    `. [ ] " * @ /` stands in quotes (a slash between letters needs none). Blank: the value itself.

    Raises
    ------
    ValueError
        Not such a path, with the place (from 1) where it goes wrong.
    """
    at = ups = 0
    while text.startswith(_UP, at):
        at, ups = at + len(_UP), ups + 1
    far = text.startswith(_FAR, at)
    at += far * len(_FAR)
    if text[at:] == _KEY and not far:
        return Path(text, ups, (), True)
    steps: list[Step] = []
    while at < len(text):
        if steps:
            at = _dot(text, at)
        at = _steps(text, at, steps)
    if len(steps) + ups > MAX_STEPS:
        raise ValueError(f"a path of {len(steps) + ups} steps; at most {MAX_STEPS}")
    if far and not (steps and steps[0].name):
        raise ValueError(f"{text!r}: a name is missing after {_FAR} — that by which the object around is found")
    return Path(text, ups, tuple(steps), False, None if ups or far else names_alone(steps), far)


def names_alone(steps: Sequence[Step]) -> tuple[str, ...] | None:
    """The names, if steps are nothing else: these are found without a walk."""
    names = tuple(step.name for step in steps if step.name is not None and not step.each)
    return names if len(names) == len(steps) else None


def _dot(text: str, at: int) -> int:
    if text[at] != ".":
        raise ValueError(f'{text!r}: a dot is missing at {at + 1} — names with . [ ] " * @ / stand in quotes')
    return at + 1


def _steps(text: str, at: int, steps: list[Step]) -> int:
    """Adds the name that begins here and what its brackets take of it; where they end."""
    before = len(steps)
    if (found := _NAME.match(text, at)) is not None:
        name = found[1].replace('""', '"') if found[1] is not None else found[2].strip() or None
        at = found.end()
        if name is not None:
            steps.append(Step(name))
    while True:
        if text.startswith(_ARRAY, at):
            at += len(_ARRAY)
            joins = len(steps) > before and steps[-1].place is None
            last = steps.pop() if joins else Step(None)
            steps.append(replace(last, each=last.each + 1))
        elif (place := _PLACE.match(text, at)) is not None:
            at = place.end()
            steps.append(Step(None, place=int(place[1])))
        else:
            break
    if len(steps) == before:
        raise ValueError(f'{text!r}: a name or [] is missing at {at + 1} — names with . [ ] " * @ / stand in quotes')
    if text.startswith("*", at) and steps[-1].each:
        steps[-1] = replace(steps[-1], again=True)
        at += 1
    return at


def values_at(path: Path, value: Any) -> list[Any]:
    """All values that a path finds in a document; ValueError if a name is asked of an array."""
    return cell_values(path, Nested(value))


def cell_values(path: Path, row: Nested) -> list[Any]:
    """All values that a path finds from a row: none if a name is missing, many if it takes each of an array.

    Raises
    ------
    ValueError
        A name is asked of an array: `[]` is missing.
    """
    if path.plain is not None:
        value = row.value
        for name in path.plain:
            if type(value) is not dict:
                break
            if name not in value:
                return []
            value = value[name]
        else:
            return [value]
    start = outwards(row, path)
    if start is None:
        return []
    if path.key:
        return [start.keys[-1]] if start.keys else []
    return [node.value for node in walk(start, path.steps)]


def outwards(row: Nested, path: Path) -> Nested | None:
    """The row, or the object around it, from which a path's steps begin; None if there is none."""
    ups = path.ups
    if path.far:
        name = path.steps[0].name
        above = range(ups + 1, len(row.around) + 1)
        ups = next((k for k in above if isinstance(row.around[-k], dict) and name in row.around[-k]), -1)
        if ups < 0:
            return None
    if ups == 0:
        return row
    if ups > len(row.around):
        return None
    kept = max(len(row.keys) - ups, 0)
    return Nested(row.around[-ups], row.around[:-ups], row.keys[:kept])


def walk(node: Nested, steps: tuple[Step, ...], misses: Misses | None = None, done: int = 0) -> Iterator[Nested]:
    """What the steps find from here, in order; `misses` is told where they find nothing."""
    if done == len(steps):
        yield node
        return
    step = steps[done]
    found = _again(node, step, misses, done) if step.again else _once(node, step, misses, done)
    for hit in found:
        yield from walk(hit, steps, misses, done + 1)


def _again(node: Nested, step: Step, misses: Misses | None, done: int) -> Iterator[Nested]:
    """A tree, parents before children; a stack, so that its depth costs no recursion."""
    waiting = list(_once(node, step, misses, done))[::-1]
    while waiting:
        found = waiting.pop()
        yield found
        if isinstance(found.value, (dict, list)):
            waiting.extend(list(_once(found, step, None, done))[::-1])


def _once(node: Nested, step: Step, misses: Misses | None, done: int) -> Iterator[Nested]:
    if step.name is not None:
        inner = _named(node, step.name)
        if inner is None:
            if misses is not None:
                misses.add(done, node.value)
            return
        node = inner
    if step.place is None:
        yield from _each(node, step.each)
    elif (placed := _placed(node, step.place)) is not None:
        yield placed
    elif misses is not None:
        misses.add(done, node.value)


def _named(node: Nested, name: str) -> Nested | None:
    value = node.value
    if isinstance(value, dict):
        if name not in value:
            return None
        return Nested(value[name], (*node.around, value), (*node.keys, name))
    if isinstance(value, list):
        owner = str(node.keys[-1]) if node.keys else ""
        raise ValueError(f"{owner or 'the document'} is an array: write {owner}[].{name} for each of its elements")
    return None


def _placed(node: Nested, place: int) -> Nested | None:
    """The element of an array that stands there; ValueError of an object, which has names and no places."""
    value = node.value
    if isinstance(value, dict):
        owner = str(node.keys[-1]) if node.keys else "the document"
        raise ValueError(f"{owner} is an object — [{place}] is a place in an array; name what you mean")
    elements = value if isinstance(value, list) else [] if value is None else [value]
    if not -len(elements) <= place < len(elements):
        return None
    at = place % len(elements)
    return Nested(elements[at], node.around, (*node.keys[:-1], at)) if isinstance(value, list) else node


def _each(node: Nested, times: int) -> Iterator[Nested]:
    if times == 0:
        yield node
        return
    value = node.value
    if isinstance(value, list):
        outer = node.keys[:-1]  # the array's own key makes way for the position in it
        for at, inner in enumerate(value):
            yield from _each(Nested(inner, node.around, (*outer, at)), times - 1)
    elif isinstance(value, dict):
        around = (*node.around, value)
        for key, inner in value.items():
            yield from _each(Nested(inner, around, (*node.keys, key)), times - 1)
    elif value is not None:
        yield node
