"""graphkit resolve: candidates, rulings, what was merged, and a person's own sheet there and back."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Call, Result

MAPPING = """\
title = "Suppliers"

[[source]]
id = "list"
title = "List"
publisher = "Example News"
published = "2025-11-01"

[[table]]
file = "firms.csv"
source = "list"
"""
FIRMS = "company,country\nACME CELLS GmbH,DE\nBorel Group,FR\nAcme,CN\nZeta AG,DE\n"
BY = ("--by", "Ada", "--on", "2026-01-05")


@pytest.fixture
def chain(folder: Path) -> Path:
    """The example project with a table of firms of somebody else."""
    firms = folder / "loaders" / "list"
    firms.mkdir()
    (firms / "loader.toml").write_text(MAPPING, encoding="utf-8")
    (firms / "firms.csv").write_text(FIRMS, encoding="utf-8")
    return folder


def found(answer: Result) -> list[dict[str, str]]:
    """What the answer says as JSON."""
    assert answer.code == 0, answer.err
    out = json.loads(answer.out)
    assert isinstance(out, list)
    return out


def rulings(chain: Path) -> list[dict[str, str]]:
    """The rows of the table of rulings."""
    with (chain / "loaders/decisions/identity.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_candidates_are_listed_until_they_are_ruled_on(chain: Path, on: Call) -> None:
    answer = on("resolve", "--format", "json")
    assert [(c["a"], c["b"], c["a_name"], c["b_loader"]) for c in found(answer)] == [
        ("list/borel-group", "borel-materials", "Borel Group", "example")
    ]
    assert "2 entities merged already" in answer.err
    same = on("resolve", "decide", "Borel Group", "borel-materials", "same", "--reason", "its imprint; 印", *BY)
    assert (same.code, same.out) == (0, "") and "borel-materials stands for both" in same.err
    assert rulings(chain) == [
        {"a": "borel-materials", "b": "list/borel-group", "verdict": "same", "reason": "its imprint; 印",
         "by": "Ada", "day": "2026-01-05"}
    ]  # fmt: skip
    assert found(on("resolve", "--format", "json")) == []
    shown = found(on("resolve", "show", "list/borel-group", "--format", "json"))
    assert [(r["id"], r["state"]) for r in shown] == [("borel-materials", "itself"), ("list/borel-group", "merged")]
    assert shown[1]["why"] == "ruled the same by Ada on 2026-01-05: its imprint; 印"
    assert "Borel Group" in on("find", "list/borel-group").out + on("show", "borel-materials").out
    assert "ruled the same by Ada" in on("why", "list/borel-group").out
    assert on("check").code == 0


def test_a_ruling_takes_a_merge_apart(chain: Path, on: Call) -> None:
    assert found(on("find", "list/acme", "--format", "json"))[0]["id"] == "acme-cells"
    assert on("resolve", "decide", "list/acme", "acme-cells", "different", "--reason", "another Acme", *BY).code == 0
    states = {r["id"]: r["state"] for r in found(on("resolve", "show", "acme-cells", "--format", "json"))}
    assert states == {"acme-cells": "itself", "list/acme-cells-gmbh": "merged", "list/acme": "different"}
    assert found(on("find", "list/acme", "--format", "json"))[0]["id"] == "list/acme"


def test_a_ruling_that_contradicts_others_is_not_written(chain: Path, on: Call) -> None:
    on("resolve", "decide", "list/zeta-ag", "borel-materials", "different", "--reason", "looked up", *BY)
    on("resolve", "decide", "list/zeta-ag", "list/borel-group", "same", "--reason", "looked up", *BY)
    before = rulings(chain)
    answer = on("resolve", "decide", "list/borel-group", "borel-materials", "same", "--reason", "no", *BY)
    assert answer.code == 1 and "are ruled different, and the same" in answer.err
    assert rulings(chain) == before


def test_wrong_calls_write_nothing(chain: Path, on: Call) -> None:
    for words, hint in (
        (("decide", "nobody at all", "acme-cells", "same", "--reason", "x"), "unknown entity"),
        (("decide", "acme-cells", "acme-cells", "same", "--reason", "x"), "both sides"),
        (("decide", "list/acme", "acme-cells", "same", "--reason", " "), "has a reason"),
        (("decide", "list/acme", "acme-cells", "same", "--reason", "x", "--on", "soon"), "not a day"),
        (("decide", "list/acme", "acme-cells", "perhaps", "--reason", "x"), "perhaps"),
        (("show", "nobody at all"), "unknown entity"),
        (("--type", "Frim"), "Firm"),
        (("--loader", "nobody"), "example"),
        (("--column", "Firm"), "--xlsx"),
        (("--xlsx", "x.csv"), "--column"),
    ):
        options = (
            BY if words[0] == "decide" and "--on" not in words else ("--by", "Ada") if words[0] == "decide" else ()
        )
        answer = on("resolve", *words, *options)
        assert answer.code == 2 and hint in answer.err, (words, answer.err)
    assert not (chain / "loaders/decisions/identity.csv").exists()


def decided(path: Path, decisions: dict[str, tuple[str, str, str]]) -> None:
    """Fills the decision, its reason and whom it is about into the rows of these names, as a person would."""
    book = openpyxl.load_workbook(path)
    page = book.active
    assert page is not None
    heads = [cell.value for cell in page[1]]
    at = {name: heads.index(f"graphkit {name}") + 1 for name in ("decision", "reason", "about")}
    for row in range(2, page.max_row + 1):
        verdict, reason, about = decisions.get(str(page.cell(row, 1).value), ("", "", ""))
        for name, text in (("decision", verdict), ("reason", reason), ("about", about)):
            if text:
                page.cell(row, at[name]).value = text
    book.save(path)


SHEET = """\
Our firms,When,Remark
Acme Cells Ltd,1/2,=1+1
Borell Group,0.1,<r>x</r>
,9,
Nova Star,3,2025-01
BORELL GROUP,,
"""


def test_a_persons_own_sheet_comes_back_with_matches_and_unchanged_cells(chain: Path, on: Call, tmp_path: Path) -> None:
    (tmp_path / "our firms.csv").write_text(SHEET, encoding="utf-8")
    words = ("--xlsx", tmp_path / "our firms.csv", "--column", "our firms", "-o", tmp_path / "out.xlsx")
    answer = on("resolve", *words)
    assert (answer.code, answer.out) == (0, "") and "5 rows: 1 matched" in answer.err
    page = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert page is not None
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert [row[:3] for row in rows] == [
        ["Our firms", "When", "Remark"],
        ["Acme Cells Ltd", "1/2", "=1+1"],
        ["Borell Group", "0.1", "<r>x</r>"],
        [None, "9", None],
        ["Nova Star", "3", "2025-01"],
        ["BORELL GROUP", None, None],
    ]
    assert rows[0][3:] == [
        f"graphkit {name}"
        for name in ("row", "matched id", "matched name", "why", "candidates", "about", "decision", "reason")
    ]
    assert rows[1][3:9] == ["our_firms/acme-cells-ltd", "acme-cells", "Acme Cells", "same name 'acme cells'",
                            rows[1][7], "acme-cells"]  # fmt: skip
    assert rows[2][3:6] == ["our_firms/borell-group", None, None]
    assert "list/borel-group (Borel Group, " in str(rows[2][7]) and rows[2][8] == "list/borel-group"
    assert rows[3][3:] == [None] * 8 and rows[4][4:] == [None] * 7
    assert rows[5][3:9] == rows[2][3:9]
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert {cell.number_format for row in page.iter_rows() for cell in row if cell.value is not None} == {"@"}
    (rule,) = page.data_validations.dataValidation
    assert rule.formula1 == '"same,different,skip"'


def test_a_decided_sheet_becomes_rulings(chain: Path, on: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    (tmp_path / "firms.csv").write_text(SHEET, encoding="utf-8")
    assert (
        on("resolve", "--xlsx", tmp_path / "firms.csv", "--column", "Our firms", "-o", out, "--loader", "buy").code == 0
    )
    assert "holds no decision" in on("resolve", "take", out, *BY).err
    decided(out, {"Acme Cells Ltd": ("different", "an English firm", ""), "Borell Group": ("Same", "", ""),
                  "Nova Star": ("skip", "", "")})  # fmt: skip
    answer = on("resolve", "take", out, "--reason", "the buyers know", *BY)
    assert answer.code == 0 and "2 rulings written" in answer.err, answer.err
    assert [(r["a"], r["b"], r["verdict"], r["reason"]) for r in rulings(chain)] == [
        ("acme-cells", "buy/acme-cells-ltd", "different", "an English firm"),
        ("buy/borell-group", "list/borel-group", "same", "the buyers know"),
    ]
    assert on("check").code == 0  # the table itself is not loaded yet: its rulings wait for it
    again = on("resolve", "--xlsx", out, "--column", "Our firms", "-o", tmp_path / "again.xlsx", "--loader", "buy")
    assert again.code == 0
    page = openpyxl.load_workbook(tmp_path / "again.xlsx").active
    assert page is not None and page.max_column == 11
    assert [page.cell(row, 5).value for row in (2, 3)] == [None, "list/borel-group"]


def test_a_sheet_with_one_wrong_decision_writes_nothing(chain: Path, on: Call, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    (tmp_path / "firms.csv").write_text(SHEET, encoding="utf-8")
    on("resolve", "--xlsx", tmp_path / "firms.csv", "--column", "Our firms", "-o", out)
    for wrong, told in (
        ({"Nova Star": ("same", "x", "nobody")}, "graphkit about: there is no entity 'nobody'"),
        ({"Nova Star": ("same", "x", "")}, "graphkit about: is empty"),
        ({"Nova Star": ("perhaps", "x", "acme-cells")}, "graphkit decision: 'perhaps' is no decision"),
        ({"Nova Star": ("same", "", "acme-cells")}, "graphkit reason: is empty"),
        ({"BORELL GROUP": ("different", "x", "")}, "and same in row 3"),
    ):
        copy = tmp_path / "copy.xlsx"
        copy.write_bytes(out.read_bytes())
        decided(copy, {"Borell Group": ("same", "one firm", ""), **wrong})
        answer = on("resolve", "take", copy, *BY)
        assert answer.code == 1 and told in answer.err, answer.err
    assert not (chain / "loaders/decisions/identity.csv").exists()


def test_what_is_no_sheet_is_refused_with_its_place(chain: Path, on: Call, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('[{"firm": "Acme"}]', encoding="utf-8")
    (tmp_path / "a.csv").write_text("Firm,x\nAcme,1\n", encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    for name, code, told in (
        ("a.json", 2, "nested"),
        ("a.csv", 2, "no column 'Firms'"),
        ("a.xlsx", 1, "a.xlsx"),
        ("gone.csv", 1, "gone.csv"),
    ):
        words = ("--xlsx", tmp_path / name, "--column", "Firms", "-o", tmp_path / "out.xlsx")
        answer = on("resolve", *words)
        assert answer.code == code and told in answer.err, (name, answer.err)
        taken = on("resolve", "take", tmp_path / name, *BY)
        assert taken.code in (1, 2) and "bug" not in taken.err
    assert not (tmp_path / "out.xlsx").exists()


def test_a_sheet_under_a_title_is_matched_from_the_line_that_is_named(chain: Path, on: Call, tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text("Our list\nFirm,City,Since\nBorel Group,Lyon,2020\n", encoding="utf-8")
    words = ("resolve", "--xlsx", tmp_path / "firms.csv", "--column", "Firm", "-o", tmp_path / "out.xlsx")
    refused = on(*words)
    assert refused.code == 2
    assert "--header 2" in refused.err
    assert on(*words, "--header", "2").code == 0


def test_a_loader_that_makes_other_names_is_not_asked_by_a_sheet(chain: Path, on: Call, tmp_path: Path) -> None:
    rules = """key = ["company"]
