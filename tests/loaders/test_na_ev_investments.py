"""Investments in North America by their mapping: rows read by eye, and the account by counting the table itself."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from graphkit.facts import Reading
from graphkit.facts.claim import Claim
from graphkit.graph import Graph, build
from tests.loaders.told import as_told, mapping, model, names, read, short

NAME = "na_ev_investments"
TABLE = "post_ira_ev_supply_chain_investments.csv"
BEFORE, AFTER = "before 2022-08-16", "2022-08-16/2024-05-24"
KINDS = {"Batteries", "Electric Vehicles"}

#: Subject, predicate, what is said, qualifiers, kind; `inferred` in place of the kind where the mapping reads it so.
Said = tuple[str, str, str, str, str]


@pytest.fixture(scope="module")
def table() -> list[dict[str, str]]:
    """The rows of the table as csv reads them."""
    with (mapping(NAME) / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(mapping(NAME))


@pytest.fixture(scope="module")
def graph(reading: Reading) -> Graph:
    return build(reading.facts, model())


def locator(company: str, product: str, city: str, state: str, sum_: str, jobs: str) -> str:
    """The place of a row in the table."""
    return (
        f"company_name={company}; product={product}; city={city}; state={state}; "
        f"reported_investment={sum_}; reported_jobs={jobs}"
    )


def said(reading: Reading, place: str) -> set[Said]:
    """What the row at a place claims."""
    return {_said(claim) for claim in reading.facts.claims if claim.locator == place}


def _said(claim: Claim) -> Said:
    subject, predicate, what, qualifiers, _ = as_told(claim)
    return subject, predicate, what, qualifiers, claim.kind if claim.basis == "stated" else claim.basis


def plan(firm: str, site: str, *claims: Said) -> set[Said]:
    """What most rows say: the site that a firm plans, and further claims."""
    return {planned(firm, "OPERATES", site), *claims}


def read_as(firm: str, site: str) -> Said:
    """The plan of a firm whose name in the cell is read as a longer one."""
    return (firm, "OPERATES", site, "", "inferred")


def planned(site: str, predicate: str, value: str, qualifiers: str = "") -> Said:
    return (site, predicate, value, qualifiers, "planned")


def stands(site: str, place: str, state: str, country: str, code: str, point: str = "") -> set[Said]:
    """Where a site stands: place, state and country as ids, empty where the row does not tell them."""
    smallest = place or state or country
    out = {(site, "LOCATED_IN", smallest, "", "actual"), (site, "country", code, "", "actual")}
    if point:
        out.add((site, "coordinates", point, "", "actual"))
    if place:
        out.add((place, "LOCATED_IN", state, "", "actual"))
    if state:
        out.add((state, "LOCATED_IN", country, "", "actual"))
    return out


def announced(site: str, topic: str, when: str) -> Said:
    return (site, "announcement", when, f"topic={topic}", "actual")


def form(product: str, term: str) -> Said:
    return (product, "form", term, "", "actual")


US, CANADA, MEXICO = "united-states", "canada", "mexico"
CELLS_AFTER = "cells, announced after the IRA"
PACKS_AFTER = "packs, announced after the IRA"


def test_a_sum_of_zero_is_unknown_and_products_are_two(reading: Reading) -> None:
    """Line 4: 0 million USD, 35 jobs, two products."""
    product = "Batteries: Materials Processing; Batteries: Components"
    site, topic = "6k-energy-burgettstown-pennsylvania", "processed materials and components, announced after the IRA"
    assert said(reading, locator("6K Energy", product, "Burgettstown", "Pennsylvania", "0", "35")) == plan(
        "6k-energy",
        site,
        *stands(site, "burgettstown-pennsylvania", "pennsylvania-united-states", US, "US", "40.4, -80.5"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "processed-battery-materials"),
        planned(site, "PRODUCES", "battery-components"),
        form("battery-components", "component"),
        planned(site, "jobs", "35 jobs", f"topic={topic}"),
    )


def test_no_jobs_told_are_not_zero_jobs(reading: Reading) -> None:
    """Line 5: 6 million USD, 0 jobs."""
    site = "abb-mechanicsville-virginia"
    assert said(reading, locator("ABB", "Batteries: Packs", "Mechanicsville", "Virginia", "6", "0")) == plan(
        "abb",
        site,
        *stands(site, "mechanicsville-virginia", "virginia-united-states", US, "US", "37.6, -77.4"),
        announced(site, PACKS_AFTER, AFTER),
        planned(site, "PRODUCES", "battery-packs"),
        form("battery-packs", "pack"),
        planned(site, "investment", "6000000 USD", f"topic={PACKS_AFTER}"),
    )


def test_four_firms_in_a_cell_share_one_site(reading: Reading) -> None:
    """Line 7, with commas; EVE is EVE Energy."""
    site = "accelera-daimler-paccar-and-eve-byhalia-mississippi"
    place = locator("Accelera, Daimler, PACCAR, EVE", "Batteries: Cells", "Byhalia", "Mississippi", "1900", "2000")
    assert said(reading, place) == {
        *(read_as(firm, site) for firm in ("accelera", "daimler", "paccar", "eve-energy")),
        *stands(site, "byhalia-mississippi", "mississippi-united-states", US, "US", "35, -89.6"),
        announced(site, CELLS_AFTER, AFTER),
        planned(site, "PRODUCES", "battery-cells"),
        form("battery-cells", "cell"),
        planned(site, "investment", "1900000000 USD", f"topic={CELLS_AFTER}"),
        planned(site, "jobs", "2000 jobs", f"topic={CELLS_AFTER}"),
    }


def test_no_city_state_tbd_and_the_point_0_0(reading: Reading) -> None:
    """Line 10: somewhere in the United States."""
    product = "Batteries: Minerals, Materials, and Components"
    site, topic = "addionics-united-states", "minerals, materials and components, announced after the IRA"
    assert said(reading, locator("Addionics", product, "", "TBD", "120", "0")) == plan(
        "addionics",
        site,
        *stands(site, "", "", US, "US"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "battery-minerals-materials-and-components"),
        planned(site, "investment", "120000000 USD", f"topic={topic}"),
    )


def test_no_city_but_a_state(reading: Reading) -> None:
    """Line 98: Enchem in Kentucky, neither sum nor jobs."""
    site, topic = "enchem-kentucky-united-states", "components, announced after the IRA"
    assert said(reading, locator("Enchem", "Batteries: Components", "", "Kentucky", "0", "0")) == plan(
        "enchem",
        site,
        *stands(site, "", "kentucky-united-states", US, "US", "37.6, -85.9"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "battery-components"),
        form("battery-components", "component"),
    )


def test_two_sums_of_one_firm_for_one_thing_at_one_place_stand_side_by_side(reading: Reading, graph: Graph) -> None:
    """Lines 16 and 17: Albemarle in Kings Mountain, 394 and 90 million."""
    site = "albemarle-kings-mountain-north-carolina"
    topic = "mined minerals and processed materials, announced after the IRA"
    found = {
        _said(c) for c in reading.facts.claims if short(c.subject) == site and c.predicate in ("investment", "jobs")
    }
    assert found == {
        planned(site, "investment", "394000000 USD", f"topic={topic}"),
        planned(site, "investment", "90000000 USD", f"topic={topic}, second sum"),
        planned(site, "jobs", "200 jobs", f"topic={topic}"),
        planned(site, "jobs", "300 jobs", f"topic={topic}, second sum"),
    }
    assert not graph.conflicts


def test_two_rows_alike_in_every_cell_are_one_claim(reading: Reading, table: list[dict[str, str]]) -> None:
    """Lines 52 and 53: BlueOval SK in Glendale; the table does not say that they are two plants."""
    assert table[50] == table[51]
    site, topic = "blueoval-sk-glendale-kentucky", "cells and packs, announced before the IRA"
    row = locator(
        "BlueOval SK (Ford, SK Innovation)",
        "Batteries: Cells; Batteries: Packs",
        "Glendale",
        "Kentucky",
        "2900",
        "2500",
    )
    assert said(reading, row) == plan(
        "blueoval-sk",
        site,
        ("ford", "OWNS", "blueoval-sk", "", "inferred"),
        ("sk-innovation", "OWNS", "blueoval-sk", "", "inferred"),
        *stands(site, "glendale-kentucky", "kentucky-united-states", US, "US", "37.6, -85.9"),
        announced(site, topic, BEFORE),
        planned(site, "PRODUCES", "battery-cells"),
        planned(site, "PRODUCES", "battery-packs"),
        form("battery-cells", "cell"),
        form("battery-packs", "pack"),
        planned(site, "investment", "2900000000 USD", f"topic={topic}"),
        planned(site, "jobs", "2500 jobs", f"topic={topic}"),
    )
    assert reading.facts.repeats


def test_a_mine_and_a_university(reading: Reading) -> None:
    """Line 91."""
    site, topic = "eagle-mine-and-michigan-tech-big-bay-michigan", "mined minerals, announced after the IRA"
    row = locator("Eagle Mine / Michigan Tech", "Batteries: Minerals Extraction", "Big Bay", "Michigan", "13", "0")
    assert said(reading, row) == plan(
        "eagle-mine",
        site,
        planned("michigan-tech", "OPERATES", site),
        *stands(site, "big-bay-michigan", "michigan-united-states", US, "US", "46.7, -87.9"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "battery-minerals"),
        ("battery-minerals", "function", "raw-material", "", "actual"),
        planned(site, "investment", "13000000 USD", f"topic={topic}"),
    )
    assert names(reading, "michigan-tech", "is_a") == {"Organization"}
    assert names(reading, "michigan-tech", "alias") == {"Michigan Technological University"}


def test_blank_sum_and_jobs_in_mexico(reading: Reading) -> None:
    """Line 101."""
    site = "endurance-motive-cuautlancingo-puebla"
    assert said(reading, locator("Endurance Motive", "Batteries: Packs", "Cuautlancingo", "Puebla", "", "")) == plan(
        "endurance-motive",
        site,
        *stands(site, "cuautlancingo-puebla", "puebla-mexico", MEXICO, "MX", "19.1, -98.2"),
        announced(site, PACKS_AFTER, AFTER),
        planned(site, "PRODUCES", "battery-packs"),
        form("battery-packs", "pack"),
    )


def test_a_venture_with_a_slash_in_brackets(reading: Reading) -> None:
    """Line 172: of the LG firms the maker of cells; the share of each is not told."""
    row = locator(
        "L-H Battery Company (LG / Honda)",
        "Batteries: Cells; Batteries: Packs",
        "Jeffersonville",
        "Ohio",
        "3500",
        "2200",
    )
    found = said(reading, row)
    assert {c for c in found if c[1] in ("OWNS", "OPERATES")} == {
        planned("l-h-battery-company", "OPERATES", "l-h-battery-company-jeffersonville-ohio"),
        ("lg-energy-solution", "OWNS", "l-h-battery-company", "", "inferred"),
        ("honda", "OWNS", "l-h-battery-company", "", "inferred"),
    }


def test_two_firms_with_a_slash(reading: Reading) -> None:
    """Line 248: Samsung / GM."""
    site = "samsung-sdi-and-general-motors-new-carlisle-indiana"
    assert said(reading, locator("Samsung / GM", "Batteries: Cells", "New Carlisle", "Indiana", "3000", "1700")) == {
        read_as("samsung-sdi", site),
        read_as("general-motors", site),
        *stands(site, "new-carlisle-indiana", "indiana-united-states", US, "US", "41.7, -86.5"),
        announced(site, CELLS_AFTER, AFTER),
        planned(site, "PRODUCES", "battery-cells"),
        form("battery-cells", "cell"),
        planned(site, "investment", "3000000000 USD", f"topic={CELLS_AFTER}"),
        planned(site, "jobs", "1700 jobs", f"topic={CELLS_AFTER}"),
    }


def test_two_firms_one_with_its_short_name(reading: Reading) -> None:
    """Line 262: SolidEnergy Systems (SES) & General Motors."""
    site, topic = "solidenergy-systems-and-general-motors-woburn-massachusetts", "cells, announced before the IRA"
    row = locator("SolidEnergy Systems (SES) & General Motors", "Batteries: Cells", "Woburn", "Massachusetts", "0", "0")
    assert said(reading, row) == plan(
        "solidenergy-systems",
        site,
        planned("general-motors", "OPERATES", site),
        *stands(site, "woburn-massachusetts", "massachusetts-united-states", US, "US", "42.5, -71.1"),
        announced(site, topic, BEFORE),
        planned(site, "PRODUCES", "battery-cells"),
        form("battery-cells", "cell"),
    )
    assert names(reading, "solidenergy-systems", "alias") == {"SES"}


def test_gm_is_general_motors(reading: Reading) -> None:
    """Line 396: assembly of vehicles, jobs blank."""
    site, topic = "general-motors-kansas-city-kansas", "vehicles, announced after the IRA"
    row = locator("GM", "Electric Vehicles: Assembly", "Kansas City", "Kansas", "391", "")
    assert said(reading, row) == plan(
        "general-motors",
        site,
        *stands(site, "kansas-city-kansas", "kansas-united-states", US, "US", "39.1, -94.6"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "electric-vehicles-assembly"),
        planned(site, "investment", "391000000 USD", f"topic={topic}"),
    )
    assert names(reading, "general-motors", "alias") == {"GM"}
    assert names(reading, "electric-vehicles-assembly", "is_a") == {"Vehicle"}
    assert names(reading, "electric-vehicles-assembly", "flag") == {"generic"}


def test_brackets_of_which_the_table_does_not_tell_what_they_mean(reading: Reading) -> None:
    """Line 401: Heliox (Design Ready Controls)."""
    site, topic = "heliox-albert-lea-minnesota", "chargers, announced after the IRA"
    row = locator("Heliox (Design Ready Controls)", "Electric Vehicles: Chargers", "Albert Lea", "Minnesota", "0", "0")
    assert said(reading, row) == plan(
        "heliox",
        site,
        ("heliox", "PARTNERS_WITH", "design-ready-controls", "", "inferred"),
        *stands(site, "albert-lea-minnesota", "minnesota-united-states", US, "US", "43.6, -93.4"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "chargers-of-electric-vehicles"),
        form("chargers-of-electric-vehicles", "charger"),
    )


def test_a_former_name_and_canada(reading: Reading) -> None:
    """Line 320; the link in Notes stands in the claim's note."""
    site, topic = "volta-energy-solutions-canada-granby-quebec", "components, announced after the IRA"
    company = "Volta Energy Solutions Canada (fka Solus Advanced Materials)"
    row = locator(company, "Batteries: Components", "Granby", "Quebec", "514", "260")
    assert said(reading, row) == plan(
        "volta-energy-solutions-canada",
        site,
        *stands(site, "granby-quebec", "quebec-canada", CANADA, "CA", "45.4, -72.8"),
        announced(site, topic, AFTER),
        planned(site, "PRODUCES", "battery-components"),
        form("battery-components", "component"),
        planned(site, "investment", "514000000 USD", f"topic={topic}"),
        planned(site, "jobs", "260 jobs", f"topic={topic}"),
    )
    assert names(reading, "volta-energy-solutions-canada", "alias") == {"Solus Advanced Materials"}
    noted = [c.row.note for c in reading.facts.claims if c.locator == row and c.predicate == "OPERATES"]
    assert noted[0].startswith(
        "In brackets its former name as the table has it. Copper foil; https://montrealgazette.com/"
    )


