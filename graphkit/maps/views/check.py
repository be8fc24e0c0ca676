"""Checks what a view names against the model and the project, and resolves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from graphkit.errors import split_hint
from graphkit.facts.hints import near
from graphkit.graph.technologies import TECHNOLOGY, technology_terms
from graphkit.maps.changes import MARKS
from graphkit.maps.views.known import Known, Relation
from graphkit.maps.views.types import FACETS, NONE, Filter, Rule, Sieve, Step, ViewFile
from graphkit.maps.views.within import Within
from graphkit.model import STATUSES, Model
from graphkit.values.dates import day_bounds
from graphkit.values.names import name_key

#: Keys of the file from the outermost in.
Place = tuple[str | int, ...]


class Complain(Protocol):
    """Takes a place, what is wrong there and what would be right; `text` is the item of a list that is meant."""

    def __call__(self, place: Place, message: str, hint: str, text: str = "", level: str = "error") -> None:
        """Tells one mistake."""


#: Captions that are no property.
CAPTIONS = ("name", "native", "id")
#: As many relations are told in place of one that is not.
_LISTED = 3
_SINCE = "tells something only on a map with --since"
_SINCE_HINT = "graphkit map --since DAY marks what changed"


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a view mean, by the text as it is written: an entity's id, a technology's key, a day, and of a
    relation the ids of its ends with its type."""

    entities: dict[str, str] = field(default_factory=dict)
    technologies: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    relations: dict[tuple[str, str, str], Relation] = field(default_factory=dict)


def check(says: ViewFile, known: Known, complain: Complain) -> Names:
    """Tells `complain` of everything that the view names and the project does not know; what the rest means."""
    checker = _Checker(known, complain, Names(), _technologies(known))
    checker.sieve(says.filter, ("filter",))
    checker.around(says.filter, ("filter",))
    checker.rules(says.color, ("color",))
    checker.one_of(says.caption, (*CAPTIONS, *known.model.properties), "caption", ("caption",))
    for k, note in enumerate(says.note):
        checker.entity(note.at, ("note", k, "at"))
    for k, step in enumerate(says.step):
        checker.step(step, ("step", k), says.filter)
    return checker.names


def _technologies(known: Known) -> dict[str, str]:
    """Keys of technologies by what they may be called: `route:sulfide`, a term's name, an entity of that type."""
    out: dict[str, str] = {}
    for key, words in technology_terms(known.model).items():
        for text in (key, *words):
            out.setdefault(name_key(text), key)
    for entity in known.entities.values():
        if entity.type == TECHNOLOGY:
            texts = [name_key(t) for t in (entity.name, *entity.aliases, entity.id)]
            # A technology that bears the name of a term is that term, as in graph/technologies.py.
            key = next((out[t] for t in texts[:-1] if t in out), entity.id)
            for text in texts:
                out.setdefault(text, key)
    return out


