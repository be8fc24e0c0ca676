"""One input group: what it holds, and how groups are made of the relations that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NotRequired, TypedDict

from graphkit.analysis.groups.chain import Relation, Share


class InputGroup(TypedDict):
    """A group of one node: any of `suppliers` suffices. `material` is the id of what is needed.

    `stock_days` is the least that a stock of it is stated to last, 0 where nothing is stated; `days` the least and
    most where stated. `shares` holds the least and most share (0 to 1) of the suppliers of which one is stated.
    `items` are the ids that may stand in for one another, where they are several.
    """

    material: str
    suppliers: list[str]
    essential: bool | None
    complete: bool | None
    stock_days: float
    role: str
    basis: str
    claims: list[str]
    shares: NotRequired[dict[str, Share]]
    items: NotRequired[list[str]]
    days: NotRequired[tuple[float, float]]


def agreed(values: Iterable[bool | None]) -> bool | None:
    """What all that say something say; None where nobody does or they differ."""
    said = {value for value in values if value is not None}
    return said.pop() if len(said) == 1 else None


def group_of(
    material: str, suppliers: Iterable[str], role: str, told: Iterable[Relation], essential: bool | None = None,
    complete: bool | None = None, basis: str = "market",
) -> InputGroup:  # fmt: skip
    """A group with the claims of the relations that tell of it."""
    return {
        "material": material,
        "suppliers": list(dict.fromkeys(suppliers)),
        "essential": essential,
        "complete": complete,
        "stock_days": 0.0,
        "role": role,
        "basis": basis,
        "claims": sorted({claim for relation in told for claim in relation.claims}),
    }


def structural(material: str, suppliers: Iterable[str], role: str, told: Iterable[Relation]) -> InputGroup:
    """What follows from the meaning of words: essential and whole."""
    return group_of(material, suppliers, role, told, True, True, "stated")


def own_group(
    material: str, suppliers: Iterable[str], role: str, told: Sequence[Relation], listed: Sequence[Relation]
) -> InputGroup:
    """Sites and lines of one's own: essential, and whole only if one of the relations that list them says so."""
    return group_of(material, suppliers, role, told, True, agreed(r.complete for r in listed), "stated")


def alike(relations: Sequence[Relation]) -> list[list[Relation]]:
    """The inputs that may stand in for one another together, directly or by a third, in the order of the first."""
    same: dict[str, list[Relation]] = {}
    groups: list[list[Relation]] = []
    for relation in relations:
        ends = {relation.source, relation.stands_for} - {""}
        met = list({id(same[e]): same[e] for e in ends if e in same}.values())
        joined = met[0] if met else []
        for other in met[1:]:
            joined.extend(other)
            groups.remove(other)
        if not met:
            groups.append(joined)
        joined.append(relation)
        same.update(dict.fromkeys((e for r in joined for e in (r.source, r.stands_for) if e), joined))
    return groups


def without_empty(group: InputGroup) -> InputGroup:
    """The group without shares and items where it has none."""
    for name in ("shares", "items"):
        if name in group and not group[name]:
            del group[name]
    return group


def needed(group: InputGroup) -> list[str]:
    """The ids of which any one meets the need of a group."""
    return group.get("items") or [group["material"]]
