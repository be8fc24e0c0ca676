"""Analysts' notes beside a graph: which of them are about what it holds. They are opinion, and change nothing in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from graphkit.facts.notes import NoteFile
from graphkit.facts.search import named
from graphkit.graph.graph import Graph

HEADING = "Notes (opinion)"
_HIDDEN = "the notes are left out: their texts may tell what this audience may not see"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A note on entities of the graph, given by id; `text` is Markdown, `title` may be empty."""

    file: str
    about: tuple[str, ...]
    author: str
    day: date
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Opinions:
    """The notes that stand beside a graph, the newest first, and what is to be told of those that do not."""

    notes: tuple[Opinion, ...]
    remarks: tuple[str, ...] = ()


def opinions(notes: Sequence[NoteFile], graph: Graph, public: bool = False) -> Opinions:
    """The notes that are about entities of the graph and were written by the day on which it is known.

    None for the public, and none where claims were left out: they are an author's own words, and nothing can tell what
    they rest on. A note of which the graph does not hold all that it is about is left out too, since its text may tell
    of the rest.
    """
    if public or graph.left_out:
        return Opinions((), (_HIDDEN,) if notes else ())
    found, remarks = [], []
    for note in notes:
        if graph.known_on and note.day > graph.known_on:
            continue
        ids: dict[str, None] = {}
        lost = []
        for text, line in zip(note.about, note.lines, strict=True):
            matches = named(graph.entities, text)
            if len(matches) == 1:
                ids[matches[0].id] = None
            else:
                lost.append((text, line, "which names several" if matches else "which this graph does not hold"))
        remarks += [f"{note.file}:{line}: left out: it is about {text!r}, {why}" for text, line, why in lost]
        if not lost:
            found.append(Opinion(note.file, tuple(ids), note.author, note.day, note.title, note.text))
    found.sort(key=lambda n: n.file)
    found.sort(key=lambda n: n.day, reverse=True)
    return Opinions(tuple(found), tuple(remarks))


def opinions_about(notes: Iterable[Opinion], entity: str) -> list[Opinion]:
    """The notes that are about one entity, in their order."""
    return [note for note in notes if entity in note.about]
