"""Whole loaders with tables or mappings that were changed at random: problems are told, and nothing else is raised."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.facts import Reading
from tests.facts.formats.books import table
from tests.facts.kernel_tables import model
from tests.facts.mapping.tables import HEAD, loader, read

_SETTINGS = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=50
)
FLAT = """
[lookup.kind]
values = { cells = "cell", packs = "pack" }
missing = "empty"

[[table]]
name = "plants"
file = "t{suffix}"
key = ["firm", "site"]
unknown = ["n/a", "-"]
skip = { column = "firm", matches = "^(total|sum)", because = "a sum" }
keep = true
[table.column.owners]
pattern = '(?P<name>[^(,]+?)(?: \\((?P<share>[^)]*)\\))?(?:, |$)'
repeat = true
[table.column.what]
lookup = "kind"
[table.column.since]
date = "dmy"
[table.column.GWh]
decimal = ","
unit = "GWh"

[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm}"
aliases = ["{site}"]
[[table.entity]]
as = "site"
type = "Site"
id = "{firm} {site}"
name = "{site}"
[[table.entity]]
as = "owner"
type = "Firm"
name = "{owners.name}"

[[table.claim]]
subject = "@firm"
predicate = "OPERATES"
value = "@site"
when = "from {since}"
[[table.claim]]
subject = "@owner"
predicate = "OWNS"
value = "@site"
qualifiers = { ownership_share = "{owners.share}" }
[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{GWh}"
if = { column = "what", is_not = "packs" }
"""
NESTED = """
[[table]]
file = "t{suffix}"
rows = "firms[]"
key = ["name"]
[[table.entity]]
as = "firm"
type = "Firm"
name = "{name}"
[[table.entity]]
as = "site"
type = "Site"
name = "{name} {sites[].town}"
[[table.claim]]
subject = "@firm"
predicate = "OPERATES"
value = "@site"
[[table.claim]]
subject = "@site"
predicate = "capacity"
value = "{sites[].lines[].gwh} GWh"
when = "{..*/year}"
"""
ROWS = [
    ["firm", "site", "owners", "what", "since", "GWh"],
    ["Alpha", "north", "Beta (50%), Gamma (50%)", "cells", "05/03/2021", "12,5"],
    ["=Delta", "south", "n/a", "packs", "07.04.2022", "-"],
]
CSV = "".join(",".join(f'"{cell}"' for cell in row) + "\n" for row in ROWS).encode()
DEEP = {
    "year": 2025,
    "firms": [{"name": "Alpha", "sites": [{"town": "Ulm", "lines": [{"gwh": 1.5}, {"gwh": "2-3"}]}, {"town": "Bonn"}]}],
}


YAML = b"""year: 2025
firms:
- name: Alpha
  sites: &s
  - {town: Ulm, lines: [{gwh: 1.5}]}
- {name: Beta, sites: *s}
"""


def read_one(folder: Path, mapping: str, name: str, content: bytes) -> Reading:
    """The loader `my` of one file."""
    return read(loader(folder, mapping, {name: content}))


def accounted(reading: Reading) -> None:
    """Every row ended somewhere, and every problem says what and where."""
    for problem in reading.problems:
        assert problem.file.startswith("loaders/") and problem.message
    for tables in reading.counts.values():
        for count in tables.values():
            assert count.rows == count.claimed + count.skipped + count.rejected


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A file of each format that its mapping fits."""
    folder = tmp_path_factory.mktemp("sound")
    columns = {name: [row[k] for row in ROWS[1:]] for k, name in enumerate(ROWS[0])}
    pq.write_table(pa.table(columns), folder / "t.parquet")
    return {
        ".csv": CSV,
        ".json": json.dumps(DEEP).encode(),
        ".jsonl": json.dumps(DEEP).encode() + b"\n" + json.dumps(DEEP).encode() + b"\n",
        ".yaml": YAML,
        ".xlsx": table(folder / "t.xlsx", ROWS).read_bytes(),
        ".parquet": (folder / "t.parquet").read_bytes(),
    }


def fitting(suffix: str) -> str:
    """The mapping for a format."""
    rules = NESTED if suffix in (".json", ".jsonl", ".yaml") else FLAT
    return HEAD + rules.replace("{suffix}", suffix)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".yaml", ".xlsx", ".parquet"])
