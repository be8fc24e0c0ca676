"""A view as the page has it: positions in the picture in place of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphkit.facts.claim import UNSAID
from graphkit.maps.data import Picture, short
from graphkit.maps.pack import day
from graphkit.maps.views.read import View
from graphkit.maps.views.types import FACETS, NONE, Filter, Rule, Sieve, Step
from graphkit.maps.words import word


@dataclass(frozen=True)
class Shown:
    """A view on a picture."""

    view: View
    picture: Picture

    def data(self) -> dict[str, Any]:
        """What the page needs of it; what is not set is left out."""
        says, at = self.view.says, self.picture.at
        return _filled(
            {
                "name": self.view.name,
                "title": says.title,
                "text": says.description,
                **self._filter(says.filter),
                "color": self._color(says.color),
                "caption": self._caption(says.caption),
                "notes": [[at[self.view.names.entities[n.at]], n.text] for n in says.note],
                "steps": [self._step(step) for step in says.step],
            }
        )

    def _step(self, step: Step) -> dict[str, Any]:
        return _filled(
            {
                "title": step.title,
                "text": step.text,
                **self._sieve(step.filter),
                **self._around(step.focus, step.hops, step.day),
                "select": self._select(step.select),
                "trace": None if step.trace == "near" else step.trace,
                "color": self._color(step.color),
            }
        )

    def _filter(self, says: Filter) -> dict[str, Any]:
        return self._sieve(says) | self._around(says.focus, says.hops, says.day)

    def _around(self, focus: Iterable[str], hops: int, text: str | None) -> dict[str, Any]:
        found = [self.picture.at[self.view.names.entities[f]] for f in focus]
        return {
            "focus": found,
            "hops": hops if found else None,
            "day": day(self.view.names.days[text]) if text else None,
        }

    def _sieve(self, says: Sieve) -> dict[str, Any]:
        """For each facet that is set: 1 and the values that are shown, or 0 and those that are not."""
        out: dict[str, Any] = {}
        for key, facet in FACETS.items():
            wanted, unwanted = getattr(says, key), getattr(says, f"without_{key}")
            texts = unwanted if wanted is None else wanted
            if texts is not None:
                values = [v for t in texts if (v := self._value(key, t)) is not None]
                out[facet] = [0 if wanted is None else 1, values]
        switches = {"context": says.context, "table": says.table, "matrix": says.matrix}
        return {"sieve": out} | {name: int(on) for name, on in switches.items() if on is not None}

    def _value(self, key: str, text: str) -> str | None:
        """The page's value of a facet; None if nothing of the picture has it."""
        if text == NONE:
            return ""
        if key == "sources":
            place = self.picture.source_at.get(text)
        elif key == "technologies":
            place = self._technology.get(self.view.names.technologies[text])
        else:
            return text
        return None if place is None else str(place)

    @cached_property
    def _technology(self) -> dict[str, int]:
        return {key: k for k, (key, _) in enumerate(self.picture.technologies.names)}

    def _color(self, color: str | tuple[Rule, ...] | None) -> Any:
        """A mode, or the rules: colour, label, what the page looks up itself, and else the entities that are meant."""
        return [self._rule(rule) for rule in color] if isinstance(color, tuple) else color

    def _rule(self, rule: Rule) -> list[Any]:
        where = rule.where
        looked_up = {"type": where.type, "status": where.status, "country": where.country, "change": where.changed}
        test = {name: "" if text == NONE else text for name, text in looked_up.items() if text is not None}
        sets = []
        if where.technology is not None:
            sets.append(self._of_technology(where.technology))
        if where.property is not None:
            sets.append(self._of_property(where.property, where.is_))
        if where.entities is not None:
            ids = (self.view.names.entities[text] for text in where.entities)
            sets.append({self.picture.at[i] for i in ids if i in self.picture.at})  # a part has not all of them
        row: list[Any] = [rule.color, rule.label, test]
        return [*row, sorted(set.intersection(*sets))] if sets else row

    def _of_technology(self, text: str) -> set[int]:
        of = self.picture.technologies.of
        if text == NONE:
            return {k for k, own in enumerate(of) if not own}
        place = self._technology.get(self.view.names.technologies[text], -1)
        return {k for k, own in enumerate(of) if place in own}

    def _of_property(self, name: str, value: str | None) -> set[int]:
        return {k for k, words in self._words(name).items() if value is None or value in words}

    def _words(self, name: str) -> dict[int, list[str]]:
        """The words of a property that count, by the position of the entity."""
        out: dict[int, list[str]] = defaultdict(list)
        for prop in self.picture.graph.properties.values():
            if prop.name == name and prop.kind not in UNSAID and prop.entity in self.picture.at:
                out[self.picture.at[prop.entity]].append(prop.word)
        return dict(sorted(out.items()))

    def _caption(self, caption: str) -> Any:
        """`native` or `id`, which the page has; of a property the name and the texts by position; none for names."""
        if caption in ("native", "id"):
            return caption
        if caption == "name":
            return None
        vocabulary = self.picture.model.properties[caption].vocabulary
        texts = {
            k: ", ".join(dict.fromkeys(word(self.picture.model, vocabulary, w) for w in words))
            for k, words in self._words(caption).items()
        }
        return [caption, [[k, short(text)] for k, text in texts.items()]]

    def _select(self, select: str | tuple[str, str, str] | None) -> Any:
        """The position of an entity; in a list that of a relation."""
        names, at = self.view.names.entities, self.picture.at
        if select is None or isinstance(select, str):
            return None if select is None else at[names[select]]
        wanted = self.view.names.relations[select]
        return [next(k for k, e in enumerate(self.picture.edges) if (e.source, e.type, e.target) == wanted)]


def _filled(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None and value not in ([], {}, "")}
