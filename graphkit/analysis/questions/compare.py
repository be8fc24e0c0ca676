"""Two answers of one analysis side by side: what came, what went, and what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.study import Study
from graphkit.values.table import Table

#: Columns that say what a row is about: rows that agree in them are one row, before and after.
KEYS = (
    "side", "target", "cut", "measure", "node", "buyer", "item", "point", "key", "stage", "metric", "unit", "year",
    "state",
)  # fmt: skip
#: Columns that tell a key in words: shown once, as they are after.
_WORDS = ("target_name", "name", "names", "type", "types", "material", "point_name", "point_type")
_CLAIMS = "claims"
#: What became of a row, with its colour on a map.
CHANGES = {"added": "#009E73", "gone": "#D55E00", "changed": "#E69F00"}


def compare(
    before: tuple[Study, Answer], after: tuple[Study, Answer], said: tuple[str, str], together: bool = False
) -> Answer:
    """A row for each row of the two answers that differs: `change`, and each column that differs before and after.

    Rows are matched by the columns of KEYS that they have; where these do not tell rows apart, by further columns from
    the left until they do. Of what a single target was asked for on both sides, the target is no key.

    Parameters
    ----------
    before, after
        The facts and the answer of each side; both answers are of the same analysis.
    said
        How each side was asked, in words.
    together
        For people: one column in place of two, which holds `before → after` where they differ. Else `…_before` and
        `…_after`.
    """
    (study, first), (later, second) = before, after
    table, same = _compared(first.table, second.table, together)
    both = [name for name in first.more if name in second.more]
    more = {name: _compared(first.more[name], second.more[name], together)[0] for name in both}
    sides = [_told(*side, words) for side, words in zip((before, after), said, strict=True)]
    return Answer(
        "compare",
        f"{first.title}: what differs",
        table,
        asked={"compared": first.name, "before": _asked(study, first), "after": _asked(later, second)},
        more={name: found for name, found in more.items() if found.rows},
        bounds=(
            f"before: {sides[0]}", f"after: {sides[1]}",
            f"rows that are the same on both sides: {same}; the sources of a row are told by each side alone",
            "– stands for what is not told, or not there",
            *_marked(first.bounds, second.bounds),
        ),
        gaps=_gaps(first.gaps, second.gaps),
        assumed=_marked(first.assumed, second.assumed),
        claims=all_claims(first.claims, second.claims),
        scenario=first.scenario or second.scenario,
        for_machines=tuple(dict.fromkeys((*first.for_machines, *second.for_machines))),
        marks=_marks(table),
    )  # fmt: skip


def _compared(first: Table, second: Table, together: bool) -> tuple[Table, int]:
    """What differs, and how many rows do not."""
    columns = list(dict.fromkeys((*first.columns, *second.columns)))
    keys = _keys(first, second)
    old, new = _by_key(first, keys), _by_key(second, keys)
    pairs = [(old.get(key, {}), new.get(key, {})) for key in dict.fromkeys((*new, *old))]
    values = [c for c in columns if c not in keys and c not in (*_WORDS, _CLAIMS, "target")]
    kept = [(one, other) for one, other in pairs if any(one.get(c) != other.get(c) for c in values)]
    shown = [c for c in values if any(one.get(c) != other.get(c) for one, other in kept)]
    shown += [_CLAIMS] if _CLAIMS in columns and not together else []
    words = [c for c in columns if c in keys or c in _WORDS]
    rows = []
    for one, other in kept:
        change = "added" if not one else "gone" if not other else "changed"
        sides = (
            [_both(one, other, c) for c in shown] if together else [side.get(c) for c in shown for side in (one, other)]
        )
        rows.append((change, *((other or one).get(c) for c in words), *sides))
    order = list(CHANGES)
    rows.sort(key=lambda row: order.index(str(row[0])))  # within a change as the answers have them
    heads = shown if together else [f"{c}_{side}" for c in shown for side in ("before", "after")]
    return Table.of(("change", *words, *heads), rows, first.title or second.title), len(pairs) - len(kept)


def _both(one: Mapping[str, Any], other: Mapping[str, Any], column: str) -> Any:
    """The value, or `before → after` where both sides have the row and differ in it."""
    if not one or not other or one.get(column) == other.get(column):
        return (other or one).get(column)
    return f"{_said(one.get(column))} → {_said(other.get(column))}"


def _said(value: Any) -> str:
    match value:
        case None | "" | [] | ():
            return "–"
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(str, value))
        case float():
            return f"{value:g}"
    return str(value)


def _keys(first: Table, second: Table) -> list[str]:
    columns = [c for c in first.columns if c in second.columns]
    keys = [c for c in columns if c in KEYS]
    if "target" in keys and all(len({r["target"] for r in t.records()}) <= 1 for t in (first, second)):
        keys.remove("target")
    for column in columns:
        if all(_unique(table, keys) for table in (first, second)):
            break
        if column not in (*keys, _CLAIMS):
            keys.append(column)
    return keys


def _unique(table: Table, keys: Sequence[str]) -> bool:
    return len({_key(row, keys) for row in table.records()}) == len(table.rows)


def _key(row: Mapping[str, Any], keys: Sequence[str]) -> tuple[Any, ...]:
    return tuple(tuple(row[c]) if isinstance(row[c], list) else row[c] for c in keys)


def _by_key(table: Table, keys: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {_key(row, keys): row for row in table.records()}


def _told(study: Study, answer: Answer, words: str) -> str:
    graph = study.graph
    known = f", known on {graph.known_on}" if graph.known_on else ""
    return (
        f"{answer.title}, as of {graph.as_of}{known} ({words})"
        if words
        else f"{answer.title}, as of {graph.as_of}{known}"
    )


def _asked(study: Study, answer: Answer) -> dict[str, Any]:
    days = {"as_of": study.graph.as_of, "known_on": study.graph.known_on}
    return {"title": answer.title, **{k: d.isoformat() if d else None for k, d in days.items()}, **answer.asked}


def _marked(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    """Lines of both sides once, those of one side with its name."""
    both = [line for line in first if line in second]
    return (
        *both,
        *(f"before: {line}" for line in first if line not in second),
        *(f"after: {line}" for line in second if line not in first),
    )


def _gaps(first: Table, second: Table) -> Table:
    """Gaps of both sides once, those of one side with its name."""
    old, new = set(first.rows), set(second.rows)
    rows = [*(old & new), *(_only(row, "before") for row in old - new), *(_only(row, "after") for row in new - old)]
    return Table.of(second.columns or first.columns, sorted(rows, key=str), "not known")


def _only(row: tuple[Any, ...], side: str) -> tuple[Any, ...]:
    return (*row[:3], f"{row[3]} ({side})", *row[4:])


def _marks(table: Table) -> dict[str, Mark]:
    """The change of each entity; of several rows the first in the order of CHANGES."""
    order = list(CHANGES)
    out: dict[str, Mark] = {}
    for row in sorted(table.records(), key=lambda r: order.index(r["change"])):
        for column in ("node", "buyer"):
            if row.get(column):
                out.setdefault(str(row[column]), Mark(row["change"], CHANGES[row["change"]]))
    return out
