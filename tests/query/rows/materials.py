"""Materials: what goes in, who makes it, how much."""

from __future__ import annotations

from tests.query.expected import Expected

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
        "bill-of-materials",
        {"item": "BYD all-solid-state battery"},
        (
            # 004 s13: sulfide-based; 002 p15: key and core raw materials of sulfide electrolyte.
            {"steps": 1, "input": "Sulfide electrolyte", "essential": "yes", "status": "planned"},
            {"steps": 2, "input": "Lithium sulfide", "into": "Sulfide electrolyte", "sources": ["seed-002#p15"]},
            {"steps": 2, "input": "Phosphorus pentasulfide", "function": "raw-material", "essential": "yes"},
        ),
        3,
    ),
    Expected(
        "bill-of-materials",
        {"item": "MG4 semi-solid"},
        (
            {"steps": 1, "input": "Battery of the semi-solid MG4", "relation": "INSTALLED_IN"},
            {"steps": 2, "input": "Manganese-based cathode of the MG4", "function": "cathode"},  # 001 p8
        ),
        2,
    ),
    Expected("bill-of-materials", {"item": "Gotion Jinshi 2 GWh all-solid-state line"}, (), 0),  # nothing is told
    Expected(
        "where-used",
        {"item": "Li2S"},
        (
            {
                "steps": 1,
                "used_in": "Sulfide electrolyte",
                "makers": ["Sak Power", "Solid Power", "Yanyixin Materials"],
            },
            {"steps": 2, "used_in": "Solid Power all-solid-state battery", "class": "all-solid"},
            {"steps": 2, "used_in": "Sak Power sulfide all-solid-state cells", "makers": ["Sak Power"]},
            {"used_in": "BYD all-solid-state battery", "path": "lithium-sulfide > sulfide-electrolyte > byd-assb"},
        ),
        4,
        ("BMW i7 test vehicle",),  # the cell of the road test is not said to be the one of the firm's site
    ),
    Expected(
        "where-used",
        {"item": "Ganfeng semi-solid-state battery"},
        ({"used_in": "Seres SF5", "type": "Vehicle", "makers": ["Seres"]}, {"used_in": "Dongfeng E70"}),
        2,
    ),
    Expected(
        "material-capacities",
        {},
        (
            {
                "site": "Yanyixin sulfide electrolyte line",
                "status": "operating",
                "capacity_t_a": 500,
                "planned_t_a": None,
            },
            {
                "material": "Phosphorus pentasulfide",
                "operator": "Xingfa Group",
                "capacity_t_a": None,
                "low": 10000,
                "high": 99000,
                "sources": ["seed-002#p15"],
            },  # "10kt-level", under construction
            {"site": "Sak Power 20 mt sulfide electrolyte line", "capacity_t_a": 20, "sources": ["seed-000#p13"]},
            {"material": "All-solid-state battery adhesive", "capacity_t_a": None, "planned_t_a": 3000},
            {
                "material": "Lithium sulfide",
                "operator": "Zhongke Guneng",
                "one_of": ["lithium-sulfide", "sulfide-electrolyte"],
            },
            {"operator": "Canmax", "capacity_t_a": None, "planned_t_a": None, "sources": []},  # no figure
        ),
        9,  # Yanyixin, Xingfa, Canmax, Yahua, Zhongke Guneng for two, three of Sak Power
    ),
    Expected("material-capacities", {"material": "LATP"}, (), 0),  # 002 p9 names no maker of it
    Expected(
        "by-function-and-route",
        {"function": "cathode"},
        (
            {"material": "LFP", "makers": ["Fulin Precision Machining"], "chemistry": "lithium-iron-phosphate"},
            {"material": "High-nickel material", "makers": ["Easpring Technology"]},
            {"material": "LMO", "makers": []},  # 002 p16: only explored
            {"material": "Cathode materials for solid-state batteries", "price_direction": "up"},  # 001 p4
            {"material": "Atomically designed layered oxide cathode"},  # 001 p8
            {"material": "Manganese-based cathode of the MG4"},
        ),
        6,
    ),
    Expected(
        "by-function-and-route",
        {"function": "raw material"},
        (
            # 002 p15; the price fell in the later week, 001 p4.
            {
                "material": "Lithium sulfide",
                "makers": ["Canmax, planned", "Yahua Group, planned"],
                "price_direction": "down",
            },
            {"material": "Phosphorus pentasulfide", "makers": ["Xingfa Group, planned"]},
        ),
        2,
    ),
    Expected(
        "few-makers",
        {},
        (
            {
                "input": "Phosphorus pentasulfide",
                "making": [],
                "planning": ["Xingfa Group"],
                "essential_for": ["Sulfide electrolyte"],
            },
            {"input": "Lithium sulfide", "makers": 0, "planning": ["Canmax", "Yahua Group"]},
            {
                "input": "Lithium metal anode",
                "planning": [],
                "essential_for": ["Xinjie solid-state lithium metal battery"],
            },
            {"input": "Graphene", "goes_into": ["Polymer-based composite functional layer"]},
        ),
        6,  # and the cathodes of the MG4 and of Zhaona
        ("Sulfide electrolyte",),
    ),
    Expected(
        "few-makers",
        {"at_most": "3"},
        ({"input": "Sulfide electrolyte", "makers": 3, "making": ["Sak Power", "Solid Power", "Yanyixin Materials"]},),
        7,
    ),
]
