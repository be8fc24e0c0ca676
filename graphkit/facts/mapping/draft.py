"""A first mapping of a table: what its columns hold, what they seem to mean, and questions where nobody can know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from graphkit.facts.formats import FORMATS, BadRow, Nested, Shape, Sheet, open_table, text_of
from graphkit.facts.mapping.headings import meanings, units_of
from graphkit.facts.mapping.language import ClaimRule, EntityRule
from graphkit.facts.mapping.obvious import rules_of
from graphkit.facts.mapping.profile import ROWS, Column, headless, profile
from graphkit.facts.mapping.questions import UNSAID, asked, elements_of, key_of, names_of, semicolons, step, unpivoted
from graphkit.facts.mapping.questions import text_of_toml as _text
from graphkit.model import Model

_SAID = {"number": "numbers", "quantity": "numbers with units", "date": "dates", "link": "links", "lei": "LEI codes",
         "qid": "Wikidata ids", "text": "text", "empty": "nothing"}  # fmt: skip
#: Why a draft gives the columns names of its own.
_NO_HEADINGS = "the first line looks like a row ({}), so the columns are named here; else leave `columns` out"


def draft_mapping(path: Path, model: Model, title: str, shape: Shape, guessed: str = "") -> str:
    """The text of a loader.toml for the table in a file; it is read as it is where the headings are obvious words.

    Parameters
    ----------
    shape
        Sheet, delimiter and line of the headings, where they are not to be found from the file: written down too.
    guessed
        Why the line of the headings is what it is, if nobody gave it.

    Raises
    ------
    Unreadable
        If the file is no table that can be read.
    """
    with open_table(path, path.name, shape) as sheet:
        guesses, nested, at = list(sheet.guesses), sheet.nested, ""
        if nested:
            rows = (r for _, r in islice(sheet, ROWS))
            at, values = elements_of([r for r in rows if isinstance(r, Nested)])
            columns = profile(*_flattened(values[:ROWS]), model)
        else:
            columns = _profiled(sheet, model)
    if not nested and not shape.header and not shape.columns and (odd := headless(columns, model)):
        names = tuple(f"column {k}" for k in range(1, len(columns) + 1))
        with open_table(path, path.name, replace(shape, columns=names)) as sheet:
            guesses = [*sheet.guesses, _NO_HEADINGS.format(", ".join(map(repr, odd[:3])))]
            columns = _profiled(sheet, model)
        shape = replace(shape, columns=names)
    meant = meanings([column.name for column in columns], model)
    units = units_of(meant, model)
    entities, claims = rules_of(meant, units, model)
    given = [*_given(shape, guessed, at)]
    after = [] if nested else [*unpivoted(columns)]
    asks = [*asked(columns, not nested and semicolons(path, len(columns)), units)]
    return "".join(_lines(path, title, columns, guesses, given, after, asks, meant, entities, claims))


def _profiled(sheet: Sheet, model: Model) -> list[Column]:
    """What the columns of a flat table hold."""
    plain = (r.without(()) if isinstance(r, BadRow) else r for _, r in sheet)
    return profile(sheet.columns, (r for r in plain if not isinstance(r, BadRow)), model)


def _given(shape: Shape, guessed: str, rows: str) -> Iterator[str]:
    """The lines that say how the file is read; `rows` is the path to the rows of nested data."""
    if rows:
        yield f"# A guess, to be looked at: each object of this array is a row.\nrows = {_text(rows)}\n"
    for name, value in (("format", shape.format), ("sheet", shape.sheet), ("delimiter", shape.delimiter)):
        if value:
            yield f"{name} = {_text(value)}  # as given\n"
    if shape.columns:
        yield f"columns = [{', '.join(map(_text, shape.columns))}]\n"
    if shape.header:
        why = f"a guess, to be looked at: {_line(guessed)}" if guessed else "as given"
        yield f"header = {shape.header}  # {why}\n"


def _flattened(values: Sequence[Any]) -> tuple[list[str], list[list[str]]]:
    """Paths of the first rows of nested data, as headings, and their texts."""
    rows = [dict(_paths(value, "")) for value in values]
    names = dict.fromkeys(name for cells in rows for name in cells)
    return list(names), [[cells.get(name, "") for name in names] for cells in rows]


def _paths(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            shown = step(str(name))
            yield from _paths(one, f"{at}.{shown}" if at else shown)
    elif isinstance(value, list):
        for one in value[:1]:
            yield from _paths(one, f"{at}[]")
    else:
        try:
            yield at, text_of(value)
        except ValueError:
            yield at, ""


def _lines(
    path: Path,
    title: str,
    columns: Sequence[Column],
    guesses: Sequence[str],
    given: Iterable[str],
    after: Iterable[str],
    asks: Iterable[str],
    meant: Mapping[str, str],
    entities: Sequence[EntityRule],
    claims: Sequence[ClaimRule],
) -> Iterator[str]:
    yield from _head(title)
    yield f"[[table]]\nfile = {_text(path.name)}\n"
    yield from given
    for guess in guesses:
        yield f"# A guess, to be looked at: {_line(guess)}\n"
    yield "# Question: by which columns does a person find a row again? They stand in each claim.\n"
    yield f"key = [{', '.join(map(_text, key_of(columns, meant)))}]\n"
    unknown = sorted({t for c in columns for t in c.unknown if t != "0"})
    if unknown:
        yield f"unknown = [{', '.join(map(_text, unknown))}]\n"
    yield from after
    yield "\n# The columns, by the first rows:\n"
    for column in columns:
        yield f"#   {_line(column.name)}: {_described(column)}\n"
    if path.suffix.lower() in FORMATS["xlsx"] and any(column.numerals for column in columns):
        yield "# A number is what the cell holds; what its format shows beside it (€, $) is not read: give units.\n"
    yield from asks
    yield from _rules(entities, claims)
    if not claims:
        yield from _questions(columns)


def _head(title: str) -> Iterator[str]:
    """What is told of the loader as a whole, and of the document that its claims are of."""
    yield f"title = {_text(title)}\n"
    yield '# Question: under which licence may the data be used?\nlicence = ""\n\n'
    yield "[source]\n# Question: who published the table, and on which day? Claims are of that day.\n"
    yield f'publisher = "{UNSAID}"\npublished = "{UNSAID}"\n'
    yield "# Question: who may see it: public, licensed or internal? --audience public shows what is public.\n"
    yield 'visibility = "internal"\n\n'


def _rules(entities: Sequence[EntityRule], claims: Sequence[ClaimRule]) -> Iterator[str]:
    """The rules that the headings seem to mean."""
    if entities:
        yield "\n# What the headings seem to mean.\n"
        for entity in entities:
            yield f"\n[[table.entity]]\nas = {_text(entity.as_)}\ntype = {_text(entity.type)}\n"
            yield f"name = {_text(entity.name)}\n"
            if entity.external_ids:
                yield f"external_ids = [{', '.join(map(_text, entity.external_ids))}]\n"
    for claim in claims:
        yield "\n[[table.claim]]\n"
        predicates = ", ".join(map(_text, claim.predicate))
        yield f"subject = {_text(claim.subject)}\n"
        yield f"predicate = [{predicates}]\n" if len(claim.predicate) > 1 else f"predicate = {predicates}\n"
        for name in ("value", "when", "basis", "note"):
            if getattr(claim, name):
                yield f"{name} = {_text(getattr(claim, name))}\n"
        if claim.qualifiers:
            inner = ", ".join(f"{k} = {_text(v)}" for k, v in claim.qualifiers.items())
            yield f"qualifiers = {{ {inner} }}\n"


def _questions(columns: Sequence[Column]) -> Iterator[str]:
    name = next(iter(names_of(columns)), columns[0].name if columns else "name")
    yield "\n# Question: what is each row about? A firm, a site, a material, a product, a vehicle?\n"
    yield f'[[table.entity]]\nas = "thing"\ntype = "Firm"\nname = {_text("{" + name + "}")}\n'
    yield "\n# Question: what does a row say of it? One rule for each thing said, as:\n"
    for column in columns:
        if column.kind in ("number", "quantity"):
            value = _text("{" + column.name + "}")
            yield f'# [[table.claim]]\n# subject = "@thing"\n# predicate = "capacity"\n# value = {value}\n'
            return
    yield '# [[table.claim]]\n# subject = "@thing"\n# predicate = "country"\n# value = "{…}"\n'


def _described(column: Column) -> str:
    shown = ", ".join(repr(text[:40]) for text in column.examples())
    filled = f"{column.filled:,} of {column.rows:,} filled, {len(column.texts):,} different"
    return _line(f"{_SAID[column.kind]}, {filled}: {shown}" if shown else f"{_SAID[column.kind]}, {filled}")


def _line(text: str) -> str:
    """One line of a comment: no line ends and no control characters, which TOML forbids."""
    return "".join(ch if ch.isprintable() else " " for ch in text)
