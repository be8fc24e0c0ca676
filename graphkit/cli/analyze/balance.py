"""graphkit analyze balance."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, node_of, put, study_of
from graphkit.cli.context import Session


@click.command("balance")
@click.argument("material", shell_complete=complete.entities)
@click.option("--year", type=click.IntRange(1900, 2200), required=True, metavar="Y", help="The year that is looked at.")
@click.option(
    "--per", multiple=True, metavar="AMOUNT",
    help="Amount per unit of output where no source states one, as 0.5 kg/kWh or 40 %; makes the answer a scenario.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(session: Session, /, material: str, year: int, per: tuple[str, ...], **options: Any) -> None:
    """Set the demand for MATERIAL (or a product) in a year against the capacity to make it, both as intervals.

    Demand follows from forecasts and from what its buyers can make, times the amount per unit that sources state. Where
    no amount or no forecast is known, that is a gap, not a zero.
    """
    from graphkit.analysis.questions.balance import answer

    study = study_of(session, options)
    put(study, answer(study, node_of(study, material), year, per), options, session)
