"""Hostile and broken tables and mappings through whole loaders: a clear place and reason in bounded time, nothing is
loaded."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphkit.cli import run
from graphkit.facts.mapping import cleaning
from tests.facts.formats.books import book, table
from tests.facts.mapping.tables import HEAD, Content
from tests.loaders.hostile import CSV, ROWS, RULES, mapping, write

SECONDS = 8.0
#: A pattern that tries every way to part a run of a's.
EXPLODES = "(?P<x>(a|aa)+)b?c"
LONG = "firm,GWh\n" + "".join(f"{'a' * 40}{k}!,1\n" for k in range(30))


def laughs() -> str:
    """Ten lines of YAML that mean 9 to the tenth values."""
    first = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    return first + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefghi", "bcdefghij"))  # noqa: B905


def half_parquet(path: Path) -> None:
    """A Parquet file of which the second half is missing."""
    pq.write_table(pa.table({"firm": ["Alpha"] * 1000, "GWh": [3] * 1000}), path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def two_sheets(path: Path) -> None:
    """A workbook whose first sheet is a note."""

    def fill(made: Any) -> None:
        made.add_worksheet("Readme").write_column(0, 0, ["See the next sheet", "for the data"])
        sheet = made.add_worksheet("Data")
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)

    book(path, fill)


@dataclass(frozen=True)
class Bad:
    """A loader that cannot be read: its mapping, its files, and what must be told."""

    mapping: str
    told: tuple[str, ...]
    files: dict[str, Content] = field(default_factory=dict)


TOML = "loaders/my/loader.toml"
JOINS = """
[[table]]
name = "a"
file = "a.csv"
key = ["firm"]
join.b = { table = "b", on = { firm = "firm" } }
[[table.entity]]
as = "firm"
type = "Firm"
name = "{b.x}"

