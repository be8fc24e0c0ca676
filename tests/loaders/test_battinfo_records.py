"""BattINFO's records by their mapping: organisations and cells, each quirk of them by hand from the files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from graphkit.facts import Reading
from graphkit.graph import build
from tests.loaders.told import WHOLE, Told, account, mapping, model, names, read, short, told, with_sample

NAME = "battinfo_records"
DATA = WHOLE / NAME
ORGANISATIONS, CELLS = "records/organization/*/record.json", "records/cell-spec/*/record.json"
BY = "battinfo-organisations"
CATALOGUE, DATASHEETS, LABELS = "battinfo-catalogue", "battinfo-datasheets", "battinfo-labels"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The mapping with the sample in its folder."""
    return read(with_sample(NAME, tmp_path_factory.mktemp("battinfo")))


@pytest.fixture(scope="module")
def whole() -> Reading:
    """The mapping with the whole set."""
    if not DATA.is_dir():
        pytest.skip("the whole set is not beside the repository (../shared/data)")
    return read(mapping(NAME), DATA)


def organisation(short_id: str) -> str:
    """The place of an organisation's record."""
    return f"organisations: organization.short_id={short_id}"


def cell(short_id: str) -> str:
    """The place of a cell's record."""
    return f"cells: cell_spec.short_id={short_id}"


# --- organisations


@pytest.mark.parametrize(
    ("short_id", "claims"),
    [
        ("8z6jn7vw", {("a123-systems", "country", "US", "", BY), ("a123-systems", "establishment", "2001", "", BY)}),
        ("kx0z89en", {("zsw", "country", "DE", "", BY), ("zsw", "LOCATED_IN", "ulm", "", BY)}),
        # Nothing is said of it but that it is one.
        ("b4qqaawd", {("sintef", "is_a", "Organization", "", BY)}),
        # Absorbed by its parent.
        (
            "wp63p0pv",
            {
                ("sanyo", "country", "JP", "", BY),
                ("sanyo", "establishment", "1947", "", BY),
                ("sanyo", "closure", "2012", "", BY),
                ("panasonic", "OWNS", "sanyo", "", BY),
            },
        ),
        (
            "553k998c",
            {("leclanche", "country", "CH", "", BY), ("leclanche", "LOCATED_IN", "yverdon-les-bains", "", BY)},
        ),
    ],
)
def test_what_an_organisation_says(sample: Reading, short_id: str, claims: set[Told]) -> None:
    assert told(sample, organisation(short_id)) == claims


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("a123-systems", "Firm"),  # Manufacturer
        ("tinycircuits", "Firm"),  # a plain Organization, made up from a cell that it makes
        ("battery-data-alliance", "Organization"),  # a plain Organization of the knowledge base
        ("georgia-tech", "Organization"),  # EducationalOrganization
        ("zsw", "Organization"),  # ResearchOrganization
        ("european-union", "Organization"),  # GovernmentOrganization
    ],
)
def test_a_maker_is_a_firm_and_what_makes_nothing_an_organisation(sample: Reading, identifier: str, kind: str) -> None:
    assert names(sample, identifier, "is_a") == {kind}


def test_legal_and_other_names_are_aliases_and_those_in_other_letters_native(sample: Reading) -> None:
    assert names(sample, "calb", "alias") == {
        "China Aviation Lithium Battery Co., Ltd.",
        "China Aviation Lithium Battery",
    }
    assert names(sample, "calb", "native_name") == {"中航锂电"}
    # The name that cells use is one too.
    assert names(sample, "samsung-sdi", "alias") == {"Samsung SDI Co., Ltd.", "Samsung"}
    assert names(sample, "samsung-sdi", "native_name") == {"삼성SDI"}


@pytest.mark.parametrize(
    ("identifier", "ids"),
    [
        # One link alone, no list of them.
        ("sanyo", {"QID:Q186168", "BattINFO:wp63-p0pv-en3e-2bfs"}),
        # A link to the knowledge graph beside it is no id.
        ("leclanche", {"QID:Q2724618", "BattINFO:553k-998c-1d10-y74y"}),
        ("georgia-tech", {"ROR:01zkghx44", "DOMAIN:gatech.edu", "BattINFO:08s6-tfs5-m2rr-tpqg"}),
        ("kys-battery", {"DOMAIN:kysbattery.com", "BattINFO:4pw4-j3y7-5g0s-md6g"}),
        ("zsw", {"ROR:014x8q810", "DOMAIN:zsw-bw.de", "BattINFO:kx0z-89en-jnyb-ks5v"}),
        # A page on the site of another is nobody's domain.
        ("battery-data-alliance", {"BattINFO:2cqa-88kj-p9ka-j5fm"}),
    ],
)
def test_links_that_are_identities_become_ids(sample: Reading, identifier: str, ids: set[str]) -> None:
    assert names(sample, identifier, "external_id") == ids


