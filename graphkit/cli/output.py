"""Tables on a terminal, and the same as JSON, JSON Lines, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from graphkit.values.table import Table

_F = TypeVar("_F", bound=Callable[..., Any])
FORMATS = ("table", "json", "jsonl", "csv", "markdown")
#: Width of a table where there is no terminal to fit it to, in columns.
_WIDE = 160
_FORMULA = re.compile(r"^[=@\t\r]|^[+-](?!\d)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def format_option(function: _F) -> _F:
    """The option --format."""
    return click.option(
        "--format", "format_", type=click.Choice(FORMATS), default="table", show_default=True, help="How to print."
    )(function)


def print_table(table: Table, format_: str, empty: str = "nothing found") -> None:
    """Prints a table; where it has no rows the table format says so on stderr."""
    if format_ == "table":
        if table.rows:
            _print_rich(table)
        else:
            click.echo(empty, err=True)
    elif format_ == "json":
        print_json(table.records())
    elif format_ == "jsonl":
        for record in table.records():
            click.echo(json.dumps(record, ensure_ascii=False, default=str))
    elif format_ == "csv":
        click.echo(_csv(table), nl=False)
    else:
        click.echo(_markdown(table))


def print_json(value: Any) -> None:
    """Prints a value as JSON, indented."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _print_rich(table: Table) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    terminal = sys.stdout.isatty()
    console = Console(
        file=sys.stdout, width=None if terminal else _WIDE, highlight=False, no_color=None if terminal else True
    )
    drawn = Drawn(
        title=Text(table.title) if table.title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for index, name in enumerate(table.columns):
        numbers = bool(table.rows) and all(
            isinstance(r[index], int | float | None) and not isinstance(r[index], bool) for r in table.rows
        )
        drawn.add_column(Text(name), overflow="fold", justify="right" if numbers else "left")
    for row in table.rows:
        drawn.add_row(*(Text(cell_text(value)) for value in row))
    console.print(drawn)


def cell_text(value: Any) -> str:
    """A value as people read it; control and direction marks in data never reach the terminal."""
    match value:
        case None:
            text = ""
        case bool():
            text = "yes" if value else "no"
        case float():
            text = f"{value:g}"
        case int():
            text = f"{value:,}" if abs(value) >= 10_000 else str(value)
        case list() | tuple():
            text = ", ".join(cell_text(v) for v in value)
        case dict():
            text = str(value["name"]) if "name" in value else ", ".join(f"{k}={cell_text(v)}" for k, v in value.items())
        case _:
            text = str(value)
    return _CONTROL.sub("\ufffd", text)


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue()


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
        return "| " + " | ".join(c.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for c in cells) + " |"

    return "\n".join(
        [line(table.columns), line("---" for _ in table.columns), *(line(map(cell_text, row)) for row in table.rows)]
    )
