"""Time: what happened, what is planned, what ran out, who was first."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
        "events-between",
        {"since": "2025-07-15", "until": "2025-11-10"},
        (
            # 000 p1: told with days
            {"stage": "equipment_delivery", "date": "2025-07-15", "certain": True},
            {"stage": "production_start", "date": "2025-11-10", "certain": True, "sources": ["seed-000#p1"]},
            {"stage": "equipment_installation", "earliest": "2025-08-01", "latest": "2025-09-30", "certain": True},
            # 004 s14 tells of the road tests without a day: they may lie between the two
            {"subject": "Gotion next-generation all-solid-state battery", "date": "by 2025", "certain": False},
        ),
        None,
        ("Wuhai semi-solid-state ESS project", "Xiaomi Auto composite electrode patent", "Sak Power PACK line"),
    ),
    Expected(
        "events-between",
        {"since": "2025-12-26", "until": "2025-12-31", "type": "Product"},
        (
            # 001 p14, p9, p8
            {"subject": "Taihang No.1", "stage": "product_launch", "certain": True},
            {"subject": "Taihang No.2", "sources": ["seed-001#p14"]},
            {"subject": "Xinjie solid-state lithium metal battery", "stage": "mass_production"},
            {"subject": "Battery of the semi-solid MG4", "with": "SAIC MG4 semi-solid version"},
        ),
        None,
        ("Sanfu 3D composite current collector",),
    ),
    # 002 p23: a seminar in Japan; 000 p8: the conference of 2025
    Expected(
        "events-between",
        {"stage": "event"},
        ({"subject": "QuantumScape", "topics": ["seminar"]}, {"topics": ["2025 World Power Battery Conference"]}),
        2,
    ),
    Expected(
        "events-between",
        {"stage": "award"},
        ({"subject": "Zhongke Guneng 100 mt-level line", "sources": ["seed-002#p15"]},),
        1,
    ),
    # 003 p10: applied for in 2023
    Expected(
        "events-between", {"until": "2023"}, ({"stage": "patent_application", "date": "2023-12-12"},), None, ("2025",)
    ),
    Expected(
        "plans",
        {"business": "automaker"},
        (
            {
                "subject": "GAC solid-state battery",
                "with": "GAC Hyper series",
                "date": "2026",
                "speakers": ["gac-group"],
            },
            {"subject": "GAC solid-state battery", "scope": ["large"], "date": "2028", "speakers": ["feng-xingya"]},
            {"subject": "GAC all-solid-state battery", "date": "2027/2030", "speakers": ["qi-hongzhong"]},
            {"subject": "BYD all-solid-state battery", "date": "after 2030", "earliest": "2031-01-01", "latest": None},
            {"subject": "Chery solid-state battery", "stage": "mass_production", "sources": ["seed-003#p9"]},
            {"subject": "Changan all-solid-state battery", "scope": ["gradual"], "sources": ["seed-003#p8"]},
        ),
        # 003 p8: GAC two, Changan two; p9: SAIC, Changan, Chery two each, BYD three; 004 s12 two, s13 two
        17,
        ("CATL solid-state battery",),
    ),
    Expected(
        "plans",
        {"firm": "Sak Power"},
        (
            {"subject": "Sak Power PACK line", "date": "2026", "firms": ["Sak Power"]},  # 000 p18
            {"subject": "Sak Power sulfide electrolyte facility", "overdue": True},
            {"subject": "Sak Power sulfide all-solid-state cells", "stage": "mass_production", "date": None},  # p4
        ),
        8,  # p1: handover, facility, 100 MWh line; p4; p14; p18 two; p19
    ),
    Expected(
        "plans",
        {"year": "2026", "type": "Site"},
        (
            {"subject": "Jiugong 100 MWh pilot line", "latest": "2026-03-31", "sources": ["seed-002#p11"]},
            {"subject": "Zhongke Shenlan Huize polymer battery project", "firms": ["Zhongke Shenlan Huize"]},
        ),
        4,  # and the platform and the PACK line of 000 p18
        ("Sak Power Yibin phase II",),
    ),
    # 004 s13: a subsidiary's plan would be its parent's; Farasis has no date.
    Expected("plans", {"firm": "Farasis"}, ({"scope": ["large"], "date": None},), 2),
    Expected("plans", {"firm": "QuantumScape"}, (), 0),  # 002 p23 tells of a seminar only
    Expected(
        "plans-per-year",
        {"type": "Site"},
        (
            {"year": 2025, "stage": "production_start", "plans": 1, "overdue": 1},
            {"year": 2025, "stage": "sample_cells", "subjects": ["Qingtao main line in Shanghai"]},
            {"year": 2026, "stage": "production_start", "plans": 4, "overdue": 0},
            {
                "year": 2027,
                "plans": 2,
                "subjects": ["Sak Power Yibin phase II", "Sak Power adhesive project in Sanjiang"],
            },
            {"year": None, "stage": "completion", "subjects": ["Sak Power 100 MWh pilot line"]},
        ),
        6,  # and the handover of the 0.5 GWh line
    ),
    Expected(
        "plans-per-year",
        {"type": "Product", "class": "solid-state"},
        ({"year": 2027, "stage": "mass_production", "plans": 3},),  # SAIC, Changan, Chery
    ),
    Expected(
        "overdue",
        {},
        (
            {"subject": "Sak Power sulfide electrolyte facility", "due": "2025-12-31", "days_late": None},
            {"subject": "Qingtao main line in Shanghai", "planned": "by end of 2025", "speakers": ["saic"]},
        ),
        2,
        ("handover",),  # 000 p1 has the line producing since: it must have been handed over, whenever
    ),
    # October 2025 was planned, 10 November came: overdue between the two, and not afterwards.
    Expected(
        "overdue",
        {"as_of": "2025-11-05"},
        (
            {"stage": "production_start", "planned": "2025-10", "days_late": 5},
            {"stage": "handover", "days_late": 46},
        ),
        3,  # p12 tells of the line as built, in a document that may be of the last of December
    ),
    Expected(
        "overdue",
        {"as_of": "2025-11-30"},
        (),
        0,  # production has begun, which answers the completion and the handover too
    ),
    Expected(
        "overdue",
        {"as_of": "2026-04-01"},
        (
            {"subject": "Jiugong 100 MWh pilot line", "days_late": 1},
            {"planned": "2026-Q1", "sources": ["seed-002#p11"]},
        ),
        4,  # with the facility and the sample cells, both by the end of 2025
    ),
    Expected(
        "relations-on-a-day",
        {"type": "ISSUED", "as_of": "2025-03-31"},
        ({"from": "Cailian Press"}, {"from": "South Korean government", "when": "by 2025-12-06"}),
        3,  # the ministry issued its key points in April: 003 p15
        ("Ministry of Industry and Information Technology",),
    ),
    Expected(
        "relations-on-a-day",
        {"type": "ISSUED", "as_of": "2025-04"},
        ({"from": "Ministry of Industry and Information Technology", "since": "2025-04-01"},),
        4,
    ),
    Expected(
        "relations-on-a-day",
        {"entity": "Sak Power", "dated": "true"},
        ({"relation": "PARTNERS_WITH", "since": "2024-11-01", "sources": ["seed-000#p6"]},),
        1,
    ),
    Expected(
        "who-reached-a-stage",
        {"stage": "mass_production"},
        (
            {"reached": True, "subject": "Yanyixin sulfide electrolyte line", "firms": ["Yanyixin Materials"]},
            {"reached": True, "subject": "Xinjie Energy 2 GWh line", "sources": ["seed-001#p11"]},
            {"reached": True, "subject": "SAIC MG4 semi-solid version"},
            {"reached": False, "subject": "GAC all-solid-state battery", "date": "2027/2030"},
        ),
    ),
    Expected(
        "who-reached-a-stage",
        {"stage": "road_test"},
        (
            {"firms": ["Solid Power"], "with": "BMW i7 test vehicle", "scope": ["munich"]},
            {"firms": ["Gotion High-Tech"]},
        ),
        2,
    ),
    Expected("who-reached-a-stage", {"stage": "closure"}, (), 0),
]
