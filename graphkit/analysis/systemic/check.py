"""What the cascade is given, checked: weights, sectors, essentiality, shock, eps. Every error says which entry."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graphkit.errors import AnalysisError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Label = int | str
Essentiality = Mapping[tuple[Label, Label], int] | Any

#: Values of essentiality: not relevant, non-essential (linear), essential (Leontief).
NOT_RELEVANT, NON_ESSENTIAL, ESSENTIAL = 0, 1, 2

_WEIGHTS = "weights[i, j] is what supplier i sells to buyer j: finite and not below 0"
_VALUES = "0 is not relevant, 1 non-essential, 2 essential"


def links(weights: Any) -> sp.csr_array[np.float64, tuple[int, int]]:
    """The weights as a sparse matrix by rows, without zeros; entries told twice (sparse formats can) are added up.

    `weights` is a scipy sparse matrix or array of any format, a numpy array or nested lists; it is not changed. Raises
    AnalysisError where it is not square, empty, without any sale, or an entry is no number, negative or not finite.
    """
    given: Any = weights
    if sp.issparse(weights):
        found = given.tocoo()
        row, column, shape = found.coords[0], found.coords[1], found.shape
        value = _numbers(found.data, "weights", _WEIGHTS)
    else:
        dense = _numbers(weights, "weights", _WEIGHTS)
        shape = dense.shape
        _require_square(shape)
        row, column = np.nonzero(dense)
        value = dense[row, column]
    _require_square(shape)
    wrong = np.flatnonzero(~np.isfinite(value) | (value < 0))
    if wrong.size:
        k = wrong[0]
        raise AnalysisError(f"weights[{row[k]}, {column[k]}] is {value[k]}", _WEIGHTS)
    size = shape[0]
    out = sp.csr_array((value, (row.astype(np.int64), column.astype(np.int64))), shape=(size, size), dtype=np.float64)
    out.sum_duplicates()
    out.eliminate_zeros()
    if not out.nnz:
        raise AnalysisError("the weights hold no sale, and a score is a share of all sales", _WEIGHTS)
    with np.errstate(over="ignore"):
        whole = float(out.data.sum())
    if not math.isfinite(whole):
        raise AnalysisError("the weights add up to more than a number can hold", "give them in a larger unit")
    return out


def _require_square(shape: tuple[int, ...]) -> None:
    if len(shape) != 2 or shape[0] != shape[1]:
        told = " × ".join(str(n) for n in shape) or "a single number"
        raise AnalysisError(f"weights is {told}, not square", "rows and columns are the same firms in the same order")
    if not shape[0]:
        raise AnalysisError("weights is empty: there is no firm", _WEIGHTS)


def _numbers(values: Any, name: str, hint: str) -> Floats:
    try:
        raw = np.asarray(values)
        if raw.dtype.kind not in "buifO":
            raise TypeError(f"not numbers but {raw.dtype}")
        return np.array(raw, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise AnalysisError(f"{name} cannot be read as a matrix of numbers: {error}", hint) from error


def labels(values: Iterable[Label] | None, size: int, name: str) -> list[Label]:
    """One label a firm, whole numbers or words, numpy's own made plain. Raises AnalysisError otherwise."""
    hint = "one whole number or word for each firm, in the order of the weights"
    if isinstance(values, str | bytes | Mapping) or not isinstance(values, Iterable):
        raise AnalysisError(f"{name} is {type(values).__name__}, not a sequence", hint)
    out = [v.item() if isinstance(v, np.generic) else v for v in values]
    if len(out) != size:
        raise AnalysisError(f"{name} has {len(out)} entries for {size} firms", hint)
    for index, label in enumerate(out):
        if isinstance(label, bool) or not isinstance(label, int | str):
            raise AnalysisError(f"{name}[{index}] is {label!r}", hint)
    return out


def coded(values: Sequence[Label]) -> tuple[Ints, list[Label]]:
    """Labels as numbers from 0 in the order in which they first come, and the label of each number."""
    known: dict[Label, int] = {}
    codes = np.fromiter((known.setdefault(v, len(known)) for v in values), dtype=np.int64, count=len(values))
    return codes, list(known)


