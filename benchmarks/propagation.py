"""What stops if this stops: AND-OR propagation over compiled input groups, beside a plain worklist over dicts.

The peer is what a person writes in Python: for each supplier the groups that it is in, for each group a counter of the
suppliers that are left, a queue of what stopped. Both are prepared before the clock starts, are given the same strikes
in turns, and must stop the same nodes in the same rounds. Times are those of the processor.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import RESULTS, Report, peak_memory, spread
from graphkit.analysis.propagation import (
    CompiledInputs,
    blast_radius,
    compile_inputs,
    cut_search,
    disruption,
    single_points,
    stop_times,
)

Inputs = dict[str, list[dict[str, Any]]]
FIELDS = ("stopped", "wave", "reduced", "exposed")


def make(nodes: int, links: int, seed: int = 1) -> Inputs:
    """Groups of a made-up chain: a twentieth of the nodes buys nothing, suppliers are skewed, some links close cycles.

    A group has 1 to 6 suppliers; three fifths of the groups are essential, and of one fifth that is not known.
    """
    pick = random.Random(seed)
    first = nodes // 20
    out: Inputs = {}
    for number in range(first, nodes):
        groups, owed = (
            [],
            round(links * (number - first + 1) / (nodes - first)) - round(links * (number - first) / (nodes - first)),
        )
        while owed > 0:
            size = min(owed, pick.randint(1, 6))
            reach = nodes if pick.random() < 0.05 else number
            suppliers: set[str] = set()
            while len(suppliers) < min(size, reach - 1):
                suppliers.add(f"n{int(reach * pick.random() ** 1.5)}")
            groups.append(
                {
                    "material": f"m{len(groups)}",
                    "suppliers": sorted(suppliers),
                    "essential": pick.choice([True, True, True, None, False]),
                    "complete": pick.choice([True, None]),
                }
            )
            owed -= size
        out[f"n{number}"] = groups
    return out


class Worklist:
    """The plain peer: dicts and a queue."""

    def __init__(self, inputs: Inputs) -> None:
        self.uses: dict[str, list[int]] = {}
        self.owner: list[str] = []
        self.sizes: list[int] = []
        self.stops: list[bool] = []
        for buyer, groups in inputs.items():
            for group in groups:
                for supplier in group["suppliers"]:
                    self.uses.setdefault(supplier, []).append(len(self.owner))
                self.owner.append(buyer)
                self.sizes.append(len(group["suppliers"]))
                self.stops.append(group["essential"] is not False)

    def strike(self, shock: Iterable[str]) -> dict[str, int]:
        """For each stopped node its round."""
        wave = dict.fromkeys(shock, 0)
        left = self.sizes.copy()
        queue = deque(wave)
        while queue:
            node = queue.popleft()
            for group in self.uses.get(node, ()):
                left[group] -= 1
                if not left[group] and self.stops[group] and self.owner[group] not in wave:
                    wave[self.owner[group]] = wave[node] + 1
                    queue.append(self.owner[group])
        return wave


def took(run: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds of the processor that one call takes, garbage collection included, and what it gave."""
    begun = time.process_time()
    out = run()
    return (time.process_time() - begun) * 1000, out


def strikes(compiled: CompiledInputs, plain: Worklist, shocks: list[list[str]], repeat: int) -> dict[str, list[float]]:
    """Milliseconds of each strike for both sides, the median of `repeat` runs in turns.

    `strike` is without making any set, `wave` with the rounds as a dict, which is what the worklist gives, `sets` with
    all of `FIELDS`.
    """
    out: dict[str, list[float]] = {"strike": [], "wave": [], "sets": [], "peer": [], "stopped": []}
    for shock in shocks:
        runs: list[tuple[float, ...]] = []
        for _ in range(repeat):
            ours, found = took(lambda given=shock: disruption(compiled, given))
            waves, _ = took(lambda result=found: result.wave)
            sets, _ = took(lambda result=found: [getattr(result, name) for name in FIELDS])
            peer, wave = took(lambda given=shock: plain.strike(given))
            assert found.wave == wave
            runs.append((ours, ours + waves, ours + waves + sets, peer))
        for name, times in zip(("strike", "wave", "sets", "peer"), zip(*runs, strict=True), strict=True):
            out[name].append(statistics.median(times))
        out["stopped"].append(len(found.stopped))
    return out


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