def test_the_sound_files_are_claimed(tmp_path: Path, sound: dict[str, bytes], suffix: str) -> None:
    reading = read_one(tmp_path, fitting(suffix), f"t{suffix}", sound[suffix])
    assert [str(p) for p in reading.problems if p.level != "warning"] == []
    assert sum(count.claimed for count in reading.counts["my"].values()) >= 1


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".yaml", ".xlsx", ".parquet"])
@_SETTINGS
@given(data=st.data())
def test_tables_with_bytes_changed(tmp_path: Path, sound: dict[str, bytes], suffix: str, data: st.DataObject) -> None:
    changed = bytearray(sound[suffix])
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(changed) - 1))
        piece = data.draw(st.binary(max_size=3) | st.sampled_from([b'"', b"\n", b",", b"{", b"]", b"\x00", b"1e999"]))
        changed[at : at + data.draw(st.integers(0, 3))] = piece
        changed = changed or bytearray(b"x")
    accounted(read_one(tmp_path, fitting(suffix), f"t{suffix}", bytes(changed)))


@pytest.mark.parametrize("suffix", [".csv", ".json", ".xlsx", ".parquet"])
@_SETTINGS
@given(content=st.binary(max_size=120))
def test_any_bytes_under_a_mapping(tmp_path: Path, suffix: str, content: bytes) -> None:
    accounted(read_one(tmp_path, fitting(suffix), f"t{suffix}", content))


_WORDS = st.sampled_from(
    ["{", "}", "{{", '"', "'", "[", "]", "[[", "@", "=", "\n", "(", "?P<a>", "*", "true", "1", "-1", "{firm.x}", "[]",
     "..", "../", "/", "\\", "split", "rows", "unit", "\u202e", "é", "table", "1e999", "2025-02-30", "{firm}", "1" * 30]
)  # fmt: skip


@pytest.mark.parametrize("rules", [FLAT, NESTED], ids=["flat", "nested"])
@settings(_SETTINGS, max_examples=150)
@given(data=st.data())
def test_mappings_with_words_changed(tmp_path: Path, rules: str, data: st.DataObject) -> None:
    suffix = ".csv" if rules is FLAT else ".json"
    text = HEAD + rules.replace("{suffix}", suffix)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(_WORDS) + text[at + data.draw(st.integers(0, 8)) :]
    accounted(read_one(tmp_path, text, f"t{suffix}", CSV if rules is FLAT else json.dumps(DEEP).encode()))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | _WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["is", "column", "file", "as", "on"]), inner)
    ),
    max_leaves=4,
)


@_SETTINGS
@given(data=st.data())
def test_mappings_with_values_of_other_kinds(tmp_path: Path, data: st.DataObject) -> None:
    """Whatever a key holds: a number in place of a list, a table in place of a text."""
    from graphkit.facts.mapping.load import MappedLoader

    folder = tmp_path / "my"
    folder.mkdir(exist_ok=True)
    (folder / "t.csv").write_bytes(CSV)
    settings = tomllib.loads(HEAD + FLAT.replace("{suffix}", ".csv"))
    for _ in range(data.draw(st.integers(1, 2))):
        place = settings["table"][0]
        path = data.draw(
            st.sampled_from([(), ("column",), ("column", "owners"), ("entity", 0), ("claim", 0), ("skip",)])
        )
        for part in path:
            place = (
                place[part]
                if isinstance(place, (dict, list)) and part in (place if isinstance(place, dict) else [0])
                else {}
            )
        if isinstance(place, dict) and place:
            place[data.draw(st.sampled_from(sorted(place)))] = data.draw(_VALUES)
    drafted = MappedLoader(folder, HEAD, settings, model(), None).read()
    assert all(problem.file and problem.message for problem in drafted.problems)
