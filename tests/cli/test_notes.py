"""Notes and reports by the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

NOTE = """+++
about = ["Acme Cells", "acme-cell"]
author = "Jo Example"
date = 2026-01-05
title = "Late again"
+++

# A heading of the note
| not | a table |
"""

EARLY = """+++
about = ["Acme Cells"]
author = "Jo Example"
date = 2025-11-20
title = "One line is not yet a factory"
+++

We would wait for a **second** one.
"""


@pytest.fixture
def noted(folder: Path) -> Path:
    """A new project with two notes."""
    (folder / "notes").mkdir()
    (folder / "notes" / "early.md").write_text(EARLY, encoding="utf-8")
    (folder / "notes" / "late.md").write_text(NOTE, encoding="utf-8")
    return folder


def test_show_tells_notes_apart_from_facts(noted: Path, call: Call) -> None:
    result = call("--project", noted, "show", "acme")
    assert "Notes (opinion)\n\n  2026-01-05, Jo Example: Late again\n    # A heading of the note" in result.out
    assert result.out.index("Late again") < result.out.index("One line is not yet a factory")  # the newest first
    result = call("--project", noted, "show", "acme", "--format", "markdown")
    assert "### Notes (opinion)" in result.out
    assert "\n> # A heading of the note\n> | not | a table |" in result.out
    assert "opinion" not in call("--project", noted, "show", "borel-materials").out


def test_notes_have_a_key_of_their_own(noted: Path, call: Call) -> None:
    found = json.loads(call("--project", noted, "show", "acme-cell", "--format", "json").out)
    assert found["notes"] == [
        {
            "date": "2026-01-05", "author": "Jo Example", "title": "Late again", "file": "notes/late.md",
            "about": ["Acme Cells", "Acme all-solid-state cell"],
            "text": "# A heading of the note\n| not | a table |",
        }
    ]  # fmt: skip
    assert json.loads(call("--project", noted, "show", "borel-materials", "--format", "json").out)["notes"] == []
    rows = call("--project", noted, "show", "acme-cell", "--format", "csv").out
    assert "\nnotes," in rows


def test_the_public_and_an_earlier_day_see_none(noted: Path, call: Call) -> None:
    for options in (("--audience", "public"), ("--known-on", "2025-11-19")):
        result = call("--project", noted, "show", "acme", *options)
        assert result.code == 0
        assert "opinion" not in result.out
    for options, there in (((), True), (("--audience", "public"), False)):
        place = noted.parent / ("report" + "".join(options))
        assert call("--project", noted, "report", "-o", place, "acme", *options).code == 0
        for name in ("index.html", "brief.html"):
            assert ("Late again" in (place / name).read_text(encoding="utf-8")) is there


def test_check_tells_unknown_names_with_line_and_near_ones(noted: Path, call: Call) -> None:
    assert call("--project", noted, "check").code == 0
    (noted / "notes" / "late.md").write_text(NOTE.replace("Acme Cells", "Acme Cels"), encoding="utf-8")
    result = call("--project", noted, "check")
    assert result.code == 1
    assert "notes/late.md:2: about: unknown entity 'Acme Cels' — did you mean acme-cells" in result.err + result.out
    shown = call("--project", noted, "show", "acme-cell")
    assert "notes/late.md:2: left out: it is about 'Acme Cels'" in shown.err
    assert "opinion" not in shown.out


def test_a_note_without_form_stops_show(noted: Path, call: Call) -> None:
    (noted / "notes" / "late.md").write_text("Just words.", encoding="utf-8")
    result = call("--project", noted, "show", "acme")
    assert result.code == 1
    assert "notes/late.md:1: has no front matter" in result.err


def test_a_report_of_one_by_any_name(noted: Path, call: Call) -> None:
    result = call("--project", noted, "report", "-o", noted.parent / "r", "硫化锂")
    assert result.code == 0
    assert "Lithium sulfide, as of" in result.err
    assert result.out == ""
    again = call("--project", noted, "report", "-o", noted.parent / "r")
    assert "the whole chain" in again.err


def test_wrong_calls_of_report_are_told_before_anything_is_written(noted: Path, call: Call) -> None:
    result = call("--project", noted, "report", "-o", noted.parent / "r", "acme-sells")
    assert result.code == 2
    assert "did you mean acme-cells" in result.err
    place = noted.parent / "mine"
    place.mkdir()
    (place / "index.html").write_text("mine", encoding="utf-8")
    result = call("--project", noted, "report", "-o", place)
    assert result.code == 1
    assert "is no report of graphkit" in result.err
    assert call("--project", noted, "report", "-o", noted.parent / "r", "exampleville").code == 2
    assert not (noted.parent / "r").exists()