@pytest.mark.parametrize(
    ("identifier", "name", "aliases"),
    [
        ("advanced-nano-products", "Advanced Nano Products", {"ANP"}),
        ("alkegen", "Alkegen", {"Unifrax"}),
        ("shenzhen-capchem", "Shenzhen Capchem", {"Shenzen Capchem"}),
        ("celgard", "Celgard", {"Celgard, LLC"}),
        ("h-t-recharge", "H&T Recharge", set()),
        ("orion-s-a", "Orion S.A.", {"Orion"}),
    ],
)
def test_names(reading: Reading, identifier: str, name: str, aliases: set[str]) -> None:
    assert names(reading, identifier, "name") == {name}
    assert names(reading, identifier, "alias") == aliases


def test_the_account_is_that_of_the_table(reading: Reading, table: list[dict[str, str]]) -> None:
    count = reading.counts[NAME][TABLE]
    others = [row for row in table if row["technology"] not in KINDS]
    negative = [row for row in table if row["reported_investment"].startswith("-")]
    assert (len(table), len(others), len(negative)) == (773, 269, 1)
    assert (count.rows, count.claimed, count.skipped, count.rejected) == (773, 503, 270, 0)
    skipped = reading.foreign[NAME].tables[0].skipped
    assert sorted(skipped.values()) == [1, 269]


