"""Every firm scored by its own failure, on as many processors as there are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from graphkit.analysis.systemic.check import Essentiality, Floats, Ints, Label, is_whole, require_eps, require_firm
from graphkit.analysis.systemic.esri import shares_of_sales
from graphkit.analysis.systemic.network import Network, prepare
from graphkit.analysis.systemic.spread import spread
from graphkit.errors import AnalysisError

#: From so many links times cascades on, `workers=None` takes more than one process: about a second of one core's work.
MANY = 100_000_000
#: Parts into which the work of one process is cut, so that progress is told and no process waits long for the others.
_PARTS = 8

Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FirmScore:
    """What the failure of one firm alone takes with it, as shares of all sales (see `Cascade`)."""

    firm: int
    score: float
    score_down: float
    score_up: float
    steps: int


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """One row for each firm scored, in the order asked for: as columns by name, as `FirmScore` by place or one by one.

    `unclassified` as in `Cascade`.
    """

    firm: Ints
    score: Floats
    score_down: Floats
    score_up: Floats
    steps: Ints
    eps: float
    unclassified: tuple[tuple[Label, Label], ...]

    def __len__(self) -> int:
        return len(self.firm)

    def __getitem__(self, place: int) -> FirmScore:
        return FirmScore(
            int(self.firm[place]),
            float(self.score[place]),
            float(self.score_down[place]),
            float(self.score_up[place]),
            int(self.steps[place]),
        )

    def __iter__(self) -> Iterator[FirmScore]:
        return (self[place] for place in range(len(self)))


def cascade_all(
    weights: Any,
    sector: Iterable[Label],
    essentiality: Essentiality,
    market: Iterable[Label] | None = None,
    eps: float = 0.01,
    *,
    firms: Iterable[int] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Scores:
    """The Economic Systemic Risk Index of every firm: a cascade for each, in which it alone loses all its capacity.

    Parameters are those of `cascade`, and:

    firms
        The firms to score, by index; all by default.
    workers
        Processes to use. By default one where links times firms are below `MANY`, since starting others takes longer
        than they save, and else one for each processor that this process may use. The result is the same to the bit.
    progress
        Called in this process with (firms done, firms in all), as parts get done.

    Raises AnalysisError as `cascade`, and for less than one worker.
    """
    network, eps = prepare(weights, sector, essentiality, market), require_eps(eps)
    return score_firms(network, eps, firms, workers, progress)


def score_firms(
    network: Network,
    eps: float,
    firms: Iterable[int] | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Scores:
    """As `cascade_all`, on a network made ready by `prepare`."""
    chosen = list(range(network.size) if firms is None else firms)
    for firm in chosen:
        require_firm(firm, network.size, "firms")
    number = processes(workers, network.links * len(chosen))
    rows = in_parts(_Scoring(network, eps), [int(f) for f in chosen], number, progress)
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    return Scores(
        firm=np.array(chosen, dtype=np.int64),
        score=table[:, 0].copy(),
        score_down=table[:, 1].copy(),
        score_up=table[:, 2].copy(),
        steps=table[:, 3].astype(np.int64),
        eps=eps,
        unclassified=network.unclassified,
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Scoring:
    """The work of one firm, sent to the other processes once."""

    network: Network
    eps: float

    def __call__(self, firm: int) -> tuple[float, float, float, float]:
        losses = spread(self.network, ((firm, 1.0),), self.eps)
        return (*shares_of_sales(self.network, losses), float(losses.steps))


def processes(workers: Any, work: int) -> int:
    """How many processes to use for so many links times cascades. Raises AnalysisError for less than one."""
    if workers is None:
        return _processors() if work >= MANY else 1
    if not is_whole(workers) or workers < 1:
        raise AnalysisError(f"workers is {workers!r}", "a number of processes, 1 or more")
    return int(workers)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):  # those that this process may use, where the system tells them
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_parts(run: Callable[[int], T], items: Sequence[int], workers: int, progress: Progress | None) -> list[T]:
    """`run` of each item, in their order, on so many processes; `run` is made known to each of them once."""
    workers = min(workers, len(items)) or 1
    cuts = np.linspace(0, len(items), min(len(items), _PARTS * workers) + 1).astype(int).tolist()
    parts = [items[a:b] for a, b in pairwise(cuts)]
    out: list[T] = []
    if workers == 1:
        _take(([run(item) for item in part] for part in parts), out, len(items), progress)
        return out
    with ProcessPoolExecutor(workers, initializer=_remember, initargs=(run,)) as pool:
        _take(pool.map(_work, parts), out, len(items), progress)
    return out


def _take(found: Iterable[list[T]], out: list[T], total: int, progress: Progress | None) -> None:
    for part in found:
        out.extend(part)
        if progress is not None:
            progress(len(out), total)


# What a worker process works with. It is set in worker processes alone, by the pool that starts them.
_worker: list[Callable[[int], Any]] = []


def _remember(run: Callable[[int], Any]) -> None:
    _worker[:] = [run]


def _work(part: Sequence[int]) -> list[Any]:
    return [_worker[0](item) for item in part]