def _row(title: str, found: dict[str, list[float]]) -> dict[str, str]:
    def text(name: str) -> str:
        return f"{statistics.median(found[name]):.2f} ({_p95(found[name]):.2f})"

    return {
        "struck": title,
        "stopped": f"{statistics.median(found['stopped']):,.0f}",
        "strike": text("strike"),
        "and waves": text("wave"),
        "and all sets": text("sets"),
        "worklist": text("peer"),
        "waves to worklist": f"{statistics.median(found['wave']) / statistics.median(found['peer']):.2f}",
        "≤ 50 ms": "met" if _p95(found["sets"]) <= 50 else "strike alone" if _p95(found["strike"]) <= 50 else "missed",
    }


def measure(nodes: int, links: int, repeat: int, count: int) -> Report:
    """All tables for one made-up chain."""
    report = Report("propagation", {"nodes": nodes, "links": links, "runs": repeat, "strikes of each kind": count})
    report.parameters |= {"numpy": np.__version__}
    inputs = make(nodes, links)
    before = peak_memory()
    compiling = [took(lambda: compile_inputs(inputs)) for _ in range(repeat)]
    compiled = compiling[-1][1]
    held = peak_memory()
    plain = Worklist(inputs)
    pick = random.Random(2)
    names = compiled.nodes.tolist()
    use = {name: len(plain.uses.get(name, ())) for name in names}
    largest = sorted(names, key=lambda name: (-use[name], name))[:1000]
    kinds = {
        "any one": [[name] for name in pick.sample(names, min(count, nodes))],
        "one of the 1,000 largest": [[name] for name in pick.sample(largest, min(count, len(largest)))],
        **{
            f"{share:.0%} of all": [pick.sample(names, int(nodes * share)) for _ in range(max(1, count // 10))]
            for share in (0.01, 0.1, 0.25)
        },
        "the 1,000 largest at once": [largest],
    }
    report.add(
        "Strikes, ms: median (p95)",
        [_row(title, strikes(compiled, plain, shocks, repeat)) for title, shocks in kinds.items()],
    )
    report.add("Many strikes", _many(compiled, plain, largest, repeat))
    memory = {
        "compile, s": spread([ms / 1000 for ms, _ in compiling]),
        "arrays, MiB": f"{compiled.memory / 2**20:.1f}",
        "peak of the process before, MiB": f"{before:.0f}",
        "after compiling": f"{held:.0f}",
        "at the end": f"{peak_memory():.0f}",
    }
    report.add("Compiling and memory", [memory])
    return report


def _many(compiled: CompiledInputs, plain: Worklist, largest: list[str], repeat: int) -> list[dict[str, str]]:
    ours, peer = [], []
    for _ in range(repeat):
        ours.append(took(lambda: blast_radius(compiled, largest))[0] / 1000)
        peer.append(took(lambda: {name: len(plain.strike([name])) - 1 for name in largest})[0] / 1000)
    assert blast_radius(compiled, largest) == {name: len(plain.strike([name])) - 1 for name in largest}
    target = max(compiled.nodes, key=lambda name: int(name[1:]))
    rows = [("single strikes of the 1,000 largest", ours, peer, "≤ 60 s: " + ("met" if max(ours) <= 60 else "missed"))]
    others: list[tuple[str, Callable[[], Any]]] = [
        ("single strikes of all nodes", lambda: blast_radius(compiled)),
        ("single points of one target", lambda: single_points(compiled, target)),
        ("minimal pairs of one target", lambda: cut_search(compiled, target)),
        ("times after a tenth is struck", lambda: stop_times(compiled, compiled.nodes[::10].tolist())),
    ]
    rows += [(title, [took(run)[0] / 1000 for _ in range(repeat)], [], "") for title, run in others]
    return [
        {
            "what": title,
            "seconds": spread(mine),
            "worklist, seconds": spread(theirs) if theirs else "",
            "ratio": f"{statistics.median(mine) / statistics.median(theirs):.3f}" if theirs else "",
            "target": judged,
        }
        for title, mine, theirs, judged in rows
    ]


def main() -> None:
    """Measures from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=100_000)
    parser.add_argument("--links", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the median is shown")
    parser.add_argument("--strikes", type=int, default=50, help="how many different strikes of each kind")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="where JSON and Markdown go")
    given = parser.parse_args()
    measure(given.nodes, given.links, given.repeat, given.strikes).write(given.out)


if __name__ == "__main__":
    main()
