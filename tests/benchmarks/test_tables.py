"""The benchmark of other people's tables runs, at a tiny size."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import tables


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_row_is_claimed_and_measured(tmp_path: Path, kind: str) -> None:
    path = tables.write(tmp_path / "project", relations=50, firms=12, kind=kind)
    assert len(path.read_text("utf-8").splitlines()) == 51
    assert len([*(tmp_path / "project" / "loaders").rglob(f"relations.{kind}")]) == 1
    found = tables.once(tmp_path / "project")
    assert found["rows"] == 50
    assert found["claims"] > 50
    assert found["read"] > 0
    assert found["memory"] > 10


def test_the_row_of_a_report() -> None:
    # 1,000 rows in 0.04 s: 25,000 a second, four times as long as 100,000 a second take.
    row = tables._row("csv", [{"rows": 1000, "csv": 0.01, "claims": 1500, "read": 0.04, "memory": 50.0}])
    assert row["rows a second"] == "25,000"
    assert row["ratio to 100,000 rows a second"] == "4.0"
    assert row["ratio to csv.DictReader"].startswith("4")
