"""graphkit query."""

from __future__ import annotations

import sys

import click

from graphkit.cli import complete
from graphkit.cli.answer import kept, limit_option, pour, put
from graphkit.cli.context import Session, note, plural
from graphkit.cli.given import given_option, parameters_of
from graphkit.cli.grid import wrap
from graphkit.cli.output import (
    STREAMED,
    cell_text,
    format_option,
    print_json,
    print_table,
    safe,
    say,
    width,
)
from graphkit.errors import GraphkitError, QueryError, UsageError
from graphkit.query import (
    Parameter,
    Query,
    bind,
    pick,
    run_free,
    run_named,
    search,
    stream_free,
    stream_named,
    with_clocks,
)
from graphkit.values.table import Table


class _Queries(click.Group):
    """Who writes `graphkit query NAME` is told the command that runs it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            if args[0] in ctx.obj.project.library:
                raise UsageError(f"{args[0]} is a query, not a command", f"graphkit query run {args[0]}") from None
            raise


class _Run(click.Command):
    """Its help lists the parameters and columns of the query that is named; a stray word is told how to be given."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta["graphkit.words"] = [word for word in args if not word.startswith("-")]
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            if "extra argument" in error.message:
                raise click.UsageError(f"{error.message} Parameters are given as -p NAME=VALUE.", ctx) from None
            raise

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        session: Session = ctx.obj
        try:
            words = [word for word in ctx.meta["graphkit.words"] if word in session.project.library]
        except GraphkitError:
            words = []  # a broken library is for `check` to tell
        if not words:
            with formatter.section("Queries"):
                formatter.write_text("graphkit query list; add a query's NAME before --help for its parameters")
            return
        query = session.project.library[words[0]]
        with formatter.section(query.name):
            formatter.write_text(f"{query.title} {query.description}")
        if query.parameters:
            with formatter.section("Parameters"):
                formatter.write_dl([(f"-p {p.name}={_default(p.default, p.required)}", _about(p.type, p.description))
                                    for p in query.parameters])  # fmt: skip
        with formatter.section("Columns"):
            formatter.write_dl(list(query.columns))


def _default(value: object, required: bool) -> str:
    return "…" if required else "" if value is None else cell_text(value)


def _brief(parameter: Parameter) -> str:
    """`item` must be given, `status?` may be, `entity=byd` has a default."""
    shown = _default(parameter.default, parameter.required)
    return f"{parameter.name}={shown}" if shown not in ("", "…") else parameter.name + "?" * (not parameter.required)


def _about(type_: str, description: str) -> str:
    return f"{type_}: {description}" if description else type_


@click.group("query", cls=_Queries)
def command() -> None:
    """Run Cypher, by name or free-hand."""


_seconds = click.option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=1e9),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="End the query after so long.",
)


@command.command("list")
@click.argument("words", nargs=-1)
@click.option("--group", metavar="NAME", shell_complete=complete.groups, help="Only the queries of this group.")
@format_option
@click.pass_obj
def list_(session: Session, words: tuple[str, ...], group: str | None, format_: str) -> None:
    """List the query library, or the queries with all these WORDS in name, question, description or group.

    A parameter with `?` may be left out, one with `=` has that default.
    """
    found = search(session.project.library, words, group)
    rows = [(q.group, q.name, q.title, ", ".join(map(_brief, q.parameters))) for q in found]
    empty = "no query has these words" if words else "the library is empty"
    print_table(Table.of(("group", "name", "title", "parameters"), rows), format_, empty)


@command.command("show")
@click.argument("name", shell_complete=complete.queries)
@format_option
@click.pass_obj
def show(session: Session, name: str, format_: str) -> None:
    """Show a query: what it answers, what it takes, its columns and its Cypher."""
    query = pick(session.project.library, name)
    if format_ == "json":
        print_json(_record(query))
        return
    rows = [("parameter", p.name, p.type, p.default, p.description) for p in query.parameters]
    rows += [("column", column, "", None, text) for column, text in query.columns]
    table = Table.of(("part", "name", "type", "default", "description"), rows)
    if format_ != "table":
        print_table(table, format_)
        return
    say(safe(f"{query.name}: {query.title}"), bold=True)
    if query.group:
        say(safe(f"group: {query.group}"))
    for line in wrap(safe(query.description), width()):
        say(line)
    say()
    print_table(table, format_)
    say()
    say(safe(query.text))


def _record(query: Query) -> dict[str, object]:
    return {
        "name": query.name,
        "group": query.group,
        "title": query.title,
        "description": query.description,
        "parameters": [
            {n: getattr(p, n) for n in ("name", "type", "default", "required", "description")} for p in query.parameters
        ],
        "columns": dict(query.columns),
        "cypher": query.text,
    }


@command.command("run", cls=_Run)
@click.argument("name", shell_complete=complete.queries)
@given_option
@click.option("--as-of", metavar="DAY", help="What held on this day, of queries that take $as_of.")
@click.option("--known-on", metavar="DAY", help="What had been said by this day, of queries that take $known_on.")
@limit_option
@_seconds
@format_option
@click.pass_obj
def run(
    session: Session,
    name: str,
    given: tuple[str, ...],
    as_of: str | None,
    known_on: str | None,
    limit: int | None,
    timeout: float,
    format_: str,
) -> None:
    """Run a query of the library, read-only. With a NAME, --help lists what it takes and gives."""
    library = session.project.library
    query = pick(library, name)
    parameters = with_clocks(library, query, parameters_of(given), {"as_of": as_of, "known_on": known_on})
    session.tell(f"parameters: {bind(query, parameters)}")  # wrong ones are told before a store is opened
    with session.store(read_only=True) as store:
        with session.timed(query.name):
            if format_ in STREAMED:
                count = pour(stream_named(store, query, parameters, timeout), limit or 0, format_)
            else:
                keep = kept(limit, format_)
                count = put(run_named(store, query, parameters, timeout, keep and keep + 1), keep, format_)
        if not count and not store.marked():
            note(f"{store.target} is empty — fill it with: graphkit load")
    session.tell(plural(count, "row"))


@command.command("cypher")
@click.argument("text")
@given_option
@limit_option
@_seconds
@click.option(
    "--write", is_flag=True, help="Let the statement write. What graphkit loaded may then differ from the facts."
)
@format_option
@click.pass_obj
def cypher(
    session: Session, text: str, given: tuple[str, ...], limit: int | None, timeout: float, write: bool, format_: str
) -> None:
    """Run Cypher; TEXT `-` is read from standard input. Read-only unless --write."""
    statement = sys.stdin.read() if text == "-" else text
    if not statement.strip():
        raise QueryError("the statement is empty", "as: graphkit query cypher 'MATCH (n:Firm) RETURN n.name'")
    parameters = parameters_of(given)
    with session.store(read_only=not write) as store, session.timed("statement"):
        if format_ in STREAMED and not write:
            count = pour(stream_free(store, statement, parameters, timeout), limit or 0, format_)
        else:
            keep = kept(limit, format_)
            count = put(run_free(store, statement, parameters, timeout, write, keep and keep + 1), keep, format_)
    session.tell(plural(count, "row"))
