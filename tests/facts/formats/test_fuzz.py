"""Any bytes under any suffix: rows, or Unreadable, and never another exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphkit.facts.formats import BadRow, Nested, Shape, Unreadable, open_table
from tests.facts.formats.books import table
from tests.facts.formats.test_compressed import zipped
from tests.facts.formats.test_parquets import parquet

_SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=120)
_SUFFIXES = [".csv", ".tsv", ".json", ".jsonl", ".yaml", ".xlsx", ".parquet", ".zip", ".csv.gz", ".csv.bz2", ".csv.xz",
             ".csv.zst", ".json.zip", ".xlsx.gz"]  # fmt: skip
_MARKS = st.sampled_from(
    [b"", b"PK\x03\x04", b"\x1f\x8b\x08\x00", b"BZh9", b"\xfd7zXZ\x00", b"PAR1", b"\xef\xbb\xbf", b"\xff\xfe",
     b"\xfe\xff", b"\xff\xfe\x00\x00", b"{", b"[", b"- ",
     b'"', b"\xd0\xcf\x11\xe0", b"\x28\xb5\x2f\xfd", b"sep=;\n", b"a,b\n"]
)  # fmt: skip
_TEXTUAL = st.text(alphabet='ab,;\t|"\n\r{}[]:&*!<>-? 0123.\ufeff电é\x00', max_size=80).map(str.encode)


def attempt(path: Path, shape: Shape = Shape()) -> None:  # noqa: B008 (it is frozen)
    """Reads a file to its end; checks what every row promises."""
    try:
        with open_table(path, "it", shape) as sheet:
            for line, row in sheet:
                assert line >= 1
                if not isinstance(row, BadRow):
                    assert isinstance(row, Nested) if sheet.nested else len(row) == len(sheet.columns)
    except Unreadable as error:
        assert error.problems and all(problem.file == "it" and problem.message for problem in error.problems)


@pytest.mark.parametrize("suffix", _SUFFIXES)
@_SETTINGS
@given(start=_MARKS, rest=st.binary(max_size=200) | _TEXTUAL)
def test_any_bytes(tmp_path: Path, suffix: str, start: bytes, rest: bytes) -> None:
    path = tmp_path / f"it{suffix}"
    path.write_bytes(start + rest)
    attempt(path)


@pytest.mark.parametrize("suffix", [".csv", ".json", ".jsonl", ".yaml"])
@_SETTINGS
@given(
    content=_TEXTUAL,
    encoding=st.sampled_from(
        ["utf-8", "utf-16", "utf-16-le", "utf-32", "gb18030", "cp932", "ascii", "utf-7", "hz", "iso2022_jp"]
    ),
    rows=st.sampled_from(["", "a", "a[]", "[]*", "[].b"]),
)
def test_any_text_under_any_shape(tmp_path: Path, suffix: str, content: bytes, encoding: str, rows: str) -> None:
    path = tmp_path / f"it{suffix}"
    path.write_bytes(content)
    attempt(path, Shape(encoding=encoding, rows="" if suffix == ".csv" else rows))


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A sound file of each binary format."""
    folder = tmp_path_factory.mktemp("good")
    return {
        ".xlsx": table(folder / "a.xlsx", [["a", "b"], [1, "x"], [2.5, "y"]]).read_bytes(),
        ".parquet": parquet(folder / "a.parquet", {"a": [1, 2], "b": ["x", None], "c": [[1], []]}).read_bytes(),
        ".zip": zipped(folder / "a.zip", {"a.csv": b"a,b\n1,2\n"}).read_bytes(),
    }


@pytest.mark.parametrize("suffix", [".xlsx", ".parquet", ".zip"])
@settings(_SETTINGS, max_examples=300)
@given(data=st.data())
def test_sound_files_with_bytes_changed(
    tmp_path: Path, good: dict[str, bytes], suffix: str, data: st.DataObject
) -> None:
    changed = bytearray(good[suffix])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(changed) - 1))
        changed[at] = data.draw(st.integers(0, 255))
    path = tmp_path / f"it{suffix}"
    path.write_bytes(
        bytes(changed[: data.draw(st.integers(len(changed) // 2, len(changed)))])
        if data.draw(st.booleans())
        else changed
    )
    attempt(path)
