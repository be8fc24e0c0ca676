"""The benchmark of propagation runs, at a tiny size; both sides stop the same nodes, or it fails."""

from __future__ import annotations

from benchmarks import propagation


def test_both_sides_are_measured() -> None:
    inputs = propagation.make(200, 2000)
    assert sum(len(group["suppliers"]) for groups in inputs.values() for group in groups) == 2000
    assert inputs == propagation.make(200, 2000)
    report = propagation.measure(200, 2000, 1, 3)
    assert [row["struck"] for row in report.sections["Strikes"]][0] == "any one"
    assert all(float(row["worklist, ms"]) > 0 for row in report.sections["Strikes"])
    assert len(report.sections["Many strikes"]) == 5
