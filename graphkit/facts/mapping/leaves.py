"""The paths of nested rows that lead to texts: what stands for the headings that such data have not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from graphkit.facts.formats import Nested, parse_path, text_of
from graphkit.facts.formats.paths import Step
from graphkit.facts.mapping.questions import step

#: Paths of one table that are noted: keys that are data are without end.
MOST_PATHS = 400
#: Objects in one another that are looked into.
MOST_DEEP = 8
_TEXT, _OBJECT, _ARRAY = "text", "object", "array"


@dataclass(slots=True)
class Leaves:
    """The paths met in rows, each with what stood there; `trees` are the arrays that rows of a tree lie in themselves.

    `more` is True if there were too many.
    """

    trees: frozenset[str] = frozenset()
    more: bool = False
    _kinds: dict[str, set[str]] = field(default_factory=dict)
    _around: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: str) -> Leaves:
        """None met yet; `rows` is the path to the rows."""
        again = (one.name for one in parse_path(rows).steps if one.again) if rows else ()
        return cls(frozenset(name for name in again if name))

    def add(self, rows: Iterable[object]) -> None:
        """Notes the paths of rows."""
        for row in rows:
            if isinstance(row, Nested) and isinstance(row.value, dict):
                self._walk(row.value, "", 0)

    def paths(self) -> tuple[str, ...]:
        """Those at which, and on the way to which, always the same kind of thing stood, as they were met.

        A path that does not fit a row rejects it.
        """
        return tuple(path for path, kinds in self._kinds.items() if kinds == {_TEXT} and self._plain(path))

    def _plain(self, path: str) -> bool:
        while path := self._around[path]:
            if len(self._kinds[path]) > 1:
                return False
        return True

    def _walk(self, value: Any, at: str, deep: int) -> None:
        for name, one in self._named(value, at):
            if one is None or (deep == 0 and name in self.trees):
                continue
            path = f"{at}.{step(name)}" if at else step(name)
            self._note(path, at, one, deep)

    def _note(self, path: str, around: str, one: Any, deep: int) -> None:
        if path not in self._kinds:
            if len(self._kinds) >= MOST_PATHS:
                self.more = True
                return
            self._kinds[path], self._around[path] = set(), around
        if isinstance(one, dict):
            self._kinds[path].add(_OBJECT)
            if deep < MOST_DEEP:
                self._walk(one, path, deep + 1)
        elif isinstance(one, list):
            self._kinds[path].add(_ARRAY)
            for element in one:
                if element is not None and deep < MOST_DEEP:
                    self._note(f"{path}[]", path, element, deep + 1)
        else:
            self._kinds[path].add(_TEXT if _is_text(one) else "")

    @staticmethod
    def _named(value: dict[Any, Any], at: str) -> Iterator[tuple[str, Any]]:
        """The members whose names a template can say."""
        for name, one in value.items():
            text = str(name)
            if text and text.isprintable() and not set('{}"') & set(text) and not text.endswith("?"):
                yield text, one


def _is_text(value: object) -> bool:
    try:
        text_of(value)
    except ValueError:
        return False
    return True


def unnamed(paths: Iterable[str], used: Iterable[str]) -> tuple[str, ...]:
    """The paths that none of the names used means, however it is written."""
    meant = {steps for name in used if (steps := _steps(name))}
    return tuple(path for path in paths if _steps(path) not in meant)


def _steps(name: str) -> tuple[Step, ...]:
    try:
        path = parse_path(name)
    except ValueError:  # a column that the mapping makes
        return ()
    if path.ups or path.far or path.key:
        return ()
    steps: list[Step] = []
    for one in path.steps:  # who takes an element by its place means the array
        if one.place is None:
            steps.append(one)
        elif steps:
            steps.append(replace(before := steps.pop(), each=before.each + 1))
    return tuple(steps)
