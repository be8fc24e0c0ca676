"""Loaders with mappings: every row ends somewhere, mistakes are told with their line, nothing outside is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.facts import CURATION
from graphkit.facts.mapping.language import loader_schema
from graphkit.facts.mapping.mended import rejects_table
from tests.facts.mapping.tables import HEAD, ends, read, write

ROOT = Path(__file__).parents[3]
TABLE = """
[[table]]
file = "t.csv"
key = ["firm"]

[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm}"

[[table.entity]]
as = "site"
type = "Site"
name = "{firm} {site}"

[[table.claim]]
subject = "@firm"
predicate = "OPERATES"
value = "@site"

[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{GWh} GWh"
"""
CSV = "firm,site,GWh\nAlpha,north,3\nBeta,south,many\nGamma,,\n"


def firms(folder: Path, mapping: str = TABLE, csv: str = CSV) -> Path:
    """The loader of the table of firms, or of what a test makes of it."""
    return write(folder, mapping, csv)


def test_a_wrong_cell_rejects_its_whole_row_and_no_other(tmp_path: Path) -> None:
    reading = read(firms(tmp_path))
    assert ends(reading) == (3, 2, 0, 1)
    (problem,) = (p for p in reading.problems if p.level == "reject")
    assert (problem.file, problem.line, problem.column) == ("loaders/my/t.csv", 3, "GWh")
    assert "many" in problem.message
    assert {c.subject for c in reading.facts.claims} == {"my/alpha", "my/alpha-north", "my/gamma"}
    assert reading.rejected() == ("my",)
    assert reading.errors() == []
    assert len(reading.errors(strict=True)) == 1


def test_a_row_that_says_nothing_else_is_listed_by_its_document(tmp_path: Path) -> None:
    reading = read(firms(tmp_path))
    listed = [c for c in reading.facts.claims if c.predicate == "is_a" and c.source != CURATION]
    assert [(c.subject, c.word, c.locator, c.speaker) for c in listed] == [("my/gamma", "Firm", "firm=Gamma", "P")]


def test_rejected_rows_are_mended_and_read_in_their_place(tmp_path: Path) -> None:
    loader = firms(tmp_path)
    (table,) = read(loader).foreign["my"].tables
    assert table.found is not None
    text = rejects_table(table.found, table.shape, table.rejects).decode("utf-8-sig")
    assert text.count("\n") == 2
    assert "many" in text
    (loader / "mended.csv").write_text(text.replace("south,many", "south,7"), encoding="utf-8")
    # The file has got a row more at its top: the mended row still stands for the same one.
    (loader / "t.csv").write_text(CSV.replace("firm,site,GWh\n", "firm,site,GWh\nDelta,east,1\n"), encoding="utf-8")
    mapping = TABLE.replace('file = "t.csv"\n', 'file = "t.csv"\nmended = "mended.csv"\n')
    (loader / "loader.toml").write_text(HEAD + mapping, encoding="utf-8")
    reading = read(loader)
    assert ends(reading) == (4, 4, 0, 0)
    assert [(c.subject, c.text) for c in reading.facts.claims if c.predicate == "capacity" and c.text == "7 GWh"] == [
        ("my/beta-south", "7 GWh")
    ]


def test_a_mended_row_whose_original_is_gone_is_told(tmp_path: Path) -> None:
    loader = firms(tmp_path)
    (table,) = read(loader).foreign["my"].tables
    assert table.found is not None
    (loader / "mended.csv").write_bytes(rejects_table(table.found, table.shape, table.rejects))
    mapping = TABLE.replace('file = "t.csv"\n', 'file = "t.csv"\nmended = "mended.csv"\n')
    firms(tmp_path, mapping, "firm,site,GWh\nAlpha,north,3\n")
    (told,) = read(loader).problems
    assert told.level == "warning"
    assert "no row of the table" in told.message


def test_cells_that_a_spreadsheet_would_run_come_back_as_they_were(tmp_path: Path) -> None:
    loader = firms(tmp_path, csv="firm,site,GWh\n=HYPERLINK(1),x,many\n")
    (table,) = read(loader).foreign["my"].tables
    assert table.found is not None
    text = rejects_table(table.found, table.shape, table.rejects).decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in text
    (loader / "mended.csv").write_text(text.replace("x,many", "x,2"), encoding="utf-8")
    mapping = TABLE.replace('file = "t.csv"\n', 'file = "t.csv"\nmended = "mended.csv"\n')
    (loader / "loader.toml").write_text(HEAD + mapping, encoding="utf-8")
    reading = read(loader)
    assert ends(reading) == (1, 1, 0, 0)
    assert "=HYPERLINK(1)" in {c.word for c in reading.facts.claims if c.predicate == "name"}


@pytest.mark.parametrize(
    ("old", "new", "key", "message"),
    [
        ('predicate = "OPERATES"', 'predicate = "OPERATE"', "predicate", "unknown predicate 'OPERATE'"),
        ('type = "Site"', 'type = "Plant"', "type", "unknown type 'Plant'"),
        ('value = "@site"', 'value = "@sit"', "value", "no rule is called 'sit'"),
        ('name = "{firm}"', 'name = "{firma}"', "name", "no column 'firma'"),
        ('name = "{firm}"', 'name = "{firm"', "name", "a single '{'"),
        ('key = ["firm"]', 'key = ["firmen"]', "key", "no column 'firmen'"),
        ('key = ["firm"]', 'kee = ["firm"]', "kee", "unknown key"),
        ('file = "t.csv"', 'file = "u.csv"', "file", "no file 'u.csv'"),
        ('file = "t.csv"', 'file = "t.csv"\nsheet = "Plants"', "sheet", "t.csv is csv and has no sheets"),
        ('file = "t.csv"', 'file = "../t.csv"', "file", "leads out of the loader's folder"),
        ('file = "t.csv"', 'file = "/etc/passwd"', "file", "leads out of the loader's folder"),
        ('file = "t.csv"', 'file = "C:\\\\t.csv"', "file", "leads out of the loader's folder"),
        ('file = "t.csv"', 'file = "t.csv"\nskip = [{ column = "firm", is = "x" }]', "because", "because is missing"),
        ('file = "t.csv"', 'file = "t.csv"\nonly = { column = "firm" }', "only", "says nothing of the column"),
        ('file = "t.csv"', 'file = "t.csv"\ncolumn.firm = { pattern = "(" }', "name", "no pattern"),
        ('file = "t.csv"', 'file = "t.csv"\ncolumn.firm = { lookup = "none" }', "name", "no lookup 'none'"),
        (
            'file = "t.csv"',
            'file = "t.csv"\ncolumn.GW = { unit = "GWh" }\nonly = { column = "GW", filled = true }',
            "only",
            "no column 'GW'",
        ),
        (
            'file = "t.csv"',
            'file = "t.csv"\ncolumn.a = { from = "{site}", split = "/" }\nonly = { column = "a", is = "x" }',
            "only",
            "column 'a' has several values",
        ),
        (
            'file = "t.csv"',
            'file = "t.csv"\ncolumn.a = { from = "{site}", pattern = "(?P<x>.*)" }\nonly = { column = "a.x", is = 1 }',
            "only",
            "'a.x' is a group of a pattern",
        ),
        (
            'file = "t.csv"',
            'file = "t.csv"\ncolumn.firm = { pattern = "(?P<x>.*)" }',
            "name",
            "has a pattern with groups",
        ),
        ('file = "t.csv"', 'file = "t.csv"\ncolumn.a = { from = "{a}" }\nsource = "{a}"', "source", "made of itself"),
    ],
)
def test_a_mistake_in_a_mapping_is_told_with_its_line(
    old: str, new: str, key: str, message: str, tmp_path: Path
) -> None:
    mapping = TABLE.replace(old, new, 1)
    assert mapping != TABLE
    reading = read(firms(tmp_path, mapping))
    (problem,) = reading.errors()
    assert problem.file == "loaders/my/loader.toml"
    assert message in problem.message
    assert problem.column == key
    # The line is that of the key, or of the table that it stands in.
    line = (HEAD + mapping).splitlines()[problem.line - 1]
    assert key in line or line.startswith(("[[table", "skip"))


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    loader = firms(tmp_path)
    (tmp_path / "secret.csv").write_text(CSV, encoding="utf-8")
    (loader / "t.csv").unlink()
    (loader / "t.csv").symlink_to(tmp_path / "secret.csv")
    (problem,) = read(loader).errors()
    assert "a link that leads out" in problem.message


def test_a_pattern_that_explodes_ends_in_time(tmp_path: Path) -> None:
    mapping = TABLE.replace('file = "t.csv"', 'file = "t.csv"\ncolumn.firm = { pattern = "(?P<x>(a|aa)+)b?c" }')
    mapping = mapping.replace("{firm}", "{firm.x}")
    rows = "".join(f"{'a' * 40}{k}!,x,1\n" for k in range(10))
    reading = read(firms(tmp_path, mapping, "firm,site,GWh\n" + rows))
    # Two rows are told so, then the table is given up.
    assert [p.level for p in reading.problems if "takes too long" in p.message] == ["error"]


def test_an_optional_loader_is_read_when_asked_for(tmp_path: Path) -> None:
    loader = firms(tmp_path)
    text = (loader / "loader.toml").read_text("utf-8")
    (loader / "loader.toml").write_text("optional = true\n" + text, encoding="utf-8")
    assert read(loader).facts.claims == ()
    for options in ({"only": ["my"]}, {"data": {"my": None}}, {"everything": True}):
        assert ends(read(loader, **options)) == (3, 2, 0, 1)


def test_data_may_lie_elsewhere(tmp_path: Path) -> None:
    loader = firms(tmp_path / "project")
    text = (loader / "loader.toml").read_text("utf-8")
    (loader / "loader.toml").write_text('home = "https://example.org"\n' + text, encoding="utf-8")
    elsewhere = tmp_path / "data"
    elsewhere.mkdir()
    (loader / "t.csv").rename(elsewhere / "t.csv")
    assert read(loader).absent == {"my": "its tables are not here: --data my=DIR"}
    (count,) = read(loader, data={"my": elsewhere}).counts["my"].values()
    assert (count.rows, count.rejected) == (3, 1)


def test_columns_without_a_meaning_are_kept(tmp_path: Path) -> None:
    mapping = TABLE.replace('file = "t.csv"', 'file = "t.csv"\nkeep = true')
    csv = "firm,site,GWh,remark,jobs\nAlpha,north,3,first of its kind,120\n"
    reading = read(firms(tmp_path, mapping, csv))
    kept = {(c.subject, c.row.qualifiers, c.text) for c in reading.facts.claims if c.predicate == "detail"}
    assert kept == {("my/alpha", "field=remark", "first of its kind"), ("my/alpha", "field=jobs", "120")}


def test_two_tables_of_one_file_have_an_account_each(tmp_path: Path) -> None:
    second = TABLE.replace('file = "t.csv"', 'file = "t.csv"\nonly = { column = "site", filled = true }')
    reading = read(firms(tmp_path, TABLE + second))
    assert {name: (c.rows, c.skipped) for name, c in reading.counts["my"].items()} == {
        "t.csv#1": (3, 0),
        "t.csv#2": (3, 1),
    }


def test_a_sheet_of_a_lookup_in_a_file_without_sheets_is_told(tmp_path: Path) -> None:
    lookup = '[lookup.x]\nfile = "t.csv"\nkey = "firm"\nvalue = "site"\nsheet = "S"\n'
    (problem,) = read(firms(tmp_path, lookup + TABLE)).errors()
    assert (problem.line, problem.column, problem.message) == (9, "sheet", "t.csv is csv and has no sheets")


def test_conditions_name_columns_that_the_mapping_makes(tmp_path: Path) -> None:
    columns = """column.cap = { from = "{GWh}", decimal = "," }
column.part = { from = "{site}", lookup = "part" }
skip = { column = "part", is = "S", because = "in the south" }
only = { column = "cap", above = 1.6 }
"""
    mapping = TABLE.replace('file = "t.csv"\n', 'file = "t.csv"\n' + columns)
    mapping = mapping.replace('value = "{GWh} GWh"', 'value = "{cap} GWh"\nif = { column = "part", is_not = "E" }')
    mapping = '[lookup.part]\nvalues = { north = "N", south = "S", east = "E" }\n' + mapping
    csv = 'firm,site,GWh\nAlpha,north,"1,7"\nBeta,south,"3"\nGamma,east,"1,5"\nDelta,east,"2"\nEps,middle,"2"\n'
    reading = read(firms(tmp_path, mapping, csv))
    assert ends(reading) == (5, 2, 2, 1)
    assert [c.text for c in reading.facts.claims if c.predicate == "capacity"] == ["1.7 GWh"]
    assert [p.message for p in reading.problems] == ["'middle' is not in the lookup part"]
    assert reading.foreign["my"].tables[0].unused == ()


def test_a_column_that_is_not_there_is_not_proposed_for_itself(tmp_path: Path) -> None:
    mapping = TABLE.replace('file = "t.csv"', 'file = "t.csv"\ncolumn.GW = { unit = "GWh" }').replace("{GWh}", "{GW}")
    (problem,) = read(firms(tmp_path, mapping)).errors()
    assert problem.hint == "did you mean GWh?"


def test_the_short_way_says_what_the_long_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graphkit.facts.mapping import emit

    csv = CSV + "Delta;x,east,2\n,west,3\nAlpha,north,3\nAlpha,north,4\n"
    mapping = TABLE.replace('predicate = "OPERATES"', 'predicate = "OPERATES"\nqualifiers = { share = "{GWh} %" }')
    short = read(firms(tmp_path / "a", mapping, csv))
    monkeypatch.setattr(emit.Straight, "of", lambda *_: None)
    long = read(firms(tmp_path / "b", mapping, csv))
    assert short.facts == long.facts
    assert short.problems == long.problems
    assert ends(short) == ends(long) == (7, 5, 0, 2)


def test_the_same_tables_give_the_same_claims(tmp_path: Path) -> None:
    first = read(firms(tmp_path / "a"))
    second = read(firms(tmp_path / "b"))
    assert first.facts == second.facts


def test_rows_in_another_order_claim_the_same(tmp_path: Path) -> None:
    head, *rows = CSV.splitlines()
    turned = "\n".join([head, *reversed(rows)]) + "\n"
    first, second = read(firms(tmp_path / "a")), read(firms(tmp_path / "b", csv=turned))
    assert {c.id for c in first.facts.claims} == {c.id for c in second.facts.claims}


def test_the_schema_for_editors_is_that_of_the_language() -> None:
    shipped = json.loads((ROOT / "docs" / "loader.schema.json").read_text("utf-8"))
    assert shipped == json.loads(json.dumps(loader_schema()))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=12)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(CELL, CELL, CELL), max_size=6))
def test_whatever_the_cells_every_row_ends_somewhere(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]]
) -> None:
    import csv
    import io

    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerows([("firm", "site", "GWh"), *rows])
    reading = read(firms(tmp_path_factory.mktemp("any"), csv=out.getvalue()))
    for tables in reading.counts.values():
        for count in tables.values():
            assert count.rows == count.claimed + count.skipped + count.rejected
            assert count.rejected == len({p.line for p in reading.problems if p.level == "reject"})
