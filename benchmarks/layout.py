"""The layout of the map beside graphviz dot and sfdp and the sketch: crossings, labels that are covered, seconds.

All of them get the same entities, relations and label boxes: the drawn part of the curated chain, and made-up chains
(`tests/maps/chain.py`). What is not installed is left out, and it is told why.
"""

from __future__ import annotations

import importlib
import importlib.util
import math
import random
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.harness import HOME, Report, options, seconds, spread
from graphkit.api import open_project
from graphkit.graph import Graph
from graphkit.maps.data import Picture
from graphkit.maps.layout import Item, layout
from graphkit.maps.text import pieces
from graphkit.model import Model
from tests.maps import chain as chains

SIZES = (300, 1000, 5000)
SKETCH = HOME.parent / "shared" / "map-sketch"
#: A label: two lines at most in this width, right of its mark; pixels.
WIDTH, LINE, MARK, RADIUS = 104, 13, 10, 6
#: The map's part of a window of 1440 by 900.
WINDOW = (1200, 720)
#: Above so many links crossings are those of a sample of them with all, times what it is a share of.
EXACT, SAMPLE = 2_500, 400

Spots = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Case:
    """What is laid out: each entity's tier, maker and name, its label's width and height, and pairs of linked ones."""

    name: str
    items: tuple[Item, ...]
    boxes: tuple[tuple[int, int], ...]
    links: tuple[tuple[int, int], ...]


def case(name: str, graph: Graph, model: Model) -> Case:
    """The part of a graph that the map shows at first."""
    picture = Picture(graph, model)
    core = [k for k, place in enumerate(picture.places) if place.core]
    at = {k: n for n, k in enumerate(core)}
    items = tuple(
        Item(
            picture.columns[k], pieces(picture.entities[k].name), True,
            at.get(picture.at[maker]) if (maker := picture.places[k].maker) else None,
        )
        for k in core
    )  # fmt: skip
    pairs = {
        (at[picture.at[e.source]], at[picture.at[e.target]])
        for e in picture.edges
        if picture.is_chain(e) and picture.at[e.source] in at and picture.at[e.target] in at and e.source != e.target
    }
    boxes = tuple((min(WIDTH, sum(i.words)), LINE * (1 if sum(i.words) <= WIDTH else 2)) for i in items)
    return Case(name, items, boxes, tuple(sorted(pairs)))


def ours(given: Case) -> Spots:
    """The map's own layout."""
    laid = layout(given.items, given.links)
    return list(zip(laid.x, laid.y, strict=True))


def sketch(given: Case) -> Spots:
    """The layout of the sketch (numpy, scipy)."""
    import networkx as nx

    sys.path.insert(0, str(SKETCH))
    try:
        layered = importlib.import_module("layouts").layered
    finally:
        sys.path.remove(str(SKETCH))
    ranks = {tier: k for k, tier in enumerate(sorted({item.tier for item in given.items}))}
    graph = nx.DiGraph()
    graph.add_nodes_from((k, {"tier": ranks[item.tier]}) for k, item in enumerate(given.items))
    graph.add_edges_from(given.links)
    places = layered(graph)
    return [(float(places[k][0]), float(places[k][1])) for k in range(len(given.items))]


def graphviz(program: str, tiers: bool, limit: float) -> Callable[[Case], Spots]:
    """A layout by a program of graphviz, which knows the label boxes; with `tiers` those of one tier have one rank."""

    def run(given: Case) -> Spots:
        text = [
            "digraph {", 'graph [rankdir=LR nodesep=0.1 ranksep=0.5 overlap=prism splines=line outputorder=nodesfirst]',
            "node [shape=box fixedsize=true label=\"\"]",
            *(
                f"n{k} [width={(MARK + RADIUS + wide) / 72:.3f} height={max(high, 2 * RADIUS) / 72:.3f}]"
                for k, (wide, high) in enumerate(given.boxes)
            ),
            *(f"n{a} -> n{b}" for a, b in given.links),
        ]  # fmt: skip
        for tier in sorted({item.tier for item in given.items}) if tiers else ():
            members = " ".join(f"n{k};" for k, item in enumerate(given.items) if item.tier == tier)
            text.append(f"{{rank=same; {members}}}")
        command = [program, "-Tplain"]
        whole = "\n".join([*text, "}"])
        said = subprocess.run(command, input=whole, timeout=limit, check=True, text=True, capture_output=True).stdout
        out = [(0.0, 0.0)] * len(given.items)
        for line in said.splitlines():
            kind, *rest = line.split()
            if kind == "node":
                x, y, wide = (float(value) * 72 for value in rest[1:4])
                out[int(rest[0][1:])] = (x - wide / 2 + RADIUS, -y)
        return out

    return run


