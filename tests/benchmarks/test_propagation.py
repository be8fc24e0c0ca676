"""The benchmark of propagation runs, at a tiny size; both sides stop the same nodes, or it fails."""

from __future__ import annotations

from benchmarks import propagation


def test_both_sides_are_measured() -> None:
    inputs = propagation.make(200, 2000)
    assert sum(len(group["suppliers"]) for groups in inputs.values() for group in groups) == 2000
    assert inputs == propagation.make(200, 2000)
    report = propagation.measure(200, 2000, 1, 3)
    strikes, many, _ = report.sections.values()
    assert strikes[0]["struck"] == "any one"
    assert all(float(row["waves to worklist"]) > 0 for row in strikes)
    assert len(many) == 5
