"""graphkit query."""

from __future__ import annotations

import sys

import click
from click.shell_completion import CompletionItem

from graphkit.cli.context import Session, note
from graphkit.cli.output import format_option, print_json, print_table
from graphkit.errors import QueryError, UsageError
from graphkit.query import Query, pick, run_free, run_named
from graphkit.values.table import Table


@click.group("query")
def command() -> None:
    """Run Cypher, by name or free-hand."""


def _names(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of queries, for shell completion."""
    root = ctx.find_root()
    session = Session(root.params.get("project"), root.params.get("store"), False)
    return [
        CompletionItem(name, help=query.title)
        for name, query in session.project.library.items()
        if name.startswith(incomplete)
    ]


def _parameters(given: tuple[str, ...]) -> dict[str, str]:
    out: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise UsageError(f"-p {text!r} is no parameter", "as -p status=planned")
        out[name] = value
    return out


_given = click.option(
    "-p", "--param", "given", multiple=True, metavar="KEY=VALUE", help="A parameter; may be repeated."
)
_seconds = click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="End the query after so long.",
)


@command.command("list")
@format_option
@click.pass_obj
def list_(session: Session, format_: str) -> None:
    """List the query library."""
    rows = [
        (q.name, q.title, ", ".join(f"{p.name}{'' if p.required else '?'}" for p in q.parameters))
        for q in session.project.library.values()
    ]
    print_table(Table.of(("name", "title", "parameters"), rows), format_, "the library is empty")


@command.command("show")
@click.argument("name", shell_complete=_names)
@format_option
@click.pass_obj
def show(session: Session, name: str, format_: str) -> None:
    """Show a query: what it answers, what it takes, its columns and its Cypher."""
    query = pick(session.project.library, name)
    if format_ == "json":
        print_json(_record(query))
        return
    if format_ != "table":
        rows = [("parameter", p.name, p.type, p.default, p.description) for p in query.parameters]
        rows += [("column", column, "", None, text) for column, text in query.columns]
        print_table(Table.of(("part", "name", "type", "default", "description"), rows), format_)
        return
    click.echo(f"{query.name}: {query.title}\n{query.description}\n")
    for p in query.parameters:
        click.echo(f"  -p {p.name}={'…' if p.required else p.default!r}  {p.type}; {p.description}")
    for column, text in query.columns:
        click.echo(f"  {column}: {text}")
    click.echo(f"\n{query.text}")


def _record(query: Query) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "parameters": [
            {n: getattr(p, n) for n in ("name", "type", "default", "required", "description")} for p in query.parameters
        ],
        "columns": dict(query.columns),
        "cypher": query.text,
    }


@command.command("run")
@click.argument("name", shell_complete=_names)
@_given
@_seconds
@format_option
@click.pass_obj
def run(session: Session, name: str, given: tuple[str, ...], timeout: float, format_: str) -> None:
    """Run a query of the library, read-only."""
    query = pick(session.project.library, name)
    parameters = _parameters(given)
    with session.store(read_only=True) as store:
        table = run_named(store, query, parameters, timeout)
        if not table.rows and not store.marked():
            note(f"{store.target} is empty — fill it with: graphkit load")
    print_table(table, format_, "no rows")


@command.command("cypher")
@click.argument("text")
@_given
@_seconds
@click.option(
    "--write", is_flag=True, help="Let the statement write. What graphkit loaded may then differ from the facts."
)
@format_option
@click.pass_obj
def cypher(session: Session, text: str, given: tuple[str, ...], timeout: float, write: bool, format_: str) -> None:
    """Run Cypher; TEXT `-` is read from standard input. Read-only unless --write."""
    statement = sys.stdin.read() if text == "-" else text
    if not statement.strip():
        raise QueryError("the statement is empty", "as: graphkit query cypher 'MATCH (n:Firm) RETURN n.name'")
    with session.store(read_only=not write) as store:
        table = run_free(store, statement, _parameters(given), timeout, write)
    print_table(table, format_, "no rows")
