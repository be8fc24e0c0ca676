"""graphkit plan."""

from __future__ import annotations

from contextlib import nullcontext

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note, output_path, tell_unanswered
from graphkit.cli.differences import CHANGES, print_changes, shown_options
from graphkit.cli.output import format_option, to_json
from graphkit.cli.tables import tell_tables


@click.command("plan")
@click.argument("loaders", nargs=-1, metavar="[LOADER]...", shell_complete=complete.loaders)
@click.option("-o", "--output", metavar="FILE", help="Write the plan as JSON, for graphkit load --plan FILE.")
@click.option("--verify", is_flag=True, help="Read properties and not only hashes, and find what was edited by hand.")
@data_option
@click.option("--strict", is_flag=True, help="Stop if a row of a loader's table is rejected.")
@shown_options
@format_option
@click.pass_obj
def command(
    session: Session, loaders: tuple[str, ...], output: str | None, verify: bool,
    strict: bool, exit_code: bool, everything: bool, format_: str,
) -> int:  # fmt: skip
    """Show what a load would add, change and remove, and write nothing.

    Each change with its old and new properties and the claims that cause it.
    """
    from graphkit.reports.diff import in_words
    from graphkit.store.planning import plan

    project = session.project
    target = project.target(session.store_name)  # a mistake in its name is told before the slow part
    with session.timed("tables read"):
        reading = project.read(*loaders)
        facts = reading.require(strict)
    tell_tables(reading)
    tell_unanswered(reading.unanswered)
    made = target.path is None or target.path.exists()
    with session.store(read_only=True) if made else nullcontext() as store, session.timed("compared"):
        found = plan(store, project.model, project.location.name, facts, reading.counts, verify)
    path = output_path(output) if output is not None else None
    if path is not None:
        from graphkit.writing import new_file

        with new_file(path, "plan.json") as out:
            out.write((to_json(found.document, 1) + "\n").encode("utf-8"))
    if output == "-":
        format_ = "json"
    print_changes(found.document, found.changes, format_, everything, f"Plan for {project.location.name}")
    if path is not None:
        note(f"{path}: the plan, for graphkit load --plan")
    note(f"{target}: {in_words(found.document['total']) if found.changes else 'nothing to change'}")
    if found.kept:
        note(f"other loaders keep what they own: {', '.join(found.kept)}")
    return CHANGES if exit_code and found.changes else 0
