"""Vehicles: models, tests, and the firms behind their batteries."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
        "models",
        {},
        (
            {
                "vehicle": "SAIC MG4 semi-solid version",
                "makers": ["SAIC Group"],
                "status": "operating",
                "batteries": ["Battery of the semi-solid MG4, operating"],
                "uses": ["Manganese-based cathode of the MG4"],
            },  # 001 p8, p14
            {"vehicle": "BMW i7 test vehicle", "batteries": ["Solid Power large-format all-solid-state cell, trial"]},
            {"vehicle": "GAC Hyper series", "batteries": ["GAC solid-state battery, planned"], "status": None},
            {"vehicle": "Dongfeng E70", "batteries": ["Ganfeng semi-solid-state battery, trial"]},
            {"vehicle": "Seres SF5", "batteries": ["Ganfeng semi-solid-state battery, operating"]},
        ),
        5,
    ),
    Expected("models", {"maker": "BMW"}, ({"vehicle": "BMW i7 test vehicle", "class": "all-solid"},), 1),
    Expected("models", {"maker": "BYD"}, (), 0),  # no model is named
    Expected(
        "tests",
        {},
        (
            {
                "vehicle": "BMW i7 test vehicle",
                "stage": "road_test",
                "place": "Munich area",
                "reached": True,
                "speakers": ["bmw-group"],
                "sources": ["seed-003#p6"],
            },
            {"vehicle": "Dongfeng E70", "stage": "test_installation", "speakers": ["ganfeng"]},  # 003 p13
            {"battery": "Gotion next-generation all-solid-state battery", "stage": "road_test", "reached": True},
            {"battery": "GAC all-solid-state battery", "scale": "small-batch", "date": "by 2026", "reached": False},
            {"makers": ["Changan Automobile"], "stage": "installation_verification", "date": "2026", "kind": "planned"},
        ),
        6,  # BMW two, Ganfeng, Gotion (004 s14), GAC (004 s12), Changan (003 p8)
        ("Seres SF5",),
    ),
    Expected("tests", {"maker": "Gotion"}, ({"stage": "road_test", "sources": ["seed-004#p1.s14"]},), 1),
    Expected(
        "battery-firms-of-car-makers",
        {},
        (
            {"car_maker": "BMW Group", "firm": "Solid Power", "link": "battery in vehicle", "status": "trial"},
            {"car_maker": "BMW Group", "firm": "Solid Power", "link": "supplies"},
            {"car_maker": "Changan Automobile", "firm": "Sak Power", "link": "partners", "what": "ecosystem"},
            {"car_maker": "SAIC Group", "firm": "Qingtao", "sources": ["seed-004#p1.s15"]},
            {"car_maker": "Seres", "firm": "Ganfeng Lithium", "what": "Seres SF5"},
            {"car_maker": "Dongfeng", "firm": "Ganfeng Lithium", "status": "trial"},
        ),
        9,  # and the three makers of sulfide electrolyte, on which the battery of BYD rests
        ("CATL",),
    ),
    Expected(
        "battery-firms-of-car-makers",
        {"car_maker": "BYD"},
        ({"firm": "Yanyixin Materials", "link": "makes a material of its battery", "what": "Sulfide electrolyte"},),
        3,
    ),
    Expected("battery-firms-of-car-makers", {"car_maker": "GAC"}, (), 0),  # 003 p8: the maker of the cell is not named
]
