"""What the columns of a table hold, as far as its first rows tell: how many are filled, how many differ, which kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from graphkit.facts.formats import Numeral
from graphkit.facts.mapping.signs import MOSTLY, day_order
from graphkit.model import Model
from graphkit.values.dates import parse_date
from graphkit.values.identifiers import check_lei, check_qid
from graphkit.values.quantities import parse_quantity

#: Rows that are looked at, and texts of a column that are remembered.
ROWS, TEXTS = 5000, 2000
_NUMBER = re.compile(r"^[+-]?[\d.,' ]*\d[\d.,' ]*%?$")
_URL = re.compile(r"^https?://\S+$")
#: Cells that in most tables say that something is not known.
UNKNOWN = ("", "-", "–", "—", "n/a", "na", "none", "null", "tbc", "tbd", "unknown", "not specified", "?", "无", "未知")
_SEPARATORS = (";", "|", " / ", "、", ", ")
#: Of the filled cells of a column that tells rows apart so many differ, and they have so many characters on average.
_TELLING, _BRIEF = 0.98, 60
#: Kinds by whose form a heading is told from a row.
_FORMED = ("number", "quantity", "date", "link", "lei", "qid")
#: A heading that is a year.
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Column:
    """One column: `kind` is empty, number, quantity, date, link, lei, qid or text."""

    name: str
    rows: int = 0
    filled: int = 0
    texts: Counter[str] = field(default_factory=Counter)
    kind: str = "empty"
    #: Those of the texts that stand in the file as numbers only.
    numerals: set[str] = field(default_factory=set)

    def add(self, text: str) -> None:
        """Counts a cell."""
        self.rows += 1
        if text:
            self.filled += 1
            if type(text) is not Numeral:
                self.numerals.discard(text)
            elif text not in self.texts and len(self.texts) < TEXTS:
                self.numerals.add(text)
            if text in self.texts or len(self.texts) < TEXTS:
                self.texts[text] += 1

    @property
    def unknown(self) -> tuple[str, ...]:
        """Cells that may say that something is not known."""
        return tuple(sorted(t for t in self.texts if t.casefold() in UNKNOWN or (self.kind == "number" and t == "0")))

    @property
    def known(self) -> list[str]:
        """Cells that say something, each once."""
        return [t for t in self.texts if t.casefold() not in UNKNOWN]

    @property
    def written(self) -> list[str]:
        """Cells that say something and are texts of the file, each once: how these are written may be asked."""
        return [t for t in self.known if t not in self.numerals]

    @property
    def order(self) -> str:
        """The order of the parts of its days, if they do not tell it: dmy or mdy."""
        return day_order(self.known)

    @property
    def telling(self) -> bool:
        """Whether its cells tell the rows apart: filled, short, and nearly each another one."""
        count = min(self.filled, TEXTS)
        brief = sum(map(len, self.texts)) <= _BRIEF * len(self.texts)
        return self.filled >= MOSTLY * self.rows and len(self.texts) >= _TELLING * count > 0 and brief

    @property
    def separator(self) -> str:
        """What may stand between several values of a cell; empty if nothing does."""
        for mark in _SEPARATORS:
            if self.kind == "text" and sum(n for t, n in self.texts.items() if mark in t) > 0.02 * self.filled:
                return mark
        return ""

    def examples(self, count: int = 3) -> list[str]:
        """The most frequent texts."""
        return [text for text, _ in sorted(self.texts.items(), key=lambda item: (-item[1], item[0]))[:count]]


def profile(headings: Sequence[str], rows: Iterable[Sequence[str]], model: Model) -> list[Column]:
    """The columns of a table by its first rows."""
    columns = [Column(name) for name in headings]
    for number, row in enumerate(rows):
        if number >= ROWS:
            break
        for column, text in zip(columns, row, strict=True):
            column.add(text if type(text) is Numeral else text.strip())
    for column in columns:
        column.kind = _kind(column, model)
    return columns


def headless(columns: Sequence[Column], model: Model) -> list[str]:
    """Headings that read as what stands below them: the first line is rather a row. None where they are a scale.

    Years, and numbers that rise from column to column, are headings of a wide table.
    """
    alike = [column for column in columns if column.kind in _FORMED and column.kind == _kind_of(column.name, model)]
    numbers = [column.name for column in alike if column.kind == "number"]
    scale = len(numbers) > 1 and _rising(numbers)
    return [c.name for c in alike if not (YEAR.fullmatch(c.name) or (scale and c.kind == "number"))]


def _kind_of(text: str, model: Model) -> str:
    column = Column(text)
    column.add(text)
    return _kind(column, model)


def _rising(texts: Sequence[str]) -> bool:
    numbers = [float(re.sub(r"[^\d.+-]", "", text)) for text in texts if re.fullmatch(r"[+-]?\d+(\.\d+)?%?", text)]
    return len(numbers) == len(texts) and all(a < b for a, b in pairwise(numbers))


def _kind(column: Column, model: Model) -> str:
    known = column.known
    if not known:
        return "empty"
    if column.order:
        return "date"
    tests = (
        ("lei", lambda t: len(t) == 20 and check_lei(t)),
        ("qid", check_qid),
        ("link", lambda t: bool(_URL.match(t))),
        ("date", lambda t: bool(re.search(r"\d", t)) and _reads(parse_date, t, model.dates) and not _plain_count(t)),
        ("number", lambda t: bool(_NUMBER.match(t))),
        ("quantity", lambda t: bool(re.search(r"\d", t)) and _reads(parse_quantity, t, model.numbers, model.units)),
    )
    for kind, test in tests:
        if sum(map(bool, map(test, known))) >= MOSTLY * len(known):
            return kind
    return "text"


def _plain_count(text: str) -> bool:
    """A bare number is a date only if it is a year."""
    return text.isdigit() and not 1900 <= int(text[:8]) <= 2100


def _reads(parse: object, *arguments: object) -> bool:
    assert callable(parse)
    try:
        parse(*arguments)
    except ValueError:
        return False
    return True
