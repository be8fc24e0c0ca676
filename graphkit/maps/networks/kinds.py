"""The model of somebody else's graph: its types and relations, how they look, its tiers from left to right."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from numbers import Real
from typing import Any

from graphkit.maps.networks.attributes import SHAPES, LinkData, NodeData
from graphkit.maps.networks.plain import plain
from graphkit.maps.tiers import NO_TIER
from graphkit.maps.words import spoken
from graphkit.model import Model
from graphkit.model.types import EdgeType, NodeType, Term
from graphkit.values.dates import DateWords
from graphkit.values.quantities import NumberWords, Units

#: Colours that colour-blind readers can tell apart on light and dark ground (Okabe and Ito 2008, yellow darkened).
PALETTE = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9", "#8a7f00", "#7f7f7f")
#: Type and relation of what says none.
PLAIN_NODE, PLAIN_LINK = "Node", "linked to"
#: More types (or relations) than this are no legend: the most frequent keep their names, the others are of this one.
MAX_TYPES, OTHER = 40, "Other"
#: Where a tier is looked for; more different values than MAX_TIERS are a measure, not tiers.
TIERS, MAX_TIERS = ("tier", "layer", "level", "subset"), 40

Link = tuple[Hashable, Hashable, LinkData]


@dataclass(frozen=True)
class Kinds:
    """The types, relations and tiers of a graph. `tier_by` is the attribute that gives tiers, "" if none does."""

    model: Model
    own: Model | None
    tier_by: str
    tier_ids: Mapping[str, str]
    drawn: Mapping[str, tuple[str, str]]

    def type(self, data: NodeData) -> str:
        """The type of a node."""
        name = data.type or PLAIN_NODE
        return name if name in self.model.nodes else OTHER

    def relation(self, data: LinkData) -> str:
        """The relation of an edge."""
        name = data.relation or PLAIN_LINK
        return name if name in self.model.edges else OTHER

    def tier(self, data: NodeData) -> str | None:
        """The tier that a node is given; None where the model of the call decides by its type."""
        if text := _tier_text(data.rest.get(self.tier_by)):
            return self.tier_ids[text]
        declared = self.own is not None and self.type(data) in self.own.nodes
        return None if declared else NO_TIER

    def look(self, data: NodeData) -> tuple[str, str] | None:
        """Colour and shape of a node where they are not those of its type."""
        color, shape = self.drawn[self.type(data)]
        own = (data.color or color, data.shape or shape)
        return None if own == (color, shape) else own

    def rest(self, data: NodeData) -> dict[str, Any]:
        """What is left to be told of a node."""
        out = {n: v for n, v in data.rest.items() if n != self.tier_by or not _tier_text(v)}
        if data.type and self.type(data) != data.type:
            out[data.typed_by] = data.type
        return out


def kinds(nodes: Mapping[Hashable, NodeData], links: Sequence[Link], directed: bool, model: Model | None) -> Kinds:
    """The model of a graph, on top of `model` where one is given; without directions all relations are symmetric."""
    base = model or _empty()
    ours = model is not None and any(data.ours for data in nodes.values())
    tier_by, tiers = ("", {}) if ours else _tiers(nodes, links, directed, model)
    types = _most([data.type or PLAIN_NODE for data in nodes.values()], base.nodes)
    drawn = _looks(types, nodes.values(), base)
    relations = _most([data.relation or PLAIN_LINK for _, _, data in links], base.edges)
    terms = dict(base.vocabularies.get("tier", {}))
    terms.update({tier: Term(name=_heading(tier_by, text)) for text, tier in tiers.items() if tier not in terms})
    made = replace(
        base,
        nodes={**base.nodes, **{t: _node_type(t, *drawn[t]) for t in types if t not in base.nodes}},
        edges={**base.edges, **{r: _edge_type(r, base, directed) for r in relations}},
        vocabularies={**base.vocabularies, **({"tier": terms} if terms else {})},
    )
    return Kinds(made, model, tier_by, tiers, {**{t: (n.color, n.shape) for t, n in made.nodes.items()}, **drawn})


def _most(names: Iterable[str], declared: Mapping[str, Any]) -> list[str]:
    """The names from the most frequent, as many as a legend holds; with `OTHER` if some are left over."""
    counts = Counter(names)
    found = sorted((n for n in counts if n not in declared), key=lambda n: (-counts[n], n))
    known = [n for n in declared if n in counts]
    return [*known, *(found if len(found) <= MAX_TYPES else [*found[: MAX_TYPES - 1], OTHER])]


def _looks(types: Sequence[str], nodes: Iterable[NodeData], base: Model) -> dict[str, tuple[str, str]]:
    """Colour and shape of each type: the model's, else what most of its nodes are given, else the palette's."""
    colors: dict[str, Counter[str]] = defaultdict(Counter)
    shapes: dict[str, Counter[str]] = defaultdict(Counter)
    for data in nodes:
        colors[data.type or PLAIN_NODE][data.color] += 1
        shapes[data.type or PLAIN_NODE][data.shape] += 1
    out: dict[str, tuple[str, str]] = {}
    free = [t for t in types if t not in base.nodes]
    for k, name in enumerate(free):
        color = _usual(colors[name]) or PALETTE[k % len(PALETTE)]
        shape = _usual(shapes[name]) or SHAPES[(k + k // len(PALETTE)) % len(SHAPES)]
        out[name] = (color, shape)
    return out


def _usual(given: Counter[str]) -> str:
    """What more than half are given; "" where there is no such thing."""
    return next((text for text, count in given.items() if 2 * count > given.total()), "")


def _node_type(name: str, color: str, shape: str) -> NodeType:
    about = "All types that few nodes have." if name == OTHER else f"Nodes of the type {name}."
    return NodeType.model_validate({"tier": NO_TIER, "color": color, "shape": shape, "description": about})


def _edge_type(name: str, base: Model, directed: bool) -> EdgeType:
    """A relation as the model has it, or one that may be traced; without directions it is symmetric."""
    if name in base.edges:
        known = base.edges[name]
        return known if directed else known.model_copy(update={"symmetric": True})
    read = spoken(name)
    inverse = f"{read}, incoming" if directed else read
    made = {"from": (), "to": (), "symmetric": not directed, "inverse": inverse, "chain": True}
    return EdgeType.model_validate({**made, "description": f"Relations of the type {name}."})


def _tiers(
    nodes: Mapping[Hashable, NodeData], links: Sequence[Link], directed: bool, model: Model | None
) -> tuple[str, dict[str, str]]:
    """The attribute that gives tiers, and the tiers as given -> their ids, from left to right."""
    for name in TIERS:
        given = {text: data.rest[name] for data in nodes.values() if (text := _tier_text(data.rest.get(name)))}
        if given and len(given) <= MAX_TIERS:
            break
    else:
        return "", {}
    if all(_number(text) is not None for text in given):
        texts = sorted(given, key=lambda t: (_number(t), t))
    else:
        ends = [(_tier_text(nodes[a].rest.get(name)), _tier_text(nodes[b].rest.get(name))) for a, b, _ in links]
        flows = [(a, b) for a, b in ends if a and b and a != b] if directed else []
        texts = _along(sorted(given, key=_natural), flows)
    known = model.term if model and "tier" in model.vocabularies else None
    return name, {text: (known and known("tier", text)) or f"given {k}" for k, text in enumerate(texts)}


def _tier_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | Real | Decimal):
        return ""
    return "" if value != value else plain(value).strip()


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def _natural(text: str) -> list[tuple[int, str]]:
    """Digits in a text count as numbers: `stage 9` stands before `stage 10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"([0-9]+)", text.casefold())]


def _along(texts: list[str], flows: Sequence[tuple[str, str]]) -> list[str]:
    """The tiers in the direction of the relations between them, as far as they have one: each next is the tier that
    sends most more to those left than it gets from them (Eades, Lin and Smyth 1993)."""
    if any(re.match(r"\W*\d", text) for text in texts):
        return texts  # whoever numbers them has ordered them
    left, out, counts = list(texts), [], Counter(flows)
    while left:
        best = max(left, key=lambda t: sum(n * ((a == t) - (b == t)) for (a, b), n in counts.items()))
        left.remove(best)
        out.append(best)
        counts = Counter({ends: n for ends, n in counts.items() if best not in ends})
    return out


def _heading(tier_by: str, text: str) -> str:
    return f"{tier_by.capitalize()} {text}" if _number(text) is not None else text


def _empty() -> Model:
    """A model that declares nothing."""
    dates = DateWords(1, 9999, {}, {}, {}, ())
    numbers = NumberWords({}, {}, {}, {}, {}, (), (), Decimal(1), Decimal(1))
    return Model({}, {}, {}, {}, {}, {}, {}, dates, numbers, Units({}, {}, {}, {}, {}, ()))
