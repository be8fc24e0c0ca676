"""graphkit conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, clocks, note, plural
from graphkit.cli.curator import curator, require_own, ruling_options
from graphkit.cli.grid import wrap
from graphkit.cli.output import cell_text, format_option, print_json, print_table, say, width
from graphkit.graph import Conflict, Graph
from graphkit.graph.conflicts import KINDS, SEVERITIES, UNSETTLED

_COLOURS = {"high": "red", "medium": "yellow", "low": "cyan"}


@click.group("conflicts", invoke_without_command=True)
@click.option(
    "--entity", metavar="NAME", shell_complete=complete.entities, help="Only those of this entity and what it owns."
)
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, help="Only this kind; may be repeated.")
@click.option("--severity", type=click.Choice(SEVERITIES), help="Only this severity.")
@click.option("--open", "open_", is_flag=True, help="Leave out what a ruling has settled.")
@clocks
@format_option
@click.pass_context
def command(
    ctx: click.Context, entity: str | None, kinds: tuple[str, ...], severity: str | None, open_: bool,
    as_of: str | None, known_on: str | None, audience: str, from_store: bool, format_: str,
) -> None:  # fmt: skip
    """Show claims that cannot all be true, side by side, with the one chosen and by which rule.

    A side marked ● is the one that the graph holds. Rule on one with: graphkit conflicts decide ID.
    """
    if ctx.invoked_subcommand:
        return
    from graphkit.reports.conflicts import conflicts, idle, record, table
    from graphkit.reports.find import locate

    session: Session = ctx.obj
    graph = session.graph(as_of, known_on, audience, from_store)
    found = conflicts(graph, locate(graph, entity).id if entity is not None else None, kinds)
    found = [c for c in found if severity in (None, c.severity) and (not open_ or c.state in UNSETTLED)]
    if format_ == "json":
        print_json([record(graph, c) for c in found])
    elif format_ != "table":
        print_table(table(graph, found), format_)
    else:
        for number, conflict in enumerate(found):
            if number:
                say()
            _tell(conflict, graph)
    unsettled = sum(c.state in UNSETTLED for c in found)
    note(f"{plural(len(found), 'conflict')}, {unsettled} unsettled, as of {graph.as_of}; ● the side that holds")
    for decision in idle(graph, graph.decisions.values()):
        note(f"the ruling on {decision.id} settles nothing any more: its claims no longer contradict each other")


def _tell(conflict: Conflict, graph: Graph) -> None:
    from graphkit.reports.why import RULES

    head = f"{conflict.uid}  {conflict.severity}, {conflict.state}: {KINDS[conflict.kind]}"
    say(head, bold=True, fg=_COLOURS[conflict.severity])
    _lines(f"{', '.join(graph.name(i) for i in conflict.about)} — {conflict.name}", "  ")
    for side in conflict.sides:
        _lines(cell_text(side.text), "  ● " if side.chosen else "  ○ ", "    ")
        for line in _cited(side.claims, graph):
            _lines(line, "    ")
    if conflict.decision:
        ruling = conflict.decision
        _lines(f"ruling of {ruling.by}, {ruling.day}: {_verdict(ruling.choose)}; {ruling.reason}", "  ")
    elif conflict.rule:
        _lines(f"chosen: {RULES.get(conflict.rule, conflict.rule)}", "  ")
    else:
        _lines("nothing is chosen: they stand in different elements", "  ")


def _verdict(choose: str) -> str:
    return choose if choose in ("both", "undecided") else f"{choose[:12]} holds"


def _cited(claims: Iterable[str], graph: Graph) -> Iterable[str]:
    """`4f1e0c2a9b3d seed-000#p4, says Zhu Gaolong, between 2025-11-10 and 2025-12-31; note`."""
    for identifier in claims:
        claim = graph.claims[identifier]
        said = claim.said
        day = "" if not said else f", {said[0]}" if said[0] == said[1] else f", between {said[0]} and {said[1]}"
        remark = f"; {claim.note}" if claim.note else ""
        yield f"{identifier[:12]} {claim.source}#{claim.locator}, says {graph.name(claim.speaker)}{day}{remark}"


def _lines(text: str, first: str, then: str = "") -> None:
    room = width()
    then = then or first
    for number, line in enumerate(wrap(cell_text(text), room - len(then) if room else None)):
        say((then if number else first) + line)


@command.command("decide")
@click.argument("conflict", metavar="ID", shell_complete=complete.conflicts)
@click.option("--choose", required=True, metavar="CLAIM|both|undecided", help="What holds.")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence.")
@ruling_options
@click.pass_obj
def decide(session: Session, conflict: str, choose: str, reason: str, by: str | None, on: str | None) -> None:
    """Rule on a conflict: which claim holds, that both do, or that it stays open.

    The ruling is a row of loaders/decisions/conflicts.csv, in place of an earlier one. An ID or a CLAIM may be cut
    short."""
    from graphkit.facts.decisions import SHOWN, write_decision
    from graphkit.reports.conflicts import rule_on

    project = session.project
    require_own(session)
    graph = project.graph()
    day = project.day(on) or date.today()
    decision = rule_on(graph, conflict, choose, reason, curator(session, by), day)
    write_decision(project.location.decisions, decision)
    found = graph.conflicts[decision.id]
    note(f"{found.name}: {_verdict(decision.choose)}, by {decision.by} on {decision.day}")
    note(f"written to {SHOWN}; graphkit load brings it into the store")
