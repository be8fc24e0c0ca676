"""graphkit load."""

from __future__ import annotations

import click

from graphkit.cli import complete
from graphkit.cli.check import accounts
from graphkit.cli.context import Session, note
from graphkit.cli.output import format_option, print_json, print_table
from graphkit.cli.progress import progress
from graphkit.errors import UsageError
from graphkit.values.table import Table


@click.command("load")
@click.argument("loaders", nargs=-1, metavar="[LOADER]...", shell_complete=complete.loaders)
@click.option(
    "--prune",
    metavar="NAME",
    shell_complete=complete.loaders,
    help="Remove what this loader alone owns, and read nothing.",
)
@format_option
@click.pass_obj
def command(session: Session, loaders: tuple[str, ...], prune: str | None, format_: str) -> None:
    """Make the store equal to the facts.

    Only what differs is written: a second run writes nothing, and a run that was cut off is finished by the next. What
    other loaders own, and what graphkit did not write, stays.
    """
    from graphkit.store.loading import load
    from graphkit.store.loading import prune as prune_loader

    if prune and loaders:
        raise UsageError("--prune removes one loader and reads none", f"graphkit load --prune {prune}")
    project = session.project
    account = {}
    if prune:
        with session.store() as store, progress("removing") as update:
            report = prune_loader(store, prune, update)
    else:
        with session.timed("tables read"):
            reading = project.read(*loaders)
            facts = reading.require()
        account = accounts(reading.counts)
        with session.store() as store, progress("loading") as update:
            report = load(store, facts, reading.counts, update)
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
        return
    columns = ("type", "added", "changed", "removed")
    rows = [(name, *(count[verb] for verb in columns[1:])) for name, count in report.counts.items()]
    if rows or format_ != "table":
        print_table(Table.of(columns, rows), format_)
    if report.changed:
        total = ", ".join(f"{report.total(verb):,} {verb}" for verb in columns[1:])
        note(f"{store.target}: {total}")
    else:
        note(f"{store.target}: nothing to change")
    if report.kept:
        note(f"kept what other loaders own: {', '.join(report.kept)}")