def test_every_sum_and_every_job_is_in_the_graph_once(graph: Graph, table: list[dict[str, str]]) -> None:
    """All positive numbers of the table but those of the row that stands twice."""
    chain = {tuple(row.values()): row for row in table if row["technology"] in KINDS}.values()
    for column, metric, factor in (("reported_investment", "investment", 1_000_000), ("reported_jobs", "jobs", 1)):
        wanted = Counter(Decimal(row[column]) * factor for row in chain if row[column] and Decimal(row[column]) > 0)
        found = Counter(o.value for o in graph.observations.values() if o.metric == metric)
        assert found == wanted
        assert all(o.prospective and o.current for o in graph.observations.values() if o.metric == metric)


def test_no_site_is_said_to_run(graph: Graph) -> None:
    sites = [e for e in graph.entities.values() if e.type == "Site"]
    assert len(sites) == 460
    assert {e.status for e in sites} == {"planned"}
    assert {e.status for e in graph.edges.values() if e.type in ("OPERATES", "PRODUCES")} == {"planned"}


def test_from_a_processed_material_over_a_firm_to_vehicles(graph: Graph) -> None:
    """Tesla refines in Robstown and assembles in Fremont, Santa Catarina and Sparks."""
    ends = {(e.type, short(e.source), short(e.target)) for e in graph.edges.values()}
    assert ("PRODUCES", "tesla-robstown-texas", "processed-battery-materials") in ends
    assert ("OPERATES", "tesla", "tesla-robstown-texas") in ends
    assembling = {s for t, s, o in ends if t == "PRODUCES" and o == "electric-vehicles-assembly"}
    assert {o for t, s, o in ends if t == "OPERATES" and s == "tesla"} & assembling == {
        "tesla-fremont-california", "tesla-santa-catarina-nuevo-leon", "tesla-sparks-nevada",
    }  # fmt: skip


