"""The measures of the layout's benchmark, on pictures that a person can check, and one tiny run."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from benchmarks import layout
from benchmarks.harness import Report
from graphkit.maps.layout import Item
from tests.maps import chain as chains


def four(boxes: list[tuple[int, int]] | None = None) -> layout.Case:
    """Two entities in each of two tiers, each linked with one of the other."""
    items = tuple(Item(k // 2, (40,), True) for k in range(4))
    return layout.Case("four", items, tuple(boxes or [(40, 13)] * 4), ((0, 2), (1, 3)))


def test_crossings() -> None:
    case = four()
    apart, crossed = [(0, 0), (0, 50), (100, 0), (100, 50)], [(0, 0), (0, 50), (100, 50), (100, 0)]
    assert layout.crossed(case.links, apart) == 0
    assert layout.crossed(case.links, crossed) == 1
    assert layout.crossed(((0, 2), (0, 3), (1, 2)), apart) == 1, "links that share an end do not cross"
    assert layout.crossed((), apart) == 0


def test_crossings_of_a_sample() -> None:
    # 60 links, each of which crosses all the others: 60 · 59 / 2 pairs.
    size = 60
    links = tuple((k, size + k) for k in range(size))
    spots = [(0.0, 10.0 * k) for k in range(size)] + [(500.0, -10.0 * k) for k in range(size)]
    assert layout.crossed(links, spots) == size * (size - 1) // 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "EXACT", 10)
        patch.setattr(layout, "SAMPLE", 20)
        assert layout.crossed(links, spots) == size * (size - 1) // 2


def test_labels_that_are_covered() -> None:
    case = four()  # labels stand from 10 to 50 right of their marks
    assert layout.covered(case, [(0, 0), (0, 50), (100, 0), (100, 50)], 1) == 0
    assert layout.covered(case, [(0, 0), (0, 10), (100, 0), (100, 50)], 1) == 2, "two labels on one another"
    assert layout.covered(case, [(0, 0), (0, 50), (40, 0), (100, 50)], 1) == 1, "a mark on a label"
    assert layout.covered(case, [(0, 0), (0, 50), (100, 0), (100, 50)], 0.2) == 4, "closer together"


def test_the_scale_at_which_a_picture_fits() -> None:
    wide, high, scale = layout.fitting([(0, 0), (2400 - layout.WIDTH, 100)])
    assert (wide, high) == (2400, 126)
    assert scale == 0.5


def test_a_tiny_run(tmp_path: Path) -> None:
    schema = chains.model()
    case = layout.case("tiny", chains.synthetic(schema, 40).graph(), schema)
    layouts, missing = layout.peers(20)
    assert "graphkit" in layouts
    assert len(layouts) + len(missing) == 5

    def slow(_: layout.Case) -> layout.Spots:
        raise subprocess.TimeoutExpired("dot", 20)

    found = layout.measure(case, {**layouts, "slow": slow}, 1)
    assert found["slow"].failed == "not done in 20 s"
    report = Report("layout", {})
    report.add("tiny", layout.rows(case, found))
    report.write(tmp_path)
    assert "| graphkit | " in (tmp_path / "layout.md").read_text(encoding="utf-8")
    assert "not done in 20 s" in report.markdown()
