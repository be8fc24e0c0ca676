"""OpenEV Data by its mapping: records read by eye from the sample, and the whole set by counting it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graphkit.facts import Reading
from graphkit.facts.claim import Claim
from graphkit.graph import build
from tests.loaders.told import WHOLE, as_told, mapping, model, names, read, short, with_sample

NAME = "open_ev_data"
DATA = WHOLE / NAME
FILE = "vehicles_merged.jsonl"

#: Subject, predicate, what is said, qualifiers, when, kind; `inferred` in place of the kind of an inferred claim.
Said = tuple[str, str, str, str, str, str]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """The mapping with the sample in its folder."""
    return read(with_sample(NAME, tmp_path_factory.mktemp("open_ev")))


@pytest.fixture(scope="module")
def whole() -> Reading:
    """The mapping with the whole set."""
    if not (DATA / FILE).is_file():
        pytest.skip("the whole set is not beside the repository (../shared/data)")
    return read(mapping(NAME), DATA)


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    """The whole set as json reads it."""
    if not (DATA / FILE).is_file():
        pytest.skip("the whole set is not beside the repository (../shared/data)")
    return [json.loads(line) for line in (DATA / FILE).read_text("utf-8").splitlines()]


def place(make: str, model_: str, year: int, trim: str = "base", variant: str = "") -> str:
    """The place of a record: its slugs."""
    return f"make.slug={make}; model.slug={model_}; year={year}; trim.slug={trim}; variant.slug={variant}"


def said(reading: Reading, locator: str) -> set[Said]:
    """What the record at a place claims."""
    return {_said(claim) for claim in reading.facts.claims if claim.locator == locator}


def _said(claim: Claim) -> Said:
    subject, predicate, what, qualifiers, _ = as_told(claim)
    when = claim.date.text if claim.date and claim.family != "milestone" else ""
    return subject, predicate, what, qualifiers, when, claim.kind if claim.basis == "stated" else claim.basis


def is_(subject: str, predicate: str, what: str, qualifiers: str = "", when: str = "", kind: str = "actual") -> Said:
    return subject, predicate, what, qualifiers, when, kind


LITHIUM, LFP, NMC = "lithium-ion", "lithium-iron-phosphate", "nickel-manganese-cobalt"


def made_by(make: str, model_: str, chemistry: str, kind: str = "actual") -> set[Said]:
    """Who makes a model, and the kind of pack that it has."""
    pack = {LITHIUM: "lithium-ion-battery-pack", LFP: "lfp-battery-pack", NMC: "nmc-battery-pack"}[chemistry]
    out = {
        is_(make, "PRODUCES", model_, kind=kind),
        is_(pack, "INSTALLED_IN", model_, kind=kind),
        is_(pack, "form", "pack"),
        is_(pack, "chemistry", chemistry),
    }
    active = {LFP: "lfp", NMC: "nmc"}.get(chemistry)
    if active:
        out |= {is_(active, "function", "cathode"), is_(active, "INPUT_TO", pack, kind="inferred")}
    return out


def version(
    vehicle: str, model_: str, year: int, chemistry: str, start: int | None = None, kind: str = "actual"
) -> set[Said]:
    """What a record says of a version by words: its model, year, chemistry, and when its sale began."""
    out = {
        is_(vehicle, "PART_OF", model_),
        is_(vehicle, "model_year", str(year)),
        is_(vehicle, "chemistry", chemistry),
    }
    return out | ({is_(vehicle, "commercialization", str(start), kind=kind)} if start else set())


def figures(vehicle: str, gross: str, net: str, drive: str, ac: str, dc: str, mass: str = "") -> set[Said]:
    """kWh, kWh, kW, kW, kW and kg; those that are empty are not told."""
    told = (
        ("battery_energy", gross, "kWh", ""),
        ("battery_energy", net, "kWh", "condition=usable"),
        ("drive_power", drive, "kW", ""),
        ("charging_power", ac, "kW", "condition=AC"),
        ("charging_power", dc, "kW", "condition=DC"),
        ("mass", mass, "kg", ""),
    )
    return {is_(vehicle, metric, f"{number} {unit}", which) for metric, number, unit, which in told if number}


def sold(vehicle: str, countries: str, kind: str = "actual") -> set[Said]:
    return {is_(vehicle, "sold_in", code, kind=kind) for code in countries.split()}


def test_a_body_style_of_a_base_trim(sample: Reading) -> None:
    """Audi A6 e-tron Sportback of 2024: trim Base, variant Sportback, ranges by WLTP alone."""
    car = "audi-a6-e-tron-sportback-2024"
    assert said(sample, place("audi", "a6_e_tron", 2024, variant="sportback")) == {
        *made_by("audi", "audi-a6-e-tron", LITHIUM),
        *version(car, "audi-a6-e-tron", 2024, LITHIUM, 2024),
        *figures(car, "100", "94.9", "350", "11", "270", "2200"),
        *sold(car, "US BR DE GB FR PT IT CN JP"),
        is_(car, "driving_range", "700 km", "cycle=wltp"),
    }
    assert names(sample, car, "name") == {"Audi A6 e-tron Sportback 2024"}
    assert names(sample, "audi-a6-e-tron", "name") == {"Audi A6 e-tron"}


def test_prices_go_with_their_country_currency_and_year(sample: Reading) -> None:
    """BMW i4 eDrive40 of 2025, 59,400 USD in the US and 61,900 EUR in Germany; BMW makes the battery too."""
    car = "bmw-i4-edrive40-2025"
    assert said(sample, place("bmw", "i4", 2025, "edrive40")) == {
        *made_by("bmw", "bmw-i4", NMC),
        is_("bmw", "SUPPLIES", "bmw-i4", "item=open_ev_data/nmc-battery-pack"),
        *version(car, "bmw-i4", 2025, NMC, 2021),
        *figures(car, "84.3", "81.3", "250", "11", "207", "2050"),
        *sold(car, "US DE GB FR PT"),
        is_(car, "driving_range", "598 km", "cycle=wltp"),
        is_(car, "driving_range", "512 km", "cycle=epa"),
        is_(car, "list_price", "59400 USD", "place=open_ev_data/united-states", "2025"),
        is_(car, "list_price", "61900 EUR", "place=open_ev_data/germany", "2025"),
    }


def test_a_vehicle_told_twice_is_one(sample: Reading) -> None:
    """The variant eDrive40 of the trim eDrive40 is the base: the same vehicle in two records."""
    twin = said(sample, place("bmw", "i4", 2025, "edrive40", "edrive40"))
    base = said(sample, place("bmw", "i4", 2025, "edrive40"))
    assert base - twin == {is_("bmw-i4-edrive40-2025", "list_price", "61900 EUR", "place=open_ev_data/germany", "2025")}
    assert twin < base


def test_no_availability_told(sample: Reading) -> None:
    """BMW i7 M70 of 2024."""
    car = "bmw-i7-m70-2024"
    assert said(sample, place("bmw", "i7", 2024, "m70", "m70")) == {
        *made_by("bmw", "bmw-i7", NMC),
        is_("bmw", "SUPPLIES", "bmw-i7", "item=open_ev_data/nmc-battery-pack"),
        *version(car, "bmw-i7", 2024, NMC),
        *figures(car, "105.7", "101.7", "485", "22", "195", "2805"),
        *sold(car, "US DE GB FR CN"),
        is_(car, "driving_range", "560 km", "cycle=wltp"),
        is_(car, "driving_range", "457 km", "cycle=epa"),
        is_(car, "list_price", "165700 USD", "place=open_ev_data/united-states", "2024"),
    }


def test_another_cycle_without_a_note_and_a_price_in_reais(sample: Reading) -> None:
    """BYD Dolphin Mini Plus of 2024."""
    car = "byd-dolphin-mini-plus-2024"
    assert said(sample, place("byd", "dolphin_mini", 2024, "plus", "plus")) == {
        *made_by("byd", "byd-dolphin-mini", LFP),
        is_("byd", "SUPPLIES", "byd-dolphin-mini", "item=open_ev_data/lfp-battery-pack"),
        *version(car, "byd-dolphin-mini", 2024, LFP, 2023),
        *figures(car, "38.88", "38", "55", "6.6", "40", "1240"),
        *sold(car, "CN BR MX"),
        is_(car, "driving_range", "405 km", "cycle=cltc"),
        is_(car, "driving_range", "280 km", "cycle=other"),
        is_(car, "list_price", "135800 BRL", "place=open_ev_data/brazil", "2024"),
    }


def test_a_range_with_its_extender_is_told_as_such(sample: Reading) -> None:
    """Chery Exeed Sterra ES of 2025: 1,645 km with the range extender; no mass told."""
    car = "chery-exeed-sterra-es-2025"
    assert said(sample, place("chery", "exeed_sterra_es", 2025)) == {
        *made_by("chery", "chery-exeed-sterra-es", LITHIUM),
        *version(car, "chery-exeed-sterra-es", 2025, LITHIUM, 2025),
        *figures(car, "41.16", "40", "115", "11", "110"),
        *sold(car, "CN"),
        is_(car, "driving_range", "1645 km", "condition=with range extender; cycle=cltc"),
    }


def test_a_model_that_is_made_no_more(sample: Reading) -> None:
    """Chevrolet Bolt EV of 2023: from 2017 to 2023; trim 1LT."""
    car = "chevrolet-bolt-ev-1lt-2023"
    assert said(sample, place("chevrolet", "bolt_ev", 2023, "1lt")) == {
        is_("chevrolet", "PRODUCES", "chevrolet-bolt-ev", when="2017/2023"),
        *(c for c in made_by("chevrolet", "chevrolet-bolt-ev", LITHIUM) if c[1] != "PRODUCES"),
        *version(car, "chevrolet-bolt-ev", 2023, LITHIUM, 2017),
        *figures(car, "66", "65", "150", "7.2", "55", "1639"),
        *sold(car, "US CA"),
        is_(car, "driving_range", "417 km", "cycle=epa"),
    }


def test_a_plug_in_hybrid_goes_its_range_on_electricity(sample: Reading) -> None:
    """Ferrari 296 GTB of 2023: no charging with direct current."""
    car = "ferrari-296-gtb-2023"
    assert said(sample, place("ferrari", "296_gtb", 2023)) == {
        *made_by("ferrari", "ferrari-296-gtb", LITHIUM),
        *version(car, "ferrari-296-gtb", 2023, LITHIUM, 2022),
        *figures(car, "7.45", "6.5", "122", "7.4", ""),
        *sold(car, "US DE GB FR IT PT CN JP"),
        is_(car, "driving_range", "25 km", "condition=electric only; cycle=wltp"),
    }


def test_announced_and_given_up(sample: Reading) -> None:
    """Maserati MC20 Folgore: announced for 2025, the plans later cancelled; nothing of it is in being."""
    car = "maserati-mc20-folgore-2025"
    found = said(sample, place("maserati", "mc20_folgore", 2025))
    assert found == {
        is_("maserati", "PRODUCES", "maserati-mc20-folgore", kind="planned"),
        is_("lithium-ion-battery-pack", "INSTALLED_IN", "maserati-mc20-folgore", kind="planned"),
        is_("lithium-ion-battery-pack", "form", "pack"),
        is_("lithium-ion-battery-pack", "chemistry", LITHIUM),
        *version(car, "maserati-mc20-folgore", 2025, LITHIUM, 2025, "planned"),
        is_(car, "cancellation", ""),
        *figures(car, "100", "90", "560", "11", "270", "2100"),
        is_(car, "nominal_voltage", "800 V"),
        *sold(car, "US BR DE GB FR PT IT CN JP", "planned"),
        is_(car, "driving_range", "482 km", "cycle=wltp"),
    }
    graph = build(sample.facts, model())
    assert graph.entities[f"{NAME}/{car}"].status == "ended"


def test_a_cathode_told_beside_the_chemistry(sample: Reading) -> None:
    """Polestar 2 of 2023: li-ion with a cathode of NMC, cells by CATL; the make's name stands once."""
    car = "polestar-polestar-2-long-range-dual-motor-2023"
    model_ = "polestar-polestar-2"
    assert said(sample, place("polestar", "polestar_2", 2023, "long_range_dual_motor")) == {
        *made_by("polestar", model_, LITHIUM),
        is_("catl", "SUPPLIES", model_, "item=open_ev_data/lithium-ion-battery-pack"),
        is_(model_, "USES", "nmc", "topic=cathode of the battery"),
        is_("nmc", "function", "cathode"),
        *version(car, model_, 2023, LITHIUM, 2020),
        *figures(car, "78", "75", "300", "11", "150", "2113"),
        is_(car, "nominal_voltage", "400 V"),
        *sold(car, "US DE GB FR PT IT CN JP"),
        is_(car, "driving_range", "418 km", "cycle=epa"),
        is_(car, "driving_range", "540 km", "cycle=wltp"),
        is_(car, "list_price", "56700 USD", "place=open_ev_data/united-states", "2023"),
        is_(car, "list_price", "49900 EUR", "place=open_ev_data/germany", "2023"),
    }
    assert names(sample, car, "name") == {"Polestar 2 Long Range Dual Motor 2023"}
    assert names(sample, model_, "name") == {"Polestar 2"}
    noted = {c.row.note for c in sample.facts.claims if short(c.subject) == car and c.predicate == "PART_OF"}
    assert [note.count("http") for note in noted] == [2]


