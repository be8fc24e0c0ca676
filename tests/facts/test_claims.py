"""What a row becomes: its id, its cells by the model, repeats; and that the order of rows changes nothing."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.facts import CURATION, Registry
from graphkit.facts.claim import Claim, Row, claim_id
from graphkit.facts.resolve import EntityRow, Unresolved
from tests.facts.kernel_tables import ENTITIES, FACTS, SOURCES, fact, loader, read

ROW = Row("doc-1", "p1", "acme", "OPERATES", "line-1")


def claim(tmp_path: Path, row: str) -> Claim:
    """The claim that a row on line 7 makes."""
    reading = read(loader(tmp_path, facts=fact(row)))
    assert reading.problems == []
    (found,) = [c for c in reading.facts.claims if reading.places.get(c.id) == ("loaders/t/facts.csv", 7)]
    return found


# --- ids


def test_an_id_is_128_bits_in_hex() -> None:
    assert re.fullmatch("[0-9a-f]{32}", claim_id("t", ROW))


@pytest.mark.parametrize("cell", [f for f in Row.__dataclass_fields__ if f != "note"])
def test_every_cell_but_the_note_is_part_of_the_id(cell: str) -> None:
    assert claim_id("t", replace(ROW, **{cell: "other"})) != claim_id("t", ROW)


def test_the_note_is_no_part_of_the_id_and_the_loader_is() -> None:
    assert claim_id("t", replace(ROW, note="a remark")) == claim_id("t", ROW)
    assert claim_id("u", ROW) != claim_id("t", ROW)


def test_a_cell_enters_the_id_in_nfc(tmp_path: Path) -> None:
    composed, parted = (unicodedata.normalize(form, "Škoda") for form in ("NFC", "NFD"))
    assert composed != parted
    one = claim(tmp_path / "a", f"doc-1#p1,line-1,purpose,{composed}")
    other = claim(tmp_path / "b", f"doc-1#p1,line-1,purpose,{parted}")
    assert (one.id, one.word) == (other.id, other.word)


def test_an_id_is_of_the_cells_before_they_are_resolved(tmp_path: Path) -> None:
    one = claim(tmp_path / "a", "doc-1#p1,Acme,SUPPLIES,borel")
    other = claim(tmp_path / "b", "doc-1#p1,acme,SUPPLIES,borel")
    assert (one.subject, other.subject) == ("acme", "acme")
    assert one.id != other.id


def test_the_order_of_qualifiers_is_no_part_of_the_id(tmp_path: Path) -> None:
    one = claim(tmp_path / "a", "doc-1#p1,acme,SUPPLIES,borel,,,,item=li2s; share=30 %")
    other = claim(tmp_path / "b", "doc-1#p1,acme,SUPPLIES,borel,,,,share=30 % ;item=li2s")
    assert one.id == other.id


# --- cells


def test_blank_cells_are_actual_stated_and_of_the_publisher_on_its_day(tmp_path: Path) -> None:
    found = claim(tmp_path, "doc-1#p1,acme,SUPPLIES,borel")
    assert (found.kind, found.basis, found.speaker, found.speaker_id) == ("actual", "stated", "Example News", None)
    assert found.said == (date(2025, 11, 12), date(2025, 11, 12))


def test_an_undated_source_gives_both_bounds(tmp_path: Path) -> None:
    assert claim(tmp_path, "doc-2#p1,acme,SUPPLIES,borel").said == (date(2025, 3, 1), date(2025, 12, 31))


def test_said_may_be_partial(tmp_path: Path) -> None:
    found = claim(tmp_path, "doc-1#p1,acme,SUPPLIES,borel,,,,,,2025-03")
    assert found.said == (date(2025, 3, 1), date(2025, 3, 31))


@pytest.mark.parametrize("name", ["acme", "Acme Cells", "ACME  cells", "Acme", "SZSE:002074"])
def test_an_entity_is_found_by_id_name_alias_and_external_id(name: str, tmp_path: Path) -> None:
    assert claim(tmp_path, f"doc-1#p1,{name},SUPPLIES,硼公司").subject == "acme"


def test_one_of_lists_ids(tmp_path: Path) -> None:
    entities = ENTITIES + "lpsc,Material,LPSC,,,,,\n"
    reading = read(loader(tmp_path, entities=entities, facts=fact('doc-1#p1,line-1,PRODUCES,"one of Li2S, lpsc"')))
    assert [c.one_of for c in reading.facts.claims if c.one_of] == [("li2s", "lpsc")]


@pytest.mark.parametrize(
    ("value", "number", "low", "high", "unit"),
    [
        ("0.5 GWh", "0.5", "0.5", "0.5", "GWh"),
        ("500 MWh", "0.5", "0.5", "0.5", "GWh"),
        ("over 2 GWh", "2", "2", None, "GWh"),
        ("up to 2 GWh", "2", None, "2", "GWh"),
        ("2-3 GWh", None, "2", "3", "GWh"),
    ],
)
def test_a_number_is_kept_exact_in_the_unit_of_its_metric(
    value: str, number: str | None, low: str | None, high: str | None, unit: str, tmp_path: Path
) -> None:
    found = claim(tmp_path, f"doc-1#p1,line-1,capacity,{value}")
    assert (found.value, found.min, found.max) == tuple(None if n is None else Decimal(n) for n in (number, low, high))
    assert (found.unit, found.text) == (unit, value)


def test_mt_is_metric_tons_and_a_mass_is_per_year(tmp_path: Path) -> None:
    found = claim(tmp_path, "doc-1#p1,line-1,material_capacity,20 mt")
    assert (found.value, found.unit) == (Decimal(20), "t/a")


def test_money_keeps_its_currency(tmp_path: Path) -> None:
    found = claim(tmp_path, "doc-1#p1,acme,funding,several hundred million CNY,by 2025-11,,,round=B+")
    assert (found.min, found.max, found.unit, found.bounds) == (
        Decimal(200_000_000), Decimal(900_000_000), "CNY", "words",
    )  # fmt: skip


def test_an_undisclosed_number_needs_no_value(tmp_path: Path) -> None:
    assert claim(tmp_path, "doc-1#p1,acme,funding,,,undisclosed,,round=B").value is None


def test_identical_rows_are_one_claim_with_the_notes_of_all(tmp_path: Path) -> None:
    rows = [f"doc-1#p1,acme,SUPPLIES,borel,,,,,,,,{note}\n" for note in ("b", "a", "c", "a")]
    facts = [FACTS + "".join(order) for order in (rows, rows[::-1])]
    one, other = (read(loader(tmp_path / str(i), facts=text)).facts for i, text in enumerate(facts))
    assert one == other
    (found,) = [c for c in one.claims if c.note]
    assert (found.note, one.repeats[found.id]) == ("a; b; c", 3)


def test_rows_of_entities_are_claims_of_curation_without_a_clock(tmp_path: Path) -> None:
    reading = read(loader(tmp_path))
    named = [c for c in reading.facts.claims if c.family == "entity" and c.subject == "acme"]
    assert {(c.predicate, c.word) for c in named} == {
        ("is_a", "Firm"), ("name", "Acme Cells"), ("alias", "Acme"), ("external_id", "SZSE:002074"),
    }  # fmt: skip
    assert {(c.source, c.said) for c in named} == {(CURATION, None)}


# --- who is who


def test_an_unnamed_party_is_meant_by_its_id_alone() -> None:
    row = EntityRow("some-firms-p3", "Firm", "several firms", (), (), (), ("unnamed",), "", "t", "f", 2)
    registry = Registry([row])
    assert registry.find("some-firms-p3") == "some-firms-p3"
    with pytest.raises(Unresolved, match="unknown entity"):
        registry.find("several firms")


def test_an_id_wins_over_a_name() -> None:
    rows = [
        EntityRow("byd", "Firm", "BYD", (), (), (), (), "", "t", "f", 2),
        EntityRow("byd-auto", "Firm", "BYD Auto", ("byd",), (), (), (), "", "t", "f", 3),
    ]
    registry = Registry(rows)
    assert registry.find("byd") == "byd"
    with pytest.raises(Unresolved, match="ambiguous: byd, byd-auto"):
        registry.find("Byd")


def test_names_meet_whatever_their_case_width_and_spelling_of_sulfide() -> None:
    registry = Registry([EntityRow("li2s", "Material", "Lithium sulphide", (), (), (), (), "", "t", "f", 2)])
    assert {registry.find(name) for name in ("lithium sulfide", "LITHIUM-SULPHIDE", "Ｌithium sulfide")} == {"li2s"}


# --- order


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_in_every_table_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, mix: random.Random
) -> None:
    more = "doc-2#p4,line-1,class,all-solid,,,,,,,,x\ndoc-2#p4,line-1,class,all-solid,,,,,,,,y\n"
    tables = {"entities": ENTITIES, "sources": SOURCES, "facts": FACTS + more}
    mixed = {}
    for name, text in tables.items():
        heading, *rows = text.splitlines(keepends=True)
        mix.shuffle(rows)
        mixed[name] = heading + "".join(rows)
    root = tmp_path_factory.mktemp("order")
    assert read(loader(root / "a", **tables)).facts == read(loader(root / "b", **mixed)).facts  # type: ignore[arg-type]
