"""graphkit analyze mitigate."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.days import finite
from graphkit.cli.analyze.shown import analysis, node_of, put, strikes_option, struck, study_of
from graphkit.cli.context import Session
from graphkit.errors import UsageError


@click.command("mitigate")
@click.argument("target", required=False, shell_complete=complete.entities)
@strikes_option(required=False)
@click.option(
    "--lasts", callback=finite, type=click.FloatRange(min=0, min_open=True), metavar="DAYS",
    help="How long the strike lasts; then stocks are measures too. Only with --strike.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(
    session: Session, /, target: str | None, strikes: tuple[str, ...], lasts: float | None, **options: Any
) -> None:
    """Rank what one more supplier, maker, site, substitute or stock would save, each alone.

    With --strike: the nodes that would no longer stop. With TARGET: its single points of failure that would be gone.
    """
    from graphkit.analysis.questions.mitigate import of_target, under_strikes

    if (target is None) == (not strikes):
        raise UsageError("mitigate takes either a TARGET or --strike", "graphkit analyze mitigate --strike NAME")
    if target is not None and lasts is not None:
        raise UsageError("--lasts is the length of a strike, and none is given", "name it with --strike")
    study = study_of(session, options)
    if target is not None:
        put(study, of_target(study, node_of(study, target)), options, session)
    else:
        put(study, under_strikes(study, struck(study, strikes), lasts), options, session)