def test_no_gross_energy_told(sample: Reading) -> None:
    """Mitsubishi Eclipse Cross EV of 2025."""
    car = "mitsubishi-eclipse-cross-ev-2025"
    assert said(sample, place("mitsubishi", "eclipse_cross_ev", 2025)) == {
        *made_by("mitsubishi", "mitsubishi-eclipse-cross-ev", LITHIUM),
        *version(car, "mitsubishi-eclipse-cross-ev", 2025, LITHIUM, 2025),
        *figures(car, "", "87", "160", "22", "150"),
        *sold(car, "FR DE GB PT IT"),
        is_(car, "driving_range", "600 km", "cycle=wltp"),
    }


@pytest.mark.parametrize(
    ("locator", "distance", "qualifiers", "kind"),
    [
        (place("chevrolet", "blazer_ev", 2024, "lt"), "481 km", "cycle=inmetro", "actual"),
        (place("gwm", "haval_h6_gt", 2023), "116 km", "condition=electric only; cycle=inmetro", "actual"),
        (place("tata", "harrier_ev", 2025), "627 km", "cycle=midc", "actual"),
        (place("tata", "sierra_ev", 2025), "500 km", "cycle=midc", "estimate"),
        (place("chevrolet", "spark_euv", 2025), "400 km", "cycle=wltc-china", "actual"),
        (
            place("rolls_royce", "spectre", 2025, variant="black_badge"),
            "404 km",
            "condition=with 23-inch wheels; cycle=wltp",
            "actual",
        ),
    ],
)
def test_a_cycle_that_only_a_note_tells(
    sample: Reading, locator: str, distance: str, qualifiers: str, kind: str
) -> None:
    ranges = {c[2:4] + c[5:] for c in said(sample, locator) if c[1] == "driving_range"}
    assert (distance, qualifiers, kind) in ranges