def peers(limit: float) -> tuple[dict[str, Callable[[Case], Spots]], list[str]]:
    """The layouts that can be measured here, by name, and why others cannot."""
    found: dict[str, Callable[[Case], Spots]] = {"graphkit": ours}
    missing = []
    if not (SKETCH / "layouts.py").is_file():
        missing.append(f"the sketch is left out: it is not beside the checkout ({SKETCH.name})")
    elif absent := [name for name in ("numpy", "scipy") if importlib.util.find_spec(name) is None]:
        missing.append(f"the sketch is left out: it needs {' and '.join(absent)}")
    else:
        found["sketch"] = sketch
    for name, program, tiers in (("dot", "dot", False), ("dot, tiers given", "dot", True), ("sfdp", "sfdp", False)):
        if shutil.which(program):
            found[name] = graphviz(program, tiers, limit)
        else:
            missing.append(f"{name} is left out: {program} (package graphviz) is not installed")
    return found, missing


def crossed(links: Sequence[tuple[int, int]], spots: Spots) -> int:
    """Pairs of links, drawn straight from mark to mark, that cross; estimated from a sample if there are many."""
    chosen = list(links)
    if len(links) > EXACT:
        chosen = random.Random(1).sample(chosen, SAMPLE)
    lines = [_line(link, spots) for link in links]
    total = 0
    for own in (_line(link, spots) for link in chosen):
        total += sum(_cross(own, other) for other in lines)
    return round(total / 2 * len(links) / len(chosen)) if chosen else 0


Line = tuple[int, int, float, float, float, float]


def _line(link: tuple[int, int], spots: Spots) -> Line:
    (ax, ay), (bx, by) = spots[link[0]], spots[link[1]]
    return (*link, ax, ay, bx, by)


def _cross(one: Line, two: Line) -> bool:
    a, b, ax, ay, bx, by = one
    c, d, cx, cy, dx, dy = two
    if a in (c, d) or b in (c, d):
        return False
    if max(ax, bx) <= min(cx, dx) or max(cx, dx) <= min(ax, bx):
        return False
    if max(ay, by) <= min(cy, dy) or max(cy, dy) <= min(ay, by):
        return False
    first = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
    second = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax)
    if first * second >= 0:
        return False
    return ((dx - cx) * (ay - cy) - (dy - cy) * (ax - cx)) * ((dx - cx) * (by - cy) - (dy - cy) * (bx - cx)) < 0


def covered(given: Case, spots: Spots, scale: float) -> int:
    """Labels that lie on another label or on a mark, at a scale: names and marks keep their size."""
    boxes = []
    for k, ((x, y), (wide, high)) in enumerate(zip(spots, given.boxes, strict=True)):
        px, py = x * scale, y * scale
        boxes.append((px + MARK, py - high / 2, px + MARK + wide, py + high / 2, k, True))
        boxes.append((px - RADIUS, py - RADIUS, px + RADIUS, py + RADIUS, k, False))
    cells: dict[tuple[int, int], list[int]] = {}
    hit: set[int] = set()
    for n, (left, top, right, bottom, own, label) in enumerate(boxes):
        for cell in ((i, j) for i in _cells(left, right) for j in _cells(top, bottom)):
            for m in cells.get(cell, ()):
                other = boxes[m]
                if other[4] != own and left < other[2] and other[0] < right and top < other[3] and other[1] < bottom:
                    hit |= {k for k, named in ((own, label), (other[4], other[5])) if named}
            cells.setdefault(cell, []).append(n)
    return len(hit)


def _cells(low: float, high: float) -> range:
    return range(math.floor(low / 40), math.floor(high / 40) + 1)


