"""Small chains whose outcome follows from the definitions by hand."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from graphkit.analysis.propagation import (
    Group,
    blast_radius,
    blast_targets,
    compile_inputs,
    cut_search,
    disruption,
    minimal_cuts,
    shortages,
    single_points,
    stop_times,
    worlds,
)
from graphkit.errors import AnalysisError
from tests.analysis.propagation.naive import Raw, group


def chain() -> Raw:
    """A car needs a cell and steel; the cell lithium from one of two refiners, which share a mine, and foil.

    The dealer sells the car; a museum shows it and lives without.
    """
    return {
        "car": [group("cell", "cells"), group("steel", "mill-1", "mill-2", "mill-3")],
        "cells": [group("lithium", "refiner-1", "refiner-2"), group("foil", "foils", essential=None)],
        "refiner-1": [group("ore", "mine")],
        "refiner-2": [group("ore", "mine", complete=None)],
        "dealer": [group("car", "car")],
        "museum": [group("car", "car", essential=False)],
    }


def test_a_mine_that_two_refiners_share_stops_everything_in_waves() -> None:
    found = disruption(chain(), {"mine"})
    assert found.wave == {"mine": 0, "refiner-1": 1, "refiner-2": 1, "cells": 2, "car": 3, "dealer": 4}
    assert found.stopped == set(found.wave)
    assert found.reduced == {"museum"}
    assert found.exposed == set()
    assert found.lost_all == {
        ("refiner-1", "ore"),
        ("refiner-2", "ore"),
        ("cells", "lithium"),
        ("car", "cell"),
        ("dealer", "car"),
        ("museum", "car"),
    }
    assert found.lost_some == set()
    assert found.assumed_complete == {("refiner-2", "ore")}
    assert found.assumed_essential == set()
    proof = found.proof["cells"]
    assert (proof.material, proof.suppliers) == ("lithium", (("refiner-1", 1), ("refiner-2", 1)))
    assert "mine" not in found.proof


def test_the_proof_is_the_group_that_was_lost_first() -> None:
    inputs = {
        "car": [group("foil", "foils"), group("lithium", "mine"), group("power", "car")],
        "foils": [group("aluminium", "mine")],
    }
    found = disruption(inputs, {"mine"})
    assert found.wave == {"mine": 0, "car": 1, "foils": 1}
    assert found.proof["car"].material == "lithium", "foil went in the same round, and its own power with it"
    assert found.lost_all == {("car", "foil"), ("car", "lithium"), ("car", "power"), ("foils", "aluminium")}


def test_in_the_open_world_an_incomplete_list_is_never_lost() -> None:
    found = disruption(chain(), {"mine"}, world="open")
    assert found.stopped == {"mine", "refiner-1"}
    assert found.reduced == {"cells", "refiner-2"}
    assert found.exposed == {"car", "dealer", "museum"}
    assert found.lost_all == {("refiner-1", "ore")}
    assert found.lost_some == {("refiner-2", "ore"), ("cells", "lithium")}


def test_what_is_not_known_to_be_essential_stops_in_the_closed_world_only() -> None:
    both = worlds(chain(), ["foils"])
    assert both.possible.stopped == {"foils", "cells", "car", "dealer"}
    assert both.possible.assumed_essential == {("cells", "foil")}
    assert both.certain.stopped == {"foils"}
    assert both.certain.reduced == {"cells"}
    assert both.certain.lost_all == {("cells", "foil")}, "it is lost, and nobody knows whether that matters"


def test_one_of_three_suppliers() -> None:
    found = disruption(chain(), {"mill-2"})
    assert found.stopped == {"mill-2"}
    assert found.reduced == {"car"}
    assert found.exposed == {"dealer", "museum"}
    assert found.lost_some == {("car", "steel")}
    (row,) = shortages(found)
    assert row.text == "1 of 3 known suppliers lost"
    assert (row.buyer, row.material, row.lost, row.whole, row.stops) == ("car", "steel", ("mill-2",), False, False)


def test_fields_that_are_left_out_are_not_known() -> None:
    inputs = {"car": [{"material": "cell", "suppliers": ["cells"]}]}
    assert disruption(inputs, {"cells"}).stopped == {"cells", "car"}
    assert disruption(inputs, {"cells"}, "open").stopped == {"cells"}
    assert disruption(inputs, {"cells"}, "open").lost_some == {("car", "cell")}
    assert stop_times(inputs, {"cells"}) == {"cells": 0.0, "car": 0.0}


@pytest.mark.parametrize("world", ["closed", "open"])
def test_a_group_without_a_known_supplier_is_a_gap_and_never_lost(world: str) -> None:
    inputs = {"car": [group("cell", "cells"), group("glue")], "truck": [group("paint")]}
    compiled = compile_inputs(inputs)
    assert compiled.gaps == {("car", "glue"), ("truck", "paint")}
    found = disruption(compiled, {"steel"}, world)
    assert found.stopped == {"steel"}
    assert found.gaps == set()
    assert found.lost_all == found.lost_some == set()
    assert disruption(compiled, {"cells"}, world).gaps == {("car", "glue")}, "only what was touched"


def test_cycles_go_on_until_they_are_struck() -> None:
    inputs = {
        "a": [group("power", "b")],
        "b": [group("water", "a")],
        "c": [group("power", "c")],
        "d": [group("power", "d", "grid")],
    }
    assert disruption(inputs, {"grid"}).stopped == {"grid"}, "d still supplies itself"
    assert disruption(inputs, {"grid"}).reduced == {"d"}
    assert disruption(inputs, ()).stopped == set()
    assert disruption(inputs, {"a"}).wave == {"a": 0, "b": 1}
    assert disruption(inputs, {"c"}).stopped == {"c"}
    assert disruption(inputs, {"c"}).lost_all == {("c", "power")}, "the groups of what is struck count too"
    assert stop_times(inputs, {"a"}) == {"a": 0.0, "b": 0.0}


def test_nodes_around_a_cycle_are_exposed_once() -> None:
    inputs = {"a": [group("x", "m", "n"), group("y", "c")], "b": [group("x", "a")], "c": [group("x", "b")]}
    found = disruption(inputs, {"m"})
    assert (found.reduced, found.exposed) == ({"a"}, {"b", "c"})


def test_a_buyer_with_two_groups_of_one_material() -> None:
    inputs = {"car": [group("cell", "x", name="line 1"), group("cell", "x", "y", name="line 2")]}
    found = disruption(inputs, {"x"})
    assert found.lost_all == found.lost_some == {("car", "cell")}
    assert found.proof["car"].name == "line 1"
    assert [(row.name, row.text) for row in shortages(found)] == [
        ("line 1", "1 of 1 known supplier lost"),
        ("line 2", "1 of 2 known suppliers lost"),
    ]


def test_a_supplier_named_twice_counts_once() -> None:
    inputs = {"car": [group("cell", "x", "x", "y")]}
    assert [row.text for row in shortages(disruption(inputs, {"x"}))] == ["1 of 2 known suppliers lost"]
    assert disruption(inputs, {"x", "y"}).wave == {"x": 0, "y": 0, "car": 1}


def test_struck_nodes_that_no_group_knows_are_stopped_and_told() -> None:
    found = disruption(chain(), ["atlantis", "mill-1"])
    assert found.stopped == {"atlantis", "mill-1"}
    assert found.wave == {"atlantis": 0, "mill-1": 0}
    assert found.unknown == {"atlantis"}
    assert disruption({}, ["atlantis"]).stopped == {"atlantis"}
    assert stop_times({}, ["atlantis"]) == {"atlantis": 0.0}


def test_the_claims_behind_a_loss() -> None:
    inputs = {
        "car": [group("cell", "x", claims=["c2", "c1"]), group("steel", "y", claims=["c3"])],
        "van": [group("cell", "x", "z", claims=["c1", "c4"])],
    }
    found = disruption(inputs, {"x"})
    assert found.claims == ("c1", "c2", "c4")
    assert found.proof["car"].claims == ("c2", "c1")


@pytest.mark.parametrize("make", [int, float, lambda n: (n, "line"), lambda n: ("node", n), lambda n: frozenset([n])])
def test_any_hashable_is_a_node(make: Callable[[Any], Any]) -> None:
    one, two, three = (make(n) for n in (1, 2, 3))
    inputs = {two: [group("x", one)], three: [group("y", two)]}
    assert disruption(inputs, [one]).wave == {one: 0, two: 1, three: 2}
    assert single_points(inputs, three) == {one, two}
    assert minimal_cuts(inputs, three) == [frozenset([one]), frozenset([two])]


def test_groups_as_objects() -> None:
    cell = Group("cell", ("x",), essential=True, complete=True, stock_days=3)
    assert stop_times({"car": [cell]}, ["x"]) == {"x": 0.0, "car": 3.0}
    assert disruption({"car": [replace(cell, essential=False)]}, ["x"]).stopped == {"x"}


def test_single_points() -> None:
    assert single_points(chain(), "car") == {"cells", "mine", "foils"}
    assert single_points(chain(), "car", world="open") == {"cells"}
    assert single_points(chain(), "museum") == set(), "it goes on without a car"
    assert single_points({"a": [group("x", "b")], "b": [group("x", "a")]}, "a") == {"b"}


def test_blast_radius() -> None:
    found = blast_radius(chain())
    assert list(found.items())[:4] == [("mine", 5), ("foils", 3), ("cells", 2), ("car", 1)]
    assert found["mill-1"] == found["refiner-1"] == found["dealer"] == 0
    assert blast_radius(chain(), nodes=["mine", "mill-1"], targets=["dealer", "mine"]) == {"mine": 1, "mill-1": 0}
    assert blast_targets(chain(), nodes=["mine"], targets=["car", "museum"]) == {"mine": {"car"}}
    told: list[tuple[int, int]] = []
    blast_radius(chain(), nodes=["mine", "mill-1"], progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_minimal_cuts() -> None:
    single = [{"cells"}, {"foils"}, {"mine"}]
    assert minimal_cuts(chain(), "car", k=1) == single
    assert minimal_cuts(chain(), "car") == [*single, {"refiner-1", "refiner-2"}]
    assert minimal_cuts(chain(), "car", k=3)[4:] == [{"mill-1", "mill-2", "mill-3"}]
    assert minimal_cuts(chain(), "dealer", k=1) == [{"car"}, *single]
    found = cut_search(chain(), "car")
    # Three mills are more than two strikes can stop, and nobody else stops a mill: they are ruled out.
    assert (found.upstream, found.candidates) == (8, 5)
    assert found.text == "all sets of at most 2 of the 8 nodes upstream, closed world; 5 of these could be in one"


def test_a_cut_across_two_tiers() -> None:
    # Either way of making steel needs power: from the grid, or from a generator that burns gas.
    inputs = {
        "car": [group("steel", "oxygen", "arc")],
        "oxygen": [group("power", "grid")],
        "arc": [group("power", "grid", "generator")],
        "generator": [group("gas", "pipe")],
    }
    assert [sorted(cut) for cut in minimal_cuts(inputs, "car")] == [
        ["arc", "grid"],
        ["arc", "oxygen"],
        ["generator", "grid"],
        ["grid", "pipe"],
    ]


def test_times() -> None:
    inputs = {
        "car": [group("cell", "cells", stock_days=2), group("steel", "mill-1", "mill-2", stock_days=30)],
        "cells": [group("lithium", "refiner-1", "refiner-2", stock_days=5), group("foil", "mine", essential=False)],
        "refiner-1": [group("ore", "mine", stock_days=7)],
        "refiner-2": [group("ore", "mine", stock_days=1.5)],
    }
    # Cells go on until the later refiner, at 7, and 5 days more.
    expected = {"mine": 0.0, "refiner-2": 1.5, "refiner-1": 7.0, "cells": 12.0, "car": 14.0}
    assert stop_times(inputs, ["mine"]) == expected
    assert stop_times(inputs, ["mine", "mill-1", "mill-2", "refiner-1"]) == {
        "mine": 0.0, "mill-1": 0.0, "mill-2": 0.0, "refiner-1": 0.0, "refiner-2": 1.5, "cells": 6.5, "car": 8.5,
    }  # fmt: skip
    assert stop_times(inputs, ["cells", "mill-1"]) == {"cells": 0.0, "mill-1": 0.0, "car": 2.0}


def test_a_stock_shortens_no_way_that_is_quicker() -> None:
    inputs = {"car": [group("a", "x", stock_days=10), group("b", "y", stock_days=1)], "y": [group("c", "x")]}
    assert stop_times(inputs, ["x"])["car"] == 1.0


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"suppliers": []}, "'car': a group has no 'material'"),
        ({"material": "cell"}, "'car': a group has no 'suppliers'"),
        (group(" "), "'car': a group's material is ' '"),
        (group("cell") | {"material": None}, "'car': a group's material is None"),
        (group("cell") | {"suppliers": "cells"}, "'car': the suppliers of its group 'cell' are 'cells'"),
        (group("cell") | {"suppliers": None}, "'car': the suppliers of its group 'cell' are None"),
        (group("cell", ["a"]), "'car': suppliers of its group 'cell' are no nodes: [['a']]"),
        (group("cell", essential="yes"), "'car': 'essential' of its group 'cell' is 'yes'"),
        (group("cell", complete=1), "'car': 'complete' of its group 'cell' is 1"),
        (group("cell", stock_days=-1), "'car': the stock of its group 'cell' is -1"),
        (group("cell", stock_days=float("nan")), "'car': the stock of its group 'cell' is nan"),
        (group("cell", stock_days=float("inf")), "'car': the stock of its group 'cell' is inf"),
        (group("cell", stock_days="3"), "'car': the stock of its group 'cell' is '3'"),
        (group("cell", stock_days=None), "'car': the stock of its group 'cell' is None"),
        (group("cell", essental=True), "'car': a group has unknown fields: 'essental'"),
        (Group("", ("a",)), "'car': a group's material is ''"),
        (Group("cell", ["a"]), "'car': the suppliers of its group 'cell' are ['a']"),  # type: ignore[arg-type]
        ("cell", "'car': a group is a dict, not 'cell'"),
    ],
)
def test_what_is_no_group_is_told_with_its_buyer(wrong: Any, told: str) -> None:
    with pytest.raises(AnalysisError) as error:
        disruption({"van": [group("cell", "x")], "car": [wrong]}, ["x"])
    assert error.value.message == told


@pytest.mark.parametrize(
    "call",
    [
        lambda: disruption(chain(), ["mine"], world="ajar"),
        lambda: stop_times(chain(), ["mine"], world="ajar"),
        lambda: single_points(chain(), "car", world="ajar"),
        lambda: blast_radius(chain(), world="ajar"),
        lambda: disruption(chain(), "mine"),
        lambda: disruption(chain(), [["mine"]]),
        lambda: disruption([("car", [])], ["mine"]),  # type: ignore[arg-type]
        lambda: disruption({"car": group("cell", "cells")}, ["cells"]),
        lambda: single_points(chain(), "atlantis"),
        lambda: single_points(chain(), ["car"]),
        lambda: single_points(chain(), "mine"),
        lambda: single_points({"car": [group("glue")]}, "car"),
        lambda: minimal_cuts(chain(), "atlantis"),
        lambda: minimal_cuts(chain(), "car", k=0),
        lambda: minimal_cuts(chain(), "car", k=1.5),  # type: ignore[arg-type]
        lambda: blast_radius(chain(), nodes=["atlantis"]),
        lambda: blast_radius(chain(), targets=["atlantis"]),
    ],
)
def test_wrong_calls_are_errors(call: Callable[[], object]) -> None:
    with pytest.raises(AnalysisError) as error:
        call()
    assert isinstance(error.value, ValueError)


def test_a_long_chain_is_walked_without_recursion_or_a_square_of_its_length() -> None:
    length = 20_000
    inputs = {n: [group("x", n - 1, stock_days=1)] for n in range(1, length)}
    compiled = compile_inputs(inputs)
    begun = time.process_time()
    assert disruption(compiled, [0]).wave[length - 1] == length - 1
    assert len(single_points(compiled, length - 1)) == length - 1
    assert stop_times(compiled, [0])[length - 1] == length - 1
    assert time.process_time() - begun < 10  # the square would take minutes


def test_a_wide_fan_is_struck_whole() -> None:
    inputs = {n: [group("x", "hub", "spare" if n % 2 else "hub")] for n in range(5000)}
    inputs["sink"] = [group("y", *range(0, 5000, 2))]
    found = disruption(inputs, {"hub"})
    assert found.stopped == {"hub", "sink", *range(0, 5000, 2)}
    assert found.reduced == set(range(1, 5000, 2))
    assert found.wave["sink"] == 2


def test_compiled_inputs_tell_their_size() -> None:
    compiled = compile_inputs(chain())
    assert repr(compiled) == "CompiledInputs(11 nodes, 8 groups, 11 links)"
    assert compiled.memory >= 11 * np.dtype(np.int32).itemsize


def test_numbers_and_truth_values_of_a_data_frame_are_taken() -> None:
    given = group("ore", "mine", essential=np.True_, complete=np.bool_(False))
    assert disruption({"a": [given]}, ["mine"]).stopped == {"a", "mine"}
    assert disruption({"a": [given]}, ["mine"], "open").stopped == {"mine"}
    assert minimal_cuts({"a": [group("ore", "mine", "far")]}, "a", np.int64(2)) == [frozenset({"mine", "far"})]
