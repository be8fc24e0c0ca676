"""How a map is to be made, apart from the graph that it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphkit.graph.opinions import Opinion
    from graphkit.maps.changes import Changes
    from graphkit.maps.like import Older
    from graphkit.maps.views import View

#: Number of entities above which the page opens on an overview.
OVERVIEW_ABOVE = 1500


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOptions:
    """What a caller may choose of a map.

    Parameters
    ----------
    overview_above
        Number of entities above which the page opens on an overview.
    tiers
        The tier of single entities by id, over what the schema would say: a term of the vocabulary `tier`, or "" for
        none; what has none is placed by its relations.
    whole
        Whether all is drawn at first; by default what is not of the chain comes with "Show context".
    looks
        Colour (`#rrggbb`) and shape of single entities by id, over those of their type.
    views
        Saved views by name, as `graphkit.maps.views.fitted` leaves them for the graph.
    view
        Name of the view with which the page opens; by default with the whole map.
    changes
        What changed since a day, which is marked; see `graphkit.maps.changes.changes_of`.
    notes
        Analysts' notes, which the details of what they are about show as opinion.
    like
        An older map's layout, as `graphkit.maps.read_map` gives it: what stayed in its tier stands where it stood.
    """

    overview_above: int = OVERVIEW_ABOVE
    tiers: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    looks: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    view: str | None = None
    changes: Changes | None = None
    notes: tuple[Opinion, ...] = ()
    like: Older | None = None