# --- cells


def of_cell(identifier: str, document: str, maker: str, *said: tuple[str, ...], materials: str = "") -> set[Told]:
    """The claims of a cell's record: predicate and value, perhaps with a condition; each material with its function."""
    out: set[Told] = {(maker, "PRODUCES", identifier, "", document), (identifier, "form", "cell", "", document)}
    for predicate, value, *condition in said:
        out.add((identifier, predicate, value, f"condition={condition[0]}" if condition else "", document))
    for material, function in (part.split("=") for part in materials.split()):
        out |= {(material, "INPUT_TO", identifier, "", document), (material, "function", function, "", document)}
    return out


CELLS_BY_HAND = {
    # Its maker's id is nobody's; masses in g; `>1000` in place of a number; degrees as °C.
    "pge5we": of_cell(
        "a123-anr26650m1-b-pge5we", DATASHEETS, "a123-systems",
        ("chemistry", "lithium-ion"), ("cell_format", "cylindrical"), ("size_code", "R26650"),
        ("cell_capacity", "2.5 Ah"), ("cell_capacity", "2.4 Ah", "minimum"), ("nominal_voltage", "3.3 V"),
        ("internal_resistance", "6 mΩ"), ("mass", "0.076 kg"), ("charge_current", "10 A", "pulse"),
        ("charge_current", "2.5 A"), ("discharge_current", "50 A"), ("cycle_life", "1000.. cycles"),
        ("operating_temperature", "-30..55 °C", "discharging"), ("operating_temperature", "-40..60 °C", "storage"),
        materials="lfp=cathode",
    ),
    # From a database of cells; rated capacity alone, which is the cell's; the anode is unknown.
    "1fhfaq": of_cell(
        "catl-280ah-catl-lifepo4-1fhfaq", CATALOGUE, "catl",
        ("chemistry", "lithium-ion"), ("cell_format", "prismatic"), ("cell_capacity", "280 Ah"),
        ("cycle_life", "12000 cycles"), ("nominal_voltage", "3.2 V"), ("charge_voltage", "3.65 V"),
        ("cutoff_voltage", "2.5 V"), ("discharge_current", "56 A"), ("mass", "5.34 kg"), ("charge_current", "140 A"),
        materials="lfp=cathode",
    ),
    # Nominal, rated and minimum capacity side by side; resistance in mohm.
    "1as2ea": of_cell(
        "samsung-inr-21700-50s-1as2ea", CATALOGUE, "samsung-sdi",
        ("chemistry", "lithium-ion"), ("cell_format", "cylindrical"), ("size_code", "R21700"),
        ("cell_capacity", "4.8 Ah"), ("cell_capacity", "5 Ah", "rated"), ("cell_capacity", "4.8 Ah", "minimum"),
        ("nominal_voltage", "3.6 V"), ("charge_voltage", "4.2 V"), ("cutoff_voltage", "2.5 V"),
        ("discharge_current", "5 A"), ("charge_current", "2.5 A"), ("mass", "0.072 kg"),
        ("internal_resistance", "14 mΩ"), ("cycle_life", "250 cycles"),
    ),
    # From a label; energies in Wh, nominal and rated.
    "nm6tce": of_cell(
        "google-g20m7-nm6tce", LABELS, "google",
        ("chemistry", "lithium-ion"), ("cell_format", "prismatic"), ("size_code", "P6/65/75"),
        ("cell_capacity", "4.97 Ah"), ("cell_capacity", "4.835 Ah", "rated"), ("battery_energy", "0.01939 kWh"),
        ("battery_energy", "0.01886 kWh", "rated"), ("nominal_voltage", "3.9 V"), ("charge_voltage", "4.5 V"),
        ("cutoff_voltage", "3 V"), ("mass", "0.063 kg"),
        materials="lco=cathode graphite=anode",
    ),
    # degC; energies by mass and volume; zero degrees are zero degrees.
    "sdh21c": of_cell(
        "lg-jf2-sdh21c", DATASHEETS, "lg-energy-solution",
        ("chemistry", "lithium-ion"), ("cell_format", "pouch"), ("size_code", "P18/125/601"),
        ("cell_capacity", "159.2 Ah"), ("nominal_voltage", "3 V"), ("battery_energy", "0.5094 kWh"),
        ("volumetric_energy_density", "388.4 Wh/L"), ("energy_density", "182.4 Wh/kg"),
        ("charge_current", "69.79 A", "pulse"), ("discharge_current", "101.89 A", "pulse"), ("mass", "2.8 kg"),
        ("operating_temperature", "0..45 °C", "charging"), ("operating_temperature", "0..45 °C", "discharging"),
        ("operating_temperature", "-30..60 °C", "storage"),
        materials="lfp=cathode graphite=anode",
    ),
    # Not rechargeable; `Lithium` and `Li-metal` are one anode; a current of 190 µA.
    "wa3wj2": of_cell(
        "energizer-cr2032-wa3wj2", DATASHEETS, "energizer",
        ("chemistry", "lithium-primary"), ("cell_format", "coin"), ("size_code", "R2032"), ("nominal_voltage", "3 V"),
        ("cell_capacity", "0.235 Ah"), ("mass", "0.003 kg"), ("cutoff_voltage", "2 V"),
        ("discharge_current", "0.00019 A", "nominal"),
        materials="manganese-dioxide=cathode lithium-metal=anode",
    ),
    # The other record of that cell: another product until somebody says that they are one.
    "bnj2h9": of_cell(
        "energizer-cr2032-bnj2h9", DATASHEETS, "energizer",
        ("chemistry", "lithium-primary"), ("cell_format", "coin"), ("nominal_voltage", "3 V"),
        ("cell_capacity", "0.235 Ah"), ("mass", "0.003 kg"), ("cutoff_voltage", "2 V"),
        ("discharge_current", "0.00019 A"),
        materials="manganese-dioxide=cathode lithium-metal=anode",
    ),
    # Everything is unknown but that there is one.
    "y51q91": of_cell("duracell-mn1500-y51q91", DATASHEETS, "duracell"),
    # LTO stands on the side of the anode; the cathode is unknown.
    "dymtga": of_cell(
        "yinglong-lithiumtitanate-30ah-dymtga", CATALOGUE, "yinlong",
        ("chemistry", "lithium-ion"), ("cell_format", "prismatic"), ("cell_capacity", "30 Ah"),
        ("cycle_life", "16000 cycles"), ("nominal_voltage", "2.3 V"), ("charge_voltage", "2.7 V"),
        ("cutoff_voltage", "1.5 V"), ("discharge_current", "6 A"), ("mass", "1.03 kg"), ("charge_current", "6 A"),
        materials="lto=anode",
    ),
    # A mass of 1.5 g cannot be that of a cell 18 mm wide.
    "2w95rb": of_cell(
        "murata-us18650ftc1-air-boat-2w95rb", DATASHEETS, "murata",
        ("chemistry", "lithium-metal"), ("cell_format", "cylindrical"), ("size_code", "R18650"),
        materials="lithium-metal=anode",
    ),
    # A minimum capacity is not the capacity.
    "vx6rvw": of_cell(
        "tinycircuits-inr18650-2500a-vx6rvw", DATASHEETS, "tinycircuits",
        ("chemistry", "lithium-ion"), ("cell_format", "cylindrical"), ("size_code", "R18650"),
        ("cell_capacity", "2.45 Ah", "minimum"), ("nominal_voltage", "3.7 V"), ("cutoff_voltage", "2.75 V"),
        ("internal_resistance", "60 mΩ"), ("cycle_life", "300 cycles"), ("mass", "0.05 kg"),
    ),
    # No mass of 2 g; 3.6 V as it stands there.
    "614fxm": of_cell(
        "eve-eve-inr18650-29v-614fxm", DATASHEETS, "eve-energy",
        ("chemistry", "lithium-ion"), ("cell_format", "cylindrical"), ("size_code", "R18650"),
        ("cell_capacity", "2.8 Ah"), ("cell_capacity", "2.8 Ah", "minimum"), ("charge_voltage", "3.6 V"),
        ("internal_resistance", "30 mΩ"), ("cycle_life", "1000 cycles"),
        ("operating_temperature", "0..15 °C", "charging"), ("operating_temperature", "-20..60 °C", "discharging"),
        ("operating_temperature", "0..45 °C", "storage"),
    ),
    # É in a name and brackets.
    "aa4hkb": of_cell(
        "leclanche-gl60-936a04-aa4hkb", CATALOGUE, "leclanche",
        ("chemistry", "lithium-ion"), ("cell_format", "prismatic"), ("cell_capacity", "60 Ah"),
        ("cycle_life", "4500 cycles"), ("nominal_voltage", "3.7 V"), ("charge_voltage", "4.2 V"),
        ("cutoff_voltage", "3 V"), ("discharge_current", "12 A"), ("mass", "1.12 kg"), ("charge_current", "12 A"),
        materials="nmc=cathode",
    ),
}  # fmt: skip


