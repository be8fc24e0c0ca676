"""graphkit analyze structure."""

from __future__ import annotations

from typing import Any

import click

from graphkit.analysis.questions import PARTS
from graphkit.cli.analyze.shown import analysis, put, study_of
from graphkit.cli.context import Session
from graphkit.cli.progress import progress


def _flags(function: Any) -> Any:
    for part, text in reversed(PARTS.items()):
        function = click.option(f"--{part}", is_flag=True, help=text)(function)
    return function


@click.command("structure")
@_flags
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="For communities.")
@click.option(
    "--most", type=click.IntRange(min=1), default=200, show_default=True,
    help="At most so many weak claims are dropped, one at a time, for --flips.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(session: Session, /, seed: int, most: int, **options: Any) -> None:
    """Tell how the chain hangs together: counts, coverage, and what the options ask for besides.

    The first that is asked for is the table that csv and jsonl print. Centralities are for screening only.
    """
    from graphkit.analysis.questions.structure import answer

    study = study_of(session, options)
    parts = [part for part in PARTS if options[part]]
    with progress("structure") as told:
        found = answer(study, parts, seed, most, told)
    put(study, found, options, session)
