"""graphkit changes."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli.complete import entities
from graphkit.cli.context import Session, note, plural
from graphkit.cli.output import format_option, print_json, print_table, say
from graphkit.errors import UsageError
from graphkit.graph.sections import HEADINGS
from graphkit.reports.changed import SECTIONS
from graphkit.reports.changes import BY, LIMIT
from graphkit.reports.stale import DAYS
from graphkit.values.table import Table

if TYPE_CHECKING:
    from graphkit.export.page import Page
    from graphkit.reports.changes import Changes

_SUFFIXES = {".html": "html", ".md": "markdown", ".json": "json"}
#: How columns look on the HTML page.
_STYLES = {
    "entity": "text", "what": "text", "old": "text", "new": "text", "change": "change", "speakers": "quiet",
    "said": "day", "sources": "quiet",
}  # fmt: skip


@click.command("changes")
@click.option("--since", required=True, metavar="DAY", help="What came after this day, as 2025-11-30 or 2025-11.")
@click.option("--until", metavar="DAY", help="And until the end of this day; else until now.")
@click.option(
    "--by", type=click.Choice(BY), default="said", show_default=True,
    help="What the days mean: when it was said, or when we recorded it.",
)  # fmt: skip
@click.option("--entity", metavar="NAME", shell_complete=entities, help="Only of this entity and what it owns.")
@click.option(
    "--section", "sections", multiple=True, type=click.Choice(SECTIONS), help="Only this section; may be repeated."
)
@click.option(
    "--days", type=click.IntRange(min=0), default=DAYS, show_default=True,
    help="Stale is what nobody has confirmed for so many days.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help=f"Print all of a section, not only its first {LIMIT}.")
@click.option("-o", "--output", metavar="FILE.html|.md|.json", help="Write the whole page to a file.")
@click.option(
    "--audience", type=click.Choice(["all", "public"]), default="all", show_default=True,
    help="public: leave out claims of sources that are not public.",
)  # fmt: skip
@click.option("--from-store", is_flag=True, help="Read the claims back out of the store instead of the tables.")
@format_option
@click.pass_obj
def command(
    session: Session, since: str, until: str | None, by: str, entity: str | None, sections: tuple[str, ...],
    days: int, everything: bool, output: str | None, audience: str, from_store: bool, format_: str,
) -> None:  # fmt: skip
    """Tell what changed since a day: new, dates moved, stages reached, newly overdue, prices, conflicts, gone stale."""
    from graphkit.reports.changes import changes, narrowed
    from graphkit.reports.find import locate

    if output and Path(output).suffix.casefold() not in _SUFFIXES:
        raise UsageError(f"changes are not written as {output!r}", "name a file that ends in .html, .md or .json")
    first, last = session.project.day(since), session.project.day(until)
    assert first is not None
    if last is not None and last < first:
        raise UsageError(f"--until {until} is before --since {since}", "give the earlier day to --since")
    facts = session.facts(from_store)
    with session.timed("both sides compared"):
        found = changes(facts, session.project.model, first, last, by, audience, days)
    about = locate(found.new, entity) if entity is not None else None
    found = narrowed(found, sections, about)
    wanted = [name for name in SECTIONS if not sections or name in sections]
    if output:
        _write(session, Path(output), found, wanted)
    else:
        _print(found, wanted, format_, everything or bool(sections or about))
    for remark in _remarks(found):
        note(remark)
    total = plural(len(found.items), "change") if found.items else "nothing changed"
    note(f"{f'{output}: ' if output else ''}{total} {_window(found)}")


def _print(found: Changes, sections: list[str], format_: str, everything: bool) -> None:
    if format_ == "json":
        print_json(found.document())
    elif format_ in ("jsonl", "csv"):
        print_table(found.table(), format_)
    elif found.from_nothing and found.items and not everything:
        print_table(_counts(found, sections), format_)
        note(f"nothing was there by {found.since}, so all is new; --all prints it")
    else:
        if format_ == "markdown":
            _heading(found)
        _tables(found, sections, format_, None if everything else LIMIT)


def _tables(found: Changes, sections: list[str], format_: str, limit: int | None) -> None:
    counts, first = found.counts(), True
    for name in sections:
        if not counts[name]:
            continue
        say() if not first or format_ == "markdown" else None
        first = False
        title = f"{HEADINGS[name]} ({counts[name]:,})"
        if format_ == "markdown":
            say(f"## {title}")
            say()
        table = found.table(name, limit, short=True)
        print_table(Table.of(table.columns, table.rows, title), format_)
        if limit is not None and counts[name] > limit:
            say() if format_ == "markdown" else None
            say(f"… {counts[name] - limit:,} more: --all, or --section {name}")


def _heading(found: Changes) -> None:
    say(f"# Changes {_window(found)}")
    if not found.items:
        say()
        say("Nothing changed.")


def _counts(found: Changes, sections: list[str]) -> Table:
    counts = found.counts()
    return Table.of(("section", "changes"), [(HEADINGS[n], counts[n]) for n in sections if counts[n]], "changes")


def _window(found: Changes) -> str:
    """`since 2025-11-30 by the day said, as of 2025-11-30 and 2026-01-02`."""
    end = f" until {found.until}" if found.until else ""
    stand = f"as of {_day(found.old.as_of)} and {_day(found.new.as_of)}"
    return f"since {found.since}{end} by the day {found.by}, {stand}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else "no day (nothing was there)"


def _remarks(found: Changes) -> list[str]:
    out = []
    if found.new.left_out:
        out.append(f"{plural(found.new.left_out, 'claim')} of sources that are not public left out")
    if found.unrecorded:
        named = ", ".join(found.unrecorded)
        out.append(f"without a day of recording, so unknown whether new, and counted on both sides: {named}")
    if undated := sorted({*found.old.undated, *found.new.undated}):
        out.append(f"undated, counted from the first day on which they can have spoken: {', '.join(undated)}")
    return out


def _write(session: Session, path: Path, found: Changes, sections: list[str]) -> None:
    from graphkit.writing import new_file

    form = _SUFFIXES[path.suffix.casefold()]
    with session.timed("written"), new_file(path, f"changes{path.suffix.casefold()}") as out:
        if form == "html":
            from graphkit.export.page import write_page

            write_page(_page(found, sections, session.project.location.title), out)
            return
        with redirect_stdout(io.StringIO()) as text:
            _print(found, sections, form, True)
            if form == "markdown" and (remarks := _remarks(found)):
                say()
                say("\n".join(f"- {remark}" for remark in remarks))
        out.write(text.getvalue().encode())


def _page(found: Changes, sections: list[str], title: str) -> Page:
    from graphkit.export.page import Page, Section

    parts = []
    for name in sections:
        table = found.table(name, short=True)
        parts.append(Section(name, HEADINGS[name], table.columns, table.rows, {"entity": "id"}, _STYLES))
    lines = [f"Changes {_window(found)}.", *(() if found.items else ("Nothing changed.",))]
    return Page(f"{title}: what changed since {found.since}", lines, parts, [f"{r}." for r in _remarks(found)])
