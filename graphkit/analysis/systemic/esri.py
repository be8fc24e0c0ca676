"""One shock and what it takes with it: the equations stand in `graphkit.analysis.systemic`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from graphkit.analysis.systemic.check import Essentiality, Floats, Label, require_eps, shares_lost
from graphkit.analysis.systemic.network import Network, prepare
from graphkit.analysis.systemic.spread import Losses, spread


@dataclass(frozen=True, slots=True, eq=False)
class Cascade:
    """What one shock leaves.

    `score` is the Economic Systemic Risk Index of the shock: the share of all sales lost, in [0, 1], by the worse of
    both directions for each firm; `score_down` and `score_up` count one direction alone. `h_down` and `h_up` are the
    shares of production that each firm keeps. `shock` is (firm, share of capacity lost), `eps` and `steps` say how far
    it was followed. `unclassified` are pairs of sectors with sales between them of which `essentiality` says nothing
    and which were therefore taken as not relevant: look at them before quoting a score.
    """

    score: float
    score_down: float
    score_up: float
    h_down: Floats
    h_up: Floats
    steps: int
    eps: float
    shock: tuple[tuple[int, float], ...]
    unclassified: tuple[tuple[Label, Label], ...]

    @property
    def h(self) -> Floats:
        """The share of production that each firm keeps: the lesser of both directions."""
        return np.minimum(self.h_down, self.h_up)


def cascade(
    weights: Any,
    sector: Iterable[Label],
    essentiality: Essentiality,
    shock: Mapping[int, float],
    market: Iterable[Label] | None = None,
    eps: float = 0.01,
) -> Cascade:
    """What is lost, downstream and upstream, when firms lose capacity.

    Parameters
    ----------
    weights
        `weights[i, j]` is what supplier i sells to buyer j, in one unit throughout (money in the paper): a scipy sparse
        matrix of any format, a numpy array or nested lists, square. Sales of a firm to itself count as they stand.
    sector
        The sector of each firm, a whole number or a word.
    essentiality
        How essential inputs are, by (supplier's sector, buyer's sector): 2 essential, 1 non-essential, 0 not relevant.
        A mapping, in which a pair that is not there counts as 0 and is told in `Cascade.unclassified`; or a square
        matrix, where sectors are numbers from 0.
    shock
        The share of its capacity that a firm loses, by its index. Others lose nothing; no shock at all is allowed.
    market
        The market of each firm, within which it can be replaced; its sector by default. Labels, not volumes: shares are
        those of the firms' sales in `weights`.
    eps
        The cascade ends with the step in which no firm falls by more than this.

    Raises AnalysisError for weights that are not square, empty, without any sale, negative or not finite, for sequences
    of another length, essentiality other than 0, 1, 2, an unknown firm, a share outside [0, 1] and an eps not above 0.

    Examples
    --------
    A mine sells to a smelter that cannot do without, the smelter to a car maker to which it is half of the inputs:

    >>> sales = [[0, 10, 0, 0], [0, 0, 10, 0], [0, 0, 0, 0], [0, 0, 10, 0]]
    >>> essential = {("ore", "metal"): 2, ("metal", "cars"): 1, ("paint", "cars"): 1}
    >>> out = cascade(sales, ["ore", "metal", "cars", "paint"], essential, {0: 1.0})
    >>> out.h_down.tolist()
    [0.0, 0.0, 0.5, 1.0]
    """
    return follow(prepare(weights, sector, essentiality, market), shock, eps)


def follow(network: Network, shock: Mapping[int, float], eps: float = 0.01) -> Cascade:
    """One cascade on a network made ready by `prepare`; as `cascade` otherwise."""
    struck, eps = shares_lost(shock, network.size), require_eps(eps)
    losses = spread(network, struck, eps)
    both, down, up = shares_of_sales(network, losses)
    return Cascade(
        score=both,
        score_down=down,
        score_up=up,
        h_down=1.0 - losses.down,
        h_up=1.0 - losses.up,
        steps=losses.steps,
        eps=eps,
        shock=struck,
        unclassified=network.unclassified,
    )


def shares_of_sales(network: Network, losses: Losses) -> tuple[float, float, float]:
    """The share of all sales lost: by the worse of both directions, downstream, upstream."""
    found = np.stack((np.maximum(losses.down, losses.up), losses.down, losses.up))
    # Not a matrix product: its sums may hang on how many threads the library takes.
    both, down, up = np.minimum((found * network.sales).sum(axis=1) / network.total, 1.0).tolist()
    return both, down, up
