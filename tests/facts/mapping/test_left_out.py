"""What a claim is made without, what is not claimed for want of a subject, and what a preview shows of both."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphkit.facts import Reading
from graphkit.facts.mapping.mended import rejects_table
from graphkit.facts.preview import preview
from tests.facts.mapping.tables import read_files

DEALS = """
[[table]]
file = "deals.csv"
key = ["seller", "buyer"]
unknown = ["tbd"]
[table.column.share]
pattern = '.*\\((?P<value>.+)\\)'
[table.column.item]
split = "/"
[[table.entity]]
as = "seller"
type = "Firm"
name = "{seller}"
[[table.entity]]
as = "buyer"
type = "Firm"
name = "{buyer}"
[[table.entity]]
as = "item"
type = "Material"
name = "{item}"
[[table.claim]]
subject = "@seller"
predicate = "SUPPLIES"
value = "@buyer"
qualifiers = { item = "@item", share = "{share.value}" }
"""


def supplies(reading: Reading) -> set[tuple[str, tuple[tuple[str, str], ...]]]:
    """Of each delivery who delivers, and its qualifiers."""
    return {(c.subject, c.qualifiers) for c in reading.facts.claims if c.predicate == "SUPPLIES"}


def test_a_relation_stands_without_a_qualifier_whose_cell_is_unknown(tmp_path: Path) -> None:
    rows = "seller,buyer,item,share\nAco,Bco,tin,most (35 %)\nCco,Bco,tin/lead,tbd\nDco,Bco,,tbd\nEco,Bco,tbd,(5 %)\n"
    reading = read_files(tmp_path, DEALS, deals__csv=rows)
    assert reading.problems == []
    assert supplies(reading) == {
        ("my/aco", (("item", "my/tin"), ("share", "35 %"))),
        ("my/cco", (("item", "my/tin"),)),
        ("my/cco", (("item", "my/lead"),)),
        ("my/dco", ()),
        ("my/eco", (("share", "5 %"),)),
    }


def test_a_relation_stands_without_a_qualifier_whose_array_is_empty(tmp_path: Path) -> None:
    mapping = """
[[table]]
file = "deals.json"
rows = "[]"
key = ["s", "b"]
[[table.entity]]
as = "s"
type = "Firm"
name = "{s}"
[[table.entity]]
as = "b"
type = "Firm"
name = "{b}"
[[table.entity]]
as = "item"
type = "Material"
name = "{items[]}"
[[table.claim]]
subject = "@s"
predicate = "SUPPLIES"
value = "@b"
note = "{notes[]}"
qualifiers = { item = "@item", share = "{share}" }
"""
    deals = [
        {"s": "Aco", "b": "Bco", "items": ["tin"], "share": "35 %", "notes": []},
        {"s": "Cco", "b": "Bco", "items": [], "share": ""},
    ]
    reading = read_files(tmp_path, mapping, deals__json=json.dumps(deals))
    assert supplies(reading) == {("my/aco", (("item", "my/tin"), ("share", "35 %"))), ("my/cco", ())}


OWNERS = """
[[table]]
file = "sites.csv"
key = ["site"]
mended = "sites.rejects.csv"
[table.column.parts]
split = "/"
[[table.entity]]
as = "owner"
type = "Firm"
name = "{owner}"
[[table.entity]]
as = "part"
type = "Firm"
name = "{parts}"
[[table.entity]]
as = "site"
type = "Site"
name = "{site}"
[[table.claim]]
subject = "@owner"
predicate = "OPERATES"
value = "@site"
[[table.claim]]
subject = "@part"
predicate = "OWNS"
value = "@site"
[[table.claim]]
subject = "@site"
predicate = "country"
value = "{country}"
"""
NO_MENDED = "_file,_row,_column,_value,_reason,_digest,site,owner,parts,country\n"


def test_a_preview_tells_which_relations_have_no_subject(tmp_path: Path) -> None:
    rows = "site,owner,parts,country\nNorth,Aco,Bco/Cco,DE\nSouth,,,FR\n"
    reading = read_files(tmp_path, OWNERS, sites__csv=rows, sites__rejects__csv=NO_MENDED)
    shown = preview(reading, "my", 10).records()
    assert {row["reason"] for row in shown if row["row"] == 2} == {""}
    assert [(row["predicate"], row["reason"]) for row in shown if row["row"] == 3] == [
        ("country", "no OPERATES: @owner is empty; no OWNS: @part is empty")
    ]


def test_a_rejected_row_tells_every_cell_that_the_model_refuses(tmp_path: Path) -> None:
    mapping = (
        OWNERS
        + """
