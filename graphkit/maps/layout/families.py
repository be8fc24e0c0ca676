"""Families: a maker above what it makes in the same tier, like a heading above its list; and the parts of a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from graphkit.maps.layout.items import ROW, Family, Item, Lanes, Near

Children = dict[int, list[int]]


def families(items: Sequence[Item], chosen: Sequence[int], high: int) -> Lanes:
    """The families of each tier; one that would fill more than half of a column is taken apart below its head."""
    children: Children = {}
    roots = []
    own = set(chosen)
    for i in chosen:
        parent = items[i].parent
        if parent is None or parent not in own or items[parent].tier != items[i].tier:
            roots.append(i)
        else:
            children.setdefault(parent, []).append(i)
    most = max(8, high // (2 * ROW))
    lanes: Lanes = {}
    for root in roots:
        lane = lanes.setdefault(items[root].tier, [])
        whole = list(members(root, 0, children))
        if len(whole) <= most:
            lane.append(whole)
        else:
            lane.append([(root, 0)])
            lane += [list(members(child, 0, children)) for child in children[root]]
    return dict(sorted(lanes.items()))


def members(root: int, depth: int, children: Children) -> Iterator[tuple[int, int]]:
    """An item with all that stands below it, from the top, and how deep each is indented."""
    yield root, depth
    for child in children.get(root, ()):
        yield from members(child, depth + 1, children)


def sorted_within(family: Family, key: Callable[[Iterable[int]], float | None]) -> Family:
    """The family with what stands below each of its heads in the order of a key of whole branches; None keeps a place
    behind."""
    if len(family) < 3:
        return family
    head, below = family[0], _branches(family)
    if len(below) > 1:
        keys = [key(i for i, _ in branch) for branch in below]
        order = sorted(range(len(below)), key=lambda k: (keys[k] is None, keys[k] or 0.0))
        below = [below[k] for k in order]
    return [head, *(member for branch in below for member in sorted_within(branch, key))]


def _branches(family: Family) -> list[Family]:
    """What stands below the head, apart: each branch begins with one that is a step deeper than the head."""
    out: list[Family] = []
    for i, depth in family[1:]:
        if depth == family[0][1] + 1:
            out.append([])
        out[-1].append((i, depth))
    return out


def parts(lanes: Lanes, near: Near) -> list[Lanes]:
    """The families that are connected with one another, apart: the most items first, then the lowest position."""
    owner = {i: family[0][0] for lane in lanes.values() for family in lane for i, _ in family}
    root = {head: head for head in owner.values()}

    def find(head: int) -> int:
        while root[head] != head:
            root[head] = root[root[head]]
            head = root[head]
        return head

    for i, head in owner.items():
        for j in near[i]:
            if j in owner:
                a, b = find(head), find(owner[j])
                root[max(a, b)] = min(a, b)
    found: dict[int, Lanes] = {}
    for tier, lane in lanes.items():
        for family in lane:
            found.setdefault(find(family[0][0]), {}).setdefault(tier, []).append(family)
    size = {k: sum(len(family) for lane in part.values() for family in lane) for k, part in found.items()}
    return [found[k] for k in sorted(found, key=lambda k: (-size[k], k))]
