"""graphkit analyze capacity, balance, gaps, concentration and structure on the corpus, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ROOT, Call

RUNS: dict[str, list[str]] = {
    "capacity": ["capacity"],
    "balance": ["balance", "sulfide-electrolyte", "--year", "2028", "--per", "0.5 kg/kWh"],
    "gaps": ["gaps", "--top", "12"],
    "concentration": ["concentration", "sulfide-electrolyte"],
    "structure": ["structure"],
}
#: A line that a person reads in each.
TITLES = {
    "capacity": "Capacity by stage over time",
    "balance": "Scenario: Demand and capacity of Sulfide electrolyte in 2028",
    "gaps": "What no claim answers, by what hangs on it",
    "concentration": "Concentration by firm of Sulfide electrolyte",
    "structure": "Structure of the chain",
}


@pytest.fixture
def ask(call: Call):  # type: ignore[no-untyped-def]
    """Asks the corpus."""
    return lambda *words: call("--project", ROOT, "analyze", *words)


def rows(ask: Call, *words: str, **wanted: Any) -> list[dict[str, Any]]:
    """The rows of an answer with these cells."""
    found = json.loads(ask(*words, "--format", "json").out)["rows"]
    return [row for row in found if all(row[k] == v for k, v in wanted.items())]


@pytest.mark.parametrize("name", RUNS)
def test_every_format(name: str, ask: Call) -> None:
    whole = json.loads(ask(*RUNS[name], "--format", "json").out)
    assert whole["analysis"] == name and whole["rows"] and whole["bounds"] and whole["assumed"]
    assert whole["scenario"] is (name == "balance")
    lines = [json.loads(line) for line in ask(*RUNS[name], "--format", "jsonl").out.splitlines()]
    assert lines == whole["rows"]
    as_csv = ask(*RUNS[name], "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(as_csv.out)))) == len(lines)
    assert whole["bounds"][0] in as_csv.err
    text, page = ask(*RUNS[name]).out, ask(*RUNS[name], "--format", "markdown").out
    assert text.startswith(f"{TITLES[name]}\n") and page.startswith(f"# {TITLES[name]}\n")
    assert "How to read it" in text and "\n## Taken for granted\n" in page


@pytest.mark.parametrize("words", [["balance", "--year", "2028"], ["gaps"], ["concentration"]])
def test_an_unknown_entity_is_told_with_near_names(words: list[str], ask: Call) -> None:
    done = ask(*words, "sulfide-electrolite")
    assert (done.code, done.out) == (2, "")
    assert "did you mean sulfide-electrolyte" in done.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["balance", "sulfide-electrolyte"], "Missing option '--year'"),
        (["balance", "byd", "--year", "2028"], "is of type Firm"),
        (["balance", "sulfide-electrolyte", "--year", "2028", "--per", "much"], "is no amount per unit"),
        (["gaps", "--kind", "colour"], "no kind of gap 'colour'"),
        (["capacity", "--by", "planet"], "'planet' is not one of"),
    ],
)
def test_wrong_use(words: list[str], said: str, ask: Call) -> None:
    done = ask(*words)
    assert done.code == 2 and said in done.err


def test_an_empty_result_says_so(ask: Call) -> None:
    done = ask("balance", "graphene", "--year", "2028")
    assert done.code == 0
    assert "demand, capacity, and what is left: none" in done.out
    assert "Graphene: who makes it" in done.out
    made = json.loads(ask("concentration", "graphene", "--format", "json").out)
    assert made["rows"] == [] and [gap["not known"] for gap in made["gaps"]] == ["who makes it"]


def test_cells_in_gigawatt_hours(ask: Call) -> None:
    # 0.5 GWh of phase I, 30 MWh of the pilot line, 2 GWh of Xinjie operate; 0.2 GWh of Gotion is built.
    (now,) = rows(ask, "capacity", "--year", "2026", stage="cell", state="operating")
    assert (now["least"], now["nominal"], now["most"], now["plants"]) == (2.53, 2.53, 2.53, 3)
    (built,) = rows(ask, "capacity", "--year", "2026", stage="cell", state="built")
    assert built["nominal"] == 0.2
    # Phase II, 3.5 GWh, is planned for 2027.
    (planned,) = rows(ask, "capacity", "--by", "firm", node="sak-power", state="planned", metric="capacity")
    assert (planned["year"], planned["nominal"]) == (2027, 3.5)


def test_forecasts_stand_beside_capacity(ask: Call) -> None:
    found = json.loads(ask("capacity", "--format", "json").out)["forecasts"]
    (shipped,) = [r for r in found if r["metric"] == "shipments" and r["scope"] == "class=all-solid"]
    assert (shipped["least"], shipped["unit"], shipped["period"]) == (13.5, "GWh", "by 2028")


def test_the_balance_of_the_corpus_is_a_list_of_gaps_until_an_amount_is_given(ask: Call) -> None:
    assert rows(ask, "balance", "sulfide-electrolyte", "--year", "2028", side="demand") == []
    (market,) = rows(ask, *RUNS["balance"], side="demand", state="forecast")
    assert (market["least"], market["most"], market["unit"]) == (0, 6750, "t/a")  # 13.5 GWh at 500 t


def test_gaps_of_one_firm_are_fewer(ask: Call) -> None:
    every, own = rows(ask, "gaps"), rows(ask, "gaps", "byd")
    assert 0 < len(own) < len(every)
    assert {(r["node"], r["item"], r["kind"]) for r in own} < {(r["node"], r["item"], r["kind"]) for r in every}


def test_concentration_of_two_known_figures_and_one_unknown(ask: Call) -> None:
    (made,) = rows(ask, *RUNS["concentration"], state="operating")
    # Yanyixin 500 t, Zhongke Guneng from none to 990 t, Solid Power not told: three equal ones at least.
    assert (made["hhi_least"], made["hhi_most"], made["unknown"]) == (3333.3, 10_000, 1)


def test_structure_tells_the_weak_claims_that_carry_a_result(ask: Call) -> None:
    done = ask("structure", "--flips", "--most", "4", "--format", "json")
    found = json.loads(done.out)
    assert {"measures", "coverage"} <= found.keys() and found["most"] == 4
    assert all(row["gone"] + row["new"] > 0 and row["claims"] for row in found["rows"])


def test_other_peoples_tables(ask: Call) -> None:
    # The table states sums and jobs, and no capacity at all: nothing may be made of that.
    found = json.loads(ask("capacity", "--by", "country", "--data", "na_ev_investments", "--format", "json").out)
    assert {r["node"] for r in found["rows"]} == {"CN", "unknown"}
    cells = [r["plants"] for r in found["without_figure"] if r["node"] == "US" and "cell" in r["stage"].split(", ")]
    # 77 pairs of firm and place in the United States with cells among their products, and Solid Power of the corpus.
    assert sum(cells) == 78


def test_the_map_is_coloured(ask: Call, tmp_path: Path) -> None:
    done = ask("capacity", "--map", str(tmp_path / "map.html"))
    assert done.code == 0 and (tmp_path / "map.html").is_file()
