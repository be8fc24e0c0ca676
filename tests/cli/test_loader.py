"""graphkit loader, and the options of check and load for other people's tables."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from graphkit.cli import loader
from graphkit.facts.formats import FORMATS
from tests.cli.conftest import Call

TABLE = "Supplier,Buyer,Item,Since,Share\nAlpha Ltd,Beta GmbH,lithium sulfide,2024-03,35 %\nGamma,Beta GmbH,tin,soon,\n"
FILE = "loaders/deals/deals.csv"


@pytest.fixture
def project(call: Call, tmp_path: Path) -> Path:
    """A new project with a loader drafted from a table."""
    folder = tmp_path / "chain"
    assert call("init", folder).code == 0
    (tmp_path / "deals.csv").write_text(TABLE, encoding="utf-8")
    made = call("--project", folder, "loader", "new", tmp_path / "deals.csv")
    assert made.code == 0
    assert "answer the questions" in made.err
    return folder


def answer(project: Path) -> None:
    """Answers the questions of the draft."""
    path = project / "loaders" / "deals" / "loader.toml"
    text = path.read_text("utf-8").replace('publisher = "?"', 'publisher = "We"')
    path.write_text(text.replace('published = "?"', 'published = "2025-06-30"'), encoding="utf-8")


def test_a_draft_asks_what_nobody_can_know(call: Call, project: Path) -> None:
    text = (project / "loaders/deals/loader.toml").read_text("utf-8")
    assert "# Question: who published the table" in text
    assert "Supplier: text, 2 of 2 filled, 2 different" in text
    checked = call("--project", project, "check", "deals")
    assert checked.code == 1
    assert "loaders/deals/loader.toml:" in checked.out
    assert "published" in checked.out


def test_a_preview_shows_rows_beside_claims_and_reasons(call: Call, project: Path) -> None:
    answer(project)
    shown = call("--project", project, "loader", "preview", "deals", "--format", "json")
    assert shown.code == 0
    rows = {row["row"]: row for row in json.loads(shown.out)}
    assert (rows[2]["ended"], rows[2]["subject"], rows[2]["predicate"], rows[2]["value"]) == (
        "claimed", "deals/alpha-ltd", "SUPPLIES", "deals/beta-gmbh",
    )  # fmt: skip
    assert rows[2]["qualifiers"] == "item=deals/lithium-sulfide;share=35 %"
    assert rows[3]["ended"] == "rejected"
    assert "soon" in rows[3]["reason"]


def test_every_row_is_accounted_for_and_rejects_are_written(call: Call, project: Path, tmp_path: Path) -> None:
    answer(project)
    checked = call("--project", project, "check", "deals", "--rejects", tmp_path / "out")
    assert checked.code == 0
    assert f"rejected: {FILE}:3: Since:" in checked.out
    assert "2 rows = 1 claimed + 0 skipped + 1 rejected" in checked.err
    (written,) = (tmp_path / "out").iterdir()
    assert "Gamma,Beta GmbH,tin,soon" in written.read_text("utf-8-sig")
    strict = call("--project", project, "check", "deals", "--strict")
    assert strict.code == 1
    account = json.loads(call("--project", project, "check", "deals", "--format", "json").out)["loaders"]["deals"]
    assert {k: account[k] for k in ("rows", "claimed", "skipped", "rejected")} == {
        "rows": 2, "claimed": 1, "skipped": 0, "rejected": 1,
    }  # fmt: skip
    assert account["tables"].keys() == {"deals.csv"}


def test_rows_that_say_a_relation_of_nobody_are_told_of_a_loader_that_is_named(call: Call, project: Path) -> None:
    answer(project)
    table = TABLE + "  ,Beta GmbH,tin,2024,\n"
    (project / FILE).write_text(table.replace("soon", "2024"), encoding="utf-8")
    told = f"{FILE}: 1 claimed row with no SUPPLIES: @supplier is empty"
    assert told in call("--project", project, "check", "deals").err
    assert told not in call("--project", project, "check").err


def test_a_join_that_finds_nothing_is_told_whether_or_not_a_loader_is_named(call: Call, project: Path) -> None:
    answer(project)
    path = project / "loaders/deals/loader.toml"
    join = '\n[table.join.more]\ntable = "more"\non = { Item = "id" }\n\n# The columns'
    text = path.read_text("utf-8").replace("\n# The columns", join)
    path.write_text(text + '\n[[table]]\nname = "more"\nfile = "more.csv"\n', encoding="utf-8")
    (project / "loaders/deals/more.csv").write_text("id,x\ntin,1\n", encoding="utf-8")
    told = f"{FILE}: 1 row of which the join with more.csv finds nothing, as Item=lithium sulfide"
    assert told in call("--project", project, "check", "deals").err
    assert told in call("--project", project, "check").err


def test_a_draft_takes_no_place_that_is_taken(call: Call, project: Path, tmp_path: Path) -> None:
    again = call("--project", project, "loader", "new", tmp_path / "deals.csv")
    assert again.code == 1
    assert "is there already" in again.err
    assert call("--project", project, "loader", "new", tmp_path / "deals.csv", "--name", "Deals 2").code == 2


def test_a_draft_takes_the_likely_heading_under_a_title_and_says_so(call: Call, project: Path, tmp_path: Path) -> None:
    (tmp_path / "plants.csv").write_text("Title;;;\nWerk;Land;2024;2025\nKiel;DE;1,5;2,5\n", encoding="utf-8")
    made = call("--project", project, "loader", "new", tmp_path / "plants.csv")
    assert made.code == 0
    assert "a guess: the headings are in line 2; else give --header N" in made.err
    text = (project / "loaders/plants/loader.toml").read_text("utf-8")
    assert "\nheader = 2  # a guess, to be looked at: the first line, 'Title', is one cell" in text
    assert "#   Werk: " in text


def test_a_file_whose_suffix_tells_nothing_is_drafted_with_its_format(
    call: Call, project: Path, tmp_path: Path
) -> None:
    (tmp_path / "plants.txt").write_text("Werk;Land\nKiel;DE\n", encoding="utf-8")
    words = ("--project", project, "loader", "new", tmp_path / "plants.txt")
    told = call(*words)
    assert told.code == 1
    assert "give --format: csv, tsv" in told.err
    assert call(*words, "--format", "csv").code == 0
    assert '\nformat = "csv"  # as given\n' in (project / "loaders/plants/loader.toml").read_text("utf-8")
    told = call(*words, "--format", "csv", "--sheet", "Plants", "--name", "other")
    assert told.code == 2
    assert "plants.txt is csv and has no sheets" in told.err


def test_the_formats_of_the_option_are_those_that_can_be_read() -> None:
    assert tuple(FORMATS) == loader._FORMATS


def test_a_draft_keeps_what_the_person_says_of_the_file(call: Call, project: Path, tmp_path: Path) -> None:
    (tmp_path / "plants.csv").write_text("Title\nWerk;Land,Ort\nKiel;DE,Kiel\n", encoding="utf-8")
    words = ("loader", "new", tmp_path / "plants.csv", "--header", "2", "--delimiter", ";")
    assert call("--project", project, *words).code == 0
    told = tomllib.loads((project / "loaders/plants/loader.toml").read_text("utf-8"))["table"][0]
    assert (told["header"], told["delimiter"]) == (2, ";")
    assert "#   Land,Ort: " in (project / "loaders/plants/loader.toml").read_text("utf-8")


def test_an_unanswered_draft_of_another_loader_blocks_nobody(call: Call, project: Path, tmp_path: Path) -> None:
    answer(project)
    (tmp_path / "more.csv").write_text(TABLE, encoding="utf-8")
    assert call("--project", project, "loader", "new", tmp_path / "more.csv").code == 0
    store = ("--store", f"embedded:{tmp_path / 'store'}")
    for words in (("check", "deals"), ("loader", "preview", "deals"), (*store, "plan", "deals")):
        told = call("--project", project, *words)
        assert told.code == 0, words
        assert "loaders/more" not in told.out + told.err
    (project / "loaders/more/loader.toml").write_text("title = \n", encoding="utf-8")
    assert call("--project", project, "check", "deals").code == 0
    whole = call("--project", project, "check")
    assert whole.code == 1
    assert "loaders/more/loader.toml:1" in whole.out


def test_an_unanswered_draft_is_left_out_where_everything_is_read(call: Call, project: Path, tmp_path: Path) -> None:
    answer(project)
    (tmp_path / "more.csv").write_text("nm,x\n" + "".join(f"Aco {k},1\n" for k in range(30)), encoding="utf-8")
    assert call("--project", project, "loader", "new", tmp_path / "more.csv").code == 0
    checked = call("--project", project, "check")
    assert checked.code == 0
    (line,) = (line for line in checked.out.splitlines() if "more" in line)
    assert line.startswith("warning: loaders/more/loader.toml:7: publisher: the loader is left out until the questions")
    assert "more.csv" not in checked.out + checked.err
    shown = call("--project", project, "show", "deals/alpha-ltd")
    assert shown.code == 0
    assert "left out, since questions of their drafts are open (graphkit check): more\n" in shown.err
    merged = call("--project", project, "resolve")
    assert merged.err.count("(graphkit check): more\n") == 1
    assert "mentions" not in shown.err
    named = call("--project", project, "check", "more", "deals", "example")
    assert named.code == 1
    assert [line.split(" — ")[0] for line in named.out.splitlines() if line.startswith("loaders/")] == [
        "loaders/more/loader.toml:7: publisher: the question of the draft is open",
        "loaders/more/loader.toml:8: published: the question of the draft is open",
    ]


def test_errors_that_are_alike_are_told_in_part_and_counted_whole(call: Call, project: Path) -> None:
    answer(project)
    file = "loaders/example/entities.csv"
    with (project / file).open("a", encoding="utf-8") as out:
        columns = (project / file).read_text("utf-8").splitlines()[0].count(",") + 1
        out.writelines(f"extra-{k},Firm,Extra {k}{',' * (columns - 3)}\n" for k in range(25))
    checked = call("--project", project, "check")
    assert checked.out.count("no fact mentions") == 20
    assert f"{file}: … 5 more like these\n" in checked.out
    assert "25 errors" in checked.err
    assert call("--project", project, "check", "--format", "json").out.count("no fact mentions") == 25
    shown = call("--project", project, "show", "extra-1")
    assert shown.err.count("no fact mentions") == 20
    assert f"{file}: … 5 more like these\n" in shown.err
    assert "25 problems in the content" in shown.err


def test_the_project_that_comes_with_graphkit_takes_no_loader(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "deals.csv").write_text(TABLE, encoding="utf-8")
    told = call("loader", "new", "deals.csv")
    assert told.code == 2
    assert "graphkit init" in told.err


def test_a_file_that_is_no_table_is_told(call: Call, project: Path, tmp_path: Path) -> None:
    (tmp_path / "half.xlsx").write_bytes(b"PK\x03\x04 half a workbook")
    told = call("--project", project, "loader", "new", tmp_path / "half.xlsx")
    assert told.code == 1
    assert "half.xlsx" in told.err
    assert "Traceback" not in told.err
    assert not (project / "loaders" / "half").exists()


def test_canonical_tables_have_no_preview(call: Call, project: Path) -> None:
    told = call("--project", project, "loader", "preview", "example")
    assert told.code == 2
    assert "canonical" in told.err


@pytest.mark.parametrize("value", ["deals=/no/such/folder", "=x", "nobody"])
def test_a_wrong_data_option_is_wrong_usage(call: Call, project: Path, value: str) -> None:
    answer(project)
    assert call("--project", project, "check", "--data", value).code == 2
