"""Rows of plain tables are read many at a time: they end and claim as those that are read one by one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphkit.facts.mapping.straight import Straight
from graphkit.facts.mapping.table import BATCH
from tests.facts.mapping.tables import ends, read, write

MAPPING = """
[[table]]
file = "t.csv"
key = ["from", "to"]
unknown = ["n/a"]

[[table.entity]]
as = "from"
type = "Firm"
name = "{from}"

[[table.entity]]
as = "to"
type = "Firm"
name = "{to}"

[[table.entity]]
as = "item"
type = "Material"
name = "{item}"

[[table.claim]]
subject = "@from"
predicate = "SUPPLIES"
value = "@to"
qualifiers = { item = "@item" }
when = "from {since}"
note = "{remark}"

[[table.claim]]
subject = "@from"
predicate = "SUPPLIES"
value = "@to"
qualifiers = { item = "@item" }
when = "from {since?}"
note = "{remark}"
"""


def table(rows: Sequence[tuple[str, ...]]) -> str:
    return "from,to,item,since,remark\n" + "".join(",".join(row) + "\n" for row in rows)


def test_rows_that_are_wrong_are_told_in_their_order(tmp_path: Path) -> None:
    rows: list[tuple[str, ...]] = [(f"Firm {k}", f"Firm {k + 1}", "Foil", "2020", "") for k in range(2 * BATCH + 50)]
    rows[7] = ("Alpha", "Alpha", "Foil", "2020", "")  # the model refuses it
    rows[BATCH - 1] = ("", "Beta", "Foil", "2020", "")  # says only that Beta is there
    rows[BATCH] = ("Alpha", "???", "Foil", "2020", "")  # no name
    rows[2 * BATCH + 3] = ("Alpha", "Beta", "Foil", "2020", "x", "one too many")
    rows[2 * BATCH + 4] = ("n/a", "N/A", "", "", "")  # says nothing
    reading = read(write(tmp_path, MAPPING, table(rows)))
    assert ends(reading) == (2 * BATCH + 50, 2 * BATCH + 46, 0, 4)
    rejects = [p.line for p in reading.problems if p.level == "reject"]
    # Line 1 has the headings. What the model refuses is met when claims are made, after all rows are read.
    assert rejects == [BATCH + 2, 2 * BATCH + 5, 2 * BATCH + 6, 9]


def test_whatever_the_cells_both_ways_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(6)
    names = ["Alpha", " alpha ", "Alpha  Ltd", "ALPHA", "n/a", "", "???", "比亚迪", "Beta; Gamma", "x" * 310, "Delta%s"]
    items = ["Foil", "", "Foil; thin", "N/A", "foil"]
    dates = ["2020", "2020-05", "", "soon", "2031", "n/a"]
    rows = [
        (pick.choice(names), pick.choice(names), pick.choice(items), pick.choice(dates), pick.choice(["", "r", "s"]))
        for _ in range(2500)
    ]
    short = read(write(tmp_path / "a", MAPPING, table(rows)))
    monkeypatch.setattr(Straight, "of", lambda *_: None)
    long = read(write(tmp_path / "b", MAPPING, table(rows)))
    assert ends(short) == ends(long)
    assert 0 < ends(short)[1] < 2500
    assert short.facts == long.facts
    assert short.problems == long.problems
    assert short.places == long.places
