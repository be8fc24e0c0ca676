"""A view made by a program: entities coloured by what was found of them, with a legend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphkit.maps.views.check import Names
from graphkit.maps.views.read import View
from graphkit.maps.views.types import Rule, ViewFile, Where

#: The name of the view, and so the word of the address that opens it.
NAME = "result"


def marked(title: str, text: str, groups: Sequence[tuple[str, str, Sequence[str]]]) -> Mapping[str, View]:
    """The views of a map that shows a result: one, by name, in which each group has a colour.

    Parameters
    ----------
    title, text
        What was found, and how it is to be read.
    groups
        (label of the legend, colour as `#rrggbb`, ids of entities); the first group that holds an entity counts.
    """
    color = tuple(
        Rule(where=Where(entities=tuple(ids)), color=shade, label=label[:200]) for label, shade, ids in groups
    )
    names = Names(entities={i: i for _, _, ids in groups for i in ids})
    says = ViewFile(title=title[:200], description=text[:2000], color=color)
    return {NAME: View(NAME, f"views/{NAME}.toml", says, names, {})}
