"""graphkit analyze cuts."""

from __future__ import annotations

from typing import Any

import click

from graphkit.analysis.questions import KINDS
from graphkit.cli import complete
from graphkit.cli.analyze.shown import analysis, node_of, put, study_of
from graphkit.cli.context import Session


@click.command("cuts")
@click.argument("target", shell_complete=complete.entities)
@click.option("-k", "--size", type=click.IntRange(min=1), default=2, show_default=True, help="Most nodes of a set.")
@click.option(
    "--nodes", "of", type=click.Choice(list(KINDS)), default="any", show_default=True,
    help="What a set is made of: only firms, sites or items; any takes what one maker makes of one item too.",
)  # fmt: skip
@analysis
@click.pass_obj
def command(session: Session, /, target: str, size: int, of: str, **options: Any) -> None:
    """Find the smallest sets of nodes that stop TARGET: single ones, pairs, with -k 3 triples.

    The work grows fast with -k: each more multiplies it by the number of nodes that could be in a set.
    """
    from graphkit.analysis.questions.cuts import answer

    study = study_of(session, options)
    put(study, answer(study, node_of(study, target), size, of), options, session)
