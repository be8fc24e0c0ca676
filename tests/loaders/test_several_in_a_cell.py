"""Several owners with their shares in one cell."""

from __future__ import annotations

from pathlib import Path

from tests.facts.mapping.tables import read_files, rejects
from tests.loaders.told import told_by

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
    reading = read_files(tmp_path, OWNERS, a__csv=rows.encode())
    assert told_by(reading, "OWNS") == {
        ("newmont", "OWNS", "a", "ownership_share=50%", "my"),
        ("alpha-inc", "OWNS", "a", "ownership_share=approx. 30-40%", "my"),
        ("beta", "OWNS", "a", "ownership_share=<5%", "my"),
        ("vale", "OWNS", "b", "", "my"),
        ("beta-5-and-others", "OWNS", "c", "", "my"),
    }


def test_repeats_must_read_the_whole_cell(tmp_path: Path) -> None:
    strict = OWNERS.replace("(?:[,;] |$)|$)'", "(?:[,;] |$))'")
    reading = read_files(tmp_path, strict, a__csv=b'mine,owners\nA,"Newmont (50%), Beta (half)"\nB,"Beta (5%)"\n')
    assert [(line, column) for _, line, column, _ in rejects(reading)] == [(2, "owners")]
    assert told_by(reading, "OWNS") == {("beta", "OWNS", "b", "ownership_share=5%", "my")}