@pytest.mark.parametrize(
    ("identifier", "name"),
    [
        ("gac-aion-aion-v", "GAC Aion V"),
        ("xpeng-p7-plus", "XPeng P7+"),
        ("skoda-elroq", "Škoda Elroq"),
        ("mg-mg4", "MG Motor MG4"),
        ("mg-mg4-standard-standard-range-2023", "MG Motor MG4 Standard Range 2023"),
        ("tesla-model-3-long-range-2024", "Tesla Model 3 Long Range 2024"),
    ],
)
def test_names(sample: Reading, identifier: str, name: str) -> None:
    assert names(sample, identifier, "name") == {name}


def test_the_sample_loads_without_the_whole_set(sample: Reading) -> None:
    count = sample.counts[NAME][FILE]
    assert (count.rows, count.claimed, count.skipped, count.rejected) == (30, 30, 0, 0)
    assert not sample.problems


def test_a_range_told_in_an_unknown_way_rejects_the_record(tmp_path: Path) -> None:
    folder = with_sample(NAME, tmp_path)
    record = json.loads((folder / FILE).read_text("utf-8").splitlines()[0])
    record["range"]["rated"][0]["notes"] = "downhill"
    (folder / FILE).write_text(json.dumps(record) + "\n", "utf-8")
    reading = read(folder)
    assert reading.counts[NAME][FILE].rejected == 1
    (reject,) = [p for p in reading.problems if p.level == "reject"]
    assert "'wltp downhill' is not in the lookup" in reject.message


