"""Tables of many files: one account, rules that are the same for all, lookups beside the mapping."""

from __future__ import annotations

from pathlib import Path

from tests.facts.mapping.tables import read_files, said

MANY = """
[[table]]
file = "part-*.csv"
key = ["name"]
[[table.entity]]
as = "it"
type = "Firm"
name = "{name}"
[[table.claim]]
subject = "@it"
predicate = "country"
value = "{country}"
"""


def test_the_files_of_one_pattern_have_one_account(tmp_path: Path) -> None:
    mapping = MANY.replace(
        'key = ["name"]', 'key = ["name"]\nskip = { column = "name", is = "?", because = "no name" }'
    )
    files = {"part-1__csv": "name,country\nAcme,CN\n?,CN\n", "part-2__csv": "name,country\nBorel,XX\nCarl,DE\n"}
    reading = read_files(tmp_path, mapping, **files)
    (account,) = reading.counts["my"].items()
    count = account[1]
    assert account[0] == "part-*.csv"
    assert (count.rows, count.claimed, count.skipped, count.rejected, count.claims) == (4, 2, 1, 1, 2)
    # A rejected row is told with its own file.
    assert [(p.file, p.line) for p in reading.problems if p.level == "reject"] == [("loaders/my/part-2.csv", 2)]


def test_columns_may_stand_otherwise_in_another_file(tmp_path: Path) -> None:
    files = {
        "part-1__csv": "name,country\nAcme,CN\n",
        "part-2__csv": "country,name\nDE,Borel\n",
        "part-3__csv": "name,country\nCarl,FR\n",
    }
    assert said(read_files(tmp_path, MANY, **files), "country") == {("acme", "CN"), ("borel", "DE"), ("carl", "FR")}


def test_what_is_filled_down_ends_with_its_file(tmp_path: Path) -> None:
    mapping = MANY + '[table.column.country]\nfill = "down"\n'
    files = {"part-1__csv": "name,country\nAcme,CN\nBorel,\n", "part-2__csv": "name,country\nCarl,\nDora,DE\n"}
    assert said(read_files(tmp_path, mapping, **files), "country") == {("acme", "CN"), ("borel", "CN"), ("dora", "DE")}


LOOKED_UP = MANY.replace("part-*.csv", "list.csv") + '[table.column.country]\nlookup = "land"\n' + (
    '[lookup.land]\nfile = "lands.csv"\nkey = "land"\nvalue = "code"\n'
)  # fmt: skip


def test_a_lookup_lies_beside_the_mapping_while_the_tables_lie_elsewhere(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "list.csv").write_text("name,country\nAcme,Deutschland\n", encoding="utf-8")
    reading = read_files(tmp_path, LOOKED_UP, data, lands__csv="land,code\nDeutschland,DE\n")
    assert reading.problems == []
    assert said(reading, "country") == {("acme", "DE")}


def test_a_lookup_may_lie_with_the_tables_too(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "list.csv").write_text("name,country\nAcme,Deutschland\n", encoding="utf-8")
    (data / "lands.csv").write_text("land,code\nDeutschland,DE\n", encoding="utf-8")
    assert said(read_files(tmp_path, LOOKED_UP, data), "country") == {("acme", "DE")}
