"""The cascade beside two plain ways of its equations: a numpy loop over the firms, and products of sparse matrices.

A made-up network of firms with heavy-tailed numbers of links and sizes, and sectors of which a third matter to each
other, as in the survey that the paper uses. Every way computes the same cascades and must come to the same score. Time
is the processor's.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from benchmarks.harness import Report, options, peak_memory, spread
from graphkit.analysis.systemic import Network, cascade_all, follow, prepare

SECTORS = 60
EPS = 0.01
OURS, LOOP, PRODUCTS = "graphkit", "numpy loop over the firms", "scipy.sparse, firms × sectors"


@dataclass(frozen=True, eq=False)
class World:
    """A network as the paper has it."""

    weights: sp.csr_array[Any, Any]
    sector: np.ndarray[Any, Any]
    essentiality: np.ndarray[Any, Any]

    @property
    def size(self) -> int:
        """How many firms there are."""
        return len(self.sector)

    def network(self) -> Network:
        """Compiled for graphkit."""
        return prepare(self.weights, self.sector, self.essentiality)


def world(firms: int, links: int, seed: int = 7) -> World:
    """The same network for the same arguments: some links fall together or on one firm and are less for it."""
    pick = np.random.default_rng(seed)
    weight = np.arange(1, firms + 1) ** -0.7
    chance, who = weight / weight.sum(), pick.permutation(firms)
    supplier, buyer = (who[pick.choice(firms, links, p=chance)] for _ in range(2))
    kept = supplier != buyer
    sales = pick.lognormal(0, 2, int(kept.sum()))
    weights = sp.csr_array((sales, (supplier[kept], buyer[kept])), shape=(firms, firms))
    essentiality = pick.choice([0, 1, 2], p=[0.71, 0.12, 0.17], size=(SECTORS, SECTORS))
    return World(weights, pick.integers(0, SECTORS, firms), essentiality)


def loop(made: World) -> Callable[[int], float]:
    """The equations one firm at a time; what no shock changes is computed before."""
    rows, columns = made.weights.tocsr(), made.weights.tocsc()
    sales = np.asarray(rows.sum(axis=1)).ravel()
    bought = np.asarray(columns.sum(axis=0)).ravel()
    ins, outs = [], []
    for j in range(made.size):
        who = columns.indices[columns.indptr[j] : columns.indptr[j + 1]]
        weight = columns.data[columns.indptr[j] : columns.indptr[j + 1]]
        kinds = made.essentiality[made.sector[who], made.sector[j]]
        needs = [(who[at := (kinds == 2) & (made.sector[who] == k)], weight[at] / weight[at].sum())
                 for k in np.unique(made.sector[who[kinds == 2]])]  # fmt: skip
        ins.append((needs, who[kinds == 1], weight[kinds == 1] / max(bought[j], 1e-300)))
        part = slice(rows.indptr[j], rows.indptr[j + 1])
        outs.append((rows.indices[part], rows.data[part] / max(sales[j], 1e-300)))

    def run(firm: int) -> float:
        left = np.ones(made.size)
        left[firm] = 0.0
        down, up, going = left.copy(), left.copy(), True
        while going:
            market = np.bincount(made.sector, sales * down)[made.sector]
            felt = np.minimum(1, sales / np.where(market > 0, market, 1e-300)) * (1 - down)
            new_down, new_up = np.empty(made.size), np.empty(made.size)
            for j in range(made.size):
                needs, others, shares = ins[j]
                worst = min((1 - (felt[who] * part).sum() for who, part in needs), default=1.0)
                new_down[j] = max(0.0, min(left[j], worst, 1 - (felt[others] * shares).sum()))
                buyers, parts = outs[j]
                new_up[j] = max(0.0, min(left[j], 1 - (parts * (1 - up[buyers])).sum()))
            going = max((down - new_down).max(), (up - new_up).max()) > EPS
            down, up = new_down, new_up
        return float((sales * (1 - np.minimum(down, up))).sum() / sales.sum())

    return run


def products(made: World) -> Callable[[int], float]:
    """The equations as matrix products: inputs by firm and sector each step, then the worst and the sum of a row."""
    links = made.weights.tocoo()
    supplier, buyer, weight = links.coords[0], links.coords[1], links.data
    sales = np.asarray(made.weights.sum(axis=1)).ravel()
    member = sp.csr_array((np.ones(made.size), (np.arange(made.size), made.sector)), shape=(made.size, SECTORS))
    kinds = made.essentiality[made.sector[supplier], made.sector[buyer]]
    of_sector = (made.weights.T @ member).toarray()[buyer, made.sector[supplier]]
    bought = np.asarray(made.weights.sum(axis=0)).ravel()[buyer]
    impact = np.where(kinds == 2, weight / of_sector, np.where(kinds == 1, weight / bought, 0.0))
    down_t = sp.csr_array((impact, (buyer, supplier)), shape=made.weights.shape)
    up_by = sp.csr_array((weight / sales[supplier], (supplier, buyer)), shape=made.weights.shape)
    by_buyer = made.essentiality[:, made.sector].T
    essential, linear = by_buyer == 2, by_buyer == 1

    def run(firm: int) -> float:
        left = np.ones(made.size)
        left[firm] = 0.0
        down, up, going = left.copy(), left.copy(), True
        while going:
            market = (member.T @ (sales * down))[made.sector]
            share = np.minimum(1, sales / np.where(market > 0, market, 1e-300))
            missing = (down_t @ (sp.diags_array(share * (1 - down)) @ member)).toarray()
            worst = np.where(essential, missing, 0).max(axis=1)
            new_down = np.clip(np.minimum(1 - worst, 1 - np.where(linear, missing, 0).sum(axis=1)), 0, left)
            new_up = np.clip(1 - up_by @ (1 - up), 0, left)
            going = max((down - new_down).max(), (up - new_up).max()) > EPS
            down, up = new_down, new_up
        return float((sales * (1 - np.minimum(down, up))).sum() / sales.sum())

    return run


def measure(made: World, repeat: int, each: int) -> dict[str, list[float]]:
    """Milliseconds of a cascade by each way, one figure a run, over the same firms in a run and others in the next."""
    network = made.network()
    ways: dict[str, Callable[[int], float]] = {
        OURS: lambda firm: follow(network, {firm: 1.0}, EPS).score,
        LOOP: loop(made),
        PRODUCTS: products(made),
    }
    pick = np.random.default_rng(11)
    out: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(repeat):
        firms = pick.choice(made.size, each, replace=False).tolist()
        scores = {}
        for name, run in ways.items():
            begun = time.process_time()
            scores[name] = [run(firm) for firm in firms]
            out[name].append((time.process_time() - begun) / each * 1000)
        for name, found in scores.items():
            np.testing.assert_allclose(found, scores[OURS], atol=1e-9, err_msg=name)
    return out


def _ways(taken: dict[str, list[float]]) -> list[dict[str, str]]:
    rows = []
    for name, values in taken.items():
        ratios = [value / ours for value, ours in zip(values, taken[OURS], strict=True)]
        rows.append({"way": name, "ms a cascade": spread(values), "times graphkit": spread(ratios)})
    return rows


def _alone(made: World, firms: int) -> tuple[list[dict[str, str]], list[float]]:
    """What making the network and cascades cost, and how much memory they add."""
    before, begun = peak_memory(), time.process_time()
    network = made.network()
    rows = [{"what": "making the network", "took": f"{(time.process_time() - begun) * 1000:.0f} ms"}]
    chosen = np.random.default_rng(13).choice(made.size, min(firms, made.size), replace=False).tolist()
    taken = []
    for firm in chosen:
        begun = time.process_time()
        follow(network, {firm: 1.0}, EPS)
        taken.append((time.process_time() - begun) * 1000)
    told = ", ".join(f"{np.quantile(taken, q):.2g}" for q in (0, 0.25, 0.5, 0.75, 1))
    rows.append({"what": f"a cascade: least, quartiles, greatest of {len(chosen)}", "took": f"{told} ms"})
    rows.append({"what": "memory that network and cascades add", "took": f"{peak_memory() - before:.0f} MiB"})
    return rows, taken


def _together(made: World, firms: int) -> list[dict[str, str]]:
    """Many firms on one and on two processes, by the clock."""
    rows = []
    for workers in (1, 2):
        begun = time.perf_counter()
        cascade_all(made.weights, made.sector, made.essentiality, firms=range(min(firms, made.size)), workers=workers)
        rows.append({"processes": str(workers), "seconds by the clock": f"{time.perf_counter() - begun:.2f}"})
    return rows


def main() -> None:
    """Measures from the command line; `--entities` are firms, `--edges` links."""
    parser = options("Cascades: milliseconds each, beside plain ways of the same equations.")
    parser.set_defaults(entities=10_000, edges=100_000)
    parser.add_argument("--each", type=int, default=10, help="cascades a run by every way")
    parser.add_argument("--firms", type=int, default=2_000, help="firms of which each is scored alone")
    given = parser.parse_args()
    made = world(given.entities, given.edges)
    report = Report("cascade", {"firms": made.size, "links": made.weights.nnz, "sectors": SECTORS, "eps": EPS,
                                "runs": given.repeat, "cascades a run": given.each})  # fmt: skip
    single, report.raw["single, ms"] = _alone(made, given.firms)
    report.add("On one core", single)
    report.raw["ways, ms"] = measure(made, given.repeat, given.each)
    report.add("Beside plain ways", _ways(report.raw["ways, ms"]))
    report.add(f"cascade_all, {min(given.firms, made.size)} firms", _together(made, given.firms))
    report.write(given.out)


if __name__ == "__main__":
    main()
