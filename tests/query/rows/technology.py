"""Technology: figures side by side, routes, research, what is used where."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
        "figures",
        {},
        (
            {"subject": "Solid Power all-solid-state battery", "low": 1000, "high": None, "speakers": ["solid-power"]},
            {"subject": "Solid Power large-format all-solid-state cell", "kind": "undisclosed", "amount": None},
        ),
        2,  # 003 p7
    ),
    Expected(
        "figures",
        {"metric": "volumetric_energy_density"},
        ({"amount": 930, "unit": "Wh/L", "stated": "930 Wh/L", "sources": ["seed-003#p7"]},),
        1,
    ),
    Expected(
        "figures",
        {"metric": "cell_capacity"},
        (
            {"subject": "GAC all-solid-state battery line", "low": 60, "high": None, "sources": ["seed-004#p1.s2"]},
            {"subject": "All-solid-state battery", "low": 20, "high": 40, "period": "until 2025"},  # 004 s3
            {"subject": "All-solid-state battery", "amount": 60, "kind": "estimate"},
        ),
        3,
    ),
    Expected(
        "figures",
        {"metric": "energy_density", "realised": "false"},
        # 003 p8 for 2027, 000 p10
        ({"subject": "Changan all-solid-state battery", "amount": 400}, {"amount": 400, "kind": "target"}),
        2,
        ("Zhaona all-solid-state sodium-ion battery",),
    ),
    Expected(
        "figures",
        {"metric": "capacity", "class": "all-solid", "realised": "true"},
        ({"subject": "Gotion 0.2 GWh all-solid-state pilot line", "amount": 0.2}, {"amount": 0.03}),
        4,  # and 0.5 GWh of the line and, as its output, of the cells: 000 p12
    ),
    Expected("figures", {"metric": "price", "entity": "Solid Power"}, (), 0),  # no article tells a price of cells
    Expected(
        "routes",
        {"route": "sulphide"},
        (
            {"entity": "BYD all-solid-state battery", "firms": ["BYD"], "kinds": ["target"], "speakers": ["byd"]},
            {"entity": "Solid Power all-solid-state battery", "sources": ["seed-003#p7"]},
            {"entity": "Yanyixin sulfide electrolyte line", "firms": ["Yanyixin Materials"]},
            {"entity": "Sak Power Yibin phase I 0.5 GWh line", "sources": ["seed-000#p1"]},
            {"entity": "Jinyang patent on high-purity lithium sulfide", "type": "Patent"},  # 001 p6
        ),
        None,
        ("LATP", "Polymer route"),
    ),
    Expected(
        "routes",
        {},
        (
            {"route": "in-situ-polymerization", "entity": "Sak Power Yibin phase I 0.5 GWh line"},  # 000 p4
            {"route": "oxide", "entity": "LATP", "sources": ["seed-002#p9"]},
            {"route": "oxide-polymer", "entity": "Taland New Energy", "basis": ["inferred"]},  # 001 p7
            {"route": "composite", "entity": "HICORE solid-state electrolyte technology"},
            {"route": "polymer", "firms": ["Zhongke Shenlan Huize"], "sources": ["seed-002#p11"]},
        ),
    ),
    Expected(
        "research",
        {"what": "Lithium sulfide"},
        ({"who": "Joint laboratory of Jinhé Industry and universities", "sources": ["seed-001#p19"]},),
        1,
    ),
    Expected(
        "research",
        {},
        (
            {"who": "Xiangtan Electrochemical", "what": "LMO", "sources": ["seed-002#p16"]},
            {"who": "Factorial", "what": "Factorial-POSCO all-solid-state battery", "status": "planned"},  # 002 p23
            {"who": "POSCO", "what_type": "Product"},
            {"who": "Wuxi Huishan project team", "what": "Preparation of ultra-thin electrolyte films"},  # 001 p6
            {"who": "Xiaomi", "sources": ["seed-003#p10"]},
            {"who": "Ouyang Minggao's team", "what": "400 Wh/kg sulfide all-solid-state car battery"},  # 000 p10
        ),
    ),
    Expected(
        "technologies-in-use",
        {"technology": "HICORE"},
        ({"used_by": "Xinjie Energy", "type": "Firm", "sources": ["seed-001#p7"]},),
        1,
    ),
    Expected(
        "technologies-in-use",
        {},
        (
            {"technology": "Anode-free structure", "used_by": "Zhaona New Energy"},  # 001 p9
            {"technology": "Electrolyte in-situ polymerization", "used_by": "Sak Power high-safety battery"},  # 000 p4
            {"technology": "Large AI models", "topic": "design", "status": "planned"},  # 000 p10
            {
                "technology": "Solid-state battery",
                "used_by": "Sak Power",
                "patents": ["Huawei solid electrolyte patent", "Xiaomi Auto composite electrode patent"],
            },  # 000 p8; 003 p10
            {"technology": "Solid Power battery manufacturing process", "used_by": "Lithium-ion battery"},  # 003 p7
        ),
        16,
    ),
]
