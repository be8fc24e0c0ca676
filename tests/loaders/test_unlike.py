"""Tables of kinds that the shipped ones are not: trees of parts, many sheets, Chinese headings, units of every sort."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from graphkit.facts import Reading, read_loaders
from graphkit.facts.claim import CURATION
from tests.facts.formats.books import book
from tests.loaders.told import Told, as_told, model

HEAD = 'title = "T"\n[source]\nid = "doc"\npublisher = "P"\npublished = "2025-06-30"\n'


def read(folder: Path, mapping: str, **files: bytes) -> Reading:
    """The loader `my`; the names of files with `_` in place of the point."""
    loader = folder / "my"
    loader.mkdir(exist_ok=True)
    (loader / "loader.toml").write_text(HEAD + mapping, encoding="utf-8")
    for name, content in files.items():
        (loader / name.replace("_", ".")).write_bytes(content)
    return read_loaders([loader], model())


def told(reading: Reading, *predicates: str) -> set[Told]:
    """What the rows claim by these predicates."""
    claims = (claim for claim in reading.facts.claims if claim.source != CURATION)
    return {as_told(claim) for claim in claims if claim.predicate in predicates}


def rejects(reading: Reading) -> list[tuple[str, int, str, str]]:
    """File, row, column and reason of each row that is rejected."""
    found = (p for p in reading.problems if p.level == "reject")
    return [(p.file.removeprefix("loaders/my/"), p.line, p.column, p.message) for p in found]


TREE = {
    "maker": {"name": "Volta"},
    "cars": [
        {
            "model": "X",
            "parts": [
                {
                    "id": "P1",
                    "name": "pack",
                    "parts": [
                        {
                            "id": "P2",
                            "name": "module",
                            "suppliers": [
                                {"name": "Alpha", "shares": "60 %; 2025", "sites": [{"town": "Ulm"}, {"town": "Bonn"}]},
                                {"name": "Beta", "shares": "40 %"},
                            ],
                            "parts": [{"id": "P3", "name": "cell", "suppliers": [{"name": "Gamma"}]}],
                        }
                    ],
                }
            ],
        }
    ],
}
PARTS = """
[[table]]
file = "tree.json"
rows = "cars[].parts[]*"
key = ["id"]
[table.column."suppliers[].shares"]
pattern = '(?P<share>[^;]+?)(?:; (?P<year>\\d{4}))?'
[[table.entity]]
as = "part"
type = "Product"
id = "{id}"
name = "{name}"
[[table.entity]]
as = "car"
type = "Vehicle"
name = "{..*/model}"
[[table.entity]]
as = "whole"
id = "{../id}"
[[table.entity]]
as = "maker"
type = "Firm"
name = "{..*/maker.name}"
[[table.entity]]
as = "supplier"
type = "Firm"
name = "{suppliers[].name}"
[[table.entity]]
as = "site"
type = "Site"
name = "{suppliers[].name} {suppliers[].sites[].town}"
[[table.claim]]
subject = "@part"
predicate = "INPUT_TO"
value = "@whole"
[[table.claim]]
subject = "@part"
predicate = "INSTALLED_IN"
value = "@car"
[[table.claim]]
subject = "@supplier"
predicate = "SUPPLIES"
value = "@maker"
when = "{suppliers[].shares.year}"
qualifiers = { item = "@part", share = "{suppliers[].shares.share}" }
[[table.claim]]
subject = "@supplier"
predicate = "OPERATES"
value = "@site"
"""


def test_a_tree_of_parts(tmp_path: Path) -> None:
    """The elements of an inner array go with their own outer one; what lies far out is found by its name."""
    reading = read(tmp_path, PARTS, tree_json=json.dumps(TREE).encode())
    assert rejects(reading) == []
    assert told(reading, "INPUT_TO", "INSTALLED_IN") == {
        ("p2", "INPUT_TO", "p1", "", "doc"),
        ("p3", "INPUT_TO", "p2", "", "doc"),
        *((part, "INSTALLED_IN", "x", "", "doc") for part in ("p1", "p2", "p3")),
    }
    assert told(reading, "SUPPLIES", "OPERATES") == {
        ("alpha", "SUPPLIES", "volta", "item=my/p2; share=60 %", "doc"),
        ("beta", "SUPPLIES", "volta", "item=my/p2; share=40 %", "doc"),
        ("gamma", "SUPPLIES", "volta", "item=my/p3", "doc"),
        ("alpha", "OPERATES", "alpha-ulm", "", "doc"),
        ("alpha", "OPERATES", "alpha-bonn", "", "doc"),
    }


def chain(path: Path) -> bytes:
    """A workbook with a title, headings in row 3, a row of units, entities and relations on sheets of their own."""

    def sheet(made: Any, name: str, *rows: list[Any]) -> None:
        page = made.add_worksheet(name)
        page.merge_range(0, 0, 0, 3, f"{name} (June 2025)")
        days = made.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                if isinstance(value, dt.date):
                    page.write_datetime(number, column, dt.datetime(value.year, value.month, value.day), days)
                else:
                    page.write(number, column, value)

    def fill(made: Any) -> None:
        made.add_worksheet("Readme").write(0, 0, "About this workbook")
        sheet(made, "Firms", ["ID", "Name", "Country"], ["", "", "ISO"], ["F1", "Alpha Inc.", "DEU"],
              ["F2", "Beta", "Deutschland"], ["F3", "Gamma", "Viet Nam"])  # fmt: skip
        sheet(made, "Plants", ["ID", "Plant", "Owner", "Start"], ["", "", "Firm", "date"],
              ["S1", "Ulm", "F1", dt.date(2021, 5, 3)], ["S2", "Bonn", "F9", dt.date(2022, 1, 1)])  # fmt: skip
        sheet(made, "Links", ["From", "To", "Share", "Since"], ["Firm", "Firm", "%", "serial"],
              ["F1", "F2", 0.35, 45292], ["F2", "F3", 0.075, None])  # fmt: skip

    return book(path, fill).read_bytes()


SHEETS = """
[[table]]
file = "chain.xlsx"
sheet = "Firms"
header = 3
key = ["ID"]
only = { column = "ID", filled = true }
[[table.entity]]
as = "firm"
type = "Firm"
id = "{ID}"
name = "{Name}"
[[table.claim]]
subject = "@firm"
predicate = "country"
value = "{Country}"

