"""Firms: who they are, what they make, whom they deal with."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
        "profile",
        {"entity": "Sichuan Sak Power"},
        (
            # 000 p3, p8, p20, p14: chairman, incubated, 360 Wh/kg, partners, phase two.
            {
                "part": "relation",
                "what": "HAS_ROLE_AT (points here)",
                "value": "Zhu Gaolong",
                "sources": ["seed-000#p3"],
            },
            {"part": "relation", "what": "INCUBATED_BY", "other_id": "ouyang-minggao-workstation", "kind": "actual"},
            {"part": "figure", "what": "energy_density", "value": "360 Wh/kg", "sources": ["seed-000#p8"]},
            {"part": "relation", "what": "OPERATES", "other_id": "sak-yibin-phase-2", "state": "planned"},
            {"part": "relation", "what": "PARTNERS_WITH (points here)", "value": "CATL", "sources": ["seed-000#p20"]},
            {"part": "property", "what": "rank", "kind": "target", "sources": ["seed-000#p4"]},
        ),
        None,
        ("Ganfeng Lithium",),
    ),
    Expected(
        "profile",
        {"entity": "sak-yibin-line-1"},
        (
            # 000 p1: planned for October, begun on 10 November, which answers the handover too.
            {"part": "date", "what": "production_start", "when": "2025-10", "kind": "planned", "state": "replaced"},
            {"part": "date", "what": "production_start", "when": "2025-11-10", "kind": "actual", "state": "current"},
            {"part": "date", "what": "handover", "kind": "target", "state": "current"},
            # p1 against p12, p4 against p1: every side is a row.
            {"part": "property", "what": "class", "value": "all-solid", "sources": ["seed-000#p12"]},
            {"part": "property", "what": "class", "value": "solid-state", "sources": ["seed-000#p1"]},
            {"part": "property", "what": "route", "value": "in-situ-polymerization", "sources": ["seed-000#p4"]},
        ),
    ),
    Expected(
        "supply-relations",
        {},
        (
            {
                "supplier": "Solid Power",
                "buyer": "BMW Group",
                "item": "Solid Power large-format all-solid-state cell",
                "sources": ["seed-003#p6"],
            },
            {"supplier": "Sak Power 20 mt sulfide electrolyte line", "operator": "Sak Power", "relation": "SUPPLIES"},
            {"supplier": "Fulin Precision Machining", "item": "LFP", "sources": ["seed-002#p16"]},
            {"supplier": "Easpring Technology", "item": "High-nickel material", "sources": ["seed-002#p16"]},
            {"supplier": "Ganfeng Lithium", "relation": "SENDS_SAMPLES_TO", "status": "trial"},
        ),
        5,  # 000 p13, 002 p16 two, 003 p6 and p13
    ),
    # 000 p13: the firm counts as the supplier of what its line delivers.
    Expected("supply-relations", {"supplier": "Sak Power"}, ({"buyer": "Sak Power 30 MWh pilot line"},), 1),
    Expected("supply-relations", {"buyer": "BMW"}, ({"supplier": "Solid Power"},), 1),
    Expected("supply-relations", {"item": "LFP"}, ({"supplier": "Fulin Precision Machining"},), 1),
    Expected(
        "sample-deliveries",
        {},
        (
            {"firm": "Canmax", "item": "Lithium sulfide", "receiver": None, "source": "seed-002#p15"},
            {"firm": "Yahua Group", "item": "Lithium sulfide", "basis": "inferred"},
            {
                "firm": "Ganfeng Lithium",
                "item": "Ganfeng low-temperature solid-state lithium battery",
                "receiver": "well-known international mobile phone makers",
                "source": "seed-003#p13",
            },
        ),
        5,  # besides, "sample deliveries" of unnamed domestic firms in 002 p4 and again in p6
    ),
    # By the end of November only Ganfeng's of 2 July had been told.
    Expected("sample-deliveries", {"known_on": "2025-11"}, ({"firm": "Ganfeng Lithium"},), 1),
    Expected(
        "products",
        {"firm": "Sak Power"},
        (
            {
                "item": "Sak Power sulfide all-solid-state cells",
                "through": None,
                "class": "all-solid",
                "route": "sulfide",
            },
            {"item": "Sak Power sulfide all-solid-state cells", "through": "Sak Power 30 MWh pilot line"},
            {"item": "Sak Power high-safety battery", "route": "in-situ-polymerization", "sources": ["seed-000#p4"]},
            {"item": "All-solid-state battery adhesive", "item_type": "Material", "status": "planned"},  # p19
            {"item": "Sak Power battery pack", "through": "Sak Power PACK line", "status": "planned"},  # p18
            {"item": "Sak Power all-solid-state system solutions", "sources": ["seed-000#p14"]},
        ),
        None,
        ("Yanyixin Materials",),
    ),
    Expected(
        "products",
        {"class": "semi-solid"},
        # 003 p13, 001 p14 twice, and Luochu's once more by its project; the maker of the MG4's battery is not named.
        ({"firm": "Ganfeng Lithium"}, {"firm": "Luochu Technology"}, {"firm": "SAIC Group", "item_type": "Vehicle"}),
        4,
    ),
    Expected(
        "products",
        {"type": "Vehicle"},
        ({"firm": "GAC Group", "item": "GAC Hyper series"}, {"firm": "Seres", "item": "Seres SF5"}),
        5,
    ),
    Expected(
        "members",
        {"whole": "CASIP"},
        # 004 s17: nearly all of the country's battery makers and automakers; none is named.
        (
            {"member": "nearly all Chinese battery makers", "unnamed": True, "list_complete": "no"},
            {"member": "nearly all Chinese automakers", "unnamed": True, "sources": ["seed-004#p1.s17"]},
        ),
        2,
    ),
    Expected(
        "members",
        {},
        (
            {"whole": "Academician Ouyang Minggao Workstation", "member": "Sak Power", "relation": "INCUBATED_BY"},
            {"whole": "Joint laboratory of Jinhé Industry and universities", "member": "Jinhé Industry"},  # 001 p19
            {"whole": "GAC Group", "member": "GAC research institute", "relation": "PART_OF"},  # 004 s12
            {"whole": "Tsinghua University", "role": "professor", "sources": ["seed-000#p9", "seed-004#p1.s8"]},
            {"whole": "Yibin High-tech Zone", "member": "Zeng Lingju", "sources": ["seed-000#p7"]},
        ),
    ),
    Expected("by-country-and-business", {"country": "South Korea"}, ({"firm": "POSCO", "documents": 1},), 1),
    Expected(
        "by-country-and-business",
        {"country": "US"},
        ({"firm": "Factorial"}, {"firm": "QuantumScape"}, {"firm": "Solid Power", "external_ids": ["NASDAQ:SLDP"]}),
        3,  # 002 p23 two, 003 p6
    ),
    Expected(
        "by-country-and-business",
        {"business": "automaker"},
        # 003 p6, p8, p9, p13 and 004 s2, s13, s15; Dongfeng, Seres and Xiaomi Auto by their cars.
        ({"firm": "GAC Group"}, {"firm": "BYD"}, {"firm": "Chery Automobile"}, {"firm": "BMW Group", "country": "DE"}),
        9,
        ("CATL", "further Chinese car makers"),
    ),
    Expected(
        "active-in",
        {"route": "polymer"},
        (
            {"who": "CATL", "through": ["FILED CATL patent on a polymer-based composite layer"]},  # 001 p7
            {"who": "China National Petroleum Corporation", "only_planned": False},  # 002 p15
            {
                "who": "Zhongke Shenlan Huize",
                "through": ["OPERATES Zhongke Shenlan Huize polymer battery project", "USES Polymer route"],
            },  # 002 p11
        ),
        3,
        ("Taland New Energy", "Yanyixin Materials"),
    ),
    Expected(
        "active-in",
        {"class": "all-solid", "route": "sulfide"},
        ({"who": "BYD", "only_planned": True}, {"who": "Solid Power"}, {"who": "Sak Power"}),
        4,  # and Ouyang Minggao's team: 004 s13, 003 p7, 000 p12 and p10
        ("GAC Group", "Zhaona New Energy"),  # no route told; another chemistry and no route
    ),
    Expected(
        "competitors",
        {"firm": "Sak Power", "common": "material"},
        # 002 p15, 003 p7; Zhongke Guneng's product is left open, Canmax makes an input of it.
        (
            {"common": "Sulfide electrolyte", "peer": "Yanyixin Materials"},
            {"peer": "Solid Power", "only_planned": False},
        ),
        2,
        ("Zhongke Guneng", "Canmax"),
    ),
    Expected(
        "competitors",
        {"firm": "Canmax"},
        ({"common": "Lithium sulfide", "peer": "Yahua Group", "only_planned": True},),
        1,
    ),
    Expected(
        "competitors",
        {"firm": "Ganfeng Lithium"},
        ({"common": "semi-solid", "peer": "Luochu Technology"},),
        1,  # SAIC's MG4 is a car, and the maker of its battery is not named
    ),
    Expected(
        "uses-and-markets",
        {"use": "Robotics"},
        (
            # 001 p14 names three firms; humanoid robots, of 003 p17, are part of it.
            {"use": "Robotics", "who": "Narada Power", "sources": ["seed-001#p14"]},
            {"use": "Robotics", "who": "Del Co."},
            {"use": "Robotics", "who": "Xinjie Energy"},
            {"use": "Humanoid robots", "who": "Solid-state battery", "sources": ["seed-003#p17"]},
        ),
        4,
    ),
    Expected(
        "uses-and-markets",
        {"use": "Energy storage"},
        (
            {"who": "Taihang No.1", "maker": "Zhonggu Times"},  # 001 p14
            {"who": "Wuhai semi-solid-state ESS project", "maker": "Lvfa Group"},  # 002 p13
            {"who": "Chunlithium 1 GWh ESS battery project", "type": "Site"},  # 002 p12
        ),
        4,  # and the battery of Chunlithium
        ("Taihang No.2",),
    ),
]
