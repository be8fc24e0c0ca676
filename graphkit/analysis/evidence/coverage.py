"""How much of the chain the sources cover: needs with a known supplier, facts per source and per age."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from graphkit.analysis.study import Study
from graphkit.facts.claim import CURATION
from graphkit.values.table import Table

#: Ages of facts in days, each up to and with the number; the last is open.
_AGES = (30, 90, 365, 730)
_NEEDS = ("input", "supplied")


def covered(study: Study) -> Table:
    """Of the needs by what is told of them, and of the items, how many have a known supplier or maker."""
    rows = []
    needs = [(g["essential"], bool(study.suppliers(g))) for _, g in study.needs]
    for essential, what in ((True, "essential"), (False, "not essential"), (None, "not known to be essential")):
        known = [found for told, found in needs if told is essential]
        rows.append(_share(f"needs that are {what}, with a known supplier", known))
    stated = [g["basis"] != "market" for _, g in study.needs]
    rows.append(_share("needs of which it is told who delivers to this buyer", stated))
    made = [bool(g["suppliers"]) for groups in study.inputs.values() for g in groups if g["role"] == "made by"]
    rows.append(_share("items with a known maker", made))
    whole = [g["complete"] for _, g in study.needs if g["basis"] != "market"]
    whole += [
        g["complete"] for groups in study.inputs.values() for g in groups if g["role"] == "made by" and g["suppliers"]
    ]
    rows.append(
        _share(
            "lists of suppliers and makers of which it is told whether they are whole", [w is not None for w in whole]
        )
    )
    return Table.of(("what", "known", "of", "share"), rows, "coverage")


def sources(study: Study) -> Table:
    """Facts per source: claims, and relations of the graph that rest on it alone; what curation says is left out."""
    graph = study.graph
    claims = Counter(c.source for c in graph.claims.values() if c.source != CURATION)
    alone: Counter[str] = Counter()
    for edge in graph.edges.values():
        said = {graph.claims[c].source for c in edge.claims} - {CURATION}
        if len(said) == 1:
            alone[said.pop()] += 1
    rows = []
    for identifier, count in sorted(claims.items(), key=lambda c: (-c[1], c[0])):
        source = graph.sources.get(identifier)
        told = (source.title, source.published.text, source.grade) if source else ("", "", "")
        rows.append((identifier, *told, count, alone[identifier]))
    columns = ("source", "title", "published", "grade", "facts", "relations_alone")
    return Table.of(columns, rows, "facts per source, and relations that it alone tells")


def ages(study: Study) -> Table:
    """Facts by the days since they were said, on the day on which the graph stands; undated where that is not known."""
    today = study.graph.as_of
    counts: dict[str, int] = defaultdict(int)
    for claim in study.graph.claims.values():
        if claim.source != CURATION:
            age = (today - claim.said[1]).days if today and claim.said else None
            counts[_bucket(age)] += 1
    order = [_bucket(a) for a in (*_AGES, _AGES[-1] + 1, None)]
    rows = [(name, counts[name]) for name in order if counts[name]]
    return Table.of(("age", "facts"), rows, f"facts by age on {today}" if today else "facts by age")


def _bucket(age: int | None) -> str:
    if age is None:
        return "undated"
    for most in _AGES:
        if age <= most:
            return f"up to {most} days"
    return f"over {_AGES[-1]} days"


def _share(what: str, found: Iterable[bool]) -> tuple[Any, ...]:
    """Known, of how many, and the share; None where there are none, which is no share of 0."""
    told = list(found)
    return what, sum(told), len(told), round(sum(told) / len(told), 4) if told else None
