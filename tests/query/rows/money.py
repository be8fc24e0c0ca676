"""Money: investments, markets, shares and indices."""

from __future__ import annotations

from tests.query.expected import Expected

#: Where one forecast of SMM stands.
SMM_FORECAST = ["seed-000#p21", "seed-001#p22", "seed-002#p24"]

ROWS = [
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
        "investments",
        {},
        (
            # 000 p1: 3 billion yuan for 4 GWh
            {
                "into": "Sak Power Yibin solid-state battery project",
                "amount": 3e9,
                "currency": "CNY",
                "investors": [],
                "firms": ["Sak Power"],
                "per_gwh": 750e6,
            },
            {
                "into": "K-Battery solid-state battery plan",
                "amount": 280e9,
                "currency": "KRW",
                "investors": ["South Korean government"],
                "per_gwh": None,
                "sources": ["seed-002#p22"],
            },
        ),
        2,
    ),
    Expected("investments", {"firm": "Sak Power"}, ({"kind": "planned", "speakers": ["smm"]},), 1),
    Expected("investments", {"firm": "BYD"}, (), 0),
    Expected(
        "market-outlook",
        {},
        (
            {"year": 2025, "metric": "penetration", "amount": 0.1, "kind": "estimate", "documents": 3},
            {"year": 2028, "class": "semi-solid", "amount": 160, "unit": "GWh", "sources": SMM_FORECAST},
            {"year": 2030, "metric": "market_share", "amount": 25, "place": "World", "kind": "target"},  # 002 p22
            {"year": 2028, "subject": "Solid Power", "amount": 800000, "application": "Electric vehicles"},  # 003 p7
        ),
        14,  # 9 of SMM, 3 of CICC, one of Korea, one of Solid Power
    ),
    Expected(
        "market-outlook",
        {"year": "2027"},
        (
            {"amount": 2.5e9, "unit": "CNY", "place": "China", "sources": ["seed-004#p1.s16"]},
            {"amount": 352e6, "unit": "USD", "speakers": ["cicc"]},
            {"metric": "demand_growth", "application": "Energy storage systems", "amount": 27},  # 2024 to 2030
        ),
        5,
    ),
    Expected(
        "market-outlook",
        {"class": "all-solid", "year": "2030"},
        ({"metric": "penetration", "amount": 4, "speakers": ["smm"]}, {"metric": "market_size", "amount": 27.3e9}),
        2,
    ),
    Expected(
        "stocks-and-indices",
        {},
        (
            {"metric": "index_value", "amount": 696.24, "event": "low", "period": "2025-04-09"},
            {"metric": "index_value", "amount": 1039.9, "event": "high", "sources": ["seed-003#p2"]},
            {"metric": "index_change", "amount": 50, "unit": "%"},
            {"subject": "Solid-state battery stocks", "amount": 1.89, "period": "2025-07-03"},
            {"subject": "Zhongyi Technology", "amount": 20, "event": "daily limit", "tickers": ["SZSE:301150"]},
            {"subject": "Hongtian Co., Ltd.", "direction": "up", "amount": None},
            {"subject": "Dadongnan", "sources": ["seed-003#p3"]},
        ),
        7,
    ),
    Expected(
        "stocks-and-indices",
        {"since": "2025-07-01"},
        ({"subject": "Dadongnan", "event": "daily limit"},),
        4,
        ("Cailian Press Solid-State Battery Sector Index",),
    ),
    Expected("stocks-and-indices", {"until": "2025-05"}, ({"event": "low"}, {"metric": "index_change"}), 2),
]
