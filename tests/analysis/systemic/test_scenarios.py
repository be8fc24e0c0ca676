"""Weights sampled to fit what is known, and the bands of what follows from them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from graphkit.analysis.systemic import cascade, cascade_scenarios, scenario_weights
from graphkit.errors import AnalysisError

#: X buys half of its ore from A; how the rest splits between B and C nobody says.
KNOWN = {("X", "ore"): {"A": 0.5, "B": None, "C": None}}
SECTOR = {"A": "ore", "B": "ore", "C": "ore", "X": "metal"}
NEEDS = {("ore", "metal"): 2}


def test_samples_fit_what_is_known() -> None:
    weights = scenario_weights(KNOWN, volumes={("X", "ore"): 8.0})
    assert weights.nodes == ("A", "B", "C", "X")
    assert (weights.unknown, weights.stated) == ((("X", "ore"),), False)
    drawn = [weights.sample(k).toarray() for k in range(400)]
    for sample in drawn:
        assert sample[0, 3] == 4  # half of 8
        assert sample[1, 3] + sample[2, 3] == pytest.approx(4)
        assert sample[1, 3] > 0 and sample[2, 3] > 0
        assert np.count_nonzero(sample) == 3
    # Every split of the rest is equally likely: B has 0 to 4, evenly.
    shares = [sample[1, 3] for sample in drawn]
    assert np.quantile(shares, (0.25, 0.5, 0.75)) == pytest.approx([1, 2, 3], abs=0.4)


def test_more_concentration_draws_to_equal_parts() -> None:
    spread = [np.std([scenario_weights(KNOWN, concentration=c).sample(k)[1, 3] for k in range(100)]) for c in (1, 50)]
    assert spread[1] < spread[0] / 3


def test_a_sample_hangs_on_seed_and_number_alone() -> None:
    known = KNOWN | {("Y", "ore"): {"C": None, "A": None}, ("X", "coal"): {"D": None, "E": 0.2}}
    turned = {group: dict(reversed(known[group].items())) for group in reversed(known)}
    one, two = scenario_weights(known, seed=5), scenario_weights(turned, seed=5)
    assert (one.sample(3) != two.sample(3)).nnz == 0
    two.sample(0)
    assert (one.sample(3) != two.sample(3)).nnz == 0
    assert (one.sample(3) != one.sample(4)).nnz > 0
    assert (one.sample(3) != scenario_weights(known, seed=6).sample(3)).nnz > 0


def test_what_is_assumed_is_told() -> None:
    weights = scenario_weights(
        {
            ("X", "ore"): {"A": 0.6, "B": 0.2},  # not a whole
            ("X", "coal"): {"A": 0.7, "C": 0.3, "D": None},  # nothing left for D
            ("Y", "ore"): {},  # a gap
            ("Y", "coal"): {"C": 1},
        },
        volumes={("X", "ore"): 10, ("Y", "coal"): 30},
    )
    assert weights.scaled == (("X", "ore"),)
    assert weights.nothing_left == (("X", "coal"),)
    assert weights.gaps == (("Y", "ore"),)
    assert weights.volumes_assumed == (("X", "coal"),)
    assert (weights.unknown, weights.stated) == ((), False)
    a, b, c, d, x, y = range(6)
    sample = weights.sample(0).toarray()
    # 0.6 : 0.2 scaled to 0.75 : 0.25 of 10; the median of 10 and 30 is 20, of which A sells 0.7 besides.
    assert sample[a, x] == pytest.approx(0.75 * 10 + 0.7 * 20)
    assert sample[b, x] == pytest.approx(0.25 * 10)
    assert (sample[c, x], sample[d, x], sample[c, y]) == (pytest.approx(6), 0, 30)


def test_all_stated_is_no_scenario() -> None:
    known = {("X", "ore"): {"A": 0.25, "B": 0.75}}
    out = cascade_scenarios(known, SECTOR, NEEDS, volumes={("X", "ore"): 4}, samples=50)
    assert (out.scenario, out.samples, out.tau) == (False, 1, None)
    # By hand: B fails, 1 of 4 is left on the market, σ = 1, X keeps 0.25; B's own 3 of 4 are lost.
    b = next(band for band in out.bands if band.name == "B")
    assert b.score == pytest.approx((0.75, 0.75, 0.75))
    plain = cascade([[0, 0, 1], [0, 0, 3], [0, 0, 0]], ["ore", "ore", "metal"], NEEDS, {1: 1.0})
    assert b.score[0] == plain.score
    assert cascade_scenarios(known, SECTOR, NEEDS).scenario  # volumes are not stated


def test_bands_and_ranks() -> None:
    out = cascade_scenarios(KNOWN, SECTOR, NEEDS, samples=400, seed=1)
    assert out.scenario and (out.samples, out.seed, out.eps) == (400, 1, 0.01)
    bands = {band.name: band for band in out.bands}
    assert [band.name for band in out.bands][:2] == ["X", "A"]
    # X's failure takes all sales of its suppliers; A's always its own half; B's and C's whatever they sell.
    assert bands["X"].score == pytest.approx((1, 1, 1))
    assert bands["X"].score_down == pytest.approx((0, 0, 0))
    assert bands["A"].score == pytest.approx((0.5, 0.5, 0.5))
    for name in "BC":
        assert bands[name].score == pytest.approx((0.025, 0.25, 0.475), abs=0.06)
        assert bands[name].rank == (3, 4)
    assert (bands["X"].rank, bands["A"].rank) == ((1, 1), (2, 2))
    # B and C change places in half of the samples: of 6 pairs 1 is turned, (5 − 1)/6, else 6/6; the mean is near 5/6.
    assert out.tau == pytest.approx(5 / 6, abs=0.06)
    assert out.steps[0] >= 1 and out.steps[1] >= out.steps[0]
    assert out.quantiles == (0.05, 0.5, 0.95)


def test_named_shocks_and_markets() -> None:
    shocks = {"both": {"A": 1.0, "B": 1.0}, "half of A": {"A": 0.5}}
    out = cascade_scenarios(KNOWN, SECTOR, NEEDS, shocks, samples=20, market={n: n for n in SECTOR}, quantiles=[0, 1])
    bands = {band.name: band for band in out.bands}
    assert bands["half of A"].score == pytest.approx((0.25, 0.25))
    least, most = bands["both"].score
    assert 0.5 < least < most < 1
    assert out.tau == 1


def test_several_processes_give_the_same() -> None:
    told: list[tuple[int, int]] = []
    one = cascade_scenarios(KNOWN, SECTOR, NEEDS, samples=30)
    two = cascade_scenarios(
        KNOWN, SECTOR, NEEDS, samples=30, workers=2, progress=lambda done, total: told.append((done, total))
    )
    assert (one.bands, one.tau, one.steps) == (two.bands, two.tau, two.steps)
    assert told[-1] == (30, 30)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"known": {("X", "ore"): {"A": 1.2}}}, "the share of 'A' in 'ore' for 'X' is 1.2"),
        ({"known": {("X", "ore"): {"A": float("nan")}}}, "the share of 'A' in 'ore' for 'X' is nan"),
        ({"known": {("X", "ore"): {"A": -0.1}}}, "the share of 'A' in 'ore' for 'X' is -0.1"),
        ({"known": {("X", "ore"): {"A": 0.7, "B": 0.5}}}, "'ore' for 'X' add up to 1.2"),
        ({"known": {("X", "ore"): {"A": 0, "B": 0}}}, "all suppliers of 'ore' for 'X' have the share 0"),
        ({"known": {("X", "ore"): {}}}, "no group has a known supplier"),
        ({"known": {}}, "no group has a known supplier"),
        ({"known": {"X": {"A": 0.5}}}, "known has the key 'X'"),
        ({"volumes": {("X", "ore"): 0}}, "the volume of 'ore' for 'X' is 0"),
        ({"volumes": {("X", "tin"): 1}}, "volumes names"),
        ({"concentration": 0}, "concentration is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"sector": {"A": "ore"}}, "sector lacks 'B'"),
        ({"market": {"A": "ore"}}, "market lacks 'B'"),
        ({"shocks": {"one": {"Q": 1.0}}}, "the shock 'one' names 'Q'"),
        ({"shocks": {"one": {"A": 2.0}}}, "is 2.0"),
        ({"shocks": {}}, "shocks is empty"),
        ({"samples": 0}, "samples is 0"),
        ({"quantiles": []}, "quantiles is empty"),
        ({"quantiles": [1.5]}, "quantiles holds 1.5"),
        ({"eps": 0}, "eps is 0"),
    ],
)
def test_wrong_input(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(AnalysisError, match=told):
        cascade_scenarios(**{"known": KNOWN, "sector": SECTOR, "essentiality": NEEDS} | changed)


def test_the_order_of_the_firms_can_be_given() -> None:
    weights = scenario_weights(KNOWN, nodes=["X", "C", "B", "A", "Z"])
    assert weights.sample(0)[3, 0] == 0.5
    assert weights.sample(0).shape == (5, 5)
    for nodes, told in ((["A", "B", "X"], "nodes lacks 'C'"), (["A", "B", "C", "X", "A"], "nodes names 'A' twice")):
        with pytest.raises(AnalysisError, match=told):
            scenario_weights(KNOWN, nodes=nodes)
