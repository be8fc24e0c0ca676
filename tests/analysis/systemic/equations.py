"""The equations of the cascade once more, as plain as can be: sums one after the other, h and not losses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def naive(
    weights: Sequence[Sequence[float]],
    sector: Sequence[int],
    essentiality: Mapping[tuple[int, int], int],
    shock: Mapping[int, float],
    market: Sequence[int],
    eps: float,
) -> tuple[list[float], list[float], int, float]:
    """h_down, h_up, steps and score."""
    n = len(weights)
    firms = range(n)
    sold = [sum(weights[i][j] for j in firms) for i in firms]
    psi = [1 - shock.get(i, 0.0) for i in firms]
    down, up, steps = list(psi), list(psi), 0
    while True:
        sigma = []
        for i in firms:
            left = sum(sold[other] * down[other] for other in firms if market[other] == market[i])
            sigma.append(1.0 if left <= 0 else min(1.0, sold[i] / left))
        new_down, new_up = [], []
        for j in firms:
            limits = [psi[j]]
            for k in set(sector):
                if essentiality.get((k, sector[j])) == 2:
                    of_k = [i for i in firms if sector[i] == k]
                    bought = sum(weights[i][j] for i in of_k)
                    if bought:
                        limits.append(1 - sum(sigma[i] * weights[i][j] / bought * (1 - down[i]) for i in of_k))
            bought = sum(weights[i][j] for i in firms)
            linear = [i for i in firms if essentiality.get((sector[i], sector[j])) == 1]
            if bought:
                limits.append(1 - sum(sigma[i] * weights[i][j] / bought * (1 - down[i]) for i in linear))
            new_down.append(max(0.0, min(limits)))
            lost = sum(weights[j][b] / sold[j] * (1 - up[b]) for b in firms) if sold[j] else 0.0
            new_up.append(max(0.0, min(psi[j], 1 - lost)))
        most = max(old - new for old, new in zip(down + up, new_down + new_up, strict=True))
        down, up, steps = new_down, new_up, steps + 1
        if most <= eps:
            break
    score = sum(sold[i] * (1 - min(down[i], up[i])) for i in firms) / sum(sold)
    return down, up, steps, score