@pytest.mark.parametrize("short_id", CELLS_BY_HAND)
def test_what_a_cell_says(sample: Reading, short_id: str) -> None:
    assert told(sample, cell(short_id)) == CELLS_BY_HAND[short_id]


# --- the account


def test_the_sample_is_taken_whole_and_the_template_passed_over(sample: Reading) -> None:
    assert [p for p in sample.problems if p.level != "warning"] == []
    assert account(sample, NAME) == {ORGANISATIONS: (22, 22, 0, 0), CELLS: (15, 14, 1, 0)}
    reasons: Counter[str] = sum((table.skipped for table in sample.foreign[NAME].tables), Counter())
    assert reasons == {"a template: it has no id": 1}


def records(kind: str) -> Iterator[dict[str, Any]]:
    """The records of a kind in the whole set."""
    for file in sorted((DATA / "records" / kind).glob("*/record.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def test_every_record_of_the_whole_set_is_claimed(whole: Reading) -> None:
    assert [p for p in whole.problems if p.level != "warning"] == []
    assert account(whole, NAME) == {ORGANISATIONS: (245, 245, 0, 0), CELLS: (491, 491, 0, 0)}
    assert (len(list(records("organization"))), len(list(records("cell-spec")))) == (245, 491)


def test_every_organisation_and_every_cell_is_an_entity_of_its_own(whole: Reading) -> None:
    kinds = Counter(c.word for c in whole.facts.claims if c.predicate == "is_a" and c.source == "curation")
    # 80 + 47 manufacturers, one corporation, 34 plain organisations made up from cells; the rest are none.
    assert (kinds["Firm"], kinds["Organization"], kinds["Product"]) == (162, 83, 491)


def test_every_number_of_the_whole_set_is_there_or_is_one_that_cannot_be(whole: Reading) -> None:
    there = Counter(c.predicate for c in whole.facts.claims if c.family == "metric")
    stated: Counter[str] = Counter(name for record in records("cell-spec") for name in record["properties"])
    assert there["nominal_voltage"] == stated["nominal_voltage"] - 2
    assert there["charge_voltage"] == stated["charging_voltage"] - 1
    assert there["cutoff_voltage"] == stated["discharging_cutoff_voltage"] - 1
    assert there["mass"] == stated["mass"] - 18
    assert there["cycle_life"] == stated["cycle_life"] - 2
    assert there["cell_capacity"] == sum(stated[f"{n}_capacity"] for n in ("nominal", "rated", "minimum"))
    assert there["internal_resistance"] == stated["internal_resistance"]
    assert there["battery_energy"] == stated["nominal_energy"] + stated["rated_energy"]
    # 3 mA for 3 A in nine records.
    assert there["charge_current"] == sum(n for name, n in stated.items() if name.endswith("_charging_current")) - 9
    assert there["discharge_current"] == sum(n for name, n in stated.items() if name.endswith("discharging_current"))


def test_each_cell_has_its_maker_and_none_conflicts_with_another(whole: Reading) -> None:
    graph = build(whole.require(), model())
    made = {edge.target for edge in graph.edges.values() if edge.type == "PRODUCES"}
    assert len(made) == 491
    assert not graph.conflicts


def test_no_path_of_a_machine_and_no_text_of_the_knowledge_graph_enters(whole: Reading) -> None:
    sources = whole.facts.sources.values()
    held = {text for source in sources for text in (source.title, source.origin, source.file, source.note)}
    held |= {text for claim in whole.facts.claims for text in (*claim.row.cells(), claim.text)}
    for text in held:
        assert not any(mark in text for mark in ("Users", "D:/", "C:/", ".pdf", "OSW")), text
    told_of = {str(record["organization"].get("description")) for record in records("organization")}
    assert not told_of & held


def test_names_that_two_records_share_are_told_and_not_merged(whole: Reading) -> None:
    shared = {short(p.message.split()[0]) for p in whole.problems}
    assert shared == {"energizer-cr2032-bnj2h9", "lg-inr18650-mj1-9ppawm", "lg-inr21700-m50-2c16qp"}
