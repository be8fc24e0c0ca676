"""Templates: text with `{column}` in it. `{column?}` may be empty; `{{` and `}}` are braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

_PART = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|([{}])")


@dataclass(frozen=True, slots=True)
class Reference:
    """A column named in a template; `optional` if an empty cell does not make the whole text empty."""

    column: str
    optional: bool = False


#: A template in parts: texts as they are, and references.
Parts = tuple[str | Reference, ...]


def parse_template(text: str) -> Parts:
    """The parts of a template.

    Raises
    ------
    ValueError
        If a brace is not closed, not opened, or names no column.
    """
    out: list[str | Reference] = []
    at = 0
    for found in _PART.finditer(text):
        out.append(text[at : found.start()])
        at = found.end()
        if found[2]:
            raise ValueError(
                f"a single {found[2]!r} at {found.start() + 1} — columns stand as {{column}}, braces double"
            )
        if found[1] is None:
            out.append(found[0][0])
            continue
        name = found[1].strip()
        if not name or name == "?":
            raise ValueError("{} names no column — write the heading between the braces")
        out.append(Reference(name.removesuffix("?").rstrip(), True) if name.endswith("?") else Reference(name))
    out.append(text[at:])
    return _joined(out)


def references(parts: Parts) -> list[Reference]:
    """The columns that a template names, in order."""
    return [part for part in parts if isinstance(part, Reference)]


def _joined(parts: Sequence[str | Reference]) -> Parts:
    """Without empty texts, and neighbours in one."""
    out: list[str | Reference] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return tuple(out)


#: The cells of one row as a rule sees them: one text for each place.
Cells = Sequence[str]


def compile_template(parts: Parts, place: Callable[[Reference], int]) -> Callable[[Cells], str]:
    """A function from cells to the text; empty if a cell that is not optional is empty.

    Parameters
    ----------
    place
        Which of the cells a reference means.
    """
    if not parts:
        return lambda cells: ""
    if len(parts) == 1:
        only = parts[0]
        if isinstance(only, str):
            return lambda cells: only
        at = place(only)
        return lambda cells: cells[at]
    steps = [(part, -1, True) if isinstance(part, str) else ("", place(part), part.optional) for part in parts]

    def text(cells: Cells) -> str:
        out = []
        for word, at, optional in steps:
            if at < 0:
                out.append(word)
                continue
            cell = cells[at]
            if not cell and not optional:
                return ""
            out.append(cell)
        return " ".join("".join(out).split())

    return text
