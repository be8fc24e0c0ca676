"""The command line: one command a file; parse, call, print."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphkit.errors import GraphkitError

#: Command -> one line of help. The module of the same name is imported when the command is used, not before.
COMMANDS = {
    "init": "Make a new project folder that loads as it is.",
    "check": "Find all that is wrong with the content, without a database.",
    "facts": "Edit a loader's tables in a spreadsheet, and take them back.",
    "loader": "Draft and try the mapping of a table of other people.",
    "plan": "Show what a load would change, and write nothing.",
    "load": "Make the store equal to the facts.",
    "diff": "Compare two states of the facts: days, folders, git revisions.",
    "status": "Tell what the store holds.",
    "find": "Find entities by any of their names.",
    "show": "Show one entity with its values, milestones and edges.",
    "why": "Show the claims behind an entity, an edge or a value.",
    "conflicts": "Show what the sources contradict each other in, and rule on it.",
    "resolve": "List entities that may be one, and rule on them.",
    "slips": "Show each plan that moved or was missed, and firms' records.",
    "stale": "Show what nobody has confirmed for long, and single sources.",
    "changes": "Tell what changed since a day: the analyst's page.",
    "timeline": "Draw or list who reaches which stage when.",
    "pipeline": "Count lines by year, status and capacity.",
    "analyze": "Find chokepoints, exposure, and what stops if this stops.",
    "report": "Write a report and a two-page brief, offline.",
    "query": "Run Cypher, by name or free-hand.",
    "map": "Write the interactive map, one HTML file.",
    "export": "Write the graph or its claims in another format.",
    "serve": "Keep the embedded store up for Bolt clients.",
}
_MODULES = {"map": "map_", "init": "init_"}


class _Commands(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(f"graphkit.cli.{_MODULES.get(name, name)}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            raise click.UsageError(f"{error.message}" + (f" Did you mean {near[0]}?" if near else ""), ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        # The lines stand here, so that help imports no command.
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise _ReaderGone from None  # click would turn it into exit code 1


class _ReaderGone(Exception):
    """Whoever read standard output has closed it, as `| head` does."""


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--project",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Project folder; else GRAPHKIT_PROJECT, else the nearest graphkit.toml.",
)
@click.option(
    "--store",
    metavar="URI",
    help="bolt:// or neo4j:// URI, or embedded[:PATH]; else NEO4J_URI, else the project's embedded store.",
)
@click.option("-v", "--verbose", is_flag=True, help="Tell on stderr what is read, from where and how long it takes.")
@click.version_option(package_name="graphkit-chain", prog_name="graphkit")
@click.pass_context
def cli(ctx: click.Context, project: str | None, store: str | None, verbose: bool) -> None:
    """Curated, sourced facts of an industry chain as a graph.

    Facts are tables under loaders/; load makes a store of them for Cypher; map and export work without a database.
    """
    from graphkit.cli.context import Session

    ctx.obj = Session(project, store, verbose)


def main(argv: Sequence[str] | None = None) -> None:
    """Runs the command line and leaves with its exit code: 0 done, 1 a reported problem, 2 wrong usage."""
    # Claims and graphs are many small objects that live to the end: looking for garbage among them cost a third of the
    # time to build a large graph (docs/performance.md), and a command is over before it would matter.
    gc.set_threshold(100_000, 50, 100)
    sys.exit(run(list(sys.argv[1:] if argv is None else argv)))


def run(argv: list[str]) -> int:
    """Runs the command line and returns its exit code."""
    from graphkit.errors import ContentError, GraphkitError, UsageError

    options = argv[: argv.index("--")] if "--" in argv else argv
    try:
        _speak_utf8()
        result = cli.main(args=argv, prog_name="graphkit", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except (click.exceptions.Abort, KeyboardInterrupt):
        _remark("interrupted")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ContentError as error:
        from graphkit.cli.tables import lines_of_problems

        for line in lines_of_problems(error.problems):
            _remark(line)
        _complain(error)
        return 1
    except GraphkitError as error:
        _complain(error)
        return 2 if isinstance(error, UsageError) else 1
    except (_ReaderGone, BrokenPipeError):
        _drop_output()
        return 0
    except OSError as error:
        _drop_output()
        _remark(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}", "error", "red")
        return 1
    except Exception as error:
        if {"-v", "--verbose"} & set(options):
            raise
        _remark(f"a bug in graphkit: {type(error).__name__}: {error}", "error", "red")
        _remark("run it again as graphkit --verbose … for the traceback, and report it please", "hint", "cyan")
        return 1


def _complain(error: GraphkitError) -> None:
    _remark(error.message, "error", "red")
    if error.hint:
        _remark(error.hint, "hint", "cyan")


def _remark(text: str, *style: str) -> None:
    from graphkit.cli.output import remark  # help, which says nothing here, is not to wait for it

    remark(text, *style)


def _drop_output() -> None:
    """Nothing more can be written: what is buffered must not fail again when Python ends."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _speak_utf8() -> None:
    """Names are in any script, whatever the locale; what is no character is written as an escape, not a failure."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever called, as by `>&-`: what is said goes nowhere
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