[[table]]
name = "b"
file = "b.csv"
key = ["firm"]
join.a = { table = "a", on = { firm = "firm" } }
[[table.entity]]
as = "firm"
type = "Firm"
name = "{a.b.x}"
"""
BAD = {
    "a sheet that is not there": Bad(
        mapping("t.xlsx", 'sheet = "Data"'),
        ("loaders/my/t.xlsx: has no sheet 'Data' — it has 'Plants'",),
        {"t.xlsx": lambda path: table(path, ROWS, "Plants")},
    ),
    "the wrong sheet": Bad(
        mapping("t.xlsx"),
        (f"{TOML}:13: name: no column 'firm' among the headings of line 1", "See the next sheet"),
        {"t.xlsx": two_sheets},
    ),
    "a title above the headings": Bad(
        mapping("t.csv"),
        ("loaders/my/t.csv:1: the first line, 'Plants'", "say header = 3"),
        {"t.csv": "Plants,,\n,,\nfirm,GWh,year\nAlpha,3,2025\n"},
    ),
    "a heading that moved down": Bad(
        mapping("t.xlsx", "header = 1"),
        (f"{TOML}:13: name: no column 'firm' among the headings of line 1",),
        {"t.xlsx": lambda path: table(path, [["as of", 2025], *ROWS])},
    ),
    "a heading merged over two columns": Bad(
        mapping("t.xlsx"),
        (f"{TOML}:13: name: no column 'firm'", "who"),
        {"t.xlsx": lambda path: book(path, lambda made: made.add_worksheet().merge_range(0, 0, 0, 1, "who"))},
    ),
    "two headings alike": Bad(
        mapping("t.csv"),
        ("loaders/my/t.csv:1: GWh: the heading 'GWh' stands twice, at 2 and 3",),
        {"t.csv": "firm,GWh,GWh\nAlpha,3,4\n"},
    ),
    "a zip bomb": Bad(
        mapping("t.csv.gz"),
        ("loaders/my/t.csv.gz: unpacks to more than",),
        {"t.csv.gz": gzip.compress(b"firm,GWh\n" + b"Alpha,3\n" * 10_000_000, 6)},
    ),
    "a path out of the folder": Bad(mapping("../t.csv"), (f"{TOML}:6: file: '../t.csv' leads out",)),
    "a glob out of the folder": Bad(mapping("**/../../*.csv"), (f"{TOML}:6: file:", "leads out")),
    "a lookup out of the folder": Bad(
        mapping("t.csv") + '[lookup.x]\nfile = "../../graphkit.toml"\nkey = "a"\nvalue = "b"\n',
        ("file: '../../graphkit.toml' leads out",),
        {"t.csv": CSV},
    ),
    "mended rows out of the folder": Bad(
        mapping("t.csv", 'mended = "/etc/passwd"'), (f"{TOML}:8: mended:", "leads out"), {"t.csv": CSV}
    ),
    "a billion laughs": Bad(
        mapping("t.yaml"), ("loaders/my/t.yaml:", "more than 2,000,000 values"), {"t.yaml": laughs()}
    ),
    "deep JSON": Bad(mapping("t.json"), ("loaders/my/t.json:1:",), {"t.json": "[" * 100_000 + "]" * 100_000}),
    "a pattern that explodes": Bad(
        mapping("t.csv", f"column.firm = {{ pattern = '{EXPLODES}' }}", RULES.replace("{firm}", "{firm.x}")),
        ("loaders/my/t.csv:4: firm: the pattern takes too long",),
        {"t.csv": LONG},
    ),
    "a condition that explodes": Bad(
        mapping("t.csv", f"only = {{ column = 'firm', matches = '^{EXPLODES}$' }}"),
        ("loaders/my/t.csv:4: firm: the pattern takes too long",),
        {"t.csv": LONG},
    ),
    "a pattern of headings that explodes": Bad(
        mapping("t.csv", f"unpivot = {{ columns = '{EXPLODES}', name = 'n', value = 'v' }}"),
        (f"{TOML}:8: columns: the pattern takes too long",),
        {"t.csv": f"firm,GWh,{'a' * 40}!\nAlpha,3,1\n"},
    ),
    "joins in a circle": Bad(
        HEAD + JOINS,
        (f"{TOML}:24: name: no column 'b.x'",),
        {"a.csv": "firm,y\nAlpha,1\n", "b.csv": "firm,x\nAlpha,Beta\n"},
    ),
    "columns in a circle": Bad(
        mapping("t.csv", 'column.GWh = { from = "{b}" }\ncolumn.b = { from = "{GWh}" }'),
        ("column 'GWh' is made of itself — GWh from b from GWh",),
        {"t.csv": CSV},
    ),
    "a workbook with a password": Bad(
        mapping("t.xlsx"),
        ("loaders/my/t.xlsx: has a password",),
        {"t.xlsx": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(500)},
    ),
    "half a Parquet file": Bad(
        mapping("t.parquet"), ("loaders/my/t.parquet: not readable as Parquet",), {"t.parquet": half_parquet}
    ),
    "a mapping that is no TOML": Bad(HEAD + "[[table]\nfile = 3\n", (f"{TOML}:5: not valid TOML",)),
    "a mapping nested without end": Bad(HEAD + "a = " + "[" * 100_000, (f"{TOML}: not valid TOML",)),
    "a mapping with an endless number": Bad(HEAD + "a = " + "1" * 10_000, (f"{TOML}: not valid TOML",)),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_with_its_place_and_nothing_is_loaded(
    case: str, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cleaning, "PATTERN_SECONDS", 0.05)
    bad = BAD[case]
    write(project, bad.mapping, bad.files)
    began = time.process_time()
    for words in (["check"], ["loader", "preview", "my"], ["load", "my"]):
        capsys.readouterr()
        code = run(["--project", str(project), "--store", f"embedded:{project / 'store'}", *words])
        out, err = capsys.readouterr()
        assert code == 1, (words, out, err)
        assert "Traceback" not in out + err and "a bug in graphkit" not in err
        for text in bad.told:
            assert text in out + err
        assert not (project / "store").exists()
    assert time.process_time() - began < SECONDS
