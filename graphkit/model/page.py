"""docs/schema.md: the model as a page, made from what schema/ declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphkit.model.schema import DIRECTIONS, Model
from graphkit.model.types import STATUSES, Term

_HEAD = """# The schema

Made from `schema/*.toml` by `python scripts/schema_page.py`; a test fails when it is out of date. Do not edit it: a new
type, metric, stage, property or term is an edit of the TOML file named at each section. How rows of the tables use
these names is told in [data-model.md](data-model.md), how dates and numbers are written in [values.md](values.md).
"""


def schema_page(model: Model) -> str:
    """The page as Markdown, the same for the same model."""
    parts = [
        _HEAD,
        *_diagram(model),
        *_nodes(model),
        *_edges(model),
        *_metrics(model),
        *_stages(model),
        *_properties(model),
        *_qualifiers(model),
        *_vocabularies(model),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _diagram(model: Model) -> Iterator[str]:
    yield "## Picture\n\nFrom node types through an edge type (rounded) to node types; a line without a head has no"
    yield "direction.\n"
    for title, chain in (("The chain itself", True), ("What surrounds it", False)):
        yield f"{title}:\n\n```mermaid\nflowchart LR"
        for name, edge in model.edges.items():
            if edge.chain == chain:
                arrow = "---" if edge.symmetric else "-->"
                yield f"  {' & '.join(edge.from_)} {arrow} {name}([{name}]) {arrow} {' & '.join(edge.to)}"
        yield "```\n"


def _nodes(model: Model) -> Iterator[str]:
    yield "## Node types\n\nOf `nodes.toml`. Each node carries the label `Entity` too.\n"
    rows = [(f"`{n}`", e.description, model.vocabularies["tier"][e.tier].name) for n, e in model.nodes.items()]
    yield _table(("type", "what it is", "column of the map"), rows)


def _edges(model: Model) -> Iterator[str]:
    yield "## Edge types\n\nOf `edges.toml`. The value of the row is the entity at the other end. Key qualifiers"
    yield "are part of the edge's identity; those of the scope (see Qualifiers) may be given besides.\n"
    rows = []
    for name, edge in model.edges.items():
        marks = [
            m for m, on in (("symmetric", edge.symmetric), ("chain", edge.chain), ("no circles", edge.acyclic)) if on
        ]
        others = [q for q in edge.qualifiers if q not in edge.key]
        rows.append(
            (f"`{name}`", edge.description, _plain(edge.from_), _plain(edge.to), _code(edge.key), _code(others),
             edge.inverse, ", ".join(marks))
        )  # fmt: skip
    yield _table(("edge", "meaning", "from", "to", "key", "qualifiers", "read backwards", ""), rows)


def _metrics(model: Model) -> Iterator[str]:
    yield f"## Metrics\n\nOf `metrics.toml`. A direction is one of {', '.join(DIRECTIONS)}.\n"
    rows = []
    for name, metric in model.metrics.items():
        unit = metric.unit or (f"{metric.dimension.removesuffix('/*')}, any currency" if metric.dimension else "")
        unit += f" per {metric.per}" if metric.per and not unit.endswith("/a") else ""
        given = ", ".join(filter(None, [unit, "direction" if metric.ordinal else ""]))
        props = _code([p for p in (metric.property, metric.planned_property) if p])
        rows.append(
            (f"`{name}`", metric.description, _plain(metric.subjects), metric.shape, given, _code(metric.key), props)
        )
    yield _table(("metric", "meaning", "said of", "shape", "given in", "key", "on the node: installed, planned"), rows)


def _stages(model: Model) -> Iterator[str]:
    yield "## Milestone stages\n\nOf `stages.toml`, by ladder and rank. Reaching a stage gives its status, in the order"
    yield f"{', '.join(STATUSES)}. With a value, the stage is one of the edge between subject and value.\n"
    for ladder in dict.fromkeys(s.ladder for s in model.stages.values()):
        yield f"### Ladder {ladder}\n"
        rows = []
        for name, stage in sorted(model.stages.items(), key=lambda item: (item[1].order, item[0])):
            if stage.ladder == ladder:
                edge = f"`{stage.edge}` {_plain(stage.edge_from)} → {_plain(stage.edge_to)}" if stage.edge else ""
                key = _code((*stage.key, *stage.edge_qualifiers))
                rows.append(
                    (
                        str(stage.order),
                        f"`{name}`",
                        stage.description,
                        stage.status or "",
                        _plain(stage.subjects),
                        key,
                        edge,
                    )
                )
        yield _table(("rank", "stage", "meaning", "status", "said of", "qualifiers", "edge"), rows)


def _properties(model: Model) -> Iterator[str]:
    yield "## Properties\n\nOf `properties.toml`: words, where a metric is a number and a stage a date. A planned"
    yield "one is kept apart, as `NAME_planned`.\n"
    rows = []
    for name, prop in model.properties.items():
        value = f"{prop.type} of {prop.vocabulary}" if prop.vocabulary else prop.type
        many = "side by side" if prop.multiple else "one"
        rows.append((f"`{name}`", prop.description, _plain(prop.types), value, many, _code(prop.key)))
    yield _table(("property", "meaning", "said of", "value", "how many", "key"), rows)


def _qualifiers(model: Model) -> Iterator[str]:
    yield "## Qualifiers\n\nOf `qualifiers.toml`, written `name=value; name=value`. Those of the scope are part of"
    yield "the key of every milestone and observation, so that statements of different scope never meet.\n"
    rows = []
    for name, entry in model.qualifiers.items():
        value = f"{entry.type} of {entry.vocabulary}" if entry.vocabulary else entry.type
        value += f": {_plain(entry.types)}" if entry.types else ""
        rows.append((f"`{name}`", entry.description, value, "yes" if entry.scope else ""))
    yield _table(("qualifier", "meaning", "value", "scope"), rows)


def _vocabularies(model: Model) -> Iterator[str]:
    yield "## Vocabularies\n\nOf `vocabularies.toml`. What stands below a term is a kind of it; aliases are read"
    yield "as the term.\n"
    for name, terms in model.vocabularies.items():
        yield f"### {name}\n"
        yield "\n".join(_tree(terms, None, 0)) + "\n"


def _tree(terms: Mapping[str, Term], parent: str | None, depth: int) -> Iterator[str]:
    for term, entry in terms.items():
        if entry.parent == parent:
            aliases = f"; also {', '.join(entry.aliases)}" if entry.aliases else ""
            yield f"{'  ' * depth}- `{term}` {_cell(entry.name)}{_cell(aliases)}"
            yield from _tree(terms, term, depth + 1)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [_line(heads), _line(["---"] * len(heads)), *(_line([_cell(c) for c in row]) for row in rows)]
    return "\n".join(lines) + "\n"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _plain(names: Iterable[str]) -> str:
    return ", ".join(names)


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
