"""graphkit map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.given import given_option, parameters_of
from graphkit.cli.map_views import changed_since, saved, view_options
from graphkit.errors import GraphkitError, UsageError
from graphkit.values.names import is_visible

if TYPE_CHECKING:
    from graphkit.graph import Graph
    from graphkit.model import Model
    from graphkit.query import Query

#: Parameters that say which facts are built and asked: a graph out of a file has none.
_OF_FACTS = {
    "as_of": "--as-of", "known_on": "--known-on", "audience": "--audience", "from_store": "--from-store",
    "query": "--query", "given": "-p", "view": "--view", "since": "--since",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is to be drawn: a graph with its model, a title, the whole that it may be a part of, and what `write_map`
    takes besides."""

    graph: Graph
    model: Model
    title: str
    whole: Graph
    options: Mapping[str, Any] = field(default_factory=dict)


@click.command("map")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False), metavar="FILE.html", help="The file to write."
)
@click.option("--title", help="Heading of the map; else that of the project, the query or the file.")
@click.option(
    "--focus",
    multiple=True,
    metavar="NAME",
    shell_complete=complete.entities,
    help="Only this entity and what is around it; may be repeated.",
)
@click.option("--hops", type=click.IntRange(min=0), metavar="N", help="With --focus: how many relations away; else 1.")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="TYPE",
    shell_complete=complete.types,
    help="Only entities of this type, as Firm; may be repeated.",
)
@click.option(
    "--edge",
    "relations",
    multiple=True,
    metavar="TYPE",
    shell_complete=complete.relations,
    help="Only relations of this type, as SUPPLIES; may be repeated.",
)
@click.option(
    "--query",
    metavar="NAME",
    shell_complete=complete.queries,
    help="Only what the result of this query of the library names.",
)
@given_option
@click.option(
    "--from-graphml",
    "graphml",
    type=click.Path(),
    metavar="FILE",
    help="Draw the graph of this GraphML file, packed or not, instead of the project's.",
)
@click.option(
    "--like",
    type=click.Path(dir_okay=False),
    metavar="OLD.html",
    help="An older map: what stayed in its tier stands where it stood there.",
)
@view_options
@clocks
@click.pass_context
def command(
    ctx: click.Context,
    output: str,
    title: str | None,
    focus: tuple[str, ...],
    hops: int | None,
    types: tuple[str, ...],
    relations: tuple[str, ...],
    query: str | None,
    given: tuple[str, ...],
    graphml: str | None,
    like: str | None,
    view: str | None,
    since: str | None,
    as_of: str | None,
    known_on: str | None,
    audience: str,
    from_store: bool,
) -> None:
    """Write the interactive map: one HTML file that opens without a network.

    --focus, --type, --edge and --query draw a part of the graph and narrow each other; the file holds nothing about
    the rest.
    """
    from graphkit.maps import read_map, tiers_in, write_map

    _check(ctx, output, focus, hops, query, given, graphml)
    session: Session = ctx.obj
    older = read_map(Path(like)) if like is not None else None
    if graphml is not None:
        drawn = _of_file(session, Path(graphml))
    elif query is not None:
        drawn = _of_query(session, query, given, (as_of, known_on, audience, from_store))
    else:
        graph = session.graph(as_of, known_on, audience, from_store)
        drawn = _Drawn(graph, session.project.model, session.project.location.title, graph)
    drawn = _narrowed(drawn, focus, 1 if hops is None else hops, types, relations)
    if drawn.graph is not drawn.whole:
        tiers = tiers_in(drawn.whole, drawn.graph, drawn.model, drawn.options.get("tiers"))
        drawn = replace(drawn, options={**drawn.options, "tiers": tiers})
    if graphml is None:
        part = "whole" in drawn.options
        more = saved(session, drawn.graph, view, since, from_store, part)
        more["notes"] = session.notes(drawn.graph, audience, quiet=part)
        if since is not None:
            more |= changed_since(session, since, drawn.whole, audience, from_store)
        drawn = replace(drawn, options={**drawn.options, **more})
    with session.timed("written"):
        write_map(drawn.graph, Path(output), drawn.model, title or drawn.title, like=older, **drawn.options)
    graph = drawn.graph
    counts = f"{plural(len(graph.entities), 'entity', 'entities')}, {plural(len(graph.edges), 'edge')}"
    stands = f", as of {graph.as_of}" if graph.as_of else ""
    note(f"{output}: {counts}{stands}; {Path(output).stat().st_size:,} bytes")


