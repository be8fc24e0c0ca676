"""A small chain for the analyses: two makers of a material, one of its precursor, cells, and a car.

`far` makes `ore`, the only maker. `mine-a` and `mine-b` make `salt` out of `ore`; `cellco` makes `cell` out of `salt`
at `plant`, and `carco` fits it into `car`. `spare` makes `other`, which nothing needs.
"""

from __future__ import annotations

from graphkit.analysis.study import Study
from graphkit.graph import Graph
from tests.graph.kernel_world import graph, model

TYPES = {
    "far": "Firm", "mine-a": "Firm", "mine-b": "Firm", "cellco": "Firm", "carco": "Firm", "spare": "Firm",
    "holding": "Firm", "ore": "Material", "salt": "Material", "other": "Material", "cell": "Product",
    "car": "Vehicle", "plant": "Site", "plant-2": "Site", "cn": "Place", "de": "Place", "town": "Place",
    "wet-route": "Technology", "dry-route": "Technology", "robots": "Application",
}  # fmt: skip
CHAIN = (
    "s01#p1 | far | PRODUCES | ore",
    "s01#p2 | mine-a | PRODUCES | salt",
    "s01#p3 | mine-b | PRODUCES | salt",
    "s01#p4 | ore | INPUT_TO | salt | | | essential=yes",
    "s01#p5 | cellco | PRODUCES | cell",
    "s01#p6 | cellco | OPERATES | plant",
    "s01#p7 | plant | PRODUCES | cell",
    "s01#p8 | salt | INPUT_TO | cell | | | essential=yes",
    "s01#p9 | carco | PRODUCES | car",
    "s01#p10 | cell | INSTALLED_IN | car",
    "s01#p11 | spare | PRODUCES | other",
)


def chain(*more: str, without: str = "", types: dict[str, str] | None = None) -> Graph:
    """The chain with further rows, and without those that hold a text."""
    rows = [row for row in CHAIN if not without or without not in row]
    return graph(*rows, *more, types=TYPES | (types or {}))


def study(*more: str, without: str = "", planned: bool = True, types: dict[str, str] | None = None) -> Study:
    """The same, ready to be asked."""
    return Study(chain(*more, without=without, types=types), model(), planned)
