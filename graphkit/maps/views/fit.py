"""What of the views a graph can show: a step, a note or a view that names what the graph does not hold is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graphkit.graph.graph import Graph
from graphkit.maps.views.read import SHOWN_NOT, View
from graphkit.maps.views.types import NONE, Sieve, Step

_HIDDEN = "views cannot be shown to this audience: their texts may tell what was left out"
_WHAT = "an entity, relation or document that this map does not show"


@dataclass(frozen=True, slots=True)
class Fitted:
    """The views that a map can show, by name; `left_out` names the others, `reason` says why, `remarks` tells what is
    missing of which."""

    views: Mapping[str, View]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]
    reason: str = SHOWN_NOT


def fitted(views: Mapping[str, View], graph: Graph) -> Fitted:
    """The views as far as the graph holds what they name; none where claims were left out for its audience.

    The texts of a view are an author's own words: nothing can tell which of them only a hidden claim stands behind.
    """
    if graph.left_out:
        return Fitted({}, tuple(views), (f"the views are left out: {_HIDDEN}",) if views else (), _HIDDEN)
    fitter = _Fitter(graph)
    kept: dict[str, View] = {}
    for view in views.values():
        if (found := fitter.view(view)) is not None:
            kept[found.name] = found
    return Fitted(kept, tuple(v for v in views if v not in kept), tuple(fitter.remarks))


@dataclass(slots=True)
class _Fitter:
    graph: Graph
    remarks: list[str] = field(default_factory=list)

    def view(self, view: View) -> View | None:
        """The view, without the notes and steps that cannot be shown; None if all of it cannot."""
        says, entities = view.says, view.names.entities
        lost = self._missing(says.filter.focus, entities)
        if lost or self._blind(says.filter):
            self._remark(view.place("filter"), "left out", lost)
            return None
        notes = []
        for k, note in enumerate(says.note):
            if lost := self._missing([note.at], entities):
                self._remark(view.place("note", k), f"note {k + 1} left out", lost)
            else:
                notes.append(note)
        steps = []
        for k, step in enumerate(says.step):
            lost = self._missing(_named(step), entities)
            if lost or self._unrelated(step, view) or self._blind(step.filter):
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

    def _unrelated(self, step: Step, view: View) -> bool:
        """Whether the step selects a relation that is not here."""
        if step.select is None or isinstance(step.select, str):
            return False
        wanted = view.names.relations[step.select]
        return not any((e.source, e.type, e.target) == wanted for e in self.graph.edges_of(wanted[0]))

    def _remark(self, place: str, what: str, lost: Iterable[str]) -> None:
        named = ", ".join(map(repr, lost))
        told = f"{named}, which this map does not show" if named else _WHAT
        self.remarks.append(f"{place}: {what}: it names {told}")


def _named(step: Step) -> Iterator[str]:
    yield from step.focus
    if isinstance(step.select, str):
        yield step.select
    elif step.select:
        yield from (step.select[0], step.select[2])
