"""The parameters of a run: what is given, by the declared types, over the defaults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any, Protocol

from graphkit.errors import QueryError, UsageError
from graphkit.facts.search import Names, likest, named
from graphkit.query.header import CLOCKS, Parameter, Query
from graphkit.query.types import WrongValue, from_text

#: From the parameter and the text that is given to the id of the entity that is meant.
Find = Callable[[Parameter, str], str]


class Namer(Protocol):
    """What knows the names of entities: a `Store`."""

    def entities(self, ids: Iterable[str] | None = None) -> list[Names]:
        """The names of all entities, or of those with these ids."""


def bind(query: Query, given: Mapping[str, str], find: Find | None = None) -> dict[str, Any]:
    """The parameters of a run.

    `find` tells which entity a text means; without it an entity's text stays as it is given, and all else is checked.

    Raises
    ------
    UsageError
        For a parameter that is unknown, missing, or not of its type.
    """
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            raise UsageError(f"{query.name} has no parameter {name!r}", f"it takes: {', '.join(known) or 'none'}")
    return {name: _value(query, parameter, given, find) for name, parameter in known.items()}


def _value(query: Query, parameter: Parameter, given: Mapping[str, str], find: Find | None) -> Any:
    text = given.get(parameter.name)
    if text is None and not parameter.required:
        return parameter.default
    try:
        value = None if text is None else from_text(parameter.declared, text, query.model)
    except WrongValue as error:
        raise UsageError(f"{parameter.name}={text!r} {error.message}", error.hint) from None
    if value is None and parameter.required:
        raise UsageError(f"{query.name} needs {parameter.name}", f"-p {parameter.name}=… ({parameter.description})")
    if value is None:  # an empty text says that nothing is given
        return parameter.default
    if find and parameter.declared.kind == "entity":
        return find(parameter, value)
    return value


class Finder:
    """Which entity of a store a text names; the names are read once, and only where a text is no id."""

    def __init__(self, store: Namer) -> None:
        self._store = store

    def __call__(self, parameter: Parameter, text: str) -> str:
        """The id of the one entity that is meant.

        Raises
        ------
        UsageError
            If none or several have the name, or the one that has is not of the parameter's types; the hint names
            candidates with their types.
        QueryError
            If the store holds no entity at all.
        """
        types = parameter.declared.choices
        asked = self._store.entities([text])
        found = named({entity.id: entity for entity in asked} or self._all, text)
        fitting = [entity for entity in found if not types or entity.type in types]
        if len(fitting) == 1:
            return fitting[0].id
        if fitting:
            raise UsageError(
                f"{parameter.name}={text!r} names {len(fitting)} entities",
                f"give the id of one: {_listed(fitting[:8])}",
            )
        if not self._all:
            raise QueryError("the store holds no entities", "fill it with: graphkit load")
        may = f"it may be a {' or '.join(types)}" if types else ""
        among = (entity for entity in self._all.values() if not types or entity.type in types)
        near = [entity for entity, _, _ in likest(among, text, 3)]
        hints = [may, f"did you mean {_listed(near)}?" if near else ""]
        wrong = f"is {_listed(found[:8])}" if found else "is no entity of the store"
        raise UsageError(
            f"{parameter.name}={text!r} {wrong}",
            "; ".join(filter(None, hints)) or "graphkit find TEXT --from-store searches all names",
        )

    @cached_property
    def _all(self) -> dict[str, Names]:
        return {entity.id: entity for entity in self._store.entities()}


def _listed(entities: Iterable[Names]) -> str:
    return ", ".join(f"{entity.id} ({entity.name}, {entity.type})" for entity in entities)


def with_clocks(
    library: Mapping[str, Query], query: Query, given: Mapping[str, str], days: Mapping[str, str | None]
) -> dict[str, str]:
    """The given parameters with the days of the clocks `as_of` and `known_on`.

    Raises
    ------
    UsageError
        If the query does not declare a clock that is set, naming some that do; or if a clock is given twice.
    """
    out = dict(given)
    for name in CLOCKS:
        day = days.get(name)
        if day is None:
            continue
        option = f"--{name.replace('_', '-')}"
        if name in given:
            raise UsageError(f"{option} and -p {name}=… are given", f"leave one out: {option} sets ${name}")
        if name not in query.clocks:
            having = [q.name for q in library.values() if name in q.clocks]
            raise UsageError(
                f"{query.name} has no clock {option}: its rows do not depend on that day",
                f"queries that take it: {', '.join(having[:6])}{' …' if len(having) > 6 else ''}"
                if having
                else f"a query takes it that declares: // param {name}: day = null -- …",
            )
        out[name] = day
    return out
