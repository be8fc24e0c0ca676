"""slips, timeline and pipeline on the command line: options, files, clocks, audience, the same from the store."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Call, Served, append

CORPUS = ("--project", ROOT)


def test_slips_of_one_entity_as_json(call: Call) -> None:
    found = call(*CORPUS, "slips", "qingtao", "--format", "json")
    (row,) = json.loads(found.out)
    assert (row["id"], row["outcome"], row["days_least"]) == ("qingtao-shanghai-line", "overdue", 2)


def test_slips_overdue_only_and_by_outcome(call: Call) -> None:
    overdue = json.loads(call(*CORPUS, "slips", "--overdue", "--format", "json").out)
    assert {r["outcome"] for r in overdue} == {"overdue"}
    assert len(overdue) == 2
    ahead = json.loads(call(*CORPUS, "slips", "--outcome", "ahead", "--outcome", "late", "--format", "json").out)
    assert {r["outcome"] for r in ahead} == {"ahead", "late"}


def test_slips_by_firm(call: Call) -> None:
    rows = json.loads(call(*CORPUS, "slips", "sak-power", "--by", "firm", "--format", "json").out)
    assert [(r["id"], r["late"], r["worst_days_late"]) for r in rows] == [("sak-power", 1, 10)]


def test_nothing_slipped_is_said(call: Call) -> None:
    found = call(*CORPUS, "slips", "byd")
    assert (found.code, found.out) == (0, "")
    assert "no plan of BYD moved or was missed, as of 2026-01-02" in found.err


@pytest.mark.parametrize("words", [("--overdue", "--outcome", "late"), ("--by", "firm", "--overdue")], ids=" ".join)
def test_options_that_exclude_each_other(words: tuple[str, ...], call: Call) -> None:
    found = call(*CORPUS, "slips", *words)
    assert found.code == 2
    assert "hint:" in found.err


def test_show_tells_the_life_of_a_line(call: Call) -> None:
    text = call(*CORPUS, "show", "sak-yibin-line-1").out
    assert "10 to 40 days late" in text
    assert "disputed" in text and "route" in text
    told = json.loads(call(*CORPUS, "show", "sak-yibin-line-1", "--format", "json").out)
    assert told["disputed"] is True
    assert {"milestones", "life", "life of its parts", "named in", "disputed_in"} <= set(told)


@pytest.mark.parametrize("suffix", ["html", "svg", "csv"])
def test_timeline_files(suffix: str, on: Call, tmp_path: Path) -> None:
    path = tmp_path / f"timeline.{suffix}"
    found = on("timeline", "-o", path)
    assert (found.code, found.out) == (0, "")
    first = path.read_bytes()
    assert on("timeline", "-o", path).code == 0
    assert path.read_bytes() == first
    if suffix == "csv":
        assert first.decode() == on("timeline", "--format", "csv").out
    else:
        assert b"Acme" in first and b"</svg>" in first


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-o", "timeline.png"), ".html, .svg or .csv"),
        (("--type", "Sit"), "did you mean Site"),
        (("--stage", "production-start"), "did you mean production_start"),
        (("--from", "2027", "--to", "2026"), "is after"),
        (("--from", "soon"), "not a day"),
    ],
)
def test_timeline_wrong_usage(words: tuple[str, ...], says: str, on: Call) -> None:
    found = on("timeline", *words)
    assert found.code == 2
    assert says in found.err


def test_timeline_without_rows(on: Call, tmp_path: Path) -> None:
    found = on("timeline", "--type", "Policy", "-o", tmp_path / "none.svg")
    assert found.code == 0
    assert "No milestone with a date" in (tmp_path / "none.svg").read_text("utf-8")
    assert "no milestone" in on("timeline", "--type", "Policy").err


def test_a_public_timeline_has_no_trace_of_what_is_not(on: Call, folder: Path, tmp_path: Path) -> None:
    sources, facts = (folder / f"loaders/example/{name}.csv" for name in ("sources", "facts"))
    append(sources, "call-1,A call,Example News,2025-11-14,stated,,press,internal,,2025-11-14,")
    append(facts, "call-1#p7,acme-line-1,commercial_operation,,2027-03,planned,,,,,")
    for suffix in ("html", "svg", "csv"):
        texts = []
        for audience in ("all", "public"):
            path = tmp_path / f"{audience}.{suffix}"
            assert on("timeline", "--audience", audience, "-o", path).code == 0
            texts.append(path.read_text("utf-8"))
        for trace in ("call-1", "2027-03"):
            assert trace in texts[0]
            assert trace not in texts[1]
        assert ("1 claim of sources that are not public left out" in texts[1]) is (suffix != "csv")


def test_pipeline_details(call: Call) -> None:
    rows = json.loads(call(*CORPUS, "pipeline", "--details", "--format", "json").out)
    (line,) = [r for r in rows if r["id"] == "sak-yibin-line-1"]
    assert (line["year"], line["status"], line["place"]) == ("2025", "operating", "Cuiping District")
    assert line["installed"] == ["0.5 GWh per year (implied)"]


@pytest.mark.parametrize(
    "words",
    [("slips",), ("slips", "--by", "firm"), ("timeline",), ("pipeline",), ("pipeline", "--details", "--by", "firm")],
    ids=" ".join,
)
def test_the_same_bytes_from_the_store(words: tuple[str, ...], call: Call, served: Served) -> None:
    base = ("--project", served.folder, "--store", "embedded", *words, "--format", "json")
    for clock in ((), ("--known-on", "2025-06"), ("--audience", "public")):
        tables, store = call(*base, *clock), call(*base, *clock, "--from-store")
        assert (tables.code, tables.out) == (store.code, store.out)
