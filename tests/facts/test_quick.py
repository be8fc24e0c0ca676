"""What is made quickly is what is made in full; and the collector is as it was."""

from __future__ import annotations

import copy
import gc
import pickle
from collections.abc import Iterator
from dataclasses import FrozenInstanceError, fields

import pytest

from graphkit.facts.claim import COLUMNS, CURATION, Claim, Row, claim_id, quick_claim, quick_row, quick_rows
from graphkit.facts.collector import paused
from graphkit.facts.entities import curated

CELLS = tuple(f"cell {name}" for name in COLUMNS)


def test_a_quick_row_is_a_row() -> None:
    made, full = quick_row(*CELLS), Row(*CELLS)
    assert type(made) is Row and made == full and hash(made) == hash(full) and repr(made) == repr(full)
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == full
    with pytest.raises(FrozenInstanceError):
        made.note = "another"  # type: ignore[misc]


def test_rows_of_columns() -> None:
    columns = [[f"{name} {k}" for k in range(3)] for name in COLUMNS]
    assert quick_rows(*columns) == [Row(*(f"{name} {k}" for name in COLUMNS)) for k in range(3)]


def test_a_quick_claim_is_a_claim() -> None:
    values = [f"value of {f.name}" for f in fields(Claim)]
    values[2] = Row(*CELLS)  # type: ignore[call-overload]
    made = quick_claim(*values)
    assert type(made) is Claim and made == Claim(*values)  # type: ignore[arg-type]
    with pytest.raises(FrozenInstanceError):
        made.subject = "another"  # type: ignore[misc]


def test_what_is_said_of_an_entity_stands_in_the_right_fields() -> None:
    row = Row(CURATION, "", "acme", "name", "Acme")
    said = Claim(
        claim_id("t", row), "t", row, "acme", "name", "entity", word="Acme", text="Acme", speaker=CURATION
    )  # fmt: skip
    assert curated("t", row) == said


@pytest.fixture
def collecting() -> Iterator[None]:
    """The collector on or off, as it was."""
    was = gc.isenabled()
    yield
    (gc.enable if was else gc.disable)()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_as_it_was(on: bool) -> None:
    (gc.enable if on else gc.disable)()
    with pytest.raises(RuntimeError), paused():
        assert not gc.isenabled()
        raise RuntimeError
    assert gc.isenabled() is on


@pytest.mark.usefixtures("collecting")
def test_what_is_frozen_stays_so() -> None:
    gc.enable()
    gc.freeze()
    try:
        with paused():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
