"""The definitions, told again in the plainest way: every rule over every group until nothing changes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

NODES = ["a", "b", "c", "d", "e", "f", "g"]
GROUPS = st.builds(
    lambda material, suppliers, essential, complete, stock: {
        "material": material,
        "suppliers": suppliers,
        "essential": essential,
        "complete": complete,
        "stock_days": stock,
    },
    st.sampled_from(["lithium", "foil"]),
    st.lists(st.sampled_from([*NODES, "mine", "port"]), max_size=3),
    st.sampled_from([True, True, None, False]),
    st.sampled_from([True, True, None, False]),
    st.sampled_from([0, 0, 1, 2.5, 30]),
)
INPUTS = st.dictionaries(st.sampled_from(NODES), st.lists(GROUPS, max_size=3), max_size=len(NODES))
SHOCKS = st.sets(st.sampled_from([*NODES, "mine", "port", "moon"]), max_size=4)
WORLDS = st.sampled_from(["closed", "open"])

Raw = dict[Any, list[dict[str, Any]]]


def group(material: str, *suppliers: Any, **more: Any) -> dict[str, Any]:
    """A group as a dict; essential and complete unless told otherwise."""
    return {"material": material, "suppliers": list(suppliers), "essential": True, "complete": True, **more}


def needed(g: dict[str, Any], world: str) -> bool:
    return g["essential"] is True or (g["essential"] is None and world == "closed")


def can_be_lost(g: dict[str, Any], world: str) -> bool:
    return len(g["suppliers"]) > 0 and (world == "closed" or g["complete"] is True)


def waves(inputs: Raw, shock: Iterable[Any], world: str) -> dict[Any, int]:
    """Round by round: who has an essential group whose suppliers had all stopped in the rounds before."""
    wave = dict.fromkeys(shock, 0)
    for number in range(1, 100):
        new = {
            buyer
            for buyer, groups in inputs.items()
            if buyer not in wave
            and any(needed(g, world) and can_be_lost(g, world) and set(g["suppliers"]) <= wave.keys() for g in groups)
        }
        if not new:
            return wave
        wave |= dict.fromkeys(new, number)
    raise AssertionError


def outcome(inputs: Raw, shock: Iterable[Any], world: str) -> dict[str, Any]:
    """All fields of a disruption but the proofs."""
    wave = waves(inputs, shock, world)
    stopped = set(wave)
    reduced = {
        b for b, groups in inputs.items() if b not in stopped and any(stopped & set(g["suppliers"]) for g in groups)
    }
    exposed: set[Any] = set()
    for _ in range(len(inputs) + 1):
        exposed |= {
            b
            for b, groups in inputs.items()
            if b not in stopped | reduced and any((reduced | exposed) & set(g["suppliers"]) for g in groups)
        }
    pairs = [(b, g) for b, groups in inputs.items() for g in groups]
    gone = [(b, g) for b, g in pairs if can_be_lost(g, world) and set(g["suppliers"]) <= stopped]
    return {
        "stopped": stopped,
        "reduced": reduced,
        "exposed": exposed,
        "wave": wave,
        "lost_all": {(b, g["material"]) for b, g in gone},
        "lost_some": {(b, g["material"]) for b, g in pairs if stopped & set(g["suppliers"]) and (b, g) not in gone},
        "gaps": {(b, g["material"]) for b, g in pairs if not g["suppliers"] and b in stopped | reduced | exposed},
    }


def cuts(inputs: Raw, target: Any, size: int, world: str) -> set[frozenset[Any]]:
    """Every set of nodes is struck, the small ones first; those that hold a smaller cut are left out."""
    others = sorted({*inputs, *(s for groups in inputs.values() for g in groups for s in g["suppliers"])} - {target})
    found: set[frozenset[Any]] = set()
    for count in range(1, size + 1):
        for chosen in combinations(others, count):
            if target in waves(inputs, chosen, world) and not any(cut <= set(chosen) for cut in found):
                found.add(frozenset(chosen))
    return found


def times(inputs: Raw, shock: Iterable[Any], world: str) -> dict[Any, float]:
    """The equations of times, from never downwards until nothing changes."""
    never = float("inf")
    time = dict.fromkeys(shock, 0.0)
    for _ in range(100):
        before = dict(time)
        for buyer, groups in inputs.items():
            for g in groups:
                if needed(g, world) and can_be_lost(g, world):
                    last = max(time.get(s, never) for s in g["suppliers"])
                    if last + g["stock_days"] < time.get(buyer, never):
                        time[buyer] = last + g["stock_days"]
        if time == before:
            return time
    raise AssertionError
