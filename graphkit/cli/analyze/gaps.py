"""graphkit analyze gaps."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, needs_of, put, study_of
from graphkit.cli.context import Session


@click.command("gaps")
@click.argument("entity", required=False, shell_complete=complete.entities)
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help="Only gaps of this kind; may be repeated.")
@click.option("--top", type=click.IntRange(min=1), metavar="N", help="Only the N gaps on which most hangs.")
@analysis
@click.pass_obj
def command(session: Session, /, entity: str | None, kinds: tuple[str, ...], top: int | None, **options: Any) -> None:
    """List what no claim answers, as a list for research: what, of whom, how much hangs on it, where to look.

    ENTITY narrows it to what one firm, site, material, product or vehicle and all upstream of it leave open.
    """
    from graphkit.analysis.questions.gaps import answer

    study = study_of(session, options)
    put(study, answer(study, needs_of(study, entity), kinds, top), options, session)
