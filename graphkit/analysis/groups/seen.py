"""Suppliers seen through the items: who is known to be able to deliver what a group needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.analysis.groups.group import InputGroup, needed


def known_suppliers(inputs: Mapping[str, Sequence[InputGroup]], group: InputGroup) -> list[str]:
    """The known suppliers of a group: those stated, and for an item that anyone may deliver the lines that make it.

    An item of which no maker is known gives none: that is a gap, not a supplier.
    """
    found: list[str] = []
    for supplier in group["suppliers"]:
        if supplier in needed(group):
            found.extend(
                maker for own in inputs.get(supplier, ()) if own["role"] == "made by" for maker in own["suppliers"]
            )
        else:
            found.append(supplier)
    return list(dict.fromkeys(found))
