"""Tables -> claims -> graph -> rows: seconds and peak memory of each step, beside reading the same files with csv.

Each run is a process of its own. Memory is the most that the process has held when the step ends.
"""

from __future__ import annotations

import csv
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.chain import LOADER, write_project
from benchmarks.harness import HOME, Report, clean_environment, options, peak_memory, seconds, spread

STEPS = ("csv.DictReader", "imports and schema", "tables to claims", "claims to graph", "graph to rows")


def once(folder: Path) -> dict[str, dict[str, float]]:
    """One run through all steps in this process."""
    out: dict[str, dict[str, float]] = {}
    held: dict[str, Any] = {}

    def step(name: str, run: Callable[[], Any]) -> None:
        def keep() -> None:
            held[name] = run()

        begun = time.process_time()
        took = seconds(keep)
        out[name] = {"seconds": took, "cpu": time.process_time() - begun, "memory": peak_memory()}

    def plain() -> int:
        count = 0
        for path in sorted((folder / "loaders" / LOADER).glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                count += sum(1 for _ in csv.DictReader(file))
        return count

    def model() -> Any:
        from graphkit.facts import read_loaders  # noqa: F401
        from graphkit.graph import build  # noqa: F401
        from graphkit.graph.convert import rows  # noqa: F401
        from graphkit.model import read_model

        return read_model(folder / "schema")

    def claims() -> Any:
        from graphkit.facts import read_loaders

        return read_loaders([folder / "loaders" / LOADER], held[STEPS[1]]).require()

    def graph() -> Any:
        from graphkit.graph import build

        return build(held[STEPS[2]], held[STEPS[1]])

    def rows() -> Any:
        from graphkit.graph.convert import rows as convert

        return convert(held[STEPS[3]])

    for name, run in zip(STEPS, (plain, model, claims, graph, rows), strict=True):
        step(name, run)
    built = held[STEPS[3]]
    names = ("entities", "edges", "properties", "milestones", "observations", "claims", "sources")
    out["counts"] = {name: len(getattr(built, name)) for name in names} | {"table rows": held[STEPS[0]]}
    return out


def measure(folder: Path, repeat: int) -> list[dict[str, dict[str, float]]]:
    """So many runs, each in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.build", "--once", str(folder)]
    runs = []
    for _ in range(repeat):
        said = subprocess.run(command, cwd=HOME, env=clean_environment(), check=True, text=True, stdout=subprocess.PIPE)
        runs.append(json.loads(said.stdout))
    return runs


def report(runs: list[dict[str, dict[str, float]]], parameters: dict[str, Any]) -> Report:
    """The table of medians; a ratio is that of the processor's time for two steps of one run."""
    out = Report("build", parameters | {k: int(v) for k, v in runs[0]["counts"].items()})
    rows = []
    for title, names in [*((n, (n,)) for n in STEPS), ("tables to graph, in all", STEPS[2:4])]:
        cpu = [sum(run[n]["cpu"] for n in names) for run in runs]
        ratios = [c / run[STEPS[0]]["cpu"] for c, run in zip(cpu, runs, strict=True)]
        memory = statistics.median(max(run[n]["memory"] for n in names) for run in runs)
        rows.append(
            {
                "step": title,
                "processor seconds": spread(cpu),
                "ratio to csv": f"{statistics.median(ratios):.1f}",
                "seconds by the clock": spread([sum(run[n]["seconds"] for n in names) for run in runs]),
                "peak memory so far, MiB": f"{memory:.0f}",
            }
        )
    out.add("Tables to graph", rows)
    out.raw["runs"] = runs
    return out


def main() -> None:
    """Measures from the command line."""
    parser = options("Tables to claims to graph: seconds and memory of each step.")
    parser.add_argument("--once", type=Path, metavar="PROJECT", help="one run over this project, as JSON")
    given = parser.parse_args()
    if given.once:
        print(json.dumps(once(given.once)))
        return
    with tempfile.TemporaryDirectory(prefix="graphkit-bench-") as scratch:
        folder = Path(scratch) / "project"
        write_project(folder, given.entities, given.edges)
        report(measure(folder, given.repeat), {"runs": given.repeat}).write(given.out)


if __name__ == "__main__":
    main()
