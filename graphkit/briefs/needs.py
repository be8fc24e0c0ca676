"""Needs with their known suppliers, and those whose suppliers share a point, as tables of a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphkit.analysis.groups import item_of
from graphkit.briefs.asked import Asked
from graphkit.briefs.content import Column, Grid
from graphkit.briefs.parts import SOURCES

_NEEDS = (
    Column("for", "name"), Column("needs", "name"), Column("known", "number"), Column("left", "number"),
    Column("essential", "word"), Column("known suppliers"), SOURCES,
)  # fmt: skip
_HIDDEN = (
    Column("needed", "name"), Column("known suppliers", "number"), Column("common points"), Column("for what"), SOURCES,
)  # fmt: skip


def needs_grid(asked: Asked, title: str, rows: Iterable[Mapping[str, Any]], **options: Any) -> Grid:
    """Rows of `single-source`: the known suppliers, and how many alternatives are left once those that fall together
    count as one."""
    cells = [
        (
            r["name"], r["material"], r["known"], r["effective"], r["essential"],
            [name.removesuffix(f": {r['material']}") for name in r["suppliers"]], asked.cited(r["claims"]),
        )
        for r in rows
    ]  # fmt: skip
    return Grid.of(title, _NEEDS, cells, more="graphkit analyze single-source", **options)


def hidden_groups(asked: Asked, rows: Iterable[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """Rows of `hidden-common` put together by what is needed and which points are shared: what is needed, known
    suppliers, names of the points, for what it is needed, the claims."""
    by_need: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        by_need[row["buyer"], row["item"]].append(row)
    groups: dict[tuple[str, int, tuple[str, ...]], list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for (buyer, _), members in by_need.items():
        points = tuple(sorted({m["point_name"] for m in members}, key=str.casefold))
        groups[members[0]["material"], members[0]["known"], points].append((buyer, members[0]))
    order = sorted(groups, key=lambda k: (-len(groups[k]), -k[1], k[0].casefold(), k))
    found = []
    for material, known, points in order:
        members_ = groups[material, known, points]
        items = sorted({asked.study.name(item_of(buyer)) for buyer, _ in members_}, key=str.casefold)
        claims = {c for _, row in members_ for c in row["claims"]}
        found.append((material, known, list(points), items, claims))
    return found


def hidden_grid(asked: Asked, groups: Sequence[tuple[Any, ...]], **options: Any) -> Grid:
    """The groups of `hidden_groups` as a table."""
    cells = [(*group[:4], asked.cited(group[4])) for group in groups]
    title = "Needs whose known suppliers all hang on one node upstream"
    return Grid.of(title, _HIDDEN, cells, more="graphkit analyze hidden-common", **options)
