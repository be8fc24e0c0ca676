"""Made-up chains of any size for the map's tests and measures: materials, firms, sites, products, vehicles, claims."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from graphkit.facts import Claim, Facts, Row, Source
from graphkit.facts.claim import claim_id
from graphkit.graph import Graph, build
from graphkit.model import Model, read_model
from graphkit.values.dates import parse_date

ROOT = Path(__file__).resolve().parents[2]
SAID = date(2025, 12, 6)
WORDS = [
    "Alpine", "Basalt", "Cobalt", "Delta", "Ember", "Fjord", "Granite", "Harbor",
    "Indigo", "Juniper", "Keystone", "Lumen", "Meridian", "Nimbus", "Orion",
]  # fmt: skip
NATIVE = [
    "锂",
    "钴",
    "镍",
    "石墨",
    "正极",
    "负极",
    "隔膜",
    "电解液",
    "固态",
    "电池",
    "动力",
    "能源",
    "科技",
    "材料",
    "汽车",
]


def model() -> Model:
    """The model of the checkout."""
    return read_model(ROOT / "schema")


class Chain:
    """Collects claims; `graph` builds them."""

    def __init__(self, schema: Model) -> None:
        self.model = schema
        self.claims: list[Claim] = []
        self.sources: dict[str, Source] = {}

    def source(self, identifier: str, title: str, published: str = "2025-12-06", publisher: str = "The Weekly") -> None:
        when = parse_date(published, self.model.dates)
        self.sources[identifier] = Source(
            identifier, title, publisher, when, "", f"https://example.org/{identifier}", "press", "public", "", SAID,
            "", "made",
        )  # fmt: skip

    def entity(
        self, identifier: str, type_: str, name: str, aliases: Iterable[str] = (), native: Iterable[str] = ()
    ) -> None:
        rows = [
            ("is_a", type_),
            ("name", name),
            *(("alias", a) for a in aliases),
            *(("native_name", n) for n in native),
        ]
        for predicate, word in rows:
            self._add("entity", Row("curation", "", identifier, predicate, word), word=word, kind="actual", said=None)

    def edge(self, start: str, relation: str, end: str, /, **options: str) -> None:
        self._fact("edge", start, relation, end, object=end, **options)

    def word(self, subject: str, name: str, word: str, /, **options: str) -> None:
        self._fact("property", subject, name, word, word=word, **options)

    def stage(self, subject: str, stage: str, when: str, kind: str = "actual", /, **options: str) -> None:
        self._fact("milestone", subject, stage, options.get("object", ""), when=when, kind=kind, **options)

    def _fact(self, family: str, subject: str, predicate: str, value: str, /, **options: object) -> None:
        given = {k: str(options.pop(k)) for k in ("source", "at", "when", "kind", "speaker", "said") if k in options}
        row = Row(
            given.get("source", "d1"), given.get("at", "p1"), subject, predicate, value, given.get("when", ""),
            given.get("kind", "actual"), said=given.get("said", ""),
        )  # fmt: skip
        said = date.fromisoformat(given["said"]) if "said" in given else SAID
        when = parse_date(row.when, self.model.dates) if row.when else None
        self._add(
            family,
            row,
            said=(said, said),
            date=when,
            kind=row.kind,
            speaker=given.get("speaker", "The Weekly"),
            **options,
        )

    def _add(self, family: str, row: Row, /, **options: object) -> None:
        claim = Claim(claim_id("made", row), "made", row, row.subject, row.predicate, family, **options)  # type: ignore[arg-type]
        self.claims.append(claim)

    def facts(self) -> Facts:
        return Facts(tuple(self.claims), self.sources)

    def graph(self, as_of: date | None = None) -> Graph:
        return build(self.facts(), self.model, as_of=as_of)


def small(schema: Model) -> Chain:
    """A chain that a person can check: two firms, a line that came late, a vehicle, a contradiction, a plan overdue."""
    chain = Chain(schema)
    chain.source("d1", "Lines of the year")
    chain.source("d2", "Notes on sulfides", "2025-11-20", "Lab Review")
    chain.entity("lisulfide", "Material", "Lithium sulfide", ["lithium sulphide"], ["硫化锂"])
    chain.entity("electrolyte", "Material", "Sulfide electrolyte")
    chain.entity("malmo", "Firm", "Malmö Cells", ["Malmo Battery"], ["马尔默电池"])
    chain.entity("malmo-line", "Site", "Malmö line 1")
    chain.entity("cell", "Product", "Malmö all-solid cell")
    chain.entity("autos", "Firm", "Northern Autos")
    chain.entity("car", "Vehicle", "Northern One")
    chain.entity("sweden", "Place", "Sweden")
    chain.entity("boss", "Person", "Ada Lind")
    chain.word("lisulfide", "function", "raw-material", source="d2", at="p3")
    chain.word("electrolyte", "function", "electrolyte", source="d2")
    chain.word("cell", "form", "cell")
    chain.word("malmo", "country", "DE")
    chain.edge("lisulfide", "INPUT_TO", "electrolyte", source="d2", at="p4")
    chain.edge("electrolyte", "INPUT_TO", "cell")
    chain.edge("malmo", "OPERATES", "malmo-line")
    chain.edge("malmo-line", "PRODUCES", "cell")
    chain.edge("malmo", "PRODUCES", "cell", kind="planned")
    chain.edge("autos", "PRODUCES", "car")
    chain.edge("malmo-line", "LOCATED_IN", "sweden")
    chain.edge("boss", "HAS_ROLE_AT", "malmo", at="p9")
    chain.stage("malmo-line", "construction_start", "2025-02", at="p6")
    chain.stage("malmo-line", "production_start", "2025-06", "planned", at="p7", said="2025-01-10")
    chain.stage("malmo-line", "production_start", "2025-11-10", at="p8", speaker="Ada Lind")
    chain.stage("cell", "vehicle_installation", "2025-10", "planned", object="car", at="p2")
    chain.stage("car", "mass_production", "2027", "planned", at="p5")
    return chain


def synthetic(schema: Model, size: int, seed: int = 7) -> Chain:
    """About `size` entities and twice as many relations, one claim each, with milestones on the sites."""
    pick = random.Random(seed + size)
    chain = Chain(schema)
    for k in range(6):
        chain.source(f"d{k + 1}", f"Industry report {k + 1}", f"2025-{k + 4:02d}-15")
    shares = {
        "Material": 0.16,
        "Firm": 0.3,
        "Site": 0.16,
        "Product": 0.2,
        "Vehicle": 0.08,
        "Application": 0.03,
        "Place": 0.04,
        "Person": 0.03,
    }
    ids: dict[str, list[str]] = {}
    for type_, share in shares.items():
        for k in range(max(1, round(size * share))):
            identifier = f"{type_.lower()}-{k}"
            native = [pick.choice(NATIVE) + pick.choice(NATIVE) + str(k)] if k % 3 == 0 else []
            chain.entity(identifier, type_, f"{pick.choice(WORDS)} {pick.choice(WORDS)} {type_} {k}", native=native)
            ids.setdefault(type_, []).append(identifier)

    def some(type_: str) -> str:
        pool = ids[type_]
        return pool[int(len(pool) * pick.random() ** 2)]

    def options() -> dict[str, str]:
        kind = "planned" if pick.random() < 0.25 else "actual"
        return {"source": f"d{pick.randrange(6) + 1}", "at": f"p{pick.randrange(40) + 1}", "kind": kind}

    for material in ids["Material"]:
        chain.word(material, "function", pick.choice(["raw-material", "precursor", "electrolyte", "cathode", "anode"]))
        chain.edge(material, "INPUT_TO", some("Product"), **options())
    for product in ids["Product"]:
        chain.word(product, "form", pick.choice(["cell", "cell", "cell", "pack", "component"]))
        chain.edge(some("Firm"), "PRODUCES", product, **options())
        chain.edge(product, "INSTALLED_IN", some("Vehicle"), **options())
    for site in ids["Site"]:
        chain.edge(some("Firm"), "OPERATES", site, **options())
        chain.edge(site, "PRODUCES", some("Product"), **options())
        chain.edge(site, "LOCATED_IN", some("Place"))
        year, month = pick.randrange(2023, 2027), pick.randrange(1, 13)
        chain.stage(site, "construction_start", f"{year}-{month:02d}", "actual" if year < 2025 else "planned")
        chain.stage(site, "production_start", f"{year + 1}-{month:02d}", "planned", said="2024-06-01")
        if year < 2024:
            chain.stage(site, "production_start", f"{year + 1}-12", "actual")
    for firm in ids["Firm"]:
        chain.word(firm, "country", pick.choice(["CN", "JP", "KR", "US", "DE"]), **{**options(), "kind": "actual"})
        chain.edge(firm, "SUPPLIES", some("Firm"), **options())
    for vehicle in ids["Vehicle"]:
        chain.edge(some("Firm"), "PRODUCES", vehicle, **options())
        chain.edge(vehicle, "USES", some("Material"))
    for person in ids["Person"]:
        chain.edge(person, "HAS_ROLE_AT", some("Firm"))
    for _ in range(2 * size - sum(c.family == "edge" for c in chain.claims)):
        start, relation, end = pick.choice(
            [
                ("Product", "INSTALLED_IN", "Application"),
                ("Firm", "SUPPLIES", "Firm"),
                ("Material", "INPUT_TO", "Product"),
            ]
        )
        chain.edge(some(start), relation, some(end), **options())
    return chain
