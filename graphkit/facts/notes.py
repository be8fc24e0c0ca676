"""Reads `notes/*.md`: what analysts think of entities. A note is opinion: it is no claim and enters no graph."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from graphkit.errors import ContentError, Problem
from graphkit.facts.hints import near
from graphkit.facts.resolve import ADD, FIND, Registry, Unresolved
from graphkit.toml_lines import line_of_text, lines_of
from graphkit.values.names import is_safe_text, is_visible

#: The line that begins and ends the front matter, which is TOML.
FENCE = "+++"
#: Most bytes of a note: it is to be read by people.
MAX_BYTES = 100_000
MAX_ABOUT = 40
_NEEDED = {"about": 'about = ["BYD"]', "author": 'author = "Jo Example"', "date": "date = 2026-01-15"}
_AS = {**_NEEDED, "title": 'title = "One source of lithium sulfide"'}
_FRONT = f"begin with {FENCE}, then {', '.join(_NEEDED.values())}, each on a line, then {FENCE}"
#: Characters of a text that no page can show, or that turn the direction of what stands around it.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as its file has it: `about` are names as written, `lines` the line of each; `text` is Markdown."""

    file: str
    about: tuple[str, ...]
    lines: tuple[int, ...]
    author: str
    day: date
    title: str
    text: str


def read_notes(folder: Path) -> tuple[NoteFile, ...]:
    """The notes of a folder by name of their files; none if there is no folder.

    Raises
    ------
    ContentError
        With every mistake of form in them, each with file and line.
    """
    found, problems = inspect_notes(folder)
    if problems:
        raise ContentError(problems)
    return found


def inspect_notes(folder: Path, registry: Registry | None = None) -> tuple[tuple[NoteFile, ...], list[Problem]]:
    """The notes of a folder without a mistake of form, and all that is wrong with them.

    With a registry every name that a note is about must lead to one entity of it.
    """
    found: list[NoteFile] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.md")) if folder.is_dir() else ():
        note = _Reader(f"notes/{path.name}", problems).read(path)
        if note is not None:
            found.append(note)
            problems += _unknown(note, registry) if registry is not None else ()
    return tuple(found), problems


def _unknown(note: NoteFile, registry: Registry) -> list[Problem]:
    """Names that lead to no entity, or to several."""
    out = []
    for text, line in zip(note.about, note.lines, strict=True):
        try:
            registry.find(text)
        except Unresolved as error:
            hint = FIND if error.hint == ADD else error.hint
            out.append(Problem(note.file, line, "about", error.message, hint))
    return out


@dataclass(slots=True)
class _Reader:
    """Reads one file; what is wrong is added to `problems`."""

    file: str
    problems: list[Problem]

    def read(self, path: Path) -> NoteFile | None:
        source = self._text(path)
        if source is None:
            return None
        rows = source.split("\n")
        if rows[0].strip() != FENCE:
            self._tell(1, "", "has no front matter", _FRONT)
            return None
        end = next((k for k, row in enumerate(rows[1:], 1) if row.strip() == FENCE), None)
        if end is None:
            self._tell(1, "", f"its front matter does not end: no second {FENCE}", _FRONT)
            return None
        # A blank line stands for the fence, so that lines are counted as in the file.
        front = "\n".join(["", *rows[1:end]])
        table = self._table(front)
        return None if table is None else self._note(table, front, "\n".join(rows[end + 1 :]).strip())

    def _text(self, path: Path) -> str | None:
        try:
            data = path.read_bytes()
        except OSError as error:
            self._tell(0, "", f"cannot be read: {error.strerror or error}", "it must be a file")
            return None
        if len(data) > MAX_BYTES:
            self._tell(0, "", f"has {len(data):,} bytes", f"at most {MAX_BYTES:,}: a note is short")
            return None
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self._tell(line, "", f"not UTF-8: byte {error.start}", "save the file as UTF-8")
            return None
        text = text.replace("\r\n", "\n")
        if odd := _ODD.search(text):
            line = text.count("\n", 0, odd.start()) + 1
            self._tell(line, "", f"holds the invisible character U+{ord(odd[0]):04X}", "remove it")
            return None
        return text

    def _table(self, front: str) -> dict[str, Any] | None:
        try:
            return tomllib.loads(front)
        except tomllib.TOMLDecodeError as error:
            found = re.search(r"line (\d+)", str(error))
            hint = f"the lines between {FENCE} are TOML, as {_NEEDED['author']}"
            self._tell(int(found[1]) if found else 1, "", f"not valid TOML: {error}", hint)
            return None

    def _note(self, table: Mapping[str, Any], front: str, text: str) -> NoteFile | None:
        lines = lines_of(front)
        before = len(self.problems)
        for key in table:
            if key not in _AS:
                self._tell(lines.get((key,), 1), key, "unknown key", near(key, _AS))
        for key, example in _NEEDED.items():
            if key not in table:
                self._tell(1, key, "is missing", f"as {example}")
        about = self._about(table.get("about"), lines.get(("about",), 1))
        words = {key: self._line(key, table[key], lines.get((key,), 1)) for key in ("author", "title") if key in table}
        day = self._day(table["date"], lines.get(("date",), 1)) if "date" in table else None
        if not is_visible(text):
            self._tell(front.count("\n") + 2, "", "says nothing", f"the note itself stands below the second {FENCE}")
        if len(self.problems) > before or day is None:
            return None
        at = tuple(line_of_text(lines, ("about",), name, front) for name in about)
        return NoteFile(self.file, about, at, words["author"], day, words.get("title", ""), text)

    def _about(self, value: object, line: int) -> tuple[str, ...]:
        """The names; one text is a list of one."""
        if value is None:
            return ()
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(n, str) for n in names):
            self._tell(line, "about", "is no list of names", f"as {_NEEDED['about']}")
            return ()
        if not names or not all(map(is_visible, names)):
            self._tell(line, "about", "names nobody", f"as {_NEEDED['about']}")
        elif len(names) > MAX_ABOUT:
            self._tell(line, "about", f"names {len(names)} entities", f"at most {MAX_ABOUT}")
        return tuple(dict.fromkeys(n.strip() for n in names))

    def _line(self, key: str, value: object, line: int) -> str:
        if not isinstance(value, str) or not is_visible(value):
            self._tell(line, key, "is no text", f"as {_AS[key]}")
            return ""
        if reason := is_safe_text(value):
            self._tell(line, key, reason, f"as {_AS[key]}")
        return value.strip()

    def _day(self, value: object, line: int) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass  # a month or day that there is not: told below
        self._tell(line, "date", f"is no day: {str(value)[:40]}", f"as {_NEEDED['date']}")
        return None

    def _tell(self, line: int, key: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.file, line, key, message, hint))
