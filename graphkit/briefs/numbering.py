"""Numbers of the documents that a report cites, in the order in which they are first cited."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphkit.briefs.content import Cited
from graphkit.facts import Source
from graphkit.graph import Graph

#: Paragraphs told beside a sentence, and in the list of sources; the claims of the map have all.
INLINE, LISTED = 3, 40
#: Letters of a paragraph's name that stand beside a sentence.
_LETTERS = 24


@dataclass(slots=True)
class Numbering:
    """Numbers that all pages of a report share; `cited` are the paragraphs that one page cites, by document, `base` is
    the page that lists the documents ("" for the page itself)."""

    graph: Graph
    base: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    cited: dict[str, dict[str, None]] = field(default_factory=dict)

    def page(self, base: str) -> Numbering:
        """The same numbers for another page, which has cited nothing yet."""
        return Numbering(self.graph, base, self.numbers)

    def cite(self, cited: Cited) -> list[tuple[int, str]]:
        """For each document its number, and the paragraphs in a few words."""
        out: dict[int, list[str]] = {}
        for place in cited.places:
            source, _, locator = place.partition("#")
            number = self.numbers.setdefault(source, len(self.numbers) + 1)
            self.cited.setdefault(source, {})[locator] = None
            out.setdefault(number, []).append(locator)
        return [(number, _few(list(filter(None, out[number])))) for number in sorted(out)]

    def listed(self) -> list[tuple[int, Source | None, str, str]]:
        """For each document that the page cites: number, the document (None: not known), its id, the paragraphs."""
        rows = []
        for source, locators in self.cited.items():
            found = sorted(filter(None, locators), key=_natural)
            more = f" and {len(found) - LISTED:,} more" if len(found) > LISTED else ""
            told = ", ".join(found[:LISTED]) + more
            rows.append((self.numbers[source], self.graph.sources.get(source), source, told))
        return sorted(rows, key=lambda row: row[0])


def anchor(number: int) -> str:
    """The id of a document's place in the list of sources."""
    return f"source-{number}"


def _few(locators: list[str]) -> str:
    more = f" +{len(locators) - INLINE}" if len(locators) > INLINE else ""
    return " ".join(name[:_LETTERS] for name in locators[:INLINE]) + more


def _natural(text: str) -> list[tuple[int, str]]:
    parts = re.split(r"([0-9]+)", text)
    return [(int(part), "") if part.isdigit() and part.isascii() else (-1, part) for part in parts]