def fitting(spots: Spots) -> tuple[float, float, float]:
    """Width and height of the picture, and the scale at which it fits the window."""
    wide = max(x for x, _ in spots) - min(x for x, _ in spots) + WIDTH
    high = max(y for _, y in spots) - min(y for _, y in spots) + 2 * LINE
    return wide, high, min(WINDOW[0] / wide, WINDOW[1] / high)


@dataclass
class Outcome:
    """What one layout made of one case: where all stands, and how long each run took; or why there is none."""

    spots: Spots
    took: list[float]
    failed: str = ""


def measure(given: Case, layouts: Mapping[str, Callable[[Case], Spots]], repeat: int) -> dict[str, Outcome]:
    """Each layout so many times, taking turns."""
    out = {name: Outcome((), []) for name in layouts}
    for _ in range(repeat):
        for name, run in layouts.items():
            outcome = out[name]
            if outcome.failed:
                continue

            def keep(outcome: Outcome = outcome, run: Callable[[Case], Spots] = run) -> None:
                outcome.spots = run(given)

            try:
                outcome.took.append(seconds(keep))
            except subprocess.TimeoutExpired as error:
                outcome.failed = f"not done in {error.timeout:.0f} s"
            except subprocess.CalledProcessError as error:
                outcome.failed = (
                    f"failed: {error.stderr.strip().splitlines()[-1] if error.stderr else error.returncode}"
                )
    return out


def rows(given: Case, outcomes: Mapping[str, Outcome]) -> list[dict[str, str]]:
    """The table of one case; ratios are to dot where it got ready."""
    counted = {name: crossed(given.links, found.spots) for name, found in outcomes.items() if not found.failed}
    dot = outcomes.get("dot")
    out = []
    for name, found in outcomes.items():
        if found.failed:
            row = dict.fromkeys(("crossings", "ratio to dot", "covered at 1:1", "picture", "covered at first"), "")
            out.append({"layout": name, **row, "seconds": found.failed, "its ratio": ""})
            continue
        wide, high, scale = fitting(found.spots)
        known = dot is not None and not dot.failed
        took = [a / b for a, b in zip(found.took, dot.took, strict=False)] if dot and known else []
        out.append({
            "layout": name,
            "crossings": f"{counted[name]:,}",
            "ratio to dot": f"{counted[name] / max(1, counted['dot']):.2f}" if known else "",
            "covered at 1:1": str(covered(given, found.spots, 1)),
            "picture": f"{wide:,.0f} × {high:,.0f}",
            "covered at first": str(covered(given, found.spots, min(scale, 2.4))),
            "seconds": spread(found.took),
            "its ratio": f"{statistics.median(took):.3g}" if took else "",
        })  # fmt: skip
    return out


def main() -> None:
    """Measures from the command line."""
    parser = options("The layout of the map beside graphviz and the sketch.")
    parser.add_argument("--limit", type=float, default=300, metavar="SECONDS", help="what a peer may take for one case")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="of the made-up chains")
    given = parser.parse_args()
    project = open_project(HOME)
    layouts, missing = peers(given.limit)
    out = Report("layout", {"runs": given.repeat, "window of the first look": f"{WINDOW[0]} × {WINDOW[1]} px"})
    if shutil.which("dot"):
        said = subprocess.run(["dot", "-V"], check=True, text=True, capture_output=True)
        out.machine["graphviz"] = (said.stdout + said.stderr).strip()
    cases = [case("the curated chain", project.graph(), project.model)]
    for size in (size for size in given.sizes if size <= given.entities):
        cases.append(case(f"made-up, {size:,}", chains.synthetic(project.model, size).graph(), project.model))
    for one in cases:
        found = measure(one, layouts, given.repeat)
        title = f"{one.name}: {len(one.items):,} drawn, {len(one.links):,} links"
        out.add(title, rows(one, found))
        out.raw[one.name] = {name: outcome.took for name, outcome in found.items()}
        print(f"{title}: done", file=sys.stderr)
    out.notes = [
        f"- {text}" for text in (*missing, f"Crossings above {EXACT:,} links are estimated from {SAMPLE} of them.")
    ]
    out.write(given.out)


if __name__ == "__main__":
    main()
