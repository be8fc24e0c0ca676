"""Which notes stand beside a graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from graphkit.facts.notes import NoteFile
from graphkit.graph.opinions import opinions, opinions_about
from tests.graph.kernel_world import graph

EDGE = "s01#p1 | acme | SUPPLIES | borel"


def note(name: str, day: str, *about: str) -> NoteFile:
    return NoteFile(
        f"notes/{name}.md", about, tuple(range(2, 2 + len(about))), "Jo", date.fromisoformat(day), "", "Yes."
    )


NOTES = (note("a", "2026-01-05", "acme"), note("b", "2026-02-01", "Borel", "acme"), note("c", "2025-12-01", "borel"))


def test_the_newest_stands_first_and_names_become_ids() -> None:
    found = opinions(NOTES, graph(EDGE)).notes
    assert [n.file for n in found] == ["notes/b.md", "notes/a.md", "notes/c.md"]
    assert found[0].about == ("borel", "acme")
    assert [n.file for n in opinions_about(found, "acme")] == ["notes/b.md", "notes/a.md"]


def test_what_was_written_later_is_not_known_yet() -> None:
    found = opinions(NOTES, graph(EDGE, known_on="2026-01-05")).notes
    assert [n.file for n in found] == ["notes/a.md", "notes/c.md"]


def test_the_public_sees_none() -> None:
    found = opinions(NOTES, graph(EDGE), public=True)
    assert found.notes == ()
    assert "notes are left out" in found.remarks[0]
    assert opinions((), graph(EDGE), public=True).remarks == ()
    assert opinions(NOTES, replace(graph(EDGE), left_out=1)).notes == ()


def test_a_note_on_what_is_not_there_is_left_out_and_told() -> None:
    found = opinions([note("d", "2026-01-05", "acme", "nobody")], graph(EDGE))
    assert found.notes == ()
    assert found.remarks == ("notes/d.md:3: left out: it is about 'nobody', which this graph does not hold",)
