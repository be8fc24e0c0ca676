"""Evidence: who says what, where voices agree or differ, what is open."""

from __future__ import annotations

from tests.query.expected import Expected

ROWS = [
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
    Expected(
        "claims-search",
        {"speaker": "Feng Xingya"},
        (
            {
                "subject": "GAC solid-state battery",
                "predicate": "vehicle_installation",
                "when": "2028",
                "source": "seed-003#p8",
            },
        ),
        1,
    ),
    Expected(
        "claims-search",
        {"words": "hyper"},
        ({"predicate": "PRODUCES", "says": "GAC Hyper series"}, {"predicate": "vehicle_installation", "when": "2026"}),
        2,  # 003 p8
    ),
    # 003 is of July 2025, 004 of any day of that year; 002 came out on 6 December.
    Expected(
        "claims-search",
        {"entity": "Gotion", "known_on": "2025-11"},
        (
            {"says": "Gotion 0.2 GWh all-solid-state pilot line", "source": "seed-004#p1.s14"},
            {"source": "seed-003#p14"},
        ),
        6,
        ("seed-002#p12",),
    ),
    # "Before that" in 003 p8, whatever day the article is of: said by 30 May 2025.
    Expected("claims-search", {"speaker": "Feng Xingya", "known_on": "2025-05-29"}, (), 0),
    Expected("claims-search", {"speaker": "Feng Xingya", "known_on": "2025-05-30"}, ({"when": "2028"},), 1),
    Expected(
        "claims-search",
        {"source": "seed-002", "predicate": "price"},
        ({"says": "2,050 CNY/kg"}, {"subject": "LATP", "says": "145 CNY/kg"}),
        4,
    ),
    Expected(
        "claims-search",
        {"kind": "undisclosed"},
        ({"subject": "Yugong High-Tech", "source": "seed-001#p16"},),
        3,  # and two figures of the cell in the road test: 003 p7
    ),
    Expected("claims-search", {"words": "Toyota"}, (), 0),  # in no article
    Expected("claims-search", {"words": "Mark Carney"}, (), 0),  # only in the footer of 002, which is no part of it
    Expected(
        "corroborated",
        {},
        (
            # 000 p9 and 004 s8; 003 p9 and 004 s13; 000 p8 and 003 p17
            {"subject": "Ouyang Minggao", "says": "Tsinghua University", "documents": ["seed-000", "seed-004"]},
            {"subject": "BYD all-solid-state battery", "predicate": "class", "says": "all-solid"},
            {"subject": "Solid-state battery", "says": "high safety", "speakers": ["guotai-haitong", "zeng-lingju"]},
        ),
        None,
        ("World battery market",),  # three printings of one forecast by one speaker
    ),
    Expected("corroborated", {"speakers": "3"}, (), 0),
    Expected(
        "differing-statements",
        {},
        (
            {"what": "production_start", "sides": 3, "holds": "2025-11-10"},  # 000 p1, p17
            {"what": "class", "sides": 2},  # p1, p12
            {"what": "route", "sides": 2},  # p1, p4
            {"what": "completion", "subject": "Sak Power Yibin phase I 0.5 GWh line"},  # p1, p12
        ),
        4,
    ),
    Expected(
        "differing-statements",
        {"entity": "BYD all-solid-state battery", "across_scopes": "true"},
        (
            {
                "what": "vehicle_installation",
                "sides": 3,
                "values": [
                    "after 2030 (large), planned: sun-huajun, seed-003#p9",
                    "around 2027 (demonstration), planned: sun-huajun, seed-003#p9",
                    "by 2030 (mainstream-models), target: byd, seed-004#p1.s13",
                ],
            },
        ),
        1,
    ),
    Expected(
        "differing-statements",
        {"entity": "All-solid-state battery", "across_scopes": "true"},
        # 004 s10 against s19: by 2030, or after it
        ({"what": "commercialization", "sides": 2}, {"what": "vehicle_installation"}, {"what": "cell_capacity"}),
        3,
    ),
    Expected(
        "documents",
        {},
        (
            {
                "document": "seed-002",
                "published_earliest": "2025-12-06",
                "published_latest": "2025-12-06",
                "basis": "stated",
            },
            {"document": "seed-000", "published_earliest": "2025-11-10", "publisher": "SMM", "basis": "inferred"},
            {"document": "seed-003", "publisher": "36Kr", "published_latest": "2025-07-31"},
            {"document": "seed-004", "publisher": "SD-Agencies"},
            {"document": "seed-001", "published_earliest": "2026-01-02"},
        ),
        5,
    ),
    Expected(
        "inferred",
        {"entity": "qingtao-shanghai-line"},
        # 004 s15: announced on Friday, sample cells by the end of this year
        (
            {"predicate": "sample_cells", "when": "by end of 2025"},
            {"predicate": "completion", "source": "seed-004#p1.s15"},
        ),
        2,
    ),
    Expected(
        "inferred",
        {"source": "seed-002"},
        (
            {"subject": "Canmax", "predicate": "sample_delivery"},
            {"subject": "Fulin Precision Machining", "says": "LFP"},
        ),
        None,
        ("Qingtao",),
    ),
    Expected(
        "judgements",
        {"property": "obstacle"},
        (
            {"about": "Solid-state battery", "says": "cost", "source": "seed-003#p17"},
            {"about": "Solid-state battery", "says": "production capacity"},
            {"about": "Solid-state battery", "says": "technology"},
            {"about": "All-solid-state battery", "says": "making ultra-thin films", "source": "seed-001#p6"},
        ),
        5,  # and the interface
    ),
    Expected(
        "judgements",
        {"about": "All-solid-state battery", "property": "advantage"},
        (
            {"says": "faster charging", "source": "seed-004#p1.s7"},
            {"says": "lower fire risk"},
            {"says": "greater safety"},
        ),
        4,  # and more energy
    ),
    Expected(
        "judgements",
        {"speaker": "Ouyang Minggao", "property": "rank"},
        (
            {"about": "China", "says": "ahead in certain areas", "source": "seed-004#p1.s9"},
            {"about": "China", "source": "seed-000#p10"},
            {"about": "Yibin"},
        ),
        3,
    ),
    Expected(
        "judgements",
        {"about": "cn-ssb-ev-standard", "property": "purpose"},
        ({"says": "one benchmark for market entry", "source": "seed-001#p18"},),
        5,  # 001 p18 four, p2 one
    ),
    Expected(
        "names",
        {"text": "002594"},
        ({"name": "BYD", "native_names": ["比亚迪"], "external_ids": ["SZSE:002594"]},),
        1,
    ),
    Expected("names", {"text": "li2s"}, ({"name": "Lithium sulfide", "type": "Material"},), None, ("LATP",)),
    Expected("names", {"text": "tesla"}, (), 0),
    Expected(
        "not-disclosed",
        {"kind": "undisclosed"},
        (
            {
                "subject": "Solid Power large-format all-solid-state cell",
                "what": "energy_density",
                "firms": ["Solid Power"],
            },
            {"subject": "Solid Power large-format all-solid-state cell", "what": "cycle_life", "source": "seed-003#p7"},
            {"subject": "Yugong High-Tech", "what": "funding", "source": "seed-001#p16"},
        ),
        3,
    ),
    Expected(
        "not-disclosed",
        {"kind": "undated"},
        (
            {"subject": "BYD solid-state battery", "what": "mass_production", "source": "seed-003#p9"},
            {"subject": "Sak Power 100 MWh pilot line", "source": "seed-000#p1"},
            {"subject": "Wuxi Huishan industrial fund", "source": "seed-001#p17"},
            {"subject": "Standards on all-solid-state batteries", "speaker": "miit"},
        ),
        16,
        ("Changan all-solid-state battery",),
    ),
    Expected("not-disclosed", {"kind": "denied"}, (), 0),
    Expected(
        "speakers",
        {"source": "seed-004"},
        (
            {"speaker": "Ouyang Minggao", "documents": ["seed-004"]},
            {"speaker": "Qi Hongzhong", "claims": 3, "ahead": 3, "type": "Person"},
            {"speaker": "China International Capital Corp.", "claims": 3},
            {"speaker": "BYD"},
            {"speaker": "SAIC Group"},
        ),
        None,
        ("Zhu Gaolong", "SMM"),
    ),
    Expected(
        "speakers",
        {},
        (
            {"speaker": "SMM", "documents": ["seed-000", "seed-001", "seed-002"]},
            {"speaker": "Ouyang Minggao", "documents": ["seed-000", "seed-004"]},
            {"speaker": "Zhu Gaolong", "roles": ["chairman, Sak Power"]},
        ),
        None,
        ("curation", "Lemon Zhao"),
    ),
    # By July 2025 those of 003, and of 004, which may be of any day of the year.
    Expected("speakers", {"known_on": "2025-07"}, ({"speaker": "36Kr"}, {"speaker": "Qi Hongzhong"}), None, ("SMM",)),
    Expected(
        "support",
        {"type": "Vehicle"},
        ({"entity": "Seres SF5", "documents": ["seed-003"], "speakers": ["36kr", "ganfeng"]},),
        5,  # each in one article
    ),
    Expected(
        "support",
        {"at_least": "3", "at_most": "5", "type": "Firm"},
        (
            {"entity": "CATL", "documents": ["seed-000", "seed-001", "seed-003"]},
            {"entity": "Gotion High-Tech", "documents": ["seed-002", "seed-003", "seed-004"]},
            {"entity": "SAIC Group", "documents": ["seed-001", "seed-003", "seed-004"]},
        ),
        3,
    ),
    Expected(
        "unnamed-parties",
        {},
        (
            {
                "party": "well-known international mobile phone makers",
                "predicate": "sample_delivery",
                "says": "Ganfeng Lithium",
                "source": "seed-003#p13",
            },
            {"party": "well-known eVTOL makers", "predicate": "PARTNERS_WITH", "says": "Ganfeng Lithium"},
            {"party": "GWh-level lines commissioned in the week", "source": "seed-001#p2"},
            {"party": "downstream customers of cathode makers", "says": "Easpring Technology"},
        ),
    ),
    # docs/curation.md, "Slips and contradictions": what two readers of the five articles listed.
    Expected(
        "contradictions",
        {},
        (
            {
                "about": ["Sak Power Yibin phase I 0.5 GWh line"],
                "kind": "word",
                "severity": "high",
                "state": "open",
                "sources": ["seed-000#p1", "seed-000#p4"],  # p1 and p12 sulfide, p4 polymerised in situ
            },
            {"about": ["BYD all-solid-state battery"], "kind": "date", "chosen": None},
            {"about": ["SAIC MG4 semi-solid version", "Seres SF5"], "kind": "first"},
        ),
        13,
    ),
    # 003 p9: at large scale after 2030, by an executive; 004 s13: in mainstream models by 2030, by the firm.
    Expected(
        "contradictions",
        {"entity": "BYD all-solid-state battery", "kind": "date", "open": "true"},
        ({"sources": ["seed-003#p9", "seed-004#p1.s13"]},),
        1,
    ),
    Expected("contradictions", {"entity": "比亚迪"}, ({"about": ["BYD all-solid-state battery"]},), 1),  # what it makes
    Expected("contradictions", {"entity": "Lithium sulfide"}, (), 0),  # another week's price is none
]
