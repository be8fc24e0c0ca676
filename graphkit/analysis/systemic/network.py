"""Weights, sectors and essentiality made ready for any number of cascades: the impact matrices and their groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp

from graphkit.analysis.systemic.check import (
    ESSENTIAL,
    NOT_RELEVANT,
    Essentiality,
    Floats,
    Ints,
    Label,
    classes,
    coded,
    labels,
    links,
)

Matrix = sp.csr_array[np.float64, tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Targets:
    """An impact matrix read from its cause: whom each firm hits, and how hard.

    Firm i hits `target[start[i]:start[i + 1]]` with the shares `impact` of the same places.
    """

    start: Ints
    target: Ints
    impact: Floats

    @staticmethod
    def of(matrix: Matrix) -> Targets:
        """Of a matrix with one column for each cause."""
        columns = matrix.tocsc()
        return Targets(columns.indptr.astype(np.int64), columns.indices.astype(np.int64), columns.data)


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Firms with their impact matrices, made by `prepare`; what depends on no shock is in it.

    A *group* is what a buyer can run out of: one sector's essential inputs, or all its non-essential inputs together.
    `down` has a row for each group and a column for each supplier; groups stand by buyer (`group_buyer`), those of
    `buyers[k]` from `first_group[k]` on. `up` has a row for each seller and a column for each buyer. `sales` is
    s_i^out; `market` numbers the markets, `members` lists the firms by market, those of market m from
    `first_member[m]` on. `unclassified` are the pairs of sectors with links of which `essentiality` says nothing.
    """

    sales: Floats
    total: float
    down: Matrix
    down_targets: Targets
    group_buyer: Ints
    buyers: Ints
    first_group: Ints
    up: Matrix
    up_targets: Targets
    market: Ints
    members: Ints
    first_member: Ints
    unclassified: tuple[tuple[Label, Label], ...]

    @property
    def size(self) -> int:
        """How many firms there are."""
        return len(self.sales)

    @property
    def links(self) -> int:
        """How many links there are."""
        return int(self.up.nnz)


def prepare(
    weights: Any,
    sector: Iterable[Label],
    essentiality: Essentiality,
    market: Iterable[Label] | None = None,
) -> Network:
    """Check and compile a network, once for all its cascades. Arguments and errors are those of `cascade`."""
    matrix = links(weights)
    size = matrix.shape[0]
    codes, names = coded(labels(sector, size, "sector"))
    markets = codes if market is None else coded(labels(market, size, "market"))[0]
    sales = np.asarray(matrix.sum(axis=1), dtype=np.float64)
    supplier = np.repeat(np.arange(size), np.diff(matrix.indptr))
    buyer = matrix.indices.astype(np.int64)
    kind, unclassified = _kinds(essentiality, codes, names, supplier, buyer)
    down, group_buyer = _downstream(matrix.data, supplier, buyer, codes, kind)
    buyers, first_group = np.unique(group_buyer, return_index=True)
    up = sp.csr_array((matrix.data / sales[supplier], matrix.indices, matrix.indptr), shape=matrix.shape)
    members = np.argsort(markets, kind="stable")
    first_member = np.concatenate(([0], np.cumsum(np.bincount(markets))))
    return Network(
        sales=sales,
        total=float(sales.sum()),
        down=down,
        down_targets=Targets.of(down),
        group_buyer=group_buyer,
        buyers=buyers,
        first_group=first_group.astype(np.int64),
        up=up,
        up_targets=Targets.of(up),
        market=markets,
        members=members.astype(np.int64),
        first_member=first_member.astype(np.int64),
        unclassified=unclassified,
    )


def product(matrix: Matrix, vector: Floats) -> Floats:
    """A matrix times a vector, one number a row."""
    return np.asarray(matrix @ vector, dtype=np.float64)


def _kinds(
    essentiality: Essentiality, codes: Ints, names: list[Label], supplier: Ints, buyer: Ints
) -> tuple[Ints, tuple[tuple[Label, Label], ...]]:
    """The class of each link, by its two sectors."""
    pairs, place = np.unique(codes[supplier] * len(names) + codes[buyer], return_inverse=True)
    told = [(names[pair // len(names)], names[pair % len(names)]) for pair in pairs.tolist()]
    found, unsaid = classes(essentiality, told)
    return found.astype(np.int64)[place], unsaid


def _downstream(weight: Floats, supplier: Ints, buyer: Ints, codes: Ints, kind: Ints) -> tuple[Matrix, Ints]:
    """The downstream impact matrix by group, and the buyer of each group.

    An essential input counts as its share of what the buyer buys of that sector, a non-essential one as its share of
    all that the buyer buys, essential and not relevant inputs included.
    """
    size = len(codes)
    sectors = int(codes.max()) + 1
    own = buyer * (sectors + 1) + np.where(kind == ESSENTIAL, codes[supplier] + 1, 0)
    keys, place = np.unique(own, return_inverse=True)
    of_sector = np.bincount(place, weights=weight, minlength=len(keys))[place]
    bought = np.bincount(buyer, weights=weight, minlength=size)[buyer]
    impact = weight / np.where(kind == ESSENTIAL, of_sector, bought)
    kept = kind != NOT_RELEVANT
    groups, row = np.unique(own[kept], return_inverse=True)
    matrix = sp.csr_array((impact[kept], (row, supplier[kept])), shape=(len(groups), size))
    matrix.sort_indices()
    return matrix, groups // (sectors + 1)
