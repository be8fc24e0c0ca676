"""Table files that others made: CSV, TSV, JSON, JSON Lines, Excel, Parquet, YAML as rows of text or nested data."""

from graphkit.facts.formats.cells import Numeral, text_of
from graphkit.facts.formats.opening import FORMATS, known_file, open_table
from graphkit.facts.formats.paths import cell_values, parse_path, values_at
from graphkit.facts.formats.shape import BadRow, Formatless, Nested, Shape, Sheet, Titled, Unreadable

__all__ = [
    "FORMATS",
    "BadRow",
    "Formatless",
    "Nested",
    "Numeral",
    "Shape",
    "Sheet",
    "Titled",
    "Unreadable",
    "cell_values",
    "known_file",
    "open_table",
    "parse_path",
    "text_of",
    "values_at",
]
