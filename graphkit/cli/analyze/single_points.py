"""graphkit analyze single-points."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, node_of, put, study_of
from graphkit.cli.context import Session


@click.command("single-points")
@click.argument("targets", nargs=-1, metavar="[TARGET]...", shell_complete=complete.entities)
@analysis
@click.pass_obj
def command(session: Session, /, targets: tuple[str, ...], **options: Any) -> None:
    """Find what stops TARGET alone, with the way it takes; without TARGET how much each node stops alone."""
    from graphkit.analysis.questions.single_points import answer

    study = study_of(session, options)
    put(study, answer(study, [node_of(study, target) for target in targets]), options, session)
