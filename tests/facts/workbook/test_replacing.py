"""Several files replaced together, or none of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graphkit.errors import GraphkitError
from graphkit.facts.workbook import replace_files

NAMES = ("a.csv", "b.csv", "c.csv")


@pytest.fixture
def files(tmp_path: Path) -> dict[Path, bytes]:
    """Three files with their bytes."""
    out = {tmp_path / name: f"old {name}".encode() for name in NAMES}
    for path, data in out.items():
        path.write_bytes(data)
    return out


def new(files: dict[Path, bytes]) -> dict[Path, bytes]:
    """Other bytes for each."""
    return {path: data.replace(b"old", b"new") for path, data in files.items()}


def assert_old(files: dict[Path, bytes]) -> None:
    """Each file is as it was, and nothing lies beside them."""
    folder = next(iter(files)).parent
    assert sorted(p.name for p in folder.iterdir()) == list(NAMES)
    assert {path: path.read_bytes() for path in files} == files


def test_all_are_replaced(files: dict[Path, bytes]) -> None:
    replace_files(new(files), files)
    assert_old(new(files))


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["full", "ctrl-c"])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_nothing_changes_if_one_cannot_be_forced_onto_the_disk(
    files: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    calls = 0

    def fsync(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == at:
            raise error

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises((GraphkitError, KeyboardInterrupt)):
        replace_files(new(files), files)
    assert_old(files)


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), KeyboardInterrupt()], ids=["denied", "ctrl-c"]
)
@pytest.mark.parametrize("at", [1, 2, 3])
def test_what_was_replaced_is_put_back_if_the_next_cannot_be(
    files: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException
) -> None:
    moves = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == at:
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises((GraphkitError, KeyboardInterrupt)):
        replace_files(new(files), files)
    assert_old(files)


def test_what_cannot_be_put_back_is_named(files: dict[Path, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    moves = 0
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves > 1:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(GraphkitError, match="these have their new rows: ") as caught:
        replace_files(new(files), files)
    changed = [path for path in files if path.read_bytes() != files[path]]
    assert len(changed) == 1 and str(changed[0]) in caught.value.message


def test_a_file_that_somebody_has_just_changed_is_left(files: dict[Path, bytes]) -> None:
    path = next(iter(files))
    path.write_bytes(b"theirs")
    with pytest.raises(GraphkitError, match="just been changed"):
        replace_files(new(files), files)
    path.write_bytes(files[path])
    assert_old(files)
