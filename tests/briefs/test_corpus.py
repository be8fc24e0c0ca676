"""The report of the shipped corpus, against what the articles say."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import open_project
from tests.briefs.reading import findings, page, table, text_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of the whole, of Sak Power and of lithium sulfide."""
    place = tmp_path_factory.mktemp("corpus")
    project = open_project(ROOT)
    graph = project.graph()
    for name in (None, "Sak Power", "硫化锂"):
        project.write_report(place / (name or "whole"), name, graph)
    return place


def test_xingfa_is_behind_all_makers_of_the_electrolyte(written: Path) -> None:
    # Article 4 (seed-002#p15) names Xingfa alone for phosphorus pentasulfide, which the electrolyte needs.
    first = findings(written / "whole")[0]
    assert first.startswith("Xingfa Group could alone stop 3 of ")
    assert "none of them for certain" in first


def test_the_slip_of_the_line_in_yibin(written: Path) -> None:
    # seed-000#p1: planned for October 2025, came on 10 November: 10 days after its last day, 40 after its first.
    for about in ("whole", "Sak Power"):
        rows = table(written / about, "Plans that moved or were missed, the worst first")
        assert rows[0][:5] == [
            "Sak Power Yibin phase I 0.5 GWh line",
            "production start",
            "2025-10",
            "2025-11-10",
            "10 to 40 days late",
        ]


def test_makers_of_lithium_sulfide(written: Path) -> None:
    rows = table(written / "硫化锂", "Who makes or delivers it")
    assert [row[0] for row in rows] == ["Canmax", "Yahua Group", "Zhongke Guneng 100 mt-level line"]
    assert [row[2] for row in rows] == ["China", "China", "not told"]


def test_sources_are_numbered_with_publisher_and_date(written: Path) -> None:
    listed = [text_of(item) for item in page(written / "whole").xpath('//ol[@class="documents"]/li')]
    assert any(
        "SMM solid-state battery review of 26 to 31 December 2025 (untitled). SMM, 2026-01-02. seed-001" in s
        for s in listed
    )
    assert len(listed) == 5
