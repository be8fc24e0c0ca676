"""Sites: capacity, places, parts, how far they have come."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
        "capacity-totals",
        {},
        (
            # 000 p1, p12, p14: the 0.5 GWh line and the 30 MWh line run; 3.5 GWh and 100 MWh are to come.
            {"group": "Sak Power", "sites": 4, "installed_gwh": 0.53, "planned_gwh": 3.6},
            {"group": "Xinjie Energy", "installed_gwh": 2, "planned_gwh": 0},  # 001 p11
            {"group": "Luochu Technology", "installed_gwh": 0, "planned_gwh": 2},  # 001 p11
            {"group": "Gotion High-Tech", "installed_gwh": 0.2, "planned_gwh": 2},  # 004 s14, 002 p12
            {"group": "Chunlithium New Energy", "planned_gwh": 1},  # 002 p12
            {"group": "Jiugong New Energy", "planned_gwh": 0.1},  # 002 p11
        ),
        6,
    ),
    Expected(
        "capacity-totals",
        {"by": "class"},
        (
            # 0.5, 0.03 and 0.2 installed; 3.5, 0.1 and 2 planned.
            {"group": "all-solid", "installed_gwh": 0.73, "planned_gwh": 5.6},
            {"group": "solid-state", "installed_gwh": 0, "planned_gwh": 1},
            {"group": "not told", "installed_gwh": 2, "planned_gwh": 2.1},  # Xinjie; Luochu and Jiugong
        ),
        3,
    ),
    Expected(
        "capacity-totals",
        {"by": "status"},
        (
            {"group": "operating", "installed_gwh": 2.53, "sites": 3},
            {"group": "planned", "planned_gwh": 6.6, "sites": 4},
        ),
        3,
    ),
    Expected(
        "in-a-place",
        {"place": "Yibin", "type": "Site"},
        (
            # 000 p1, p17, p18, p19
            {
                "name": "Sak Power Yibin phase I 0.5 GWh line",
                "places": ["Cuiping District", "Yibin"],
                "operator": "Sak Power",
                "capacity_gwh": 0.5,
                "sources": ["seed-000#p1", "seed-000#p17"],
            },
            {"name": "Sak Power PACK line", "places": ["Yibin High-tech Zone"], "status": "planned"},
            {"name": "Sak Power adhesive project in Sanjiang", "places": ["Sanjiang New District"]},
            {"name": "Sak Power 30 MWh pilot line", "places": ["Yibin"]},
        ),
        10,  # base, two facilities, two lines, PACK line, platform, adhesive project, two phases
        ("Chengdu platform for advanced energy materials", "Yibin Municipal Committee"),
    ),
    Expected(
        "in-a-place",
        {"place": "southwest china", "type": "Site"},
        ({"name": "Chengdu platform for advanced energy materials"}, {"name": "Sak Power Yibin phase II"}),
        None,
        ("Wuhai semi-solid-state ESS project", "Qingtao all-solid-state battery plant in Shanghai"),
    ),
    Expected(
        "in-a-place",
        {"place": "Wuhai"},
        ({"operator": "Lvfa Group", "class": "semi-solid", "power_mw": 200, "energy_mwh": 800},),
        1,
    ),
    Expected(
        "in-a-place",
        {"place": "Huishan"},
        # 001 p6, p12, p17: a team, a base and a fund
        (
            {"type": "Site", "operator": None},
            {"name": "Wuxi Huishan industrial fund"},
            {"name": "Wuxi Huishan project team"},
        ),
        3,
    ),
    Expected("in-a-place", {"place": "Japan"}, (), 0),  # 002 p23 tells of a seminar there, of no site
    Expected(
        "parts-of-a-site",
        {"site": "sak-yibin-project"},
        (
            {"part": "Sak Power Yibin phase I", "steps": 1, "part_level": "phase", "capacity_gwh": 0.5},
            {"part": "Sak Power Yibin phase II", "capacity_planned_gwh": 3.5, "production": "2027"},
            {"part": "Sak Power 100 MWh pilot line", "status": "planned", "sources": ["seed-000#p1"]},
            {"part": "Sak Power Yibin phase I 0.5 GWh line", "steps": 2, "production": "2025-11-10"},
        ),
        4,
        ("Sak Power 30 MWh pilot line",),  # part of the facility for all-solid batteries
    ),
    Expected("parts-of-a-site", {"site": "qingtao-shanghai-plant"}, ({"part": "Qingtao main line in Shanghai"},), 1),
    Expected(
        "building-times",
        {"site": "sak-yibin-project"},
        (
            # 000 p6 and p1: February to 10 November 2025 are 255 to 282 days; November 2024 on, 345 to 374.
            {
                "begun": "construction_start",
                "production": "2025-11-10",
                "reached": True,
                "days_min": 255,
                "days_max": 282,
            },
            {"begun": "signing", "production": "2025-11-10", "days_min": 345, "days_max": 374},
            {"producing": "Sak Power Yibin phase II", "production": "2027", "reached": False},
        ),
        4,
    ),
    Expected(
        "building-times",
        {},
        # 002 p11: construction in the week to 6 December, commissioning in the first quarter.
        ({"site": "Jiugong 100 MWh pilot line", "reached": False, "days_min": 26, "days_max": 121},),
        5,
        ("Luochu Technology 2 GWh project",),  # no date of production
    ),
    Expected(
        "status-counts",
        {},
        (
            {"status": "operating", "named": 7, "unnamed": 3},
            {"status": "trial", "named": 1, "names": ["GAC all-solid-state battery line"]},
            {"status": "building", "named": 9, "unnamed": 0, "overdue": 1},
            {"status": "planned", "named": 10, "unnamed": 1, "overdue": 1},
        ),
        5,  # 35 sites in all; of four no date tells how far they are
    ),
    Expected(
        "status-counts",
        {"type": "Vehicle"},
        (
            {"status": "operating", "named": 1, "names": ["SAIC MG4 semi-solid version"]},
            {"status": "not told", "named": 4},
        ),
        2,
    ),
]
