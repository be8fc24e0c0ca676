"""Entities of rows: a type that a column gives, names in arrays and parts of a cell, what is said of one not there."""

from __future__ import annotations

from pathlib import Path

from tests.facts.mapping.tables import HEAD, read_files, said

# --- a type that a column gives


TYPED = """
[lookup.type]
values = { company = "Firm", institute = "Organization", unclear = "" }
[[table]]
file = "list.csv"
key = ["name"]
[table.column.kind]
lookup = "type"
[[table.entity]]
as = "it"
type = "{kind}"
name = "{name}"
[[table.claim]]
subject = "@it"
predicate = "country"
value = "{country}"
"""


def test_a_type_is_looked_up_for_each_row(tmp_path: Path) -> None:
    reading = read_files(tmp_path, TYPED, list__csv="name,kind,country\nAcme,Company,CN\nLab,institute,DE\n")
    assert reading.problems == []
    assert said(reading, "is_a") == {("acme", "Firm"), ("lab", "Organization")}


def test_a_row_that_gives_no_type_tells_of_nothing_that_could_be_said_of(tmp_path: Path) -> None:
    reading = read_files(tmp_path, TYPED, list__csv="name,kind,country\nAcme,company,CN\nBorel,unclear,FR\n")
    (problem,) = reading.problems
    assert (problem.level, problem.line, problem.message) == ("reject", 3, "'FR' is said of nothing")


def test_a_type_that_the_schema_does_not_have_rejects_the_row_with_a_near_one(tmp_path: Path) -> None:
    mapping = TYPED.replace('lookup = "type"', "")
    reading = read_files(tmp_path, mapping, list__csv="name,kind,country\nAcme,Firma,CN\n")
    (problem,) = reading.problems
    assert (problem.level, problem.column, problem.message) == ("reject", "kind", "unknown type 'Firma'")
    assert "Firm" in problem.hint


def test_a_type_in_the_mapping_itself_is_checked_there(tmp_path: Path) -> None:
    mapping = TYPED.replace('type = "{kind}"', 'type = "Firma"')
    reading = read_files(tmp_path, mapping, list__csv="name,kind,country\nAcme,company,CN\n")
    (problem,) = reading.problems
    assert (problem.file, problem.message) == ("loaders/my/loader.toml", "unknown type 'Firma'")
    assert problem.line == (HEAD + mapping).splitlines().index('type = "Firma"') + 1


# --- several names


def test_names_in_an_array_belong_to_the_one_entity(tmp_path: Path) -> None:
    mapping = """
[[table]]
file = "list.json"
rows = "[]"
key = ["name"]
[table.column."other[]"]
pattern = '(?P<native>.*\\p{Han}.*)|(?P<latin>.+)'
[[table.entity]]
as = "it"
type = "Firm"
name = "{name}"
aliases = ["{legal}", "{other[].latin}"]
native_names = ["{other[].native}"]
"""
    text = '[{"name": "Calb", "legal": "CALB Co.", "other": ["中航锂电", "Luoyang", "Zhonghang"]}, {"name": "Saft"}]'
    reading = read_files(tmp_path, mapping, list__json=text)
    assert reading.problems == []
    assert said(reading, "alias") == {("calb", "CALB Co."), ("calb", "Luoyang"), ("calb", "Zhonghang")}
    assert said(reading, "native_name") == {("calb", "中航锂电")}
    assert said(reading, "is_a") == {("calb", "Firm"), ("saft", "Firm")}


def test_names_parted_in_a_cell_go_with_each_entity_that_another_cell_gives(tmp_path: Path) -> None:
    mapping = """
[[table]]
file = "list.csv"
key = ["firm"]
[table.column.firm]
split = ";"
[table.column.also]
split = "/"
[[table.entity]]
as = "it"
type = "Firm"
name = "{firm}"
aliases = ["{also}", "{firm} Group"]
"""
    reading = read_files(tmp_path, mapping, list__csv="firm,also\nAcme; Borel,A/B\n")
    assert said(reading, "alias") == {
        (firm, alias) for firm, own in (("acme", "Acme Group"), ("borel", "Borel Group")) for alias in ("A", "B", own)
    }


# --- what is said of an entity that a row does not have


def test_a_word_of_the_mapping_is_not_said_of_what_a_row_does_not_name(tmp_path: Path) -> None:
    mapping = """
[[table]]
file = "list.csv"
key = ["cell"]
[[table.entity]]
as = "cell"
type = "Product"
name = "{cell}"
[[table.entity]]
as = "anode"
type = "Material"
name = "{anode}"
[[table.claim]]
subject = "@anode"
predicate = "function"
value = "anode"
"""
    reading = read_files(tmp_path, mapping, list__csv="cell,anode\nA,LTO\nB,\n")
    assert reading.problems == []
    assert said(reading, "function") == {("lto", "anode")}


NAMED = """
[[table]]
file = "firms.csv"
key = ["name"]
[[table.entity]]
as = "firm"
type = "Firm"
name = "{name}"
[[table.claim]]
subject = "@firm"
predicate = "country"
value = "{country}"
"""


def test_two_names_that_get_one_id_are_warned_of_once(tmp_path: Path) -> None:
    rows = "name,country\nC++ GmbH,DE\nC GmbH,FR\nC= GmbH,FR\nβ-Alox,DE\nγ-Alox,DE\nÄco Ltd,DE\nACO ltd.,DE\n"
    reading = read_files(tmp_path, NAMED, firms__csv=rows)
    assert [(p.level, p.line, p.column, p.message, p.hint) for p in reading.problems if "one id" in p.message] == [
        ("warning", 3, "name", "'C++ GmbH' and 'C GmbH' get one id, my/c-gmbh",
         'if they are two, give id = "…" in [[table.entity]]')
    ]  # fmt: skip
    assert {"my/beta-alox", "my/gamma-alox", "my/aco-ltd"} < reading.registry.rows.keys()


def test_names_of_an_id_of_its_own_may_vary(tmp_path: Path) -> None:
    mapping = NAMED.replace('name = "{name}"', 'name = "{name}"\nid = "{no}"')
    rows = "no,name,country\n7,C++ GmbH,DE\n7,C GmbH,DE\n7,Something else,DE\n"
    reading = read_files(tmp_path, mapping, firms__csv=rows)
    assert reading.problems == []
    assert reading.registry.rows["my/7"].aliases == ("C GmbH", "Something else")
