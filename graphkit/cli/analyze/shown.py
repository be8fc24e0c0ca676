"""What all analyses share: options, the study of the graph, and how an answer is printed, and drawn as a map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.output import format_option, print_json, print_rows, print_table, say
from graphkit.errors import GraphkitError, UsageError
from graphkit.values.table import Table

if TYPE_CHECKING:
    from graphkit.analysis.answer import Answer
    from graphkit.analysis.strikes import Strike
    from graphkit.analysis.study import Study

_F = TypeVar("_F", bound=Callable[..., Any])
#: Columns that only machines need: ids beside names, lists that repeat a count.
_FOR_MACHINES = (
    "node",
    "buyer",
    "item",
    "target",
    "point",
    "key",
    "claims",
    "lost_suppliers",
    "left_suppliers",
    "nodes_of",
)
#: Where `compare` has answers kept, in the call's notes.
KEPT = "graphkit.analyze.kept"
#: Rows of "not known" that are shown to people; machines get all.
_GAPS = 10
#: Names in a line that are shown to people.
_NAMES = 7


def analysis(function: _F) -> _F:
    """Options that every analysis takes: clocks, format, --operating, --map."""
    function = clocks(function)
    function = format_option(function)
    function = click.option(
        "--operating", is_flag=True, help="Leave out relations that are planned and have not begun."
    )(function)
    return click.option(
        "--map", "map_file", type=click.Path(dir_okay=False), metavar="FILE.html",
        help="Write a map too, coloured by the result.",
    )(function)  # fmt: skip


def strikes_option(required: bool) -> Callable[[_F], _F]:
    """The option --strike, which may be given several times."""
    return click.option(
        "--strike", "strikes", multiple=True, required=required, metavar="NAME", shell_complete=complete.entities,
        help="What stops: a firm, site, material, product, vehicle, technology, place, a line as maker|item, or "
        "country=CODE; may be repeated, and then all stop at once.",
    )  # fmt: skip


#: The option --strike, at least once.
strike_option = strikes_option(required=True)


def study_of(session: Session, options: dict[str, Any]) -> Study:
    """The facts as the clocks, the audience and --operating ask for them."""
    from graphkit.analysis.study import Study

    graph = session.graph(options["as_of"], options["known_on"], options["audience"], options["from_store"])
    if not graph.entities:
        raise GraphkitError("there is nothing to analyze: the graph is empty", "graphkit check tells what is read")
    return Study(graph, session.project.model, planned=not options["operating"])


def struck(study: Study, texts: Sequence[str]) -> list[Strike]:
    """What --strike names."""
    from graphkit.analysis.strikes import read_strike
    from graphkit.reports.find import locate

    return [read_strike(study, text, lambda name: locate(study.graph, name)) for text in dict.fromkeys(texts)]


def node_of(study: Study, text: str) -> str:
    """The node that a name means: an entity, or a line as `maker|item`.

    Raises
    ------
    UsageError
        If nothing or several have the name, or it is nothing that can stop.
    """
    from graphkit.analysis.groups import is_line, item_of, line_of, maker_of
    from graphkit.facts.search import named
    from graphkit.reports.find import locate

    if is_line(text) and not named(study.graph.entities, text):
        node = line_of(locate(study.graph, maker_of(text)).id, locate(study.graph, item_of(text)).id)
    else:
        node = locate(study.graph, text).id
    if node not in study.inputs:
        kind = study.kind(node)
        hint = "a firm, site, material, product, vehicle, or a line as maker|item"
        raise UsageError(
            f"{study.name(node)} is nothing of the chain that can stop{f': it is of type {kind}' if kind else ''}", hint
        )
    return node


def needs_of(study: Study, text: str | None) -> frozenset[str] | None:
    """The nodes whose needs are asked for: what a name means, with its lines, its sites and the lines of these."""
    if text is None:
        return None
    from graphkit.analysis.groups import entities_of

    node = node_of(study, text)
    own = {node, *study.sites.get(node, ())}
    return frozenset(own | {n for n in study.inputs if not own.isdisjoint(entities_of(n))})


def put(study: Study, answer: Answer, options: dict[str, Any], session: Session) -> None:
    """Prints an answer in the format that is asked for, and draws its map where one is.

    Where `compare` asks, the answer is kept for it instead.
    """
    from graphkit.analysis.questions.common import rests_on

    answer = replace(answer, assumed=(*answer.assumed, *rests_on(study, answer.claims)))
    if (kept := click.get_current_context().meta.get(KEPT)) is not None:
        kept.append((study, answer))
        return
    if map_file := options["map_file"]:
        _draw(study, answer, Path(map_file), session)
    match options["format_"]:
        case "json":
            print_json(_record(study, answer))
        case "jsonl" | "csv":
            print_rows(answer.table.columns, answer.table.rows, options["format_"])
            _remarks(answer)
        case form:
            _print(study, answer, form)
    if options["format_"] != "json":
        note(f"as of {study.graph.as_of}")


def _record(study: Study, answer: Answer) -> dict[str, Any]:
    graph = study.graph
    return {
        "analysis": answer.name,
        "title": answer.title,
        "scenario": answer.scenario,
        "as_of": graph.as_of.isoformat() if graph.as_of else None,
        "known_on": graph.known_on.isoformat() if graph.known_on else None,
        **answer.asked,
        "bounds": list(answer.bounds),
        "rows": answer.table.records(),
        **{name: table.records() for name, table in answer.more.items()},
        "gaps": answer.gaps.records(),
        "assumed": list(answer.assumed),
        "claims": list(answer.claims),
    }


def _print(study: Study, answer: Answer, form: str) -> None:
    """The answer for people: title, tables, then how to read it, what is not known, what was assumed."""
    mark = "# " if form == "markdown" else ""
    say(f"{mark}{'Scenario: ' if answer.scenario else ''}{answer.title}", bold=True)
    for table in (answer.table, *answer.more.values()):
        say()
        if table.rows:
            print_table(_for_people(study, table, form, answer.for_machines), form)
        else:
            say(f"{table.title}: none")
    _listed("How to read it", answer.bounds, form)
    gaps = [f"{row[1]}: {row[3]}" for row in answer.gaps.rows]
    more = [f"and {len(gaps) - _GAPS} more; --format json has all"] if len(gaps) > _GAPS else []
    _listed("Not known", [*gaps[:_GAPS], *more], form)
    _listed("Taken for granted", answer.assumed, form)


def _listed(title: str, lines: Sequence[str], form: str) -> None:
    if lines:
        say()
        say(f"## {title}\n" if form == "markdown" else title, bold=True)
        for line in map(_short, lines):
            say(f"- {line}" if form == "markdown" else f"  {line}")


def _short(line: str) -> str:
    """A line without the end of a long list of names; machines get all of it."""
    names = line.split(", ")
    return line if len(names) <= _NAMES else f"{', '.join(names[:_NAMES])}, and {len(names) - _NAMES} more"


def _for_people(study: Study, table: Table, form: str, hidden: Sequence[str]) -> Table:
    """Names in place of ids, and the documents in place of the claims' ids."""
    from graphkit.reports.cite import cite

    kept = [k for k, name in enumerate(table.columns) if name not in (*_FOR_MACHINES, *hidden)]
    columns = [table.columns[k] for k in kept]
    rows = [[row[k] for k in kept] for row in table.rows]
    if "claims" in table.columns and "claims" not in hidden:
        at = table.columns.index("claims")
        columns.append("sources")
        rows = [[*row, cite(study.graph, whole[at])] for row, whole in zip(rows, table.rows, strict=True)]
    empty = {k for k, name in enumerate(columns) if all(row[k] in (None, "", [], ()) for row in rows)}
    rows = [[cell for k, cell in enumerate(row) if k not in empty] for row in rows]
    title = f"## {table.title}" if form == "markdown" else table.title
    return Table.of([c for k, c in enumerate(columns) if k not in empty], rows, title)


