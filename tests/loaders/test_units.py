"""Numbers with units of every sort: Chinese numerals and headings, units in heading, cell and another column."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.facts.mapping.tables import read_files, rejects
from tests.loaders.told import told_by

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
    reading = read_files(tmp_path, CHINESE_MAPPING, a__csv=CHINESE.encode("gb18030"))
    assert rejects(reading) == []
    assert told_by(reading, "material_capacity", "investment", "country", "SUPPLIES") == {
        ("天齐锂业", "country", "CN", "", "my"),
        ("湖南裕能", "country", "CN", "", "my"),
        ("天齐锂业基地", "material_capacity", "24000 t/a", "", "my"),
        ("湖南裕能基地", "material_capacity", "350000 t/a", "", "my"),
        ("天齐锂业基地", "investment", "3600000000 CNY", "", "my"),
        ("雅化集团", "SUPPLIES", "天齐锂业", "share=60%", "my"),
        ("盛新锂能", "SUPPLIES", "天齐锂业", "share=约30%", "my"),
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
    reading = read_files(tmp_path, UNITS, a__csv=rows.encode())
    assert told_by(reading, "capacity") == {
        ("a", "capacity", "12.5 GWh", "", "my"),
        ("b", "capacity", "0.5 GWh", "", "my"),
        ("c", "capacity", "0.0000015 GWh", "", "my"),
        ("d", "capacity", "1.9..2.1 GWh", "", "my"),
        ("e", "capacity", "3000 GWh", "", "my"),
    }
    assert told_by(reading, "material_capacity") == {
        ("a", "material_capacity", "1500 t/a", "", "my"),
        ("b", "material_capacity", "3600 t/a", "", "my"),
        ("c", "material_capacity", "20000 t/a", "", "my"),
        ("d", "material_capacity", "40 t/a", "", "my"),
        ("e", "material_capacity", "5000 t/a", "", "my"),
    }
    assert [(line, column) for _, line, column, _ in rejects(reading)] == [(7, "Output [GWh]"), (8, "amount")]
