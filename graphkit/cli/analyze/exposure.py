"""graphkit analyze exposure."""

from __future__ import annotations

from typing import Any

import click

from graphkit.analysis.questions import BY, SIDES
from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, node_of, put, study_of
from graphkit.cli.context import Session


@click.command("exposure")
@click.argument("target", shell_complete=complete.entities)
@click.option("--by", type=click.Choice(BY), default="node", show_default=True, help="What the rows are.")
@click.option("--side", type=click.Choice(SIDES), help="Only upstream, or only downstream.")
@analysis
@click.pass_obj
def command(session: Session, /, target: str, by: str, side: str | None, **options: Any) -> None:
    """Tell what stands upstream and downstream of TARGET: what it touches apart from what would stop."""
    from graphkit.analysis.questions.exposure import answer

    study = study_of(session, options)
    put(study, answer(study, node_of(study, target), by, (side,) if side else SIDES), options, session)
