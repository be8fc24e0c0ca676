"""The part of docs/queries.md that is made from the library: by group, what each query answers, takes and gives."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from graphkit.query.header import CLOCKS, Parameter, Query


def library_page(library: Mapping[str, Query]) -> str:
    """The queries as Markdown, the same for the same library."""
    queries = sorted(library.values(), key=lambda q: q.group)
    parts = [_table(("group", "question", "query"), map(_line, queries)) + "\n"]
    for group, members in groupby(queries, key=lambda q: q.group):
        parts.append(f"### {group.replace('/', ', ').capitalize() or 'Without a group'}\n")
        for query in members:
            parts += _query(query)
    return "\n".join(parts).rstrip() + "\n"


def example(query: Query) -> list[str]:
    """The words of a command that runs the query: its parameters as they are by default, the first choice of an enum.

    A parameter that must be given and has no such choice stands as `…`.
    """
    words = ["graphkit", "query", "run", query.name]
    for parameter in query.parameters:
        value = _shown_value(parameter)
        if value is not None:
            words += ["-p", f"{parameter.name}={value}"]
    return words


def _shown_value(parameter: Parameter) -> str | None:
    if parameter.declared.kind == "enum" and not parameter.declared.vocabulary:
        return str(parameter.default or parameter.declared.choices[0])
    if parameter.required:
        return "…"
    return parameter.default if parameter.declared.kind == "entity" else None


def _line(query: Query) -> Sequence[str]:
    return query.group, query.title, f"[`{query.name}`](#{query.name})"


def _query(query: Query) -> Iterator[str]:
    yield f"#### `{query.name}`\n\n**{_safe(query.title)}** {_safe(query.description)}\n"
    yield f"```sh\n{' '.join(word if '…' in word else shlex.quote(word) for word in example(query))}\n```\n"
    if query.parameters:
        rows = [(f"`{p.name}`", f"`{p.type}`", _default(p), p.description) for p in query.parameters]
        yield _table(("parameter", "type", "default", "what it is"), rows) + "\n"
    yield _table(("column", "holds"), [(f"`{name}`", text) for name, text in query.columns]) + "\n"


def _default(parameter: Parameter) -> str:
    if parameter.name in CLOCKS:
        return f"the option `--{parameter.name.replace('_', '-')}`"
    if parameter.required:
        return "must be given"
    return "" if parameter.default is None else f"`{json.dumps(parameter.default, ensure_ascii=False)}`"


def _safe(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("<", "&lt;").split())


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_safe(cell).replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(head), "| " + " | ".join("---" for _ in head) + " |", *map(line, rows)])
