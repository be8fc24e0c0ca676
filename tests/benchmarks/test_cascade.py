"""The benchmark of the cascade runs at a tiny size, and its plain ways come to graphkit's scores."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import cascade


def test_it_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["--entities", "60", "--edges", "300", "--repeat", "1", "--each", "2", "--firms", "4"]
    monkeypatch.setattr(sys, "argv", ["cascade", *given, "--out", str(tmp_path)])
    cascade.main()
    table = (tmp_path / "cascade.md").read_text(encoding="utf-8")
    for name in (cascade.OURS, cascade.LOOP, cascade.PRODUCTS):
        assert f"| {name} |" in table


def test_other_scores_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = cascade.world(40, 200)
    monkeypatch.setattr(cascade, "products", lambda made: lambda firm: 0.5)
    with pytest.raises(AssertionError, match="firms × sectors"):
        cascade.measure(made, 1, 2)
