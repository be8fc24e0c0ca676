"""graphkit status."""

from __future__ import annotations

from typing import Any

import click

from graphkit.cli.context import Session, note
from graphkit.cli.output import format_option, print_fields, print_json, print_table, say
from graphkit.values.table import Table

_COUNTS = ("type", "count")
_SOURCES = ("id", "title", "publisher", "published", "grade", "visibility", "recorded", "loader")


@click.command("status")
@format_option
@click.pass_obj
def command(session: Session, format_: str) -> None:
    """Tell what the store holds: counts per type, sources with their dates, the last load."""
    target = session.project.target(session.store_name)
    made = target.path is None or target.path.exists()
    found: dict[str, Any] = {
        "store": str(target), "project": session.project.location.name, "loaded": False,
        "counts": {}, "sources": [], "last_load": None,
    }  # fmt: skip
    if made:
        with session.store(read_only=True) as store:
            if store.marked():
                found.update(
                    loaded=True, counts=store.counts(), sources=store.sources(), last_load=store.last_load()
                )  # fmt: skip
    if format_ == "json":
        print_json(found)
        return
    if format_ != "table":
        print_table(Table.of(_COUNTS, list(found["counts"].items())), format_)
    else:
        _tell(found)
    if not found["loaded"]:
        note(f"{'empty' if made else 'not made yet'} — fill it with: graphkit load")


def _tell(found: dict[str, Any]) -> None:
    last = found["last_load"]
    loaded = ""
    if last:
        changes = ", ".join(f"{last[verb]} {verb}" for verb in ("added", "changed", "removed"))
        loaded = f"{last['at']} of {', '.join(last['loaders'])}: {changes}"
    print_fields({"store": found["store"], "project": found["project"], "last load": loaded})
    if not found["loaded"]:
        return
    say()
    print_table(Table.of(_COUNTS, list(found["counts"].items()), "nodes and relationships"), "table")
    say()
    rows = [tuple(source.get(column) for column in _SOURCES) for source in found["sources"]]
    print_table(Table.of(_SOURCES, rows, "sources"), "table")
