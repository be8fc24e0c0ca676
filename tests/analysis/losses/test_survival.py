"""Time to survive against time to recover on plain groups: bounds by reasoning, never wrong on random ones."""

from __future__ import annotations

import math
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from graphkit.analysis.losses.survival import survival
from graphkit.analysis.propagation import compile_inputs

Inputs = dict[Any, list[dict[str, Any]]]


def needs(material: str, *suppliers: str, days: float = 0.0, **more: Any) -> dict[str, Any]:
    """One group."""
    return {"material": material, "suppliers": list(suppliers), "essential": True, "stock_days": days, **more}


def told(inputs: Inputs, recovery: dict[Any, tuple[float, float]]) -> dict[Any, tuple[float, float, float, float, str]]:
    """Bounds and verdict of each node, stocks being as stated."""
    groups = compile_inputs(inputs)
    found = survival(groups, groups, recovery)
    return {node: (*one.stops, *one.recovers, one.verdict) for node, one in found.items()}


def test_the_stock_decides() -> None:
    inputs = {n: [needs("x", "a", days=days)] for n, days in (("short", 5), ("even", 10), ("middle", 15), ("long", 20))}
    found = told(inputs, {"a": (10, 20)})
    assert found["a"] == (0, 0, 10, 20, "hit")
    assert found["short"] == (5, 5, 10, 20, "hit")
    assert found["even"][4] == found["middle"][4] == "depends"  # 10 and 15 days, back after 10 to 20
    assert found["long"] == (20, 20, 10, 20, "safe")  # on the day on which it is back nothing is missing


def test_any_supplier_that_is_back_is_enough() -> None:
    inputs = {"v": [needs("x", "a", "b", days=20)], "w": [needs("x", "a", "b", days=5)], "u": [needs("y", "v")]}
    found = told(inputs, {"a": (10, 10), "b": (100, 100)})
    assert found["v"] == (20, 20, 10, 10, "safe")
    assert found["u"] == (20, 20, 10, 10, "safe")  # what it hangs on goes on
    assert found["w"][4] == "hit"


def test_of_several_needs_the_last_counts() -> None:
    inputs = {"v": [needs("x", "a", days=5), needs("y", "b", days=15)], "w": [needs("z", "v")]}
    found = told(inputs, {"a": (3, 3), "b": (20, 20)})
    assert found["v"] == (5, 5, 20, 20, "hit")  # not for want of x, but after 15 days for want of y
    found = told(inputs, {"a": (3, 3), "b": (15, 15)})
    assert found["v"][4] == found["w"][4] == "safe"


def test_what_stops_at_once_is_hit_however_short_the_strike() -> None:
    found = told({"v": [needs("x", "a")], "w": [needs("y", "v", days=1)]}, {"a": (0, math.inf)})
    assert (found["v"][4], found["w"][4]) == ("hit", "depends")


def test_those_in_a_circle_are_back_with_what_was_struck() -> None:
    inputs = {"v": [needs("x", "a"), needs("y", "w")], "w": [needs("z", "v")]}
    found = told(inputs, {"a": (10, 10)})
    assert found["v"][2:4] == found["w"][2:4] == (10, 10)


def test_open_world_loses_only_whole_lists() -> None:
    groups = compile_inputs({"v": [needs("x", "a", complete=True)], "w": [needs("x", "a")]})
    assert set(survival(groups, groups, {"a": (5, 5)}, "open")) == {"a", "v"}


def outages(inputs: Inputs, back: dict[Any, float]) -> set[Any]:
    """Brute force, a day at a time: what stops while each struck node is out for so many whole days."""
    seen: set[Any] = set()
    without: dict[tuple[Any, int], int] = {}  # days for which a group has had no supplier
    for day in range(int(max(back.values()))):
        down = {n for n, days in back.items() if day < days}
        while True:
            more = {
                n
                for n, groups in inputs.items()
                for k, g in enumerate(groups)
                if n not in down and all(s in down for s in g["suppliers"])
                if without.get((n, k), 0) >= g["stock_days"]
            }
            if not more:
                break
            down |= more
        seen |= down
        for n, groups in inputs.items():
            for k, g in enumerate(groups):
                without[n, k] = without.get((n, k), 0) + 1 if all(s in down for s in g["suppliers"]) else 0
    return seen


NODES = "abcde"
GROUP = st.builds(
    lambda suppliers, days: needs("x", *sorted(suppliers), days=float(days)),
    st.sets(st.sampled_from(NODES), min_size=1, max_size=2),
    st.integers(0, 4),
)
INPUTS = st.dictionaries(st.sampled_from(NODES), st.lists(GROUP, max_size=2), max_size=5)
STRUCK = st.dictionaries(
    st.sampled_from(NODES), st.tuples(st.integers(1, 6), st.integers(0, 3)), min_size=1, max_size=2
)


@settings(max_examples=150, deadline=None)
@given(INPUTS, STRUCK, st.data())
def test_hit_and_safe_are_never_wrong(inputs: Inputs, struck: dict[str, tuple[int, int]], data: st.DataObject) -> None:
    # A node that supplies itself is not looked at: on the day it stops, it is not to be told what came first.
    inputs = {n: [g for g in groups if n not in g["suppliers"]] for n, groups in inputs.items()}
    bounds: dict[Any, tuple[float, float]] = {n: (low, low + more) for n, (low, more) in struck.items()}
    groups = compile_inputs(inputs)
    found = survival(groups, groups, bounds)
    back = {n: float(data.draw(st.integers(int(low), int(high)))) for n, (low, high) in bounds.items()}
    stopped = outages(inputs, back)
    assert stopped <= set(found)
    assert {n for n, one in found.items() if one.verdict == "hit"} <= stopped
    assert not {n for n, one in found.items() if one.verdict == "safe"} & stopped