[[table]]
file = "chain.xlsx"
sheet = "Plants"
header = 3
key = ["ID"]
only = { column = "ID", filled = true }
[[table.entity]]
as = "owner"
id = "{Owner}"
[[table.entity]]
as = "plant"
type = "Site"
id = "{ID}"
name = "{Plant}"
[[table.claim]]
subject = "@owner"
predicate = "OPERATES"
value = "@plant"
[[table.claim]]
subject = "@plant"
predicate = "production_start"
when = "{Start}"

[[table]]
file = "chain.xlsx"
sheet = "Links"
header = 3
key = ["From", "To"]
skip = { column = "From", is = "Firm", because = "the row of units" }
[table.column.Share]
unit = "fraction"
[table.column.Since]
date = "excel"
[[table.entity]]
as = "from"
id = "{From}"
[[table.entity]]
as = "to"
id = "{To}"
[[table.claim]]
subject = "@from"
predicate = "SUPPLIES"
value = "@to"
when = "from {Since}"
qualifiers = { share = "{Share}" }
"""


def test_a_workbook_of_several_sheets(tmp_path: Path) -> None:
    """An id alone is the entity that another sheet makes by it; a share in percent is a part of one in the file."""
    reading = read(tmp_path, SHEETS, chain_xlsx=chain(tmp_path / "chain.xlsx"))
    assert rejects(reading) == [("chain.xlsx#Plants", 6, "Owner", "unknown entity 'my/f9'")]
    assert told(reading, "country") == {
        ("f1", "country", "DE", "", "doc"),
        ("f2", "country", "DE", "", "doc"),
        ("f3", "country", "VN", "", "doc"),
    }
    assert told(reading, "OPERATES", "SUPPLIES") == {
        ("f1", "OPERATES", "s1", "", "doc"),
        ("f1", "SUPPLIES", "f2", "share=35 %", "doc"),
        ("f2", "SUPPLIES", "f3", "share=7.5 %", "doc"),
    }
    assert {c.row.when for c in reading.facts.claims if c.predicate in ("production_start", "SUPPLIES")} == {
        "2021-05-03",
        "from 2024-01-01",
        "",
    }
    assert reading.counts["my"].keys() == {"chain.xlsx#Firms", "chain.xlsx#Plants", "chain.xlsx#Links"}


CHINESE = """企业名称,产品,产能（万吨/年）,总投资,投产时间,国家,供应商及占比
天齐锂业,氢氧化锂,２．４,３６亿元,2025年三季度,中国,"雅化集团（60%）、盛新锂能（约30%）"
湖南裕能,磷酸铁锂,三十五,—,2023年3月,中国,待定
"""
CHINESE_MAPPING = """
[[table]]
file = "a.csv"
key = ["企业名称", "产品"]
unknown = ["—", "待定"]
[table.column."产能（万吨/年）"]
unit = "万吨/年"
[table.column."供应商及占比"]
split = "、"
pattern = '(?P<name>[^（]+)（(?P<share>[^）]+)）'
[[table.entity]]
as = "firm"
type = "Firm"
name = "{企业名称}"
[[table.entity]]
as = "site"
type = "Site"
name = "{企业名称}基地"
[[table.entity]]
as = "supplier"
type = "Firm"
name = "{供应商及占比.name}"
[[table.claim]]
subject = "@firm"
predicate = "country"
value = "{国家}"
[[table.claim]]
subject = "@site"
predicate = "material_capacity"
value = "{产能（万吨/年）}"
[[table.claim]]
subject = "@site"
predicate = "investment"
value = "{总投资}"
[[table.claim]]
subject = "@site"
predicate = "production_start"
when = "{投产时间}"
kind = "planned"
[[table.claim]]
subject = "@supplier"
predicate = "SUPPLIES"
value = "@firm"
qualifiers = { share = "{供应商及占比.share}" }
"""


def test_a_chinese_table_in_gb_18030(tmp_path: Path) -> None:
    reading = read(tmp_path, CHINESE_MAPPING, a_csv=CHINESE.encode("gb18030"))
    assert rejects(reading) == []
    assert told(reading, "material_capacity", "investment", "country", "SUPPLIES") == {
        ("天齐锂业", "country", "CN", "", "doc"),
        ("湖南裕能", "country", "CN", "", "doc"),
        ("天齐锂业基地", "material_capacity", "24000 t/a", "", "doc"),
        ("湖南裕能基地", "material_capacity", "350000 t/a", "", "doc"),
        ("天齐锂业基地", "investment", "3600000000 CNY", "", "doc"),
        ("雅化集团", "SUPPLIES", "天齐锂业", "share=60%", "doc"),
        ("盛新锂能", "SUPPLIES", "天齐锂业", "share=约30%", "doc"),
    }
    days = {c.subject: c.date and (c.date.earliest, c.date.latest) for c in reading.facts.claims if c.date}
    assert days["my/天齐锂业基地"] == (dt.date(2025, 7, 1), dt.date(2025, 9, 30))


UNITS = """
[[table]]
file = "a.csv"
key = ["plant"]
[table.column."Output [GWh]"]
unit = "GWh"
[[table.entity]]
as = "plant"
type = "Site"
name = "{plant}"
[[table.claim]]
subject = "@plant"
predicate = "capacity"
value = "{Output [GWh]}"
[[table.claim]]
subject = "@plant"
predicate = "material_capacity"
value = "{amount} {unit}"
"""


def test_units_in_the_heading_in_the_cell_and_in_another_column(tmp_path: Path) -> None:
    """A unit in the cell wins over that of the column."""
    rows = (
        "plant,Output [GWh],amount,unit\n"
        "A,12.5,1.5,kt/yr\nB,500 MWh,300,t per month\nC,1.5e-06,2,万吨/年\nD,~2 GWh/a,40,tpa\n"
        "E,3 thousand,5e3,t\nF,6 fish,,\nG,,7,fish\n"
    )
    reading = read(tmp_path, UNITS, a_csv=rows.encode())
    assert told(reading, "capacity") == {
        ("a", "capacity", "12.5 GWh", "", "doc"),
        ("b", "capacity", "0.5 GWh", "", "doc"),
        ("c", "capacity", "0.0000015 GWh", "", "doc"),
        ("d", "capacity", "1.9..2.1 GWh", "", "doc"),
        ("e", "capacity", "3000 GWh", "", "doc"),
    }
    assert told(reading, "material_capacity") == {
        ("a", "material_capacity", "1500 t/a", "", "doc"),
        ("b", "material_capacity", "3600 t/a", "", "doc"),
        ("c", "material_capacity", "20000 t/a", "", "doc"),
        ("d", "material_capacity", "40 t/a", "", "doc"),
        ("e", "material_capacity", "5000 t/a", "", "doc"),
    }
    assert [(line, column) for _, line, column, _ in rejects(reading)] == [(7, "Output [GWh]"), (8, "amount")]


OWNERS = """
[[table]]
file = "a.csv"
key = ["mine"]
[table.column.owners]
pattern = '(?P<name>.+?)(?: \\((?P<share>[^)]*%)\\)(?:[,;] |$)|$)'
repeat = true
[[table.entity]]
as = "mine"
type = "Site"
name = "{mine}"
[[table.entity]]
as = "owner"
type = "Firm"
name = "{owners.name}"
[[table.claim]]
subject = "@owner"
predicate = "OWNS"
value = "@mine"
qualifiers = { ownership_share = "{owners.share}" }
"""


def test_several_owners_of_whom_one_has_the_delimiter_in_its_name(tmp_path: Path) -> None:
    rows = (
        'mine,owners\nA,"Newmont (50%), Alpha, Inc. (approx. 30-40%); Beta (<5%)"\nB,Vale\nC,"Beta (5%) and others ("\n'
    )
    reading = read(tmp_path, OWNERS, a_csv=rows.encode())
    assert told(reading, "OWNS") == {
        ("newmont", "OWNS", "a", "ownership_share=50%", "doc"),
        ("alpha-inc", "OWNS", "a", "ownership_share=approx. 30-40%", "doc"),
        ("beta", "OWNS", "a", "ownership_share=<5%", "doc"),
        ("vale", "OWNS", "b", "", "doc"),
        ("beta-5-and-others", "OWNS", "c", "", "doc"),
    }


def test_repeats_must_read_the_whole_cell(tmp_path: Path) -> None:
    strict = OWNERS.replace("(?:[,;] |$)|$)'", "(?:[,;] |$))'")
    reading = read(tmp_path, strict, a_csv=b'mine,owners\nA,"Newmont (50%), Beta (half)"\nB,"Beta (5%)"\n')
    assert [(line, column) for _, line, column, _ in rejects(reading)] == [(2, "owners")]
    assert told(reading, "OWNS") == {("beta", "OWNS", "b", "ownership_share=5%", "doc")}
