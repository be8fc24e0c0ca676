"""The model: all declarations of schema/, checked against each other, with look-ups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graphkit.model.types import EdgeType, MetricType, NodeType, PropertyType, QualifierType, StageType, Term
from graphkit.values.dates import DateWords
from graphkit.values.firms import LegalForms
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
    legal_forms: LegalForms = field(default_factory=LegalForms)

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

    @cached_property
    def _spans(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        out: dict[tuple[str, str], tuple[int, int]] = {}

        def walk(vocabulary: str, term: str, at: int) -> int:
            end = at
            for child, entry in self.vocabularies[vocabulary].items():
                if entry.parent == term:
                    end = walk(vocabulary, child, end + 1)
            out[vocabulary, term] = (at, end)
            return end

        at = 0
        for vocabulary, terms in self.vocabularies.items():
            for term, entry in terms.items():
                if entry.parent is None:
                    at = walk(vocabulary, term, at) + 1
        return out

    def span(self, vocabulary: str, term: str) -> tuple[int, int]:
        """First and last number of a term's subtree, counted through the trees: those of two terms share a number only
        where one stands above the other."""
        return self._spans[vocabulary, term]

    @cached_property
    def _keys(self) -> Mapping[str, tuple[str, ...]]:
        out: dict[str, tuple[str, ...]] = dict.fromkeys(ENTITY_PREDICATES, ())
        out.update({name: tuple(sorted(edge.key)) for name, edge in self.edges.items()})
        out.update({name: tuple(sorted(prop.key)) for name, prop in self.properties.items()})
        out.update({name: tuple(sorted({*self.scope, *metric.key})) for name, metric in self.metrics.items()})
        out.update({name: tuple(sorted({*self.scope, *stage.key})) for name, stage in self.stages.items()})
        return out

    def key_qualifiers(self, predicate: str) -> tuple[str, ...]:
        """Qualifiers that are part of the key of an element of this predicate, sorted."""
        return self._keys[predicate]

    def allowed_qualifiers(self, predicate: str) -> frozenset[str]:
        """Qualifiers that a fact of this predicate may carry."""
        always = (*self.scope, *self.key_qualifiers(predicate))
        match self.families[predicate]:
            case "edge":
                return frozenset((*always, *self.edges[predicate].qualifiers))
            case "milestone":
                return frozenset((*always, *self.stages[predicate].edge_qualifiers, "topic", "event"))
            case "metric":
                return frozenset((*always, "topic", "event", "basis_date"))
            case "property":
                return frozenset((*always, "topic"))
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
