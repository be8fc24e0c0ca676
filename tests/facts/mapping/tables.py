"""Loaders of other people's tables for a test: written with one head, and read alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from graphkit.facts import Reading, read_loaders
from tests.facts.kernel_tables import model

#: What a mapping needs above its tables: the claims are of a document of this day, whose id is the loader's name.
HEAD = 'title = "T"\n[source]\npublisher = "P"\npublished = "2025-06-30"\n'

#: A file's content, or what writes it.
Content = str | bytes | Callable[[Path], object]


def loader(folder: Path, text: str, files: Mapping[str, Content], name: str = "my") -> Path:
    """A loader's folder below `folder`: `text` as its loader.toml, and the files beside it."""
    made = folder / name
    made.mkdir(parents=True, exist_ok=True)
    for file, content in {"loader.toml": text, **files}.items():
        if callable(content):
            content(made / file)
        else:
            (made / file).write_bytes(content.encode() if isinstance(content, str) else content)
    return made


def write(folder: Path, mapping: str, csv: str | None = None, **files: str | bytes) -> Path:
    """The loader `my`: HEAD with a mapping, `csv` as t.csv; a double underscore in the name of a file is a point."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    return loader(folder, HEAD + mapping, named if csv is None else {"t.csv": csv, **named})


def read(made: Path, **options: Any) -> Reading:
    """The loader alone."""
    return read_loaders([made], model(), **options)


def read_files(folder: Path, mapping: str, data: Path | None = None, **files: str | bytes) -> Reading:
    """The loader `my` with these files, read with its tables in `data` if that is given."""
    return read(write(folder, mapping, **files), everything=True, data={"my": data} if data else None)


def ends(reading: Reading) -> tuple[int, int, int, int]:
    """Rows, claimed, skipped, rejected of the one table of the loader `my`."""
    (count,) = reading.counts["my"].values()
    return count.rows, count.claimed, count.skipped, count.rejected


def said(reading: Reading, *predicates: str) -> set[tuple[str, str]]:
    """Of each claim of these predicates its subject, without the loader's name, and its word or object."""
    return {
        (c.subject.partition("/")[2], c.word or (c.object or "").partition("/")[2])
        for c in reading.facts.claims
        if c.predicate in predicates
    }


def rejects(reading: Reading) -> list[tuple[str, int, str, str]]:
    """File, row, column and reason of each row of the loader `my` that is rejected."""
    found = (p for p in reading.problems if p.level == "reject")
    return [(p.file.removeprefix("loaders/my/"), p.line, p.column, p.message) for p in found]