@dataclass(frozen=True, slots=True)
class _Checker:
    known: Known
    complain: Complain
    names: Names
    technologies: dict[str, str]

    def step(self, step: Step, at: Place, base: Filter) -> None:
        self.sieve(step.filter, (*at, "filter"))
        self.around(step, at)
        self.rules(step.color, (*at, "color"))
        if isinstance(step.select, str):
            self.entity(step.select, (*at, "select"))
        elif step.select:
            self.relation(step.select, (*at, "select"))
            if step.trace != "near":
                self.complain(
                    (*at, "trace"), "traces from an entity, and a relation is selected", "leave one of them out"
                )
        elif step.trace != "near":
            self.complain((*at, "trace"), "nothing is selected to trace from", 'as select = "Solid Power" in this step')
        self.within(step, at, base)

    def within(self, step: Step, at: Place, base: Filter) -> None:
        """Tells what a step selects and does not show, as far as the names are known."""
        shows = Within.of(step, base, self.names, self.known)
        selected = (step.select,) if isinstance(step.select, str) else (step.select or ("", "", ""))[::2]
        for text in selected:
            if text in self.names.entities and (hint := shows.misses(self.names.entities[text], text)):
                self.complain((*at, "select"), f"{text!r} is not in the focus of this step", hint, text)
        if isinstance(step.select, tuple) and (facet := shows.hides(step.select[1])):
            hint = f'in this step: filter = {{ relations = ["{step.select[1]}"] }}'
            self.complain((*at, "select"), f"{step.select[1]} is not among the relations shown: see {facet}", hint)

    def relation(self, select: tuple[str, str, str], at: Place) -> None:
        start, type_, end = select
        known = [self.entity(text, at) for text in (start, end)]
        typed = self.one_of(type_, self.known.model.edges, "relation", at)
        ids = [self.names.entities[text] for text in (start, end) if text in self.names.entities]
        if not (all(known) and typed):
            return
        found = self.known.relation(ids[0], type_, ids[-1])
        if found is not None:
            self.names.relations[select] = found
            return
        alike = self.known.like(ids[0], type_, ids[-1])
        listed = [f'["{a}", "{r}", "{b}"]' for a, r, b in alike[:_LISTED]]
        told = f"told {'is' if len(alike) == 1 else 'are'} {', '.join(listed)}{' …' if len(alike) > _LISTED else ''}"
        hint = told if alike else "no relation of either is told: select an entity"
        self.complain(at, f"no document tells that {start!r} {type_} {end!r}", hint)

    def sieve(self, sieve: Sieve, at: Place) -> None:
        for key in FACETS:
            wanted, unwanted = getattr(sieve, key), getattr(sieve, f"without_{key}")
            if wanted is not None and unwanted is not None:
                self.complain(
                    (*at, f"without_{key}"), f"{key} and without_{key} exclude each other", "leave one of them out"
                )
            elif wanted is not None and not wanted:
                self.complain((*at, key), "lists nothing, so nothing is shown", f"leave it out, or name {key}")
            for name, texts in ((key, wanted), (f"without_{key}", unwanted)):
                for text in texts or ():
                    self.value(key, text, (*at, name))
                if texts and key == "changes":
                    self.since((*at, name))
        if sieve.table and sieve.matrix:
            self.complain((*at, "matrix"), "table and matrix exclude each other", "leave one of them out")

    def since(self, at: Place) -> None:
        self.complain(at, _SINCE, _SINCE_HINT, level="warning")

    def value(self, key: str, text: str, at: Place) -> None:
        model = self.known.model
        match key:
            case "types":
                self.one_of(text, model.nodes, "type", at)
            case "relations":
                self.one_of(text, model.edges, "relation", at)
            case "statuses":
                self.one_of(text, (*STATUSES, NONE), "status", at)
            case "countries":
                self.country(text, at)
            case "sources":
                self.one_of(text, (*self.known.sources, NONE), "document", at)
            case "changes":
                self.one_of(text, MARKS, "change", at)
            case "technologies":
                if text != NONE:
                    self.technology(text, at)

    def country(self, text: str, at: Place) -> None:
        codes = self.known.model.vocabularies.get("country", {})
        code = self.known.model.term("country", text) if codes else None
        if code is not None and text != code:
            self.complain(at, f"unknown country {text!r}", f"its code is {code}", text)
        else:
            self.one_of(text, (*codes, NONE), "country", at)

    def technology(self, text: str, at: Place) -> None:
        key = self.technologies.get(name_key(text))
        if key is None:
            hint = near(text, technology_terms(self.known.model))
            self.complain(at, f"unknown technology {text!r}", hint, text)
        else:
            self.names.technologies[text] = key

    def around(self, asked: Filter | Step, at: Place) -> None:
        """Focus, hops and day of the file's filter or of a step."""
        for text in asked.focus:
            self.entity(text, (*at, "focus"))
        if "focus" in asked.model_fields_set and not asked.focus:
            self.complain((*at, "focus"), "names nobody", "leave it out, or name entities")
        elif "hops" in asked.model_fields_set and not asked.focus:
            self.complain((*at, "hops"), "counts from focus, which is not given here", 'as focus = ["Solid Power"]')
        self.day(asked.day, (*at, "day"))

    def entity(self, text: str, at: Place) -> bool:
        try:
            self.names.entities[text] = self.known.entity(text)
        except ValueError as error:
            message, hint = split_hint(error)
            if not hint.startswith("did you mean"):
                hint = "graphkit find TEXT searches all names" if "unknown" in message else hint
            self.complain(at, message, hint, text)
            return False
        return True

    def day(self, text: str | None, at: Place) -> None:
        if text is None:
            return
        try:
            # Not `today`: a view stands on the same day whenever the map is made.
            day = day_bounds(text, self.known.model.dates)
        except ValueError as error:
            self.complain(at, f"not a day: {str(error).partition(' — ')[0]}", "as 2025-12-06, 2025-12 or 2025")
        else:
            self.names.days[text] = day

    def rules(self, color: object, at: Place) -> None:
        if color == "change":
            self.since(at)
        for k, rule in enumerate(color if isinstance(color, tuple) else ()):
            self.rule(rule, (*at, k, "where"))

    def rule(self, rule: Rule, at: Place) -> None:
        where, model = rule.where, self.known.model
        named: dict[str, Any] = where.model_dump(exclude_none=True)
        if not named:
            self.complain(at, "names nothing that must hold", 'as where = { type = "Firm" }')
        elif where.is_ is not None and where.property is None:
            self.complain((*at, "is"), "goes with property", f'as {{ property = "route", is = "{where.is_}" }}')
        for key, text, known in (
            ("type", where.type, model.nodes),
            ("status", where.status, (*STATUSES, NONE)),
            ("property", where.property, model.properties),
        ):
            if text is not None:
                self.one_of(text, known, key, (*at, key))
        if where.country is not None:
            self.country(where.country, (*at, "country"))
        if where.changed is not None:
            self.since((*at, "changed"))
        if where.technology is not None and where.technology != NONE:
            self.technology(where.technology, (*at, "technology"))
        for text in where.entities or ():
            self.entity(text, (*at, "entities"))
        name, value = where.property, where.is_
        if value is not None and name in model.properties and name is not None and (words := _words(model, name)):
            self.one_of(value, words, name, (*at, "is"))

    def one_of(self, text: str, known: Iterable[str], what: str, at: Place) -> bool:
        if text in (names := list(known)):
            return True
        self.complain(at, f"unknown {what} {text!r}", near(text, names), text)
        return False


def _words(model: Model, name: str) -> tuple[str, ...]:
    entry = model.properties[name]
    return ("yes", "no") if entry.type == "flag" else tuple(model.vocabularies.get(entry.vocabulary or "", ()))
