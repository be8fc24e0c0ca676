"""Who loses how many of the known suppliers of what, if something is struck."""

from __future__ import annotations

from collections.abc import Sequence

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import InputGroup, entities_of
from graphkit.analysis.propagation import Disruption, worlds
from graphkit.analysis.questions.common import YES_NO, gap_table, taken_for_granted
from graphkit.analysis.questions.disruption import BOUNDS, exposed_to
from graphkit.analysis.strikes import Strike, union
from graphkit.analysis.study import Study
from graphkit.values.table import Table

_COLUMNS = (
    "buyer", "name", "item", "material", "known", "lost", "left", "says", "essential", "whole", "possible", "certain",
    "lost_suppliers", "left_suppliers", "claims",
)  # fmt: skip
_LOST_ALL, _LOST_SOME = "#D55E00", "#E69F00"


def answer(study: Study, strikes: Sequence[Strike]) -> Answer:
    """A row for each (buyer, material) that loses a known supplier: counts, never a share of a volume nobody stated.

    `known` counts the known suppliers, of an item that anyone may deliver its known makers; `possible` and `certain`
    tell whether nothing of it is left in the closed and in the open world. A need without a known supplier is a gap;
    those of what is touched are told.
    """
    both = worlds(study.compiled, union(strikes))
    touched = both.possible.stopped | both.possible.reduced | exposed_to(study, both.possible)
    rows, marks, gaps = [], {}, []
    for buyer, group in study.needs:
        known = study.suppliers(group)
        if not known and buyer in touched:
            gaps.append((buyer, group["material"]))
        lost = [s for s in known if s in both.possible.stopped]
        gone = _gone(both.possible, group)
        if not lost and not gone:
            continue
        left = [s for s in known if s not in both.possible.stopped]
        rows.append((
            buyer, study.name(buyer), group["material"], study.material(group["material"]),
            len(known), len(lost), len(left), _says(len(lost), len(known)),
            YES_NO[group["essential"]], YES_NO[study.whole(group)], gone, _gone(both.certain, group, open_world=True),
            study.names(lost), study.names(left), group["claims"],
        ))  # fmt: skip
        for entity in entities_of(buyer):
            if gone or entity not in marks:
                marks[entity] = Mark("all lost", _LOST_ALL) if gone else Mark("some lost", _LOST_SOME)
    rows.sort(key=lambda r: (not r[10], r[6], r[1].casefold(), r[0], r[2]))
    return Answer(
        "shortage",
        f"Known suppliers lost without {' and '.join(s.text for s in strikes)}",
        Table.of(_COLUMNS, rows, "who loses known suppliers of what"),
        asked={"shock": [s.text for s in strikes], "struck": sorted(union(strikes))},
        bounds=BOUNDS,
        gaps=gap_table(study, gaps),
        assumed=taken_for_granted(study, strikes, both.possible),
        claims=all_claims(both.possible.claims, *(r[-1] for r in rows), *(s.claims for s in strikes)),
        for_machines=("known", "lost", "left"),
        marks=marks,
    )


def _gone(found: Disruption, group: InputGroup, open_world: bool = False) -> bool:
    """Whether a group has no supplier left; in the open world only a list that is known to be whole can be lost."""
    if open_world and group["complete"] is not True:
        return False
    return bool(group["suppliers"]) and found.stopped.issuperset(group["suppliers"])


def _says(lost: int, known: int) -> str:
    if not known:
        return "lost; no supplier was known"
    return f"{lost} of {known} known supplier{'s' if known != 1 else ''} lost"
