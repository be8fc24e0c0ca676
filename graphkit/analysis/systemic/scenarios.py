"""Cascades over sampled weights: bands of scores, and how far the order of the firms can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphkit.analysis.systemic.check import (
    Essentiality,
    Floats,
    Ints,
    Label,
    is_number,
    is_whole,
    require_eps,
    shares_lost,
)
from graphkit.analysis.systemic.esri import shares_of_sales
from graphkit.analysis.systemic.network import Network, prepare
from graphkit.analysis.systemic.scores import Progress, in_parts, processes
from graphkit.analysis.systemic.spread import spread
from graphkit.analysis.systemic.weights import Group, Node, ScenarioWeights, scenario_weights
from graphkit.errors import AnalysisError

#: Scores nearer to each other than this are one rank: less is rounding.
_DIGITS = 12

_Shock = tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class ScenarioBand:
    """What one shock takes with it over all samples: shares of all sales, one for each quantile asked for.

    `rank` counts from 1, the worst, among the shocks of one sample; (best, worst) place over the samples as (least,
    greatest) number. `steps` is the least and the greatest number of steps.
    """

    name: Node
    score: tuple[float, ...]
    score_down: tuple[float, ...]
    score_up: tuple[float, ...]
    rank: tuple[int, int]
    steps: tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class ScenarioCascade:
    """Bands, the greatest median first, with everything that the figures hang on.

    `scenario` is True where weights were not stated in full: then the figures show what follows from what is known, not
    what was measured, and `weights` tells what was assumed. `tau` is the mean of Kendall's tau-b between the scores of
    a sample and the medians: 1 where every sample puts the shocks into the same order, near 0 where the order says
    nothing; None where there is no order to compare. `samples` is 1 where nothing had to be sampled. `eps` and `steps`
    (least and greatest of all cascades) belong to the result; `unclassified` as in `Cascade`.
    """

    scenario: bool
    bands: tuple[ScenarioBand, ...]
    quantiles: tuple[float, ...]
    tau: float | None
    samples: int
    seed: int
    eps: float
    steps: tuple[int, int]
    weights: ScenarioWeights
    unclassified: tuple[tuple[Label, Label], ...]


def cascade_scenarios(
    known: Mapping[Group, Mapping[Node, float | None]],
    sector: Mapping[Node, Label],
    essentiality: Essentiality,
    shocks: Mapping[Node, Mapping[Node, float]] | None = None,
    *,
    volumes: Mapping[Group, float] | None = None,
    market: Mapping[Node, Label] | None = None,
    samples: int = 200,
    seed: int = 0,
    concentration: float = 1.0,
    quantiles: Sequence[float] = (0.05, 0.5, 0.95),
    eps: float = 0.01,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ScenarioCascade:
    """Cascades over so many sampled weights that fit what is known.

    Parameters
    ----------
    known, volumes, concentration, seed
        As in `scenario_weights`.
    sector, market
        The sector, and if it is another the market, of each firm; `essentiality` as in `cascade`.
    shocks
        Named shocks, each {firm: share of capacity lost}; by default the failure of each firm alone, by its name.
    samples
        How many weights to sample; one where no share is unknown.
    quantiles
        Which quantiles of the scores to give, in [0, 1] (between two samples by a straight line).
    eps, workers, progress
        As in `cascade_all`; progress counts samples.

    Raises AnalysisError as `scenario_weights` and `cascade`, for firms without a sector and for no sample or quantile.
    """
    weights = scenario_weights(known, volumes=volumes, concentration=concentration, seed=seed)
    number = _require_samples(samples) if weights.unknown else 1
    wanted, eps = _require_quantiles(quantiles), require_eps(eps)
    names, struck = _shocks(shocks, weights.nodes)
    sectors = _of_nodes(sector, weights.nodes, "sector")
    markets = None if market is None else _of_nodes(market, weights.nodes, "market")
    run = _Sampling(weights, sectors, essentiality, markets, struck, eps)
    first = run.network(0)
    used = processes(workers, first.links * len(struck) * number)
    found = np.array(in_parts(run, range(number), used, progress)).reshape(number, len(struck), 4)
    ranks = _ranks(found[:, :, 0])
    medians = np.median(found[:, :, 0], axis=0)
    order = sorted(range(len(names)), key=lambda k: (-round(float(medians[k]), _DIGITS), k))
    return ScenarioCascade(
        scenario=not weights.stated,
        bands=tuple(_band(names[k], found[:, k], ranks[:, k], wanted) for k in order),
        quantiles=wanted,
        tau=_tau(found[:, :, 0], medians),
        samples=number,
        seed=weights.seed,
        eps=eps,
        steps=_range(found[:, :, 3]),
        weights=weights,
        unclassified=first.unclassified,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Sampling:
    """The work of one sample, sent to the other processes once."""

    weights: ScenarioWeights
    sector: list[Label]
    essentiality: Essentiality
    market: list[Label] | None
    shocks: list[_Shock]
    eps: float

    def network(self, number: int) -> Network:
        return prepare(self.weights.sample(number), self.sector, self.essentiality, self.market)

    def __call__(self, number: int) -> list[tuple[float, float, float, int]]:
        network = self.network(number)
        losses = (spread(network, shock, self.eps) for shock in self.shocks)
        return [(*shares_of_sales(network, lost), lost.steps) for lost in losses]


def _shocks(
    shocks: Mapping[Node, Mapping[Node, float]] | None, nodes: tuple[Node, ...]
) -> tuple[list[Node], list[_Shock]]:
    if shocks is None:
        return list(nodes), [((place, 1.0),) for place in range(len(nodes))]
    if not shocks:
        raise AnalysisError("shocks is empty", "name at least one shock, or leave it out: each firm alone")
    index = {node: place for place, node in enumerate(nodes)}
    out = []
    for name, shock in shocks.items():
        if unknown := [node for node in shock if node not in index]:
            raise AnalysisError(f"the shock {name!r} names {unknown[0]!r}", "no group has this firm")
        out.append(shares_lost({index[node]: share for node, share in shock.items()}, len(nodes)))
    return list(shocks), out


def _of_nodes(given: Mapping[Node, Label], nodes: tuple[Node, ...], name: str) -> list[Label]:
    for node in nodes:
        if node not in given:
            raise AnalysisError(f"{name} lacks {node!r}", f"every buyer and supplier needs its {name}")
    return [given[node] for node in nodes]


def _require_samples(samples: Any) -> int:
    if not is_whole(samples) or samples < 1:
        raise AnalysisError(f"samples is {samples!r}", "a whole number, 1 or more")
    return int(samples)


def _require_quantiles(quantiles: Sequence[float]) -> tuple[float, ...]:
    hint = "numbers from 0 to 1, such as 0.05, 0.5, 0.95"
    if not quantiles:
        raise AnalysisError("quantiles is empty", hint)
    for q in quantiles:
        if not is_number(q) or not 0 <= q <= 1:
            raise AnalysisError(f"quantiles holds {q!r}", hint)
    return tuple(float(q) for q in quantiles)


def _band(name: Node, found: Floats, ranks: Ints, quantiles: tuple[float, ...]) -> ScenarioBand:
    both, down, up = (tuple(np.quantile(found[:, k], quantiles).tolist()) for k in range(3))
    return ScenarioBand(name, both, down, up, _range(ranks), _range(found[:, 3]))


def _range(values: Floats | Ints) -> tuple[int, int]:
    return int(values.min()), int(values.max())


def _ranks(scores: Floats) -> Ints:
    """The rank of each shock in each sample, 1 the worst; equal scores share the best of their ranks."""
    rounded = scores.round(_DIGITS)
    return np.array([np.searchsorted(np.sort(-row), -row, side="left") + 1 for row in rounded], dtype=np.int64)


def _tau(scores: Floats, medians: Floats) -> float | None:
    if scores.shape[0] < 2 or scores.shape[1] < 2:
        return None
    from scipy.stats import kendalltau

    middle = medians.round(_DIGITS)
    found = [float(kendalltau(row.round(_DIGITS), middle).statistic) for row in scores]
    told = [tau for tau in found if not np.isnan(tau)]
    return float(np.mean(told)) if told else None
