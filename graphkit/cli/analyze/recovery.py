"""graphkit analyze recovery."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.analyze.days import days
from graphkit.cli.analyze.shown import analysis, put, strike_option, struck, study_of
from graphkit.cli.context import Session


@click.command("recovery")
@strike_option
@click.option(
    "--recovery-days", "back", callback=days, metavar="LOW[-HIGH]",
    help="Assume that what is struck is back after so many days, where no source tells.",
)  # fmt: skip
@click.option(
    "--stock-days", "stock", callback=days, metavar="LOW[-HIGH]",
    help="Assume that a stock of which no source speaks lasts so many days.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(
    session: Session,
    /,
    strikes: tuple[str, ...],
    back: tuple[float, float] | None,
    stock: tuple[float, float] | None,
    **options: Any,
) -> None:
    """Tell who stops before what is struck is back: time to survive against time to recover, both as intervals."""
    from graphkit.analysis.questions.recovery import answer

    study = study_of(session, options)
    put(study, answer(study, struck(study, strikes), stock, back), options, session)
