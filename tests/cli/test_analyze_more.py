"""graphkit analyze cuts, recovery, cascade, compare, mitigate: every format, wrong words, empty answers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

import pytest

from tests.cli.conftest import ROOT, Call, append

CELL = "BYD all-solid-state battery"
STRIKE = ("--strike", "borel-materials")
#: On the example project: Borel Materials delivers lithium sulfide, which Acme needs for its cells.
RUNS: dict[str, Sequence[str]] = {
    "cuts": ("cuts", "acme-cell", "--nodes", "firm"),
    "recovery": ("recovery", *STRIKE, "--recovery-days", "30-60", "--stock-days", "10"),
    "cascade": ("cascade", "--samples", "5", "--seed", "7"),
    "compare": ("compare", "disruption", *STRIKE, "--against", "--strike", "acme-cells"),
    "mitigate": ("mitigate", *STRIKE, "--lasts", "30"),
}
#: What the answer says to people, and a column with a cell of some row.
SAYS = {
    "cuts": ("searched: all sets of at most 2", "types", "['Firm']"),
    "recovery": ("time to survive against time to recover", "possible", "hit"),
    "cascade": ("Scenario: What share of all sales is lost", "node", "borel-materials"),
    "compare": ("What stops without firm Borel Materials: what differs", "change", "gone"),
    "mitigate": ("measures, each alone, by what they save", "measure", "stock"),
}
ENTITY = {
    "cuts": ("cuts", "litium sulfide"),
    "recovery": ("recovery", "--strike", "litium sulfide"),
    "cascade": ("cascade", "--strike", "litium sulfide"),
    "compare": ("compare", "cuts", "acme-cell", "--against", "litium sulfide"),
    "mitigate": ("mitigate", "litium sulfide"),
}


@pytest.fixture
def corpus(call: Call):  # type: ignore[no-untyped-def]
    """Asks the corpus."""
    return lambda *words: call("--project", ROOT, "analyze", *words)


@pytest.fixture
def ask(on: Call):  # type: ignore[no-untyped-def]
    """Asks the example project."""
    return lambda *words: on("analyze", *words)


@pytest.mark.parametrize("name", RUNS)
def test_every_format_holds_the_same_rows(name: str, ask: Call) -> None:
    said, column, cell = SAYS[name]
    done = ask(*RUNS[name])
    assert done.code == 0 and said in done.out
    assert "\nHow to read it\n" in done.out and "\nTaken for granted\n" in done.out
    first, second = (RUNS[name], ()) if name != "compare" else (RUNS[name][:4], RUNS[name][4:])
    page = ask(*first, "--format", "markdown", *second).out
    assert page.startswith("# ") and "\n## How to read it\n" in page
    whole = json.loads(ask(*first, "--format", "json", *second).out)
    assert whole["analysis"] == name
    assert whole["bounds"] and whole["assumed"] and whole["claims"] and "gaps" in whole
    assert cell in {str(row[column]) for row in whole["rows"]}
    lines = ask(*first, "--format", "jsonl", *second)
    assert [json.loads(line) for line in lines.out.splitlines()] == whole["rows"]
    table = list(csv.DictReader(io.StringIO(ask(*first, "--format", "csv", *second).out)))
    assert len(table) == len(whole["rows"]) and list(table[0]) == list(whole["rows"][0])
    assert "assumed: " in lines.err


@pytest.mark.parametrize("name", ENTITY)
def test_an_unknown_entity_is_told_with_near_names(name: str, ask: Call) -> None:
    done = ask(*ENTITY[name])
    assert done.code == 2 and done.out == ""
    assert "no entity 'litium sulfide'" in done.err and "lithium-sulfide (Lithium sulfide)" in done.err


def test_ids_are_for_machines(corpus: Call) -> None:
    words = ("cuts", CELL, "--nodes", "firm")
    assert "Xingfa Group" in (told := corpus(*words).out) and "xingfa" not in told
    rows = json.loads(corpus(*words, "--format", "json").out)["rows"]
    assert [row["cut"] for row in rows] == [["byd"], ["xingfa"]]


def test_nothing_found_says_what_was_looked_for(ask: Call) -> None:
    items = ask("cuts", "lithium-sulfide", "--nodes", "site")
    assert items.code == 0
    assert "minimal sets that stop it: none" in items.out and "searched: all sets" in items.out
    same = ask("compare", "cuts", "acme-cell", "--against", "-k", "1")
    assert same.code == 0 and "minimal sets that stop it: none" in same.out
    assert json.loads(ask("compare", "cuts", "acme-cell", "--format", "json", "--against", "-k", "1").out)["rows"] == []
    assert ask("mitigate", "--strike", "exampleville", "--format", "csv").out.startswith("measure,node,name,item")


def test_a_scenario_says_so_in_every_format(ask: Call) -> None:
    assert json.loads(ask(*RUNS["cascade"], "--format", "json").out)["scenario"] is True
    rows = ask(*RUNS["cascade"], "--format", "csv")
    assert "a scenario: it rests on figures that no source states" in rows.err
    assert "eps 0.01" in rows.err and "1 sample, seed 7" in rows.err
    assert ask(*RUNS["cascade"], "--format", "csv").out == rows.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mitigate",), "mitigate takes either a TARGET or --strike"),
        (("mitigate", "acme-cell", "--strike", "acme"), "mitigate takes either a TARGET or --strike"),
        (("mitigate", "acme-cell", "--lasts", "3"), "--lasts is the length of a strike"),
        (("mitigate", "--strike", "acme", "--lasts", "nan"), "nan is no number with an end"),
        (("mitigate", "--strike", "acme", "--lasts", "1e400"), "inf is no number with an end"),
        (("cascade", "--eps", "nan"), "nan is no number with an end"),
        (("disruption", "--strike", "|"), "no entity '|'"),
        (("recovery", "--strike", "acme", "--stock-days", "soon"), "'soon' are no days: as 30, 30-60"),
        (("recovery", "--strike", "acme", "--stock-days", "60-30"), "the most days are fewer than the least"),
        (("cuts", "acme-cell", "-k", "0"), "0 is not in the range x>=1"),
        (("cuts", "exampleville"), "nothing of the chain that can stop"),
        (("cascade", "--eps", "0"), "not in the range"),
        (("compare",), "compare takes the name of an analysis"),
        (("compare", "cut", "x"), "no analysis 'cut' to compare"),
        (("compare", "compare", "cuts"), "no analysis 'compare' to compare"),
        (("compare", "cuts", "acme-cell"), "nothing to compare with: no option after --against"),
        (("compare", "cuts", "acme-cell", "--against"), "nothing to compare with: no option after --against"),
        (("compare", "cuts", "acme-cell", "--against", "--format", "json"), "nothing to compare with"),
        (("compare", "cuts", "acme-cell", "--against", "--strike", "acme"), "No such option"),
        (("compare", "disruption", "--against", "--operating"), "Missing option '--strike'"),
    ],
)
def test_wrong_words_are_told(words: Sequence[str], said: str, ask: Call) -> None:
    done = ask(*words)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_compare_takes_every_analysis_by_its_own_options(corpus: Call) -> None:
    done = corpus("compare", "mitigate", CELL, "--format", "json", "--against", "Solid Power all-solid-state battery")
    found = json.loads(done.out)
    assert (found["before"]["target"], found["after"]["target"]) == ("byd-assb", "solid-power-assb")
    days = json.loads(
        corpus("compare", "single-source", "--format", "json", "--against", "--known-on", "2025-12-20").out
    )
    assert (days["before"]["known_on"], days["after"]["known_on"]) == (None, "2025-12-20")


def test_compare_names_the_side_that_fails(ask: Call) -> None:
    done = ask("compare", "disruption", *STRIKE, "--against", "--known-on", "2020")
    assert done.code != 0 and "--against --known-on 2020: " in done.err


def test_compare_draws_the_changes(ask: Call, tmp_path) -> None:  # type: ignore[no-untyped-def]
    file = tmp_path / "changes.html"
    done = ask("compare", "disruption", *STRIKE, "--map", str(file), "--against", "--strike", "acme-cells")
    assert "entities coloured" in done.err
    assert "What stops without firm Borel Materials: what differs" in file.read_text(encoding="utf-8")


def test_stated_days_are_used_and_cited(on: Call, folder) -> None:  # type: ignore[no-untyped-def]
    facts = folder / "loaders/example/facts.csv"
    append(facts, "news-1#p3,acme-cells,stock_cover,20 days,,,,item=lithium-sulfide,,,")
    append(facts, "news-1#p3,borel-materials,recovery_time,30 to 40 days,,,,,,,")
    found = json.loads(on("analyze", "recovery", "--strike", "borel-materials", "--format", "json").out)
    rows = {row["node"]: row for row in found["rows"]}
    line = rows["acme-line-1|acme-cell"]
    assert (line["possible"], line["stops_least"], line["stops_most"]) == ("hit", 20, 20)
    assert (line["recovery_least"], line["recovery_most"], line["certain"]) == (30, 40, "")
