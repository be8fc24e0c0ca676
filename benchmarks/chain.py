"""A made-up industry chain of any size as a project folder: canonical tables after the project's own schema/.

The mix follows the curated corpus (loaders/solid_state, counted in November 2026): the share of each node type and edge
type; per entity 2.9 claims of its names, 1.7 properties, 0.46 milestones and 0.26 observations; of a hundred facts 24
with a date, 24 with a speaker, 17 with qualifiers. Edges are asked for apart. Same arguments, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from graphkit.model import DIRECTIONS, Model, read_model

HOME = Path(__file__).resolve().parent.parent
LOADER = "chain"
NODE_MIX = {
    "Firm": 69, "Product": 36, "Site": 35, "Organization": 23, "Technology": 20, "Material": 20, "Place": 17,
    "Application": 16, "Policy": 9, "Person": 8, "Patent": 6, "Market": 6, "Vehicle": 5,
}  # fmt: skip
EDGE_MIX = {
    "PRODUCES": 58, "TARGETS": 38, "LOCATED_IN": 38, "OPERATES": 28, "PART_OF": 26, "DEVELOPS": 20, "USES": 16,
    "HAS_ROLE_AT": 12, "PARTNERS_WITH": 11, "APPLIES_TO": 11, "INPUT_TO": 9, "COVERS": 8, "FILED": 6, "INSTALLED_IN": 6,
    "SUPPLIES": 4, "MEMBER_OF": 4, "ISSUED": 4, "INVESTS_IN": 1, "INCUBATED_BY": 1, "SENDS_SAMPLES_TO": 1,
}  # fmt: skip
#: Per entity, as the corpus has them.
MORE_PROPERTIES, MILESTONES, OBSERVATIONS = 0.7, 0.46, 0.26
ALIAS, NATIVE, EXTERNAL, FLAG, REMARK = 0.37, 0.22, 0.11, 0.17, 0.03
DATED, SPOKEN, QUALIFIED, SECOND_SOURCE, BY_NAME, TO_COME = 0.24, 0.24, 0.17, 0.02, 0.10, 0.15
#: Rows of facts.csv for each document.
ROWS_PER_SOURCE = 200
FIRST_DAY, DAYS = date(2021, 1, 4), 1800
_WORDS = (
    "north",
    "south",
    "east",
    "west",
    "upper",
    "lower",
    "inner",
    "outer",
    "new",
    "old",
    "grand",
    "prime",
    "first",
    "bright",
    "clear",
    "deep",
    "high",
    "wide",
)
_THINGS = (
    "river",
    "lake",
    "hill",
    "plain",
    "coast",
    "field",
    "forest",
    "bridge",
    "harbour",
    "valley",
    "meadow",
    "canyon",
    "island",
    "delta",
    "ridge",
)
_NATIVE = "东南西北上下中新高清江湖山平海林桥港谷岛"
_PHRASES = ("fast charging claimed", "yield is said to lag", "costs more than the liquid kind", "no schedule is given")
ENTITY_COLUMNS = ("id", "type", "name", "aliases", "native_names", "external_ids", "flags", "note")
SOURCE_COLUMNS = ("id", "title", "publisher", "published", "grade", "visibility", "recorded")
FACT_COLUMNS = ("source", "subject", "predicate", "value", "when", "kind", "qualifiers", "speaker")


@dataclass(frozen=True, slots=True)
class Size:
    """What was written: `edges` is the number of edges that the graph has, `facts` that of rows in facts.csv."""

    entities: int
    edges: int
    sources: int
    facts: int


@dataclass(slots=True)
class _Chain:
    model: Model
    dice: random.Random
    ids: dict[str, list[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    edges: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    sources: list[tuple[str, date]] = field(default_factory=list)
    facts: list[dict[str, str]] = field(default_factory=list)

    def skewed(self, things: Sequence[str]) -> str:
        """One of them, the first ones far more often: a chain has hubs."""
        return things[int(len(things) * self.dice.random() ** 2.5)]

    def of_types(self, types: Iterable[str]) -> str:
        """An entity of one of the types, by the number that there are of each."""
        pools = [self.ids[t] for t in types if self.ids.get(t)]
        return self.skewed(self.dice.choices(pools, [len(p) for p in pools])[0])

    def fact(
        self,
        subject: str,
        predicate: str,
        value: str = "",
        when: str = "",
        kind: str = "",
        source: int | None = None,
        qualifiers: Iterable[str] = (),
    ) -> None:
        """Adds a row, said in one document (rarely in two)."""
        first = self.dice.randrange(len(self.sources)) if source is None else source
        told = [self.sources[first][0]]
        if self.dice.random() < SECOND_SOURCE and source is None:
            told.append(self.sources[(first + 1) % len(self.sources)][0])
        shown = self.names[subject] if self.dice.random() < BY_NAME else subject
        speaker = self.skewed(self.ids["Firm"]) if self.dice.random() < SPOKEN else ""
        places = "; ".join(f"{s}#p{self.dice.randint(1, 40)}" for s in told)
        cells = (places, shown, predicate, value, when, kind, "; ".join(qualifiers), speaker)
        self.facts.append(dict(zip(FACT_COLUMNS, cells, strict=True)))

    def qualifier(self, name: str) -> str | None:
        """`name=value` with a value that the schema allows; None where there is none to take."""
        entry = self.model.qualifiers[name]
        if entry.type == "entity":
            return f"{name}={self.of_types(entry.types)}" if any(self.ids.get(t) for t in entry.types) else None
        if entry.type == "term" and entry.vocabulary:
            return f"{name}={self.dice.choice(list(self.model.vocabularies[entry.vocabulary]))}"
        if entry.type == "share":
            return f"{name}={self.dice.randint(1, 100)} %"
        if entry.type == "quantity":
            return f"{name}={self.dice.randint(1, 99) / 10} kg/kWh"
        return f"{name}={self.dice.choice(('A', 'B', 'B+', 'C'))}"


def write_project(folder: Path, entities: int = 10_000, edges: int = 50_000, seed: int = 1) -> Size:
    """Writes a project of that size to `folder` (made, must not exist) and returns what it holds."""
    folder.mkdir(parents=True)
    shutil.copytree(HOME / "schema", folder / "schema")
    shutil.copytree(HOME / "queries", folder / "queries")
    (folder / "graphkit.toml").write_text('name = "benchmark"\ntitle = "A made-up chain"\n', encoding="utf-8")
    loader = folder / "loaders" / LOADER
    loader.mkdir(parents=True)
    (loader / "loader.toml").write_text('title = "Made by benchmarks/chain.py"\n', encoding="utf-8")
    chain = _Chain(read_model(folder / "schema"), random.Random(seed))
    rows = list(_entities(chain, entities))
    wanted = int(edges + entities * (1 + MORE_PROPERTIES + MILESTONES + OBSERVATIONS))
    sources = list(_sources(chain, max(3, wanted // ROWS_PER_SOURCE)))
    _edges(chain, edges)
    _properties(chain, entities)
    _milestones(chain, round(entities * MILESTONES))
    _observations(chain, round(entities * OBSERVATIONS))
    chain.dice.shuffle(chain.facts)
    _write(loader / "entities.csv", ENTITY_COLUMNS, rows)
    _write(loader / "sources.csv", SOURCE_COLUMNS, sources)
    _write(loader / "facts.csv", FACT_COLUMNS, chain.facts)
    return Size(len(rows), edges, len(sources), len(chain.facts))


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _entities(chain: _Chain, count: int) -> Iterable[dict[str, str]]:
    dice, total = chain.dice, sum(NODE_MIX.values())
    kinds = [kind for kind, share in NODE_MIX.items() for _ in range(max(1, round(count * share / total)))]
    kinds = (kinds + ["Firm"] * count)[:count]
    chance = dice.random
    for number, kind in enumerate(kinds):
        first, second = dice.choice(_WORDS).title(), dice.choice(_THINGS)
        name = f"{first} {second} {kind.lower()} {number}"
        identifier = name.lower().replace(" ", "-")
        chain.ids.setdefault(kind, []).append(identifier)
        chain.names[identifier], chain.types[identifier], chain.order[identifier] = name, kind, number
        native = "".join(dice.choices(_NATIVE, k=3)) + f"{kind[0]}{number}"
        aliases = [f"{first} {second} no. {number}"] if chance() < ALIAS else []
        yield {
            "id": identifier,
            "type": kind,
            "name": name,
            "aliases": ";".join(aliases),
            "native_names": native if chance() < NATIVE else "",
            "external_ids": f"QID:Q{1_000_000 + number}" if chance() < EXTERNAL else "",
            "flags": "generic" if chance() < FLAG else "",
            "note": "Made up." if chance() < REMARK else "",
        }


def _sources(chain: _Chain, count: int) -> Iterable[dict[str, str]]:
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        chain.sources.append((f"doc-{number:05d}", day))
        yield {
            "id": f"doc-{number:05d}",
            "title": f"Weekly review number {number} of the made-up chain",
            "publisher": chain.names[chain.dice.choice(chain.ids["Firm"][:3])],
            "published": day.isoformat(),
            "grade": chain.dice.choice(("press", "press", "press", "company", "filing")),
            "visibility": "public",
            "recorded": (day + timedelta(days=2)).isoformat(),
        }


def _edges(chain: _Chain, count: int) -> None:
    """Exactly so many edges that differ in what identifies them; no circle where the schema forbids one."""
    dice, model = chain.dice, chain.model
    mix = {name: share for name, share in EDGE_MIX.items() if name in model.edges}
    seen: set[tuple[str, ...]] = set()
    while len(seen) < count:
        name = dice.choices(list(mix), list(mix.values()))[0]
        kind = model.edges[name]
        start, end = chain.of_types(kind.from_), chain.of_types(kind.to)
        if start == end or (kind.acyclic and chain.order[start] < chain.order[end]):
            continue
        keyed = {q: chain.qualifier(q) for q in sorted(kind.key) if dice.random() < 0.5}
        others = [q for q in sorted(set(kind.qualifiers) - set(kind.key)) if model.qualifiers[q].type != "quantity"]
        qualifiers = [q for q in keyed.values() if q]
        ends = sorted((start, end)) if kind.symmetric else [start, end]
        key = (name, *ends, *qualifiers)
        if key in seen:
            continue
        seen.add(key)
        if not kind.key and not kind.symmetric:
            chain.edges[name].append((start, end))
        if others and dice.random() < QUALIFIED:
            qualifiers += [q for q in (chain.qualifier(dice.choice(others)),) if q]
        source = dice.randrange(len(chain.sources)) if dice.random() < DATED else None
        planned = dice.random() < TO_COME
        when = ""
        if source is not None:
            day = chain.sources[source][1]
            when = f"by {day.year + 2}" if planned else f"from {_before(dice, day)}"
        chain.fact(start, name, end, when, "planned" if planned else "", source, qualifiers)


def _before(dice: random.Random, day: date) -> str:
    """A month or day some time before `day`."""
    past = day - timedelta(days=dice.randint(40, 900))
    return past.isoformat() if dice.random() < 0.5 else f"{past:%Y-%m}"


def _properties(chain: _Chain, count: int) -> None:
    """One for each entity, so that every one is spoken of, and some more."""
    dice, model = chain.dice, chain.model
    allowed = {
        kind: [name for name, p in model.properties.items() if kind in p.types and p.type != "flag"]
        for kind in NODE_MIX
    }
    everyone = list(chain.types)
    for subject in everyone + [dice.choice(everyone) for _ in range(round(count * MORE_PROPERTIES))]:
        name = dice.choice(allowed[chain.types[subject]])
        entry = model.properties[name]
        words = list(model.vocabularies[entry.vocabulary]) if entry.vocabulary else _PHRASES
        keyed = [q for k in entry.key if dice.random() < 0.3 and (q := chain.qualifier(k))]
        chain.fact(subject, name, dice.choice(words), qualifiers=keyed)


def _milestones(chain: _Chain, count: int) -> None:
    """Events of sites, products …, and of edges that are there; a third are a plan and what came of it."""
    dice, model = chain.dice, chain.model
    own = {kind: [n for n, s in model.stages.items() if kind in s.subjects and not s.edge] for kind in NODE_MIX}
    everyone = [i for i, kind in chain.types.items() if own[kind]]
    joint = [n for n, s in model.stages.items() if s.edge and chain.edges.get(s.edge)]
    while count > 0:
        value, qualifiers = "", []
        if joint and dice.random() < 0.15:
            name = dice.choice(joint)
            subject, value = dice.choice(chain.edges[model.stages[name].edge or ""])
            if chain.types[value] not in model.stages[name].edge_to:
                continue
        else:
            subject = dice.choice(everyone)
            name = dice.choice(own[chain.types[subject]])
        if dice.random() < QUALIFIED:
            qualifiers = [q for q in (chain.qualifier(dice.choice(model.scope)),) if q]
        source = dice.randrange(len(chain.sources))
        day = chain.sources[source][1]
        planned = dice.random() < 0.5
        when = f"{day.year + 1}-Q{dice.randint(1, 4)}" if planned else _before(dice, day)
        chain.fact(subject, name, value, when, "planned" if planned else "", source, qualifiers)
        count -= 1
        later = min(len(chain.sources) - 1, source + len(chain.sources) // 3)
        if planned and later > source and dice.random() < 0.5 and count > 0:
            chain.fact(subject, name, value, _before(dice, chain.sources[later][1]), "", later, qualifiers)
            count -= 1


def _observations(chain: _Chain, count: int) -> None:
    dice, model = chain.dice, chain.model
    own = {kind: [name for name, m in model.metrics.items() if kind in m.subjects] for kind in NODE_MIX}
    everyone = [i for i, kind in chain.types.items() if own[kind]]
    for _ in range(count):
        subject = dice.choice(everyone)
        name = dice.choice(own[chain.types[subject]])
        metric = model.metrics[name]
        number = f"{dice.randint(1, 990) / 10:g}"
        if metric.dimension is None or (metric.ordinal and dice.random() < 0.5):
            value = dice.choice(DIRECTIONS)
        elif metric.dimension.startswith("money_per_mass"):
            value = f"{number} CNY/kg"
        elif metric.dimension.startswith("money"):
            value = f"{number} million CNY"
        else:
            value = f"{dice.choice(('', '', 'over ', 'about '))}{number} {metric.unit}"
        planned = dice.random() < 0.3
        source = dice.randrange(len(chain.sources))
        year = chain.sources[source][1].year + (2 if planned else -1)
        qualifiers = [chain.qualifier(dice.choice(model.scope))] if dice.random() < QUALIFIED else []
        kind = "forecast" if planned else ""
        when = f"{year}" if metric.shape == "flow" or planned or dice.random() < DATED else ""
        chain.fact(subject, name, value, when, kind, source, [q for q in qualifiers if q])


def main() -> None:
    """Writes a project from the command line."""
    parser = argparse.ArgumentParser(description="Write a made-up chain as a project folder.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--entities", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    print(write_project(given.folder, given.entities, given.edges, given.seed))


if __name__ == "__main__":
    main()
