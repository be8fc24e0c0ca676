"""Hostile and broken tables through whole loaders: a clear place and reason in bounded time, and nothing is loaded."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from graphkit.cli import run
from graphkit.facts.mapping import cleaning
from tests.facts.formats.books import book, table

ROOT = Path(__file__).parents[2]
HEAD = 'title = "T"\n[source]\npublisher = "P"\npublished = "2025-06-30"\n'
RULES = """
[[table.entity]]
as = "firm"
type = "Firm"
name = "{firm}"

[[table.claim]]
subject = "@firm"
predicate = "capacity"
value = "{GWh} GWh"
"""
ROWS = [["firm", "GWh"], ["Alpha", 3], ["Beta", 4]]
CSV = "firm,GWh\nAlpha,3\nBeta,4\n"
SECONDS = 8.0
#: A pattern that tries every way to part a run of a's.
EXPLODES = "(?P<x>(a|aa)+)b?c"
LONG = "firm,GWh\n" + "".join(f"{'a' * 40}{k}!,1\n" for k in range(30))

#: A file's content, or what writes it.
Content = str | bytes | Callable[[Path], object]


def mapping(file: str, more: str = "", rules: str = RULES) -> str:
    """A loader of one table with the headings firm and GWh."""
    return f'{HEAD}[[table]]\nfile = "{file}"\nkey = ["firm"]\n{more}\n{rules}'


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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without loaders."""
    root = tmp_path_factory.mktemp("bad")
    shutil.copytree(ROOT / "schema", root / "schema")
    (root / "graphkit.toml").write_text('name = "bad"\ntitle = "Bad"\n', encoding="utf-8")
    (root / "loaders").mkdir()
    return root


