"""Which share of a file has been read, while it is read: by bytes, of packed files by packed ones, else by rows."""

from __future__ import annotations

import gzip
import json
import lzma
import random
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from graphkit.facts.formats import Shape, open_table

ROWS = 100_000


def csv_text() -> str:
    pick = random.Random(1)  # numbers that do not pack to nothing
    return "a,b\n" + "".join(f"{pick.randrange(10**9)},{pick.randrange(10**9)}\n" for _ in range(ROWS))


def shares(path: Path) -> list[float | None]:
    """The share after a quarter, half and all of the rows."""
    out = []
    with open_table(path, path.name, Shape()) as sheet:
        for count, _ in enumerate(sheet, start=1):
            if count in (ROWS // 4, ROWS // 2, ROWS):
                out.append(sheet.done(count))
    return out


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "csv.xz", "csv.zst", "csv.zip", "jsonl"])
def test_bytes_of_the_file(tmp_path: Path, kind: str) -> None:
    path, text = tmp_path / f"t.{kind}", csv_text()
    if kind == "csv.zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("t.csv", text)
    elif kind == "jsonl":
        lines = (line.split(",") for line in text.splitlines()[1:])
        path.write_text("".join(json.dumps({"a": a, "b": b}) + "\n" for a, b in lines), encoding="utf-8")
    else:
        data = text.encode()
        packs: dict[str, Callable[[bytes], bytes]] = {
            "csv": bytes,
            "csv.gz": gzip.compress,
            "csv.xz": partial(lzma.compress, preset=0),
            "csv.zst": lambda data: bytes(pytest.importorskip("pyarrow").Codec("zstd").compress(data)),
        }
        path.write_bytes(packs[kind](data))
    quarter, half, whole = shares(path)
    assert quarter is not None and half is not None and whole is not None
    # Of two megabytes up to one is read ahead.
    assert 0.25 <= quarter <= 0.8
    assert 0.5 <= half <= 1
    assert quarter < whole
    assert 0.99 <= whole <= 1


def test_parquet_knows_its_rows(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    path = tmp_path / "t.parquet"
    parquet.write_table(pyarrow.table({"a": ["x"] * ROWS}), path)
    assert shares(path) == [0.25, 0.5, 1.0]


def test_of_a_document_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "t.json"
    path.write_text('[{"a": 1}, {"a": 2}]', encoding="utf-8")
    with open_table(path, path.name, Shape()) as sheet:
        assert [sheet.done(k) for k, _ in enumerate(sheet, start=1)] == [None, None]
