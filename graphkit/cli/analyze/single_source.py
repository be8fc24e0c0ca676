"""graphkit analyze single-source."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, needs_of, put, study_of
from graphkit.cli.context import Session


@click.command("single-source")
@click.argument("entity", required=False, shell_complete=complete.entities)
@click.option(
    "--at-most", type=click.IntRange(min=1), metavar="N", help="Only needs with at most so many alternatives."
)
@analysis
@click.pass_obj
def command(session: Session, /, entity: str | None, at_most: int | None, **options: Any) -> None:
    """Count the known suppliers of each need, then once more by parent, by country and by common points upstream.

    ENTITY narrows it to what one firm, site, product or vehicle needs, its lines and sites among it.
    """
    from graphkit.analysis.questions.single_source import answer

    study = study_of(session, options)
    put(study, answer(study, needs_of(study, entity), at_most), options, session)
