"""`conflicts` and `conflicts decide` as a curator uses them."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest

from graphkit.api import open_project
from graphkit.reports.conflicts import conflicts
from tests.cli.conftest import ROOT, Call, Result


@pytest.fixture
def torn(folder: Path) -> Path:
    """The example project with a second speaker who gives its line another capacity."""
    facts = folder / "loaders/example/facts.csv"
    with facts.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(r for r in rows if r["predicate"] == "production_start" and not r["kind"])
    told = dict.fromkeys(row, "") | {"source": row["source"], "subject": row["subject"], "predicate": row["predicate"]}
    with facts.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(row)).writerow({**told, "when": "2025-09-01", "speaker": "borel-materials"})
    return folder


def found(answer: Result) -> list[dict[str, object]]:
    """The conflicts of a JSON answer."""
    assert answer.code == 0, answer.err
    out = json.loads(answer.out)
    assert isinstance(out, list)
    return out


def test_none_in_the_example(on: Call) -> None:
    answer = on("conflicts")
    assert (answer.code, answer.out) == (0, "") and "0 conflicts" in answer.err


def test_decide_settles_and_why_and_check_tell(torn: Path, call: Call) -> None:
    def on(*words: str) -> Result:
        return call("--project", torn, *words)

    (before,) = found(on("conflicts", "--format", "json"))
    assert (before["kind"], before["state"]) == ("date", "open")
    shown = on("conflicts")
    assert "●" in shown.out and "○" in shown.out and str(before["id"]) in shown.out
    side = next(s for s in before["sides"] if not s["chosen"])  # type: ignore[attr-defined]
    claim = side["claims"][0]["claim"]
    words = ("--reason", "the gate was opened; 开门", "--by", "Ada", "--on", "2026-01-05")
    answer = on("conflicts", "decide", str(before["id"])[:8], "--choose", claim[:8], *words)
    assert (answer.code, answer.out) == (0, "") and "loaders/decisions/conflicts.csv" in answer.err
    (after,) = found(on("conflicts", "--format", "json"))
    assert (after["state"], after["rule"]) == ("decided", "decision")
    assert after["decision"] == {
        "choose": claim, "reason": "the gate was opened; 开门", "by": "Ada", "day": "2026-01-05"
    }  # fmt: skip
    assert found(on("conflicts", "--open", "--format", "json")) == []
    told = on("why", str(before["about"][0]["id"]), "production_start")  # type: ignore[index]
    assert "a curator's ruling, Ada on 2026-01-05: the gate was opened; 开门" in told.out
    assert on("check").code == 0
    assert "ruling of Ada, 2026-01-05" in on("conflicts").out


def test_wrong_calls_write_nothing(torn: Path, call: Call) -> None:
    (conflict,) = open_project(torn).graph().conflicts
    for words, hint in (
        (("zz", "--choose", "both", "--reason", "x"), "graphkit conflicts lists them"),
        ((conflict, "--choose", "zz", "--reason", "x"), "both, undecided or one of"),
        ((conflict, "--choose", "both", "--reason", " "), "reason"),
        ((conflict, "--choose", "both", "--reason", "x", "--on", "soon"), "not a day"),
    ):
        answer = call("--project", torn, "conflicts", "decide", *words, "--by", "Ada")
        assert answer.code == 2 and hint in answer.err
    assert not (torn / "loaders/decisions").exists()


def test_who_decides_is_asked_where_nothing_tells(torn: Path, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (conflict,) = open_project(torn).graph().conflicts
    words = ("--project", torn, "conflicts", "decide", conflict, "--choose", "both", "--reason", "x")
    monkeypatch.setenv("PATH", "")  # no git
    assert (answer := call(*words)).code == 2 and "--by NAME" in answer.err
    monkeypatch.setenv("GRAPHKIT_CURATOR", "Bo")
    assert call(*words).code == 0
    assert ",Bo," in (torn / "loaders/decisions/conflicts.csv").read_text(encoding="utf-8")


def test_csv_has_a_row_for_each_claim(torn: Path, call: Call) -> None:
    answer = call("--project", torn, "conflicts", "--format", "csv", "--kind", "date")
    rows = list(csv.DictReader(answer.out.splitlines()))
    assert sorted(r["side"] for r in rows)[0] == "2025-09-01"
    assert [r["chosen"] for r in rows].count("true") == 1 and len(rows) == 3  # with the plan that both answer
    assert call("--project", torn, "conflicts", "--format", "csv", "--kind", "order").out.count("\n") == 1


def test_a_wrong_table_of_rulings_is_told_with_its_line(torn: Path, call: Call) -> None:
    (torn / "loaders/decisions").mkdir()
    (torn / "loaders/decisions/conflicts.csv").write_text("conflict,choose,claims,reason,by,day\nzz,both,,,,\n")
    answer = call("--project", torn, "check")
    assert answer.code == 1 and "loaders/decisions/conflicts.csv:2: conflict" in answer.err + answer.out


def test_a_ruling_across_elements_is_for_one_and_against_the_other(call: Call, tmp_path: Path) -> None:
    for name in ("graphkit.toml", "schema", "loaders", "queries"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, tmp_path / name)
    (conflict,) = conflicts(open_project(tmp_path).graph(), "byd-assb")
    winner = next(c for s in conflict.sides for c in s.claims if "mainstream" in s.text)
    words = ("--choose", winner, "--reason", "the firm's own words", "--by", "Ada", "--on", "2026-01-05")
    assert call("--project", tmp_path, "conflicts", "decide", conflict.uid, *words).code == 0
    told = call("--project", tmp_path, "why", "byd-assb", "vehicle_installation", "--format", "json")
    answers = {a["what"]: a for a in json.loads(told.out)}
    won = answers["byd-assb vehicle_installation scale=mainstream-models"]
    lost = answers["byd-assb vehicle_installation scale=large"]
    assert won["rule"] == lost["rule"] == "nothing else is said"  # no value has changed
    assert won["conflicts"][0]["ruling"] == "for this, Ada on 2026-01-05: the firm's own words"
    assert lost["conflicts"][0]["ruling"] == "against this, Ada on 2026-01-05: the firm's own words"


@pytest.mark.parametrize(("words", "hint"), [(("--on", ""), "as 2025-12-06"), ((), "too short")])
def test_what_may_be_a_slip_of_the_hand_is_refused(torn: Path, call: Call, words: tuple[str, ...], hint: str) -> None:
    (conflict,) = open_project(torn).graph().conflicts
    name = conflict if words else conflict[:3]
    call_ = ("conflicts", "decide", name, "--choose", "both", "--reason", "x", "--by", "A", *words)
    answer = call("--project", torn, *call_)
    assert answer.code == 2 and hint in answer.err
    assert not (torn / "loaders/decisions").exists()
