"""A plan or a difference on the screen, as a table, JSON, CSV or Markdown; the question before much is removed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from graphkit.cli.context import note, plural
from graphkit.cli.output import print_json, print_table, safe, say, to_json
from graphkit.errors import StoreError
from graphkit.reports.diff import LIMIT, change_table, count_table, in_words

if TYPE_CHECKING:
    from graphkit.graph.plan import Change
    from graphkit.store import Work

_F = TypeVar("_F", bound=Callable[..., Any])
#: Exit code of --exit-code where there are changes.
CHANGES = 3


def shown_options(function: _F) -> _F:
    """Options of a command that prints changes."""
    for option in (
        click.option("--exit-code", is_flag=True, help=f"Leave with {CHANGES} where there are changes, 0 where none."),
        click.option("--all", "everything", is_flag=True, help=f"Print all changes, not only the first {LIMIT}."),
    ):
        function = option(function)
    return function


def print_changes(
    document: Mapping[str, Any], changes: Sequence[Change], format_: str, everything: bool, heading: str
) -> None:
    """Prints counts and changes: JSON is the whole document, jsonl and csv are all changes."""
    if format_ == "json":
        print_json(document)
        return
    if format_ == "jsonl":
        for line in document["changes"]:
            say(to_json(line))
        return
    limit = None if everything or format_ == "csv" else LIMIT
    table, left = change_table(changes, document["claims"], limit)
    if format_ == "csv":
        print_table(table, format_)
        return
    if format_ == "markdown":
        say(safe(f"### {heading}"))
        say()
        say(in_words(document["total"]) if changes else "Nothing changes.")
    if not changes:
        return
    if format_ == "markdown":
        say()
    print_table(count_table(document["counts"]), format_)
    if table.rows:
        say()
        print_table(table, format_)
    if left:
        say()
        say(f"… {left:,} more; --format json has all")


def require_consent(work: Work, yes: bool) -> None:
    """Asks before a load that removes more than a tenth of what is in the store.

    Raises
    ------
    StoreError
        If there is no terminal to ask on, or the answer is no. Nothing has been written then.
    """
    gone, held = work.change.gone(), len(work.found.held)
    if yes or gone * 10 <= held:
        return
    per_type = ((name, count["removed"]) for name, count in work.change.counts().items())
    listed = ", ".join(f"{name} {count:,}" for name, count in per_type if count)
    what = (
        f"this removes {gone:,} of the {plural(held, 'node and relationship', 'nodes and relationships')} in the store"
    )
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise StoreError(
            f"{what}, more than a tenth ({listed})", "look at it with graphkit plan; if it is meant: --yes"
        )
    note(f"{what}: {listed}")
    if not click.confirm("go on?", err=True):
        raise StoreError("nothing was written", "graphkit plan shows what would be removed, and why")


def allowed(work: Work, yes: bool) -> int | None:
    """How many elements may be removed, should another program write meanwhile; None for any number."""
    return None if yes else max(work.change.gone(), len(work.found.held) // 10)
