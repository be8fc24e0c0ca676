"""The curator's rulings on who is who: `loaders/decisions/identity.csv`, read and written.

A ruling says of two entities, by their ids, that they are one or that they are not; and who said so, on which day, why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from graphkit.errors import GraphkitError, Problem
from graphkit.facts.claim import clean
from graphkit.facts.decisions import ruling_day, write_ruling_rows
from graphkit.facts.tables import Record, read_table

FILE = "identity.csv"
SHOWN = f"loaders/decisions/{FILE}"
COLUMNS = ("a", "b", "verdict", "reason", "by", "day")
SAME, DIFFERENT = "same", "different"
VERDICTS = (SAME, DIFFERENT)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The entities `a` and `b`, the smaller id first, are one or are not; `line` is where the table says it, from 1."""

    a: str
    b: str
    verdict: str
    reason: str
    by: str
    day: date
    line: int = 0

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids."""
        return self.a, self.b

    @property
    def same(self) -> bool:
        """True where the two are one."""
        return self.verdict == SAME

    def words(self) -> str:
        """As a sentence tells it: `ruled the same by Ada on 2026-01-05: one registered number`."""
        told = "the same" if self.same else "different"
        return f"ruled {told} by {self.by} on {self.day}: {self.reason}"


def ruling(a: str, b: str, verdict: str, reason: str, by: str, day: date, line: int = 0) -> Ruling:
    """A ruling with its cells as they are kept, the smaller id first."""
    first, second = sorted((clean(a), clean(b)))
    return Ruling(first, second, verdict, clean(reason), clean(by), day, line)


def read_rulings(folder: Path, problems: list[Problem]) -> tuple[Ruling, ...]:
    """The rulings in `folder`, by pair; none where the file is not there. What is wrong is added to `problems`."""
    path = folder / FILE
    found: dict[tuple[str, str], Ruling] = {}
    if not path.exists():
        return ()
    for record in read_table(path, SHOWN, COLUMNS, (), problems):
        made = _ruling(record, problems) if record else None
        if made and made.pair in found:
            first = found[made.pair]
            what = "is ruled twice" if first.verdict == made.verdict else f"is {first.verdict} on line {first.line}"
            problems.append(Problem(SHOWN, made.line, "verdict", f"{made.a}, {made.b} {what}", "keep one row"))
        elif made:
            found[made.pair] = made
    return tuple(found[pair] for pair in sorted(found))


def _ruling(record: Record, problems: list[Problem]) -> Ruling | None:
    before = len(problems)

    def refuse(column: str, message: str, hint: str) -> None:
        problems.append(Problem(SHOWN, record.line, column, message, hint))

    a, b, verdict = (record.get(column) for column in ("a", "b", "verdict"))
    for column in ("a", "b"):
        if not record.get(column):
            refuse(column, "is missing", "the id of an entity, as byd or na_ev_investments/gotion")
    if a and a == b:
        refuse("b", f"{b} stands on both sides", "two ids")
    if verdict.casefold() not in VERDICTS:
        refuse("verdict", f"{verdict!r} is no verdict", f"{SAME} or {DIFFERENT}")
    for column, hint in (("reason", "say why"), ("by", "say who decided")):
        if not record.get(column):
            refuse(column, "is missing", hint)
    day = ruling_day(record.get("day"))
    if day is None:
        refuse("day", f"{record.get('day')!r} is no day", "as 2026-01-31")
    if len(problems) > before or day is None:
        return None
    return ruling(a, b, verdict.casefold(), record.get("reason"), record.get("by"), day, record.line)


def write_rulings(folder: Path, made: Iterable[Ruling]) -> None:
    """Adds rulings to the table in `folder`, each in place of an earlier one on the same two; rows stay sorted.

    Raises
    ------
    GraphkitError
        If the table that is there is wrong, or cannot be written. Then nothing is.
    """
    problems: list[Problem] = []
    known = {r.pair: r for r in read_rulings(folder, problems)}
    if problems:
        raise GraphkitError(f"{SHOWN} is wrong and was left as it is: {problems[0]}", "graphkit check lists it all")
    known |= {r.pair: replace(r, line=0) for r in made}
    rows = [(r.a, r.b, r.verdict, r.reason, r.by, r.day.isoformat()) for _, r in sorted(known.items())]
    write_ruling_rows(folder, FILE, COLUMNS, rows)
