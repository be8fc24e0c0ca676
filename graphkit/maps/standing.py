"""Where each entity of a picture stands: its name, tier, maker and relations made ready for the layout."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graphkit.maps.layout import LOOSE, Before, Item, Layout, kept, layout
from graphkit.maps.text import below, pieces

if TYPE_CHECKING:
    from graphkit.maps.data import Picture
    from graphkit.maps.like import Older

#: The title of a column of what has no tier.
LEVEL = re.compile(r"Level \d+")


def standing(picture: Picture, names: tuple[str, ...]) -> Layout:
    """The layout of a picture, like that of an older map where one is chosen; `names` are what its labels say."""
    at, places = picture.at, picture.places
    items = [
        Item(
            tier, pieces(names[k]), place.core, at.get(place.maker or ""), entity.id in picture.levels,
            pieces(below(names[k], heading(picture, k))),
        )
        for k, (tier, place, entity) in enumerate(zip(picture.columns, places, picture.entities, strict=True))
    ]  # fmt: skip
    links = []
    for edge in picture.edges:
        a, b = at[edge.source], at[edge.target]
        # Relations beside the chain count only for what has no place in it.
        if picture.is_chain(edge) or not (places[a].core and places[b].core) or items[a].loose or items[b].loose:
            links.append((a, b))
    before = _before(picture, items, picture.choice.like) if picture.choice.like else None
    return kept(items, links, before) if before and before.kept else layout(items, links)


def heading(picture: Picture, k: int) -> str:
    """Name of the entity at the top of the list that one stands in; empty where it stands alone."""
    own = k
    while (maker := picture.places[k].maker) is not None:
        k = picture.at[maker]
    return "" if k == own else picture.entities[k].name


def _before(picture: Picture, items: list[Item], older: Older) -> Before:
    """What of an older map still holds: the spots of entities that it has too, in the same tier."""
    tier_of = {title: tier for tier, title in reversed(list(enumerate(picture.titles)))}
    columns: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for spot in older.spots.values():
        tier = LOOSE if LEVEL.fullmatch(spot.tier) else tier_of.get(spot.tier)
        if tier is not None:
            columns[tier].append((spot.x, spot.y, spot.room))
    stayed = {}
    for k, (entity, item) in enumerate(zip(picture.entities, items, strict=True)):
        found = older.spots.get(entity.id)
        if found and (LEVEL.fullmatch(found.tier) if item.loose else found.tier == picture.titles[item.tier]):
            stayed[k] = (found.x, found.y, found.room)
    bands = {tier_of[title]: (left, right) for title, left, right in older.bands if title in tier_of}
    return Before(stayed, columns, bands)
