"""Tables on a terminal, and the same as JSON, JSON Lines, CSV or Markdown. All that is printed goes through here."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import monotonic
from typing import Any, TextIO, TypeVar

import click

from graphkit.values.table import Table

_F = TypeVar("_F", bound=Callable[..., Any])
FORMATS = ("table", "json", "jsonl", "csv", "markdown")
#: Formats in which a row can be written before the next one is known.
STREAMED = ("jsonl", "csv")
#: Seconds after which rows that have come are shown.
FLUSH_SECONDS = 0.2
#: A spreadsheet takes what begins so for a formula; a number with its sign is none.
_FORMULA = re.compile(r"^[=@\t\r]|^[+-](?!\d[\d,.]*\s*%?$)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
#: Colours of the words that tell how a thing stands.
_COLOURS = {
    "operating": "green", "reached": "green", "trial": "cyan", "building": "cyan", "planned": "blue",
    "overdue": "red", "disputed": "red", "ended": "magenta", "superseded": "bright_black",
}  # fmt: skip
_COLOURED = ("status", "state", "kind", "level")


def format_option(function: _F) -> _F:
    """The option --format."""
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print."
    )(function)


def safe(text: str) -> str:
    """The text without what moves a terminal's cursor, colours it or turns the direction of writing."""
    return _CONTROL.sub("\ufffd", text)


def coloured(stream: TextIO) -> bool:
    """Whether to write colours: on a terminal, unless NO_COLOR is set or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width() -> int | None:
    """Columns to print in: those of the terminal, or of COLUMNS; None where nothing limits a line."""
    if sys.stdout.isatty() or os.environ.get("COLUMNS", "").isdigit():
        return max(40, shutil.get_terminal_size((80, 24)).columns)
    return None


def say(text: str = "", **style: Any) -> None:
    """A line of the answer, on stdout."""
    click.echo(click.style(text, **style) if style and coloured(sys.stdout) else text, color=True)


def remark(text: str, label: str = "", colour: str | None = None) -> None:
    """A line on stderr: a note, or an error with its label in colour."""
    if label:
        label = click.style(f"{label}: ", fg=colour, bold=True) if coloured(sys.stderr) else f"{label}: "
    click.echo(f"{label}{safe(text)}", err=True, color=True)


def print_table(table: Table, format_: str, empty: str = "nothing found") -> None:
    """Prints a table; where it has no rows the table format says so on stderr."""
    if format_ == "table":
        if table.rows:
            _print_grid(table)
        else:
            remark(empty)
    elif format_ == "json":
        print_json(table.records())
    elif format_ in STREAMED:
        print_rows(table.columns, table.rows, format_)
    else:
        say(_markdown(table))


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], format_: str) -> int:
    """Prints rows as they come, in one of the formats that need no other row; how many there were."""
    count, flushed = 0, monotonic()
    write_row = _row_writer(columns, format_)
    for row in rows:
        write_row(row)
        count += 1
        if monotonic() - flushed > FLUSH_SECONDS:  # a slow answer is seen while it comes
            sys.stdout.flush()
            flushed = monotonic()
    sys.stdout.flush()
    return count


def _row_writer(columns: Sequence[str], format_: str) -> Callable[[Sequence[Any]], object]:
    """What writes a row to stdout; CSV has its header written."""
    if format_ == "jsonl":
        return lambda row: sys.stdout.write(to_json(dict(zip(columns, row, strict=True))) + "\n")
    writer = csv.writer(_SafeOut() if sys.stdout.isatty() else sys.stdout, lineterminator="\n")
    if columns:
        writer.writerow(columns)
    return lambda row: writer.writerow([_csv_cell(value) for value in row])


class _SafeOut:
    """Standard output without what a terminal would obey."""

    def write(self, text: str) -> int:
        return sys.stdout.write(safe(text))


def print_json(value: Any) -> None:
    """Prints a value as JSON, indented."""
    say(to_json(value, 2))


def to_json(value: Any, indent: int | None = None) -> str:
    """JSON in which the characters that a terminal would obey stand as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    # Line ends of the layout stay; within strings JSON has escaped its own already.
    return re.sub(_CONTROL, lambda found: f"\\u{ord(found.group()):04x}", text)


def print_fields(fields: Mapping[str, Any]) -> None:
    """Prints names and values, one a line, empty ones left out."""
    from graphkit.cli.grid import records

    for line in records(list(fields), [[cell_text(v) for v in fields.values()]], width(), _paint):
        say(line)


def _print_grid(table: Table) -> None:
    from graphkit.cli.grid import draw

    numbers = frozenset(
        i
        for i in range(len(table.columns))
        if all(isinstance(r[i], int | float | None) and not isinstance(r[i], bool) for r in table.rows)
    )
    if table.title:
        say(safe(table.title), bold=True)
    cells = [[cell_text(value) for value in row] for row in table.rows]
    for line in draw(table.columns, cells, width(), numbers, _paint):
        say(line)


def _paint(text: str, column: str, head: bool) -> str:
    if not coloured(sys.stdout):
        return text
    if head:
        return click.style(text, bold=True)
    colour = _COLOURS.get(text) if column in _COLOURED else None
    return click.style(text, fg=colour) if colour else text


def cell_text(value: Any) -> str:
    """A value as people read it; control and direction marks in data never reach the terminal."""
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case int() | float():
            text = f"{value:,.12g}" if isinstance(value, float) else f"{value:,}"
            if abs(value) < 10_000:
                text = text.replace(",", "")
        case list() | tuple():
            text = ", ".join(cell_text(v) for v in value)
        case dict():
            text = str(value["name"]) if "name" in value else ", ".join(f"{k}={cell_text(v)}" for k, v in value.items())
        case _:
            text = str(value)
    return safe(text.replace("\t", " "))


def _csv_cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, list | tuple) and all(not isinstance(v, dict | list | tuple) for v in value):
        value = "; ".join(str(v) for v in value)
    elif not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, default=str)
    return f"'{value}" if _FORMULA.match(value) else value


def _markdown(table: Table) -> str:
    def line(cells: Iterable[str]) -> str:
        escaped = (c.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;") for c in cells)
        return "| " + " | ".join(" ".join(c.split()) for c in escaped) + " |"

    return "\n".join(
        [line(table.columns), line("---" for _ in table.columns), *(line(map(cell_text, row)) for row in table.rows)]
    )