[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{size}"
"""
    )
    rows = "site,owner,parts,country,size\nNorth,Aco,,Atlantis,much\nSouth,Bco,,FR,2 GWh\n"
    reading = read_files(tmp_path, mapping, sites__csv=rows, sites__rejects__csv=NO_MENDED)
    rejects = [(r.line, r.column, r.value) for r in reading.foreign["my"].tables[0].rejects]
    assert rejects == [(2, "country", "Atlantis"), (2, "size", "much")]
    count = reading.counts["my"]["sites.csv"]
    assert (count.rows, count.claimed, count.rejected) == (2, 1, 1)


def test_rows_without_a_subject_are_counted_by_rule(tmp_path: Path) -> None:
    rows = "site,owner,parts,country\nNorth,Aco,Bco,DE\nSouth,,,FR\nWest,,Cco,FR\n"
    reading = read_files(tmp_path, OWNERS, sites__csv=rows, sites__rejects__csv=NO_MENDED)
    assert reading.foreign["my"].tables[0].unsaid_rows == {
        "no OPERATES: @owner is empty": 2, "no OWNS: @part is empty": 1,
    }  # fmt: skip


def test_a_preview_shows_the_mended_cells_beside_their_claims(tmp_path: Path) -> None:
    rows = "site,owner,parts,country\nNorth,Aco,,Atlantis\n"
    reading = read_files(tmp_path / "before", OWNERS, sites__csv=rows, sites__rejects__csv=NO_MENDED)
    (table,) = reading.foreign["my"].tables
    assert table.found is not None
    mended = rejects_table(table.found, table.shape, table.rejects).decode("utf-8-sig")
    assert "North,Aco,,Atlantis" in mended
    mended = mended.replace("North,Aco,,Atlantis", "North,Aco,,Chile")
    reading = read_files(tmp_path / "after", OWNERS, sites__csv=rows, sites__rejects__csv=mended)
    shown = preview(reading, "my", 10).records()
    assert [(row["cells"], row["predicate"]) for row in shown if row["cells"]] == [
        ("site=North; owner=Aco; country=Chile", "OPERATES")
    ]


NESTED = """
[[table]]
file = "plants.json"
rows = "plants[]"
key = ["site"]
keep = true
[[table.entity]]
as = "site"
type = "Site"
name = "{site}"
[[table.claim]]
subject = "@site"
predicate = "country"
value = "{place.country}"
"""
PLANTS = [
    {"site": "North", "place": {"country": "DE", "town": "Ulm"}, "tags": ["big", "new"], "odd": "text"},
    {"site": "South", "place": {"country": "FR"}, "odd": {"deep": 1}, "parts": [{"no": 7}, {"no": 8}], "a.b": True},
]


def test_what_no_rule_names_of_nested_rows_is_kept(tmp_path: Path) -> None:
    reading = read_files(tmp_path, NESTED, plants__json=json.dumps({"plants": PLANTS}))
    assert reading.problems == []
    kept = {(c.subject, c.row.qualifiers, c.text) for c in reading.facts.claims if c.predicate == "detail"}
    assert kept == {
        ("my/north", "field=place.town", "Ulm"),
        ("my/north", "field=tags[]", "big"),
        ("my/north", "field=tags[]", "new"),
        ("my/south", "field=parts[].no", "7"),
        ("my/south", "field=parts[].no", "8"),
        ("my/south", 'field="a.b"', "yes"),
    }


def test_paths_that_no_rule_names_are_told(tmp_path: Path) -> None:
    mapping = NESTED.replace("keep = true\n", "").replace("{place.country}", '{\\"place\\".country}')
    reading = read_files(tmp_path, mapping, plants__json=json.dumps({"plants": PLANTS}))
    assert reading.foreign["my"].tables[0].unused == ("place.town", "tags[]", "parts[].no", '"a.b"')


def test_what_is_kept_of_a_tree_is_of_its_own_row(tmp_path: Path) -> None:
    mapping = NESTED.replace("plants[]", "parts[]*").replace("{place.country}", "{country}")
    tree = {"parts": [{"site": "North", "country": "DE", "no": 1, "parts": [{"site": "South", "no": 2}]}]}
    reading = read_files(tmp_path, mapping, plants__json=json.dumps(tree))
    kept = {(c.subject, c.row.qualifiers, c.text) for c in reading.facts.claims if c.predicate == "detail"}
    assert kept == {("my/north", "field=no", "1"), ("my/south", "field=no", "2")}


JOINED = """
[lookup.land]
values = { D = "DE" }
missing = "empty"
[[table]]
name = "firms"
file = "firms.csv"
[[table]]
file = "sites.csv"
key = ["site"]
[table.join.firm]
table = "firms"
on = { no = "id" }
[table.column.land]
lookup = "land"
[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm.name}"
[[table.entity]]
as = "site"
type = "Site"
name = "{site}"
[[table.claim]]
subject = "@firm"
predicate = "OPERATES"
value = "@site"
[[table.claim]]
subject = "@site"
predicate = "country"
value = "{land}"
"""


def test_what_joins_and_lookups_do_not_find_is_counted(tmp_path: Path) -> None:
    sites = "site,no,land\nNorth,1002,D\nSouth,01003,X\nEast,1004,X\nWest,,Y\n"
    reading = read_files(tmp_path, JOINED, firms__csv="id,name\n1002.0,Aco\n1003,Bco\n1004,Cco\n", sites__csv=sites)
    (table,) = (table for table in reading.foreign["my"].tables if table.told == "sites.csv")
    assert table.count.claimed == 4
    assert table.missed == {
        ("row", "of which the join with firms.csv finds nothing"): (2, "no=1002"),
        ("text", "in land for which the lookup land has nothing"): (2, "'X'"),
    }


def test_a_preview_tells_of_a_repeated_row_what_it_does_not_say(tmp_path: Path) -> None:
    rows = "site,owner,parts,country\nSouth,Aco,Bco,FR\nSouth,,Bco,FR\n"
    reading = read_files(tmp_path, OWNERS, sites__csv=rows, sites__rejects__csv=NO_MENDED)
    (shown,) = (row for row in preview(reading, "my", 10).records() if row["row"] == 3)
    assert shown["reason"] == "says what an earlier row says; no OPERATES: @owner is empty"


@pytest.mark.parametrize(
    ("share", "hint"),
    [
        ("35", ': in [table.column.pct] unit = "%" if 35 means it'),
        ("0.35", ': in [table.column.pct] unit = "fraction" if 0.35 means 35 %, unit = "%" if 35 means it'),
        ("135 %", ""),
    ],
)
def test_a_share_without_a_unit_is_told_which_key_gives_it(tmp_path: Path, share: str, hint: str) -> None:
    mapping = DEALS.replace("{share.value}", "{pct}")
    reading = read_files(tmp_path, mapping, deals__csv=f"seller,buyer,item,share,pct\nAco,Bco,tin,,{share}\n")
    (problem,) = reading.problems
    assert (problem.column, problem.hint) == ("pct", f"a percentage from 0 to 100 %{hint}")


SUPPLIERS = """
[[table]]
file = "firms.csv"
key = ["id"]
[table.column.size]
lookup = "size"
[[table.entity]]
as = "firm"
type = "Firm"
id = "{id}"
name = "{name}"
note = "{size}"
[[table]]
file = "links.csv"
key = ["a", "b"]
[[table.entity]]
as = "a"
id = "{a}"
[[table.entity]]
as = "b"
id = "{b}"
[[table.claim]]
subject = "@a"
predicate = "SUPPLIES"
value = "@b"
[lookup.size]
values = { big = "large" }
"""


def test_a_row_that_names_what_a_rejected_row_makes_is_told_so(tmp_path: Path) -> None:
    firms = "id,name,size\n1001,Aco,big\n1002,Bco,big\n1003,Cco,huge\n"
    links = "a,b\n1001,1002\n1001,1003\n1001,1004\n"
    reading = read_files(tmp_path, SUPPLIERS, firms__csv=firms, links__csv=links)
    told = {(p.line, p.message): p.hint for p in reading.problems if p.file.endswith("links.csv")}
    assert told[3, "unknown entity 'my/1003'"] == "the row that makes it was rejected: loaders/my/firms.csv:4"
    assert told[4, "unknown entity 'my/1004'"] == "no row that is claimed makes it"


def test_an_id_longer_than_a_message_shows_finds_its_rejected_row_too(tmp_path: Path) -> None:
    long = "cco-" * 20 + "1"
    reading = read_files(
        tmp_path,
        SUPPLIERS,
        firms__csv=f"id,name,size\n1001,Aco,big\n{long},Cco,huge\n",
        links__csv=f"a,b\n1001,{long}\n",
    )
    (told,) = (p for p in reading.problems if p.file.endswith("links.csv"))
    assert told.hint == "the row that makes it was rejected: loaders/my/firms.csv:3"


def test_a_wrong_external_id_is_blamed_on_its_own_column(tmp_path: Path) -> None:
    mapping = DEALS.replace(
        'name = "{seller}"', 'name = "{seller}"\nexternal_ids = ["LEI:{lei}", "QID:{wiki}"]\naliases = "{short}"'
    )
    rows = (
        "seller,buyer,item,share,lei,wiki,short\nAco,Bco,tin,,1,no id,x\nCco,Bco,tin,,a b,Q1,x\nDco,Bco,tin,,1,Q1,!\n"
    )
    reading = read_files(tmp_path, mapping, deals__csv=rows)
    assert [(p.line, p.column, p.message) for p in reading.problems] == [
        (2, "wiki", "'QID:no id' is no external id"),
        (3, "lei", "'LEI:a b' is no external id"),
        (4, "short", "'!' has no letter or digit to be found by"),
    ]
    assert [r.value for r in reading.foreign["my"].tables[0].rejects] == ["QID:no id", "LEI:a b", "!"]
