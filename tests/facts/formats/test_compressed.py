"""Compressed files: each kind, zips of several members, what is cut off, and bombs."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow
import pytest

from graphkit.facts.formats import Shape, known_file, open_table, streams
from tests.facts.formats.books import table
from tests.facts.formats.reading import cells, read, refused, written

CSV = b"name,city\nLina,Suzhou\nSinoma,Yibin\n"
ROWS = [["Lina", "Suzhou"], ["Sinoma", "Yibin"]]


def _zstandard(data: bytes) -> bytes:
    return bytes(pyarrow.Codec("zstd").compress(data))


KINDS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zst": _zstandard,
}


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    """A zip of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_is_unpacked(tmp_path: Path, kind: str) -> None:
    assert cells(written(tmp_path, f"a.csv.{kind}", KINDS[kind](CSV))) == ROWS
    lines = b'{"a": 1}\n{"a": 2}\n'
    rows = read(written(tmp_path, f"a.jsonl.{kind}", KINDS[kind](lines)))[1]
    assert [row.value["a"] for _, row in rows] == [1, 2]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_file_that_is_cut_off_or_none_of_its_kind(tmp_path: Path, kind: str) -> None:
    data = KINDS[kind](CSV * 2000)
    for broken in (data[: len(data) // 2], CSV):
        problem = refused(written(tmp_path, f"a.csv.{kind}", broken))
        assert "damaged" in problem.message or "cannot be read" in problem.message


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_bombs_are_refused(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "RATIO_FROM", 1024**2)
    bomb = written(tmp_path, f"a.csv.{kind}", KINDS[kind](b"a,b\n" + b"1,2\n" * 500_000))
    assert "unpacks to more than" in refused(bomb).message


def test_more_than_the_limit_is_refused_whatever_the_ratio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MAX_EXPANDED", 1000)
    text = "a,b\n" + "".join(f"{n * n},{n**3}\n" for n in range(200))
    assert "more than 1,000 bytes" in refused(written(tmp_path, "a.csv.gz", gzip.compress(text.encode()))).message


def test_a_zip_of_one_member(tmp_path: Path) -> None:
    assert cells(zipped(tmp_path / "a.zip", {"inner.csv": CSV, "__MACOSX/._inner.csv": b"x"})) == ROWS
    assert cells(zipped(tmp_path / "a.csv.zip", {"inner.txt": CSV})) == ROWS
    assert "tells no format" in refused(zipped(tmp_path / "b.zip", {"inner.txt": CSV})).message
    assert cells(tmp_path / "b.zip", format="csv") == ROWS


def test_a_zip_of_several_members(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"one.csv": b"a\n1\n", "folder/two.jsonl": b'{"a": 2}\n'})
    problem = refused(path)
    assert problem.message == "the zip holds 2 files"
    assert problem.hint == "say which with member: one.csv, folder/two.jsonl"
    assert cells(path, member="one.csv") == [["1"]]
    assert read(path, member="folder/two.jsonl")[1][0][1].value == {"a": 2}
    assert refused(path, member="three.csv").hint == "it holds one.csv, folder/two.jsonl"


def test_zips_that_hold_nothing_or_are_locked(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.zip", {})).message == "the zip holds no file"
    path = zipped(tmp_path / "b.zip", {"a.csv": CSV})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag of a password, in the directory of the zip
    path.write_bytes(data)
    assert "password" in refused(path).message
    assert "member is for zip files" in refused(written(tmp_path, "c.csv", CSV), member="x").message


def test_a_packed_workbook(tmp_path: Path) -> None:
    book = table(tmp_path / "a.xlsx", [["a"], [1]])
    assert cells(zipped(tmp_path / "b.zip", {"a.xlsx": book.read_bytes()})) == [["1"]]
    assert cells(written(tmp_path, "c.xlsx.gz", gzip.compress(book.read_bytes()))) == [["1"]]


def test_which_files_are_ours() -> None:
    ours = ["a.csv", "A.CSV", "a.tsv", "a.tab", "a.json", "a.geojson", "a.jsonl", "a.ndjson", "a.xlsx", "a.xlsm",
            "a.parquet", "a.yaml", "a.yml", "a.csv.gz", "a.json.xz", "a.zip", "folder/a.b.csv"]  # fmt: skip
    others = ["a", "a.txt", "a.gz", "a.xls", "a.csv.txt", ".csv", "a.csv.gz.gz", "csv"]
    assert [name for name in ours if not known_file(name)] == []
    assert [name for name in others if known_file(Path(name))] == []


def test_what_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "folder.csv").message == "is a folder, not a file"
    os.mkfifo(tmp_path / "pipe.csv")
    assert refused(tmp_path / "pipe.csv").message == "is no file"
    assert refused(tmp_path / "none.csv").message == "the file is missing"
    assert "tells no format" in refused(written(tmp_path, "a.txt", CSV)).message
    assert "is no format" in refused(written(tmp_path, "a.csv", CSV), format="dbf").message


def test_closing_twice_does_nothing(tmp_path: Path) -> None:
    sheet = open_table(written(tmp_path, "a.csv.gz", gzip.compress(CSV)), "a.csv.gz", Shape())
    sheet.close()
    sheet.close()
