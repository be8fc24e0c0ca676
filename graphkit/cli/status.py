"""graphkit status."""

from __future__ import annotations

import click

from graphkit.cli.context import Session, note
from graphkit.cli.output import format_option, print_json, print_table
from graphkit.values.table import Table


@click.command("status")
@format_option
@click.pass_obj
def command(session: Session, format_: str) -> None:
    """Tell what the store holds: counts per type, sources with their dates, the last load."""
    target = session.project.target(session.store_name)
    if target.path is not None and not target.path.exists():
        if format_ == "json":
            print_json({"store": str(target), "loaded": False, "counts": {}, "sources": [], "last_load": None})
        else:
            note(f"{target}: not made yet — fill it with: graphkit load")
        return
    with session.store(read_only=True) as store:
        loaded = store.marked()
        counts, sources, last = (store.counts(), store.sources(), store.last_load()) if loaded else ({}, [], None)
    if format_ == "json":
        print_json(
            {
                "store": str(target),
                "project": session.project.location.name,
                "loaded": loaded,
                "counts": counts,
                "sources": sources,
                "last_load": last,
            }
        )
        return
    note(f"{target}, project {session.project.location.name}")
    if not loaded:
        note("empty — fill it with: graphkit load")
        return
    if last:
        note(
            f"last load {last['at']} of {', '.join(last['loaders'])}: {last['added']} added, {last['changed']} changed, {last['removed']} removed"
        )
    print_table(Table.of(("type", "count"), list(counts.items()), "nodes and relationships"), format_)
    if format_ == "table":
        columns = ("id", "title", "publisher", "published", "grade", "visibility", "recorded", "loader")
        print_table(Table.of(columns, [tuple(s.get(c) for c in columns) for s in sources], "sources"), format_)
