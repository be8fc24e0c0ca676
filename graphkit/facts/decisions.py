"""The curator's rulings on conflicts: `loaders/decisions/conflicts.csv`, read and written.

A ruling says which of the claims of a conflict holds, that all of them do, or that it was looked at and stays open; and
who said so, on which day, and why. It names the claims that were weighed: where another joins them later, the conflict
is open again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from graphkit.errors import GraphkitError, Problem
from graphkit.facts.claim import BOTH, UNDECIDED, Decision, clean
from graphkit.facts.tables import Record, read_table
from graphkit.writing import new_file

FILE = "conflicts.csv"
SHOWN = f"loaders/decisions/{FILE}"
COLUMNS = ("conflict", "choose", "claims", "reason", "by", "day")
_CONFLICT = re.compile(r"^[0-9a-f]{12}$")
_CLAIM = re.compile(r"^[0-9a-f]{32}$")


def read_decisions(folder: Path, problems: list[Problem]) -> dict[str, Decision]:
    """The rulings in `folder` by conflict; none where the file is not there. What is wrong is added to `problems`."""
    path = folder / FILE
    out: dict[str, Decision] = {}
    if not path.exists():
        return out
    for record in read_table(path, SHOWN, COLUMNS, (), problems):
        made = _decision(record, problems) if record else None
        if made and record and made.id in out:
            problems.append(Problem(SHOWN, record.line, "conflict", f"{made.id} is decided twice", "keep one row"))
        elif made:
            out[made.id] = made
    return out


def _decision(record: Record, problems: list[Problem]) -> Decision | None:
    before = len(problems)

    def refuse(column: str, message: str, hint: str) -> None:
        problems.append(Problem(SHOWN, record.line, column, message, hint))

    claims = tuple(sorted({part.strip() for part in record.get("claims").split(";") if part.strip()}))
    choose = record.get("choose").casefold()
    if not _CONFLICT.match(record.get("conflict")):
        refuse("conflict", f"{record.get('conflict')!r} is no conflict's id", "as graphkit conflicts lists them")
    for claim in claims:
        if not _CLAIM.match(claim):
            refuse("claims", f"{claim!r} is no claim's id", "32 hex digits each, parted by ;")
    if choose not in (BOTH, UNDECIDED, *claims):
        refuse("choose", f"{choose!r} is none of the claims", f"one of the claims, {BOTH} or {UNDECIDED}")
    if len(claims) < 2:
        refuse("claims", "a conflict has two claims or more", "list those that were weighed, parted by ;")
    for column in ("reason", "by"):
        if not record.get(column):
            refuse(column, "is missing", "say why" if column == "reason" else "say who decided")
    day = ruling_day(record.get("day"))
    if day is None:
        refuse("day", f"{record.get('day')!r} is no day", "as 2026-01-31")
    if len(problems) > before or day is None:
        return None
    return Decision(record.get("conflict"), choose, claims, record.get("reason"), record.get("by"), day)


def ruling_day(text: str) -> date | None:
    """The day of a ruling, None if the text is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def write_decision(folder: Path, decision: Decision) -> None:
    """Adds the ruling to the table in `folder`, in place of an earlier one on the same conflict; rows stay sorted.

    Raises
    ------
    GraphkitError
        If the table that is there is wrong, or cannot be written.
    """
    problems: list[Problem] = []
    known = read_decisions(folder, problems)
    if problems:
        raise GraphkitError(f"{SHOWN} is wrong and was left as it is: {problems[0]}", "graphkit check lists it all")
    known[decision.id] = replace(decision, reason=clean(decision.reason), by=clean(decision.by))
    rows = [(r.id, r.choose, "; ".join(r.claims), r.reason, r.by, r.day.isoformat()) for _, r in sorted(known.items())]
    write_ruling_rows(folder, FILE, COLUMNS, rows)


def write_ruling_rows(folder: Path, file: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a table of rulings, whole or not at all; its folder is made (`GraphkitError` if either cannot be)."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(columns)
    table.writerows(rows)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "rule in a copy of the project that you may write to"
        raise GraphkitError(f"{folder} cannot be made: {error.strerror or error}", hint) from None
    with new_file(folder / file, file) as stream:
        stream.write(out.getvalue().encode("utf-8"))


def unknown_claims(decisions: Mapping[str, Decision], claims: Iterable[str]) -> list[Problem]:
    """A warning for each ruling that weighed a claim which is no longer there: it counts for nothing."""
    known = set(claims)
    out = []
    for decision in decisions.values():
        if gone := [claim for claim in decision.claims if claim not in known]:
            message = f"the ruling on {decision.id} weighed {len(gone)} claim(s) that are gone: it no longer counts"
            hint = "look at graphkit conflicts and decide again, or remove the row"
            out.append(Problem(SHOWN, 0, "claims", message, hint, "warning"))
    return out
