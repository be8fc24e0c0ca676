"""Maps of large networkx graphs: seconds and memory to make, size of the file, and what a browser needs to open it.

Two made-up graphs: a chain with eight tiers and twice as many relations, with a name, a type and a weight; and a bare
tree without tiers. Each is made in a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import Report, options, peak_memory

if TYPE_CHECKING:
    import networkx as nx

SIZES = (20_000, 200_000)
TIERS = 8
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def chain(size: int) -> nx.MultiDiGraph[Any]:
    """A chain: from each tier to the next, two relations an entity on average."""
    import networkx as nx

    pick = random.Random(size)
    out: nx.MultiDiGraph[Any] = nx.MultiDiGraph()
    for k in range(size):
        out.add_node(k, name=f"Firm number {k}", type=pick.choice(["Maker", "Shop", "Line"]), tier=k % TIERS)
    for _ in range(2 * size):
        start = pick.randrange(size)
        out.add_edge(start, min(start + 1, size - 1), type=pick.choice(["feeds", "owns"]), weight=pick.random())
    return out


def tree(size: int) -> nx.DiGraph[Any]:
    """A tree of random depth, without any attribute."""
    import networkx as nx

    pick = random.Random(size)
    return nx.DiGraph((pick.randrange(k), k) for k in range(1, size))


GRAPHS = {"chain of 8 tiers": chain, "bare tree": tree}


def make(name: str, size: int, path: Path) -> dict[str, float]:
    """Write one map in this process: seconds on the clock and of the processor, MiB at most, MB of the file."""
    from graphkit.maps import write_map

    graph = GRAPHS[name](size)
    before, clock, busy = peak_memory(), time.perf_counter(), time.process_time()
    write_map(graph, path)
    return {
        "seconds": time.perf_counter() - clock,
        "processor seconds": time.process_time() - busy,
        "MiB": peak_memory() - before,
        "MB": path.stat().st_size / 1e6,
        "relations": graph.number_of_edges(),
    }


def opened(path: Path) -> dict[str, float] | None:
    """Seconds until the page answers, and until a search is on screen; None without a Chromium."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(180_000)
        page.goto(path.as_uri())
        page.wait_for_selector("html[data-whole]")
        ready = float(page.evaluate("document.documentElement.dataset.ready")) / 1000
        clock = time.perf_counter()
        page.fill("#find", "777")
        page.wait_for_selector("#hits li")
        out = {"ready": ready, "search": time.perf_counter() - clock}
        browser.close()
    return out


def main(argv: list[str] | None = None) -> None:
    """Measures and writes the table."""
    parser = options(__doc__ or "")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, metavar="N", help="entities of each graph")
    parser.add_argument("--one", nargs=3, help="a graph's name, its size and a path: what a process of its own does")
    given = parser.parse_args(argv)
    if given.one:
        print(json.dumps(make(given.one[0], int(given.one[1]), Path(given.one[2]))))
        return
    report = Report("networks", {"sizes": list(given.sizes)})
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in GRAPHS:
            for size in given.sizes:
                path = Path(folder) / "map.html"
                words = [sys.executable, "-m", "benchmarks.networks", "--one", name, str(size), str(path)]
                made = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
                seen = opened(path)
                report.raw[f"{name}, {size}"] = {"made": made, "opened": seen}
                rows.append(
                    {
                        "graph": name,
                        "entities": f"{size:,}",
                        "relations": f"{made['relations']:,}",
                        "made in": f"{made['seconds']:.0f} s",
                        "of the processor": f"{made['processor seconds']:.0f} s",
                        "memory": f"{made['MiB']:,.0f} MiB",
                        "file": f"{made['MB']:.1f} MB",
                        "ready after": f"{seen['ready']:.1f} s" if seen else "no browser",
                        "a search": f"{seen['search']:.2f} s" if seen else "no browser",
                    }
                )
    report.add("Maps of networkx graphs", rows)
    report.write(given.out)


if __name__ == "__main__":
    main()