def classes(
    essentiality: Essentiality, pairs: Sequence[tuple[Label, Label]]
) -> tuple[NDArray[np.int8], tuple[tuple[Label, Label], ...]]:
    """The class of each pair (supplier's sector, buyer's sector), and the pairs of which a mapping says nothing.

    What a mapping does not say is 0, as an entry that a sparse matrix does not store. Raises AnalysisError for values
    other than 0, 1 and 2, and for a matrix that has no row or column for a sector.
    """
    if isinstance(essentiality, Mapping):
        for pair, value in essentiality.items():
            if not (isinstance(pair, tuple) and len(pair) == 2):
                raise AnalysisError(
                    f"essentiality has the key {pair!r}", "keys are (supplier's sector, buyer's sector)"
                )
            _require_class(value, f"essentiality[{pair[0]!r}, {pair[1]!r}]")
        found = [essentiality.get(pair) for pair in pairs]
        unsaid = tuple(p for p, value in zip(pairs, found, strict=True) if value is None)
        return np.array([value or NOT_RELEVANT for value in found], dtype=np.int8), unsaid
    table = _table(essentiality)
    for label in dict.fromkeys(label for pair in pairs for label in pair):
        if not isinstance(label, int) or not 0 <= label < len(table):
            raise AnalysisError(
                f"essentiality is a matrix of {len(table)} sectors and has no row for sector {label!r}",
                "number the sectors from 0, or give a mapping of (supplier's sector, buyer's sector)",
            )
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[places[:, 0], places[:, 1]].astype(np.int8), ()


def _table(essentiality: Any) -> Floats:
    given: Any = essentiality
    table = _numbers(given.toarray() if sp.issparse(essentiality) else given, "essentiality", _VALUES)
    if table.ndim != 2 or table.shape[0] != table.shape[1]:
        told = " × ".join(str(n) for n in table.shape) or "a single value"
        raise AnalysisError(f"essentiality is {told}, not square", "rows are suppliers' sectors, columns buyers'")
    wrong = np.argwhere(~np.isin(table, (NOT_RELEVANT, NON_ESSENTIAL, ESSENTIAL)))
    if wrong.size:
        row, column = wrong[0]
        raise AnalysisError(f"essentiality[{row}, {column}] is {table[row, column]}", _VALUES)
    return table


def _require_class(value: Any, name: str) -> None:
    if not is_number(value) or value not in (NOT_RELEVANT, NON_ESSENTIAL, ESSENTIAL):
        raise AnalysisError(f"{name} is {value!r}", _VALUES)


def shares_lost(shock: Mapping[int, float], size: int) -> tuple[tuple[int, float], ...]:
    """The shock as (firm, share lost), sorted by firm. Raises AnalysisError for an unknown firm and a wrong share."""
    if not isinstance(shock, Mapping):
        raise AnalysisError(
            f"shock is {type(shock).__name__}, not a mapping", "shock is {firm: share of capacity lost}"
        )
    for firm, share in shock.items():
        require_firm(firm, size, "shock")
        if not is_number(share) or not 0 <= share <= 1:
            raise AnalysisError(f"shock[{firm}] is {share!r}", "the share of capacity lost lies between 0 and 1")
    return tuple(sorted((int(firm), float(share)) for firm, share in shock.items()))


def is_number(value: Any) -> bool:
    """True for a real number of any kind; a truth value is none."""
    return isinstance(value, Real) and not isinstance(value, bool | np.bool_)


def is_whole(value: Any) -> bool:
    """True for a whole number of any kind; a truth value is none."""
    return isinstance(value, Integral) and not isinstance(value, bool)


def require_firm(firm: Any, size: int, name: str) -> None:
    """Raises AnalysisError unless this is the index of a firm."""
    if not is_whole(firm) or not 0 <= firm < size:
        raise AnalysisError(f"{name} names the firm {firm!r}", f"firms are numbered from 0 to {size - 1}")


def require_eps(eps: float) -> float:
    """The threshold as a number above 0, else AnalysisError."""
    if not is_number(eps) or not 0 < eps < math.inf:
        raise AnalysisError(
            f"eps is {eps!r}", "the cascade ends when nothing changes by more than eps: a number above 0"
        )
    return float(eps)
