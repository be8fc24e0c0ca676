"""Conflicts with their claims side by side, and a curator's ruling on one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from graphkit.errors import UsageError
from graphkit.facts.claim import BOTH, UNDECIDED, Decision
from graphkit.graph import Conflict, Graph
from graphkit.graph.conflicts import KINDS, ordered
from graphkit.graph.histories import Owners
from graphkit.reports.cite import claim_record
from graphkit.values.table import Table

#: Digits by which a conflict or a claim must at least be named: fewer may be a slip of the hand.
SHORTEST = 4
COLUMNS = (
    "conflict", "kind", "severity", "state", "about", "what", "side", "chosen", "rule", "claim", "speaker", "said",
    "source", "locator", "published", "reason", "decided_by", "decided_on",
)  # fmt: skip


def conflicts(graph: Graph, entity: str | None = None, kinds: Iterable[str] = ()) -> list[Conflict]:
    """The conflicts, unsettled ones first and the gravest before the others.

    `entity` is an id: only those about it and what it owns. `kinds` are keys of `graphkit.graph.conflicts.KINDS`: only
    those; all by default.
    """
    wanted, owners = set(kinds), Owners(graph)
    return [
        c
        for c in ordered(graph.conflicts.values())
        if (not wanted or c.kind in wanted)
        and (entity is None or any(entity == i or entity in owners.of(i) for i in c.about))
    ]


def idle(graph: Graph, decisions: Iterable[Decision]) -> list[Decision]:
    """Rulings that settle nothing in this graph: their claims are gone or left out, or no longer contradict each
    other."""
    return [d for d in decisions if d.id not in graph.conflicts or graph.conflicts[d.id].decision is None]


def record(graph: Graph, conflict: Conflict) -> dict[str, Any]:
    """A conflict as JSON has it, each side with its claims and their documents."""
    decision = conflict.decision
    return {
        "id": conflict.uid,
        "kind": conflict.kind,
        "meaning": KINDS[conflict.kind],
        "severity": conflict.severity,
        "state": conflict.state,
        "about": [{"id": i, "name": graph.name(i)} for i in conflict.about],
        "what": conflict.name,
        "rule": conflict.rule,
        "sides": [
            {"text": s.text, "chosen": s.chosen, "claims": [claim_record(graph, graph.claims[c]) for c in s.claims]}
            for s in conflict.sides
        ],
        "decision": None
        if decision is None
        else {"choose": decision.choose, "reason": decision.reason, "by": decision.by, "day": decision.day.isoformat()},
    }


def table(graph: Graph, found: Iterable[Conflict]) -> Table:
    """One row for each claim of each side."""
    rows = []
    for conflict in found:
        ruling = conflict.decision
        about = [graph.name(i) for i in conflict.about]
        last = (ruling.reason, ruling.by, ruling.day.isoformat()) if ruling else (None, None, None)
        for side in conflict.sides:
            for claim in side.claims:
                told = claim_record(graph, graph.claims[claim])
                cells = (told[k] for k in ("claim", "speaker", "said", "source", "locator", "published"))
                head = (conflict.uid, conflict.kind, conflict.severity, conflict.state, about, conflict.name)
                rows.append((*head, side.text, side.chosen, conflict.rule, *cells, *last))
    return Table.of(COLUMNS, rows)


def rule_on(graph: Graph, which: str, choose: str, reason: str, by: str, day: date) -> Decision:
    """The ruling on the conflict whose id begins with `which`; `choose` is ``both``, ``undecided`` or the beginning
    of the id of one of its claims.

    Raises
    ------
    UsageError
        If there is no such conflict or claim, more than one, or no reason.
    """
    conflict = _one(which, graph.conflicts, "conflict", "graphkit conflicts lists them")
    if not reason.strip():
        raise UsageError("a ruling needs a reason", "--reason 'the later document names the day'")
    found = graph.conflicts[conflict]
    if choose.casefold() not in (BOTH, UNDECIDED):
        choose = _one(choose, found.claims, "claim of this conflict", f"{BOTH}, {UNDECIDED} or one of {_short(found)}")
    return Decision(conflict, choose.casefold(), found.claims, reason.strip(), by, day)


def _one(text: str, known: Iterable[str], what: str, hint: str) -> str:
    found = [name for name in known if text and name.startswith(text.casefold())]
    if len(found) == 1 and len(text) < SHORTEST:
        raise UsageError(
            f"{text!r} is too short to name a {what}", f"at least {SHORTEST} digits: {found[0][:SHORTEST]}…"
        )
    if len(found) == 1:
        return found[0]
    raise UsageError(
        f"{text!r} begins {len(found)} ids: it names no single {what}" if found else f"no {what} {text!r}", hint
    )


def _short(conflict: Conflict) -> str:
    return ", ".join(claim[:12] for claim in conflict.claims)
