"""How a map is to be made, apart from the graph that it shows."""

from __future__ import annotations

from dataclasses import dataclass

#: Number of entities above which the page opens on an overview.
OVERVIEW_ABOVE = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """What a caller may choose of a map.

    Parameters
    ----------
    overview_above
        Number of entities above which the page opens on an overview.
    """

    overview_above: int = OVERVIEW_ABOVE
