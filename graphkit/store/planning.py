"""A plan: what a load would do, told before it is done, and done later exactly as told."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graphkit.errors import StoreError
from graphkit.facts.claim import Facts
from graphkit.graph.convert import FORMAT, EdgeRow, NodeRow, Rows
from graphkit.graph.diff import Diff, Hashes, place
from graphkit.graph.plan import Change, cited, counts, explain, record, totals
from graphkit.model import Model
from graphkit.store.comparing import Compared, Work, compare
from graphkit.store.elements import EDITED, some
from graphkit.store.mark import Mark
from graphkit.store.planfile import VERSION, PlanFile, Step, digest
from graphkit.store.store import Store

_HINT = "the store has changed since the plan was made: make a new one with graphkit plan"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load would do. `held` is the number of nodes and relationships that the store has now."""

    changes: tuple[Change, ...]
    claims: dict[str, dict[str, Any]]
    kept: tuple[str, ...]
    held: int
    document: dict[str, Any]


def plan(
    store: Store | None, model: Model, project: str, facts: Facts, loaders: Iterable[str], verify: bool = False
) -> Plan:
    """Compares the facts with the store and writes nothing.

    Parameters
    ----------
    store
        None for one that has not been made yet.
    project
        The name by which the project marks its store.
    loaders
        Whose claims `facts` are: what other loaders own in the store stays.
    verify
        Read the properties of every element, so that what was changed by hand is found; else compare hashes alone.

    Raises
    ------
    StoreError
        If the store is another project's, holds nodes with our labels that are not ours, or if a claim cites a source
        that nobody has.
    """
    work = compare(store, model, facts, loaders, verify)
    change, held, old = work.change, work.found.held, work.found.old
    if old is None:
        old = _before(store, work.mark, change, held)
    changes = explain(change, held, old, work.wanted)
    claims = cited(changes, old, work.wanted)
    per_type = counts(changes)
    document: dict[str, Any] = {
        "graphkit": "plan",
        "version": VERSION,
        "project": project,
        "layout": FORMAT,
        "model": model_digest(model),
        "loaders": list(work.names),
        "kept": list(work.kept),
        "recipe": work.recipe,
        "content": work.content,
        "counts": per_type,
        "total": totals(per_type),
        "changes": [record(c) for c in changes],
        "claims": claims,
    }
    return Plan(changes, claims, work.kept, len(held), {**document, "digest": digest(document)})


def model_digest(model: Model) -> str:
    """Digest of what schema/ declares, as 32 hex digits."""
    return hashlib.blake2b(repr(model).encode("utf-8"), digest_size=16).hexdigest()


def _before(store: Store | None, mark: Mark | None, change: Diff, held: Hashes) -> Rows:
    """What changes and what goes, as the store has it."""
    keys = [(n.label, n.key) for n in change.change_nodes] + [(e.type, e.uid) for e in change.change_edges]
    keys += [*change.remove_nodes, *change.remove_edges]
    if not keys:
        return Rows()
    assert store is not None and mark is not None
    return some(store, mark, keys, held)


def prepare_plan(store: Store, plan: PlanFile) -> Work:
    """What is left to do of a plan; nothing is written.

    Each element is looked at by its hash: the one that the plan found, then it is to be written; the one that it
    becomes, then it is done; any other, then the plan does not fit.

    Raises
    ------
    StoreError
        If the plan was made for another project, layout or schema, or an element is neither as the plan found it nor as
        it becomes.
    """
    _require_fit(store, plan)

    def again() -> tuple[Mark | None, Compared]:
        mark = store.mark()
        nodes, edges = store.hashes(mark)
        held = {**nodes, **edges}
        left = _left(plan.steps, {**held, **_edited(store, mark, plan.steps, held)})
        _require_whole(store, mark, plan.steps, held)
        return mark, Compared(left, held)

    mark, found = again()
    return Work(plan.loaders, plan.kept, mark, plan.recipe, plan.content, found, again)