[table.column.company]
pattern = "^(\\\\S+)"
[[table.entity]]
as = "firm"
type = "Firm"
name = "{company}"
"""
    path = chain / "loaders/list/loader.toml"
    path.write_text(MAPPING + rules, encoding="utf-8")
    words = ("resolve", "--xlsx", chain / "loaders/list/firms.csv", "--column", "company", "-o", tmp_path / "o.xlsx")
    told = on(*words, "--loader", "list")
    assert told.code == 2
    assert "the column 'company' of @firm has pattern" in told.err
    path.write_text(MAPPING + rules.replace("pattern", "# pattern"), encoding="utf-8")
    assert on(*words, "--loader", "list").code == 0


def test_who_shares_a_name_is_told_until_it_is_settled(chain: Path, on: Call) -> None:
    warned = "shares a name with"
    (chain / "loaders/list/firms.csv").write_text("company,country\nKiel Cells,DE\n", encoding="utf-8")
    again = chain / "loaders/more"
    again.mkdir()
    rules = (
        MAPPING.replace('"list"', '"more"').replace("firms.csv", "sites.csv")
        + """key = ["name"]
[[table.entity]]
as = "it"
type = "Site"
name = "{name}"
"""
    )
    (again / "loader.toml").write_text(rules, encoding="utf-8")
    (again / "sites.csv").write_text("name\nKiel Cells\n", encoding="utf-8")
    told = on("check")
    assert told.code == 0, told.out
    assert warned not in told.out
    (again / "loader.toml").write_text(rules.replace("Site", "Firm"), encoding="utf-8")
    ruled = on("resolve", "decide", "list/kiel-cells", "more/kiel-cells", "different", "--reason", "two", *BY)
    assert ruled.code == 0, ruled.err
    assert warned not in on("check").out
