"""graphkit analyze concentration."""

from __future__ import annotations

from typing import Any

import click

from graphkit.analysis.questions import CONCENTRATION_BY
from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, node_of, put, study_of
from graphkit.cli.context import Session


@click.command("concentration")
@click.argument("material", required=False, shell_complete=complete.entities)
@click.option(
    "--by", "grouped", type=click.Choice(CONCENTRATION_BY), default="firm", show_default=True,
    help="What counts as one holder.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(session: Session, /, material: str | None, grouped: str, **options: Any) -> None:
    """Tell how concentrated the making of each item is: HHI and share of the three largest, as intervals.

    MATERIAL narrows it to one material, product or vehicle. Where no shares are stated, capacities stand in, and that
    is said; a maker without a figure widens the interval.
    """
    from graphkit.analysis.questions.concentration import answer

    study = study_of(session, options)
    put(study, answer(study, node_of(study, material) if material else None, grouped), options, session)
