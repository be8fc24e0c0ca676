"""graphkit analyze disruption."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.analyze.shown import analysis, put, strike_option, struck, study_of
from graphkit.cli.context import Session


@click.command("disruption")
@strike_option
@analysis
@click.pass_obj
def command(session: Session, /, strikes: tuple[str, ...], **options: Any) -> None:
    """Tell what stops, is reduced or exposed if something is struck: in waves, with the reason for each node.

    A node stops once an essential input has lost all of its known suppliers. Possible takes each list of suppliers as
    whole; certain only what is known to be whole, and to be essential.
    """
    from graphkit.analysis.questions.disruption import answer

    study = study_of(session, options)
    put(study, answer(study, struck(study, strikes)), options, session)
