"""The rows that each query of the library must return, written from the five articles, on both engines.

`N` is how many rows the articles give, counted by hand, None where the list is too long to count with certainty; a row
of `MUST` has to be there with at least these columns; `NEVER` are values that no row may have in any column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

import graphkit
from graphkit.query import run_named
from graphkit.store import Store

Row = dict[str, Any]
SMM_FORECAST = ["seed-000#p21", "seed-001#p22", "seed-002#p24"]


@dataclass(frozen=True)
class Expected:
    """What one run of a query gives."""

    query: str
    given: dict[str, str] = field(default_factory=dict)
    must: tuple[Row, ...] = ()
    n: int | None = None
    never: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "-".join([self.query, *self.given.values()])


ROWS = [
    # 002 p15: Canmax and Yahua advance sample deliveries and pilot lines, Zhongke Guneng's line got an award;
    # 001 p19: the joint laboratory of Jinhé Industry researches lithium sulfide.
    Expected(
        "who-makes",
        {"item": "lithium-sulfide"},
        (
            {"maker": "Canmax", "maker_type": "Firm", "relation": "PRODUCES", "sources": ["seed-002#p15"]},
            {"maker": "Yahua Group", "maker_type": "Firm", "relation": "PRODUCES", "sources": ["seed-002#p15"]},
            {"maker": "Canmax lithium sulfide pilot line", "maker_type": "Site", "operator": "Canmax"},
            {"maker": "Yahua lithium sulfide pilot line", "maker_type": "Site", "operator": "Yahua Group"},
            {"maker": "Zhongke Guneng 100 mt-level line", "maker_type": "Site", "operator": "Zhongke Guneng"},
            {"maker": "Joint laboratory of Jinhé Industry and universities", "relation": "DEVELOPS"},
        ),
        6,
        ("Xingfa Group", "Jinyang High-Tech"),  # phosphorus pentasulfide; only a patent
    ),
    # 002 p15: Yanyixin's line; 000 p13: Sak Power has a line for sulfide electrolyte.
    Expected(
        "who-makes",
        {"item": "Sulphide Electrolyte"},
        ({"maker": "Yanyixin sulfide electrolyte line", "operator": "Yanyixin Materials"}, {"maker": "Sak Power"}),
        None,
        ("Canmax",),
    ),
    Expected(
        "lines-by-status",
        {"status": "operating"},
        (
            # 001 p11 began mass production; 000 p1, p17; 000 p1 "put into operation"; 002 p15; 002 p13.
            {"site": "Xinjie Energy 2 GWh line", "operator": "Xinjie Energy", "capacity_gwh": 2},
            {
                "site": "Sak Power Yibin phase I 0.5 GWh line",
                "operator": "Sak Power",
                "capacity_gwh": 0.5,
                "capacity_planned_gwh": None,
                "production": "2025-11-10",
                "reached": True,
            },
            {"site": "Sak Power 30 MWh pilot line", "operator": "Sak Power", "capacity_gwh": 0.03},
            {"site": "Yanyixin sulfide electrolyte line", "operator": "Yanyixin Materials", "capacity_t_a": 500},
            {"site": "Wuhai semi-solid-state ESS project", "operator": "Lvfa Group", "overdue": False},
        ),
        None,
        ("Luochu Technology 2 GWh project", "Sak Power Yibin phase II"),
    ),
    Expected(
        "lines-by-status",
        {},
        (
            {"site": "Luochu Technology 2 GWh project", "status": "building", "capacity_planned_gwh": 2},  # 001 p11
            {"site": "Jiugong 100 MWh pilot line", "status": "building", "production": "2026-Q1"},  # 002 p11
            {"site": "GAC all-solid-state battery line", "status": "trial", "operator": "GAC Group"},  # 004 s1
            {
                "site": "Sak Power Yibin phase II",
                "status": "planned",
                "capacity_gwh": None,
                "capacity_planned_gwh": 3.5,
                "production": "2027",
                "reached": False,
                "overdue": False,
            },  # 000 p14
            {"site": "Chunlithium 1 GWh ESS battery project", "status": "planned", "capacity_planned_gwh": 1},
            {"site": "Gotion Jinshi 2 GWh all-solid-state line", "status": "planned", "capacity_planned_gwh": 2},
            # 000 p1: to be put into use before the end of 2025, and nothing later tells that it was.
            {"site": "Sak Power sulfide electrolyte facility", "status": "planned", "overdue": True},
        ),
    ),
    Expected(
        "vehicles-and-batteries",
        {},
        (
            {"vehicle": "BMW i7 test vehicle", "maker": "Solid Power", "class": "all-solid", "status": "trial"},
            {"vehicle": "Dongfeng E70", "maker": "Ganfeng Lithium", "class": "semi-solid", "status": "trial"},
            {"vehicle": "Seres SF5", "maker": "Ganfeng Lithium", "class": "semi-solid", "status": "operating"},
            {"vehicle": "GAC Hyper series", "status": "planned", "milestones": ["vehicle_installation 2026"]},
            {"vehicle": "SAIC MG4 semi-solid version", "class": "semi-solid", "status": "operating", "maker": None},
        ),
        5,  # 003 p6, p8, p13 twice; 001 p8 and p14
    ),
    Expected(
        "forecasts",
        {},
        (
            {"metric": "market_size", "period": "by 2027", "amount": 2.5e9, "unit": "CNY", "speakers": ["cicc"]},
            {"metric": "market_size", "period": "by 2027", "amount": 352e6, "unit": "USD", "speakers": ["cicc"]},
            {"metric": "market_size", "period": "by 2030", "amount": 27.3e9, "unit": "CNY", "speakers": ["cicc"]},
            {"metric": "market_share", "period": "by 2030", "amount": 25, "kind": "target"},  # 002 p22
            {"metric": "investment", "amount": 280e9, "unit": "KRW"},  # 002 p22
            {"metric": "vehicle_equivalent", "amount": 800000, "speakers": ["solid-power"]},  # 003 p7
            {"metric": "capacity", "subject": "Sak Power Yibin solid-state battery project", "amount": 4},  # 000 p1
            {"metric": "energy_density", "subject": "Changan all-solid-state battery", "amount": 400},  # 003 p8
        ),
        # 8 of SMM, 3 CICC, 2 Korean, 1 Solid Power; 7 planned capacities in GWh, 2 in t; 1 investment; 2 densities
        26,
    ),
    # One speaker, three documents: each is one row with three sources.
    Expected(
        "forecasts",
        {"metric": "shipments"},
        (
            {"class": "all-solid", "period": "by 2028", "amount": 13.5, "unit": "GWh", "sources": SMM_FORECAST},
            {"class": "semi-solid", "period": "by 2028", "amount": 160, "unit": "GWh", "speakers": ["smm"]},
        ),
        2,
    ),
    Expected(
        "forecasts",
        {"metric": "demand_growth"},
        (
            {"application": "electric-vehicles", "amount": 11, "unit": "%", "sources": SMM_FORECAST},
            {"application": "energy-storage", "amount": 27, "unit": "%", "sources": SMM_FORECAST},
            {"application": "consumer-electronics", "amount": 10, "unit": "%", "sources": SMM_FORECAST},
        ),
        3,
    ),
    Expected(
        "financing-rounds",
        {},
        (
            # "several" is 2 to 9, so several hundred million is 200 to 900 million; "over" is open upwards.
            {"firm": "Enli Power", "round": "B+", "amount": None, "low": 2e8, "high": 9e8, "currency": "CNY"},
            {"firm": "Taland New Energy", "low": 4e8, "high": None, "disclosed": True, "sources": ["seed-001#p11"]},
            {"firm": "Yugong High-Tech", "disclosed": False, "amount": None, "sources": ["seed-001#p16"]},
        ),
        3,
    ),
    Expected(
        "first-claims",
        {},
        (
            {"entity": "Sak Power Yibin solid-state battery project", "sources": ["seed-000#p1"]},
            {"entity": "GAC all-solid-state battery line", "sources": ["seed-004#p1.s1"]},
            {"entity": "Gotion 0.2 GWh all-solid-state pilot line", "sources": ["seed-004#p1.s14"]},
            {"entity": "BMW i7 test vehicle", "speaker": "bmw-group", "sources": ["seed-003#p6"]},
            {"entity": "Wuhai semi-solid-state ESS project", "sources": ["seed-002#p13"]},
            {"entity": "Chengdu platform for advanced energy materials", "sources": ["seed-002#p19"]},
            {"entity": "SAIC MG4 semi-solid version", "sources": ["seed-001#p14"]},
            {
                "entity": "National standard on solid-state batteries for EVs",
                "sources": ["seed-001#p18", "seed-001#p2", "seed-001#p21"],
            },
        ),
        8,
    ),
    Expected(
        "energy-density",
        {},
        (
            {"product": "Changan all-solid-state battery", "amount": 400, "kind": "planned", "speakers": ["changan"]},
            {"amount": 400, "kind": "target", "speakers": ["ouyang-minggao"], "sources": ["seed-000#p10"]},
            {"product": "Solid Power all-solid-state battery", "amount": 390, "kind": "actual"},
            {"product": "Sak Power high-safety battery", "amount": 360, "low": None, "high": 360},  # up to 360
            {"product": "Sak Power", "amount": 360, "low": 360, "high": 360, "speakers": ["zeng-lingju"]},
            {"product": "Zhaona all-solid-state sodium-ion battery", "amount": 348.5, "sources": ["seed-001#p8"]},
            {"product": "Solid Power large-format all-solid-state cell", "kind": "undisclosed", "amount": None},
        ),
        7,
    ),
    Expected(
        "milestones",
        {"stage": "production_start"},
        (
            {"subject": "Sak Power Yibin phase I 0.5 GWh line", "kind": "planned", "date": "2025-10", "current": False},
            {
                "subject": "Sak Power Yibin phase I 0.5 GWh line",
                "kind": "actual",
                "date": "2025-11-10",
                "current": True,
            },
            {"subject": "Sak Power Yibin phase II", "date": "2027", "earliest": "2027-01-01", "latest": "2027-12-31"},
            {"subject": "Sak Power adhesive project in Sanjiang", "date": "2027", "kind": "planned"},
            {"subject": "Sak Power PACK line", "date": "2026", "reached": False},
            {"subject": "Jiugong 100 MWh pilot line", "date": "2026-Q1", "latest": "2026-03-31"},
            {"subject": "Zhongke Shenlan Huize polymer battery project", "date": "2026-Q1"},
            {"subject": "Sak Power sulfide electrolyte facility", "overdue": True},
        ),
    ),
    Expected(
        "milestones",
        {"entity": "sak-yibin-project"},
        (
            {"stage": "signing", "date": "2024-11", "reached": True, "sources": ["seed-000#p6"]},
            {"stage": "construction_start", "date": "2025-02", "reached": True, "sources": ["seed-000#p6"]},
        ),
        2,
    ),
    Expected(
        "milestones",
        {"stage": "vehicle_installation"},
        (
            # 003 p9 and 004 s13 on BYD: small at first, then mainstream models by 2030 or large after 2030.
            {"subject": "BYD all-solid-state battery", "date": "around 2027", "kind": "planned"},
            {"subject": "BYD all-solid-state battery", "date": "by 2030", "kind": "target"},
            {"subject": "BYD all-solid-state battery", "date": "after 2030", "earliest": "2031-01-01", "latest": None},
            {"subject": "Ganfeng semi-solid-state battery", "with": "Seres SF5", "reached": True},
        ),
    ),
    Expected(
        "slipped-plans",
        {},
        (
            {
                "subject": "Sak Power Yibin phase I 0.5 GWh line",
                "stage": "production_start",
                "planned": "2025-10",
                "holds": "2025-11-10",
                "outcome": "reached",
                "sources": ["seed-000#p1"],
            },
            {"subject": "Sak Power sulfide electrolyte facility", "planned": "by end of 2025", "outcome": "overdue"},
            {"subject": "Qingtao main line in Shanghai", "stage": "sample_cells", "outcome": "overdue"},
        ),
        None,
        ("Sak Power Yibin phase II", "Jiugong 100 MWh pilot line"),  # their days have not come
    ),
    Expected(
        "neighbourhood",
        {"entity": "Sak Power"},
        (
            {"direction": "in", "relation": "PARTNERS_WITH", "other": "CATL", "sources": ["seed-000#p20"]},
            {"direction": "in", "relation": "PARTNERS_WITH", "other": "Changan Automobile"},
            {"direction": "in", "relation": "HAS_ROLE_AT", "other": "Zhu Gaolong", "other_type": "Person"},
            {"direction": "out", "relation": "INCUBATED_BY", "other_id": "ouyang-minggao-workstation"},
            {"direction": "out", "relation": "OPERATES", "other_id": "sak-yibin-line-1", "status": "operating"},
            {"direction": "out", "relation": "OPERATES", "other_id": "sak-yibin-phase-2", "status": "planned"},
        ),
    ),
    Expected(
        "neighbourhood",
        {"entity": "seres-sf5"},
        ({"direction": "in", "relation": "INSTALLED_IN", "other": "Ganfeng semi-solid-state battery"},),
    ),
    Expected(
        "partnerships",
        {},
        (
            {"one": "Factorial", "other": "POSCO", "form": "mou", "sources": ["seed-002#p23"]},
            {"one": "Factorial", "other": "POSCO", "form": "joint-development"},
            {"one": "Qingtao", "other": "SAIC Group", "sources": ["seed-004#p1.s15"]},
            {"one": "Jinhé Industry", "form": "joint-laboratory", "sources": ["seed-001#p19"]},
            {"one": "Ganfeng Lithium", "other": "well-known eVTOL makers", "sources": ["seed-003#p13"]},
            {"one": "Ganfeng Lithium", "other": "well-known drone makers"},
        ),
        # 000 p20 three, p6 one; 001 p19; 002 p23 two; 003 p13 two, p18; 004 s15
        11,
    ),
    Expected("partnerships", {"firm": "posco"}, ({"form": "mou"}, {"form": "joint-development"}), 2),
    Expected(
        "patents",
        {},
        (
            {
                "patent": "Xiaomi Auto composite electrode patent",
                "number": "CN120149317A",
                "applied": "2023-12-12",
                "published": "2025-06-13",
                "applicants": ["Xiaomi Auto"],
            },
            {"patent": "Huawei solid electrolyte patent", "number": None, "applicants": ["Huawei"]},
            {"patent": "Jinyang patent on high-purity lithium sulfide", "covers": ["Lithium sulfide"]},
            {"patent": "CATL patent on a polymer-based composite layer", "applicants": ["CATL"]},
            {"applicants": ["China National Petroleum Corporation"], "covers": ["Quasi-solid-state electrolyte"]},
        ),
        6,  # CNPC disclosed two
    ),
    Expected(
        "people",
        {},
        (
            {"person": "Zhu Gaolong", "roles": ["chairman, Sak Power"]},
            {"person": "Feng Xingya", "roles": ["general manager, GAC Group"]},
            {"person": "Sun Huajun", "roles": ["CTO, Shenzhen BYD Lithium Battery Co., Ltd."]},
        ),
        8,  # four of article 000, Feng, Sun and the author Xu Hao of 003, Qi of 004 (Ouyang is in both)
        ("Lemon Zhao", "Chaoxing Yang", "Mark Carney"),  # contact persons, and the footer of article 002
    ),
    Expected(
        "policies",
        {},
        (
            {"policy": "K-Battery solid-state battery plan", "issuers": ["South Korean government"]},
            {
                "policy": "Key Points of Automotive Standardization Work in 2025",
                "issuers": ["Ministry of Industry and Information Technology"],
                "status": "operating",
                "stages": ["issue 2025-04"],
            },
            {"policy": "National standard on solid-state batteries for EVs", "status": "trial"},  # in consultation
            {"policy": "Planned Chinese support for all-solid-state batteries", "status": "planned"},
        ),
        # K-Battery, the key points with five standards of 003 p15, the national standard, the support of 004 s4
        9,
    ),
    Expected(
        "prices",
        {},
        (
            {"item": "Lithium sulfide", "amount": 2050, "unit": "CNY/kg", "sources": ["seed-002#p8"]},
            {"item": "Lithium sulfide", "direction": "slightly down", "amount": None},
            {"item": "LATP", "amount": 145, "unit": "CNY/kg", "sources": ["seed-002#p9"]},
            {"item": "LATP", "direction": "slightly down"},
            {"item": "Silicon-carbon", "direction": "flat"},
            {"item": "Lithium metal anode", "direction": "up"},
            {"item": "Cathode materials for solid-state batteries", "direction": "up"},
            {"item": "Solid electrolyte", "direction": "down", "sources": ["seed-001#p4"]},
        ),
        10,  # 002 p8 two and p9 two, 001 p4 six
    ),
    Expected("prices", {"item": "lithium sulfide"}, ({"direction": "down"}, {"amount": 2050}), 3),
    Expected(
        "upstream",
        {"entity": "bmw-i7-test-vehicle"},
        (
            {"steps": 1, "upstream": "Solid Power large-format all-solid-state cell", "upstream_type": "Product"},
            {"steps": 2, "upstream": "Solid Power", "upstream_type": "Firm"},
        ),
        None,
        ("Ganfeng Lithium",),
    ),
    Expected(
        "claims-about",
        {"entity": "sak-yibin-line-1"},
        (
            {"predicate": "production_start", "kind": "actual", "when": "2025-11-10", "locator": "p1"},
            {"predicate": "production_start", "kind": "planned", "when": "2025-10", "locator": "p1"},
            {"predicate": "production_start", "kind": "actual", "when": "2025-11", "locator": "p17"},
            {"predicate": "capacity", "says": "0.5 GWh", "locator": "p1"},
            {"predicate": "equipment_delivery", "when": "2025-07-15", "speaker": "smm"},
        ),
    ),
]


def has(row: Row, wanted: Row) -> bool:
    """Whether a row holds the wanted columns; lists have no order."""
    return all(_plain(row[name]) == _plain(value) for name, value in wanted.items())


def _plain(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def hold(expected: Expected, store: Store, project: graphkit.Project) -> None:
    """The run gives the rows that it must, as many as it must, and none that it never may."""
    rows = run_named(store, project.library[expected.query], expected.given, 60).records()
    for wanted in expected.must:
        assert any(has(row, wanted) for row in rows), f"no row with {wanted}"
    if expected.n is not None:
        assert len(rows) == expected.n
    for row in rows:
        assert not set(expected.never) & {v for v in row.values() if isinstance(v, str)}


@pytest.mark.parametrize("expected", ROWS, ids=str)
def test_rows_from_the_articles(expected: Expected, store: Store, project: graphkit.Project) -> None:
    hold(expected, store, project)


def test_nothing_found_is_an_empty_table(store: Store, project: graphkit.Project) -> None:
    # No article tells a price of a vehicle.
    table = run_named(store, project.library["prices"], {"item": "Seres SF5"}, 60)
    assert table.rows == ()
    assert table.columns[:2] == ("item", "period")


def test_the_queries_are_those_of_the_library(project: graphkit.Project) -> None:
    assert {e.query for e in ROWS} <= set(project.library)  # the others: test_rows_by_group


@pytest.mark.neo4j
def test_both_engines_give_the_same_rows(embedded: Store, neo4j: Store, project: graphkit.Project) -> None:
    for name, query in project.library.items():
        runs: list[dict[str, str]] = [{}, *(e.given for e in ROWS if e.query == name)]
        for given in runs:
            assert run_named(embedded, query, given, 60) == run_named(neo4j, query, given, 60), (name, given)
