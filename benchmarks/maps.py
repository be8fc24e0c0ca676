"""The map beside stock pyvis, bare vis-network, cytoscape.js and sigma.js: the same graph, positions and machine.

*Ready* is the first frame with the graph drawn after which input is answered, counted from navigation start: two
animation frames after the library says that it has drawn. All take turns within a round. pyvis gets no positions, as
its users have none; it is measured at a small size, and ended after a limit.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import HOME, RESULTS, Report, spread
from graphkit.graph import Graph
from graphkit.maps import write_map
from graphkit.maps.data import Picture
from graphkit.model import Model
from tests.maps import chain as chains

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PEERS = HOME / "benchmarks" / "peers"
LIBRARIES = {
    "vis": ["pyvis/templates/lib/vis-9.1.2/vis-network.min.js"],
    "cytoscape": ["cytoscape/dist/cytoscape.min.js"],
    "sigma": ["graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"],
}
NAMES = {"vis": "vis-network alone", "cytoscape": "cytoscape.js", "sigma": "sigma.js"}
OVERVIEW, ALL, PYVIS = "graphkit, overview", "graphkit, all drawn", "pyvis"
VIEWPORT = {"width": 1440, "height": 900}
READY = "() => Number(document.documentElement.dataset.ready || 0)"
#: Runs in the page: how long until the second frame after an action by which input has been handled.
ANSWER = """async (act) => {
  const actions = {
    filter: () => document.querySelector('[data-facet="type"][data-value="Firm"]').click(),
    select: (k) => { location.hash = 'all=1&node=firm-' + k; },
    search: (k) => type('find', 'delta ' + k),
    day: (k) => type('day', String(k)),
  };
  function type(id, text) {
    const field = document.getElementById(id);
    field.value = text;
    field.dispatchEvent(new Event('input'));
  }
  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
  const took = [];
  for (let k = 1; k <= 6; k++) {
    await frames();
    const start = performance.now();
    actions[act](k);
    if (act === 'select') await new Promise((done) => addEventListener('hashchange', done, { once: true }));
    await frames();
    took.push(performance.now() - start);
  }
  return took.slice(1);
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium of the machine, as the tests use it."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUMS

    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        sys.exit("no Chromium is on PATH; on Debian: apt install chromium")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=found, args=["--no-sandbox", "--enable-unsafe-swiftshader"])
        yield opened
        opened.close()


@contextmanager
def opened(chromium: Browser, path: Path, fragment: str = "") -> Iterator[Page]:
    """A page of its own with no network."""
    context = chromium.new_context(viewport=VIEWPORT, offline=True)
    page = context.new_page()
    page.goto(path.as_uri() + fragment, wait_until="commit")
    try:
        yield page
    finally:
        context.close()


def ready(chromium: Browser, path: Path, fragment: str = "", limit: float = 120.0) -> float:
    """Seconds until the page is ready; infinity after the limit."""
    from playwright.sync_api import TimeoutError as TooSlow

    with opened(chromium, path, fragment) as page:
        try:
            return float(page.wait_for_function(READY, timeout=limit * 1000).evaluate("x => x")) / 1000
        except TooSlow:
            return float("inf")


def write_peers(graph: Graph, model: Model, folder: Path) -> dict[str, Path]:
    """The pages of the other libraries with the graph at the map's own positions."""
    picture = Picture(graph, model)
    laid, types = picture.layout, model.nodes
    nodes = [
        [k, e.name, laid.x[k], laid.y[k], types[e.type].color, types[e.type].shape]
        for k, e in enumerate(picture.entities)
    ]
    edges = [[picture.at[e.source], picture.at[e.target]] for e in picture.edges]
    text = json.dumps({"nodes": nodes, "edges": edges}, ensure_ascii=False, separators=(",", ":"))
    (folder / "graph.js").write_text(f"const graph = {text};\n", encoding="utf-8")
    for file in ("ready.js", *(f"{name}.html" for name in LIBRARIES)):
        shutil.copy(PEERS / file, folder)
    for files in LIBRARIES.values():
        for file in files:
            shutil.copy(_library(file), folder)
    return {NAMES[name]: folder / f"{name}.html" for name in LIBRARIES}


def _library(file: str) -> Path:
    if file.startswith("pyvis/"):
        return Path(str(resources.files("pyvis"))).parent / file
    path = PEERS / "node_modules" / file
    if not path.is_file():
        sys.exit(f"{path.relative_to(HOME)} is not here: npm install --prefix benchmarks/peers")
    return path


def write_pyvis(graph: Graph, path: Path) -> None:
    """The graph as pyvis writes it by itself, told only to say when it has drawn."""
    from pyvis.network import Network

    network = Network(height="900px", width="100%", directed=True, cdn_resources="in_line")
    for entity in graph.entities.values():
        network.add_node(entity.id, label=entity.name)
    for edge in graph.edges.values():
        network.add_edge(edge.source, edge.target)
    hook = '<script>network.once("afterDrawing", drawn);</script>'
    script = f"<script>{(PEERS / 'ready.js').read_text(encoding='utf-8')}</script>"
    path.write_text(network.generate_html().replace("</body>", f"{script}{hook}</body>"), encoding="utf-8")


