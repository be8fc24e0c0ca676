"""What the first mapping of a table asks and proposes, and the keys of a mapping that messages name."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from graphkit.facts.formats import Shape
from graphkit.facts.hints import near_term
from graphkit.facts.mapping.draft import draft_mapping
from graphkit.facts.mapping.signs import day_order, decimal_comma
from tests.facts.kernel_tables import model
from tests.facts.mapping.tables import HEAD, loader, read, read_files


def drafted(folder: Path, name: str, text: str) -> str:
    """The draft of a table, which is TOML."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    made = draft_mapping(path, model(), "T", Shape())
    tomllib.loads(made)
    return made


@pytest.mark.parametrize(
    ("cells", "semicolons", "comma"),
    [
        (["12,5", "3"], False, True),
        (["1.234,5 t", "7 t"], False, True),
        (["1.500", "2.250"], False, True),
        (["1.500", "2.25"], False, False),
        (["2.000.000"], False, True),
        (["1,500", "2,250"], False, False),
        (["1,500", "2,250"], True, True),
        (["1,234.5", "2"], True, False),
        (["1", "2"], True, False),
        (["tin, lead", "a 1,5 of all"], True, False),
    ],
)
def test_a_comma_before_decimals_is_seen(cells: list[str], semicolons: bool, comma: bool) -> None:
    assert decimal_comma(cells, semicolons) is comma


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (["03.05.2024", "17.12.2023"], "dmy"),
        (["05/13/2025", "01/02/2025"], "mdy"),
        (["05/03/2025"], "dmy"),
        (["2025-05-03"], ""),
        (["1.5", "03.05.2024"], ""),
        ([], ""),
    ],
)
def test_the_order_of_days_is_seen(cells: list[str], order: str) -> None:
    assert day_order(cells) == order


def test_a_draft_asks_for_decimals_days_years_and_who_may_see_it(tmp_path: Path) -> None:
    made = drafted(tmp_path, "t.csv", "Werk;Menge;Datum;2023;2024\nNord;12,5;03.05.2024;1;2\nSüd;3;17.12.2023;4;\n")
    assert '[table.column."Menge"]\n# Question' in made
    assert made.count('# decimal = ","') == 1
    assert '# date = "dmy"' in made
    assert '# unpivot = { columns = \'(?:19|20)\\d\\d\', name = "year", value = "amount" }' in made
    assert "--audience public" in made
    assert tomllib.loads(made)["source"]["visibility"] == "internal"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("remark,plant code\nsame,a\nsame,b\nother,c\n", ["plant code"]),
        ("company,deal id\nA,1\nA,2\n", ["deal id"]),
        ("company,deal\nA,d1\nB,d2\n", ["company"]),
        ("supplier,buyer,deal\nA,B,x\nA,C,y\nD,B,z\n", ["supplier", "buyer"]),
        ("company,GWh\nA,1\nA,2\n", ["company"]),
    ],
)
def test_the_key_tells_rows_apart(text: str, key: list[str], tmp_path: Path) -> None:
    assert tomllib.loads(drafted(tmp_path, "t.csv", text))["table"][0]["key"] == key


def test_the_one_array_of_a_document_gives_the_rows(tmp_path: Path) -> None:
    plants = [{"name": "North"}, {"name": "South"}]
    (table,) = tomllib.loads(drafted(tmp_path, "a.json", json.dumps({"year": 2025, "plant list": plants})))["table"]
    assert (table["rows"], table["key"]) == ('"plant list"[]', ["name"])
    (table,) = tomllib.loads(drafted(tmp_path, "b.json", json.dumps([{"plants": plants}])))["table"]
    assert "rows" not in table
    (table,) = tomllib.loads(drafted(tmp_path, "c.json", json.dumps({"a": plants, "b": plants})))["table"]
    assert "rows" not in table


SITES = """
[[table]]
file = "sites.csv"
key = ["site"]
[[table.entity]]
as = "site"
type = "Site"
name = "{site}"
[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{GWh per year} GWh"
when = "{day}"
"""


def test_messages_name_the_key_of_the_mapping_that_helps(tmp_path: Path) -> None:
    rows = "site;GWh per year;day\nA;12,5;2025\nB;3;03.05.2025\n"
    (table,) = read_files(tmp_path, SITES, sites__csv=rows).foreign["my"].tables
    number, day = table.rejects
    assert 'decimal = "," in [table.column."GWh per year"]' in number.hint
    assert 'date = "dmy" in [table.column.day]' in day.hint


@pytest.mark.parametrize(("given", "warned"), [("", True), ('visibility = "internal"\n', False)])
def test_a_licence_that_closes_data_which_are_public_is_told(given: str, warned: bool, tmp_path: Path) -> None:
    text = f'licence = "Confidential"\n{HEAD}{given}{SITES}'
    problems = read(loader(tmp_path, text, {"sites.csv": "site,GWh per year,day\nA,1,2025\n"})).problems
    assert [(p.column, p.level) for p in problems] == ([("licence", "warning")] if warned else [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Enland", "did you mean England (GB)?"),
        ("Korea South", "did you mean South Korea (KR)?"),
        ("Slowakai", "did you mean Slowakei (SK)?"),
        ("Atlantis", ""),
        ("EU", ""),
    ],
)
def test_an_unknown_country_is_compared_with_names(text: str, hint: str) -> None:
    assert near_term(text, model().vocabularies["country"]) == hint


def test_countries_are_known_in_the_languages_of_the_chain() -> None:
    names = {
        "GB": ("England", "Großbritannien", "Royaume-Uni", "イギリス", "영국"),
        "CD": ("Demokratische Republik Kongo", "RDC", "コンゴ民主共和国"),
        "KR": ("Südkorea", "Corée du Sud", "Corea del Sur", "韓国"),
        "CH": ("Schweiz", "Suisse", "Svizzera", "スイス"),
        "ZA": ("Südafrika", "Afrique du Sud", "남아프리카"),
    }
    for code, texts in names.items():
        assert {model().term("country", text) for text in texts} == {code}


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("CATL,Ningde,350\nBYD,Shenzhen,280\n", "350"),
        ("CATL,2024-05-01\nBYD,2023-01-01\n", "2024-05-01"),
        ("https://a.example/x,5 GWh\nhttps://b.example/y,7 GWh\n", "https://a.example/x"),
        ("firm,place,amount\nCATL,Ningde,350\n", ""),
        ("firm,2023,2024\nCATL,5,350\n", ""),  # a wide table of years
        ("material,0,20,60.5\nLPSCl,1,2,3\n", ""),  # and one of temperatures
        ("CATL,350\n", ""),  # nothing to compare it with
    ],
)
def test_a_table_without_headings_is_seen(tmp_path: Path, text: str, seen: str) -> None:
    made = drafted(tmp_path, "t.csv", text)
    (table,) = tomllib.loads(made)["table"]
    columns = text.split("\n", maxsplit=1)[0].count(",") + 1
    assert table.get("columns") == ([f"column {k + 1}" for k in range(columns)] if seen else None)
    assert ("A guess, to be looked at: the first line looks like a row" in made) is bool(seen)
    assert not seen or repr(seen) in made
