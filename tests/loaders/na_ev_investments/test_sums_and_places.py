"""Sums, jobs, products and places of rows that were read by eye."""

from __future__ import annotations

from graphkit.facts import Reading
from graphkit.graph import Graph
from tests.loaders.na_ev_investments.said import (
    AFTER,
    BEFORE,
    MEXICO,
    PACKS_AFTER,
    US,
    announced,
    form,
    locator,
    plan,
    planned,
    said,
    said_of,
    stands,
)
from tests.loaders.told import short


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
        said_of(c) for c in reading.facts.claims if short(c.subject) == site and c.predicate in ("investment", "jobs")
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
