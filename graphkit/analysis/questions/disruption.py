"""What stops, is reduced or exposed if something is struck."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from graphkit.analysis.answer import Answer, Mark, all_claims
from graphkit.analysis.groups import ROLES, maker_of
from graphkit.analysis.losses.around import downstream
from graphkit.analysis.propagation import Disruption, Proof, Worlds, shortages, worlds
from graphkit.analysis.questions.common import ESSENTIAL_WORDS, NODE_COLUMNS, gap_table, taken_for_granted
from graphkit.analysis.strikes import Strike, union
from graphkit.analysis.study import Study
from graphkit.values.table import Table

#: States in order of weight, with their colours on a map; what stops for certain has one of its own.
STATES = {"struck": "#000000", "stopped": "#D55E00", "reduced": "#E69F00", "exposed": "#F0E442"}
_FOR_CERTAIN = Mark("stops for certain", "#882255")
BOUNDS = (
    "possible: each list of suppliers is taken as whole, and what is not known to be needless as essential",
    "certain: only lists known to be whole can be lost, and only what is known to be essential counts",
)
_COLUMNS = (*NODE_COLUMNS, "possible", "certain", "wave", "because", "claims")


def answer(study: Study, strikes: Sequence[Strike]) -> Answer:
    """What stops if all of `strikes` happen at once, in waves, with the reason for each node.

    The table has a row for each node that is struck, stopped, reduced or exposed: `possible` in the closed world,
    `certain` in the open one (empty: untouched), `wave` the round in which it stops in the closed world.
    """
    both = worlds(study.compiled, union(strikes))
    rows = _rows(study, both)
    met = {row[0] for row in rows}
    what = " and ".join(strike.text for strike in strikes)
    return Answer(
        "disruption",
        f"What stops without {what}",
        Table.of(_COLUMNS, rows, "what stops, is reduced or exposed"),
        asked={"shock": [strike.text for strike in strikes], "struck": sorted(union(strikes))},
        bounds=BOUNDS,
        gaps=gap_table(study, (gap for gap in both.possible.gaps if gap[0] in met)),
        assumed=taken_for_granted(study, strikes, both.possible),
        claims=all_claims(both.possible.claims, *(s.claims for s in strikes)),
        marks=_marks(rows),
    )


def state(found: Disruption, node: str, exposed: Container[str]) -> str:
    """How a node stands after a strike, "" if it is untouched."""
    if node in found.shock:
        return "struck"
    if node in found.stopped:
        return "stopped"
    return "reduced" if node in found.reduced else "exposed" if node in exposed else ""


def exposed_to(study: Study, found: Disruption) -> set[str]:
    """What hangs on something reduced, at any distance.

    Fewer nodes than `Disruption.exposed`: a firm that one of its lines leaves does not expose its other lines.
    """
    tiers, _ = downstream(study.buyers, map(str, found.reduced), own=False)
    return set(tiers) - {str(n) for n in found.stopped | found.reduced}


def _rows(study: Study, both: Worlds) -> list[tuple[Any, ...]]:
    possible = both.possible
    reduced = _losses(study, possible)
    rows = []
    exposed, exposed_for_certain = exposed_to(study, possible), exposed_to(study, both.certain)
    for node in {str(n) for n in possible.stopped | possible.reduced} | exposed:
        proof = possible.proof.get(node)
        now = state(possible, node, exposed)
        lost = ("", ()) if node in possible.shock else reduced.get(node, ("", ()))
        because, claims = (reason(study, node, proof), proof.claims) if proof else lost
        wave = possible.wave.get(node)
        sure = state(both.certain, node, exposed_for_certain)
        row = (node, study.name(node), study.kind(node), now, sure, wave, because, list(claims))
        rows.append(row)
    order = list(STATES)
    return sorted(rows, key=lambda r: (order.index(r[3]), r[5] or 0, r[1].casefold(), r[0]))


def reason(study: Study, node: str, proof: Proof) -> str:
    """Why a node stopped, in words: which group lost its last supplier."""
    count = len(proof.suppliers)
    material = study.material(proof.material)
    match proof.name:
        case "item":
            return f"{material} is gone"
        case "maker" | "run by" | "part of":
            return f"{material} has stopped"
        case "made at":
            return "its site has stopped" if count == 1 else f"all {count} known sites of it have stopped"
        case "output":
            return f"all that it is known to make or run has stopped ({count})"
        case "made by":
            return "its only known maker has stopped" if count == 1 else f"all {count} known makers have stopped"
    lost = f"no {material}" if count == 1 and proof.suppliers[0][0] in proof.material.split(" | ") else ""
    lost = lost or f"{material}: {_all(count)} known supplier{'s' if count != 1 else ''} lost"
    return lost + ("" if proof.essential else f" ({ESSENTIAL_WORDS[None]})")


def _all(count: int) -> str:
    return "the only" if count == 1 else f"all {count}"


def _losses(study: Study, found: Disruption) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Of each reduced node what it has lost, in words, with the claims of these groups."""
    out: dict[str, tuple[str, tuple[str, ...]]] = {}
    for loss in sorted(shortages(found), key=lambda s: (str(s.buyer), ROLES.index(s.name), s.material)):
        node = str(loss.buyer)
        said = f"{study.material(loss.material)}: {loss.text}" if loss.name in ("input", "supplied") else _less(loss)
        before, claims = out.get(node, ("", ()))
        own = [g for g in study.inputs[node] if g["material"] == loss.material and g["role"] == loss.name]
        out[node] = (f"{before}; {said}" if before else said, all_claims(claims, *(g["claims"] for g in own)))
    return out


def _less(loss: Any) -> str:
    """What a node has lost of makers, sites or lines."""
    what = {"made by": "makers", "made at": "sites of it", "output": "lines and sites"}.get(loss.name, loss.name)
    return f"{len(loss.lost)} of {len(loss.known)} known {what} stopped"


def _marks(rows: Sequence[tuple[Any, ...]]) -> dict[str, Mark]:
    """The state of each entity; of a maker that of itself, not that of its lines."""
    order = list(STATES)
    found = sorted((row for row in rows if maker_of(row[0]) == row[0]), key=lambda r: (order.index(r[3]), r[4] != r[3]))
    return {row[0]: _FOR_CERTAIN if row[3] == row[4] == "stopped" else _mark(row[3]) for row in found}


def _mark(word: str) -> Mark:
    """Of what may be, by the closed world; struck is struck in both."""
    return Mark(word if word == "struck" else f"{'may stop' if word == 'stopped' else 'may be ' + word}", STATES[word])
