"""graphkit analyze shortage."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.analyze.shown import analysis, put, strike_option, struck, study_of
from graphkit.cli.context import Session


@click.command("shortage")
@strike_option
@analysis
@click.pass_obj
def command(session: Session, /, strikes: tuple[str, ...], **options: Any) -> None:
    """Tell who loses how many known suppliers of what: counts, never a share of a volume that nobody stated."""
    from graphkit.analysis.questions.shortage import answer

    study = study_of(session, options)
    put(study, answer(study, struck(study, strikes)), options, session)
