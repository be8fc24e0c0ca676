"""graphkit analyze: one file an analysis; what all share is in `shown`."""

from __future__ import annotations

from importlib import import_module

import click

from graphkit.analysis.questions import ANALYSES
from graphkit.cli.output import say


class _Lazy(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(ANALYSES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ANALYSES:
            return None
        found: click.Command = import_module(f"{__name__}.{cmd_name.replace('-', '_')}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from graphkit.errors import UsageError
            from graphkit.facts.hints import near

            raise UsageError(f"no analysis {args[0]!r}", near(args[0], ANALYSES)) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Analyses"):
            formatter.write_dl(list(ANALYSES.items()))


@click.command("analyze", cls=_Lazy, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Ask the facts who is a chokepoint, who is exposed, and what stops if this stops. No database is needed.

    Each answer tells what it took for granted and what is not known. Certain: what the sources force; possible: what
    may be, if no supplier exists that no source names.
    """
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())
