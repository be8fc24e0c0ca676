"""Whether the numbers in the tables stand in the paragraphs they are taken from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from graphkit.errors import GraphkitError, Problem
from graphkit.facts import Facts
from graphkit.facts.load import Reading
from graphkit.reports.cite import passage

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
#: Number words as texts write them.
_WORDS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)


def check_sources(reading: Reading, folder: Path) -> list[Problem]:
    """Problems of the facts with the saved texts in `folder`: a paragraph that is not there, a number that it lacks.

    A source without a saved text is told as a warning, once; documents of other people's tables have no paragraphs.
    """
    if not folder.is_dir():
        raise GraphkitError(f"{folder} is no folder", "give the folder with the saved texts of the sources")
    facts: Facts = reading.facts
    problems: list[Problem] = []
    missing: set[str] = set()
    for claim in facts.claims:
        source = facts.sources.get(claim.source)
        if source is None or claim.family == "entity" or claim.loader in reading.foreign:
            continue
        file, line = reading.places.get(claim.id, (f"loaders/{claim.loader}/facts.csv", 0))
        try:
            text = passage(source, claim.locator, folder)
        except GraphkitError as error:
            problems.append(Problem(file, line, "source", error.message))
            continue
        if text is None:
            if source.id not in missing:
                missing.add(source.id)
                file = f"loaders/{source.loader}/sources.csv"
                problems.append(Problem(file, 0, "file", f"no saved text of {source.id} in {folder}", "", "warning"))
            continue
        lacking = [n for n in numbers_of(claim.row.value) if n not in numbers_of(text)]
        if claim.family == "metric" and claim.basis == "stated" and lacking:
            problems.append(
                Problem(
                    file,
                    line,
                    "value",
                    f"{claim.row.value!r}: {lacking[0]} does not stand in {source.id}#{claim.locator}",
                )
            )
    return problems


def numbers_of(text: str) -> Iterable[str]:
    """The numbers in a text in their shortest form: 2,050 and 2050.0 are both 2050; words up to twelve count."""
    found = {_shortest(match.group().replace(",", "")) for match in _NUMBER.finditer(text)}
    found.update(str(_WORDS[word]) for word in re.findall(r"[a-z]+", text.casefold()) if word in _WORDS)
    return found


def _shortest(digits: str) -> str:
    whole, _, part = digits.partition(".")
    part = part.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{part}" if part else "")
