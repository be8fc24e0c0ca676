"""A loader's canonical tables as a workbook that is edited in a spreadsheet, and back."""

from graphkit.facts.workbook.book import write_book
from graphkit.facts.workbook.changes import Change, change_of, changes_table
from graphkit.facts.workbook.lines import HEADINGS, CsvTable, read_tables
from graphkit.facts.workbook.reading import Workbook, open_book, read_rows, read_stamp
from graphkit.facts.workbook.replacing import replace_files
from graphkit.facts.workbook.stamp import Stamp
from graphkit.facts.workbook.trial import Surroundings, placed, tried

__all__ = [
    "HEADINGS",
    "Change",
    "CsvTable",
    "Stamp",
    "Surroundings",
    "Workbook",
    "change_of",
    "changes_table",
    "open_book",
    "placed",
    "read_rows",
    "read_stamp",
    "read_tables",
    "replace_files",
    "tried",
    "write_book",
]
