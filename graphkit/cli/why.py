"""graphkit why."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from graphkit.cli.context import Session, clocks, left_out, note
from graphkit.cli.output import cell_text, format_option, print_json, print_table
from graphkit.values.table import Table

_COLUMNS = ("for", "says", "when", "kind", "basis", "speaker", "said", "source", "locator", "published", "note")


@click.command("why")
@click.argument("entity")
@click.argument("rest", nargs=-1, metavar="[METRIC | EDGE [ENTITY]]")
@click.option(
    "--sources",
    type=click.Path(file_okay=False, exists=True),
    metavar="DIR",
    help="Saved texts: show the passage itself.",
)
@clocks
@format_option
@click.pass_obj
def command(
    session: Session, entity: str, rest: tuple[str, ...], sources: str | None,
    as_of: str | None, known_on: str | None, audience: str, from_store: bool, format_: str,
) -> None:  # fmt: skip
    """Show the claims behind an entity, an edge or a value, and the rule that chose.

    \b
    graphkit why sak-yibin-line-1
    graphkit why sak-yibin-line-1 capacity
    graphkit why sak-power OPERATES sak-yibin-line-1
    """
    from graphkit.reports.find import locate
    from graphkit.reports.why import why

    graph = session.graph(as_of, known_on, audience, from_store)
    left_out(graph)
    answers = why(graph, session.project.model, locate(graph, entity), rest, Path(sources) if sources else None)
    if format_ == "json":
        print_json([asdict(a) for a in answers])
        return
    columns = (*_COLUMNS, "passage") if sources else _COLUMNS
    if format_ != "table":
        rows = [[a.what, a.chosen, a.rule, *(c.get(k) for k in columns)] for a in answers for c in a.claims]
        print_table(Table.of(("what", "chosen", "rule", *columns), rows), format_)
        return
    for answer in answers:
        title = f"{answer.what}: {answer.chosen} [{answer.state}; {answer.rule}]"
        shown = [c for c in _COLUMNS if any(cell_text(claim.get(c)) for claim in answer.claims)]
        print_table(Table.of(shown, [[_cell(claim.get(c)) for c in shown] for claim in answer.claims], title), format_)
        for claim in answer.claims:
            if sources and claim.get("passage"):
                click.echo(f"  {claim['source']}#{claim['locator']}: {cell_text(claim['passage'])}\n")
    note(f"{len(answers)} element{'s' if len(answers) != 1 else ''}, as of {graph.as_of}")


def _cell(value: object) -> object:
    """A pair of equal days is one day."""
    if isinstance(value, list) and len(value) == 2 and value[0] == value[1]:
        return value[0]
    return " to ".join(map(str, value)) if isinstance(value, list) else value
