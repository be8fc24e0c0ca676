"""What reports say, worked out by hand from the chain of conftest.

far -> ore -> salt (mine-a, mine-b) -> cell (cellco, at plant) -> car (carco). No list of makers is told to be whole, so
nothing is certain.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.briefs import write_report
from graphkit.errors import GraphkitError, UsageError
from graphkit.graph import Graph
from graphkit.model import Model
from tests.analysis.world import chain
from tests.briefs.reading import findings, headings, page, table, text_of
from tests.graph.kernel_world import graph as graph_of


def test_the_whole_tells_what_stops_most(reports: dict[str, Path]) -> None:
    first = findings(reports[""])[0]
    assert first.startswith(
        "Far could alone stop 2 of 2 known products and vehicles (Car and Cell), none of them for certain. "
        "The same holds for Ore and Salt."
    )
    # Far's line of ore, ore into salt, salt into cell, cell into car: paragraphs 1, 4, 8 and 10 among them.
    assert "p1" in first and first.endswith("]")


def test_the_whole_tells_choices_that_are_none(reports: dict[str, Path]) -> None:
    (found,) = [f for f in findings(reports[""]) if f.startswith("Only looks like a choice")]
    assert "1 product has 2 known suppliers of Salt" in found
    assert "all of these hang on Far and Ore: each of them alone could stop them all." in found
    row = table(reports[""], "Needs whose known suppliers all hang on one node upstream")[0]
    assert row[:4] == ["Salt", "2", "Far, Ore", "Cell"]


def test_the_whole_counts_needs_with_one_alternative(reports: dict[str, Path]) -> None:
    # Ore for mine-a and mine-b, cell for the car: one known supplier each; salt for the cell: two that fall together.
    (found,) = [f for f in findings(reports[""]) if "needs with a known supplier" in f]
    assert found.startswith(
        "4 of 4 needs with a known supplier are left with one alternative: 3 have one known supplier, 1 several"
    )
    rows = table(reports[""], "Needs with one effective alternative")
    assert sorted(row[1] for row in rows) == ["Cell", "Ore", "Ore", "Salt"]


def test_slips_are_told_with_their_sources(reports: dict[str, Path]) -> None:
    rows = table(reports[""], "Plans that moved or were missed, the worst first")
    # Planned for February (to the 28th), came on 10 April: 41 to 68 days late.
    assert rows[0][:5] == ["Plant", "production start", "2025-02", "2025-04-10", "41 to 68 days late"]
    assert [row[0] for row in rows] == ["Plant", "Plant-2"]
    assert "overdue" in rows[1][4]


def test_a_firm(reports: dict[str, Path]) -> None:
    found = findings(reports["cellco"])
    assert found[0].startswith("It makes or delivers Cell; it runs 2 sites, 1 of them told to operate.")
    assert found[1].startswith("Without Cellco 1 vehicle and 1 firm could stop: Car and Carco. For certain nothing.")
    assert found[2].startswith(
        "3 nodes outside it could each alone stop something that it makes: Far, Ore and Salt. None"
    )
    assert table(reports["cellco"], "What it makes or delivers")[0][:4] == ["Cell", "Product", "operating", "Plant"]
    assert [row[0] for row in table(reports["cellco"], "What it runs")] == ["Plant", "Plant-2"]
    needs = table(reports["cellco"], "What it needs, and the known suppliers")
    assert needs[0][1:6] == ["Salt", "2", "1", "yes", "Mine-A, Mine-B"]


def test_a_material(reports: dict[str, Path]) -> None:
    found = findings(reports["ore"])
    assert found[0].startswith(
        "1 known maker: Far; whether these are all is not known. 2 known users: Mine-A and Mine-B."
    )
    # Both lines that make salt need ore; their firms may make something else besides.
    assert "For certain 2 single lines of what somebody makes." in found[1]
    stopped = {row[0]: row[2:4] for row in table(reports["ore"], "What stops, is reduced or exposed")}
    assert stopped["Car"][0] == stopped["Cell"][0] == stopped["Salt"][0] == "stopped"
    assert all(certain != "stopped" for _, certain in stopped.values())
    assert "Ore" not in stopped


def test_what_is_not_known_is_said_and_is_no_safety(reports: dict[str, Path]) -> None:
    words = text_of(page(reports["spare"]))
    assert "No source tells what goes into what it makes, so what it hangs on is not known: a gap, not safety." in words
    assert "What is not known" in headings(reports["spare"])


def test_a_site_has_a_report(reports: dict[str, Path]) -> None:
    assert findings(reports["plant"])[0].startswith("It makes or delivers Cell.")


def test_notes_stand_apart_as_opinion_where_they_belong(reports: dict[str, Path]) -> None:
    for name in ("index.html", "brief.html"):
        for about, there in (("", True), ("ore", True), ("cellco", False)):
            found = page(reports[about], name).xpath('//div[@class="opinion"]')
            assert bool(found) is there
            if there:
                assert "Opinion of Jo Example, 2025-04-01" in text_of(found[0])
                assert "Ore decides." in text_of(found[0])
                assert "Notes (opinion)" in headings(reports[about], name)
    (link,) = page(reports["ore"]).xpath('//div[@class="opinion"]//a')
    assert link.get("href") == "https://e.org"


def test_every_number_leads_to_a_document(reports: dict[str, Path]) -> None:
    for folder in reports.values():
        whole = page(folder)
        there = {item.get("id") for item in whole.xpath('//ol[@class="documents"]/li')}
        cited = {link.get("href") for link in whole.xpath('//span[@class="cite"]/a')}
        assert cited <= {f"#{i}" for i in there}
        short = page(folder, "brief.html")
        assert {a.get("href") for a in short.xpath('//span[@class="cite"]/a')} <= {f"index.html#{i}" for i in there}
        listed = text_of(whole.xpath('//ol[@class="documents"]')[0])
        assert "s01. s01 press, 2025-01-15. s01, paragraphs p1" in listed


def test_no_section_is_empty(reports: dict[str, Path]) -> None:
    for folder in reports.values():
        for heading in page(folder).xpath("//main/h2"):
            assert heading.getnext() is not None and heading.getnext().tag != "h2", text_of(heading)


def test_numbers_stand_to_the_right(reports: dict[str, Path]) -> None:
    for cell in page(reports[""]).xpath("//td"):
        if text_of(cell).replace(",", "").isdigit():
            assert cell.get("class") == "number", text_of(cell)


def test_an_empty_graph_and_an_odd_type_are_refused(graph: Graph, model: Model, tmp_path: Path) -> None:
    placed = chain("s01#p20 | far | LOCATED_IN | cn")
    with pytest.raises(UsageError, match="Cn is of type Place, of which there is no report"):
        write_report(placed, model, tmp_path / "r", "x", placed.entities["cn"])
    assert not (tmp_path / "r").exists()
    empty = type(graph)({}, {}, {}, {}, {}, {}, {}, None, None)
    with pytest.raises(GraphkitError, match="nothing to report"):
        write_report(empty, model, tmp_path / "e", "x")
    assert not (tmp_path / "e").exists()


def test_what_the_chain_does_not_know_is_no_failure(model: Model, tmp_path: Path) -> None:
    partners = graph_of("s01#p1 | acme | PARTNERS_WITH | borel")
    write_report(partners, model, tmp_path / "r", "x")
    write_report(partners, model, tmp_path / "f", "x", partners.entities["acme"])
    for folder in ("r", "f"):
        for name in ("index.html", "brief.html"):
            assert findings(tmp_path / folder, name)
            assert not page(tmp_path / folder, name).xpath("//tbody[not(tr)]")
