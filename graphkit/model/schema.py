"""The model: all declarations of schema/, checked against each other, with look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graphkit.model.types import EdgeType, MetricType, NodeType, PropertyType, QualifierType, StageType, Term
from graphkit.values.dates import DateWords
from graphkit.values.names import name_key
from graphkit.values.quantities import NumberWords, Units

#: Directions an ordinal metric may have, from strongest rise to strongest fall.
DIRECTIONS = ("up", "slightly up", "flat", "slightly down", "down")

#: Predicates that a row of entities.csv makes, one claim each.
ENTITY_PREDICATES = ("is_a", "name", "alias", "native_name", "external_id", "flag", "note")


@dataclass(frozen=True, eq=False)
class Model:
    """Everything schema/ declares.

    Predicates (edge types, metrics, stages, properties) have one namespace; `family` tells which kind a name is.
    """

    nodes: Mapping[str, NodeType]
    edges: Mapping[str, EdgeType]
    properties: Mapping[str, PropertyType]
    qualifiers: Mapping[str, QualifierType]
    metrics: Mapping[str, MetricType]
    stages: Mapping[str, StageType]
    vocabularies: Mapping[str, Mapping[str, Term]]
    dates: DateWords
    numbers: NumberWords
    units: Units

    @cached_property
    def families(self) -> Mapping[str, str]:
        """Predicate -> `edge`, `metric`, `milestone`, `property` or `entity`."""
        out = dict.fromkeys(ENTITY_PREDICATES, "entity")
        out.update(dict.fromkeys(self.edges, "edge"))
        out.update(dict.fromkeys(self.metrics, "metric"))
        out.update(dict.fromkeys(self.stages, "milestone"))
        out.update(dict.fromkeys(self.properties, "property"))
        return out

    @cached_property
    def scope(self) -> tuple[str, ...]:
        """Qualifiers that are part of the key of every milestone and observation, sorted."""
        return tuple(sorted(name for name, q in self.qualifiers.items() if q.scope))

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """Columns of the chain, from raw material on the left, as the vocabulary `tier` lists them."""
        return tuple(self.vocabularies["tier"])

    @cached_property
    def _terms(self) -> Mapping[str, Mapping[str, str]]:
        out: dict[str, dict[str, str]] = {}
        for vocabulary, terms in self.vocabularies.items():
            words: dict[str, str] = {}
            for term, entry in terms.items():
                for word in (term, entry.name, *entry.aliases):
                    words.setdefault(name_key(word), term)
            out[vocabulary] = words
        return out

    def term(self, vocabulary: str, text: str) -> str | None:
        """The vocabulary's term that `text` names (by id, name or alias), or None."""
        return self._terms[vocabulary].get(name_key(text))

    def key_qualifiers(self, predicate: str) -> tuple[str, ...]:
        """Qualifiers that are part of the key of an element of this predicate, sorted."""
        match self.families[predicate]:
            case "edge":
                return tuple(sorted(self.edges[predicate].key))
            case "metric":
                return tuple(sorted({*self.scope, *self.metrics[predicate].key}))
            case "milestone":
                return tuple(sorted({*self.scope, *self.stages[predicate].key}))
            case "property":
                return tuple(sorted(self.properties[predicate].key))
        return ()

    def allowed_qualifiers(self, predicate: str) -> frozenset[str]:
        """Qualifiers that a fact of this predicate may carry."""
        match self.families[predicate]:
            case "edge":
                return frozenset((*self.edges[predicate].qualifiers, *self.edges[predicate].key, *self.scope))
            case "milestone":
                stage = self.stages[predicate]
                return frozenset((*self.scope, *stage.key, *stage.edge_qualifiers, "topic", "event"))
            case "metric":
                return frozenset((*self.scope, *self.metrics[predicate].key, "topic", "event", "basis_date"))
            case "property":
                return frozenset((*self.scope, *self.properties[predicate].key, "topic"))
        return frozenset()

    def subjects(self, predicate: str) -> tuple[str, ...]:
        """Node types that may be the subject of this predicate."""
        match self.families[predicate]:
            case "edge":
                return self.edges[predicate].from_
            case "metric":
                return self.metrics[predicate].subjects
            case "milestone":
                return self.stages[predicate].subjects
            case "property":
                return self.properties[predicate].types
        return tuple(self.nodes)

    def predicates(self) -> Iterable[str]:
        """Predicates that a fact row may use, sorted."""
        return sorted(name for name, family in self.families.items() if family != "entity")
