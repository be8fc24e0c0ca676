"""Files of analysts' notes: what they hold, and every mistake with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit.errors import ContentError
from graphkit.facts.notes import MAX_BYTES, inspect_notes, read_notes
from graphkit.facts.resolve import EntityRow, Registry

GOOD = """+++
about = ["acme", "Lithium sulfide"]
author = "Jo Example"
date = 2026-01-05
title = "Who decides"
+++

The *price* decides.

+++ is no fence here
"""


def write(folder: Path, text: str | bytes, name: str = "a.md") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def registry() -> Registry:
    rows = [("acme", "Acme"), ("li2s", "Lithium sulfide"), ("twin-1", "Twin"), ("twin-2", "Twin")]
    return Registry(EntityRow(i, "Firm", name, (), (), (), (), "", "t", "f", 1) for i, name in rows)


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in inspect_notes(folder, registry())[1]]


def test_a_note_is_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "notes", "\ufeff" + GOOD.replace("\n", "\r\n"))
    (note,) = read_notes(folder)
    assert (note.file, note.about, note.lines) == ("notes/a.md", ("acme", "Lithium sulfide"), (2, 2))
    assert (note.author, note.day, note.title) == ("Jo Example", date(2026, 1, 5), "Who decides")
    assert note.text == "The *price* decides.\n\n+++ is no fence here"
    assert told(folder) == []


def test_no_folder_is_no_note(tmp_path: Path) -> None:
    assert read_notes(tmp_path / "notes") == ()


def test_a_title_need_not_be_there_and_one_name_is_a_list_of_one(tmp_path: Path) -> None:
    folder = write(tmp_path / "notes", '+++\nabout = "acme"\nauthor = "Jo"\ndate = "2026-01-05"\n+++\nYes.\n')
    (note,) = read_notes(folder)
    assert (note.about, note.title, note.day) == (("acme",), "", date(2026, 1, 5))


def test_unknown_and_ambiguous_names_are_told_with_line_and_near_names(tmp_path: Path) -> None:
    text = '+++\nauthor = "Jo"\ndate = 2026-01-05\nabout = [\n  "Acmee",\n  "Twin",\n]\n+++\nYes.\n'
    first, second = told(write(tmp_path / "notes", text))
    assert first.startswith("notes/a.md:5: about: unknown entity 'Acmee'")
    assert "acme" in first
    assert second == "notes/a.md:6: about: 'Twin' is ambiguous: twin-1, twin-2 — write the id"


FRONT = '+++\nabout = ["acme"]\nauthor = "Jo"\ndate = 2026-01-05\n+++\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Just words.", "a.md:1: has no front matter"),
        ("---\nabout: acme\n---\nYes", "a.md:1: has no front matter"),
        ('+++\nabout = ["acme"]\n', "a.md:1: its front matter does not end"),
        ("+++\nauthor = Jo\n+++\nYes", "a.md:2: not valid TOML"),
        ('+++\nabout = ["acme"]\ndate = 2026-01-05\n+++\nYes', "a.md:1: author: is missing"),
        (FRONT.replace("author", "auther") + "Yes", "a.md:3: auther: unknown key — did you mean author?"),
        (FRONT.replace('["acme"]', "[]") + "Yes", "a.md:2: about: names nobody"),
        (FRONT.replace('["acme"]', "[1]") + "Yes", "a.md:2: about: is no list of names"),
        (FRONT.replace('"Jo"', '" "') + "Yes", "a.md:3: author: is no text"),
        (FRONT.replace('"Jo"', '"J\\u202eo"') + "Yes", "a.md:3: author: "),
        (FRONT.replace("2026-01-05", '"January"') + "Yes", "a.md:4: date: is no day: January"),
        (FRONT.replace("2026-01-05", '"2026-02-31"') + "Yes", "a.md:4: date: is no day: 2026-02-31"),
        (FRONT.replace("2026-01-05", "2026-01-05T10:00:00") + "Yes", "a.md:4: date: is no day"),
        (FRONT + " \n\u200b\n", "a.md:5: says nothing"),
        (FRONT + "a\u202eb", "a.md:6: holds the invisible character U+202E"),
        (FRONT + "a\x00b", "a.md:6: holds the invisible character U+0000"),
        (FRONT.encode() + b"\n\xff", "a.md:7: not UTF-8: byte"),
        (FRONT + "x" * MAX_BYTES, f"a.md: has {MAX_BYTES + len(FRONT):,} bytes"),
    ],
)
def test_mistakes_are_told_with_their_line(tmp_path: Path, text: str | bytes, says: str) -> None:
    folder = write(tmp_path / "notes", text)
    assert any(line.startswith(f"notes/{says}") for line in told(folder)), told(folder)
    with pytest.raises(ContentError):
        read_notes(folder)


def test_a_folder_named_as_a_note_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes" / "b.md").mkdir(parents=True)
    assert told(tmp_path / "notes") == ["notes/b.md: cannot be read: Is a directory — it must be a file"]
