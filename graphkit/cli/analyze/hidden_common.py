"""graphkit analyze hidden-common."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, needs_of, put, study_of
from graphkit.cli.context import Session


@click.command("hidden-common")
@click.argument("entity", required=False, shell_complete=complete.entities)
@analysis
@click.pass_obj
def command(session: Session, /, entity: str | None, **options: Any) -> None:
    """Find needs with several known suppliers that all hang on one node upstream.

    ENTITY narrows it to what one firm, site, product or vehicle needs, its lines and sites among it.
    """
    from graphkit.analysis.questions.hidden_common import answer

    study = study_of(session, options)
    put(study, answer(study, needs_of(study, entity)), options, session)
