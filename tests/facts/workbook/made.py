"""Tables, workbooks of them, and edits by another program than the one that wrote them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl

from graphkit.facts.workbook import CsvTable, Stamp, open_book, read_rows, read_tables, write_book
from graphkit.model import Model, read_model

ROOT = Path(__file__).parents[3]
ENTITIES = "id,type,name\nacme,Firm,Acme\nborel,Firm,Borel\n"
SOURCES = "id,title,publisher,published\ns1,News,acme,2025-10\n"
FACTS = (
    "source,subject,predicate,value,when,note\n"
    "s1#p1,acme,capacity,0.5 GWh,,\n"
    "s1#p2,acme,production_start,,2025-10,planned then\n"
    's1#p3,borel,capacity,"1,200 t/a",,"said ""soon"""\n'
)


@cache
def model() -> Model:
    """That of the project which comes with graphkit."""
    return read_model(ROOT / "schema")


def loader(folder: Path, facts: str = FACTS, entities: str = ENTITIES, sources: str = SOURCES) -> Path:
    """A loader's folder with these tables, byte for byte."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("facts", facts), ("entities", entities), ("sources", sources)):
        (folder / f"{name}.csv").write_bytes(text.encode("utf-8"))
    return folder


def workbook(folder: Path, out: Path) -> Path:
    """The workbook of a loader's tables."""
    tables = read_tables(folder)
    with out.open("wb") as stream:
        write_book(stream, tables, Stamp.of("test", folder.name, tables), model())
    return out


def edited(path: Path, edit: Callable[[Any], None]) -> Path:
    """The workbook as openpyxl saves it after an edit."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def taken(path: Path, folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """The rows of the workbook's sheets by table."""
    tables: list[CsvTable] = read_tables(folder)
    read = read_rows(open_book(path), tables)
    return {name: [cells for _, cells in rows] for name, rows in read.items()}
