"""Scores of all firms: the same on one process and on several, in parts, with progress."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from graphkit.analysis.systemic import cascade, cascade_all
from graphkit.analysis.systemic.scores import MANY, processes

SIZE, SECTORS = 120, 5


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    pick = np.random.default_rng(3)
    weights = sp.random_array(
        (SIZE, SIZE), density=0.05, rng=pick, data_sampler=lambda size: pick.lognormal(0, 2, size)
    )
    return {
        "weights": weights,
        "sector": pick.integers(0, SECTORS, SIZE),
        "essentiality": pick.choice([0, 1, 2], size=(SECTORS, SECTORS)),
    }


def columns(table: Any) -> list[list[float]]:
    return [getattr(table, name).tolist() for name in ("firm", "score", "score_down", "score_up", "steps")]


def test_several_processes_give_the_same_to_the_bit(made: dict[str, Any]) -> None:
    one = cascade_all(**made, workers=1)
    assert columns(cascade_all(**made, workers=2)) == columns(one)
    assert one.score.max() > one.score.min() > 0
    assert len(one) == SIZE


def test_some_firms_in_the_order_asked_for(made: dict[str, Any]) -> None:
    every = cascade_all(**made)
    some = cascade_all(**made, firms=[50, 7, 7])
    assert some.firm.tolist() == [50, 7, 7]
    assert some.score.tolist() == every.score[[50, 7, 7]].tolist()
    assert some[0] == every[50]
    assert [row.firm for row in some] == [50, 7, 7]
    assert columns(cascade_all(**made, firms=[])) == [[], [], [], [], []]


def test_eps_is_handed_on(made: dict[str, Any]) -> None:
    rough, fine = (cascade_all(**made, eps=eps, firms=[3]) for eps in (0.5, 1e-9))
    assert rough.steps[0] < fine.steps[0]
    assert rough.score[0] == cascade(**made, shock={3: 1.0}, eps=0.5).score
    assert (rough.eps, fine.eps) == (0.5, 1e-9)


@pytest.mark.parametrize("workers", [1, 2])
def test_progress(made: dict[str, Any], workers: int) -> None:
    told: list[tuple[int, int]] = []
    cascade_all(**made, firms=range(50), workers=workers, progress=lambda done, total: told.append((done, total)))
    assert [total for _, total in told] == [50] * len(told)
    assert [done for done, _ in told] == sorted({done for done, _ in told})
    assert told[-1] == (50, 50)
    assert len(told) > 1


def test_the_rule_of_size() -> None:
    assert processes(None, MANY - 1) == 1
    assert processes(None, MANY) >= 1
    assert processes(3, 1) == 3


def test_pairs_not_said_are_told() -> None:
    table = cascade_all([[0, 1], [0, 0]], ["a", "b"], {})
    assert table.unclassified == (("a", "b"),)
