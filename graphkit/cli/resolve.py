"""graphkit resolve."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphkit.cli import complete
from graphkit.cli.context import Session, data_option, note, plural, tell_unanswered
from graphkit.cli.curator import curator, ruling_options
from graphkit.cli.output import format_option, print_table
from graphkit.errors import UsageError

if TYPE_CHECKING:
    from graphkit.facts import Reading
    from graphkit.facts.identity import Candidate, Hints, Ruling
    from graphkit.facts.identity.sheet import Given

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group("resolve", invoke_without_command=True)
@click.option(
    "--loader",
    metavar="NAME",
    shell_complete=complete.loaders,
    help="Only pairs with an entity of this loader. With --xlsx: the loader that reads the sheet, or will.",
)
@click.option(
    "--type", "kind", metavar="TYPE", help="Only entities of this type. With --xlsx: what the names are; Firm."
)
@click.option(
    "--least",
    type=click.IntRange(0, 100),
    default=0,
    metavar="SCORE",
    help="Only pairs with this score, of 100, or more.",
)
@click.option(
    "--xlsx", "sheet_file", type=_FILE, metavar="FILE", help="Match the names of a table of your own instead."
)
@click.option("--sheet", metavar="NAME", default="", help="Which sheet of the workbook; else the first with a table.")
@click.option(
    "--header", type=click.IntRange(min=1), metavar="N", help="The line of the headings, from 1; else the first."
)
@click.option("--column", metavar="HEADING", help="The column of the names.")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="The workbook to write, with a column for decisions.")
@data_option
@format_option
@click.pass_context
def command(
    ctx: click.Context, loader: str | None, kind: str | None, least: int, sheet_file: Path | None, sheet: str,
    header: int | None, column: str | None, output: Path | None, format_: str,
) -> None:  # fmt: skip
    """List entities of different tables that may be one, with the evidence, for a curator to rule on.

    What is surely one, by exact ids and names, is merged when it is read: `graphkit resolve show` tells why. Rule on a
    pair with: graphkit resolve decide A B same|different. With --xlsx, -o and --column you get your own sheet back with
    what each name matches and a column for decisions, and `graphkit resolve take` reads them.
    """
    if ctx.invoked_subcommand:
        return
    session: Session = ctx.obj
    if sheet_file is None:
        for name, given in (("--sheet", sheet), ("--header", header), ("--column", column), ("-o", output)):
            if given:
                raise UsageError(f"{name} goes with --xlsx FILE")
        _list(session, loader, kind, least, format_)
        return
    if column is None or output is None:
        raise UsageError("which names, and where to?", "graphkit resolve --xlsx FILE --column HEADING -o OUT.xlsx")
    table = _given(sheet_file, sheet, header or 0)
    table.column(column)  # before the slow part
    _match(session, table, column, output, kind or "Firm", loader or _loader_name(sheet_file))


def _list(session: Session, loader: str | None, kind: str | None, least: int, format_: str) -> None:
    from graphkit.facts.identity.told import candidate_table

    reading = _read(session)
    _known_type(session, kind)
    rows = reading.registry.rows
    loaders = {row.loader for row in rows.values()}
    if loader is not None and loader not in loaders:
        raise UsageError(f"no entity is of a loader {loader!r}", f"there are {', '.join(sorted(loaders))}")

    def asked(one: Candidate) -> bool:
        ends = rows[one.a], rows[one.b]
        within = loader is None or any(row.loader == loader for row in ends)
        return within and one.score >= least and (kind is None or any(row.type == kind for row in ends))

    found = [one for one in _candidates(session, reading) if asked(one)]
    print_table(candidate_table(found, rows), format_, "no candidates")
    merged = len(reading.identity.of)
    note(f"{plural(len(found), 'candidate')}; {plural(merged, 'entity', 'entities')} merged already")


def _given(file: Path, sheet: str, header: int) -> Given:
    """The person's own sheet; one under a title is refused with the option that says where its headings are."""
    from graphkit.facts.formats import Titled
    from graphkit.facts.identity.sheet import read_sheet

    try:
        return read_sheet(file, sheet, header)
    except Titled as error:
        message = f"{file}: {error.problems[0].message}"
        raise UsageError(message, f"if the headings are there: --header {error.header}") from None


def _match(session: Session, given: Given, column: str, output: Path, kind: str, name: str) -> None:
    from graphkit.facts.identity.sheet import match_sheet
    from graphkit.facts.identity.workbook import write_sheet

    _known_type(session, kind)
    _refuse_other_names(session, given.columns[given.column(column)], name)
    reading = _read(session)
    with session.timed("names matched"):
        matches = match_sheet(
            given, column, kind, name, list(reading.registry.rows.values()), reading.rulings,
            session.project.model.legal_forms, _hints(reading),
        )  # fmt: skip
    write_sheet(output, given, matches)
    found = [m for m in matches if m]
    sure, maybe = sum(bool(m.id) for m in found), sum(bool(m.candidates and not m.id) for m in found)
    note(
        f"{plural(len(matches), 'row')}: {sure:,} matched, {maybe:,} with candidates, {len(found) - sure - maybe:,} new"
    )
    note(f"written to {output}; decide in it, then: graphkit resolve take {output}")


