"""Wrong input is told with its entry, never computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from graphkit.analysis.systemic import cascade, cascade_all
from graphkit.errors import AnalysisError

GOOD: dict[str, Any] = {
    "weights": [[0, 1.0], [0, 0]],
    "sector": ["a", "b"],
    "essentiality": {("a", "b"): 2},
    "shock": {0: 1.0},
}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"weights": [[0, -2.0], [0, 0]]}, r"weights\[0, 1\] is -2"),
        ({"weights": [[0, float("nan")], [0, 0]]}, r"weights\[0, 1\] is nan"),
        ({"weights": [[0, 1], [float("inf"), 0]]}, r"weights\[1, 0\] is inf"),
        ({"weights": sp.coo_array(([3.0, -1.0], ([0, 0], [1, 1])), shape=(2, 2))}, r"weights\[0, 1\] is -1"),
        ({"weights": sp.csr_array(np.array([[0, 1.0], [np.nan, 0]]))}, r"weights\[1, 0\] is nan"),
        ({"weights": [[0, 1.0, 0], [0, 0, 0]]}, "weights is 2 × 3, not square"),
        ({"weights": sp.csr_array((2, 3))}, "weights is 2 × 3, not square"),
        ({"weights": [1.0, 2.0]}, "weights is 2, not square"),
        ({"weights": 3.0}, "weights is a single number, not square"),
        ({"weights": [[0, 1], [0]]}, "weights cannot be read"),
        ({"weights": [[0, "much"], [0, 0]]}, "weights cannot be read"),
        ({"weights": [[0, 1j], [0, 0]]}, "weights cannot be read"),
        ({"weights": np.zeros((0, 0)), "sector": [], "shock": {}}, "weights is empty"),
        ({"weights": sp.csr_array((0, 0)), "sector": [], "shock": {}}, "weights is empty"),
        ({"weights": np.zeros((2, 2))}, "hold no sale"),
        ({"weights": [[0, 1e308], [1e308, 0]]}, "more than a number can hold"),
        ({"sector": ["a"]}, "sector has 1 entries for 2 firms"),
        ({"sector": "ab"}, "sector is str"),
        ({"sector": {0: "a", 1: "b"}}, "sector is dict"),
        ({"sector": 7}, "sector is int"),
        ({"sector": ["a", None]}, r"sector\[1\] is None"),
        ({"sector": ["a", 0.5]}, r"sector\[1\] is 0.5"),
        ({"market": ["x", "y", "z"]}, "market has 3 entries for 2 firms"),
        ({"market": [0.3, 0.7]}, r"market\[0\] is 0.3"),
        ({"essentiality": {("a", "b"): 3}}, r"essentiality\['a', 'b'\] is 3"),
        ({"essentiality": {("a", "b"): 0.5}}, r"essentiality\['a', 'b'\] is 0.5"),
        ({"essentiality": {("a", "b"): True}}, r"essentiality\['a', 'b'\] is True"),
        ({"essentiality": {("a", "b"): float("nan")}}, r"essentiality\['a', 'b'\] is nan"),
        ({"essentiality": {"ab": 2}}, "essentiality has the key 'ab'"),
        ({"essentiality": [[0, 2], [0, 0]]}, "no row for sector 'a'"),
        ({"essentiality": [[0, 2], [0, 0]], "sector": [0, 2]}, "no row for sector 2"),
        ({"essentiality": [[0, 2], [0, 0]], "sector": [0, -1]}, "no row for sector -1"),
        ({"essentiality": [[0, 5], [0, 0]], "sector": [0, 1]}, r"essentiality\[0, 1\] is 5"),
        ({"essentiality": [[0, 2, 0], [0, 0, 0]], "sector": [0, 1]}, "essentiality is 2 × 3, not square"),
        ({"essentiality": None}, "essentiality is a single value, not square"),
        ({"essentiality": "essential"}, "essentiality cannot be read"),
        ({"shock": {2: 1.0}}, "shock names the firm 2"),
        ({"shock": {-1: 1.0}}, "shock names the firm -1"),
        ({"shock": {"a": 1.0}}, "shock names the firm 'a'"),
        ({"shock": {True: 1.0}}, "shock names the firm True"),
        ({"shock": {0: 1.5}}, r"shock\[0\] is 1.5"),
        ({"shock": {0: -0.1}}, r"shock\[0\] is -0.1"),
        ({"shock": {0: float("nan")}}, r"shock\[0\] is nan"),
        ({"shock": {0: "all"}}, r"shock\[0\] is 'all'"),
        ({"shock": [1.0, 0.0]}, "shock is list"),
        ({"eps": 0}, "eps is 0"),
        ({"eps": -0.01}, "eps is -0.01"),
        ({"eps": float("nan")}, "eps is nan"),
        ({"eps": float("inf")}, "eps is inf"),
        ({"eps": None}, "eps is None"),
    ],
)
def test_wrong_input(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(AnalysisError, match=told) as raised:
        cascade(**GOOD | changed)
    assert raised.value.hint
    assert isinstance(raised.value, ValueError)


def test_the_good_one_is_good() -> None:
    assert cascade(**GOOD).score == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"firms": [2]}, "firms names the firm 2"),
        ({"firms": ["a"]}, "firms names the firm 'a'"),
        ({"workers": 0}, "workers is 0"),
        ({"workers": 1.5}, "workers is 1.5"),
        ({"eps": 0}, "eps is 0"),
    ],
)
def test_wrong_input_of_all(changed: dict[str, Any], told: str) -> None:
    given = {name: value for name, value in GOOD.items() if name != "shock"}
    with pytest.raises(AnalysisError, match=told):
        cascade_all(**given | changed)


def test_numbers_of_numpy_are_numbers() -> None:
    out = cascade(
        np.array([[0, 1], [0, 0]], dtype=np.int8),
        np.array([4, 9]),
        {(np.int64(4), 9): np.int8(2)},
        {np.int64(0): np.float32(1)},
        eps=np.float64(0.01),
    )
    assert out.score == 1