# --- rows that the table may hold one day


def with_row(root: Path, **cells: str) -> Reading:
    """The loader with one row: the last of the table's vehicles with other cells."""
    folder = root / NAME
    shutil.copytree(mapping(NAME), folder)
    with (folder / TABLE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["company_name"] == "ZF") | cells
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    return read(folder)


@pytest.mark.parametrize(
    "cell", ["Foo / Bar", "Foo/Bar", "Foo, Bar", "Foo & Bar", "Foo + Bar", "Foo; Bar", "Foo | Bar", "Foo (Bar)"]
)
def test_a_cell_that_nobody_has_read_is_not_taken_apart(tmp_path: Path, cell: str) -> None:
    reading = with_row(tmp_path, company_name=cell)
    assert reading.counts[NAME][TABLE].rejected == 1
    (reject,) = [p for p in reading.problems if p.level == "reject"]
    assert reject.column == "firm"
    assert "does not fit the pattern" in reject.message


@pytest.mark.parametrize("column", ["product", "timeline", "country"])
def test_a_word_that_the_mapping_does_not_know_rejects_the_row(tmp_path: Path, column: str) -> None:
    reading = with_row(tmp_path, **{column: "Something new"})
    assert reading.counts[NAME][TABLE].rejected == 1
    assert any(p.level == "reject" and "'Something new' is not in the lookup" in p.message for p in reading.problems)


def test_outer_blanks_are_no_part_of_a_name(tmp_path: Path) -> None:
    reading = with_row(tmp_path, company_name=" Tesla ", city="Sparks ", state=" Nevada")
    assert names(reading, "tesla", "name") == {"Tesla"}
    assert names(reading, "tesla-sparks-nevada", "name") == {"Tesla, Sparks, Nevada"}
