"""Levels of a graph that names no tiers: trophic levels where links have a direction, else distances from a centre.

The trophic levels h of MacKay, Johnson, Sansom 2020 ("How directed is a directed network?", Royal Society Open Science
7:201138, doi 10.1098/rsos.201138) solve Λh = v with Λ = diag(u) − W − Wᵀ, where u is a node's in- plus out-weight and v
its in- minus out-weight: along each link the level should rise by 1, and the sum of the squared misses is least. Λ is a
graph's Laplacian, so what has at most two neighbours is eliminated exactly, and conjugate gradients do the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import isqrt

#: Largest miss of an equation at which the levels, which are rounded to columns, are exact enough.
NEAR_ENOUGH = 1e-6
#: Columns of a part: so many, or twice the root of its size if that is more; longer chains share columns.
MOST_COLUMNS = 12

#: What is beside each node, with its weight.
Weights = list[dict[int, float]]


def levels(count: int, links: Sequence[tuple[int, int]]) -> list[int]:
    """The level of each of `count` nodes, from 0 in each connected part; links are (from, to), more of them weigh more.

    A part whose nodes would all stand on one level (a ring; links that go both ways) has no direction to show: its
    levels are the numbers of links from the node that most are linked with.
    """
    beside: Weights = [{} for _ in range(count)]
    balance = [0.0] * count
    for a, b in sorted(links):  # sums of fractions differ in another order
        if a != b:
            beside[a][b] = beside[a].get(b, 0.0) + 1.0
            beside[b][a] = beside[b].get(a, 0.0) + 1.0
            balance[a] -= 1.0
            balance[b] += 1.0
    found = _solved(beside, balance)
    out = [0] * count
    for part in connected(beside):
        most = max(MOST_COLUMNS, 2 * isqrt(len(part)))
        least = min(found[i] for i in part)
        # Rounded first, so that what is 0.4999… here and 0.5 there falls alike.
        rise = {i: round(found[i] - least, 4) for i in part}
        highest = max(rise.values())
        if int(highest + 0.5) == 0 and len(part) > 1:
            rise = {i: float(steps) for i, steps in _steps(part, beside).items()}
            highest = max(rise.values())
        scale = min(1.0, (most - 1) / highest) if highest else 1.0
        for i in part:
            out[i] = int(rise[i] * scale + 0.5)
    return out


def connected(beside: Sequence[Mapping[int, float]]) -> list[list[int]]:
    """Nodes that hang together, each part in rising order: the largest part first, then by its lowest node."""
    seen = [False] * len(beside)
    out = []
    for start in range(len(beside)):
        if seen[start]:
            continue
        seen[start] = True
        part, at = [start], 0
        while at < len(part):
            for j in beside[part[at]]:
                if not seen[j]:
                    seen[j] = True
                    part.append(j)
            at += 1
        out.append(sorted(part))
    return sorted(out, key=lambda part: (-len(part), part[0]))


def _steps(part: Sequence[int], beside: Weights) -> dict[int, int]:
    """Number of links from the node of the part that most are linked with."""
    centre = max(part, key=lambda i: (len(beside[i]), -i))
    out, queue = {centre: 0}, [centre]
    for i in queue:
        for j in sorted(beside[i]):
            if j not in out:
                out[j] = out[i] + 1
                queue.append(j)
    return out


def _solved(beside: Weights, balance: Sequence[float]) -> list[float]:
    """h with Λh = v; of each connected part one node is at 0."""
    beside, values = [dict(found) for found in beside], list(balance)
    gone: list[tuple[int, list[tuple[int, float]], float]] = []
    queue = [i for i, found in enumerate(beside) if len(found) <= 2]
    open_ = [True] * len(beside)
    for i in queue:  # grows while it is read
        if not open_[i]:
            continue
        open_[i] = False
        ends = sorted(beside[i].items())
        total = sum(weight for _, weight in ends)
        gone.append((i, ends, values[i]))
        for j, weight in ends:
            del beside[j][i]
            values[j] += values[i] * weight / total
        if len(ends) == 2:
            (a, first), (b, second) = ends
            joined = first * second / total
            beside[a][b] = beside[a].get(b, 0.0) + joined
            beside[b][a] = beside[b].get(a, 0.0) + joined
        queue += [j for j, _ in ends if open_[j] and len(beside[j]) <= 2]
    out = _gradients(beside, values, [i for i, left in enumerate(open_) if left])
    for i, ends, value in reversed(gone):
        total = sum(weight for _, weight in ends)
        out[i] = (value + sum(weight * out[j] for j, weight in ends)) / total if ends else 0.0
    return out


def _gradients(beside: Weights, values: Sequence[float], left: Sequence[int]) -> list[float]:
    """Conjugate gradients with the diagonal as preconditioner over the nodes that are left.

    Λ is singular (all of a part may rise together), and v is orthogonal to what it cannot reach, so that they converge.
    """
    rows: dict[int, list[tuple[int, float]]] = {i: sorted(beside[i].items()) for i in left}
    total = {i: sum(weight for _, weight in rows[i]) for i in left}
    out: dict[int, float] = defaultdict(float)
    miss = {i: values[i] for i in left}
    step = {i: miss[i] / total[i] for i in left}
    size = sum(miss[i] * step[i] for i in left)
    for _ in range(20 * len(left)):
        if max((abs(m) for m in miss.values()), default=0.0) <= NEAR_ENOUGH:
            break
        image = {i: total[i] * step[i] - sum(weight * step[j] for j, weight in rows[i]) for i in left}
        length = size / sum(step[i] * image[i] for i in left)
        for i in left:
            out[i] += length * step[i]
            miss[i] -= length * image[i]
        before, size = size, sum(miss[i] * miss[i] / total[i] for i in left)
        for i in left:
            step[i] = miss[i] / total[i] + size / before * step[i]
    return [out[i] for i in range(len(beside))]
