"""How the model's names and the claims' values read on the map."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from graphkit.facts.claim import Claim
from graphkit.graph.graph import Graph, Observation
from graphkit.model import Model


def spoken(name: str) -> str:
    """A name of the schema as words: `production_start` and `SENDS_SAMPLES_TO` in small letters without underlines."""
    return name.replace("_", " ").casefold()


def word(model: Model, vocabulary: str | None, text: str) -> str:
    """The name of a vocabulary's term; the text itself if it is none."""
    term = model.vocabularies.get(vocabulary or "", {}).get(text)
    return term.name if term else text


def scope(pairs: Iterable[tuple[str, str]], graph: Graph, model: Model) -> str:
    """Qualifiers as one phrase: `class: all-solid-state battery, place: China`."""
    return ", ".join(f"{spoken(name)}: {_qualifier(name, value, graph, model)}" for name, value in pairs)


def _qualifier(name: str, value: str, graph: Graph, model: Model) -> str:
    entry = model.qualifiers.get(name)
    if entry is None or entry.type == "text":
        return value
    return graph.name(value) if entry.type == "entity" else word(model, entry.vocabulary, value)


def amount(seen: Observation) -> str:
    """The number as it counts, in the metric's unit: `0.5 GWh per year`, `2.0 to 4.0 GWh`, `at least 3 t`, `up`."""
    if seen.direction is not None:
        return seen.direction
    unit = f" {seen.unit}" if seen.unit else ""
    # A unit such as t/a says its period itself.
    per = f" per {seen.per}" if seen.per and "/" not in unit else ""
    low, high = seen.min, seen.max
    if seen.value is not None and (low == high or low is None or high is None):
        return f"{number(seen.value)}{unit}{per}"
    if low is not None and high is not None:
        text = number(low) if low == high else f"{number(low)} to {number(high)}"
        return f"{text}{unit}{per}"
    if low is not None:
        return f"at least {number(low)}{unit}{per}"
    if high is not None:
        return f"at most {number(high)}{unit}{per}"
    return "undisclosed" if seen.kind == "undisclosed" else seen.text


def number(value: Decimal) -> str:
    """A number without an exponent and needless zeros, thousands set apart: `2,050`, `0.5`."""
    if not value.is_finite():
        return str(value)
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def said(claim: Claim, graph: Graph, model: Model) -> str:
    """What the claim says: its stated phrase, the name of its object, its term."""
    if claim.one_of:
        return "one of " + ", ".join(graph.name(i) for i in claim.one_of)
    if claim.object is not None:
        return graph.name(claim.object)
    if claim.family == "property" and claim.word is not None:
        return word(model, model.properties[claim.predicate].vocabulary, claim.word)
    return claim.text or claim.row.value or claim.word or ""