# --- the whole set


def test_the_account_is_that_of_the_file(whole: Reading, records: list[dict[str, Any]]) -> None:
    (count,) = whole.counts[NAME].values()
    assert (count.rows, count.claimed, count.skipped, count.rejected) == (len(records), len(records), 0, 0)
    assert len(records) == 1189
    assert not whole.problems


def test_vehicles_makes_and_figures_are_those_of_the_file(whole: Reading, records: list[dict[str, Any]]) -> None:
    kinds = Counter(e.type for e in whole.registry.by_id.values())
    makers = {r["make"]["name"] for r in records} | {
        r["battery"]["manufacturer"] for r in records if "manufacturer" in r["battery"]
    }
    models = {(r["make"]["slug"], r["model"]["slug"]) for r in records}
    assert kinds["Firm"] == len(makers)
    assert kinds["Vehicle"] == len(models) + 1189 - 28  # 28 are told twice
    places = Counter(c.predicate for c in whole.facts.claims)
    assert places["driving_range"] == sum(len(r["range"]["rated"]) for r in records) == 1590
    assert places["list_price"] == sum(len(r.get("pricing", {}).get("msrp", ())) for r in records) == 210
    assert places["sold_in"] == sum(len(r["markets"]) for r in records)
    assert places["commercialization"] == sum("start_year" in r.get("availability", {}) for r in records) == 1170
    assert not build(whole.facts, model()).conflicts