def write(project: Path, text: str, files: dict[str, Content]) -> Path:
    """The loader `my`, in place of what was there."""
    folder = project / "loaders" / "my"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "loader.toml").write_text(text, encoding="utf-8")
    for name, content in files.items():
        if callable(content):
            content(folder / name)
        else:
            (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


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


def rejected(project: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What `check` says of rows that it rejects."""
    capsys.readouterr()
    assert run(["--project", str(project), "check"]) == 0
    return [line for line in capsys.readouterr().out.splitlines() if line.startswith("rejected: ")]


def test_a_byte_order_mark_is_no_part_of_the_heading(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, mapping("t.csv"), {"t.csv": "\ufeff" + CSV})
    assert rejected(project, capsys) == []


def test_rows_of_another_encoding_are_rejected(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    german = "firm,GWh\nMüller,1\nBräuer,2\nSchön,3\n".encode()
    write(project, mapping("t.csv"), {"t.csv": german + "Schäfer,4\nKöhler,5\nJäger,6\n".encode("latin-1")})
    told = rejected(project, capsys)
    assert [line.partition(" — ")[0] for line in told] == [
        f"rejected: loaders/my/t.csv:{line}: firm: byte {byte} at character {at} is not of the file's encoding"
        for line, byte, at in ((5, "0xe4", 4), (6, "0xf6", 2), (7, "0xe4", 2))
    ]


def merged(path: Path) -> None:
    """Two rows of one firm, whose cell is merged."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["firm", "GWh"])
        sheet.merge_range(1, 0, 2, 0, "Alpha")
        sheet.write_column(1, 1, [3, 4])

    book(path, fill)


def test_merged_cells_are_told_and_filled_only_where_the_mapping_says_so(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, mapping("t.xlsx"), {"t.xlsx": merged})
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.xlsx:3: GWh: '4 GWh' is said of nothing — @firm is empty in this row"
    ]
    run(["--project", str(project), "check"])
    assert "a guess: merged cells in the rows, A2:A3" in capsys.readouterr().err
    write(project, mapping("t.xlsx", 'column.firm = { fill = "down" }'), {"t.xlsx": merged})
    assert rejected(project, capsys) == []


def formulas(path: Path) -> None:
    """Errors and formulas in a column that is mapped, and in one that is not."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, ["firm", "GWh", "rank", "also"])
        sheet.write_column(1, 0, ["Alpha", "Beta", "Gamma", "Delta"])
        sheet.write_formula(1, 1, "=1+2", None, 3)
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
        sheet.write_formula(3, 1, "=A99", None, "")
        sheet.write(4, 1, 5)
        for row in range(1, 5):
            sheet.write_formula(row, 2, "=VLOOKUP(A2,Gone!A:B,2)", None, "#REF!")
        sheet.write_formula(4, 6, "=NA()", None, "#N/A")  # under no heading

    book(path, fill)


def test_errors_of_a_workbook_cost_a_row_only_where_it_is_mapped(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, mapping("t.xlsx"), {"t.xlsx": formulas})
    assert [line.partition(" — ")[0] for line in rejected(project, capsys)] == [
        "rejected: loaders/my/t.xlsx:3: GWh: B3 holds the error #DIV/0!",
        "rejected: loaders/my/t.xlsx:4: GWh: B4 holds a formula without a stored value",
    ]
    write(project, mapping("t.xlsx", "keep = true"), {"t.xlsx": formulas})
    assert len(rejected(project, capsys)) == 4


def test_an_error_in_a_joined_table_costs_the_rows_that_need_the_cell(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = 'name = "more"\nfile = "more.xlsx"\n[[table]]\nfile = "t.csv"\nkey = ["firm"]\n'
    joined = first + 'join.more = { table = "more", on = { firm = "firm" } }\n' + RULES
    files: dict[str, Content] = {"t.csv": CSV, "more.xlsx": formulas}
    write(project, HEAD + "[[table]]\n" + joined.replace("{GWh}", "{more.GWh}"), files)
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.csv:3: firm: more: B3 holds the error #DIV/0!",
    ]
    write(project, HEAD + "[[table]]\n" + joined.replace("{GWh}", "{GWh}{more.also?}"), files)
    assert rejected(project, capsys) == []


def test_a_table_that_looks_up_itself_goes_one_step(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = """
[[table]]
name = "firms"
file = "t.csv"
key = ["id"]
join.parent = { table = "firms", on = { parent = "id" } }
[[table.entity]]
as = "firm"
type = "Firm"
id = "{id}"
name = "{name}"
[[table.entity]]
as = "parent"
type = "Firm"
id = "{parent}"
name = "{parent.name}"
[[table.claim]]
subject = "@parent"
predicate = "OWNS"
value = "@firm"
"""
    write(project, HEAD + text, {"t.csv": "id,parent,name\n1,,Alpha\n2,1,Beta\n3,3,Gamma\n4,5,Delta\n5,4,Epsilon\n"})
    assert rejected(project, capsys) == [
        "rejected: loaders/my/t.csv:4: name: my/3 is the subject itself — an edge joins two entities"
    ]


def test_two_sheets_are_told_apart_and_have_rejects_of_their_own(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(made: Any) -> None:
        for name in ("North", "South"):
            sheet = made.add_worksheet(name)
            sheet.write_row(0, 0, ["firm", "GWh"])
            sheet.write_row(1, 0, [name, "much"])

    north, south = (mapping("t.xlsx", f'sheet = "{name}"').removeprefix(HEAD) for name in ("North", "South"))
    write(project, HEAD + north + south, {"t.xlsx": lambda path: book(path, fill)})
    assert [line.partition(": GWh")[0] for line in rejected(project, capsys)] == [
        "rejected: loaders/my/t.xlsx#North:2",
        "rejected: loaders/my/t.xlsx#South:2",
    ]
    run(["--project", str(project), "check", "my", "--rejects", str(tmp_path)])
    for name in ("North", "South"):
        text = (tmp_path / f"my.t.{name}.rejects.csv").read_text("utf-8-sig")
        assert text.count("\n") == 2 and f",{name},much" in text


def test_cells_that_a_spreadsheet_would_run_come_back_from_the_rejects_as_they_were(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Headings too; a number with its sign stays one."""
    import csv

    odd = ["=1+1", "+1-1", "-2 °C", "@SUM(A1)", "'=x", "＝1", "-3.5", "-3 %", "+4", "'plain"]
    safe = ["'=1+1", "'+1-1", "'-2 °C", "'@SUM(A1)", "''=x", "'＝1", "-3.5", "-3 %", "+4", "'plain"]
    heading = "=cmd()"
    rows = "".join(f'{k},many,"{cell}"\n' for k, cell in enumerate(odd))
    text = mapping("t.csv", "keep = true")
    folder = write(project, text, {"t.csv": f"firm,GWh,{heading}\n{rows}"})
    run(["--project", str(project), "check", "my", "--rejects", str(tmp_path)])
    with (tmp_path / "my.t.rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        written = list(csv.reader(file))
    assert [row[-1] for row in written] == [f"'{heading}", *safe]
    mended = (tmp_path / "my.t.rejects.csv").read_text("utf-8").replace(",many,", ",1,")
    (folder / "mended.csv").write_text(mended, encoding="utf-8")
    (folder / "loader.toml").write_text(text.replace("keep", 'mended = "mended.csv"\nkeep'), encoding="utf-8")
    assert rejected(project, capsys) == []
    run(["--project", str(project), "loader", "preview", "my", "--format", "json"])
    import json

    told = json.loads(capsys.readouterr().out)
    assert [row["value"] for row in told if row["predicate"] == "detail"] == odd
