"""Parquet: values as text, nested columns, what is cut off, and a machine without pyarrow."""

from __future__ import annotations

import datetime as dt
import gzip
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from graphkit.facts.formats import BadRow, Nested, Shape, open_table
from tests.facts.formats.reading import read, refused, written


def parquet(path: Path, columns: dict[str, Any], **options: Any) -> Path:
    """A Parquet file of these columns."""
    pyarrow.parquet.write_table(pyarrow.table(columns), path, **options)
    return path


def test_values_as_text(tmp_path: Path) -> None:
    day, minute = dt.date(2024, 5, 1), dt.datetime(2024, 5, 1, 10, 30)
    path = parquet(
        tmp_path / "a.parquet",
        {
            "name": ["宁德时代", None],
            "GWh": [12.0, 0.1],
            "n": [1, None],
            "open": [True, False],
            "day": [day, None],
            "minute": pyarrow.array([minute, None], pyarrow.timestamp("ns")),
            "price": [Decimal("12.50"), None],
            "kind": pyarrow.array(["cell", "pack"]).dictionary_encode(),
        },
    )
    columns, rows, guesses = read(path)
    assert columns == ("name", "GWh", "n", "open", "day", "minute", "price", "kind")
    assert rows == [
        (1, ["宁德时代", "12", "1", "yes", "2024-05-01", "2024-05-01T10:30:00", "12.50", "cell"]),
        (2, ["", "0.1", "", "no", "", "", "", "pack"]),
    ]
    assert guesses == []


def test_nested_columns_make_nested_rows(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"id": [1], "owners": [[{"name": "Lina", "share": 0.5}]]})
    with open_table(path, "a.parquet", Shape()) as sheet:
        assert sheet.nested and sheet.columns == ()
        assert list(sheet) == [(1, Nested({"id": 1, "owners": [{"name": "Lina", "share": 0.5}]}))]


def test_many_row_groups_blank_rows_and_bad_cells(tmp_path: Path) -> None:
    names = [f"firm {n}" for n in range(20_000)]
    names[5], names[7], names[17_004] = "", "a\x00b", "x" * 10_001
    rows = read(parquet(tmp_path / "a.parquet", {"name": names}, row_group_size=3000))[1]
    assert len(rows) == 19_999  # row 6 is blank
    assert rows[4:6] == [(5, ["firm 4"]), (7, ["firm 6"])]
    assert rows[6] == (8, BadRow("a control character U+0000 at character 2", "", "name", "a\ufffdb"))
    late = dict(rows)[17_005]
    assert isinstance(late, BadRow) and (late.column, late.value) == ("name", "x" * 80)
    assert rows[-1] == (20_000, ["firm 19999"])


def test_bytes_are_no_text(tmp_path: Path) -> None:
    ((line, row),) = read(parquet(tmp_path / "a.parquet", {"a": [b"\x00\xff"]}))[1]
    assert line == 1 and isinstance(row, BadRow) and row.column == "a"


def test_half_a_file(tmp_path: Path) -> None:
    data = parquet(tmp_path / "a.parquet", {"a": list(range(10_000))}).read_bytes()
    assert "not readable as Parquet" in refused(written(tmp_path, "b.parquet", data[: len(data) // 2])).message
    assert "not readable as Parquet" in refused(written(tmp_path, "c.parquet", b"")).message


def test_a_broken_page_ends_the_table(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a.parquet", {"a": [f"{n}" for n in range(50_000)]}, compression="gzip", row_group_size=25_000
    )
    data = bytearray(path.read_bytes())
    middle = len(data) * 3 // 4
    data[middle : middle + 400] = b"\xff" * 400
    assert "not readable as Parquet" in refused(written(tmp_path, "b.parquet", bytes(data))).message


def test_packed_parquet_and_doubled_columns(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", {"a": [1]})
    assert read(written(tmp_path, "b.parquet.gz", gzip.compress(path.read_bytes())))[1] == [(1, ["1"])]
    double = pyarrow.Table.from_arrays([pyarrow.array([1]), pyarrow.array([2])], names=["x", "x"])
    pyarrow.parquet.write_table(double, tmp_path / "c.parquet")
    assert "stands twice" in refused(tmp_path / "c.parquet").message
    assert "delimiter has no meaning" in refused(path, delimiter=";").message


def test_without_pyarrow_the_command_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path / "a.parquet", {"a": [1]})
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    assert refused(path).hint == "pip install 'graphkit-chain[parquet]'"
    assert refused(written(tmp_path, "a.csv.zst", b"x")).hint == "pip install 'graphkit-chain[parquet]'"
