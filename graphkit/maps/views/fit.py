"""What of the views a graph can show: a step, a note or a view that names what the graph does not hold is left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graphkit.graph.graph import Graph
from graphkit.maps.views.known import Known
from graphkit.maps.views.read import View
from graphkit.maps.views.types import NONE, Sieve, Step, ViewFile

_WHAT = "an entity, relation or document that this map does not show"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The views that a map can show, by name; `left_out` names the others, `remarks` tells what is missing of which."""

    views: Mapping[str, View]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]


def fitted(views: Mapping[str, View], graph: Graph, known: Known) -> Fitted:
    """The views as far as the graph holds what they name.

    Where claims were left out for an audience that may not see all, a text that contains the name of an entity or a
    document of which nothing public tells is left out like one that names it in a key, and the remarks do not repeat
    the name.
    """
    fitter = _Fitter(graph, _secret(graph, known) if graph.left_out else None)
    kept: dict[str, View] = {}
    for view in views.values():
        if (found := fitter.view(view)) is not None:
            kept[found.name] = found
    return Fitted(kept, tuple(v for v in views if v not in kept), tuple(fitter.remarks))


def _secret(graph: Graph, known: Known) -> re.Pattern[str] | None:
    """Matches the names of what the graph may not name, as whole words."""
    shown = {*graph.entities, *graph.all_names}
    texts = known.texts(known.entities.keys() - shown) - known.texts(shown)
    for identifier, title in known.sources.items():
        if identifier not in graph.sources:
            # An id that is a plain word, as `call`, stands in texts that mean something else.
            texts |= {title, identifier} if re.search(r"[^A-Za-z]", identifier) else {title}
    found = sorted((re.escape(t) for t in texts if t.strip()), key=lambda t: (-len(t), t))
    if not found:
        return None
    # Not \b: Chinese is written without blanks.
    return re.compile(f"(?<![0-9A-Za-z])(?:{'|'.join(found)})(?![0-9A-Za-z])", re.IGNORECASE)


@dataclass(slots=True)
class _Fitter:
    graph: Graph
    secret: re.Pattern[str] | None
    remarks: list[str] = field(default_factory=list)

    def view(self, view: View) -> View | None:
        """The view, without the notes and steps that cannot be shown; None if all of it cannot."""
        says, entities = view.says, view.names.entities
        lost = self._missing(says.filter.focus, entities)
        if lost or self._blind(says.filter) or self._tells(_own_texts(view)):
            self._remark(view.place("filter"), "left out", lost)
            return None
        notes = []
        for k, note in enumerate(says.note):
            if (lost := self._missing([note.at], entities)) or self._tells([note.text]):
                self._remark(view.place("note", k), f"note {k + 1} left out", lost)
            else:
                notes.append(note)
        steps = []
        for k, step in enumerate(says.step):
            if (lost := self._missing(_named(step), entities)) or self._unrelated(step, entities) or self._hides(step):
                self._remark(view.place("step", k), f"step {k + 1} left out", lost)
            else:
                steps.append(step)
        if says.step and not steps:
            self.remarks.append(f"{view.file}: left out: no step of it is left")
            return None
        return replace(view, says=says.model_copy(update={"note": tuple(notes), "step": tuple(steps)}))

    def _missing(self, texts: Iterable[str], entities: Mapping[str, str]) -> list[str]:
        return [t for t in texts if entities[t] not in self.graph.entities]

    def _blind(self, sieve: Sieve) -> bool:
        """Whether the only documents that are to be shown are not here."""
        wanted = sieve.sources
        return bool(wanted) and not any(s == NONE or s in self.graph.sources for s in wanted or ())

    def _unrelated(self, step: Step, entities: Mapping[str, str]) -> bool:
        """Whether the step selects a relation that is not here."""
        if step.select is None or isinstance(step.select, str):
            return False
        start, relation, end = step.select
        wanted = (entities[start], relation, entities[end])
        return not any((e.source, e.type, e.target) == wanted for e in self.graph.edges_of(wanted[0]))

    def _hides(self, step: Step) -> bool:
        labels = [r.label for r in step.color] if isinstance(step.color, tuple) else []
        return self._blind(step.filter) or self._tells([step.title, step.text, *labels])

    def _tells(self, texts: Iterable[str]) -> bool:
        return self.secret is not None and any(self.secret.search(t) for t in texts)

    def _remark(self, place: str, what: str, lost: Iterable[str]) -> None:
        named = "" if self.secret else ", ".join(map(repr, lost))
        told = f"{named}, which this map does not show" if named else _WHAT
        self.remarks.append(f"{place}: {what}: it names {told}")


def _own_texts(view: View) -> Iterator[str]:
    says: ViewFile = view.says
    yield from (view.name, view.name.replace("-", " "), says.title, says.description)
    if isinstance(says.color, tuple):
        yield from (rule.label for rule in says.color)


def _named(step: Step) -> Iterator[str]:
    yield from step.focus
    if isinstance(step.select, str):
        yield step.select
    elif step.select:
        yield from (step.select[0], step.select[2])
