"""graphkit analyze capacity."""

from __future__ import annotations

from typing import Any

import click

from graphkit.analysis.questions import CAPACITY_BY
from graphkit.cli.analyze.shown import analysis, put, study_of
from graphkit.cli.context import Session


@click.command("capacity")
@click.option("--by", type=click.Choice(CAPACITY_BY), default="stage", show_default=True, help="What the rows are.")
@click.option(
    "--year", type=click.IntRange(1900, 2200), metavar="Y", help="Only how it stands at the end of this year."
)
@analysis
@click.pass_obj
def command(session: Session, /, by: str, year: int | None, **options: Any) -> None:
    """Tell how much can be made over time: what operates apart from what is planned, with the slips counted in.

    The forecasts that the sources state stand beside it.
    """
    from graphkit.analysis.questions.capacity import answer

    study = study_of(session, options)
    put(study, answer(study, by, year), options, session)
