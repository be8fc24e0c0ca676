"""graphkit analyze cascade."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.analyze.days import finite
from graphkit.cli.analyze.shown import analysis, put, strikes_option, struck, study_of
from graphkit.cli.context import Session


@click.command("cascade")
@strikes_option(required=False)
@click.option(
    "--eps", callback=finite, type=click.FloatRange(0, 1, min_open=True), default=0.01, show_default=True,
    help="Losses below this part of a line's output are not followed.",
)  # fmt: skip
@click.option(
    "--samples", type=click.IntRange(min=1), default=200, show_default=True, help="Samples of unknown shares."
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Of the samples.")
@click.option(
    "--sector", type=click.Choice(["item", "stage"]), default="item", show_default=True,
    help="What a sector is: makers of one item, or of anything of one stage of the chain.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(
    session: Session, /, strikes: tuple[str, ...], eps: float, samples: int, seed: int, sector: str, **options: Any
) -> None:
    """Score firms by the share of all sales that their failure takes with it (ESRI), or one strike with --strike.

    A scenario: weights that no source states are sampled so that they fit the shares that are known.
    """
    from graphkit.analysis.questions.cascade import answer

    study = study_of(session, options)
    put(study, answer(study, struck(study, strikes), eps, samples, seed, sector == "stage"), options, session)
