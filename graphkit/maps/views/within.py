"""What lies in the focus of a step of a view, and which relations it shows: as the step says, else the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.facts.hints import near
from graphkit.maps.views.known import Known
from graphkit.maps.views.types import Filter, Step

if TYPE_CHECKING:
    from graphkit.maps.views.check import Names

#: As far as `hops` may reach.
FARTHEST = 9


@dataclass(frozen=True, slots=True)
class Within:
    """The settings that hold in a step. `starts` is empty where all is shown, or where a name in focus is unknown."""

    starts: tuple[str, ...]
    hops: int
    context: bool
    relations: tuple[str, ...] | None
    without: tuple[str, ...]
    facet: str
    known: Known

    @classmethod
    def of(cls, step: Step, base: Filter, names: Names, known: Known) -> Within:
        """The settings of a step, in place of those of the file where it has its own."""
        own = step if step.focus else base
        found = [names.entities[text] for text in own.focus if text in names.entities]
        sieve = step.filter
        context = base.context if sieve.context is None else sieve.context
        stepped = sieve.relations is not None or sieve.without_relations is not None
        shown = sieve if stepped else base
        listed = "without_relations" if shown.without_relations is not None else "relations"
        return cls(
            tuple(found) if len(found) == len(own.focus) else (),
            own.hops,
            bool(context),
            shown.relations,
            shown.without_relations or (),
            f"filter.{listed}" + (" of the step" if stepped else ""),
            known,
        )

    def misses(self, entity: str, text: str) -> str | None:
        """What would be right of an entity, named `text`, that is not in focus; None if it is.

        No claim of whatever day tells a way to it of `hops` relations, so no map has one.
        """
        if not self.starts:
            return None
        steps = self.known.distances(self.starts, self.hops, self.context)
        if entity in steps:
            return None
        inside = [self.known.entities[i].name or i for i in sorted(steps)]
        alike = near(text, inside) if len(inside) > 1 else ""
        return f"{alike} Else {self._way(entity)}" if alike.startswith("did you") else self._way(entity)

    def _way(self, entity: str) -> str:
        """How an entity comes into focus that is not."""
        far = self.known.distances(self.starts, FARTHEST, self.context).get(entity)
        if far is not None:
            return f"add it to focus, or give hops = {far}"
        wide = self.known.distances(self.starts, FARTHEST, True).get(entity)
        if wide is not None:
            return f"add it to focus; along all relations (context = true) it is {wide} away"
        return "add it to focus"

    def hides(self, relation: str) -> str:
        """The setting by which relations of a type are filtered away; "" if they are shown."""
        away = relation in self.without or (self.relations is not None and relation not in self.relations)
        return self.facet if away else ""
