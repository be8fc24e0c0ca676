"""The firms of rows that were read by eye: several in a cell, ventures, short and former names."""

from __future__ import annotations

import pytest

from graphkit.facts import Reading
from tests.loaders.na_ev_investments.said import (
    AFTER,
    BEFORE,
    CANADA,
    CELLS_AFTER,
    US,
    announced,
    form,
    locator,
    plan,
    planned,
    read_as,
    said,
    stands,
)
from tests.loaders.told import names


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
