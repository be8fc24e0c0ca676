"""A first mapping of a table: what its columns hold, what they seem to mean, and questions where nobody can know."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from graphkit.facts.formats import BadRow, Nested, Shape, open_table, text_of
from graphkit.facts.mapping.language import ClaimRule, EntityRule
from graphkit.facts.mapping.obvious import meanings, rules_of
from graphkit.facts.mapping.profile import ROWS, Column, profile
from graphkit.model import Model

_SAID = {"number": "numbers", "quantity": "numbers with units", "date": "dates", "link": "links", "lei": "LEI codes",
         "qid": "Wikidata ids", "text": "text", "empty": "nothing"}  # fmt: skip


def draft_mapping(path: Path, model: Model, title: str) -> str:
    """The text of a loader.toml for the table in a file; it is read as it is where the headings are obvious words.

    Raises
    ------
    Unreadable
        If the file is no table that can be read.
    """
    with open_table(path, path.name, Shape()) as sheet:
        guesses = list(sheet.guesses)
        if sheet.nested:
            columns = profile(*_flattened(sheet), model)
        else:
            rows = (r.without(()) if isinstance(r, BadRow) else r for _, r in sheet)
            columns = profile(sheet.columns, (r for r in rows if not isinstance(r, BadRow)), model)
    meant = meanings([column.name for column in columns])
    entities, claims = rules_of(meant)
    return "".join(_lines(path, title, columns, guesses, meant, entities, claims))


def _flattened(sheet: object) -> tuple[list[str], list[list[str]]]:
    """Paths of the first rows of nested data, as headings, and their texts."""
    rows: list[dict[str, str]] = []
    names: dict[str, None] = {}
    for _, row in sheet:  # type: ignore[attr-defined]
        if isinstance(row, BadRow):
            continue
        cells = dict(_paths(row.value if isinstance(row, Nested) else row, ""))
        names.update(dict.fromkeys(cells))
        rows.append(cells)
        if len(rows) >= ROWS:
            break
    return list(names), [[cells.get(name, "") for name in names] for cells in rows]


def _paths(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, one in value.items():
            shown = f'"{name}"' if set(str(name)) & set('.[]"*@/ ') else str(name)
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
    meant: Mapping[str, str],
    entities: Sequence[EntityRule],
    claims: Sequence[ClaimRule],
) -> Iterator[str]:
    yield f"title = {_text(title)}\n"
    yield '# Question: under which licence may the data be used?\nlicence = ""\n\n'
    yield "[source]\n# Question: who published the table, and on which day? Claims are of that day.\n"
    yield f'publisher = "{_UNSAID}"\npublished = "{_UNSAID}"\n\n'
    yield f"[[table]]\nfile = {_text(path.name)}\n"
    for guess in guesses:
        yield f"# A guess, to be looked at: {_line(guess)}\n"
    key = [meant[w] for w in ("supplier", "buyer", "item", "firm", "site") if w in meant] or _names(columns)[:1]
    yield "# Question: by which columns does a person find a row again? They stand in each claim.\n"
    yield f"key = [{', '.join(map(_text, key))}]\n"
    unknown = sorted({t for c in columns for t in c.unknown if t != "0"})
    if unknown:
        yield f"unknown = [{', '.join(map(_text, unknown))}]\n"
    yield "\n# The columns, by the first rows:\n"
    for column in columns:
        yield f"#   {_line(column.name)}: {_described(column)}\n"
    yield from _columns(columns)
    if entities:
        yield "\n# What the headings seem to mean.\n"
        for entity in entities:
            yield f"\n[[table.entity]]\nas = {_text(entity.as_)}\ntype = {_text(entity.type)}\n"
            yield f"name = {_text(entity.name)}\n"
            if entity.external_ids:
                yield f"external_ids = [{', '.join(map(_text, entity.external_ids))}]\n"
    for claim in claims:
        yield "\n[[table.claim]]\n"
        for name in ("subject", "predicate", "value", "when", "note"):
            if getattr(claim, name):
                yield f"{name} = {_text(getattr(claim, name))}\n"
        if claim.qualifiers:
            inner = ", ".join(f"{k} = {_text(v)}" for k, v in claim.qualifiers.items())
            yield f"qualifiers = {{ {inner} }}\n"
    if not claims:
        yield from _questions(columns)


_UNSAID = "?"


def _columns(columns: Sequence[Column]) -> Iterator[str]:
    for column in columns:
        zero = "0" in column.unknown
        if column.separator or zero:
            yield f"\n[table.column.{_text(column.name)}]\n"
        if column.separator:
            yield f"# Question: several values in one cell?\n# split = {_text(column.separator)}\n"
        if zero:
            yield '# Question: does 0 mean unknown here?\n# unknown = ["0"]\n'


def _questions(columns: Sequence[Column]) -> Iterator[str]:
    name = next(iter(_names(columns)), columns[0].name if columns else "name")
    yield "\n# Question: what is each row about? A firm, a site, a material, a product, a vehicle?\n"
    yield f'[[table.entity]]\nas = "thing"\ntype = "Firm"\nname = {_text("{" + name + "}")}\n'
    yield "\n# Question: what does a row say of it? One rule for each thing said, as:\n"
    for column in columns:
        if column.kind in ("number", "quantity"):
            value = _text("{" + column.name + "}")
            yield f'# [[table.claim]]\n# subject = "@thing"\n# predicate = "capacity"\n# value = {value}\n'
            return
    yield '# [[table.claim]]\n# subject = "@thing"\n# predicate = "country"\n# value = "{…}"\n'


def _names(columns: Sequence[Column]) -> list[str]:
    """Columns of text, those with the most different cells first."""
    texts = [c for c in columns if c.kind == "text"]
    return [c.name for c in sorted(texts, key=lambda c: (-len(c.texts), columns.index(c)))]


def _described(column: Column) -> str:
    shown = ", ".join(repr(text[:40]) for text in column.examples())
    filled = f"{column.filled:,} of {column.rows:,} filled, {len(column.texts):,} different"
    return _line(f"{_SAID[column.kind]}, {filled}: {shown}" if shown else f"{_SAID[column.kind]}, {filled}")


def _line(text: str) -> str:
    """One line of a comment: no line ends and no control characters, which TOML forbids."""
    return "".join(ch if ch.isprintable() else " " for ch in text)


def _text(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
