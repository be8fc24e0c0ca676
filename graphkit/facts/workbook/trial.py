"""Edited tables read as the loader's, with all others, before they are written: problems have the workbook's places."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from graphkit.errors import Problem
from graphkit.facts.load import Reading, read_loaders
from graphkit.facts.workbook.lines import HEADINGS, CsvTable
from graphkit.facts.workbook.reading import SheetRow, Workbook
from graphkit.model import Model


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the tables are read with: the folders of all loaders, the rulings, data that lie elsewhere."""

    folders: Sequence[Path]
    model: Model
    decisions: Path
    data: Mapping[str, Path | None]


def tried(
    folder: Path, tables: Sequence[CsvTable], rows: Mapping[str, Sequence[SheetRow]], around: Surroundings
) -> Reading:
    """All loaders read, with these rows in the place of the tables in `folder`. Nothing there is touched.

    Lines in problems are rows of the sheets.
    """
    with TemporaryDirectory(prefix="graphkit-facts-", ignore_cleanup_errors=True) as temporary:
        trial = Path(temporary) / folder.name
        # What lies beside the tables: loader.toml, and the files of its mapping if it has one.
        shutil.copytree(folder, trial, ignore=shutil.ignore_patterns(*HEADINGS))
        for table in tables:
            (trial / table.name).write_bytes(_as_sheet(table, rows[table.name]))
        folders = [trial if other.name == folder.name else other for other in around.folders]
        return read_loaders(folders, around.model, None, around.decisions, around.data, everything=True)


def _as_sheet(table: CsvTable, rows: Sequence[SheetRow]) -> bytes:
    """The table as CSV with each row on the line that has its number in the sheet."""
    lines = [""] * max((number for number, _ in rows), default=1)
    lines[0] = _line(table.columns)
    for number, cells in rows:
        lines[number - 1] = _line(cells)
    return ("\n".join(lines) + "\n").encode("utf-8")


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def placed(problems: Sequence[Problem], loader: str, book: Workbook, tables: Sequence[CsvTable]) -> list[Problem]:
    """The problems, sorted, with the workbook's sheets in the place of the tables that they stand for."""
    sheets = {f"loaders/{loader}/{table.name}": table.sheet for table in tables}

    def within(text: str) -> str:
        for file, sheet in sheets.items():
            text = text.replace(file, f"sheet {sheet}")
        return text

    return sorted(
        {
            replace(
                problem,
                file=book.place(sheets[problem.file]) if problem.file in sheets else problem.file,
                message=within(problem.message),
                hint=within(problem.hint),
            )
            for problem in problems
        }
    )