def measure(chromium: Browser, graph: Graph, model: Model, repeat: int, folder: Path) -> dict[str, dict[str, Any]]:
    """For each tool seconds until ready, so many times, and the size of what it opens."""
    peers = write_peers(graph, model, folder)
    ours = folder / "map.html"
    begin = time.perf_counter()
    write_map(graph, ours, model, "A made-up chain")
    made = time.perf_counter() - begin
    runs: dict[str, Callable[[], float]] = {OVERVIEW: lambda: ready(chromium, ours)}
    if len(graph.entities) > 1500:
        runs[ALL] = lambda: ready(chromium, ours, "#all=1")
    else:
        runs = {ALL: runs[OVERVIEW]}
    runs |= {name: lambda path=path: ready(chromium, path) for name, path in peers.items()}
    took: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(repeat + 1):
        for name, run in runs.items():
            one = run()
            if number:
                took[name].append(one)
    sizes = {name: ours.stat().st_size for name in (OVERVIEW, ALL)}
    return {name: {"ready": values, "bytes": sizes.get(name), "made": made} for name, values in took.items()}


def answers(chromium: Browser, path: Path) -> dict[str, list[float]]:
    """Milliseconds until an action is on screen with all entities drawn."""
    with opened(chromium, path, "#all=1") as page:
        page.wait_for_selector("html[data-whole]", timeout=60_000)
        return {act: list(page.evaluate(ANSWER, act)) for act in ("filter", "select", "search", "day")}


def _rows(found: dict[str, dict[str, Any]], size: int, relations: int) -> Iterator[dict[str, str]]:
    alone = statistics.median(found[NAMES["vis"]]["ready"])
    for name, values in found.items():
        median = statistics.median(values["ready"])
        yield {
            "entities": f"{size:,}",
            "relations": f"{relations:,}",
            "drawn by": name,
            "ready, s": spread(values["ready"]),
            "to vis-network alone": f"{median / alone:.2f}",
            "file, MB": f"{values['bytes'] / 1e6:.2f}" if values["bytes"] else "",
        }


def _pyvis(
    chromium: Browser, model: Model, sizes: Sequence[int], repeat: int, folder: Path
) -> Iterator[dict[str, str]]:
    for size in sizes:
        graph = chains.synthetic(model, size).graph()
        write_pyvis(graph, folder / "pyvis.html")
        write_map(graph, folder / "map.html", model, "A made-up chain")
        took: dict[str, list[float]] = {PYVIS: [], ALL: []}
        for _ in range(repeat):
            took[PYVIS].append(ready(chromium, folder / "pyvis.html", limit=300))
            took[ALL].append(ready(chromium, folder / "map.html"))
        ratio = statistics.median(took[ALL]) / statistics.median(took[PYVIS])
        for name, values in took.items():
            yield {
                "entities": f"{size:,}", "drawn by": name, "ready, s": spread(values),
                "to pyvis": f"{ratio if name == ALL else 1:.3f}",
            }  # fmt: skip


def main() -> None:
    """Runs, prints, writes build/benchmarks/maps.json and .md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[1000, 5000, 10_000, 20_000], help="entities, as 1000,5000")
    parser.add_argument("--pyvis", type=_sizes, default=[500], help="entities of the maps that pyvis draws too")
    parser.add_argument("--repeat", type=int, default=5, help="runs, of which the median is shown")
    parser.add_argument("--out", type=Path, default=RESULTS, metavar="DIR", help="where JSON and Markdown go")
    given = parser.parse_args()
    model = chains.model()
    report = Report("maps", {"sizes": given.sizes, "repeat": given.repeat, "window": f"{VIEWPORT}"})
    rows: list[dict[str, str]] = []
    told: list[dict[str, str]] = []
    with tempfile.TemporaryDirectory(prefix="graphkit-maps-") as scratch, browser() as chromium:
        folder = Path(scratch)
        report.machine["chromium"] = chromium.version
        for size in given.sizes:
            graph = chains.synthetic(model, size).graph()
            found = measure(chromium, graph, model, given.repeat, folder)
            report.raw[str(size)] = found
            rows += _rows(found, len(graph.entities), len(graph.edges))
            spent = answers(chromium, folder / "map.html")
            report.raw[f"{size} answers"] = spent
            told.append(
                {"entities": f"{len(graph.entities):,}", **{k: f"{statistics.median(v):.0f}" for k, v in spent.items()}}
            )
        report.add("Ready", rows)
        report.add("Answers with all drawn, ms", told)
        if given.pyvis:
            report.add("Beside stock pyvis", _pyvis(chromium, model, given.pyvis, given.repeat, folder))
    report.write(given.out)


def _sizes(text: str) -> list[int]:
    return [int(part) for part in text.split(",") if part]


if __name__ == "__main__":
    main()
