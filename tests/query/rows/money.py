"""Money: investments, markets, shares and indices."""

from __future__ import annotations

from tests.query.test_library_rows import SMM_FORECAST, Expected

ROWS = [
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
