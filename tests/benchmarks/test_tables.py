"""The benchmark of other people's tables runs, at a tiny size."""

from __future__ import annotations

from pathlib import Path

from benchmarks import tables


def test_every_row_is_claimed_and_measured(tmp_path: Path) -> None:
    path = tables.write(tmp_path / "project", relations=50, firms=12)
    assert len(path.read_text("utf-8").splitlines()) == 51
    found = tables.once(tmp_path / "project")
    assert found["rows"] == 50
    assert found["claims"] > 50
    assert found["read"] > 0
    assert found["memory"] > 10
