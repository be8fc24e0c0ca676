"""Which of several metrics a figure is of, and what tables without a mapping make of amounts and of what they name as
their source."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.facts import CURATION, Reading, read_loaders
from graphkit.facts.formats import Shape
from graphkit.facts.mapping.draft import draft_mapping
from graphkit.facts.mapping.metrics import Metrics
from graphkit.facts.preview import preview
from tests.facts.kernel_tables import model
from tests.facts.mapping.tables import read, read_files, write

CAPACITIES = ("capacity", "material_capacity", "area_capacity", "unit_capacity")
RULE = """
[[table]]
file = "t.csv"
key = ["plant"]
[[table.entity]]
as = "plant"
type = "Site"
name = "{plant}"
[[table.claim]]
subject = "@plant"
predicate = PREDICATES
value = "{output}"
"""


def said(reading: Reading) -> set[str]:
    """What is claimed by tables: subject, predicate and value."""
    rows = (c.row for c in reading.facts.claims if c.source != CURATION)
    return {f"{r.subject} {r.predicate} {r.value}" for r in rows}


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("12 GWh", "capacity"),
        ("500 MWh/month", "capacity"),
        ("3万吨/年", "material_capacity"),
        ("20 kt", "material_capacity"),
        ("30亿平方米/年", "area_capacity"),
        ("1.2 billion m2", "area_capacity"),
        ("300,000 vehicles per year", "unit_capacity"),
        ("20万套/年", "unit_capacity"),
        ("40k packs/month", "unit_capacity"),
        ("12", "capacity"),  # no unit: the first, which then says so
        ("12 km", "capacity"),
        ("a lot", "capacity"),
    ],
)
def test_the_unit_tells_the_metric(text: str, metric: str) -> None:
    assert Metrics(CAPACITIES, model())(text) == metric


def test_one_rule_reads_a_column_of_several_units(tmp_path: Path) -> None:
    rule = RULE.replace("PREDICATES", str(list(CAPACITIES)))
    reading = read(write(tmp_path, rule, csv="plant,output\nNorth,12 GWh/a\nSouth,30 kt/a\nWest,5 km\n"))
    assert said(reading) == {"my/north capacity 12 GWh/a", "my/south material_capacity 30 kt/a"}
    (rejected,) = [p for p in reading.problems if p.level == "reject"]
    assert (rejected.line, rejected.message) == (4, "km is no unit of capacity")


@pytest.mark.parametrize(
    ("predicates", "message"),
    [
        (["capacity", "country"], "country is no metric"),
        (["capacity", "capacities"], "unknown predicate 'capacities'"),
        ([], "predicate"),
    ],
)
def test_only_metrics_can_be_several(tmp_path: Path, predicates: list[str], message: str) -> None:
    reading = read(write(tmp_path, RULE.replace("PREDICATES", str(predicates)), csv="plant,output\nA,1 GWh\n"))
    assert [p for p in reading.problems if p.level == "error" and message in str(p)]
    assert not reading.facts.claims


def test_a_table_without_a_mapping_keeps_volumes_and_where_it_has_them_from(tmp_path: Path) -> None:
    made = write(
        tmp_path,
        "",
        csv="Supplier,Buyer,Item,Volume,Unit,Source,Remark\nA,B,salt,12,kt/a,memo 3,\nC,B,salt,,kt/a,,by hand\n",
    )
    reading = read(made)
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    found = {c.subject: (c.row.qualifiers, c.row.note) for c in reading.facts.claims if c.predicate == "SUPPLIES"}
    assert found == {"my/a": ("item=my/salt;volume=12 kt/a", "memo 3"), "my/c": ("item=my/salt", "by hand")}
    alone = read(write(tmp_path / "alone", "", csv="Supplier,Buyer,Source\nA,B,memo 3\n"))
    assert [c.row.note for c in alone.facts.claims if c.predicate == "SUPPLIES"] == ["source: memo 3"]


def test_a_table_without_a_mapping_has_capacities_in_any_unit(tmp_path: Path) -> None:
    reading = read(write(tmp_path, "", csv="Company,Plant,Capacity,Unit\nA,A1,30,GWh/a\nA,A2,500 million,m2/year\n"))
    assert said(reading) == {
        "my/a OPERATES my/a1",
        "my/a OPERATES my/a2",
        "my/a1 capacity 30 GWh/a",
        "my/a2 area_capacity 500 million m2/year",
    }


@pytest.mark.parametrize(
    ("heading", "cell", "volume"),
    [
        ("Volume (kt/a)", "12", "12 kt/a"),
        ("volume [GWh/a]", "1.5", "1.5 GWh/a"),
        ("供应量（吨/年）", "3万", "3万 吨/年"),
        ("Volume, t/a", "7 kt/a", "7 kt/a"),  # a cell's own unit counts
        ("Volume in t/a", "7", "7 t/a"),
        ("Quantity (million m²/a)", "7", "7 million m²/a"),
        ("Volume (planned)", "7", ""),  # no unit, and so not the plain word
    ],
)
def test_a_heading_may_end_in_a_unit(tmp_path: Path, heading: str, cell: str, volume: str) -> None:
    table = f'Supplier,Buyer,"{heading}",Share (%)\nA,B,{cell},35\n'
    reading = read(write(tmp_path, "", csv=table))
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    (qualifiers,) = {c.row.qualifiers for c in reading.facts.claims if c.predicate == "SUPPLIES"}
    told = dict(part.split("=") for part in qualifiers.split(";"))
    assert told["share"].replace(" ", "") == "35%"
    assert told.get("volume", "") == volume


def test_a_draft_writes_the_unit_of_a_heading_down(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Company,Plant,Capacity (GWh)\nA,A1,5\n", "utf-8")
    made = tomllib.loads(draft_mapping(path, model(), "T", Shape()))["table"][0]
    assert made["column"] == {"Capacity (GWh)": {"unit": "GWh"}}
    assert made["claim"][-1]["predicate"] == list(CAPACITIES)


def test_what_headings_are_taken_for_is_told_as_a_guess(tmp_path: Path) -> None:
    reading = read(write(tmp_path, "", csv="Vendor,Buyer,Part\nA,B,salt\n"))
    (table,) = reading.foreign["my"].tables
    assert table.guesses == [
        "it has no rules, and is read by its headings: "
        "'Vendor' as supplier (a Firm), 'Buyer' as buyer (a Firm), 'Part' as item (a Material); "
        "-, –, —, n/a, tbc, tbd, unknown, not specified, ?, 无, 未知 are taken for not known"
    ]
    rule = RULE.replace("PREDICATES", '"capacity"')
    (ruled,) = read(write(tmp_path / "ruled", rule, csv="plant,output\nA,1 GWh\n")).foreign["my"].tables
    assert ruled.guesses == []


def test_a_table_without_a_mapping_makes_no_firm_of_what_is_not_known(tmp_path: Path) -> None:
    rows = "supplier,buyer,item,since\nTBC,Beta,LiS,2024\nn/a,Beta,-,-\nNa,Beta,salt,TBC\n-,Gamma,salt,2023\n"
    reading = read(write(tmp_path, "", csv=rows))
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    assert {c.subject for c in reading.facts.claims} == {"my/beta", "my/gamma", "my/na", "my/lis", "my/salt"}
    assert [text for text in said(reading) if "SUPPLIES" in text] == ["my/na SUPPLIES my/beta"]  # Na is no "n/a"


def test_a_country_beside_two_firms_is_inferred(tmp_path: Path) -> None:
    both = read(write(tmp_path / "both", "", csv="supplier,buyer,country\nA,B,DE\n"))
    alone = read(write(tmp_path / "alone", "", csv="company,plant,country\nA,B,DE\n"))
    assert {(c.subject, c.basis) for c in both.facts.claims if c.predicate == "country"} == {("my/a", "inferred")}
    assert {(c.subject, c.basis) for c in alone.facts.claims if c.predicate == "country"} == {("my/b", "stated")}


def test_keys_of_nested_rows_are_headings_too(tmp_path: Path) -> None:
    given = [{"Supplier": "A", "buyer": "B", "Share (%)": 35}, {"Supplier": "C", "buyer": "B", "item.name": "x"}]
    reading = read(write(tmp_path, "", t__json=json.dumps(given)))
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    found = {(c.subject, c.row.qualifiers) for c in reading.facts.claims if c.predicate == "SUPPLIES"}
    assert found == {("my/a", "share=35 %"), ("my/c", "")}


@pytest.mark.parametrize("short", [True, False])
def test_a_relation_without_its_other_end_is_told(tmp_path: Path, short: bool) -> None:
    """Whether rows are read many at a time or, for the sake of a condition, one by one."""
    rule = '[[table]]\nfile = "t.csv"\nkey = ["supplier", "item"]\n'
    for name, kind in (("supplier", "Firm"), ("buyer", "Firm"), ("item", "Material")):
        rule += f'[[table.entity]]\nas = "{name}"\ntype = "{kind}"\nname = "{{{name}}}"\n'
    rule += '[[table.claim]]\nsubject = "@supplier"\npredicate = "SUPPLIES"\nvalue = "@buyer"\n'
    rule += "" if short else 'if = [{ column = "supplier", filled = true }]\n'
    reading = read(write(tmp_path, rule, csv="supplier,buyer,item\nA,B,salt\nA,,ore\n,B,tin\n"))
    (table,) = reading.foreign["my"].tables
    told = {"no SUPPLIES: @buyer is empty": 1, "no SUPPLIES: @supplier is empty": 1}
    assert table.unsaid_rows == (told if short else {"no SUPPLIES: @buyer is empty": 1})
    assert table.unsaid[3] == ("no SUPPLIES: @buyer is empty",)


def test_a_schema_without_these_metrics_still_reads_such_tables(tmp_path: Path) -> None:
    """As that of a project which was begun before there were any."""
    kept = {name: metric for name, metric in model().metrics.items() if name != "area_capacity"}
    edges = {**model().edges, "SUPPLIES": model().edges["SUPPLIES"].model_copy(update={"qualifiers": ("item",)})}
    older = replace(model(), metrics=kept, edges=edges)
    made = write(tmp_path, "", csv="Supplier,Buyer,Item,Volume,Capacity\nA,B,salt,5 t,30 GWh\n")
    reading = read_loaders([made], older)
    assert [p for p in reading.problems if p.level in ("error", "reject")] == []
    assert {c.predicate for c in reading.facts.claims if c.source != CURATION} == {"SUPPLIES", "capacity"}
    assert reading.foreign["my"].tables[0].unused == ("Volume",)


@pytest.mark.parametrize(
    "extra",
    [
        "",
        '[[table.claim]]\nsubject = "@plant"\npredicate = "country"\nvalue = "{land}"\n'
        'if = [{ column = "land", filled = true }]\n',
    ],
)
def test_a_figure_without_its_unit_is_told(tmp_path: Path, extra: str) -> None:
    """Read row by row or many at a time: what stands in one cell is lost where the other one is empty."""
    mapping = (
        """