def _refuse_other_names(session: Session, heading: str, name: str) -> None:
    """A loader that makes its names otherwise would never make the ids that the sheet's names give."""
    from graphkit.facts.mapping.named import named_otherwise

    path = session.project.location.root / "loaders" / name / "loader.toml"
    if not path.is_file():
        return
    if reason := named_otherwise(path.read_text(encoding="utf-8-sig", errors="replace"), heading):
        message = f"{name} makes other names than those of the column {heading!r}: {reason}"
        hint = f"graphkit resolve --loader {name} lists its own entities; another --loader takes the sheet alone"
        raise UsageError(message, hint)


@command.command("decide")
@click.argument("a", metavar="A", shell_complete=complete.entities)
@click.argument("b", metavar="B", shell_complete=complete.entities)
@click.argument("verdict", type=click.Choice(["same", "different"]))
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence.")
@ruling_options
@data_option
@click.pass_obj
def decide(session: Session, a: str, b: str, verdict: str, reason: str, by: str | None, on: str | None) -> None:
    """Rule on two entities: they are the same, or different.

    The ruling is a row of loaders/decisions/identity.csv, in place of an earlier one on the same two. It holds for
    whatever else is one with either. A and B are ids, or names that one entity has."""
    from graphkit.facts.identity import ruling
    from graphkit.facts.identity.told import meant

    who = curator(session, by)
    reading = _read(session)
    day = session.project.day(on) or date.today()
    one, two = (meant(reading.registry, text) for text in (a, b))
    if one == two:
        raise UsageError(f"{one} stands on both sides", "name two entities")
    if not reason.strip():
        raise UsageError("a ruling has a reason", "--reason TEXT")
    _write(session, reading, [ruling(one, two, verdict, reason, who, day)])


@command.command("take")
@click.argument("file", type=_FILE, metavar="FILE")
@click.option("--sheet", metavar="NAME", default="", help="Which sheet of the workbook; else the first with a table.")
@click.option(
    "--header", type=click.IntRange(min=1), metavar="N", help="The line of the headings, from 1; else the first."
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for rows that give no reason of their own.")
@ruling_options
@data_option
@click.pass_obj
def take(
    session: Session, file: Path, sheet: str, header: int | None, reason: str, by: str | None, on: str | None
) -> None:
    """Write the decisions of a sheet that `graphkit resolve --xlsx` made as rulings: all of them, or none."""
    from graphkit.facts.identity.sheet import taken

    who = curator(session, by)
    given = _given(file, sheet, header or 0)
    reading = _read(session)
    day = session.project.day(on) or date.today()
    made = taken(given, reading.registry.rows.values(), reason.strip(), who, day)
    if not made:
        note(f"{file} holds no decision: nothing was written")
        return
    _write(session, reading, made)


@command.command("show")
@click.argument("entity", shell_complete=complete.entities)
@data_option
@format_option
@click.pass_obj
def show(session: Session, entity: str, format_: str) -> None:
    """Show what was merged into an entity and why, and what was ruled to be another."""
    from graphkit.facts.identity.told import meant, merged_table

    reading = _read(session)
    found = meant(reading.registry, entity)
    root = reading.identity.of.get(found, found)
    print_table(merged_table(root, reading.registry, reading.identity, reading.rulings), format_)


def _read(session: Session) -> Reading:
    with session.timed("tables read"):
        reading = session.project.read()
        reading.require()
    tell_unanswered(reading.unanswered)
    return reading


def _hints(reading: Reading) -> Hints:
    """Countries that the facts tell, and how Chinese names sound."""
    from graphkit.facts.identity import Hints
    from graphkit.values.firms import pinyin

    countries: dict[str, set[str]] = {}
    for claim in reading.facts.claims:
        if claim.predicate == "country" and claim.word:
            countries.setdefault(claim.subject, set()).add(claim.word)
    held = {i: frozenset(found) for i, found in countries.items()}
    return Hints(held, pinyin)


def _candidates(session: Session, reading: Reading) -> list[Candidate]:
    from graphkit.facts.identity import candidates

    with session.timed("candidates found"):
        return candidates(
            reading.registry.rows.values(), reading.identity, reading.rulings, session.project.model.legal_forms,
            _hints(reading),
        )  # fmt: skip


def _write(session: Session, reading: Reading, made: list[Ruling]) -> None:
    from graphkit.facts.identity import write_rulings
    from graphkit.facts.identity.rulings import SHOWN
    from graphkit.facts.identity.told import check_rulings

    rows = list(reading.registry.rows.values())
    identity = check_rulings(made, reading.rulings, rows, session.project.model.legal_forms)
    write_rulings(session.project.location.decisions, made)
    for one in made[:10]:
        stands = identity.of.get(one.a, one.a)
        note(f"{one.a}, {one.b}: {one.verdict}" + (f"; {stands} stands for both" if one.same else ""))
    if len(made) > 10:
        note(f"… and {len(made) - 10:,} more")
    note(f"{plural(len(made), 'ruling')} written to {SHOWN}; graphkit load brings them into the store")


def _known_type(session: Session, kind: str | None) -> None:
    from graphkit.facts.hints import near

    if kind is not None and kind not in session.project.model.nodes:
        raise UsageError(f"there is no type {kind!r}", near(kind, session.project.model.nodes))


def _loader_name(file: Path) -> str:
    """A loader's name made of a file's: `Our suppliers.xlsx` to `our_suppliers`."""
    name = re.sub(r"[^a-z0-9]+", "_", file.name.partition(".")[0].casefold()).strip("_")
    return name if name[:1].isalpha() else f"sheet_{name}".strip("_")
