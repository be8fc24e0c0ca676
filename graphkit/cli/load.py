"""graphkit load."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import complete
from graphkit.cli.check import accounts
from graphkit.cli.context import Session, data_option, note, tell_unanswered
from graphkit.cli.differences import allowed, require_consent
from graphkit.cli.output import format_option, print_json, print_table
from graphkit.cli.progress import progress
from graphkit.cli.tables import tell_tables
from graphkit.errors import UsageError
from graphkit.graph.plan import totals
from graphkit.reports.diff import count_table, in_words

if TYPE_CHECKING:
    from graphkit.store.config import Target
    from graphkit.store.loading import LoadReport


@click.command("load")
@click.argument("loaders", nargs=-1, metavar="[LOADER]...", shell_complete=complete.loaders)
@click.option(
    "--prune",
    metavar="NAME",
    shell_complete=complete.loaders,
    help="Remove what this loader alone owns, and read nothing.",
)
@click.option(
    "--plan",
    type=click.Path(dir_okay=False),
    metavar="FILE",
    help="Do exactly what a plan of graphkit plan -o FILE says, and read no tables.",
)
@click.option(
    "--verify", is_flag=True, help="Compare properties and not only hashes, and mend what was edited by hand."
)
@click.option("-y", "--yes", is_flag=True, help="Do not ask before more than a tenth of the store is removed.")
@data_option
@click.option("--strict", is_flag=True, help="Stop if a row of a loader's table is rejected.")
@format_option
@click.pass_obj
def command(
    session: Session, loaders: tuple[str, ...], prune: str | None, plan: str | None, verify: bool, yes: bool,
    strict: bool, format_: str,
) -> None:  # fmt: skip
    """Make the store equal to the facts.

    Only what differs is written: a second run writes nothing, and a run that was cut off is finished by the next. What
    other loaders own, and what graphkit did not write, stays. Before more than a tenth of the store is removed it asks;
    without a terminal it then needs --yes.
    """
    from graphkit.store.loading import prepare, prepare_prune, write

    _require_one(loaders, prune, plan, verify)
    project = session.project
    project.target(session.store_name)  # a mistake in its name is told before the slow part
    account = {}
    if plan:
        from graphkit.store.planfile import read_plan
        from graphkit.store.planning import prepare_plan

        planned = read_plan(Path(plan))
    elif not prune:
        with session.timed("tables read"):
            reading = project.read(*loaders)
            facts = reading.require(strict)
        tell_tables(reading)
        tell_unanswered(reading.unanswered)
        account = accounts(reading.counts)
    with session.store() as store:
        with session.timed("compared"):
            if plan:
                work = prepare_plan(store, planned)
            else:
                work = prepare_prune(store, prune) if prune else prepare(store, facts, reading.counts, verify)
        require_consent(work, yes)
        with progress("loading") as update:
            report = write(store, work, update, allowed(work, yes))
        others = bool(plan) and (mark := store.mark()) is not None and store.content(mark) != work.content
    if format_ == "json":
        print_json(
            {
                "store": str(store.target),
                "changed": report.changed,
                "kept": list(report.kept),
                "counts": report.counts,
                "loaders": account,
            }
        )
    else:
        _tell(store.target, report, others, format_)


def _tell(target: Target, report: LoadReport, others: bool, format_: str) -> None:
    """What was written; `others`: the store has changed since the plan was made, beside what the plan says."""
    if report.changed or format_ != "table":
        print_table(count_table(report.counts), format_)
    note(f"{target}: {in_words(totals(report.counts)) if report.changed else 'nothing to change'}")
    if report.kept:
        note(f"kept what other loaders own: {', '.join(report.kept)}")
    if others:
        note(
            "the store holds other changes since the plan was made: graphkit plan shows what differs from the facts now"
        )


def _require_one(loaders: tuple[str, ...], prune: str | None, plan: str | None, verify: bool) -> None:
    if prune and loaders:
        raise UsageError("--prune removes one loader and reads none", f"graphkit load --prune {prune}")
    if plan and (loaders or prune):
        raise UsageError("--plan does what the plan says and takes no loaders", f"graphkit load --plan {plan}")
    if verify and (plan or prune):
        raise UsageError("--verify goes with a load of the tables", "graphkit plan --verify -o FILE makes such a plan")