def _check(
    ctx: click.Context, output: str, focus: tuple[str, ...], hops: int | None, query: str | None,
    given: tuple[str, ...], graphml: str | None,
) -> None:  # fmt: skip
    """Tells what cannot be meant before anything is read."""
    from graphkit.maps import replaceable

    _refuse_blanks(ctx)
    if output == "-":
        raise UsageError("the map is a file, not a text for standard output", "as: graphkit map -o map.html")
    if Path(output).exists() and not Path(output).is_file():
        raise GraphkitError(f"{output} is no file that a map can replace", "name a file, as map.html")
    if Path(output).is_file() and not replaceable(Path(output)):
        raise GraphkitError(f"{output} is there and is no map of graphkit", "name another file, or remove it first")
    if hops is not None and not focus:
        raise UsageError("--hops counts from --focus, which is not given", "as: --focus NAME --hops 2")
    if graphml is not None:
        for name, option in _OF_FACTS.items():
            if ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE:
                raise UsageError(
                    f"{option} speaks of the project's facts, --from-graphml of a file", "leave one of them out"
                )
    if query is not None and ctx.params["audience"] == "public":
        raise UsageError(
            "--query asks the whole store, whose answer may tell what --audience public leaves out",
            "leave one of them out; --focus, --type and --edge draw a part for the public",
        )
    if given and query is None:
        raise UsageError("-p is a parameter of --query, which is not given", "as: --query NAME -p NAME=VALUE")


def _refuse_blanks(ctx: click.Context) -> None:
    """Tells of an option that is given, and says nothing that could be seen."""
    for option in ctx.command.params:
        said = ctx.params.get(option.name or "")
        for text in said if isinstance(said, tuple) else (said,):
            if isinstance(text, str) and not is_visible(text):
                hint = "say what is meant" + ("" if option.required else ", or leave it out")
                raise UsageError(f"{option.opts[-1]} is blank", hint)


def _narrowed(
    drawn: _Drawn, focus: tuple[str, ...], hops: int, types: tuple[str, ...], relations: tuple[str, ...]
) -> _Drawn:
    """The part that is asked for; an error if there is nothing in it."""
    from graphkit.graph.part import called, part
    from graphkit.reports.find import locate

    graph, model = drawn.graph, drawn.model
    chosen = part(
        graph,
        focus=[locate(graph, name).id for name in focus],
        hops=hops,
        types=called(types, [*model.nodes, *(e.type for e in graph.entities.values())], "type"),
        relations=called(relations, [*model.edges, *(e.type for e in graph.edges.values())], "relation"),
    )
    if not chosen.entities and graph.entities:
        asked = [f"--{name} {text}" for name, texts in (("type", types), ("edge", relations)) for text in texts]
        raise GraphkitError(f"nothing to draw: no entity is left by {' '.join(asked)}", "ask for less at once")
    # Of what was asked for nothing is left out at first, as people and places of the whole chain are.
    if chosen is graph:
        return drawn
    return replace(drawn, graph=chosen, options={**drawn.options, "whole": True})


def _of_query(session: Session, name: str, given: tuple[str, ...], clock: tuple[Any, ...]) -> _Drawn:
    """What the result of a query names, with the question as the title."""
    from graphkit.graph.part import cut, named_by
    from graphkit.query import bind, pick, stream_named, with_clocks
    from graphkit.query.bind import Finder

    library = session.project.library
    query = pick(library, name)
    days = {day: text for day, text in zip(("as_of", "known_on"), clock, strict=False) if day in query.clocks}
    parameters = with_clocks(library, query, parameters_of(given), days)
    bind(query, parameters)  # wrong ones are told before anything is built
    graph = session.graph(*clock)
    with (
        session.store(read_only=True) as store,
        session.timed(query.name),
        stream_named(store, query, parameters, 60.0) as rows,
    ):
        found = named_by(graph, rows.rows)
        if not found:
            hint = "see it with: graphkit query run" if store.marked() else f"{store.target} is empty: graphkit load"
            raise GraphkitError(f"nothing to draw: the result of {query.name} names no entity of the graph", hint)
        bound = bind(query, parameters, Finder(store))
    note(f"{query.name} names {len(found):,} of {plural(len(graph.entities), 'entity', 'entities')}")
    # What is asked about belongs to the answer, though a result need not repeat it.
    found |= {bound[p.name] for p in query.parameters if p.declared.kind == "entity" and bound[p.name]}
    return _Drawn(cut(graph, found), session.project.model, _question(query, bound, graph), graph, {"whole": True})


def _question(query: Query, bound: Mapping[str, Any], graph: Graph) -> str:
    """The title of the query, with its parameters as words; the day is told by the map's head."""
    said = []
    for name, value in bound.items():
        if value not in (None, "", []) and name not in query.clocks:
            texts = [graph.name(str(part)) for part in (value if isinstance(value, list) else [value])]
            said.append(f"{name.replace('_', ' ')}: {', '.join(texts)}")
    return query.title + (f" ({'; '.join(said)})" if said else "")


def _of_file(session: Session, path: Path) -> _Drawn:
    """The graph of a GraphML file; a project's schema is used where there is a project, and for graphkit's exports."""
    from graphkit.maps.networks import from_networkx, read_graphml, readable

    with session.timed("file read"):
        network = read_graphml(path)
    exported = any("entity_type" in data for _, data in network.nodes(data=True))
    own = session.project.location.own
    made = from_networkx(network, session.project.model if own or exported else None)
    return _Drawn(
        made.graph, made.model, made.title or readable(path), made.graph, {"tiers": made.tiers, "looks": made.looks}
    )
