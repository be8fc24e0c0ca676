"""What is merged in the registry, in the claims, in the graph, and back out of what a store holds."""

from __future__ import annotations

from pathlib import Path

from graphkit.facts import Reading, Registry, read_loaders
from graphkit.facts.identity import row_claims
from graphkit.graph import Graph, build
from graphkit.graph.convert import rows
from graphkit.reports.find import locate
from graphkit.store.readback import facts_of
from tests.facts.identity.people import row, ruled, who
from tests.facts.kernel_tables import loader, model

MAPPING = """\
title = "Suppliers"

[[source]]
id = "{name}-list"
title = "List"
publisher = "Example News"
published = "2025-11-01"

[[table]]
file = "firms.csv"
source = "{name}-list"
"""
RULINGS = """\
a,b,verdict,reason,by,day
borel,s/borel-works,same,its imprint says so,Ada,2026-01-05
"""


def project(root: Path, **tables: str) -> Reading:
    """The kernel's tables with a table of firms for each name given."""
    folders = [loader(root)]
    for name, text in tables.items():
        folder = root / "loaders" / name
        folder.mkdir()
        (folder / "loader.toml").write_text(MAPPING.format(name=name), encoding="utf-8")
        (folder / "firms.csv").write_text(text, encoding="utf-8")
        folders.append(folder)
    decisions = root / "decisions"
    decisions.mkdir()
    (decisions / "identity.csv").write_text(RULINGS, encoding="utf-8")
    return read_loaders(folders, model(), decisions=decisions)


def firms(root: Path) -> tuple[Reading, Graph]:
    """Two foreign tables beside the kernel's, read and built."""
    reading = project(
        root, r="company,country\nACME CELLS Co. Ltd.,CN\n硼公司,CN\n", s="company,country\nBorel Works,DE\nZeta,DE\n"
    )
    return reading, build(reading.require(), model())


def test_the_registry_tells_who_stands_for_whom() -> None:
    entities = [row("acme", "Acme Cells"), row("t/acme-cells", "Acme Cells"), row("u/works", "Acme Works")]
    registry = Registry(entities, {"t/acme-cells": "acme", "u/works": "acme"})
    assert registry.find("acme cells") == registry.find("Acme Works") == registry.find("t/acme-cells") == "acme"
    assert registry.candidates("ACME CELLS") == ["acme"] and registry.type_of("acme") == "Firm"
    assert not list(registry.duplicates())
    assert list(registry.by_id) == ["acme"] and len(registry.rows) == 3
    apart = Registry(entities)
    assert [ids for _, ids in apart.duplicates()] == [["acme", "t/acme-cells"]]


def test_a_merged_rows_claims_are_of_the_one_that_stands_for_it() -> None:
    entities = [row("acme", "Acme Cells"), row("t/acme", "ACME", aliases=["Acme Werke"], ids=["QID:Q1"])]
    identity = who(*entities, rulings=[ruled("acme", "t/acme", "same")])
    registry = Registry(entities, identity.of)
    said = [
        (c.subject, c.row.subject, c.predicate, c.word, c.note) for c in row_claims(entities[1], registry, identity)
    ]
    why = "ruled the same by Ada on 2026-01-05: it was looked up"
    assert said == [
        ("acme", "t/acme", "is_a", "Firm", ""),
        ("acme", "t/acme", "alias", "ACME", ""),
        ("acme", "t/acme", "alias", "Acme Werke", ""),
        ("acme", "t/acme", "external_id", "QID:Q1", ""),
        ("acme", "t/acme", "external_id", "t/acme", why),
    ]


def test_the_graph_has_one_node_with_every_name_and_the_reasons(tmp_path: Path) -> None:
    reading, graph = firms(tmp_path)
    assert not reading.problems
    assert reading.identity.of == {"r/acme-cells-co-ltd": "acme", "r/硼公司": "borel", "s/borel-works": "borel"}
    acme, borel = graph.entities["acme"], graph.entities["borel"]
    assert (acme.name, acme.aliases, acme.disputed) == ("Acme Cells", ("ACME CELLS Co. Ltd.", "Acme"), False)
    assert acme.external_ids == ("SZSE:002074", "r/acme-cells-co-ltd")
    assert (borel.name, borel.aliases) == ("Borel Materials", ("Borel Works", "硼公司"))
    assert {"r/acme-cells-co-ltd", "s/borel-works"} & set(graph.entities) == set()
    assert locate(graph, "s/borel-works") is borel and locate(graph, "r/acme-cells-co-ltd") is acme
    notes = {c.word: c.note for c in reading.facts.claims if c.predicate == "external_id"}
    assert notes["s/borel-works"] == "ruled the same by Ada on 2026-01-05: its imprint says so"
    assert notes["r/acme-cells-co-ltd"] == "same name 'acme cells'"
    assert "s/zeta" in graph.entities


def test_facts_of_a_merged_firm_are_said_of_the_one_and_keep_the_rows_words(tmp_path: Path) -> None:
    reading, _ = firms(tmp_path)
    (claim,) = [
        c for c in reading.facts.claims if c.predicate == "country" and c.loader == "s" and c.subject == "borel"
    ]
    assert claim.row.subject == "s/borel-works"


def test_read_back_out_of_a_store_it_is_the_same(tmp_path: Path) -> None:
    reading, graph = firms(tmp_path)
    stored = [node.props for node in rows(graph).nodes.values() if node.label == "Claim"]
    sources = [node.props for node in rows(graph).nodes.values() if node.label == "Source"]
    back = facts_of(stored, sources, model())
    assert back.claims == reading.facts.claims
    assert build(back, model()).entities == graph.entities
