"""graphkit analyze: formats, the map, clocks, wrong names, an empty graph."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Call, Served

STRIKE = ("analyze", "disruption", "--strike", "ganfeng")


@pytest.fixture
def ask(call: Call):  # type: ignore[no-untyped-def]
    """Asks the corpus."""
    return lambda *words: call("--project", ROOT, *words)


def test_json_is_one_object_with_all_that_the_answer_rests_on(ask: Call) -> None:
    found = json.loads(ask(*STRIKE, "--format", "json").out)
    assert (found["analysis"], found["shock"], found["scenario"]) == ("disruption", ["firm Ganfeng Lithium"], False)
    rows = {row["node"]: row for row in found["rows"]}
    assert (rows["seres-sf5"]["possible"], rows["seres-sf5"]["certain"]) == ("stopped", "exposed")
    assert set(rows["ganfeng-semi-solid-battery"]["claims"]) <= set(found["claims"])
    assert found["bounds"] and found["assumed"] and found["as_of"] == "2026-01-02"


def test_csv_and_jsonl_are_rows_and_the_rest_is_told_on_stderr(ask: Call) -> None:
    as_csv, as_lines = ask(*STRIKE, "--format", "csv"), ask(*STRIKE, "--format", "jsonl")
    rows = list(csv.DictReader(io.StringIO(as_csv.out)))
    assert [row["node"] for row in rows] == [json.loads(line)["node"] for line in as_lines.out.splitlines()]
    assert "assumed: possible: essential, of which no source speaks" in as_csv.err
    assert as_csv.err.count("certain: only lists") == 1


def test_markdown_is_a_page(ask: Call) -> None:
    text = ask(*STRIKE, "--format", "markdown").out
    assert text.startswith("# What stops without firm Ganfeng Lithium\n")
    assert "\n## How to read it\n" in text and "\n- possible: each list of suppliers" in text
    assert "| Seres SF5 | Vehicle | stopped | exposed | 4 |" in text


def test_the_map_is_coloured_by_the_answer(ask: Call, tmp_path: Path) -> None:
    file = tmp_path / "strike.html"
    done = ask(*STRIKE, "--map", file)
    # Ganfeng and its battery, the two cars and their makers; lines are no entities.
    assert "6 entities coloured" in done.err
    page = file.read_text(encoding="utf-8")
    assert "What stops without firm Ganfeng Lithium" in page
    (tmp_path / "mine.html").write_text("mine", encoding="utf-8")
    refused = ask(*STRIKE, "--map", tmp_path / "mine.html")
    assert refused.code == 1 and "is no map of graphkit" in refused.err
    assert (tmp_path / "mine.html").read_text(encoding="utf-8") == "mine"


def test_plans_can_be_left_out(ask: Call) -> None:
    words = ("analyze", "disruption", "--strike", "xingfa", "--format", "json")
    planned, operating = (json.loads(ask(*words, *more).out) for more in ((), ("--operating",)))
    assert "byd-assb" in {row["node"] for row in planned["rows"]}
    # Xingfa's production is planned: nothing that runs hangs on it but its own plant.
    assert {row["node"] for row in operating["rows"]} == {"xingfa", "xingfa-p2s5-plant"}


@pytest.mark.parametrize("analysis", ["single-source", "hidden-common"])
def test_of_whom_no_need_is_known_that_is_told_and_what_was_left_out(ask: Call, analysis: str) -> None:
    # All that is known to go into BYD's battery is planned.
    planned, operating = (
        json.loads(ask("analyze", analysis, "byd-assb", "--format", "json", *more).out)
        for more in ((), ("--operating",))
    )
    assert not any(gap["not known"] == "what it needs" for gap in planned["gaps"])
    assert operating["rows"] == []
    assert {"node": "byd-assb", "name": "BYD all-solid-state battery", "item": "", "not known": "what it needs"} in (
        operating["gaps"]
    )
    assert any("planned relations are left out" in line for line in operating["assumed"])


def test_the_plans_that_an_answer_rests_on_are_named(ask: Call) -> None:
    told = json.loads(ask("analyze", "shortage", "--strike", "xingfa", "--format", "json").out)["assumed"]
    (plans,) = [line for line in told if line.startswith("this answer rests on plans:")]
    assert "Xingfa Group PRODUCES Phosphorus pentasulfide" in plans
    # No claim of Ganfeng's chain is a plan.
    assert "rests on plans" not in ask(*STRIKE).out


def test_the_clocks_work(ask: Call) -> None:
    # The article that tells of Xingfa's plant is of December 2025.
    early = ask("analyze", "disruption", "--strike", "xingfa", "--known-on", "2025-06-30")
    assert (early.code, "no entity 'xingfa'" in early.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("analyze", "disruptoin"), "did you mean disruption?"),
        (("analyze", "disruption"), "Missing option '--strike'"),
        (("analyze", "disruption", "--strike", "gangfeng"), "did you mean ganfeng"),
        (("analyze", "exposure", "seres sf"), "did you mean seres-sf5"),
        (("analyze", "exposure", "robotics"), "of type Application"),
        (("analyze", "single-points", "lithium-metal-anode"), "no supplier, maker or input of it is known"),
        (("analyze", "exposure", "byd", "--by", "planet"), "'planet' is not one of"),
    ],
)
def test_what_is_wrong_is_told(ask: Call, words: tuple[str, ...], said: str) -> None:
    done = ask(*words)
    assert done.code == 2
    assert said in done.err and done.out == ""


def test_an_empty_graph_is_told(ask: Call) -> None:
    done = ask(*STRIKE, "--known-on", "1990-01-01")
    assert done.code == 1 and "the graph is empty" in done.err


def test_needs_of_one_entity_with_its_lines_and_sites(ask: Call) -> None:
    found = json.loads(ask("analyze", "single-source", "sak-power", "--format", "json").out)
    assert {row["buyer"] for row in found["rows"]} == {
        "sak-yibin-electrolyte-line|sulfide-electrolyte", "sak-yibin-electrolyte-facility|sulfide-electrolyte",
        "sak-yibin-pilot-30mwh|sak-sulfide-assb-cells", "sak-yibin-line-1|sak-sulfide-assb-cells",
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", [("disruption", "--strike", "borel-materials"), ("single-source",), ("exposure", "acme-cell")]
)
def test_out_of_the_store_the_answer_is_the_same(words: tuple[str, ...], call: Call, served: Served) -> None:
    told = ("--project", served.folder, "--store", "embedded", "analyze", *words, "--format", "json")
    assert call(*told, "--from-store").out == call(*told).out != ""


def test_each_row_of_an_exposure_carries_the_claims_of_the_needs_that_tie_it_to_the_target(ask: Call) -> None:
    def claims(by: str, key: str) -> set[str]:
        words = ("analyze", "exposure", "byd-assb", "--side", "upstream", "--by", by, "--format", "json")
        found = json.loads(ask(*words).out)
        (row,) = [r for r in found["rows"] if r["key"] == key]
        assert set(row["claims"]) <= set(found["claims"])
        return set(row["claims"])

    # Paragraph 13 of seed-000 alone tells of this line, which stands in China.
    line = claims("node", "sak-yibin-electrolyte-line")
    assert line and line <= claims("source", "seed-000")
    assert line <= claims("country", "CN") and not line & claims("country", "US")
