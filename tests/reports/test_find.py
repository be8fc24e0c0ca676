"""Find and locate: what is found, in which order, and what is not."""

from __future__ import annotations

import pytest

from graphkit.errors import UsageError
from graphkit.graph import Graph
from graphkit.reports.find import find, locate


def ids(graph: Graph, text: str) -> list[str]:
    """Ids in the order in which they are found."""
    return [row[0] for row in find(graph, text).rows]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("acme power", "acme"),  # the name in another case
        ("ACME", "acme"),  # an alias before the longer names that begin with it
        ("安可电池", "acme"),  # the native name
        ("安可", "acme"),  # its beginning
        ("可电", "acme"),  # a part of it
        ("SZSE:002074", "acme"),
        ("szse:002594", "zeta"),
        ("002594", "zeta"),
        ("lithium sulphide", "li2s"),
        ("lithum sulfid", "li2s"),  # typing errors
        ("sulfide lithium", "li2s"),  # another order
        ("quantumscpae", "quantum"),
        ("quantum", "quantum"),
        ("zeta mot", "zeta"),
        ("acme-line", "acme-line"),
        ("Zeta Motors Corporation", "zeta"),
    ],
)
def test_found_first(graph: Graph, text: str, first: str) -> None:
    assert ids(graph, text)[0] == first


@pytest.mark.parametrize("text", ["xyzzy", "SZSE:002075", "00207", "", " ", "…", "é", "q", "solid power", "\x1b[31m"])
def test_no_noise(graph: Graph, text: str) -> None:
    assert ids(graph, text) == []


def test_a_ticker_finds_one(graph: Graph) -> None:
    assert ids(graph, "SZSE:002074") == ["acme"]


def test_order_and_score(graph: Graph) -> None:
    rows = find(graph, "acme").records()
    assert [r["score"] for r in rows] == sorted((r["score"] for r in rows), reverse=True)
    assert (rows[0]["matched"], rows[0]["score"]) == ("Acme", 100)
    assert {r["id"] for r in rows} == {"acme", "acme-line", "acme-cell"}
    assert len(find(graph, "acme", limit=2).rows) == 2


def test_locate(graph: Graph) -> None:
    assert locate(graph, "acme").id == "acme"
    assert locate(graph, "Acme Power Ltd").id == "acme"
    assert locate(graph, "硫化锂").id == "li2s"
    assert locate(graph, "szse:002074").id == "acme"
    with pytest.raises(UsageError, match="no entity 'Akme'") as told:
        locate(graph, "Akme")
    assert "did you mean acme (Acme Power)" in str(told.value)
    with pytest.raises(UsageError, match="no entity 'xyzzy'"):
        locate(graph, "xyzzy")