def _require_fit(store: Store, plan: PlanFile) -> None:
    if plan.project != store.project:
        raise StoreError(f"the plan is of the project {plan.project!r}, not of {store.project!r}", "name its project")
    if plan.layout != FORMAT:
        raise StoreError(f"the plan is of layout {plan.layout}, this graphkit writes {FORMAT}", "make a new plan")
    if plan.model != model_digest(store.model):
        raise StoreError("the plan was made with another schema/", "make a new plan with this one")


def _edited(store: Store, mark: Mark | None, steps: Iterable[Step], held: Hashes) -> dict[tuple[str, str], str]:
    """States by their properties of what the plan found edited by hand: its hash may have stayed."""
    found_edited = (step for step in steps if step.verb == "edited" or (step.was or "").startswith(EDITED))
    keys = [step.key for step in found_edited if step.key in held]
    if not keys or mark is None:
        return {}
    found = some(store, mark, keys, held)
    return {key: node.hash for key, node in found.nodes.items()} | {key: edge.hash for key, edge in found.edges.items()}


def _left(steps: Iterable[Step], held: Hashes) -> Diff:
    """The steps that are still to do.

    Raises
    ------
    StoreError
        If an element is neither as the plan found it nor as it becomes.
    """
    parts: dict[str, list[Any]] = defaultdict(list)
    wrong: list[str] = []
    for step in steps:
        now = held.get(step.key)
        if now == step.becomes:
            continue
        # What was mended by half is missing: a relationship that lay elsewhere goes before it is made anew.
        if now != step.was and not (step.verb == "edited" and now is None):
            wrong.append(step.name)
            continue
        kind = "nodes" if step.node else "edges"
        if step.new is None:
            parts[f"remove_{kind}"].append(step.key)
            parts["types"] += [(step.key[1], step.type)] if step.key[0] == "Entity" else []
        elif now is None or step.moved:
            parts[f"add_{kind}"].append(step.new)
            if now is not None:
                parts["moved"].append(step.key)
        else:
            parts[f"change_{kind}"].append(step.new)
        if step.verb == "edited":
            parts["edited"].append(step.key)
    if wrong:
        shown = "; ".join(wrong[:5]) + (f" and {len(wrong) - 5:,} more" if len(wrong) > 5 else "")
        raise StoreError(f"{len(wrong):,} element(s) are no longer as the plan found them: {shown}", _HINT)
    return _diff(parts)


def _diff(parts: dict[str, list[Any]]) -> Diff:
    nodes: list[list[NodeRow]] = [
        sorted(parts[n], key=lambda r: (r.label, r.key)) for n in ("add_nodes", "change_nodes")
    ]
    edges: list[list[EdgeRow]] = [sorted(parts[n], key=place) for n in ("add_edges", "change_edges")]
    keys = [tuple(sorted(parts[name])) for name in ("remove_nodes", "remove_edges", "moved")]
    return Diff(
        add_nodes=tuple(nodes[0]), change_nodes=tuple(nodes[1]), remove_nodes=keys[0],
        add_edges=tuple(edges[0]), change_edges=tuple(edges[1]), remove_edges=keys[1],
        edited=frozenset(parts["edited"]), moved=keys[2], types=dict(parts["types"]),
    )  # fmt: skip


def _require_whole(store: Store, mark: Mark | None, steps: Iterable[Step], held: Hashes) -> None:
    """Refuses a plan after which a relationship would have lost an end that somebody else has changed meanwhile."""
    gone = {step.key: step.name for step in steps if step.new is None}
    there = (held.keys() - gone.keys()) | {step.key for step in steps if step.new is not None}
    lost = [
        step.name
        for step in steps
        if isinstance(step.new, EdgeRow) and not (step.new.start in there and step.new.end in there)
    ]
    listed: dict[str, list[str]] = defaultdict(list)
    for step in steps:
        if step.node and step.new is None and step.key in held:
            listed[step.key[0]].append(step.key[1])
    for label, keys in sorted(listed.items()):
        lost += sorted(type_ for type_, uid in store.attached(label, keys, mark) - gone.keys())
    if lost:
        shown = "; ".join(lost[:5]) + (f" and {len(lost) - 5:,} more" if len(lost) > 5 else "")
        raise StoreError(
            f"{len(lost):,} relationship(s) would lose an end, which the plan did not know: {shown}", _HINT
        )