def _remarks(answer: Answer) -> None:
    """What a table of rows cannot hold, on stderr."""
    if answer.scenario:
        note("a scenario: it rests on figures that no source states")
    for line in (*answer.bounds, *(f"assumed: {line}" for line in answer.assumed)):
        note(line)
    if answer.gaps.rows:
        note(f"{plural(len(answer.gaps.rows), 'gap')}: what is not known; --format json has them")


def _draw(study: Study, answer: Answer, path: Path, session: Session) -> None:
    """The map of the graph, coloured by the answer, with a legend."""
    from graphkit.maps import replaceable, write_map
    from graphkit.maps.views import marked

    if path.is_file() and not replaceable(path):
        raise GraphkitError(f"{path} is there and is no map of graphkit", "name another file, or remove it first")
    groups: dict[tuple[str, str], list[str]] = {}
    for entity, mark in answer.marks.items():
        if entity in study.graph.entities:
            groups.setdefault((mark.word, mark.color), []).append(entity)
    views = marked(answer.title, ". ".join(answer.bounds) + ".", [(*key, ids) for key, ids in groups.items()])
    title = f"{session.project.location.title}: {answer.title}"
    write_map(study.graph, path, study.model, title, views=views, view=next(iter(views)))
    note(f"{path}: {plural(sum(map(len, groups.values())), 'entity', 'entities')} coloured")