[[table]]
file = "t.csv"
key = ["plant"]
[[table.entity]]
as = "plant"
type = "Site"
name = "{plant}"
[[table.entity]]
as = "owner"
type = "Firm"
name = "{owner}"
[[table.claim]]
subject = "@plant"
predicate = "capacity"
value = "{size} {unit}"
[[table.claim]]
subject = "@owner"
predicate = "OWNS"
value = "@plant"
qualifiers = { ownership_share = "{share} {sign}" }
"""
        + extra
    )
    rows = "plant,owner,size,unit,share,sign,land\nA,Aco,7,,35,,\nB,Bco,8,GWh,35,%,\nC,Cco,,,,,\nD,Dco,9,,50,%,\n"
    reading = read_files(tmp_path, mapping, t__csv=rows)
    (table,) = reading.foreign["my"].tables
    assert table.missed == {
        ("row", "with no capacity: unit is empty, size is not"): (2, "'7'"),
        ("row", "with no OWNS with ownership_share: sign is empty, share is not"): (1, "'35'"),
    }
    shown = {row["row"]: row["reason"] for row in preview(reading, "my", 10).records() if row["reason"]}
    assert set(shown) == {2, 5} and "unit is empty, size is not" in shown[5]
    assert {c.subject for c in reading.facts.claims if c.predicate == "capacity"} == {"my/b"}
