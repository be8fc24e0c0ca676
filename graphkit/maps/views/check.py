"""Checks what a view names against the model and the project, and resolves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from graphkit.facts.hints import near
from graphkit.maps.changes import MARKS
from graphkit.maps.facets import TECHNOLOGY, technology_terms
from graphkit.maps.views.known import Known
from graphkit.maps.views.types import FACETS, NONE, Rule, Sieve, Step, ViewFile
from graphkit.model import STATUSES, Model
from graphkit.values.dates import day_bounds
from graphkit.values.names import name_key

#: Keys of the file from the outermost in.
Place = tuple[str | int, ...]
#: Takes a place, what is wrong there and what would be right.
Complain = Callable[[Place, str, str], None]
#: Captions that are no property.
CAPTIONS = ("name", "native", "id")


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a view mean: an entity's id, a technology's key, a day, by the text as it is written."""

    entities: dict[str, str] = field(default_factory=dict)
    technologies: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)


def check(says: ViewFile, known: Known, complain: Complain) -> Names:
    """Tells `complain` of everything that the view names and the project does not know; what the rest means."""
    checker = _Checker(known, complain, Names(), _technologies(known))
    checker.sieve(says.filter, ("filter",))
    checker.focus(says.filter.focus, ("filter", "focus"))
    checker.day(says.filter.day, ("filter", "day"))
    checker.rules(says.color, ("color",))
    checker.one_of(says.caption, (*CAPTIONS, *known.model.properties), "caption", ("caption",))
    for k, note in enumerate(says.note):
        checker.entity(note.at, ("note", k, "at"))
    for k, step in enumerate(says.step):
        checker.step(step, ("step", k))
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
            # A technology that bears the name of a term is that term, as in facets.py.
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

    def step(self, step: Step, at: Place) -> None:
        self.sieve(step.filter, (*at, "filter"))
        self.focus(step.focus, (*at, "focus"))
        self.day(step.day, (*at, "day"))
        self.rules(step.color, (*at, "color"))
        if isinstance(step.select, str):
            self.entity(step.select, (*at, "select"))
        elif step.select:
            self.entity(step.select[0], (*at, "select"))
            self.one_of(step.select[1], self.known.model.edges, "relation", (*at, "select"))
            self.entity(step.select[2], (*at, "select"))
        elif step.trace != "near":
            self.complain((*at, "trace"), "nothing is selected to trace from", "give select too")

    def sieve(self, sieve: Sieve, at: Place) -> None:
        for key in FACETS:
            for name in (key, f"without_{key}"):
                for text in getattr(sieve, name) or ():
                    self.value(key, text, (*at, name))

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
                self.one_of(text, (*model.vocabularies.get("country", {}), NONE), "country", at)
            case "sources":
                self.one_of(text, (*self.known.sources, NONE), "document", at)
            case "changes":
                self.one_of(text, MARKS, "change", at)
            case "technologies":
                if text != NONE:
                    self.technology(text, at)

    def technology(self, text: str, at: Place) -> None:
        key = self.technologies.get(name_key(text))
        if key is None:
            hint = near(text, technology_terms(self.known.model))
            self.complain(at, f"unknown technology {text!r}", hint)
        else:
            self.names.technologies[text] = key

    def focus(self, texts: Iterable[str], at: Place) -> None:
        for text in texts:
            self.entity(text, at)

    def entity(self, text: str, at: Place) -> None:
        try:
            self.names.entities[text] = self.known.entity(text)
        except ValueError as error:
            message, _, hint = str(error).partition(" — ")
            self.complain(at, message, hint)

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
        for k, rule in enumerate(color if isinstance(color, tuple) else ()):
            self.rule(rule, (*at, k, "where"))

    def rule(self, rule: Rule, at: Place) -> None:
        where, model = rule.where, self.known.model
        for text, known, what in (
            (where.type, model.nodes, "type"),
            (where.status, (*STATUSES, NONE), "status"),
            (where.country, (*model.vocabularies.get("country", {}), NONE), "country"),
            (where.property, model.properties, "property"),
        ):
            if text is not None:
                self.one_of(text, known, what, at)
        if where.technology is not None and where.technology != NONE:
            self.technology(where.technology, at)
        name, value = where.property, where.is_
        if value is not None and name in model.properties and name is not None and (words := _words(model, name)):
            self.one_of(value, words, name, at)

    def one_of(self, text: str, known: Iterable[str], what: str, at: Place) -> None:
        if text not in (names := list(known)):
            self.complain(at, f"unknown {what} {text!r}", near(text, names))


def _words(model: Model, name: str) -> tuple[str, ...]:
    entry = model.properties[name]
    return ("yes", "no") if entry.type == "flag" else tuple(model.vocabularies.get(entry.vocabulary or "", ()))
