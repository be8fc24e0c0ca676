"""Amounts as far as they are known: least, nominal and most, any of which may be open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from graphkit.graph.derive import plain

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Amount:
    """Least and most, None where open; `nominal` is what sources name, None where they name a range alone."""

    least: Decimal | None
    nominal: Decimal | None
    most: Decimal | None

    @classmethod
    def of(cls, value: Decimal | None, least: Decimal | None, most: Decimal | None) -> Amount:
        """As a statement has it; where least and most are one number, it is the nominal too."""
        return cls(least, least if value is None and least == most else value, most)

    def times(self, other: Amount) -> Amount:
        """The product of two amounts of 0 or more."""
        pairs = zip(self._parts(), other._parts(), strict=True)
        return Amount(*(None if a is None or b is None else a * b for a, b in pairs))

    def minus(self, other: Amount) -> Amount:
        """The difference: at least the least without the other's most, at most the most without the other's least."""
        return Amount(_less(self.least, other.most), _less(self.nominal, other.nominal), _less(self.most, other.least))

    def above(self, other: Amount) -> Amount:
        """What this has beyond the other, 0 at least: a plan for the whole beyond what stands already."""
        found = self.minus(other)
        return Amount(*(None if part is None else max(part, _ZERO) for part in found._parts()))

    def at_most(self) -> Amount:
        """From nothing to this: where it is not told how much of it counts."""
        return Amount(_ZERO, None, self.most)

    def cells(self) -> tuple[int | float | None, int | float | None, int | float | None]:
        """Least, nominal and most as plain numbers."""
        return tuple(None if part is None else plain(part) for part in self._parts())  # type: ignore[return-value]

    def _parts(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        return self.least, self.nominal, self.most


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum: each of its numbers is None where that of one of the amounts is."""
    columns = list(zip(*(a._parts() for a in amounts), strict=True)) or [(), (), ()]
    return Amount(*(None if None in column else sum((p for p in column if p is not None), _ZERO) for column in columns))


def _less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one - other
