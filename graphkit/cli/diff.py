"""graphkit diff."""

from __future__ import annotations

import click

from graphkit.cli.context import Session, left_out, note
from graphkit.cli.differences import CHANGES, print_changes, shown_options
from graphkit.cli.output import format_option


@click.command("diff")
@click.argument("a")
@click.argument("b")
@click.option(
    "--clock", type=click.Choice(["known-on", "as-of"]), default="known-on", show_default=True,
    help="What a day means: what had been said by it, or what held on it.",
)  # fmt: skip
@click.option(
    "--audience", type=click.Choice(["all", "public"]), default="all", show_default=True,
    help="public: leave out claims of sources that are not public, on both sides.",
)  # fmt: skip
@shown_options
@format_option
@click.pass_obj
def command(
    session: Session, a: str, b: str, clock: str, audience: str, exit_code: bool, everything: bool, format_: str
) -> int:
    """Compare two states of the facts, without a store.

    A and B are each a day, a project's folder, or a revision of the project's git repository (git:REVISION where it is
    named like one of the others).

    \b
    graphkit diff 2025-11 2025-12
    graphkit diff HEAD~1 .
    graphkit diff git:v1.0 ../other-project
    """
    from graphkit.reports.diff import in_words
    from graphkit.reports.states import difference, read_state, scratch

    project = session.project
    with scratch(project.location) as folder, session.timed("both states read"):
        states = [read_state(text, project.location, lambda: project.facts, project.model, folder) for text in (a, b)]
    found = difference(states[0], states[1], clock == "as-of", audience)
    document = found.document(audience)
    print_changes(document, found.changes, format_, everything, f"From {a} to {b}")
    if found.left_out:
        note(left_out(found.left_out))
    days = " and ".join(dict.fromkeys(str(side["as_of"]) for side in found.sides))
    note(f"{in_words(document['total']) if found.changes else 'no difference'}; as of {days}")
    return CHANGES if exit_code and found.changes else 0
